//! Columns for a terminal, aligned for the width of Chinese characters.

use super::Outcome;
use crate::record::{Data, Record};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A line for each record: type, who or what, what is said, when or how much. Types are coloured; a caller whose terminal has
/// no colours strips the codes.
pub(super) fn table(outcome: &Outcome) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let Ok(extraction) = &outcome.result else { return Ok(out) };
    if let Some(id) = &extraction.source.id {
        writeln!(out, "\u{1b}[1m{id}\u{1b}[0m")?;
    }
    let rows: Vec<[String; 4]> = extraction.records.iter().map(row).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    for (row, record) in rows.iter().zip(&extraction.records) {
        write!(out, "\u{1b}[{}m{}\u{1b}[0m", colour(&record.data), row[0])?;
        for column in 0..3 {
            write!(out, "{}  {}", " ".repeat(widths[column] - row[column].width()), row[column + 1])?;
        }
        out.push(b'\n');
    }
    for finding in &extraction.findings {
        writeln!(out, "\u{1b}[33mfinding\u{1b}[0m  {}", finding.message)?;
    }
    for note in &extraction.unparsed {
        writeln!(out, "\u{1b}[33munparsed\u{1b}[0m  {}: {}", note.reason, note.evidence.replace('\n', " "))?;
    }
    if extraction.records.is_empty() {
        writeln!(out, "no records")?;
    }
    Ok(out)
}

fn colour(data: &Data) -> u8 {
    match data {
        Data::Office(_) => 36,
        Data::Appointment(_) => 32,
        Data::RepresentativeChange(_) | Data::CongressSize(_) => 35,
        Data::Project(_) => 34,
        Data::Figure(_) => 90,
    }
}

fn row(record: &Record) -> [String; 4] {
    let value = serde_json::to_value(record).unwrap_or_default();
    let first = |pointers: &[&str]| pointers.iter().find_map(|p| value.pointer(p)?.as_str()).unwrap_or_default().to_owned();
    let who = first(&["/person", "/name", "/subject", "/congress"]);
    let what = first(&["/title", "/former_title", "/label", "/investment/text"]);
    let mut more = vec![first(&["/action", "/status", "/stage"]), first(&["/quantity/text"]), first(&["/date", "/period"]), first(&["/jurisdiction/name"])];
    if let Some(seats) = value["seats"].as_u64() {
        more.push(seats.to_string());
    }
    more.retain(|m| !m.is_empty());
    [record.data.type_name().to_owned(), flat(&who), flat(&what), flat(&more.join(" "))]
}

/// No control characters: a hostile page must not drive the terminal.
fn flat(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
