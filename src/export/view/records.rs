//! Records read back from what `extract` wrote as JSON or JSON lines.

use crate::record::{Extraction, Finding, Record, SCHEMA, Source, Unparsed};
use serde::Deserialize;
use serde_json::Value;

/// A document as an earlier run wrote it.
#[derive(Debug, Clone)]
pub struct Written {
    /// What was read from it, or the message of one that failed.
    pub result: Result<Extraction, String>,
    /// Where it comes from.
    pub source: Source,
    /// Its text, when the run wrote it out (`--with-text`).
    pub text: Option<String>,
}

/// The documents that `bytes` hold, when they are an output of this crate: JSON documents, an array of them, or lines of JSON; `None` when they
/// are something else.
///
/// # Errors
/// When they begin like such an output and are broken further on; the message tells the document or line.
pub fn written(bytes: &[u8]) -> Option<Result<Vec<Written>, String>> {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>();
    let first = match values.next()?.ok()? {
        Value::Array(all) => return all.first().is_some_and(is_document).then(|| documents(all.into_iter().map(Ok))),
        one => one,
    };
    let whole = is_document(&first);
    let line = first["source"].is_object() && first["type"].is_string();
    if !whole && !line {
        return None;
    }
    let all = [Ok(first)].into_iter().chain(values);
    Some(if whole { documents(all) } else { lines(all) })
}

fn is_document(value: &Value) -> bool {
    value["schema"].as_str().is_some_and(|s| s.starts_with("dibao/"))
}

type Values<'a> = &'a mut dyn Iterator<Item = serde_json::Result<Value>>;

fn at(number: usize, error: impl std::fmt::Display) -> String {
    format!("value {}: {error}", number + 1)
}

fn documents(mut values: impl Iterator<Item = serde_json::Result<Value>>) -> Result<Vec<Written>, String> {
    let values: Values<'_> = &mut values;
    let mut out = Vec::new();
    for (i, value) in values.enumerate() {
        let value = value.map_err(|e| at(i, e))?;
        let text = value["text"].as_str().map(str::to_owned);
        let error = value["error"].as_str().map(str::to_owned);
        let extraction: Extraction = Deserialize::deserialize(value).map_err(|e| at(i, e))?;
        out.push(Written { source: extraction.source.clone(), result: error.map_or(Ok(extraction), Err), text });
    }
    Ok(out)
}

fn lines(mut values: impl Iterator<Item = serde_json::Result<Value>>) -> Result<Vec<Written>, String> {
    let values: Values<'_> = &mut values;
    let mut out: Vec<Written> = Vec::new();
    for (i, value) in values.enumerate() {
        let mut value = value.map_err(|e| at(i, e))?;
        let source: Source = Deserialize::deserialize(value["source"].take()).map_err(|e| at(i, e))?;
        if out.last().is_none_or(|last| last.source != source) {
            let extraction = Extraction { schema: SCHEMA.to_owned(), source: source.clone(), ..Extraction::default() };
            out.push(Written { source, result: Ok(extraction), text: None });
        }
        let Some(last) = out.last_mut() else { continue };
        add(last, value).map_err(|e| at(i, e))?;
    }
    Ok(out)
}

/// Adds what one line says to its document.
fn add(document: &mut Written, value: Value) -> serde_json::Result<()> {
    let Ok(extraction) = &mut document.result else { return Ok(()) };
    match value["type"].as_str().unwrap_or_default() {
        "document" => document.text = value["text"].as_str().map(str::to_owned),
        "error" => document.result = Err(value["message"].as_str().unwrap_or_default().to_owned()),
        "finding" => extraction.findings.push(Finding::deserialize(value)?),
        "unparsed" => extraction.unparsed.push(Unparsed::deserialize(value)?),
        _ => extraction.records.push(Record::deserialize(value)?),
    }
    Ok(())
}
