//! The deputies that an article has told of, found by name.

use super::Deputy;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Deputies in the order in which they were first told of.
#[derive(Debug, Default)]
pub(super) struct Roll {
    all: Vec<Deputy>,
    by_name: FxHashMap<String, usize>,
    /// Those of whom it is told why their seats end, and not yet that they do.
    leaving: BTreeSet<usize>,
    /// Those elected whose credentials are not confirmed yet.
    entering: BTreeSet<usize>,
}

impl Roll {
    /// Adds a deputy, or what is new of one already known.
    pub(super) fn collect(&mut self, new: Deputy) {
        let i = match self.by_name.get(&new.name) {
            Some(&i) => {
                self.all[i].learn(new);
                i
            }
            None => {
                self.by_name.insert(new.name.clone(), self.all.len());
                self.all.push(new);
                self.all.len() - 1
            }
        };
        let deputy = &self.all[i];
        if deputy.reason.is_some() && !deputy.ended && !deputy.elected {
            self.leaving.insert(i);
        }
        if deputy.elected {
            self.entering.insert(i);
        }
    }

    /// The deputy of a name.
    pub(super) fn get(&self, name: &str) -> Option<&Deputy> {
        self.by_name.get(name).map(|&i| &self.all[i])
    }

    /// The deputy told of first.
    pub(super) fn first(&self) -> Option<&Deputy> {
        self.all.first()
    }

    /// Ends the seat of a deputy, unless it has ended.
    pub(super) fn end(&mut self, name: &str) -> Option<&Deputy> {
        let &i = self.by_name.get(name)?;
        let deputy = &mut self.all[i];
        (!std::mem::replace(&mut deputy.ended, true)).then(|| {
            self.leaving.remove(&i);
            &self.all[i]
        })
    }

    /// Those of whom it is told why their seats end, and not yet that they do.
    pub(super) fn leaving(&self) -> Vec<String> {
        self.leaving.iter().map(|&i| self.all[i].name.clone()).collect()
    }

    /// Those elected since this was asked last.
    pub(super) fn entering(&mut self) -> Vec<String> {
        std::mem::take(&mut self.entering).into_iter().map(|i| self.all[i].name.clone()).collect()
    }

    /// Deputies whose resignation or recall was accepted and whose seats no sentence ended.
    pub(super) fn open(&self) -> impl Iterator<Item = &Deputy> {
        self.all.iter().filter(|deputy| !deputy.ended && deputy.accepted)
    }
}
