//! A ledger as JSON lines and as CSV files.

use super::store::fault;
use crate::error::Error;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::Path;

/// The tables of a folder of CSV files, with what each row is taken from.
pub const TABLES: &[(&str, &str)] = &[
    ("spells", "SELECT * FROM spells"),
    ("persons", "SELECT * FROM persons ORDER BY person"),
    ("maybe_same", "SELECT * FROM maybe_same ORDER BY person, other"),
    ("posts", "SELECT * FROM posts ORDER BY post"),
    ("post_forms", "SELECT * FROM post_forms ORDER BY post, title"),
    (
        "spell_evidence",
        "SELECT tenure AS spell_id, uid, source, url, published, headline, char_start, char_end, evidence FROM tenure_evidence JOIN records USING (uid) ORDER BY tenure, uid",
    ),
    ("successions", "SELECT * FROM successions ORDER BY post, start, person"),
    ("acts", "SELECT * FROM acts ORDER BY date, uid"),
    ("findings", "SELECT * FROM findings_with_pages ORDER BY \"check\", uid, other, message"),
    ("projects", "SELECT * FROM projects ORDER BY project"),
    ("project_stages", "SELECT * FROM project_stages ORDER BY project, day, stage, uid"),
    ("project_sums", "SELECT * FROM project_sums ORDER BY project, day, uid"),
    ("project_parties", "SELECT * FROM project_parties ORDER BY project, name, role, uid"),
];

fn unwritten(error: &std::io::Error) -> Error {
    Error::input(format!("the output cannot be written: {error}"))
}

/// Writes a ledger as a folder of CSV files, one for each of [`TABLES`].
///
/// # Errors
/// When `from` is no ledger, or the folder cannot be written.
pub fn csv(from: &Path, folder: &Path) -> Result<(), Error> {
    let base = Connection::open(from).map_err(fault)?;
    std::fs::create_dir_all(folder).map_err(|e| unwritten(&e))?;
    for (name, sql) in TABLES {
        let mut select = base.prepare(sql).map_err(fault)?;
        let width = select.column_count();
        let file = std::fs::File::create(folder.join(format!("{name}.csv"))).map_err(|e| unwritten(&e))?;
        let mut out = csv::Writer::from_writer(std::io::BufWriter::new(file));
        let broken = |e: csv::Error| Error::input(format!("the output cannot be written: {e}"));
        out.write_record(select.column_names()).map_err(broken)?;
        let mut rows = select.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let cells: Result<Vec<String>, Error> = (0..width).map(|i| row.get_ref(i).map(text).map_err(fault)).collect();
            out.write_record(cells?).map_err(broken)?;
        }
        out.flush().map_err(|e| unwritten(&e))?;
    }
    Ok(())
}

/// Writes a ledger as a workbook, with a sheet for each of [`TABLES`].
///
/// # Errors
/// When `from` is no ledger, or the output fails.
#[cfg(feature = "xlsx")]
pub fn xlsx(from: &Path, to: &Path) -> Result<(), Error> {
    use crate::export::{Book, Cell};
    let base = Connection::open(from).map_err(fault)?;
    let mut book = Book::new().map_err(|e| unwritten(&e))?;
    for (i, (name, sql)) in TABLES.iter().enumerate() {
        let mut select = base.prepare(sql).map_err(fault)?;
        let width = select.column_count();
        book.table(name, select.column_names().map(str::to_owned).collect()).map_err(|e| unwritten(&e))?;
        let cell = |value: ValueRef<'_>| match value {
            ValueRef::Null | ValueRef::Blob(_) => Cell::Empty,
            ValueRef::Integer(_) | ValueRef::Real(_) => Cell::Number(text(value)),
            ValueRef::Text(_) => Cell::Text(text(value)),
        };
        let mut rows = select.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let cells: Result<Vec<Cell>, Error> = (0..width).map(|i| row.get_ref(i).map(cell).map_err(fault)).collect();
            book.row(i, &cells?).map_err(|e| unwritten(&e))?;
        }
    }
    book.save(to).map_err(|e| unwritten(&e))
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
    }
}

/// Writes a ledger as JSON lines: persons, tenures, projects, findings.
///
/// # Errors
/// When `from` is no ledger, or the output fails.
pub fn jsonl(from: &Path, out: &mut dyn Write) -> Result<(), Error> {
    let base = Connection::open(from).map_err(fault)?;
    let mut line = |value: String| writeln!(out, "{value}").map_err(|e| unwritten(&e));
    each(&base, "SELECT * FROM persons ORDER BY person", &[], |row| {
        let mut person = object(row)?;
        let id: String = row.get("person").map_err(fault)?;
        let same = list(
            &base,
            "SELECT other AS id, reasons FROM maybe_same WHERE person = ?1 UNION SELECT person, reasons FROM maybe_same WHERE other = ?1 ORDER BY 1",
            &id,
        )?;
        person.insert("id".to_owned(), person["person"].clone());
        person.remove("person");
        if !same.is_empty() {
            person.insert("maybe_same".to_owned(), Value::Array(same));
        }
        line(typed("person", person))
    })?;
    each(&base, "SELECT * FROM tenures ORDER BY tenure", &[], |row| {
        let (id, row) = (row.get::<_, String>("tenure").map_err(fault)?, object(row)?);
        let mut uids = Vec::new();
        each(&base, "SELECT uid FROM tenure_evidence WHERE tenure = ?1 ORDER BY uid", &[&id], |row| {
            uids.push(Value::String(row.get(0).map_err(fault)?));
            Ok(())
        })?;
        line(tenure(row, uids))
    })?;
    each(&base, "SELECT * FROM projects ORDER BY project", &[], |row| {
        let id: String = row.get("project").map_err(fault)?;
        let mut project = object(row)?;
        for (key, sql) in [
            ("names", "SELECT name FROM project_names WHERE project = ?1 ORDER BY name"),
            ("stages", "SELECT stage, day, basis, uid FROM project_stages WHERE project = ?1 ORDER BY day, stage, uid"),
            ("sums", "SELECT investment, currency, modifier, day, uid FROM project_sums WHERE project = ?1 ORDER BY day, uid"),
            ("parties", "SELECT name, role, share, uid FROM project_parties WHERE project = ?1 ORDER BY name, role, uid"),
        ] {
            project.insert(key.to_owned(), Value::Array(list(&base, sql, &id)?));
        }
        line(typed("ledger_project", project))
    })?;
    each(&base, "SELECT * FROM findings_with_pages ORDER BY \"check\", uid, other, message", &[], |row| line(typed("ledger_finding", object(row)?)))
}

/// An object as a line, its type first, which tells whose line it is.
fn typed(kind: &str, rest: Map<String, Value>) -> String {
    let rest = Value::Object(rest).to_string();
    let comma = if rest.len() > 2 { "," } else { "" };
    format!("{{\"type\":\"{kind}\"{comma}{}", &rest[1..])
}

/// A tenure as the contract has it.
fn tenure(mut row: Map<String, Value>, evidence: Vec<Value>) -> String {
    let mut out = Map::new();
    let mut take = |key: &str| row.remove(key);
    out.insert("id".to_owned(), take("tenure").unwrap_or_default());
    out.insert("person".to_owned(), json!({ "id": take("person"), "name": take("name") }));
    for key in ["title", "organization", "role"] {
        if let Some(value) = take(key) {
            out.insert(key.to_owned(), value);
        }
    }
    if let Some(name) = take("jurisdiction") {
        let mut at = Map::from_iter([("name".to_owned(), name)]);
        at.extend(take("code").map(|code| ("code".to_owned(), code)));
        out.insert("jurisdiction".to_owned(), at.into());
    }
    for key in ["post", "status", "term", "unit"] {
        if let Some(value) = take(key) {
            out.insert(key.to_owned(), value);
        }
    }
    for (key, basis) in [("start", "start_basis"), ("end", "end_basis")] {
        if let Some(day) = take(key) {
            out.insert(key.to_owned(), json!({ "date": day, "basis": take(basis) }));
        }
    }
    out.insert("evidence".to_owned(), Value::Array(evidence));
    typed("tenure", out)
}

/// A row as an object, without what is not known.
fn object(row: &Row<'_>) -> Result<Map<String, Value>, Error> {
    let mut out = Map::new();
    for (i, name) in row.as_ref().column_names().enumerate() {
        let value = match row.get_ref(i).map_err(fault)? {
            ValueRef::Null | ValueRef::Blob(_) => continue,
            ValueRef::Integer(number) => number.into(),
            ValueRef::Real(number) => number.into(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
        };
        out.insert(name.to_owned(), value);
    }
    Ok(out)
}

fn list(base: &Connection, sql: &str, id: &str) -> Result<Vec<Value>, Error> {
    let mut out = Vec::new();
    each(base, sql, &[id], |row| {
        out.push(Value::Object(object(row)?));
        Ok(())
    })?;
    Ok(out)
}

pub(super) fn each(base: &Connection, sql: &str, given: &[&str], mut take: impl FnMut(&Row<'_>) -> Result<(), Error>) -> Result<(), Error> {
    let mut select = base.prepare_cached(sql).map_err(fault)?;
    let mut rows = select.query(rusqlite::params_from_iter(given)).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        take(row)?;
    }
    Ok(())
}
