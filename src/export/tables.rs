//! The tables of CSV and SQLite: one description for both.

use super::Outcome;
pub use super::values::Cell;
use super::values::{Values, cell};
use crate::record::{Record, Source};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// Where the rows of a table come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// One row for each document.
    Document,
    /// One for each article.
    Articles,
    /// One for each person of each article's byline.
    People,
    /// One for each record of a type.
    Records(&'static str),
    /// One for each element of a list in each record of a type.
    Inner(&'static str, &'static str),
    /// One for each finding.
    Findings,
    /// One for each unparsed note.
    Unparsed,
}

/// A table: its name, and its columns with the JSON pointers of their values.
#[derive(Debug)]
pub struct Table {
    /// Name of the table, and of the CSV file.
    pub name: &'static str,
    /// What a row stands for.
    pub about: &'static str,
    pub(super) of: Of,
    pub(super) own: &'static [(&'static str, &'static str)],
}

/// A row: the index of its table in [`TABLES`], and its cells.
pub type Row = (usize, Vec<Cell>);

const PLACE: [(&str, &str); 4] =
    [("char_start", "/span/chars/0"), ("char_end", "/span/chars/1"), ("byte_start", "/span/bytes/0"), ("byte_end", "/span/bytes/1")];

/// Columns behind the own ones of every record table.
const RECORD: [(&str, &str); 6] =
    [("article", "/article"), ("headline", "/headline"), ("rule", "/rule"), ("confidence", "/confidence"), ("evidence", "/evidence"), ("uid", "/uid")];

/// Columns of the document, at the end of every row of another table.
const SOURCE: [(&str, &str); 5] = [
    ("source_id", "/source/id"),
    ("source_url", "/source/url"),
    ("source_published", "/source/published"),
    ("source_place", "/source/place"),
    ("source_publisher", "/source/publisher"),
];

/// All tables; a table comes after those it refers to.
pub static TABLES: &[Table] = &[
    Table {
        name: "documents",
        about: "documents read, with what is known of them; a failed one has an error",
        of: Of::Document,
        own: &[
            ("id", "/source/id"),
            ("publisher", "/source/publisher"),
            ("published", "/source/published"),
            ("place", "/source/place"),
            ("url", "/source/url"),
            ("title", "/source/title"),
            ("extra", "/source/extra"),
            ("encoding", "/source/encoding"),
            ("replaced", "/source/replaced"),
            ("quality", "/source/quality"),
            ("error", "/error"),
            ("text", "/text"),
        ],
    },
    Table {
        name: "articles",
        about: "articles of a page",
        of: Of::Articles,
        own: &[
            ("article", "/id"),
            ("kind", "/kind"),
            ("headline", "/headline"),
            ("outlet", "/byline/outlet"),
            ("continued_from", "/continued_from"),
            ("duplicate_of", "/duplicate_of"),
        ],
    },
    Table { name: "article_people", about: "people of bylines", of: Of::People, own: &[("article", "/article"), ("name", "/name"), ("role", "/role")] },
    Table {
        name: "offices",
        about: "a person is said to hold, or to have held, a post",
        of: Of::Records("office"),
        own: &[
            ("person", "/person"),
            ("title", "/title"),
            ("organization", "/organization"),
            ("role", "/role"),
            ("jurisdiction", "/jurisdiction/name"),
            ("jurisdiction_code", "/jurisdiction/code"),
            ("jurisdiction_candidates", "/jurisdiction/candidates"),
            ("status", "/status"),
            ("start", "/start"),
            ("end", "/end"),
        ],
    },
    Table {
        name: "appointments",
        about: "personnel actions: one on one person and one post",
        of: Of::Records("appointment"),
        own: &[
            ("action", "/action"),
            ("person", "/person"),
            ("title", "/title"),
            ("organization", "/organization"),
            ("role", "/role"),
            ("jurisdiction", "/jurisdiction/name"),
            ("jurisdiction_code", "/jurisdiction/code"),
            ("jurisdiction_candidates", "/jurisdiction/candidates"),
            ("authority", "/authority"),
            ("session", "/session"),
            ("date", "/date"),
            ("probation_months", "/probation_months"),
            ("temporary", "/temporary"),
            ("reason", "/reason"),
            ("gender", "/profile/gender"),
            ("ethnicity", "/profile/ethnicity"),
            ("birth", "/profile/birth"),
            ("native_place", "/profile/native_place"),
            ("education", "/profile/education"),
            ("party", "/profile/party"),
            ("current_title", "/profile/current_title"),
            ("notice", "/document"),
        ],
    },
    Table {
        name: "representative_changes",
        about: "changes of people's-congress deputies",
        of: Of::Records("representative_change"),
        own: &[
            ("action", "/action"),
            ("person", "/person"),
            ("congress", "/congress"),
            ("unit", "/unit"),
            ("reason", "/reason"),
            ("former_title", "/former_title"),
            ("authority", "/authority"),
            ("date", "/date"),
        ],
    },
    Table {
        name: "congress_sizes",
        about: "seats of a congress",
        of: Of::Records("congress_size"),
        own: &[("congress", "/congress"), ("seats", "/seats"), ("date", "/date")],
    },
    Table {
        name: "projects",
        about: "projects and batches of projects",
        of: Of::Records("project"),
        own: &[
            ("name", "/name"),
            ("count", "/count"),
            ("stage", "/stage"),
            ("date", "/date"),
            ("location", "/location"),
            ("investment", "/investment/value"),
            ("investment_min", "/investment/min"),
            ("investment_max", "/investment/max"),
            ("investment_unit", "/investment/unit"),
            ("investment_text", "/investment/text"),
            ("investment_modifier", "/investment/modifier"),
            ("duration_months", "/duration_months"),
        ],
    },
    Table {
        name: "project_parties",
        about: "who owns, builds, invests",
        of: Of::Inner("project", "/parties"),
        own: &[("name", "/name"), ("role", "/role"), ("share", "/share")],
    },
    Table {
        name: "project_figures",
        about: "other quantities told of a project",
        of: Of::Inner("project", "/figures"),
        own: &[
            ("label", "/label"),
            ("value", "/quantity/value"),
            ("min", "/quantity/min"),
            ("max", "/quantity/max"),
            ("unit", "/quantity/unit"),
            ("quantity_text", "/quantity/text"),
            ("modifier", "/quantity/modifier"),
        ],
    },
    Table {
        name: "figures",
        about: "quantities told of anything else",
        of: Of::Records("figure"),
        own: &[
            ("subject", "/subject"),
            ("label", "/label"),
            ("period", "/period"),
            ("value", "/quantity/value"),
            ("min", "/quantity/min"),
            ("max", "/quantity/max"),
            ("unit", "/quantity/unit"),
            ("quantity_text", "/quantity/text"),
            ("modifier", "/quantity/modifier"),
            ("change_direction", "/change/direction"),
            ("change_basis", "/change/basis"),
            ("change_value", "/change/quantity/value"),
            ("change_unit", "/change/quantity/unit"),
        ],
    },
    Table { name: "findings", about: "what does not agree with itself in a document", of: Of::Findings, own: &[("check", "/check"), ("message", "/message")] },
    Table {
        name: "unparsed",
        about: "what looks like an act and no rule understood",
        of: Of::Unparsed,
        own: &[("reason", "/reason"), ("evidence", "/evidence")],
    },
];

impl Table {
    /// The columns of the table, in order, with the JSON pointers of their values.
    pub(crate) fn pointers(&self) -> Vec<(&'static str, &'static str)> {
        let key: &[(&str, &str)] = match self.of {
            Of::Document => &[("document", "/number")],
            Of::Records(_) => &[("document", "/number"), ("record", "/id")],
            Of::Inner(..) => &[("document", "/number"), ("record", "/record"), ("item", "/item")],
            Of::Articles | Of::People | Of::Findings | Of::Unparsed => &[("document", "/number"), ("item", "/item")],
        };
        let tail: Vec<(&str, &str)> = match self.of {
            Of::Records(_) => RECORD.into_iter().chain(PLACE).collect(),
            Of::Articles | Of::Findings | Of::Unparsed => PLACE.to_vec(),
            Of::Inner(..) => vec![("uid", "/uid")],
            Of::Document | Of::People => Vec::new(),
        };
        let source: &[(&str, &str)] = if self.of == Of::Document { &[] } else { &SOURCE };
        key.iter().chain(self.own).copied().chain(tail).chain(source.iter().copied()).collect()
    }

    /// The type of the records that its rows are, if they are records.
    #[cfg(feature = "ledger")]
    pub(crate) fn record_type(&self) -> Option<&'static str> {
        match self.of {
            Of::Records(kind) => Some(kind),
            _ => None,
        }
    }

    /// The names of the columns, in order.
    pub fn columns(&self) -> Vec<&'static str> {
        self.pointers().into_iter().map(|(name, _)| name).collect()
    }

    /// How many of the first columns are the key.
    pub(super) fn key(&self) -> usize {
        match self.of {
            Of::Document => 1,
            Of::Inner(..) => 3,
            _ => 2,
        }
    }

    /// The table whose rows this one's belong to, if not the documents.
    pub(super) fn parent(&self) -> Option<&'static Table> {
        let Of::Inner(kind, _) = self.of else { return None };
        TABLES.iter().find(|t| t.of == Of::Records(kind))
    }
}

/// What a row of `documents` is made of.
#[derive(Serialize)]
struct Head<'a> {
    source: &'a Source,
    error: Option<&'a str>,
    text: Option<&'a str>,
}

/// The rows of a document; a row comes after those it refers to.
pub(super) fn rows(number: u64, outcome: &Outcome) -> io::Result<Vec<Row>> {
    let source = Values::of(&Sourced { source: outcome.result.as_ref().map_or(&outcome.source, |found| &found.source) })?;
    let source = SOURCE.iter().map(|(_, pointer)| (*pointer, source.pointer(pointer).map_or(Cell::Empty, |raw| cell(&raw)))).collect();
    let mut rows = Rows { number, source, out: Vec::new() };
    let error = outcome.result.as_ref().err().map(String::as_str);
    rows.add(Of::Document, &[], &Values::of(&Head { source: &outcome.source, error, text: outcome.text.as_deref() })?);
    let Ok(found) = &outcome.result else { return Ok(rows.out) };
    rows.list(Of::Articles, &found.articles)?;
    let people = found.articles.iter().flat_map(|article| article.byline.iter().flat_map(|byline| &byline.people).map(|person| (&article.id, person)));
    for (i, (article, person)) in people.enumerate() {
        rows.add(Of::People, &[("/item", whole(i + 1)), ("/article", Cell::Text(article.clone()))], &Values::of(person)?);
    }
    let headlines: BTreeMap<&str, &str> = found.articles.iter().filter_map(|a| Some((a.id.as_str(), a.headline.as_deref()?))).collect();
    for record in &found.records {
        rows.record(record, headlines.get(record.article.as_str()).map_or(Cell::Empty, |headline| Cell::Text((*headline).to_owned())))?;
    }
    rows.list(Of::Findings, &found.findings)?;
    rows.list(Of::Unparsed, &found.unparsed)?;
    Ok(rows.out)
}

/// What every row tells of its document.
#[derive(Serialize)]
struct Sourced<'a> {
    source: &'a Source,
}

/// Rows under way.
struct Rows {
    number: u64,
    /// The cells of [`SOURCE`].
    source: Vec<(&'static str, Cell)>,
    out: Vec<Row>,
}

impl Rows {
    /// A row for each element of a list of the document.
    fn list(&mut self, of: Of, items: &[impl Serialize]) -> io::Result<()> {
        for (i, item) in items.iter().enumerate() {
            self.add(of, &[("/item", whole(i + 1))], &Values::of(item)?);
        }
        Ok(())
    }

    /// The row of a record, and those of the lists inside it.
    fn record(&mut self, record: &Record, headline: Cell) -> io::Result<()> {
        let kind = record.data.type_name();
        let values = Values::of(record)?;
        self.add(Of::Records(kind), &[("/headline", headline)], &values);
        for table in TABLES {
            let Of::Inner(of, pointer) = table.of else { continue };
            let list = values.pointer(pointer).filter(|_| of == kind);
            let items: Vec<Values> = list.map(|list| serde_json::from_str(list.get())).transpose()?.unwrap_or_default();
            for (i, item) in items.iter().enumerate() {
                let given = [("/item", whole(i + 1)), ("/record", Cell::Text(record.id.clone())), ("/uid", Cell::Text(record.uid.clone()))];
                self.add(table.of, &given, item);
            }
        }
        Ok(())
    }

    /// A row of the table `of`: its cells are taken from `given` by their pointers, else from the values.
    fn add(&mut self, of: Of, given: &[(&str, Cell)], values: &Values) {
        let Some(index) = TABLES.iter().position(|table| table.of == of) else { return };
        // a document's own row tells of its source in columns of other names
        let shared: &[(&str, Cell)] = if of == Of::Document { &[] } else { &self.source };
        let cell = |pointer: &str| match given.iter().chain(shared).find(|(key, _)| *key == pointer) {
            Some((_, cell)) => cell.clone(),
            None if pointer == "/number" => Cell::Number(self.number.to_string()),
            None => values.pointer(pointer).map_or(Cell::Empty, |raw| cell(&raw)),
        };
        self.out.push((index, TABLES[index].pointers().iter().map(|(_, pointer)| cell(pointer)).collect()));
    }
}

fn whole(n: usize) -> Cell {
    Cell::Number(n.to_string())
}
