//! Popolo: persons, organizations, posts, memberships, areas. Days are as precise as they are told.

use super::{each, fault, tenures, unwritten};
use crate::error::Error;
use rusqlite::Connection;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::Write;

/// An object without what is not known.
fn bare(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(map.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>()),
        other => other,
    }
}

/// Writes the elements of a list, with commas between them.
struct List<'a> {
    out: &'a mut dyn Write,
    first: bool,
}

impl List<'_> {
    fn push(&mut self, value: Value) -> Result<(), Error> {
        let comma = if std::mem::take(&mut self.first) { "" } else { "," };
        writeln!(self.out, "{comma}{}", bare(value)).map_err(unwritten)
    }
}

pub(super) fn write(base: &Connection, out: &mut dyn Write) -> Result<(), Error> {
    write!(out, "{{\"persons\":[").map_err(unwritten)?;
    let mut list = List { out, first: true };
    each(base, "SELECT person, name, gender, birth FROM persons ORDER BY person", &[], |row| {
        let text = |i: usize| row.get::<_, Option<String>>(i).map_err(fault);
        let gender = text(2)?.map(|gender| if gender == "女" { "female" } else { "male" });
        list.push(json!({ "id": text(0)?, "name": text(1)?, "gender": gender, "birth_date": text(3)? }))
    })?;
    write!(list.out, "],\"organizations\":[").map_err(unwritten)?;
    list.first = true;
    let mut seen = BTreeSet::new();
    tenures(base, |t| match t.body_id().filter(|body| seen.insert(body.clone())) {
        Some(body) => list.push(json!({ "id": body, "name": t.organization, "area_id": t.code })),
        None => Ok(()),
    })?;
    write!(list.out, "],\"areas\":[").map_err(unwritten)?;
    list.first = true;
    seen.clear();
    tenures(base, |t| match t.code.clone().filter(|code| seen.insert(code.clone())) {
        Some(code) => list.push(json!({ "id": code, "identifier": code, "name": t.jurisdiction, "classification": "GB/T 2260" })),
        None => Ok(()),
    })?;
    write!(list.out, "],\"posts\":[").map_err(unwritten)?;
    list.first = true;
    seen.clear();
    tenures(base, |t| {
        if seen.insert(t.post_id()) {
            list.push(json!({ "id": t.post_id(), "label": t.role, "role": t.role, "organization_id": t.body_id(), "area_id": t.code }))
        } else {
            Ok(())
        }
    })?;
    write!(list.out, "],\"memberships\":[").map_err(unwritten)?;
    list.first = true;
    tenures(base, |t| {
        let source = t.url.clone().or(t.source.clone()).map(|url| json!([{ "url": url, "note": t.uids }]));
        let label = (t.status != "held").then(|| t.status.clone());
        list.push(json!({
            "id": t.id, "person_id": t.person, "organization_id": t.body_id(), "post_id": t.post_id(), "role": t.role, "label": label, "area_id": t.code,
            "legislative_period": t.term, "start_date": t.started(), "end_date": t.ended(), "sources": source,
        }))
    })?;
    writeln!(list.out, "]}}").map_err(unwritten)
}
