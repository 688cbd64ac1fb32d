//! Deputies as a sentence names them: with congress and unit, by unit and count, before `的代表资格`.

use super::bodies::trim_place;
use super::{COMMITTEE, Deputy, SeatReason, Walk};
use crate::families::appointments::name_list;
use crate::families::scope::{PARENTHESES, split_outside};
use crate::lexicon::{Classes, is_boundary};
use crate::text::{behind_last, head};
use crate::value::organ::{OrganKind, kind_of};
use crate::value::person::{Expect, Name};

/// A unit without what leads it: 由|甲区, 原由|驻乙部队.
fn without_lead(unit: &str) -> &str {
    unit.strip_prefix("原由").unwrap_or(unit).trim_start_matches('由')
}

/// A deputy named, with the unit or the post in the note behind the name.
pub(super) struct Noted {
    pub(super) name: Name,
    pub(super) unit: Option<String>,
    post: Option<String>,
}

impl Walk<'_> {
    /// `由甲区选举的乙市人大代表、丙局原局长丁`, `乙市人大代表丁、戊`, `代表丁(内蒙古)`.
    pub(super) fn deputies_named(&self, start: usize, end: usize, reason: Option<SeatReason>) -> Vec<Deputy> {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let mut out = Vec::new();
        for (i, word) in clean[start..end].match_indices("代表") {
            let (at, after) = (start + i, start + i + word.len());
            let before = &clean[start..at];
            if lexicon.ends("congress", before).is_none() || lexicon.starts("not-deputy", &clean[after..end]).is_some() {
                continue;
            }
            let low = behind_last(before, is_boundary);
            let lead = &before[low..];
            let (unit, mention) = match lexicon.find("elected-by", lead) {
                Some((a, b)) => (Some(without_lead(&lead[..a]).to_owned()).filter(|u| !u.is_empty()), &lead[b..]),
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
            for Noted { name, unit: noted, post } in self.names_with_notes(pos, end) {
                let (unit, title) = (noted.or_else(|| unit.clone()), title.clone().or(post));
                out.push(Deputy { congress: congress.clone(), unit, reason, title, ..Deputy::of(&name) });
            }
        }
        out
    }

    /// `甲省人大常委会接受了丙提出辞去…代表职务,乙省人大常委会接受了丁…`, `接受丙辞去甲委员以及丁、戊辞去…代表的请求`, `接受其辞职`.
    pub(super) fn resignations(&mut self, sentence: usize, start: usize, end: usize, spoken: &mut Vec<String>) {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let text = &clean[start..end];
        let Some((at, after)) = lexicon.find("accepts", text) else { return };
        if text[after..].starts_with('其') {
            let leaving = spoken.iter().filter_map(|name| self.deputies.get(name).cloned()).collect();
            self.give_up(sentence, start, start + at, SeatReason::Resigned, leaving);
            return;
        }
        let mut from = 0;
        let mut accepted = None;
        while let Some((a, b)) = lexicon.find("resigns", &text[from..]) {
            let (leave, posts) = (from + a, from + b);
            let next = lexicon.find("resigns", &text[posts..]).map_or(text.len(), |(a, _)| posts + a);
            let names = match lexicon.last("accepts", &text[from..leave]) {
                Some((at, after)) => {
                    accepted = Some(start + from + at);
                    from + after
                }
                None => from + lexicon.starts("and-resigns", &text[from..]).unwrap_or(0),
            };
            let seat = lexicon.find("deputy-seat", &text[posts..next]).map(|(_, b)| posts + b);
            from = seat.or_else(|| lexicon.find("and-resigns", &text[posts..next]).map(|(a, _)| posts + a)).unwrap_or(posts);
            let (Some(accepted), Some(_)) = (accepted, seat) else { continue };
            let because = lexicon.find("because", &text[names..leave]).map_or(leave, |(a, _)| names + a);
            let Some(names) = self.holders(start + names, start + because) else { continue };
            let congress = self.complete(&text[leave..next]);
            spoken.extend(names.iter().map(|name| name.name.clone()));
            let leaving = names.iter().map(|name| Deputy { congress: congress.clone(), ..Deputy::of(name) }).collect();
            self.give_up(sentence, start, accepted, SeatReason::Resigned, leaving);
        }
    }

    /// `罢免甲的…代表职务`.
    pub(super) fn recalls(&mut self, sentence: usize, start: usize, end: usize, spoken: &mut Vec<String>) {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let text = &clean[start..end];
        let Some((at, after)) = lexicon.find("recalls", text) else { return };
        let stop = lexicon.find("leaves", &text[after..]).map(|(a, _)| start + after + a);
        let Some(stop) = stop.filter(|_| lexicon.has("deputy-seat", text)) else { return };
        let because = lexicon.find("because", &clean[start + after..stop]).map_or(stop, |(a, _)| start + after + a);
        let Some(names) = self.holders(start + after, because) else { return };
        let congress = self.complete(&clean[stop..end]);
        spoken.extend(names.iter().map(|name| name.name.clone()));
        let leaving = names.iter().map(|name| Deputy { congress: congress.clone(), ..Deputy::of(name) }).collect();
        self.give_up(sentence, start, start + at, SeatReason::Recalled, leaving);
    }

    /// The persons of `from..to`: a list of names, or one behind the posts that tell who it is: 接受|甲市原市委书记乙|辞去….
    fn holders(&self, from: usize, to: usize) -> Option<Vec<Name>> {
        let post = || self.reader.document.hits_in(from, to).iter().filter(|hit| hit.classes.any(Classes::ROLE)).map(|hit| hit.end).max();
        name_list(self.reader, from, to).or_else(|| name_list(self.reader, post()?, to))
    }

    /// Collects deputies whose seat a committee named before `at` ends.
    fn give_up(&mut self, sentence: usize, start: usize, at: usize, why: SeatReason, leaving: Vec<Deputy>) {
        let clean = self.reader.clean();
        // 甲省人大常委会发布公告,|乙旗|决定罢免丙: the place acts, not who tells of it
        let own = self.reader.lexicon.strip_end("decides", &clean[start..at]).map(|lead| &lead[behind_last(lead, is_boundary)..]);
        let place = own.filter(|place| (2..=12).contains(&place.chars().count()) && place.ends_with(['省', '市', '县', '区', '州', '旗']));
        let told = place.map_or_else(|| self.committee(sentence, start, at), |place| (None, Some(place.to_owned())));
        let date = self.day_in(start, at);
        for deputy in leaving {
            let (authority, unit) = self.committee_of(deputy.end, start, at, told.clone());
            let date = date.clone();
            self.deputies.collect(Deputy { unit, reason: Some(why), authority, date, accepted: true, ..deputy });
        }
    }

    /// `甲、乙等2位同志因工作变动,调离本行政区域,丙辞去市人大代表职务,…上述3人的代表资格终止`: names and reasons, clause by clause, of
    /// those whose seats the same sentence ends.
    pub(super) fn reasons_told(&mut self, start: usize, end: usize, spoken: &mut Vec<String>) {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let text = &clean[start..end];
        let Some((ends, _)) = lexicon.find("seat-ends", text) else { return };
        if !spoken.is_empty() || !lexicon.has("all-above", &text[..ends]) {
            return;
        }
        let mut names: Vec<Name> = Vec::new();
        for (a, b) in split_outside(clean, start, start + ends, &[','], PARENTHESES) {
            let told = lexicon.find("deputy-told", &clean[a..b]).map(|(at, _)| a + at);
            names = told.and_then(|stop| name_list(self.reader, a, stop)).unwrap_or(names);
            let Some(reason) = self.reason(&clean[a..b]) else { continue };
            for name in names.drain(..) {
                spoken.push(name.name.clone());
                self.deputies.collect(Deputy { reason: Some(reason), ..Deputy::of(&name) });
            }
        }
    }

    /// Names from `pos` on, each with the unit that a note behind it tells: `丁(内蒙古)`, `戊(女,永平镇第23选区)`.
    pub(super) fn names_with_notes(&self, mut pos: usize, end: usize) -> Vec<Noted> {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let read = |pos| lexicon.read_name(clean, pos, Expect::Person).or_else(|| lexicon.read_name(clean, pos, Expect::Listed));
        let mut names = Vec::new();
        while let Some(name) = read(pos).filter(|n| n.end <= end) {
            let (unit, to) = self.unit_noted(name.end).unzip();
            let (post, behind) = if unit.is_none() { self.post_noted(name.end).unzip() } else { (None, None) };
            let next = to.or(behind).unwrap_or(name.after);
            names.push(Noted { name, unit, post });
            // a note that is open when the sentence ends holds no more names
            match clean.get(next..end).and_then(|rest| rest.strip_prefix('、')) {
                Some(rest) => pos = end - rest.len(),
                None => break,
            }
        }
        names
    }

    /// The unit in the note at `at`, and where the note ends: 丁|(内蒙古), 戊|(女,永平镇第23选区).
    fn unit_noted(&self, at: usize) -> Option<(String, usize)> {
        let lexicon = self.reader.lexicon;
        let rest = self.clean()[at..].strip_prefix('(')?;
        let note = &rest[..rest.find(')')?];
        let ward = |part: &&str| {
            let named = lexicon.places.contains(part) || lexicon.ends("ward", part).is_some();
            named || part.chars().count() <= 8 && lexicon.places.prefix(part).is_some()
        };
        note.split([',', '、']).find(ward).map(|unit| (unit.to_owned(), at + note.len() + "()".len()))
    }

    /// The post in the note at `at`, and where the note ends: 丁|(女,甲局原局长).
    fn post_noted(&self, at: usize) -> Option<(String, usize)> {
        const LONGEST: usize = 40;
        let rest = self.clean()[at..].strip_prefix('(')?;
        let note = &rest[..head(rest, LONGEST).find(')')?];
        let post = note.trim_start_matches(['男', '女', ',']);
        self.reader.lexicon.role_at_end(post).filter(|role| role.start > 0)?;
        Some((post.to_owned(), at + note.len() + "()".len()))
    }

    /// Who acted on the seat of the deputy whose name ends at `after_name`, and its unit. `甲省人大常委会、乙省人大常委会分别补选了丙(甲省)、丁(乙省)`
    /// is told by the note behind the name alone.
    pub(super) fn committee_of(
        &self,
        after_name: usize,
        start: usize,
        verb: usize,
        told: (Option<String>, Option<String>),
    ) -> (Option<String>, Option<String>) {
        let unit = self.unit_noted(after_name).map(|(unit, _)| unit);
        let lead = &self.clean()[start..verb];
        let told = (told.0, unit.clone().or(told.1));
        if !self.reader.lexicon.has("respectively", lead) {
            return told;
        }
        let committees: Vec<_> = COMMITTEE.all_captures(lead).collect();
        if committees.len() < 2 {
            return told;
        }
        let of_unit = |unit: &String| {
            let found = committees.iter().find(|c| c.name("place").is_some_and(|p| trim_place(self.reader, p.as_str()).starts_with(unit.as_str())));
            found.and_then(|c| c.get(0).map(|all| trim_place(self.reader, all.as_str()).to_owned()))
        };
        (unit.as_ref().and_then(of_unit), unit)
    }

    /// `甲县选举的乙、丙县的丁` as pairs of unit and name.
    pub(super) fn unit_items(&self, from: usize, end: usize) -> Vec<(String, Name)> {
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
            let unit = without_lead(clean[a..de].trim());
            let unit = self.reader.lexicon.strip_end("elected-tail", unit).unwrap_or(unit);
            if let Some(names) = name_list(self.reader, de + '的'.len_utf8(), b) {
                out.extend(names.into_iter().map(|n| (unit.to_owned(), n)));
            }
        }
        out
    }

    /// `甲县补选3名(丙、丁)` and `甲县的丙和乙区的丁`: unit, name, and whether a count stands between.
    pub(super) fn units_with_names(&self, start: usize, end: usize) -> Vec<(String, Name, bool)> {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let mut out = Vec::new();
        for (i, mark) in clean[start..end].match_indices(['(', '的']) {
            let at = start + i;
            let from = at + mark.len();
            let lead = &clean[start..at];
            let low = behind_last(lead, |c| is_boundary(c) || c == '和' || c == '与');
            let unit = without_lead(&lead[low..]);
            if mark == "的" {
                let elected = lexicon.strip_end("elected-tail", unit).filter(|unit| !unit.is_empty());
                let unit = elected.unwrap_or(unit);
                let township = kind_of(lexicon, unit).is_some_and(|(kind, _)| kind == OrganKind::Township) && unit.chars().count() <= 8;
                if (elected.is_some() || township || lexicon.places.contains(unit) || lexicon.ends("ward", unit).is_some())
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

    /// Names that end right before 的代表资格: `李荣华、左齐团2人的代表资格`, `厉为民、牟晓的固原市…代表资格`.
    pub(super) fn names_before_seat(&self, start: usize, seat: usize) -> Vec<Name> {
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
}
