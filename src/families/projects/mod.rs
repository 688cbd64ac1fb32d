//! `project` and `figure`: projects with their investment, stage, parties and figures, and every other quantity.
//!
//! All quantities of an article are found first. Those that belong to seats, shares, durations and changes are set
//! aside; those told of a project go to it; the rest are figures.

mod figures;
mod names;
mod told;

use crate::families::scope;
use super::{Find, Finds, Reader, sentences};
use crate::document::LineKind;
use crate::record::{Change, Data, Figure, Labelled, Party, Project, Stage};
use crate::text::is_han;
use crate::value::numeral::Decimal;
use crate::value::quantity::Found;
use figures::{changes, label, period, subject};
use names::{Named, batch_name, facility, is_batch, names, same_project};
use rustc_hash::{FxHashMap, FxHashSet};
use told::{Told, day, location, opening_day, parties, stage};

/// Projects and quantities of one sentence that are looked at, and projects that a name is compared with: no article needs
/// more, and the time stays linear.
const MOST: usize = 64;

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
    lexicon.ends("excluded-before", before).is_some()
        || lexicon.starts("excluded-after", after).is_some()
        || found.quantity.unit == "%" && (lexicon.ends("share", before).is_some() || lexicon.starts("share-after", after).is_some())
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
    let mut seen: FxHashMap<_, usize> = FxHashMap::default();
    items
        .into_iter()
        .filter(|item| {
            if item.headline && body.contains(&key(item)) {
                return false;
            }
            let label = label(reader, item);
            let about = clean[..item.found.start].chars().rev().take_while(|c| is_han(*c)).take(2).collect::<String>();
            let first = *seen.entry((key(item), label, if item.found.count { String::new() } else { about })).or_insert(item.found.number);
            // two parts of one paragraph may be alike; a paragraph that tells it again repeats
            first == item.found.number || !item.found.count && reader.document.line_at(first) == item.line && is_money(&item.found)
        })
        .collect()
}

/// The projects of an article.
fn projects(reader: Reader<'_>, index: usize, items: &mut [Item]) -> Vec<Draft> {
    let clean = reader.clean();
    let draft = &reader.document.articles[index];
    let mut article = Article { reader, items, drafts: Vec::new(), current: None };
    for l in draft.lines.clone() {
        if matches!(reader.document.kinds[l], LineKind::Boilerplate | LineKind::Row) {
            continue;
        }
        let line = reader.document.text.lines()[l];
        let headline = reader.document.kinds[l] == LineKind::Headline;
        for (start, end) in sentences(clean, line.start, line.end, &['。', ';'], 2_000) {
            article.sentence(l, headline, start, end);
        }
        // a project is talked of in its paragraph and the next, not for ever
        let drafts = &article.drafts;
        article.current = article.current.filter(|&c| l <= drafts[c].line + 4);
    }
    let mut drafts = article.drafts;
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

/// An article while its projects are read, sentence by sentence.
struct Article<'r, 'i> {
    reader: Reader<'r>,
    items: &'i mut [Item],
    drafts: Vec<Draft>,
    /// The project talked of.
    current: Option<usize>,
}

/// A sentence with what is found in it.
struct Sentence<'r> {
    start: usize,
    end: usize,
    line: usize,
    headline: bool,
    text: &'r str,
    /// Its quantities, by index.
    here: Vec<usize>,
    /// Those that are total investments.
    invested: Vec<usize>,
    stage: Option<Told>,
}

impl<'r> Article<'r, '_> {
    fn sentence(&mut self, line: usize, headline: bool, start: usize, end: usize) {
        let reader = self.reader;
        let text = &reader.clean()[start..end];
        let mut named = names(reader, start, end);
        named.truncate(MOST);
        // quantities stand in order: those of the sentence are a stretch
        let from = self.items.partition_point(|item| item.found.number < start);
        let to = self.items.partition_point(|item| item.found.number < end);
        if named.is_empty() && from == to && self.current.is_none() {
            return;
        }
        let here: Vec<usize> = (from..to).filter(|&i| self.items[i].found.end <= end + 3).take(MOST).collect();
        let invested: Vec<usize> =
            here.iter().copied().filter(|&i| is_money(&self.items[i].found) && investment_label(reader, start, &self.items[i].found)).collect();
        let sentence = Sentence { start, end, line, headline, text, here, invested, stage: stage(reader, text) };
        if self.batch(&sentence) {
            return;
        }
        let touched = self.touch(&sentence, &named);
        self.told_before(&sentence, from, &touched);
        if let Some(&(c, _)) = touched.last() {
            self.current = Some(c);
        }
        if !headline {
            self.investments(&sentence, &touched);
            self.told(&sentence, &touched);
        }
    }

    /// A batch: 集中签约项目29个,协议总投资186.7亿元. Whether the sentence is one.
    fn batch(&mut self, sentence: &Sentence<'_>) -> bool {
        let &Sentence { start, end, line, headline, ref here, ref invested, stage, .. } = sentence;
        let reader = self.reader;
        let Some(b) = here.iter().copied().find(|&i| is_batch(reader, &self.items[i].found, start, end)) else { return false };
        if headline {
            return invested.is_empty();
        }
        let found = &self.items[b].found;
        let count = found.quantity.value.and_then(Decimal::to_whole).and_then(|v| u32::try_from(v).ok());
        let money = invested.iter().copied().find(|&i| self.items[i].found.number > found.number);
        if money.is_none() && stage.is_none() {
            return false;
        }
        let name = batch_name(reader, found, start, end);
        let new = Draft { start: found.start, end: found.end, line, batch: true, ..Draft::default() };
        self.items[b].used = true;
        let known = self.drafts.iter().position(|d| d.batch && d.project.count == count);
        let c = known.unwrap_or_else(|| {
            self.drafts.push(new);
            self.drafts.len() - 1
        });
        let d = &mut self.drafts[c];
        d.evident = true;
        d.project.name = d.project.name.take().filter(|old| name.as_ref().is_none_or(|new| !new.ends_with(old.as_str()))).or(name);
        d.project.count = count;
        d.project.stage = d.project.stage.or(stage.map(|s| s.stage));
        d.project.date = d.project.date.take().or_else(|| stage.and_then(|s| full(day(reader, start, end, s.at)).or_else(|| full(opening_day(reader, line)))));
        if let Some(m) = money {
            take_investment(self.items, m, d);
        }
        self.current = Some(c);
        self.take_figures(here, c, b);
        true
    }

    /// The projects that a sentence names, known or new, each with the byte where it is named.
    fn touch(&mut self, sentence: &Sentence<'_>, named: &[Named]) -> Vec<(usize, usize)> {
        let mut touched = Vec::new();
        for name in named {
            let recent = self.drafts.len().saturating_sub(MOST);
            let known = self.drafts[recent..].iter().position(|d| !d.batch && same_project(d.project.name.as_deref(), &name.name));
            let c = match known.map(|i| recent + i) {
                Some(c) => {
                    let known = &mut self.drafts[c];
                    let longer = known.project.name.as_ref().is_some_and(|old| old.chars().count() < name.name.chars().count());
                    if !sentence.headline && (longer || known.headline) {
                        known.project.name = Some(name.name.clone());
                        known.headline = false;
                    }
                    c
                }
                None => {
                    let project = Project { name: Some(name.name.clone()), ..Project::default() };
                    let (line, headline) = (sentence.line, sentence.headline);
                    self.drafts.push(Draft { project, start: name.start, end: name.end, line, headline, ..Draft::default() });
                    self.drafts.len() - 1
                }
            };
            let parties = &mut self.drafts[c].project.parties;
            if let Some(owner) = name.owner.as_ref().filter(|o| !parties.iter().any(|p| p.name == **o)) {
                parties.push(Party { name: owner.clone(), role: "owner".to_owned(), share: None });
            }
            touched.push((c, name.start));
        }
        touched
    }

    /// An investment told just before its project is named.
    fn told_before(&mut self, sentence: &Sentence<'_>, from: usize, touched: &[(usize, usize)]) {
        let reader = self.reader;
        let Some(&(c, _)) = touched.first().filter(|t| !sentence.headline && self.drafts[t.0].project.investment.is_none()) else { return };
        let told = (from.saturating_sub(8)..from).find(|&i| {
            let item = &self.items[i];
            !item.used
                && item.line == sentence.line
                && item.found.number < sentence.start
                && is_money(&item.found)
                && investment_label(reader, scope::sentence_start(reader.clean(), item.found.number), &item.found)
        });
        if let Some(i) = told {
            take_investment(self.items, i, &mut self.drafts[c]);
            self.drafts[c].evident = true;
        }
    }

    /// Gives each total investment to the project named before it, or talked of.
    fn investments(&mut self, sentence: &Sentence<'_>, touched: &[(usize, usize)]) {
        let line = sentence.line;
        for &i in &sentence.invested {
            let at = self.items[i].found.number;
            let c = touched
                .iter()
                .rev()
                .find(|&&(_, s)| s < at)
                .or_else(|| touched.iter().find(|&&(_, s)| s - at < 30))
                .map(|&(c, _)| c)
                .or_else(|| self.current.filter(|&c| line <= self.drafts[c].line + 4))
                .filter(|&c| self.drafts[c].project.investment.is_none() || touched.iter().any(|t| t.0 == c));
            let Some(c) = c.or_else(|| {
                // 碧霞公园由…改建而成,总投资3900万元: a facility that is no 项目 by name
                let (a, name) = facility(self.reader, sentence.start, at)?;
                let project = Project { name: Some(name), ..Project::default() };
                self.drafts.push(Draft { project, start: a, end: at, line, ..Draft::default() });
                Some(self.drafts.len() - 1)
            }) else {
                continue;
            };
            self.current = Some(c);
            let draft = &mut self.drafts[c];
            take_investment(self.items, i, draft);
            draft.evident = true;
            draft.end = draft.end.max(self.items[i].found.end);
            draft.line = draft.line.max(line);
        }
    }

    /// Stage, parties, place, duration and figures go to the project that the sentence is about.
    fn told(&mut self, sentence: &Sentence<'_>, touched: &[(usize, usize)]) {
        let &Sentence { start, end, line, text, ref here, stage, .. } = sentence;
        let (reader, lexicon) = (self.reader, self.reader.lexicon);
        let about = touched
            .first()
            .map(|&(c, _)| c)
            .or_else(|| self.current.filter(|&c| line <= self.drafts[c].line + 1 || lexicon.starts("project-pronoun", text).is_some()));
        let elsewhere = touched.is_empty() && lexicon.has("whole-place", text);
        let Some(c) = about.filter(|_| !elsewhere) else { return };
        let d = &mut self.drafts[c];
        if let Some(told) = stage {
            // 工地 says less than 开工
            let later = d.project.stage.is_none_or(|old| told.stage > old && (told.certain || old == Stage::Planned));
            if !d.batch && later {
                d.project.stage = Some(told.stage);
                let dated = matches!(told.stage, Stage::Signed | Stage::Started | Stage::Completed | Stage::Operational);
                d.project.date = day(reader, start, end, told.at).filter(|_| dated);
            }
            d.evident |= told.certain && !touched.is_empty();
        }
        parties(reader, start, end, d);
        if d.project.location.is_none() {
            d.project.location = location(reader, start, end);
        }
        let lead = |item: &Item| reader.clean()[start..item.found.start].trim_end_matches(['为', '约', '共']);
        let duration = |item: &Item| item.found.quantity.unit == "month" && lexicon.ends("duration", lead(item)).is_some();
        if let Some(i) = here.iter().copied().find(|&i| duration(&self.items[i])) {
            self.items[i].used = true;
            d.project.duration_months = self.items[i].found.quantity.value.and_then(Decimal::to_whole).and_then(|v| u32::try_from(v).ok());
        }
        if d.evident {
            self.take_figures(here, c, usize::MAX);
        }
    }

    /// Gives the sentence's other quantities to the project.
    fn take_figures(&mut self, here: &[usize], c: usize, skip: usize) {
        for &i in here {
            if i == skip || self.items[i].used {
                continue;
            }
            self.items[i].used = true;
            let label = label(self.reader, &self.items[i]).unwrap_or_default();
            let quantity = self.items[i].found.quantity.clone();
            self.drafts[c].project.figures.push(Labelled { label, quantity });
            self.drafts[c].end = self.drafts[c].end.max(self.items[i].found.end);
        }
    }
}

/// A date that has its day: a month told of many projects is a period.
fn full(date: Option<String>) -> Option<String> {
    date.filter(|d| d.len() == "2023-04-27".len())
}

fn is_money(found: &Found) -> bool {
    found.quantity.unit.len() == 3 && found.quantity.unit.chars().all(|c| c.is_ascii_uppercase())
}

/// Whether the words before a sum of money say that it is a total investment.
fn investment_label(reader: Reader<'_>, start: usize, found: &Found) -> bool {
    let before = reader.clean()[start..found.start].trim_end_matches(['为', '约', '达', '近', '额', ':']);
    let lexicon = reader.lexicon;
    if lexicon.ends("investment-not", before).is_some() {
        return false;
    }
    lexicon.ends("investment", before).is_some()
}

fn take_investment(items: &mut [Item], i: usize, draft: &mut Draft) {
    if draft.project.investment.is_none() {
        draft.project.investment = Some(items[i].found.quantity.clone());
        draft.investment_span = Some((items[i].found.start, items[i].found.end));
        items[i].used = true;
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
        let from = scope::sentence_start(clean, item.found.start).max(line.start);
        let figure = Figure {
            subject: subject(reader, line.start, item),
            label: label(reader, item),
            quantity: Some(item.found.quantity.clone()),
            period: period(reader, &clean[from..item.found.start], &clean[scope::window(clean, line.start, item.found.start, 900)..item.found.start]),
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
