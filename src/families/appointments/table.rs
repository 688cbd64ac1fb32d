//! Whom a meeting elected, as a list: lines that hold names and nothing else, rows of a table, names behind the post.

use super::clause::Clauses;
use super::names::{name_list, spaced_names};
use crate::lexicon::Classes;
use crate::value::post::Inherited;

impl Clauses<'_, '_> {
    /// The rule of elections.
    fn election(&self) -> Option<usize> {
        self.reader.rules().iter().position(|rule| rule.action.as_deref() == Some("elect") && rule.form.is_some())
    }

    /// `会议选出的甲市政协副主席是:乙、丙`: the post, then whom a meeting elected.
    pub(super) fn elected_list(&mut self, start: usize, end: usize) -> bool {
        let reader = self.reader;
        let clean = reader.clean();
        let Some(posts) = reader.lexicon.find("elected-lead", &clean[start..end]).map(|(_, after)| start + after) else { return false };
        let Some((colon, names)) = reader.lexicon.find("colon-name", &clean[posts..end]) else { return false };
        let Some(rule) = self.election() else { return false };
        let title = &clean[posts..posts + colon];
        let title = reader.lexicon.strip_end("copula", title).unwrap_or(title);
        let Some(names) = name_list(reader, posts + names, end) else { return false };
        let Some((titles, titles_from, _)) = self.titles_in(posts, posts + title.len()) else { return false };
        self.emit(rule, &names, &titles, titles_from, start, end);
        true
    }

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
                if let Some(rule) = self.election().filter(|_| !rest.is_empty()) {
                    self.state.table_body = Some((body, rule));
                    return true;
                }
            }
        }
        if let (Some((body, rule)), Some(colon)) = (self.state.table_body.clone(), text.find(':')) {
            let label = text[..colon].split('(').next().unwrap_or_default().trim();
            if reader.lexicon.roles.contains(label) || reader.lexicon.role_at_end(label).is_some_and(|r| r.start == 0) {
                let mut inherited = Inherited::of(Some(body));
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
