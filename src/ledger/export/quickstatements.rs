//! Wikidata QuickStatements: P39 with P580, P582 and the term, and the page as P854. Items are not guessed: a reviewer puts them in.

use super::{tenures, unwritten};
use crate::error::Error;
use rusqlite::Connection;
use std::io::Write;

/// A day with its precision: 9 a year, 10 a month, 11 a day.
fn time(day: &str) -> Option<String> {
    let precision = match day.len() {
        4 => 9,
        7 => 10,
        10 => 11,
        _ => return None,
    };
    let full = format!("{day}{}", &"-00-00"[..10 - day.len()]);
    Some(format!("+{full}T00:00:00Z/{precision}"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace(['"', '\t', '\n', '\r'], " "))
}

pub(super) fn write(base: &Connection, out: &mut dyn Write) -> Result<(), Error> {
    tenures(base, |t| {
        // only what is sure at its start, and held
        let Some(start) = t.started().and_then(time).filter(|_| t.status == "held") else { return Ok(()) };
        let post = format!("{}{}", t.organization.as_deref().unwrap_or_default(), t.role);
        let mut cells = vec![format!("{{{}|{}}}", t.name, t.person), "P39".to_owned(), format!("{{{post}}}"), "P580".to_owned(), start];
        if let Some(end) = t.ended().and_then(time) {
            cells.extend(["P582".to_owned(), end]);
        }
        match &t.url {
            Some(url) => cells.extend(["S854".to_owned(), quoted(url)]),
            None => cells.extend(["S1476".to_owned(), format!("zh:{}", quoted(t.source.as_deref().unwrap_or_default()))]),
        }
        if let Some(day) = t.published.as_deref().and_then(time) {
            cells.extend(["S577".to_owned(), day]);
        }
        writeln!(out, "{}", cells.join("\t")).map_err(unwritten)
    })
}
