//! Total investments: which project a sum is told of, and the projects that only their sum makes one.

use super::classes::{counts, is_class, near};
use super::facilities::{built, facility, led_facility};
use super::names::unquoted;
use super::same::same_project;
use super::told::{day, stage};
use super::{Article, Draft, Item, Mention, Sentence, is_money};
use crate::families::{Reader, scope};
use crate::lexicon::is_boundary;
use crate::record::Project;
use crate::text::{behind_last, is_han};
use crate::value::quantity::Found;

/// Longest word between a threshold and the noun of its class, in bytes.
const CLASS: usize = 12;

/// How far before its sum a facility is named, in bytes.
const NAMED: usize = 300;

impl Article<'_, '_> {
    /// An investment told just before its project is named.
    pub(super) fn told_before(&mut self, sentence: &Sentence<'_>, from: usize, touched: &[Mention]) {
        let reader = self.reader;
        let first = touched.first().filter(|t| !sentence.headline && self.drafts[t.draft].project.investment.is_none());
        let Some(&Mention { draft: c, .. }) = first else { return };
        let before = scope::sentence_start(reader.clean(), sentence.start - reader.clean()[..sentence.start].chars().next_back().map_or(0, char::len_utf8));
        let told = (from.saturating_sub(8)..from).find(|&i| {
            let item = &self.items[i];
            item.found.number >= before
                && !item.used
                && !self.taken(i)
                && item.line == sentence.line
                && item.found.number < sentence.start
                && is_money(&item.found)
                && investment_label(reader, scope::sentence_start(reader.clean(), item.found.number), &item.found)
                && !self.spent_on(i)
                && !self.of_class(before, item.found.start)
                && !self.of_several(before, item.found.start)
                && !self.builds_several(i)
        });
        if let Some(i) = told {
            take_investment(self.items, i, &mut self.drafts[c]);
            self.drafts[c].evident = true;
        }
    }

    /// Whether a sum is told of projects that the clauses before it name only by their class: 在谈项目累计40,|拟投资总额….
    fn of_class(&self, start: usize, sum: usize) -> bool {
        let lead = &self.reader.clean()[start..sum];
        self.reader.lexicon.last("batch-noun", lead).is_some_and(|(_, e)| lead[e..].contains(is_boundary))
    }

    /// `甲铁路总投资153亿元、乙文化园总投资80亿元`: a list whose items are a name and its sum, whatever the name ends with.
    fn listed(&mut self, sentence: &Sentence<'_>, touched: &[Mention]) {
        let clean = self.reader.clean();
        let items: Vec<(usize, usize, usize)> = sentence
            .invested
            .iter()
            .filter_map(|&i| {
                let found = &self.items[i].found;
                let lead = &clean[sentence.start..found.start];
                let low = behind_last(lead, |c| is_boundary(c) || c == '、');
                let (at, _) = self.reader.lexicon.last("investment", &lead[low..])?;
                let closed = clean[found.end..].chars().next().is_none_or(|c| is_boundary(c) || c == '、' || c == '等');
                let name = &lead[low..low + at];
                let named = (4..=30).contains(&name.chars().count()) && !name.contains(['的', '(']) && !is_class(self.reader, name);
                (closed && named && !self.items[i].used).then_some((i, sentence.start + low, sentence.start + low + at))
            })
            .collect();
        if items.len() < 2 {
            return;
        }
        for (i, start, end) in items {
            let known = touched.iter().find(|t| start <= t.start && t.end <= end).map(|t| t.draft);
            let c = known.unwrap_or_else(|| self.open(self.named(unquoted(&clean[start..end]), (start, end), sentence.line)));
            self.give_sum(i, c, sentence.line);
        }
    }

    /// `总投资分别为11亿元、6亿元的甲项目和乙项目`, `甲项目、乙项目总投资分别为…`: as many sums as projects, in order.
    fn respectively(&mut self, sentence: &Sentence<'_>, touched: &[Mention]) {
        let clean = self.reader.clean();
        let lexicon = self.reader.lexicon;
        let Some((at, after)) = lexicon.find("respectively", sentence.text).map(|(a, b)| (sentence.start + a, sentence.start + b)) else { return };
        if lexicon.ends("investment", &clean[sentence.start..at]).is_none() {
            return;
        }
        let mut end = after;
        let mut sums = Vec::new();
        for &i in sentence.here.iter().filter(|&&i| self.items[i].found.number >= after) {
            let found = &self.items[i].found;
            let joined = matches!(clean[end.min(found.start)..found.start].trim_start_matches('为').trim(), "" | "、" | "和" | "与" | "及");
            if !joined || !is_money(found) {
                break;
            }
            sums.push(i);
            end = found.end;
        }
        let named: Vec<usize> = if clean[end..].starts_with('的') {
            touched.iter().filter(|t| t.start >= end).map(|t| t.draft).collect()
        } else {
            touched.iter().filter(|t| t.end <= at).map(|t| t.draft).collect()
        };
        if sums.len() < 2 || sums.len() != named.len() {
            return;
        }
        for (i, c) in sums.into_iter().zip(named) {
            take_investment(self.items, i, &mut self.drafts[c]);
            self.drafts[c].evident = true;
        }
    }

    /// Gives each total investment to the project named before it, or talked of.
    pub(super) fn investments(&mut self, sentence: &Sentence<'_>, touched: &[Mention]) {
        self.listed(sentence, touched);
        self.respectively(sentence, touched);
        let line = sentence.line;
        for &i in &sentence.invested {
            if self.items[i].used {
                continue;
            }
            let at = self.items[i].found.number;
            let before = touched.iter().filter(|t| t.start < at).count();
            if before > 1 && self.reader.lexicon.ends("sum-of-several", &self.reader.clean()[sentence.start..self.items[i].found.start]).is_some() {
                continue;
            }
            if self.builds_several(i) || self.of_several(touched.iter().map(|t| t.end).filter(|&end| end < at).max().unwrap_or(sentence.start), at) {
                continue;
            }
            let led = touched.iter().find(|t| self.leads(i, t.start));
            let c = led.or_else(|| touched.iter().rev().find(|t| t.start < at)).or_else(|| touched.iter().find(|t| t.start - at < 30)).map(|t| t.draft);
            // 投资6.3亿元进行棚户区改造: of what follows, not of the project talked of
            let elsewhere = touched.is_empty() && self.spent_on(i);
            // 该项目总投资35亿元: told a second time
            let told = |c: usize| self.drafts[c].project.investment.as_ref().is_some_and(|told| told.same_amount(&self.items[i].found.quantity));
            let again = self.current.filter(|&c| touched.is_empty() && told(c));
            let Some(c) = c.or(again).or_else(|| if elsewhere { None } else { self.unnamed(sentence, touched, at) }) else { continue };
            self.give_sum(i, c, line);
        }
    }

    /// Gives a sum told in a line to a project, which is talked of from here on.
    fn give_sum(&mut self, i: usize, c: usize, line: usize) {
        self.current = Some(c);
        let draft = &mut self.drafts[c];
        take_investment(self.items, i, draft);
        draft.evident = true;
        draft.end = draft.end.max(self.items[i].found.end);
        draft.line = draft.line.max(line);
    }

    /// Whether projects that are only counted stand right before a sum: 签约|两大招商引资项目,投资总额达30亿元.
    fn of_several(&self, from: usize, sum: usize) -> bool {
        let text = &self.reader.clean()[from..sum];
        // 甲基地、乙基地分别建设,|两项目总投资9200万元
        let clause = &text[behind_last(text, is_boundary)..];
        if clause.strip_prefix(counts).is_some_and(|rest| rest.trim_start_matches('个').starts_with("项目")) {
            return true;
        }
        text.match_indices('大').any(|(i, word)| {
            let counted = text[..i].chars().next_back().is_some_and(counts);
            counted && self.reader.lexicon.find("batch-noun", near(&text[i + word.len()..])).is_some()
        })
    }

    /// Whether a sum is said to build several: 共投资12.8亿元,|打造三大湿地公园.
    fn builds_several(&self, sum: usize) -> bool {
        let rest = self.reader.clean()[self.items[sum].found.end..].trim_start_matches(',');
        let told = self.reader.lexicon.starts("builds", rest).map(|n| &rest[n..]);
        told.and_then(|told| told.strip_prefix(|c| counts(c) && c != '一')).is_some_and(|rest| rest.starts_with(['大', '个', '座', '条', '所']))
    }

    /// Whether a sentence begins with a sum and tells what it is spent on: 投资6.5亿元建设|甲总部.
    pub(super) fn spent_on(&self, sum: usize) -> bool {
        let clean = self.reader.clean();
        let found = &self.items[sum].found;
        let lexicon = self.reader.lexicon;
        let start = scope::sentence_start(clean, found.number);
        let opens = lexicon.ends("investment", &clean[start..found.start]) == Some(found.start - start);
        opens && ["builds", "spends"].iter().any(|key| lexicon.starts(key, &clean[found.end..]).is_some())
    }

    /// The project that a total investment is told of where the sentence names none: the facility that it begins with, else the
    /// project talked of.
    fn unnamed(&mut self, sentence: &Sentence<'_>, touched: &[Mention], sum: usize) -> Option<usize> {
        let clean = self.reader.clean();
        // 总投资20亿元的|改建工程: the one whose name ends so
        if let Some(c) = self.short_name(sentence, sum).filter(|_| touched.is_empty()) {
            return Some(c);
        }
        let led = || led_facility(self.reader, sum, sentence.end).filter(|_| touched.is_empty());
        // 甲学校已投用,总投资1.26亿元的|乙学校计划9月投用: what the sum leads, not what the sentence begins with
        let amount = sentence.invested.iter().map(|&i| &self.items[i].found).find(|found| found.number == sum);
        let leads = amount.is_some_and(|found| clean[found.end..].starts_with('的'));
        let begins = leads.then(led).flatten().or_else(|| facility(self.reader, scope::window(clean, sentence.start, sum, NAMED), sum)).or_else(led);
        // 计划投资55亿元,建设一个|服装产业中心
        let built = amount.and_then(|found| built(self.reader, found.end, sentence.end)).filter(|_| touched.is_empty());
        if let Some((start, name)) = built.filter(|_| begins.is_none()) {
            let new = self.named(name.clone(), (start, start + name.len()), sentence.line);
            return Some(self.open(Draft { start: sum, ..new }));
        }
        let known =
            begins.as_ref().and_then(|(_, name)| self.recent().find(|(_, d)| same_project(self.reader, d.project.name.as_deref(), name)).map(|(c, _)| c));
        // 甲水库完成投资…,占批复投资5138万元: its own name, not the project talked of
        let own = |name: &str| {
            name.chars().count() >= 4 && self.reader.lexicon.ends("landmark", name).is_some()
                || name.chars().count() >= 8 && self.reader.lexicon.places.prefix(name).is_some()
        };
        let landmark = begins.as_ref().is_some_and(|(_, name)| own(name));
        let open = |c: usize| self.drafts[c].project.investment.is_none() || touched.iter().any(|t| t.draft == c);
        // 在谈项目…,拟投资总额150亿元: not of the batch that was signed
        let apart = |c: usize| self.drafts[c].batch && self.reader.lexicon.has("apart", &clean[sentence.start..sum]);
        // 总投资4.8亿元的|乙机械,已开工: something that has no word for a project
        let other = leads && begins.is_none();
        // 两个项目…。其中甲广场总投资5亿元: a member's
        let member = |c: usize| self.drafts[c].batch && begins.is_some();
        let talked_of = || self.current.filter(|&c| sentence.line <= self.drafts[c].line + 4 && open(c) && !apart(c) && !member(c));
        known.or_else(|| if landmark || other { None } else { talked_of() }).or_else(|| {
            // 碧霞公园由…改建而成,总投资3900万元: a facility that is no 项目 by name
            let (start, end, project) = match begins {
                Some((start, name)) => {
                    // 该医院: its full name stands elsewhere
                    let here = if clean[start..].starts_with(name.as_str()) { start + name.len() } else { sum };
                    (start, sum.max(here), self.introduced(start, name))
                }
                // 该项目总投资1.8亿元: of a project that has no name
                None => (sentence.start, sum, self.reader.lexicon.starts("this-project", sentence.text).map(|_| self.nameless(sentence.start))?),
            };
            Some(self.open(Draft { project, start, end, line: sentence.line, lead: self.lead, ..Draft::default() }))
        })
    }

    /// The project without a sum whose name ends with the few words that this sum leads.
    fn short_name(&self, sentence: &Sentence<'_>, sum: usize) -> Option<usize> {
        let clean = self.reader.clean();
        let rest = clean[sum..sentence.end].split_once("元的")?.1;
        let (_, e) = self.reader.lexicon.find("project-suffix", rest)?;
        let noun = rest[..e].strip_prefix("该").unwrap_or(&rest[..e]);
        let short = (3..=8).contains(&noun.chars().count()) && noun.chars().all(is_han);
        let ends = |d: &Draft| d.project.investment.is_none() && d.project.name.as_deref().is_some_and(|name| name.ends_with(noun));
        self.recent().find(|(_, d)| short && ends(d)).map(|(c, _)| c)
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
        let phrase = start + scope::phrase_start(&clean[start..end], found - start);
        let phrase = phrase + clean[phrase..found].rfind('的').map_or(0, |i| i + '的'.len_utf8());
        Project {
            name: Some(clean[phrase..found + name.len()].to_owned()).filter(|n| n.chars().count() <= 24 && n.chars().all(is_han)).or(Some(name)),
            ..self.staged(start, end)
        }
    }

    /// A project that is never named: its stage and day stand in the sentence before.
    fn nameless(&self, at: usize) -> Project {
        let clean = self.reader.clean();
        let line = self.reader.document.text.lines()[self.reader.document.line_at(at)];
        let end = clean[line.start..at].trim_end_matches(['。', ' ']).len() + line.start;
        let start = scope::sentence_start(clean, end).max(line.start);
        Project { name: self.subject_before(at), ..self.staged(start, end) }
    }

    /// What the sentence before is about, if it is a facility: 据悉,|乙旅游度假区|前期工作正在进行。该项目….
    fn subject_before(&self, at: usize) -> Option<String> {
        let (clean, lexicon) = (self.reader.clean(), self.reader.lexicon);
        let end = clean[..at].trim_end_matches(['。', ' ', '\n']).len();
        let start = scope::sentence_start(clean, end);
        clean[start..end].split(is_boundary).find_map(|clause| {
            let (end, _) = lexicon.find("site-work", clause)?;
            let name = &clause[..end];
            let whole = (5..=20).contains(&name.chars().count()) && name.chars().all(is_han) && lexicon.ends("facility", name).is_some();
            whole.then(|| name.to_owned())
        })
    }

    /// A project of which nothing is known but the stage, and its day, that `start..end` tells.
    fn staged(&self, start: usize, end: usize) -> Project {
        let told = stage(self.reader, &self.reader.clean()[start..end]);
        Project { stage: told.map(|t| t.stage), date: told.and_then(|t| day(self.reader, start, end, t.at)), ..Project::default() }
    }
}

/// Whether the words before a sum of money say that it is a total investment.
pub(super) fn investment_label(reader: Reader<'_>, start: usize, found: &Found) -> bool {
    let lexicon = reader.lexicon;
    // 总投资50亿元以上|大项目
    let bound = lexicon.ends("threshold", &reader.clean()[found.start..found.end]).is_some();
    let rest = reader.clean()[found.end..].trim_start_matches('的');
    if bound && lexicon.find("batch-noun", near(rest)).is_some_and(|(at, _)| at <= CLASS) {
        return false;
    }
    let mut before = reader.clean()[start..found.start].trim_end_matches(' ');
    // 总投资|将达, 总投资额|约为
    loop {
        if lexicon.ends("investment-not", before).is_some() {
            return false;
        }
        if let Some(lead) = lexicon.strip_end("investment", before) {
            return !of_phase(reader, lead);
        }
        let Some(shorter) = lexicon.strip_end("investment-gap", before) else { return false };
        before = shorter;
    }
}

/// Whether the words before 总投资 name a phase of the project talked of: 其中|一期工程; not 乙污水处理厂二期工程.
fn of_phase(reader: Reader<'_>, lead: &str) -> bool {
    let Some(whole) = reader.lexicon.strip_end("phase-works", lead) else { return false };
    let clause = whole.rsplit(is_boundary).next().unwrap_or(whole);
    reader.lexicon.ends("facility", clause).is_none() || reader.lexicon.starts("project-pronoun", clause).is_some()
}

/// Gives a project its total investment, unless it has one.
pub(super) fn take_investment(items: &mut [Item], i: usize, draft: &mut Draft) {
    if draft.project.investment.is_none() {
        draft.project.investment = Some(items[i].found.quantity.clone());
        draft.investment_span = Some((items[i].found.start, items[i].found.end));
        items[i].used = true;
    }
}
