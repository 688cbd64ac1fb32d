//! What a quantity counts, whose it is, when, and by how much it changed.

use super::Item;
use crate::families::{Reader, scope};
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

/// Whose figure it is: what its clause, or one before it in the sentence, is about — a place or a body; not what it is compared with.
pub(super) fn subject(reader: Reader<'_>, start: usize, item: &Item) -> Option<String> {
    let clean = reader.clean();
    let sentence = scope::sentence_start(clean, item.found.start).max(start);
    let before = &clean[scope::window(clean, sentence, item.found.start, 500)..item.found.start];
    before.rsplit([',', ';', ':']).find_map(|clause| whole_place(reader, clause).or_else(|| body(reader, clause)))
}

/// 全市, 我县: the place that a clause names last.
fn whole_place(reader: Reader<'_>, clause: &str) -> Option<String> {
    let lexicon = reader.lexicon;
    let mut end = clause.len();
    while let Some((a, b)) = lexicon.last("subject", &clause[..end]) {
        let compared = lexicon.ends("compared-with", &clause[..a]).is_some() || lexicon.starts("congress", &clause[b..]).is_some();
        if !compared {
            return Some(clause[a..b].to_owned());
        }
        end = a;
    }
    None
}

/// The body that a clause begins with.
fn body(reader: Reader<'_>, clause: &str) -> Option<String> {
    let lexicon = reader.lexicon;
    let (_, b) = lexicon.last("subject-body", clause)?;
    let name = clause[..b].trim_start_matches([' ', '(']);
    let name = &name[lexicon.starts("host-lead", name).unwrap_or(0)..];
    let name = &name[name.len() - name.trim_start_matches(',').len()..];
    ((2..=20).contains(&name.chars().count())
        && name.chars().all(|c| is_han(c) || matches!(c, '(' | ')'))
        && !lexicon.is("subject-body", name)
        && !name.starts_with("项目")
        && clause[b..].chars().count() > 1
        && !name.contains(['的', '由', '与', '和', '向', '对', '为', '预', '选', '了']))
    .then(|| name.to_owned())
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
