//! The time that a figure is told of (时期): in its clause or one before it in the sentence, else in the passage it stands in.
//!
//! What merely is (`目前`, `现有`, `占地`) has none, nor has what a year only founds (`始建于1949年`).

use crate::families::{Reader, scope};
use crate::lexicon::is_boundary;
use crate::pattern::Pattern;
use crate::value::date;
use crate::value::numeral::whole;
use chrono::Datelike;

static PERIOD: Pattern = Pattern::new(
    &["年", "月", "季度", "季"],
    "(?:(?P<y>[12][0-9]{3})年|(?P<r>今年|本年|去年|上年|前年|明年))?(?:(?P<a>[0-9]{1,2})月?(?:份)?(?:-|—|至|到|~)(?P<b>[0-9]{1,2})月|第?(?P<q>[一二三四])季度|前(?P<n>[二三])季度|前(?P<c>[0-9]{1,2}|[一二三四五六七八九十两]{1,2})个?月|(?P<h>[上下])半年|(?P<m>[0-9]{1,2})月(?:(?P<d>[0-9]{1,2})日(?P<o>[0-9]{1,2}[时点])?|份|末|底|中旬|以来))|(?P<ya>[12][0-9]{3})(?:/|-|—)(?P<yb>[12][0-9]{3})年|(?P<y1>[12][0-9]{3})年(?P<s1>以来)?|(?P<r1>今年|本年|去年|前年)(?P<s2>以来)?|(?P<rm>上个?月|本月)|(?:^|[,。;:(])(?P<s>[0-9]{2})年",
);

/// As far before a figure as its passage is looked over, in bytes.
const PASSAGE: usize = 600;

/// As far before a figure as its sentence is, in bytes.
const SENTENCE: usize = 300;

/// What a stretch of text says of time.
enum Time {
    /// A period, as ISO.
    Of(String),
    /// That what is told merely is.
    None,
}

/// The period of the figure at byte `at` of a line that begins at `start`.
pub(super) fn period(reader: Reader<'_>, start: usize, at: usize) -> Option<String> {
    let clean = reader.clean();
    let sentence = scope::window(clean, scope::sentence_start(clean, at).max(start), at, SENTENCE);
    // from the figure's clause back to the beginning of the sentence
    let mut end = at;
    while end > sentence {
        let from = sentence + crate::text::behind_last(&clean[sentence..end], |c| is_boundary(c) && !matches!(c, '(' | ')' | '、'));
        match told(reader, &clean[from..end]) {
            Some(Time::Of(period)) => return Some(period),
            Some(Time::None) => return None,
            None => end = from.saturating_sub(1).max(sentence),
        }
        end = crate::text::border(clean, end);
    }
    passage(reader, start, sentence).or_else(|| headline(reader, at))
}

/// The period of the sentence before that opens with one: 1至8月,….
fn passage(reader: Reader<'_>, start: usize, sentence: usize) -> Option<String> {
    let clean = reader.clean();
    let text = &clean[scope::window(clean, start, sentence, PASSAGE)..sentence];
    text.split(['。', ';']).rev().find_map(|before| {
        let clause = before.split([',', ':']).find(|clause| reader.lexicon.starts("period-lead", clause.trim()).is_none())?.trim();
        let opens = PERIOD.find(clause).is_some_and(|found| clause[..found.start()].chars().count() <= OPENS);
        match told(reader, clause).filter(|_| opens)? {
            // up to a day is told of that sentence alone
            Time::Of(period) => Some(period).filter(|period| period.len() != "2023-04-27".len()),
            Time::None => None,
        }
    })
}

/// How far into its clause the time stands that a passage is told of, in characters.
const OPENS: usize = 4;

/// The period of a whole report, by its headline: 2013年…统计公报.
fn headline(reader: Reader<'_>, at: usize) -> Option<String> {
    let clean = reader.clean();
    let article = &reader.document.articles[reader.document.article_at(at)];
    let text = article.headline.iter().map(|&(a, b)| &clean[a..b]).find(|text| reader.lexicon.find("bulletin", text).is_some())?;
    match told(reader, text)? {
        Time::Of(period) => Some(period),
        Time::None => None,
    }
}

/// The last thing that a clause says of time.
fn told(reader: Reader<'_>, text: &str) -> Option<Time> {
    let lexicon = reader.lexicon;
    let still = lexicon.last("untimed", text).map(|(at, _)| at);
    let last = PERIOD.all_captures(text).filter(|caps| own(reader, text, caps)).last();
    match (last.and_then(|caps| Some((caps.get(0)?, iso(reader, &caps)))), still) {
        // 始建于|1949年
        (Some((found, _)), _) if lexicon.ends("founded", &text[..found.start()]).is_some() => Some(Time::None),
        (Some((found, period)), still) if still.is_none_or(|at| at < found.end()) => period.map(Time::Of),
        (_, Some(_)) => Some(Time::None),
        _ => None,
    }
}

/// Whether a time is that of what is told: not what it is compared with, nor the day of a meeting.
fn own(reader: Reader<'_>, text: &str, caps: &regex::Captures<'_>) -> bool {
    let Some(all) = caps.get(0) else { return false };
    let before = &text[..all.start()];
    let short = caps.name("s").is_none_or(|s| reader.lexicon.starts("short-year", &text[s.end() + '年'.len_utf8()..]).is_some());
    // 比|去年增长
    let compared = before.ends_with(['比', '较', '于']) && (caps.name("r1").is_some() || caps.name("rm").is_some());
    let day = caps.name("d").is_some() && caps.name("o").is_none() && reader.lexicon.ends("as-of", before).is_none();
    short && !compared && !day
}

/// A time as ISO, counted from the publication where it leaves its year out.
fn iso(reader: Reader<'_>, caps: &regex::Captures<'_>) -> Option<String> {
    let published = reader.document.context.published;
    let of = |name: &str| caps.name(name).map(|m| m.as_str());
    let number = |name: &str| of(name).and_then(whole);
    if let (Some(a), Some(b)) = (of("ya"), of("yb")) {
        return Some(format!("{a}/{b}"));
    }
    if let Some(word) = of("rm") {
        let (year, month) = date::month_offset(published?, if word.starts_with('上') { -1 } else { 0 });
        return Some(format!("{year}-{month:02}"));
    }
    let this = published.map(|day| day.year());
    // 07年: of the century that does not lie ahead
    let century = |short: i32| this.map(|this| short + this / 100 * 100 - if short > this % 100 { 100 } else { 0 });
    let month = number("m").map(|m| m as u32).filter(|m| (1..=12).contains(m));
    let counted = || match of("r").or(of("r1")).and_then(date::year_offset) {
        Some(years) => Some(this? + years),
        None => Some(month.map_or(this?, |month| date::year_before(published.unwrap_or_default(), month, None))),
    };
    let year = match of("s") {
        Some(short) => century(short.parse().ok()?)?,
        None => of("y").or(of("y1")).and_then(|y| y.parse().ok()).or_else(counted)?,
    };
    // 去年以来: up to now
    if (of("s1").is_some() || of("s2").is_some()) && this.is_some_and(|this| this > year) {
        return Some(format!("{year}/{}", this?));
    }
    let until = number("c").or_else(|| number("n").map(|n| n * 3));
    if let Some((a, b)) = number("a").zip(number("b")).or(until.map(|n| (1, n))) {
        return (a <= b && b <= 12).then(|| format!("{year}-{a:02}/{year}-{b:02}"));
    }
    if let Some(q) = number("q") {
        return Some(format!("{year}-Q{q}"));
    }
    if let Some(half) = of("h") {
        return Some(if half == "上" { format!("{year}-01/{year}-06") } else { format!("{year}-07/{year}-12") });
    }
    Some(date::iso(year, month, number("d").map(|d| d as u32).filter(|_| month.is_some())))
}
