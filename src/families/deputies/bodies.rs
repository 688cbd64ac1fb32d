//! Who acts and when: congresses in their long form, standing committees, the day of a notice or a meeting.

use super::{COMMITTEE, CONGRESS, Deputy, Reader, Walk};
use crate::families::notice::{body_of_session, resolve_day, session_in};
use crate::families::scope;
use crate::pattern::Pattern;
use crate::value::date;

/// How far back the day of a meeting is looked for, in bytes.
const FAR: usize = 6_000;

/// The congress of the article, in its long form: in the headline or where it is first written out.
pub(super) fn home_congress(reader: Reader<'_>, body: &str) -> Option<String> {
    let mut short = None;
    for caps in CONGRESS.all_captures(body) {
        let Some(place) = caps.name("place") else { return caps.name("nation").map(|term| of_nation(term.as_str())) };
        let place = trim_place(reader, place.as_str());
        if reader.lexicon.places.prefix(place).is_some() || place.ends_with(['镇', '乡']) && place.chars().count() > 1 {
            return Some(format!("{place}第{}届人民代表大会", caps.name("term")?.as_str()));
        }
        short.get_or_insert_with(|| caps.name("term").map(|t| t.as_str().to_owned()));
    }
    let home = reader.document.home.as_ref()?;
    // 自治区第十四届人民代表大会 in a county's paper
    let level = CONGRESS.captures(body).and_then(|c| reader.lexicon.levels.get(trim_place(reader, c.name("place")?.as_str())).copied());
    let home = level.and_then(|tier| reader.lexicon.places.ancestor(home, tier.min(home.tier()), reader.document.year())).unwrap_or(home);
    short.flatten().map(|term| format!("{}第{term}届人民代表大会", home.name))
}

/// The National People's Congress of a term, in its long form.
fn of_nation(term: &str) -> String {
    format!("第{term}届全国人民代表大会")
}

/// The place of a congress by its name, empty for the nation: 甲省|第十三届人民代表大会.
fn place_of(congress: &str) -> Option<String> {
    Some(CONGRESS.captures(congress)?.name("place").map_or_else(String::new, |place| place.as_str().to_owned()))
}

/// Cuts what leads a place's name.
pub(super) fn trim_place<'t>(reader: Reader<'_>, place: &'t str) -> &'t str {
    let mut place = place;
    if let Some((at, end)) = reader.lexicon.last("congress-cut", place) {
        // 从江县 is no 江县 behind 从
        place = if reader.lexicon.places.contains(&place[at..]) { &place[at..] } else { &place[end..] };
    }
    if reader.lexicon.places.prefix(place).is_some() {
        return place;
    }
    // 现|晋中市第五届…: the longest end that is a division
    let mut ends = place.char_indices().take(4).map(|(at, _)| &place[at..]);
    ends.find(|rest| reader.lexicon.places.contains(rest)).unwrap_or(place)
}

impl Walk<'_> {
    /// The full name of a congress written as `text` before 代表: 市十九届人大 → 日照市第十九届人民代表大会.
    pub(super) fn complete(&self, text: &str) -> Option<String> {
        let caps = CONGRESS.all_captures(text).last()?;
        let Some(term) = caps.name("term") else { return caps.name("nation").map(|term| of_nation(term.as_str())) };
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
            // 甲省十二届人大常委会…, 省十三届人大代表: the place's next congress
            if let Some(of) = place_of(home).filter(|of| !place.is_empty() && of.ends_with(place) && self.reader.lexicon.levels.contains(place)) {
                return Some(format!("{of}{full}"));
            }
        }
        if let (Some(&tier), Some(h)) = (self.reader.lexicon.levels.get(place), &self.reader.document.home)
            && let Some(division) = self.reader.lexicon.places.ancestor(h, tier.min(h.tier()), self.reader.document.year())
        {
            return Some(format!("{}第{term}届人民代表大会", division.name));
        }
        (!place.is_empty()).then(|| format!("{place}第{term}届人民代表大会")).or(home)
    }

    /// The standing committee named before `at`, and the unit it stands for.
    pub(super) fn committee(&self, sentence: usize, start: usize, at: usize) -> (Option<String>, Option<String>) {
        let clean = self.reader.clean();
        for from in [start, sentence] {
            let Some(before) = clean.get(from..at) else { continue };
            // a congress that decides itself: 高台县第十九届人民代表大会第四次会议
            if let Some((_, _, session)) = session_in(self.reader, before).filter(|s| !self.reader.lexicon.has("standing-committee", &s.2))
                && let Some(body) = body_of_session(self.reader, &session)
            {
                let unit = place_of(&body).filter(|u| !u.is_empty());
                return (Some(body), unit);
            }
            if let Some(caps) = COMMITTEE.all_captures(before).last() {
                let (Some(all), Some(place)) = (caps.get(0), caps.name("place")) else { continue };
                let place_text = trim_place(self.reader, place.as_str());
                let cut = place.as_str().len() - place_text.len();
                let authority = all.as_str()[cut..].to_owned();
                // the congress's own committee is no electing unit
                let own = self.home_congress.as_deref().is_some_and(|home| place_of(home).unwrap_or_default().ends_with(place_text));
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
    pub(super) fn own_committee(&self) -> Option<String> {
        self.frame.signature.clone().or_else(|| self.frame.headline_body.clone().filter(|b| !b.contains('届'))).or_else(|| {
            let home = self.home_congress.as_deref()?;
            let place = CONGRESS.captures(home)?.name("place")?.as_str().to_owned();
            Some(self.reader.lexicon.keyed("own-committee").first().map_or_else(|| place.clone(), |tail| format!("{place}{tail}")))
        })
    }

    /// The place of the article's congress where its committee acts on a seat in a higher one: 甲市人大常委会补选乙为丙省…代表.
    pub(super) fn own_unit(&self, deputy: &Deputy) -> Option<String> {
        let home = place_of(self.home_congress.as_deref()?)?;
        let of = place_of(deputy.congress.as_deref()?)?;
        let own = deputy.authority.is_some() && deputy.authority == self.own_committee();
        (own && of != home && !home.is_empty()).then_some(home)
    }

    /// The committee that gives the report.
    pub(super) fn reporter(&self) -> Option<String> {
        self.reporter.get_or_init(|| self.reporter_named()).clone()
    }

    fn reporter_named(&self) -> Option<String> {
        let clean = self.clean();
        let first = self.deputies.first().map_or(0, |d| d.start);
        let article = self.reader.document.articles.get(self.reader.document.article_at(first)).filter(|a| (a.start..a.end).contains(&first))?;
        let body = &clean[article.start..article.end];
        let (at, end) = self.reader.lexicon.find("credentials", body)?;
        let low = scope::phrase_start(body, at);
        Some(body[low..end].to_owned())
    }

    /// The electing region of a successor, named where the vacancy was: 澳门特别行政区第十三届全国人民代表大会代表出缺1名.
    pub(super) fn unit_of_succession(&self, sentence: usize) -> Option<String> {
        let text = &self.reader.clean()[sentence..];
        let (length, _) = self.reader.lexicon.places.prefix(text)?;
        Some(text[..length].to_owned())
    }

    pub(super) fn day_in(&self, start: usize, end: usize) -> Option<String> {
        let text = self.reader.clean().get(start..end)?;
        let near = self.frame.signed.as_deref();
        date::find(text).into_iter().rfind(|d| d.day.is_some()).and_then(|d| resolve_day(self.reader, &d, near.filter(|_| d.year.is_none())))
    }

    /// The day of the notice.
    pub(super) fn notice_day(&self) -> Option<String> {
        if !self.notice {
            return None;
        }
        self.frame.signed.clone().or_else(|| self.frame.session_date.clone()).or_else(|| self.frame.first_date.clone())
    }

    /// The day of the meeting that the article reports: 27日下午, in the month told before.
    pub(super) fn meeting_day(&self, at: usize) -> Option<String> {
        let clean = self.reader.clean();
        let article = &self.reader.document.articles[self.reader.document.article_at(at)];
        let near = self.frame.session_date.as_deref().or(self.frame.first_date.as_deref())?;
        static DAY: Pattern = Pattern::new(&["日上午", "日下午"], "(?:^|[^0-9月至])([0-9]{1,2})日(?:上午|下午)");
        let day = DAY.all_captures(&clean[scope::window(clean, article.start, at, FAR)..at]).last().and_then(|c| c.get(1)?.as_str().parse::<u32>().ok());
        match day {
            Some(day) => near.get(..8).map(|month| format!("{month}{day:02}")),
            None => Some(near.to_owned()),
        }
    }
}
