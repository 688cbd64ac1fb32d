//! Acts in rosters, decisions, notices and news: one clause after the other, with what is carried over.

use super::forms::asked;
use super::items::person_joint;
use super::names::{list_mark, names_before, names_ending, names_up_to};
use super::{Finds, Frame, Reader};
use crate::document::LineKind;
use crate::families::scope::{self, PARENTHESES, split_outside};
use crate::families::stance::{Stance, stance};
use crate::lexicon::Classes;
use crate::record::Action;
use crate::text::item_mark;
use crate::value::person::Name;
use crate::value::post::{Inherited, Title};

/// What a clause inherits from the clauses before it.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// The verb that governs the items of a list, and the line it stands in.
    pub(super) carried: Option<(usize, bool)>,
    /// The persons of the clause before.
    pub(super) subject: Vec<Name>,
    /// Posts waiting for a list of names (`任命下列人员为…:`).
    pub(super) awaiting: Option<(Vec<Title>, usize, usize)>,
    /// Bodies named before, for elided ones.
    pub(super) inherited: Inherited,
    /// Records made so far in the article: index of the first.
    pub(super) first: usize,
    /// Where the last accepted resignation was read up to: `、乙辞去…` goes on from there.
    pub(super) accepted: Option<usize>,
    /// The rule and the end of the last act whose posts a comma may go on: `不再担任省委常委,市委书记职务`.
    pub(super) open: Option<(usize, usize)>,
    /// The verb that a comma carries over, and the end of its last item: `免去甲的乙职务,丙的丁职务`, also inside another verb's list.
    pub(super) joined: Option<(usize, usize)>,
    /// Where the sentence begins that the inherited body was named in.
    pub(super) inherited_in: usize,
    /// `决定接受:` stands over a list of resignations.
    pub(super) accepting: bool,
    /// The body whose officers a table lists.
    pub(super) table_body: Option<(String, usize)>,
}

impl State {
    /// Forgets the verbs that later clauses would go on with.
    fn forget_verb(&mut self) {
        (self.carried, self.joined, self.open, self.awaiting) = (None, None, None, None);
        self.accepting = false;
    }
}

/// The clauses of one article.
pub(super) struct Clauses<'r, 'f> {
    pub(super) reader: Reader<'r>,
    pub(super) frame: &'f Frame,
    pub(super) state: State,
    pub(super) finds: &'f mut Finds,
}

/// Whether an article holds a verb of an act, or the head of a table of elected officers.
pub(super) fn acts(reader: Reader<'_>, index: usize) -> bool {
    let draft = &reader.document.articles[index];
    let hits = reader.document.hits_in(draft.start, draft.end);
    let text = &reader.clean()[draft.start..draft.end];
    let table = || draft.lines.clone().any(|line| reader.document.table_at(line).is_some());
    let roster = draft.headline.iter().any(|&(a, b)| reader.lexicon.ends("roster-end", reader.clean()[a..b].trim()).is_some());
    roster
        || hits.iter().any(|hit| hit.classes.any(Classes::ACT))
        || table()
        || ["elected-officers", "elected-lead"].iter().any(|key| reader.lexicon.has(key, text))
}

pub(super) fn read(reader: Reader<'_>, index: usize, frame: &Frame, finds: &mut Finds) {
    let draft = &reader.document.articles[index];
    let clean = reader.clean();
    let state = State { first: finds.records.len(), ..State::default() };
    let mut clauses = Clauses { reader, frame, state, finds };
    let mut read_to = draft.lines.start;
    for l in draft.lines.clone() {
        if l < read_to {
            continue;
        }
        let kind = reader.document.kinds[l];
        let line = reader.document.text.lines()[l];
        let content = &clean[line.start..line.end];
        if matches!(kind, LineKind::Boilerplate | LineKind::Session | LineKind::Number | LineKind::Date | LineKind::Signature) {
            continue;
        }
        if kind == LineKind::Headline || item_mark(content) > 0 {
            // a heading over several lines
            let last = draft.headline.binary_search_by_key(&line.end, |head| head.1).ok();
            let joined = |last: usize| draft.headline[..=last].windows(2).rev().take(HEADS).take_while(|pair| pair[0].1 + 1 == pair[1].0).count();
            let begin = last.map_or(line.start, |last| draft.headline[last - joined(last)].0);
            clauses.roster_head(begin, line.end);
        }
        if kind == LineKind::Headline
            && reader.document.hits_in(line.start, line.end).iter().all(|h| !h.classes.any(Classes::ACT))
            && clauses.state.awaiting.is_none()
        {
            continue;
        }
        // …关于甲职务任免的决定: the title of what follows
        let title = || reader.lexicon.has("about", content) || reader.lexicon.ends("title-cut", content.trim_end()).is_some();
        if kind == LineKind::Headline && title() {
            continue;
        }
        if let Some(table) = reader.document.table_at(l) {
            clauses.table(table);
            read_to = table.lines.end;
            continue;
        }
        if clauses.names_line(line.start, line.end) {
            continue;
        }
        if !clauses.state.carried.is_some_and(|(_, list)| list) {
            clauses.state.carried = None;
        }
        for (start, end) in pieces(clean, line.start, line.end) {
            // 甲任代理省长 乙、丙任副省长: a space stands for a stop in a heading
            let spaced = kind == LineKind::Headline && !reader.lexicon.has("list-mark", content);
            let marks: &[char] = if spaced { &[' '] } else { &[] };
            for (start, end) in split_outside(clean, start, end, marks, PARENTHESES) {
                clauses.piece(start, end);
            }
        }
    }
}

/// Longest head of a list of acts, in bytes.
const HEAD: usize = 60;

/// Lines of a heading that are read as one.
const HEADS: usize = 4;

/// A clause longer than this many bytes is read in pieces; the longest lists of names and posts are shorter.
const LONGEST: usize = 16_000;

/// Clauses of a line: split at `;`, `。` and `,` outside parentheses.
fn pieces(clean: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut from, mut depth) = (start, 0i32);
    for (i, c) in clean[start..end].char_indices() {
        let at = start + i;
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' | ';' | '。' if depth <= 0 => {
                out.push((from, at));
                from = at + c.len_utf8();
                depth = 0;
            }
            _ if at - from > LONGEST && c == '、' || at - from > 2 * LONGEST => {
                out.push((from, at));
                from = at;
                depth = 0;
            }
            _ => {}
        }
    }
    if from < end {
        out.push((from, end));
    }
    out
}

impl Clauses<'_, '_> {
    fn piece(&mut self, start: usize, end: usize) {
        let reader = self.reader;
        let clean = reader.clean();
        let text = &clean[start..end];
        if text.trim().is_empty() {
            return;
        }
        if let Some(lead) = text.trim_end().strip_suffix(':') {
            self.state.accepting = reader.lexicon.ends("accept", lead).is_some();
            if self.state.accepting {
                (self.state.carried, self.state.joined) = (None, None);
            }
        }
        let acted = self.finds.records.len() > self.state.first;
        if acted && (self.probation_sentence(text) || self.trailing_reason(start, text)) {
            return;
        }
        if self.elected_list(start, end) {
            return;
        }
        let hits: Vec<_> = reader.document.hits_in(start, end).iter().filter(|h| h.classes.any(Classes::ACT) && h.end <= end).copied().collect();
        let mut at = start;
        let (mut done, mut denied) = (false, false);
        for hit in &hits {
            // 卸|任: a verb of its own
            let other =
                reader.lexicon.ends("act-not", &clean[start..hit.start]).is_some() || reader.lexicon.starts("act-not-behind", &clean[hit.end..end]).is_some();
            if hit.start < at || other {
                continue;
            }
            let Some(&rule) = reader.lexicon.acts.get(&clean[hit.start..hit.end]) else { continue };
            let (from, mut verb) = (start.max(at), hit.start);
            let mut rule = usize::from(rule);
            // 甲申请|辞去: who asks to leave does leave
            let leaves = reader.rules()[rule].form.as_deref() == Some("resign");
            let asked = if leaves { asked(reader, from, verb) } else { 0 };
            match stance(reader.document, reader.lexicon, from, hit.start - asked, hit.end) {
                Stance::Told => {}
                Stance::Meant(begin) if self.meant(rule).is_some() => {
                    rule = self.meant(rule).unwrap_or(rule);
                    verb = begin.max(from);
                }
                // nothing was done, neither here nor in the list that the verb leads
                _ => {
                    self.state.forget_verb();
                    at = hit.end;
                    denied = true;
                    continue;
                }
            }
            if let Some(next) = self.act(rule, from, verb, hit.end, end) {
                at = next;
                done = true;
            }
        }
        if denied && !done {
            return;
        }
        // 免去以下同志的: a lead whose words no rule knows is none of the verb before it
        if !done && text.trim_end().ends_with(':') && !hits.is_empty() && !self.state.accepting {
            self.lead(hits.iter().map(|hit| &clean[hit.start..hit.end]).next_back());
            return;
        }
        // 甲的代表资格终止, 其…: the persons of the next clause
        if let Some((names, _)) =
            names_up_to(reader, start, end, '的').filter(|&(_, de)| reader.lexicon.starts("seat", &clean[de + '的'.len_utf8()..end]).is_some())
        {
            self.state.subject = names;
            return;
        }
        // 不再担任省委常委,|市委书记、常委职务: posts and nothing else
        if !done
            && let Some((rule, _)) = self.state.open.filter(|&(_, end)| end + 1 == start && clean[end..].starts_with(','))
            && reader.lexicon.starts_body(text)
            && self.ends_with_duty(end)
            && self.of_subject(rule, start, end, None)
        {
            self.state.open = Some((rule, end));
            return;
        }
        // 甲任市委书记,|为市人大常委会主任人选
        if !done
            && let Some(posts) = text.strip_prefix('为').filter(|posts| reader.lexicon.ends("candidate", posts.trim_end()).is_some())
            && let Some(rule) = self.rule_of("nominate").filter(|_| !self.state.subject.is_empty())
            && self.of_subject(rule, end - posts.len(), end, Some(start))
        {
            return;
        }
        if done {
            return;
        }
        let from = start + list_mark(reader, text);
        let joined = self.state.joined.filter(|&(_, last)| last + 1 == start && clean[last..].starts_with(','));
        if let Some((rule, _)) = joined
            && self.item(rule, from, from, end)
        {
            self.state.joined = Some((rule, end));
        } else if let Some((rule, list)) = self.state.carried
            && !self.item(rule, from, from, end)
            && list
            && self.is_line(start, end)
        {
            self.columns(rule, from, end);
        }
    }

    /// Lets the verb of a lead govern the items below, or none when it governs no list.
    fn lead(&mut self, verb: Option<&str>) {
        let rule = verb.and_then(|verb| self.reader.lexicon.acts.get(verb)).map(|&rule| usize::from(rule));
        self.state.forget_verb();
        self.state.carried = rule.filter(|&rule| leads_list(&self.reader.rules()[rule])).map(|rule| (rule, true));
    }

    /// Whether `start..end` is a whole line that tells of no post held: an item of a list.
    fn is_line(&self, start: usize, end: usize) -> bool {
        let clean = self.reader.clean();
        let line = self.reader.document.text.lines()[self.reader.document.line_at(start)];
        let named = |at: usize| self.reader.document.person_at(start + list_mark(self.reader, &clean[start..end])).flatten().is_some_and(|name| at < name.end);
        let held = || self.reader.document.hits_in(start, end).iter().any(|hit| hit.classes.any(Classes::HOLD) && !named(hit.start));
        // 副局长,试用期一年
        let rest = clean[end..line.end].trim_matches([';', '。', ' ', ',']);
        let whole = rest.is_empty() || self.reader.lexicon.starts("probation", rest).is_some();
        start == line.start && whole && !held()
    }

    /// Whether the word 职务 ends the clause, or the clauses that follow to the next stop: `…副书记、委员,|…管委会主任职务`.
    fn ends_with_duty(&self, end: usize) -> bool {
        let clean = self.reader.clean();
        let far = scope::reach(clean, end, clean.len(), 600);
        let stop = clean[end..far].find(['。', ';', '\n']).map_or(far, |i| end + i);
        let from = scope::window(clean, 0, stop, 60);
        self.reader.lexicon.last("duty", &clean[from..stop]).is_some_and(|(_, e)| from + e == stop)
    }

    /// Gives the posts in `posts..end` to the persons of the act before. Whether there are any.
    fn of_subject(&mut self, rule: usize, posts: usize, end: usize, evidence: Option<usize>) -> bool {
        let Some((titles, titles_from, read_to)) = self.titles_in(posts, end) else { return false };
        let names = self.state.subject.clone();
        self.emit(rule, &names, &titles, titles_from, evidence.unwrap_or(titles_from), read_to);
        true
    }

    /// Reads the act whose verb stands at `verb..after`. Gives the byte it read up to.
    fn act(&mut self, rule: usize, from: usize, verb: usize, after: usize, end: usize) -> Option<usize> {
        let reader = self.reader;
        let clean = reader.clean();
        let data = &reader.rules()[rule];
        let tail = clean[after..end].trim_start_matches([' ', ':']);
        // 任职|人员名单
        let line = reader.document.text.lines()[reader.document.line_at(verb)];
        let tail = if line.end - verb <= HEAD && reader.lexicon.is("list-head", clean[verb..line.end].trim()) { "" } else { tail };
        let form = data.form.as_deref().unwrap_or_default();
        if tail.is_empty() {
            let list = clean[after..end].contains(':') || clean[end..].is_empty() || clean[end..].starts_with('\n');
            if list && leads_list(data) {
                self.state.carried = Some((rule, true));
                return Some(end);
            }
        }
        match form {
            // 甲被|免去乙职务
            "of-post" if clean[from..verb].ends_with('被') => {
                let names = names_before(reader, from, verb - '被'.len_utf8())?;
                let duty = reader.lexicon.find("duty", tail).map_or(end, |(_, e)| end - tail.len() + e);
                let (titles, titles_from, read_to) = self.titles_in(end - tail.len(), duty)?;
                self.emit(rule, &names, &titles, titles_from, names[0].start, read_to);
                Some(end)
            }
            "person-wei-post" | "of-post" => {
                let from = end - tail.len();
                if self.item(rule, verb, from, end) {
                    // a verb inside an item does not end the verb of the list
                    if !self.state.carried.is_some_and(|(_, list)| list) {
                        self.state.carried = Some((rule, false));
                    }
                    self.state.joined = Some((rule, end));
                    Some(end)
                } else {
                    None
                }
            }
            "person-verb-post" => self.person_verb_post(rule, from, verb, end - tail.len(), end),
            "resign" => self.resign(rule, from, verb, end - tail.len(), end),
            "nominate" => {
                // 提名甲为乙人选: the name stands behind the verb
                if let Some((names, posts)) = person_joint(reader, end - tail.len(), end)
                    && let Some((titles, titles_from, read_to)) = self.titles_in(posts, end)
                {
                    self.emit(rule, &names, &titles, titles_from, verb, read_to);
                    return Some(end);
                }
                let bare = clean[from..verb].trim().is_empty();
                let names = names_before(reader, from, verb)
                    .or_else(|| names_ending(reader, verb).filter(|_| bare && clean[verb..after].starts_with('拟')))
                    .or_else(|| Some(self.state.subject.clone()).filter(|s| !s.is_empty() && clean[from..verb].trim().chars().count() <= 3))?;
                let (titles, titles_from, read_to) = self.titles_in(end - tail.len(), end)?;
                self.emit(rule, &names, &titles, titles_from, verb, read_to);
                Some(end)
            }
            "terminate" => self.terminate(rule, from, verb, after, end),
            "acting" => self.acting(rule, from, verb, end),
            _ => None,
        }
    }

    /// The rule that reads what `rule` does as meant and not yet done: 拟任命甲为乙 proposes; who is nominated or proposed already, stays so.
    fn meant(&self, rule: usize) -> Option<usize> {
        let rules = self.reader.rules();
        match action(&rules[rule]) {
            Action::Appoint => rules.iter().position(|other| action(other) == Action::Propose && other.form.is_some() && other.form == rules[rule].form),
            Action::Nominate | Action::Propose => Some(rule),
            _ => None,
        }
    }

    /// The first rule of a form.
    pub(super) fn rule_of(&self, form: &str) -> Option<usize> {
        self.reader.rules().iter().position(|rule| rule.form.as_deref() == Some(form))
    }
}

/// Whether a rule's verb may govern a list of items.
pub(super) fn leads_list(rule: &crate::ruleset::FamilyRule) -> bool {
    matches!(rule.form.as_deref(), Some("person-wei-post" | "of-post"))
}

pub(super) fn action(rule: &crate::ruleset::FamilyRule) -> Action {
    rule.action.as_deref().and_then(Action::parse).unwrap_or_default()
}

/// The rule's id, with the lifetime of the program: ids are few and leak once per extractor at most.
pub(super) fn rule_id(reader: Reader<'_>, rule: usize) -> &'static str {
    reader.lexicon.rule_id(rule)
}
