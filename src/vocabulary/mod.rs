//! Sets of words: what every table of the rules is looked up in.

mod words;

pub(crate) use words::WordMap;
