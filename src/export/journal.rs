//! How far a run has come, beside its output: a line for each safe point. The file, `….progress`, is locked for as long as the run
//! lasts and goes with its end. A run that was to be resumable leaves what it has read as `….inputs`, so that a later one reads only
//! what is new.

use super::{Progress, Run, Start, refusal};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The first line: what run it is.
#[derive(Serialize, Deserialize)]
struct Head {
    dibao: Run,
}

/// An open, locked `….progress`.
pub(super) struct Journal {
    file: File,
    path: PathBuf,
    /// Where a complete run tells what it has read.
    receipt: PathBuf,
    start: Start,
    /// Whether no run was under way.
    fresh: bool,
    /// How many bytes of it are whole lines.
    whole: u64,
}

/// The path of an output with something added to its name.
fn beside(output: &Path, end: &str) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

impl Journal {
    /// Opens and locks the journal of an output, and reads how far the run that it tells of, or for a resumed run the complete one
    /// before, has come. Changes nothing.
    ///
    /// # Errors
    /// When another run holds it, or it is no journal.
    pub(super) fn open(output: &Path, start: Start) -> io::Result<(Self, Option<(Run, Progress)>)> {
        let (path, receipt) = (beside(output, ".progress"), beside(output, ".inputs"));
        let mut file = locked(&path)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        // a first line that a kill tore: its run had not written anything yet
        let fresh = !text.contains(&b'\n') && text.iter().zip(br#"{"dibao":"#).all(|(a, b)| a == b);
        let mut journal = Journal { file, path, receipt, start, fresh, whole: 0 };
        if !fresh {
            let (begun, whole) = read(&text, &journal.path)?;
            journal.whole = whole;
            return Ok((journal, Some(begun)));
        }
        if start != Start::Resume || !journal.receipt.exists() {
            return Ok((journal, None));
        }
        match std::fs::read(&journal.receipt).and_then(|text| read(&text, &journal.receipt)) {
            Ok((begun, _)) => Ok((journal, Some(begun))),
            Err(error) => Err(journal.given_up(error)),
        }
    }

    /// Leaves things as they were: nothing is written.
    pub(super) fn given_up(&self, error: io::Error) -> io::Error {
        if self.fresh { std::fs::remove_file(&self.path).err().unwrap_or(error) } else { error }
    }

    /// Begins the journal with what is known so far; that of a run that goes on is kept, but for what is torn at its end.
    pub(super) fn begin(&mut self, run: &Run, progress: &Progress) -> io::Result<()> {
        if self.start == Start::Resume && !self.fresh {
            self.file.set_len(self.whole)?;
            self.file.seek(SeekFrom::End(0))?;
            return self.point(&Progress { sources: Default::default(), ..progress.clone() });
        }
        let mut text = serde_json::to_string(&Head { dibao: run.clone() })? + "\n";
        text.push_str(&(serde_json::to_string(progress)? + "\n"));
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(text.as_bytes())?;
        self.file.sync_data()?;
        if self.start == Start::Resume { Ok(()) } else { gone(&self.receipt) }
    }

    /// Adds a safe point: all that is on the disk before it is called holds.
    pub(super) fn point(&mut self, progress: &Progress) -> io::Result<()> {
        self.file.write_all((serde_json::to_string(progress)? + "\n").as_bytes())?;
        self.file.sync_data()
    }

    /// Closes the journal: the run is complete.
    pub(super) fn close(&self) -> io::Result<()> {
        if self.start == Start::Resume { std::fs::rename(&self.path, &self.receipt) } else { std::fs::remove_file(&self.path) }
    }

    /// Takes it away: its output keeps its own state.
    pub(super) fn remove(&self) -> io::Result<()> {
        std::fs::remove_file(&self.path)
    }
}

/// Takes a file away that may not be there.
fn gone(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// What a journal tells.
fn read(text: &[u8], path: &Path) -> io::Result<((Run, Progress), u64)> {
    let mut lines = text.split_inclusive(|&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let Ok(head) = serde_json::from_slice::<Head>(first) else {
        return Err(refusal(format!("{} is no file of dibao's: move it away", path.display())));
    };
    let mut whole = first.len();
    let mut progress = Progress::default();
    // a line that a power cut tore is no safe point
    for line in lines.filter(|line| line.ends_with(b"\n")) {
        let Ok(point) = serde_json::from_slice::<Progress>(line) else { break };
        let mut sources = std::mem::take(&mut progress.sources);
        sources.extend(point.sources.clone());
        progress = Progress { sources, ..point };
        whole += line.len();
    }
    Ok(((head.dibao, progress), whole as u64))
}

/// Opens and locks a file that another run may lock, or take away, at the same time.
fn locked(path: &Path) -> io::Result<File> {
    loop {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(refusal("another run is writing to this output: wait for its end, or name another output")),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let held = same_file::Handle::from_file(file.try_clone()?)?;
        if same_file::Handle::from_path(path).is_ok_and(|there| there == held) {
            return Ok(file);
        }
    }
}
