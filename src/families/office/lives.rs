//! Lives (简历): a person is introduced, then posts are told with their times, in one paragraph or line by line:
//! `甲,男,1959年2月生。1997年1月至2000年1月,历任乙县委副书记、县长;…`, `甲先生:1966年出生。历任乙公司董事,…`.

use super::persons::Persons;
use super::{Finds, Reader, find};
use crate::chunk::{self, Chunk, Phrase};
use crate::families::appointments::whole_name;
use crate::lattice::{Kind, Token};
use crate::lexicon::Classes;
use crate::pattern::Pattern;
use crate::record::Data;
use crate::value::date::iso;
use crate::value::numeral::whole;
use crate::value::person::{Expect, Name};
use crate::value::post::{Inherited, Status, Title};
use rustc_hash::FxHashMap;

/// A stretch of text that tells one person's life.
#[derive(Debug, Clone)]
pub(super) struct Life {
    name: Name,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// How far behind the name the words stand that make it a life, in bytes.
const HEAD: usize = 90;

/// Longest title list, in bytes.
const REACH: usize = 400;

/// Longest stretch between two marks that is read, in bytes.
const PIECE: usize = 1_200;

/// The lives of the document, in order.
pub(super) fn lives(reader: Reader<'_>) -> Vec<Life> {
    let lines = reader.document.text.lines();
    let mut out: Vec<Life> = Vec::new();
    let mut open = false; // the line before belongs to the last life
    for (l, line) in lines.iter().enumerate() {
        let article = reader.document.article_at(line.start);
        let readable = reader.document.readable(l) && line.start != line.end;
        if !readable {
            continue;
        }
        let heads = heads(reader, line.start, line.end);
        // 甲 / 副县长 / 个人简历: the name stands over the heading of a life
        let title = || line.end - line.start <= HEAD && reader.lexicon.is("vita-title", reader.clean()[line.start..line.end].trim_matches([' ', ':']));
        if heads.is_empty()
            && title()
            && let Some(name) = caption(reader, l)
        {
            out.push(Life { name, start: line.start, end: line.end });
            open = true;
            continue;
        }
        if heads.is_empty() {
            let goes_on =
                open && out.last().is_some_and(|life| reader.document.article_at(life.start) == article && goes_on(reader, life, line.start, line.end));
            if let Some(life) = out.last_mut().filter(|_| goes_on) {
                life.end = line.end;
            }
            open = goes_on;
            continue;
        }
        for (i, (start, name)) in heads.iter().enumerate() {
            let end = heads.get(i + 1).map_or(line.end, |next| next.0);
            out.push(Life { name: name.clone(), start: *start, end });
        }
        open = true;
    }
    out
}

/// Lines between a name and the heading of its life: the posts.
const CAPTION: usize = 3;

/// The name that stands alone in one of the lines above the heading of a life.
fn caption(reader: Reader<'_>, line: usize) -> Option<Name> {
    let lines = reader.document.text.lines();
    lines[line.saturating_sub(CAPTION)..line].iter().rev().find_map(|line| whole_name(reader, line.start, &reader.clean()[line.start..line.end]))
}

/// Where lives begin in a line: at its head, or at the head of a sentence in it.
fn heads(reader: Reader<'_>, start: usize, end: usize) -> Vec<(usize, Name)> {
    let clean = reader.clean();
    let mut out: Vec<(usize, Name)> = Vec::new();
    for token in reader.document.tokens_in(start, end).iter().filter(|token| token.kind == Kind::Person) {
        let lead = &clean[start..token.start];
        let opens = lead.ends_with(['。', ';']) || is_bullet(reader, lead) || out.is_empty() && reader.lexicon.ends("vita-lead", lead).is_some();
        // 公开资料显示,甲,男,…
        let told = lead.ends_with(',') && reader.lexicon.starts("vita", &clean[token.end..end]).is_some();
        if !opens && !told {
            continue;
        }
        let name = reader.name_of(token.start, token.end);
        if is_life(reader, &clean[name.after..end], name.after > token.end) || name.note.gender.is_some() {
            out.push((token.start, name));
        }
    }
    // 先锋,男,汉族: a name that is also a word
    let from = start + (clean[start..end].len() - clean[start..end].trim_start_matches(' ').len());
    if out.is_empty()
        && let Some(name) = reader.lexicon.read_name(clean, from, Expect::Listed).filter(|name| name.after < end)
        && reader.lexicon.starts("vita", &clean[name.after..end]).is_some()
    {
        out.push((name.start, name));
    }
    out
}

/// Whether `lead` is nothing but white space, a bullet or a number before an item: (1), 1.、, ●.
fn is_bullet(reader: Reader<'_>, lead: &str) -> bool {
    let plain =
        lead.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit() || crate::value::numeral::digit(c).is_some() || "()十、.·-★●■▲◆□△▼—".contains(c));
    plain.is_empty() || reader.lexicon.starts("bullet", plain).is_some_and(|n| n == plain.len())
}

/// Whether what stands behind a name begins its life: `,男,汉族`, `,1966年出生`, `:1966年12月出生`, `简历`.
fn is_life(reader: Reader<'_>, rest: &str, addressed: bool) -> bool {
    let head = crate::families::scope::head(rest, HEAD / 3);
    let head = &head[..head.find('。').unwrap_or(head.len())];
    if reader.lexicon.starts("vita-title", head).is_some() {
        return true;
    }
    let parted = head.starts_with([',', ':', '(', ' ', '、']);
    // 甲:2006年8月—2009年12月,乙社主任
    let timed = || head.starts_with([':', ',']) && time(&head[1..]).is_some();
    parted && timed() || parted && (reader.lexicon.has("life-mark", head) || addressed && head.starts_with([',', ':']) && reader.lexicon.has("life-post", head))
}

/// Whether a line goes on with the life before it: it begins with a time, a pronoun, a verb of holding or the person's name.
fn goes_on(reader: Reader<'_>, life: &Life, start: usize, end: usize) -> bool {
    let text = reader.clean()[start..end].trim_start_matches([' ', '(', '·', '●']);
    if time(text).is_some() {
        return true;
    }
    // 曾任乙的丙则说…: of another
    if others(reader, life, start, end) {
        return false;
    }
    reader.lexicon.pronouns.prefix(text).is_some()
        || reader.lexicon.holds.prefix(text).is_some()
        || text.starts_with(&life.name.name)
        || reader.lexicon.starts("life-goes-on", text).is_some()
}

/// Whether a person who is not the subject of `life` stands in `from..end`.
fn others(reader: Reader<'_>, life: &Life, from: usize, end: usize) -> bool {
    let own = life.name.name.as_str();
    let named = |token: &Token| &reader.clean()[token.start..token.end];
    let mut persons = reader.document.tokens_in(from, end).iter().filter(|token| token.kind == Kind::Person);
    persons.any(|token| !own.starts_with(named(token)) && !named(token).starts_with(own))
}

/// A time at the head of a clause: `1996.07—1999.03`, `1996年7月至1999年3月`, `2019年2月至今`, `2010年10月起`.
static TIME: Pattern = Pattern::new(
    &["19", "20"],
    r"^ ?(?:自|从|于|在)?(?:同年|当年)? ?(?P<y>(?:19|20)[0-9]{2}) ?(?:年度?|[./-])? ?(?:(?P<m>[01]?[0-9])(?: ?月份?| ?[./])? ?(?:(?P<d>[0-3]?[0-9]) ?日)?)? ?(?:起|以来|后|开始)? ?(?P<to>(?:—|-|至|~|–|―|－|到)+ ?(?:(?P<y2>(?:19|20)[0-9]{2}) ?(?:年|[./-])? ?(?:(?P<m2>[01]?[0-9])(?: ?月份?| ?[./])? ?(?:(?P<d2>[0-3]?[0-9]) ?日)?)?|(?P<now>今|现在|目前)))?(?P<open>[—–-]+ )? ?(?:间|期间|,)?",
);

/// When a post was held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    /// 至今.
    pub(super) lasting: bool,
}

/// The time that `text` begins with, and its length.
pub(super) fn time(text: &str) -> Option<(usize, Span)> {
    let found = TIME.captures(text)?;
    let number = |name: &str| found.name(name).and_then(|m| whole(m.as_str()));
    let month = |name: &str| number(name).map(|m| m as u32).filter(|m| (1..=12).contains(m));
    let day = |name: &str| number(name).map(|d| d as u32).filter(|d| (1..=31).contains(d));
    let start = iso(number("y")? as i32, month("m"), month("m").and(day("d")));
    let end = number("y2").map(|year| iso(year as i32, month("m2"), month("m2").and(day("d2"))));
    Some((found.get(0)?.end(), Span { start: Some(start), end, lasting: found.name("now").or(found.name("open")).is_some() }))
}

/// A post of a life.
struct Held {
    title: Title,
    span: Span,
    status: Option<Status>,
}

/// Reads the posts of `life`.
pub(super) fn read(reader: Reader<'_>, life: &Life, persons: &mut Persons, finds: &mut Finds) {
    let mut teller = Teller { reader, life, inherited: Inherited::default(), span: Span::default(), listing: Listing::Head, held: Vec::new(), sentence: 0 };
    let clean = reader.clean();
    let begin = life.name.after.max(life.start);
    let mut from = begin;
    for (at, c) in clean[begin..life.end].char_indices().map(|(i, c)| (begin + i, c)).chain([(life.end, '。')]) {
        if at < from || !matches!(c, ',' | '。' | ';' | '\n' | ':') || c == ',' && inside_note(clean, from, at) {
            continue;
        }
        teller.piece(from, at);
        match c {
            '。' | '\n' => teller.stop(),
            ';' => teller.pause(),
            _ => {}
        }
        from = (at + c.len_utf8()).min(life.end);
    }
    teller.tell(persons, finds);
    persons.keep_up(finds);
}

/// Whether a bracket is open at `at` since `from`.
fn inside_note(clean: &str, from: usize, at: usize) -> bool {
    let text = &clean[from..at];
    text.len() < 240 && text.matches('(').count() > text.matches(')').count()
}

/// What a piece without a verb may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listing {
    /// Behind the name: `甲,乙公司董事,`.
    Head,
    /// Behind a verb of holding or a time: more posts of the list.
    Posts,
    /// Of 历任: whose own times are untold.
    Several,
    Nothing,
}

struct Teller<'a, 'l> {
    reader: Reader<'a>,
    life: &'l Life,
    inherited: Inherited,
    span: Span,
    listing: Listing,
    held: Vec<Held>,
    /// The posts told before this sentence.
    sentence: usize,
}

impl Teller<'_, '_> {
    /// A sentence ends.
    fn stop(&mut self) {
        self.span = Span::default();
        self.listing = Listing::Nothing;
        self.sentence = self.held.len();
    }

    /// A semicolon: a list of 历任 goes on.
    fn pause(&mut self) {
        if self.listing != Listing::Several {
            self.span = Span::default();
            self.listing = Listing::Nothing;
        }
    }

    /// A stretch between two marks.
    fn piece(&mut self, start: usize, end: usize) {
        let clean = self.reader.clean();
        let mut from = start + (clean[start..end].len() - clean[start..end].trim_start_matches([' ', '(', '、']).len());
        let mut timed = false;
        if let Some((length, span)) = time(&clean[from..end]) {
            (self.span, timed) = (span, true);
            from += length;
            self.listing = Listing::Nothing;
        }
        if end.saturating_sub(from) > PIECE {
            return self.missed();
        }
        if from >= end {
            // the time stands alone, its posts behind a mark
            self.listing = if timed { Listing::Posts } else { self.listing };
            return;
        }
        let verb = self.verb(from, end);
        let (posts_from, status) = match verb {
            Some((at, status, several)) => {
                self.listing = if several { Listing::Several } else { Listing::Posts };
                (at, status)
            }
            // a column of times, and what was held since each
            None if timed && (self.span.end.is_some() || self.span.lasting || clean[..from].ends_with(' ') || clean[from..end].starts_with(' ')) => {
                self.listing = Listing::Posts;
                (from, None)
            }
            // 在甲研究所工作,|历任第二研究室副主任
            None => match self.workplace(from, end) {
                Some(place) => {
                    self.inherited = Inherited::of(Some(place));
                    return;
                }
                // 甲公司团委书记;乙公司副总经理: sentences that are nothing but a post
                None if self.listing == Listing::Nothing && !self.whole_post(from, end) => return,
                None => (from, self.held[self.sentence..].last().and_then(|held| held.status).filter(|_| self.listing != Listing::Head)),
            },
        };
        let posts_from = posts_from + (clean[posts_from..end].len() - clean[posts_from..end].trim_start_matches(' ').len());
        self.posts(posts_from, end, verb.is_some(), status);
    }

    /// Whether a stretch is a post with its body and nothing else.
    fn whole_post(&self, from: usize, end: usize) -> bool {
        let phrases = self.phrases(from, end);
        let (Some(first), Some(last)) = (phrases.first(), phrases.last()) else { return false };
        let post = |phrase: &Phrase| matches!(phrase.chunk, Chunk::Post | Chunk::Body | Chunk::Joint);
        let text = self.reader.clean()[from..end].trim_end();
        let whole = first.start == from && last.end == from + text.len() && last.chunk == Chunk::Post && phrases.iter().all(post);
        whole
            && self.reader.lexicon.titles(text, &mut Inherited::default()).first().is_some_and(|title| {
                title.own && title.organization.as_deref().is_some_and(|body| crate::value::organ::kind_of(self.reader.lexicon, body).is_some())
            })
    }

    /// The body of `在甲研究所工作`, which the posts behind elide.
    fn workplace(&self, from: usize, end: usize) -> Option<String> {
        let text = self.reader.clean()[from..end].trim();
        let body = self.reader.lexicon.strip_end("works-at", text)?;
        let body = &body[self.reader.lexicon.starts("at", body)?..];
        (body.chars().count() <= 30 && !body.contains('。') && crate::value::organ::kind_of(self.reader.lexicon, body).is_some()).then(|| body.to_owned())
    }

    /// The first verb of holding in the piece that posts follow: where they begin, the status it gives, whether it leads a list over time.
    fn verb(&self, from: usize, end: usize) -> Option<(usize, Option<Status>, bool)> {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        // 1997年9月起|任: the time has taken the first half of the verb
        if let Some(length) = lexicon.starts("life-verb", &clean[from..end]).filter(|&length| self.post_at(from + length, end)) {
            return Some((from + length, None, false));
        }
        let hits = self.reader.document.hits_in(from, end);
        let verbs = hits.iter().filter(|hit| hit.classes.any(Classes::HOLD) || hit.classes.any(Classes::ACT));
        verbs.filter(|hit| hit.end < end).find_map(|hit| {
            let word = &clean[hit.start..hit.end];
            let lead = clean[from..hit.start].trim_end();
            // 不再担任, 免去 end a post; a person between is another's
            let held = hit.classes.any(Classes::HOLD) || lexicon.is("life-verb", word);
            let ended = lexicon.ends("negation", lead).is_some();
            // 甲公司董事长|兼|总经理: no verb of its own
            let joint = lexicon.is("title-joint", word) && lexicon.role_at_end(lead).is_some();
            (held && !ended && !joint && self.post_at(hit.end, end) && !others(self.reader, self.life, from, hit.start)).then(|| {
                let entry = lexicon.entry(hit);
                let former = hit.classes.any(Classes::HOLD) && entry.former || lexicon.has("earlier", lead);
                let several = lexicon.has("life-several", word) || lexicon.ends("life-several", lead).is_some();
                let status = if word.starts_with('现') || lead.ends_with('现') { Some(Status::Current) } else { former.then_some(Status::Former) };
                let gap = clean[hit.end..end].len() - clean[hit.end..end].trim_start_matches([' ', ':']).len();
                (hit.end + gap, status, several)
            })
        })
    }

    fn phrases(&self, from: usize, end: usize) -> Vec<Phrase> {
        chunk::clauses(self.reader.document.tokens_in(from, end)).flatten().collect()
    }

    /// Whether posts begin at `from`.
    fn post_at(&self, from: usize, end: usize) -> bool {
        let phrases = self.phrases(from, end);
        let mut rest = phrases.iter().skip_while(|phrase| matches!(&self.reader.clean()[phrase.start..phrase.end], " " | ":"));
        let is_post = |phrase: &Phrase| matches!(phrase.chunk, Chunk::Post | Chunk::PostBehind);
        rest.next().is_some_and(|phrase| is_post(phrase) || phrase.chunk == Chunk::Body && rest.clone().take(6).any(is_post))
    }

    /// Reads the posts of `from..end`; `led` by a verb, or else the piece must be nothing but posts.
    fn posts(&mut self, from: usize, end: usize, led: bool, status: Option<Status>) {
        let clean = self.reader.clean();
        let phrases = self.phrases(from, end);
        let is_post = |phrase: &&Phrase| matches!(phrase.chunk, Chunk::Post | Chunk::PostBehind);
        let (Some(first), Some(last)) = (phrases.first(), phrases.iter().rfind(is_post)) else { return self.missed() };
        let noted = |phrase: &Phrase| inside_note(clean, from, phrase.start);
        let whole = phrases.iter().all(|phrase| phrase.chunk != Chunk::Person || noted(phrase));
        let starts = matches!(first.chunk, Chunk::Post | Chunk::PostBehind | Chunk::Body) && first.start <= from + 3;
        // what stands behind the last post: 等职, 分管…
        let tail = clean[last.end..end].trim();
        let closed = tail.is_empty() || self.reader.lexicon.starts("after-post", tail).is_some() || tail.starts_with('(') || led;
        if !whole || !starts && !led || !closed || last.end - from > REACH {
            return self.missed();
        }
        let list = &clean[from..last.end];
        let mut inherited = self.inherited.clone();
        let titles = self.reader.lexicon.titles(list, &mut inherited);
        let head = self.listing == Listing::Head;
        let span = if self.listing == Listing::Several { Span::default() } else { self.span.clone() };
        let kept: Vec<Title> = titles.into_iter().filter(|title| self.is_post(title, head)).collect();
        if kept.is_empty() {
            return self.missed();
        }
        self.inherited = inherited;
        self.held.extend(kept.into_iter().map(|mut title| {
            (title.start, title.end) = (title.start + from, title.end + from);
            Held { title, span: span.clone(), status }
        }));
    }

    /// The piece is no list of posts: nor is what follows it.
    fn missed(&mut self) {
        if self.listing != Listing::Head {
            self.listing = Listing::Nothing;
        }
    }

    fn is_post(&self, title: &Title, head: bool) -> bool {
        let lexicon = self.reader.lexicon;
        let traits = lexicon.roles.suffix(&title.role).map(|(_, traits)| *traits).unwrap_or_default();
        match title.organization.as_deref() {
            Some(body) => !body.contains('、') && body.chars().count() <= 40 && lexicon.starts("study", body).is_none(),
            None => traits.alone || !head && !traits.weak && !traits.rank,
        }
    }

    /// Gives the posts out: each title once, with the time it was held over.
    fn tell(self, persons: &Persons, finds: &mut Finds) {
        let name = &self.life.name;
        // the latest start told behind each post
        let mut later: Vec<Option<String>> = Vec::with_capacity(self.held.len());
        let mut last: Option<String> = None;
        for held in self.held.iter().rev() {
            later.push(last.clone());
            last = last.max(held.span.start.clone());
        }
        later.reverse();
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut told: Vec<(Title, Span, Status)> = Vec::new();
        for (held, later) in self.held.into_iter().zip(later) {
            let replaced = held.span.start.is_some() && later > held.span.start;
            let status = match held.status {
                // 代市长 of 2017年5月至6月
                _ if held.title.status == Status::Acting && (replaced || held.span.end.is_some() || held.status == Some(Status::Former)) => Status::Former,
                _ if held.title.status != Status::Current => held.title.status,
                _ if held.span.lasting => Status::Current,
                _ if held.span.end.is_some() => Status::Former,
                Some(status) => status,
                None if replaced => Status::Former,
                None => Status::Current,
            };
            let place = *places.entry(held.title.text.clone()).or_insert(told.len());
            match told.get_mut(place) {
                Some((_, span, known)) => {
                    if span.start.is_some() && held.span.start.is_some() {
                        span.end = held.span.end;
                    } else if held.span.start.is_some() {
                        *span = held.span;
                    }
                    *known = status;
                }
                None => told.push((held.title, held.span, status)),
            }
        }
        let mut body = None;
        for (mut title, span, status) in told {
            title.status = status;
            if persons.acted(name, &title) {
                continue;
            }
            let mut found = find(name, &title, 0, "office/career", body.clone());
            body = title.organization.clone().or(body);
            if let Data::Office(office) = &mut found.data {
                (office.start, office.end) = (span.start, span.end);
            }
            finds.records.push(found);
        }
    }
}

/// Whether `at` lies in one of `lives`.
pub(super) fn inside(lives: &[Life], at: usize) -> bool {
    lives[..lives.partition_point(|life| life.start <= at)].last().is_some_and(|life| at < life.end)
}
