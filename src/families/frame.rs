//! The frame (框架) of an article's acts: what it says of all of them once.

use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

/// The frame of an article's acts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frame {
    /// The meeting that the article names first, with its day.
    pub(crate) session: Option<String>,
    /// Day in the session's parenthesis or sentence.
    pub(crate) session_date: Option<String>,
    /// The body in the headline.
    pub(crate) headline_body: Option<String>,
    /// The body that signs.
    pub(crate) signature: Option<String>,
    /// The day of signature.
    pub(crate) signed: Option<String>,
    /// The notice's number.
    pub(crate) number: Option<String>,
    /// The first day that the article's prose tells.
    pub(crate) first_date: Option<String>,
    /// Where the line begins that tells it with its year: an earlier act is not of that day.
    pub(crate) first_date_at: usize,
    /// The sentences of its line before the one that tells it: their acts are not of that day either.
    pub(crate) before_first_date: std::ops::Range<usize>,
    /// Whether it leaves a day untold anywhere: 日前.
    pub(crate) undated: bool,
    /// The day of the meeting that announces what was decided before.
    pub(crate) announced: Option<String>,
    /// The body that the article says to decide, once asked for.
    pub(crate) decider: OnceCell<Option<String>>,
    /// Bodies of the sessions asked for so far.
    pub(super) bodies: RefCell<FxHashMap<String, Option<String>>>,
}

impl Frame {
    /// Whether nothing says who decided, in which session or when.
    pub(super) fn is_bare(&self) -> bool {
        let told = [&self.session, &self.session_date, &self.headline_body, &self.signature, &self.signed, &self.number];
        told.into_iter().all(Option::is_none)
    }

    /// What the frame tells, by name: for explanations.
    pub(crate) fn told(self) -> BTreeMap<&'static str, String> {
        let told = [
            ("session", self.session),
            ("day of the session", self.session_date),
            ("body in the headline", self.headline_body),
            ("signed by", self.signature),
            ("day of signature", self.signed),
            ("document", self.number),
            ("first day told", self.first_date),
            ("day of the announcement", self.announced),
        ];
        told.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The first day that the prose tells, for an act at `at`.
    pub(crate) fn first_date_for(&self, at: usize) -> Option<&String> {
        self.first_date.as_ref().filter(|_| self.first_date_at <= at && !self.before_first_date.contains(&at))
    }
}
