//! One workbook for spreadsheet programs: a sheet for each table, its source in the columns of every row.
//!
//! Rows go to the disk as they come; the workbook gets its name when it is whole, and cannot be gone on with.

use super::journal::Journal;
use super::tables::{Cell, TABLES};
use super::{Progress, Rendered, Run, Start, Writer, files};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Look, Workbook, XlsxError};
use std::io;
use std::path::{Path, PathBuf};

/// Rows that a sheet holds, its head among them.
const ROWS: u32 = 1_048_576;

/// UTF-16 units that a cell holds.
const LONGEST: usize = 32_767;

/// Digits of a number that a cell holds.
const DIGITS: usize = 15;

/// A workbook under way.
pub(crate) struct Book {
    book: Workbook,
    sheets: Vec<Sheet>,
}

/// A table: the sheet that is written to now, its next row, and how many sheets it has filled.
struct Sheet {
    name: &'static str,
    columns: Vec<String>,
    index: usize,
    row: u32,
    filled: usize,
}

impl Book {
    pub(crate) fn new() -> io::Result<Self> {
        let mut book = Workbook::new();
        // the same bytes from the same records: no clock
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(other)?;
        book.set_properties(&DocProperties::new().set_comment("dibao").set_creation_datetime(&day));
        Ok(Book { book, sheets: Vec::new() })
    }

    /// Begins the sheet of a table; rows name it by its number, from 0.
    pub(crate) fn table(&mut self, name: &'static str, columns: Vec<String>) -> io::Result<()> {
        self.sheets.push(Sheet { name, columns, index: 0, row: 0, filled: 0 });
        self.sheet(self.sheets.len() - 1)
    }

    /// A new sheet for a table, with its head.
    fn sheet(&mut self, table: usize) -> io::Result<()> {
        let index = self.book.worksheets().len();
        let sheet = &mut self.sheets[table];
        sheet.filled += 1;
        (sheet.index, sheet.row) = (index, 1);
        let page = self.book.add_worksheet_with_constant_memory().map_err(other)?;
        let name = if sheet.filled == 1 { sheet.name.to_owned() } else { format!("{} {}", sheet.name, sheet.filled) };
        page.set_name(name).and_then(|page| page.set_freeze_panes(1, 0)).map_err(other)?;
        let bold = Look::new().set_bold();
        for (column, name) in (0..).zip(&sheet.columns) {
            page.write_string_with_format(0, column, name, &bold).map_err(other)?;
        }
        Ok(())
    }

    /// Writes a row of a table, in a further sheet when one is full.
    pub(crate) fn row(&mut self, table: usize, cells: &[Cell]) -> io::Result<()> {
        if self.sheets[table].row == ROWS {
            self.sheet(table)?;
        }
        let sheet = &mut self.sheets[table];
        let page = self.book.worksheet_from_index(sheet.index).map_err(other)?;
        for (column, cell) in (0..).zip(cells) {
            let (row, number) = (sheet.row, |text: &str| text.parse::<f64>().ok().filter(|_| fits(text)));
            match cell {
                Cell::Empty => continue,
                Cell::Truth(truth) => page.write_boolean(row, column, *truth),
                Cell::Number(text) => match number(text) {
                    Some(number) => page.write_number(row, column, number),
                    None => page.write_string(row, column, text),
                },
                Cell::Text(text) => page.write_string(row, column, short(text)),
            }
            .map_err(other)?;
        }
        sheet.row += 1;
        Ok(())
    }

    pub(crate) fn save(&mut self, path: &Path) -> io::Result<()> {
        self.book.save(path).map_err(other)
    }
}

/// Whether a cell holds the number with all its digits.
fn fits(number: &str) -> bool {
    number.chars().filter(char::is_ascii_digit).count() <= DIGITS
}

/// As much of a text as a cell holds; one that is cut ends in …
fn short(text: &str) -> String {
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut units = 0;
    let head: String = text.chars().take_while(|c| (units += c.len_utf16(), units < LONGEST).1).collect();
    head + "…"
}

fn other(error: XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}

/// The workbook of a run.
pub(super) struct Xlsx {
    book: Book,
    path: PathBuf,
    journal: Journal,
    closed: bool,
}

impl Xlsx {
    pub(super) fn open(path: &Path, run: &Run, start: Start) -> io::Result<(Self, Progress)> {
        if start == Start::Resume {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "a workbook cannot be gone on with: write .jsonl or .sqlite for --resume, or anew"));
        }
        let (mut journal, begun) = Journal::open(path, start)?;
        files::allowed(&[(path.to_owned(), Vec::new())], begun.as_ref(), run, start).map_err(|error| journal.given_up(error))?;
        journal.begin(run, &Progress::default())?;
        let mut book = Book::new()?;
        TABLES.iter().try_for_each(|table| book.table(table.name, table.columns().into_iter().map(str::to_owned).collect()))?;
        Ok((Xlsx { book, path: path.to_owned(), journal, closed: false }, Progress::default()))
    }

    fn close(&mut self) -> io::Result<()> {
        self.closed = true;
        let part = self.path.with_extension("xlsx.part");
        self.book.save(&part)?;
        std::fs::rename(part, &self.path)
    }
}

impl Writer for Xlsx {
    fn write(&mut self, part: Rendered) -> io::Result<()> {
        let Rendered::Rows(rows) = part else { return Err(io::Error::other("a workbook takes rows")) };
        rows.iter().try_for_each(|(table, cells)| self.book.row(*table, cells))
    }

    /// Nothing of it is safe before its end.
    fn commit(&mut self, _: &Progress) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: &Progress) -> io::Result<()> {
        self.close()?;
        self.journal.remove()
    }
}

impl Drop for Xlsx {
    /// A run that is stopped leaves what was read.
    fn drop(&mut self) {
        if !self.closed {
            // the run fails anyway, and tells why
            _ = self.close();
        }
    }
}
