//! Whether a file was written by this crate: nothing else is ever written over unasked, or read back from a folder.

use super::packing::Packing;
use super::tables::TABLES;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// Marks a database as this crate's: `diba` in ASCII, where SQLite keeps the id of an application.
pub(crate) const APPLICATION: i32 = 0x6469_6261;

/// Marks a page to look at as this crate's.
pub(crate) const GENERATOR: &str = r#"<meta name="generator" content="dibao">"#;

/// How much of a file is looked at.
const HEAD: u64 = 4096;

/// Whether the file at `path` was written by this crate, as its first bytes tell: a database by its application id, JSON by its
/// schema, JSON lines by the keys that a line begins with, CSV by the columns, a page by its generator; Parquet by what it says at its
/// end, a workbook by its properties. An empty file counts as such: there is nothing in it to lose.
///
/// # Errors
/// When it cannot be read.
pub fn wrote(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    // a packed file that breaks off early is told by what could be unpacked
    let read = Packing::unpack(BufReader::new(File::open(path)?)).map(|from| from.take(HEAD).read_to_end(&mut head));
    match read {
        Err(error) | Ok(Err(error)) if head.is_empty() && path.metadata()?.len() > 0 => Err(error),
        _ if head.starts_with(b"PAR1") => is_own_parquet(File::open(path)?),
        #[cfg(feature = "xlsx")]
        _ if head.starts_with(b"PK\x03\x04") => Ok(is_own_workbook(File::open(path)?)),
        _ => Ok(is_own(&head)),
    }
}

/// Whether the metadata at the end of a Parquet file name the contract.
fn is_own_parquet(mut file: File) -> io::Result<bool> {
    let size = file.metadata()?.len();
    let (mut length, mut metadata) = ([0; 4], Vec::new());
    file.seek(SeekFrom::Start(size.saturating_sub(8)))?;
    file.read_exact(&mut length)?;
    let length = u64::from(u32::from_le_bytes(length));
    file.seek(SeekFrom::Start(size.saturating_sub(8 + length)))?;
    file.take(length.min(size)).read_to_end(&mut metadata)?;
    Ok(metadata.windows(12).any(|bytes| bytes == b"dibao.schema"))
}

/// Whether the properties of a workbook name this crate.
#[cfg(feature = "xlsx")]
fn is_own_workbook(file: File) -> bool {
    let mut properties = String::new();
    let read = zip::ZipArchive::new(file).ok().and_then(|mut zip| zip.by_name("docProps/core.xml").ok()?.take(HEAD).read_to_string(&mut properties).ok());
    read.is_some() && properties.contains("<dc:description>dibao</dc:description>")
}

fn is_own(head: &[u8]) -> bool {
    if head.starts_with(b"SQLite format 3\0") {
        return head.get(68..72) == Some(&APPLICATION.to_be_bytes());
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let line = text.lines().next().unwrap_or_default();
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).take(64).collect();
    let document = packed.strip_prefix('[').unwrap_or(&packed);
    document.is_empty()
        || packed == "[]"
        || document.starts_with(r#"{"schema":"dibao/"#)
        || document.starts_with(r#"{"meta":{"generator":"dibao"}"#)
        || is_line(line)
        || line.starts_with(r#"{"dibao":"#)
        || TABLES.iter().any(|table| table.columns().join(",") == line)
        || text.starts_with("<!doctype html>") && text.contains(GENERATOR)
}

/// Whether a line begins as the lines of [`Format::Jsonl`](super::Format::Jsonl) do.
fn is_line(line: &str) -> bool {
    let record = line.strip_prefix(r#"{"id":"r"#).is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(r#"","article":"a"#));
    let ledger = ["person", "tenure", "ledger_project", "ledger_finding"].iter().any(|kind| line.starts_with(&format!(r#"{{"type":"{kind}","#)));
    let annotation = line.starts_with(r#"{"@context":"http://www.w3.org/ns/anno.jsonld","generator":{"name":"dibao "#);
    record
        || ledger
        || annotation
        || ["document", "error", "finding", "unparsed"].iter().any(|kind| line.starts_with(&format!(r#"{{"type":"{kind}","source":{{"#)))
}
