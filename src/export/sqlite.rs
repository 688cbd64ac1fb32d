//! One database file, queryable at once: a table for each kind of record, keys that lead from a record to its document.

use super::journal::Journal;
use super::tables::{Cell, Row, TABLES, Table};
use super::{Part, Progress, Rendered, Run, Start, Writer, foreign, own};
use rusqlite::{Connection, OpenFlags, params_from_iter, types};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// An open database; what is written since the last commit is in one transaction. How far the run has come is kept inside: the
/// file beside it only keeps other runs away.
pub(super) struct Database {
    connection: Connection,
    inserts: Vec<String>,
    journal: Journal,
}

/// Where the state of the run is kept.
const STATE: &str = "CREATE TABLE run (run TEXT NOT NULL, state TEXT NOT NULL);
CREATE TABLE inputs (source TEXT PRIMARY KEY, documents INTEGER NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
";

/// What stands at the path of a database.
#[derive(Clone, Copy, PartialEq, Eq)]
enum There {
    Nothing,
    Own,
    Foreign,
}

impl Database {
    pub(super) fn open(path: &Path, run: &Run, start: Start) -> io::Result<(Self, Progress)> {
        let (mut journal, _) = Journal::open(path, start)?;
        let (connection, progress) = Self::connect(path, run, start).map_err(|error| journal.given_up(error))?;
        journal.begin(run, &Progress::default())?;
        Ok((Database { connection, inserts: TABLES.iter().map(insert).collect(), journal }, progress))
    }

    fn connect(path: &Path, run: &Run, start: Start) -> io::Result<(Connection, Progress)> {
        let there = there(path)?;
        match (start, there) {
            (Start::Resume | Start::Anew, There::Foreign) => return Err(foreign()),
            (Start::Resume, There::Own) => return Self::begun(path, run),
            _ => clear(path)?,
        }
        let connection = Connection::open(path).map_err(other)?;
        let tables: String = TABLES.iter().map(create).collect();
        let state = serde_json::to_string(&Progress::default())?;
        // in one transaction: a database without its state never stands there
        connection.execute_batch(&format!("BEGIN; PRAGMA application_id = {}; {STATE}{tables}", own::APPLICATION)).map_err(other)?;
        connection.execute("INSERT INTO run VALUES (?1, ?2)", [serde_json::to_string(run)?, state]).map_err(other)?;
        connection.execute_batch("COMMIT; PRAGMA foreign_keys = ON; BEGIN").map_err(other)?;
        Ok((connection, Progress::default()))
    }

    /// The database of a run that was stopped, or that is complete.
    fn begun(path: &Path, run: &Run) -> io::Result<(Connection, Progress)> {
        let connection = Connection::open(path).map_err(other)?;
        let (begun, state): (String, String) = connection.query_row("SELECT run, state FROM run", [], |row| Ok((row.get(0)?, row.get(1)?))).map_err(other)?;
        serde_json::from_str::<Run>(&begun)?.same(run)?;
        let mut progress: Progress = serde_json::from_str(&state)?;
        let mut inputs = connection.prepare("SELECT source, documents, digest FROM inputs").map_err(other)?;
        let sources =
            inputs.query_map([], |row| Ok((row.get(0)?, Part { documents: row.get::<_, i64>(1)?.unsigned_abs(), digest: row.get(2)? }))).map_err(other)?;
        progress.sources = sources.collect::<rusqlite::Result<BTreeMap<_, _>>>().map_err(other)?;
        drop(inputs);
        connection.execute_batch("PRAGMA foreign_keys = ON; BEGIN").map_err(other)?;
        Ok((connection, progress))
    }

    fn settle(&mut self, progress: &Progress) -> io::Result<()> {
        for (source, part) in &progress.sources {
            let sql = "INSERT OR REPLACE INTO inputs VALUES (?1, ?2, ?3)";
            self.connection.prepare_cached(sql).and_then(|mut sql| sql.execute((source, part.documents.cast_signed(), &part.digest))).map_err(other)?;
        }
        let state = serde_json::to_string(&Progress { sources: BTreeMap::new(), ..progress.clone() })?;
        self.connection.execute("UPDATE run SET state = ?1", [state]).map_err(other)?;
        self.connection.execute_batch("COMMIT").map_err(other)
    }

    fn insert(&self, (table, cells): &Row) -> rusqlite::Result<()> {
        self.connection.prepare_cached(&self.inserts[*table])?.execute(params_from_iter(cells.iter().map(value))).map(drop)
    }
}

impl Writer for Database {
    fn write(&mut self, part: Rendered) -> io::Result<()> {
        let Rendered::Rows(rows) = part else { return Err(io::Error::other("a database takes rows")) };
        rows.iter().try_for_each(|row| self.insert(row).map_err(other))
    }

    fn commit(&mut self, progress: &Progress) -> io::Result<()> {
        self.settle(progress)?;
        self.connection.execute_batch("BEGIN").map_err(other)
    }

    fn finish(&mut self, progress: &Progress) -> io::Result<()> {
        self.settle(progress)?;
        self.journal.remove()
    }
}

/// Looks at what stands at `path`; what a run that was killed in its first transaction left is nothing.
fn there(path: &Path) -> io::Result<There> {
    match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(There::Nothing),
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    let look = || -> rusqlite::Result<There> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i32>(0));
        Ok(match (one("SELECT count(*) FROM sqlite_master")?, one("PRAGMA application_id")?) {
            (_, own::APPLICATION) => There::Own,
            (0, _) => There::Nothing,
            _ => There::Foreign,
        })
    };
    match look() {
        Ok(there) => Ok(there),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => Ok(There::Foreign),
        Err(error) => Err(other(error)),
    }
}

/// Takes a database away, then what SQLite keeps beside one.
fn clear(path: &Path) -> io::Result<()> {
    for end in ["", "-journal", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        match std::fs::remove_file(name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn other(error: rusqlite::Error) -> io::Error {
    io::Error::other(error.to_string())
}

/// Columns of whole numbers and shares; all others but [`EXACT`] are text.
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
    "duration_months",
];

/// Columns of values. They have no type: a number that SQLite cannot hold with all its digits stays the text of its digits.
const EXACT: &[&str] = &["investment", "investment_min", "investment_max", "share", "value", "min", "max", "change_value"];

fn create(table: &Table) -> String {
    let columns = table.columns();
    let typed = columns.iter().map(|c| match c {
        c if EXACT.contains(c) => format!("\"{c}\""),
        c if NUMBERS.contains(c) => format!("\"{c}\" NUMERIC"),
        c => format!("\"{c}\" TEXT"),
    });
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

fn value(cell: &Cell) -> types::Value {
    match cell {
        Cell::Empty => types::Value::Null,
        Cell::Truth(truth) => types::Value::Integer(i64::from(*truth)),
        Cell::Text(text) => types::Value::Text(text.clone()),
        Cell::Number(digits) => match (digits.parse(), digits.parse::<f64>()) {
            (Ok(whole), _) => types::Value::Integer(whole),
            // the shortest text of a float that says the same digits: nothing is lost
            (_, Ok(float)) if float.to_string() == *digits => types::Value::Real(float),
            _ => types::Value::Text(digits.clone()),
        },
    }
}
