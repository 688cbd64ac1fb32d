//! `office`: a person is said to hold, or to have held, a post.
//!
//! Forms: title + names (`副市长甲、乙`), name + verb of holding + titles (`甲曾任乙局局长`), name (title). A title
//! list before a name shares what it does not repeat; a post without a body takes the last body of its sentence.

use super::{Find, Finds, Reader};
use crate::lexicon::{Classes, Hit, is_boundary};
use crate::record::{Data, Office};
use crate::text::is_han;
use crate::value::organ::{OrganKind, kind_of};
use crate::value::person::{Expect, Name};
use crate::value::post::{Inherited, Status, Title};
use once_cell::sync::Lazy;
use regex::Regex;

/// Longest title list that is looked at, in bytes.
const REACH: usize = 360;

/// A list of titles waiting for its names.
#[derive(Debug, Clone)]
struct Chain {
    start: usize,
    end: usize,
}

pub(crate) fn read(reader: Reader<'_>, finds: &mut Finds) {
    before_names(reader, finds);
    after_names(reader, finds);
    careers(reader, finds);
}

/// Curricula vitae: a line that names the person, then lines `1996.07—1999.03 甲县乙镇党委委员、副镇长`.
fn careers(reader: Reader<'_>, finds: &mut Finds) {
    static ENTRY: Lazy<Regex> = Lazy::new(|| {
        Regex::new(r"^(?:19|20)[0-9]{2}[.年/-]\s?[0-9]{1,2}月?\s?(?:—|-|至|~|–){1,2}\s?(?P<to>(?:19|20)[0-9]{2}[.年/-]\s?[0-9]{1,2}月?|至今|今)?\s*,?")
            .unwrap_or_else(|_| unreachable!("a constant pattern"))
    });
    let clean = reader.clean();
    let mut subject: Option<Name> = None;
    let mut context: Option<String> = None;
    for (l, line) in reader.document.text.lines().iter().enumerate() {
        if !reader.document.readable(l) {
            continue;
        }
        let content = &clean[line.start..line.end];
        let Some(entry) = ENTRY.captures(content) else {
            if let Some(name) = reader.read_name(line.start + reader.lexicon.starts("bullet", content).unwrap_or(0), Expect::Listed) {
                let rest = clean[name.after..line.end].trim_start_matches(' ');
                if reader.lexicon.starts("vita", rest).is_some() {
                    subject = Some(name);
                    context = None;
                }
            }
            continue;
        };
        let (Some(name), Some(head)) = (&subject, entry.get(0)) else { continue };
        let from = line.start + head.end();
        let Some((titles, _)) = career_titles(reader, from + (clean[from..].len() - clean[from..].trim_start_matches(' ').len()), false) else { continue };
        let past = entry.name("to").is_some_and(|to| to.as_str().starts_with(|c: char| c.is_ascii_digit()));
        for mut title in titles {
            if past && title.status == Status::Current {
                title.status = Status::Former;
            }
            finds.records.push(find(name, &title, 0, "office/career", context.clone()));
            context = title.organization.clone().or(context);
        }
    }
}

/// Titles that stand before their names.
fn before_names(reader: Reader<'_>, finds: &mut Finds) {
    let clean = reader.clean();
    let mut chain: Option<Chain> = None;
    let mut inherited = Inherited::default();
    let mut floor = 0usize; // nothing left of here belongs to a new title
    let mut checked = 0usize; // no sentence ends between here and the last post
    let mut last_role = 0usize;
    for hit in reader.document.hits.iter().filter(|h| h.classes.any(Classes::ROLE)) {
        if finds.announcements.contains(&reader.document.article_at(hit.start)) {
            continue;
        }
        if hit.start < floor || !reader.document.readable(reader.document.line_at(hit.start)) {
            continue;
        }
        if clean[checked..hit.start].contains(['。', '\n', '!', '?']) {
            inherited = Inherited::default();
        }
        checked = hit.start;
        let mut start = left_edge(reader, hit, floor, last_role);
        last_role = hit.end;
        let linked = chain.as_ref().filter(|c| c.end <= start && is_joint(reader, &clean[c.end..start])).cloned();
        if linked.is_none() {
            start = extend_shared(reader, start, hit, floor);
        }
        let current = Chain { start: linked.as_ref().map_or(start, |c| c.start), end: hit.end };
        if let Some(name) = name_within(reader, start, hit) {
            // 习近平总书记: the name stands before its post
            let (from, to) = (name.end, hit.end);
            for title in reader.lexicon.titles(&clean[from..to], &mut Inherited::default()) {
                finds.records.push(find(&name, &title, from, "office/name-post", None));
            }
            floor = hit.end;
            chain = None;
            continue;
        }
        let names = names_after(reader, hit.end);
        if names.is_empty() {
            // a list goes on only over a joint
            chain = clean[hit.end..].starts_with(['、', '兼', ' ', ',']).then_some(current);
            if chain.as_ref().is_some_and(|c| c.end - c.start > REACH) {
                chain = None;
            }
            remember(reader, &mut inherited, start, hit.end);
            continue;
        }
        chain = None;
        let (from, to) = (current.start, current.end);
        let mut context = inherited.clone();
        let titles = reader.lexicon.titles(&clean[from..to], &mut context);
        let kept: Vec<Title> = titles.into_iter().filter(|t| is_post(reader, t, &names)).collect();
        if kept.is_empty() {
            continue;
        }
        inherited = context;
        for name in &names {
            let mut body: Option<String> = None;
            for title in &kept {
                finds.records.push(find(name, title, from, "office/title-name", body.clone().or_else(|| inherited.body.clone())));
                body = title.organization.clone().or(body);
            }
            floor = floor.max(name.after);
        }
    }
}

/// What the reader thinks of the post that ends with `hit`, in words.
pub(crate) fn trace(reader: Reader<'_>, hit: &Hit) -> String {
    let clean = reader.clean();
    let start = left_edge(reader, hit, 0, 0);
    let title = &clean[start..hit.end];
    let names = names_after(reader, hit.end);
    if names.is_empty() {
        return format!("{title}: no name behind it");
    }
    let list: Vec<&str> = names.iter().map(|n| n.name.as_str()).collect();
    let titles = reader.lexicon.titles(title, &mut Inherited::default());
    match titles.iter().find(|t| is_post(reader, t, &names)) {
        Some(title) => format!("{}: held by {}", title.text, list.join("、")),
        None => format!("{title} {}: refused, the post needs a body of its own", list.join("、")),
    }
}

/// The person's name that stands right before a post: 习近平|总书记, 普京|总统.
fn name_within(reader: Reader<'_>, start: usize, hit: &Hit) -> Option<Name> {
    let clean = reader.clean();
    let text = &clean[start..hit.end];
    let role = reader.lexicon.role_at_end(text)?;
    let core = &text[..role.start];
    let count = core.chars().count();
    if role.traits.weak || role.traits.bound || !(2..=4).contains(&count) || reader.lexicon.starts_body(core) || kind_of(reader.lexicon, core).is_some() {
        return None;
    }
    let name = reader.lexicon.read_name(clean, start, Expect::Person).filter(|n| n.end == start + core.len())?;
    let likely = reader.lexicon.names().likely(core);
    likely.then_some(name)
}

/// Keeps the body of a post that has no name, for the posts after it in the sentence.
fn remember(reader: Reader<'_>, inherited: &mut Inherited, start: usize, end: usize) {
    let clean = reader.clean();
    if end - start <= REACH && clean[end..].starts_with(['、', ',']) {
        let mut context = inherited.clone();
        reader.lexicon.titles(&clean[start..end], &mut context);
        *inherited = context;
    }
}

pub(crate) fn find(name: &Name, title: &Title, title_from: usize, rule: &'static str, context: Option<String>) -> Find {
    let (a, b) = (title_from + title.start, title_from + title.end);
    Find {
        start: a.min(name.start),
        end: b.max(name.end),
        rule,
        confidence: if title.own { 0.95 } else { 0.85 },
        data: Data::Office(Office {
            person: name.name.clone(),
            title: title.text.clone(),
            organization: title.organization.clone(),
            role: Some(title.role.clone()),
            jurisdiction: None,
            status: title.status,
        }),
        title: Some(title.clone()),
        context,
        parts: vec![("person", name.start, name.end), ("title", a, b)],
        note: name.note.clone(),
    }
}

/// Whether the text between two titles joins them into one list.
fn is_joint(reader: Reader<'_>, between: &str) -> bool {
    between.len() <= 9 && reader.lexicon.keyed("title-link").iter().any(|w| between == w || (w == "、" && between == "、 "))
}

/// Where the title that ends with `hit` begins: behind the nearest boundary, stop word, name or finished post.
fn left_edge(reader: Reader<'_>, hit: &Hit, floor: usize, last_role: usize) -> usize {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let mut low = floor;
    let mut taken = 0;
    for (at, c) in clean[floor..hit.start].char_indices().rev() {
        taken += 1;
        let at = floor + at;
        if (is_boundary(c) || c == ' ') && !inner_mark(clean, at, c) || taken > 60 {
            low = at + c.len_utf8();
            break;
        }
    }
    // 书记处书记, 院士工作站站长: an earlier post word is part of the body; 首相和总统 are two posts
    if last_role > low && last_role < hit.start {
        let between = &clean[last_role..hit.start];
        if lexicon.starts("conjunction", between).is_some() {
            low = last_role;
        }
    }
    for stop in reader.document.hits_in(low, hit.start) {
        if stop.classes.any(Classes::STOP) && stop.end <= hit.start && !lexicon.shielded(clean, stop.start, stop.end) {
            low = low.max(stop.end);
        }
        if stop.classes.any(Classes::NO_POST) && stop.end <= hit.start {
            low = low.max(stop.end);
        }
    }
    // 伊朗总统甲与沙特阿拉伯|国王乙: another country's post begins behind the conjunction
    for (at, c) in clean[low..hit.start].char_indices() {
        let after = low + at + c.len_utf8();
        if lexicon.starts("conjunction", &clean[low + at..]).is_some_and(|n| n == c.len_utf8()) && lexicon.country(&clean[after..hit.start]) {
            low = after;
            break;
        }
    }
    let mut start = low;
    // 14.美国…: the number of a list item
    let digits = clean[start..hit.start].bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && clean[start + digits..].starts_with('.') {
        start += digits + 1;
    }
    loop {
        let rest = &clean[start..hit.start];
        if let Some(length) = lexicon.starts("conjunction", rest)
            && (!lexicon.shielded(clean, start, start + length) || rest.len() == length || start == floor)
        {
            start += length;
            continue;
        }
        break;
    }
    start + trim_lead(reader, start, hit)
}

/// Marks that may stand inside a body's name: `中国—东盟博览会`, `(集团)`.
fn inner_mark(clean: &str, at: usize, c: char) -> bool {
    match c {
        ')' => clean[..at].rfind('(').is_some_and(|open| {
            at - open <= 15
                && clean[open + 1..at].chars().all(is_han)
                && clean[..open].chars().next_back().is_some_and(is_han)
                && clean[at + 1..].chars().next().is_some_and(is_han)
                && matches!(&clean[open + 1..at], "集团" | "中国" | "香港" | "北京" | "上海" | "控股")
        }),
        '(' => clean[at..].find(')').is_some_and(|close| inner_mark(clean, at + close, ')')),
        _ => false,
    }
}

/// Bytes to cut from the head of a title: words that are no part of a body's name.
fn trim_lead(reader: Reader<'_>, start: usize, hit: &Hit) -> usize {
    let lexicon = reader.lexicon;
    let text = &reader.clean()[start..hit.end];
    let Some(role) = lexicon.role_at_end(text) else { return 0 };
    let body = &text[..role.start];
    if body.is_empty() {
        return 0;
    }
    if lexicon.status.prefix(body).is_some() && lexicon.starts_body(&body[lexicon.status.prefix(body).map_or(0, |(n, _)| n)..]) {
        return 0;
    }
    if lexicon.starts_body(body) && !role.traits.alone {
        return 0;
    }
    let kind = kind_of(lexicon, body).map(|(kind, _)| kind);
    if role.traits.alone {
        // the longest tail that is a division, a township or a government
        let mut best = None;
        for (at, _) in body.char_indices() {
            let tail = &body[at..];
            let gov = kind == Some(OrganKind::Gov) && (lexicon.starts_body(tail) || at == 0);
            let township = kind == Some(OrganKind::Township) && tail.chars().count() <= 8;
            if lexicon.places.contains(tail) || gov || township || place_chain(reader, tail) || lexicon.status.contains(tail) {
                best = Some(at);
                break;
            }
        }
        return best.unwrap_or(body.len());
    }
    let strict = kind.is_some_and(|k| {
        matches!(
            k,
            OrganKind::Party
                | OrganKind::PartyPart
                | OrganKind::Gov
                | OrganKind::Congress
                | OrganKind::CongressPart
                | OrganKind::Cppcc
                | OrganKind::Court
                | OrganKind::Procuratorate
                | OrganKind::Supervisory
                | OrganKind::Dept
                | OrganKind::Township
                | OrganKind::Union
                | OrganKind::Military
        )
    });
    for (at, _) in body.char_indices().skip(1) {
        // 风景|区管委会: a level word begins a body only before the organs of a level
        let plain = lexicon.places.prefix(&body[at..]).is_none()
            && lexicon.levels.prefix(&body[at..]).is_some_and(|(n, &tier)| {
                tier == 4 || lexicon.starts("level-core", &body[at + n..]).is_none() || lexicon.starts("committee-not", &body[at + n..]).is_some()
            });
        if !plain
            && (strict || lexicon.follow.contains(&body[..at]))
            && lexicon.starts_body(&body[at..])
            && lexicon.places.prefix(&body[at..]).is_none_or(|(n, _)| at + n < body.len())
            && body[at..].chars().count() >= 2
        {
            return at;
        }
    }
    if lexicon.is("body-junk", body) {
        return body.len();
    }
    lexicon.starts("body-junk", body).filter(|&n| n < body.len() && lexicon.starts_body(&body[n..])).unwrap_or(0)
}

/// Whether `text` is a chain of divisions and a township: 海城市牛庄镇.
fn place_chain(reader: Reader<'_>, text: &str) -> bool {
    match reader.lexicon.places.prefix(text) {
        Some((n, _)) if n == text.len() => true,
        Some((n, _)) => {
            place_chain(reader, &text[n..])
                || (text[n..].chars().count() <= 5 && kind_of(reader.lexicon, &text[n..]).is_some_and(|(k, _)| k == OrganKind::Township))
        }
        None => false,
    }
}

/// A list item before `start` that shares the role of `hit`: 甲委员会、乙委员会委员.
fn extend_shared(reader: Reader<'_>, start: usize, hit: &Hit, floor: usize) -> usize {
    let clean = reader.clean();
    if !clean[floor..start].ends_with('、') {
        return start;
    }
    let item_end = start - '、'.len_utf8();
    let low = clean[floor..item_end]
        .rfind(|c| is_boundary(c) || c == ' ')
        .map_or(floor, |at| floor + at + clean[floor + at..].chars().next().map_or(1, char::len_utf8));
    let item = &clean[low..item_end];
    let shares = kind_of(reader.lexicon, item).is_some_and(|(k, at)| at > 0 && !matches!(k, OrganKind::Company | OrganKind::Village | OrganKind::Township))
        && reader.lexicon.starts_body(item)
        && reader.document.hits_in(low, item_end).iter().all(|h| !h.classes.any(Classes::ROLE))
        && !reader.lexicon.starts_body(&clean[start..hit.start]);
    if shares { low } else { start }
}

/// The names behind a title that ends at `at`: one, or a list joined by `、`.
fn names_after(reader: Reader<'_>, at: usize) -> Vec<Name> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let mut names = Vec::new();
    let mut pos = at;
    let rest = &clean[pos..];
    if lexicon.river.prefix(rest).is_some() && clean[..at].ends_with('长') {
        return names;
    }
    if let Some(length) = lexicon.starts("colon-name", rest) {
        pos += length;
    }
    let Some(first) = reader.read_name(pos, Expect::Person) else { return names };
    if refused(reader, &first) {
        return names;
    }
    let mut after = first.after;
    names.push(first);
    while let Some(rest) = clean[after..].strip_prefix('、').or_else(|| clean[after..].strip_prefix(" 、")) {
        let from = clean.len() - rest.len();
        let next = from + rest.find(|c: char| is_boundary(c)).unwrap_or(rest.len());
        let posts = reader.document.hits_in(from, next).iter().any(|h| h.classes.any(Classes::ROLE));
        let Some(name) = reader.read_name(from, Expect::Person) else { break };
        if posts || refused(reader, &name) {
            break;
        }
        after = name.after;
        names.push(name);
    }
    // 和 / 及 before the last name
    if let Some(length) = lexicon.starts("name-and", &clean[after..])
        && let Some(name) = lexicon.read_name(clean, after + length, Expect::Person)
    {
        let posts = reader
            .document
            .hits_in(after + length, name.end + 60)
            .iter()
            .take(1)
            .any(|h| h.classes.any(Classes::ROLE) && h.start >= name.end && !clean[name.end..h.start].contains(is_boundary));
        if !refused(reader, &name) && !posts {
            names.push(name);
        }
    }
    names
}

/// Names that are none: a surname with a form of address, a placeholder, the head of a body's name.
fn refused(reader: Reader<'_>, name: &Name) -> bool {
    let clean = reader.clean();
    let after = &clean[name.end..];
    reader.lexicon.has("placeholder", &name.name)
        || (name.name.chars().count() == 1)
        || reader.lexicon.starts("name-veto", after).is_some()
        || reader.lexicon.places.contains(&name.name) && reader.lexicon.starts("place-tail", after).is_some()
}

/// Whether a parsed title before names is a post, by what its head word demands.
fn is_post(reader: Reader<'_>, title: &Title, names: &[Name]) -> bool {
    let lexicon = reader.lexicon;
    let traits = lexicon.roles.suffix(&title.role).map(|(_, t)| *t).unwrap_or_default();
    if traits.rank {
        return true;
    }
    if traits.alone {
        // 总书记冒雨…: a bare head of state needs a name that looks like one
        let level = title.role.chars().any(|c| lexicon.levels.get(&c.to_string()).is_some());
        return level || title.text != title.role || names.iter().all(|n| lexicon.names().likely(&n.name) || lexicon.names().is_transliteration(&n.name));
    }
    let Some(body) = title.organization.as_deref() else {
        // 副局长甲: the body is not told, but the name is beyond doubt
        let labelled = names.first().is_some_and(|n| reader.clean()[..n.start].trim_end().ends_with(':'));
        return !traits.weak && !traits.bound && !labelled && names.iter().all(|n| lexicon.surely_named(reader.clean(), n));
    };
    if lexicon.starts("body-pronoun", body).is_some() && !lexicon.starts_body(body) {
        return false;
    }
    if body.chars().count() > 40 || lexicon.is("body-junk", body) {
        return false;
    }
    let kind = kind_of(lexicon, body);
    // 习近平主席|英明…, 佐科总统|…: a person stands where the body should
    if kind.is_none() && !traits.open && (2..=4).contains(&body.chars().count()) && !lexicon.starts_body(body) && lexicon.names().accepts(body) {
        return false;
    }
    if traits.own && lexicon.national.prefix(body).is_none() && lexicon.names().is_transliteration(body) {
        return false;
    }
    if traits.weak {
        return kind.is_some_and(|(_, at)| at > 0 || body.chars().count() >= 4) && !lexicon.has("body-plain", body);
    }
    // deputies are told in notices of their own; before a name the word only says who somebody is
    if lexicon.is("deputy", &title.role) {
        return false;
    }
    traits.open || kind.is_some() || body.chars().count() >= 2
}

/// Titles that stand behind their person: 甲现任…, 甲曾任…, 甲是…, 甲(…局长).
fn after_names(reader: Reader<'_>, finds: &mut Finds) {
    let clean = reader.clean();
    let known: Vec<String> = {
        let mut all: Vec<String> = finds.records.iter().filter_map(|f| person(&f.data)).map(str::to_owned).collect();
        all.sort();
        all.dedup();
        all
    };
    let mut subject: Option<(usize, Name)> = None; // the last person a career was told of
    let mut career: Option<(usize, String)> = None; // the line and person of a career of former posts
    for hit in reader.document.hits.iter().filter(|h| h.classes.any(Classes::HOLD)) {
        let line = reader.document.line_at(hit.start);
        if !reader.document.readable(line) {
            continue;
        }
        let article = reader.document.article_at(hit.start);
        if finds.announcements.contains(&article) {
            continue;
        }
        let entry = reader.lexicon.entry(hit);
        let word = &clean[hit.start..hit.end];
        let copula = reader.lexicon.is("copula", word);
        let titles_from = hit.end + clean[hit.end..].len() - clean[hit.end..].trim_start_matches([' ', ':']).len();
        let Some((titles, _)) = career_titles(reader, titles_from, copula) else { continue };
        let (clause, sentence) = (clause_start(clean, hit.start), sentence_start(clean, hit.start));
        let mut clause = clause;
        while let Some(n) = reader.lexicon.starts("before-verb", &clean[clause..hit.start]) {
            clause += n;
        }
        let lead = &clean[clause..hit.start];
        let mut former = entry.former || reader.lexicon.has("earlier", &clean[window(clean, sentence, hit.start, 300)..hit.start]);
        if word == "任" && !former {
            continue;
        }
        let direct = name_before(reader, clause, lead).filter(|name| reader.lexicon.pronouns.suffix(&name.name).is_none());
        let person = match direct {
            Some(name) => Some(name),
            None if copula && !reader.lexicon.pronouns.contains(lead) => None,
            None if !lead.trim().is_empty() && !reader.lexicon.pronouns.contains(lead.trim()) && !former => None,
            None => antecedent(reader, finds, &known, article, sentence, hit.start).or_else(|| subject.clone().filter(|(a, _)| *a == article).map(|(_, n)| n)),
        };
        let Some(name) = person else { continue };
        // a career goes on in its paragraph
        former |= reader.lexicon.has("date-range", lead) || (!copula && career.as_ref().is_some_and(|(l, p)| *l == line && *p == name.name));
        if former {
            career = Some((line, name.name.clone()));
        }
        let mut body = None;
        for mut title in titles {
            if former && title.status == Status::Current {
                title.status = Status::Former;
            }
            let known_already = finds.records.iter().any(|f| matches!(&f.data, Data::Office(o) if o.person == name.name && o.title == title.text));
            if !known_already {
                finds.records.push(find(&name, &title, 0, if former { "office/career" } else { "office/name-title" }, body.clone()));
            }
            body = title.organization.clone().or(body);
        }
        subject = Some((article, name));
    }
}

pub(crate) fn person(data: &Data) -> Option<&str> {
    match data {
        Data::Office(o) => Some(&o.person),
        Data::Appointment(a) => Some(&a.person),
        Data::RepresentativeChange(r) => Some(&r.person),
        _ => None,
    }
}

fn clause_start(clean: &str, at: usize) -> usize {
    let low = window(clean, 0, at, 400);
    clean[low..at].rfind(is_boundary).map_or(low, |i| low + i + clean[low + i..].chars().next().map_or(1, char::len_utf8))
}

/// Where the sentence that holds `at` begins; at most [`SENTENCE`] bytes before, so that text without stops costs no more.
pub(crate) fn sentence_start(clean: &str, at: usize) -> usize {
    let low = window(clean, 0, at, SENTENCE);
    clean[low..at].rfind(['。', '\n', '!', '?', ';']).map_or(low, |i| low + i + clean[low + i..].chars().next().map_or(1, char::len_utf8))
}

/// Longest look back for the beginning of a sentence, in bytes.
const SENTENCE: usize = 900;

/// The larger of `from` and the character border nearest to `reach` bytes before `to`.
pub(crate) fn window(clean: &str, from: usize, to: usize, reach: usize) -> usize {
    let low = to.saturating_sub(reach).max(from);
    (low..=to).find(|&i| clean.is_char_boundary(i)).unwrap_or(to)
}

/// The titles that follow a verb of holding, over commas and semicolons as long as every clause is titles.
fn career_titles(reader: Reader<'_>, from: usize, strict: bool) -> Option<(Vec<Title>, usize)> {
    let clean = reader.clean();
    let mut out: Vec<Title> = Vec::new();
    let mut inherited = Inherited::default();
    let mut at = from;
    loop {
        let far = (at + 2 * REACH).min(clean.len());
        let far = (far..=clean.len()).find(|&i| clean.is_char_boundary(i)).unwrap_or(clean.len());
        let rest = &clean[at..far];
        let stop = rest.find([',', '。', ';', '\n', '(', '"', '”', '“']).unwrap_or(rest.len());
        let piece = rest[..stop].trim_end_matches(['等', ' ']);
        let piece_trim = piece.trim_start();
        let whole = piece_trim.starts_with(is_han)
            && piece_trim.len() <= REACH
            && reader.lexicon.role_at_end(piece_trim).is_some()
            && !piece_trim.contains('的')
            && reader.document.hits_in(at, at + stop).iter().all(|h| !h.classes.any(Classes::HOLD));
        if !whole {
            break;
        }
        let shift = at + piece.len() - piece_trim.len();
        let mut titles = reader.lexicon.titles(piece_trim, &mut inherited);
        titles.retain(|t| {
            let named = t.organization.as_deref().is_some_and(|b| b.chars().count() >= 2);
            let alone = reader.lexicon.roles.suffix(&t.role).is_some_and(|(_, r)| r.alone);
            let kind = t.organization.as_deref().and_then(|b| kind_of(reader.lexicon, b));
            (alone || named) && (!strict || kind.is_some() && t.own)
        });
        if titles.is_empty() {
            break;
        }
        for title in &mut titles {
            title.start += shift;
            title.end += shift;
        }
        out.extend(titles);
        at += stop;
        if !rest[stop..].starts_with([',', ';']) || strict {
            break;
        }
        at += 1;
        // 1988年4月起任: a new verb tells its own titles
        if reader.lexicon.holds.prefix(&clean[at..]).is_some() {
            break;
        }
    }
    (!out.is_empty()).then_some((out, at))
}

/// The name that stands directly before a verb of holding, behind `clause`: `解放任`, `国栋此前担任`.
fn name_before(reader: Reader<'_>, clause: usize, lead: &str) -> Option<Name> {
    let clean = reader.clean();
    if lead.trim().is_empty() || lead.chars().count() > 14 {
        return None;
    }
    let name = reader.lexicon.read_name(clean, clause, Expect::Listed)?;
    let rest = clean.get(name.after..clause + lead.len())?.trim();
    let adverb = rest.is_empty() || reader.lexicon.is("before-verb", rest);
    adverb.then_some(name)
}

/// The person that a pronoun or an empty subject stands for: the last one named before, in the sentence or the article.
fn antecedent(reader: Reader<'_>, finds: &Finds, known: &[String], article: usize, sentence: usize, at: usize) -> Option<Name> {
    let clean = reader.clean();
    let low = reader.document.articles.get(article).map_or(0, |a| a.start);
    let window = low.max(at.saturating_sub(1200));
    let window = (window..=at).find(|&i| clean.is_char_boundary(i)).unwrap_or(at);
    let last = |from: usize| {
        known
            .iter()
            .filter_map(|name| clean[from..at].rfind(name.as_str()).map(|i| (from + i, name)))
            .max_by_key(|&(i, name)| (i, name.len()))
            .map(|(i, name)| Name { start: i, end: i + name.len(), name: name.clone(), after: i + name.len(), note: Default::default() })
    };
    let in_sentence = if sentence < at { last(sentence) } else { None };
    in_sentence.or_else(|| last(window)).or_else(|| {
        finds
            .records
            .iter()
            .filter(|f| f.start >= window && f.end <= at)
            .filter_map(|f| {
                let part = f.parts.iter().find(|p| p.0 == "person")?;
                Some(Name { start: part.1, end: part.2, name: person(&f.data)?.to_owned(), after: part.2, note: f.note.clone() })
            })
            .max_by_key(|n| n.start)
    })
}
