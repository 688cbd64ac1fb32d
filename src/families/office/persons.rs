//! Whom the document has named so far, and which of their posts: asked by place and by name, never by looking over all records.

use super::{Finds, find, person};
use crate::families::scope::window;
use crate::lexicon::WordMap;
use crate::record::Data;
use crate::value::person::{Name, Note};
use crate::value::post::{Status, Title};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// How far back the person is looked for that a pronoun or an empty subject stands for, in bytes.
const FAR: usize = 1_200;

/// Acts on one person and post that may cover a title: the last ones that begin before it.
const ACTS: usize = 16;

/// Persons and posts of the records, in step with them.
#[derive(Default)]
pub(super) struct Persons {
    /// The names known before this family began to read.
    names: WordMap<()>,
    /// Where persons are named: first byte, record.
    places: BTreeSet<(usize, usize)>,
    /// Person and title of each office.
    offices: FxHashSet<(String, String)>,
    /// Where the acts on each person and title stand.
    acts: FxHashMap<(String, String), BTreeSet<(usize, usize)>>,
    /// Records looked at.
    read: usize,
}

impl Persons {
    /// The persons of all records so far.
    pub(super) fn of(finds: &Finds) -> Self {
        let mut persons = Persons::default();
        for name in finds.records.iter().filter_map(|find| person(&find.data)) {
            persons.names.insert(name, ());
        }
        persons.keep_up(finds);
        persons
    }

    /// Takes in the records made since the last time.
    pub(super) fn keep_up(&mut self, finds: &Finds) {
        for (i, find) in finds.records.iter().enumerate().skip(self.read) {
            if let Some((_, start, _)) = find.person() {
                self.places.insert((start, i));
            }
            match &find.data {
                Data::Office(office) => {
                    self.offices.insert((office.person.clone(), office.title.clone()));
                }
                Data::Appointment(act) => {
                    self.acts.entry((act.person.clone(), act.title.clone())).or_default().insert((find.start, find.end));
                }
                _ => {}
            }
        }
        self.read = finds.records.len();
    }

    /// Whether a post is told already; one named only in an act is told there.
    fn has(&self, name: &Name, title: &Title) -> bool {
        self.offices.contains(&(name.name.clone(), title.text.clone())) || self.acted(name, title)
    }

    /// Whether an act names the post: it is told there.
    pub(super) fn acted(&self, name: &Name, title: &Title) -> bool {
        let key = (name.name.clone(), title.text.clone());
        let covered = |acts: &BTreeSet<(usize, usize)>| acts.range(..=(title.start, usize::MAX)).rev().take(ACTS).any(|&(_, end)| title.end <= end);
        self.acts.get(&key).is_some_and(covered)
    }

    /// Adds the posts `titles` of one person, but for those already told.
    pub(super) fn tell(&mut self, finds: &mut Finds, name: &Name, titles: Vec<Title>, former: bool) {
        let mut body = None;
        for mut title in titles {
            if former && title.status == Status::Current {
                title.status = Status::Former;
            }
            if !self.has(name, &title) {
                finds.records.push(find(name, &title, 0, if former { "office/career" } else { "office/name-title" }, body.clone()));
                self.keep_up(finds);
            }
            body = title.organization.clone().or(body);
        }
    }

    /// The person that a pronoun or an empty subject at `at` stands for: the last one named before, in the sentence or the article.
    pub(super) fn antecedent(&self, clean: &str, finds: &Finds, article: usize, sentence: usize, at: usize) -> Option<Name> {
        let low = window(clean, article, at, FAR);
        let told = || {
            let found = self.places.range((low, 0)..(at, 0)).rev().map(|&(_, i)| &finds.records[i]).find(|f| f.start >= low && f.end <= at)?;
            let (name, start, end) = found.person()?;
            Some(Name { start, end, name: name.to_owned(), after: end, note: found.note.clone() })
        };
        self.last_named(clean, sentence, at).or_else(|| self.last_named(clean, low, at)).or_else(told)
    }

    /// The last known name in `from..at`.
    fn last_named(&self, clean: &str, from: usize, at: usize) -> Option<Name> {
        let text = clean.get(from..at)?;
        text.char_indices().rev().find_map(|(i, _)| {
            let (length, ()) = self.names.prefix(&text[i..])?;
            let (start, end) = (from + i, from + i + length);
            Some(Name { start, end, name: clean[start..end].to_owned(), after: end, note: Note::default() })
        })
    }
}
