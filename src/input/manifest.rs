//! Manifests: a table that tells of many documents what is known of each, by its path.

use super::decode;
use super::listing::name;
use super::sources::stem_extension;
use super::told::Told;
use crate::error::Error;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

/// What is known of documents, by their paths: a CSV table with a header, or JSON lines, with the keys `path`, `published`,
/// `place`, `publisher`, `url` and `title`, of which only `path` must be there. Any other column goes into `source.extra` as it is.
/// Held in memory.
///
/// A path is taken from the manifest's own folder, or from the folder that the program runs in. A document of an archive or a
/// crawl is named as its records name it (`pages.zip:a.txt`).
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    rows: Vec<Told>,
    paths: Vec<String>,
    by_path: HashMap<String, usize>,
    folder: PathBuf,
}

impl Manifest {
    /// Reads a manifest; its name tells what it is.
    ///
    /// # Errors
    /// When it cannot be read, a row has no path, or two rows have the same: the message tells the line.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let fault = |why: &dyn std::fmt::Display| Error::input(format!("{}: {why}", path.display()));
        let bytes = std::fs::read(path).map_err(|e| fault(&e))?;
        let text = decode(&bytes, None, None).map_err(|e| fault(&e))?.text;
        let rows = match stem_extension(path).as_str() {
            "jsonl" | "ndjson" => lines(&text),
            _ => table(&text, if stem_extension(path) == "tsv" { b'\t' } else { b',' }),
        };
        let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
        let mut manifest = Manifest { folder, ..Manifest::default() };
        for (line, mut told) in rows.map_err(|e| fault(&e))? {
            let Some(own) = told.remove("path").filter(|own| !own.trim().is_empty()) else {
                return Err(fault(&format!("line {line} has no path")));
            };
            manifest.add(own.trim(), Told(told)).map_err(|first| fault(&format!("line {line}: {own} stands twice, first as row {first}")))?;
        }
        // what a path means from the manifest's folder goes before what it means from the present one
        for (row, own) in manifest.paths.iter().enumerate() {
            manifest.by_path.entry(absolute(Path::new(own))).or_insert(row);
        }
        Ok(manifest)
    }

    fn add(&mut self, path: &str, told: Told) -> Result<(), usize> {
        let row = self.rows.len();
        if let Some(first) = self.by_path.insert(absolute(&self.folder.join(path)), row) {
            return Err(first + 1);
        }
        self.rows.push(told);
        self.paths.push(path.to_owned());
        Ok(())
    }

    /// What is told of the document of this name.
    pub(super) fn of(&self, id: &str) -> Option<&Told> {
        self.by_path.get(&absolute(Path::new(id))).map(|&row| &self.rows[row])
    }

    /// The files that it names, in its order: what a run without other inputs reads.
    pub fn files(&self) -> Vec<PathBuf> {
        let file = |own: &String| Some(self.folder.join(own)).filter(|path| path.exists()).unwrap_or_else(|| PathBuf::from(own));
        self.paths.iter().map(file).collect()
    }
}

/// A path from the root, without `.` and `..`; the file system is not asked.
fn absolute(path: &Path) -> String {
    let mut out = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            Component::ParentDir => _ = out.pop(),
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    name(&out)
}

type Rows = Vec<(u64, std::collections::BTreeMap<String, String>)>;

fn table(text: &str, delimiter: u8) -> Result<Rows, String> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let heads: Vec<String> = reader.headers().map_err(|e| e.to_string())?.iter().map(|head| head.trim().to_owned()).collect();
    if !heads.iter().any(|head| head == "path") {
        return Err(format!("no column is called path; it has: {}", heads.join(", ")));
    }
    let mut rows = Rows::new();
    for record in reader.records() {
        let record = record.map_err(|e| e.to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((line, heads.iter().cloned().zip(record.iter().map(str::to_owned)).collect()));
    }
    Ok(rows)
}

fn lines(text: &str) -> Result<Rows, String> {
    let mut rows = Rows::new();
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let object: serde_json::Map<String, Value> = serde_json::from_str(line).map_err(|e| format!("line {}: {e}", i + 1))?;
        let told = object.into_iter().filter_map(|(key, value)| match value {
            Value::Null => None,
            Value::String(text) => Some((key, text)),
            other => Some((key, other.to_string())),
        });
        rows.push((i as u64 + 1, told.collect()));
    }
    Ok(rows)
}
