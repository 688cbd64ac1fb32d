//! Checks that documents carry in themselves: findings, never silent fixes.

mod projects;

use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::record::{Data, Finding, Record, SeatAction, SeatReason};
use crate::value::numeral::whole;
use once_cell::sync::Lazy;
use regex::Regex;
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
    static COUNT: Lazy<Regex> = Lazy::new(|| {
        Regex::new(r"((?:[\u{4E00}-\u{9FFF}·]{2,8}(?:\([^)]{1,9}\))?、)*[\u{4E00}-\u{9FFF}·]{2,8}?)(?:等)?([0-9]{1,3}|[一二三四五六七八九十]{1,3})[人名](?:同志)?的代表资格")
            .unwrap_or_else(|_| unreachable!("a constant pattern"))
    });
    let persons: FxHashSet<&str> =
        records.iter().filter_map(|r| if let Data::RepresentativeChange(c) = &r.data { Some(c.person.as_str()) } else { None }).collect();
    if persons.is_empty() {
        return;
    }
    for caps in COUNT.captures_iter(document.clean()) {
        let (Some(all), Some(list), Some(n)) = (caps.get(0), caps.get(1), caps.get(2)) else { continue };
        let named = list.as_str().split('、').filter(|name| persons.iter().any(|p| name.contains(p))).count() as u64;
        if let Some(counted) = whole(n.as_str()).filter(|&c| named > 0 && c != named) {
            add(findings, "counted-names", format!("the text counts {counted} deputies and names {named}"), document.text.span(all.start(), all.end()));
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
