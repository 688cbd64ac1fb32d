//! Pages cut, doubled, joined and littered: whatever is left, nothing panics and every span leads to its text.
//!
//! `any_mutation_of_the_samples_is_read` runs in the suite. For more of them, or for other pages:
//!
//! ```sh
//! MUTATIONS=200000 PAGES=path/to/folder cargo test --release --all-features --test mutations -- --nocapture
//! ```

use dibao::{Context, Extraction, Extractor, Span};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Mutations of one run of the suite.
const MUTATIONS: usize = 20_000;
/// Longest page that is left after a mutation, in characters.
const LONGEST: usize = 240;

/// What is thrown into a page: marks that open and close, digits, Han of every plane, characters that nobody expects.
#[rustfmt::skip]
const LITTER: &[&str] = &[
    "(", ")", "（", "）", "【", "】", "《", "》", "“", "”", "〔", "〕", "「", "」", "[", "]", "『", "·", "、", "，", "。", "；", "：", ",", ";", ":", "…", "——", "-", "~", "/", "|", "%",
    "0", "1", "7", "12", "2023", "3.5", "1,000", "５", "九", "十", "百", "万", "亿", "半", "几", "多", "点", "分之", "零", "〇", "年", "月", "日", "元", "亿元", "个", "名", "人",
    "的", "为", "其", "该", "等", "和", "及", "由", "被", "不", "未", "拟", "任命", "免去", "辞去", "接受", "当选", "提名", "代理", "终止", "资格", "代表", "现任", "公示", "项目", "总投资",
    "新区", "区", "县", "市", "省", "局长", "书记", "副", "市委", "王", "欧阳", "刘伟", "(女)", "(女,", "同志", "医院", "工程", "建设", "一期", "占地",
    "\n", "\n\n", "\r", "\r\n", " ", "　", "\t", "\u{a0}", "\u{85}", "\u{2028}", "\u{2029}", "\u{b}", "\u{c}", "\0", "\u{1b}[31m", "\u{200b}", "\u{200d}", "\u{feff}", "\u{2066}", "\u{2069}", "\u{202e}",
    "\u{fe00}", "\u{fe0f}", "\u{e0100}", "\u{e01ef}", "\u{e000}", "\u{f0000}", "\u{10fffd}", "\u{fffd}", "𠀀", "𱎥", "𮯰", "\u{2f800}", "⻢", "㐀", "龦", "é", "e\u{301}", "ß", "İ", "𝟘", "①", "㈠", "㎡",
    "😀", "👨\u{200d}👩\u{200d}👧", "ｶﾞ", "한", "я", "Ａ", "A", "z", ">", "•", "●", "<b>", "&nbsp;", "\\", "\"", "'",
];

/// A generator of numbers: the same on each machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides.max(1)
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.roll(from.len())]
    }

    /// A stretch of at most `most` characters in a text of `length`.
    fn stretch(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.roll(length + 1);
        start..(start + 1 + self.roll(most)).min(length)
    }
}

/// A piece of one page, changed in up to six ways.
fn mutation(dice: &mut Dice, pages: &[Vec<char>]) -> String {
    let piece = |dice: &mut Dice, most: usize| {
        let page = dice.pick(pages);
        page[dice.stretch(page.len(), most)].to_vec()
    };
    let mut text = piece(dice, LONGEST);
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(text.len() + 1);
        match dice.roll(9) {
            0 => drop(text.drain(dice.stretch(text.len(), 40))),
            1 => {
                let part = text[dice.stretch(text.len(), 60)].to_vec();
                text.splice(at..at, part);
            }
            2 => {
                let other = piece(dice, 80);
                text.splice(at..at, other);
            }
            3 => {
                let stop = *dice.pick(&['。', '，', '、', '；', '：', '\n', '（', '）', ' ']);
                text.retain(|&c| c != stop);
            }
            4 => text.truncate(at),
            5 if at < text.len() => text[at] = dice.pick(pages).get(at).copied().unwrap_or('乙'),
            6 if at < text.len() => text[at] = dice.pick(LITTER).chars().next().unwrap_or('甲'),
            _ => drop(text.splice(at..at, dice.pick(LITTER).chars())),
        }
    }
    text.into_iter().collect()
}

/// What is wrong with the spans of an answer.
fn flaw(text: &str, found: &Extraction) -> Option<String> {
    let right = |span: &Span| {
        let [a, b] = span.bytes;
        text.get(a..b).is_some() && text[..a].chars().count() == span.chars[0] && span.chars[0] + text[a..b].chars().count() == span.chars[1]
    };
    for record in &found.records {
        for (key, span) in std::iter::once(("record", &record.span)).chain(record.spans.iter().map(|(key, span)| (key.as_str(), span))) {
            if !right(span) || span.bytes[0] == span.bytes[1] {
                return Some(format!("{} {key} {span:?}", record.rule));
            }
        }
        if record.evidence != record.span.slice(text) {
            return Some(format!("{} evidence {:?}", record.rule, record.evidence));
        }
    }
    let bylines = found.articles.iter().filter_map(|article| article.byline.as_ref()).flat_map(|byline| byline.people.iter().map(|person| &person.span));
    let others = found.articles.iter().map(|article| &article.span).chain(found.findings.iter().map(|finding| &finding.span)).chain(bylines);
    let note = found.unparsed.iter().find(|note| !right(&note.span) || note.evidence != note.span.slice(text));
    others.into_iter().find(|span| !right(span)).map(|span| format!("a span {span:?}")).or(note.map(|note| format!("a note {:?}", note.evidence)))
}

fn pages(folders: &[PathBuf]) -> Vec<Vec<char>> {
    let mut paths: Vec<PathBuf> =
        folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder")).map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a text").chars().collect()).collect()
}

/// Where the program panicked last.
static PLACE: Mutex<String> = Mutex::new(String::new());

#[test]
fn any_mutation_of_the_samples_is_read() {
    let samples = || ["tests/issues", "tests/notices"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).to_vec();
    let folders = std::env::var_os("PAGES").map_or_else(samples, |folder| vec![PathBuf::from(folder)]);
    let count = std::env::var("MUTATIONS").map_or(MUTATIONS, |count| count.parse().expect("a number"));
    let seed = std::env::var("SEED").map_or(0x5EED, |seed| seed.parse().expect("a number"));
    let (pages, mut dice) = (pages(&folders), Dice(seed));
    let extractor = Extractor::shared().expect("embedded rules");
    let context = Context::default().published_str("2023-04-27").expect("a date").place("株洲市");
    std::panic::set_hook(Box::new(|info| {
        *PLACE.lock().expect("one thread") = info.location().map(ToString::to_string).unwrap_or_default();
    }));
    let mut wrong: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for _ in 0..count {
        let text = mutation(&mut dice, &pages);
        let fault = match catch_unwind(AssertUnwindSafe(|| extractor.extract(&text, &context))) {
            Ok(found) => flaw(&text, &found.expect("small")),
            Err(_) => Some(format!("panicked at {}", PLACE.lock().expect("one thread"))),
        };
        if let Some(fault) = fault {
            let (times, shortest) = wrong.entry(fault).or_insert_with(|| (0, text.clone()));
            *times += 1;
            if text.len() < shortest.len() {
                *shortest = text;
            }
        }
    }
    drop(std::panic::take_hook());
    let told = wrong.iter().fold(String::new(), |mut told, (fault, (times, text))| {
        let _ = writeln!(told, "{times} × {fault}: {text:?}");
        told
    });
    assert!(wrong.is_empty(), "of {count} mutations:\n{told}");
}
