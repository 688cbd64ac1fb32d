//! Checks that documents carry in themselves: findings, never silent fixes.

mod projects;

use crate::document::Document;
use crate::families::scope::{self, PARENTHESES, split_outside};
use crate::lexicon::{Lexicon, WordMap};
use crate::record::{Data, Finding, Record, RepresentativeChange, SeatAction, SeatReason};
use crate::value::numeral::{digit, whole};
use rustc_hash::{FxHashMap, FxHashSet};

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

/// What the records tell of seats.
fn seat_changes(records: &[Record]) -> impl Iterator<Item = &RepresentativeChange> {
    records.iter().filter_map(|record| if let Data::RepresentativeChange(change) = &record.data { Some(change) } else { None })
}

fn add(findings: &mut Vec<Finding>, check: &str, message: String, span: crate::Span) {
    findings.push(Finding { check: check.to_owned(), message, span });
}

/// `counted-names`: 李荣华、左齐团3人的代表资格 names two and counts three.
fn counted_names(document: &Document<'_>, records: &[Record], findings: &mut Vec<Finding>) {
    let mut persons = WordMap::default();
    for change in seat_changes(records) {
        persons.insert(&change.person, ());
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
        let named = clean[start..end].split('、').filter(|name| persons.find(name).is_some()).count() as u64;
        if named > 0 && counted != named {
            add(findings, "counted-names", format!("the text counts {counted} deputies and names {named}"), document.text.span(start, at + "的代表资格".len()));
        }
    }
}

/// `seat-arithmetic`: seats before − ended + confirmed = seats after, in one document and congress.
fn seat_arithmetic(records: &[Record], findings: &mut Vec<Finding>) {
    let sizes: Vec<(&Record, &str, i64)> =
        records.iter().filter_map(|r| if let Data::CongressSize(s) = &r.data { Some((r, s.congress.as_str(), i64::from(s.seats))) } else { None }).collect();
    let mut changes: FxHashMap<(SeatAction, &str), Vec<usize>> = FxHashMap::default();
    for record in records {
        if let Data::RepresentativeChange(change) = &record.data
            && let Some(congress) = change.congress.as_deref()
        {
            changes.entry((change.action, congress)).or_default().push(record.span.bytes[0]);
        }
    }
    changes.values_mut().for_each(|places| places.sort_unstable());
    for pair in sizes.windows(2) {
        let [(first, congress, before), (last, other, after)] = pair else { continue };
        if congress != other {
            continue;
        }
        let count = |action: SeatAction| {
            let places = changes.get(&(action, *congress)).map_or(&[][..], Vec::as_slice);
            let to = places.partition_point(|&at| at <= last.span.bytes[0]);
            to.saturating_sub(places.partition_point(|&at| at < first.span.bytes[0])) as i64
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
    let resigned: Vec<&Record> = records.iter().filter(resigned).collect();
    if resigned.is_empty() {
        return;
    }
    let sentences = clean.split(['。', ';', '\n']);
    let ended: Vec<&str> = sentences.filter(|sentence| lexicon.has("seat-ends", sentence)).collect();
    // 上述代表的代表资格终止 lists nobody by name
    if ended.is_empty() || ended.iter().any(|sentence| lexicon.has("all-above", sentence)) {
        return;
    }
    let mut persons = WordMap::default();
    for change in resigned.iter().copied().flat_map(|record| seat_changes(std::slice::from_ref(record))) {
        persons.insert(&change.person, ());
    }
    let listed: FxHashSet<&str> = ended.iter().flat_map(|sentence| persons.each(sentence)).collect();
    for record in resigned {
        let Data::RepresentativeChange(change) = &record.data else { continue };
        if !listed.contains(change.person.as_str()) {
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
