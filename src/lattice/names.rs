//! What a stretch of characters costs as a person's name, and a cut between two characters.

use super::dictionary::{number, rows};
use crate::ruleset::NameWeights;
use crate::text::is_han;
use rustc_hash::{FxHashMap, FxHashSet};

/// Figures of the characters of names.
#[derive(Debug)]
pub(super) struct NameFigures {
    surnames: FxHashMap<&'static str, i32>,
    /// As a given name of one character, as the first and the second of two, in names without a surname, in names of divisions.
    characters: [FxHashMap<char, i32>; 5],
    unseen_foreign: i32,
    /// Behind the first character of a pair, each second one with the letter of the cost.
    borders: FxHashMap<char, &'static str>,
}

/// Columns of [`NameFigures::characters`].
const SINGLE: usize = 0;
const FIRST: usize = 1;
const SECOND: usize = 2;
const FOREIGN: usize = 3;
const PLACE: usize = 4;

impl NameFigures {
    pub(super) fn new() -> Self {
        let mut figures = NameFigures { surnames: FxHashMap::default(), characters: Default::default(), unseen_foreign: 900, borders: FxHashMap::default() };
        for cells in rows(include_str!("../../rules/base/characters.tsv")) {
            let [kind, text, cost] = cells[..] else { continue };
            let cost = number(cost);
            let column = match kind {
                "surname" => {
                    figures.surnames.insert(text, cost);
                    continue;
                }
                "single" => SINGLE,
                "first" => FIRST,
                "second" => SECOND,
                "foreign" if text == "*" => {
                    figures.unseen_foreign = cost;
                    continue;
                }
                "foreign" => FOREIGN,
                _ => PLACE,
            };
            if let Some(c) = text.chars().next() {
                figures.characters[column].insert(c, cost);
            }
        }
        for cells in rows(include_str!("../../rules/base/borders.tsv")) {
            if let [first, second] = cells[..]
                && let Some(c) = first.chars().next()
            {
                figures.borders.insert(c, second);
            }
        }
        figures
    }

    /// What a cut between two characters costs: how seldom a word ends there.
    pub(super) fn border(&self, before: Option<char>, behind: Option<char>) -> i32 {
        const UNSEEN: i32 = -100;
        const STEP: i32 = 50;
        let (Some(a), Some(b)) = (before, behind) else { return UNSEEN };
        if !is_han(a) || !is_han(b) {
            return UNSEEN;
        }
        let Some(row) = self.borders.get(&a) else { return UNSEEN };
        let letter = row.find(b).and_then(|at| row.as_bytes().get(at + b.len_utf8()));
        letter.map_or(UNSEEN, |&letter| STEP * (i32::from(letter) - i32::from(b'g')))
    }

    /// What a character costs in an unknown proper name inside a body's name.
    pub(super) fn place(&self, c: char) -> Option<i32> {
        self.characters[PLACE].get(&c).copied()
    }

    /// Names with a surname of one or two characters; one space of padding may stand behind each character.
    pub(super) fn with_surname(&self, chars: &[char], weights: &NameWeights, mut found: impl FnMut(usize, i32)) {
        let mut name = ['\0'; 4];
        let mut ends = [0usize; 4];
        let (mut count, mut gaps, mut at) = (0, 0, 0);
        let mut padding = [0i32; 4];
        while count < 4 && at < chars.len() {
            if chars[at] == ' ' && count > 0 && ends[count - 1] == at {
                gaps += 1;
                at += 1;
                continue;
            }
            if !is_han(chars[at]) {
                break;
            }
            name[count] = chars[at];
            at += 1;
            ends[count] = at;
            padding[count] = gaps.min(1) * weights.gap;
            count += 1;
        }
        let mut text = String::with_capacity(8);
        for surname in 1..=2usize {
            if count <= surname {
                break;
            }
            text.clear();
            text.extend(&name[..surname]);
            let cost = match self.surnames.get(text.as_str()) {
                Some(&cost) => cost,
                None if surname == 1 => weights.unlisted_surname,
                None => continue,
            };
            let figure = |column: usize, c: char| self.characters[column].get(&c).copied().unwrap_or(weights.unseen_given);
            for given in 1..=2usize.min(count - surname) {
                let last = surname + given - 1;
                let own = match given {
                    1 => figure(SINGLE, name[last]) + weights.given_single,
                    _ => figure(FIRST, name[surname]) + figure(SECOND, name[last]) + weights.given_double,
                };
                let place = if last > 1 && PLACE_ENDINGS.contains(&name[last]) { weights.place_ending } else { 0 };
                found(ends[last], cost + own + padding[last] + place);
            }
        }
        // 陈冯|富珍: a husband's surname before one's own
        let single = |i: usize| self.surnames.get(name[i].encode_utf8(&mut [0; 4]) as &str).copied();
        if let (4, Some(first), Some(second)) = (count, single(0), single(1)) {
            let figure = |column: usize, c: char| self.characters[column].get(&c).copied().unwrap_or(weights.unseen_given);
            found(ends[3], first + second + figure(FIRST, name[2]) + figure(SECOND, name[3]) + weights.given_double + weights.double_surname);
        }
    }

    /// What a character costs in a name without a surname.
    pub(super) fn foreign(&self, c: char) -> Option<i32> {
        self.characters[FOREIGN].get(&c).copied()
    }

    /// What any other character costs there, where a · shows that it is such a name.
    pub(super) fn unseen_foreign(&self) -> i32 {
        self.unseen_foreign
    }
}

/// What the names of villages and bodies end with.
const PLACE_ENDINGS: [char; 9] = ['村', '镇', '乡', '县', '区', '局', '厅', '委', '市'];

/// Names told of in a document.
pub(super) type Known<'a> = FxHashSet<&'a str>;
