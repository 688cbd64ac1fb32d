//! Parquet: a folder with a file for each table, written as documents come.
//!
//! A file gets its name when it is whole: until then it is called `….parquet.part`. A Parquet file cannot be gone on with.

use super::arrow::{Batches, Shape, arrow_lines, tables};
use super::journal::Journal;
use super::{Outcome, Progress, Rendered, Run, Start, Writer, files, foreign, refusal};
use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Bytes of a table that are held before they are written as a row group.
const GROUP: usize = 16 << 20;

/// One file under way.
struct Table {
    index: usize,
    batches: Batches,
    writer: ArrowWriter<File>,
    path: PathBuf,
}

impl Table {
    fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        let writer = &mut self.writer;
        self.batches.decode(lines, |batch| add(writer, &batch))
    }

    /// Writes what is left and gives the file its name.
    fn close(&mut self) -> io::Result<()> {
        if let Some(batch) = self.batches.flush()? {
            add(&mut self.writer, &batch)?;
        }
        self.writer.finish().map_err(other)?;
        self.writer.inner().sync_data()?;
        std::fs::rename(part(&self.path), &self.path)
    }
}

fn add(writer: &mut ArrowWriter<File>, batch: &RecordBatch) -> io::Result<()> {
    writer.write(batch).map_err(other)?;
    if writer.in_progress_size() < GROUP { Ok(()) } else { writer.flush().map_err(other) }
}

/// The folder.
pub(super) struct Parquet {
    tables: Vec<Table>,
    journal: Journal,
    closed: bool,
}

/// The files of a folder, by index in [`TABLES`](super::TABLES).
fn paths(folder: &Path) -> impl Iterator<Item = (usize, &'static str, PathBuf)> {
    tables().map(move |(index, table, _)| (index, table.name, folder.join(format!("{}.parquet", table.name))))
}

fn part(path: &Path) -> PathBuf {
    path.with_extension("parquet.part")
}

impl Parquet {
    pub(super) fn folder(folder: &Path, run: &Run, start: Start) -> io::Result<(Self, Progress)> {
        if start == Start::Resume {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "a Parquet file cannot be gone on with: write .jsonl or .sqlite for --resume, or anew"));
        }
        std::fs::create_dir_all(folder)?;
        let (mut journal, begun) = Journal::open(&folder.join("run"), start)?;
        let files: Vec<_> = paths(folder).map(|(_, _, path)| (path, Vec::new())).collect();
        let torn = |path: &PathBuf| start == Start::Anew && begun.is_none() && part(path).exists();
        let may = match files.iter().find(|(path, _)| torn(path)) {
            Some((path, _)) => Err(refusal(format!("{}: {}", part(path).display(), foreign()))),
            None => files::allowed(&files, begun.as_ref(), run, start),
        };
        may.map_err(|error| journal.given_up(error))?;
        journal.begin(run, &Progress::default())?;
        let tables = paths(folder).map(|(index, name, path)| open(index, name, path)).collect::<io::Result<Vec<_>>>()?;
        Ok((Parquet { tables, journal, closed: false }, Progress::default()))
    }

    /// Closes every file: what was written is whole.
    fn close(&mut self) -> io::Result<()> {
        self.closed = true;
        self.tables.iter_mut().try_for_each(Table::close)
    }
}

fn open(index: usize, name: &'static str, path: PathBuf) -> io::Result<Table> {
    let batches = Batches::new(Shape::Table(name));
    // for readers that know nothing of Arrow
    let told = batches.schema().metadata().iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone())).collect();
    let zstd = Compression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(zstd).set_key_value_metadata(Some(told)).build();
    let writer = ArrowWriter::try_new(File::create(part(&path))?, batches.schema(), Some(properties)).map_err(other)?;
    Ok(Table { index, batches, writer, path })
}

/// The lines of a document for each file.
pub(super) fn lines(number: u64, outcome: &Outcome) -> io::Result<Rendered> {
    let line = |(index, table, _): (usize, &super::Table, _)| Ok((index, arrow_lines(Shape::Table(table.name), number, outcome)?));
    Ok(Rendered::Files(tables().map(line).collect::<io::Result<_>>()?))
}

impl Writer for Parquet {
    fn write(&mut self, part: Rendered) -> io::Result<()> {
        let Rendered::Files(parts) = part else { return Err(io::Error::other("a folder takes parts of its files")) };
        for (index, lines) in parts {
            if let Some(table) = self.tables.iter_mut().find(|table| table.index == index) {
                table.write(&lines)?;
            }
        }
        Ok(())
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

impl Drop for Parquet {
    /// A run that is stopped leaves what was finished.
    fn drop(&mut self) {
        if !self.closed {
            // the run fails anyway, and tells why
            _ = self.close();
        }
    }
}

fn other(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
