//! What a sentence tells of a project's progress: stage and day.

use crate::document::LineKind;
use crate::families::scope::{head, window};
use crate::families::{Reader, notice};
use crate::lexicon::is_boundary;
use crate::record::Stage;
use crate::value::date;
use chrono::Datelike;
use std::cell::OnceCell;

/// A stage that a text tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) stage: Stage,
    /// Whether its verb is certain: 开工, not 工地.
    pub(super) certain: bool,
    /// Where its word stands in the text.
    pub(super) at: usize,
}

/// Longest word of a plan, in bytes.
const WORD: usize = 60;

/// The latest stage that a text says is reached.
pub(super) fn stage(reader: Reader<'_>, text: &str) -> Option<Told> {
    let mut best: Option<Told> = None;
    let mut from = 0;
    let (mut planned, mut meant) = (false, None);
    for clause in text.split([',', ';']) {
        // what stands before the clause's first stage
        let (any, mut future, mut seen) = (OnceCell::new(), false, 0);
        let dated = || reader.lexicon.stages.find(clause).is_some_and(|(at, _, _)| clause[..at].chars().all(is_of_day));
        for (at, end, &stage) in reader.lexicon.stages.all(clause) {
            let before = &clause[..at];
            let after = &clause[end..];
            // 计划投资5000万元,|建成三条生产线, 计划11月开工,|2013年10月底建成: the plan goes on
            // once told, a plan holds to the end of the clause
            let lead = &clause[window(clause, 0, seen, WORD)..at];
            future = future || reader.lexicon.has("future", lead) || lead.contains('后') && !reader.lexicon.has("after-not", lead);
            seen = at;
            let future = future || planned && dated() || awaited(reader, after) || after.starts_with("并") && after.contains('后');
            let done = before.trim_end_matches(['已', '均', '都']);
            let others = stage > Stage::Signed && reader.lexicon.ends("stage-of-others", done).is_some();
            // 接|已建成|的甲道路: of another road
            let others = others || done.ends_with('自') || reader.lexicon.ends("project-reference", done).is_some();
            // 建成、在建和拟建的项目: of all of them
            let any = || *any.get_or_init(|| reader.lexicon.has("stage-any", clause));
            // 项目的|建成,将成为…; 为|加快推进…: nothing is said to be done
            let undone = before.ends_with(['未', '不', '待']);
            let aim = undone
                || stage == Stage::UnderConstruction && clause.starts_with('为')
                || stage >= Stage::Completed && before.ends_with('的') && after.is_empty();
            if aim || others || reader.lexicon.starts("stage-not", after).is_some() || any() || of_some(&text[..from + at], after) {
                continue;
            }
            if future && stage > Stage::Planned {
                meant = meant.or((stage > Stage::Approved).then_some(from + at));
                continue;
            }
            // 厂房已建成: the whole is still being built
            let built = clause[at..].starts_with("建成") && reader.lexicon.has("stage-part", before);
            let part = built
                || reader.lexicon.ends("stage-part", before.trim_end_matches(['基', '本', '已', '结', '构', '全', '面', '目', '前', '均', '都'])).is_some();
            // 完工|75%
            let share = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let part = part || share.len() < after.len() && share.starts_with('%');
            let stage = if part && stage == Stage::Completed { Stage::UnderConstruction } else { stage };
            let certain = !matches!(stage, Stage::UnderConstruction | Stage::Planned);
            // 开工典礼在坝址工地举行: the site says less
            if best.is_none_or(|old| stage > old.stage && (certain || !old.certain)) {
                best = Some(Told { stage, certain, at: from + at });
            }
        }
        // 年度投资计划236亿元,|完成投资88亿元: a plan of money
        planned = reader.lexicon.has("future", clause) && !reader.lexicon.has("plan-noun", clause);
        from += clause.len() + 1;
    }
    best.or(meant.map(|at| Told { stage: Stage::Planned, certain: false, at }))
}

/// Whether a verb tells of so many of those counted before: 谋划项目132个,已开工|58个.
fn of_some(before: &str, after: &str) -> bool {
    counts(after.trim_start_matches(['的', '有', '了'])).is_some_and(|rest| rest.chars().next().is_none_or(is_boundary))
        && before.match_indices(['个', '项', '条']).any(|(i, _)| before[..i].ends_with(|c: char| c.is_ascii_digit()))
}

/// What follows the count that a text begins with: 58个|,.
fn counts(text: &str) -> Option<&str> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (unit.len() < text.len()).then_some(())?;
    unit.strip_prefix(['个', '项', '条'])
}

/// Whether a day or a month is written with `c`: 2013年10月底.
fn is_of_day(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '底' | '初' | '末' | '前' | '中' | '旬' | '份' | '个' | '内')
}

/// Whether the first stage that a clause names is still to come: 计划开工项目40个.
pub(super) fn planned(reader: Reader<'_>, clause: &str) -> bool {
    reader.lexicon.stages.find(clause).is_some_and(|(at, _, _)| reader.lexicon.has("future", &clause[..at]))
}

/// The stage that a sentence says all its projects have reached: `开工项目中,…`.
pub(super) fn lead(reader: Reader<'_>, paragraph: &str) -> Option<Stage> {
    let opening = &paragraph[..paragraph.find(is_boundary)?];
    reader.lexicon.ends("among", opening)?;
    stage(reader, opening).filter(|told| told.certain).map(|told| told.stage)
}

/// Whether 后 follows, over other stage words: 建成|投产后, 建成|达产后.
fn awaited(reader: Reader<'_>, after: &str) -> bool {
    let mut rest = after;
    while let Some(n) = reader.lexicon.stages.prefix(rest).map(|(n, _)| n).or_else(|| reader.lexicon.starts("stage-joint", rest)) {
        rest = &rest[n..];
    }
    rest.trim_start_matches(['以', '之']).starts_with('后')
}

/// The day, else the month, of what is told at byte `at` of a sentence: the last date before it, else the first of the sentence.
pub(super) fn day(reader: Reader<'_>, start: usize, end: usize, at: usize) -> Option<String> {
    let text = &reader.clean()[start..end];
    let due = |d: &date::Found| reader.lexicon.ends("due", &text[..d.start]).is_some();
    let dates: Vec<date::Found> = date::find(text).into_iter().filter(|d| !of_report(reader, &text[d.end..]) && !due(d)).collect();
    // 2024年4月开工,|今年汛前完工: the day of what came before
    let earlier = |d: &date::Found| {
        let between = text.get(d.end..at).and_then(|between| between.rsplit_once(','));
        between.is_some_and(|(told, clause)| reader.lexicon.starts("later", clause).is_some() && reader.lexicon.stages.find(told).is_some())
    };
    let dates: Vec<date::Found> = dates.into_iter().filter(|d| !earlier(d)).collect();
    let days = || dates.iter().filter(|d| d.day.is_some());
    if let Some(found) = days().rfind(|d| d.start < at).or_else(|| days().next()) {
        return notice::resolve_day(reader, found, near(reader, start).as_deref());
    }
    let published = reader.document.context.published;
    if reader.lexicon.has("yesterday", text) {
        return published.and_then(|day| day.pred_opt()).map(|day| day.to_string());
    }
    // 1-6月 is a period
    let month = dates.iter().rfind(|d| d.start < at && d.month.is_some() && !text[..d.start].ends_with(['-', '—', '至', '到', '~']));
    lone_day(reader, text).or_else(|| notice::resolve_day(reader, month?, near(reader, start).as_deref()))
}

/// The day told without its month, in that of the publication or the one before: 31日|上午.
fn lone_day(reader: Reader<'_>, text: &str) -> Option<String> {
    let day = text.match_indices('日').find_map(|(at, word)| {
        let (lead, digits) = text[..at].split_at(text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len());
        let told = !lead.ends_with(['月', '前', '近', '期', '内']) && reader.lexicon.starts("day-behind", &text[at + word.len()..]).is_some();
        digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day) && told)
    })?;
    let published = reader.document.context.published?;
    let (year, month) = date::month_offset(published, if day > published.day() { -1 } else { 0 });
    Some(date::iso(year, Some(month), Some(day)))
}

/// The year that the article's headline or the sentence names, where the caller tells no day of publication: 2022年首批项目集中开工.
fn near(reader: Reader<'_>, at: usize) -> Option<String> {
    reader.document.context.published.is_none().then_some(())?;
    let clean = reader.clean();
    let article = &reader.document.articles[reader.document.article_at(at)];
    let line = reader.document.text.lines()[reader.document.line_at(at)];
    let heads = article.headline.iter().map(|&(a, b)| &clean[a..b]).chain([head(&clean[line.start..line.end], OPENING)]);
    heads.into_iter().find_map(|text| date::find(text).into_iter().find_map(|found| found.year)).map(|year| format!("{year:04}"))
}

/// Whether the date before `rest` is the day of the report: 8月21日,|记者从教委获悉.
fn of_report(reader: Reader<'_>, rest: &str) -> bool {
    let rest = rest.trim_start_matches("上午").trim_start_matches("下午").trim_start_matches(',');
    notice::of_report(reader, rest) || reader.lexicon.starts("reported", rest).is_some()
}

/// As much of an article's first line as its opening is, in characters.
const OPENING: usize = 600;

/// The stages that an article's opening tells, and its day.
#[derive(Debug, Clone, Default)]
pub(super) struct Opening {
    stages: Vec<Stage>,
    day: Option<String>,
}

impl Opening {
    /// Reads the opening of the article that holds a line.
    pub(super) fn read(reader: Reader<'_>, line: usize) -> Self {
        let article = &reader.document.articles[reader.document.article_at(reader.document.text.lines()[line].start)];
        let Some(first) = article.lines.clone().find(|&l| reader.document.kinds[l] == LineKind::Body) else { return Opening::default() };
        let opening = reader.document.text.lines()[first];
        let text = head(&reader.clean()[opening.start..opening.end], OPENING);
        let mut stages: Vec<Stage> = reader.lexicon.stages.all(text).map(|(_, _, &stage)| stage).collect();
        stages.sort_unstable();
        stages.dedup();
        Opening { stages, day: day(reader, opening.start, opening.start + text.len(), text.len()) }
    }

    /// The day of an event of that stage.
    pub(super) fn day(&self, stage: Stage) -> Option<String> {
        self.day.clone().filter(|_| self.stages.contains(&stage))
    }
}
