//! Titles that stand before their names: `市委常委、宣传部部长甲`, `副市长甲、乙`.

use super::edge::{extend_shared, holder_in, left_edge};
use super::{Finds, REACH, Reader, find};
use crate::families::scope::{head, phrase_start, window};
use crate::lexicon::{Classes, Hit, is_boundary};
use crate::value::numeral::digit;
use crate::value::organ::kind_of;
use crate::value::person::{Expect, Name};
use crate::value::post::{Inherited, Status, Title};

/// Longest note behind a post that tells its rank, in characters.
const NOTE: usize = 40;

/// A list of titles waiting for its names.
#[derive(Debug, Clone)]
struct Chain {
    start: usize,
    end: usize,
}

/// Titles that stand before their names.
pub(super) fn read(reader: Reader<'_>, finds: &mut Finds) {
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
        // 名誉理事长甲|院士、乙: how the person named before is addressed
        if hit.start == floor && floor > 0 && reader.lexicon.address.contains(&clean[hit.start..hit.end]) {
            floor = hit.end;
            continue;
        }
        if clean[checked..hit.start].contains(['。', '\n', '!', '?']) {
            inherited = Inherited::default();
        }
        checked = hit.start;
        let mut start = left_edge(reader, hit, floor, last_role);
        last_role = hit.end;
        let noted = clean[hit.end..].starts_with(')');
        let joined = |between: &str| is_joint(reader, between) || noted && between == "(";
        // 副县长、县委副书记兼|政法委书记: the edge stands before the post that 兼 goes on from
        let within = |c: &Chain| (c.start..c.end).contains(&start);
        let linked = chain.as_ref().filter(|c| within(c) || c.end <= start && joined(&clean[c.end..start])).cloned();
        if linked.is_none() {
            start = extend_shared(reader, start, hit, floor);
        }
        let current = Chain { start: linked.as_ref().map_or(start, |c| c.start), end: hit.end };
        if let Some((name, body)) = name_within(reader, start, hit) {
            // 习近平总书记, 祁县张鹏县长: the name stands before its post
            let from = name.end;
            let mut context = Inherited { body: body.map(str::to_owned) };
            for title in reader.lexicon.titles(&clean[from..hit.end], &mut context.clone()) {
                finds.records.push(find(&name, &title, from, "office/name-post", context.body.take()));
            }
            floor = hit.end;
            chain = None;
            continue;
        }
        // 甲任代理省长 乙任副省长: the post is the act's, the name behind the space another's
        let object = clean[hit.end..].starts_with(' ') && reader.lexicon.acts.suffix(clean[..start].trim_end()).is_some();
        let names = if object { Vec::new() } else { names_after(reader, hit.end) };
        if names.is_empty() {
            // a list goes on only over a joint
            // 甲局负责人、乙局局长丙: the head of 甲局 is not named
            let unnamed = reader.lexicon.is("unnamed-role", &clean[hit.start..hit.end]);
            chain = (!unnamed && clean[hit.end..].starts_with(['、', '兼', ' ', ',', '('])).then_some(current);
            if chain.as_ref().is_some_and(|c| c.end - c.start > REACH) {
                chain = None;
            }
            remember(reader, &mut inherited, start, hit.end);
            continue;
        }
        chain = None;
        let (from, to) = (current.start, current.end + reader.lexicon.starts("candidate", &clean[current.end..]).unwrap_or(0));
        let mut context = inherited.clone();
        let list = if noted { clean[from..to].replace('(', ",") } else { clean[from..to].to_owned() };
        // 甲公司(原董事长乙)
        if let Some(body) = noted_body(reader, from) {
            context.body = Some(body.to_owned());
        }
        let titles = reader.lexicon.titles(&list, &mut context);
        let mut kept: Vec<Title> = titles.into_iter().filter(|t| is_post(reader, t, &names)).collect();
        if kept.is_empty() {
            continue;
        }
        // 时任|市委书记甲, 卸任|市委书记的甲
        if reader.lexicon.ends("former-lead", &clean[..from]).is_some() {
            kept.iter_mut().filter(|title| title.status == Status::Current).for_each(|title| title.status = Status::Former);
        }
        inherited = context;
        // 县委副书记、县长甲以及乙: a county has one head
        let several = reader.lexicon.ends("several", &clean[..from]).or(reader.lexicon.starts("several", &list)).is_some();
        let sole = !several && kept.iter().any(|title| is_sole(reader, title));
        let holders = if sole { &names[..1] } else { &names[..] };
        for name in &names {
            floor = floor.max(name.after);
        }
        for name in holders {
            let mut body: Option<String> = None;
            for title in &kept {
                finds.records.push(find(name, title, from, "office/title-name", body.clone().or_else(|| inherited.body.clone())));
                body = title.organization.clone().or(body);
            }
        }
    }
}

/// Whether one person at a time holds a post: 县长, 市委书记.
fn is_sole(reader: Reader<'_>, title: &Title) -> bool {
    let of_committee = || title.role == "书记" && title.organization.as_deref().is_some_and(|body| reader.lexicon.is("sole-committee", body));
    title.status != Status::Former && (reader.lexicon.is("sole-role", &title.role) || of_committee())
}

/// The person's name that stands right before a post, and the body before the name: 习近平|总书记, 普京|总统, 晋中市人大|高增光|副主任.
fn name_within<'t>(reader: Reader<'t>, start: usize, hit: &Hit) -> Option<(Name, Option<&'t str>)> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let role = lexicon.role_at_end(&clean[start..hit.end])?;
    let core = &clean[start..start + role.start];
    if role.traits.weak || role.traits.bound {
        return None;
    }
    let at = start + holder_in(lexicon, core)?;
    let name = lexicon.read_name(clean, at, Expect::Person).filter(|n| n.end == start + core.len())?;
    if at == start {
        return Some((name, None));
    }
    // 甲集团|安全|总监乙: the post is another's
    let closed = names_after(reader, hit.end).is_empty() && lexicon.ends_softly(&clean[hit.end..]);
    // 甲集团生产总监|乙|副总裁: the body of the post before the name
    let body = &clean[start..at];
    let body = lexicon.role_at_end(body).map_or(body, |role| &body[..role.start]);
    closed.then_some((name, Some(body)))
}

/// The body right before the bracket that a title at `start` opens: 甲集团公司|(原董事长乙.
fn noted_body(reader: Reader<'_>, start: usize) -> Option<&str> {
    let clean = reader.clean();
    let lead = clean[..start].strip_suffix('(')?;
    let body = &lead[phrase_start(lead, lead.len())..];
    kind_of(reader.lexicon, body).filter(|(kind, at)| *at > 0 && kind.is_private()).map(|_| body)
}

/// Keeps the body of a post that has no name, for the posts after it in the sentence: `受市人大常委会主任委托,副主任甲…`.
fn remember(reader: Reader<'_>, inherited: &mut Inherited, start: usize, end: usize) {
    let clean = reader.clean();
    let told = clean[end..].starts_with(['、', ',']) || reader.lexicon.starts("entrusts", &clean[end..]).is_some();
    if end - start <= REACH && told {
        let mut context = inherited.clone();
        reader.lexicon.titles(&clean[start..end], &mut context);
        // 包村干部,纪委书记甲: no body
        if context.body.as_deref().is_none_or(|body| !reader.lexicon.is("body-junk", body)) {
            *inherited = context;
        }
    }
}

/// Whether the text between two titles joins them into one list.
fn is_joint(reader: Reader<'_>, between: &str) -> bool {
    between.len() <= 9 && reader.lexicon.keyed("title-link").iter().any(|w| between == w || (w == "、" && between == "、 "))
}

/// The names behind a title that ends at `at`: one, or a list joined by `、`.
pub(super) fn names_after(reader: Reader<'_>, at: usize) -> Vec<Name> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let mut names = Vec::new();
    let mut pos = at;
    let rest = &clean[pos..];
    if lexicon.river.prefix(rest).is_some() && clean[..at].ends_with('长') {
        return names;
    }
    // 武装部长(副镇长)|甲
    if rest.starts_with(')') && clean[window(clean, 0, at, 48)..at].contains('(') {
        pos += 1;
    }
    // 副校长(正厅级)|甲
    if let Some((note, _)) =
        rest.strip_prefix('(').and_then(|rest| head(rest, NOTE).split_once(')')).filter(|(note, _)| lexicon.ends("rank-note", note).is_some())
    {
        pos += note.len() + "()".len();
    }
    // 副主任人选|甲
    if let Some(length) = lexicon.starts("candidate", rest) {
        pos += length;
    }
    let rest = &clean[pos..];
    if let Some(length) = lexicon.starts("colon-name", rest) {
        pos += length;
    }
    if let Some(name) = held_by(reader, pos) {
        return vec![name];
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
        let Some(name) = reader.read_name(from, Expect::Person) else { break };
        // 甲、副市长乙 begins another post; 甲及市政协常委 does not
        let own = |h: &Hit| h.start < name.after || lexicon.starts("conjunction", &clean[name.after..h.start]).is_none();
        let posts = reader.document.hits_in(from, next).iter().any(|h| h.classes.any(Classes::ROLE) && own(h));
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
        // 甲及教育、发改等部门负责人
        let last = !clean[name.after..].starts_with('、') || lexicon.names().likely(&name.name);
        if !refused(reader, &name) && !posts && last {
            names.push(name);
        }
    }
    names
}

/// The person of `市委书记由甲兼任`, `县长是甲`: what follows the name ends the clause or says that it holds the post.
fn held_by(reader: Reader<'_>, at: usize) -> Option<Name> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let length = lexicon.starts("held-by", &clean[at..])?;
    let name = lexicon.read_name(clean, at + length, Expect::Person).filter(|name| lexicon.names().likely(&name.name))?;
    let rest = &clean[name.after..];
    let holds = lexicon.holds.prefix(rest).is_some_and(|(n, _)| rest[n..].chars().next().is_none_or(is_boundary));
    (holds || rest.chars().next().is_none_or(is_boundary)).then_some(name)
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
pub(super) fn is_post(reader: Reader<'_>, title: &Title, names: &[Name]) -> bool {
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
    // 政协甲省第七届、|八届委员会主席: the body begins before the mark
    let term = body.trim_start_matches(|c| digit(c).is_some() || c == '十' || c == '第');
    if term.len() < body.len() && lexicon.is("term-body", term) {
        return false;
    }
    // 县(市、区)党委书记: of no one body
    if body.contains('、')
        || lexicon.starts("honour", body).is_some()
        || lexicon.has("ordinal-holder", body)
        || lexicon.starts("body-pronoun", body).is_some() && !lexicon.starts_body(body)
    {
        return false;
    }
    // 总经理王文|与集团董事长, 甲集团生产总监亢银文|副总裁: a post and its holder
    let holder = lexicon.roles.prefix(body).and_then(|(n, _)| lexicon.read_name(body, n, Expect::Person));
    let held = holder.is_some_and(|name| lexicon.starts("conjunction", &body[name.end..]).is_some());
    let tail = body.char_indices().rev().take(4).skip(1).map(|(at, _)| body.split_at(at));
    let mut tail = tail.filter(|(head, _)| lexicon.roles.suffix(head).is_some());
    if held || tail.any(|(_, name)| lexicon.names().accepts(name) && lexicon.could_be_name(name)) {
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
    traits.open || kind.is_some() || body.chars().count() >= 2 || lexicon.is("short-unit", body)
}
