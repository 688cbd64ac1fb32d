//! Files that a stopped run can go on with.

use super::journal::Journal;
use super::tables::TABLES;
use super::{Format, Packing, Progress, Rendered, Run, Start, Writer, csv, foreign, own, refusal};
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How much is gathered before it is written, plain and packed.
const GATHERED: [usize; 2] = [1 << 16, 8 << 20];

/// One file, or a folder with a file for each table.
pub(super) struct Files {
    files: Vec<Sink>,
    format: Format,
    documents: u64,
    journal: Journal,
}

impl Files {
    pub(super) fn single(format: Format, path: &Path, packing: Packing, run: &Run, start: Start) -> io::Result<(Self, Progress)> {
        if path.is_dir() {
            return Err(refusal("it is a folder: name a file in it"));
        }
        Self::open(format, &[(path.to_owned(), Vec::new())], packing, path, (run, start))
    }

    pub(super) fn folder(format: Format, path: &Path, run: &Run, start: Start) -> io::Result<(Self, Progress)> {
        std::fs::create_dir_all(path)?;
        let files: io::Result<Vec<_>> = TABLES.iter().enumerate().map(|(i, t)| Ok((path.join(format!("{}.csv", t.name)), csv::head(format, i)?))).collect();
        Self::open(format, &files?, Packing::Plain, &path.join("run"), (run, start))
    }

    fn open(format: Format, files: &[(PathBuf, Vec<u8>)], packing: Packing, output: &Path, (run, start): (&Run, Start)) -> io::Result<(Self, Progress)> {
        let (mut journal, begun) = Journal::open(output, start)?;
        allowed(files, begun.as_ref(), run, start).map_err(|error| journal.given_up(error))?;
        let progress = begun.map(|(_, progress)| progress).filter(|_| start == Start::Resume);
        let mut known = progress.unwrap_or_default();
        known.lengths.resize(files.len(), 0);
        known.ends.clear();
        // lengths of 0 hold before the files are emptied, so that no stop in between leaves a wrong journal
        journal.begin(run, &known)?;
        let mut open = Vec::new();
        for ((path, head), length) in files.iter().zip(known.lengths.clone()) {
            let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
            // what was written after the last safe point is not known to be whole: its documents are read again
            file.set_len(length)?;
            file.seek(SeekFrom::End(0))?;
            let gathered = if length == 0 { head.clone() } else { Vec::new() };
            open.push(Sink { file, packing, gathered });
        }
        Ok((Files { files: open, format, documents: known.documents, journal }, known))
    }

    /// Writes out all that is gathered and gives the lengths of the files.
    fn settle(&mut self) -> io::Result<Vec<u64>> {
        self.files.iter_mut().map(Sink::settle).collect()
    }
}

/// Whether the files may be written.
pub(super) fn allowed(files: &[(PathBuf, Vec<u8>)], begun: Option<&(Run, Progress)>, run: &Run, start: Start) -> io::Result<()> {
    let told = |path: &Path, error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let lengths = begun.map(|(_, progress)| progress.lengths.as_slice()).unwrap_or_default();
    if let (Some((begun, _)), Start::Resume) = (begun, start) {
        begun.same(run)?;
    }
    for (i, (path, _)) in files.iter().enumerate() {
        let length = match path.metadata() {
            Ok(there) => there.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(error) => return Err(told(path, error)),
        };
        let known = lengths.get(i).copied().unwrap_or(0);
        let end = begun.and_then(|(_, progress)| progress.ends.get(i)).copied();
        match start {
            Start::Resume if begun.is_none() && length > 0 => return Err(told(path, finished())),
            Start::Resume if end.is_some_and(|end| length != end) => {
                return Err(told(path, refusal("it was changed since its run ended: write to another output")));
            }
            Start::Resume if length < known => return Err(told(path, refusal("it is shorter than its run left it: start anew without --resume"))),
            Start::Resume | Start::Replace => {}
            Start::Anew if length > 0 && !own::wrote(path).map_err(|error| told(path, error))? => return Err(told(path, foreign())),
            Start::Anew => {}
        }
    }
    Ok(())
}

/// Why an output without a journal cannot be gone on with.
fn finished() -> io::Error {
    refusal(
        "nothing tells how far its run has come (there is no progress file): it is complete, or no run of dibao wrote it. Write to another output, or anew without --resume",
    )
}

/// A file under way.
struct Sink {
    file: File,
    packing: Packing,
    gathered: Vec<u8>,
}

impl Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() > GATHERED[usize::from(self.packing != Packing::Plain)] { self.drain() } else { Ok(()) }
    }

    fn drain(&mut self) -> io::Result<()> {
        if self.packing == Packing::Plain {
            self.file.write_all(&self.gathered)?;
        } else if !self.gathered.is_empty() {
            self.file.write_all(&self.packing.pack(&self.gathered)?)?;
        }
        self.gathered.clear();
        Ok(())
    }

    fn settle(&mut self) -> io::Result<u64> {
        self.drain()?;
        self.file.sync_data()?;
        self.file.stream_position()
    }
}

impl Writer for Files {
    fn write(&mut self, part: Rendered) -> io::Result<()> {
        let lead = self.format.lead(self.documents);
        self.documents += 1;
        match part {
            Rendered::Bytes(bytes) => {
                self.files[0].write(lead)?;
                self.files[0].write(&bytes)
            }
            Rendered::Files(parts) => parts.into_iter().try_for_each(|(i, bytes)| self.files[i].write(&bytes)),
            Rendered::Rows(_) => Err(io::Error::other("rows go into a database")),
        }
    }

    fn commit(&mut self, progress: &Progress) -> io::Result<()> {
        let lengths = self.settle()?;
        self.journal.point(&Progress { lengths, ..progress.clone() })
    }

    fn finish(&mut self, progress: &Progress) -> io::Result<()> {
        let lengths = self.settle()?;
        self.files[0].write(self.format.close(self.documents))?;
        let ends = self.settle()?;
        self.journal.point(&Progress { lengths, ends, ..progress.clone() })?;
        self.journal.close()
    }
}
