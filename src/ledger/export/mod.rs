//! A ledger in the conventions of the field.

mod ftm;
mod gexf;
mod popolo;
mod quickstatements;

use super::out::each;
use super::store::fault;
use crate::error::Error;
use rusqlite::Connection;
use std::io::Write;
use std::path::Path;

/// A convention that a ledger is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Convention {
    /// FollowTheMoney entities, one a line.
    Ftm,
    /// One Popolo JSON document.
    Popolo,
    /// A graph of persons and bodies, as GEXF 1.3.
    Gexf,
    /// Wikidata QuickStatements (version 1) of held tenures: items are named by labels, to be replaced when they are reviewed.
    QuickStatements,
}

/// Writes a ledger in a convention.
///
/// # Errors
/// When `from` is no ledger, or the output fails.
pub fn export(from: &Path, convention: Convention, out: &mut dyn Write) -> Result<(), Error> {
    let base = Connection::open(from).map_err(fault)?;
    match convention {
        Convention::Ftm => ftm::write(&base, out),
        Convention::Popolo => popolo::write(&base, out),
        Convention::Gexf => gexf::write(&base, out),
        Convention::QuickStatements => quickstatements::write(&base, out),
    }
}

fn unwritten(error: std::io::Error) -> Error {
    Error::input(format!("the output cannot be written: {error}"))
}

/// A person's spell with what the conventions ask for.
struct Tenure {
    id: String,
    person: String,
    name: String,
    post: String,
    organization: Option<String>,
    role: String,
    jurisdiction: Option<String>,
    code: Option<String>,
    status: String,
    start: Option<String>,
    start_basis: Option<String>,
    end: Option<String>,
    end_basis: Option<String>,
    term: Option<String>,
    unit: Option<String>,
    source: Option<String>,
    url: Option<String>,
    published: Option<String>,
    uids: String,
}

impl Tenure {
    /// The end, when it is one: that somebody was last seen with a post does not end it.
    fn ended(&self) -> Option<&str> {
        self.end.as_deref().filter(|_| !matches!(self.end_basis.as_deref(), Some("last seen" | "former")))
    }

    /// The start, when it is one.
    fn started(&self) -> Option<&str> {
        self.start.as_deref().filter(|_| self.start_basis.as_deref() != Some("first seen"))
    }

    fn body_id(&self) -> Option<String> {
        self.organization.as_ref().map(|_| id("b", self.post.rsplit_once('|').map_or(self.post.as_str(), |(body, _)| body)))
    }

    fn post_id(&self) -> String {
        id("q", &self.post)
    }
}

fn id(kind: &str, key: &str) -> String {
    format!("{kind}{:016x}", crate::record::fnv(key))
}

/// Every tenure, with its first evidence.
fn tenures(base: &Connection, mut take: impl FnMut(Tenure) -> Result<(), Error>) -> Result<(), Error> {
    let sql = "SELECT t.tenure, t.person, t.name, t.post, t.organization, t.role, t.jurisdiction, t.code, t.status, t.start, t.start_basis, t.\"end\", t.end_basis, t.term, t.unit,
        r.source, r.url, r.published, (SELECT group_concat(uid, ' ') FROM (SELECT uid FROM tenure_evidence e WHERE e.tenure = t.tenure ORDER BY uid))
        FROM tenures t JOIN records r ON r.uid = (SELECT e.uid FROM tenure_evidence e JOIN records x USING (uid) WHERE e.tenure = t.tenure ORDER BY x.day, e.uid LIMIT 1) ORDER BY t.tenure";
    each(base, sql, &[], |row| {
        let text = |i: usize| row.get::<_, Option<String>>(i).map_err(fault);
        let sure = |i: usize| text(i).map(Option::unwrap_or_default);
        take(Tenure {
            id: sure(0)?,
            person: sure(1)?,
            name: sure(2)?,
            post: sure(3)?,
            organization: text(4)?,
            role: sure(5)?,
            jurisdiction: text(6)?,
            code: text(7)?,
            status: sure(8)?,
            start: text(9)?,
            start_basis: text(10)?,
            end: text(11)?,
            end_basis: text(12)?,
            term: text(13)?,
            unit: text(14)?,
            source: text(15)?,
            url: text(16)?,
            published: text(17)?,
            uids: sure(18)?,
        })
    })
}
