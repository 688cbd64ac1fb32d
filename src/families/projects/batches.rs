//! Batches: so many projects with their sum, and the parts that have sums of their own.

use super::batch_names::batch_name;
use super::classes::{behind_members, is_batch, is_part};
use super::location::host;
use super::members::members;
use super::names::Named;
use super::told::{self, Opening, Told, day};
use super::{Article, Counted, Draft, MOST, Sentence, count_of, full, take_investment};
use crate::families::scope;
use crate::lexicon::is_boundary;
use crate::record::Stage;
use crate::value::quantity::Modifier;

/// How far behind its sum a project may be named, in bytes: the name of its company stands between.
const NEAREST: usize = 75;

impl Article<'_, '_> {
    /// Batches: `集中签约项目29个,协议总投资186.7亿元`, each with its own sum. Whether the sentence tells of nothing else.
    ///
    /// A part told with its own sum (`其中产业项目53个、总投资43.3亿元`) is a batch of its own, a part told by a count only a
    /// figure of the batch.
    pub(super) fn batches(&mut self, sentence: &Sentence<'_>, named: &mut Vec<Named>) -> bool {
        let &Sentence { start, end, headline, ref here, ref invested, stage, .. } = sentence;
        let reader = self.reader;
        let before =
            self.drafts.last().filter(|d| d.batch && sentence.line <= d.line + 2 && named.is_empty()).map(|d| (d.project.stage, d.project.date.clone()));
        let counts: Vec<usize> = here
            .iter()
            .copied()
            .filter(|&i| is_batch(reader, &self.items[i].found, start, end) || before.is_some() && is_part(reader, &self.items[i].found, start, end))
            .collect();
        let Some(&first) = counts.first() else { return false };
        if headline {
            return invested.is_empty();
        }
        // 总投资10亿元的甲项目: the sum is a member's
        let member = |i: usize| named.iter().any(|name| self.leads(i, name.start) || self.follows(i, name));
        let sums: Vec<usize> = invested.iter().copied().filter(|&i| !member(i)).collect();
        let mut told: Vec<(usize, Option<usize>)> = Vec::new();
        for (k, &count) in counts.iter().enumerate() {
            let at = self.items[count].found.number;
            let next = counts.get(k + 1).map_or(end, |&i| self.items[i].found.number);
            // 总投资80余亿元的27个项目, 总投资477亿元的社会民生项目8个
            let of = |i: usize| {
                let gap = reader.clean().get(self.items[i].found.end..self.items[count].found.start).unwrap_or_default().trim_end_matches(['这', '共']);
                // 计划投资9亿元,新建|3个风电项目
                let built = gap.trim_start_matches(',');
                let built = reader.lexicon.starts("builds", built) == Some(built.len());
                gap == "的" || built || gap.starts_with('的') && !gap.contains(is_boundary) && reader.lexicon.ends("batch-noun", gap).is_some()
            };
            let led = sums.iter().copied().find(|&i| self.items[i].found.end < at && of(i));
            // 项目3个:甲中学投资133万元,…: the first one's
            let listed = |i: usize| {
                let gap = reader.clean().get(self.items[count].found.end..self.items[i].found.start).unwrap_or_default();
                let all = || behind_members(&self.items[count].found, gap).is_some();
                gap.split_once(':').is_some_and(|(_, label)| reader.lexicon.starts("investment", label).is_none()) && !all()
            };
            // 包括投资64亿元的|甲码头: a member's
            let leads = |i: usize| reader.clean()[self.items[i].found.end..].starts_with('的') && !of(i);
            let followed = sums
                .iter()
                .copied()
                .find(|&i| (at..next).contains(&self.items[i].found.number) && told.iter().all(|t| t.1 != Some(i)) && !listed(i) && !leads(i));
            let led_next =
                followed.is_some_and(|i| counts.get(k + 1).is_some_and(|&c| reader.clean()[self.items[i].found.end..self.items[c].found.start] == *"的"));
            told.push((count, led.or(followed.filter(|_| !led_next))));
        }
        // 项目15个,其中,甲类1个、乙类2个、丙类9个,总投资额为285亿元: the sum is of all
        if let Some((last, sum)) = told.iter().enumerate().find_map(|(k, t)| Some((k, t.1?))).filter(|&(last, _)| last >= 2)
            && (last == told.len() - 1 || self.adds_up(&told[..=last]))
            && !self.counts_all(start, told[last].0)
            && reader.clean()[self.items[told[last].0].found.end..self.items[sum].found.start].contains(',')
        {
            told[0].1 = Some(sum);
            told[last].1 = None;
        }
        // 20个项目中有5个总投资超过10亿元: a threshold
        let bound = |t: &(usize, Option<usize>)| {
            let lead = &reader.clean()[start..self.items[t.0].found.start];
            let over =
                t.1.is_some_and(|i| self.items[i].found.quantity.modifier == Some(Modifier::Over) && self.items[i].found.number > self.items[t.0].found.end);
            over && ["其中", "中有"].iter().any(|word| lead.contains(word))
        };
        told.retain(|t| !bound(t));
        let whole = told.iter().position(|t| t.1.is_some()).unwrap_or(0);
        if told.is_empty() {
            return false;
        }
        if told[whole].1.is_none() {
            // 27个项目建成后…: the batch told before
            let count = count_of(&self.items[first].found);
            if let Some(c) = self.known_batch(count) {
                self.items[first].used = true;
                self.drafts[c].line = self.drafts[c].line.max(sentence.line);
                self.current = Some(c);
                return false;
            }
            // 其中:20个县级项目,28个乡镇项目: parts, not the whole
            if sentence.text[..self.items[first].found.start - start].contains("其中") {
                return false;
            }
            // 列入省级重点项目11个: a class with its count is a batch, whatever is told of it
            if stage.is_none() && !batch_name(reader, &self.items[first].found, start, end).is_some_and(|(_, own)| own) {
                self.counted = Some(Counted { start, end, line: sentence.line, count: first });
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
            let until = told.get(k + 1).map_or(end, |next| scope::clause_start(reader.clean(), self.items[next.0].found.start).max(start));
            let c = self.tell_batch(sentence, count, sum, until);
            if let Some((stage, date)) =
                before.clone().filter(|_| self.drafts[c].project.stage.is_none() && is_part(reader, &self.items[count].found, start, end))
            {
                (self.drafts[c].project.stage, self.drafts[c].project.date) = (stage, date);
            }
            self.tell_members(sentence, named, count, c);
            self.current = Some(self.current.filter(|_| last.is_some()).unwrap_or(c));
            let next = told[k + 1..].iter().find(|t| t.1.is_some()).map_or(end, |t| self.items[t.0].found.number);
            // 到位资金72亿元,新引进项目29个: without a sum of its own the batch begins with its count
            let from = if last.is_none() && sum.is_some() { start } else { self.items[count].found.number };
            let figures: Vec<usize> = here
                .iter()
                .copied()
                .filter(|&i| (from..next).contains(&self.items[i].found.number) && !invested.contains(&i) && !told.iter().any(|t| t.0 == i && t.1.is_some()))
                .collect();
            // 建成项目167个,引进人才236名: of something else
            let of_batch = |&i: &usize| sum.is_some() || !matches!(self.items[i].found.quantity.unit.as_str(), "名" | "人" | "人次");
            let figures: Vec<usize> =
                figures.into_iter().filter(of_batch).chain(sums.iter().copied().filter(|&i| (from..next).contains(&self.items[i].found.number))).collect();
            self.take_figures(&figures, c);
            last = Some(c);
        }
        !invested.iter().any(|&i| named.iter().any(|name| self.leads(i, name.start)))
    }

    /// Whether a count adds up those before it: 线上签约项目3个,线下签约项目9个,共计|12个项目.
    fn counts_all(&self, start: usize, count: usize) -> bool {
        self.reader.lexicon.ends("counts-all", &self.reader.clean()[start..self.items[count].found.start]).is_some()
    }

    /// Whether the counts behind the first are its parts: 重点项目52个,其中续建19个,新建33个.
    fn adds_up(&self, told: &[(usize, Option<usize>)]) -> bool {
        let mut counts = told.iter().map(|t| count_of(&self.items[t.0].found).map(u64::from));
        let whole = counts.next().flatten();
        whole.is_some() && whole == counts.sum()
    }

    /// Whether the sum is told of the project named at `name`, right behind it: 总投资10亿元的|甲项目, 总投资10亿元的甲公司|乙项目,
    /// 新增投资10亿元建设|甲项目.
    pub(super) fn leads(&self, sum: usize, name: usize) -> bool {
        let gap = self.reader.clean().get(self.items[sum].found.end..name).unwrap_or_default().trim_start();
        // 总投资64.8亿元、占地82万平方米的|甲基地
        let attributes = gap.starts_with('、') && gap.ends_with('的') && gap.chars().any(|c| c.is_ascii_digit());
        // 投资50亿元,开建年产值250亿元的|乙基地
        let builds = self.reader.lexicon.starts("builds", gap.trim_start_matches(',')).is_some();
        let joined = gap.starts_with('的') || attributes || builds;
        joined && gap.len() <= NEAREST && !gap.trim_start_matches(['、', ',']).contains(is_boundary)
    }

    /// Whether the sum is told of the project whose name ends at `name`, right before it: 甲项目|总投资10亿元, 乙项目(二期)|总投资:6亿元.
    fn follows(&self, sum: usize, name: &Named) -> bool {
        let clean = self.reader.clean();
        let gap = clean.get(name.end..self.items[sum].found.start).unwrap_or_default().trim_start();
        // 包括甲项目、|乙项目,总投资4.7亿元: the sum is of all
        let listed = clean[..name.start].trim_end_matches('“').ends_with(['、', '和', '与', '及']);
        let told = if listed { gap } else { gap.trim_start_matches(',') };
        self.reader.lexicon.starts("investment", told).is_some() && told.chars().count() <= 8
    }

    /// The projects that a new name or count is compared with, by index.
    pub(super) fn recent(&self) -> impl Iterator<Item = (usize, &Draft)> {
        self.drafts.iter().enumerate().skip(self.drafts.len().saturating_sub(MOST))
    }

    /// The batch of so many projects that was told before.
    pub(super) fn known_batch(&self, count: Option<u32>) -> Option<usize> {
        self.recent().find(|(_, d)| d.batch && d.project.count == count).map(|(c, _)| c)
    }

    /// One batch with its count and its sum.
    ///
    /// What is told up to `until` is told of it.
    pub(super) fn tell_batch(&mut self, sentence: &Sentence<'_>, b: usize, sum: Option<usize>, until: usize) -> usize {
        let &Sentence { start, end, line, stage, .. } = sentence;
        let reader = self.reader;
        let found = &self.items[b].found;
        let (at, count) = (found.start, count_of(found));
        let name = batch_name(reader, found, start, end);
        // 集中开工项目90个…,集中投产项目118个: its own clause says more than the sentence
        let clause_end = found.end + reader.clean()[found.end..end].find(is_boundary).unwrap_or(end - found.end);
        let clause_start = scope::clause_start(reader.clean(), found.start).max(start);
        let clause = &reader.clean()[clause_start..clause_end];
        let behind = |told: Told| Told { at: told.at + clause_start - start, ..told };
        let stage = if until == end { stage } else { told::stage(reader, &reader.clean()[start..until]) };
        // 22个项目完成投资47亿元: money spent says nothing of them all
        let of_all = |told: &Told| reader.lexicon.starts("spent", &reader.clean()[start + told.at..]).is_none();
        let told = told::stage(reader, clause).map(behind).filter(of_all);
        // 计划实施项目146个
        let led = sum.map_or(clause_start, |i| clause_start.min(scope::clause_start(reader.clean(), self.items[i].found.start).max(start)));
        let meant = || reader.lexicon.stages.find(clause).is_none() && reader.lexicon.has("future", &reader.clean()[led..at]);
        let planned = || (told::planned(reader, clause) || meant()).then(|| Told { stage: Stage::Planned, certain: false, at: at - start });
        // 引进项目43个: what is brought in has been signed
        let signed = || reader.lexicon.find("brings", clause).map(|(at, _)| behind(Told { stage: Stage::Signed, certain: true, at }));
        let own = told.filter(|told| told.certain).or_else(|| if told.is_none() { planned() } else { None });
        let own = own.or(stage.filter(of_all)).or(told).or_else(signed);
        let own = if self.mostly_begun(sentence, b) { Some(Told { stage: Stage::UnderConstruction, certain: false, at: at - start }) } else { own };
        let new = Draft { start: found.start, end: found.end, line, batch: true, ..Draft::default() };
        // 项目15个,其中甲类3个,总投资2亿元: the place has the whole
        let whole = !self.recent().any(|(_, d)| d.batch && d.line == line);
        self.items[b].used = true;
        // as many, with another sum, is another batch
        let sums = |d: &Draft| sum.zip(d.project.investment.as_ref()).is_none_or(|(i, told)| told.same_amount(&self.items[i].found.quantity));
        let known = self.known_batch(count).filter(|&c| sums(&self.drafts[c]));
        let c = known.unwrap_or_else(|| self.open(new));
        let d = &mut self.drafts[c];
        d.evident = true;
        // what is only planned does not belong to the event told before
        let apart = own.is_some_and(|told| told.stage == Stage::Planned);
        if let Some((name, own)) = name.filter(|(_, own)| *own || !apart) {
            // its own words say more than its event
            if d.project.name.as_ref().is_none_or(|old| name.ends_with(old.as_str()) || own && d.headline) {
                d.project.name = Some(name);
                d.headline = !own;
            }
        }
        if whole && d.project.location.is_none() {
            d.project.location = host(reader, &reader.clean()[scope::clause_start(reader.clean(), at).max(start)..at], sentence.text);
        }
        d.project.count = count;
        d.project.stage = d.project.stage.or(own.map(|s| s.stage));
        let opening = &self.opening;
        d.project.date = d.project.date.take().or_else(|| {
            let opened = |stage| full(opening.get_or_init(|| Opening::read(reader, line)).day(stage));
            own.filter(|s| s.stage > Stage::Approved).and_then(|s| full(day(reader, start, end, s.at)).or_else(|| opened(s.stage)))
        });
        if let Some(m) = sum {
            take_investment(self.items, m, d);
        }
        c
    }

    /// Whether most of a batch is told to have begun: 项目413个,已开工|409个.
    fn mostly_begun(&self, sentence: &Sentence<'_>, batch: usize) -> bool {
        let whole = count_of(&self.items[batch].found);
        let begun = |&i: &usize| {
            let found = &self.items[i].found;
            let clean = self.reader.clean();
            let lead = clean[sentence.start..found.start].trim_end_matches(['的', '了', '有']);
            let stage = self.reader.lexicon.stages.suffix(lead).is_some_and(|(_, &stage)| stage >= Stage::Started);
            let parted = clean[found.end..].chars().next().is_none_or(is_boundary);
            stage && parted && count_of(found).zip(whole).is_some_and(|(part, whole)| part < whole && 2 * u64::from(part) > u64::from(whole))
        };
        sentence.here.iter().skip_while(|&&i| i <= batch).any(begun)
    }

    /// The members that a batch lists by name have its stage and day.
    fn tell_members(&mut self, sentence: &Sentence<'_>, named: &mut Vec<Named>, count: usize, batch: usize) {
        let listed = members(self.reader, sentence, named, &self.items[count].found);
        for told in self.touch(sentence, &listed) {
            if let Some(&sum) = sentence.invested.iter().find(|&&i| !self.items[i].used && self.leads(i, told.start)) {
                take_investment(self.items, sum, &mut self.drafts[told.draft]);
            }
            let (stage, date) = (self.drafts[batch].project.stage, self.drafts[batch].project.date.clone());
            let member = &mut self.drafts[told.draft];
            member.evident |= stage.is_some();
            if member.project.stage.is_none() {
                (member.project.stage, member.project.date) = (stage, date);
            }
        }
    }

    /// `全县重点项目30项,其中…。总投资519亿元`: the sum of a batch that was only counted.
    pub(super) fn told_after_count(&mut self, sentence: &Sentence<'_>) {
        let Some(counted) = self.counted.take().filter(|c| c.line == sentence.line) else { return };
        let Some(&sum) = sentence.invested.first() else { return };
        let opening = &self.reader.clean()[sentence.start..self.items[sum].found.start];
        let leads = self.reader.clean()[self.items[sum].found.end..].starts_with('的');
        // 其中宝山广场总投资5亿元: a member's
        let lead = self.reader.lexicon.strip_end("investment", opening).unwrap_or_default();
        let member = lead.chars().count() > 4;
        if leads || member || opening.contains(is_boundary) || self.items[counted.count].used {
            return;
        }
        let text = &self.reader.clean()[counted.start..counted.end];
        let before = Sentence { start: counted.start, end: counted.end, text, here: Vec::new(), invested: Vec::new(), stage: None, ..*sentence };
        let c = self.tell_batch(&before, counted.count, Some(sum), counted.end);
        self.current = Some(c);
    }
}
