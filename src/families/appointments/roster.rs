//! Tables of persons in notices: who is meant for, appointed to or dismissed from what.

use super::clause::{Clauses, action, leads_list, rule_id};
use super::names::{any_name, name_list, whole_name};
use super::profile::{self, Candidate};
use super::terms::months;
use super::{Act, push};
use crate::document::{Cell, Field, Table};
use crate::families::scope::{PARENTHESES, split_outside};
use crate::families::{Reader, office};
use crate::record::{Action, Data};
use crate::text::head;
use crate::value::organ::kind_of;
use crate::value::person::Name;
use crate::value::post::Inherited;

/// A row: its persons and what it tells of them beside posts.
#[derive(Clone, Default)]
struct Person {
    names: Vec<Name>,
    particulars: Candidate,
    /// The note of the row, whole.
    note: Option<Cell>,
    /// 单位.
    body: Option<String>,
}

impl Clauses<'_, '_> {
    /// Reads a table by its columns, or by the act that it stands under; whether it tells of acts.
    pub(super) fn table(&mut self, table: &Table) -> bool {
        let carried = self.state.carried.filter(|&(_, list)| list).map(|(rule, _)| rule);
        let elected = self.state.table_body.clone();
        let has = |field: Field| table.columns.iter().any(|column| column.0 == field);
        let under = carried.or(elected.as_ref().map(|(_, rule)| *rule)).filter(|_| has(Field::Post));
        if under.is_none() && ![Field::Act, Field::Proposed, Field::Appointed, Field::Dismissed].into_iter().any(has) {
            return false;
        }
        self.finds.acted.insert(table.lines.start);
        let mut person = Person::default();
        let mut act = under;
        let mut post: Option<Cell> = None;
        for row in &table.rows {
            self.row(table, row, &mut person, &mut act, &mut post);
        }
        true
    }

    fn row(&mut self, table: &Table, row: &[Cell], person: &mut Person, act: &mut Option<usize>, post: &mut Option<Cell>) {
        let reader = self.reader;
        let cells = || table.columns.iter().zip(row).filter(|(_, cell)| cell.0 < cell.1);
        if cells().any(|(column, _)| column.0 == Field::Name) {
            *person = of_row(reader, table, row);
        }
        if person.names.is_empty() {
            if cells().any(|(column, _)| column.0.is_post()) {
                self.unread(row);
            }
            return;
        }
        let (start, end) = (row[0].0.min(person.names[0].start), row.iter().map(|cell| cell.1).max().unwrap_or_default());
        let mut candidate = Candidate { start, end, proposed: Vec::new(), ..person.particulars.clone() };
        let mut told = false;
        for (&(field, _), &cell) in cells() {
            match field {
                Field::Act => *act = self.act_in(cell).or(*act),
                Field::Proposed => candidate.proposed.push(cell),
                Field::Appointed | Field::Dismissed | Field::Post => {
                    let rule = match field {
                        Field::Appointed => self.rule("appoint"),
                        Field::Dismissed => self.rule("dismiss"),
                        _ => *act,
                    };
                    told = true;
                    *post = Some(cell);
                    if !rule.is_some_and(|rule| self.posts(rule, person, cell, start)) {
                        self.finds.unparsed.push((cell.0, cell.1, "a cell of a table of acts that no rule read".to_owned()));
                    }
                }
                _ => {}
            }
        }
        // a post that reaches down from the row above
        if !told
            && candidate.proposed.is_empty()
            && let (Some(rule), Some(cell)) = (*act, *post)
        {
            self.posts(rule, person, cell, start);
        }
        if !candidate.proposed.is_empty() {
            profile::emit(reader, self.frame, candidate, self.finds);
        } else if let Some((a, b)) = candidate.current {
            let titles = reader.lexicon.titles(&reader.clean()[a..b], &mut Inherited::default());
            for title in &titles {
                self.finds.records.push(office::find(&person.names[0], title, a, "office/announcement", None));
            }
        }
    }

    /// A row with a post whose person was not read.
    fn unread(&mut self, row: &[Cell]) {
        let (start, end) = (row[0].0, row[row.len() - 1].1);
        self.finds.unparsed.push((start, end, "a row of a table of acts whose person was not read".to_owned()));
    }

    /// The first rule of an action that a list may stand under.
    fn rule(&self, action: &str) -> Option<usize> {
        self.reader.rules().iter().position(|rule| rule.action.as_deref() == Some(action) && leads_list(rule))
    }

    /// The act that a cell names: 决定任命.
    fn act_in(&self, cell: Cell) -> Option<usize> {
        let text: String = self.reader.clean()[cell.0..cell.1].chars().filter(|&c| c != ' ').collect();
        self.reader.lexicon.acts.find(&text).map(|(.., &rule)| usize::from(rule))
    }

    /// Adds an act on the persons of a row and each post of a cell; whether there was one.
    fn posts(&mut self, rule: usize, person: &Person, cell: Cell, start: usize) -> bool {
        let reader = self.reader;
        let clean = reader.clean();
        let mut any = false;
        let above = person.body.clone().or_else(|| self.state.table_body.as_ref().map(|(body, _)| body.clone()));
        let mut body = Inherited::of(above);
        for (a, b) in split_outside(clean, cell.0, cell.1, &[',', ';', ' '], PARENTHESES) {
            let Some((titles, from, read_to)) = self.titles_within(a, b, body.clone()) else { continue };
            body = self.state.inherited.clone();
            any = true;
            let note = person.note.map(|(a, b)| &clean[a..b]).unwrap_or_default();
            let notes = [&clean[read_to..b], note];
            let with = |key: &str| notes.iter().any(|note| reader.lexicon.has(key, note));
            let action = action(&reader.rules()[rule]);
            let appoints = action == Action::Appoint;
            let first = self.finds.records.len();
            for name in &person.names {
                let act = Act {
                    action,
                    rule: rule_id(reader, rule),
                    name,
                    titles: &titles,
                    titles_from: from,
                    start: start.min(from),
                    end: read_to,
                    reason: Some(note.to_owned()).filter(|note| !appoints && reader.lexicon.has("reason", note)),
                    probation: notes.iter().find_map(|note| months(reader, note)).filter(|_| appoints),
                    temporary: with("temporary") && appoints,
                };
                push(reader, self.frame, &act, self.finds);
            }
            for find in &mut self.finds.records[first..] {
                if let Data::Appointment(act) = &mut find.data {
                    act.profile = person.particulars.profile.clone();
                }
            }
        }
        any
    }
}

/// Who stands in a row, and what it tells of them.
fn of_row(reader: Reader<'_>, table: &Table, row: &[Cell]) -> Person {
    let clean = reader.clean();
    let mut person = Person::default();
    for (&(field, _), &(a, b)) in table.columns.iter().zip(row).filter(|(_, cell)| cell.0 < cell.1) {
        match field {
            Field::Name => person.names = names(reader, a, b),
            Field::Note => person.note = Some((a, b)),
            Field::Other if kind_of(reader.lexicon, &clean[a..b]).is_some() => person.body = Some(clean[a..b].to_owned()),
            Field::Proposed | Field::Appointed | Field::Dismissed | Field::Post => {}
            _ => profile::set(reader, &mut person.particulars, field, a, b),
        }
    }
    if let Some(name) = person.names.first() {
        let note = &name.note;
        let profile = &mut person.particulars.profile;
        profile.gender = profile.gender.take().or_else(|| note.gender.clone());
        profile.ethnicity = profile.ethnicity.take().or_else(|| note.ethnicity.clone());
        person.particulars.name = Some(name.clone());
    }
    if let Some((a, b)) = person.note {
        person.particulars.temporary = reader.lexicon.has("temporary", &clean[a..b]);
        person.particulars.probation = months(reader, &clean[a..b]);
    }
    person
}

/// The names in a cell.
pub(crate) fn names(reader: Reader<'_>, start: usize, end: usize) -> Vec<Name> {
    let text = &reader.clean()[start..end];
    let one = whole_name(reader, start, text).or_else(|| any_name(reader, start, head(text, 20)));
    one.map(|name| vec![name]).or_else(|| name_list(reader, start, end)).unwrap_or_default()
}
