//! Places in a text as annotation tools have them: Label Studio predictions, W3C Web Annotations.
//!
//! Both count Unicode code points, as [`Span::chars`] does.

use super::Outcome;
use crate::record::{Extraction, Record};
use crate::span::Span;
use serde_json::{Value, json};
use std::io;

/// Characters of the text around an annotation's own, by which it is found again in a text that has changed.
const AROUND: usize = 20;

/// The program, as both name what made a statement.
const MODEL: &str = concat!("dibao ", env!("CARGO_PKG_VERSION"));

/// Whether a place has an extent: a value that the text does not tell has none.
fn told(span: &Span) -> bool {
    span.chars[0] < span.chars[1]
}

/// The characters of a text, for slices by their number.
struct Chars(Vec<char>);

impl Chars {
    fn slice(&self, from: usize, to: usize) -> String {
        self.0.get(from..to.min(self.0.len())).unwrap_or_default().iter().collect()
    }
}

/// A task with one prediction: a region for each record, labelled with its type, and one for each value in it, labelled with
/// its key; a relation leads from the record to the value.
pub(super) fn label_studio(outcome: &Outcome) -> io::Result<Vec<u8>> {
    let text = outcome.text.as_deref().unwrap_or_default();
    let chars = Chars(text.chars().collect());
    let mut result = Vec::new();
    for record in outcome.result.iter().flat_map(|found| &found.records) {
        let region = |id: &str, label: &str, span: &Span| {
            let [start, end] = span.chars;
            let value = json!({ "start": start, "end": end, "text": chars.slice(start, end), "labels": [label] });
            json!({ "id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value, "score": record.confidence })
        };
        result.push(region(&record.uid, record.data.type_name(), &record.span));
        for (key, span) in record.spans.iter().filter(|(_, span)| told(span)) {
            let id = format!("{}-{key}", record.uid);
            result.push(region(&id, key, span));
            result.push(json!({ "type": "relation", "from_id": record.uid, "to_id": id, "direction": "right" }));
        }
    }
    let source = outcome.result.as_ref().map_or(&outcome.source, |found| &found.source);
    let task = json!({
        "data": { "text": text, "source": source, "error": outcome.result.as_ref().err() },
        "predictions": [{ "model_version": MODEL, "result": result }],
    });
    // the mark of this crate goes first: by it a file is known
    Ok(format!("{{\"meta\":{{\"generator\":\"dibao\"}},{}", &task.to_string()[1..]).into_bytes())
}

/// Annotations, one a line: one for each record, with the record as its body, and one for each value in it.
pub(super) fn web_annotations(outcome: &Outcome) -> io::Result<Vec<u8>> {
    let Ok(found) = &outcome.result else { return Ok(Vec::new()) };
    let chars = outcome.text.as_ref().map(|text| Chars(text.chars().collect()));
    let mut out = String::new();
    for record in &found.records {
        let value = serde_json::to_value(record)?;
        let says = json!({ "type": "TextualBody", "purpose": "describing", "format": "application/json", "value": value.to_string() });
        let tag = |word: &str| json!({ "type": "TextualBody", "purpose": "tagging", "value": word });
        let id = format!("urn:dibao:{}", record.uid);
        let target = target(found, &record.span, Some(&record.evidence), chars.as_ref());
        annotation(&mut out, &id, vec![tag(record.data.type_name()), says], target);
        for (key, span) in record.spans.iter().filter(|(_, span)| told(span)) {
            let link = json!({ "type": "SpecificResource", "purpose": "linking", "source": id });
            annotation(&mut out, &format!("{id}:{key}"), vec![tag(key), link], self::target(found, span, inside(record, span), chars.as_ref()));
        }
    }
    Ok(out.into_bytes())
}

fn annotation(out: &mut String, id: &str, body: Vec<Value>, target: Value) {
    let rest = json!({ "id": id, "type": "Annotation", "body": body, "target": target }).to_string();
    // what tells whose line it is goes first
    out.push_str(&format!("{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"generator\":{{\"name\":\"{MODEL}\",\"type\":\"Software\"}},{}\n", &rest[1..]));
}

/// The words of a value, when the record's evidence holds them.
fn inside<'a>(record: &'a Record, span: &Span) -> Option<&'a str> {
    let from = span.bytes[0].checked_sub(record.span.bytes[0])?;
    record.evidence.get(from..span.bytes[1].checked_sub(record.span.bytes[0])?)
}

fn target(found: &Extraction, span: &Span, words: Option<&str>, text: Option<&Chars>) -> Value {
    let [start, end] = span.chars;
    let mut selectors = vec![json!({ "type": "TextPositionSelector", "start": start, "end": end })];
    let exact = text.map(|text| text.slice(start, end)).or_else(|| words.map(str::to_owned));
    if let Some(exact) = exact {
        let mut quote = json!({ "type": "TextQuoteSelector", "exact": exact });
        if let Some(text) = text {
            quote["prefix"] = text.slice(start.saturating_sub(AROUND), start).into();
            quote["suffix"] = text.slice(end, end + AROUND).into();
        }
        selectors.push(quote);
    }
    let source = found.source.url.as_deref().or(found.source.id.as_deref()).unwrap_or_default();
    json!({ "source": source, "selector": selectors })
}
