//! Acts in rosters, decisions, notices and news: one clause after the other, with what is carried over.

use super::super::notice::Frame;
use super::{Act, Finds, Reader, push};
use crate::document::LineKind;
use crate::lexicon::{Classes, is_boundary};
use crate::record::Action;
use crate::text::is_han;
use crate::value::person::{Name, Note};
use crate::value::post::{Inherited, Title};

/// What a clause inherits from the clauses before it.
#[derive(Debug, Clone, Default)]
struct State {
    /// The verb that governs the items of a list, and the line it stands in.
    carried: Option<(usize, bool)>,
    /// The persons of the clause before.
    subject: Vec<Name>,
    /// Posts waiting for a list of names (`任命下列人员为…:`).
    awaiting: Option<(Vec<Title>, usize, usize)>,
    /// Bodies named before, for elided ones.
    inherited: Inherited,
    /// Records made so far in the article: index of the first.
    first: usize,
    /// The body whose officers a table lists.
    table_body: Option<(String, usize)>,
}

pub(super) fn read(reader: Reader<'_>, index: usize, frame: &Frame, finds: &mut Finds) {
    let draft = &reader.document.articles[index];
    let clean = reader.clean();
    let mut state = State { first: finds.records.len(), ..State::default() };
    // a headline only repeats what the story below tells
    let prose = draft.lines.clone().any(|l| reader.document.kinds[l] == LineKind::Body);
    for l in draft.lines.clone() {
        let kind = reader.document.kinds[l];
        let line = reader.document.text.lines()[l];
        let content = &clean[line.start..line.end];
        if matches!(kind, LineKind::Boilerplate | LineKind::Session | LineKind::Number | LineKind::Date | LineKind::Signature) {
            continue;
        }
        if kind == LineKind::Headline && reader.document.hits_in(line.start, line.end).iter().all(|h| !h.classes.any(Classes::ACT)) && state.awaiting.is_none()
        {
            continue;
        }
        if kind == LineKind::Headline && (prose || reader.lexicon.has("title-cut", content)) {
            continue;
        }
        if names_line(reader, frame, line.start, line.end, &mut state, finds) {
            continue;
        }
        if !state.carried.is_some_and(|(_, list)| list) {
            state.carried = None;
        }
        for (start, end) in pieces(clean, line.start, line.end) {
            piece(reader, frame, start, end, &mut state, finds);
        }
    }
}

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
            _ => {}
        }
    }
    if from < end {
        out.push((from, end));
    }
    out
}

fn piece(reader: Reader<'_>, frame: &Frame, start: usize, end: usize, state: &mut State, finds: &mut Finds) {
    let clean = reader.clean();
    let text = &clean[start..end];
    if text.trim().is_empty() {
        return;
    }
    if probation_sentence(reader, text, state, finds) || trailing_reason(reader, text, state, finds) {
        return;
    }
    let hits: Vec<_> = reader.document.hits_in(start, end).iter().filter(|h| h.classes.any(Classes::ACT) && h.end <= end).copied().collect();
    let mut at = start;
    let mut done = false;
    for hit in &hits {
        if hit.start < at {
            continue;
        }
        let Some(&rule) = reader.lexicon.acts.get(&clean[hit.start..hit.end]) else { continue };
        let rule = usize::from(rule);
        if let Some(next) = act(reader, frame, rule, start.max(at), hit.start, hit.end, end, state, finds) {
            at = next;
            done = true;
        }
    }
    // 甲的代表资格终止, 其…: the persons of the next clause
    if let Some((names, _)) =
        names_up_to(reader, start, end, '的').filter(|&(_, de)| reader.lexicon.starts("seat", &clean[de + '的'.len_utf8()..end]).is_some())
    {
        state.subject = names;
        return;
    }
    if !done && let Some((rule, _)) = state.carried {
        let from = start + list_mark(reader, text);
        item(reader, frame, rule, from, from, end, state, finds);
    }
}

/// Length of a list mark and the spaces behind it.
fn list_mark(reader: Reader<'_>, text: &str) -> usize {
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    match reader.lexicon.starts("list-mark", trimmed) {
        Some(n) => lead + n + (trimmed[n..].len() - trimmed[n..].trim_start().len()),
        None => lead,
    }
}

/// Reads the act whose verb stands at `verb..after`. Gives the byte it read up to.
#[allow(clippy::too_many_arguments)]
fn act(
    reader: Reader<'_>,
    frame: &Frame,
    rule: usize,
    from: usize,
    verb: usize,
    after: usize,
    end: usize,
    state: &mut State,
    finds: &mut Finds,
) -> Option<usize> {
    let clean = reader.clean();
    let data = &reader.rules()[rule];
    let tail = clean[after..end].trim_start_matches([' ', ':']);
    let form = data.form.as_deref().unwrap_or_default();
    if tail.is_empty() {
        let list = clean[after..end].contains(':') || clean[verb..end].trim_end().len() <= 12 || clean[end..].starts_with('\n');
        if list && matches!(form, "person-wei-post" | "of-post") {
            state.carried = Some((rule, true));
            return Some(end);
        }
    }
    match form {
        "person-wei-post" | "of-post" => {
            let from = end - tail.len();
            if item(reader, frame, rule, verb, from, end, state, finds) {
                // a verb inside an item does not end the verb of the list
                if !state.carried.is_some_and(|(_, list)| list) {
                    state.carried = Some((rule, false));
                }
                Some(end)
            } else {
                None
            }
        }
        "person-verb-post" => {
            // 甲同志任乙局局长; 甲不再担任…职务; 甲当选(为)…; not 此前,甲任…
            let names = names_before(reader, from, verb).or_else(|| {
                (from == verb || reader.lexicon.pronouns.contains(clean[from..verb].trim())).then(|| state.subject.clone()).filter(|s| !s.is_empty())
            })?;
            if reader.lexicon.has("earlier", &clean[super::super::office::sentence_start(clean, verb)..verb]) {
                return None;
            }
            let (titles, titles_from, read_to) = titles_in(reader, end - tail.len(), end, state)?;
            emit(reader, frame, rule, &names, &titles, titles_from, names[0].start.min(verb), read_to, state, finds);
            Some(end)
        }
        "resign" => {
            // 接受甲因工作变动辞去乙职务的请求
            // 审议了甲因…辞去乙职务的请求,决定接受甲辞职: the acceptance may come after
            let line_end = clean[verb..].find('\n').map_or(clean.len(), |i| verb + i);
            let (accept, accept_end) = reader.lexicon.find("accept", &clean[from..verb]).map(|(a, b)| (from + a, from + b)).or_else(|| {
                reader.lexicon.find("accept", &clean[verb..line_end]).and_then(|_| {
                    reader
                        .lexicon
                        .keyed("considered")
                        .iter()
                        .filter_map(|w| clean[from..verb].rfind(w.as_str()).map(|i| (from + i, from + i + w.len())))
                        .max_by_key(|&(_, e)| e)
                })
            })?;
            let mut person_end = verb;
            let mut reason = None;
            if let Some((a, _)) = reader.lexicon.find("because", &clean[accept_end..verb]) {
                person_end = accept_end + a;
                reason = Some(clean[person_end..verb].trim_end_matches(['提', '出']).to_owned());
            }
            let names = name_list(reader, accept_end, person_end)?;
            let posts_end = reader.lexicon.find("duty", tail).map_or(end, |(_, e)| end - tail.len() + e);
            let (titles, titles_from, read_to) = titles_in(reader, end - tail.len(), posts_end, state)?;
            state.subject = names.clone();
            for name in &names {
                let act = Act {
                    action: action(data),
                    rule: rule_id(reader, rule),
                    name,
                    titles: &titles,
                    titles_from,
                    start: accept,
                    end: read_to,
                    reason: reason.clone(),
                    probation: None,
                    temporary: false,
                };
                push(reader, frame, &act, finds);
            }
            Some(posts_end)
        }
        "nominate" => {
            let names = names_before(reader, from, verb)
                .or_else(|| Some(state.subject.clone()).filter(|s| !s.is_empty() && clean[from..verb].trim().chars().count() <= 3))?;
            let (titles, titles_from, read_to) = titles_in(reader, end - tail.len(), end, state)?;
            emit(reader, frame, rule, &names, &titles, titles_from, verb, read_to, state, finds);
            Some(end)
        }
        "terminate" => {
            // 甲的乙委员职务相应终止: the verb closes the clause
            let of = clean[from..verb].find('的').map(|i| from + i);
            let (names, posts) = match of.and_then(|of| name_list(reader, from + list_mark(reader, &clean[from..of]), of).map(|n| (n, of + '的'.len_utf8()))) {
                Some(found) => found,
                None => {
                    let lead = clean[from..verb].trim_start();
                    let start = verb - lead.len();
                    let pronoun = reader.lexicon.pronouns.prefix(lead).map(|(n, ())| n)?;
                    let start = start + pronoun + if clean[start + pronoun..].starts_with('的') { 3 } else { 0 };
                    (Some(state.subject.clone()).filter(|s| !s.is_empty())?, start)
                }
            };
            let (titles, titles_from, _) = titles_in(reader, posts, verb, state)?;
            emit(reader, frame, rule, &names, &titles, titles_from, names[0].start.min(posts), after, state, finds);
            Some(end)
        }
        _ => None,
    }
}

/// Reads `甲、乙为丙;` or `甲的乙职务` at `from`, again and again while `、` joins another such item.
#[allow(clippy::too_many_arguments)]
fn item(reader: Reader<'_>, frame: &Frame, rule: usize, evidence: usize, from: usize, end: usize, state: &mut State, finds: &mut Finds) -> bool {
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
            if let Some(length) = reader.lexicon.starts("following", text) {
                let rest = at + length + if clean[at + length..].starts_with('为') { 3 } else { 0 };
                let colon = clean[rest..end].find(':').map_or(end, |i| rest + i);
                if let Some((titles, titles_from, _)) = titles_in(reader, rest, colon, state) {
                    state.awaiting = Some((titles, titles_from, rule));
                    state.carried = Some((rule, true));
                    return true;
                }
            }
            let Some((names, wei_at)) = names_up_to(reader, at, end, '为') else { return any };
            let posts = wei_at + '为'.len_utf8();
            let (posts_end, next) = posts_until_item(reader, posts, end);
            let Some((titles, titles_from, read_to)) = titles_in(reader, posts, posts_end, state) else { return any };
            emit(reader, frame, rule, &names, &titles, titles_from, evidence, read_to, state, finds);
            any = true;
            at = next;
            evidence = at;
            continue;
        }
        // 其…职务; 甲(同志)的…职务; …职务 of the clause's person
        let (names, posts) = if let Some(rest) = text.strip_prefix('其') {
            if state.subject.is_empty() {
                return any;
            }
            let posts = end - rest.len();
            (state.subject.clone(), posts + if rest.starts_with('的') { 3 } else { 0 })
        } else if let Some((names, de)) = names_up_to(reader, at, end, '的') {
            (names, de + '的'.len_utf8())
        } else if evidence < at && !state.subject.is_empty() && reader.lexicon.starts_body(text) {
            (state.subject.clone(), at)
        } else {
            return any;
        };
        let duty = reader.lexicon.find("duty", &clean[posts..end]).map_or(end, |(a, _)| posts + a);
        let Some((titles, titles_from, read_to)) = titles_in(reader, posts, duty, state) else { return any };
        let covered = reader.lexicon.find("duty", &clean[duty..end]).map_or(read_to, |(_, b)| duty + b);
        emit(reader, frame, rule, &names, &titles, titles_from, evidence, covered.max(read_to), state, finds);
        any = true;
        at = match clean[covered..end].strip_prefix(['、', '和']) {
            Some(rest) => end - rest.len(),
            None => end,
        };
        evidence = at;
    }
    any
}

#[allow(clippy::too_many_arguments)]
fn emit(
    reader: Reader<'_>,
    frame: &Frame,
    rule: usize,
    names: &[Name],
    titles: &[Title],
    titles_from: usize,
    start: usize,
    end: usize,
    state: &mut State,
    finds: &mut Finds,
) {
    let clean = reader.clean();
    let data = &reader.rules()[rule];
    let stop = clean[end..].find(['\n', ';', '。', ',']).map_or(clean.len(), |i| end + i);
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
        push(reader, frame, &act, finds);
    }
    state.subject = names.to_vec();
}

/// `因到龄退休,` in front of the verb.
fn reason_before(reader: Reader<'_>, start: usize) -> Option<String> {
    let before = reader.clean()[..start].trim_end_matches(',');
    let clause = before.rfind(['\n', '。', ';', ',']).map_or(before, |i| &before[i + before[i..].chars().next().map_or(1, char::len_utf8)..]);
    (clause.starts_with('因') && reader.lexicon.has("reason", clause) && clause.chars().count() <= 20).then(|| clause.to_owned())
}

fn action(rule: &crate::ruleset::FamilyRule) -> Action {
    rule.action.as_deref().and_then(Action::parse).unwrap_or_default()
}

/// The rule's id, with the lifetime of the program: ids are few and leak once per extractor at most.
fn rule_id(reader: Reader<'_>, rule: usize) -> &'static str {
    reader.lexicon.rule_id(rule)
}

/// `(试用期一年)`, `试用期六个月`: months.
fn months(reader: Reader<'_>, text: &str) -> Option<u32> {
    let (_, end) = reader.lexicon.find("probation", text)?;
    let rest = text[end..].trim_start_matches(['为', ':', ' ']);
    let number: String =
        rest.chars().take_while(|&c| crate::value::numeral::digit(c).is_some() || crate::value::numeral::power(c).is_some() || c.is_ascii_digit()).collect();
    let n = crate::value::numeral::whole(&number)? as u32;
    let unit = rest[number.len()..].trim_start_matches('个');
    if unit.starts_with('年') { Some(n * 12) } else { unit.starts_with('月').then_some(n) }
}

/// `,试用期一年` as a clause of its own.
fn months_next(reader: Reader<'_>, clean: &str, stop: usize) -> Option<u32> {
    let rest = clean[stop..].strip_prefix(',')?;
    reader.lexicon.starts("probation", rest)?;
    months(reader, &rest[..rest.find([';', '。', '\n']).unwrap_or(rest.len())])
}

/// `何开颜、马上同志的任职试用期一年`: adds the probation to acts read before.
fn probation_sentence(reader: Reader<'_>, text: &str, state: &State, finds: &mut Finds) -> bool {
    let Some(n) = months(reader, text) else { return false };
    let Some((at, _)) = reader.lexicon.find("probation", text) else { return false };
    let lead = &text[..at];
    let all = reader.lexicon.has("all-above", lead);
    let mut hit = false;
    for find in &mut finds.records[state.first..] {
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
fn trailing_reason(reader: Reader<'_>, text: &str, state: &State, finds: &mut Finds) -> bool {
    let text = text.trim();
    if text.chars().count() > 12 || !reader.lexicon.has("reason", text) {
        return false;
    }
    let mut hit = false;
    let persons: Vec<&str> = state.subject.iter().map(|n| n.name.as_str()).collect();
    for find in finds.records[state.first..].iter_mut().rev().take(12) {
        if let crate::record::Data::Appointment(act) = &mut find.data
            && act.action == Action::Dismiss
            && act.reason.is_none()
            && persons.contains(&act.person.as_str())
        {
            act.reason = Some(text.to_owned());
            hit = true;
        }
    }
    hit
}

/// Titles in `start..end`, without what closes them (职务, 人选, notes).
fn titles_in(reader: Reader<'_>, start: usize, end: usize, state: &mut State) -> Option<(Vec<Title>, usize, usize)> {
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
    loop {
        let cut = text.trim_end_matches([' ', '。', ';', ':']);
        let cut = match cut.strip_suffix(')').and_then(|t| t.rfind('(')) {
            Some(open) => &cut[..open],
            None => cut,
        };
        let cut = reader.lexicon.strip_end("after-post", cut).unwrap_or(cut);
        if cut.len() == text.len() {
            break;
        }
        text = cut;
    }
    if text.is_empty() || text.chars().count() > 160 || text.contains("。") {
        return None;
    }
    let mut inherited = Inherited::default();
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
    state.inherited = inherited;
    Some((titles, from, from + text.len()))
}

/// Names in `from..` up to the first `mark` that has nothing but names before it.
fn names_up_to(reader: Reader<'_>, from: usize, end: usize, mark: char) -> Option<(Vec<Name>, usize)> {
    let clean = reader.clean();
    let mut search = from;
    for _ in 0..4 {
        let at = search + clean[search..end].find(mark)?;
        if let Some(names) = name_list(reader, from, at) {
            return Some((names, at));
        }
        search = at + mark.len_utf8();
    }
    None
}

/// Names that end right before `verb`: 甲同志|任.
fn names_before(reader: Reader<'_>, from: usize, verb: usize) -> Option<Vec<Name>> {
    let clean = reader.clean();
    let from = super::super::office::window(clean, from, verb, 900);
    // names are short: without a mark nearby none stands here
    let near = super::super::office::window(clean, from, verb, 160);
    if near > from && !clean[near..verb].contains(is_boundary) {
        return None;
    }
    let mut start = from + list_mark(reader, &clean[from..verb]);
    if let Some(colon) = clean[start..verb].rfind([':', '。', ';']) {
        start += colon + clean[start + colon..].chars().next().map_or(1, char::len_utf8);
    }
    // 会议决定|甲: cut what leads the names
    for _ in 0..3 {
        let end = reader
            .lexicon
            .keyed("before-verb")
            .iter()
            .chain(reader.lexicon.keyed("vote"))
            .filter(|w| clean[start..verb].trim_end().ends_with(w.as_str()))
            .map(|w| w.len())
            .max();
        let text_end = clean[start..verb].trim_end().len() + start;
        let stop = end.map_or(text_end, |n| text_end - n);
        if let Some(names) = name_list(reader, start, stop) {
            return Some(names);
        }
        if let Some((_, after)) = reader.lexicon.find("electoral-unit", &clean[start..stop]) {
            if let Some(names) = name_list(reader, start, start + clean[start..stop].find('在').unwrap_or(stop - start)) {
                return Some(names);
            }
            start += after;
            continue;
        }
        let (_, cut) = reader.lexicon.last("decides", &clean[start..stop])?;
        start += cut;
    }
    None
}

/// Reads `start..end` as a list of names and nothing else.
pub(crate) fn name_list(reader: Reader<'_>, start: usize, end: usize) -> Option<Vec<Name>> {
    let clean = reader.clean();
    let text = clean.get(start..end)?;
    if text.trim().is_empty() || text.chars().count() > 4000 {
        return None;
    }
    let listed = text.contains('、');
    let mut names = Vec::new();
    if split_outside(clean, start, end, &[',']).len() > 1 {
        return None;
    }
    let items = split_outside(clean, start, end, &['、']);
    for (a, b) in items {
        let raw = &clean[a..b];
        let a = a + raw.len() - raw.trim_start().len();
        let raw = raw.trim();
        if let Some(name) = whole_name(reader, a, raw) {
            names.push(name);
            continue;
        }
        // 甲和乙 as the last item; names set apart by spaces
        let parts: Vec<&str> =
            if !listed && raw.contains(' ') { raw.split(' ').filter(|p| !p.is_empty()).collect() } else { raw.splitn(2, ['和', '与']).collect() };
        if parts.len() < 2 {
            return None;
        }
        for part in parts {
            let at = a + (part.as_ptr() as usize - raw.as_ptr() as usize);
            names.push(whole_name(reader, at + part.len() - part.trim_start().len(), part.trim())?);
        }
    }
    (!names.is_empty()).then_some(names)
}

/// The stretches of `start..end` between marks that stand outside parentheses.
fn split_outside(clean: &str, start: usize, end: usize, marks: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut from, mut depth) = (start, 0i32);
    for (i, c) in clean[start..end].char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && marks.contains(&c) => {
                out.push((from, start + i));
                from = start + i + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push((from, end));
    out
}

/// Reads `text`, which stands at `at`, as one name with its note.
pub(crate) fn whole_name(reader: Reader<'_>, at: usize, text: &str) -> Option<Name> {
    let clean = reader.clean();
    let core_end = text.find('(').unwrap_or(text.len());
    let mut core = text[..core_end].trim();
    let comrade = reader.lexicon.strip_end("comrade", core);
    if let Some(short) = comrade {
        core = short.trim_end();
    }
    let name: String = core.chars().filter(|c| *c != ' ').collect();
    let han = name.chars().all(|c| is_han(c) || c == '·');
    let spaced = core.contains(' ');
    let surname_alone = core.split(' ').next().is_some_and(|s| reader.lexicon.names().is_surname(s));
    // 敬 永 康: every character set apart
    let surname_alone = surname_alone || name.chars().count() == 3;
    if !han || !reader.lexicon.names().accepts(&name) || (spaced && !surname_alone && core.split(' ').next().is_some_and(|s| s.chars().count() > 1)) {
        return None;
    }
    if reader.lexicon.has("not-person", &name) || reader.lexicon.pronouns.suffix(&name).is_some() {
        return None;
    }
    let end = at + core.len();
    let (after, note) = reader.lexicon.note_after(clean, if comrade.is_some() { at + text[..core_end].trim_end().len() } else { end });
    let note = if comrade.is_some() { Note::default() } else { note };
    if after < at + text.len() && core_end < text.len() && note == Note::default() && comrade.is_none() {
        return None;
    }
    Some(Name { start: at, end, name, after, note })
}

/// Reads `text` as a name whose surname the lexicon does not know: in a line of names every token is one.
pub(super) fn any_name(reader: Reader<'_>, at: usize, text: &str) -> Option<Name> {
    let core = text.split('(').next().unwrap_or_default().trim_end();
    let good = (2..=4).contains(&core.chars().count()) && core.chars().all(is_han) && reader.lexicon.roles.suffix(core).is_none();
    let (after, note) = reader.lexicon.note_after(reader.clean(), at + core.len());
    good.then(|| Name { start: at, end: at + core.len(), name: core.to_owned(), after, note })
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

/// Lines that hold names and nothing else, and rows `主任:甲` of an election notice.
fn names_line(reader: Reader<'_>, frame: &Frame, start: usize, end: usize, state: &mut State, finds: &mut Finds) -> bool {
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
                state.table_body = Some((body, rule));
                return true;
            }
        }
    }
    if let (Some((body, rule)), Some(colon)) = (state.table_body.clone(), text.find(':')) {
        let label = text[..colon].split('(').next().unwrap_or_default().trim();
        if reader.lexicon.roles.contains(label) || reader.lexicon.role_at_end(label).is_some_and(|r| r.start == 0) {
            let mut inherited = Inherited { body: Some(body) };
            let titles = reader.lexicon.titles(label, &mut inherited);
            state.awaiting = Some((titles.clone(), start, rule));
            let from = start + colon + 1;
            if let Some(names) = spaced_names(reader, from, end) {
                emit(reader, frame, rule, &names, &titles, start, start, end, state, finds);
            }
            return true;
        }
    }
    let Some((titles, titles_from, rule)) = state.awaiting.clone() else { return false };
    match spaced_names(reader, start, end) {
        Some(names) => {
            emit(reader, frame, rule, &names, &titles, titles_from, start, end, state, finds);
            true
        }
        None => {
            state.awaiting = None;
            false
        }
    }
}

/// A line of names set apart by spaces or `、`.
fn spaced_names(reader: Reader<'_>, start: usize, end: usize) -> Option<Vec<Name>> {
    let clean = reader.clean();
    let text = clean.get(start..end)?;
    if text.contains('、') {
        return name_list(reader, start, end);
    }
    let mut names: Vec<Name> = Vec::new();
    let tokens: Vec<(usize, usize)> = split_outside(clean, start, end, &[' ', '\t']).into_iter().filter(|&(a, b)| b > a).collect();
    let mut i = 0;
    while i < tokens.len() {
        let (a, b) = tokens[i];
        let text = &clean[a..b];
        let known = names.len() * 2 >= i;
        if let Some(name) = whole_name(reader, a, text).or_else(|| any_name(reader, a, text).filter(|_| known)) {
            names.push(name);
            i += 1;
            continue;
        }
        // a surname, padding, a given name
        if i + 1 < tokens.len() && reader.lexicon.names().is_surname(text) {
            let (_, d) = tokens[i + 1];
            names.push(whole_name(reader, a, &clean[a..d])?);
            i += 2;
            continue;
        }
        return None;
    }
    (!names.is_empty()).then_some(names)
}
