//! Every verb of an act under every word that can govern it: the right action or none, never the plain act.

use dibao::record::Action;
use dibao::{Context, Data, Extractor};
use std::fmt::Write as _;

/// The words of a class of `rules/lexicon/stances.txt`.
fn class(key: &str) -> Vec<&'static str> {
    let text = include_str!("../rules/lexicon/stances.txt");
    let (_, rest) = text.split_once(&format!("[word key={key}]\n")).expect("a class");
    let words = rest.split("\n[").next().unwrap_or_default();
    words.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// A sentence in which `verb` does something to 王刚, with `word` before it and `tail` at the end.
fn sentence(form: &str, verb: &str, word: &str, tail: &str) -> Option<String> {
    let post = "株洲市教育局局长";
    let told = match form {
        "person-wei-post" => format!("会议{word}{verb}王刚为{post}"),
        "of-post" => format!("会议{word}{verb}王刚的{post}职务"),
        "person-verb-post" => format!("王刚{word}{verb}{post}"),
        "nominate" => format!("王刚{word}{verb}{post}人选"),
        "resign" => format!("会议{word}接受王刚{verb}{post}职务"),
        "acting" => format!("会议{word}由副局长王刚{verb}局长职务"),
        // 职务相应终止 is one word: nothing stands before it
        _ => return None,
    };
    Some(format!("{told}{tail}。"))
}

fn actions(text: &str) -> Vec<Action> {
    let extractor = Extractor::shared().expect("embedded rules");
    let context = Context::default().published_str("2023-04-27").expect("a date").place("株洲市");
    let found = extractor.extract(text, &context).expect("small");
    found.records.iter().filter_map(|record| if let Data::Appointment(act) = &record.data { Some(act.action) } else { None }).collect()
}

/// Sentences of all verbs that give their plain action when nothing governs them.
fn verbs() -> Vec<(&'static str, String, Action)> {
    let rules = Extractor::shared().expect("embedded rules").rules().rules();
    let mut out = Vec::new();
    for rule in rules {
        let (Some(form), Some(action)) = (rule.form.as_deref(), rule.action.as_deref()) else { continue };
        let action: Action = serde_json::from_value(action.into()).expect("an action");
        for verb in &rule.words {
            if sentence(form, verb, "", "").is_some_and(|text| actions(&text) == [action]) {
                out.push((form, verb.clone(), action));
            }
        }
    }
    out
}

/// Checks that no sentence gives an action beyond those allowed, and tells all that do.
fn check(sentences: impl Iterator<Item = String>, allowed: &[Action]) -> usize {
    let (mut count, mut wrong, mut told) = (0, 0, String::new());
    for text in sentences {
        count += 1;
        let found = actions(&text);
        if found.iter().any(|action| !allowed.contains(action)) {
            wrong += 1;
            let _ = writeln!(told, "{text} {found:?}");
        }
    }
    assert!(wrong == 0, "{wrong} of {count}:\n{told}");
    count
}

#[test]
fn what_is_denied_is_never_told_as_done() {
    let verbs = verbs();
    assert!(verbs.len() >= 30, "{verbs:?}");
    let denied = class("denied");
    let all = verbs.iter().flat_map(|(form, verb, _)| denied.iter().filter_map(move |word| sentence(form, verb, word, "")));
    // 不再聘任, 不再担任 end an office; 停止 and 撤销 are acts of their own
    let ends = |text: &String| ["不再", "停止", "撤销"].iter().any(|word| text.contains(word));
    assert!(check(all.clone().filter(|text| !ends(text)), &[]) > 2_000);
    check(all.filter(ends), &[Action::Dismiss, Action::Suspend, Action::Remove]);
    let between = ["同意", "批准", "通过", "予以", "正式"];
    let negated = verbs.iter().flat_map(|(form, verb, _)| between.iter().filter_map(move |word| sentence(form, verb, &format!("没有{word}"), "")));
    check(negated, &[]);
}

#[test]
fn what_is_meant_is_proposed_at_most() {
    let verbs = verbs();
    for key in ["meant", "asked"] {
        let words = class(key);
        let all = verbs.iter().flat_map(|(form, verb, _)| words.iter().filter_map(move |word| sentence(form, verb, word, "")));
        // 建议|决定任命: the verb itself says that it is decided
        let all = all.filter(|text| key == "meant" || !["决定", "批准"].iter().any(|word| text.contains(word)));
        check(all, &[Action::Propose, Action::Nominate]);
    }
    for word in ["拟", "将", "建议", "提请"] {
        assert_eq!(actions(&format!("会议{word}任命王刚为株洲市教育局局长。")), [Action::Propose], "{word}");
    }
    assert_eq!(actions("会议表决通过了市长提请任命王刚为株洲市教育局局长。"), [Action::Appoint]);
    assert_eq!(actions("拟任命：\n王刚为株洲市教育局局长；\n李强为株洲市水利局局长。"), [Action::Propose, Action::Propose]);
}

#[test]
fn what_is_supposed_revoked_or_undone_is_none() {
    let verbs = verbs();
    let supposed = class("supposed");
    let all = verbs.iter().flat_map(|(form, verb, _)| supposed.iter().filter_map(move |word| Some(format!("{word}，{}", sentence(form, verb, "", "")?))));
    check(all, &[]);
    let revoked = class("revoked");
    let all = verbs.iter().flat_map(|(form, verb, _)| {
        revoked.iter().filter_map(move |word| {
            Some(sentence(form, verb, "", "的决定")?.replacen("会议", &format!("{word}市政府关于"), 1)).filter(|text| text.contains("关于"))
        })
    });
    check(all, &[]);
    let undone = class("undone");
    let all = verbs.iter().flat_map(|(form, verb, _)| undone.iter().filter_map(move |word| sentence(form, verb, "", &format!("的消息{word}"))));
    check(all, &[]);
}

#[test]
fn a_person_is_not_what_he_is_said_not_to_be() {
    let extractor = Extractor::shared().expect("embedded rules");
    let context = Context::default().published_str("2023-04-27").expect("a date").place("株洲市");
    let posts = |text: &str| extractor.extract(text, &context).expect("small").records.len();
    for verb in ["是", "担任"] {
        assert_eq!(posts(&format!("王刚{verb}市教育局局长。")), 1, "{verb}");
        for word in ["不", "并不", "没有", "从未", "并非", "可能", "据说", "将", "拟"] {
            assert_eq!(posts(&format!("王刚{word}{verb}市教育局局长。")), 0, "{word}{verb}");
        }
    }
}
