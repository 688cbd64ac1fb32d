//! The posts of a life (履历), with the times they were held over.

use super::lives::{Life, called, others};
use super::persons::Persons;
use super::time::{Span, time};
use super::{Finds, Reader, find};
use crate::chunk::{self, Chunk, Phrase};
use crate::lexicon::Classes;
use crate::record::Data;
use crate::value::organ::{OrganKind, kind_of};
use crate::value::post::{Inherited, Status, Title};
use rustc_hash::FxHashMap;

/// Longest title list, in bytes.
const REACH: usize = 400;

/// Longest stretch between two marks that is read, in bytes.
const PIECE: usize = 1_200;

/// A post of a life.
struct Held {
    title: Title,
    span: Span,
    status: Option<Status>,
}

/// Reads the posts of `life`.
pub(super) fn read(reader: Reader<'_>, life: &Life, persons: &mut Persons, finds: &mut Finds) {
    let mut teller = Teller {
        reader,
        life,
        inherited: Inherited::default(),
        span: Span::default(),
        listing: Listing::Head,
        held: Vec::new(),
        sentence: 0,
        present: None,
        outside: None,
    };
    let clean = reader.clean();
    let begin = life.name.after.max(life.start);
    let mut from = begin;
    for (at, c) in clean[begin..life.end].char_indices().map(|(i, c)| (begin + i, c)).chain([(life.end, '。')]) {
        let opens = c == '(' && teller.outside.is_none() && time(&clean[at + 1..]).is_some();
        let closes = c == ')' && teller.outside.is_some();
        if at < from || !opens && !closes && (!matches!(c, ',' | '。' | ';' | '\n' | ':') || c == ',' && inside_note(clean, from, at)) {
            continue;
        }
        teller.piece(from, at);
        match c {
            '(' => teller.outside = Some((teller.span.clone(), teller.listing)),
            ')' => (teller.span, teller.listing) = teller.outside.take().unwrap_or_default(),
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Listing {
    /// Behind the name: `甲,乙公司董事,`.
    Head,
    /// Behind a verb of holding or a time: more posts of the list.
    Posts,
    /// Of 历任: whose own times are untold.
    Several,
    #[default]
    Nothing,
}

/// A verb of holding: where it begins, where its posts begin, the status it gives them, whether it leads a list over time.
struct Verb {
    start: usize,
    posts: usize,
    status: Option<Status>,
    several: bool,
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
    /// Since when the present posts are held: 2004年起任现职.
    present: Option<Span>,
    /// What a note with a time of its own interrupts: 副主任(2017年2月起兼任乙).
    outside: Option<(Span, Listing)>,
}

impl Teller<'_, '_> {
    /// A sentence ends.
    fn stop(&mut self) {
        self.close();
        self.outside = None;
        self.sentence = self.held.len();
    }

    /// A semicolon: a list of 历任 goes on.
    fn pause(&mut self) {
        if self.listing != Listing::Several {
            self.close();
        }
    }

    /// The list ends, and its time.
    fn close(&mut self) {
        (self.span, self.listing) = (Span::default(), Listing::Nothing);
    }

    /// A stretch between two marks.
    fn piece(&mut self, start: usize, end: usize) {
        let clean = self.reader.clean();
        let mut from = start + (clean[start..end].len() - clean[start..end].trim_start_matches([' ', '(', '、']).len());
        from += self.subject(&clean[from..end]);
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
        if timed && self.reader.lexicon.has("present-post", &clean[from..end]) {
            self.present = Some(self.span.clone());
            return self.close();
        }
        let told = self.held.len();
        self.held_in(from, end, timed);
        // 1992年参加工作,|曾任甲: the time is of something else
        if timed && self.held.len() == told {
            self.span = Span::default();
        }
    }

    /// Length of the person that a piece begins with, when a time follows: 邝女士|2020年3月起….
    fn subject(&self, text: &str) -> usize {
        let lexicon = self.reader.lexicon;
        let named = text.starts_with(&self.life.name.name).then_some(self.life.name.name.len());
        let length = named.or_else(|| lexicon.pronouns.prefix(text).map(|(n, ())| n)).or_else(|| called(self.reader, self.life, text)).unwrap_or(0);
        let length = length + lexicon.address.prefix(&text[length..]).filter(|_| length > 0).map_or(0, |(n, ())| n);
        if length > 0 && time(&text[length..]).is_some() { length } else { 0 }
    }

    /// Reads the posts of a piece behind its time.
    fn held_in(&mut self, from: usize, end: usize, timed: bool) {
        let clean = self.reader.clean();
        let verb = self.verb(from, end);
        let (posts_from, status) = match verb {
            Some(Verb { start, posts, status, several }) => {
                self.listing = if several { Listing::Several } else { Listing::Posts };
                // 于甲公司|任计划员
                if let Some(place) = self.body_at(&clean[from..start]) {
                    self.inherited = Inherited::of(Some(place));
                }
                (posts, status)
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
        // in a note on a post that has ended
        let ended = self.outside.as_ref().is_some_and(|(span, _)| span.end.is_some());
        self.posts(posts_from, end, verb.is_some(), status.or(ended.then_some(Status::Former)));
    }

    /// Whether a stretch is a post with its body and nothing else.
    fn whole_post(&self, from: usize, end: usize) -> bool {
        let phrases = self.phrases(from, end);
        let (Some(first), Some(last)) = (phrases.first(), phrases.last()) else { return false };
        let post = |phrase: &Phrase| matches!(phrase.chunk, Chunk::Post | Chunk::Body | Chunk::Joint);
        let text = self.reader.clean()[from..end].trim_end();
        let whole = first.start == from && last.end == from + text.len() && last.chunk == Chunk::Post && phrases.iter().all(post);
        whole
            && self
                .reader
                .lexicon
                .titles(text, &mut Inherited::default())
                .first()
                .is_some_and(|title| title.own && title.organization.as_deref().is_some_and(|body| kind_of(self.reader.lexicon, body).is_some()))
    }

    /// The body of `在甲研究所工作`, `任职于甲公司`, `加入甲集团`, which the posts behind elide.
    fn workplace(&self, from: usize, end: usize) -> Option<String> {
        let lexicon = self.reader.lexicon;
        let text = self.reader.clean()[from..end].trim();
        if let Some(place) = lexicon.strip_end("works-at", text) {
            return self.body_at(place);
        }
        let length = lexicon.starts("works-for", text)?;
        let place = text[length..].trim();
        // 就职于泰盛制药: any name stands there
        let named = text[..length].ends_with('于') && !place.contains(['、', '和', '与']) && place.chars().count() <= 14;
        (named && !place.is_empty()).then(|| place.to_owned()).or_else(|| self.body(place))
    }

    /// The body of `在甲研究所`, `于甲公司`.
    fn body_at(&self, text: &str) -> Option<String> {
        self.body(&text[self.reader.lexicon.starts("at", text)?..])
    }

    /// `text` when it is a body where people work.
    fn body(&self, text: &str) -> Option<String> {
        kind_of(self.reader.lexicon, text).filter(|&(kind, _)| kind != OrganKind::Party)?;
        (text.chars().count() <= 30 && !text.contains(['。', '、'])).then(|| text.to_owned())
    }

    /// The first verb of holding in the piece that posts follow.
    fn verb(&self, from: usize, end: usize) -> Option<Verb> {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        // 1997年9月起|任: the time has taken the first half of the verb
        if let Some(length) = lexicon.starts("life-verb", &clean[from..end]).filter(|&length| self.post_at(from + length, end)) {
            return Some(Verb { start: from, posts: from + length, status: None, several: false });
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
                Verb { start: hit.start, posts: hit.end + gap, status, several }
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
    fn tell(mut self, persons: &Persons, finds: &mut Finds) {
        let name = &self.life.name;
        let unknown = |held: &&mut Held| held.status == Some(Status::Current) && held.span.start.is_none();
        if let Some(present) = &self.present {
            self.held.iter_mut().filter(unknown).for_each(|held| held.span = present.clone());
        }
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
