//! One roster in many layouts: whatever a page does to it, its acts are the same.

use dibao::record::{Action, Data};
use dibao::{Context, Extractor};
use std::collections::BTreeSet;

type Acts = BTreeSet<(String, String, String)>;

const APPOINTED: [(&str, &str); 4] =
    [("石开", "云阳县教育局局长"), ("马立国", "云阳县水利局副局长"), ("欧阳文", "云阳县人民医院院长"), ("关鹏程", "云阳县政务服务中心主任")];
const DISMISSED: [(&str, &str); 2] = [("尉迟朔", "云阳县教育局局长"), ("杨柳青", "云阳县人民医院院长")];
const HEAD: &str = "云阳县人民政府\n关于石开等同志职务任免的通知\n\n云府人〔2021〕7号\n\n各乡镇人民政府，县政府各部门：\n\n";
const FOOT: &str = "\n\n　　　　　　　　　　云阳县人民政府\n　　　　　　　　　　2021年6月8日\n";

fn expected() -> Acts {
    let acts = |action: Action, list: &[(&str, &str)]| {
        list.iter().map(|(name, post)| (format!("{action:?}"), (*name).to_owned(), (*post).to_owned())).collect::<Vec<_>>()
    };
    acts(Action::Appoint, &APPOINTED).into_iter().chain(acts(Action::Dismiss, &DISMISSED)).collect()
}

fn acts(extractor: &Extractor, text: &str) -> Acts {
    let found = extractor.extract(text, &Context::default()).expect("a small text");
    let act = |data: &Data| match data {
        Data::Appointment(act) => Some((format!("{:?}", act.action), act.person.clone(), act.title.clone())),
        _ => None,
    };
    found.records.iter().filter_map(|record| act(&record.data)).collect()
}

/// Number of item `i` in each style.
fn number(style: &str, i: usize) -> String {
    let han = ["一", "二", "三", "四"];
    match style {
        "han" => format!("{}、", han[i]),
        "(han)" => format!("（{}）", han[i]),
        "circled" => ["①", "②", "③", "④"][i].to_owned(),
        "bullet" => "●".to_owned(),
        "" => String::new(),
        pattern => pattern.replace('1', &(i + 1).to_string()),
    }
}

fn list(style: &str, mark: &str, joint: &str, duty: &str) -> String {
    let items = |list: &[(&str, &str)], joint: &str, tail: &str| -> String {
        list.iter().enumerate().map(|(i, (name, post))| format!("{}{name}{joint}{post}{tail}{mark}\n", number(style, i))).collect()
    };
    format!("{HEAD}任命：\n{}免去：\n{}{FOOT}", items(&APPOINTED, joint, ""), items(&DISMISSED, if joint == "为" { "的" } else { joint }, duty))
}

/// Breaks each paragraph after so many characters, as a narrow column does.
fn wrapped(width: usize) -> String {
    let sentence = |verb: &str, list: &[(&str, &str)], joint: &str, tail: &str| {
        let items: Vec<String> = list.iter().map(|(name, post)| format!("{name}{joint}{post}{tail}")).collect();
        format!("　　会议决定，{verb}{}。", items.join("；"))
    };
    let body = [
        "　　6月8日，云阳县人民政府召开第12次常务会议，研究了当前的防汛工作，审议了有关人事事项，现将结果通报如下，请各单位遵照执行。".to_owned(),
        sentence("任命", &APPOINTED, "为", ""),
        sentence("免去", &DISMISSED, "的", "职务"),
    ];
    let fold = |line: &String| -> String {
        let characters: Vec<char> = line.chars().collect();
        characters.chunks(width).map(|chunk| chunk.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
    };
    format!("云阳县举行政府常务会议\n\n{}\n", body.iter().map(fold).collect::<Vec<_>>().join("\n"))
}

/// A table with a column for the act or a column for each.
fn rows() -> Vec<[String; 3]> {
    let row = |verb: &str, (name, post): &(&str, &str)| [verb.to_owned(), (*name).to_owned(), (*post).to_owned()];
    let head = ["类别".to_owned(), "姓名".to_owned(), "职务".to_owned()];
    [head].into_iter().chain(APPOINTED.iter().map(|act| row("任命", act))).chain(DISMISSED.iter().map(|act| row("免去", act))).collect()
}

fn table(cell: impl Fn(&[String; 3]) -> String) -> String {
    format!("{HEAD}{}{FOOT}", rows().iter().map(cell).collect::<Vec<_>>().join("\n"))
}

fn boxed() -> String {
    let rule = "├────┼────┼────────┤";
    let rows: Vec<String> = rows().iter().map(|[a, b, c]| format!("│{a}│{b}│{c}│")).collect();
    format!("{HEAD}┌────┬────┬────────┐\n{}\n└────┴────┴────────┘{FOOT}", rows.join(&format!("\n{rule}\n")))
}

/// Each person a column: `姓名 甲 乙`.
fn by_column(between: &str) -> String {
    let line = |label: &str, cells: Vec<&str>| format!("{label}{between}{}\n", cells.join(between));
    let part =
        |post: &str, list: &[(&str, &str)]| line("姓　　名", list.iter().map(|act| act.0).collect()) + &line(post, list.iter().map(|act| act.1).collect());
    format!("{HEAD}{}\n{}{FOOT}", part("任命职务", &APPOINTED), part("免去职务", &DISMISSED))
}

fn by_cell() -> String {
    let part = |post: &str, list: &[(&str, &str)]| {
        let cells: Vec<&str> = ["姓名", post].into_iter().chain(list.iter().flat_map(|act| [act.0, act.1])).collect();
        cells.join("\n\n")
    };
    format!("{HEAD}{}\n\n以上人员任期自通知之日起计算。\n\n{}{FOOT}", part("任命职务", &APPOINTED), part("免去职务", &DISMISSED))
}

/// The list goes on over the head and the number of a page.
fn over_pages() -> String {
    let text = list("", "；", "为", "职务");
    let (before, after) = text.split_once("欧阳文").expect("a name");
    format!("{before}\n　　　　　　— 3 —\n\n云阳县人民政府公报　　2021年第6期\n\n欧阳文{after}\n　　　　　　— 4 —\n\n云阳县人民政府公报　　2021年第6期\n")
}

/// Appointments and dismissals as notices of their own on one page.
fn two_notices() -> String {
    let notice =
        |title: &str, number: &str, body: String| format!("云阳县人民政府\n关于{title}的通知\n\n云府人〔2021〕{number}号\n\n各乡镇人民政府：\n\n{body}{FOOT}");
    let appointed: String = APPOINTED.iter().map(|(name, post)| format!("　　任命{name}为{post}。\n")).collect();
    let dismissed: String = DISMISSED.iter().map(|(name, post)| format!("　　免去{name}的{post}职务。\n")).collect();
    notice("石开等同志任职", "7", appointed) + "\n" + &notice("尉迟朔等同志免职", "8", dismissed)
}

fn layouts() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for style in ["", "1.", "1．", "1、", "(1)", "han", "(han)", "circled", "bullet"] {
        for mark in ["；", "", "。"] {
            out.push((format!("list, numbered {style:?}, ended by {mark:?}"), list(style, mark, "为", "职务")));
        }
    }
    for between in ["　　", "   ", "\t"] {
        out.push((format!("name and post apart by {between:?}"), list("", "", between, "")));
    }
    for width in [14, 18, 22, 30] {
        out.push((format!("wrapped after {width} characters"), wrapped(width)));
    }
    out.push(("tabs".to_owned(), table(|row| row.join("\t"))));
    out.push(("pipes".to_owned(), table(|row| format!("| {} |", row.join(" | ")))));
    out.push(("spaces".to_owned(), table(|row| row.join("　　"))));
    out.push(("a box".to_owned(), boxed()));
    for between in ["\t", "　　　"] {
        out.push((format!("by column, apart by {between:?}"), by_column(between)));
    }
    out.push(("one cell a line".to_owned(), by_cell()));
    out.push(("over pages".to_owned(), over_pages()));
    out.push(("two notices".to_owned(), two_notices()));
    out
}

#[test]
fn a_roster_is_the_same_in_every_layout() {
    let extractor = Extractor::new().expect("embedded rules");
    let layouts = layouts();
    assert!(layouts.len() >= 40, "{} layouts", layouts.len());
    let want = expected();
    let mut wrong = Vec::new();
    for (name, text) in layouts {
        let got = acts(&extractor, &text);
        if got != want {
            let lost: Vec<_> = want.difference(&got).collect();
            let false_ones: Vec<_> = got.difference(&want).collect();
            wrong.push(format!("{name}: lost {lost:?}, false {false_ones:?}\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{} layouts read otherwise:\n{}", wrong.len(), wrong.join("\n----\n"));
}
