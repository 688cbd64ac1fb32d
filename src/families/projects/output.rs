//! Records from what was read: projects with their parts, and every quantity that no project took.

use super::figures::{label, subject};
use super::period::period;
use super::{Draft, Find, Finds, Item, Reader};
use crate::record::{Data, Figure};

pub(super) fn emit_projects(drafts: &[Draft], finds: &mut Finds) {
    for draft in drafts {
        let mut parts = Vec::new();
        if let Some((a, b)) = draft.investment_span {
            parts.push(("investment", a, b));
        }
        finds.records.push(Find {
            start: draft.start.min(draft.end),
            end: draft.end.max(draft.start),
            rule: if draft.batch { "projects/batch" } else { "projects/named" },
            confidence: if draft.project.investment.is_some() { 0.85 } else { 0.7 },
            data: Data::Project(draft.project.clone()),
            title: None,
            context: None,
            parts,
            note: Default::default(),
        });
    }
}

pub(super) fn emit_figures(reader: Reader<'_>, items: &[Item], finds: &mut Finds) {
    for item in items.iter().filter(|i| !i.used && !i.again) {
        let line = reader.document.text.lines()[item.line];
        let figure = Figure {
            subject: subject(reader, line.start, item),
            label: label(reader, item),
            quantity: Some(item.found.quantity.clone()),
            period: item.period.clone().or_else(|| period(reader, line.start, item.found.start)),
            change: item.change.clone(),
        };
        finds.records.push(Find {
            start: item.found.start,
            end: item.found.end,
            rule: "figures/quantity",
            confidence: 0.8,
            data: Data::Figure(figure),
            title: None,
            context: None,
            parts: vec![("quantity", item.found.start, item.found.end)],
            note: Default::default(),
        });
    }
}
