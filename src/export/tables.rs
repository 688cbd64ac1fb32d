//! The tables of CSV and SQLite: one description for both.

use super::Outcome;
use serde_json::{Value, json};
use std::io;

/// Where the rows of a table come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// One row for each document.
    Document,
    /// One for each element of a list of the document.
    Each(&'static str),
    /// One for each record of a type.
    Records(&'static str),
    /// One for each element of a list in each record of a type.
    Inner(&'static str, &'static str),
    /// One for each person of each article's byline.
    People,
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

/// A value of a row.
pub type Cell = Option<Value>;

/// A row: the index of its table in [`TABLES`], and its cells.
pub type Row = (usize, Vec<Cell>);

const PLACE: [(&str, &str); 4] =
    [("char_start", "/span/chars/0"), ("char_end", "/span/chars/1"), ("byte_start", "/span/bytes/0"), ("byte_end", "/span/bytes/1")];

/// Columns behind the own ones of every record table.
const RECORD: [(&str, &str); 4] = [("article", "/article"), ("rule", "/rule"), ("confidence", "/confidence"), ("evidence", "/evidence")];

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
        of: Of::Each("/articles"),
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
            ("status", "/status"),
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
    Table {
        name: "findings",
        about: "what does not agree with itself in a document",
        of: Of::Each("/findings"),
        own: &[("check", "/check"), ("message", "/message")],
    },
    Table {
        name: "unparsed",
        about: "what looks like an act and no rule understood",
        of: Of::Each("/unparsed"),
        own: &[("reason", "/reason"), ("evidence", "/evidence")],
    },
];

impl Table {
    /// The columns of the table, in order, with the JSON pointers of their values.
    pub(super) fn pointers(&self) -> Vec<(&'static str, &'static str)> {
        let key: &[(&str, &str)] = match self.of {
            Of::Document => &[("document", "/number")],
            Of::Records(_) => &[("document", "/number"), ("record", "/id")],
            Of::Inner(..) => &[("document", "/number"), ("record", "/record"), ("item", "/item")],
            Of::Each(_) | Of::People => &[("document", "/number"), ("item", "/item")],
        };
        let tail: Vec<(&str, &str)> = match self.of {
            Of::Records(_) => RECORD.into_iter().chain(PLACE).collect(),
            Of::Each(_) => PLACE.to_vec(),
            _ => Vec::new(),
        };
        key.iter().chain(self.own).copied().chain(tail).collect()
    }

    /// The names of the columns, in order.
    pub fn columns(&self) -> Vec<&'static str> {
        self.pointers().into_iter().map(|(name, _)| name).collect()
    }

    /// How many of the first columns are the key.
    pub(super) fn key(&self) -> usize {
        match self.of {
            Of::Document => 1,
            Of::Records(_) | Of::Each(_) | Of::People => 2,
            Of::Inner(..) => 3,
        }
    }

    /// The table whose rows this one's belong to, if not the documents.
    pub(super) fn parent(&self) -> Option<&'static Table> {
        let Of::Inner(kind, _) = self.of else { return None };
        TABLES.iter().find(|t| t.of == Of::Records(kind))
    }

    /// The values that rows are made of, each with its number in its list.
    fn values(&self, document: &Value) -> Vec<Value> {
        let list = |of: &Value, pointer: &str| of.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default();
        let records = |kind: &str| list(document, "/records").into_iter().filter(|r| r["type"] == kind).collect::<Vec<_>>();
        let inner = |of: Vec<Value>, key: &str, pointer: &str| {
            let items = of.into_iter().flat_map(|outer| {
                list(&outer, pointer).into_iter().enumerate().map(move |(i, mut item)| {
                    item[key] = outer["id"].clone();
                    item["item"] = json!(i + 1);
                    item
                })
            });
            items.collect::<Vec<_>>()
        };
        let numbered = |mut items: Vec<Value>| {
            for (i, item) in items.iter_mut().enumerate() {
                item["item"] = json!(i + 1);
            }
            items
        };
        match self.of {
            Of::Document => vec![document.clone()],
            Of::Each(pointer) => numbered(list(document, pointer)),
            Of::Records(kind) => records(kind),
            Of::Inner(kind, pointer) => inner(records(kind), "record", pointer),
            Of::People => numbered(inner(list(document, "/articles"), "article", "/byline/people")),
        }
    }
}

/// The rows of a document, table by table.
pub(super) fn rows(number: u64, outcome: &Outcome) -> io::Result<Vec<Row>> {
    let mut document = match &outcome.result {
        Ok(extraction) => serde_json::to_value(extraction)?,
        Err(message) => json!({ "source": outcome.source, "error": message }),
    };
    document["text"] = json!(outcome.text);
    document["number"] = json!(number);
    let mut rows = Vec::new();
    for (index, table) in TABLES.iter().enumerate() {
        let pointers = table.pointers();
        for mut value in table.values(&document) {
            value["number"] = json!(number);
            rows.push((index, pointers.iter().map(|(_, pointer)| value.pointer(pointer).and_then(cell)).collect()));
        }
    }
    Ok(rows)
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => None,
        Value::Array(items) => Some(json!(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "))),
        other => Some(other.clone()),
    }
}
