//! Parties (参建各方): who owns, invests, builds, designs, runs, holds a project.
//!
//! A party stands before its word (`由甲公司、乙公司施工`, `甲公司投资5亿元建设`) or behind it (`业主为甲公司`); shares stand behind a
//! list of bodies (`甲、乙分别持股70%、30%`) or beside each (`甲公司持股65%`).

use super::{Draft, MOST};
use crate::families::Reader;
use crate::families::scope::{phrase_start, window};
use crate::lexicon::is_boundary;
use crate::record::Party;
use crate::text::{behind_last, is_han};
use crate::value::numeral::Decimal;
use crate::value::quantity::Found;

/// What joins the bodies of a list.
const JOINTS: [char; 4] = ['、', '和', '与', '及'];

/// Longest list, in bytes.
const LOOK: usize = 400;

/// Bodies of one list, at most.
const LIST: usize = 8;

/// Adds to a project the parties that `start..end` names.
pub(super) fn parties(reader: Reader<'_>, start: usize, end: usize, draft: &mut Draft) {
    let text = &reader.clean()[start..end];
    let told = &mut draft.project.parties;
    for party in by_role(reader, text).into_iter().chain(by_share(reader, text)) {
        let known = told.iter().position(|p| p.name == party.name && p.role == party.role);
        if let Some(known) = known {
            told[known].share = told[known].share.or(party.share);
        } else if told.len() < MOST {
            told.push(party);
        }
    }
}

fn party(name: &str, role: &str, share: Option<Decimal>) -> Option<Party> {
    let name = name.trim_matches(['“', '”', ' ']);
    (name.chars().count() >= 4).then(|| Party { name: name.to_owned(), role: role.to_owned(), share })
}

/// Parties beside the word of their role.
fn by_role(reader: Reader<'_>, text: &str) -> Vec<Party> {
    let lexicon = reader.lexicon;
    let mut out = Vec::new();
    // where the words end that the last 由 governs: 由甲投资,乙施工
    let (mut governed, mut behind) = (None, 0);
    for (at, end, (role, after)) in lexicon.parties.all(text) {
        // 甲|投资|有限公司: part of a name
        if at < behind || lexicon.starts("party-inside", &text[end..]).is_some() {
            continue;
        }
        behind = end;
        let names = if *after {
            let Some((low, led)) = subject(text, at) else { continue };
            // 由甲投资、|乙承建
            let low = governed.filter(|&to| to <= at).map_or(low, |to: usize| low.max(to));
            let joined = governed.is_some_and(|to| text.get(to..low).is_some_and(|gap| matches!(gap.trim(), "" | "," | "、")));
            let list = text[low..at].trim_matches([' ', '、']);
            // 甲集团新厂|总投资5亿元: the sum is of the plant
            let total = list.ends_with('总') && bodies(reader, list.trim_end_matches('总')).is_empty();
            if total || !(led || joined || acts(reader, &text[at..end], &text[end..])) {
                continue;
            }
            let names = bodies(reader, list);
            governed = governed.filter(|_| names.is_empty()).or(((led || joined) && !names.is_empty()).then_some(end));
            names
        } else {
            let rest = &text[end..];
            let stop = rest.find(|c| is_boundary(c) && !matches!(c, '、' | '(' | ')') || c == ' ').unwrap_or(rest.len());
            bodies(reader, &rest[..stop])
        };
        out.extend(names.into_iter().filter_map(|name| party(name, role, None)));
    }
    out
}

/// Where the phrase begins that ends at `at`, over the joints of a list, and whether 由 leads it.
fn subject(text: &str, at: usize) -> Option<(usize, bool)> {
    let low = list_start(text, at);
    let phrase = text.get(low..at)?;
    Some(phrase.rfind('由').map_or((low, false), |i| (low + i + '由'.len_utf8(), true)))
}

/// Whether the word of a role tells by itself what its subject does: 甲公司|投资建设, 甲公司|投资5亿元, 甲公司|投资的, 甲公司|施工。
fn acts(reader: Reader<'_>, word: &str, rest: &str) -> bool {
    let sum = rest.trim_start_matches(['约', '近', '逾', '超']).starts_with(|c: char| c.is_ascii_digit());
    let whole = rest.starts_with('的') || reader.lexicon.is("party-act", word) && rest.chars().next().is_none_or(is_boundary);
    word.chars().count() >= 4 || sum || whole
}

/// As [`phrase_start`], for a list joined by `、` whose members may have notes in brackets.
fn list_start(text: &str, end: usize) -> usize {
    let (from, mut low) = (window(text, 0, end, LOOK), end);
    for (i, c) in text[from..end].char_indices().rev().map(|(i, c)| (from + i, c)) {
        if is_boundary(c) && !matches!(c, '、' | '(' | ')' | '“' | '”') || c == ' ' {
            break;
        }
        low = i;
    }
    low
}

/// The bodies that a phrase lists, without what stands around them: `拟`, `等单位`, `全资子公司`.
fn bodies<'t>(reader: Reader<'_>, phrase: &'t str) -> Vec<&'t str> {
    let lexicon = reader.lexicon;
    let mut list = phrase.trim_end_matches(' ');
    while let Some(shorter) = lexicon.strip_end("party-verb", list).or_else(|| lexicon.strip_end("party-others", list)) {
        list = shorter.trim_end_matches(|c: char| c.is_ascii_digit());
    }
    pieces(reader, list).into_iter().map(|name| bare(reader, name)).filter(|name| lexicon.ends("party-body", strip_note(name)).is_some()).collect()
}

/// The members of a list; a joint inside a name (`甲和乙有限公司`) does not part it.
fn pieces<'t>(reader: Reader<'_>, list: &'t str) -> Vec<&'t str> {
    let (mut out, mut from) = (Vec::new(), 0);
    for (i, joint) in list.match_indices(JOINTS) {
        if out.len() < LIST && i >= from && reader.lexicon.ends("party-body", strip_note(&list[from..i])).is_some() {
            out.push(&list[from..i]);
            from = i + joint.len();
        }
    }
    out.push(&list[from..]);
    out
}

/// `康达环保(集团)`: without the note at the end.
fn strip_note(name: &str) -> &str {
    name.strip_suffix(')').and_then(|lead| lead.rsplit_once('(')).map_or(name, |(lead, _)| lead)
}

/// A body without what introduces it.
fn bare<'t>(reader: Reader<'_>, name: &'t str) -> &'t str {
    let lexicon = reader.lexicon;
    // 甲公司|(持股60%)
    let name = if name.ends_with("%)") { strip_note(name) } else { name };
    // 世界最大焊材企业——|甲集团, 也是|甲集团投资建设的第一个
    let name = name.rsplit("——").next().unwrap_or(name).rsplit('是').next().unwrap_or(name);
    // 同意控股子公司|甲公司, 今年,|甲公司
    let name = lexicon.last("party-of", name).map_or(name, |(_, e)| &name[e..]);
    // 2012年|公司投资10亿元
    let dated = name.strip_prefix(|c: char| c.is_ascii_digit()).and_then(|year| year.split_once('年'));
    let name = dated.map_or(name, |(_, name)| name);
    let name = lexicon.starts("conjunction", name).map_or(name, |n| &name[n..]);
    lexicon.starts("host-lead", name).map_or(name, |n| &name[n..])
}

/// Shareholders with their shares.
fn by_share(reader: Reader<'_>, text: &str) -> Vec<Party> {
    let lexicon = reader.lexicon;
    let shares: Vec<Found> = lexicon.quantities(text).into_iter().filter(|f| f.quantity.unit == "%").collect();
    let mut out = Vec::new();
    for (k, found) in shares.iter().enumerate() {
        let share = found.quantity.value.map(|v| v.shift(2));
        let before = &text[..found.start];
        let held = lexicon.strip_end("share", before).map(|b| b.trim_end_matches(['(', ' ']));
        let told = held.or_else(|| before.strip_suffix('按').filter(|_| text[found.start..].contains("比例")));
        // 甲公司和乙公司分别持股70%、30%, 由甲、乙按65%、35%的比例出资
        if let Some(lead) = told {
            let lead = lexicon.strip_end("respectively", lead).unwrap_or(lead);
            let listed = holders(reader, lead);
            if listed.len() > 1 && listed.len() <= shares.len() - k {
                out.extend(listed.iter().zip(&shares[k..]).filter_map(|(name, f)| party(name, "shareholder", f.quantity.value.map(|v| v.shift(2)))));
                break;
            }
        }
        let owned = lexicon.starts("share-after", &text[found.end..]).and_then(|_| lexicon.find("holds", before).map(|(a, _)| &before[..a]));
        let Some(lead) = held.or(owned) else { continue };
        let low = body_start(lead, lead.len());
        let name = bare(reader, &lead[low + behind_last(&lead[low..], |c| c == '由')..]);
        if lexicon.has("party-body", name) {
            out.extend(party(name, "shareholder", share));
        }
    }
    out
}

/// The bodies whose shares follow: those that the clause lists, else those of the clause before (`由甲、乙合资建设,双方|分别持股…`).
fn holders<'t>(reader: Reader<'_>, lead: &'t str) -> Vec<&'t str> {
    let of = |clause: &'t str| {
        let (_, mut listed) = clause.rsplit_once('由').unwrap_or(("", clause));
        while let Some(shorter) = reader.lexicon.strip_end("joint-venture", listed) {
            listed = shorter;
        }
        bodies(reader, listed)
    };
    let low = list_start(lead, lead.len());
    let own = of(&lead[low..]);
    if own.len() > 1 {
        return own;
    }
    let above = lead[..low].trim_end_matches(',');
    of(&above[list_start(above, above.len())..])
}

/// As [`phrase_start`], for the name of a body, over a note inside it: `康达环保产业(集团)有限公司`.
pub(super) fn body_start(text: &str, end: usize) -> usize {
    let low = phrase_start(text, end);
    let noted = text[..low].strip_suffix(')').and_then(|inner| inner.rfind('(')).filter(|&open| {
        let inner = &text[open + 1..low - 1];
        (1..=8).contains(&inner.chars().count()) && inner.chars().all(is_han) && text[..open].ends_with(is_han)
    });
    noted.map_or(low, |open| body_start(text, open))
}
