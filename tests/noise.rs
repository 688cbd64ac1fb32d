//! What prints nothing, and what stands before a line, changes nothing of what is read.

use dibao::text::Text;
use dibao::{Context, Data, Extractor};

const PAGES: &[&str] = &[
    "任命王刚为市教育局局长，免去李强的市财政局副局长职务。",
    "市长刘伟出席会议，副市长何晓岚陪同。",
    "株洲市第十六届人民代表大会代表周明因病去世，其代表资格自然终止。",
    "总投资5亿元的天鹅湖大桥项目开工。",
    "市委书记、市人大常委会主任张三明，市委副书记李四光出席。",
    "任命：\n王刚为市教育局局长；\n李强为市水利局局长。",
];

/// The records of a text, without where they stand.
fn read(text: &str) -> Vec<String> {
    let context = Context::default().published_str("2023-05-01").expect("a date").place("株洲市");
    let found = Extractor::shared().expect("embedded rules").extract(text, &context).expect("small");
    for record in &found.records {
        assert_eq!(record.evidence, record.span.slice(text));
    }
    let mut out: Vec<String> = found.records.iter().map(|record| serde_json::to_string(&record.data).expect("json")).collect();
    out.sort();
    out
}

#[test]
fn marks_before_lines_change_nothing() {
    for page in PAGES {
        let want = read(page);
        assert!(!want.is_empty(), "{page}");
        for mark in [
            ">",
            "> ",
            ">> ",
            "＞",
            "•",
            "• ",
            "‣",
            "▪ ",
            "◦",
            "➢ ",
            "➤",
            "✓ ",
            "* ",
            "- ",
            "– ",
            "· ",
            "·",
            "●",
            "● ",
            "○",
            "◆",
            "★",
            "\u{feff}",
            "\u{200b}",
            "\u{2066}",
            "😀",
            "📌 ",
            "🔴",
            "\u{a0}",
            "\u{3000}\u{3000}",
            "\t",
            "\u{e603}",
            "\u{f0b7} ",
            "1. ",
            "1、",
        ] {
            let marked: Vec<String> = page.split('\n').map(|line| format!("{mark}{line}")).collect();
            assert_eq!(read(&marked.join("\n")), want, "{mark:?} before {page}");
        }
    }
}

#[test]
fn what_prints_nothing_changes_nothing() {
    for page in PAGES {
        let want = read(page);
        for mark in ['\u{200b}', '\u{200d}', '\u{2066}', '\u{2069}', '\u{61c}', '\u{fe00}', '\u{fe0f}', '\u{e0100}', '\u{e01ef}'] {
            let between: Vec<String> = page.chars().map(String::from).collect();
            assert_eq!(read(&between.join(&mark.to_string())), want, "{mark:?} in {page}");
        }
    }
}

#[test]
fn rare_line_ends_are_line_ends_or_nothing() {
    for page in PAGES {
        for mark in ["\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\r\r\n"] {
            assert_eq!(read(&page.replace('\n', mark)), read(page), "{mark:?} for the feeds of {page}");
        }
        let want = read(&format!("{page}\n此外无事。\n无事。\n"));
        for mark in ["\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{a0}", "😀"] {
            let text = page.replace('，', &format!("，{mark}"));
            assert_eq!(read(&format!("{text}\n此外无事。\n无事。\n")), want, "{mark:?} in {text}");
        }
    }
}

#[test]
fn rare_characters_of_names_keep_the_act() {
    for name in ["王𱎥", "李𮯰", "王\u{fa1a}", "王\u{e863}", "赵𠅤", "李𬭎", "王\u{f0000}"] {
        let found = read(&format!("任命{name}为市水利局副局长。"));
        assert!(found.len() == 1 && found[0].contains(name), "{name}: {found:?}");
    }
    let text = Text::new("任命葛\u{e0100}明为局长");
    assert_eq!(text.clean(), "任命葛明为局长");
}

/// A list of hundreds: all of them, each with a place of its own.
#[test]
fn a_list_of_a_thousand_names_gives_a_thousand() {
    let names: Vec<String> = "王李张刘陈杨黄赵吴周"
        .chars()
        .flat_map(|a| "国伟明华建志文海俊德".chars().flat_map(move |b| "强军平林云山涛鹏波辉".chars().map(move |c| format!("{a}{b}{c}"))))
        .collect();
    let text = format!("任命{}为株洲市人民法院人民陪审员。", names.join("、"));
    let found = Extractor::shared().expect("embedded rules").extract(&text, &Context::default()).expect("small");
    let read: Vec<&str> =
        found.records.iter().filter_map(|record| if let Data::Appointment(act) = &record.data { Some(act.person.as_str()) } else { None }).collect();
    assert_eq!(read, names);
}

#[test]
fn a_sentence_with_a_word_of_furniture_is_read() {
    for text in [
        "5月10日（星期三），市长刘伟出席会议。",
        "5月10日（星期三）下午，市长刘伟出席会议",
        "市政府印发通知，任命刘军为市教育局局长。",
        "任命刘军为市政府信息公开办公室主任。",
        "总投资5亿元的3D打印项目开工。",
    ] {
        assert_eq!(read(text).len(), 1, "{text}");
    }
    for line in ["责任编辑：王刚 编辑部主任：李强", "2023年5月10日 星期三 农历三月廿一 总第5123期", "来源：株洲日报 打印 关闭窗口", "编辑：市长刘伟"]
    {
        assert!(read(line).is_empty(), "{line}");
    }
}

#[test]
fn days_are_counted_from_the_publication() {
    let day = |text: &str| {
        let context = Context::default().published_str("2023-10-01").expect("a date").place("株洲市");
        let found = Extractor::shared().expect("embedded rules").extract(text, &context).expect("small");
        let dates: Vec<_> =
            found.records.iter().filter_map(|record| if let Data::Appointment(act) = &record.data { Some(act.date.clone()) } else { None }).collect();
        dates.into_iter().next().flatten()
    };
    for (told, want) in [
        ("去年8月31日", "2022-08-31"),
        ("前年12月1日", "2021-12-01"),
        ("今年8月31日", "2023-08-31"),
        ("上月15日", "2023-09-15"),
        ("上个月15日", "2023-09-15"),
        ("8月31日", "2023-08-31"),
        ("11月5日", "2022-11-05"),
        ("前天", "2023-09-29"),
    ] {
        assert_eq!(day(&format!("{told}，任命王刚为市教育局局长。")).as_deref(), Some(want), "{told}");
    }
    // the day of the next sentence is its own
    for next in ["2022年1月5日，任命李强为市水利局局长。", "4月1日，市长刘伟调研。"] {
        assert_eq!(day(&format!("免去王刚的市教育局局长职务。{next}")), None, "{next}");
    }
}
