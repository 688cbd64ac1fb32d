//! `project` and `figure`: projects with their investment, stage, parties and figures, and every other quantity.
//!
//! All quantities of an article are found first. Those that belong to seats, shares, durations and changes are set
//! aside; those told of a project go to it; the rest are figures.

mod figures;
mod names;
mod told;

use super::{Find, Finds, Reader, sentences};
use crate::document::LineKind;
use crate::families::scope;
use crate::record::{Change, Data, Figure, Labelled, Party, Project, Stage};
use crate::text::is_han;
use crate::value::numeral::Decimal;
use crate::value::quantity::Found;
use figures::{changes, distribute, label, period, subject};
use names::{Named, batch_name, facility, is_batch, names, same_project};
use rustc_hash::{FxHashMap, FxHashSet};
use told::{Told, day, location, opening_day, parties, stage};

/// Projects and quantities of one sentence that are looked at, and projects that a name is compared with: no article needs
/// more, and the time stays linear.
const MOST: usize = 64;

/// How far before its sum a facility is named, in bytes.
const NAMED: usize = 300;

/// How far behind a name the word of its stage may stand, in bytes.
const NEAR: usize = 24;

/// A quantity with what the text around it says.
#[derive(Debug, Clone)]
struct Item {
    found: Found,
    line: usize,
    headline: bool,
    used: bool,
    change: Option<Change>,
    /// Its name, where a list tells it elsewhere than beside the number.
    label: Option<String>,
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
            out.push(Item { found, line: l, headline: kind == LineKind::Headline, used: false, change: None, label: None });
        }
    }
    points(reader, &mut out);
    changes(reader, &mut out);
    distribute(reader, &mut out);
    repeats(reader, out)
}

/// `收窄13.1个和13.0个百分点`: both are percentage points.
fn points(reader: Reader<'_>, items: &mut [Item]) {
    let clean = reader.clean();
    for i in (1..items.len()).rev() {
        let (before, after) = items.split_at_mut(i);
        let (Some(first), second) = (before.last_mut(), &after[0]) else { continue };
        let joined = first.line == second.line && matches!(clean.get(first.found.end..second.found.start), Some("和" | "、" | "与" | "到" | "至"));
        if joined && first.found.quantity.unit == "个" && second.found.quantity.unit == "%" {
            first.found.quantity.unit = "%".to_owned();
            first.found.count = false;
        }
    }
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
    // 提升3位: a rank
    let rank = found.quantity.unit == "位" && lexicon.ends("rank-move", before.trim_end_matches('了')).is_some();
    // 下午4点
    let clock = found.quantity.unit == "点" && lexicon.ends("time-of-day", before).is_some();
    rank || clock
        || lexicon.ends("excluded-before", before).is_some()
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
    let batches: Vec<(usize, Option<Stage>, Option<String>)> =
        drafts.iter().filter(|d| d.batch && d.project.stage.is_some()).map(|d| (d.start, d.project.stage, d.project.date.clone())).collect();
    for d in drafts.iter_mut().filter(|d| d.project.investment.is_some()) {
        let Some((_, stage, date)) = batches.iter().rfind(|batch| batch.0 < d.start) else { continue };
        if d.batch && d.project.stage.is_some() {
            continue;
        }
        if d.project.stage.is_none_or(|s| s == Stage::Planned) {
            (d.project.stage, d.project.date) = (*stage, date.clone());
        } else if d.project.stage == *stage {
            d.project.date = d.project.date.take().or_else(|| date.clone());
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
        if self.batches(&sentence, &named) {
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

    /// Batches: `集中签约项目29个,协议总投资186.7亿元`, each with its own sum. Whether the sentence tells of nothing else.
    ///
    /// A part told with its own sum (`其中产业项目53个、总投资43.3亿元`) is a batch of its own, a part told by a count only a
    /// figure of the batch.
    fn batches(&mut self, sentence: &Sentence<'_>, named: &[Named]) -> bool {
        let &Sentence { start, end, headline, ref here, ref invested, stage, .. } = sentence;
        let reader = self.reader;
        let counts: Vec<usize> = here.iter().copied().filter(|&i| is_batch(reader, &self.items[i].found, start, end)).collect();
        let Some(&first) = counts.first() else { return false };
        if headline {
            return invested.is_empty();
        }
        // 总投资10亿元的甲项目: the sum is a member's
        let member = |i: usize| named.iter().any(|name| self.of_member(i, name));
        let sums: Vec<usize> = invested.iter().copied().filter(|&i| !member(i)).collect();
        let mut told: Vec<(usize, Option<usize>)> = Vec::new();
        for (k, &count) in counts.iter().enumerate() {
            let at = self.items[count].found.number;
            let next = counts.get(k + 1).map_or(end, |&i| self.items[i].found.number);
            let of = |i: usize| reader.clean()[self.items[i].found.end..self.items[count].found.start].trim_end_matches(['这', '共']) == "的";
            // 总投资80余亿元的27个项目
            let led = sums.iter().copied().find(|&i| self.items[i].found.end < at && of(i));
            let followed = sums.iter().copied().find(|&i| (at..next).contains(&self.items[i].found.number) && told.iter().all(|t| t.1 != Some(i)));
            let led_next =
                followed.is_some_and(|i| counts.get(k + 1).is_some_and(|&c| reader.clean()[self.items[i].found.end..self.items[c].found.start] == *"的"));
            told.push((count, led.or(followed.filter(|_| !led_next))));
        }
        let whole = told.iter().position(|t| t.1.is_some()).unwrap_or(0);
        if told[whole].1.is_none() {
            // 27个项目建成后…: the batch told before
            let count = count_of(&self.items[first].found);
            if let Some(c) = self.known_batch(count) {
                self.items[first].used = true;
                self.current = Some(c);
                return false;
            }
            if stage.is_none() {
                return false;
            }
        }
        let mut last = None;
        for (k, &(count, sum)) in told.iter().enumerate() {
            if k != whole && sum.is_none() {
                // 此次开工的13个项目中,…: the batch told before
                let known = self.known_batch(count_of(&self.items[count].found));
                self.items[count].used |= known.is_some();
                continue;
            }
            let c = self.tell_batch(sentence, count, sum);
            self.current = Some(self.current.filter(|_| last.is_some()).unwrap_or(c));
            let next = told[k + 1..].iter().find(|t| t.1.is_some()).map_or(end, |t| self.items[t.0].found.number);
            let from = if last.is_none() { start } else { self.items[count].found.number };
            let figures: Vec<usize> = here
                .iter()
                .copied()
                .filter(|&i| (from..next).contains(&self.items[i].found.number) && !invested.contains(&i) && !told.iter().any(|t| t.0 == i && t.1.is_some()))
                .collect();
            let figures: Vec<usize> = figures.into_iter().chain(sums.iter().copied().filter(|&i| (from..next).contains(&self.items[i].found.number))).collect();
            self.take_figures(&figures, c, count);
            last = Some(c);
        }
        !invested.iter().any(|&i| named.iter().any(|name| self.of_member(i, name)))
    }

    /// The projects that a new name or count is compared with, by index.
    fn recent(&self) -> impl Iterator<Item = (usize, &Draft)> {
        self.drafts.iter().enumerate().skip(self.drafts.len().saturating_sub(MOST))
    }

    /// The batch of so many projects that was told before.
    fn known_batch(&self, count: Option<u32>) -> Option<usize> {
        self.recent().find(|(_, d)| d.batch && d.project.count == count).map(|(c, _)| c)
    }

    /// Whether the sum is told of the project `name` right behind it: 总投资10亿元的|甲项目.
    fn of_member(&self, sum: usize, name: &Named) -> bool {
        let end = self.items[sum].found.end;
        end <= name.start && name.start - end <= '的'.len_utf8() && self.reader.clean()[end..name.start].trim_end() == "的"
    }

    /// One batch with its count and its sum.
    fn tell_batch(&mut self, sentence: &Sentence<'_>, b: usize, sum: Option<usize>) -> usize {
        let &Sentence { start, end, line, stage, .. } = sentence;
        let reader = self.reader;
        let found = &self.items[b].found;
        let count = count_of(found);
        let name = batch_name(reader, found, start, end);
        // 集中开工项目90个…,集中投产项目118个: its own clause says more than the sentence
        let clause = &reader.clean()[scope::clause_start(reader.clean(), found.start).max(start)..found.end];
        let own = told::stage(reader, clause).filter(|t| t.certain).or(stage);
        let new = Draft { start: found.start, end: found.end, line, batch: true, ..Draft::default() };
        self.items[b].used = true;
        let known = self.known_batch(count);
        let c = known.unwrap_or_else(|| {
            self.drafts.push(new);
            self.drafts.len() - 1
        });
        let d = &mut self.drafts[c];
        d.evident = true;
        if let Some((name, own)) = name {
            // its own words say more than its event
            if d.project.name.as_ref().is_none_or(|old| name.ends_with(old.as_str()) || own && d.headline) {
                d.project.name = Some(name);
                d.headline = !own;
            }
        }
        d.project.location = d.project.location.take().or_else(|| told::host(reader, start, found.start));
        d.project.count = count;
        d.project.stage = d.project.stage.or(own.map(|s| s.stage));
        d.project.date = d.project.date.take().or_else(|| stage.and_then(|s| full(day(reader, start, end, s.at)).or_else(|| full(opening_day(reader, line)))));
        if let Some(m) = sum {
            take_investment(self.items, m, d);
        }
        c
    }

    /// The projects that a sentence names, known or new, each with the byte where it is named.
    fn touch(&mut self, sentence: &Sentence<'_>, named: &[Named]) -> Vec<(usize, usize)> {
        let mut touched = Vec::new();
        for name in named {
            // 在甲产业园举行: without a sum or a stage of its own it is a place
            let near = sentence.stage.is_some_and(|told| (name.end..name.end + NEAR).contains(&(sentence.start + told.at)));
            let summed = sentence.invested.iter().any(|&i| self.items[i].found.number > name.end || self.of_member(i, name));
            if !(name.plain || near || summed || self.recent().any(|(_, d)| same_project(d.project.name.as_deref(), &name.name))) {
                continue;
            }
            let known = self.recent().find(|(_, d)| !d.batch && same_project(d.project.name.as_deref(), &name.name)).map(|(c, _)| c);
            let c = match known {
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
            if self.items[i].used {
                continue;
            }
            let at = self.items[i].found.number;
            // 总投资10亿元的|甲项目
            let behind = self.items[i].found.end + '的'.len_utf8();
            let led = touched.iter().find(|&&(_, s)| s == behind && self.reader.clean()[self.items[i].found.end..s] == *"的");
            let c = led
                .or_else(|| touched.iter().rev().find(|&&(_, s)| s < at))
                .or_else(|| touched.iter().find(|&&(_, s)| s - at < 30))
                .map(|&(c, _)| c)
                .or_else(|| self.current.filter(|&c| line <= self.drafts[c].line + 4))
                .filter(|&c| self.drafts[c].project.investment.is_none() || touched.iter().any(|t| t.0 == c));
            let Some(c) = c.or_else(|| {
                // 碧霞公园由…改建而成,总投资3900万元: a facility that is no 项目 by name
                let (a, name) = facility(self.reader, scope::window(self.reader.clean(), sentence.start, at, NAMED), at)?;
                let project = self.introduced(a, name);
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

    /// A facility by its full name, with stage and day, if the sentence before tells them: `乙医院门诊楼正式启用。门诊楼总投资…`.
    fn introduced(&self, at: usize, name: String) -> Project {
        let reader = self.reader;
        let clean = reader.clean();
        let line = reader.document.text.lines()[reader.document.line_at(at)];
        let from = scope::window(clean, line.start, at, 600);
        let Some(found) = clean[from..at].rfind(name.as_str()).map(|i| from + i) else { return Project { name: Some(name), ..Project::default() } };
        let start = scope::sentence_start(clean, found).max(from);
        let end = found + clean[found..at].find('。').unwrap_or(at - found);
        let phrase = start + told::phrase_start(&clean[start..end], found - start);
        let phrase = phrase + clean[phrase..found].rfind('的').map_or(0, |i| i + '的'.len_utf8());
        let told = stage(reader, &clean[start..end]);
        Project {
            name: Some(clean[phrase..found + name.len()].to_owned()).filter(|n| n.chars().count() <= 24 && n.chars().all(is_han)).or(Some(name)),
            stage: told.map(|t| t.stage),
            date: told.and_then(|t| day(reader, start, end, t.at)),
            ..Project::default()
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
            d.project.duration_months = count_of(&self.items[i].found);
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

/// The whole number that a quantity is.
fn count_of(found: &Found) -> Option<u32> {
    found.quantity.value.and_then(Decimal::to_whole).and_then(|v| u32::try_from(v).ok())
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
    let lexicon = reader.lexicon;
    let mut before = &reader.clean()[start..found.start];
    // 总投资|将达, 总投资额|约为
    while let Some(shorter) = lexicon.strip_end("investment-gap", before) {
        before = shorter;
    }
    lexicon.ends("investment-not", before).is_none() && lexicon.ends("investment", before).is_some()
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
