//! Record families: one module each. A family reads a [`Document`] and returns raw finds; it resolves nothing.

pub(crate) mod appointments;
pub(crate) mod deputies;
pub(crate) mod notice;
pub(crate) mod office;

use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::record::Data;
use crate::ruleset::FamilyRule;
use crate::value::person::Note;
use crate::value::post::Title;

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
    pub confidence: f32,
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

/// Everything that the families found in a document.
#[derive(Debug, Default)]
pub(crate) struct Finds {
    pub(crate) records: Vec<Find>,
    pub(crate) unparsed: Vec<(usize, usize, String)>,
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

    /// Runs all families.
    pub(crate) fn read(self) -> Finds {
        let mut finds = Finds::default();
        appointments::read(self, &mut finds);
        deputies::read(self, &mut finds);
        office::read(self, &mut finds);
        finds
    }
}
