//! One scored segmentation (分词) of a clause into persons, posts, bodies and words.
//!
//! `会上|市水利局`, `宣传部长|江小忠|强调`, `原州区|区委书记`, `江西泰和|人` are one question: of all ways to cut the clause, which costs least? A
//! token costs −100·ln of its likelihood, a pair of neighbouring kinds what `rules/weights.toml` says, the cut beside a name how hard
//! words end there. A body's name is no token but a run of them: stems, places, levels and the words that head it. Costs are whole
//! numbers, so the answer is the same on every machine; time is linear in the clause.

mod arcs;
mod dictionary;
mod names;
mod path;

use crate::ruleset::{RuleSet, Weights};
use crate::vocabulary::WordMap;
use arcs::Clause;
use dictionary::Dictionary;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// The beginning of a clause.
    Start,
    /// Punctuation, a space, 兼 or 和 between posts.
    Mark,
    /// 、 or 和 behind a person.
    MarkBehindPerson,
    /// 、 or 兼 behind a post.
    MarkBehindPost,
    /// An adverb, a preposition, a conjunction.
    Function,
    Verb,
    /// A verb that says nothing of persons, a numeral, a word of place: it stands inside bodies' names too.
    Loose,
    /// Any other word.
    Noun,
    /// The space of a layout behind a post: 副主任| |何必.
    GapBehindPost,
    /// 原, 前, 时任 before a post.
    Former,
    /// A division's full name.
    Place,
    /// 市, 我省: the division the page is about.
    Level,
    /// A word or a proper name inside a body's name.
    Stem,
    /// 和, 驻 inside a body's name.
    Join,
    /// The word that ends a body's name: 局, 委员会.
    Head,
    /// The post in a body: 副局长.
    Role,
    /// A post behind its holder: 习近平|总书记.
    RoleBehindPerson,
    /// A person's name (姓名).
    Person,
    /// 同志, 先生 behind a person.
    Address,
    /// The verb of an act: 任命, 免去.
    Act,
}

/// How many kinds there are.
const KINDS: usize = 20;

impl Kind {
    const ALL: [Kind; KINDS] = [
        Kind::Start,
        Kind::Mark,
        Kind::MarkBehindPerson,
        Kind::MarkBehindPost,
        Kind::Function,
        Kind::Verb,
        Kind::Loose,
        Kind::Noun,
        Kind::GapBehindPost,
        Kind::Former,
        Kind::Place,
        Kind::Level,
        Kind::Stem,
        Kind::Join,
        Kind::Head,
        Kind::Role,
        Kind::RoleBehindPerson,
        Kind::Person,
        Kind::Address,
        Kind::Act,
    ];

    /// Its name in `weights.toml`, and the group it belongs to there.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Kind::Start => ("start", ""),
            Kind::Mark => ("mark", ""),
            Kind::MarkBehindPerson => ("mark_behind_person", "mark"),
            Kind::MarkBehindPost => ("mark_behind_post", "mark"),
            Kind::Function => ("function", "word"),
            Kind::Verb => ("verb", "word"),
            Kind::Loose => ("loose", "word"),
            Kind::Noun => ("noun", "word"),
            Kind::GapBehindPost => ("gap_behind_post", "mark"),
            Kind::Former => ("former", ""),
            Kind::Place => ("place", "title"),
            Kind::Level => ("level", "title"),
            Kind::Stem => ("stem", "title"),
            Kind::Join => ("join", "title"),
            Kind::Head => ("head", "title"),
            Kind::Role => ("role", ""),
            Kind::RoleBehindPerson => ("role_behind_person", "role"),
            Kind::Person => ("person", ""),
            Kind::Address => ("address", ""),
            Kind::Act => ("act", "verb"),
        }
    }

    /// Whether tokens of this kind are part of a body's name.
    pub(crate) fn in_body(self) -> bool {
        matches!(self, Kind::Place | Kind::Level | Kind::Stem | Kind::Join | Kind::Head)
    }

    /// Whether the token is a post, before or behind its holder.
    pub(crate) fn is_post(self) -> bool {
        matches!(self, Kind::Role | Kind::RoleBehindPerson)
    }
}

/// One token: a stretch of the clean text and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
}

/// The tables and weights of the segmentation.
#[derive(Debug)]
pub(crate) struct Lattice {
    dictionary: Dictionary,
    weights: Weights,
    /// What each kind costs behind each other.
    after: [[i32; KINDS]; KINDS],
}

impl Lattice {
    pub(crate) fn new(rules: &RuleSet) -> Self {
        let weights = rules.weights.clone();
        Lattice { dictionary: Dictionary::new(rules, &weights), after: transitions(&weights), weights }
    }

    /// The tokens of `clauses`, which are stretches of `clean` in order; `joins` are the bytes before which padding was taken out, which
    /// stands only inside names. Names that stand beside a post anywhere in them are likelier
    /// names everywhere, so what such a name could change is read a second time.
    pub(crate) fn read(&self, clean: &str, clauses: &[(usize, usize)], joins: &[u32]) -> Vec<Token> {
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        let mut first = Vec::with_capacity(clauses.len());
        for &(start, end) in clauses {
            let tokens = self.segment(&Clause::new(&self.dictionary, clean, start, end, joins), &FxHashSet::default());
            for pair in tokens.windows(2).filter(|pair| pair[1].kind == Kind::Person) {
                if matches!(pair[0].kind, Kind::Role | Kind::GapBehindPost | Kind::MarkBehindPerson) {
                    *counts.entry(&clean[pair[1].start..pair[1].end]).or_default() += 1;
                }
            }
            first.push(tokens);
        }
        let names = supported(&counts);
        let mut words = WordMap::default();
        names.iter().for_each(|name| words.insert(name, ()));
        for (tokens, &(start, end)) in first.iter_mut().zip(clauses) {
            if words.find(&clean[start..end]).is_some() {
                *tokens = self.segment(&Clause::new(&self.dictionary, clean, start, end, joins), &names);
            }
        }
        first.concat()
    }
}

/// The names that support themselves: of two that begin alike, the one told more often, else the longer.
fn supported<'t>(counts: &FxHashMap<&'t str, u32>) -> FxHashSet<&'t str> {
    let mut names: FxHashSet<&str> = counts.keys().copied().collect();
    for (long, &often) in counts {
        let shorter = long.char_indices().skip(2).map(|(at, _)| &long[..at]);
        for (short, &count) in shorter.filter_map(|short| counts.get_key_value(short)) {
            names.remove(if count > often { long } else { short });
        }
    }
    names
}

/// What each kind costs behind each other, as `[after.*]` says: the finest key that fits.
fn transitions(weights: &Weights) -> [[i32; KINDS]; KINDS] {
    const OTHER: i32 = 300;
    let mut out = [[OTHER; KINDS]; KINDS];
    for (row, kind) in out.iter_mut().zip(Kind::ALL) {
        let (own, group) = kind.names();
        let Some(listed) = weights.after.get(own).or_else(|| weights.after.get(group)) else { continue };
        let other = listed.get("other").copied().unwrap_or(OTHER);
        for (cost, next) in row.iter_mut().zip(Kind::ALL) {
            let (own, group) = next.names();
            let coarse = if matches!(next, Kind::Act) { "word" } else { group };
            *cost = [own, group, coarse].iter().find_map(|key| listed.get(*key)).copied().unwrap_or(other);
        }
        // 同志 stands only behind a name, 和 inside a name only behind a part of one
        if kind != Kind::Person {
            row[Kind::Address as usize] = path::NEVER;
        }
        if !matches!(kind, Kind::Stem | Kind::Head | Kind::Place) {
            row[Kind::Join as usize] = path::NEVER;
        }
    }
    out
}
