//! All that a stretch of characters can be, with what each costs.

use super::Kind;
use crate::ruleset::{RuleSet, Weights};
use crate::vocabulary::WordMap;

/// No cost: the stretch is not that.
pub(super) const NONE: i32 = i32::MAX;

/// What one word can be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// A plain word, of one of three kinds.
    pub(super) word: i32,
    pub(super) group: Kind,
    /// A word inside a body's name.
    pub(super) stem: i32,
    /// The word that ends a body's name.
    pub(super) head: i32,
    pub(super) place: i32,
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
    /// Never inside a body's name.
    pub(super) stop: bool,
}

impl Entry {
    const EMPTY: Entry = Entry {
        word: NONE,
        group: Kind::Noun,
        stem: NONE,
        head: NONE,
        place: NONE,
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
        stop: false,
    };
}

/// Every word of the rules and of the base dictionary.
#[derive(Debug)]
pub(super) struct Dictionary {
    words: WordMap<Entry>,
}

impl Dictionary {
    pub(super) fn new(rules: &RuleSet, weights: &Weights) -> Self {
        let mut build = Build { words: WordMap::default() };
        build.words.reserve(60_000);
        build.base(weights);
        build.sections(rules, weights);
        build.titles(weights);
        for rule in rules.rules.iter().filter(|rule| rule.form.is_some()) {
            for word in &rule.words {
                let entry = build.entry(word);
                entry.act = weights.word.act;
                entry.stop = true;
            }
        }
        for division in &rules.divisions {
            build.entry(&division.name).place = weights.body.place;
        }
        Dictionary { words: build.words }
    }

    /// Each word that begins `text`, with its length in bytes.
    pub(super) fn each<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t Entry)> + 't {
        self.words.prefixes(text)
    }
}

struct Build {
    words: WordMap<Entry>,
}

impl Build {
    fn entry(&mut self, word: &str) -> &mut Entry {
        self.words.entry(word, Entry::EMPTY)
    }

    /// Words of news.
    fn base(&mut self, weights: &Weights) {
        for cells in rows(include_str!("../../rules/base/words.tsv")) {
            let [word, group, cost, stem, head] = cells[..] else { continue };
            let group = match group {
                "v" => Kind::Verb,
                "f" => Kind::Function,
                "w" => Kind::Loose,
                _ => Kind::Noun,
            };
            let entry = self.entry(word);
            entry.word = number(cost);
            entry.group = group;
            entry.stem = number(stem) + weights.body.stem;
            if !head.is_empty() {
                entry.head = number(head) + weights.body.noun_head;
            }
        }
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
            for word in &section.words {
                let long = word.chars().count() > 1;
                let entry = self.entry(word);
                match section.class.as_str() {
                    "role" if entry.role == NONE => (entry.role, entry.bare) = (weights.post.unseen, bare),
                    "role" => entry.bare = entry.bare.min(bare),
                    "role-modifier" => entry.modifier = if word == "副" { weights.post.deputy } else { weights.post.modifier },
                    "role-prefix" => entry.prefix = weights.post.prefix,
                    "organ" => entry.head = entry.head.min(700),
                    "level" => entry.level = weights.body.level,
                    "status" if section.value("value") == Some("former") => entry.former = weights.post.former,
                    "body-join" => entry.join = weights.body.join,
                    "plain-body" => entry.level = entry.level.min(weights.body.plain_body),
                    "bare-head" => entry.head = entry.head.min(weights.body.bare_head),
                    "plain" => entry.word = entry.word.min(weights.word.plain),
                    "name-part" => entry.name_part = weights.name.part + weights.name.part_character * (word.chars().count() as i32),
                    "translit" => entry.name_part = entry.name_part.min(weights.name.foreign_character),
                    "address" if entry.role == NONE => entry.address = weights.word.address,
                    "stop" | "verb" => {
                        entry.stop |= section.class == "stop";
                        if long && entry.word == NONE {
                            (entry.word, entry.group) = (SEEN_IN_NEWS, Kind::Verb);
                        }
                    }
                    "word" => match section.value("key") {
                        Some("former-inside" | "term-attribute") => entry.former = weights.post.former,
                        Some("title-joint" | "conjunction") if long || word.chars().all(crate::text::is_han) => entry.joint = weights.word.joint,
                        _ => {}
                    },
                    _ => {}
                }
                if entry.former != NONE {
                    entry.stop = true;
                }
            }
        }
    }

    /// What posts and heads cost in real titles.
    fn titles(&mut self, weights: &Weights) {
        for cells in rows(include_str!("../../rules/base/titles.tsv")) {
            let [word, kind, cost] = cells[..] else { continue };
            let entry = self.entry(word);
            match kind {
                "role" if entry.role != NONE => {
                    entry.role = number(cost);
                    if entry.stem != NONE {
                        entry.stem += weights.body.role_word;
                    }
                }
                "head" if entry.head != NONE => entry.head = number(cost),
                _ => {}
            }
        }
    }
}

/// The rows of a table of figures: no comment, no header.
pub(super) fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(2).map(|line| line.split('\t').collect())
}

pub(super) fn number(cell: &str) -> i32 {
    cell.parse().unwrap_or(NONE / 4)
}
