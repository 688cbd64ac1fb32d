//! The projects that a batch lists by name: `甲项目、乙项目等4个项目`, `新开工项目22个,分别为:甲项目、…`.

use super::names::{Named, unquoted};
use super::{Sentence, count_of};
use crate::families::Reader;
use crate::families::scope::split_outside;
use crate::text::{behind_last, is_han};
use crate::value::quantity::Found;

/// Longest and shortest name of a member, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=40;

/// How far behind a count its list may begin, in bytes.
const AHEAD: usize = 60;

/// What the names of a list may hold a `、` in.
const BRACKETS: &[(char, char)] = &[('(', ')'), ('“', '”')];

/// The members that the sentence lists before or behind the count of their batch.
///
/// A list of exactly so many as are counted is taken whole, whatever its members are called; of others only what is named as a
/// project by itself.
pub(super) fn members(reader: Reader<'_>, sentence: &Sentence<'_>, named: &mut Vec<Named>, count: &Found) -> Vec<Named> {
    let lists = [before(reader, sentence, count).map(|list| (list, false)), behind(reader, sentence, count)];
    let mut out = Vec::new();
    for ((start, end), exact) in lists.into_iter().flatten() {
        let pieces = pieces(reader, start, end);
        let all = pieces.len() > 1 && count_of(count) == u32::try_from(pieces.len()).ok();
        // 这两个项目|是甲镇农业发展、农民增收的里程碑: a predicate, no names
        let predicate = exact && pieces.iter().any(|&(a, b)| reader.clean()[a..b].starts_with('是') || reader.clean()[a..b].contains('的'));
        if exact && !all || predicate {
            continue;
        }
        for (a, b) in pieces {
            let own = named.iter().position(|n| a <= n.start && n.end <= b);
            // 道路工程6个、保障工程16个: kinds with their counts
            if own.is_some_and(|k| reader.clean().get(named[k].end..b).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))) {
                continue;
            }
            match own {
                Some(k) => out.push(Named { plain: true, ..named.remove(k) }),
                None if all && LENGTHS.contains(&reader.clean()[a..b].chars().count()) => {
                    out.push(Named { start: a, end: b, name: unquoted(&reader.clean()[a..b]), owner: None, plain: true });
                }
                None => {}
            }
        }
    }
    out
}

/// `甲项目、乙项目等|4个项目`: the list that ends before a count.
fn before(reader: Reader<'_>, sentence: &Sentence<'_>, count: &Found) -> Option<(usize, usize)> {
    let text = &reader.clean()[sentence.start..count.start];
    let list = text.strip_suffix('等')?;
    let low = behind_last(list, |c| !(is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '、' | '“' | '”' | '"' | '(' | ')' | '—' | '·' | '.')));
    let low = low + reader.lexicon.starts("members-lead", &list[low..]).unwrap_or(0);
    // 县领导分别参加|甲项目、乙项目等3个项目
    let first = &list[low..low + list[low..].find('、')?];
    let low = low + reader.lexicon.last("members-verb", first).map_or(0, |(_, e)| e);
    list[low..].contains('、').then(|| (sentence.start + low, sentence.start + list.len()))
}

/// `22个,分别为:|甲项目、乙项目`: the list that a count announces; else `4个重点项目|甲工程、乙大桥均已开工`: what stands right behind the noun
/// that is counted, a list only if it has exactly so many.
fn behind(reader: Reader<'_>, sentence: &Sentence<'_>, count: &Found) -> Option<((usize, usize), bool)> {
    let text = &reader.clean()[count.end..sentence.end];
    let near = &text[..text.char_indices().map(|(i, _)| i).take_while(|&i| i <= AHEAD).last()?];
    let announced = reader.lexicon.find("members", near).and_then(|(_, told)| {
        let from = told + text[told..].len() - text[told..].trim_start_matches([':', ' ']).len();
        list(reader, text, from)
    });
    let beside = || reader.lexicon.find("batch-noun", near).filter(|&(a, _)| text[..a].chars().all(is_han)).and_then(|(_, b)| list(reader, text, b));
    let (told, exact) = announced.map(|told| (told, false)).or_else(|| beside().map(|told| (told, true)))?;
    Some(((count.end + told.0, count.end + told.1), exact))
}

/// The list that begins at `from`, without what is told of it.
fn list(reader: Reader<'_>, text: &str, from: usize) -> Option<(usize, usize)> {
    let list = &text[from..];
    let stop = list.find(['。', ';', ',']).unwrap_or(list.len());
    let stop = reader.lexicon.find("list-end", &list[..stop]).map_or(stop, |(i, _)| i);
    list[..stop].contains('、').then_some((from, from + stop))
}

/// The pieces of a list: split at `、`, the last two at 和 too, not inside brackets.
fn pieces(reader: Reader<'_>, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut out = split_outside(reader.clean(), start, end, &['、'], BRACKETS);
    let Some((from, _)) = out.pop() else { return out };
    let last = &reader.clean()[from..end];
    let joint = last.find("以及").map(|i| (i, "以及".len())).or_else(|| {
        let i = last.find(['和', '及']).filter(|&i| i > 9 && last.len() - i > 12)?;
        (!reader.lexicon.shielded(last, i, i + '和'.len_utf8())).then_some((i, '和'.len_utf8()))
    });
    match joint.filter(|_| !out.is_empty()) {
        Some((i, n)) => out.extend([(from, from + i), (from + i + n, end)]),
        None => out.push((from, end)),
    }
    out
}
