//! Explanation: what the lexicon saw at a place, what became a record, what was refused.

use crate::context::Context;
use crate::document::Document;
use crate::families::{Reader, office, scope};
use crate::resolve;
use crate::ruleset::RuleSet;
use serde::Serialize;

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
    /// Posts and what was thought of them.
    pub posts: Vec<String>,
    /// Records that begin in the sentence: rule, type, evidence.
    pub records: Vec<String>,
    /// Notes on text that no rule understood.
    pub unparsed: Vec<String>,
}

/// Explains the sentence that holds byte `at` of `source`.
pub(crate) fn sentence(rules: &RuleSet, lexicon: &crate::lexicon::Lexicon, source: &str, context: &Context, at: usize) -> Explanation {
    let document = Document::new(lexicon, source, context);
    let reader = Reader { document: &document, lexicon, rules: rules.rules() };
    let clean = document.clean();
    // the clean byte whose source is the one asked for
    let here = clean.char_indices().map(|(i, _)| i).take_while(|&i| document.text.span(i, i).bytes[0] <= at).last().unwrap_or(0);
    let start = scope::sentence_start(clean, here);
    let end = clean[here..].find(['。', '\n', ';']).map_or(clean.len(), |i| here + i);
    let line = document.line_at(here);
    let hits = document.hits_in(start, end);
    let words = hits.iter().map(|hit| format!("{} {:?}", &clean[hit.start..hit.end], hit.classes)).collect();
    let posts = office::trace(reader, start, end);
    let tokens = document.tokens.iter().filter(|t| t.start >= start && t.end <= end).map(|t| format!("{} {:?}", &clean[t.start..t.end], t.kind)).collect();
    let (records, unparsed) = resolve::records(&document, lexicon, reader.read());
    let span = document.text.span(start, end.max(start));
    let within = |s: &crate::Span| s.bytes[0] >= span.bytes[0] && s.bytes[0] < span.bytes[1].max(span.bytes[0] + 1);
    Explanation {
        sentence: clean[start..end].to_owned(),
        line: format!("{:?}", document.kinds.get(line).copied().unwrap_or(crate::document::LineKind::Body)),
        words,
        tokens,
        posts,
        records: records.iter().filter(|r| within(&r.span)).map(|r| format!("{} {}: {}", r.rule, r.data.type_name(), r.evidence)).collect(),
        unparsed: unparsed.iter().filter(|u| u.span.bytes[0] < span.bytes[1] && u.span.bytes[1] > span.bytes[0]).map(|u| u.reason.clone()).collect(),
    }
}
