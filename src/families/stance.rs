//! How a verb is told: as a fact, as an intention, or as something that is not so. Read once, from the words that govern the verb, for every
//! verb of every family; the words are classes of `rules/lexicon/stances.txt`.

use super::scope::{head, sentence_start, window};
use crate::document::Document;
use crate::lexicon::{Classes, Lexicon, is_boundary};
use crate::text::behind_last;

/// How a verb is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stance {
    /// As a fact: 任命甲为乙.
    Told,
    /// As what somebody means or asks for: 拟任命, 建议任命. The byte where the words begin that say so.
    Meant(usize),
    /// As what is not, not yet or no more so, or is only supposed: 不予任命, 撤销关于任命…的决定, 假如任命….
    Denied,
}

/// How far behind a verb its sentence is looked over, in characters.
const AHEAD: usize = 200;

/// How the verb at `verb..after` is told whose clause begins at `from`.
pub(crate) fn stance(document: &Document<'_>, lexicon: &Lexicon, from: usize, verb: usize, after: usize) -> Stance {
    let clean = document.clean();
    let sentence = window(clean, sentence_start(clean, verb), verb, 300);
    if lexicon.has("supposed", &clean[sentence..verb]) || undone(document, lexicon, after) {
        return Stance::Denied;
    }
    let low = window(clean, from.min(verb), verb, 120);
    let own = governed(lexicon, &clean[low..verb], &clean[verb..after]);
    match own {
        Governed::Denied => Stance::Denied,
        Governed::Meant(length) => Stance::Meant(low + length),
        Governed::Told => Stance::Told,
    }
}

enum Governed {
    Denied,
    Meant(usize),
    Told,
}

/// What governs a verb, read backwards from it over the words that may stand between: 不|同意, 没有|通过, 拟|提请.
fn governed(lexicon: &Lexicon, lead: &str, verb: &str) -> Governed {
    let mut rest = lead.trim_end();
    let mut decided = lexicon.starts("decided", verb).is_some();
    let (mut asked, mut about) = (None, false);
    loop {
        let longest =
            ["denied", "meant", "asked", "governing"].into_iter().filter_map(|key| Some((lexicon.ends(key, rest)?, key))).max_by_key(|&(length, _)| length);
        let Some((length, key)) = longest else { break };
        let word = &rest[rest.len() - length..];
        rest = rest[..rest.len() - length].trim_end();
        match key {
            "denied" => return Governed::Denied,
            "meant" => return Governed::Meant(rest.len()),
            "asked" => asked = asked.or(Some(rest.len())),
            _ => {
                decided |= lexicon.is("decided", word) && asked.is_none();
                about |= word == "关于";
            }
        }
    }
    // 撤销市政府关于|任命甲为乙的决定
    let about = about && lexicon.has("revoked", &rest[behind_last(rest, is_boundary)..]);
    let Some(from) = asked.filter(|_| !decided && !about) else { return if about { Governed::Denied } else { Governed::Told } };
    // 表决通过了市长提请|任命甲为乙的议案
    match lexicon.last("decided", &lead[..from]) {
        Some((at, _)) if lexicon.ends("denied", &lead[..at]).is_some() => Governed::Denied,
        Some(_) => Governed::Told,
        None => Governed::Meant(from),
    }
}

/// Whether the sentence says behind the verb that nothing came of it: 任命甲为乙的议案|未获通过; up to the next verb of an act.
fn undone(document: &Document<'_>, lexicon: &Lexicon, after: usize) -> bool {
    let clean = document.clean();
    let rest = head(&clean[after..], AHEAD);
    let rest = &rest[..rest.find(['。', ';', '\n', '!', '?']).unwrap_or(rest.len())];
    let next = document.hits_in(after, after + rest.len()).iter().find(|hit| hit.classes.any(Classes::ACT));
    let own = next.map_or(rest.len(), |hit| hit.start - after);
    // …的决定|被撤销: the word is an act of its own; not …,丙被撤销丁职务
    let overlaps = || {
        let reach = next.map_or(own, |hit| (hit.end - after).min(rest.len()));
        lexicon.find("undone", &rest[..reach]).is_some_and(|(at, _)| at <= own && !rest[..at].contains([',', '、']))
    };
    lexicon.has("undone", &rest[..own]) || lexicon.has("all-undone", rest) || overlaps()
}
