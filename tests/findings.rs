//! Residue and checks: what no rule understood is noted, what does not add up is found, nothing is fixed in silence.

use dibao::{Context, Extraction, Extractor};

fn read(text: &str) -> Extraction {
    Extractor::shared().expect("embedded rules").extract(text, &Context::default().place("株洲市")).expect("small")
}

fn checks(text: &str) -> Vec<String> {
    read(text).findings.into_iter().map(|f| f.check).collect()
}

#[test]
fn a_clause_that_no_rule_reads_is_noted() {
    let text = "甲县人民政府关于有关人员任免的通知\n甲政任〔2020〕3号\n经研究,决定:\n拟由原任人选续任县水利局局长职务,此前任命一并免去;\n2020年3月1日";
    let found = read(text);
    assert!(found.records.iter().all(|r| r.data.type_name() != "appointment"), "{:?}", found.records);
    assert_eq!(found.unparsed.len(), 1, "{:?}", found.unparsed);
    assert_eq!(found.unparsed[0].evidence, found.unparsed[0].span.slice(text));
}

#[test]
fn a_notice_that_is_read_leaves_no_residue() {
    let found = read("任免名单\n免去:\n李大明的株洲市水利局局长职务;\n王小英的株洲市教育局局长职务。");
    assert_eq!((found.records.len(), found.unparsed.len()), (2, 0));
}

const NOTICE: &str = "株洲市人民代表大会常务委员会公告\n株洲市第十六届人民代表大会实有代表{before}名。由芦淞区选举的株洲市第十六届人民代表大会代表李荣国、周正刚已调离本行政区域。李荣国、周正刚{count}人的代表资格终止。\n现在,株洲市第十六届人民代表大会实有代表{after}名。\n株洲市人民代表大会常务委员会\n2023年4月26日";

fn notice(before: &str, count: &str, after: &str) -> String {
    NOTICE.replace("{before}", before).replace("{count}", count).replace("{after}", after)
}

#[test]
fn a_notice_that_adds_up_gives_no_finding() {
    assert!(checks(&notice("390", "2", "388")).is_empty());
}

#[test]
fn counted_names_must_agree() {
    assert_eq!(checks(&notice("390", "3", "388")), ["counted-names"]);
}

#[test]
fn seats_must_add_up() {
    assert_eq!(checks(&notice("391", "2", "388")), ["seat-arithmetic"]);
}

#[test]
fn shares_above_the_whole_are_found() {
    let text = "攸县广寒坪抽水蓄能电站项目签约,该项目总投资119亿元,由三峡建工集团有限公司持股90%,湖南水电建设有限公司持股20%。";
    assert_eq!(checks(text), ["share-sum"]);
    assert!(checks(&text.replace("20%", "10%")).is_empty());
}

#[test]
fn a_county_cannot_approve_procurators() {
    let text =
        "攸县人民代表大会常务委员会任免名单\n(2020年3月1日攸县第十七届人民代表大会常务委员会第三次会议通过)\n批准任命李大明为攸县网岭镇人民检察院检察长。";
    assert_eq!(checks(text), ["authority"]);
    assert!(checks(&text.replace("攸县第", "株洲市第").replace("攸县人民代表大会", "株洲市人民代表大会")).is_empty());
}

#[test]
fn explanations_say_why_there_is_no_record() {
    let nothing = Extractor::new().unwrap().explain("", &Context::default(), 0);
    assert!(nothing.records.is_empty() && nothing.frame.is_empty());
    let extractor = Extractor::shared().expect("embedded rules");
    let why = extractor.explain("副市长的讲话很实在。", &Context::default(), 0);
    assert!(why.records.is_empty());
    assert!(why.posts.iter().any(|p| p.contains("no name behind it")), "{:?}", why.posts);
    let why = extractor.explain("副市长李大明讲话。", &Context::default(), 3);
    assert_eq!(why.records.len(), 1);
}

#[test]
fn a_completion_rate_must_fit_its_parts() {
    let text = "全县重点项目50个,总投资178.7亿元,年度投资计划17.68亿元,1-5月完成投资4.28亿元,完成率24.21%。";
    assert!(checks(text).is_empty(), "{:?}", read(text).findings);
    assert_eq!(checks(&text.replace("24.21", "42.21")), ["completion-rate"]);
}

#[test]
fn parts_must_not_exceed_their_whole() {
    let text = "此次共有18个项目集中开工,总投资12亿元。其中,产业项目有7项,总投资10亿元;基础设施项目6项,总投资1亿元;民生项目5项,总投资1亿元。";
    assert!(checks(text).is_empty(), "{:?}", read(text).findings);
    assert_eq!(checks(&text.replace("民生项目5项", "民生项目8项")), ["parts-sum"]);
    assert_eq!(checks(&text.replace("总投资10亿元", "总投资13亿元")), ["parts-sum"]);
}

#[test]
fn a_deputy_who_resigned_must_be_listed() {
    let text = "茶陵县人民代表大会常务委员会公告\n茶陵县第十八届人民代表大会代表李荣国、周正刚因工作变动辞去代表职务,县人大常委会决定接受其辞职。李荣国、周正刚的代表资格终止。\n茶陵县人民代表大会常务委员会\n2023年4月26日";
    assert!(checks(text).is_empty(), "{:?}", read(text).findings);
    let short = text.replace("李荣国、周正刚的代表资格终止", "李荣国的代表资格终止");
    assert_eq!(checks(&short), ["resigned-not-listed"], "{:?}", read(&short).records);
}

#[test]
fn records_beyond_the_limit_are_left_out_with_a_note() {
    let text = "副市长甘长河、乐东来、曲守愚、郁南星出席会议。";
    let few = Extractor::builder().max_records(2).build().expect("embedded rules").extract(text, &Context::default()).expect("small");
    assert_eq!((few.records.len(), read(text).records.len()), (2, 4));
    assert_eq!(few.unparsed.len(), 1, "{:?}", few.unparsed);
    assert!(few.unparsed[0].reason.contains("limit of 2") && few.unparsed[0].evidence == few.unparsed[0].span.slice(text), "{:?}", few.unparsed);
}
