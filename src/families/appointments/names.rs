//! Lists of persons in acts: names, notes behind them, and nothing else.

use crate::families::Reader;
use crate::families::scope::{self, PARENTHESES, split_outside};
use crate::lexicon::{Classes, is_boundary};
use crate::text::{is_han, item_mark};
use crate::value::person::{Expect, Name, Note};

/// Names in `from..` up to the first `mark` that has nothing but names before it.
pub(super) fn names_up_to(reader: Reader<'_>, from: usize, end: usize, mark: char) -> Option<(Vec<Name>, usize)> {
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
pub(super) fn names_before(reader: Reader<'_>, from: usize, verb: usize) -> Option<Vec<Name>> {
    let clean = reader.clean();
    let from = scope::window(clean, from, verb, 900);
    // names are short: without a mark nearby none stands here
    let near = scope::window(clean, from, verb, 160);
    if near > from && !clean[near..verb].contains(is_boundary) {
        return None;
    }
    let mut start = from + list_mark(reader, &clean[from..verb]);
    if let Some(colon) = clean[start..verb].rfind([':', '。', ';']) {
        start += colon + clean[start + colon..].chars().next().map_or(1, char::len_utf8);
    }
    // 区政府提请的关于|甲同志任乙
    if let Some((_, after)) = reader.lexicon.last("name-lead", &clean[start..verb]) {
        start += after;
    }
    if let Some(names) = names_after_post(reader, start, verb) {
        return Some(names);
    }
    // 甲以190票的高票|当选
    let verb = with_votes(&clean[start..verb]).map_or(verb, |length| start + length);
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

/// Length of `text` without the votes that close it: 甲|以190票的高票.
fn with_votes(text: &str) -> Option<usize> {
    let votes = text.trim_end().trim_end_matches(['高', '全', '赞', '成', '的']).strip_suffix('票')?;
    let votes = votes.trim_end_matches(['高', '全', '赞', '成', '的']);
    let votes = votes.strip_suffix('票').unwrap_or(votes);
    let lead = votes.trim_end_matches(|c: char| c.is_ascii_digit() || crate::value::numeral::digit(c).is_some() || crate::value::numeral::power(c).is_some());
    lead.strip_suffix('以').or_else(|| lead.strip_suffix("以全")).map(str::len)
}

/// 十堰市副市长甲、乙|拟任: the names behind the last post.
pub(super) fn names_after_post(reader: Reader<'_>, start: usize, end: usize) -> Option<Vec<Name>> {
    let post = reader.document.hits_in(start, end).iter().rfind(|h| h.classes.any(Classes::ROLE) && h.end < end)?;
    reader.clean()[post.end..end].chars().next().filter(|&c| is_han(c))?;
    name_list(reader, post.end, end)
}

/// 现任西安市未央区委副书记、区长的甲,|拟任…; 1963年出生的甲,现任乙,|拟任…: the names that end one of the clauses before.
pub(super) fn names_ending(reader: Reader<'_>, at: usize) -> Option<Vec<Name>> {
    let clean = reader.clean();
    let from = scope::window(clean, scope::sentence_start(clean, at), at, 600);
    let mut end = clean[..at].strip_suffix(',')?.len();
    for _ in 0..4 {
        let start = clean[from..end].rfind(',').map_or(from, |i| from + i + 1);
        let of = clean[start..end].rfind('的').and_then(|i| name_list(reader, start + i + '的'.len_utf8(), end));
        if let Some(names) = of.or_else(|| names_after_post(reader, start, end)).or_else(|| name_list(reader, start, end)) {
            return Some(names);
        }
        end = start.checked_sub(1).filter(|&e| e > from)?;
    }
    None
}

/// 甲得票73票,乙得票71票,|当选为…; 甲以赞成票90票、反对票0票的投票结果,|当选为…: whom the clauses before count votes of.
pub(super) fn names_by_votes(reader: Reader<'_>, at: usize) -> Option<Vec<Name>> {
    let clean = reader.clean();
    let from = scope::window(clean, scope::sentence_start(clean, at), at, 600);
    let mut end = clean[..at].strip_suffix(',')?.len();
    let mut names = Vec::new();
    while end > from {
        let start = clean[from..end].rfind(',').map_or(from, |i| from + i + 1);
        let clause = &clean[start..end];
        let voted = reader.lexicon.find("by-votes", clause).filter(|&(votes, _)| clause[votes..].contains('票'));
        let Some(votes) = voted.map(|(votes, _)| start + votes) else { break };
        let post = reader.document.hits_in(start, votes).iter().rfind(|h| h.classes.any(Classes::ROLE) && h.end <= votes).map_or(start, |h| h.end);
        let name = post + reader.lexicon.starts("candidate", &clean[post..votes]).unwrap_or(0);
        let Some(mut listed) = name_list(reader, name, votes) else { break };
        listed.append(&mut names);
        names = listed;
        end = start.saturating_sub(1);
    }
    (!names.is_empty()).then_some(names)
}

/// 甲同志|西昌市人民政府市长职务, 甲|市教育局局长职务: a name with its posts right behind it.
pub(super) fn named_without_of(reader: Reader<'_>, at: usize, end: usize) -> Option<(Name, usize)> {
    let clean = reader.clean();
    // 甲同志|…, 甲(女)|…
    if let Some(name) = reader.read_name(at, Expect::Listed).filter(|n| n.start == at && n.end < n.after && n.after < end) {
        let posts = name.after;
        // 甲同志|担任乙 is another act
        if reader.lexicon.holds.prefix(&clean[posts..end]).is_some() {
            return None;
        }
        return Some((name, posts));
    }
    // 胡东|绵阳市教育局局长: the name ends where a body begins
    [3, 2, 4].into_iter().find_map(|count| {
        let length = clean[at..end].char_indices().nth(count)?.0;
        let name = whole_name(reader, at, &clean[at..at + length])?;
        // 解放|任临沂市商务局局长
        if reader.lexicon.acts.suffix(&name.name).is_some() {
            return None;
        }
        // a note may go on behind the stop that ends the sentence
        let (after, note) = reader.lexicon.note_after(&clean[..end], name.end);
        let comrade = reader.lexicon.starts("comrade", &clean[after..end]).unwrap_or(0);
        reader.lexicon.starts_body(&clean[after + comrade..end]).then(|| (Name { after, note, ..name }, after + comrade))
    })
}

/// Where a list of names ends that a count closes: 甲、乙、丙|3名同志, 甲|等42位同志.
fn counted(reader: Reader<'_>, text: &str) -> usize {
    let list = reader.lexicon.strip_end("comrade", text).unwrap_or(text).trim_end();
    // 甲、乙等
    if let Some(names) = list.strip_suffix('等').filter(|names| names.chars().count() >= 2) {
        return names.len();
    }
    let Some(number) = list.strip_suffix(['名', '位', '人']) else { return text.len() };
    let names = number.trim_end_matches(|c: char| c.is_ascii_digit() || crate::value::numeral::digit(c).is_some() || c == '十');
    if names.len() == number.len() || !(names.contains('、') || names.ends_with('等')) {
        return text.len();
    }
    names.strip_suffix('等').unwrap_or(names).len()
}

/// Reads `start..end` as a list of names and nothing else.
pub(crate) fn name_list(reader: Reader<'_>, start: usize, end: usize) -> Option<Vec<Name>> {
    let clean = reader.clean();
    let text = clean.get(start..end)?;
    if text.trim().is_empty() || text.chars().count() > 4000 {
        return None;
    }
    let end = start + counted(reader, text);
    let listed = text.contains('、');
    let mut names = Vec::new();
    if split_outside(clean, start, end, &[','], PARENTHESES).len() > 1 {
        return None;
    }
    let items = split_outside(clean, start, end, &['、'], PARENTHESES);
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

/// Reads `text`, which stands at `at`, as one name with its note.
pub(crate) fn whole_name(reader: Reader<'_>, at: usize, text: &str) -> Option<Name> {
    let clean = reader.clean();
    let (at, text) = (at + text.len() - text.trim_start().len(), text.trim_start());
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
    let found = || reader.document.person_at(at).flatten().is_some_and(|token| token.end == at + core.len());
    if !han
        || !(reader.lexicon.names().accepts(&name) || found())
        || (spaced && !surname_alone && core.split(' ').next().is_some_and(|s| s.chars().count() > 1))
    {
        return None;
    }
    if reader.lexicon.has("not-person", &name)
        || reader.lexicon.acts.contains(&name)
        || reader.lexicon.pronouns.suffix(&name).is_some()
        || reader.lexicon.pronouns.prefix(&name).is_some()
    {
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
    let (at, text) = (at + text.len() - text.trim_start().len(), text.trim_start());
    let core = text.split('(').next().unwrap_or_default().trim_end();
    let good = (2..=4).contains(&core.chars().count()) && core.chars().all(is_han) && reader.lexicon.roles.suffix(core).is_none();
    if !good {
        return None;
    }
    let (after, note) = reader.lexicon.note_after(reader.clean(), at + core.len());
    Some(Name { start: at, end: at + core.len(), name: core.to_owned(), after, note })
}

/// A line of names set apart by spaces or `、`.
pub(super) fn spaced_names(reader: Reader<'_>, start: usize, end: usize) -> Option<Vec<Name>> {
    let clean = reader.clean();
    let text = clean.get(start..end)?;
    if text.contains('、') {
        return name_list(reader, start, end);
    }
    let mut names: Vec<Name> = Vec::new();
    let tokens: Vec<(usize, usize)> = split_outside(clean, start, end, &[' ', '\t'], PARENTHESES).into_iter().filter(|&(a, b)| b > a).collect();
    let mut i = 0;
    while i < tokens.len() {
        let (a, b) = tokens[i];
        // 10. 甲 11. 乙: the numbers of a list in columns
        let a = a + item_mark(&clean[a..b]);
        let text = &clean[a..b];
        if text.is_empty() {
            i += 1;
            continue;
        }
        // 甲 (乙公司董事长): a note set apart
        if text.starts_with('(') && text.ends_with(')') && !names.is_empty() {
            i += 1;
            continue;
        }
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

/// Length of a list mark and the spaces behind it.
pub(super) fn list_mark(reader: Reader<'_>, text: &str) -> usize {
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    let numbered = item_mark(trimmed);
    if numbered > 0 {
        return lead + numbered + (trimmed[numbered..].len() - trimmed[numbered..].trim_start().len());
    }
    match reader.lexicon.starts("list-mark", trimmed) {
        Some(n) => lead + n + (trimmed[n..].len() - trimmed[n..].trim_start().len()),
        None => lead,
    }
}
