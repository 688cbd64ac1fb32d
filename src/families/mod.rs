//! Record families: one module each. A family reads a [`Document`] and returns raw finds; it resolves nothing.

pub(crate) mod appointments;
pub(crate) mod deputies;
mod frame;
pub(crate) mod notice;
pub(crate) mod office;
pub(crate) mod projects;
pub(crate) mod scope;
pub(crate) mod stance;
pub(crate) mod unparsed;

use crate::document::Document;
use crate::lexicon::{Lexicon, is_boundary};
use crate::record::Data;
use crate::ruleset::FamilyRule;
use crate::text::is_han;
use crate::value::person::{Expect, Name, Note};
use crate::value::post::Title;
use rustc_hash::FxHashSet;

/// A record before resolution: clean-text positions instead of spans, titles instead of jurisdictions.
#[derive(Debug, Clone)]
pub struct Find {
    /// First clean byte of the evidence.
    pub start: usize,
    /// Clean byte after the last.
    pub end: usize,
    /// Rule id.
    pub rule: &'static str,
    /// 0–1.
    pub confidence: f64,
    /// What was read.
    pub data: Data,
    /// The title as parsed, for records that have one.
    pub title: Option<Title>,
    /// The body that the sentence named before: what 县长 belongs to in 台安县委副书记、县长.
    pub context: Option<String>,
    /// Clean positions of values: key, start, end.
    pub parts: Vec<(&'static str, usize, usize)>,
    /// The note behind the name.
    pub note: Note,
}

impl Find {
    /// The person of the record, and where the name stands.
    pub(crate) fn person(&self) -> Option<(&str, usize, usize)> {
        let &(_, start, end) = self.parts.iter().find(|part| part.0 == "person")?;
        Some((office::person(&self.data)?, start, end))
    }
}

/// Everything that the families found in a document.
#[derive(Debug, Default)]
pub(crate) struct Finds {
    pub(crate) records: Vec<Find>,
    pub(crate) unparsed: Vec<(usize, usize, String)>,
    /// Articles that are announcements before appointment: read as a whole.
    pub(crate) announcements: FxHashSet<usize>,
    /// First lines of the tables that tell of acts.
    pub(crate) acted: FxHashSet<usize>,
}

/// What a family sees: the document and the lexicon.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) rules: &'a [FamilyRule],
}

impl<'a> Reader<'a> {
    pub(crate) fn clean(&self) -> &'a str {
        self.document.text.clean()
    }

    /// The rules in force.
    pub(crate) fn rules(&self) -> &'a [FamilyRule] {
        self.rules
    }

    /// The name that the segmentation found at `start..end`, without padding, with the note and the form of address behind it.
    pub(crate) fn name_of(&self, start: usize, end: usize) -> Name {
        let clean = self.clean();
        let (after, note) = self.lexicon.note_after(clean, end);
        Name { start, end, name: clean[start..end].chars().filter(|&c| c != ' ').collect(), after, note }
    }

    /// Reads a name at `at`; padding inside it proves a name whose surname no list has.
    pub(crate) fn read_name(&self, at: usize, expect: Expect) -> Option<Name> {
        let clean = self.clean();
        if expect == Expect::Person
            && let Some(read) = self.document.person_at(at)
        {
            let token = read?;
            return Some(self.name_of(token.start, token.end));
        }
        self.lexicon.read_name(clean, at, expect).or_else(|| {
            let start = at + (clean[at..].len() - clean[at..].trim_start_matches(' ').len());
            let mut chars = clean[start..].char_indices();
            let (_, first) = chars.next().filter(|&(_, c)| is_han(c))?;
            let (next, second) = chars.next()?;
            let spaced = second == ' ' && start > at;
            if !spaced && !self.document.text.padded(start + next) {
                return self.unlisted_name(start);
            }
            let given_from = start + next + usize::from(second == ' ');
            let run: Vec<char> = clean[given_from..].chars().take_while(|&c| is_han(c)).take(if spaced { 2 } else { 1 }).collect();
            // 卞 和说, 更 新共同: the given name ends where something clear follows
            let fitting = |n: usize, clear: fn(&Lexicon, &str) -> bool| {
                let given: String = run[..n].iter().collect();
                let end = given_from + given.len();
                let name = format!("{first}{given}");
                let ends = !spaced || clear(self.lexicon, &clean[end..]);
                let function = n > 1 && self.lexicon.ends("function-word", &given).is_some();
                let (after, note) = self.lexicon.note_after(clean, end);
                (ends && !function && self.lexicon.roles.suffix(&name).is_none()).then_some(Name { start, end, name, after, note })
            };
            [Lexicon::ends_clearly as fn(&Lexicon, &str) -> bool, Lexicon::ends_softly]
                .into_iter()
                .find_map(|clear| (1..=run.len()).rev().find_map(|n| fitting(n, clear)))
        })
    }

    /// A name whose surname no list has, with nothing else it could be: two or three characters up to a clear end.
    fn unlisted_name(&self, start: usize) -> Option<Name> {
        let clean = self.clean();
        let run: Vec<(usize, char)> = clean[start..].char_indices().take(4).take_while(|&(_, c)| is_han(c)).collect();
        [3usize, 2].into_iter().find_map(|n| {
            let &(at, last) = run.get(n - 1)?;
            let end = start + at + last.len_utf8();
            let name = &clean[start..end];
            let plain = self.lexicon.could_be_name(name) && self.lexicon.ends_clearly(&clean[end..]);
            let (after, note) = self.lexicon.note_after(clean, end);
            plain.then(|| Name { start, end, name: name.to_owned(), after, note })
        })
    }

    /// Runs all families.
    pub(crate) fn read(self) -> Finds {
        let mut finds = Finds::default();
        appointments::read(self, &mut finds);
        deputies::read(self, &mut finds);
        office::read(self, &mut finds);
        projects::read(self, &mut finds);
        unparsed::read(self, &mut finds);
        finds
    }
}

/// The sentences of `start..end`: split at `stops`, and where they grow longer than `longest` bytes at any other mark: nothing that
/// is read needs more, and the time stays linear in a text without stops.
pub(crate) fn sentences(clean: &str, start: usize, end: usize, stops: &[char], longest: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = start;
    for (i, c) in clean[start..end].char_indices() {
        let at = start + i;
        let stop = stops.contains(&c);
        if stop || at - from > longest && is_boundary(c) || at - from > 2 * longest {
            out.push((from, at));
            from = if stop || is_boundary(c) { at + c.len_utf8() } else { at };
        }
    }
    if from < end {
        out.push((from, end));
    }
    out
}
