//! The quantities of an article, without those that other records hold and those that are none.

use super::classes::{is_batch, is_part};
use super::figures::{changes, distribute, label};
use super::{Finds, Item, Reader, is_money};
use crate::document::LineKind;
use crate::families::scope;
use crate::record::Data;
use crate::text::is_han;
use crate::value::quantity::Found;
use rustc_hash::{FxHashMap, FxHashSet};

/// Where the document states seats of congresses, in order.
pub(super) fn seats(finds: &Finds) -> Vec<(usize, usize)> {
    let mut seats: Vec<_> = finds.records.iter().filter(|f| matches!(f.data, Data::CongressSize(_))).map(|f| (f.start, f.end)).collect();
    seats.sort_unstable();
    seats
}

/// The quantities of an article, without those of the `seats`, which other records hold.
pub(super) fn items(reader: Reader<'_>, index: usize, seats: &[(usize, usize)]) -> Vec<Item> {
    let clean = reader.clean();
    let draft = &reader.document.articles[index];
    let seat = |at: usize| seats[..seats.partition_point(|s| s.0 <= at)].last().is_some_and(|s| at < s.1);
    let mut out: Vec<Item> = Vec::new();
    for l in draft.lines.clone() {
        let kind = reader.document.kinds[l];
        if matches!(kind, LineKind::Boilerplate | LineKind::Number | LineKind::Date | LineKind::Session)
            && !(kind == LineKind::Boilerplate && clean[reader.document.text.lines()[l].start..].starts_with("公示"))
        {
            continue;
        }
        let line = reader.document.text.lines()[l];
        let content = &clean[line.start..line.end];
        if kind == LineKind::Row {
            continue;
        }
        for mut found in reader.lexicon.quantities(content) {
            found.start += line.start;
            found.number += line.start;
            found.end += line.start;
            if seat(found.number) || excluded(reader, &found, line.start, line.end) {
                continue;
            }
            out.push(Item {
                found,
                line: l,
                headline: kind == LineKind::Headline,
                used: false,
                again: false,
                of: None,
                change: None,
                label: None,
                period: None,
            });
        }
    }
    points(reader, &mut out);
    let mut out = changes(reader, out);
    distribute(reader, &mut out);
    repeats(reader, out)
}

/// `收窄13.1个和13.0个百分点`: both are percentage points.
pub(super) fn points(reader: Reader<'_>, items: &mut [Item]) {
    let clean = reader.clean();
    for i in (1..items.len()).rev() {
        let (before, after) = items.split_at_mut(i);
        let (Some(first), second) = (before.last_mut(), &after[0]) else { continue };
        let joined = first.line == second.line && matches!(clean.get(first.found.end..second.found.start), Some("和" | "、" | "与" | "到" | "至"));
        if joined && first.found.quantity.unit == "个" && second.found.quantity.unit == "%" {
            first.found.quantity.unit = "%".to_owned();
            first.found.count = false;
        }
    }
}

/// Quantities that are no figures: shares, counts of a name list, probation, the number in a bracketed note.
pub(super) fn excluded(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> bool {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let before = &clean[start..found.start];
    let after = &clean[found.end..end];
    // 10亿元以上项目, 超5亿元项目: a class of projects
    if is_money(found) && lexicon.starts("money-class", after).is_some() {
        return true;
    }
    // 提升3位: a rank
    let rank = found.quantity.unit == "位" && lexicon.ends("rank-move", before.trim_end_matches('了')).is_some();
    // 下午4点
    let clock = found.quantity.unit == "点" && lexicon.ends("time-of-day", before).is_some();
    // 甲产业园2期: part of its name
    let part = found.quantity.unit == "期" && (lexicon.ends("project-suffix", before).is_some() || lexicon.ends("facility", before).is_some());
    rank || clock
        || part
        || lexicon.ends("excluded-before", before).is_some()
        || lexicon.starts("excluded-after", after).is_some()
        // 惠企20条”: the name of a policy
        || found.quantity.unit == "条" && after.starts_with('”')
        || found.quantity.unit == "%" && is_share(reader, before, after)
}

/// Longest list of shares, in bytes.
const SHARES: usize = 60;

/// Whether a percentage is a share, alone or in a list: 持股65%、|25%|和10%, 按|65%|、25%、10%的比例出资.
fn is_share(reader: Reader<'_>, before: &str, after: &str) -> bool {
    let listed = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | '、' | '和' | '与' | '及');
    let before = &before[scope::window(before, 0, before.len(), SHARES)..];
    let after = scope::head(after, SHARES);
    let lead = before.trim_end_matches(listed);
    reader.lexicon.ends("share", before).is_some()
        || lead.len() < before.len() && reader.lexicon.ends("share", lead).is_some()
        || reader.lexicon.starts("share-after", after.trim_start_matches(listed)).is_some()
}

/// Drops a headline's quantities that the body repeats, and repeats within the body.
pub(super) fn repeats(reader: Reader<'_>, items: Vec<Item>) -> Vec<Item> {
    let clean = reader.clean();
    let key = |item: &Item| {
        (
            item.found.quantity.value.map(|v| v.to_string()),
            item.found.quantity.min.map(|v| v.to_string()),
            item.found.quantity.max.map(|v| v.to_string()),
            item.found.quantity.unit.clone(),
        )
    };
    let body: FxHashSet<_> = items.iter().filter(|i| !i.headline).map(key).collect();
    let mut seen: FxHashMap<_, usize> = FxHashMap::default();
    items
        .into_iter()
        .filter_map(|mut item| {
            if item.headline && body.contains(&key(&item)) {
                return None;
            }
            let label = label(reader, &item);
            let about = clean[..item.found.start].chars().rev().take_while(|c| is_han(*c)).take(2).collect::<String>();
            let first = *seen.entry((key(&item), label, if item.found.count { String::new() } else { about })).or_insert(item.found.number);
            // two parts of one paragraph may be alike; a paragraph that tells it again repeats
            let line = reader.document.text.lines()[item.line];
            let told = first == item.found.number || !item.found.count && reader.document.line_at(first) == item.line && is_money(&item.found);
            // 27个项目开工。…总投资122亿元的27个项目: the sum is told of the count
            item.again = !told && (is_batch(reader, &item.found, line.start, line.end) || is_part(reader, &item.found, line.start, line.end));
            (told || item.again).then_some(item)
        })
        .collect()
}
