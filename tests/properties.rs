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
    fn amounts_read_back(whole in 1u64..99_999, hundredths in 0u64..100, unit in prop::sample::select(vec![("元", 0u32), ("万元", 4), ("亿元", 8), ("万亿元", 12)])) {
        let written = if hundredths == 0 { whole.to_string() } else { format!("{whole}.{hundredths:02}") };
        let found = Extractor::shared().expect("embedded rules").lexicon().quantities(&format!("总额{written}{}。", unit.0));
        prop_assert_eq!(found.len(), 1);
        let want = Decimal::parse(&written).expect("a number").times(10i128.pow(unit.1)).expect("fits");
        prop_assert_eq!(found[0].quantity.value, Some(want));
        prop_assert_eq!(found[0].quantity.unit.as_str(), "CNY");
    }
}
