//! `office`: a person is said to hold, or to have held, a post.
//!
//! Forms: title + names (`副市长甲、乙`), name + verb of holding + titles (`甲曾任乙局局长`), name (title). A title
//! list before a name shares what it does not repeat; a post without a body takes the last body of its sentence.

mod edge;
mod name_title;
mod persons;
mod title_name;

use super::{Find, Finds, Reader};
use crate::lexicon::Hit;
use crate::record::{Data, Office};
use crate::value::person::Name;
use crate::value::post::{Inherited, Title};
use edge::left_edge;
pub(crate) use name_title::{heads_vita, is_time};
use title_name::{is_post, names_after};

/// Longest title list that is looked at, in bytes.
const REACH: usize = 360;

pub(crate) fn read(reader: Reader<'_>, finds: &mut Finds) {
    title_name::read(reader, finds);
    name_title::read(reader, finds);
    name_title::careers(reader, finds);
}

/// What the reader thinks of the post that ends with `hit`, in words.
pub(crate) fn trace(reader: Reader<'_>, hit: &Hit) -> String {
    let clean = reader.clean();
    let start = left_edge(reader, hit, 0, 0);
    let title = &clean[start..hit.end];
    let names = names_after(reader, hit.end);
    if names.is_empty() {
        return format!("{title}: no name behind it");
    }
    let list: Vec<&str> = names.iter().map(|n| n.name.as_str()).collect();
    let titles = reader.lexicon.titles(title, &mut Inherited::default());
    match titles.iter().find(|t| is_post(reader, t, &names)) {
        Some(title) => format!("{}: held by {}", title.text, list.join("、")),
        None => format!("{title} {}: refused, the post needs a body of its own", list.join("、")),
    }
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
