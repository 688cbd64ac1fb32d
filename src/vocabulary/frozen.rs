//! The tables that `rules/build.rs` freezes when the crate is built: nothing of them is parsed at run time.

use super::WordMap;
use crawdad::Trie;
use once_cell::sync::Lazy;

static TRIE: Lazy<Trie> = Lazy::new(|| Trie::deserialize_from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/words.trie"))).0);
static COSTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.costs"));
static CHARACTERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/characters"));
static SURNAMES: &[([char; 2], i16)] = include!(concat!(env!("OUT_DIR"), "/surnames.rs"));
static STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/borders.starts"));
static CELLS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/borders.cells"));

/// The first character that has a row.
const FIRST: usize = 0x3000;

/// A cost that is not there.
const NONE: i16 = i16::MAX;

/// What a character costs where it stands, in `rules/base/characters.tsv`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column {
    /// A surname.
    Surname,
    /// The given name of one character.
    Single,
    /// The first and the second of a given name of two.
    First,
    Second,
    /// In a name without a surname.
    Foreign,
    /// In a division's name.
    Place,
}

/// The cost of `c` in `column`.
pub(crate) fn character(c: char, column: Column) -> Option<i32> {
    let at = (c as usize).checked_sub(FIRST)? * 6 + column as usize;
    let cost = i16::from_le_bytes(*CHARACTERS.get(2 * at..)?.first_chunk()?);
    (cost != NONE).then_some(i32::from(cost))
}

/// The cost of a surname of two characters.
pub(crate) fn compound(first: char, second: char) -> Option<i32> {
    SURNAMES.binary_search_by_key(&[first, second], |&(name, _)| name).ok().map(|at| i32::from(SURNAMES[at].1))
}

/// What a character costs that is not seen in names without a surname.
pub(crate) fn unseen_foreign() -> Option<i32> {
    compound('*', '*')
}

/// The letter that says how hard a word ends between `a` and `b`.
pub(crate) fn border(a: char, b: char) -> Option<u8> {
    let row = (a as usize).checked_sub(FIRST)? * 4;
    let start = |at: usize| Some(3 * u32::from_le_bytes(*STARTS.get(at..)?.first_chunk()?) as usize);
    let cells = CELLS.get(start(row)?..start(row + 4)?)?.as_chunks::<3>().0;
    let b = u16::try_from(u32::from(b)).ok()?;
    cells.binary_search_by_key(&b, |cell| u16::from_le_bytes([cell[0], cell[1]])).ok().map(|at| cells[at][2])
}

/// Group letter, cost, cost inside and at the end of a body's name, for each frozen word in the order of [`Vocabulary`].
pub(crate) fn costs() -> impl Iterator<Item = (u8, [Option<i16>; 3])> {
    COSTS.as_chunks::<8>().0.iter().map(|row| {
        let cell = |i: usize| Some(i16::from_le_bytes([row[2 * i], row[2 * i + 1]])).filter(|&cost| cost != NONE);
        (row[0], [cell(1), cell(2), cell(3)])
    })
}

/// Numbers for words: those of the crate's rules, and those that an overlay adds.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    added: WordMap<u32>,
    more: u32,
}

impl Vocabulary {
    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        COSTS.len() / 8 + self.more as usize
    }

    /// The number of `word`.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        TRIE.exact_match(word.chars()).or_else(|| self.added.get(word).copied())
    }

    /// The number of `word`, which is a new one when it is new.
    pub(crate) fn add(&mut self, word: &str) -> u32 {
        self.number(word).unwrap_or_else(|| {
            let number = self.len() as u32;
            self.added.insert(word, number);
            self.more += 1;
            number
        })
    }

    /// Every word that begins `text`, shortest first: its length in characters, its number.
    pub(crate) fn each<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, u32)> + 't {
        let added = (self.more > 0).then(|| self.added.prefixes(text).map(|(bytes, &number)| (text[..bytes].chars().count(), number)));
        TRIE.common_prefix_search(text.chars()).map(|(number, length)| (length, number)).chain(added.into_iter().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Vocabulary, border, character, compound, unseen_foreign};

    #[test]
    fn frozen_tables_answer() {
        assert!(character('王', Column::Surname) < character('者', Column::Surname).or(Some(i32::MAX)));
        assert!(compound('欧', '阳').is_some() && compound('王', '李').is_none() && unseen_foreign().is_some() && character('a', Column::Single).is_none());
        assert!(border('任', '命') > border('长', '李') && border('a', '一').is_none());
    }

    #[test]
    fn words_have_numbers() {
        let mut words = Vocabulary::default();
        let (known, frozen) = (words.number("局长"), words.len());
        assert!(known.is_some_and(|number| (number as usize) < frozen));
        assert_eq!(words.add("局长"), known.unwrap());
        assert_eq!(words.add("鹅卵县"), frozen as u32);
        let found: Vec<usize> = words.each("鹅卵县长").map(|(length, _)| length).collect();
        assert_eq!(found.last(), Some(&3));
    }
}
