//! Checks that documents carry in themselves: findings, never silent fixes.

mod projects;

use crate::document::Document;
use crate::families::scope::{self, PARENTHESES, split_outside};
use crate::lexicon::Lexicon;
use crate::record::{Data, Finding, Record, SeatAction, SeatReason};
use crate::value::numeral::{digit, whole};
use rustc_hash::FxHashSet;

/// Runs all checks on the records of a document.
pub(crate) fn run(document: &Document<'_>, lexicon: &Lexicon, records: &[Record]) -> Vec<Finding> {
    let mut findings = Vec::new();
    counted_names(document, records, &mut findings);
    seat_arithmetic(records, &mut findings);
    resigned(document, lexicon, records, &mut findings);
    projects::shares(records, &mut findings);
    projects::parts(document, records, &mut findings);
    projects::completion(lexicon, records, &mut findings);
    authority(document, lexicon, records, &mut findings);
    findings.sort_by_key(|f| f.span);
    findings
}

fn add(findings: &mut Vec<Finding>, check: &str, message: String, span: crate::Span) {
    findings.push(Finding { check: check.to_owned(), message, span });
}

/// `counted-names`: 李荣华、左齐团3人的代表资格 names two and counts three.
fn counted_names(document: &Document<'_>, records: &[Record], findings: &mut Vec<Finding>) {
    let persons: FxHashSet<&str> =
        records.iter().filter_map(|r| if let Data::RepresentativeChange(c) = &r.data { Some(c.person.as_str()) } else { None }).collect();
    if persons.is_empty() {
        return;
    }
    let clean = document.clean();
    for (at, _) in clean.match_indices("的代表资格") {
        let lead = clean[..at].strip_suffix("同志").unwrap_or(&clean[..at]);
        let Some(lead) = lead.strip_suffix(['人', '名']) else { continue };
        let arabic = lead.trim_end_matches(|c: char| c.is_ascii_digit());
        let list = if arabic.len() < lead.len() { arabic } else { lead.trim_end_matches(|c| digit(c).is_some() || c == '十') };
        let Some(counted) = whole(&lead[list.len()..]) else { continue };
        let from = scope::window(clean, 0, list.len(), 900);
        let stops = split_outside(clean, from, list.len(), &['。', ';', ',', ':', '\n'], PARENTHESES);
        let Some(&(start, end)) = stops.last() else { continue };
        let named = clean[start..end].split('、').filter(|name| persons.iter().any(|p| name.contains(p))).count() as u64;
        if named > 0 && counted != named {
            add(findings, "counted-names", format!("the text counts {counted} deputies and names {named}"), document.text.span(start, at + "的代表资格".len()));
        }
    }
}

/// `seat-arithmetic`: seats before − ended + confirmed = seats after, in one document and congress.
fn seat_arithmetic(records: &[Record], findings: &mut Vec<Finding>) {
    let sizes: Vec<(&Record, &str, i64)> =
        records.iter().filter_map(|r| if let Data::CongressSize(s) = &r.data { Some((r, s.congress.as_str(), i64::from(s.seats))) } else { None }).collect();
    for pair in sizes.windows(2) {
        let [(first, congress, before), (last, other, after)] = pair else { continue };
        if congress != other {
            continue;
        }
        let count = |action: SeatAction| {
            records
                .iter()
                .filter(|r| r.span.bytes[0] >= first.span.bytes[0] && r.span.bytes[0] <= last.span.bytes[0])
                .filter(|r| matches!(&r.data, Data::RepresentativeChange(c) if c.action == action && c.congress.as_deref() == Some(*congress)))
                .count() as i64
        };
        let (ended, confirmed) = (count(SeatAction::Terminated), count(SeatAction::Confirmed));
        if before - ended + confirmed != *after {
            add(findings, "seat-arithmetic", format!("{congress}: {before} - {ended} ended + {confirmed} confirmed is not {after}"), last.span);
        }
    }
}

/// `resigned-not-listed`: a deputy whose resignation was accepted is missing where the notice says whose seats end.
fn resigned(document: &Document<'_>, lexicon: &Lexicon, records: &[Record], findings: &mut Vec<Finding>) {
    let clean = document.clean();
    let resigned = |record: &&Record| matches!(&record.data, Data::RepresentativeChange(c) if c.action == SeatAction::Terminated && c.reason == Some(SeatReason::Resigned));
    if !records.iter().any(|record| resigned(&record)) {
        return;
    }
    let sentences = clean.split(['。', ';', '\n']);
    let ended: Vec<&str> = sentences.filter(|sentence| lexicon.has("seat-ends", sentence)).collect();
    // 上述代表的代表资格终止 lists nobody by name
    if ended.is_empty() || ended.iter().any(|sentence| lexicon.has("all-above", sentence)) {
        return;
    }
    for record in records.iter().filter(resigned) {
        let Data::RepresentativeChange(change) = &record.data else { continue };
        if !ended.iter().any(|sentence| sentence.contains(&change.person)) {
            let message = format!("{} resigned the seat and is not among those whose seats end", change.person);
            add(findings, "resigned-not-listed", message, record.span);
        }
    }
}

/// `authority`: an act that the deciding body cannot make: 批准任免 at county level (地方组织法 art. 50 (16)).
fn authority(document: &Document<'_>, lexicon: &Lexicon, records: &[Record], findings: &mut Vec<Finding>) {
    for record in records {
        let Data::Appointment(act) = &record.data else { continue };
        let approves = lexicon.starts("approves", &record.evidence).is_some();
        let Some(body) = act.authority.as_deref().filter(|_| approves) else { continue };
        let Some((length, _)) = lexicon.places.prefix(body) else { continue };
        let place = lexicon.places.resolve(&body[..length], document.home.as_ref(), document.year());
        let county = place.and_then(|p| p.code).and_then(|c| c.parse::<u32>().ok()).is_some_and(|code| code % 100 != 0);
        if county {
            add(findings, "authority", format!("{body} is of county level and has no procuratorate below it to approve for"), record.span);
        }
    }
}
