//! From pages to a ledger: who held what, when, by which page.
//!
//! [`Ledger`] takes the records of any number of runs in any order, puts posts in one normal form, joins what is said of one person
//! by a chain of evidence and never by the name alone, makes spells with a start and an end of it, each with how it is known and
//! which records say so, and notes what does not fit. Records are sorted on disk (SQLite): memory does not grow with them, only
//! with those of one name.
//!
//! ```no_run
//! use dibao::ledger::Ledger;
//! let mut ledger = Ledger::create("ledger.sqlite".as_ref())?;
//! ledger.read("records.jsonl".as_ref())?;
//! let counts = ledger.finish()?;
//! println!("{} persons, {} tenures", counts.persons, counts.tenures);
//! # Ok::<(), dibao::Error>(())
//! ```

mod build;
mod claim;
mod export;
mod line;
mod out;
mod persons;
mod posts;
mod projects;
mod read;
mod store;
mod tenures;
mod view;

pub use export::{Convention, export};
#[cfg(feature = "xlsx")]
pub use out::xlsx;
pub use out::{TABLES, csv, jsonl};
pub use view::{MAX_TENURES, view};

use crate::error::Error;
use posts::Forms;
use std::path::Path;
use store::{Store, fault};

/// A ledger under way.
pub struct Ledger {
    store: Store,
    forms: Forms,
    records: u64,
}

/// What a ledger holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Records read, repeated ones among them.
    pub records: u64,
    /// Persons.
    pub persons: u64,
    /// Spells in posts.
    pub tenures: u64,
    /// Projects.
    pub projects: u64,
    /// What does not fit.
    pub findings: u64,
}

impl Ledger {
    /// Begins a ledger in a new database file.
    ///
    /// # Errors
    /// When the file cannot be written, or holds tables already.
    pub fn create(path: &Path) -> Result<Self, Error> {
        Ok(Ledger { forms: Forms::new(None)?, store: Store::create(path)?, records: 0 })
    }

    /// As [`create`](Self::create), with the file `ledger.toml` of a folder of rules laid over the built-in one.
    ///
    /// # Errors
    /// As [`create`](Self::create); and when that file cannot be read or holds what it must not.
    pub fn with_rules(path: &Path, folder: &Path) -> Result<Self, Error> {
        Ok(Ledger { forms: Forms::new(Some(folder))?, store: Store::create(path)?, records: 0 })
    }

    /// Takes in the records of a file that `extract` wrote as JSON lines (packed or not) or SQLite; `-` is standard input, for lines.
    ///
    /// # Errors
    /// When it cannot be read or holds anything else; the message tells the line.
    pub fn read(&mut self, path: &Path) -> Result<(), Error> {
        let (store, forms) = (&self.store, &self.forms);
        self.records += read::records(path, |line| store.add(line, forms))?;
        Ok(())
    }

    /// Makes the ledger of what was read, whatever order it was read in.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn finish(self) -> Result<Counts, Error> {
        self.store.sort()?;
        build::build(&self.store, &self.forms.words)?;
        build::successions(&self.store)?;
        projects::build(&self.store)?;
        projects::seats(&self.store)?;
        self.store.finish()?;
        let count = |table: &str| {
            let sql = format!("SELECT count(*) FROM {table}");
            self.store.base.query_row(&sql, [], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs).map_err(fault)
        };
        Ok(Counts { records: self.records, persons: count("persons")?, tenures: count("tenures")?, projects: count("projects")?, findings: count("findings")? })
    }
}
