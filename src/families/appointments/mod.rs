//! `appointment`: one personnel action on one person and one post.
//!
//! Acts by standing committees (地方组织法 arts. 50, 32), congresses, governments, party committees and companies, from
//! rosters, decisions, notices, pre-appointment announcements (任前公示) and news. A verb governs the items behind it
//! (`任命：` …), is carried over `;`, and 其 stands for the person of the clause before.

mod clause;
mod forms;
mod items;
mod names;
mod profile;
mod roster;
mod table;
mod terms;

pub(crate) use forms::beside;
pub(crate) use names::{name_list, whole_name};
pub(crate) use roster::names as names_in;

use super::frame::Frame;
use super::notice::{of_report, relative_day, resolve_day, session_in};
use super::scope::{self, sentence_start};
use super::{Find, Finds, Reader};
use crate::document::LineKind;
use crate::lexicon::Classes;
use crate::record::{Action, Appointment, Data, Profile};
use crate::value::date;
use crate::value::person::Name;
use crate::value::post::{Status, Title};

pub(crate) fn read(reader: Reader<'_>, finds: &mut Finds) {
    for index in 0..reader.document.articles.len() {
        if reader.document.articles[index].duplicate_of.is_some() {
            continue;
        }
        let announces = profile::announces(reader, index);
        if !announces && !clause::acts(reader, index) {
            continue;
        }
        let frame = reader.frame(index);
        if announces && profile::read(reader, index, &frame, finds) {
            finds.announcements.insert(index);
            continue;
        }
        let first = finds.records.len();
        clause::read(reader, index, &frame, finds);
        share_notes(&mut finds.records[first..]);
    }
}

/// A note behind a name holds for all acts on that person in the article.
fn share_notes(records: &mut [Find]) {
    let mut notes: rustc_hash::FxHashMap<String, Profile> = rustc_hash::FxHashMap::default();
    for find in records.iter() {
        if let Data::Appointment(act) = &find.data
            && act.profile != Profile::default()
        {
            notes.insert(act.person.clone(), act.profile.clone());
        }
    }
    for find in records {
        if let Data::Appointment(act) = &mut find.data
            && let Some(profile) = notes.get(&act.person).filter(|_| act.profile == Profile::default())
        {
            act.profile = profile.clone();
        }
    }
}

/// One act on one person: what the clause itself tells.
#[derive(Debug, Clone)]
pub(crate) struct Act<'t> {
    pub(crate) action: Action,
    pub(crate) rule: &'static str,
    pub(crate) name: &'t Name,
    pub(crate) titles: &'t [Title],
    pub(crate) titles_from: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) reason: Option<String>,
    pub(crate) probation: Option<u32>,
    pub(crate) temporary: bool,
}

/// Adds the records of an act.
pub(crate) fn push(reader: Reader<'_>, frame: &Frame, act: &Act<'_>, finds: &mut Finds) {
    let (authority, session, date) = decision(reader, frame, act);
    let mut context: Option<String> = None;
    for title in act.titles {
        let mut title = title.clone();
        title.status = Status::Current;
        let profile = Profile { gender: act.name.note.gender.clone(), ethnicity: act.name.note.ethnicity.clone(), ..Profile::default() };
        let data = Appointment {
            action: act.action,
            person: act.name.name.clone(),
            title: title.text.clone(),
            organization: title.organization.clone(),
            role: Some(title.role.clone()),
            jurisdiction: None,
            authority: authority.clone(),
            session: session.clone(),
            date: date.clone(),
            probation_months: act.probation,
            temporary: act.temporary,
            reason: act.reason.clone(),
            profile,
            document: frame.number.clone(),
        };
        let (a, b) = (act.titles_from + title.start, act.titles_from + title.end);
        finds.records.push(Find {
            start: act.start,
            end: act.end,
            rule: act.rule,
            confidence: 0.95,
            data: Data::Appointment(data),
            title: Some(title.clone()),
            context: context.clone(),
            parts: vec![("person", act.name.start, act.name.end), ("title", a, b)],
            note: act.name.note.clone(),
        });
        context = title.organization.clone().or(context);
    }
}

/// Who decided, in which session, on which day: the sentence itself, else the article's frame.
fn decision(reader: Reader<'_>, frame: &Frame, act: &Act<'_>) -> (Option<String>, Option<String>, Option<String>) {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let line = reader.document.text.lines()[reader.document.line_at(act.start)];
    let from = sentence_start(clean, act.start).max(line.start);
    let before = &clean[from..act.start];
    let paragraph = &clean[scope::window(clean, line.start, act.start, 1_500)..act.start];
    let own_session = session_in(reader, before).or_else(|| session_in(reader, paragraph)).map(|s| s.2);
    // 第一次全体会议 of the session that the article names
    let own_session = own_session.filter(|s| frame.session.is_none() || !s.starts_with('第'));
    let terminate = act.action == Action::Terminate;
    let own_body = acting_body(reader, before)
        .or_else(|| deciding_body(reader, before, &["decides", "decides-near"]))
        .or_else(|| deciding_body(reader, paragraph, &["decides"]))
        .or_else(|| deciding_above(reader, act.start));
    let own_date = own_date(reader, frame, before, act.start).or_else(|| own_date(reader, frame, of_meeting(reader, paragraph), act.start));
    let notice = frame.headline_body.is_some() || frame.signed.is_some();
    if terminate {
        return (None, None, frame.signed.clone().or_else(|| frame.session_date.clone()).or(own_date));
    }
    // 会议通过区政府提请的关于甲任乙: what is submitted a congress decides
    let party = by_party(reader, act, own_session.is_none() && !lexicon.has("submitted", before));
    let own_session = own_session.filter(|s| !party || !lexicon.has("congress", s));
    let of_congress = |body: &Option<String>| body.as_deref().is_some_and(|b| lexicon.has("congress", b));
    if party && (of_congress(&frame.session) || frame.session.is_none() && of_congress(&frame.signature)) {
        return (own_body.filter(|b| !lexicon.has("congress", b)), own_session, own_date);
    }
    // 旗委常委甲受旗委委托就人事安排作了说明: who asks the session is not who decides
    let party_news = own_body.is_some() && !notice && own_session.is_none() && (party || frame.session.is_none());
    let session = if party_news { None } else { own_session.clone().or_else(|| frame.session.clone()) };
    // a plenary elects in its session, and that is all who decided
    let plenary = || session.as_deref().is_some_and(|s| !lexicon.has("standing-committee", s) && !lexicon.has("board", s));
    let authority = if party_news {
        own_body
    } else if act.action == Action::Elect && plenary() {
        None
    } else {
        let article = reader.document.article_at(act.start);
        let of_session = session.as_deref().and_then(|s| reader.deciding_in(frame, article, s)).filter(|b| lexicon.has("deciding", b));
        frame
            .headline_body
            .clone()
            .filter(|b| !b.contains('届'))
            .or_else(|| frame.signature.clone().filter(|b| lexicon.starts_body(b)))
            .or_else(|| of_session.clone().filter(|b| lexicon.starts_body(b)))
            .or_else(|| frame.signature.clone())
            .or(of_session)
            .or(own_body)
    };
    let first_date = frame.first_date_for(act.start).cloned();
    // 1月20日上午 without a year: another line's day is this one's only when it is the same
    if let Some(day) = last_day(reader, before).filter(|_| own_date.is_none()) {
        let same = |iso: &String| day.month.zip(day.day).is_some_and(|(month, day)| iso.ends_with(&format!("-{month:02}-{day:02}")));
        return (authority, session, [&frame.session_date, &frame.signed, &first_date].into_iter().flatten().find(|iso| same(iso)).cloned());
    }
    if frame.undated && undated(reader, before).or_else(|| undated(reader, paragraph)) == Some(true) && !notice {
        return (authority, session, frame.announced.clone());
    }
    let date = own_date
        .filter(|_| !notice || own_session.is_some() || frame.session_date.is_none())
        .or_else(|| frame.session_date.clone())
        .or_else(|| frame.signed.clone())
        .or(first_date);
    (authority, session, date)
}

/// Whether an act is none of a congress, which decides on no party post and nominates nobody: `提名…`, and, in a paragraph without a
/// session, `甲同志任乙`; a heading says 任 of any act.
fn by_party(reader: Reader<'_>, act: &Act<'_>, alone: bool) -> bool {
    let told_so = || {
        let heading = reader.document.kinds[reader.document.line_at(act.start)] == LineKind::Headline;
        !heading && matches!(act.rule, "appointments/appoint-ren" | "appointments/no-longer")
    };
    act.action == Action::Nominate || alone && told_so() || act.titles.iter().any(|title| of_party(reader, title))
}

/// Whether a post is one of a party's: 市委书记, 市政府党组成员.
fn of_party(reader: Reader<'_>, title: &Title) -> bool {
    use crate::value::organ::{OrganKind, kind_of};
    let kind = title.organization.as_deref().and_then(|body| kind_of(reader.lexicon, body)).map(|(kind, _)| kind);
    matches!(kind, Some(OrganKind::Party | OrganKind::PartyPart)) || reader.lexicon.prefixes.prefix(&title.role).is_some_and(|(n, ())| n < title.role.len())
}

/// The last day told in `text` that is not the report's own: looked for at its end first.
fn last_day(reader: Reader<'_>, text: &str) -> Option<date::Found> {
    const NEAR: usize = 200;
    const BEGUN: usize = 30; // a day that begins this far behind a cut is whole
    let last = |from: usize| {
        let days = date::find(&text[from..]).into_iter().map(|d| date::Found { start: from + d.start, end: from + d.end, ..d });
        days.rev().find(|d| d.day.is_some() && !of_report(reader, &text[d.end..]))
    };
    let near = scope::window(text, 0, text.len(), NEAR);
    last(near).filter(|d| near == 0 || d.start >= near + BEGUN).or_else(|| if near == 0 { None } else { last(0) })
}

/// The part of a paragraph up to the last sentence that tells of a meeting, a decision or an act: another sentence's day is another matter's.
fn of_meeting<'t>(reader: Reader<'_>, paragraph: &'t str) -> &'t str {
    let mut end = paragraph.len();
    for sentence in paragraph.split_inclusive('。').rev().take(SENTENCES) {
        if reader.lexicon.has("meeting", sentence) || reader.lexicon.has("decides", sentence) || reader.lexicon.acts.find(sentence).is_some() {
            break;
        }
        end -= sentence.len();
    }
    &paragraph[..end]
}

/// Sentences before an act that its day is looked for in.
const SENTENCES: usize = 20;

/// Whether the last that `text` says of a day is that it leaves it untold: `10月28日消息,日前`; nothing when it says nothing.
fn undated(reader: Reader<'_>, text: &str) -> Option<bool> {
    let untold = reader.lexicon.last("undated", text).map(|(at, _)| at);
    let told = last_day(reader, text).map(|day| day.start);
    (untold.is_some() || told.is_some()).then(|| untold > told)
}

/// The last day told in `text`, with 27日 read in the month before it and 昨天 from the day of publication.
fn own_date(reader: Reader<'_>, frame: &Frame, text: &str, at: usize) -> Option<String> {
    // a day that a later line tells with its year is another matter's
    let told = frame.first_date_for(at).map(String::as_str);
    let near = frame.session_date.as_deref().or(told);
    if let Some(found) = last_day(reader, text) {
        return resolve_day(reader, &found.closing(text), None);
    }
    relative_day(reader, text, near, reader.document.context.published)
}

/// The body that a line above decides by, over the items of its list: `日前,中共中央决定:`.
fn deciding_above(reader: Reader<'_>, at: usize) -> Option<String> {
    let lines = reader.document.text.lines();
    let line = reader.document.line_at(at);
    for l in lines[..line].iter().rev().take(LIST_LINES) {
        let content = reader.clean()[l.start..l.end].trim_end();
        if content.ends_with(':') {
            return deciding_body(reader, content, &["decides"]);
        }
        // an item, or a sentence of the list with an act of its own
        let acted = || reader.document.hits_in(l.start, l.end).iter().any(|hit| hit.classes.any(Classes::ACT));
        if !(content.ends_with(';') || content.ends_with('。') && acted()) {
            return None;
        }
    }
    None
}

/// Items of a list that are looked over for its lead.
const LIST_LINES: usize = 40;

/// The body that stands right before the verb: 盘锦市人大常委会|接受….
fn acting_body(reader: Reader<'_>, before: &str) -> Option<String> {
    let start = scope::phrase_start(before, before.len());
    let body = &before[start..];
    let kind = crate::value::organ::kind_of(reader.lexicon, body)?.0;
    use crate::value::organ::OrganKind;
    let decides = matches!(kind, OrganKind::Congress | OrganKind::Party | OrganKind::Gov) && reader.lexicon.starts_body(body);
    (decides && body.chars().count() <= 30).then(|| body.to_owned())
}

/// Words of deciding before an act that are asked whose they are: the last ones.
const DECISIONS: usize = 8;

/// The body that the words before a verb name as deciding: 省委研究决定, 经市委研究, 受省委委托.
pub(crate) fn deciding_body(reader: Reader<'_>, before: &str, keys: &[&str]) -> Option<String> {
    let lexicon = reader.lexicon;
    let words = keys.iter().flat_map(|key| lexicon.keyed(key));
    let mut places: Vec<(usize, usize)> = words.flat_map(|w| before.match_indices(w.as_str()).map(|(at, w)| (at + w.len(), at))).collect();
    places.sort_by_key(|&(end, at)| (std::cmp::Reverse(end), at));
    places.into_iter().take(DECISIONS).find_map(|(_, at)| body_before(reader, &before[..at]))
}

/// The body that ends `lead`, but for a day between.
fn body_before(reader: Reader<'_>, lead: &str) -> Option<String> {
    let lexicon = reader.lexicon;
    let mut lead = &lead[scope::window(lead, 0, lead.len(), 400)..];
    lead = &lead[scope::phrase_start(lead, lead.len())..];
    // 省委2022年3月16日作出的决定: the day stands between
    if let Some(day) = date::find(lead).into_iter().rfind(|d| d.day.is_some()) {
        lead = if day.end == lead.len() { &lead[..day.start] } else { &lead[day.end..] };
    }
    let start = scope::phrase_start(lead, lead.len());
    let mut body = &lead[start..];
    while let Some(length) = lexicon.starts("session-lead", body) {
        body = &body[length..];
    }
    if let Some((_, end)) = lexicon.last("session-cut", body) {
        body = &body[end..];
    }
    let body = lexicon.strip_end("body-tail", body).unwrap_or(body);
    // 根据全国人大常委会的|决定
    let body = body.strip_suffix('的').unwrap_or(body);
    let known = crate::value::organ::kind_of(lexicon, body).is_some();
    (known && (2..=40).contains(&body.chars().count())).then(|| body.to_owned())
}
