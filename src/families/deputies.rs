//! `representative_change` and `congress_size`: people's-congress deputies and seats (代表法 arts. 61-62, 选举法 arts. 49-57).
//!
//! A notice tells who is a deputy of what, by which unit, and why the seat ends; then that the seats end, who was elected
//! and whose credentials are valid; then how many deputies there are. The reader collects deputies in the first kind of
//! sentence and makes records in the others.

use super::appointments::name_list;
use super::notice::{Frame, resolve_day};
use super::{Find, Finds, Reader, sentences};
use crate::lexicon::{Classes, is_boundary};
use crate::record::{CongressSize, Data, RepresentativeChange, SeatAction, SeatReason};
use crate::value::date;
use crate::value::numeral::whole;
use crate::value::organ::{OrganKind, kind_of};
use crate::value::person::{Expect, Name};
use once_cell::sync::Lazy;
use regex::Regex;

const N: &str = "[0-9一二三四五六七八九十百〇零]";

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|_| unreachable!("a constant pattern"))
}

static CONGRESS: Lazy<Regex> = Lazy::new(|| {
    pattern(&format!(r"(?:第{N}{{1,4}}届全国人民代表大会|(?P<place>[\u{{4E00}}-\u{{9FFF}}]{{0,20}}?)第?(?P<term>{N}{{1,4}})届(?P<body>人民代表大会|人大))"))
});
static COMMITTEE: Lazy<Regex> =
    Lazy::new(|| pattern(&format!(r"(?P<place>[\u{{4E00}}-\u{{9FFF}}]{{1,24}}?)(?:第?{N}{{1,4}}届)?(?:人大常委会|人民代表大会常务委员会)")));
static SEATS: Lazy<Regex> = Lazy::new(|| {
    pattern(&format!(
        r"(?:现实有|实有|现有)(?:人大)?代表(?:总数)?(?:为|共)?(?P<n>[0-9]+|{N}+)[名人]|代表(?:总数)?(?:现有|现实有|实有)(?:代表)?(?P<m>[0-9]+|{N}+)[名人]"
    ))
});

/// A deputy that the article has told of.
#[derive(Debug, Clone, Default)]
struct Deputy {
    name: String,
    start: usize,
    end: usize,
    congress: Option<String>,
    unit: Option<String>,
    reason: Option<SeatReason>,
    title: Option<String>,
    authority: Option<String>,
    date: Option<String>,
    ended: bool,
    accepted: bool,
    elected: bool,
}

/// What the reader knows while it walks an article.
struct Walk<'a> {
    reader: Reader<'a>,
    frame: Frame,
    home_congress: Option<String>,
    deputies: Vec<Deputy>,
    article_sums_up: bool,
    notice: bool,
    /// 他们是: the list that a sentence announced for the next one.
    announced: Option<(SeatAction, Option<String>)>,
}

pub(crate) fn read(reader: Reader<'_>, finds: &mut Finds) {
    for index in 0..reader.document.articles.len() {
        let draft = &reader.document.articles[index];
        let clean = reader.clean();
        let body = &clean[draft.start..draft.end];
        if draft.duplicate_of.is_some() || !reader.lexicon.has("deputy-text", body) || !CONGRESS.is_match(body) {
            continue;
        }
        let frame = reader.frame(index);
        let notice = frame.signed.is_some() || frame.number.is_some() || reader.lexicon.has("deputy-report", body);
        let mut walk = Walk {
            reader,
            home_congress: home_congress(reader, body),
            article_sums_up: reader.lexicon.has("seat-ends", body),
            frame,
            deputies: Vec::new(),
            notice,
            announced: None,
        };
        for l in draft.lines.clone() {
            let line = reader.document.text.lines()[l];
            if !reader.document.readable(l) || reader.document.kinds[l] == crate::document::LineKind::Headline {
                continue;
            }
            for (start, end) in sentences(clean, line.start, line.end, &['。'], 2_500) {
                walk.sentence(start, end, finds);
            }
        }
        walk.close(finds);
    }
}

/// The congress of the article, in its long form: in the headline or where it is first written out.
fn home_congress(reader: Reader<'_>, body: &str) -> Option<String> {
    let mut short = None;
    for caps in CONGRESS.captures_iter(body) {
        let whole_match = caps.get(0)?.as_str();
        let Some(place) = caps.name("place") else { return Some(whole_match.to_owned()) };
        let place = trim_place(reader, place.as_str());
        if reader.lexicon.places.prefix(place).is_some() || place.ends_with(['镇', '乡']) && place.chars().count() > 1 {
            return Some(format!("{place}第{}届人民代表大会", caps.name("term")?.as_str()));
        }
        short.get_or_insert_with(|| caps.name("term").map(|t| t.as_str().to_owned()));
    }
    let home = reader.document.home.as_ref()?;
    short.flatten().map(|term| format!("{}第{term}届人民代表大会", home.name))
}

/// Cuts what leads a place's name.
fn trim_place<'t>(reader: Reader<'_>, place: &'t str) -> &'t str {
    let mut place = place;
    if let Some((at, end)) = reader.lexicon.last("congress-cut", place) {
        // 从江县 is no 江县 behind 从
        place = if reader.lexicon.places.contains(&place[at..]) { &place[at..] } else { &place[end..] };
    }
    place
}

impl Walk<'_> {
    fn clean(&self) -> &str {
        self.reader.clean()
    }

    /// The full name of a congress written as `text` before 代表: 市十九届人大 → 日照市第十九届人民代表大会.
    fn complete(&self, text: &str) -> Option<String> {
        let caps = CONGRESS.captures_iter(text).last()?;
        let Some(term) = caps.name("term") else { return caps.get(0).map(|m| m.as_str().to_owned()) };
        let place = trim_place(self.reader, caps.name("place").map_or("", |p| p.as_str()));
        let term = term.as_str();
        let home = self.home_congress.clone();
        if let Some(home) = &home {
            // the same term: a shorter writing of the article's own congress
            let full = format!("第{term}届人民代表大会");
            let own = home.strip_suffix(full.as_str());
            if own.is_some_and(|p| place.is_empty() || p.ends_with(place) || self.reader.lexicon.levels.contains(place)) {
                return Some(home.clone());
            }
        }
        if let (Some(&tier), Some(h)) = (self.reader.lexicon.levels.get(place), &self.reader.document.home)
            && let Some(division) = self.reader.lexicon.places.ancestor(h, tier.min(h.tier()), self.reader.document.year())
        {
            return Some(format!("{}第{term}届人民代表大会", division.name));
        }
        (!place.is_empty()).then(|| format!("{place}第{term}届人民代表大会")).or(home)
    }

    fn reason(&self, text: &str) -> Option<SeatReason> {
        let lexicon = self.reader.lexicon;
        [
            ("reason-resigned", SeatReason::Resigned),
            ("reason-recalled", SeatReason::Recalled),
            ("reason-deceased", SeatReason::Deceased),
            ("reason-unlawful", SeatReason::Unlawful),
            ("reason-transferred", SeatReason::Transferred),
        ]
        .into_iter()
        .find(|(key, _)| lexicon.has(key, text))
        .map(|(_, reason)| reason)
    }

    /// One sentence, segment by segment.
    fn sentence(&mut self, start: usize, end: usize, finds: &mut Finds) {
        self.seats(start, end, finds);
        let clean = self.reader.clean();
        let (mut list, mut list_congress) = match self.announced.take() {
            Some((action, congress)) if self.reader.lexicon.starts("list-of", &clean[start..end]).is_some() => (Some(action), congress),
            _ => (None, None),
        };
        let mut from = start;
        let stops: Vec<usize> = clean[start..end].match_indices(';').map(|(i, _)| start + i).chain([end]).collect();
        for stop in stops {
            self.segment(start, from, stop, &mut list, &mut list_congress, finds);
            from = stop + 1;
        }
    }

    fn segment(&mut self, sentence: usize, start: usize, end: usize, list: &mut Option<SeatAction>, list_congress: &mut Option<String>, finds: &mut Finds) {
        let clean = self.reader.clean();
        let Some(text) = clean.get(start..end) else { return };
        let lexicon = self.reader.lexicon;
        if text.trim().is_empty() {
            return;
        }
        let reason = self.reason(text);
        let elects = lexicon.find("elects", text);
        // 即…, :… lists of 甲县的乙
        let list_from = lexicon.find("list-of", text).map(|(_, e)| start + e).or_else(|| list.filter(|_| !text.contains("代表")).map(|_| start));
        if let Some(from) = list_from {
            let items = self.unit_items(from, end);
            if !items.is_empty() {
                let action = if elects.is_some() && reason.is_none() || *list == Some(SeatAction::Elected) && reason.is_none() {
                    SeatAction::Elected
                } else {
                    SeatAction::Terminated
                };
                *list = Some(action);
                let congress = self.complete(text).or_else(|| list_congress.clone());
                *list_congress = congress.clone();
                for (unit, name) in items {
                    let deputy = Deputy {
                        name: name.name.clone(),
                        start: name.start,
                        end: name.end,
                        congress: congress.clone(),
                        unit: Some(unit),
                        reason,
                        ..Deputy::default()
                    };
                    if action == SeatAction::Elected {
                        self.elect(deputy, start, end, finds);
                    } else {
                        self.collect(deputy);
                    }
                }
                return;
            }
        }
        if elects.is_some() && lexicon.has("list-next", text) {
            *list = Some(SeatAction::Elected);
            self.announced = Some((SeatAction::Elected, self.complete(text)));
        }
        let mut spoken: Vec<String> = Vec::new();
        for deputy in self.deputies_named(start, end, reason) {
            spoken.push(deputy.name.clone());
            self.collect(deputy);
        }
        // 东丰县补选3名(甲、乙、丙); 东丰县的甲和西安区的乙调离: units with their deputies
        if spoken.is_empty() {
            for (unit, name, counted) in self.units_with_names(start, end) {
                let deputy = Deputy { name: name.name.clone(), start: name.start, end: name.end, unit: Some(unit), reason, ..Deputy::default() };
                if reason.is_some() {
                    spoken.push(name.name.clone());
                    self.collect(deputy);
                } else if counted && elects.is_some() {
                    spoken.push(name.name.clone());
                    self.elect(deputy, start, end, finds);
                }
            }
        }
        // 己(武夷山镇第70选区)因病去世: the segments after the first name only persons and wards
        if spoken.is_empty() && reason.is_some() && !self.deputies.is_empty() {
            let from = start + text.len() - text.trim_start().len();
            for (name, unit) in self.names_with_units(from, end).into_iter().filter(|(_, unit)| unit.is_some()) {
                spoken.push(name.name.clone());
                self.collect(Deputy { name: name.name, start: name.start, end: name.end, unit, reason, ..Deputy::default() });
            }
        }
        // 接受甲辞去…代表职务; 罢免甲的…代表职务
        for (key, why) in [("accepts", SeatReason::Resigned), ("recalls", SeatReason::Recalled)] {
            if let Some((at, after)) = lexicon.find(key, text) {
                // 接受其辞职: the deputies of the sentence
                if text[after..].starts_with('其') && why == SeatReason::Resigned {
                    let (authority, unit) = self.committee(sentence, start, start + at);
                    let date = self.day_in(start, start + at);
                    for name in &spoken {
                        if let Some(known) = self.deputies.iter().find(|d| d.name == *name).cloned() {
                            self.collect(Deputy {
                                unit: unit.clone(),
                                reason: Some(why),
                                authority: authority.clone(),
                                date: date.clone(),
                                accepted: true,
                                ..known
                            });
                        }
                    }
                    continue;
                }
                let stop = lexicon.find("leaves", &text[after..]).map(|(a, _)| start + after + a);
                let Some(stop) = stop.filter(|_| lexicon.has("deputy-seat", text)) else { continue };
                let because = lexicon.find("because", &clean[start + after..stop]).map_or(stop, |(a, _)| start + after + a);
                let Some(names) = name_list(self.reader, start + after, because) else { continue };
                let (authority, unit) = self.committee(sentence, start, start + at);
                let date = self.day_in(start, start + at);
                let congress = self.complete(&clean[stop..end]);
                for name in names {
                    spoken.push(name.name.clone());
                    self.collect(Deputy {
                        name: name.name,
                        start: name.start,
                        end: name.end,
                        congress: congress.clone(),
                        unit: unit.clone(),
                        reason: Some(why),
                        authority: authority.clone(),
                        date: date.clone(),
                        accepted: true,
                        ..Deputy::default()
                    });
                }
            }
        }
        let mut from = 0;
        while let Some((at, after)) = lexicon.find("elects", &text[from..]) {
            self.elections(sentence, start, start + from + at, start + from + after, end, finds);
            from += after;
        }
        self.suspensions(start, end, &spoken, finds);
        self.endings(start, end, &spoken, finds);
        self.confirmations(start, end, finds);
    }

    /// `由甲区选举的乙市人大代表、丙局原局长丁`, `乙市人大代表丁、戊`, `代表丁(内蒙古)`.
    fn deputies_named(&self, start: usize, end: usize, reason: Option<SeatReason>) -> Vec<Deputy> {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let mut out = Vec::new();
        for (i, word) in clean[start..end].match_indices("代表") {
            let (at, after) = (start + i, start + i + word.len());
            let before = &clean[start..at];
            if lexicon.ends("congress", before).is_none() || lexicon.starts("not-deputy", &clean[after..end]).is_some() {
                continue;
            }
            let low = before.rfind(is_boundary).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
            let lead = &before[low..];
            let (unit, mention) = match lexicon.find("elected-by", lead) {
                Some((a, b)) => (Some(lead[..a].trim_start_matches('由').to_owned()).filter(|u| !u.is_empty()), &lead[b..]),
                None => (None, lead),
            };
            let congress = self.complete(mention);
            let mut title = None;
            let mut pos = after;
            if clean[after..end].starts_with('、') {
                // the posts that identify the deputy, up to the name
                let stop = after + clean[after..end].find([',', '(', ';']).unwrap_or(end - after);
                let roles: Vec<_> = self.reader.document.hits_in(after, stop).iter().filter(|h| h.classes.any(Classes::ROLE)).collect();
                if let Some(role) = roles.iter().rev().find(|h| lexicon.read_name(clean, h.end, Expect::Person).is_some()) {
                    title = Some(clean[after + '、'.len_utf8()..role.end].to_owned());
                    pos = role.end;
                }
            }
            let names = self.names_with_units(pos, end);
            for (name, noted) in names {
                out.push(Deputy {
                    name: name.name,
                    start: name.start,
                    end: name.end,
                    congress: congress.clone(),
                    unit: noted.or_else(|| unit.clone()),
                    reason,
                    title: title.clone(),
                    ..Deputy::default()
                });
            }
        }
        out
    }

    /// Names from `pos` on, each with the unit that a note behind it tells: `丁(内蒙古)`, `戊(女,永平镇第23选区)`.
    fn names_with_units(&self, mut pos: usize, end: usize) -> Vec<(Name, Option<String>)> {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let ward = |part: &str| {
            let named = lexicon.places.contains(part) || lexicon.ends("ward", part).is_some();
            named || part.chars().count() <= 8 && lexicon.places.prefix(part).is_some()
        };
        let read = |pos| lexicon.read_name(clean, pos, Expect::Person).or_else(|| lexicon.read_name(clean, pos, Expect::Listed));
        let mut names = Vec::new();
        while let Some(name) = read(pos).filter(|n| n.end <= end) {
            let note = clean[name.end..end].strip_prefix('(').and_then(|rest| rest.find(')').map(|close| rest[..close].to_owned()));
            let noted = note.as_ref().and_then(|n| n.split([',', '、']).find(|part| ward(part)).map(str::to_owned));
            let next = if noted.is_some() { name.end + note.as_ref().map_or(0, |n| n.len() + 2) } else { name.after };
            names.push((name, noted));
            match clean[next..end].strip_prefix('、') {
                Some(rest) => pos = end - rest.len(),
                None => break,
            }
        }
        names
    }

    /// `甲县选举的乙、丙县的丁` as pairs of unit and name.
    fn unit_items(&self, from: usize, end: usize) -> Vec<(String, Name)> {
        let clean = self.reader.clean();
        let mut out: Vec<(String, Name)> = Vec::new();
        let mut at = from;
        for piece in clean[from..end].split('、') {
            let (a, b) = (at, at + piece.len());
            at = b + '、'.len_utf8();
            let Some(de) = clean[a..b].rfind('的').map(|i| a + i) else {
                // 甲县的乙、丙: the unit holds on
                if let (Some((unit, _)), Some(names)) = (out.last().cloned(), name_list(self.reader, a, b)) {
                    out.extend(names.into_iter().map(|n| (unit.clone(), n)));
                }
                continue;
            };
            let unit = clean[a..de].trim().trim_start_matches('由');
            let unit = self.reader.lexicon.strip_end("elected-tail", unit).unwrap_or(unit);
            if let Some(names) = name_list(self.reader, de + '的'.len_utf8(), b) {
                out.extend(names.into_iter().map(|n| (unit.to_owned(), n)));
            }
        }
        out
    }

    /// `甲县补选3名(丙、丁)` and `甲县的丙和乙区的丁`: unit, name, and whether a count stands between.
    fn units_with_names(&self, start: usize, end: usize) -> Vec<(String, Name, bool)> {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let mut out = Vec::new();
        for (i, mark) in clean[start..end].match_indices(['(', '的']) {
            let at = start + i;
            let from = at + mark.len();
            let lead = &clean[start..at];
            let low = lead.rfind(|c: char| is_boundary(c) || c == '和' || c == '与').map_or(0, |i| i + lead[i..].chars().next().map_or(1, char::len_utf8));
            let unit = lead[low..].trim_start_matches('由');
            if mark == "的" {
                let township = kind_of(lexicon, unit).is_some_and(|(kind, _)| kind == OrganKind::Township) && unit.chars().count() <= 8;
                if (township || lexicon.places.contains(unit) || lexicon.ends("ward", unit).is_some())
                    && let Some(name) = lexicon.read_name(clean, from, Expect::Person).filter(|n| n.end <= end)
                {
                    out.push((unit.to_owned(), name, false));
                }
                continue;
            }
            let Some(close) = clean[from..end].find(')').map(|i| from + i) else { continue };
            let Some(number) = unit.strip_suffix(['名', '人']) else { continue };
            let unit = number.trim_end_matches(|c: char| c.is_ascii_digit() || crate::value::numeral::digit(c).is_some() || c == '十');
            let unit = lexicon.keyed("elects").iter().find_map(|word| unit.strip_suffix(word.as_str())).unwrap_or(unit);
            if unit.len() < number.len()
                && !unit.is_empty()
                && let Some(names) = name_list(self.reader, from, close)
            {
                out.extend(names.into_iter().map(|name| (unit.to_owned(), name, true)));
            }
        }
        out
    }

    /// Adds a deputy, or what is new of one already known.
    fn collect(&mut self, new: Deputy) {
        match self.deputies.iter_mut().find(|d| d.name == new.name) {
            Some(known) => {
                known.congress = known.congress.take().or(new.congress);
                known.unit = known.unit.take().or(new.unit);
                known.reason = match (known.reason, new.reason) {
                    (_, Some(reason)) if new.accepted => Some(reason),
                    (old, new) => old.or(new),
                };
                known.title = known.title.take().or(new.title);
                known.authority = known.authority.take().or(new.authority);
                known.date = known.date.take().or(new.date);
                known.accepted |= new.accepted;
            }
            None => self.deputies.push(new),
        }
    }

    /// The standing committee named before `at`, and the unit it stands for.
    fn committee(&self, sentence: usize, start: usize, at: usize) -> (Option<String>, Option<String>) {
        let clean = self.reader.clean();
        for from in [start, sentence] {
            let Some(before) = clean.get(from..at) else { continue };
            // a congress that decides itself: 高台县第十九届人民代表大会第四次会议
            if let Some((_, _, session)) = super::notice::session_in(self.reader, before).filter(|s| !self.reader.lexicon.has("standing-committee", &s.2))
                && let Some(body) = super::notice::body_of_session(self.reader, &session)
            {
                let unit = CONGRESS.captures(&body).and_then(|c| c.name("place").map(|p| p.as_str().to_owned())).filter(|u| !u.is_empty());
                return (Some(body), unit);
            }
            if let Some(caps) = COMMITTEE.captures_iter(before).last() {
                let (Some(all), Some(place)) = (caps.get(0), caps.name("place")) else { continue };
                let place_text = trim_place(self.reader, place.as_str());
                let cut = place.as_str().len() - place_text.len();
                let authority = all.as_str()[cut..].to_owned();
                // the congress's own committee is no electing unit
                let own = self.home_congress.as_deref().is_some_and(|home| {
                    let home_place = CONGRESS.captures(home).and_then(|c| c.name("place").map(|p| p.as_str().to_owned())).unwrap_or_default();
                    home_place.ends_with(place_text) || self.reader.lexicon.levels.contains(place_text) && home_place.ends_with(place_text)
                });
                if own {
                    return (self.own_committee(), None);
                }
                let unit = self
                    .reader
                    .lexicon
                    .places
                    .resolve(place_text, self.reader.document.home.as_ref(), self.reader.document.year())
                    .filter(|_| place_text.chars().count() <= 1)
                    .map_or(place_text.to_owned(), |j| j.name);
                return (Some(authority), Some(unit));
            }
        }
        (None, None)
    }

    /// The standing committee of the article's congress.
    fn own_committee(&self) -> Option<String> {
        self.frame.signature.clone().or_else(|| self.frame.headline_body.clone().filter(|b| !b.contains('届'))).or_else(|| {
            let home = self.home_congress.as_deref()?;
            let place = CONGRESS.captures(home)?.name("place")?.as_str().to_owned();
            Some(self.reader.lexicon.keyed("own-committee").first().map_or_else(|| place.clone(), |tail| format!("{place}{tail}")))
        })
    }

    fn day_in(&self, start: usize, end: usize) -> Option<String> {
        let text = self.reader.clean().get(start..end)?;
        let near = self.frame.signed.as_deref();
        date::find(text).into_iter().rfind(|d| d.day.is_some()).and_then(|d| resolve_day(self.reader, &d, near.filter(|_| d.year.is_none())))
    }

    /// The day of the notice.
    fn notice_day(&self) -> Option<String> {
        if !self.notice {
            return None;
        }
        self.frame.signed.clone().or_else(|| self.frame.session_date.clone()).or_else(|| self.frame.first_date.clone())
    }

    /// `…补选甲、乙为丙代表`, `甲在第7选区当选为…代表`, `递补甲为…`.
    fn elections(&mut self, sentence: usize, start: usize, verb: usize, after: usize, end: usize, finds: &mut Finds) {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let rest = &clean[after..end];
        let target = rest.find('为').map(|i| after + i);
        let names_after = target.and_then(|wei| name_list(self.reader, after, wei).map(|n| (n, wei)));
        let succession = lexicon.has("succeeds", &clean[verb..after]);
        if let Some((names, wei)) = names_after.filter(|_| rest.contains("代表")) {
            let congress = self.complete(&clean[wei..end]);
            let (mut authority, mut unit) = self.committee(start, start, verb);
            let mut date = self.day_in(start, verb);
            // 第9选区依法补选: the voters of a ward
            let ward = clean[start..verb].rfind("选区").map(|i| &clean[start..start + i + "选区".len()]);
            if let Some(ward) = ward {
                let low = ward.rfind(is_boundary).map_or(0, |i| i + ward[i..].chars().next().map_or(1, char::len_utf8));
                unit = Some(trim_place(self.reader, &ward[low..]).to_owned());
                (authority, date) = (None, self.day_in(start, verb));
            } else if succession {
                authority = self.own_committee();
                date = self.notice_day();
                unit = self.unit_of_succession(sentence);
            } else if authority.is_none() {
                // 武警日照支队于…召开军人代表大会补选; or the meeting that the article reports
                if let Some((a, _)) = lexicon.find("meets", &clean[start..verb]) {
                    let body = clean[start..start + a].trim_matches([',', ' ']);
                    let body = body.rsplit(is_boundary).next().unwrap_or(body);
                    authority = (!body.is_empty()).then(|| body.to_owned());
                    unit = authority.clone();
                } else if let (Some(committee), of) = self.committee(sentence, sentence, verb) {
                    (authority, unit) = (Some(committee), of);
                } else if let Some(body) = self.frame.session.as_deref().and_then(|s| super::notice::body_of_session(self.reader, s)) {
                    unit = self.reader.document.home.as_ref().map(|h| h.name.clone()).filter(|h| body.starts_with(h.as_str()));
                    authority = Some(body);
                    date = date.or_else(|| self.meeting_day(start));
                }
            }
            for name in names {
                let deputy = Deputy {
                    name: name.name,
                    start: name.start,
                    end: name.end,
                    congress: congress.clone(),
                    unit: unit.clone(),
                    authority: authority.clone(),
                    date: date.clone(),
                    ..Deputy::default()
                };
                self.elect(deputy, verb.min(name.start), end, finds);
            }
            return;
        }
        // 甲在第7选区、乙在第15选区分别当选为…代表
        if lexicon.has("elected-as", &clean[verb..after]) && rest.contains("代表") {
            let congress = self.complete(rest);
            let date = self.day_in(sentence, end).or_else(|| self.frame.first_date.clone());
            for piece in pieces(clean, start, verb) {
                let Some(at) = clean[piece.0..piece.1].find('在').map(|i| piece.0 + i) else { continue };
                let unit: String = clean[at + '在'.len_utf8()..piece.1].chars().take_while(|c| !is_boundary(*c)).collect();
                let unit = unit.split(['分', '当']).next().unwrap_or_default().to_owned();
                if let Some(names) = name_list(self.reader, piece.0, at) {
                    for name in names {
                        let deputy = Deputy {
                            name: name.name,
                            start: name.start,
                            end: name.end,
                            congress: congress.clone(),
                            unit: Some(unit.clone()),
                            date: date.clone(),
                            ..Deputy::default()
                        };
                        self.elect(deputy, name.start, end, finds);
                    }
                }
            }
        }
    }

    /// The electing region of a successor, named where the vacancy was: 澳门特别行政区第十三届全国人民代表大会代表出缺1名.
    fn unit_of_succession(&self, sentence: usize) -> Option<String> {
        let text = &self.reader.clean()[sentence..];
        let (length, _) = self.reader.lexicon.places.prefix(text)?;
        Some(text[..length].to_owned())
    }

    /// The day of the meeting that the article reports: 27日下午, in the month told before.
    fn meeting_day(&self, at: usize) -> Option<String> {
        let clean = self.reader.clean();
        let article = &self.reader.document.articles[self.reader.document.article_at(at)];
        let near = self.frame.session_date.as_deref().or(self.frame.first_date.as_deref())?;
        static DAY: Lazy<Regex> = Lazy::new(|| pattern(r"(?:^|[^0-9月至])([0-9]{1,2})日(?:上午|下午)"));
        let day = DAY.captures_iter(&clean[article.start..at]).last().and_then(|c| c.get(1)?.as_str().parse::<u32>().ok());
        match day {
            Some(day) => near.get(..8).map(|month| format!("{month}{day:02}")),
            None => Some(near.to_owned()),
        }
    }

    fn elect(&mut self, mut deputy: Deputy, start: usize, end: usize, finds: &mut Finds) {
        deputy.elected = true;
        deputy.congress = deputy.congress.or_else(|| self.home_congress.clone());
        self.push(&deputy, SeatAction::Elected, None, deputy.authority.clone(), deputy.date.clone(), start.min(deputy.start), end, "deputies/elected", finds);
        self.collect(deputy);
    }

    /// 暂时停止执行代表职务, 恢复执行代表职务.
    fn suspensions(&mut self, start: usize, end: usize, spoken: &[String], finds: &mut Finds) {
        let text = &self.reader.clean()[start..end];
        let lexicon = self.reader.lexicon;
        let action = if lexicon.has("resumes", text) {
            SeatAction::Resumed
        } else if lexicon.has("suspends", text) && !lexicon.has("suspended-count", text) {
            SeatAction::Suspended
        } else {
            return;
        };
        let date = self.day_in(start, end).or_else(|| self.notice_day());
        for name in spoken {
            let Some(deputy) = self.deputies.iter().find(|d| d.name == *name).cloned() else { continue };
            let reason = deputy.reason.filter(|_| action == SeatAction::Suspended);
            self.push(&deputy, action, reason, None, date.clone(), deputy.start, end, "deputies/suspended", finds);
        }
    }

    /// `甲、乙的代表资格终止`, `其代表资格随之终止`, `上述代表的代表资格终止`.
    fn endings(&mut self, start: usize, end: usize, spoken: &[String], finds: &mut Finds) {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let text = &clean[start..end];
        let Some((_, seat_end)) = lexicon.find("seat-ends", text) else { return };
        let seat = text[..seat_end].rfind("代表资格").map_or(start, |i| start + i);
        let listed = self.names_before_seat(start, seat);
        let all: Vec<String> = if lexicon.has("all-above", &clean[start..seat]) || listed.is_empty() {
            let pronoun = lexicon.has("all-above", &clean[start..seat]);
            if pronoun || spoken.is_empty() {
                self.deputies.iter().filter(|d| !d.ended && !d.elected && d.reason.is_some()).map(|d| d.name.clone()).collect()
            } else {
                spoken.to_vec()
            }
        } else {
            listed.iter().map(|n| n.name.clone()).collect()
        };
        for name in &listed {
            if !self.deputies.iter().any(|d| d.name == name.name) {
                let congress = self.complete(&clean[name.end..seat]);
                let reason = self.reason(text);
                self.collect(Deputy { name: name.name.clone(), start: name.start, end: name.end, congress, reason, ..Deputy::default() });
            }
        }
        for name in all {
            let Some(i) = self.deputies.iter().position(|d| d.name == name) else { continue };
            if self.deputies[i].ended {
                continue;
            }
            self.deputies[i].ended = true;
            let deputy = self.deputies[i].clone();
            self.end_seat(&deputy, start + seat_end, finds);
        }
    }

    fn end_seat(&self, deputy: &Deputy, end: usize, finds: &mut Finds) {
        let accepted = deputy.accepted;
        let authority = deputy.authority.clone().filter(|_| accepted);
        let date = deputy.date.clone().filter(|_| accepted).or_else(|| self.notice_day()).or_else(|| deputy.date.clone());
        self.push(deputy, SeatAction::Terminated, deputy.reason, authority, date, deputy.start, end.max(deputy.end), "deputies/terminated", finds);
    }

    /// Names that end right before 的代表资格: `李荣华、左齐团2人的代表资格`, `厉为民、牟晓的固原市…代表资格`.
    fn names_before_seat(&self, start: usize, seat: usize) -> Vec<Name> {
        let clean = self.reader.clean();
        let text = &clean[start..seat];
        let low = text.rfind([',', '。', ';', ':']).map_or(start, |i| start + i + 1);
        let mut tries: Vec<usize> = clean[low..seat].match_indices('的').map(|(i, _)| low + i).collect();
        tries.reverse();
        for de in tries {
            let stop = clean[low..de]
                .trim_end_matches('人')
                .trim_end_matches(|c: char| c.is_ascii_digit() || crate::value::numeral::digit(c).is_some() || c == '等' || c == '名')
                .len()
                + low;
            for from in [low, low + self.reader.lexicon.find("confirms", &clean[low..stop]).map_or(0, |(_, e)| e)] {
                if let Some(names) = name_list(self.reader, from, stop).or_else(|| name_list(self.reader, from, de)) {
                    return names;
                }
            }
        }
        Vec::new()
    }

    /// `确认甲、乙的代表资格有效`.
    fn confirmations(&mut self, start: usize, end: usize, finds: &mut Finds) {
        let clean = self.reader.clean();
        let text = &clean[start..end];
        let lexicon = self.reader.lexicon;
        let Some((_, valid_end)) = lexicon.find("seat-valid", text) else { return };
        let mut names = Vec::new();
        let mut from = start;
        for stop in text[..valid_end].match_indices([',', ';']).map(|(i, _)| start + i).chain([start + valid_end]) {
            for (i, _) in clean[from..stop].match_indices('的') {
                let begin = from + lexicon.find("confirms", &clean[from..from + i]).map_or(0, |(_, e)| e);
                if let Some(found) = name_list(self.reader, begin, from + i) {
                    names = found;
                    break;
                }
            }
            from = stop + 1;
        }
        let report = !lexicon.has("confirms", text) && lexicon.has("credentials", text);
        let authority = if report { self.reporter() } else { self.own_committee() };
        let date = self.notice_day();
        let listed: Vec<String> = if names.is_empty() {
            self.deputies.iter().filter(|d| d.elected).map(|d| d.name.clone()).collect()
        } else {
            names.iter().map(|n| n.name.clone()).collect()
        };
        for name in &names {
            if !self.deputies.iter().any(|d| d.name == name.name) {
                self.collect(Deputy { name: name.name.clone(), start: name.start, end: name.end, ..Deputy::default() });
            }
        }
        for name in listed {
            if let Some(mut deputy) = self.deputies.iter().find(|d| d.name == name).cloned() {
                if let Some(at) = names.iter().find(|n| n.name == name) {
                    (deputy.start, deputy.end) = (at.start, at.end);
                }
                self.push(&deputy, SeatAction::Confirmed, None, authority.clone(), date.clone(), deputy.start, start + valid_end, "deputies/confirmed", finds);
            }
        }
    }

    /// The committee that gives the report.
    fn reporter(&self) -> Option<String> {
        let clean = self.clean();
        let article = self
            .reader
            .document
            .articles
            .iter()
            .find(|a| a.start <= self.deputies.first().map_or(0, |d| d.start) && self.deputies.first().map_or(0, |d| d.start) < a.end)?;
        let body = &clean[article.start..article.end];
        let (at, end) = self.reader.lexicon.find("credentials", body)?;
        let low = body[..at].rfind(|c| is_boundary(c) || c == ' ').map_or(0, |i| i + body[i..].chars().next().map_or(1, char::len_utf8));
        Some(body[low..end].to_owned())
    }

    /// Seats that the sentence states.
    fn seats(&self, start: usize, end: usize, finds: &mut Finds) {
        let clean = self.reader.clean();
        let text = &clean[start..end];
        for caps in SEATS.captures_iter(text) {
            let (Some(all), Some(n)) = (caps.get(0), caps.name("n").or(caps.name("m"))) else { continue };
            let Some(seats) = whole(n.as_str()).and_then(|n| u32::try_from(n).ok()) else { continue };
            let Some(congress) = self.complete(&text[..all.start()]).or_else(|| self.home_congress.clone()) else { continue };
            // an earlier count, told of an earlier session
            let earlier = self.reader.lexicon.has("earlier-count", &text[..all.start()]);
            let own = self.day_in(start, start + all.start());
            let date = if earlier { own } else { own.or_else(|| self.notice_day()) };
            finds.records.push(Find {
                start: start + all.start(),
                end: start + all.end(),
                rule: "deputies/seats",
                confidence: 0.98,
                data: Data::CongressSize(CongressSize { congress, seats, date }),
                title: None,
                context: None,
                parts: vec![("seats", start + n.start(), start + n.end())],
                note: Default::default(),
            });
        }
    }

    /// Resignations that no summing-up sentence ended, recalls whose end is not told.
    fn close(&mut self, finds: &mut Finds) {
        let open: Vec<Deputy> = self.deputies.iter().filter(|d| !d.ended && d.accepted).cloned().collect();
        for deputy in open {
            match deputy.reason {
                Some(SeatReason::Recalled) => self.push(
                    &deputy,
                    SeatAction::Recalled,
                    None,
                    deputy.authority.clone(),
                    deputy.date.clone().or_else(|| self.notice_day()),
                    deputy.start,
                    deputy.end,
                    "deputies/recalled",
                    finds,
                ),
                _ => {
                    let mut deputy = deputy;
                    deputy.date = deputy.date.or_else(|| (!self.article_sums_up).then(|| self.meeting_day(deputy.start)).flatten().filter(|_| !self.notice));
                    if deputy.authority.is_none() {
                        deputy.authority = self.frame.session.as_deref().and_then(|s| super::notice::body_of_session(self.reader, s));
                        deputy.unit = deputy.unit.or_else(|| {
                            self.reader
                                .document
                                .home
                                .as_ref()
                                .map(|h| h.name.clone())
                                .filter(|h| deputy.authority.as_deref().is_some_and(|a| a.starts_with(h.as_str())))
                        });
                    }
                    self.end_seat(&deputy, deputy.end, finds);
                }
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn push(
        &self,
        deputy: &Deputy,
        action: SeatAction,
        reason: Option<SeatReason>,
        authority: Option<String>,
        date: Option<String>,
        start: usize,
        end: usize,
        rule: &'static str,
        finds: &mut Finds,
    ) {
        let data = RepresentativeChange {
            person: deputy.name.clone(),
            congress: deputy.congress.clone().or_else(|| self.home_congress.clone()),
            unit: deputy.unit.clone(),
            action,
            reason,
            former_title: deputy.title.clone().filter(|_| matches!(action, SeatAction::Terminated | SeatAction::Suspended)),
            authority,
            date,
        };
        finds.records.push(Find {
            start: start.min(end),
            end: end.max(start),
            rule,
            confidence: 0.93,
            data: Data::RepresentativeChange(data),
            title: None,
            context: None,
            parts: vec![("person", deputy.start, deputy.end)],
            note: Default::default(),
        });
    }
}

fn pieces(clean: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = start;
    for (i, c) in clean[start..end].char_indices() {
        if matches!(c, '、' | ',' | '。') {
            out.push((from, start + i));
            from = start + i + c.len_utf8();
        }
    }
    out.push((from, end));
    out
}
