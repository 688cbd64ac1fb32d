//! What may begin at a character: every token with its cost.

use super::dictionary::{Dictionary, Entry, NONE};
use super::names::{Known, cut, with_surname};
use super::{Kind, Lattice};
use crate::text::is_han;
use crate::value::numeral::digit;
use crate::vocabulary::{Column, character, unseen_foreign};

/// A token that may stand there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    /// Its length in characters.
    pub(super) length: usize,
    pub(super) kind: Kind,
    pub(super) cost: i32,
    /// What it costs more at the beginning of a title: a post that wants a body.
    pub(super) bare: i32,
    /// Whether it joins two posts or two persons.
    pub(super) joins: Joins,
}

/// How a mark joins what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joins {
    No,
    /// 、 behind a person or a post.
    Too,
    /// 和, 兼: nothing but a joint.
    Only,
    /// A space: 副主任| |何必.
    Gap,
}

/// A post of which a part is read: where it began, how far it is read, what that costs.
struct Begun {
    at: usize,
    from: usize,
    cost: i32,
}

/// A clause as characters, with the byte of each.
pub(super) struct Clause<'t> {
    pub(super) text: &'t str,
    pub(super) chars: Vec<char>,
    pub(super) bytes: Vec<usize>,
    /// Where it begins in the clean text.
    pub(super) start: usize,
    /// The bytes of the clean text before which padding was taken out, within the clause.
    joins: &'t [u32],
    /// The words of the dictionary that begin at each character, shortest first, with their lengths in characters; where those of each begin.
    words: Vec<(usize, &'t Entry)>,
    begins: Vec<u32>,
    /// What a cut before each character costs, and at the end.
    cuts: Vec<i32>,
}

impl<'t> Clause<'t> {
    pub(super) fn new(dictionary: &'t Dictionary, clean: &'t str, start: usize, end: usize, joins: &'t [u32]) -> Self {
        let text = &clean[start..end];
        let within = |byte: usize| joins.partition_point(|&join| (join as usize) < byte);
        let chars: Vec<char> = text.chars().collect();
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut words = Vec::with_capacity(2 * chars.len());
        let mut begins = Vec::with_capacity(chars.len() + 2);
        for &at in &bytes {
            begins.push(words.len() as u32);
            words.extend(dictionary.each(&text[at..]));
        }
        begins.push(words.len() as u32);
        let cuts = (0..=chars.len()).map(|at| cut(at.checked_sub(1).map(|before| chars[before]), chars.get(at).copied())).collect();
        Clause { text, chars, bytes, start, joins: &joins[within(start)..within(end)], words, begins, cuts }
    }

    /// The words that begin at the character `at`, shortest first, with their lengths in characters.
    fn words(&self, at: usize) -> &[(usize, &'t Entry)] {
        &self.words[self.begins[at] as usize..self.begins[at + 1] as usize]
    }

    /// Whether a word that ends every title, of one character, stands at `at`.
    fn stops(&self, at: usize) -> bool {
        self.words(at).first().is_some_and(|&(length, entry)| entry.stop && length == 1)
    }

    /// Whether a note on a person's sex begins at the character `at`: `,男`, `(女,回族)`, `性别:女`.
    fn noted(&self, at: usize) -> bool {
        let rest = &self.chars[at..];
        if rest.starts_with(&['性', '别']) {
            return true;
        }
        matches!(rest, [',' | '(', '男' | '女', ..]) && !rest.get(2).is_some_and(|&c| is_han(c))
    }

    /// Whether padding was taken out between the characters `at` and `end`.
    fn padded(&self, at: usize, end: usize) -> bool {
        let byte = |at: usize| (self.start + self.bytes[at]) as u32;
        !self.joins.is_empty() && self.joins.iter().any(|&join| byte(at) < join && join < byte(end))
    }
}

/// Longest run of characters that an unknown proper name inside a body's name may have.
const UNKNOWN_STEM: usize = 4;

impl Lattice {
    /// Every token that may begin at the character `at`.
    pub(super) fn arcs(&self, clause: &Clause<'_>, at: usize, known: &Known<'_>, out: &mut Vec<Arc>) {
        out.clear();
        let c = clause.chars[at];
        if !is_han(c) {
            self.signs(clause, at, out);
            return;
        }
        let numeral = |from: usize| clause.chars[from..].iter().take(4).take_while(|&&c| c.is_ascii_digit() || digit(c).is_some() || c == '十').count();
        if c == '第' && numeral(at + 1) > 0 {
            push(out, 1 + numeral(at + 1), Kind::Stem, self.weights.body.ordinal);
        }
        if numeral(at) > 0 {
            push(out, numeral(at), Kind::Stem, self.weights.body.number);
        }
        self.words(clause, at, out);
        self.posts(clause, at, out);
        self.unknown(clause, at, out);
        self.persons(clause, at, known, out);
    }

    /// Digits, letters and punctuation.
    fn signs(&self, clause: &Clause<'_>, at: usize, out: &mut Vec<Arc>) {
        let c = clause.chars[at];
        let number = clause.chars[at..].iter().take_while(|&&c| c.is_ascii_alphanumeric() || matches!(c, '%' | '.' | '×')).count();
        if number > 0 && c != '.' {
            push(out, number, Kind::Verb, self.weights.word.number);
            // 2005年|6月|起
            if matches!(clause.chars.get(at + number), Some('年' | '月' | '日')) {
                push(out, number + 1, Kind::Verb, self.weights.word.number);
            }
            push(out, number, Kind::Stem, self.weights.body.number);
            self.posts(clause, at, out);
            return;
        }
        out.push(Arc {
            length: 1,
            kind: Kind::Mark,
            cost: self.weights.word.mark,
            bare: 0,
            joins: if c == '、' {
                Joins::Too
            } else if c == ' ' {
                Joins::Gap
            } else {
                Joins::No
            },
        });
        if matches!(c, '“' | '”' | '"' | '(' | ')' | '—' | '-' | '·' | '《' | '》') {
            push(out, 1, Kind::Stem, self.weights.body.mark);
        }
        if let Some((length, short)) = enclosed(&clause.chars[at..]).filter(|&(length, _)| !self.names_post(clause, at, length)) {
            push(out, length, Kind::Stem, if short { self.weights.body.note } else { self.weights.body.long_note });
        }
    }

    /// Whether a post word stands within the `length` characters from `at` on: (原董事长甲) is no note of a body's name.
    fn names_post(&self, clause: &Clause<'_>, at: usize, length: usize) -> bool {
        let roles = |i: usize| clause.words(i).iter().any(|&(word, entry)| i + word <= at + length && self.dictionary.more(entry).role != NONE);
        (at + 1..at + length).any(roles)
    }

    /// What the dictionary has.
    fn words(&self, clause: &Clause<'_>, at: usize, out: &mut Vec<Arc>) {
        let mut single = false;
        for &(length, entry) in clause.words(at) {
            if entry.word != NONE {
                push(out, length, entry.group, entry.word);
                single |= length == 1;
            }
            let more = self.dictionary.more(entry);
            let plain = [
                (Kind::Head, entry.head),
                (Kind::Level, more.level),
                (Kind::Place, if entry.place { self.weights.body.place } else { NONE }),
                (Kind::Former, more.former),
                (Kind::Join, more.join),
                (Kind::Address, more.address),
                (Kind::Act, more.act),
            ];
            plain.into_iter().filter(|&(_, cost)| cost != NONE).for_each(|(kind, cost)| push(out, length, kind, cost));
            let function = length == 1 && matches!(entry.group, Kind::Function | Kind::Verb);
            if entry.stem != NONE && !entry.stop && !function {
                push(out, length, Kind::Stem, entry.stem);
            }
            if more.joint != NONE {
                out.push(Arc { length, kind: Kind::Mark, cost: more.joint, bare: 0, joins: Joins::Only });
            }
        }
        if !single {
            push(out, 1, Kind::Noun, self.weights.word.unknown);
            push(out, 1, Kind::Stem, self.weights.word.unknown);
        }
    }

    /// Posts: `党组`, `副`, then the head word.
    fn posts(&self, clause: &Clause<'_>, at: usize, out: &mut Vec<Arc>) {
        self.post(clause, Begun { at, from: at, cost: 0 }, out);
    }

    /// The posts that go on at the character `begun.from`.
    fn post(&self, clause: &Clause<'_>, begun: Begun, out: &mut Vec<Arc>) {
        const DEEPEST: usize = 12;
        let Begun { at, from, cost } = begun;
        for &(length, entry) in clause.words(from).iter().filter(|(_, entry)| !entry.is_plain()) {
            let more = self.dictionary.more(entry);
            let end = from + length;
            if more.role != NONE {
                out.push(Arc { length: end - at, kind: Kind::Role, cost: cost + more.role, bare: more.bare, joins: Joins::No });
            }
            if end - at >= DEEPEST {
                continue;
            }
            if more.modifier != NONE {
                self.post(clause, Begun { at, from: end, cost: cost + more.modifier }, out);
            }
            if at == from && more.prefix != NONE {
                self.post(clause, Begun { at, from: end, cost: cost + more.prefix }, out);
            }
        }
    }

    /// A proper name that no dictionary has, inside a body's name.
    fn unknown(&self, clause: &Clause<'_>, at: usize, out: &mut Vec<Arc>) {
        let mut cost = self.weights.body.unknown;
        for (i, &c) in clause.chars[at..].iter().enumerate().take(UNKNOWN_STEM) {
            if !is_han(c) || clause.stops(at + i) {
                break;
            }
            cost += character(c, Column::Place).unwrap_or(self.weights.body.unknown_character);
            if i > 0 {
                push(out, i + 1, Kind::Stem, cost);
            }
        }
    }

    fn persons(&self, clause: &Clause<'_>, at: usize, known: &Known<'_>, out: &mut Vec<Arc>) {
        let weights = &self.weights.name;
        let from = out.len();
        let mut found = |length: usize, cost: i32| {
            let end = at + length;
            let mut cost = cost + weights.any + weights.border * (clause.cuts[at] + clause.cuts[end]) / 100;
            if !known.is_empty() && known.contains(&clause.text[clause.bytes[at]..clause.bytes[end]]) {
                cost += weights.recurs;
            }
            if clause.noted(end) {
                cost += weights.noted;
            }
            // 项| |链: a layout widens names of two characters
            if clause.padded(at, end) {
                cost += if length == 2 { weights.padded } else { weights.gap };
            } else if out[..from].iter().any(|arc| arc.length == length && matches!(arc.kind, Kind::Verb | Kind::Loose | Kind::Noun | Kind::Function)) {
                cost += weights.word;
            }
            // 镇长|向宪法|宣誓: a word that is also a surname, before another word
            if length == 3 && self.is_phrase(clause, at) {
                cost += weights.phrase;
            }
            match out[from..].iter_mut().find(|arc| arc.length == length) {
                Some(arc) => arc.cost = arc.cost.min(cost),
                None => push(out, length, Kind::Person, cost),
            }
        };
        with_surname(&clause.chars[at..], weights, &mut found);
        self.without_surname(clause, at, &mut found);
    }

    /// Whether a word that ends every title, of one character, and a word of two stand at `at`.
    fn is_phrase(&self, clause: &Clause<'_>, at: usize) -> bool {
        let word = |at: usize, long: usize| clause.words(at).iter().any(|&(length, entry)| length == long && entry.word != NONE);
        clause.stops(at) && word(at, 1) && word(at + 1, 2)
    }

    /// Names without a surname: parts and characters of transliterated names, with or without · between them.
    fn without_surname(&self, clause: &Clause<'_>, at: usize, found: &mut impl FnMut(usize, i32)) {
        let weights = &self.weights.name;
        let chars = &clause.chars[at..];
        let dotted = chars.iter().take(DOT_WITHIN).any(|&c| matches!(c, '·' | '•'));
        // the cheapest way to each character, and how many signs it crossed
        let mut best = [None::<(i32, usize)>; LONGEST_NAME + 1];
        best[0] = Some((weights.foreign, 0));
        for j in 0..LONGEST_NAME.min(chars.len()) {
            let Some((cost, dots)) = best[j] else { continue };
            let mut reach = |length: usize, cost: i32, dots: usize| {
                if let Some(slot) = best.get_mut(j + length)
                    && slot.is_none_or(|(least, _)| cost < least)
                {
                    *slot = Some((cost, dots));
                }
            };
            let c = chars[j];
            if parts_names(c) {
                if j > 0 && !parts_names(chars[j - 1]) {
                    reach(1, cost + if dots == 0 { weights.foreign_dot } else { 0 }, dots + 1);
                }
                continue;
            }
            if !is_han(c) || dots == 0 && j >= UNDOTTED {
                continue;
            }
            let long = if j > 4 && dots == 0 { weights.foreign_long } else { 0 };
            if let Some(own) = character(c, Column::Foreign).or(if dotted { unseen_foreign() } else { None }) {
                reach(1, cost + own + long, dots);
            }
            for &(length, entry) in clause.words(at + j).iter().filter(|(_, entry)| !entry.is_plain()) {
                let part = self.dictionary.more(entry).name_part;
                if part != NONE {
                    reach(length, cost + part, dots);
                }
            }
        }
        for (j, way) in best.iter().enumerate().skip(2) {
            if let Some((cost, _)) = way.filter(|_| !parts_names(chars[j - 1])) {
                found(j, cost);
            }
        }
    }
}

/// Longest name without a surname, in characters; most of them in which no · stands; where its first · stands at the latest.
const LONGEST_NAME: usize = 18;
const UNDOTTED: usize = 8;
const DOT_WITHIN: usize = 12;

/// The signs that part the words of a name: · and what it is misprinted as.
fn parts_names(c: char) -> bool {
    matches!(c, '·' | '•' | '.' | '-' | '?')
}

/// A note or a quoted name at the head of `chars` that a body's name may go on behind: `(集团)`, `“五水共治”`; its length, and whether it
/// is short and plain.
fn enclosed(chars: &[char]) -> Option<(usize, bool)> {
    const LONGEST: usize = 24;
    const SHORT: usize = 8;
    let close = match chars.first()? {
        '(' => ')',
        '“' => '”',
        '"' => '"',
        '《' => '》',
        _ => return None,
    };
    let end = chars.iter().take(LONGEST).skip(1).position(|&c| c == close)? + 1;
    let goes_on = chars.get(end + 1).is_some_and(|&c| is_han(c));
    (end > 1 && goes_on).then(|| (end + 1, end <= SHORT && chars[1..end].iter().all(|&c| is_han(c))))
}

fn push(out: &mut Vec<Arc>, length: usize, kind: Kind, cost: i32) {
    out.push(Arc { length, kind, cost, bare: 0, joins: Joins::No });
}
