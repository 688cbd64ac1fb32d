//! One database file, queryable at once: a table for each kind of record, keys that lead from a record to its document.

use super::tables::{Row, TABLES, Table};
use super::{Progress, Rendered, Start, Writer};
use rusqlite::{Connection, params_from_iter, types};
use serde_json::Value;
use std::io;
use std::path::Path;

/// An open database; what is written since the last commit is in one transaction.
pub(super) struct Database {
    connection: Connection,
    inserts: Vec<String>,
}

impl Database {
    pub(super) fn open(path: &Path, run: &str, start: Start) -> io::Result<(Self, Progress)> {
        if start == Start::Anew && path.exists() {
            std::fs::remove_file(path)?;
        }
        let connection = Connection::open(path).map_err(other)?;
        connection.execute_batch("PRAGMA foreign_keys = ON").map_err(other)?;
        connection.execute_batch("CREATE TABLE IF NOT EXISTS run (state TEXT NOT NULL)").map_err(other)?;
        let state: Option<String> = connection.query_row("SELECT state FROM run", [], |row| row.get(0)).ok();
        let progress = match state {
            Some(state) => {
                let progress: Progress = serde_json::from_str(&state)?;
                super::same_run(&progress.run, run)?;
                progress
            }
            None => {
                let tables: String = TABLES.iter().map(create).collect();
                connection.execute_batch(&tables).map_err(other)?;
                Progress { run: run.to_owned(), ..Progress::default() }
            }
        };
        connection.execute_batch("BEGIN").map_err(other)?;
        Ok((Database { connection, inserts: TABLES.iter().map(insert).collect() }, progress))
    }

    fn insert(&self, (table, cells): &Row) -> rusqlite::Result<()> {
        self.connection.prepare_cached(&self.inserts[*table])?.execute(params_from_iter(cells.iter().map(|c| value(c.as_ref())))).map(drop)
    }
}

impl Writer for Database {
    fn write(&mut self, part: Rendered) -> io::Result<()> {
        let Rendered::Rows(rows) = part else { return Err(io::Error::other("a database takes rows")) };
        rows.iter().try_for_each(|row| self.insert(row).map_err(other))
    }

    fn commit(&mut self, progress: &Progress) -> io::Result<()> {
        let state = serde_json::to_string(progress)?;
        self.connection.execute("DELETE FROM run", []).map_err(other)?;
        self.connection.execute("INSERT INTO run VALUES (?1)", [state]).map_err(other)?;
        self.connection.execute_batch("COMMIT; BEGIN").map_err(other)
    }
}

fn other(error: rusqlite::Error) -> io::Error {
    io::Error::other(error.to_string())
}

/// Columns of numbers; all others are text.
const NUMBERS: &[&str] = &[
    "document",
    "item",
    "replaced",
    "confidence",
    "char_start",
    "char_end",
    "byte_start",
    "byte_end",
    "probation_months",
    "temporary",
    "seats",
    "count",
    "investment",
    "investment_min",
    "investment_max",
    "duration_months",
    "share",
    "value",
    "min",
    "max",
    "change_value",
];

fn create(table: &Table) -> String {
    let columns = table.columns();
    let typed = columns.iter().map(|c| format!("\"{c}\" {}", if NUMBERS.contains(c) { "NUMERIC" } else { "TEXT" }));
    let key = columns[..table.key()].join(", ");
    let mut parts: Vec<String> = typed.collect();
    parts.push(format!("PRIMARY KEY ({key})"));
    match table.parent() {
        Some(parent) => parts.push(format!("FOREIGN KEY (document, record) REFERENCES {} (document, record)", parent.name)),
        None if table.name != "documents" => parts.push("FOREIGN KEY (document) REFERENCES documents (document)".to_owned()),
        None => {}
    }
    let index = if columns.contains(&"person") { format!("CREATE INDEX {0}_person ON {0} (person);\n", table.name) } else { String::new() };
    format!("CREATE TABLE {} (\n  {}\n) WITHOUT ROWID;\n{index}", table.name, parts.join(",\n  "))
}

fn insert(table: &Table) -> String {
    let marks = vec!["?"; table.columns().len()].join(", ");
    format!("INSERT INTO {} VALUES ({marks})", table.name)
}

fn value(cell: Option<&Value>) -> types::Value {
    match cell {
        None => types::Value::Null,
        Some(Value::Bool(b)) => types::Value::Integer(i64::from(*b)),
        Some(Value::Number(n)) => n.as_i64().map_or_else(|| types::Value::Real(n.as_f64().unwrap_or_default()), types::Value::Integer),
        Some(Value::String(text)) => types::Value::Text(text.clone()),
        Some(list) => types::Value::Text(list.to_string()),
    }
}
