//! Outputs: one extraction, or millions, as JSON, JSON lines, CSV, SQLite, a workbook, annotations, a terminal's table or a page to
//! look at.
//!
//! [`Format::render`] turns one [`Outcome`] into bytes or rows and can run on any thread; a [`Writer`] takes them in order and
//! remembers, at each [`Writer::commit`], how much of the run is safely written. Nothing that this crate did not write is
//! replaced unless [`Start::Replace`] says so.

#[cfg(feature = "batches")]
mod arrow;
mod csv;
mod files;
mod journal;
mod lines;
mod own;
mod packing;
#[cfg(feature = "arrow")]
mod parquet;
mod plain;
mod spans;
mod sqlite;
mod table;
mod tables;
mod values;
mod view;
#[cfg(feature = "xlsx")]
mod xlsx;

#[cfg(feature = "batches")]
pub use arrow::{Batches, Shape, arrow_lines};
#[cfg(feature = "ledger")]
pub(crate) use own::APPLICATION;
pub use own::wrote;
pub use packing::Packing;
pub use plain::{plain, plain_json};
pub use tables::{Cell, Row, TABLES, Table};
pub use view::{Entry, MAX_DOCUMENTS, Sheet, Written, view, view_index, view_of, written};
#[cfg(feature = "ledger")]
pub(crate) use view::{escape, html};
#[cfg(all(feature = "ledger", feature = "xlsx"))]
pub(crate) use xlsx::Book;

use crate::record::{Extraction, Source};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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
    /// One indented JSON document.
    Json,
    /// A JSON array of such documents.
    Array,
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
    /// One Parquet file for each table, in a folder.
    #[cfg(feature = "arrow")]
    Parquet,
    /// One workbook with a sheet for each table.
    #[cfg(feature = "xlsx")]
    Xlsx,
    /// An array of Label Studio tasks, each with a prediction; it needs [`Outcome::text`].
    LabelStudio,
    /// W3C Web Annotations, one a line; with [`Outcome::text`] they quote what stands around them too.
    WebAnnotation,
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

impl Rendered {
    /// Its size in memory, in bytes, roughly.
    pub fn weight(&self) -> usize {
        match self {
            Rendered::Bytes(bytes) => bytes.len(),
            Rendered::Files(files) => files.iter().map(|(_, bytes)| bytes.len()).sum(),
            Rendered::Rows(rows) => rows.iter().flat_map(|(_, cells)| cells).map(Cell::weight).sum(),
        }
    }
}

impl Format {
    /// Renders the outcome of document `number` (from 1, in order of input).
    ///
    /// # Errors
    /// When a value cannot be written in this format; none of the crate's own values is such.
    pub fn render(self, number: u64, outcome: &Outcome) -> io::Result<Rendered> {
        Ok(match self {
            Format::Json | Format::Array => Rendered::Bytes(lines::json(self, outcome)?),
            Format::Jsonl => Rendered::Bytes(lines::jsonl(outcome)?),
            Format::Table => Rendered::Bytes(table::table(outcome)?),
            Format::Csv | Format::Excel => Rendered::Files(csv::rows(self, &tables::rows(number, outcome)?)?),
            Format::Sqlite => Rendered::Rows(tables::rows(number, outcome)?),
            #[cfg(feature = "arrow")]
            Format::Parquet => parquet::lines(number, outcome)?,
            #[cfg(feature = "xlsx")]
            Format::Xlsx => Rendered::Rows(tables::rows(number, outcome)?),
            Format::LabelStudio => Rendered::Bytes(spans::label_studio(outcome)?),
            Format::WebAnnotation => Rendered::Bytes(spans::web_annotations(outcome)?),
        })
    }

    /// Opens the output at `path`, new or where a stopped run left it, for this run alone: a second run on the same output is
    /// refused for as long as the writer lives. How far the run has come is kept in `….progress` beside it until it is finished.
    ///
    /// # Errors
    /// When it cannot be created, is written to by another run, was not written by this crate, or, to be resumed, was begun
    /// with other options, or nothing is known of how far its run has come. Nothing was changed then.
    pub fn open(self, path: &Path, packing: Packing, run: &Run, start: Start) -> io::Result<(Box<dyn Writer>, Progress)> {
        match self {
            Format::Csv | Format::Excel => files::Files::folder(self, path, run, start).map(boxed),
            Format::Sqlite => sqlite::Database::open(path, run, start).map(boxed),
            #[cfg(feature = "arrow")]
            Format::Parquet => parquet::Parquet::folder(path, run, start).map(boxed),
            #[cfg(feature = "xlsx")]
            Format::Xlsx => xlsx::Xlsx::open(path, run, start).map(boxed),
            _ => files::Files::single(self, path, packing, run, start).map(boxed),
        }
    }

    /// What stands before a document of which `before` others are written.
    fn lead(self, before: u64) -> &'static [u8] {
        match self {
            Format::Array | Format::LabelStudio if before == 0 => b"[\n",
            Format::Array | Format::LabelStudio => b",\n",
            _ => b"",
        }
    }

    /// What stands behind all documents.
    fn close(self, documents: u64) -> &'static [u8] {
        match self {
            Format::Array | Format::LabelStudio if documents == 0 => b"[]\n",
            Format::Array | Format::LabelStudio => b"\n]\n",
            _ => b"",
        }
    }
}

fn boxed<W: Writer + 'static>((writer, progress): (W, Progress)) -> (Box<dyn Writer>, Progress) {
    (Box::new(writer), progress)
}

/// Whether a run begins anew or goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// What this crate wrote at the output's path is replaced; anything else there is an error.
    Anew,
    /// Whatever stands at the output's path is replaced.
    Replace,
    /// What a stopped run has written stays.
    Resume,
}

/// What a resumed run must have in common with the one that was begun.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Program and version.
    pub program: String,
    /// The rules in force, as [`RuleSet::fingerprint`](crate::ruleset::RuleSet::fingerprint) tells them.
    pub rules: String,
    /// How inputs are read and records written.
    pub options: String,
}

impl Run {
    /// Refuses to go on with what another run wrote.
    fn same(&self, now: &Run) -> io::Result<()> {
        let parts = [("program", &self.program, &now.program), ("rules", &self.rules, &now.rules), ("options", &self.options, &now.options)];
        match parts.iter().find(|(_, begun, now)| begun != now) {
            None => Ok(()),
            Some((part, ..)) => Err(refusal(format!("it was begun with other {part}: write to another output, or anew without --resume"))),
        }
    }
}

/// How far a run has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// Documents safely written.
    pub documents: u64,
    /// Of these, those that failed.
    pub failed: u64,
    /// Records of them, by type.
    pub records: BTreeMap<String, u64>,
    /// The files that they came from; at a commit, those that have changed since the last one.
    pub sources: BTreeMap<String, Part>,
    /// Whether the run came to its end.
    pub finished: bool,
    /// Lengths of the files at that point.
    lengths: Vec<u64>,
    /// Lengths of the files of a complete run.
    ends: Vec<u64>,
}

/// How much of a file of inputs was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its documents: one, or so many lines of a crawl.
    pub documents: u64,
    /// A hash of their contents, in order.
    pub digest: String,
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

    /// Closes the output of a run that came to its end.
    ///
    /// # Errors
    /// When the medium fails.
    fn finish(&mut self, progress: &Progress) -> io::Result<()>;
}

/// A stream that cannot be resumed, such as standard output.
#[derive(Debug)]
pub struct Stream<W: io::Write> {
    to: W,
    format: Format,
    documents: u64,
}

impl<W: io::Write> Stream<W> {
    /// Writes documents of a format to `to`.
    pub fn new(to: W, format: Format) -> Self {
        Stream { to, format, documents: 0 }
    }
}

impl<W: io::Write + Send> Writer for Stream<W> {
    fn write(&mut self, part: Rendered) -> io::Result<()> {
        let Rendered::Bytes(bytes) = part else { return Err(io::Error::other("this format needs a file or a folder: name one with -o")) };
        self.to.write_all(self.format.lead(self.documents))?;
        self.documents += 1;
        self.to.write_all(&bytes)
    }

    fn commit(&mut self, _: &Progress) -> io::Result<()> {
        self.to.flush()
    }

    fn finish(&mut self, _: &Progress) -> io::Result<()> {
        self.to.write_all(self.format.close(self.documents))?;
        self.to.flush()
    }
}

/// An error that tells why something is not done.
fn refusal(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, message.into())
}

/// Why a file is not written over.
fn foreign() -> io::Error {
    refusal("it exists, and dibao did not write it: name another output, or use --force to replace it")
}
