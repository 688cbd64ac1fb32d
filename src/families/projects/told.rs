//! What a sentence tells of a project: stage, day, place, parties.

use super::{Draft, MOST};
use crate::document::LineKind;
use crate::families::scope::{head, phrase_start, window};
use crate::families::{Reader, notice};
use crate::lexicon::is_boundary;
use crate::record::{Party, Stage};
use crate::text::{behind_last, is_han};
use crate::value::date;
use crate::value::numeral::Decimal;
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
    let mut planned = false;
    for clause in text.split([',', ';']) {
        // what stands before the clause's first stage
        let (any, mut future, mut seen) = (OnceCell::new(), false, 0);
        let dated = || reader.lexicon.stages.find(clause).is_some_and(|(at, _, _)| clause[..at].chars().all(is_of_day));
        for (at, end, &stage) in reader.lexicon.stages.all(clause) {
            let before = &clause[..at];
            let after = &clause[end..];
            // 计划投资5000万元,|建成三条生产线, 计划11月开工,|2013年10月底建成: the plan goes on
            // once told, a plan holds to the end of the clause
            future = future || reader.lexicon.has("future", &clause[window(clause, 0, seen, WORD)..at]);
            seen = at;
            let future = future || planned && dated() || awaited(reader, after) || after.starts_with("并") && after.contains('后');
            let done = before.trim_end_matches(['已', '均', '都']);
            let others = stage > Stage::Planned && reader.lexicon.ends("stage-of-others", done).is_some();
            // 接|已建成|的甲道路: of another road
            let others = others || done.ends_with('自') || reader.lexicon.ends("project-reference", done).is_some();
            // 建成、在建和拟建的项目: of all of them
            let any = || *any.get_or_init(|| reader.lexicon.has("stage-any", clause));
            // 项目的|建成,将成为…; 为|加快推进…: nothing is said to be done
            let undone = before.ends_with(['未', '不', '待']);
            let aim = undone
                || stage == Stage::UnderConstruction && clause.starts_with('为')
                || stage >= Stage::Completed && before.ends_with('的') && after.is_empty();
            if aim || future && stage > Stage::Planned || others || reader.lexicon.starts("stage-not", after).is_some() || any() {
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
    best
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
    let dates: Vec<date::Found> = date::find(text).into_iter().filter(|d| !notice::of_report(reader, &text[d.end..]) && !due(d)).collect();
    // 2024年4月开工,|今年汛前完工: the day of what came before
    let earlier = |d: &date::Found| {
        let between = text.get(d.end..at).and_then(|between| between.rsplit_once(','));
        between.is_some_and(|(told, clause)| reader.lexicon.starts("later", clause).is_some() && reader.lexicon.stages.find(told).is_some())
    };
    let dates: Vec<date::Found> = dates.into_iter().filter(|d| !earlier(d)).collect();
    let days = || dates.iter().filter(|d| d.day.is_some());
    if let Some(found) = days().rfind(|d| d.start < at).or_else(|| days().next()) {
        return notice::resolve_day(reader, found, None);
    }
    let published = reader.document.context.published;
    if reader.lexicon.has("yesterday", text) {
        return published.and_then(|day| day.pred_opt()).map(|day| day.to_string());
    }
    // 1-6月 is a period
    let month = dates.iter().rfind(|d| d.start < at && d.month.is_some() && !text[..d.start].ends_with(['-', '—', '至', '到', '~']))?;
    notice::resolve_day(reader, month, None)
}

/// As much of an article's first line as its opening is, in characters.
const OPENING: usize = 600;

/// The day that the article's opening tells.
pub(super) fn opening_day(reader: Reader<'_>, line: usize) -> Option<String> {
    let article = &reader.document.articles[reader.document.article_at(reader.document.text.lines()[line].start)];
    let first = article.lines.clone().find(|&l| reader.document.kinds[l] == LineKind::Body)?;
    let opening = reader.document.text.lines()[first];
    let end = opening.start + head(&reader.clean()[opening.start..opening.end], OPENING).len();
    day(reader, opening.start, end, end - opening.start)
}

/// Where a project stands: 地处旬阳市棕溪镇, 建设地点为…, 在扶绥县山圩产业园投产.
pub(super) fn location(reader: Reader<'_>, start: usize, end: usize) -> Option<String> {
    let text = &reader.clean()[start..end];
    let told = reader.lexicon.find("location", text).and_then(|(_, after)| {
        let rest = text[after..].trim_start_matches(['为', '于', '在', ':']);
        // 选址|位于石桥镇
        let rest = &rest[reader.lexicon.starts("location", rest).unwrap_or(0)..];
        let noted = |c| matches!(c, '·' | '(' | ')');
        let stop = rest.find(|c| is_boundary(c) && !noted(c) || c == '的').unwrap_or(rest.len());
        is_place(reader, &rest[..stop]).or_else(|| is_place(reader, &rest[..rest.find('(').unwrap_or(0)]))
    });
    told.or_else(|| {
        reader.lexicon.stages.all(text).into_iter().find_map(|(at, _, _)| {
            let lead = &text[phrase_start(text, at)..at];
            let lead = &lead[lead.rfind('在')? + '在'.len_utf8()..];
            // 在界首经济开发区|正式开工
            is_place(reader, reader.lexicon.strip_end("stage-manner", lead).unwrap_or(lead))
        })
    })
}

/// The place that stands right before the count of a batch: 丰城高新区|5个项目同时奠基.
pub(super) fn host(reader: Reader<'_>, start: usize, count: usize) -> Option<String> {
    let lead = &reader.clean()[start..count];
    let place = &lead[phrase_start(lead, lead.len())..];
    let place = &place[reader.lexicon.starts("batch-verb", place).unwrap_or(0)..];
    is_place(reader, place).filter(|place| reader.lexicon.ends("host-place", place).is_some())
}

/// `text` if it reads like a place.
fn is_place(reader: Reader<'_>, text: &str) -> Option<String> {
    let known = reader.lexicon.places.prefix(text).is_some() || reader.lexicon.ends("place-end", text).is_some();
    let project = reader.lexicon.ends("project-plain", text).is_some();
    let long = (3..=20).contains(&text.chars().count()) || reader.lexicon.places.contains(text);
    (known && !project && long && !text.contains('—') && reader.lexicon.stages.find(text).is_none()).then(|| text.to_owned())
}

/// Parties named by their words, and shareholders with their shares.
pub(super) fn parties(reader: Reader<'_>, start: usize, end: usize, draft: &mut Draft) {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let text = &clean[start..end];
    let mut add = |name: &str, role: &str, share: Option<Decimal>| {
        let name = name.trim_matches(['“', '”', ' ']);
        if name.chars().count() >= 4 && draft.project.parties.len() < MOST && !draft.project.parties.iter().any(|p| p.name == name && p.role == role) {
            draft.project.parties.push(Party { name: name.to_owned(), role: role.to_owned(), share });
        }
    };
    for (i, end, (role, after)) in lexicon.parties.all(text) {
        if *after {
            // 由甲公司施工, 甲公司负责施工
            let low = body_start(text, i);
            let mut name = &text[low..i];
            if let Some(k) = name.rfind('由') {
                name = &name[k + '由'.len_utf8()..];
            } else {
                // 甲公司计划投资20亿元建设…; 由甲公司投资、乙公司承建 has one 由 for both
                let sum = text[end..].trim_start_matches(['约', '近', '逾']).starts_with(|c: char| c.is_ascii_digit());
                let shared = text[..low].ends_with('、') && text[phrase_start_of_list(&text[..low])..low].contains('由');
                if text[i..end].chars().count() < 4 && !sum && !shared {
                    continue;
                }
            }
            let name = lexicon.strip_end("party-verb", name).unwrap_or(name);
            // 甲集团新厂|总投资5亿元: the sum is of the plant
            if text[..i].ends_with('总') && lexicon.ends("owner-tail", name).is_none() {
                continue;
            }
            // 同意控股子公司|甲公司, 全资子公司乙公司下属控股子公司|甲公司
            let name = lexicon.last("party-of", name).map_or(name, |(_, e)| &name[e..]);
            // 世界最大焊材企业——|甲集团投资新建
            let name = name.rsplit("——").next().unwrap_or(name);
            // 也是|甲集团投资建设的第一个
            let name = name.rsplit('是').next().unwrap_or(name);
            // 2012年|公司投资10亿元
            let name = name.strip_prefix(|c: char| c.is_ascii_digit()).and_then(|year| year.split_once('年')).map_or(name, |(_, name)| name);
            // 由甲公司和乙公司共同|投资
            let pair = name.split_once(['和', '与']).filter(|pair| [pair.0, pair.1].iter().all(|name| lexicon.ends("party-body", name).is_some()));
            let names = pair.map_or(vec![name], |(one, other)| vec![one, other]);
            for name in names.into_iter().filter(|name| lexicon.ends("party-body", name).is_some()) {
                add(name, role, None);
            }
        } else {
            let rest = &text[end..];
            let stop = rest.find(|c| is_boundary(c) || c == ' ').unwrap_or(rest.len());
            if lexicon.has("party-body", &rest[..stop]) {
                add(&rest[..stop], role, None);
            }
        }
    }
    // 甲公司持股65%, 甲公司持有乙公司51%的股权, 甲公司(持股60%)
    for found in lexicon.quantities(text) {
        if found.quantity.unit != "%" {
            continue;
        }
        let before = &text[..found.start];
        let held = lexicon.strip_end("share", before).map(|b| b.trim_end_matches(['(', ' ']));
        // 甲公司和乙公司分别持股70%、30%
        if let Some(list) = held.and_then(|b| lexicon.strip_end("respectively", b)) {
            let names: Vec<&str> = list[phrase_start_of_list(list)..].split(['和', '、']).map(|n| n.trim_start_matches('由')).collect();
            let shares = lexicon.quantities(&text[found.start..]).into_iter().filter(|f| f.quantity.unit == "%");
            for (name, share) in names.into_iter().zip(shares) {
                if lexicon.ends("party-body", name).is_some() {
                    add(name, "shareholder", share.quantity.value.map(|v| v.shift(2)));
                }
            }
            continue;
        }
        let owned = lexicon.starts("share-after", &text[found.end..]).and_then(|_| lexicon.find("holds", before).map(|(a, _)| &before[..a]));
        if let Some(before) = held.or(owned) {
            let low = behind_last(before, |c| is_boundary(c) || c == ' ' || c == '由');
            let name = lexicon.starts("conjunction", &before[low..]).map_or(&before[low..], |n| &before[low + n..]);
            if lexicon.has("party-body", name) {
                add(name, "shareholder", found.quantity.value.map(|v| v.shift(2)));
            }
        }
    }
}

/// As [`phrase_start`], for the name of a body, over a note inside it: `康达环保产业(集团)有限公司`.
pub(super) fn body_start(text: &str, end: usize) -> usize {
    let low = phrase_start(text, end);
    let noted = text[..low].strip_suffix(')').and_then(|inner| inner.rfind('(')).filter(|&open| {
        let inner = &text[open + 1..low - 1];
        (1..=8).contains(&inner.chars().count()) && inner.chars().all(is_han) && text[..open].ends_with(is_han)
    });
    noted.map_or(low, |open| body_start(text, open))
}

/// As [`phrase_start`], for a list joined by `、`.
fn phrase_start_of_list(text: &str) -> usize {
    behind_last(text, |c| is_boundary(c) && c != '、' || c == ' ')
}
