//! Files of records: JSON lines, packed or not, and databases.

use super::line::Line;
use crate::error::Error;
use crate::export::{Packing, TABLES};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Record types that say nothing of persons and projects, and what else is no record.
const OTHERS: &[&str] = &["figure", "document", "finding", "unparsed", "error"];

/// Gives every record of a file, or of the lines that come by standard input (`-`), to `take`.
pub(super) fn records(path: &Path, mut take: impl FnMut(Line) -> Result<(), Error>) -> Result<u64, Error> {
    let fault = |why: &dyn std::fmt::Display| Error::input(format!("{}: {why}", path.display()));
    if path.is_dir() {
        return Err(fault(&"it is a folder: name files in it, .jsonl or .sqlite"));
    }
    let mut file: Box<dyn BufRead> = match path.as_os_str().as_encoded_bytes() {
        b"-" => Box::new(std::io::stdin().lock()),
        _ => Box::new(BufReader::with_capacity(1 << 16, File::open(path).map_err(|e| fault(&e))?)),
    };
    if file.fill_buf().map_err(|e| fault(&e))?.starts_with(b"SQLite format 3\0") {
        return database(path, &mut take);
    }
    let mut from = BufReader::with_capacity(1 << 16, Packing::unpack(file).map_err(|e| fault(&e))?);
    let (mut bytes, mut number, mut count) = (Vec::new(), 0_u64, 0);
    loop {
        bytes.clear();
        number += 1;
        // no record comes near this
        let read = (&mut from).take(1 << 28).read_until(b'\n', &mut bytes).map_err(|e| fault(&format!("line {number}: {e}")))?;
        if read == 0 {
            return Ok(count);
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_slice(&bytes)
            .map_err(|e| fault(&format!("line {number} is no record of dibao ({e}): the ledger reads what `dibao extract` writes as .jsonl or .sqlite")))?;
        if line.r#type.is_empty() {
            return Err(fault(&format!("line {number} has no type: the ledger reads what `dibao extract` writes as .jsonl or .sqlite")));
        }
        if !OTHERS.contains(&line.r#type.as_str()) {
            count += 1;
            take(line)?;
        }
    }
}

/// Records of a database that `extract` wrote; its rows become the objects that they were.
fn database(path: &Path, take: &mut dyn FnMut(Line) -> Result<(), Error>) -> Result<u64, Error> {
    let fault = |why: &dyn std::fmt::Display| Error::input(format!("{}: {why}", path.display()));
    let base = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|e| fault(&e))?;
    let is_ledger = base.prepare("SELECT tenure FROM tenures").is_ok();
    if is_ledger {
        return Err(fault(&"it is a ledger already: name the records that it was made of"));
    }
    let parties = parties(&base).map_err(|e| fault(&format!("no database of records that this version of dibao wrote ({e})")))?;
    let mut count = 0;
    for table in TABLES {
        let Some(kind) = table.record_type().filter(|kind| !OTHERS.contains(kind)) else { continue };
        let columns: Vec<(&str, &str)> = table.pointers();
        let names: Vec<String> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let order = "ORDER BY document, record";
        let mut sql = base.prepare(&format!("SELECT {} FROM {} {order}", names.join(","), table.name)).map_err(|e| fault(&e))?;
        let mut rows = sql.query([]).map_err(|e| fault(&e))?;
        while let Some(row) = rows.next().map_err(|e| fault(&e))? {
            let mut object = Value::Object(Map::from_iter([("type".to_owned(), Value::String(kind.to_owned()))]));
            for (i, (_, pointer)) in columns.iter().enumerate() {
                if let Some(cell) = cell(row.get_ref(i).map_err(|e| fault(&e))?, pointer) {
                    put(&mut object, pointer, cell);
                }
            }
            if kind == "project" {
                let key = (row.get::<_, i64>("document").map_err(|e| fault(&e))?, row.get::<_, String>("record").map_err(|e| fault(&e))?);
                if let Some(list) = parties.get(&key) {
                    put(&mut object, "/parties", Value::Array(list.clone()));
                }
            }
            let line: Line = serde_json::from_value(object).map_err(|e| fault(&format!("a row of {}: {e}", table.name)))?;
            count += 1;
            take(line)?;
        }
    }
    Ok(count)
}

type Parties = BTreeMap<(i64, String), Vec<Value>>;

/// Parties of all projects, by document and record.
fn parties(base: &Connection) -> rusqlite::Result<Parties> {
    let mut sql = base.prepare("SELECT document, record, name, role, share FROM project_parties ORDER BY document, record, item")?;
    let mut rows = sql.query([])?;
    let mut out = Parties::new();
    while let Some(row) = rows.next()? {
        let key = (row.get(0)?, row.get(1)?);
        let mut party = Map::from_iter([("name".to_owned(), row.get::<_, String>(2)?.into()), ("role".to_owned(), row.get::<_, String>(3)?.into())]);
        if let Some(share) = cell(row.get_ref(4)?, "/share") {
            party.insert("share".to_owned(), share);
        }
        out.entry(key).or_default().push(Value::Object(party));
    }
    Ok(out)
}

fn cell(value: ValueRef<'_>, pointer: &str) -> Option<Value> {
    Some(match value {
        ValueRef::Null | ValueRef::Blob(_) => return None,
        ValueRef::Integer(0 | 1) if pointer == "/temporary" => return None,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => {
            let text = String::from_utf8_lossy(text).into_owned();
            match pointer {
                "/source/quality" | "/jurisdiction/candidates" => Value::Array(text.split(' ').map(|part| part.to_owned().into()).collect()),
                "/source/extra" => serde_json::from_str(&text).ok()?,
                "/investment/value" | "/investment/min" | "/investment/max" => serde_json::from_str(&text).ok()?,
                _ => text.into(),
            }
        }
    })
}

/// Puts a value at a JSON pointer.
fn put(object: &mut Value, pointer: &str, value: Value) {
    let mut at = object;
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    for (i, step) in steps.iter().enumerate() {
        let slot = match step.parse::<usize>() {
            Ok(index) => {
                if !at.is_array() {
                    *at = Value::Array(vec![0.into(), 0.into()]);
                }
                &mut at[index]
            }
            Err(_) => {
                if !at.is_object() {
                    *at = Value::Object(Map::new());
                }
                &mut at[*step]
            }
        };
        if i + 1 == steps.len() {
            *slot = value;
            return;
        }
        at = slot;
    }
}
