//! `project` and `figure`: projects with their investment, stage, parties and figures, and every other quantity.
//!
//! All quantities of an article are found first. Those that belong to seats, shares, durations and changes are set
//! aside; those told of a project go to it; the rest are figures.

mod batch_names;
mod batches;
mod classes;
mod columns;
mod facilities;
mod figures;
mod investments;
mod items;
mod lent;
mod location;
mod members;
mod names;
mod output;
mod parties;
mod period;
mod same;
mod told;

use super::{Find, Finds, Reader, sentences};
use crate::document::LineKind;
use crate::lexicon::is_boundary;
use crate::record::{Change, Labelled, Party, Project, Stage};
use crate::value::numeral::Decimal;
use crate::value::quantity::Found;
use figures::label;
use investments::{investment_label, take_investment};
use items::{items, seats};
use lent::{Batch, lend};
use location::location;
use names::{Named, names};
use output::{emit_figures, emit_projects};
use parties::parties;
use same::same_project;
use std::cell::OnceCell;
use told::{Opening, Told, day, stage};

/// Projects and quantities of one sentence that are looked at, projects that a name is compared with, and parties of a project: no
/// article needs more, and the time stays linear.
const MOST: usize = 64;

/// How many characters a paragraph shares with the heading that names its project.
const SHARED: usize = 3;

/// How far behind a name the word of its stage may stand, in bytes.
const NEAR: usize = 24;

/// A quantity with what the text around it says.
#[derive(Debug, Clone)]
struct Item {
    found: Found,
    line: usize,
    headline: bool,
    used: bool,
    /// Whether the article tells it a second time: a count of projects may, and is no figure of its own.
    again: bool,
    /// The project it is told of, by index; a figure of its own if that turns out to be none.
    of: Option<usize>,
    change: Option<Change>,
    /// Its name, where a list tells it elsewhere than beside the number.
    label: Option<String>,
    /// Its time, where a list tells one for each number.
    period: Option<String>,
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
    /// The stage that the opening of its paragraph tells.
    lead: Option<Stage>,
}

pub(crate) fn read(reader: Reader<'_>, finds: &mut Finds) {
    let seats = seats(finds);
    for index in 0..reader.document.articles.len() {
        if reader.document.articles[index].duplicate_of.is_some() {
            continue;
        }
        let announced = finds.announcements.contains(&index);
        let mut items = items(reader, index, &seats);
        let drafts = if announced { Vec::new() } else { projects(reader, index, &mut items) };
        emit_projects(&drafts, finds);
        emit_figures(reader, &items, finds);
        columns::read(reader, index, finds);
    }
}

/// The projects of an article.
fn projects(reader: Reader<'_>, index: usize, items: &mut [Item]) -> Vec<Draft> {
    let clean = reader.clean();
    let draft = &reader.document.articles[index];
    let mut article = Article { reader, items, drafts: Vec::new(), current: None, counted: None, lead: None, ceremonies: Vec::new(), opening: OnceCell::new() };
    for l in draft.lines.clone() {
        if matches!(reader.document.kinds[l], LineKind::Boilerplate | LineKind::Row) {
            continue;
        }
        let line = reader.document.text.lines()[l];
        let headline = reader.document.kinds[l] == LineKind::Headline;
        article.lead = None;
        article.headed(l);
        for (start, end) in sentences(clean, line.start, line.end, &['。', ';'], 2_000) {
            article.sentence(l, headline, start, end);
        }
        // a project is talked of in its paragraph and the next, not for ever
        let drafts = &article.drafts;
        article.current = article.current.filter(|&c| l <= drafts[c].line + 4);
    }
    article.give_figures();
    let (mut drafts, ceremonies) = (article.drafts, article.ceremonies);
    drafts.retain(|d| d.evident);
    lend(reader, &mut drafts, ceremonies);
    drafts
}

/// An article while its projects are read, sentence by sentence.
struct Article<'r, 'i> {
    reader: Reader<'r>,
    items: &'i mut [Item],
    drafts: Vec<Draft>,
    /// The project talked of.
    current: Option<usize>,
    /// The batch that the sentence before only counted.
    counted: Option<Counted>,
    /// What the article's opening tells, once asked for.
    opening: OnceCell<Opening>,
    /// The ceremonies told so far.
    ceremonies: Vec<Batch>,
    /// The stage that the paragraph's opening tells of all its projects.
    lead: Option<Stage>,
}

/// A count of projects without a sum or a stage, in the sentence `start..end`.
#[derive(Debug, Clone, Copy)]
struct Counted {
    start: usize,
    end: usize,
    line: usize,
    /// The quantity, by index.
    count: usize,
}

/// A project named in a sentence.
#[derive(Debug, Clone, Copy)]
struct Mention {
    /// The project, by index.
    draft: usize,
    start: usize,
    end: usize,
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
        // 开工项目中,…;竣工项目中,…
        self.lead = told::lead(reader, text).or(self.lead);
        let mut named = names(reader, start, end);
        named.truncate(MOST);
        // quantities stand in order: those of the sentence are a stretch
        let from = self.items.partition_point(|item| item.found.number < start);
        let to = self.items.partition_point(|item| item.found.number < end);
        if named.is_empty() && from == to && self.current.is_none() && reader.lexicon.find("ceremony", text).is_none() {
            return;
        }
        let here: Vec<usize> = (from..to).filter(|&i| self.items[i].found.end <= end + 3).take(MOST).collect();
        let invested: Vec<usize> =
            here.iter().copied().filter(|&i| is_money(&self.items[i].found) && investment_label(reader, start, &self.items[i].found)).collect();
        let sentence = Sentence { start, end, line, headline, text, here, invested, stage: stage(reader, text) };
        self.ceremony(&sentence);
        self.told_after_count(&sentence);
        if self.batches(&sentence, &mut named) {
            return;
        }
        let touched = self.touch(&sentence, &named);
        self.told_before(&sentence, from, &touched);
        if let Some(last) = touched.last() {
            self.current = Some(last.draft);
        }
        if !headline {
            self.investments(&sentence, &touched);
            self.told(&sentence, &touched);
        }
    }

    /// The opening of the article that a line belongs to.
    fn opened(&self, line: usize) -> &Opening {
        self.opening.get_or_init(|| Opening::read(self.reader, line))
    }

    /// A ceremony lends its stage and its day to the projects told behind it.
    fn ceremony(&mut self, sentence: &Sentence<'_>) {
        let held = sentence.stage.filter(|told| told.certain && !sentence.headline && self.reader.lexicon.find("ceremony", sentence.text).is_some());
        if let Some(told) = held.filter(|_| self.ceremonies.len() < MOST) {
            let date = full(day(self.reader, sentence.start, sentence.end, told.at));
            let date = date.or_else(|| full(self.opened(sentence.line).day(told.stage)));
            self.ceremonies.push(Batch { start: sentence.start, line: sentence.line, stage: Some(told.stage), date });
        }
    }

    /// A heading names the project of the paragraph below it: `乙创新中心一期`, `项目位于…`.
    fn headed(&mut self, l: usize) {
        let (reader, lexicon) = (self.reader, self.reader.lexicon);
        let lines = reader.document.text.lines();
        let text = |l: usize| reader.clean()[lines[l].start..lines[l].end].trim();
        let Some(above) = (0..l).rev().take(2).find(|&above| !text(above).is_empty()) else { return };
        let name = text(above);
        let pronoun = tells_of_project(reader, text(l));
        // 大河灌区节水改造工程 over 大河水库灌区…: the first words of both
        let figures = || {
            let first = self.items.partition_point(|item| item.found.number < lines[l].start);
            self.items.get(first).is_some_and(|item| item.line == l)
        };
        let shared = !pronoun && name.char_indices().nth(SHARED).is_some_and(|(i, _)| text(l).starts_with(&name[..i])) && figures();
        if !pronoun && !shared {
            return;
        }
        let plain = ["project-suffix", "project-plain", "facility"].iter().any(|key| lexicon.ends(key, name).is_some());
        let short = (5..=24).contains(&name.chars().count()) && !name.contains(|c| is_boundary(c) || c == ' ');
        if !(plain && short) || lexicon.stages.find(name).is_some() || classes::is_class(reader, name) {
            return;
        }
        let known = self.recent().find(|(_, d)| same_project(self.reader, d.project.name.as_deref(), name)).map(|(c, _)| c);
        if let Some(c) = known.filter(|_| shared) {
            self.drafts[c].evident = true;
            self.drafts[c].line = l;
            self.current = Some(c);
        }
        if known.is_none() {
            let new = self.named(name.to_owned(), (lines[above].start, lines[above].end), above);
            self.current = Some(self.open(Draft { evident: shared, ..new }));
        }
    }

    /// A project of which nothing is known but its name, and the stage that its paragraph tells of all.
    fn named(&self, name: String, (start, end): (usize, usize), line: usize) -> Draft {
        Draft { project: Project { name: Some(name), ..Project::default() }, start, end, line, lead: self.lead, ..Draft::default() }
    }

    /// Begins a project: its index.
    fn open(&mut self, draft: Draft) -> usize {
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// The projects that a sentence names, known or new, each with the byte where it is named.
    fn touch(&mut self, sentence: &Sentence<'_>, named: &[Named]) -> Vec<Mention> {
        let mut touched = Vec::new();
        for name in named {
            // 在甲产业园举行: without a sum or a stage of its own it is a place
            let near = sentence.stage.is_some_and(|told| (name.end..name.end + NEAR).contains(&(sentence.start + told.at)));
            let summed = sentence.invested.iter().any(|&i| self.items[i].found.number > name.end || self.leads(i, name.start));
            if !(name.plain || near || summed || self.recent().any(|(_, d)| same_project(self.reader, d.project.name.as_deref(), &name.name))) {
                continue;
            }
            let known = self.recent().find(|(_, d)| !d.batch && same_project(self.reader, d.project.name.as_deref(), &name.name)).map(|(c, _)| c);
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
                    let new = self.named(name.name.clone(), (name.start, name.end), sentence.line);
                    let item = name.plain && !sentence.here.is_empty() && self.heads_item(sentence.line, (name.start, name.end));
                    let about = name.plain && (self.opens(sentence, (name.start, name.end)) || self.among(sentence, name.end));
                    let place = location::owned(self.reader, &self.reader.clean()[sentence.start..name.start]);
                    let project = Project { location: place, ..new.project };
                    self.open(Draft { headline: sentence.headline, evident: self.lead.is_some() || item || about, project, ..new })
                }
            };
            let parties = &mut self.drafts[c].project.parties;
            if let Some(owner) = name.owner.as_ref().filter(|o| parties.len() < MOST && !parties.iter().any(|p| p.name == **o)) {
                parties.push(Party { name: owner.clone(), role: "owner".to_owned(), share: None });
            }
            // 乙2×66万千瓦电厂项目: the number is of its name
            let within = |found: &Found| name.start <= found.start && found.end <= name.end;
            let from = self.items.partition_point(|item| item.found.number < name.start);
            let near = self.items[from..].iter_mut().take_while(|item| item.found.number < name.end);
            near.filter(|item| !item.used && within(&item.found)).for_each(|item| item.of = Some(c));
            touched.push(Mention { draft: c, start: name.start, end: name.end });
        }
        touched
    }

    /// Whether a name stands where an item of a list tells what it is about: `2.乙加固项目(新增蓄水能力):计划…`.
    fn heads_item(&self, line: usize, (start, end): (usize, usize)) -> bool {
        let clean = self.reader.clean();
        let lead = &clean[self.reader.document.text.lines()[line].start..start];
        let number = lead.trim_matches([' ', '(', ')', '.', '、']);
        let numbered = number.len() < lead.len() && number.chars().all(|c| c.is_ascii_digit() || classes::counts(c));
        numbered && names::heads(clean, end)
    }

    /// Whether a sentence is about the project that it begins with: `甲产能建设项目,计划新开钻井50口,产气61亿立方米`.
    fn opens(&self, sentence: &Sentence<'_>, (start, end): (usize, usize)) -> bool {
        let lead = &self.reader.clean()[sentence.start..start];
        let lead = &lead[self.reader.lexicon.starts("members-lead", lead).unwrap_or(0)..];
        let told = sentence.here.iter().filter(|&&i| self.items[i].found.number > end).count();
        !sentence.headline && lead.trim_start_matches(',').is_empty() && told >= 2
    }

    /// Whether a project is told one by one, with a figure, behind the batch of its paragraph: 新批项目14个。较大的有:甲项目,增资1180万美元.
    fn among(&self, sentence: &Sentence<'_>, end: usize) -> bool {
        let batch = self.recent().any(|(_, d)| d.batch && d.line == sentence.line);
        batch && !sentence.headline && sentence.here.iter().any(|&i| self.items[i].found.number > end && !self.items[i].used)
    }

    /// Stage, parties, place, duration and figures go to the projects that the sentence is about.
    fn told(&mut self, sentence: &Sentence<'_>, touched: &[Mention]) {
        let (reader, lexicon) = (self.reader, self.reader.lexicon);
        if touched.is_empty() {
            // 今年将实施项目30个: of others
            if self.counted.is_some() {
                return;
            }
            let near = |&c: &usize| {
                let away = sentence.line - self.drafts[c].line;
                let clauses = || sentence.text.split(is_boundary).any(|clause| lexicon.starts("project-pronoun", clause).is_some());
                away == 0 || lexicon.starts("project-pronoun", sentence.text).is_some() || away == 1 && clauses()
            };
            if let Some(name) = self.another(sentence) {
                let new = self.named(name.to_owned(), (sentence.start, sentence.start + name.len()), sentence.line);
                let c = self.open(Draft { evident: true, ..new });
                self.current = Some(c);
                return self.told_of(sentence, sentence.start, sentence.end, &[c], true);
            }
            // 投资6.3亿元进行棚户区改造: of something else
            let elsewhere = sentence.invested.first().is_some_and(|&i| self.spent_on(i));
            let summed = |&c: &usize| self.drafts[c].investment_span.is_some_and(|(a, _)| (sentence.start..sentence.end).contains(&a));
            // 全市财政总收入…。其中,教育支出…: of the whole place from here on
            if self.current.as_ref().is_some_and(|c| !summed(c)) && self.of_whole_place(sentence.text) {
                self.current = None;
            }
            let about = self.current.filter(|_| !elsewhere).filter(near);
            match about {
                Some(c) => {
                    // 该项目位于…: the paragraph goes on with it
                    if lexicon.starts("project-pronoun", sentence.text).is_some() && !sentence.text.starts_with("其中") {
                        self.drafts[c].line = self.drafts[c].line.max(sentence.line);
                    }
                    // 由甲集团建设的乙风电项目进展顺利。该项目建设规模为18台机组: its figures show that it is one
                    let plain = self.drafts[c].project.name.as_deref().is_some_and(|name| lexicon.ends("project-plain", name).is_some());
                    let this = lexicon.starts("this-project", sentence.text).is_some() || tells_of_project(reader, sentence.text);
                    self.drafts[c].evident |= plain && this && !sentence.here.is_empty();
                    self.told_of(sentence, sentence.start, sentence.end, &[c], false);
                }
                // 该公司由…持股: who it belongs to may be told a paragraph later
                None => {
                    if let Some(c) = self.current.filter(|&c| sentence.line == self.drafts[c].line + 1) {
                        parties(reader, sentence.start, sentence.end, &mut self.drafts[c]);
                    }
                }
            }
            return;
        }
        let clean = reader.clean();
        // behind the last comma between two of them
        let comma = |k: usize| {
            let from = touched[k - 1].end;
            clean.get(from..touched[k].start).and_then(|gap| gap.rfind(',')).map(|i| from + i + 1)
        };
        let (mut at, mut from) = (0, sentence.start);
        while at < touched.len() {
            let (next, to) = (at + 1..touched.len()).find_map(|k| Some((k, comma(k)?))).unwrap_or((touched.len(), sentence.end));
            // 甲项目、乙项目和丙项目开工: told of all; not of a project that is only named beside
            let joined = touched[at..next].windows(2).take_while(|two| {
                let gap = clean.get(two[0].end..two[1].start).unwrap_or_default().trim_start_matches(['”', '"', ')']);
                lexicon.starts("project-joint", gap).is_some()
            });
            let joined = joined.count();
            let told: Vec<usize> = touched[at..=at + joined].iter().map(|t| t.draft).collect();
            // 甲项目、乙项目等一批重大项目开工: only named
            let rest = clean[touched[at + joined].end..sentence.end].trim_start_matches('”');
            let named = !rest.starts_with('等') || lexicon.find("batch-noun", classes::first_clause(rest)).is_none();
            self.told_of(sentence, from, to, &told, named);
            (at, from) = (next, to);
        }
    }

    /// The facility that a sentence begins with and says who builds, if no project told before: `乙养生谷由甲公司投资建设`.
    fn another<'t>(&self, sentence: &Sentence<'t>) -> Option<&'t str> {
        let lexicon = self.reader.lexicon;
        let clause = sentence.text.split(is_boundary).next().unwrap_or_default();
        let (subject, rest) = clause.split_once('由')?;
        let named = (4..=24).contains(&subject.chars().count()) && lexicon.starts("project-pronoun", subject).is_none();
        lexicon.ends("facility", subject).filter(|_| named)?;
        lexicon.parties.find(rest)?;
        let known = |d: &Draft| d.project.name.as_deref().is_some_and(|name| subject.contains(name) || same_project(self.reader, Some(name), subject));
        (!self.recent().any(|(_, d)| known(d))).then_some(subject)
    }

    /// Whether a sentence is about a whole place: 全市完成投资…; not 建成全国|第三大基地.
    fn of_whole_place(&self, text: &str) -> bool {
        let lexicon = self.reader.lexicon;
        let mut from = 0;
        while let Some((at, end)) = lexicon.find("whole-place", &text[from..]) {
            let before = &text[..from + at];
            from += end;
            // 位于|我省西南部: where it stands
            let stands = [before, before.trim_end_matches(['于', '在'])].iter().any(|lead| lexicon.ends("location", lead).is_some());
            if lexicon.starts("rank-within", &text[from..]).is_none() && !stands {
                return true;
            }
        }
        false
    }

    /// What the stretch `start..end` of a sentence tells of the projects `of`, named in it or talked of.
    fn told_of(&mut self, sentence: &Sentence<'_>, start: usize, end: usize, of: &[usize], named: bool) {
        let (reader, lexicon) = (self.reader, self.reader.lexicon);
        let line = sentence.line;
        let whole = (start, end) == (sentence.start, sentence.end);
        let told = if whole { sentence.stage } else { stage(reader, &reader.clean()[start..end]) };
        for &c in of {
            let d = &mut self.drafts[c];
            let Some(told) = told else { break };
            // 工地 says less than 开工
            let later = d.project.stage.is_none_or(|old| told.stage > old && (told.certain || old == Stage::Planned));
            if !d.batch && later {
                d.project.stage = Some(told.stage);
                let dated = matches!(told.stage, Stage::Signed | Stage::Started | Stage::Completed | Stage::Operational);
                d.project.date = day(reader, start, end, told.at).filter(|_| dated);
            }
            // 甲项目位于…。于2019年6月开工建设: the next sentence, with a day of its own
            let goes_on = line == d.line && d.project.name.is_some() && d.project.date.is_some();
            d.evident |= told.certain && (named || goes_on);
        }
        let Some(&c) = of.first() else { return };
        let d = &mut self.drafts[c];
        parties(reader, start, end, d);
        if d.project.location.is_none() {
            d.project.location = location(reader, &reader.clean()[start..end]);
        }
        let here: Vec<usize> = sentence.here.iter().copied().filter(|&i| (start..end).contains(&self.items[i].found.number)).collect();
        let lead = |item: &Item| reader.clean()[start..item.found.start].trim_end_matches(['为', '约', '共']).trim_end_matches("预计");
        let months = |item: &Item| {
            let value = item.found.quantity.value?;
            let months = match item.found.quantity.unit.as_str() {
                "month" => value,
                "year" => value.times(12)?,
                _ => return None,
            };
            months.to_whole().and_then(|months| u32::try_from(months).ok())
        };
        let duration = |item: &Item| months(item).filter(|_| lexicon.ends("duration", lead(item)).is_some());
        if let Some((i, months)) = here.iter().find_map(|&i| Some((i, duration(&self.items[i])?))) {
            self.items[i].used = true;
            d.project.duration_months = Some(months);
        }
        self.take_figures(&here, c);
    }

    /// Whether a quantity is told of something that is a project beyond doubt.
    fn taken(&self, i: usize) -> bool {
        self.items[i].of.is_some_and(|c| self.drafts[c].evident)
    }

    /// Gives the quantities to the projects they are told of, as far as these are projects.
    fn give_figures(&mut self) {
        for item in self.items.iter_mut().filter(|item| !item.used) {
            let Some(draft) = item.of.map(|c| &mut self.drafts[c]).filter(|draft| draft.evident) else { continue };
            item.used = true;
            draft.end = draft.end.max(item.found.end);
            let label = label(self.reader, item).unwrap_or_default();
            // 总投资122亿元的27个项目 told twice
            let sum = self.reader.lexicon.ends("investment", &label).is_some() && draft.project.investment.as_ref() == Some(&item.found.quantity);
            if !sum {
                draft.project.figures.push(Labelled { label, quantity: item.found.quantity.clone() });
            }
        }
    }

    /// Gives the sentence's other quantities to the project.
    fn take_figures(&mut self, here: &[usize], c: usize) {
        for &i in here {
            if !self.items[i].used && !self.items[i].again && !self.taken(i) {
                self.items[i].of = Some(c);
            }
        }
    }
}

/// Whether a text begins with what is told of a project that was named before: `项目位于…`, `该项目占地…`.
fn tells_of_project(reader: Reader<'_>, text: &str) -> bool {
    let rest = reader.lexicon.starts("project-pronoun", text).map(|n| &text[n..]);
    rest.is_some_and(|rest| reader.lexicon.starts("heading-told", rest).is_some())
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
