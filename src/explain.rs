//! Explanation: what the lexicon saw at a place, what became a record, what was refused.

use crate::document::{Document, LineKind};
use crate::families::{Reader, office, scope};
use crate::lexicon::Lexicon;
use crate::record::{Record, Unparsed};
use crate::resolve;
use crate::ruleset::RuleSet;
use serde::Serialize;
use std::collections::BTreeMap;

/// What happened in one sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The sentence as the rules read it.
    pub sentence: String,
    /// How its line was understood: `Body`, `Boilerplate` …
    pub line: String,
    /// Words of the lexicon with their classes.
    pub words: Vec<String>,
    /// How the sentence was cut: each token and what it is.
    pub tokens: Vec<String>,
    /// What the article says of all its acts: who issued and signed it, the session, the days, the number.
    pub frame: BTreeMap<&'static str, String>,
    /// Posts and what was thought of them.
    pub posts: Vec<String>,
    /// Records that begin in the sentence: rule, type, evidence.
    pub records: Vec<String>,
    /// Notes on text that no rule understood.
    pub unparsed: Vec<String>,
}

/// Furthest look ahead for the end of a sentence, in characters: text without stops is explained in pieces.
const AHEAD: usize = 300;

/// A document read once, of which any sentence can be explained.
pub(crate) struct Explainer<'a> {
    reader: Reader<'a>,
    records: Vec<Record>,
    unparsed: Vec<Unparsed>,
}

impl<'a> Explainer<'a> {
    pub(crate) fn new(rules: &'a RuleSet, lexicon: &'a Lexicon, document: &'a Document<'a>) -> Self {
        let reader = Reader { document, lexicon, rules: rules.rules() };
        let (records, unparsed) = resolve::records(document, lexicon, reader.read());
        Explainer { reader, records, unparsed }
    }

    /// Explains the sentence that holds byte `at` of the source.
    pub(crate) fn sentence(&self, at: usize) -> Explanation {
        let (reader, document) = (self.reader, self.reader.document);
        let clean = document.clean();
        let here = self.clean_at(at);
        let start = scope::sentence_start(clean, here);
        let ahead = scope::head(&clean[here..], AHEAD);
        let end = here + ahead.find(['。', '\n', ';']).unwrap_or(ahead.len());
        let line = document.line_at(here);
        let hits = document.hits_in(start, end);
        let words = hits.iter().map(|hit| format!("{} {:?}", &clean[hit.start..hit.end], hit.classes)).collect();
        let posts = office::trace(reader, start, end);
        let tokens = document.tokens_in(start, end).iter().map(|t| format!("{} {:?}", &clean[t.start..t.end], t.kind)).collect();
        let [from, to] = document.text.span(start, end.max(start)).bytes;
        // records are in order of their spans
        let first = self.records.partition_point(|r| r.span.bytes[0] < from);
        let within = self.records[first..].iter().take_while(|r| r.span.bytes[0] < to.max(from + 1));
        Explanation {
            sentence: clean[start..end].to_owned(),
            line: format!("{:?}", document.kinds.get(line).copied().unwrap_or(LineKind::Body)),
            words,
            tokens,
            // an empty text has no article
            frame: if document.articles.is_empty() { BTreeMap::new() } else { reader.frame(document.article_at(here)).told() },
            posts,
            records: within.map(|r| format!("{} {}: {}", r.rule, r.data.type_name(), r.evidence)).collect(),
            unparsed: self.unparsed.iter().filter(|u| u.span.bytes[0] < to && u.span.bytes[1] > from).map(|u| u.reason.clone()).collect(),
        }
    }

    /// The last clean character whose source is not behind byte `at`.
    fn clean_at(&self, at: usize) -> usize {
        let clean = self.reader.document.clean();
        let (mut low, mut high) = (0, clean.len());
        while low + 1 < high {
            let middle = (low + high) / 2;
            let source = self.reader.document.text.span(middle, middle).bytes[0];
            if source <= at { low = middle } else { high = middle }
        }
        (0..=low).rev().find(|&i| clean.is_char_boundary(i)).unwrap_or(0)
    }
}
