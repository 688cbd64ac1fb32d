//! The whole pipeline on notices put together from pieces: no panic, spans on character borders, evidence from the text.
#![no_main]

use dibao::{Context, Extractor};
use libfuzzer_sys::fuzz_target;

/// What a byte of the input stands for; the bytes beyond are characters of their own.
const PIECES: &[&str] = &[
    "任命", "免去", "决定", "接受", "辞去", "的请求", "职务", "为", "的", "、", ",", "。", ";", ":", "(", ")", "\n", "\n\n", " ", "\u{3000}", "王建国", "李 伟", "欧阳振邦",
    "阿不都·买买提", "曾晓佳", "时新", "同志", "等", "3名", "女,回族", "市", "县", "株洲市", "攸县", "人民政府", "人大常委会", "市委", "组织部", "副", "市长", "局长",
    "书记", "主任", "院长", "审判员", "检察长", "代理", "副市长、代市长", "第十六届", "人民代表大会", "代表", "代表资格终止", "代表资格有效", "确认", "补选", "当选", "选举的", "因病去世", "调离",
    "实有代表", "419", "名", "人", "第3号", "〔2023〕4号", "2023年4月27日", "4月27日", "近日,", "会议", "第十一次会议", "举行", "任命名单", "关于", "公告", "公示", "拟任", "现任", "曾任", "历任", "转任",
    "男,汉族,1972年8月生", "试用期一年", "挂职", "项目", "总投资", "119.75", "亿元", "3亿4500万元", "万", "约", "超", "%", "增长", "同比", "分别", "个百分点", "个", "开工", "签约", "投产", "建成后",
    "有限公司", "集团", "持股", "占地", "亩", "其中", "该项目", "一期", "记者", "通讯员", "本报讯", "讯", "电", "摄", "□", "责任编辑:", "来源:", "上接1版", "其", "他", "上述", "以190票", "高票", "由", "在", "和",
    "—", "·", "“", "”", "《", "》", "半", "几", "多", "十", "百", "千", "零", "一", "二", "三", "0", "1", "9", ".", "-", "~", "/", "\t", "A", "GW", "\u{2F08}", "\u{20BB7}", "\u{FF11}", "\u{200B}", "\r\n",
];

fn text(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = bytes;
    while let Some((&b, tail)) = rest.split_first() {
        rest = tail;
        match PIECES.get(usize::from(b)) {
            Some(piece) => out.push_str(piece),
            None => {
                let (&low, tail) = rest.split_first().unwrap_or((&0, &[]));
                rest = tail;
                out.extend(char::from_u32(0x4E00 + (u32::from(b) << 8 | u32::from(low)) % 0x5200));
            }
        }
    }
    out
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(extractor) = Extractor::shared() else { return };
    let text = text(bytes);
    let context = Context::default().published_str("2023-04-27").unwrap_or_default().place("株洲市");
    let Ok(found) = extractor.extract(&text, &context) else { return };
    for record in &found.records {
        assert_eq!(record.span.slice(&text), record.evidence);
        for span in record.spans.values() {
            assert!(text.is_char_boundary(span.bytes[0]) && text.is_char_boundary(span.bytes[1]));
        }
    }
});
