//! What a sentence tells of a project: stage, day, place, parties.

use super::Draft;
use crate::document::LineKind;
use crate::families::{Reader, notice};
use crate::lexicon::is_boundary;
use crate::record::{Party, Stage};
use crate::value::date;
use crate::value::numeral::Decimal;

/// The latest stage that a text says is reached, and whether its verb is certain.
pub(super) fn stage(reader: Reader<'_>, text: &str) -> Option<(Stage, bool)> {
    let mut best: Option<(Stage, bool)> = None;
    for clause in text.split([',', ';']) {
        for (at, end, stage) in reader.lexicon.stages.all(clause) {
            let before = &clause[..at];
            let after = &clause[end..];
            let future = reader.lexicon.has("future", before) || after.starts_with('后') || after.starts_with("并") && after.contains('后');
            if future && *stage > Stage::Planned || reader.lexicon.starts("stage-not", after).is_some() {
                continue;
            }
            if best.is_none_or(|(old, _)| *stage > old) {
                best = Some((*stage, !matches!(stage, Stage::UnderConstruction | Stage::Planned)));
            }
        }
    }
    best
}

/// The last full day told in a sentence before its end.
pub(super) fn day(reader: Reader<'_>, start: usize, end: usize) -> Option<String> {
    let text = &reader.clean()[start..end];
    let published = reader.document.context.published;
    if let Some(found) = date::find(text).into_iter().find(|d| d.day.is_some()) {
        return notice::resolve_day(reader, &found, None);
    }
    if reader.lexicon.has("yesterday", text) {
        return published.and_then(|day| day.pred_opt()).map(|day| day.to_string());
    }
    None
}

/// The day that the article's opening tells.
pub(super) fn opening_day(reader: Reader<'_>, line: usize) -> Option<String> {
    let article = &reader.document.articles[reader.document.article_at(reader.document.text.lines()[line].start)];
    let first = article.lines.clone().find(|&l| reader.document.kinds[l] == LineKind::Body)?;
    let opening = reader.document.text.lines()[first];
    day(reader, opening.start, opening.end)
}

/// Where a project stands: 地处旬阳市棕溪镇, 建设地点为….
pub(super) fn location(reader: Reader<'_>, start: usize, end: usize) -> Option<String> {
    let text = &reader.clean()[start..end];
    let (_, after) = reader.lexicon.find("location", text)?;
    let rest = text[after..].trim_start_matches(['为', '于', '在', ':']);
    let stop = rest.find(is_boundary).unwrap_or(rest.len());
    let place = &rest[..stop];
    (reader.lexicon.places.prefix(place).is_some() && (3..=20).contains(&place.chars().count())).then(|| place.to_owned())
}

/// Parties named by their words, and shareholders with their shares.
pub(super) fn parties(reader: Reader<'_>, start: usize, end: usize, draft: &mut Draft) {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let text = &clean[start..end];
    let mut add = |name: &str, role: &str, share: Option<Decimal>| {
        let name = name.trim_matches(['“', '”', ' ']);
        if name.chars().count() >= 4 && !draft.project.parties.iter().any(|p| p.name == name && p.role == role) {
            draft.project.parties.push(Party { name: name.to_owned(), role: role.to_owned(), share });
        }
    };
    for (i, end, (role, after)) in lexicon.parties.all(text) {
        if *after {
            // 由甲公司施工, 甲公司负责施工
            let low = phrase_start(text, i);
            let mut name = &text[low..i];
            if let Some(k) = name.rfind('由') {
                name = &name[k + '由'.len_utf8()..];
            } else if text[i..end].chars().count() < 4 {
                continue;
            }
            let name = lexicon.strip_end("party-verb", name).unwrap_or(name);
            if lexicon.ends("party-body", name).is_some() {
                add(name, role, None);
            }
        } else {
            let rest = &text[end..];
            let stop = rest.find(|c| is_boundary(c) || c == ' ').unwrap_or(rest.len());
            if lexicon.has("party-body", &rest[..stop]) {
                add(&rest[..stop], role, None);
            }
        }
    }
    // 甲公司持股65%, 甲公司持有乙公司51%的股权, 甲公司(持股60%)
    for found in lexicon.quantities(text) {
        if found.quantity.unit != "%" {
            continue;
        }
        let before = &text[..found.start];
        let held = lexicon.strip_end("share", before).map(|b| b.trim_end_matches(['(', ' ']));
        let owned = lexicon.starts("share-after", &text[found.end..]).and_then(|_| lexicon.find("holds", before).map(|(a, _)| &before[..a]));
        if let Some(before) = held.or(owned) {
            let low = before.rfind(|c| is_boundary(c) || c == ' ' || c == '由').map_or(0, |k| k + before[k..].chars().next().map_or(1, char::len_utf8));
            let name = lexicon.starts("conjunction", &before[low..]).map_or(&before[low..], |n| &before[low + n..]);
            if lexicon.has("party-body", name) {
                add(name, "shareholder", found.quantity.value.map(|v| v.shift(2)));
            }
        }
    }
}

/// Where the phrase that ends at `end` begins: behind the last boundary or space.
pub(super) fn phrase_start(text: &str, end: usize) -> usize {
    text[..end].rfind(|c| is_boundary(c) || c == ' ').map_or(0, |k| k + text[k..].chars().next().map_or(1, char::len_utf8))
}
