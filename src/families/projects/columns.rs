//! Tables of figures: units stand in the heads of columns (`发行总额(亿元)`) or in a line above (`单位:万元`), the cells are bare numbers.

use super::{Find, Finds, Reader};
use crate::record::{Data, Figure};
use crate::text::before_note;

/// What the cells of a column count, and in which unit.
struct Column {
    label: String,
    unit: String,
}

/// How many lines above a table its unit may stand.
const ABOVE: usize = 3;

/// Reads the tables of figures of an article.
pub(super) fn read(reader: Reader<'_>, index: usize, finds: &mut Finds) {
    let clean = reader.clean();
    let mut columns: Vec<Option<Column>> = Vec::new();
    let mut above: Option<(usize, String)> = None; // the line that tells the unit of what follows, and the unit
    for l in reader.document.articles[index].lines.clone() {
        let line = reader.document.text.lines()[l];
        let content = &clean[line.start..line.end];
        if let Some(unit) = unit_line(reader, content) {
            above = Some((l, unit));
            continue;
        }
        let cells: Vec<(usize, &str)> = cells(content).map(|(at, cell)| (line.start + at, cell)).collect();
        if cells.len() < 2 {
            columns.clear();
            continue;
        }
        let bare =
            |cell: &str| cell.contains(|c: char| c.is_ascii_digit()) && cell.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || ",.".contains(c));
        if !cells.iter().any(|(_, cell)| bare(cell)) {
            let unit = above.as_ref().filter(|(told, _)| l - told <= ABOVE).map(|(_, unit)| unit.as_str());
            columns = cells.iter().enumerate().map(|(i, (_, cell))| head(reader, cell, unit.filter(|_| i > 0))).collect();
            continue;
        }
        if columns.len() != cells.len() {
            columns.clear();
            continue;
        }
        let subject = Some(cells[0].1).filter(|cell| !bare(cell) && !cell.is_empty());
        for ((at, cell), column) in cells.iter().zip(&columns) {
            if let Some(column) = column.as_ref().filter(|_| bare(cell)) {
                figure(reader, *at, cell, column, subject, finds);
            }
        }
    }
}

/// The cells of a line, with the byte where each begins.
fn cells(content: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    content.split('\t').map(move |cell| {
        let start = at + cell.len() - cell.trim_start().len();
        at += cell.len() + 1;
        (start, cell.trim())
    })
}

/// The unit of `单位:万元`, `(单位:亿元)`.
fn unit_line(reader: Reader<'_>, content: &str) -> Option<String> {
    let content = content.trim_matches([' ', '\t', '(', ')']);
    let unit = content[reader.lexicon.starts("unit-label", content)?..].strip_prefix(':')?.trim();
    is_unit(reader, unit).then(|| unit.to_owned())
}

/// What a head says of its column: `发行总额(亿元)`; with the unit told above, any head.
fn head(reader: Reader<'_>, cell: &str, above: Option<&str>) -> Option<Column> {
    let noted = before_note(cell).map(|label| (label, cell[label.len()..].trim_matches(['(', ')'])));
    match noted.filter(|(label, unit)| !label.is_empty() && is_unit(reader, unit)) {
        Some((label, unit)) => Some(Column { label: label.trim().to_owned(), unit: unit.to_owned() }),
        None => above.filter(|_| !cell.is_empty()).map(|unit| Column { label: cell.to_owned(), unit: unit.to_owned() }),
    }
}

fn is_unit(reader: Reader<'_>, text: &str) -> bool {
    let scaled = text.trim_start_matches(['万', '亿', '千', '百']);
    !text.is_empty() && text.chars().count() <= 6 && [text, scaled].into_iter().any(|unit| reader.lexicon.units.contains(unit))
}

fn figure(reader: Reader<'_>, at: usize, cell: &str, column: &Column, subject: Option<&str>, finds: &mut Finds) {
    let whole = format!("{cell}{}", column.unit);
    let found = reader.lexicon.quantities(&whole);
    let [found] = &found[..] else { return };
    if found.start != 0 || found.end != whole.len() {
        return;
    }
    let mut quantity = found.quantity.clone();
    quantity.text = cell.to_owned();
    // a column for each year: the row names what is counted
    let year = column.label.strip_suffix('年').filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let (subject, label) = if year.is_some() { (None, subject) } else { (subject, Some(column.label.as_str())) };
    let (subject, label, period) = (subject.map(str::to_owned), label.map(str::to_owned), year.map(str::to_owned));
    let figure = Figure { subject, label, quantity: Some(quantity), period, change: None };
    finds.records.push(Find {
        start: at,
        end: at + cell.len(),
        rule: "figures/quantity",
        confidence: 0.8,
        data: Data::Figure(figure),
        title: None,
        context: None,
        parts: vec![("quantity", at, at + cell.len())],
        note: Default::default(),
    });
}
