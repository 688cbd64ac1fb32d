//! Every rule's own examples: marked sentences that must give their values, and sentences that must give nothing.

use dibao::{Context, Data, Extractor};

/// A marked sentence without its marks, and the marked values by key.
fn unmark(text: &str) -> (String, Vec<(String, String)>) {
    let (mut plain, mut values) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(open) = rest.find('⟦') {
        plain.push_str(&rest[..open]);
        let inner_from = open + '⟦'.len_utf8();
        let close = rest[inner_from..].find('⟧').expect("a closing mark") + inner_from;
        let (value, key) = rest[inner_from..close].rsplit_once('|').expect("value|key");
        plain.push_str(value);
        values.push((key.to_owned(), value.to_owned()));
        rest = &rest[close + '⟧'.len_utf8()..];
    }
    plain.push_str(rest);
    (plain, values)
}

#[test]
fn every_rule_has_examples_that_hold() {
    let extractor = Extractor::shared().expect("embedded rules");
    let rules = extractor.rules().rules();
    assert!(rules.len() >= 15, "only {} rules", rules.len());
    for rule in rules {
        assert!(!rule.examples.is_empty() && !rule.refuse.is_empty(), "{} needs examples of both kinds", rule.id);
        for example in &rule.examples {
            let (plain, values) = unmark(&example.text);
            let mut context = Context::default().published_str("2023-04-27").expect("a date");
            if let Some(place) = &example.place {
                context = context.place(place);
            }
            let found = extractor.extract(&plain, &context).expect("small");
            let own: Vec<_> = found.records.iter().filter(|r| r.rule == rule.id).collect();
            assert!(!own.is_empty(), "{}: nothing read from {plain}: {:?}", rule.id, found.records.iter().map(|r| &r.rule).collect::<Vec<_>>());
            for (key, value) in values {
                let json: Vec<serde_json::Value> = own.iter().map(|r| serde_json::to_value(r).expect("json")).collect();
                let good = json.iter().any(|r| match &r[&key] {
                    serde_json::Value::String(s) => *s == value,
                    serde_json::Value::Number(n) => n.to_string() == value,
                    serde_json::Value::Object(o) => o.get("text").is_some_and(|t| *t == value.as_str()),
                    _ => false,
                });
                assert!(good, "{}: {key} {value} not read from {plain}: {json:#?}", rule.id);
            }
        }
        for sentence in &rule.refuse {
            let found = extractor.extract(sentence, &Context::default()).expect("small");
            assert!(found.records.iter().all(|r| r.rule != rule.id), "{}: {sentence} must give nothing", rule.id);
        }
    }
}

#[test]
fn rule_ids_in_records_are_known() {
    let extractor = Extractor::shared().expect("embedded rules");
    let known: Vec<&str> = extractor.rules().rules().iter().map(|r| r.id.as_str()).collect();
    for folder in ["issues", "notices"] {
        for entry in std::fs::read_dir(format!("{}/tests/{folder}", env!("CARGO_MANIFEST_DIR"))).expect("samples").flatten() {
            if entry.path().extension().is_none_or(|e| e != "txt") {
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).expect("text");
            for record in extractor.extract(&text, &Context::default()).expect("small").records {
                assert!(known.contains(&record.rule.as_str()), "{} is in no rule file", record.rule);
            }
        }
    }
}

#[test]
fn marked_offices() {
    // sentences with all their offices marked, in order; a sentence without marks must give none
    let table = [
        "⟦市委常委|title⟧、市委宣传部长⟦江小忠|person⟧强调,要准确。",
        "副市长⟦甲亮|person⟧、⟦胡一刀|person⟧,市政协副主席⟦丁零|person⟧出席。",
        "由⟦市城管局党组书记|title⟧、局长⟦刘伟|person⟧带队。",
        "受邀请的⟦云顶食品股份有限公司执行总裁|title⟧⟦傅里|person⟧一行到会。",
        "昨日,⟦市摄影家协会主席|title⟧⟦乔远山|person⟧到会。",
        "省里来的⟦市职工服务中心主任|title⟧⟦乔远山|person⟧讲话。",
        "昨日,⟦学校学术委员会主任|title⟧⟦乔远山|person⟧到会。",
        "昨日,⟦胜利街道工委书记|title⟧⟦乔远山|person⟧到会。",
        "⟦县委常委|title⟧、⟦县委副书记|title⟧兼政法委书记⟦乔远山|person⟧到会。",
        "据《江汉商报》介绍,⟦《江汉商报》社社长|title⟧⟦乔远山|person⟧到会。",
        "⟦谢良晖|person⟧是⟦株洲新奥燃气有限公司工作人员|title⟧,他来到窗口。",
        "李记者说,局里的梁先生和张女士很满意。",
        "市长江大桥今日通车,县长江镇居民前来观看。",
        "村民舒阿根和志愿者高飞在河边捡垃圾。",
        "部长级会议将于下月举行,局长办公会研究了此事。",
    ];
    let extractor = Extractor::shared().expect("embedded rules");
    for row in table {
        let (plain, values) = unmark(row);
        let found = extractor.extract(&plain, &Context::default().place("株洲市")).expect("small");
        let offices: Vec<_> = found.records.iter().filter_map(|r| if let Data::Office(o) = &r.data { Some(o) } else { None }).collect();
        if values.is_empty() {
            assert!(offices.is_empty(), "{plain}: {offices:?}");
        }
        for (key, value) in values {
            let hit = offices.iter().any(|o| if key == "person" { o.person == value } else { o.title == value });
            assert!(hit, "{plain}: no {key} {value} in {offices:?}");
        }
    }
}

/// Whatever the order in which a folder's files are read, they make the same extractor.
#[test]
fn the_order_of_rule_files_does_not_matter() {
    let files = ["[role]\n街巷长\n", "[organ dept]\n街巷办\n", "[verb]\n巡了一遍\n"];
    let text = "枫溪街巷办街巷长王建国巡了一遍,市长刘伟出席。";
    let mut seen = std::collections::BTreeSet::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let folder = tempfile::tempdir().expect("folder");
        for (name, index) in ["a.txt", "b.txt", "c.txt"].iter().zip(order) {
            std::fs::write(folder.path().join(name), files[index]).expect("file");
        }
        let extractor = dibao::Extractor::builder().rules(folder.path()).build().expect("sound rules");
        let found = extractor.extract(text, &dibao::Context::default().place("株洲市")).expect("small");
        assert_eq!(found.records.len(), 2, "{:?}", found.records);
        seen.insert(serde_json::to_string(&found).expect("json"));
    }
    assert_eq!(seen.len(), 1);
}

#[test]
fn a_rule_file_beyond_the_limit_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("huge.txt");
    std::fs::File::create(&path).and_then(|file| file.set_len(dibao::ruleset::MAX_FILE_BYTES + 1)).expect("file");
    let error = Extractor::builder().rules(folder.path()).build().expect_err("too large");
    assert!(error.to_string().contains("huge.txt") && error.to_string().contains("16 MiB"), "{error}");
}
