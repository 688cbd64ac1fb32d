//! GEXF: persons and bodies, joined by tenures with their days.

use super::{each, fault, tenures, unwritten};
use crate::error::Error;
use crate::export::escape;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::io::Write;

/// Text as XML has it; control characters that XML forbids are left out.
fn xml(text: &str) -> String {
    let allowed = text.chars().filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    escape(&allowed.map(|c| if c < ' ' { ' ' } else { c }).collect::<String>())
}

pub(super) fn write(base: &Connection, out: &mut dyn Write) -> Result<(), Error> {
    let head = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<graph defaultedgetype="directed" mode="dynamic" timeformat="date">
<attributes class="node"><attribute id="kind" title="kind" type="string"/></attributes>
<attributes class="edge"><attribute id="role" title="role" type="string"/><attribute id="status" title="status" type="string"/></attributes>
<nodes>"#;
    writeln!(out, "{head}").map_err(unwritten)?;
    let node = |id: &str, label: &str, kind: &str, out: &mut dyn Write| {
        let label = xml(label);
        writeln!(out, r#"<node id="{id}" label="{label}"><attvalues><attvalue for="kind" value="{kind}"/></attvalues></node>"#).map_err(unwritten)
    };
    each(base, "SELECT person, name FROM persons ORDER BY person", &[], |row| {
        let (person, name): (String, String) = (row.get(0).map_err(fault)?, row.get(1).map_err(fault)?);
        node(&person, &name, "person", out)
    })?;
    let mut bodies = BTreeSet::new();
    tenures(base, |t| match (t.body_id(), &t.organization) {
        (Some(body), Some(name)) if bodies.insert(body.clone()) => node(&body, name, "body", out),
        _ => Ok(()),
    })?;
    writeln!(out, "</nodes>\n<edges>").map_err(unwritten)?;
    tenures(base, |t| {
        let Some(body) = t.body_id() else { return Ok(()) };
        let day = |name: &str, day: &Option<String>| day.as_ref().map(|day| format!(r#" {name}="{}""#, xml(day))).unwrap_or_default();
        let (start, end) = (day("start", &t.start), day("end", &t.end));
        let (role, status) = (xml(&t.role), &t.status);
        let values = format!(r#"<attvalue for="role" value="{role}"/><attvalue for="status" value="{status}"/>"#);
        writeln!(out, r#"<edge id="{}" source="{}" target="{body}" label="{role}"{start}{end}><attvalues>{values}</attvalues></edge>"#, t.id, t.person)
            .map_err(unwritten)
    })?;
    writeln!(out, "</edges>\n</graph>\n</gexf>").map_err(unwritten)
}
