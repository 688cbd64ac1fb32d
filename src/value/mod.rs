//! Typed values and their parsers: numerals, dates, quantities, persons, posts, bodies, places.

pub mod date;
mod located;
mod number;
pub mod numeral;
pub mod organ;
pub mod person;
pub mod place;
pub mod post;
pub mod quantity;
