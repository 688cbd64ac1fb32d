//! Outputs: one extraction, or millions, as JSON, JSON lines, CSV, SQLite, a terminal's table or a page to look at.
//!
//! [`Format::render`] turns one [`Outcome`] into bytes or rows and can run on any thread; a [`Writer`] takes them in order and
//! remembers, at each [`Writer::commit`], how much of the run is safely written.

mod csv;
mod files;
mod lines;
mod sqlite;
mod table;
mod tables;
mod view;

pub use tables::{Cell, Row, TABLES, Table};
pub use view::view;

use crate::record::{Extraction, Source};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;

/// What came of one document.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Where it comes from; of a failed document, what is known.
    pub source: Source,
    /// The decoded text, when it is to be written out with the records.
    pub text: Option<String>,
    /// What was read, or why nothing could be.
    pub result: Result<Extraction, String>,
}

/// How to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One indented JSON document for each input.
    Json,
    /// One record a line.
    Jsonl,
    /// Columns for a terminal, with ANSI colours.
    Table,
    /// One file for each table, in a folder.
    Csv,
    /// As [`Format::Csv`], for Excel: with a byte-order mark, and with nothing that could be taken for a formula.
    Excel,
    /// One database file.
    Sqlite,
}

/// A document's part of the output.
#[derive(Debug)]
pub enum Rendered {
    /// Bytes for the one stream.
    Bytes(Vec<u8>),
    /// Bytes for the files of tables, by index in [`TABLES`].
    Files(Vec<(usize, Vec<u8>)>),
    /// Rows for a database.
    Rows(Vec<Row>),
}

impl Format {
    /// Renders the outcome of document `number` (from 1, in order of input).
    ///
    /// # Errors
    /// When a value cannot be written in this format; none of the crate's own values is such.
    pub fn render(self, number: u64, outcome: &Outcome) -> io::Result<Rendered> {
        Ok(match self {
            Format::Json => Rendered::Bytes(lines::json(outcome)?),
            Format::Jsonl => Rendered::Bytes(lines::jsonl(outcome)?),
            Format::Table => Rendered::Bytes(table::table(outcome)?),
            Format::Csv | Format::Excel => Rendered::Files(csv::rows(self, &tables::rows(number, outcome)?)?),
            Format::Sqlite => Rendered::Rows(tables::rows(number, outcome)?),
        })
    }

    /// Opens the output at `path`, new or, when `resume` names a run, where that run stopped.
    ///
    /// # Errors
    /// When it cannot be created, or was written by another run than the one to resume.
    pub fn open(self, path: &Path, run: &str, start: Start) -> io::Result<(Box<dyn Writer>, Progress)> {
        match self {
            Format::Csv | Format::Excel => files::Files::folder(self, path, run, start).map(boxed),
            Format::Sqlite => sqlite::Database::open(path, run, start).map(boxed),
            _ => files::Files::single(path, run, start).map(boxed),
        }
    }
}

fn boxed<W: Writer + 'static>((writer, progress): (W, Progress)) -> (Box<dyn Writer>, Progress) {
    (Box::new(writer), progress)
}

/// Whether a run begins anew or goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// What stands at the output's path is replaced.
    Anew,
    /// What a stopped run has written stays, and its documents are passed over.
    Resume,
}

/// How far a run has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What run it is: a resumed run must be the same.
    pub run: String,
    /// Documents safely written.
    pub documents: u64,
    /// The last of them, by its name in the input: the inputs of a resumed run must not have moved.
    pub last: Option<String>,
    /// Of these, those that failed.
    pub failed: u64,
    /// Whether the run came to its end.
    pub finished: bool,
    /// Lengths of the files at that point.
    #[serde(default)]
    pub(crate) lengths: Vec<u64>,
}

/// Takes what was rendered, in order.
pub trait Writer: Send {
    /// Writes one document's part.
    ///
    /// # Errors
    /// When the medium fails.
    fn write(&mut self, part: Rendered) -> io::Result<()>;

    /// Makes all that was written so far safe against interruption, and remembers it.
    ///
    /// # Errors
    /// When the medium fails.
    fn commit(&mut self, progress: &Progress) -> io::Result<()>;
}

/// A stream that cannot be resumed, such as standard output.
#[derive(Debug)]
pub struct Stream<W: io::Write>(pub W);

impl<W: io::Write + Send> Writer for Stream<W> {
    fn write(&mut self, part: Rendered) -> io::Result<()> {
        match part {
            Rendered::Bytes(bytes) => self.0.write_all(&bytes),
            _ => Err(io::Error::other("this format needs a file or a folder: name one with -o")),
        }
    }

    fn commit(&mut self, _: &Progress) -> io::Result<()> {
        self.0.flush()
    }
}

/// Refuses to go on with what another run wrote.
pub(crate) fn same_run(begun: &str, now: &str) -> io::Result<()> {
    if begun == now { Ok(()) } else { Err(io::Error::other("the output was begun with other inputs, options or rules: start anew without --resume")) }
}
