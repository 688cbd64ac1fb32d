//! Terms of an act: probation, reasons.

use super::clause::Clauses;
use crate::families::{Reader, scope};
use crate::record::Action;

/// Acts that a sentence about probation may be told of: the last ones before it.
const ACTS: usize = 500;

/// `因到龄退休,` in front of the verb, or one clause further: `因涉嫌违纪违法,正在接受审查,免去…`.
pub(super) fn reason_before(reader: Reader<'_>, start: usize) -> Option<String> {
    let clean = reader.clean();
    let from = scope::sentence_start(clean, start);
    let before = clean[from..start].trim_end_matches(',');
    let reason = |clause: &&str| clause.starts_with('因') && reader.lexicon.has("reason", clause) && clause.chars().count() <= 20;
    // 因年龄原因,免去甲…,|任命乙: the reason was the dismissal's
    let acts = |clause: &&str| reader.lexicon.acts.find(clause).is_some();
    before.rsplit(',').take(2).take_while(|clause| reason(clause) || !acts(clause)).find(reason).map(str::to_owned)
}

/// `(试用期一年)`, `试用期六个月`: months.
pub(super) fn months(reader: Reader<'_>, text: &str) -> Option<u32> {
    let (_, end) = reader.lexicon.find("probation", text)?;
    let rest = text[end..].trim_start_matches(['为', ':', ' ']);
    let number: String =
        rest.chars().take_while(|&c| crate::value::numeral::digit(c).is_some() || crate::value::numeral::power(c).is_some() || c.is_ascii_digit()).collect();
    let n = crate::value::numeral::whole(&number)? as u32;
    let unit = rest[number.len()..].trim_start_matches('个');
    if unit.starts_with('年') { Some(n * 12) } else { unit.starts_with('月').then_some(n) }
}

/// `,试用期一年` as a clause of its own.
pub(super) fn months_next(reader: Reader<'_>, clean: &str, stop: usize) -> Option<u32> {
    let rest = clean[stop..].strip_prefix(',')?;
    reader.lexicon.starts("probation", rest)?;
    months(reader, &rest[..rest.find([';', '。', '\n']).unwrap_or(rest.len())])
}

impl Clauses<'_, '_> {
    /// `何开颜、马上同志的任职试用期一年`: adds the probation to acts read before.
    pub(super) fn probation_sentence(&mut self, text: &str) -> bool {
        let reader = self.reader;
        let Some(n) = months(reader, text) else { return false };
        let Some((at, _)) = reader.lexicon.find("probation", text) else { return false };
        let lead = &text[..at];
        let all = reader.lexicon.has("all-above", lead);
        let mut hit = false;
        let first = self.finds.records.len().saturating_sub(ACTS).max(self.state.first);
        for find in &mut self.finds.records[first..] {
            if let crate::record::Data::Appointment(act) = &mut find.data
                && act.action == Action::Appoint
                && (all || lead.contains(&act.person))
            {
                act.probation_months = Some(n);
                hit = true;
            }
        }
        hit
    }

    /// `到龄退休` as a clause behind a dismissal.
    pub(super) fn trailing_reason(&mut self, start: usize, text: &str) -> bool {
        let reader = self.reader;
        let text = text.trim();
        if text.chars().count() > 12 || !reader.lexicon.has("reason", text) {
            return false;
        }
        // what opens a sentence tells of the act that follows
        let sentence = scope::sentence_start(reader.clean(), start);
        if start == sentence {
            return false;
        }
        let mut hit = false;
        let persons: Vec<&str> = self.state.subject.iter().map(|n| n.name.as_str()).collect();
        for find in self.finds.records[self.state.first..].iter_mut().rev().take(12) {
            if let crate::record::Data::Appointment(act) = &mut find.data
                && act.action == Action::Dismiss
                && act.reason.is_none()
                && find.end >= sentence
                && persons.contains(&act.person.as_str())
            {
                act.reason = Some(text.to_owned());
                hit = true;
            }
        }
        hit
    }
}
