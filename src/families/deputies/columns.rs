//! Deputies in columns under a lead: `因病去世,代表资格自然终止的:` / `甲　　乙县选出`; under heads: 姓名, 接受辞职的机关, 补选时间.

use super::{Deputy, Walk};
use crate::families::Finds;
use crate::families::appointments::names_in;
use crate::families::notice::resolve_day;
use crate::families::scope::{PARENTHESES, split_outside};
use crate::record::{SeatAction, SeatReason};
use crate::text::item_mark;
use crate::value::date;

/// What the lines below a lead tell of each deputy.
#[derive(Debug, Clone)]
pub(super) struct Column {
    action: SeatAction,
    reason: Option<SeatReason>,
    congress: Option<String>,
}

/// Longest line of a column, in characters.
const LONGEST: usize = 60;

impl Walk<'_> {
    /// Reads a line of a column, or the lead over one; whether it was either.
    pub(super) fn column_line(&mut self, start: usize, end: usize, finds: &mut Finds) -> bool {
        let lexicon = self.reader.lexicon;
        let text = self.reader.clean()[start..end].trim();
        if let Some(lead) = text.strip_suffix(':') {
            self.column = self.lead(lead);
            return false;
        }
        let Some(column) = self.column.clone() else { return false };
        if text.chars().count() > LONGEST || text.contains(['。', ',', ';']) {
            self.column = None;
            return false;
        }
        let cells: Vec<(usize, usize)> = self.cells(start, end);
        // 姓名 接受辞职的机关
        if cells.first().is_some_and(|&(a, b)| lexicon.is("field-name", &self.reader.clean()[a..b])) {
            return true;
        }
        let Some(name) = cells.first().map(|&(a, b)| names_in(self.reader, a, b)).filter(|names| names.len() == 1).map(|mut names| names.remove(0)) else {
            self.column = None;
            return false;
        };
        let mut deputy = Deputy { congress: column.congress, reason: column.reason, ..Deputy::of(&name) };
        for &(a, b) in &cells[1..] {
            self.cell(&mut deputy, a, b);
        }
        if column.action == SeatAction::Elected {
            self.elect(deputy, start, end, finds);
        } else {
            deputy.accepted = deputy.authority.is_some();
            self.vacate(deputy, end, finds);
        }
        true
    }

    /// What a lead says of those below it: that their seats end, or that they were elected.
    fn lead(&self, lead: &str) -> Option<Column> {
        let lexicon = self.reader.lexicon;
        let reason = self.reason(lead);
        let ends = lexicon.has("seat-ends", lead) || reason.is_some() && lexicon.has("seat", lead);
        let elected = lexicon.find("elects", lead).is_some() && reason.is_none();
        let action = if ends { SeatAction::Terminated } else { SeatAction::Elected };
        let short = lead[item_mark(lead)..].chars().count() <= LONGEST;
        ((ends || elected) && short).then(|| Column { action, reason, congress: self.complete(lead) })
    }

    fn cells(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let from = start + item_mark(&self.reader.clean()[start..end]);
        let cells = split_outside(self.reader.clean(), from, end, &[' ', '\t'], PARENTHESES);
        cells.into_iter().filter(|&(a, b)| b > a).collect()
    }

    /// What a cell behind the name tells: the unit, the body that accepts or elects, the day.
    fn cell(&self, deputy: &mut Deputy, a: usize, b: usize) {
        let lexicon = self.reader.lexicon;
        let text = &self.reader.clean()[a..b];
        if let Some(day) = date::find(text).into_iter().find(|day| day.day.is_some()) {
            deputy.date = resolve_day(self.reader, &day, None);
        } else if let Some(unit) = lexicon.strip_end("unit-elects", text) {
            deputy.unit = Some(unit.to_owned());
        } else if let Some(place) = lexicon.strip_end("committee-names", text).or_else(|| lexicon.strip_end("presidium", text)) {
            deputy.authority = Some(text.to_owned());
            deputy.unit = deputy.unit.take().or_else(|| Some(place.to_owned()));
        } else if lexicon.places.contains(text) {
            deputy.unit = Some(text.to_owned());
        }
    }
}
