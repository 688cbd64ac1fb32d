//! `weights.toml`: what the segmentation costs.

use serde::Deserialize;
use std::collections::BTreeMap;

/// All costs; the comments are in the file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    pub(crate) name: NameWeights,
    pub(crate) body: BodyWeights,
    pub(crate) post: PostWeights,
    pub(crate) word: WordWeights,
    /// Kind of token → kind or group of kinds behind it → cost.
    pub(crate) after: BTreeMap<String, BTreeMap<String, i32>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameWeights {
    pub(crate) any: i32,
    pub(crate) unlisted_surname: i32,
    pub(crate) given_single: i32,
    pub(crate) given_double: i32,
    pub(crate) unseen_given: i32,
    pub(crate) place_ending: i32,
    pub(crate) foreign: i32,
    pub(crate) foreign_dot: i32,
    pub(crate) foreign_long: i32,
    pub(crate) part: i32,
    pub(crate) part_character: i32,
    pub(crate) foreign_character: i32,
    pub(crate) word: i32,
    pub(crate) phrase: i32,
    pub(crate) double_surname: i32,
    pub(crate) gap: i32,
    pub(crate) padded: i32,
    pub(crate) recurs: i32,
    pub(crate) noted: i32,
    pub(crate) border: i32,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BodyWeights {
    pub(crate) unknown: i32,
    pub(crate) unknown_character: i32,
    pub(crate) stem: i32,
    pub(crate) number: i32,
    pub(crate) ordinal: i32,
    pub(crate) mark: i32,
    pub(crate) note: i32,
    pub(crate) long_note: i32,
    pub(crate) role_word: i32,
    pub(crate) noun_head: i32,
    pub(crate) bare_head: i32,
    pub(crate) join: i32,
    pub(crate) place: i32,
    pub(crate) level: i32,
    pub(crate) plain_body: i32,
    pub(crate) open_end: i32,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostWeights {
    pub(crate) unseen: i32,
    pub(crate) deputy: i32,
    pub(crate) modifier: i32,
    pub(crate) prefix: i32,
    pub(crate) weak: i32,
    pub(crate) bound: i32,
    pub(crate) former: i32,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordWeights {
    pub(crate) plain: i32,
    pub(crate) unknown: i32,
    pub(crate) number: i32,
    pub(crate) mark: i32,
    pub(crate) joint: i32,
    pub(crate) address: i32,
    pub(crate) act: i32,
}
