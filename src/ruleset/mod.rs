//! Rule data: loading, checking and overlaying.
//!
//! The crate carries its rules inside; a folder of the same layout can be laid over them. Building may fail, and then
//! tells every problem with file and line; extracting never fails. The file formats are described in `rules/README.md`.

mod embedded;
mod family;
mod weights;
mod words;

pub use family::{Example, FamilyRule};
pub(crate) use weights::{NameWeights, Weights};
pub use words::Section;

use crate::error::{Diagnostic, Error};
use std::borrow::Cow;
use std::hash::Hasher;
use std::path::Path;

/// All rule data, checked.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    pub(crate) sections: Vec<Section>,
    pub(crate) rules: Vec<FamilyRule>,
    pub(crate) divisions: Vec<DivisionRow>,
    pub(crate) surnames: Vec<(String, f64)>,
    pub(crate) given: Vec<(char, [f64; 4])>,
    pub(crate) weights: Weights,
    replaced: Vec<String>,
    fingerprint: u64,
}

/// One line of the division table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DivisionRow {
    pub(crate) code: u32,
    pub(crate) name: String,
    pub(crate) from: u16,
    pub(crate) to: Option<u16>,
}

/// A file of rules: its name and its text.
type File = (Cow<'static, str>, Cow<'static, str>);

/// Largest file of an overlay, in bytes.
pub const MAX_FILE_BYTES: u64 = 16 << 20;

impl RuleSet {
    /// The rules that the crate carries.
    ///
    /// # Errors
    /// When the embedded files are broken: the crate's own tests keep that from happening.
    pub fn embedded() -> Result<Self, Error> {
        Self::read(embedded::FILES.iter().map(|&(name, text)| (name.into(), text.into())).collect())
    }

    /// The embedded rules with the folder `dir` laid over them: word files add words (`-word` removes one), rule files add
    /// rules, replace those of the same id, or take them away (`disabled = true`).
    ///
    /// # Errors
    /// [`Error`] with one diagnostic for each problem of the folder: unreadable file, a file larger than [`MAX_FILE_BYTES`],
    /// unknown class, unknown key, bad id.
    pub fn with_overlay(dir: &Path) -> Result<Self, Error> {
        let mut files: Vec<File> = embedded::FILES.iter().map(|&(name, text)| (name.into(), text.into())).collect();
        files.extend(overlay_files(dir)?.into_iter().map(|(name, text)| (name.into(), text.into())));
        Self::read(files)
    }

    /// What an overlay replaced or removed, one line each.
    pub fn replaced(&self) -> &[String] {
        &self.replaced
    }

    /// The family rules: ids, wording, examples.
    pub fn rules(&self) -> &[FamilyRule] {
        &self.rules
    }

    /// A number that changes with any file of the rules: two runs with the same one read alike.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    fn read(files: Vec<File>) -> Result<Self, Error> {
        let mut set = RuleSet::default();
        let mut problems = Vec::new();
        let mut hasher = rustc_hash::FxHasher::default();
        for (name, text) in &files {
            hasher.write(name.as_bytes());
            hasher.write(text.as_bytes());
            let name = name.as_ref();
            let base = name.rsplit('/').next().unwrap_or(name);
            match base {
                "divisions.tsv" => set.read_divisions(name, text, &mut problems),
                "surnames.tsv" => set.read_surnames(name, text, &mut problems),
                "given-name-chars.tsv" => set.read_given(name, text, &mut problems),
                "weights.toml" => match toml::from_str(text) {
                    Ok(weights) => set.weights = weights,
                    Err(error) => problems.push(Diagnostic::new(name, 0, &error.to_string())),
                },
                // the ledger's own
                "ledger.toml" => {}
                _ if base.ends_with(".toml") => family::read(name, text, &mut set, &mut problems),
                _ => words::read(name, text, &mut set, &mut problems),
            }
        }
        set.rules.retain(|rule| !rule.disabled);
        set.fingerprint = hasher.finish();
        if problems.is_empty() { Ok(set) } else { Err(Error::rules(problems)) }
    }

    fn read_divisions(&mut self, file: &str, text: &str, problems: &mut Vec<Diagnostic>) {
        for (number, mut cells) in table(text) {
            let row = (|| {
                Some(DivisionRow {
                    code: cells.next()?.parse().ok()?,
                    name: cells.next()?.to_owned(),
                    from: cells.next()?.parse().ok()?,
                    to: cells.next().and_then(|cell| cell.parse().ok()),
                })
            })();
            match row {
                Some(row) => self.divisions.push(row),
                None => problems.push(Diagnostic::new(file, number, "expected: code, name, first year, last year or nothing")),
            }
        }
    }

    fn read_surnames(&mut self, file: &str, text: &str, problems: &mut Vec<Diagnostic>) {
        for (number, mut cells) in table(text) {
            match (cells.next(), cells.next().and_then(|cell| cell.parse().ok())) {
                (Some(name), Some(weight)) => self.surnames.push((name.to_owned(), weight)),
                _ => problems.push(Diagnostic::new(file, number, "expected: surname, weight")),
            }
        }
    }

    fn read_given(&mut self, file: &str, text: &str, problems: &mut Vec<Diagnostic>) {
        for (number, mut cells) in table(text) {
            let first = cells.next().and_then(|cell| cell.chars().next());
            let mut figure = || cells.next().and_then(|cell| cell.parse().ok());
            match (first, figure(), figure(), figure(), figure()) {
                (Some(c), Some(a), Some(b), Some(one), Some(all)) => self.given.push((c, [a, b, one, all])),
                _ => problems.push(Diagnostic::new(file, number, "expected: character and four figures")),
            }
        }
    }
}

/// The cells of the data lines of a table, with the lines' numbers: no comments, no header line.
fn table(text: &str) -> impl Iterator<Item = (usize, impl Iterator<Item = &str>)> {
    text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty()).skip(1).map(|(i, line)| (i + 1, line.trim_end().split('\t')))
}

fn overlay_files(dir: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                problems.push(Diagnostic::new(&folder.display().to_string(), 0, &error.to_string()));
                continue;
            }
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let wanted = path.extension().is_some_and(|ext| ext == "txt" || ext == "toml" || ext == "tsv");
            if path.is_dir() {
                folders.push(path);
            } else if wanted {
                if std::fs::metadata(&path).is_ok_and(|file| file.len() > MAX_FILE_BYTES) {
                    let message = format!("larger than {} MiB, the most that a rule file may be", MAX_FILE_BYTES >> 20);
                    problems.push(Diagnostic::new(&path.display().to_string(), 0, &message));
                    continue;
                }
                match std::fs::read_to_string(&path) {
                    Ok(text) => files.push((path.display().to_string(), text)),
                    Err(error) => problems.push(Diagnostic::new(&path.display().to_string(), 0, &error.to_string())),
                }
            }
        }
    }
    files.sort();
    if problems.is_empty() { Ok(files) } else { Err(Error::rules(problems)) }
}
