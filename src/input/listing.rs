//! Which files there are to read: those named, and what folders and globs hold.

use super::sources::stem_extension;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// Extensions of documents; each may be followed by `.gz` or `.zst`.
const DOCUMENTS: &[&str] = &["txt", "text", "md", "html", "htm", "shtml", "xhtml", "mht", "mhtml", "docx", "pdf"];
/// Extensions of files of many documents that are taken from a folder. JSON and CSV files are taken when they are named: in a
/// folder they may be anything.
const MANY: &[&str] = &["jsonl", "ndjson", "zip"];

/// Whether a file of an archive is taken as a document, by its name.
pub(super) fn is_document(path: &Path) -> bool {
    DOCUMENTS.contains(&stem_extension(path).as_str())
}

/// How a file came to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The caller named it.
    Named,
    /// A folder or a glob holds it.
    Found,
}

/// A file to read, or what is wrong with it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) path: PathBuf,
    pub(super) origin: Origin,
    pub(super) size: u64,
    pub(super) fault: Option<String>,
}

/// Files that were not read, by reason: how many, and the first of them by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped(BTreeMap<String, (u64, Vec<String>)>);

impl Skipped {
    /// How many names are kept for each reason.
    pub const NAMES: usize = 3;

    /// The reasons in alphabetical order, each with its count and the first [`Skipped::NAMES`] names.
    pub fn reasons(&self) -> impl Iterator<Item = (&str, u64, &[String])> {
        self.0.iter().map(|(reason, (count, names))| (reason.as_str(), *count, names.as_slice()))
    }

    pub(super) fn add(&mut self, reason: &str, path: &Path) {
        let (count, names) = self.0.entry(reason.to_owned()).or_default();
        *count += 1;
        if names.len() < Self::NAMES {
            names.push(name(path));
        }
    }
}

/// A path as text; bytes that are not UTF-8 are written as `\xff`, so that different files keep different names.
pub(super) fn name(path: &Path) -> String {
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
    }
    out
}

/// Lists files in a fixed order: that of the paths given, and within a folder by path.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) entries: Vec<Entry>,
    pub(super) skipped: Skipped,
}

impl Listing {
    pub(super) fn of<P: AsRef<Path>>(paths: &[P]) -> Self {
        let mut listing = Listing::default();
        for given in paths {
            let path = given.as_ref();
            let text = path.to_str().filter(|text| text.contains(['*', '?', '[']));
            if path.is_dir() {
                listing.folder(path);
            } else if let Some(pattern) = text.filter(|_| std::fs::symlink_metadata(path).is_err()) {
                listing.glob(path, pattern);
            } else {
                listing.push(path.to_owned(), Origin::Named);
            }
        }
        if paths.len() > 1 {
            listing.once_each();
        }
        listing
    }

    fn push(&mut self, path: PathBuf, origin: Origin) {
        let size = path.metadata().map_or(0, |m| m.len());
        self.entries.push(Entry { path, origin, size, fault: None });
    }

    fn fail(&mut self, path: &Path, fault: String) {
        self.entries.push(Entry { path: path.to_owned(), origin: Origin::Found, size: 0, fault: Some(fault) });
    }

    fn glob(&mut self, path: &Path, pattern: &str) {
        let before = self.entries.len();
        match glob::glob(pattern) {
            Err(error) => self.fail(path, format!("not a pattern: {error}")),
            Ok(found) => {
                for file in found {
                    match file {
                        Ok(file) if file.is_dir() => {}
                        Ok(file) => self.push(file, Origin::Found),
                        Err(error) => self.fail(error.path(), format!("cannot be listed: {}", error.error())),
                    }
                }
                if self.entries.len() == before {
                    self.fail(path, "no file fits this pattern".to_owned());
                }
            }
        }
        self.entries[before..].sort_by(|a, b| a.path.cmp(&b.path));
    }

    fn folder(&mut self, folder: &Path) {
        let before = self.entries.len();
        let mut others = 0;
        let hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        let mut walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if hidden(&entry) => {
                    self.skipped.add("hidden: the name begins with a dot", entry.path());
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if !is_document(entry.path()) && !MANY.contains(&stem_extension(entry.path()).as_str()) => {
                    others += 1;
                    self.skipped.add(&kind(entry.path()), entry.path());
                }
                Ok(entry) if !entry.file_type().is_file() => self.skipped.add("not a file: a pipe, a socket or a device", entry.path()),
                Ok(entry) => self.push(entry.into_path(), Origin::Found),
                Err(error) => self.unlisted(folder, &error),
            }
        }
        if self.entries.len() == before {
            self.fail(folder, format!("nothing to read in this folder: {others} files of other kinds"));
        }
    }

    /// Something in a folder that cannot be listed: the rest of the folder is read all the same.
    fn unlisted(&mut self, folder: &Path, error: &walkdir::Error) {
        let path = error.path().unwrap_or(folder);
        let fault = match (error.loop_ancestor(), std::fs::symlink_metadata(path)) {
            (Some(ancestor), _) => format!("a link that leads back to {}: not followed", name(ancestor)),
            (None, Ok(meta)) if meta.is_symlink() => format!("a link that leads nowhere: {}", reason(error)),
            _ => format!("cannot be listed: {}", reason(error)),
        };
        self.fail(path, fault);
    }

    /// Reads no path twice that two of the given ones lead to.
    fn once_each(&mut self) {
        let mut seen = HashSet::new();
        let skipped = &mut self.skipped;
        self.entries.retain(|entry| {
            let plain: PathBuf = entry.path.components().collect();
            let first = seen.insert(plain.strip_prefix(".").map(Path::to_owned).unwrap_or(plain));
            if !first {
                skipped.add("named twice", &entry.path);
            }
            first
        });
    }
}

/// Why a file of a folder is not taken.
fn kind(path: &Path) -> String {
    match stem_extension(path) {
        extension if extension.is_empty() => "not a kind that is read: no extension".to_owned(),
        extension => format!("not a kind that is read: .{extension}"),
    }
}

fn reason(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), ToString::to_string)
}
