//! Which documents an output already holds: told by the content of the inputs, not by their count.

use dibao::export::{Part, Progress};
use dibao::input::{Inputs, Item};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Adds a document to what was read of its file.
pub(crate) fn add(part: &mut Part, digest: &[u8; 32]) {
    let chain = Sha256::new().chain_update(&part.digest).chain_update(digest).finalize();
    part.digest = chain.iter().map(|byte| format!("{byte:02x}")).collect();
    part.documents += 1;
}

/// A document to read, and the file it comes from; or why the run cannot go on.
pub(crate) type Fresh = Result<(String, Item), String>;

/// The documents that an output does not hold yet. Those that it holds must be the same as when they were read.
pub(crate) struct Unread {
    inputs: Inputs<'static>,
    done: BTreeMap<String, Part>,
    /// The file being passed over, and what was seen of it.
    passed: Option<(String, Part)>,
    over: bool,
    /// What is to be done with the inputs when all were taken.
    ended: Box<dyn FnMut(&Inputs<'static>) + Send>,
}

impl Unread {
    /// # Errors
    /// When a file whose records the output holds is no longer among the inputs.
    pub(crate) fn new(inputs: Inputs<'static>, progress: &Progress, ended: Box<dyn FnMut(&Inputs<'static>) + Send>) -> Result<Self, String> {
        let done = progress.sources.clone();
        let names: std::collections::BTreeSet<String> = if done.is_empty() { Default::default() } else { inputs.names().collect() };
        match done.keys().find(|source| !names.contains(*source)) {
            Some(gone) => Err(format!("{gone}: its records are in the output, and it is no longer among the inputs: start anew without --resume")),
            None => Ok(Unread { inputs, done, passed: None, over: false, ended }),
        }
    }

    /// Passes over a document that the output holds, and takes any other.
    fn take(&mut self, source: String, item: Item) -> Option<Fresh> {
        let changed = |source: &str| Some(Err(format!("{source}: it has changed since its records were written: start anew without --resume")));
        if let Some((passing, seen)) = self.passed.take_if(|(passing, _)| *passing != source)
            && self.done.get(&passing).is_some_and(|part| part.documents > seen.documents)
        {
            return changed(&passing);
        }
        let Some(part) = self.done.get(&source) else { return Some(Ok((source, item))) };
        let (_, seen) = self.passed.get_or_insert_with(|| (source.clone(), Part::default()));
        if seen.documents == part.documents {
            return Some(Ok((source, item)));
        }
        add(seen, &self.inputs.digest(&item));
        if seen.documents == part.documents && seen != part { changed(&source) } else { None }
    }
}

impl Iterator for Unread {
    type Item = Fresh;

    fn next(&mut self) -> Option<Fresh> {
        while !self.over {
            let Some(item) = self.inputs.next() else {
                self.over = true;
                (self.ended)(&self.inputs);
                let short = self.passed.take().filter(|(source, seen)| self.done.get(source).is_some_and(|part| part.documents > seen.documents));
                return short.map(|(source, _)| Err(format!("{source}: it is shorter than when its records were written: start anew without --resume")));
            };
            let source = self.inputs.source().to_owned();
            if let Some(fresh) = self.take(source, item) {
                self.over = fresh.is_err();
                return Some(fresh);
            }
        }
        None
    }
}
