//! The values of an object at JSON pointers, with all their digits.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::io;

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Not known.
    Empty,
    /// Yes or no.
    Truth(bool),
    /// A number with all its digits, however many.
    Number(String),
    /// Text; the elements of a list with spaces between them.
    Text(String),
}

impl Cell {
    /// Its size in memory, in bytes, roughly.
    pub(super) fn weight(&self) -> usize {
        let (Cell::Number(text) | Cell::Text(text)) = self else { return size_of::<Cell>() };
        size_of::<Cell>() + text.len()
    }
}

/// The values of an object as they are written, so that no number loses a digit.
#[derive(Deserialize)]
pub(super) struct Values(BTreeMap<String, Box<RawValue>>);

impl Values {
    pub(super) fn of(value: &impl Serialize) -> io::Result<Self> {
        Ok(serde_json::from_str(&serde_json::to_string(value)?)?)
    }

    /// The value at a JSON pointer.
    pub(super) fn pointer(&self, pointer: &str) -> Option<Box<RawValue>> {
        let mut steps = pointer.split('/').skip(1);
        let mut value = self.0.get(steps.next()?)?.clone();
        for step in steps {
            value = match step.parse::<usize>() {
                Ok(index) => serde_json::from_str::<Vec<Box<RawValue>>>(value.get()).ok()?.into_iter().nth(index)?,
                Err(_) => serde_json::from_str::<Values>(value.get()).ok()?.0.remove(step)?,
            };
        }
        Some(value)
    }
}

pub(super) fn cell(raw: &RawValue) -> Cell {
    match raw.get() {
        "null" => Cell::Empty,
        text @ ("true" | "false") => Cell::Truth(text == "true"),
        text if text.starts_with('"') => serde_json::from_str(text).map_or(Cell::Empty, Cell::Text),
        text if text.starts_with('{') => Cell::Text(text.to_owned()),
        text if text.starts_with('[') => serde_json::from_str(text).map_or(Cell::Empty, |items: Vec<String>| Cell::Text(items.join(" "))),
        text => Cell::Number(text.to_owned()),
    }
}
