//! Sets of words: what every table of the rules is looked up in.

mod frozen;
mod words;

pub(crate) use frozen::{Column, Vocabulary, border, character, compound, costs, unseen_foreign};
pub(crate) use words::WordMap;
