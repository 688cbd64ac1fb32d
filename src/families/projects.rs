//! `project` and `figure`: projects with their investment, stage, parties and figures, and every other quantity.
//!
//! All quantities of an article are found first. Those that belong to seats, shares, durations and changes are set
//! aside; those told of a project go to it; the rest are figures.

use super::{Find, Finds, Reader};
use crate::document::LineKind;
use crate::lexicon::is_boundary;
use crate::record::{Change, Data, Figure, Labelled, Party, Project, Stage};
use crate::text::is_han;
use crate::value::date;
use crate::value::numeral::Decimal;
use crate::value::quantity::Found;
use chrono::Datelike;
use rustc_hash::FxHashSet;

/// Projects and quantities of one sentence that are looked at, and projects that a name is compared with: no article needs
/// more, and the time stays linear.
const MOST: usize = 64;

/// A sentence longer than this many bytes is read in pieces.
const LONGEST: usize = 2000;

/// A quantity with what the text around it says.
#[derive(Debug, Clone)]
struct Item {
    found: Found,
    line: usize,
    headline: bool,
    used: bool,
    change: Option<Change>,
}

/// A project while its article is read.
#[derive(Debug, Clone, Default)]
struct Draft {
    project: Project,
    start: usize,
    end: usize,
    line: usize,
    investment_span: Option<(usize, usize)>,
    batch: bool,
    evident: bool,
    headline: bool,
}

pub(crate) fn read(reader: Reader<'_>, finds: &mut Finds) {
    for index in 0..reader.document.articles.len() {
        if reader.document.articles[index].duplicate_of.is_some() {
            continue;
        }
        let announced = finds.announcements.contains(&index);
        let mut items = items(reader, index, finds);
        let drafts = if announced { Vec::new() } else { projects(reader, index, &mut items) };
        emit_projects(&drafts, finds);
        emit_figures(reader, &items, finds);
    }
}

/// The quantities of an article, without those that other records hold.
fn items(reader: Reader<'_>, index: usize, finds: &Finds) -> Vec<Item> {
    let clean = reader.clean();
    let draft = &reader.document.articles[index];
    let seats: Vec<(usize, usize)> = finds.records.iter().filter(|f| matches!(f.data, Data::CongressSize(_))).map(|f| (f.start, f.end)).collect();
    let mut out: Vec<Item> = Vec::new();
    for l in draft.lines.clone() {
        let kind = reader.document.kinds[l];
        if matches!(kind, LineKind::Boilerplate | LineKind::Number | LineKind::Date | LineKind::Session)
            && !(kind == LineKind::Boilerplate && clean[reader.document.text.lines()[l].start..].starts_with("公示"))
        {
            continue;
        }
        let line = reader.document.text.lines()[l];
        let content = &clean[line.start..line.end];
        if kind == LineKind::Row {
            continue;
        }
        for mut found in reader.lexicon.quantities(content) {
            found.start += line.start;
            found.number += line.start;
            found.end += line.start;
            if seats.iter().any(|&(a, b)| a <= found.number && found.number < b) || excluded(reader, &found, line.start, line.end) {
                continue;
            }
            out.push(Item { found, line: l, headline: kind == LineKind::Headline, used: false, change: None });
        }
    }
    changes(reader, &mut out);
    repeats(reader, out)
}

/// Quantities that are no figures: shares, counts of a name list, probation, the number in a bracketed note.
fn excluded(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> bool {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let before = &clean[start..found.start];
    let after = &clean[found.end..end];
    // 10亿元以上项目, 超5亿元项目: a class of projects
    if is_money(found) && lexicon.starts("money-class", after).is_some() {
        return true;
    }
    lexicon.keyed("excluded-before").iter().any(|w| before.ends_with(w.as_str()))
        || lexicon.starts("excluded-after", after).is_some()
        || found.quantity.unit == "%" && (lexicon.keyed("share").iter().any(|w| before.ends_with(w.as_str())) || lexicon.starts("share-after", after).is_some())
}

/// Moves `增长12.6%` behind a value into that value's change.
fn changes(reader: Reader<'_>, items: &mut Vec<Item>) {
    let clean = reader.clean();
    let mut i = 0;
    while i < items.len() {
        let found = &items[i].found;
        let line = reader.document.text.lines()[items[i].line];
        let low = super::office::window(clean, line.start, found.start, 240);
        let before = clean[low..found.start].trim_end_matches(['了', '到', '至', '约', '近', '超', '达']);
        let lead_end = low + before.len();
        let changed = reader.lexicon.changes.suffix(before).map(|(at, &up)| (low + at, up));
        let direct = clean[lead_end..found.start].chars().all(|c| matches!(c, '了' | '约' | '近' | '超' | '达'));
        if let Some((at, up)) = changed.filter(|_| direct) {
            let clause = clean[low..at].rfind([',', ';', '。', '(', ':']).map_or(low, |k| low + k + clean[low + k..].chars().next().map_or(1, char::len_utf8));
            // the clause says nothing but the basis of comparison
            let basis_text = clean[clause..at].trim();
            let basis = only_basis(reader, basis_text);
            let mut comma = clause > low && clean[..clause].ends_with([',', '(']);
            if basis.is_some() && !comma && clean[..clause].ends_with(')') {
                comma = true;
            }
            if let (Some(basis), true, true) = (basis, comma, i > 0) {
                let previous_end = items[i - 1].found.end;
                let gap = clean[previous_end..clause.max(previous_end)].trim_matches([',', '(', ')', ' ']);
                let near = previous_end <= clause
                    && items[i - 1].line == items[i].line
                    && (gap.is_empty() || only_basis(reader, gap).is_some() || gap.chars().count() <= 6 && !gap.contains(['。', ';']) && !gap.contains(','))
                    && items[i - 1].change.is_none();
                if near {
                    let removed = items.remove(i);
                    items[i - 1].change =
                        Some(Change { direction: if up { "up" } else { "down" }.to_owned(), basis: Some(basis), quantity: Some(removed.found.quantity) });
                    continue;
                }
            }
            if items[i].found.quantity.unit == "%" {
                items[i].change = Some(Change { direction: if up { "up" } else { "down" }.to_owned(), basis: None, quantity: None });
            }
        }
        i += 1;
    }
}

/// Whether `text` is nothing but words of comparison, and which comparison it is.
fn only_basis(reader: Reader<'_>, text: &str) -> Option<String> {
    let mut rest = text;
    let mut basis = "yoy";
    while !rest.is_empty() {
        let (length, qoq) = reader
            .lexicon
            .starts("basis", rest)
            .map(|n| (n, rest.starts_with('环')))
            .or_else(|| reader.lexicon.starts("basis-filler", rest).map(|n| (n, false)))?;
        if qoq {
            basis = "qoq";
        }
        rest = &rest[length..];
    }
    Some(basis.to_owned())
}

/// Drops a headline's quantities that the body repeats, and repeats within the body.
fn repeats(reader: Reader<'_>, items: Vec<Item>) -> Vec<Item> {
    let clean = reader.clean();
    let key = |item: &Item| {
        (
            item.found.quantity.value.map(|v| v.to_string()),
            item.found.quantity.min.map(|v| v.to_string()),
            item.found.quantity.max.map(|v| v.to_string()),
            item.found.quantity.unit.clone(),
        )
    };
    let body: FxHashSet<_> = items.iter().filter(|i| !i.headline).map(key).collect();
    let mut seen = FxHashSet::default();
    items
        .into_iter()
        .filter(|item| {
            if item.headline && body.contains(&key(item)) {
                return false;
            }
            let label = label(reader, item);
            let about = clean[..item.found.start].chars().rev().take_while(|c| is_han(*c)).take(2).collect::<String>();
            seen.insert((key(item), label, if item.found.count { String::new() } else { about }))
        })
        .collect()
}

/// The projects of an article.
fn projects(reader: Reader<'_>, index: usize, items: &mut [Item]) -> Vec<Draft> {
    let clean = reader.clean();
    let draft = &reader.document.articles[index];
    let mut drafts: Vec<Draft> = Vec::new();
    let mut current: Option<usize> = None;
    for l in draft.lines.clone() {
        if matches!(reader.document.kinds[l], LineKind::Boilerplate | LineKind::Row) {
            continue;
        }
        let line = reader.document.text.lines()[l];
        let headline = reader.document.kinds[l] == LineKind::Headline;
        for (start, end) in sentences(clean, line.start, line.end) {
            sentence(reader, l, headline, start, end, items, &mut drafts, &mut current);
        }
        // a project is talked of in its paragraph and the next, not for ever
        if let Some(c) = current
            && l > drafts[c].line + 4
        {
            current = None;
        }
    }
    drafts.retain(|d| d.evident);
    // the members of a batch share its stage and day
    if let Some(batch) = drafts.iter().find(|d| d.batch && d.project.stage.is_some()).map(|d| (d.start, d.project.stage, d.project.date.clone())) {
        for d in
            drafts.iter_mut().filter(|d| !d.batch && d.start > batch.0 && d.project.investment.is_some() && d.project.stage.is_none_or(|s| s == Stage::Planned))
        {
            d.project.stage = batch.1;
            d.project.date = batch.2.clone();
        }
    }
    drafts
}

fn sentences(clean: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = start;
    for (i, c) in clean[start..end].char_indices() {
        let at = start + i;
        if matches!(c, '。' | ';') || at - from > LONGEST && is_boundary(c) || at - from > 2 * LONGEST {
            out.push((from, at));
            from = if is_boundary(c) { at + c.len_utf8() } else { at };
        }
    }
    if from < end {
        out.push((from, end));
    }
    out
}

/// A project named in a sentence.
struct Named {
    start: usize,
    end: usize,
    name: String,
    owner: Option<String>,
}

#[allow(clippy::too_many_arguments)]
fn sentence(
    reader: Reader<'_>,
    line: usize,
    headline: bool,
    start: usize,
    end: usize,
    items: &mut [Item],
    drafts: &mut Vec<Draft>,
    current: &mut Option<usize>,
) {
    let clean = reader.clean();
    let text = &clean[start..end];
    let lexicon = reader.lexicon;
    let mut named = names(reader, start, end);
    named.truncate(MOST);
    // quantities stand in order: those of the sentence are a stretch
    let from = items.partition_point(|item| item.found.number < start);
    let to = items.partition_point(|item| item.found.number < end);
    let here: Vec<usize> = (from..to).filter(|&i| items[i].found.end <= end + 3).take(MOST).collect();
    let invested: Vec<usize> = here.iter().copied().filter(|&i| is_money(&items[i].found) && investment_label(reader, start, &items[i].found)).collect();
    let stage = stage(reader, text);
    let batch = here.iter().copied().find(|&i| is_batch(reader, &items[i].found, start, end));
    // a batch: 集中签约项目29个,协议总投资186.7亿元
    if let Some(b) = batch {
        if headline && invested.is_empty() {
            return;
        }
        let count = items[b].found.quantity.value.and_then(Decimal::to_whole).and_then(|v| u32::try_from(v).ok());
        let money = invested.iter().copied().find(|&i| items[i].found.number > items[b].found.number);
        if (money.is_some() || stage.is_some()) && !headline {
            let name = batch_name(reader, &items[b].found, start, end);
            let known = drafts.iter().position(|d| d.batch && d.project.count == count);
            items[b].used = true;
            let c = known.unwrap_or_else(|| {
                drafts.push(Draft { start: items[b].found.start, end: items[b].found.end, line, batch: true, ..Draft::default() });
                drafts.len() - 1
            });
            let d = &mut drafts[c];
            d.evident = true;
            d.project.name = d.project.name.take().or(name);
            d.project.count = count;
            d.project.stage = d.project.stage.or(stage.map(|s| s.0));
            d.project.date = d.project.date.take().or_else(|| stage.and_then(|_| day(reader, start, end).or_else(|| opening_day(reader, line))));
            if let Some(m) = money {
                take_investment(items, m, d);
            }
            *current = Some(c);
            take_figures(reader, items, &here, drafts, c, b);
            return;
        }
    }
    // named projects, each with the clause that follows it
    let mut touched = Vec::new();
    for name in &named {
        let recent = drafts.len().saturating_sub(MOST);
        let c = match drafts[recent..].iter().position(|d| !d.batch && same_project(d.project.name.as_deref(), &name.name)).map(|i| recent + i) {
            Some(c) => {
                let longer = drafts[c].project.name.as_ref().is_some_and(|known| known.chars().count() < name.name.chars().count());
                if !headline && (longer || drafts[c].headline) {
                    drafts[c].project.name = Some(name.name.clone());
                    drafts[c].headline = false;
                }
                c
            }
            None => {
                drafts.push(Draft {
                    project: Project { name: Some(name.name.clone()), ..Project::default() },
                    start: name.start,
                    end: name.end,
                    line,
                    headline,
                    ..Draft::default()
                });
                drafts.len() - 1
            }
        };
        if let Some(owner) = name.owner.as_ref().filter(|o| !drafts[c].project.parties.iter().any(|p| p.name == **o)) {
            drafts[c].project.parties.push(Party { name: owner.clone(), role: "owner".to_owned(), share: None });
        }
        touched.push((c, name.start));
    }
    // an investment told just before its project is named
    if let (Some(&(c, _)), Some(i)) = (
        touched.first(),
        (from.saturating_sub(8)..from).find(|&i| {
            !items[i].used
                && items[i].line == line
                && items[i].found.number < start
                && is_money(&items[i].found)
                && investment_label(reader, sentence_from(clean, items[i].found.number), &items[i].found)
        }),
    ) && drafts[c].project.investment.is_none()
        && !headline
    {
        take_investment(items, i, &mut drafts[c]);
        drafts[c].evident = true;
    }
    if let Some(&(c, _)) = touched.last() {
        *current = Some(c);
    }
    if headline {
        return;
    }
    for &i in &invested {
        let at = items[i].found.number;
        let c = touched
            .iter()
            .rev()
            .find(|&&(_, s)| s < at)
            .or_else(|| touched.iter().find(|&&(_, s)| s - at < 30))
            .map(|&(c, _)| c)
            .or_else(|| current.filter(|&c| line <= drafts[c].line + 4));
        let Some(c) = c.filter(|&c| drafts[c].project.investment.is_none() || touched.iter().any(|t| t.0 == c)).or_else(|| {
            // 碧霞公园由…改建而成,总投资3900万元: a facility that is no 项目 by name
            let (a, name) = facility(reader, start, at)?;
            drafts.push(Draft { project: Project { name: Some(name), ..Project::default() }, start: a, end: at, line, ..Draft::default() });
            Some(drafts.len() - 1)
        }) else {
            continue;
        };
        *current = Some(c);
        if drafts[c].project.investment.is_none() {
            take_investment(items, i, &mut drafts[c]);
        }
        drafts[c].evident = true;
        drafts[c].end = drafts[c].end.max(items[i].found.end);
        drafts[c].line = drafts[c].line.max(line);
    }
    let about = touched
        .first()
        .map(|&(c, _)| c)
        .or_else(|| current.filter(|&c| line <= drafts[c].line + 1 || lexicon.keyed("project-pronoun").iter().any(|w| text.starts_with(w.as_str()))));
    let elsewhere = touched.is_empty() && lexicon.keyed("whole-place").iter().any(|w| text.contains(w.as_str()));
    let Some(c) = about.filter(|_| !elsewhere) else { return };
    if let Some((s, certain)) = stage {
        let d = &mut drafts[c];
        if !d.batch && d.project.stage.is_none_or(|old| s > old) {
            d.project.stage = Some(s);
            let dated = matches!(s, Stage::Signed | Stage::Started | Stage::Completed | Stage::Operational);
            d.project.date = day(reader, start, end).filter(|_| dated);
        }
        d.evident |= certain && !touched.is_empty();
    }
    parties(reader, start, end, &mut drafts[c]);
    if drafts[c].project.location.is_none() {
        drafts[c].project.location = location(reader, start, end);
    }
    if let Some(i) = here.iter().copied().find(|&i| {
        items[i].found.quantity.unit == "month"
            && lexicon.keyed("duration").iter().any(|w| clean[start..items[i].found.start].trim_end_matches(['为', '约', '共']).ends_with(w.as_str()))
    }) {
        items[i].used = true;
        drafts[c].project.duration_months = items[i].found.quantity.value.and_then(Decimal::to_whole).and_then(|v| u32::try_from(v).ok());
    }
    if drafts[c].evident {
        take_figures(reader, items, &here, drafts, c, usize::MAX);
    }
}

fn sentence_from(clean: &str, at: usize) -> usize {
    super::office::sentence_start(clean, at)
}

fn is_money(found: &Found) -> bool {
    found.quantity.unit.len() == 3 && found.quantity.unit.chars().all(|c| c.is_ascii_uppercase())
}

/// Whether the words before a sum of money say that it is a total investment.
fn investment_label(reader: Reader<'_>, start: usize, found: &Found) -> bool {
    let before = reader.clean()[start..found.start].trim_end_matches(['为', '约', '达', '近', '额', ':']);
    let lexicon = reader.lexicon;
    if lexicon.keyed("investment-not").iter().any(|w| before.ends_with(w.as_str())) {
        return false;
    }
    lexicon.keyed("investment").iter().any(|w| before.ends_with(w.as_str()))
}

fn take_investment(items: &mut [Item], i: usize, draft: &mut Draft) {
    if draft.project.investment.is_none() {
        draft.project.investment = Some(items[i].found.quantity.clone());
        draft.investment_span = Some((items[i].found.start, items[i].found.end));
        items[i].used = true;
    }
}

/// Gives the sentence's other quantities to the project.
fn take_figures(reader: Reader<'_>, items: &mut [Item], here: &[usize], drafts: &mut [Draft], c: usize, skip: usize) {
    for &i in here {
        if i == skip || items[i].used {
            continue;
        }
        items[i].used = true;
        let label = label(reader, &items[i]).unwrap_or_default();
        drafts[c].project.figures.push(Labelled { label, quantity: items[i].found.quantity.clone() });
        drafts[c].end = drafts[c].end.max(items[i].found.end);
    }
}

/// Whether a count is a count of projects: `29个项目`, `项目29个`.
fn is_batch(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> bool {
    if !found.count || !matches!(found.quantity.unit.as_str(), "个" | "项") {
        return false;
    }
    let clean = reader.clean();
    let after = &clean[found.end..end];
    let word = reader.lexicon.keyed("batch-noun");
    let behind = word.iter().any(|w| after.find(w.as_str()).is_some_and(|i| after[..i].chars().count() <= 6 && !after[..i].contains(is_boundary)));
    behind || word.iter().any(|w| clean[start..found.start].ends_with(w.as_str()))
}

fn batch_name(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> Option<String> {
    let clean = reader.clean();
    for w in reader.lexicon.keyed("batch-noun") {
        if clean[start..found.start].ends_with(w.as_str()) {
            let low = clean[start..found.start]
                .rfind(|c| is_boundary(c) || c == ' ')
                .map_or(start, |i| start + i + clean[start + i..].chars().next().map_or(1, char::len_utf8));
            let mut name = &clean[low..found.start];
            if name == w {
                // 甲县首批重点项目集中开工,项目15个: the class is named before
                let lead = &clean[start..low];
                if let Some(e) = lead.rfind(w.as_str()).map(|i| i + w.len()) {
                    let from = lead[..e].rfind(|c| is_boundary(c) || c == ' ').map_or(0, |i| i + lead[i..].chars().next().map_or(1, char::len_utf8));
                    return Some(lead[from..e].to_owned());
                }
            }
            if let Some((_, cut)) = reader
                .lexicon
                .keyed("batch-cut")
                .iter()
                .filter_map(|w| name.rfind(w.as_str()).map(|i| (i, i + w.len())))
                .filter(|&(_, e)| e < name.len())
                .max_by_key(|&(_, e)| e)
            {
                name = &name[cut..];
            }
            return Some(name.to_owned());
        }
        if let Some(i) = clean[found.end..end].find(w.as_str()).filter(|&i| clean[found.end..found.end + i].chars().count() <= 6) {
            return Some(clean[found.end..found.end + i + w.len()].to_owned());
        }
    }
    None
}

/// Projects named in `start..end`: a phrase that ends with a project word and is no class of projects.
fn names(reader: Reader<'_>, start: usize, end: usize) -> Vec<Named> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let mut out: Vec<Named> = Vec::new();
    let mut at = start;
    while at < end {
        let Some((a, b)) = lexicon.find("project-suffix", &clean[at..end]) else { break };
        let (a, mut b) = (at + a, at + b);
        at = b;
        // 电站项目, 改扩建工程缙云段
        while let Some(n) = lexicon.starts("project-suffix", &clean[b..end]) {
            b += n;
            at = b;
        }
        if let Some(n) = lexicon.starts("project-tail", &clean[b..end]) {
            b += n;
            at = b;
        }
        // 甲路桥工程有限公司: a body's name, no project
        let ahead: String =
            clean[b..end].chars().take_while(|&c| is_han(c) && !lexicon.keyed("phrase-end").iter().any(|w| w.starts_with(c))).take(14).collect();
        if lexicon.has("body-ahead", &ahead) || lexicon.starts("not-project", &ahead).is_some() {
            continue;
        }
        if clean[b..end].starts_with(['建', '区', '部', '组', '办', '队', '师', '业', '款', '资', '库', '局', '段', '院', '公', '经', '管', '指', '名', '化'])
        {
            continue;
        }
        let mut low = a;
        for (i, c) in clean[start..a].char_indices().rev() {
            let inner = matches!(c, '—' | '“' | '”' | '"' | '·') || c.is_ascii_alphanumeric();
            if (!is_han(c) && !inner) || clean[start + i..b].chars().count() > 40 {
                break;
            }
            low = start + i;
        }
        let mut from = low;
        for stop in reader.document.hits_in(low, a) {
            if stop.classes.any(crate::lexicon::Classes::STOP) && stop.end <= a && !lexicon.shielded(clean, stop.start, stop.end) {
                from = from.max(stop.end);
            }
        }
        if let Some((_, cut)) =
            lexicon.keyed("project-cut").iter().filter_map(|w| clean[from..a].rfind(w.as_str()).map(|i| (i, from + i + w.len()))).max_by_key(|&(_, e)| e)
        {
            from = from.max(cut);
        }
        let mut name = clean[from..b].trim_matches(['“', '”', '"', '—', ' ']);
        // 甲有限公司乙项目: the company is a party, not the name
        let mut owner = None;
        if let Some(i) = lexicon.keyed("owner-tail").iter().filter_map(|w| name.rfind(w.as_str()).map(|i| i + w.len())).filter(|&i| i < name.len()).max() {
            owner = Some(name[..i].trim_matches(['“', '”', '"', '—']).to_owned()).filter(|o| o.chars().count() >= 6);
            name = name[i..].trim_matches(['“', '”', '"']);
        }
        for tail in lexicon.keyed("name-tail") {
            name = name.strip_suffix(tail.as_str()).unwrap_or(name);
        }
        let generic = lexicon.keyed("project-generic").iter().any(|w| name == w) || name.chars().count() < 5 || name.starts_with(|c: char| c.is_ascii_digit());
        let class = lexicon.has("project-class", name);
        if !generic && !class {
            let begin = b - name.len().min(b);
            out.push(Named { start: begin.max(start), end: b, name: name.replace(['“', '”', '"'], ""), owner });
        }
    }
    out
}

fn same_project(known: Option<&str>, name: &str) -> bool {
    known.is_some_and(|known| known == name || known.contains(name) || name.contains(known) || tail_alike(known, name))
}

/// 攸县抽水蓄能电站 and 攸县广寒坪抽水蓄能电站项目: the same core.
fn tail_alike(a: &str, b: &str) -> bool {
    let core = |s: &str| s.trim_end_matches("项目").trim_end_matches("工程").chars().collect::<Vec<_>>();
    let (a, b) = (core(a), core(b));
    let shared = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    shared >= 6
}

/// The latest stage that a text says is reached, and whether its verb is certain.
fn stage(reader: Reader<'_>, text: &str) -> Option<(Stage, bool)> {
    let mut best: Option<(Stage, bool)> = None;
    for clause in text.split([',', ';']) {
        for (word, stage) in &reader.lexicon.stages {
            let Some(at) = clause.find(word.as_str()) else { continue };
            let before = &clause[..at];
            let after = &clause[at + word.len()..];
            let future = reader.lexicon.has("future", before) || after.starts_with('后') || after.starts_with("并") && after.contains('后');
            if future && *stage > Stage::Planned || reader.lexicon.starts("stage-not", after).is_some() {
                continue;
            }
            if best.is_none_or(|(old, _)| *stage > old) {
                best = Some((*stage, !matches!(stage, Stage::UnderConstruction | Stage::Planned)));
            }
        }
    }
    best
}

/// The last full day told in a sentence before its end.
fn day(reader: Reader<'_>, start: usize, end: usize) -> Option<String> {
    let text = &reader.clean()[start..end];
    let published = reader.document.context.published;
    if let Some(found) = date::find(text).into_iter().find(|d| d.day.is_some()) {
        return super::notice::resolve_day(reader, &found, None);
    }
    if reader.lexicon.has("yesterday", text) {
        return published.and_then(|day| day.pred_opt()).map(|day| day.to_string());
    }
    None
}

/// The facility that a sentence begins with: its first byte and its name.
fn facility(reader: Reader<'_>, start: usize, end: usize) -> Option<(usize, String)> {
    let text = &reader.clean()[start..end];
    let mut from = 0;
    // 五一期间,免费开放的碧霞公园: the name ends the first clause that has one
    for clause in text.split(is_boundary) {
        let at = from;
        from += clause.len() + text[at + clause.len()..].chars().next().map_or(0, char::len_utf8);
        let stop = reader
            .lexicon
            .keyed("phrase-stop")
            .iter()
            .chain(reader.lexicon.keyed("investment"))
            .filter_map(|w| clause.find(w.as_str()))
            .min()
            .unwrap_or(clause.len());
        let phrase = clause[..stop].rsplit('的').next().unwrap_or_default();
        let named = reader.lexicon.keyed("facility").iter().any(|w| phrase.ends_with(w.as_str()));
        if named && (3..=20).contains(&phrase.chars().count()) {
            return Some((start + at, phrase.to_owned()));
        }
    }
    None
}

/// Where a project stands: 地处旬阳市棕溪镇, 建设地点为….
fn location(reader: Reader<'_>, start: usize, end: usize) -> Option<String> {
    let text = &reader.clean()[start..end];
    let (_, after) = reader.lexicon.find("location", text)?;
    let rest = text[after..].trim_start_matches(['为', '于', '在', ':']);
    let stop = rest.find(is_boundary).unwrap_or(rest.len());
    let place = &rest[..stop];
    (reader.lexicon.places.prefix(place).is_some() && (3..=20).contains(&place.chars().count())).then(|| place.to_owned())
}

/// The day that the article's opening tells.
fn opening_day(reader: Reader<'_>, line: usize) -> Option<String> {
    let article = &reader.document.articles[reader.document.article_at(reader.document.text.lines()[line].start)];
    let first = article.lines.clone().find(|&l| reader.document.kinds[l] == LineKind::Body)?;
    let opening = reader.document.text.lines()[first];
    day(reader, opening.start, opening.end)
}

/// Parties named by their words, and shareholders with their shares.
fn parties(reader: Reader<'_>, start: usize, end: usize, draft: &mut Draft) {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let text = &clean[start..end];
    let mut add = |name: &str, role: &str, share: Option<Decimal>| {
        let name = name.trim_matches(['“', '”', ' ']);
        if name.chars().count() >= 4 && !draft.project.parties.iter().any(|p| p.name == name && p.role == role) {
            draft.project.parties.push(Party { name: name.to_owned(), role: role.to_owned(), share });
        }
    };
    for (word, role, after) in &lexicon.parties {
        let mut from = 0;
        while let Some(i) = text[from..].find(word.as_str()).map(|i| from + i) {
            from = i + word.len();
            if *after {
                // 由甲公司施工, 甲公司负责施工
                let low = text[..i].rfind(|c| is_boundary(c) || c == ' ').map_or(0, |k| k + text[k..].chars().next().map_or(1, char::len_utf8));
                let mut name = &text[low..i];
                if let Some(k) = name.rfind('由') {
                    name = &name[k + '由'.len_utf8()..];
                } else if word.chars().count() < 4 {
                    continue;
                }
                let name = lexicon.keyed("party-verb").iter().find_map(|w| name.strip_suffix(w.as_str())).unwrap_or(name);
                if lexicon.keyed("party-body").iter().any(|w| name.ends_with(w.as_str())) {
                    add(name, role, None);
                }
            } else {
                let rest = &text[i + word.len()..];
                let stop = rest.find(|c| is_boundary(c) || c == ' ').unwrap_or(rest.len());
                if lexicon.has("party-body", &rest[..stop]) {
                    add(&rest[..stop], role, None);
                }
            }
        }
    }
    // 甲公司持股65%, 甲公司持有乙公司51%的股权, 甲公司(持股60%)
    for found in lexicon.quantities(text) {
        if found.quantity.unit != "%" {
            continue;
        }
        let before = &text[..found.start];
        let held = lexicon.keyed("share").iter().find_map(|w| before.strip_suffix(w.as_str())).map(|b| b.trim_end_matches(['(', ' ']));
        let owned = lexicon.starts("share-after", &text[found.end..]).and_then(|_| lexicon.find("holds", before).map(|(a, _)| &before[..a]));
        if let Some(before) = held.or(owned) {
            let low = before.rfind(|c| is_boundary(c) || c == ' ' || c == '由').map_or(0, |k| k + before[k..].chars().next().map_or(1, char::len_utf8));
            let name = lexicon.starts("conjunction", &before[low..]).map_or(&before[low..], |n| &before[low + n..]);
            if lexicon.has("party-body", name) {
                add(name, "shareholder", found.quantity.value.map(|v| v.shift(2)));
            }
        }
    }
}

fn emit_projects(drafts: &[Draft], finds: &mut Finds) {
    for draft in drafts {
        let mut parts = Vec::new();
        if let Some((a, b)) = draft.investment_span {
            parts.push(("investment", a, b));
        }
        finds.records.push(Find {
            start: draft.start.min(draft.end),
            end: draft.end.max(draft.start),
            rule: if draft.batch { "projects/batch" } else { "projects/named" },
            confidence: if draft.project.investment.is_some() { 0.85 } else { 0.7 },
            data: Data::Project(draft.project.clone()),
            title: None,
            context: None,
            parts,
            note: Default::default(),
        });
    }
}

fn emit_figures(reader: Reader<'_>, items: &[Item], finds: &mut Finds) {
    let clean = reader.clean();
    for item in items.iter().filter(|i| !i.used) {
        let line = reader.document.text.lines()[item.line];
        let from = super::office::sentence_start(clean, item.found.start).max(line.start);
        let figure = Figure {
            subject: subject(reader, line.start, item),
            label: label(reader, item),
            quantity: Some(item.found.quantity.clone()),
            period: period(reader, &clean[from..item.found.start], &clean[super::office::window(clean, line.start, item.found.start, 900)..item.found.start]),
            change: item.change.clone(),
        };
        finds.records.push(Find {
            start: item.found.start,
            end: item.found.end,
            rule: "figures/quantity",
            confidence: 0.8,
            data: Data::Figure(figure),
            title: None,
            context: None,
            parts: vec![("quantity", item.found.start, item.found.end)],
            note: Default::default(),
        });
    }
}

/// What a quantity counts: the noun behind a measure word, else the words before it in its clause.
fn label(reader: Reader<'_>, item: &Item) -> Option<String> {
    let clean = reader.clean();
    let found = &item.found;
    let line = reader.document.text.lines()[item.line];
    if found.count {
        let noun: String = clean[found.end..line.end].chars().take_while(|&c| is_han(c)).take(8).collect();
        let cut = noun
            .char_indices()
            .skip(1)
            .find(|&(i, _)| reader.lexicon.follow.prefix(&noun[i..]).is_some_and(|(n, ())| n >= 6) || noun[i..].starts_with(['的', '和', '在', '为']))
            .map_or(noun.len(), |(i, _)| i);
        let noun = &noun[..cut];
        if noun.chars().count() >= 2 {
            return Some(noun.to_owned());
        }
    }
    let before = &clean[super::office::window(clean, line.start, found.start, 240)..found.start];
    let low = before.rfind(|c| is_boundary(c) || c == ' ').map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let mut words = &before[low..];
    for day in date::find(words).into_iter().rev().take(1) {
        words = &words[day.end..];
    }
    while let Some(n) = reader.lexicon.starts("label-lead", words) {
        words = &words[n..];
    }
    let words = words.trim_end_matches(['为', '达', '到', '了', '共', '约', '近', '超']);
    (!words.is_empty()).then(|| words.chars().rev().take(16).collect::<Vec<_>>().into_iter().rev().collect())
}

/// Whose figure it is: the place or body that the sentence begins with.
fn subject(reader: Reader<'_>, start: usize, item: &Item) -> Option<String> {
    let clean = reader.clean();
    let before = &clean[super::office::window(clean, start, item.found.start, 900)..item.found.start];
    let words = reader.lexicon.keyed("subject");
    let (_, word) = words.iter().filter_map(|w| before.rfind(w.as_str()).map(|i| (i, w))).max_by_key(|&(i, w)| (i, w.len()))?;
    Some(word.clone())
}

/// The time a figure is told of, from the sentence, else the paragraph.
fn period(reader: Reader<'_>, sentence: &str, paragraph: &str) -> Option<String> {
    [sentence, paragraph].into_iter().find_map(|text| period_in(reader, text))
}

fn period_in(reader: Reader<'_>, text: &str) -> Option<String> {
    use once_cell::sync::Lazy;
    use regex::Regex;
    static PERIOD: Lazy<Regex> = Lazy::new(|| {
        Regex::new(r"(?:(?P<y>[12][0-9]{3})年|(?P<rel>今年|去年|明年|本月))?(?:(?P<a>[0-9]{1,2})月?(?:-|—|至|到|~)(?P<b>[0-9]{1,2})月|(?P<q>[一二三四])季度|前(?P<n>[二三])季度|(?P<h>上半年)|(?P<m>[0-9]{1,2})月份)|(?P<ya>[12][0-9]{3})/(?P<yb>[12][0-9]{3})年|(?P<y1>[12][0-9]{3})年|(?P<r1>今年|去年)").unwrap_or_else(|_| unreachable!("a constant pattern"))
    });
    let published = reader.document.context.published;
    let caps = PERIOD.captures_iter(text).last()?;
    let of = |name: &str| caps.name(name).map(|m| m.as_str());
    if let (Some(a), Some(b)) = (of("ya"), of("yb")) {
        return Some(format!("{a}/{b}"));
    }
    let this = published.map(|day| day.year());
    let year = of("y").or(of("y1")).and_then(|y| y.parse().ok()).or_else(|| match of("rel").or(of("r1")) {
        Some(word) if reader.lexicon.has("last-year", word) => this.map(|y| y - 1),
        _ => this,
    })?;
    let number = |c: &str| crate::value::numeral::whole(c);
    if let (Some(a), Some(b)) = (of("a").and_then(number), of("b").and_then(number)) {
        return Some(format!("{year}-{a:02}/{year}-{b:02}"));
    }
    if let Some(q) = of("q").and_then(number) {
        return Some(format!("{year}-Q{q}"));
    }
    if let Some(n) = of("n").and_then(number) {
        return Some(format!("{year}-01/{year}-{:02}", n * 3));
    }
    if of("h").is_some() {
        return Some(format!("{year}-01/{year}-06"));
    }
    if let Some(m) = of("m").and_then(number) {
        return Some(format!("{year}-{m:02}"));
    }
    Some(year.to_string())
}
