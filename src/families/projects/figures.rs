//! What a quantity counts, whose it is, when, and by how much it changed.

use super::Item;
use crate::families::{Reader, scope};
use crate::pattern::Pattern;
use crate::record::Change;
use crate::text::{before_note, behind_last, is_han};
use crate::value::date;
use chrono::Datelike;

/// Longest note between a label and its number, in bytes.
const NOTE: usize = 24;

/// Longest label, in characters.
const LONGEST: usize = 24;

/// Moves `增长12.6%` behind a value into that value's change.
pub(super) fn changes(reader: Reader<'_>, items: Vec<Item>) -> Vec<Item> {
    let clean = reader.clean();
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for mut item in items {
        let found = &item.found;
        let line = reader.document.text.lines()[item.line];
        let low = scope::window(clean, line.start, found.start, 240);
        let before = clean[low..found.start].trim_end_matches(['了', '到', '至', '约', '近', '超', '达']);
        let lead_end = low + before.len();
        let changed = reader.lexicon.changes.suffix(before).map(|(at, &up)| (low + at, up));
        let direct = clean[lead_end..found.start].chars().all(|c| matches!(c, '了' | '约' | '近' | '超' | '达'));
        if let Some((at, up)) = changed.filter(|_| direct) {
            let direction = if up { "up" } else { "down" }.to_owned();
            let clause = low + behind_last(&clean[low..at], |c| matches!(c, ',' | ';' | '。' | '(' | ':'));
            // the clause says nothing but the basis of comparison
            let basis = only_basis(reader, clean[clause..at].trim());
            let comma = clause > low && clean[..clause].ends_with([',', '(']) || basis.is_some() && clean[..clause].ends_with(')');
            if let (Some(basis), true, Some(previous)) = (basis, comma, out.last_mut())
                && changes_before(reader, previous, item.line, clause)
            {
                previous.change = Some(Change { direction, basis: Some(basis), quantity: Some(item.found.quantity) });
                continue;
            }
            if matches!(item.found.quantity.unit.as_str(), "%" | "倍" | "番") {
                // 增速|同比|提升1.5个百分点
                let told = reader.lexicon.ends("basis", clean[clause..at].trim_end()).map(|n| clean[..at].trim_end().len() - n);
                let basis = told.filter(|&from| clean[from..at].contains(['比', '较', '同', '按'])).and_then(|from| only_basis(reader, clean[from..at].trim()));
                item.change = Some(Change { direction, basis, quantity: None });
            }
        }
        out.push(item);
    }
    out
}

/// Whether a change told in the clause that begins at `clause` is that of the quantity right before it.
fn changes_before(reader: Reader<'_>, previous: &Item, line: usize, clause: usize) -> bool {
    let end = previous.found.end;
    let gap = reader.clean()[end..clause.max(end)].trim_matches([',', '(', ')', ' ']);
    end <= clause
        && previous.line == line
        && (gap.is_empty() || only_basis(reader, gap).is_some() || gap.chars().count() <= 6 && !gap.contains(['。', ';', ',']))
        && previous.change.is_none()
}

/// `甲、乙和丙产值分别增长1%、2%和3%`: gives each of the numbers that follow 分别 its own name and the change of the first.
pub(super) fn distribute(reader: Reader<'_>, items: &mut [Item]) {
    let clean = reader.clean();
    let mut i = 0;
    while i < items.len() {
        let line = reader.document.text.lines()[items[i].line];
        // the numbers of one list: nothing but a joint between them
        let mut end = i + 1;
        while end < items.len()
            && items[end].line == items[i].line
            && matches!(clean[items[end - 1].found.end..items[end].found.start.max(items[end - 1].found.end)].trim(), "、" | "和" | "与" | "及")
        {
            end += 1;
        }
        let first = items[i].found.start;
        let low = scope::window(clean, line.start, first, 400);
        let told = if end - i >= 2 { reader.lexicon.last("respectively", &clean[low..first]) } else { None };
        if let Some((a, b)) = told.filter(|&(_, b)| clean[low + b..first].chars().count() <= 8 && !clean[low + b..first].contains([',', '。', ';'])) {
            let lead = &clean[low..low + a];
            let list = lead.rsplit([',', '。', ';', ':']).next().unwrap_or(lead);
            let names: Vec<&str> = list.split(['、', '和', '与', '及']).map(str::trim).collect();
            let verb = clean[low + b..first].trim_matches(['为', '达', '约', '了', '到']);
            let change = items[i].change.clone();
            let periods: Option<Vec<(String, &str)>> = names.iter().map(|name| leading_period(reader, name)).collect();
            let periods =
                periods.filter(|told| told.len() == end - i && told.split_last().is_some_and(|(_, rest)| rest.iter().all(|(_, rest)| rest.is_empty())));
            for (k, item) in items[i..end].iter_mut().enumerate() {
                // 2021年、2022年生产总值分别为300亿元、320亿元
                if let Some(told) = &periods {
                    item.period = Some(told[k].0.clone());
                    item.label = told.last().map(|(_, rest)| format!("{rest}{verb}")).filter(|label| !label.is_empty());
                    continue;
                }
                let name = if names.len() == end - i { names[k] } else { list };
                item.label = Some(format!("{name}{verb}")).filter(|label| !label.is_empty() && label.chars().count() <= 40);
                if item.change.is_none() {
                    item.change.clone_from(&change);
                }
            }
        }
        i = end;
    }
}

/// The year, or the month of a year, that a name in a list begins with, and what follows it.
fn leading_period<'t>(reader: Reader<'_>, name: &'t str) -> Option<(String, &'t str)> {
    let day = date::find(name).into_iter().next().filter(|day| day.start == 0 && day.day.is_none())?;
    let year = day.year.or_else(|| Some(reader.document.context.published?.year() + day.years?))?;
    Some((date::iso(year, day.month, None), &name[day.end..]))
}

/// What a quantity counts: the noun behind a measure word, else the words before it in its clause.
pub(super) fn label(reader: Reader<'_>, item: &Item) -> Option<String> {
    if item.label.is_some() {
        return item.label.clone();
    }
    let clean = reader.clean();
    let found = &item.found;
    let line = reader.document.text.lines()[item.line];
    if found.count && !clean[found.end..].starts_with('的') {
        let noun: String = clean[found.end..line.end].chars().take_while(|&c| is_han(c)).take(8).collect();
        let cut = noun
            .char_indices()
            .skip(1)
            .find(|&(i, _)| reader.lexicon.follow.prefix(&noun[i..]).is_some_and(|(n, ())| n >= 6) || noun[i..].starts_with(['的', '和', '在', '为']))
            .map_or(noun.len(), |(i, _)| i);
        let noun = &noun[..cut];
        if noun.chars().count() >= 2 {
            return Some(noun.to_owned());
        }
    }
    let before = &clean[scope::window(clean, line.start, found.start, 240)..found.start];
    // 地区生产总值(GDP)|1077.9亿元
    let before = before_note(before).filter(|lead| before.len() - lead.len() <= NOTE + ")".len()).unwrap_or(before);
    let low = scope::phrase_start(before, before.len());
    let mut words = &before[low..];
    for day in date::find(words).into_iter().rev().take(1) {
        words = &words[day.end..];
    }
    while let Some(n) = reader.lexicon.starts("label-lead", words) {
        words = &words[n..];
    }
    let words = words.trim_start_matches(['份', '的']);
    // 总投资51亿元的甲工程|设计灌溉面积
    let led = words.rfind("元的").and_then(|_| reader.lexicon.last("project-plain", words)).map_or(0, |(_, e)| e);
    let words = if led < words.len() { &words[led..] } else { words };
    // 招商签约|48.79亿元
    let whole = reader.lexicon.ends("bound-not", words).is_some();
    let words = reader.lexicon.strip_end("as-many", words).unwrap_or(words);
    let words = if whole { words } else { words.trim_end_matches(['为', '达', '到', '了', '共', '约', '近', '超', '将']) };
    // the last words of a long phrase, from a joint on
    let far = words.char_indices().rev().nth(LONGEST - 1).map_or(0, |(i, _)| i);
    let words = if far == 0 { words } else { &words[words[far..].find(['的', '、']).map_or(far, |i| far + i + 3)..] };
    (!words.is_empty()).then(|| words.to_owned())
}

/// Whose figure it is: the place named last before it, or the body that a clause begins with; not what it is compared with.
pub(super) fn subject(reader: Reader<'_>, start: usize, item: &Item) -> Option<String> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let before = &clean[scope::window(clean, start, item.found.start, 500)..item.found.start];
    let mut end = before.len();
    while let Some((a, b)) = lexicon.last("subject", &before[..end]) {
        let compared = lexicon.ends("compared-with", &before[..a]).is_some() || lexicon.starts("congress", &before[b..]).is_some();
        if !compared {
            return Some(before[a..b].to_owned());
        }
        end = a;
    }
    let (_, b) = lexicon.last("subject-body", before)?;
    let name = &before[super::parties::body_start(before, b)..b];
    ((2..=20).contains(&name.chars().count())
        && name.chars().all(|c| is_han(c) || matches!(c, '(' | ')'))
        && !lexicon.is("subject-body", name)
        && !name.starts_with("项目")
        && before[b..].chars().count() > 1
        && !name.contains(['的', '由', '与', '和', '向', '对', '为', '预', '选']))
    .then(|| name.to_owned())
}

/// The time a figure is told of, from the sentence, else the paragraph.
pub(super) fn period(reader: Reader<'_>, sentence: &str, paragraph: &str) -> Option<String> {
    [sentence, paragraph].into_iter().find_map(|text| period_in(reader, text))
}

/// Whether `text` is nothing but words of comparison, and which comparison it is.
fn only_basis(reader: Reader<'_>, text: &str) -> Option<String> {
    let mut rest = text;
    let mut basis = "yoy";
    while !rest.is_empty() {
        let (length, qoq) = reader
            .lexicon
            .starts("basis", rest)
            .map(|n| (n, rest.starts_with('环')))
            .or_else(|| reader.lexicon.starts("basis-filler", rest).map(|n| (n, false)))?;
        if qoq {
            basis = "qoq";
        }
        rest = &rest[length..];
    }
    Some(basis.to_owned())
}

fn period_in(reader: Reader<'_>, text: &str) -> Option<String> {
    static PERIOD: Pattern = Pattern::new(
        &["年", "月", "季度"],
        "(?:(?P<y>[12][0-9]{3})年|(?P<rel>今年|去年|上年|前年|明年))?(?:(?P<a>[0-9]{1,2})月?(?:-|—|至|到|~)(?P<b>[0-9]{1,2})月|(?P<q>[一二三四])季度|前(?P<n>[二三])季度|(?P<h>上半年)|(?P<m>[0-9]{1,2})月份)|(?P<ya>[12][0-9]{3})/(?P<yb>[12][0-9]{3})年|(?P<y1>[12][0-9]{3})年|(?P<r1>今年|去年|前年)|(?P<rm>上个?月|本月)|(?:^|[,。;:(])(?P<s>[0-9]{2})年",
    );
    let published = reader.document.context.published;
    let own = |caps: &regex::Captures<'_>| {
        let short = caps.name("s").is_none_or(|s| reader.lexicon.starts("short-year", &text[s.end() + '年'.len_utf8()..]).is_some());
        // 比|去年增长: what it is compared with
        let compared = caps.name("r1").or(caps.name("rm")).is_some_and(|word| text[..word.start()].ends_with(['比', '较', '于']));
        short && !compared
    };
    let caps = PERIOD.all_captures(text).filter(own).last()?;
    let of = |name: &str| caps.name(name).map(|m| m.as_str());
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
    let counted = || Some(this? + of("rel").or(of("r1")).and_then(date::year_offset).unwrap_or(0));
    let year = match of("s") {
        Some(short) => century(short.parse().ok()?)?,
        None => of("y").or(of("y1")).and_then(|y| y.parse().ok()).or_else(counted)?,
    };
    let number = |c: &str| crate::value::numeral::whole(c);
    if let (Some(a), Some(b)) = (of("a").and_then(number), of("b").and_then(number)) {
        return Some(format!("{year}-{a:02}/{year}-{b:02}"));
    }
    if let Some(q) = of("q").and_then(number) {
        return Some(format!("{year}-Q{q}"));
    }
    if let Some(n) = of("n").and_then(number) {
        return Some(format!("{year}-01/{year}-{:02}", n * 3));
    }
    if of("h").is_some() {
        return Some(format!("{year}-01/{year}-06"));
    }
    if let Some(m) = of("m").and_then(number) {
        return Some(format!("{year}-{m:02}"));
    }
    Some(year.to_string())
}
