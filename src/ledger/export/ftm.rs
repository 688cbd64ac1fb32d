//! FollowTheMoney: Person, PublicBody, Position, Occupancy, Project, ProjectParticipant, Document.

use super::{Tenure, each, fault, id, tenures, unwritten};
use crate::error::Error;
use rusqlite::Connection;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::Write;

/// An entity under way; properties without a value are left out.
struct Entity(Map<String, Value>);

impl Entity {
    fn new() -> Self {
        Entity(Map::new())
    }

    fn with(mut self, key: &str, value: Option<&str>) -> Self {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.0.insert(key.to_owned(), json!([value]));
        }
        self
    }

    fn write(self, out: &mut dyn Write, id: &str, schema: &str) -> Result<(), Error> {
        writeln!(out, "{}", json!({ "id": id, "schema": schema, "properties": self.0 })).map_err(unwritten)
    }
}

pub(super) fn write(base: &Connection, out: &mut dyn Write) -> Result<(), Error> {
    each(base, "SELECT person, name, gender, birth, ethnicity, native_place FROM persons ORDER BY person", &[], |row| {
        let text = |i: usize| row.get::<_, Option<String>>(i).map_err(fault);
        let (person, gender) = (text(0)?.unwrap_or_default(), text(2)?);
        let gender = gender.as_deref().map(|gender| if gender == "女" { "female" } else { "male" });
        let native = text(5)?.map(|place| format!("籍贯:{place}"));
        let entity = Entity::new().with("name", text(1)?.as_deref()).with("gender", gender).with("birthDate", text(3)?.as_deref());
        entity.with("ethnicity", text(4)?.as_deref()).with("notes", native.as_deref()).write(out, &person, "Person")
    })?;
    // bodies and posts once each: their number is that of the posts, not of the records
    let (mut bodies, mut posts, mut pages) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    tenures(base, |tenure| {
        let body = tenure.body_id();
        if let Some(body) = body.as_ref().filter(|body| bodies.insert((*body).clone())) {
            let party = tenure.organization.as_deref().is_some_and(|name| name.starts_with("中共"));
            let entity = Entity::new().with("name", tenure.organization.as_deref()).with("country", Some("cn")).with("topics", party.then_some("pol.party"));
            entity.write(out, body, if party { "Organization" } else { "PublicBody" })?;
        }
        if posts.insert(tenure.post_id()) {
            let name = format!("{}{}", tenure.organization.as_deref().or(tenure.jurisdiction.as_deref()).unwrap_or_default(), tenure.role);
            let entity = Entity::new().with("name", Some(&name)).with("country", Some("cn")).with("subnationalArea", tenure.jurisdiction.as_deref());
            entity.with("organization", body.as_deref()).write(out, &tenure.post_id(), "Position")?;
        }
        let page = id("d", tenure.source.as_deref().unwrap_or_default());
        if pages.insert(page.clone()) {
            let entity = Entity::new().with("fileName", tenure.source.as_deref()).with("sourceUrl", tenure.url.as_deref());
            entity.with("publishedAt", tenure.published.as_deref()).write(out, &page, "Document")?;
        }
        occupancy(&tenure, &page).write(out, &tenure.id, "Occupancy")
    })?;
    projects(base, out)
}

fn occupancy(tenure: &Tenure, page: &str) -> Entity {
    // a candidate holds nothing; of who was only last seen with a post it is not known whether it is still held
    let status = match (tenure.status.as_str(), tenure.ended()) {
        (_, Some(_)) => "ended",
        _ => "unknown",
    };
    let note = match tenure.status.as_str() {
        "held" => None,
        other => Some(other),
    };
    Entity::new()
        .with("holder", Some(&tenure.person))
        .with("post", Some(&tenure.post_id()))
        .with("startDate", tenure.started())
        .with("endDate", tenure.ended())
        .with("constituency", tenure.unit.as_deref())
        .with("status", Some(status))
        .with("summary", note)
        .with("sourceUrl", tenure.url.as_deref())
        .with("recordId", tenure.uids.split(' ').next())
        .with("proof", Some(page))
}

fn projects(base: &Connection, out: &mut dyn Write) -> Result<(), Error> {
    each(
        base,
        "SELECT project, name, stage, CAST(investment AS TEXT), currency, first_day FROM projects WHERE name IS NOT NULL ORDER BY project",
        &[],
        |row| {
            let text = |i: usize| row.get::<_, Option<String>>(i).map_err(fault);
            let entity = Entity::new().with("name", text(1)?.as_deref()).with("status", text(2)?.as_deref()).with("amount", text(3)?.as_deref());
            entity.with("currency", text(4)?.as_deref()).write(out, &text(0)?.unwrap_or_default(), "Project")
        },
    )?;
    let mut known = BTreeSet::new();
    let sql = "SELECT DISTINCT q.project, q.name, q.role FROM project_parties q JOIN projects p USING (project) WHERE p.name IS NOT NULL ORDER BY 1, 2, 3";
    each(base, sql, &[], |row| {
        let text = |i: usize| row.get::<_, String>(i).map_err(fault);
        let (project, name, role) = (text(0)?, text(1)?, text(2)?);
        let party = id("b", &format!("|{name}"));
        if known.insert(party.clone()) {
            Entity::new().with("name", Some(&name)).write(out, &party, "Organization")?;
        }
        let entity = Entity::new().with("project", Some(&project)).with("participant", Some(&party)).with("role", Some(&role));
        entity.write(out, &id("r", &format!("{project}|{name}|{role}")), "ProjectParticipant")
    })
}
