//! One document, read.

use crate::{Failure, guard::guarded};
use dibao::Extractor;
use dibao::export::Outcome;
use dibao::input::{Options, Row};
use dibao::record::Source;

/// What was read of a row, and the text that spans refer to.
fn found(extractor: &Extractor, options: &Options, row: Row) -> Result<(String, dibao::Extraction), Failure> {
    guarded(|| {
        let loaded = options.load_row(row)?;
        let found = extractor.extract(&loaded.text, &loaded.context)?;
        Ok((loaded.text, found))
    })?
}

/// The text and its document as JSON.
pub(crate) fn json(extractor: &Extractor, options: &Options, row: Row) -> Result<(String, String), Failure> {
    let (text, found) = found(extractor, options, row)?;
    let json = serde_json::to_string(&found).map_err(|error| Failure::internal(error.to_string()))?;
    Ok((text, json))
}

/// What came of a row, for an output.
pub(crate) fn outcome(extractor: &Extractor, options: &Options, row: Result<Row, (Option<String>, String)>) -> Outcome {
    let (id, result) = match row {
        Ok(row) => (row.id.clone(), found(extractor, options, row).map_err(|failure| failure.message)),
        Err((id, message)) => (id, Err(message)),
    };
    match result {
        Ok((_, found)) => Outcome { source: found.source.clone(), text: None, result: Ok(found) },
        Err(message) => Outcome { source: id.map_or_else(Source::default, |id| Source::named(&id)), text: None, result: Err(message) },
    }
}
