//! What a notice or report says about its acts as a whole: session, deciding body, day, number.

use super::Reader;
use super::frame::Frame;
use crate::document::LineKind;
use crate::families::scope;
use crate::lexicon::Classes;
use crate::pattern::Pattern;
use crate::record::ArticleKind;
use crate::text::is_han;
use crate::value::date;
use crate::value::organ::kind_of;
use chrono::{Datelike, Days, NaiveDate};

static SESSION: Pattern = Pattern::new(&["会议", "大会"], "第?{N}{1,4}次(?:\\({H}{1,4}\\))?{H}{0,6}?(?:会议|大会)");

/// Longest stretch of a sentence before and behind what is told in it, in bytes.
const SENTENCE: usize = 900;

/// Longest lead of a session's name, in characters: 甲省第十三届人民代表大会常务委员会|第二次会议.
const LEAD: usize = 40;

static NTH: Pattern = Pattern::new(&["届", "会议", "大会"], "第?{N}{1,4}(?:届|次(?:\\({H}{1,4}\\))?{H}{0,6}?(?:会议|大会))");

/// Finds the last session named in `text`: start, end, name.
pub(crate) fn session_in(reader: Reader<'_>, text: &str) -> Option<(usize, usize, String)> {
    let mut last = None;
    let mut read_to = 0;
    for found in SESSION.matches(text) {
        let lead = &text[read_to..found.start()];
        let from = found.start() - lead.chars().rev().take(LEAD).take_while(|&c| is_han(c) || c.is_ascii_digit()).map(char::len_utf8).sum::<usize>();
        if text[from..found.start()].chars().nth(1).is_none() {
            continue;
        }
        // 关于召开县十三届人大二次会议的决定: a session to come
        if reader.lexicon.has("session-to-come", &text[from..found.start()]) || reader.lexicon.starts("session-told", &text[found.end()..]).is_some() {
            continue;
        }
        read_to = found.end();
        let mut name = &text[from..found.end()];
        // cut what leads the name: 经2015年3月18日|县政府第34次常务会议
        loop {
            if let Some(day) = date::find(name).into_iter().find(|d| d.start == 0) {
                name = &name[day.end..];
            } else if let Some(length) = reader.lexicon.starts("session-lead", name).filter(|&n| n < name.len()) {
                name = &name[length..];
            } else {
                break;
            }
        }
        // the last full date inside leads the name too: 12月26日至27日,…; 市政府2018年6月5日|第31次常务会议 keeps its body
        let mut before_day = "";
        if let Some(day) = date::find(name).into_iter().rfind(|d| d.day.is_some()) {
            (before_day, name) = (&name[..day.start], &name[day.end..]);
        }
        if let Some((_, end)) = reader.lexicon.last("session-cut", name) {
            name = &name[end..];
        }
        let start = found.end() - name.len();
        // 西昌市十届人大常委会举行第三十九次会议: the body stands before the verb
        let bare = name.starts_with('第') || name.starts_with(|c: char| c.is_ascii_digit());
        let held = || (crate::value::organ::kind_of(reader.lexicon, before_day).is_some()).then(|| before_day.to_owned());
        let joined = if bare { body_before(reader, &text[..start]).or_else(held).map(|body| format!("{body}{name}")) } else { None };
        if bare && joined.is_none() && last.is_some() {
            continue;
        }
        let name = joined.unwrap_or_else(|| name.to_owned());
        if name.chars().count() >= 6 {
            last = Some((start, found.end(), name));
        }
    }
    last
}

/// The congress or committee that ends `lead`, but for the verb of meeting.
fn body_before(reader: Reader<'_>, lead: &str) -> Option<String> {
    let lead = reader.lexicon.strip_end("meets", lead)?;
    let lead = &lead[scope::window(lead, 0, lead.len(), 400)..];
    // 市六届人大常委会8日在滁|举行第三十二次会议: place and day stand between
    let place = lead.char_indices().rev().take(8).find(|&(_, c)| c == '在').map_or(lead.len(), |(at, _)| at);
    let lead = if reader.lexicon.ends("congress-body", lead).is_some() { lead } else { &lead[..place] };
    let lead = match lead.strip_suffix('日') {
        Some(day) => day.trim_end_matches(|c: char| c.is_ascii_digit() || c == '月'),
        None => lead,
    };
    let start = scope::phrase_start(lead, lead.len());
    let mut body = &lead[start..];
    if let Some(day) = date::find(body).into_iter().rfind(|d| d.day.is_some()) {
        body = &body[day.end..];
    }
    // 高行镇召开|第四届人民代表大会第八次会议
    let place = reader.lexicon.places.contains(body) || kind_of(reader.lexicon, body).is_some();
    ((place || reader.lexicon.ends("congress-body", body).is_some()) && body.chars().count() <= 30).then(|| body.to_owned())
}

/// The body that holds a session: 株洲市第十六届人民代表大会常务委员会第十一次会议 → 株洲市人民代表大会常务委员会.
pub(crate) fn body_of_session(reader: Reader<'_>, session: &str) -> Option<String> {
    let mut body = session.to_owned();
    if let Some(found) = NTH.matches(session).last() {
        body.truncate(found.start());
    }
    // a congress keeps its term; its standing committee and 全国政协十二届 do not
    if reader.lexicon.has("standing-committee", session) || body.ends_with('届') {
        body = NTH.without(&body);
    }
    (body.chars().count() >= 3).then_some(body)
}

/// Lines of a headline.
const HEADS: usize = 8;

/// Sessions of an article whose body is looked for in it.
const SESSIONS: usize = 24;

impl Reader<'_> {
    /// The body that decides in a session, as the article names it: without its term where it is named so anywhere but before a post of its
    /// own (`枣庄市人大常委会发布公告`), else with it: 山东省十三届人大常委会.
    pub(crate) fn deciding_in(self, frame: &Frame, article: usize, session: &str) -> Option<String> {
        if let Some(known) = frame.bodies.borrow().get(session) {
            return known.clone();
        }
        let body = self.named_body(article, session, frame.bodies.borrow().len() < SESSIONS);
        frame.bodies.borrow_mut().insert(session.to_owned(), body.clone());
        body
    }

    fn named_body(self, article: usize, session: &str, search: bool) -> Option<String> {
        let meeting = NTH.matches(session).last().filter(|found| found.as_str().contains('次'))?;
        let told = &session[..meeting.start()];
        let plain = body_of_session(self, session)?;
        let draft = &self.document.articles[article];
        let text = &self.clean()[draft.start..draft.end];
        let with_post = |end: usize| self.document.hits_in(end, end + 1).iter().any(|hit| hit.classes.any(Classes::ROLE));
        let named = |name: &str| text.match_indices(name).any(|(at, name)| !with_post(draft.start + at + name.len()));
        let spellings = self.lexicon.keyed("committee-names");
        let lead = spellings.iter().find_map(|name| plain.strip_suffix(name.as_str()));
        let spelt: Vec<String> = lead.map_or_else(Vec::new, |lead| spellings.iter().map(|name| format!("{lead}{name}")).collect());
        let found = std::iter::once(&plain).chain(&spelt).find(|name| search && named(name)).cloned();
        found.or_else(|| (told.chars().count() >= 3).then(|| told.to_owned()))
    }
}

/// Whether the date before `rest` is the day of the report: 12月31日|讯.
pub(crate) fn of_report(reader: Reader<'_>, rest: &str) -> bool {
    reader.lexicon.starts("dateline", rest).is_some()
}

/// The day that `27日下午`, `今(26)日` or `昨天` tells: in the month of the day `near`, else counted from `told`, the day of the report.
pub(crate) fn relative_day(reader: Reader<'_>, text: &str, near: Option<&str>, told: Option<NaiveDate>) -> Option<String> {
    let numbered = text.match_indices('日').find_map(|(at, word)| {
        let lead = text[..at].trim_end_matches(')');
        let (rest, digits) = lead.split_at(lead.trim_end_matches(|c: char| c.is_ascii_digit()).len());
        let own = !rest.ends_with('月') && !of_report(reader, &text[at + word.len()..]);
        digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day) && own)
    });
    if let Some(day) = numbered {
        let month = near.and_then(|n| n.get(..8)).map(str::to_owned);
        let month = month.or_else(|| told.filter(|p| p.day() >= day).map(|p| format!("{}-{:02}-", p.year(), p.month())))?;
        return Some(format!("{month}{day:02}"));
    }
    let back = |key: &str, days: u64| reader.lexicon.last(key, text).map(|(at, _)| (at, days));
    let (_, days) = back("day-same", 0).max(back("day-before", 1)).max(back("day-second-before", 2))?;
    let day = told?.checked_sub_days(Days::new(days))?;
    Some(date::iso(day.year(), Some(day.month()), Some(day.day())))
}

/// The day of the session that `scope` reports: its own, one counted from the report's, or the report's.
fn session_day(reader: Reader<'_>, scope: &str) -> Option<String> {
    let days = date::find(scope).into_iter().filter(|d| d.day.is_some());
    let (reports, own): (Vec<_>, Vec<_>) = days.partition(|d| of_report(reader, &scope[d.end..]));
    let resolve = |d: &date::Found| resolve_day(reader, &d.closing(scope), None);
    let report = reports.iter().filter_map(resolve).next_back();
    let told = report.as_deref().and_then(|iso| iso.parse().ok()).or(reader.document.context.published);
    own.iter().filter_map(resolve).next_back().or_else(|| relative_day(reader, scope, report.as_deref(), told)).or(report)
}

/// A day as ISO, with the year from the text, from `near`, or from the publication.
pub(crate) fn resolve_day(reader: Reader<'_>, found: &date::Found, near: Option<&str>) -> Option<String> {
    let published = reader.document.context.published;
    // 上月15日, 去年8月31日: counted from the publication, or not at all
    if let Some(months) = found.months {
        let (year, month) = date::month_offset(published?, months);
        return Some(date::iso(year, Some(month), found.day));
    }
    let month = found.month?;
    if let Some(years) = found.years {
        return Some(date::iso(published?.year() + years, Some(month), found.day));
    }
    let year = found.year.or_else(|| near.and_then(|n| n.get(..4)?.parse().ok())).or_else(|| published.map(|day| date::year_before(day, month, found.day)))?;
    Some(date::iso(year, Some(month), found.day))
}

/// Most articles that a frame reaches over: annexes and lists below a notice.
const REACH: usize = 6;

impl<'a> Reader<'a> {
    /// The frame of article `index`: its own, or, for a list that says nothing of who decided and when, that of the notice above.
    pub(crate) fn frame(self, index: usize) -> Frame {
        let listed = |index: usize| matches!(self.document.articles[index].kind, ArticleKind::Roster | ArticleKind::Notice);
        let mut own = self.own_frame(index);
        if !listed(index) || !own.is_bare() && own.number.is_some() {
            return own;
        }
        let mut above = (index.saturating_sub(REACH)..index).rev().take_while(|&i| listed(i)).map(|i| self.own_frame(i));
        let Some(notice) = above.find(|frame| !frame.is_bare()) else { return own };
        if own.is_bare() {
            return notice;
        }
        // 公告 第23号 makes known the list below it: of the same session, on the same day
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        if same(&own.session, &notice.session) || same(&own.session_date, &notice.signed) {
            own.number = notice.number;
        }
        own
    }

    fn own_frame(self, index: usize) -> Frame {
        let clean = self.clean();
        let draft = &self.document.articles[index];
        let mut frame = Frame::default();
        let mut counted = false;
        // 人事任免 / 甲市人民政府 / 关于…的通知: the name may begin in any of the lines
        let heads = draft.headline.iter().take(HEADS).map(|&(a, b)| clean[a..b].trim());
        let heads: Vec<&str> = heads.filter(|head| !head.contains('|')).collect();
        let named = |from: usize| headline_body(self, &heads[from..].concat());
        let whole = |from: &usize| named(*from).is_some_and(|body| self.lexicon.starts_body(&body));
        // the head of the site above the notice's own: 甲旗人民政府 / 甲旗人民政府关于…的通知
        let organ = |body: &str| kind_of(self.lexicon, body).map(|(_, word)| body[word..].to_owned());
        let sites = (1..heads.len()).take_while(|&from| named(from).and_then(|own| organ(&own)).is_some_and(|organ| heads[from - 1].ends_with(&organ)));
        let first = sites.count();
        frame.headline_body = named((first..heads.len()).find(whole).unwrap_or(first).min(heads.len()));
        for l in draft.lines.clone() {
            let line = self.document.text.lines()[l];
            let content = &clean[line.start..line.end];
            match self.document.kinds[l] {
                LineKind::Session => {
                    let session = session_in(self, content).map(|s| s.2);
                    if frame.session.is_none() {
                        frame.session = session;
                        frame.session_date = date::find(content).first().and_then(|d| resolve_day(self, d, None));
                    }
                }
                LineKind::Number if frame.number.is_none() => {
                    frame.number = Some(content.trim_matches(['(', ')']).replace(' ', ""));
                }
                LineKind::Signature => {
                    let goes_on = l > draft.lines.start && self.document.kinds[l - 1] == LineKind::Signature;
                    let above = frame.signature.take().filter(|_| goes_on).unwrap_or_default();
                    frame.signature = Some(above + &content.replace(' ', ""));
                }
                LineKind::Date => frame.signed = date::find(content).first().and_then(|d| resolve_day(self, d, None)).or(frame.signed),
                LineKind::Body | LineKind::Headline => {
                    let days: Vec<date::Found> = date::find(content).into_iter().filter(|d| d.day.is_some()).collect();
                    let told = self.document.kinds[l] == LineKind::Body || !days.is_empty();
                    // 2023年6月29日…第九次会议确认…代表现有302名: the days of such a notice are of what was before it
                    counted |= days.iter().any(|d| self.lexicon.has("earlier-seats", sentence(content, d.start, d.end)));
                    if frame.session.is_none()
                        && told
                        && let Some((a, b, name)) = session_in(self, content)
                        && let scope = sentence(content, a, b)
                        && !self.lexicon.has("earlier-seats", scope)
                    {
                        frame.session_date = session_day(self, scope);
                        frame.session = Some(name);
                    }
                    // …特此公告 甲市人民代表大会常务委员会 2019年12月24日: a page without line breaks
                    if let Some((body, day)) = signed_inline(self, content) {
                        frame.signature = Some(body);
                        frame.signed = Some(day);
                    }
                    // 经2008年9月5日院党委会研究决定: the day of the decision leads the items
                    let leads = || self.lexicon.ends("decided-lead", content).is_some() || content.ends_with(':') && self.lexicon.acts.find(content).is_some();
                    if frame.session_date.is_none() && leads() {
                        frame.session_date = days.iter().filter_map(|d| resolve_day(self, d, None)).next_back();
                    }
                    // 12月30日,市里召开干部会议,宣读了省委决定
                    let announcing = |d: &&date::Found| !of_report(self, &content[d.end..]) && self.lexicon.has("announces", sentence(content, d.start, d.end));
                    frame.undated |= self.lexicon.has("undated", content);
                    if frame.announced.is_none() && self.lexicon.has("announces", content) {
                        frame.announced = days.iter().find(announcing).and_then(|d| resolve_day(self, d, None));
                    }
                    if frame.first_date.is_none() && !counted && self.document.kinds[l] == LineKind::Body {
                        let told = |d: &&date::Found| !of_report(self, &content[d.end..]);
                        let first = days.iter().find(told);
                        frame.first_date = first.and_then(|d| resolve_day(self, d, None));
                        frame.first_date_at = first.filter(|d| d.year.is_some()).map_or(0, |_| line.start);
                        let sentence = first.map_or(line.start, |d| super::scope::sentence_start(clean, line.start + d.start));
                        frame.before_first_date = line.start..sentence.max(line.start);
                    }
                    if let Some(number) = number_in(content).filter(|_| frame.number.is_none() && content.chars().count() < 40) {
                        frame.number = Some(number);
                    }
                }
                _ => {}
            }
        }
        self.add_facts(&mut frame);
        // 甲市十七届人大四次会议胜利闭幕
        if frame.session.is_none() {
            frame.session = session_in(self, &heads.concat()).map(|found| found.2);
        }
        frame
    }
}

impl Reader<'_> {
    /// Adds what the page tells of its one notice by label.
    fn add_facts(self, frame: &mut Frame) {
        let facts = &self.document.facts;
        frame.number = frame.number.take().or_else(|| facts.number.clone());
        if frame.headline_body.is_none() && frame.signature.is_none() {
            frame.signature = facts.issuer.clone().filter(|body| kind_of(self.lexicon, body).is_some());
        }
        if frame.signed.is_none() && frame.session_date.is_none() {
            frame.signed = facts.day.as_ref().and_then(|day| date::find(day).first().and_then(|day| resolve_day(self, day, None)));
        }
    }
}

/// A notice's number at the end of a headline: `…公告 第四号`, `(2018年第4号)`.
fn number_in(content: &str) -> Option<String> {
    static TAIL: Pattern = Pattern::new(&["号"], r"(?:[〔\[(]{H}{1,5}[〕\])] ?)?(?:[0-9]{4}年)?第 ?{N}{1,4} ?号\)?$");
    TAIL.find(content).map(|m| m.as_str().trim_matches(['(', ')']).replace(' ', ""))
}

/// Who signs, and when, at the end of a line that goes on from the text.
fn signed_inline(reader: Reader<'_>, content: &str) -> Option<(String, String)> {
    let end = content.trim_end_matches([' ', '|']);
    let tail = &end[scope::window(end, 0, end.len(), 200)..];
    let day = date::find(tail).into_iter().next_back().filter(|d| d.end == tail.len() && d.day.is_some() && d.year.is_some())?;
    let lead = tail[..day.start].trim_end();
    let body = lead.rsplit([' ', '。']).next().filter(|body| body.len() < lead.len())?;
    let signs = kind_of(reader.lexicon, body).is_some() && reader.lexicon.starts_body(body) && body.chars().count() >= 4;
    let day = resolve_day(reader, &day, None)?;
    signs.then(|| (body.to_owned(), day))
}

/// The sentence that holds `start..end`, as far as it is looked over to both sides.
fn sentence(content: &str, start: usize, end: usize) -> &str {
    let low = scope::window(content, 0, start, SENTENCE);
    let from = content[low..start].rfind('。').map_or(low, |i| low + i + '。'.len_utf8());
    let near = scope::head(&content[end..], SENTENCE / '。'.len_utf8());
    let to = end + near.find('。').unwrap_or(near.len());
    &content[from..to]
}

/// The body that a notice's title begins with: 梧州市人民代表大会常务委员会|关于….
fn headline_body(reader: Reader<'_>, headline: &str) -> Option<String> {
    let cut = reader.lexicon.keyed("title-cut").iter().filter_map(|w| headline.find(w.as_str())).min()?;
    let body = headline[..cut].trim_matches(|c: char| !is_han(c));
    let body = body.rsplit(' ').next().unwrap_or(body);
    // 市人大常委会|举行第32次会议 决定…
    let body = reader.lexicon.find("holds-session", body).map_or(body, |(at, _)| &body[..at]);
    let named = kind_of(reader.lexicon, body).is_some() || reader.lexicon.has("notice-organ", body);
    (named && (3..=40).contains(&body.chars().count())).then(|| body.to_owned())
}
