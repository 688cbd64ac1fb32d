//! Lines that hold names and nothing else, and rows of an election table.

use super::clause::Clauses;
use super::names::spaced_names;
use crate::lexicon::Classes;
use crate::value::post::Inherited;

impl Clauses<'_, '_> {
    /// Lines that hold names and nothing else, and rows `主任:甲` of an election notice.
    pub(super) fn names_line(&mut self, start: usize, end: usize) -> bool {
        let reader = self.reader;
        let clean = reader.clean();
        let text = &clean[start..end];
        // 选举产生了…常务委员会主任、副主任: the body of the table below
        if let Some((_, after)) = reader.lexicon.find("elected-officers", text).filter(|_| text.ends_with(':') || reader.lexicon.has("made-known", text)) {
            let rest = &text[after..];
            if let Some(role) = reader.document.hits_in(start + after, end).iter().find(|h| h.classes.any(Classes::ROLE)) {
                let body_end = role.start;
                let title = reader.lexicon.titles(&clean[start + after..role.end], &mut Inherited::default());
                let body = title.first().and_then(|t| t.organization.clone()).unwrap_or_else(|| clean[start + after..body_end].to_owned());
                let rule = reader.rules().iter().position(|r| r.action.as_deref() == Some("elect") && r.form.is_some());
                if let Some(rule) = rule.filter(|_| !rest.is_empty()) {
                    self.state.table_body = Some((body, rule));
                    return true;
                }
            }
        }
        if let (Some((body, rule)), Some(colon)) = (self.state.table_body.clone(), text.find(':')) {
            let label = text[..colon].split('(').next().unwrap_or_default().trim();
            if reader.lexicon.roles.contains(label) || reader.lexicon.role_at_end(label).is_some_and(|r| r.start == 0) {
                let mut inherited = Inherited { body: Some(body) };
                let titles = reader.lexicon.titles(label, &mut inherited);
                self.state.awaiting = Some((titles.clone(), start, rule));
                let from = start + colon + 1;
                if let Some(names) = spaced_names(reader, from, end) {
                    self.emit(rule, &names, &titles, start, start, end);
                }
                return true;
            }
        }
        let Some((titles, titles_from, rule)) = self.state.awaiting.clone() else { return false };
        match spaced_names(reader, start, end) {
            Some(names) => {
                self.emit(rule, &names, &titles, titles_from, start, end);
                true
            }
            None => {
                self.state.awaiting = None;
                false
            }
        }
    }
}
