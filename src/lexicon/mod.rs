//! The lexicon: rule words compiled for one pass over a text.
//!
//! [`Lexicon::scan`] runs once over the clean text and returns its hits; rule modules look at hits near each
//! other. Words that matter only next to a hit (what may follow a name, what hides inside a body's name) are looked up in
//! place instead, and cost nothing where nothing was hit.

use crate::lattice::Lattice;
pub(crate) use crate::vocabulary::WordMap;

use crate::record::Stage;
use crate::ruleset::{RuleSet, Section};
use crate::value::organ::OrganKind;
use crate::value::person::NameModel;
use crate::value::place::Gazetteer;
use crate::value::quantity::Modifier;
use crate::vocabulary::Vocabulary;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a word that is looked for can be. A word may be several things at once.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes(u16);

impl std::fmt::Debug for Classes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = [(Classes::ROLE, "post"), (Classes::STOP, "stop"), (Classes::HOLD, "hold"), (Classes::ACT, "act"), (Classes::NO_POST, "no-post")];
        let list: Vec<&str> = names.iter().filter(|(class, _)| self.any(*class)).map(|&(_, name)| name).collect();
        f.write_str(if list.is_empty() { "guard" } else { "" })?;
        f.write_str(&list.join("+"))
    }
}

impl Classes {
    /// A head noun of posts: 局长.
    pub const ROLE: Classes = Classes(1);
    /// Ends a title on its left.
    pub const STOP: Classes = Classes(2);
    /// A verb of holding a post: 现任, 曾任.
    pub const HOLD: Classes = Classes(4);
    /// A verb of a personnel act: 任命, 免去.
    pub const ACT: Classes = Classes(8);
    /// A person without a post: 村民.
    pub const NO_POST: Classes = Classes(16);

    /// Whether any class of `other` is among these.
    pub fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Classes) {
        self.0 |= other.0;
    }
}

/// How a post's head word behaves (see `rules/lexicon/roles.txt`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoleTraits {
    /// Stands without a body.
    pub alone: bool,
    /// Takes a body of any name.
    pub open: bool,
    /// Takes no body from the list it stands in.
    pub own: bool,
    /// An occupation: needs a recognised body.
    pub weak: bool,
    /// A personal grade.
    pub rank: bool,
    /// Says nothing without a body of its own: 组长, 队长.
    pub bound: bool,
    /// The kind of body it sits in.
    pub host: Option<OrganKind>,
}

/// What a word is that is looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub(crate) classes: Classes,
    pub(crate) role: RoleTraits,
    /// Status of a hold verb: whether the post is a former one.
    pub(crate) former: bool,
}

/// A word of the lexicon found in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// First byte in the clean text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What the word can be.
    pub classes: Classes,
    pub(crate) entry: u32,
}

/// Rule words compiled for scanning and look-up.
pub struct Lexicon {
    vocabulary: Vocabulary,
    /// Which of `entries` each word of the vocabulary has, counted from one; 0 is none.
    scanned: Vec<u32>,
    entries: Vec<Entry>,
    words: Vec<String>,
    /// All posts' head words, for titles given as a whole.
    pub(crate) roles: WordMap<RoleTraits>,
    pub(crate) modifiers: WordMap<()>,
    pub(crate) prefixes: WordMap<()>,
    pub(crate) organs: WordMap<(OrganKind, Option<OrganKind>)>,
    pub(crate) national: WordMap<()>,
    pub(crate) levels: WordMap<u8>,
    pub(crate) follow: WordMap<()>,
    pub(crate) shields: WordMap<()>,
    pub(crate) not_name: WordMap<()>,
    pub(crate) river: WordMap<()>,
    pub(crate) address: WordMap<()>,
    pub(crate) status: WordMap<bool>,
    pub(crate) holds: WordMap<bool>,
    pub(crate) pronouns: WordMap<()>,
    pub(crate) ethnic: WordMap<()>,
    pub(crate) bylines: WordMap<()>,
    pub(crate) byline_not: WordMap<()>,
    /// Words that code asks for by key: `[word key=…]`.
    keyed: FxHashMap<String, Words>,
    pub(crate) names: NameModel,
    pub(crate) places: Gazetteer,
    /// The segmentation into names, posts and words.
    pub(crate) lattice: Lattice,
    /// Words before a number that bound it.
    pub(crate) bounds: WordMap<Modifier>,
    /// Verbs of change: whether up.
    pub(crate) changes: WordMap<bool>,
    /// Words of a project's stage.
    pub(crate) stages: WordMap<Stage>,
    /// Words around the parties of a project: role, whether the name stands before the word.
    pub(crate) parties: WordMap<(String, bool)>,
    pub(crate) acts: WordMap<u16>,
    rule_ids: Vec<&'static str>,
    pub(crate) units: WordMap<crate::value::quantity::Unit>,
    /// Signs of currencies before a number: their ISO 4217 code.
    pub(crate) currencies: WordMap<String>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

impl Lexicon {
    /// Compiles the rule words.
    pub fn new(rules: &RuleSet) -> Self {
        let mut build = Build::default();
        let mut lexicon = Lexicon {
            vocabulary: Vocabulary::default(),
            scanned: Vec::new(),
            entries: Vec::new(),
            words: Vec::new(),
            roles: WordMap::default(),
            modifiers: WordMap::default(),
            prefixes: WordMap::default(),
            organs: WordMap::default(),
            national: WordMap::default(),
            levels: WordMap::default(),
            follow: WordMap::default(),
            shields: WordMap::default(),
            not_name: WordMap::default(),
            river: WordMap::default(),
            address: WordMap::default(),
            status: WordMap::default(),
            holds: WordMap::default(),
            pronouns: WordMap::default(),
            ethnic: WordMap::default(),
            bylines: WordMap::default(),
            byline_not: WordMap::default(),
            keyed: FxHashMap::default(),
            names: NameModel::new(rules),
            places: Gazetteer::new(rules),
            lattice: Lattice::new(rules),
            bounds: WordMap::default(),
            changes: WordMap::default(),
            stages: WordMap::default(),
            parties: WordMap::default(),
            acts: WordMap::default(),
            rule_ids: rules.rules.iter().map(|rule| intern(&rule.id)).collect(),
            units: WordMap::default(),
            currencies: WordMap::default(),
        };
        for section in &rules.sections {
            lexicon.section(section, &mut build);
        }
        for (index, rule) in rules.rules.iter().enumerate() {
            if rule.form.is_none() {
                continue;
            }
            for word in &rule.words {
                lexicon.acts.insert(word, index as u16);
                build.entry(word).classes.add(Classes::ACT);
            }
        }
        (lexicon.vocabulary, lexicon.scanned) = (build.vocabulary, build.scanned);
        (lexicon.words, lexicon.entries) = (build.words, build.entries);
        lexicon
    }

    fn section(&mut self, section: &Section, build: &mut Build) {
        let words = section.words.iter().map(String::as_str);
        match section.class.as_str() {
            "role" => {
                let role = RoleTraits {
                    alone: section.has("alone"),
                    open: section.has("open"),
                    own: section.has("own"),
                    weak: section.has("weak"),
                    rank: section.has("rank"),
                    bound: section.has("bound"),
                    host: section.value("host").and_then(OrganKind::parse),
                };
                for word in words {
                    let known = self.roles.get(word).copied();
                    // the first section that names a word says how it behaves
                    if known.is_none() {
                        self.roles.insert(word, role);
                        let entry = build.entry(word);
                        entry.classes.add(Classes::ROLE);
                        entry.role = role;
                    }
                }
            }
            "stop" => words.for_each(|w| build.entry(w).classes.add(Classes::STOP)),
            // swallows the post word inside it: 委员会, 主席台
            "guard" => words.for_each(|w| {
                build.entry(w);
            }),
            "no-post" => words.for_each(|w| build.entry(w).classes.add(Classes::NO_POST)),
            "hold" => {
                let former = section.value("status") == Some("former");
                for word in words {
                    self.holds.insert(word, former);
                    let entry = build.entry(word);
                    entry.classes.add(Classes::HOLD);
                    entry.former = former;
                }
            }
            "organ" => {
                let mut parts = section.attributes.iter();
                let kind = parts.next().and_then(|k| OrganKind::parse(k)).unwrap_or(OrganKind::Other);
                let attach = section.value("attach").and_then(OrganKind::parse);
                for word in words {
                    if !self.organs.contains(word) {
                        self.organs.insert(word, (kind, attach));
                    }
                }
            }
            "level" => {
                let tier = match section.value("tier") {
                    Some("province") => 1,
                    Some("prefecture") => 2,
                    Some("county") => 3,
                    _ => 4,
                };
                words.for_each(|w| self.levels.insert(w, tier));
            }
            "status" => {
                let acting = section.value("value") == Some("acting");
                words.for_each(|w| self.status.insert(w, acting));
            }
            "word" => {
                if let Some(key) = section.value("key") {
                    let set = self.keyed.entry(key.to_owned()).or_default();
                    for word in words {
                        set.map.insert(word, ());
                        set.list.push(word.to_owned());
                    }
                }
            }
            "modifier" => {
                let modifier = match section.value("value") {
                    Some("over") => Modifier::Over,
                    Some("under") => Modifier::Under,
                    _ => Modifier::About,
                };
                words.for_each(|w| self.bounds.insert(w, modifier));
            }
            "change" => {
                let up = section.value("direction") == Some("up");
                words.for_each(|w| self.changes.insert(w, up));
            }
            "stage" => {
                let stage = section.value("name").and_then(|n| serde_json::from_value::<Stage>(n.into()).ok());
                if let Some(stage) = stage {
                    words.for_each(|w| self.stages.insert(w, stage));
                }
            }
            "party" => {
                let role = section.value("role").unwrap_or_default();
                let after = section.has("after");
                words.for_each(|w| self.parties.insert(w, (role.to_owned(), after)));
            }
            "unit" => {
                for word in words {
                    match crate::value::quantity::Unit::parse(&section.attributes) {
                        Some(unit) if unit.before => self.currencies.insert(word, unit.symbol),
                        Some(unit) => self.units.insert(word, unit),
                        None => {}
                    }
                }
            }
            class => {
                let map = match class {
                    "role-modifier" => &mut self.modifiers,
                    "role-prefix" => &mut self.prefixes,
                    "national" => &mut self.national,
                    "verb" => &mut self.follow,
                    "shield" => &mut self.shields,
                    "not-name" => &mut self.not_name,
                    "river" => &mut self.river,
                    "address" => &mut self.address,
                    "pronoun" => &mut self.pronouns,
                    "ethnic" => &mut self.ethnic,
                    "byline" => &mut self.bylines,
                    "byline-not" => &mut self.byline_not,
                    "translit" => {
                        self.names.add_transliteration(&section.words);
                        return;
                    }
                    _ => return,
                };
                words.for_each(|w| map.insert(w, ()));
            }
        }
    }

    /// The id of a rule by its index.
    pub(crate) fn rule_id(&self, index: usize) -> &'static str {
        self.rule_ids.get(index).copied().unwrap_or_default()
    }

    /// The words of a `[word key=…]` section.
    pub(crate) fn keyed(&self, key: &str) -> &[String] {
        self.keyed.get(key).map_or(&[], |set| set.list.as_slice())
    }

    fn set(&self, key: &str) -> Option<&WordMap<()>> {
        self.keyed.get(key).map(|set| &set.map)
    }

    /// Whether `text` is a word of the section `key`.
    pub(crate) fn is(&self, key: &str, text: &str) -> bool {
        self.set(key).is_some_and(|set| set.contains(text))
    }

    /// Which word of the section `key` begins `text`, longest first: its length.
    pub(crate) fn starts(&self, key: &str, text: &str) -> Option<usize> {
        self.set(key)?.prefix(text).map(|(length, ())| length)
    }

    /// Which word of the section `key` ends `text`, longest first: its length.
    pub(crate) fn ends(&self, key: &str, text: &str) -> Option<usize> {
        self.set(key)?.suffix(text).map(|(at, ())| text.len() - at)
    }

    /// `text` without the word of the section `key` that ends it.
    pub(crate) fn strip_end<'t>(&self, key: &str, text: &'t str) -> Option<&'t str> {
        self.ends(key, text).map(|length| &text[..text.len() - length])
    }

    /// Whether `text` contains a word of the section `key`.
    pub(crate) fn has(&self, key: &str, text: &str) -> bool {
        self.find(key, text).is_some()
    }

    /// Where the first word of the section `key` stands in `text`, longest first.
    pub(crate) fn find(&self, key: &str, text: &str) -> Option<(usize, usize)> {
        self.set(key)?.find(text).map(|(start, end, ())| (start, end))
    }

    /// Where the word of the section `key` that ends last stands in `text`.
    pub(crate) fn last(&self, key: &str, text: &str) -> Option<(usize, usize)> {
        self.set(key)?.last(text).map(|(start, end, ())| (start, end))
    }

    /// One pass over `text`: leftmost-longest hits, in order.
    pub fn scan(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut from = 0;
        for (start, _) in text.char_indices() {
            if start < from {
                continue;
            }
            let entry = |(length, number): (usize, u32)| Some((length, self.scanned.get(number as usize)?.checked_sub(1)?));
            if let Some((length, entry)) = self.vocabulary.each(&text[start..]).filter_map(entry).last() {
                from = text[start..].char_indices().nth(length).map_or(text.len(), |(bytes, _)| start + bytes);
                hits.push(Hit { start, end: from, classes: self.entries[entry as usize].classes, entry });
            }
        }
        hits
    }

    /// The words that [`Lexicon::scan`] looks for.
    pub fn scanned_words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    pub(crate) fn entry(&self, hit: &Hit) -> &Entry {
        &self.entries[hit.entry as usize]
    }

    /// Whether the character at `at` stands inside a word that hides it (应急, 都匀): no stop word there.
    pub(crate) fn shielded(&self, text: &str, at: usize, end: usize) -> bool {
        let mut begin = at;
        for _ in 0..4 {
            let covers = |found: Option<usize>| found.is_some_and(|length| begin + length >= end && (begin < at || length > end - at));
            if covers(self.shields.prefix(&text[begin..]).map(|(n, _)| n)) || covers(self.places.prefix(&text[begin..]).map(|(n, _)| n)) {
                return true;
            }
            match text[..begin].chars().next_back() {
                Some(c) if crate::text::is_han(c) => begin -= c.len_utf8(),
                _ => break,
            }
        }
        false
    }
}

/// Rule ids live as long as the program: they are few, and each distinct one is kept once.
fn intern(id: &str) -> &'static str {
    static IDS: once_cell::sync::Lazy<std::sync::Mutex<FxHashSet<&'static str>>> = once_cell::sync::Lazy::new(Default::default);
    let mut ids = IDS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    match ids.get(id) {
        Some(known) => known,
        None => {
            let leaked: &'static str = Box::leak(id.to_owned().into_boxed_str());
            ids.insert(leaked);
            leaked
        }
    }
}

/// The words of a key, in order and for look-up.
#[derive(Default)]
struct Words {
    list: Vec<String>,
    map: WordMap<()>,
}

#[derive(Default)]
struct Build {
    vocabulary: Vocabulary,
    scanned: Vec<u32>,
    words: Vec<String>,
    entries: Vec<Entry>,
}

impl Build {
    fn entry(&mut self, word: &str) -> &mut Entry {
        let number = self.vocabulary.add(word) as usize;
        self.scanned.resize(self.vocabulary.len(), 0);
        if self.scanned[number] == 0 {
            self.words.push(word.to_owned());
            self.entries.push(Entry::default());
            self.scanned[number] = self.entries.len() as u32;
        }
        &mut self.entries[self.scanned[number] as usize - 1]
    }
}

/// Characters that end a phrase.
pub(crate) fn is_boundary(c: char) -> bool {
    matches!(
        c,
        ',' | '。'
            | ';'
            | ':'
            | '!'
            | '?'
            | '、'
            | '\n'
            | '\t'
            | '('
            | ')'
            | '“'
            | '”'
            | '"'
            | '‘'
            | '’'
            | '《'
            | '》'
            | '【'
            | '】'
            | '['
            | ']'
            | '〔'
            | '〕'
            | '|'
            | '/'
            | '★'
            | '▲'
            | '◀'
            | '▷'
            | '△'
            | '□'
            | '■'
            | '●'
            | '○'
            | '◆'
            | '…'
            | '<'
            | '>'
            | '「'
            | '」'
            | '~'
            | '*'
            | '#'
    )
}
