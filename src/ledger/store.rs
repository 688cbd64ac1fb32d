//! Records in a database: sorted on disk, so that memory does not grow with them.

use super::line::Line;
use super::posts::{Forms, Holders};
use crate::error::Error;
use crate::record::fnv;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::path::Path;

/// Columns of `records`.
const COLUMNS: usize = 50;

/// The database under way: records come in as they are read, into a table without any order.
pub(super) struct Store {
    pub(super) base: Connection,
    insert: String,
}

pub(super) fn fault(error: rusqlite::Error) -> Error {
    Error::input(format!("the ledger's database: {error}"))
}

impl Store {
    pub(super) fn create(path: &Path) -> Result<Self, Error> {
        let base = Connection::open(path).map_err(fault)?;
        let own = crate::export::APPLICATION;
        let set = format!(
            "PRAGMA application_id = {own}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;"
        );
        base.execute_batch(&set).map_err(fault)?;
        base.execute_batch(include_str!("schema.sql")).map_err(fault)?;
        base.execute_batch("CREATE TABLE raw AS SELECT * FROM records WHERE 0; BEGIN").map_err(fault)?;
        let insert = format!("INSERT INTO raw VALUES ({})", vec!["?"; COLUMNS].join(","));
        Ok(Store { base, insert })
    }

    /// Takes one record in.
    pub(super) fn add(&self, line: Line, forms: &Forms) -> Result<(), Error> {
        let row = row(line, forms)?;
        self.base.prepare_cached(&self.insert).and_then(|mut sql| sql.execute(params_from_iter(row))).map(drop).map_err(fault)
    }

    /// Puts the records in order, each once, whatever order they came in; of two with one uid the first by its values.
    pub(super) fn sort(&self) -> Result<(), Error> {
        let all: Vec<String> = (1..=COLUMNS).map(|column| column.to_string()).collect();
        self.run(&format!("INSERT OR IGNORE INTO records SELECT * FROM raw ORDER BY {}; DROP TABLE raw;", all.join(",")))?;
        // a project stays the same when its division is renamed
        self.run(
            "CREATE TEMP TABLE codes AS SELECT jurisdiction AS name, min(code) AS code FROM records WHERE code IS NOT NULL GROUP BY jurisdiction HAVING count(DISTINCT code) = 1;
             CREATE UNIQUE INDEX temp.codes_name ON codes (name);
             UPDATE records SET project = (SELECT code FROM codes WHERE name = place) || substr(project, length(place) + 1)
               WHERE project IS NOT NULL AND project LIKE place || '|%' AND place IN (SELECT name FROM codes);",
        )?;
        self.run(
            "INSERT INTO posts SELECT post, organization, role, jurisdiction, code, holders FROM
               (SELECT *, row_number() OVER (PARTITION BY post ORDER BY coalesce(day, '') DESC, uid) AS n FROM records WHERE post IS NOT NULL) WHERE n = 1;
             INSERT INTO post_forms SELECT post, title, count(*) FROM records WHERE post IS NOT NULL AND title IS NOT NULL GROUP BY post, title;",
        )
    }

    pub(super) fn run(&self, sql: &str) -> Result<(), Error> {
        self.base.execute_batch(sql).map_err(fault)
    }

    /// Ends the writing: views, indexes, all on disk.
    pub(super) fn finish(&self) -> Result<(), Error> {
        self.run(include_str!("views.sql"))?;
        self.run("COMMIT")
    }
}

fn word<T: serde::Serialize>(value: &T) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

/// A number as SQLite can hold it with all its digits, else its text.
fn number(quantity: &crate::value::quantity::Quantity) -> Value {
    let Some(digits) = quantity.value.as_ref().and_then(|value| serde_json::to_string(value).ok()) else { return Value::Null };
    match (digits.parse::<i64>(), digits.parse::<f64>()) {
        (Ok(whole), _) => Value::Integer(whole),
        (_, Ok(float)) if float.to_string() == digits => Value::Real(float),
        _ => Value::Text(digits),
    }
}

fn row(mut line: Line, forms: &Forms) -> Result<Vec<Value>, Error> {
    let personal = line.person.is_some();
    let (kind, basis) = line.says();
    if line.r#type == "representative_change" {
        line.organization.clone_from(&line.congress);
        line.role = Some("代表".to_owned());
        line.title = line.congress.as_ref().map(|congress| format!("{congress}代表"));
    }
    let post = if line.r#type == "representative_change" {
        let key = line.congress.clone().unwrap_or_else(|| format!("?{}", line.source_id()));
        Some(super::posts::Post {
            key: format!("{key}|代表"),
            organization: line.congress.clone(),
            role: "代表".to_owned(),
            holders: Holders::Many,
            acting: false,
        })
    } else {
        personal.then(|| forms.post(&line)).flatten()
    };
    let uid =
        line.uid.clone().unwrap_or_else(|| format!("{:016x}", fnv(&format!("{}\0{}\0{:?}\0{:?}", line.source_id(), line.r#type, line.span.bytes, line.id))));
    let page = line.page_day().map(str::to_owned);
    let day = line.date.clone().or_else(|| page.clone());
    let acting = post.as_ref().is_some_and(|post| post.acting) || line.status == crate::value::post::Status::Acting;
    // a day that only the page has is no day of an act
    let basis = match basis {
        "appointed" | "elected" | "confirmed" if line.date.is_none() => "first seen",
        "dismissed" | "resigned" | "removed" | "terminated" | "recalled" if line.date.is_none() => "former",
        basis => basis,
    };
    let place = line.source.place.clone();
    let project = (line.r#type == "project").then(|| super::projects::key(&line, &forms.words)).flatten();
    let text = |value: Option<String>| value.map_or(Value::Null, Value::Text);
    let whole = |value: Option<u32>| value.map_or(Value::Null, |n| Value::Integer(n.into()));
    let holders = post.as_ref().map(|post| match post.holders {
        Holders::Single => "single",
        Holders::Few => "few",
        Holders::Many => "many",
    });
    let profile = line.profile;
    let investment = line.investment.as_ref();
    let parties = if line.parties.is_empty() { None } else { serde_json::to_string(&line.parties).ok() };
    let (organization, role) = post.as_ref().map_or((line.organization, line.role), |post| (post.organization.clone(), Some(post.role.clone())));
    Ok(vec![
        Value::Text(uid),
        Value::Text(line.r#type),
        text(line.person),
        text(post.map(|post| post.key)),
        text(personal.then(|| kind.name().to_owned())),
        text(personal.then(|| basis.to_owned())),
        text(day),
        text(page),
        Value::Integer(acting.into()),
        text(line.title),
        text(organization),
        text(role),
        text(holders.map(str::to_owned)),
        text(line.jurisdiction.as_ref().map(|at| at.name.clone())),
        text(line.jurisdiction.and_then(|at| at.code)),
        text(line.start),
        text(line.end),
        text(line.action),
        text(line.authority),
        text(line.session),
        text(line.date),
        text(line.reason),
        text(line.document),
        text(profile.gender),
        text(profile.birth),
        text(profile.ethnicity),
        text(profile.native_place),
        text(profile.current_title.or(line.former_title)),
        text(line.congress),
        text(line.unit),
        whole(line.seats),
        text(project),
        text(line.name),
        whole(line.count),
        text(line.part_of),
        text(line.stage.and_then(|stage| word(&stage))),
        text(line.location),
        investment.map_or(Value::Null, number),
        text(investment.map(|sum| sum.unit.clone())),
        text(investment.and_then(|sum| sum.modifier).and_then(|modifier| word(&modifier))),
        text(parties),
        text(line.source.id),
        text(line.source.url),
        text(line.source.published),
        text(place),
        text(line.source.publisher),
        text(line.headline),
        Value::Integer(line.span.chars[0] as i64),
        Value::Integer(line.span.chars[1] as i64),
        Value::Text(line.evidence),
    ])
}
