//! The words of a record that are the document's own.

use super::{Change, Data, Record};
use crate::value::quantity::Quantity;

impl Record {
    /// Every value that the text spelt, to be written in another script: not the names of divisions, codes, days and keys.
    pub(crate) fn texts_mut(&mut self) -> Vec<&mut String> {
        let mut out: Vec<&mut String> = Vec::new();
        match &mut self.data {
            Data::Office(o) => {
                out.extend([&mut o.person, &mut o.title]);
                out.extend([&mut o.organization, &mut o.role].into_iter().flatten());
            }
            Data::Appointment(a) => {
                let p = &mut a.profile;
                out.extend([&mut a.person, &mut a.title]);
                out.extend([&mut a.organization, &mut a.role, &mut a.authority, &mut a.session, &mut a.reason, &mut a.document].into_iter().flatten());
                out.extend([&mut p.ethnicity, &mut p.native_place, &mut p.education, &mut p.party, &mut p.current_title].into_iter().flatten());
            }
            Data::RepresentativeChange(r) => {
                out.push(&mut r.person);
                out.extend([&mut r.congress, &mut r.unit, &mut r.former_title, &mut r.authority].into_iter().flatten());
            }
            Data::CongressSize(c) => out.push(&mut c.congress),
            Data::Project(p) => {
                out.extend([&mut p.name, &mut p.location].into_iter().flatten());
                out.extend(p.investment.iter_mut().flat_map(of_quantity));
                out.extend(p.parties.iter_mut().map(|party| &mut party.name));
                out.extend(p.figures.iter_mut().flat_map(|f| std::iter::once(&mut f.label).chain(of_quantity(&mut f.quantity))));
            }
            Data::Figure(f) => {
                out.extend([&mut f.subject, &mut f.label].into_iter().flatten());
                out.extend(f.quantity.iter_mut().flat_map(of_quantity));
                out.extend(f.change.iter_mut().flat_map(of_change));
            }
        }
        out
    }
}

fn of_change(change: &mut Change) -> impl Iterator<Item = &mut String> {
    change.quantity.iter_mut().flat_map(of_quantity)
}

fn of_quantity(quantity: &mut Quantity) -> [&mut String; 2] {
    [&mut quantity.text, &mut quantity.unit]
}
