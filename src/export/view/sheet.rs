//! One document, ready to be shown.

use super::blocks::blocks;
use super::marks::Writer;
use crate::document::Document;
use crate::lexicon::Classes;
use crate::record::{Extraction, Source};
use crate::text::is_han;
use crate::{Context, Extractor};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One document, ready to be shown: its text set as a page, its records with why each was made.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What an index tells of it.
    entry: Value,
    /// The text as HTML.
    pub(super) body: String,
    /// The extraction, and why each record was made.
    document: Value,
}

impl Sheet {
    /// Prepares what `extractor` read from `text`, or earlier wrote to a file.
    ///
    /// The text is read again to set it and to explain its records, so the cost is about that of three extractions.
    ///
    /// ```
    /// use dibao::{Context, Extractor, export::{self, Sheet}};
    /// let extractor = Extractor::new()?;
    /// let text = "副市长杨胜跃<script>alert(1)</script>";
    /// let found = extractor.extract(text, &Context::default())?;
    /// let page = export::view(&[Sheet::new(&extractor, text, &found)]);
    /// assert!(page.contains("杨胜跃") && !page.contains("<script>alert"));
    /// # Ok::<(), dibao::Error>(())
    /// ```
    pub fn new(extractor: &Extractor, text: &str, extraction: &Extraction) -> Self {
        let context = context(&extraction.source);
        let document = Document::new(extractor.lexicon(), text, &context);
        let body = Writer::new(text, extraction).write(&blocks(&document));
        let mut value = serde_json::to_value(extraction).unwrap_or_default();
        value["why"] = why(extractor, text, &context, extraction);
        value["rules"] = rules(extractor, extraction);
        if extraction.records.is_empty() {
            value["empty"] = empty(extractor, text, &document, extraction);
        }
        Sheet { entry: entry(extraction, &document), body, document: value }
    }

    /// A document that could not be read, and the message that says why.
    pub fn failed(source: &Source, message: &str) -> Self {
        let entry = json!({ "id": source.id, "title": stem(source.id.as_deref()), "failed": message });
        Sheet {
            entry,
            body: String::new(),
            document: json!({ "source": source, "articles": [], "records": [], "empty": { "code": "failed", "told": [message] } }),
        }
    }

    /// The title that a browser shows.
    pub(super) fn title(&self) -> &str {
        self.entry["title"].as_str().unwrap_or("dibao")
    }

    /// What the page's script reads.
    pub(super) fn data(&self) -> Value {
        let mut entry = self.entry.clone();
        entry["document"] = self.document.clone();
        entry
    }

    /// What an index of pages keeps of it, for the page at `href`: its entry with the names to search for.
    pub fn into_entry(self, href: &str) -> Entry {
        let records = self.document["records"].as_array().cloned().unwrap_or_default();
        let name =
            |record: &Value| ["person", "name", "congress", "title"].iter().filter_map(|key| record[key].as_str().map(str::to_owned)).collect::<Vec<_>>();
        let names: BTreeSet<String> = records.iter().flat_map(name).collect();
        let mut entry = self.entry;
        entry["names"] = json!(names.into_iter().collect::<Vec<_>>().join(" "));
        entry["href"] = json!(href);
        Entry(entry)
    }
}

/// A line of an index of pages.
#[derive(Debug, Clone)]
pub struct Entry(pub(super) Value);

/// The context that a source was read with.
fn context(source: &Source) -> Context {
    let published = source.published.as_deref().and_then(|day| day.parse().ok());
    Context { id: source.id.clone(), publisher: source.publisher.clone(), place: source.place.clone(), published, ..Context::default() }
}

fn entry(extraction: &Extraction, document: &Document<'_>) -> Value {
    let source = &extraction.source;
    let own = document.articles.iter().filter(|a| a.duplicate_of.is_none() && !a.headline.is_empty());
    let headlines: Vec<String> = own.map(|a| a.headline.iter().map(|&(a, b)| &document.clean()[a..b]).collect::<Vec<_>>().join(" ")).collect();
    let title = headlines.first().cloned().unwrap_or_else(|| stem(source.id.as_deref()));
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    extraction.records.iter().for_each(|r| *counts.entry(r.data.type_name()).or_default() += 1);
    let notes = extraction.findings.len() + extraction.unparsed.len();
    json!({
        "id": source.id, "title": title, "headlines": headlines.len(), "day": source.published, "place": source.place,
        "publisher": source.publisher, "counts": counts, "notes": notes,
    })
}

/// The name of a file without folder and ending.
fn stem(id: Option<&str>) -> String {
    let name = id.unwrap_or("dibao").rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// Explanations of the sentences that records begin in, and which of them is whose.
fn why(extractor: &Extractor, text: &str, context: &Context, extraction: &Extraction) -> Value {
    let places: Vec<usize> = extraction.records.iter().map(|r| r.span.bytes[0].min(text.len())).collect();
    let mut sentences: Vec<Value> = Vec::new();
    let mut of = Vec::with_capacity(places.len());
    let mut last = None;
    for told in extractor.explain_all(text, context, &places) {
        if last.as_ref() != Some(&told.sentence) {
            sentences.push(json!({ "words": told.words, "posts": told.posts }));
            last = Some(told.sentence);
        }
        of.push(sentences.len() - 1);
    }
    json!({ "sentences": sentences, "of": of })
}

/// What is known of the rules that made records.
fn rules(extractor: &Extractor, extraction: &Extraction) -> Value {
    let used: BTreeSet<&str> = extraction.records.iter().map(|r| r.rule.as_str()).collect();
    let known = extractor.rules().rules().iter().filter(|rule| used.contains(rule.id.as_str()));
    known.map(|rule| (rule.id.clone(), json!({ "about": rule.about, "law": rule.law }))).collect::<serde_json::Map<_, _>>().into()
}

/// Why a document gave no record: a code, and what was seen nevertheless.
fn empty(extractor: &Extractor, text: &str, document: &Document<'_>, extraction: &Extraction) -> Value {
    let posts: Vec<usize> =
        document.hits.iter().filter(|h| h.classes.any(Classes::ROLE)).map(|h| document.text.span(h.start, h.end).bytes[0]).take(20).collect();
    let code = if text.trim().is_empty() {
        "blank"
    } else if extraction.source.quality.iter().any(|q| q == "pinyin") {
        "pinyin"
    } else if !text.contains(is_han) {
        "no-han"
    } else if extraction.source.encoding.as_deref() == Some("Big5") {
        "traditional"
    } else if !extraction.unparsed.is_empty() {
        "unparsed"
    } else if !(0..document.kinds.len()).any(|line| document.readable(line)) {
        "furniture"
    } else if posts.is_empty() {
        "no-words"
    } else {
        "posts"
    };
    let mut told: Vec<String> = Vec::new();
    if code == "posts" {
        told = extractor.explain_all(text, &document.context, &posts).into_iter().flat_map(|e| e.posts).collect();
        told.dedup();
        told.truncate(12);
    }
    json!({ "code": code, "told": told })
}
