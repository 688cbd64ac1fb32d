//! What batches lend to the projects told behind them: stage and day.

use super::Draft;
use crate::families::Reader;
use crate::record::Stage;

/// The members of a batch share its stage and day, and those told behind a ceremony its.
pub(super) fn lend(reader: Reader<'_>, drafts: &mut [Draft], ceremonies: Vec<Batch>) {
    let mut batches: Vec<Batch> = drafts.iter().filter(|d| d.batch && d.project.stage.is_some()).map(Batch::of).chain(ceremonies).collect();
    batches.sort_by_key(|batch| batch.start);
    let all = LastBefore::of(&batches, |_| true);
    let stages: Vec<(Stage, LastBefore)> = {
        let mut stages: Vec<Stage> = batches.iter().filter_map(|batch| batch.stage).collect();
        stages.sort_unstable();
        stages.dedup();
        stages.into_iter().map(|stage| (stage, LastBefore::of(&batches, |batch| batch.stage == Some(stage)))).collect()
    };
    // 竣工项目中,甲路总投资…: what its paragraph says it tells of
    for d in drafts.iter_mut().filter(|d| !d.batch) {
        let Some(stage) = d.lead else { continue };
        d.project.stage = Some(stage);
        let told = stages.iter().find(|(of, _)| *of == stage).and_then(|(_, last)| last.before(d.start));
        d.project.date = told.and_then(|batch| batches[batch].date.clone());
    }
    for d in drafts.iter_mut().filter(|d| d.lead.is_none()) {
        let Some(Batch { line, stage, date, .. }) = all.before(d.start).map(|batch| &batches[batch]) else { continue };
        if d.project.investment.is_none() && (d.batch || d.project.stage.is_some() || *line != d.line) {
            continue;
        }
        // a batch of another paragraph is no part of it
        let apart = || d.project.name.as_deref().is_some_and(|name| reader.lexicon.has("apart", name));
        if d.batch && (d.project.stage.is_some() || *line != d.line || apart()) {
            continue;
        }
        if d.project.stage.is_none_or(|s| s == Stage::Planned) {
            (d.project.stage, d.project.date) = (*stage, date.clone());
        } else if d.project.stage == *stage {
            d.project.date = d.project.date.take().or_else(|| date.clone());
        }
    }
}

/// What a batch, or the ceremony that begins or signs projects, lends to those behind it.
pub(super) struct Batch {
    pub(super) start: usize,
    pub(super) line: usize,
    pub(super) stage: Option<Stage>,
    pub(super) date: Option<String>,
}

impl Batch {
    fn of(draft: &Draft) -> Self {
        Batch { start: draft.start, line: draft.line, stage: draft.project.stage, date: draft.project.date.clone() }
    }
}

/// Finds the batch told last before a place, though a few stand out of order: with each, the first byte of it and all told after it.
struct LastBefore(Vec<(usize, usize)>);

impl LastBefore {
    fn of(batches: &[Batch], which: impl Fn(&Batch) -> bool) -> Self {
        let mut kept: Vec<(usize, usize)> = batches.iter().enumerate().filter(|(_, batch)| which(batch)).map(|(i, batch)| (batch.start, i)).collect();
        for i in (1..kept.len()).rev() {
            kept[i - 1].0 = kept[i - 1].0.min(kept[i].0);
        }
        LastBefore(kept)
    }

    /// The last batch that begins before `at`, by index.
    fn before(&self, at: usize) -> Option<usize> {
        self.0[..self.0.partition_point(|&(start, _)| start < at)].last().map(|&(_, batch)| batch)
    }
}
