//! JSON: a document at a time, or a record a line.

use super::Outcome;
use crate::record::Extraction;
use serde::Serialize;
use serde_json::json;
use std::io::{self, Write};

/// A document with its text, when that is asked for.
#[derive(Serialize)]
struct WithText<'a> {
    #[serde(flatten)]
    extraction: &'a Extraction,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// One indented document; nothing for a failed one, whose message goes elsewhere.
pub(super) fn json(outcome: &Outcome) -> io::Result<Vec<u8>> {
    let Ok(extraction) = &outcome.result else { return Ok(Vec::new()) };
    let mut out = serde_json::to_vec_pretty(&WithText { extraction, text: outcome.text.as_deref() })?;
    out.push(b'\n');
    Ok(out)
}

/// A record with its source.
#[derive(Serialize)]
struct Sourced<'a, T: Serialize> {
    #[serde(flatten)]
    record: T,
    source: &'a crate::record::Source,
}

/// One line for each record, finding and unparsed note; a document without records, or written out with its text, has a line
/// of its own; so has a failed one.
pub(super) fn jsonl(outcome: &Outcome) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let extraction = match &outcome.result {
        Ok(extraction) => extraction,
        Err(message) => {
            line(&mut out, &json!({ "type": "error", "source": outcome.source, "message": message }))?;
            return Ok(out);
        }
    };
    if extraction.records.is_empty() || outcome.text.is_some() {
        let mut document = json!({ "type": "document", "source": extraction.source });
        if let Some(text) = &outcome.text {
            document["text"] = json!(text);
        }
        line(&mut out, &document)?;
    }
    for record in &extraction.records {
        line(&mut out, &Sourced { record, source: &extraction.source })?;
    }
    for finding in &extraction.findings {
        line(&mut out, &json!({ "type": "finding", "check": finding.check, "message": finding.message, "span": finding.span, "source": extraction.source }))?;
    }
    for note in &extraction.unparsed {
        line(&mut out, &json!({ "type": "unparsed", "reason": note.reason, "evidence": note.evidence, "span": note.span, "source": extraction.source }))?;
    }
    Ok(out)
}

fn line(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
