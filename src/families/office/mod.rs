//! `office`: a person is said to hold, or to have held, a post.
//!
//! Forms: title + names (`副市长甲、乙`), name + verb of holding + titles (`甲曾任乙局局长`), name (title). A title
//! list before a name shares what it does not repeat; a post without a body takes the last body of its sentence.

mod beside;
mod career;
mod lives;
mod name_title;
mod persons;
mod tables;
mod time;

use super::{Find, Finds, Reader};
use crate::record::{Data, Office};
use crate::value::person::Name;
use crate::value::post::Title;
pub(crate) use beside::trace;
pub(crate) use name_title::{heads_vita, is_time};
use persons::Persons;

/// Longest title list that is looked at, in bytes.
const REACH: usize = 360;

pub(crate) fn read(reader: Reader<'_>, finds: &mut Finds) {
    tables::read(reader, finds);
    tables::captions(reader, finds);
    beside::read(reader, finds);
    let mut persons = Persons::of(finds);
    let lives = lives::lives(reader);
    for life in &lives {
        career::read(reader, life, &mut persons, finds);
    }
    name_title::read(reader, &lives, &mut persons, finds);
}

pub(crate) fn find(name: &Name, title: &Title, title_from: usize, rule: &'static str, context: Option<String>) -> Find {
    let (a, b) = (title_from + title.start, title_from + title.end);
    Find {
        start: a.min(name.start),
        end: b.max(name.end),
        rule,
        confidence: if title.own { 0.95 } else { 0.85 },
        data: Data::Office(Office {
            person: name.name.clone(),
            title: title.text.clone(),
            organization: title.organization.clone(),
            role: Some(title.role.clone()),
            jurisdiction: None,
            status: title.status,
            start: None,
            end: None,
        }),
        title: Some(title.clone()),
        context,
        parts: vec![("person", name.start, name.end), ("title", a, b)],
        note: name.note.clone(),
    }
}

pub(crate) fn person(data: &Data) -> Option<&str> {
    match data {
        Data::Office(o) => Some(&o.person),
        Data::Appointment(a) => Some(&a.person),
        Data::RepresentativeChange(r) => Some(&r.person),
        _ => None,
    }
}
