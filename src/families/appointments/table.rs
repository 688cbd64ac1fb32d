//! Whom a meeting elected, as a list: lines that hold names and nothing else, rows of a table, names behind the post.

use super::clause::Clauses;
use super::names::{name_list, spaced_names};
use crate::families::scope;
use crate::lexicon::Classes;
use crate::text::item_mark;
use crate::value::organ::kind_of;
use crate::value::post::Inherited;

impl Clauses<'_, '_> {
    /// The rule of elections.
    pub(super) fn election(&self) -> Option<usize> {
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

    /// A heading that says whom the list below it names: `…第十四届委员会委员名单`, `…第一次会议选举结果`, `一、…第三届理事会`.
    pub(super) fn roster_head(&mut self, start: usize, end: usize) {
        let lexicon = self.reader.lexicon;
        let text: String = self.reader.clean()[start..end].split('\n').map(str::trim).collect();
        let text = &text[item_mark(&text)..];
        let Some(core) = lexicon.strip_end("roster-end", text) else {
            // 一、甲商会第三届监事会
            let named = || kind_of(lexicon, text).is_some() || lexicon.ends("body-part", text).is_some();
            let body = self.state.table_body.as_ref().is_some_and(|(known, _)| named() && shares_head(known, text));
            if body && let Some((known, _)) = &mut self.state.table_body {
                *known = text.to_owned();
            }
            return;
        };
        let Some(rule) = self.election().filter(|_| self.elects(start, end)) else { return };
        let posts = lexicon.role_at_end(core).map(|_| lexicon.titles(core, &mut Inherited::default())).unwrap_or_default();
        let body = match &posts[..] {
            [] => Some(core[..sitting(core)].to_owned()),
            [first, ..] => first.organization.clone(),
        };
        self.state.table_body = body.filter(|body| body.chars().count() > 3).map(|body| (body.split('、').next().unwrap_or_default().to_owned(), rule));
        self.state.awaiting = match posts.len() {
            1 => Some((posts, start, rule)),
            _ => None,
        };
    }

    /// Whether the heading at `start..end`, what stands below it, or the list above it tells of an election.
    fn elects(&self, start: usize, end: usize) -> bool {
        let clean = self.reader.clean();
        let told = |start: usize, end: usize| {
            self.reader.lexicon.has("elected-by", &clean[scope::window(clean, 0, start, 90)..scope::reach(clean, end, clean.len(), 400)])
        };
        let article = self.reader.document.article_at(start);
        let above = &self.reader.document.articles[article.saturating_sub(LISTS)..article];
        let lists = above.iter().filter_map(|list| list.headline.first()).filter(|&&(a, b)| shares_head(&clean[a..b], &clean[start..end]));
        told(start, end) || lists.into_iter().any(|&(a, b)| told(a, b))
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
        if let Some((body, rule)) = self.state.table_body.clone()
            && let Some((label, names)) = self.label(start, end)
        {
            let role = reader.lexicon.role_at_end(&label).map_or(0, |role| role.start);
            let mut titles = reader.lexicon.titles(&label[role..], &mut Inherited::of(Some(body + &label[..role])));
            titles.iter_mut().for_each(|title| (title.start, title.end) = (0, names - start));
            self.state.awaiting = Some((titles.clone(), start, rule));
            if let Some(names) = spaced_names(reader, names, end) {
                self.emit(rule, &names, &titles, start, start, end);
            }
            return true;
        }
        let Some((titles, titles_from, rule)) = self.state.awaiting.clone() else { return false };
        match spaced_names(reader, start, end) {
            Some(names) => {
                self.emit(rule, &names, &titles, titles_from, start, end);
                true
            }
            // (25名,按姓氏笔画为序)
            None if text.starts_with('(') && text.ends_with(')') => true,
            None => {
                self.state.awaiting = None;
                false
            }
        }
    }

    /// The post that a line of an election's list begins with, alone or before its names: `主 席:`, `副会长(排名不分先后):甲`, `主席 甲`; and
    /// where the names begin.
    fn label(&self, start: usize, end: usize) -> Option<(String, usize)> {
        let text = &self.reader.clean()[start..end];
        let bare = |label: &str| -> String { label.split('(').next().unwrap_or_default().chars().filter(|&c| c != ' ').collect() };
        let lexicon = self.reader.lexicon;
        // 常务委员会委员: a part of the body that the list is of
        let part = |body: &str| body.is_empty() || lexicon.is("body-part", body);
        let is_post = |label: &str| lexicon.role_at_end(label).is_some_and(|role| part(&label[..role.start]));
        if let Some((label, _)) = text.split_once(':') {
            return Some((bare(label), start + label.len() + 1)).filter(|(label, _)| is_post(label));
        }
        let cells = text.char_indices().filter(|&(_, c)| c == ' ').map(|(at, _)| at).chain([text.len()]).take(4);
        cells.map(|at| (bare(&text[..at]), start + at)).filter(|(label, _)| is_post(label)).last()
    }
}

/// Lists of one election that follow each other on a page.
const LISTS: usize = 8;

/// Where the name of a body ends in the name of its meeting: 政协第十届三明市委员会|第一次会议.
fn sitting(text: &str) -> usize {
    text.rfind('次').and_then(|at| text[..at].rfind('第')).unwrap_or(text.len())
}

/// Whether two bodies have their first characters in common: parts of one house.
fn shares_head(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count() >= 4
}
