//! Rows as CSV.

use super::Format;
use super::plain::is_unseen;
use super::tables::{Cell, Row, TABLES};
use std::collections::BTreeMap;
use std::io;

/// Rows as bytes of the files they belong to.
pub(super) fn rows(format: Format, rows: &[Row]) -> io::Result<Vec<(usize, Vec<u8>)>> {
    let mut files: BTreeMap<usize, csv::Writer<Vec<u8>>> = BTreeMap::new();
    for (table, cells) in rows {
        let file = files.entry(*table).or_insert_with(|| csv::Writer::from_writer(Vec::new()));
        file.write_record(cells.iter().map(|cell| text(format, cell)))?;
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

fn text(format: Format, cell: &Cell) -> String {
    let disarm = format == Format::Excel;
    match cell {
        Cell::Empty => String::new(),
        Cell::Truth(truth) => truth.to_string(),
        // Excel keeps fifteen digits of a number
        Cell::Number(number) if disarm && number.bytes().filter(u8::is_ascii_digit).count() > 15 => format!("'{number}"),
        Cell::Text(text) if disarm && is_formula(text) => format!("'{text}"),
        Cell::Number(text) | Cell::Text(text) => text.clone(),
    }
}

/// Whether Excel could take a cell for a formula: spaces and marks without width before the sign do not keep it from that.
fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| c.is_whitespace() || is_unseen(c));
    bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || text.starts_with(['\t', '\r', '\n'])
}
