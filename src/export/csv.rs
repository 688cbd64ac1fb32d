//! Rows as CSV.

use super::Format;
use super::tables::{Row, TABLES};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;

/// Rows as bytes of the files they belong to.
pub(super) fn rows(format: Format, rows: &[Row]) -> io::Result<Vec<(usize, Vec<u8>)>> {
    let mut files: BTreeMap<usize, csv::Writer<Vec<u8>>> = BTreeMap::new();
    for (table, cells) in rows {
        let file = files.entry(*table).or_insert_with(|| csv::Writer::from_writer(Vec::new()));
        file.write_record(cells.iter().map(|cell| text(format, cell.as_ref())))?;
    }
    files.into_iter().map(|(table, file)| Ok((table, file.into_inner().map_err(|e| io::Error::other(e.to_string()))?))).collect()
}

/// The first line of a table's file.
pub(super) fn head(format: Format, table: usize) -> io::Result<Vec<u8>> {
    let mark: &[u8] = if format == Format::Excel { "\u{FEFF}".as_bytes() } else { b"" };
    let mut file = csv::Writer::from_writer(mark.to_vec());
    file.write_record(TABLES[table].columns())?;
    file.into_inner().map_err(|e| io::Error::other(e.to_string()))
}

fn text(format: Format, cell: Option<&Value>) -> String {
    match cell {
        None => String::new(),
        Some(Value::String(text)) if format == Format::Excel && text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
