//! What happens to a seat: elections, suspensions, ends, confirmations, counts.

use super::bodies::trim_place;
use super::{Deputy, Find, Finds, SEATS, SeatReason, Walk};
use crate::families::appointments::name_list;
use crate::families::notice::body_of_session;
use crate::families::scope;
use crate::families::stance::{Stance, stance};
use crate::lexicon::is_boundary;
use crate::record::{CongressSize, Data, SeatAction};
use crate::text::behind_last;
use crate::value::numeral::whole;
use crate::value::person::Name;
use rustc_hash::FxHashMap;

pub(super) fn pieces(clean: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
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

impl Walk<'_> {
    /// `…补选甲、乙为丙代表`, `甲在第7选区当选为…代表`, `递补甲为…`.
    pub(super) fn elections(&mut self, sentence: usize, start: usize, verb: usize, after: usize, end: usize, finds: &mut Finds) {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let rest = &clean[after..end];
        let target = rest.find('为').map(|i| after + i);
        let names_after = target.and_then(|wei| name_list(self.reader, after, wei).map(|n| (n, wei)));
        let succession = lexicon.has("succeeds", &clean[verb..after]);
        if let Some((names, wei)) = names_after.filter(|_| rest.contains("代表")) {
            // 为甲市第三届人民代表大会代表|(其代表资格须提请乙市第三届…)
            let note = clean[wei..end].find('(').map_or(end, |i| wei + i);
            let congress = self.complete(&clean[wei..note]);
            let (mut authority, mut unit) = self.committee(start, start, verb);
            let mut date = self.day_in(start, verb);
            // 第9选区依法补选: the voters of a ward
            let ward = clean[start..verb].rfind("选区").map(|i| &clean[start..start + i + "选区".len()]);
            if let Some(ward) = ward {
                let low = behind_last(ward, is_boundary);
                unit = Some(trim_place(self.reader, &ward[low..]).to_owned());
                authority = None;
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
                } else if lexicon.ends("congress-body", &clean[start..verb]).is_some() {
                    // 甲省人民代表大会|依法选举乙
                    let body = &clean[start..verb];
                    let body = trim_place(self.reader, &body[behind_last(body, is_boundary)..]);
                    unit = lexicon.places.prefix(body).map(|(n, _)| body[..n].to_owned());
                    authority = Some(body.to_owned());
                } else if let (Some(committee), of) = self.committee(sentence, sentence, verb) {
                    (authority, unit) = (Some(committee), of);
                } else if let Some(body) = self.frame.session.as_deref().and_then(|s| body_of_session(self.reader, s)) {
                    unit = self.reader.document.home.as_ref().map(|h| h.name.clone()).filter(|h| body.starts_with(h.as_str()));
                    authority = Some(body);
                    date = date.or_else(|| self.meeting_day(start));
                }
            }
            for name in names {
                let (authority, unit) = self.committee_of(name.end, start, verb, (authority.clone(), unit.clone()));
                let deputy = Deputy { congress: congress.clone(), unit, authority, date: date.clone(), ..Deputy::of(&name) };
                self.elect(deputy, verb.min(name.start), end, finds);
            }
            return;
        }
        // 甲被任命为…,并被补选为…代表: the person of the act before
        if clean[start..verb].ends_with('被') && rest.starts_with('为') && rest.contains("代表") {
            let told = finds.records.iter().rev().take(16).filter_map(Find::person).find(|&(_, start, end)| start >= sentence && end <= verb);
            if let Some((name, start, end_of_name)) = told {
                let deputy = Deputy { name: name.to_owned(), start, end: end_of_name, congress: self.complete(rest), ..Deputy::default() };
                self.elect(deputy, verb, end, finds);
            }
            return;
        }
        // 甲在第7选区、乙在第15选区分别当选为…代表
        if lexicon.has("elected-as", &clean[verb..after]) && rest.contains("代表") {
            let before = &clean[sentence..verb];
            // 对甲省出席第十二届全国人民代表大会代表进行了补选,…乙当选为|全国人大代表
            let national = lexicon.has("national-seat", rest);
            let congress = self.complete(rest).or_else(|| self.complete(before).filter(|_| national));
            if national && congress.is_none() {
                return;
            }
            let date = self.day_in(sentence, end).or_else(|| self.frame.first_date.clone());
            // 乙|当选为甲省出席第十二届全国人民代表大会代表
            let low = start + behind_last(&clean[start..verb], is_boundary);
            if let Some(names) = name_list(self.reader, low, verb) {
                let sent = [rest, before].into_iter().find_map(|text| lexicon.find("sends", text).map(|(at, _)| &text[..at]));
                let sent = sent.map(|lead| lead[behind_last(lead, |c| is_boundary(c) || matches!(c, '对' | '为'))..].to_owned());
                let (authority, unit) = self.committee(sentence, sentence, verb);
                // another province's election, told beside
                let authority = authority.filter(|body| sent.as_ref().is_none_or(|place| body.starts_with(place.as_str())));
                let unit = sent.or(unit);
                for name in names {
                    let (unit, authority) = (unit.clone(), authority.clone());
                    let deputy = Deputy { congress: congress.clone(), unit, authority, date: date.clone(), ..Deputy::of(&name) };
                    self.elect(deputy, name.start, end, finds);
                }
            }
            for piece in pieces(clean, start, verb) {
                let Some(at) = clean[piece.0..piece.1].find('在').map(|i| piece.0 + i) else { continue };
                let unit: String = clean[at + '在'.len_utf8()..piece.1].chars().take_while(|c| !is_boundary(*c)).collect();
                let unit = unit.split(['分', '当']).next().unwrap_or_default().to_owned();
                if let Some(names) = name_list(self.reader, piece.0, at) {
                    for name in names {
                        let deputy = Deputy { congress: congress.clone(), unit: Some(unit.clone()), date: date.clone(), ..Deputy::of(&name) };
                        self.elect(deputy, name.start, end, finds);
                    }
                }
            }
        }
    }

    pub(super) fn elect(&mut self, mut deputy: Deputy, start: usize, end: usize, finds: &mut Finds) {
        deputy.elected = true;
        deputy.congress = deputy.congress.or_else(|| self.home_congress.clone());
        self.push(&deputy, SeatAction::Elected, start.min(deputy.start), end, finds);
        self.deputies.collect(deputy);
    }

    /// 暂时停止执行代表职务, 恢复执行代表职务.
    pub(super) fn suspensions(&mut self, start: usize, end: usize, spoken: &[String], finds: &mut Finds) {
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
            let Some(deputy) = self.deputies.get(name).cloned() else { continue };
            let deputy = Deputy { authority: None, date: date.clone(), ..deputy };
            self.push(&deputy, action, deputy.start, end, finds);
        }
    }

    /// `甲、乙的代表资格终止`, `其代表资格随之终止`, `上述代表的代表资格终止`.
    pub(super) fn endings(&mut self, start: usize, end: usize, spoken: &[String], finds: &mut Finds) {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let text = &clean[start..end];
        let Some((_, seat_end)) = lexicon.find("seat-ends", text) else { return };
        let seat = text[..seat_end].rfind("代表资格").map_or(start, |i| start + i);
        let listed = self.names_before_seat(start, seat);
        let pronoun = lexicon.has("all-above", &clean[start..seat]);
        let all: Vec<String> = if pronoun || listed.is_empty() {
            if pronoun || spoken.is_empty() { self.deputies.leaving() } else { spoken.to_vec() }
        } else {
            listed.iter().map(|n| n.name.clone()).collect()
        };
        for name in &listed {
            let congress = self.complete(&clean[name.end..seat]);
            let reason = self.reason(text).filter(|_| self.deputies.get(&name.name).is_none());
            self.deputies.collect(Deputy { congress, reason, ..Deputy::of(name) });
        }
        for name in all {
            let Some(mut deputy) = self.deputies.end(&name).cloned() else { continue };
            deputy.reason = deputy.reason.or_else(|| self.reason_before(&deputy.name, start));
            self.end_seat(&deputy, start + seat_end, finds);
        }
    }

    /// 代表出缺2名,其中调离的1名:甲县的乙: the seat is told to be empty.
    pub(super) fn vacate(&mut self, deputy: Deputy, end: usize, finds: &mut Finds) {
        let deputy = Deputy { ended: true, ..deputy };
        self.end_seat(&deputy, end, finds);
        self.deputies.collect(deputy);
    }

    /// Why a seat ends, by the last sentence before `at` that names its deputy: 代表甲同志因病逝世。…甲的代表资格终止.
    fn reason_before(&self, name: &str, at: usize) -> Option<SeatReason> {
        let clean = self.reader.clean();
        let article = self.reader.document.articles[self.reader.document.article_at(at)].start;
        let before = &clean[scope::window(clean, article, at, 900)..at];
        before.split(['。', '\n']).rev().filter(|sentence| sentence.contains(name)).find_map(|sentence| self.reason(sentence))
    }

    pub(super) fn end_seat(&self, deputy: &Deputy, end: usize, finds: &mut Finds) {
        let accepted = deputy.accepted;
        let authority = deputy.authority.clone().filter(|_| accepted);
        let date = deputy.date.clone().filter(|_| accepted).or_else(|| self.notice_day()).or_else(|| deputy.date.clone());
        let deputy = Deputy { authority, date, ..deputy.clone() };
        self.push(&deputy, SeatAction::Terminated, deputy.start, end.max(deputy.end), finds);
    }

    /// `确认甲、乙的代表资格有效`.
    pub(super) fn confirmations(&mut self, start: usize, end: usize, finds: &mut Finds) {
        let clean = self.reader.clean();
        let text = &clean[start..end];
        let lexicon = self.reader.lexicon;
        let Some((valid, valid_end)) = lexicon.find("seat-valid", text) else { return };
        // 不予确认甲的代表资格
        if lexicon.find("confirms", text).is_some_and(|(a, b)| stance(self.reader.document, lexicon, start, start + a, start + b) != Stance::Told)
            || stance(self.reader.document, lexicon, start, start + valid, start + valid_end) == Stance::Denied
        {
            return;
        }
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
        let congress = self.complete(&text[..valid_end]);
        let foreign = congress.is_some() && congress != self.home_congress;
        let authority = match (report, lexicon.find("national-committee", text).filter(|_| foreign)) {
            (true, _) => self.reporter(),
            (false, Some((a, b))) => Some(text[a..b].to_owned()),
            (false, None) => self.own_committee(),
        };
        let date = self.notice_day();
        let listed: Vec<String> = if names.is_empty() { self.deputies.entering() } else { names.iter().map(|n| n.name.clone()).collect() };
        for name in &names {
            if self.deputies.get(&name.name).is_none() {
                self.deputies.collect(Deputy { congress: congress.clone(), ..Deputy::of(name) });
            }
        }
        let mut places: FxHashMap<&str, &Name> = FxHashMap::default();
        for name in &names {
            places.entry(&name.name).or_insert(name);
        }
        for name in listed {
            if let Some(mut deputy) = self.deputies.get(&name).cloned() {
                if let Some(at) = places.get(name.as_str()) {
                    (deputy.start, deputy.end) = (at.start, at.end);
                }
                let deputy = Deputy { authority: authority.clone(), date: date.clone(), ..deputy };
                self.push(&deputy, SeatAction::Confirmed, deputy.start, start + valid_end, finds);
            }
        }
    }

    /// Seats that the sentence states.
    pub(super) fn seats(&self, start: usize, end: usize, finds: &mut Finds) {
        let clean = self.reader.clean();
        let text = &clean[start..end];
        for caps in SEATS.all_captures(text) {
            let (Some(all), Some(n)) = (caps.get(0), caps.name("n").or(caps.name("m"))) else { continue };
            let Some(seats) = whole(n.as_str()).and_then(|n| u32::try_from(n).ok()) else { continue };
            let Some(congress) = self.complete(&text[..n.start()]).or_else(|| self.home_congress.clone()) else { continue };
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
}
