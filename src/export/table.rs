//! Columns for a terminal, aligned for the width of Chinese characters.

use super::{Outcome, plain};
use crate::record::{Data, Record};
use crate::value::place::Jurisdiction;
use crate::value::post::Status;
use crate::value::quantity::Quantity;
use serde::Serialize;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A line for each record: type, who or what, what is said, when or how much. Types are coloured; a caller whose terminal has
/// no colours strips the codes.
pub(super) fn table(outcome: &Outcome) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let Ok(extraction) = &outcome.result else { return Ok(out) };
    if let Some(id) = &extraction.source.id {
        writeln!(out, "\u{1b}[1m{}\u{1b}[0m", plain(id))?;
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
        writeln!(out, "\u{1b}[33mfinding\u{1b}[0m  {}", plain(&finding.message))?;
    }
    for note in &extraction.unparsed {
        writeln!(out, "\u{1b}[33munparsed\u{1b}[0m  {}: {}", plain(&note.reason), plain(&note.evidence))?;
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
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let amount = |quantity: &Option<Quantity>| quantity.as_ref().map(|q| q.text.clone()).unwrap_or_default();
    let (who, what, more) = match &record.data {
        Data::Office(o) => (o.person.clone(), o.title.clone(), vec![held(o.status), place(&o.jurisdiction)]),
        Data::Appointment(a) => (a.person.clone(), a.title.clone(), vec![word(&a.action), text(&a.date), place(&a.jurisdiction)]),
        Data::RepresentativeChange(r) => (r.person.clone(), text(&r.former_title), vec![word(&r.action), text(&r.date)]),
        Data::CongressSize(c) => (c.congress.clone(), String::new(), vec![text(&c.date), c.seats.to_string()]),
        Data::Project(p) => (text(&p.name), amount(&p.investment), vec![word(&p.stage), text(&p.date)]),
        Data::Figure(f) => (text(&f.subject), text(&f.label), vec![amount(&f.quantity), text(&f.period)]),
    };
    let more: Vec<String> = more.into_iter().filter(|part| !part.is_empty()).collect();
    [record.data.type_name().to_owned(), plain(&who).into_owned(), plain(&what).into_owned(), plain(&more.join(" ")).into_owned()]
}

/// How a post is held, unless as usual.
fn held(status: Status) -> String {
    if status == Status::default() { String::new() } else { word(&status) }
}

/// The word of a value that the contract writes as one; nothing for one that is absent.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn place(place: &Option<Jurisdiction>) -> String {
    place.as_ref().map(|place| place.name.clone()).unwrap_or_default()
}
