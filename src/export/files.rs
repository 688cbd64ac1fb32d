//! Files that a stopped run can go on with.

use super::tables::TABLES;
use super::{Format, Progress, Rendered, Start, Writer, csv};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// One file, or a folder with a file for each table. How far the run has come is kept beside them, in `….progress`.
pub(super) struct Files {
    files: Vec<BufWriter<File>>,
    state: PathBuf,
}

impl Files {
    pub(super) fn single(path: &Path, run: &str, start: Start) -> io::Result<(Self, Progress)> {
        Self::open(&[(path.to_owned(), Vec::new())], beside(path, ".progress"), run, start)
    }

    pub(super) fn folder(format: Format, path: &Path, run: &str, start: Start) -> io::Result<(Self, Progress)> {
        std::fs::create_dir_all(path)?;
        let files: io::Result<Vec<_>> = TABLES.iter().enumerate().map(|(i, t)| Ok((path.join(format!("{}.csv", t.name)), csv::head(format, i)?))).collect();
        Self::open(&files?, path.join("run.progress"), run, start)
    }

    fn open(files: &[(PathBuf, Vec<u8>)], state: PathBuf, run: &str, start: Start) -> io::Result<(Self, Progress)> {
        let begun = if start == Start::Resume { stopped(&state, run)? } else { None };
        let mut open = Vec::new();
        for (i, (path, head)) in files.iter().enumerate() {
            let length = begun.as_ref().and_then(|progress| progress.lengths.get(i).copied());
            let mut file = OpenOptions::new().create(true).truncate(length.is_none()).write(true).open(path)?;
            match length {
                // what was written after the last commit is not known to be whole: its documents are read again
                Some(length) => {
                    if file.metadata()?.len() < length {
                        return Err(io::Error::other(format!("{} is shorter than its run left it: start anew without --resume", path.display())));
                    }
                    file.set_len(length)?;
                }
                None => file.write_all(head)?,
            }
            file.seek(SeekFrom::End(0))?;
            open.push(BufWriter::with_capacity(1 << 16, file));
        }
        let progress = begun.unwrap_or_else(|| Progress { run: run.to_owned(), ..Progress::default() });
        let mut files = Files { files: open, state };
        files.commit(&progress)?;
        Ok((files, progress))
    }
}

/// The path with something added to its name.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// How far the run got that `state` tells of.
fn stopped(state: &Path, run: &str) -> io::Result<Option<Progress>> {
    let text = match std::fs::read(state) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let progress: Progress = serde_json::from_slice(&text)?;
    super::same_run(&progress.run, run)?;
    Ok(Some(progress))
}

impl Writer for Files {
    fn write(&mut self, part: Rendered) -> io::Result<()> {
        match part {
            Rendered::Bytes(bytes) => self.files[0].write_all(&bytes),
            Rendered::Files(parts) => parts.into_iter().try_for_each(|(i, bytes)| self.files[i].write_all(&bytes)),
            Rendered::Rows(_) => Err(io::Error::other("rows go into a database")),
        }
    }

    fn commit(&mut self, progress: &Progress) -> io::Result<()> {
        let mut lengths = Vec::with_capacity(self.files.len());
        for file in &mut self.files {
            file.flush()?;
            file.get_ref().sync_data()?;
            lengths.push(file.stream_position()?);
        }
        // renaming is the moment at which the new state holds
        let next = beside(&self.state, ".next");
        std::fs::write(&next, serde_json::to_vec(&Progress { lengths, ..progress.clone() })?)?;
        std::fs::rename(&next, &self.state)
    }
}
