//! JSON: a document at a time, or a record a line.

use super::{Format, Outcome};
use crate::record::{Extraction, SCHEMA, Source};
use crate::span::Span;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A document with its text, when that is asked for.
#[derive(Serialize)]
struct WithText<'a> {
    #[serde(flatten)]
    extraction: &'a Extraction,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// A document that could not be read: nothing came of it.
#[derive(Serialize)]
struct Failed<'a> {
    schema: &'static str,
    source: &'a Source,
    articles: [(); 0],
    records: [(); 0],
    error: &'a str,
}

/// One indented document; of a failed one, its error.
pub(super) fn json(format: Format, outcome: &Outcome) -> io::Result<Vec<u8>> {
    let mut out = match &outcome.result {
        Ok(extraction) => serde_json::to_vec_pretty(&WithText { extraction, text: outcome.text.as_deref() })?,
        Err(error) => serde_json::to_vec_pretty(&Failed { schema: SCHEMA, source: &outcome.source, articles: [], records: [], error })?,
    };
    if format == Format::Json {
        out.push(b'\n');
    }
    Ok(out)
}

/// A record with its source.
#[derive(Serialize)]
struct Sourced<'a, T: Serialize> {
    #[serde(flatten)]
    record: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    source: &'a Source,
}

/// A line that is no record: its type first, which tells whose line it is.
#[derive(Clone, Copy, Default, Serialize)]
struct Other<'a> {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// One line for each record, finding and unparsed note; a document without records, or written out with its text, has a line
/// of its own; so has a failed one.
pub(super) fn jsonl(outcome: &Outcome) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let base = Other { source: Some(&outcome.source), ..Other::default() };
    let extraction = match &outcome.result {
        Ok(extraction) => extraction,
        Err(message) => {
            line(&mut out, &Other { r#type: "error", message: Some(message), ..base })?;
            return Ok(out);
        }
    };
    let source = &extraction.source;
    if extraction.records.is_empty() || outcome.text.is_some() {
        line(&mut out, &Other { r#type: "document", source: Some(source), text: outcome.text.as_deref(), ..base })?;
    }
    let headlines: BTreeMap<&str, &str> = extraction.articles.iter().filter_map(|a| Some((a.id.as_str(), a.headline.as_deref()?))).collect();
    for record in &extraction.records {
        line(&mut out, &Sourced { record, headline: headlines.get(record.article.as_str()).copied(), source })?;
    }
    for finding in &extraction.findings {
        let (check, message) = (Some(finding.check.as_str()), Some(finding.message.as_str()));
        line(&mut out, &Other { r#type: "finding", source: Some(source), check, message, span: Some(finding.span), ..base })?;
    }
    for note in &extraction.unparsed {
        let (reason, evidence) = (Some(note.reason.as_str()), Some(note.evidence.as_str()));
        line(&mut out, &Other { r#type: "unparsed", source: Some(source), reason, evidence, span: Some(note.span), ..base })?;
    }
    Ok(out)
}

fn line(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Pointed))?;
    out.write_all(b"\n")
}

/// Writes exact numbers with a point, `85.0` as well as `85.7`: readers that take the type of a column from its first lines (polars,
/// pandas, Spark) would take it for one of whole numbers. Of the numbers of a record only the exact ones have a sign.
struct Pointed;

/// From here on a float has fewer digits than the number.
const MOST_EXACT: u64 = 1_000_000_000_000_000;

impl serde_json::ser::Formatter for Pointed {
    fn write_i64<W: ?Sized + Write>(&mut self, writer: &mut W, value: i64) -> io::Result<()> {
        let point = if value.unsigned_abs() < MOST_EXACT { ".0" } else { "" };
        write!(writer, "{value}{point}")
    }
}
