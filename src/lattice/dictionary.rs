//! All that a stretch of characters can be, with what each costs.

use super::Kind;
use crate::ruleset::{RuleSet, Weights};
use crate::vocabulary::{Vocabulary, costs};

/// No cost: the stretch is not that.
pub(super) const NONE: i32 = i32::MAX;

/// What one word can be. What few words are stands in [`More`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// A plain word, of one of three kinds.
    pub(super) word: i32,
    /// A word inside a body's name.
    pub(super) stem: i32,
    /// The word that ends a body's name.
    pub(super) head: i32,
    pub(super) group: Kind,
    /// Never inside a body's name.
    pub(super) stop: bool,
    /// A division's full name.
    pub(super) place: bool,
    /// Its row of [`Dictionary::more`]; the first row is empty.
    more: u32,
}

/// What a word of the rules can be besides.
#[derive(Debug, Clone, Copy)]
pub(super) struct More {
    pub(super) level: i32,
    /// A post, and what it costs more without a body before it.
    pub(super) role: i32,
    pub(super) bare: i32,
    /// A word that changes a post: 副, 常务; before the first of them 党组.
    pub(super) modifier: i32,
    pub(super) prefix: i32,
    pub(super) former: i32,
    /// 和, 驻 inside a body's name; 兼, 和 between two posts.
    pub(super) join: i32,
    pub(super) joint: i32,
    pub(super) address: i32,
    pub(super) act: i32,
    /// A part of a name without a surname.
    pub(super) name_part: i32,
}

impl Entry {
    const EMPTY: Entry = Entry { word: NONE, stem: NONE, head: NONE, group: Kind::Noun, stop: false, place: false, more: 0 };

    /// Whether the word is nothing but a word of news.
    pub(super) fn is_plain(&self) -> bool {
        self.more == 0
    }
}

impl More {
    const EMPTY: More = More {
        level: NONE,
        role: NONE,
        bare: 0,
        modifier: NONE,
        prefix: NONE,
        former: NONE,
        join: NONE,
        joint: NONE,
        address: NONE,
        act: NONE,
        name_part: NONE,
    };
}

/// Every word of the rules and of the base dictionary.
#[derive(Debug)]
pub(super) struct Dictionary {
    words: Vocabulary,
    entries: Vec<Entry>,
    more: Vec<More>,
}

impl Dictionary {
    pub(super) fn new(rules: &RuleSet, weights: &Weights) -> Self {
        let mut dictionary = Dictionary { words: Vocabulary::default(), entries: base(weights), more: vec![More::EMPTY] };
        dictionary.sections(rules, weights);
        dictionary.titles(weights);
        for rule in rules.rules.iter().filter(|rule| rule.form.is_some()) {
            for word in &rule.words {
                let (entry, more) = dictionary.edit(word);
                more.act = weights.word.act;
                entry.stop = true;
            }
        }
        for division in &rules.divisions {
            dictionary.entry(&division.name).place = true;
        }
        dictionary
    }

    /// Each word that begins `text`, with its length in characters.
    pub(super) fn each<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t Entry)> + 't {
        self.words.each(text).map(|(length, number)| (length, &self.entries[number as usize]))
    }

    /// What the word can be besides.
    pub(super) fn more(&self, entry: &Entry) -> &More {
        &self.more[entry.more as usize]
    }

    /// The entry of `word`, which is new when it has none.
    fn entry(&mut self, word: &str) -> &mut Entry {
        let number = self.words.add(word) as usize;
        self.entries.resize(self.words.len(), Entry::EMPTY);
        &mut self.entries[number]
    }

    /// The entry of `word` with a row for what else it is.
    fn edit(&mut self, word: &str) -> (&mut Entry, &mut More) {
        let number = self.words.add(word) as usize;
        self.entries.resize(self.words.len(), Entry::EMPTY);
        let entry = &mut self.entries[number];
        if entry.more == 0 {
            entry.more = self.more.len() as u32;
            self.more.push(More::EMPTY);
        }
        let row = entry.more as usize;
        (entry, &mut self.more[row])
    }

    /// Words of the rules, without the figures.
    fn sections(&mut self, rules: &RuleSet, weights: &Weights) {
        const SEEN_IN_NEWS: i32 = 1220; // a verb of the rules that the base dictionary does not have
        for section in &rules.sections {
            let bare = if section.has("weak") {
                weights.post.weak
            } else if section.has("bound") {
                weights.post.bound
            } else {
                0
            };
            let former = match section.class.as_str() {
                "status" => section.value("value") == Some("former"),
                "word" => matches!(section.value("key"), Some("former-inside" | "term-attribute")),
                _ => false,
            };
            let joint = section.class == "word" && matches!(section.value("key"), Some("title-joint" | "conjunction"));
            for word in &section.words {
                let length = word.chars().count() as i32;
                match section.class.as_str() {
                    "organ" => self.entry(word).head.lower(700),
                    "bare-head" => self.entry(word).head.lower(weights.body.bare_head),
                    "plain" => self.entry(word).word.lower(weights.word.plain),
                    "stop" | "verb" => {
                        let entry = self.entry(word);
                        entry.stop |= section.class == "stop";
                        if length > 1 && entry.word == NONE {
                            (entry.word, entry.group) = (SEEN_IN_NEWS, Kind::Verb);
                        }
                    }
                    "role" => {
                        let more = self.edit(word).1;
                        (more.role, more.bare) = if more.role == NONE { (weights.post.unseen, bare) } else { (more.role, more.bare.min(bare)) };
                    }
                    "role-modifier" => self.edit(word).1.modifier = if word == "副" { weights.post.deputy } else { weights.post.modifier },
                    "role-prefix" => self.edit(word).1.prefix = weights.post.prefix,
                    "level" => self.edit(word).1.level = weights.body.level,
                    "plain-body" => self.edit(word).1.level.lower(weights.body.plain_body),
                    "body-join" => self.edit(word).1.join = weights.body.join,
                    "name-part" => self.edit(word).1.name_part = weights.name.part + weights.name.part_character * length,
                    "translit" => self.edit(word).1.name_part.lower(weights.name.foreign_character),
                    "address" => {
                        let more = self.edit(word).1;
                        more.address = if more.role == NONE { weights.word.address } else { more.address };
                    }
                    _ if former => {
                        let (entry, more) = self.edit(word);
                        (more.former, entry.stop) = (weights.post.former, true);
                    }
                    _ if joint && (length > 1 || word.chars().all(crate::text::is_han)) => self.edit(word).1.joint = weights.word.joint,
                    _ => {}
                }
            }
        }
    }

    /// What posts and heads cost in real titles.
    fn titles(&mut self, weights: &Weights) {
        for line in include_str!("../../rules/base/titles.tsv").lines().skip(2) {
            let mut cells = line.split('\t');
            let (Some(word), Some(kind), Some(Ok(cost))) = (cells.next(), cells.next(), cells.next().map(str::parse)) else { continue };
            let (entry, more) = self.edit(word);
            match kind {
                "role" if more.role != NONE => {
                    more.role = cost;
                    if entry.stem != NONE {
                        entry.stem += weights.body.role_word;
                    }
                }
                "head" if entry.head != NONE => entry.head = cost,
                _ => {}
            }
        }
    }
}

/// The words of news.
fn base(weights: &Weights) -> Vec<Entry> {
    let plus = |cost: Option<i16>, more: i32| cost.map_or(NONE, |cost| i32::from(cost) + more);
    let entry = |(group, [word, stem, head]): (u8, [Option<i16>; 3])| Entry {
        word: plus(word, 0),
        stem: plus(stem, weights.body.stem),
        head: plus(head, weights.body.noun_head),
        group: match group {
            b'v' => Kind::Verb,
            b'f' => Kind::Function,
            b'w' => Kind::Loose,
            _ => Kind::Noun,
        },
        ..Entry::EMPTY
    };
    costs().map(entry).collect()
}

/// A cost that another may undercut.
trait Lower {
    fn lower(&mut self, other: Self);
}

impl Lower for i32 {
    fn lower(&mut self, other: i32) {
        *self = (*self).min(other);
    }
}
