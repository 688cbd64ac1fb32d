//! Acts in rosters, decisions, notices and news: one clause after the other, with what is carried over.

use super::names::{list_mark, named_without_of, names_before, names_ending, names_up_to, spaced_names, whole_name};
use super::terms::{months, months_next, reason_before};
use super::{Act, Finds, Frame, Reader, push};
use crate::document::LineKind;
use crate::families::scope::{self, PARENTHESES, split_outside};
use crate::families::stance::{Stance, stance};
use crate::lexicon::Classes;
use crate::record::Action;
use crate::text::{before_note, item_mark};
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

/// How far behind its posts an act is looked over for probation and reason, in characters.
const TAIL: usize = 160;

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

/// Most cells of a line that are looked at for the post behind a row of names.
const MOST_NAMES: usize = 24;

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
            match stance(reader.document, reader.lexicon, from, hit.start, hit.end) {
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

    /// Names and posts set apart by nothing but spaces, once or several times in a line: `甲(女) 乙局局长 丙 丁局局长`.
    fn columns(&mut self, rule: usize, from: usize, end: usize) -> bool {
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

    /// Reads `甲、乙为丙;` or `甲的乙职务` at `from`, again and again while `、` joins another such item.
    fn item(&mut self, rule: usize, evidence: usize, from: usize, end: usize) -> bool {
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
    fn rule_of(&self, form: &str) -> Option<usize> {
        self.reader.rules().iter().position(|rule| rule.form.as_deref() == Some(form))
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
fn person_joint(reader: Reader<'_>, at: usize, end: usize) -> Option<(Vec<Name>, usize)> {
    let (names, joint) = names_up_to(reader, at, end, '为').or_else(|| names_up_to(reader, at, end, '担'))?;
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
