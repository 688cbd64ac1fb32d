//! Items of a list of acts: `甲、乙为丙;`, `甲的乙职务、`.

use super::clause::{Clauses, action, rule_id};
use super::names::{list_mark, named_without_of, names_after_post, names_up_to, spaced_names, whole_name};
use super::terms::{months, months_next, reason_before};
use super::{Act, Reader, push};
use crate::families::scope::{self, PARENTHESES, split_outside};
use crate::text::before_note;
use crate::value::person::Name;
use crate::value::post::{Inherited, Title};

/// Most cells of a line that are looked at for the post behind a row of names.
const MOST_NAMES: usize = 24;

/// How far behind its posts an act is looked over for probation and reason, in characters.
const TAIL: usize = 160;

impl Clauses<'_, '_> {
    /// Reads `甲、乙为丙;` or `甲的乙职务` at `from`, again and again while `、` joins another such item.
    pub(super) fn item(&mut self, rule: usize, evidence: usize, from: usize, end: usize) -> bool {
        let reader = self.reader;
        let clean = reader.clean();
        let data = &reader.rules()[rule];
        let wei = data.form.as_deref() == Some("person-wei-post");
        let mut at = from + list_mark(reader, &clean[from..end]);
        let mut any = false;
        let mut evidence = evidence;
        while at < end {
            let text = &clean[at..end];
            if wei {
                // 下列人员为X: names follow
                if let Some(rest) = following(reader, text).map(|rest| end - rest.len()) {
                    let rest = rest + if clean[rest..].starts_with('为') { 3 } else { 0 };
                    let colon = clean[rest..end].find(':').map_or(end, |i| rest + i);
                    if let Some((titles, titles_from, _)) = self.titles_in(rest, colon) {
                        self.state.awaiting = Some((titles, titles_from, rule));
                        self.state.carried = Some((rule, true));
                        return true;
                    }
                }
                // 任命甲为副市长,并决定(其)为代理市长
                let own = text.strip_prefix('其').unwrap_or(text).strip_prefix('为').or_else(|| text.strip_prefix("其担任"));
                let own = own.filter(|_| self.state.subject.len() == 1);
                let found = match own {
                    Some(rest) => Some((self.state.subject.clone(), end - rest.len())),
                    None => person_joint(reader, at, end),
                };
                let Some((names, posts)) = found else { return any };
                let (posts_end, next) = posts_until_item(reader, posts, end);
                // 任命甲为市监察委员会副主任,并决定(其)为代理主任: the body is that of the post before
                let body = if own.is_some() { self.state.inherited.clone() } else { Inherited::default() };
                let own = self.state.inherited.clone();
                let Some((mut titles, mut titles_from, mut read_to)) = self.titles_within(posts, posts_end, body) else { return any };
                // 甲当选县政协主席,乙为副主席
                let bare = titles[0].organization.is_none() && titles[0].text == titles[0].role;
                let sentence = scope::sentence_start(clean, at);
                if bare && own.body.is_some() && self.state.inherited_in == sentence {
                    (titles, titles_from, read_to) = self.titles_within(posts, posts_end, own).unwrap_or((titles, titles_from, read_to));
                }
                // 任市委书记,为市人大常委会主任|人选
                let nominated = reader.lexicon.ends("candidate", clean[posts..posts_end].trim_end()).and_then(|_| self.rule_of("nominate"));
                self.emit(nominated.unwrap_or(rule), &names, &titles, titles_from, evidence, read_to);
                any = true;
                at = next;
                evidence = at;
                continue;
            }
            // 免去下列6名同志的X职务: names follow
            if let Some(rest) = following(reader, text).and_then(|rest| rest.strip_prefix('的')).filter(|rest| rest.trim_end().ends_with(':')) {
                let from = end - rest.len();
                let stop = reader.lexicon.find("duty", rest).map_or(end, |(duty, _)| from + duty);
                if let Some((titles, titles_from, _)) = self.titles_in(from, stop) {
                    self.state.awaiting = Some((titles, titles_from, rule));
                    self.state.carried = Some((rule, true));
                    return true;
                }
            }
            // 其…职务; 甲(同志)的…职务; …职务 of the clause's person
            let (names, posts) = if let Some(rest) = text.strip_prefix('其') {
                if self.state.subject.is_empty() {
                    return any;
                }
                let posts = end - rest.len();
                (self.state.subject.clone(), posts + if rest.starts_with('的') { 3 } else { 0 })
            } else if let Some((names, de)) = names_up_to(reader, at, end, '的') {
                (names, de + '的'.len_utf8())
            } else if let Some((name, posts)) = named_without_of(reader, at, end) {
                (vec![name], posts)
            } else if evidence < at && !self.state.subject.is_empty() && reader.lexicon.starts_body(text) {
                (self.state.subject.clone(), at)
            } else {
                return any;
            };
            let duty = reader.lexicon.find("duty", &clean[posts..end]).map_or(end, |(a, _)| posts + a);
            let titles_end = clean[posts..duty].strip_suffix('的').map_or(duty, |text| posts + text.len());
            let Some((titles, titles_from, read_to)) = self.titles_in(posts, titles_end) else { return any };
            let covered = reader.lexicon.find("duty", &clean[duty..end]).map_or(read_to, |(_, b)| duty + b);
            self.emit(rule, &names, &titles, titles_from, evidence, covered.max(read_to));
            any = true;
            at = match clean[covered..end].strip_prefix(['、', '和']) {
                Some(rest) => end - rest.len(),
                None => end,
            };
            evidence = at;
        }
        any
    }

    /// Names and posts set apart by nothing but spaces, once or several times in a line: `甲(女) 乙局局长 丙 丁局局长`.
    pub(super) fn columns(&mut self, rule: usize, from: usize, end: usize) -> bool {
        let reader = self.reader;
        let cells: Vec<(usize, usize)> = split_outside(reader.clean(), from, end, &[' ', '\t'], PARENTHESES).into_iter().filter(|&(a, b)| b > a).collect();
        // 乙局局长 甲 丙: the post, then those who are elected to it
        if let [(a, b), rest @ ..] = &cells[..]
            && let [(c, _), .., (_, d)] | [(c, d)] = rest
            && let Some((titles, titles_from, _)) = self.titles_in(*a, *b)
            && let Some(names) = spaced_names(reader, *c, *d)
        {
            self.emit(rule, &names, &titles, titles_from, from, *d);
            return true;
        }
        let mut acts = Vec::new();
        let mut first = 0;
        while first < cells.len() {
            let pair = (first + 1..cells.len()).take(MOST_NAMES).find_map(|post| {
                let names = spaced_names(reader, cells[first].0, cells[post - 1].1)?;
                Some((names, post, self.titles_in(cells[post].0, cells[post].1)?))
            });
            let Some((names, post, posts)) = pair else { break };
            acts.push((names, cells[first].0, posts));
            first = post + 1;
        }
        let whole = first == cells.len() && !acts.is_empty();
        for (names, start, (titles, titles_from, read_to)) in acts.into_iter().filter(|_| whole) {
            self.emit(rule, &names, &titles, titles_from, start, read_to);
        }
        whole || self.phrases(rule, from, end)
    }

    /// A name and its posts side by side, as the segmentation cuts them: `甲乙局局长`.
    fn phrases(&mut self, rule: usize, from: usize, end: usize) -> bool {
        let reader = self.reader;
        let Some(token) = reader.document.person_at(from).flatten().filter(|token| token.end <= end) else { return false };
        let Some(name) = whole_name(reader, token.start, &reader.clean()[token.start..token.end]) else { return false };
        let (after, note) = reader.lexicon.note_after(&reader.clean()[..end], name.end);
        match self.titles_in(after, end) {
            Some((titles, titles_from, read_to)) => {
                self.emit(rule, &[Name { after, note, ..name }], &titles, titles_from, from, read_to);
                true
            }
            None => false,
        }
    }

    pub(super) fn emit(&mut self, rule: usize, names: &[Name], titles: &[Title], titles_from: usize, start: usize, end: usize) {
        let reader = self.reader;
        let clean = reader.clean();
        let data = &reader.rules()[rule];
        let near = scope::head(&clean[end..], TAIL);
        let stop = end + near.find(['\n', ';', '。', ',']).unwrap_or(near.len());
        let tail = &clean[end..stop];
        let lead = &clean[start..end];
        let probation = months(reader, tail).or_else(|| months_next(reader, clean, stop));
        let temporary = reader.lexicon.has("temporary", tail) || reader.lexicon.has("temporary", lead);
        let reason = tail
            .find('(')
            .and_then(|i| tail[i + 1..].find(')').map(|j| tail[i + 1..i + 1 + j].to_owned()))
            .filter(|r| reader.lexicon.has("reason", r))
            .or_else(|| reason_before(reader, start));
        for name in names {
            let act = Act {
                action: action(data),
                rule: rule_id(reader, rule),
                name,
                titles,
                titles_from,
                start: start.min(name.start),
                end,
                reason: reason.clone(),
                probation,
                temporary,
            };
            push(reader, self.frame, &act, self.finds);
        }
        self.state.subject = names.to_vec();
    }

    /// Titles in `start..end`, without what closes them (职务, 人选, notes).
    pub(super) fn titles_in(&mut self, start: usize, end: usize) -> Option<(Vec<Title>, usize, usize)> {
        self.titles_within(start, end, Inherited::default())
    }

    /// … with a body named before that the first of them may elide.
    pub(super) fn titles_within(&mut self, start: usize, end: usize, mut inherited: Inherited) -> Option<(Vec<Title>, usize, usize)> {
        let reader = self.reader;
        let clean = reader.clean();
        let mut from = start;
        let mut text = clean.get(start..end)?;
        let trimmed = text.trim_start_matches([' ', ':']);
        from += text.len() - trimmed.len();
        text = trimmed;
        for lead in reader.lexicon.keyed("before-post") {
            if let Some(rest) = text.strip_prefix(lead.as_str()) {
                from += lead.len();
                text = rest;
            }
        }
        // 甲当选会长|并发表讲话
        if let Some((at, _)) = reader.lexicon.find("act-tail", text) {
            text = &text[..at];
        }
        loop {
            let cut = text.trim_end_matches([' ', '。', ';', ':']);
            let cut = before_note(cut).unwrap_or(cut);
            let cut = reader.lexicon.strip_end("after-post", cut).unwrap_or(cut);
            if cut.len() == text.len() {
                break;
            }
            text = cut;
        }
        if text.is_empty() || text.chars().count() > 160 || text.contains(['。', ':']) {
            return None;
        }
        let titles: Vec<Title> = reader.lexicon.titles(text, &mut inherited);
        if titles.is_empty() || titles.iter().any(|t| t.text.chars().count() > 60) {
            return None;
        }
        // deputies are another family
        if titles.iter().any(|t| reader.lexicon.is("deputy", &t.role)) {
            return None;
        }
        let whole = reader.lexicon.role_at_end(text).is_some();
        if !whole {
            return None;
        }
        self.state.inherited = inherited;
        Some((titles, from, from + text.len()))
    }
}

/// The persons that stand at `at` before 为 or 担任, and where their posts begin.
pub(super) fn person_joint(reader: Reader<'_>, at: usize, end: usize) -> Option<(Vec<Name>, usize)> {
    // 任命|县委副书记甲为乙: the name behind its present post
    let behind_post = || {
        let joint = at + reader.clean()[at..end].find('为')?;
        Some((names_after_post(reader, at, joint)?, joint))
    };
    let (names, joint) = names_up_to(reader, at, end, '为').or_else(|| names_up_to(reader, at, end, '担')).or_else(behind_post)?;
    let rest = &reader.clean()[joint..end];
    let word = reader.lexicon.starts("person-joint", rest)?;
    Some((names, joint + word))
}

/// Where the posts that begin at `posts` end, and where the next `、甲为…` item begins.
fn posts_until_item(reader: Reader<'_>, posts: usize, end: usize) -> (usize, usize) {
    let clean = reader.clean();
    for (i, _) in clean[posts..end].match_indices('、') {
        let next = posts + i + '、'.len_utf8();
        if names_up_to(reader, next, end, '为').is_some() {
            return (posts + i, next);
        }
    }
    (end, end)
}

/// What stands behind `下列18名同志` at the head of `text`.
fn following<'t>(reader: Reader<'_>, text: &'t str) -> Option<&'t str> {
    let rest = &text[reader.lexicon.starts("following", text)?..];
    let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit() || crate::value::numeral::digit(c).is_some() || matches!(c, '十' | '名' | '位' | '个'));
    Some(&counted[reader.lexicon.starts("comrades", counted).unwrap_or(0)..])
}
