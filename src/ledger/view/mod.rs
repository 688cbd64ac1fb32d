//! A page with the timelines of a ledger, by body and by person; each bar leads to the words it was read from.

use super::claim::day_number;
use super::out::each;
use super::store::fault;
use crate::error::Error;
use crate::export::{escape, html};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// How a day is known, and how a post is held, in both languages of the page.
const WORDS: &str = include_str!("words.tsv");

fn both(word: &str) -> String {
    let known = WORDS.lines().filter_map(|line| line.split_once('\t')).find(|(own, _)| *own == word);
    known.map_or_else(|| word.to_owned(), |(own, chinese)| format!("{chinese} {own}"))
}

/// Most tenures of one page.
pub const MAX_TENURES: usize = 5000;

/// A tenure as a bar.
struct Bar {
    id: String,
    person: String,
    name: String,
    /// What tells a body from others of its name.
    key: String,
    body: String,
    role: String,
    status: String,
    start: Option<String>,
    start_basis: Option<String>,
    end: Option<String>,
    end_basis: Option<String>,
    days: Option<(i32, i32)>,
}

/// Renders a ledger as one self-contained HTML page, which loads nothing and runs nothing but its own script.
///
/// # Errors
/// When `from` is no ledger, or holds more than [`MAX_TENURES`] tenures.
pub fn view(from: &Path) -> Result<String, Error> {
    let base = Connection::open_with_flags(from, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(fault)?;
    let bars = bars(&base)?;
    let days = || bars.iter().filter_map(|bar| bar.days);
    let (first, last) = (days().map(|(from, _)| from).min().unwrap_or_default(), days().map(|(_, to)| to).max().unwrap_or_default());
    let scale = (first, (last - first).max(1));
    let mut main = String::new();
    let group = |key: fn(&Bar) -> (String, String)| {
        let mut groups: BTreeMap<(String, String), Vec<&Bar>> = BTreeMap::new();
        bars.iter().for_each(|bar| groups.entry(key(bar)).or_default().push(bar));
        groups
    };
    let axis = || day_of(first).zip(day_of(last)).map(|(a, b)| format!("<p class=\"when\">{a} – {b}</p>")).unwrap_or_default();
    _ = write!(main, "<h2 id=\"bodies\">机构 Bodies</h2>{}", axis());
    for ((body, _), bars) in group(|bar| (bar.body.clone(), if bar.body.is_empty() { String::new() } else { bar.key.clone() })) {
        let rows: String = bars.iter().map(|bar| row(bar, &format!("{} {}", bar.role, bar.name), scale)).collect();
        _ = write!(main, "<section class=\"group\"><h3>{}</h3>{rows}</section>", escape(if body.is_empty() { "—" } else { &body }));
    }
    _ = write!(main, "<h2 id=\"persons\">人物 Persons</h2>{}", axis());
    for ((name, _), bars) in group(|bar| (bar.name.clone(), bar.person.clone())) {
        let rows: String = bars.iter().map(|bar| row(bar, &format!("{}{}", bar.body, bar.role), scale)).collect();
        _ = write!(main, "<section class=\"group\"><h3>{}</h3>{rows}</section>", escape(&name));
    }
    findings(&base, &mut main)?;
    main.push_str("<h2 id=\"evidence\">依据 Evidence</h2>");
    bars.iter().try_for_each(|bar| evidence(&base, bar, &mut main))?;
    Ok(page(&main))
}

fn day_of(number: i32) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::from_num_days_from_ce_opt(number)
}

fn bars(base: &Connection) -> Result<Vec<Bar>, Error> {
    let mut bars = Vec::new();
    let sql =
        "SELECT tenure, person, name, coalesce(organization, jurisdiction, ''), role, status, start, start_basis, \"end\", end_basis, from_day, to_day, post
        FROM tenures ORDER BY coalesce(from_day, ''), role, tenure";
    each(base, sql, &[], |row| {
        if bars.len() == MAX_TENURES {
            return Err(Error::input(format!("more than {MAX_TENURES} tenures are too many for one page: make a ledger of fewer records")));
        }
        let text = |i: usize| row.get::<_, Option<String>>(i).map_err(fault);
        let sure = |i: usize| text(i).map(Option::unwrap_or_default);
        let day = |i: usize| text(i).map(|day| day.as_deref().and_then(day_number));
        bars.push(Bar {
            id: sure(0)?,
            person: sure(1)?,
            name: sure(2)?,
            body: sure(3)?,
            role: sure(4)?,
            status: sure(5)?,
            start: text(6)?,
            start_basis: text(7)?,
            end: text(8)?,
            end_basis: text(9)?,
            days: day(10)?.zip(day(11)?),
            key: sure(12)?.rsplit_once('|').map(|(body, _)| body.to_owned()).unwrap_or_default(),
        });
        Ok(())
    })?;
    Ok(bars)
}

/// From when to when, and how that is known.
fn when(bar: &Bar) -> String {
    let told = |day: &Option<String>, basis: &Option<String>| match (day, basis) {
        (Some(day), Some(basis)) => format!("{day} ({})", both(basis)),
        _ => "?".to_owned(),
    };
    format!("{} – {}", told(&bar.start, &bar.start_basis), told(&bar.end, &bar.end_basis))
}

fn row(bar: &Bar, label: &str, (first, width): (i32, i32)) -> String {
    let (label, when, find) = (escape(label), escape(&when(bar)), escape(&format!("{} {}{}", bar.name, bar.body, bar.role)));
    let state = if bar.status == "held" { String::new() } else { format!(" <small>{}</small>", both(&bar.status)) };
    let drawn = bar.days.map_or_else(String::new, |(from, to)| {
        let at = |day: i32| f64::from(day - first) * 1000.0 / f64::from(width);
        let long = (at(to) - at(from)).max(4.0);
        let from = at(from).min(1000.0 - long);
        let (id, status) = (&bar.id, &bar.status);
        format!("<a href=\"#{id}\" aria-label=\"{when}\"><rect class=\"{status}\" x=\"{from:.1}\" y=\"3\" width=\"{long:.1}\" height=\"14\"><title>{when}</title></rect></a>")
    });
    let id = &bar.id;
    format!(
        "<div class=\"row\" data-find=\"{find}\"><a href=\"#{id}\">{label}{state}</a><svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\">{drawn}</svg></div>"
    )
}

fn findings(base: &Connection, main: &mut String) -> Result<(), Error> {
    let mut found = String::new();
    each(base, "SELECT message, source, evidence, other_source, other_evidence FROM findings_with_pages ORDER BY \"check\", uid, other", &[], |row| {
        let text = |i: usize| row.get::<_, Option<String>>(i).map(|text| escape(&text.unwrap_or_default())).map_err(fault);
        let (message, a, b) = (text(0)?, (text(1)?, text(2)?), (text(3)?, text(4)?));
        let quote = |(source, words): &(String, String)| format!("<blockquote>{words}<br><small>{source}</small></blockquote>");
        _ = write!(found, "<div data-find=\"{message}\"><p>{message}</p>{}{}</div>", quote(&a), quote(&b));
        Ok(())
    })?;
    if !found.is_empty() {
        _ = write!(main, "<h2 id=\"findings\">不一致 What does not fit</h2><section class=\"group\">{found}</section>");
    }
    Ok(())
}

/// The words that a tenure was read from.
fn evidence(base: &Connection, bar: &Bar, main: &mut String) -> Result<(), Error> {
    let title = escape(&format!("{} {}{}", bar.name, bar.body, bar.role));
    _ = write!(main, "<article id=\"{}\" data-find=\"{title}\"><h3>{title}</h3><p class=\"when\">{}</p>", bar.id, escape(&when(bar)));
    let sql = "SELECT evidence, source, url, coalesce(as_of, ''), headline, publisher FROM tenure_evidence JOIN records USING (uid) WHERE tenure = ?1 ORDER BY as_of, uid";
    each(base, sql, &[&bar.id], |row| {
        let text = |i: usize| row.get::<_, Option<String>>(i).map_err(fault);
        let told = [text(3)?, text(5)?, text(4)?].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let source = escape(&text(1)?.unwrap_or_default());
        let link = match text(2)?.filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
            Some(url) => format!("<a href=\"{}\" rel=\"noopener noreferrer\">{source}</a>", escape(&url)),
            None => source,
        };
        _ = write!(main, "<blockquote>{}<br><small>{} {link}</small></blockquote>", escape(&text(0)?.unwrap_or_default()), escape(&told));
        Ok(())
    })?;
    main.push_str("</article>");
    Ok(())
}

fn page(main: &str) -> String {
    let body = format!(
        r##"<header><h1>任职年表 Ledger</h1><input id="find" type="search" aria-label="查找 Search" placeholder="查找 Search: /">
<nav><a href="#bodies">机构 Bodies</a><a href="#persons">人物 Persons</a><a href="#findings">不一致 Findings</a><a href="#evidence">依据 Evidence</a></nav></header>
<main>{main}</main>"##
    );
    html("任职年表", STYLE, SCRIPT, &body)
}
