//! Residue: what looks like an act and no rule understood. A silent gap is worse than a note.

use super::{Finds, Reader};
use crate::document::LineKind;
use crate::lexicon::Classes;
use crate::record::{ArticleKind, Data};

pub(crate) fn read(reader: Reader<'_>, finds: &mut Finds) {
    let clean = reader.clean();
    let mut acts: Vec<(usize, usize)> = finds
        .records
        .iter()
        .filter(|f| matches!(f.data, Data::Appointment(_) | Data::RepresentativeChange(_) | Data::CongressSize(_)))
        .map(|f| (f.start, f.end))
        .collect();
    acts.sort_unstable();
    for (index, draft) in reader.document.articles.iter().enumerate() {
        if draft.duplicate_of.is_some() || finds.announcements.contains(&index) {
            continue;
        }
        let notice = matches!(draft.kind, ArticleKind::Notice | ArticleKind::Roster);
        let mut listing = false;
        for l in draft.lines.clone() {
            if reader.document.kinds[l] != LineKind::Body {
                continue;
            }
            let line = reader.document.text.lines()[l];
            let content = &clean[line.start..line.end];
            let has = |classes| reader.document.hits_in(line.start, line.end).iter().any(|h| h.classes.any(classes));
            let verb = reader.lexicon.has("act-sign", content);
            let lead = content.ends_with(':');
            let read = overlaps(&acts, line.start, line.end);
            if lead {
                listing = verb && notice;
                continue;
            }
            let reason = if read || !has(Classes::ROLE) {
                None
            } else if verb && reader.lexicon.has("duty", content) {
                Some("an act with a post that no rule read")
            } else if verb && notice {
                Some("a notice's clause with a verb of an act and a post that no rule read")
            } else if listing && content.ends_with([';', '。']) {
                Some("an item of a list of acts that no rule read")
            } else {
                None
            };
            if let Some(reason) = reason {
                finds.unparsed.push((line.start, line.end, reason.to_owned()));
            }
        }
    }
}

/// Whether a sorted list of stretches has one that meets `start..end`.
fn overlaps(sorted: &[(usize, usize)], start: usize, end: usize) -> bool {
    let to = sorted.partition_point(|&(a, _)| a < end);
    sorted[..to].iter().rev().take(64).any(|&(_, b)| b > start)
}
