//! Properties that hold for any text.

use dibao::value::numeral::Decimal;
use dibao::{Context, Extractor};
use proptest::prelude::*;

/// Fragments that stir up the rules when they meet.
const PIECES: &[&str] = &[
    "市委书记",
    "张三",
    "、",
    "，",
    "。",
    "任命",
    "免去",
    "为",
    "的",
    "职务",
    "(女)",
    "（",
    "）",
    "株洲市",
    "第十六届人民代表大会",
    "代表",
    "补选",
    "资格终止",
    "119.75亿元",
    "总投资",
    "项目",
    "\n",
    "　",
    " ",
    "\t",
    "3—5个",
    "·",
    "记者",
    "本报讯",
    "原",
    "兼",
    "县长",
    "江",
    "现任",
    "他",
    "辞去",
    "接受",
    "〔2023〕4号",
    "2023年4月26日",
    "一九九",
    "万",
    "半",
    "𬀩",
    "é",
    "\u{200b}",
    "⻢",
    "…",
    "“",
    "”",
    "驻",
    "实有代表388名",
    "姓名",
    ":",
    ";",
];

/// Fragments of project news.
#[rustfmt::skip]
const WORKS: &[&str] = &[
    "项目", "工程", "主体工程", "改造工程", "二期工程", "一期", "(一期)", "水库", "产业园", "生产基地", "云计算中心", "污水处理厂", "大桥", "子项目",
    "重点项目", "3个", "27个项目", "项目12项", "5宗", "2只", "三大", "三处", "第二期", "12公里", "50亩", "占地", "总投资", "计划投资", "投资金额达", "5亿元",
    "11亿元、6亿元", "分别为", "分别是", "6个亿", "一半以上", "三分之二", "十七八万", "1个半小时", " ", "元的", "的", "建设", "建设一个", "签订了", "在", "由",
    "和", "、", "，", "。", ";", ":", "——", "“", "”", "(", ")", "\n", "1.", "2.", "等", "其中", "该项目", "项目位于", "负责人张三介绍", "开工", "竣工", "投产",
    "签约", "获批", "完工75%", "未", "继", "后", "作为", "是", "也是", "之一", "全县", "溪口县", "甲集团有限公司", "持股51%", "6月30日", "2023年", "植被", "é",
];

fn works() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORKS), 0..40).prop_map(|pieces| pieces.concat())
}

fn stirred() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let extractor = Extractor::shared().expect("embedded rules");
    let context = Context::default().published_str("2023-04-27").expect("a date").place("株洲市");
    let found = extractor.extract(text, &context).expect("small");
    for record in &found.records {
        for span in std::iter::once(&record.span).chain(record.spans.values()) {
            let [a, b] = span.bytes;
            prop_assert!(a <= b && b <= text.len() && text.is_char_boundary(a) && text.is_char_boundary(b), "{span:?}");
            prop_assert_eq!(text[..a].chars().count(), span.chars[0]);
            prop_assert_eq!(text[..b].chars().count(), span.chars[1]);
        }
        prop_assert_eq!(&record.evidence, record.span.slice(text));
    }
    prop_assert_eq!(&found, &extractor.extract(text, &context).expect("small"));
    let json = serde_json::to_string(&found).expect("json");
    let back: dibao::Extraction = serde_json::from_str(&json).expect("reads its own output");
    prop_assert_eq!(serde_json::to_string(&back).expect("json"), json);
    Ok(())
}

/// A number with commas between its thousands.
fn commas(value: u64) -> String {
    let digits = value.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits")).collect();
    groups.join(",")
}

/// A number below ten thousand billion written in Chinese, by the rules of 出版物上数字用法 (GB/T 15835): 10_203 → 一万零二百零三.
fn chinese(value: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let below = |n: u64| {
        let (mut out, mut gap) = (String::new(), false);
        for (power, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = (n / power % 10) as usize;
            if digit == 0 {
                gap = !out.is_empty();
            } else {
                if gap {
                    out.push('零');
                    gap = false;
                }
                out.push_str(DIGITS[digit]);
                out.push_str(name);
            }
        }
        out
    };
    let (mut out, mut skipped) = (String::new(), false);
    for (power, name) in [(1_0000_0000u64, "亿"), (1_0000, "万"), (1, "")] {
        let part = value / power % 1_0000;
        if part == 0 {
            skipped = !out.is_empty();
            continue;
        }
        if !out.is_empty() && (skipped || part < 1000) {
            out.push('零');
        }
        skipped = false;
        out.push_str(&below(part));
        out.push_str(name);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,200}") {
        holds(&text)?;
    }

    #[test]
    fn stirred_notices_are_read_without_panic(text in stirred()) {
        holds(&text)?;
    }

    #[test]
    fn stirred_projects_are_read_without_panic(text in works()) {
        holds(&text)?;
    }

    /// One value, written in every way that newspapers write it.
    #[test]
    fn a_whole_number_reads_back_in_each_way(value in prop_oneof![2u64..100, 100u64..10_000, 10_000u64..1_000_000_000, Just(100_000_000u64)]) {
        let mixed = match (value / 100_000_000, value % 100_000_000 / 10_000, value % 10_000) {
            (0, 0, n) => n.to_string(),
            (0, wan, n) => format!("{wan}万{}", if n == 0 { String::new() } else { format!("{n:04}") }),
            (yi, 0, 0) => format!("{yi}亿"),
            (yi, wan, 0) => format!("{yi}亿{wan:04}万"),
            _ => value.to_string(),
        };
        let wide: String = value.to_string().chars().map(|c| char::from_u32(c as u32 + 0xFEE0).expect("full width")).collect();
        for written in [value.to_string(), commas(value), wide, chinese(value), mixed] {
            let text = format!("共种植{written}株。");
            let clean = dibao::text::Text::new(&text);
            let found = Extractor::shared().expect("embedded rules").lexicon().quantities(clean.clean());
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(found[0].quantity.value, Decimal::parse(&value.to_string()), "{}", text);
            prop_assert_eq!(found[0].quantity.unit.as_str(), "株");
        }
    }

    #[test]
    fn percentages_read_back(whole in 0u64..1_000, tenths in 1u64..10) {
        let want = Decimal::parse(&format!("{whole}.{tenths}")).expect("a number");
        let spoken = format!("百分之{}点{}", if whole == 0 { "零".to_owned() } else { chinese(whole) }, chinese(tenths));
        for written in [format!("{whole}.{tenths}%"), format!("{whole}.{tenths}％"), format!("{whole}.{tenths}个百分点"), spoken] {
            let text = format!("占比为{written}。");
            let clean = dibao::text::Text::new(&text);
            let found = Extractor::shared().expect("embedded rules").lexicon().quantities(clean.clean());
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(found[0].quantity.value, Some(want), "{}", text);
            prop_assert_eq!(found[0].quantity.unit.as_str(), "%");
        }
    }

    #[test]
    fn ranges_and_bounds_read_back(low in 2u64..5_000, more in 1u64..5_000, mark in prop::sample::select(vec!["—", "-", "~", "～", "至"])) {
        let lexicon = Extractor::shared().expect("embedded rules").lexicon();
        let high = low + more;
        let text = format!("需要{low}{mark}{high}个。");
        let clean = dibao::text::Text::new(&text);
        let found = lexicon.quantities(clean.clean());
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert_eq!((found[0].quantity.min, found[0].quantity.max), (Decimal::parse(&low.to_string()), Decimal::parse(&high.to_string())));
        for (bound, modifier) in [("近", "about"), ("约", "about"), ("超过", "over"), ("不足", "under")] {
            let found = lexicon.quantities(&format!("需要{bound}{high}个。"));
            prop_assert_eq!(serde_json::to_value(found[0].quantity.modifier).expect("json"), modifier);
        }
    }

    /// 三四十万, 十七八: two neighbouring digits, with any big unit behind them; 两年半, 1个半小时: a half more.
    #[test]
    fn neighbours_and_halves_read_back(low in 1u64..9, tens in 0u64..10, big in prop::sample::select(vec![("", 1u64), ("万", 10_000), ("亿", 100_000_000)]), whole in 2u64..100) {
        let lexicon = Extractor::shared().expect("embedded rules").lexicon();
        let (one, two) = (chinese(low), chinese(low + 1));
        let lead = if tens == 0 { String::new() } else { chinese(tens * 10) };
        let mut ways = vec![(format!("{lead}{one}{two}{}", big.0), (tens * 10 + low) * big.1, (tens * 10 + low + 1) * big.1)];
        for (name, ten) in [("十", 10), ("百", 100), ("千", 1_000)] {
            ways.push((format!("{one}{two}{name}{}", big.0), low * ten * big.1, (low + 1) * ten * big.1));
        }
        for (written, low, high) in ways {
            let text = format!("种植{written}株。");
            let found = lexicon.quantities(&text);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!((found[0].quantity.min, found[0].quantity.max), (Decimal::parse(&low.to_string()), Decimal::parse(&high.to_string())), "{}", text);
        }
        let want = Decimal::parse(&format!("{whole}.5"));
        for (text, unit) in [(format!("用了{whole}个半小时。"), "hour"), (format!("用了{}年半。", chinese(whole)), "year"), (format!("收了{whole}亩半。"), "mu")] {
            let found = lexicon.quantities(&text);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!((found[0].quantity.value, found[0].quantity.unit.as_str()), (want, unit), "{}", text);
        }
    }

    #[test]
    fn amounts_read_back(whole in 1u64..99_999, hundredths in 0u64..100, unit in prop::sample::select(vec![("元", 0u32), ("万元", 4), ("亿元", 8), ("万亿元", 12)])) {
        let written = if hundredths == 0 { whole.to_string() } else { format!("{whole}.{hundredths:02}") };
        let found = Extractor::shared().expect("embedded rules").lexicon().quantities(&format!("总额{written}{}。", unit.0));
        prop_assert_eq!(found.len(), 1);
        let want = Decimal::parse(&written).expect("a number").times(10i128.pow(unit.1)).expect("fits");
        prop_assert_eq!(found[0].quantity.value, Some(want));
        prop_assert_eq!(found[0].quantity.unit.as_str(), "CNY");
    }
}

#[test]
fn a_name_without_its_tail_begins_between_characters() {
    let extractor = Extractor::shared().expect("embedded rules");
    let text = "投资5亿元的华西(辽东大区)石门云计算中心主体工程封顶,占地50亩,总投资6亿元。";
    assert!(extractor.extract(text, &Context::default()).is_ok());
}

#[test]
fn a_note_broken_over_lines_is_no_note() {
    let extractor = Extractor::shared().expect("embedded rules");
    for text in ["超超(挂职\n\n\n)", "王建国(挂职\n)任市教育局局长"] {
        assert!(extractor.extract(text, &Context::default()).is_ok(), "{text:?}");
    }
}

/// Positions of two readings of one text that did not agree: each made a slice inside a character, or from behind its end.
#[test]
fn readings_that_disagree_are_no_panic() {
    let extractor = Extractor::shared().expect("embedded rules");
    for text in [
        "县中医院新址建设。该医院投资2亿元。",
        "【 拟任人选公示 】\n王刚，男，1970年10月生，现任市水利局局长，拟任市政府秘书长。\n【 关闭 】",
        "株洲市第十六届人民代表大会代表穆青松（芦淞区病逝，其代表资格自然终止。现有实有代表六百九十四人。（完）",
    ] {
        let found = extractor.extract(text, &Context::default()).expect("small");
        assert!(found.records.iter().all(|record| record.evidence == record.span.slice(text) && !record.evidence.is_empty()), "{text}");
    }
}

/// A decimal keeps its digits in JSON, beyond 64 bits and beyond those of a float.
#[test]
fn digits_are_kept() {
    for digits in ["18446744073709551617", "3.141592653589793238", "12345678901234567890123.4567", "-170141183460469231731687303715884105727", "0.1"] {
        let decimal = Decimal::parse(digits.trim_start_matches('-')).expect("a decimal");
        let decimal = if digits.starts_with('-') { decimal.times(-1).expect("fits") } else { decimal };
        assert_eq!(serde_json::to_string(&decimal).expect("json"), digits);
    }
}

/// 5000~1亿元: of which unit the lower end is, nothing says; a range never begins above its end.
#[test]
fn a_range_begins_below_its_end() {
    let lexicon = Extractor::shared().expect("embedded rules").lexicon();
    for text in ["投资5000~1亿元。", "需要9-5个。", "投资1亿—5000万元。"] {
        for found in lexicon.quantities(text) {
            assert!(found.quantity.min.zip(found.quantity.max).is_none_or(|(min, max)| min <= max), "{text}");
        }
    }
}
