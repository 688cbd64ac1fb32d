//! `representative_change` and `congress_size`: people's-congress deputies and seats (代表法 arts. 61-62, 选举法 arts. 49-57).
//!
//! A notice tells who is a deputy of what, by which unit, and why the seat ends; then that the seats end, who was elected
//! and whose credentials are valid; then how many deputies there are. The reader collects deputies in the first kind of
//! sentence and makes records in the others.

mod bodies;
mod changes;
mod columns;
mod named;
mod roll;

use super::frame::Frame;
use super::{Find, Finds, Reader, sentences};
use crate::pattern::Pattern;
use crate::record::{Data, RepresentativeChange, SeatAction, SeatReason};
use crate::value::person::Name;
use bodies::home_congress;
use named::Noted;
use roll::Roll;
use std::cell::OnceCell;

static CONGRESS: Pattern =
    Pattern::new(&["届"], "(?:第?(?P<nation>{N}{1,4})届全国(?:人民代表大会|人大)|(?P<place>{H}{0,20}?)第?(?P<term>{N}{1,4})届(?P<body>人民代表大会|人大))");
static COMMITTEE: Pattern = Pattern::new(&["常委会", "常务委员会"], "(?P<place>{H}{1,24}?)(?:第?{N}{1,4}届)?(?:人大常委会|人民代表大会常务委员会)");
static SEATS: Pattern = Pattern::new(
    &["代表"],
    "(?:现实有|实有|现有)(?:{H}{2,16}届(?:人民代表大会|人大)|人大)?代表(?:总数)?(?:为|共)?(?P<n>[0-9]+|{N}+)[名人]|代表(?:总数)?(?:现有|现实有|实有)(?:代表)?(?P<m>[0-9]+|{N}+)[名人]",
);

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

impl Deputy {
    /// The person of `name`, of whom nothing is told yet.
    fn of(name: &Name) -> Self {
        Deputy { name: name.name.clone(), start: name.start, end: name.end, ..Deputy::default() }
    }

    /// Takes over what is new.
    fn learn(&mut self, new: Deputy) {
        self.congress = self.congress.take().or(new.congress);
        self.unit = self.unit.take().or(new.unit);
        self.reason = match (self.reason, new.reason) {
            (_, Some(reason)) if new.accepted => Some(reason),
            (old, new) => old.or(new),
        };
        self.title = self.title.take().or(new.title);
        self.authority = self.authority.take().or(new.authority);
        self.date = self.date.take().or(new.date);
        self.accepted |= new.accepted;
    }
}

/// What a list of deputies tells of each: 补选2名:…, 调离的2名:….
type List = (SeatAction, Option<SeatReason>);

/// What the reader knows while it walks an article.
struct Walk<'a> {
    reader: Reader<'a>,
    frame: Frame,
    home_congress: Option<String>,
    deputies: Roll,
    article_sums_up: bool,
    notice: bool,
    /// 他们是: the list that a sentence announced for the next one.
    announced: Option<(SeatAction, Option<String>)>,
    /// What the lines below the last lead tell of each deputy.
    column: Option<columns::Column>,
    /// The committee that gives the report, once asked for.
    reporter: OnceCell<Option<String>>,
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
            deputies: Roll::default(),
            reporter: OnceCell::new(),
            notice,
            announced: None,
            column: None,
        };
        for l in draft.lines.clone() {
            let line = reader.document.text.lines()[l];
            let headline = reader.document.kinds[l] == crate::document::LineKind::Headline;
            if !reader.document.readable(l) || headline && walk.column.is_none() {
                continue;
            }
            if walk.column_line(line.start, line.end, finds) {
                continue;
            }
            for (start, end) in sentences(clean, line.start, line.end, &['。'], 2_500) {
                walk.sentence(start, end, finds);
            }
        }
        walk.close(finds);
    }
}

impl Walk<'_> {
    fn clean(&self) -> &str {
        self.reader.clean()
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
            Some((action, congress)) if self.reader.lexicon.starts("list-of", &clean[start..end]).is_some() => (Some((action, None)), congress),
            _ => (None, None),
        };
        let mut from = start;
        let stops: Vec<usize> = clean[start..end].match_indices(';').map(|(i, _)| start + i).chain([end]).collect();
        for stop in stops {
            self.segment(start, from, stop, &mut list, &mut list_congress, finds);
            from = stop + 1;
        }
    }

    fn segment(&mut self, sentence: usize, start: usize, end: usize, list: &mut Option<List>, list_congress: &mut Option<String>, finds: &mut Finds) {
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
                let before = list.take();
                let elected = elects.is_some() || before.is_some_and(|(action, _)| action == SeatAction::Elected);
                let action = if elected && reason.is_none() { SeatAction::Elected } else { SeatAction::Terminated };
                // 调离的2名:甲县的乙;丙县的丁: the reason holds on
                let reason = reason.or(before.and_then(|(_, reason)| reason));
                *list = Some((action, reason));
                let congress = self.complete(text).or_else(|| list_congress.clone());
                *list_congress = congress.clone();
                for (unit, name) in items {
                    let deputy = Deputy { congress: congress.clone(), unit: Some(unit), reason, ..Deputy::of(&name) };
                    if action == SeatAction::Elected {
                        self.elect(deputy, start, end, finds);
                    } else if reason.is_some() && !self.article_sums_up && lexicon.has("vacant", &clean[sentence..start + text.len()]) {
                        self.vacate(deputy, end, finds);
                    } else {
                        self.deputies.collect(deputy);
                    }
                }
                return;
            }
        }
        if elects.is_some() && lexicon.has("list-next", text) {
            *list = Some((SeatAction::Elected, None));
            self.announced = Some((SeatAction::Elected, self.complete(text)));
        }
        let mut spoken: Vec<String> = Vec::new();
        for deputy in self.deputies_named(start, end, reason) {
            spoken.push(deputy.name.clone());
            self.deputies.collect(deputy);
        }
        // 东丰县补选3名(甲、乙、丙); 东丰县的甲和西安区的乙调离: units with their deputies
        if spoken.is_empty() {
            for (unit, name, counted) in self.units_with_names(start, end) {
                let deputy = Deputy { unit: Some(unit), reason, ..Deputy::of(&name) };
                if reason.is_some() {
                    spoken.push(name.name.clone());
                    self.deputies.collect(deputy);
                } else if counted && elects.is_some() {
                    spoken.push(name.name.clone());
                    self.elect(deputy, start, end, finds);
                }
            }
        }
        // 己(武夷山镇第70选区)因病去世: the segments after the first name only persons and wards
        if spoken.is_empty() && reason.is_some() && self.deputies.first().is_some() {
            let from = start + text.len() - text.trim_start().len();
            for Noted { name, unit, .. } in self.names_with_notes(from, end).into_iter().filter(|noted| noted.unit.is_some()) {
                spoken.push(name.name.clone());
                self.deputies.collect(Deputy { unit, reason, ..Deputy::of(&name) });
            }
        }
        self.resignations(sentence, start, end, &mut spoken);
        self.recalls(sentence, start, end, &mut spoken);
        self.reasons_told(start, end, &mut spoken);
        let mut from = 0;
        while let Some((at, after)) = lexicon.find("elects", &text[from..]) {
            self.elections(sentence, start, start + from + at, start + from + after, end, finds);
            from += after;
        }
        self.suspensions(start, end, &spoken, finds);
        self.endings(start, end, &spoken, finds);
        self.confirmations(start, end, finds);
    }

    /// Resignations that no summing-up sentence ended, recalls whose end is not told.
    fn close(&mut self, finds: &mut Finds) {
        let open: Vec<Deputy> = self.deputies.open().cloned().collect();
        for deputy in open {
            match deputy.reason {
                Some(SeatReason::Recalled) => {
                    let deputy = Deputy { date: deputy.date.clone().or_else(|| self.notice_day()), ..deputy };
                    self.push(&deputy, SeatAction::Recalled, deputy.start, deputy.end, finds);
                }
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

    fn push(&self, deputy: &Deputy, action: SeatAction, start: usize, end: usize, finds: &mut Finds) {
        let ends = matches!(action, SeatAction::Terminated | SeatAction::Suspended);
        let rule = match action {
            SeatAction::Elected => "deputies/elected",
            SeatAction::Terminated => "deputies/terminated",
            SeatAction::Recalled => "deputies/recalled",
            SeatAction::Confirmed => "deputies/confirmed",
            SeatAction::Suspended | SeatAction::Resumed => "deputies/suspended",
        };
        let acts = !matches!(action, SeatAction::Confirmed);
        let data = RepresentativeChange {
            person: deputy.name.clone(),
            congress: deputy.congress.clone().or_else(|| self.home_congress.clone()),
            unit: deputy.unit.clone().or_else(|| self.own_unit(deputy).filter(|_| acts)),
            action,
            reason: deputy.reason.filter(|_| ends),
            former_title: deputy.title.clone().filter(|_| ends),
            authority: deputy.authority.clone(),
            date: deputy.date.clone(),
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
