//! Prints one hash for each document of some folders: two builds that print the same read the same.

use dibao::{Context, Extractor};
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// All text files below a folder, or the file itself.
fn texts(path: &Path, out: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            texts(&entry?.path(), out)?;
        }
    } else if path.extension().is_some_and(|e| e == "txt" || e == "md") {
        out.push(path.to_owned());
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    for path in std::env::args().skip(1) {
        texts(Path::new(&path), &mut files)?;
    }
    if files.is_empty() {
        return Err("usage: fingerprint FOLDER…".into());
    }
    files.sort();
    let extractor = Extractor::new()?;
    let contexts = [Context::default(), Context::default().published_str("2023-04-27")?.place("株洲市")];
    for file in files {
        let source = String::from_utf8_lossy(&std::fs::read(&file)?).into_owned();
        let mut hash = FxHasher::default();
        for context in &contexts {
            hash.write(&serde_json::to_vec(&extractor.extract(&source, context)?)?);
        }
        println!("{:016x} {}", hash.finish(), file.display());
    }
    Ok(())
}
