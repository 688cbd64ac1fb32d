//! Tables of persons: rows of cells under heads (姓名, 拟任职务), told row by row, column by column or one cell a line.

use super::LineKind;
use crate::lexicon::Lexicon;
use crate::text::Text;
use std::ops::Range;

/// What a column tells of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Name,
    Gender,
    Ethnicity,
    Birth,
    Native,
    Education,
    Party,
    /// The posts held now.
    Current,
    /// The posts that somebody is meant for.
    Proposed,
    Appointed,
    Dismissed,
    /// Posts, with the act in another column or above the table.
    Post,
    /// The act: 任命, 免去.
    Act,
    /// From when to when a post was held, or since when.
    Term,
    /// Until when.
    TermEnd,
    Note,
    /// The head is a post, what stands below are those who hold it.
    Holder,
    Other,
}

/// The heads that tell what a column holds, by the class of their words.
const FIELDS: [(&str, Field); 17] = [
    ("field-name", Field::Name),
    ("field-gender", Field::Gender),
    ("field-ethnicity", Field::Ethnicity),
    ("field-birth", Field::Birth),
    ("field-native", Field::Native),
    ("field-education", Field::Education),
    ("field-party", Field::Party),
    ("field-current", Field::Current),
    ("field-proposed", Field::Proposed),
    ("field-appointed", Field::Appointed),
    ("field-dismissed", Field::Dismissed),
    ("field-post", Field::Post),
    ("field-act", Field::Act),
    ("field-term", Field::Term),
    ("field-term-end", Field::TermEnd),
    ("field-note", Field::Note),
    ("field-other", Field::Other),
];

impl Field {
    /// What a head, or the label of a form, tells of what stands below or behind it.
    pub(crate) fn of(lexicon: &Lexicon, text: &str) -> Option<Field> {
        if text.len() > 60 || text.contains(['。', ',']) {
            return None;
        }
        let label: String = text.split('(').next().unwrap_or_default().trim_end_matches(':').chars().filter(|&c| c != ' ').collect();
        let found = FIELDS.iter().filter_map(|&(key, field)| Some((lexicon.starts(key, &label)?, field))).max_by_key(|&(length, _)| length);
        // 协会职务, 党内职务
        let post = || (label.len() <= 24 && lexicon.ends("field-post", &label).is_some()).then_some(Field::Post);
        found.filter(|(length, _)| label.len() <= length + 12).map(|(_, field)| field).or_else(post)
    }

    /// Whether the column names posts.
    pub(crate) fn is_post(self) -> bool {
        matches!(self, Field::Current | Field::Proposed | Field::Appointed | Field::Dismissed | Field::Post | Field::Holder)
    }
}

/// Clean bytes of a cell.
pub(crate) type Cell = (usize, usize);

/// A table of persons.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Its lines, heads and all.
    pub(crate) lines: Range<usize>,
    /// What each column holds, and its head.
    pub(crate) columns: Vec<(Field, Cell)>,
    /// One row a person; a cell that is empty or not there is an empty stretch.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// Most columns of a table.
const WIDEST: usize = 24;

/// Longest cell of a table told one cell a line, in characters.
const LONGEST: usize = 60;

/// The tables of a text, in order. Their lines are rows, whatever they looked like alone.
pub(super) fn find(lexicon: &Lexicon, text: &Text<'_>, kinds: &mut [LineKind]) -> Vec<Table> {
    let finder = Finder { lexicon, text };
    let mut out = Vec::new();
    let mut at = 0;
    while at < kinds.len() {
        match finder.table(at).filter(|table| !table.rows.is_empty()) {
            Some(table) => {
                kinds[table.lines.clone()].fill(LineKind::Row);
                at = table.lines.end;
                out.push(table);
            }
            None => at += 1,
        }
    }
    out
}

struct Finder<'a> {
    lexicon: &'a Lexicon,
    text: &'a Text<'a>,
}

impl Finder<'_> {
    fn str(&self, cell: Cell) -> &str {
        &self.text.clean()[cell.0..cell.1]
    }

    /// The cells of a line: between tabs, or between spaces in a line without tabs.
    fn cells(&self, line: usize) -> Vec<Cell> {
        let Some(line) = self.text.lines().get(line) else { return Vec::new() };
        let text = self.str((line.start, line.end));
        let tab = text.contains('\t');
        let mut out = Vec::new();
        let mut from = line.start;
        for (i, _) in text.match_indices(if tab { '\t' } else { ' ' }).take(4 * WIDEST) {
            out.push(self.trimmed((from, line.start + i)));
            from = line.start + i + 1;
        }
        out.push(self.trimmed((from, line.end)));
        out
    }

    fn trimmed(&self, (start, end): Cell) -> Cell {
        let text = self.str((start, end));
        let lead = text.len() - text.trim_start().len();
        (start + lead, start + lead + text.trim().len())
    }

    fn tabbed(&self, line: usize) -> bool {
        self.text.lines().get(line).is_some_and(|line| self.str((line.start, line.end)).contains('\t'))
    }

    fn field(&self, cell: Cell) -> Option<Field> {
        Field::of(self.lexicon, self.str(cell))
    }

    fn fields(&self, cells: &[Cell]) -> Vec<Option<Field>> {
        cells.iter().map(|&cell| self.field(cell)).collect()
    }

    /// The table that begins with this line.
    fn table(&self, line: usize) -> Option<Table> {
        let content = self.text.lines().get(line).map(|line| self.str((line.start, line.end)))?;
        if !self.lexicon.has("table-head", content) {
            return None;
        }
        let cells = self.cells(line);
        if cells.len() > WIDEST {
            return None;
        }
        let fields = self.fields(&cells);
        let known = fields.iter().flatten().count();
        match known {
            0 => None,
            _ if cells.len() == 1 => self.by_cell(line),
            _ => self.by_person(line, &fields).or_else(|| self.by_row(line, &cells, &fields)),
        }
    }

    /// A line of heads, then a line for each person.
    fn by_row(&self, line: usize, cells: &[Cell], fields: &[Option<Field>]) -> Option<Table> {
        let known = fields.iter().flatten().count();
        let few = !self.tabbed(line) && cells.len() > known + 1;
        if known * 2 < cells.len() || few {
            return None;
        }
        let mut columns: Vec<(Field, Cell)> = fields.iter().zip(cells).map(|(field, &cell)| (field.unwrap_or(Field::Other), cell)).collect();
        if !columns.iter().any(|column| column.0 == Field::Name) {
            // 主席 | 任职时间: those below hold the post
            let post = |cell: Cell| self.lexicon.role_at_end(self.str(cell)).is_some_and(|role| role.start == 0);
            let holder = columns.iter_mut().find(|column| column.0 == Field::Other && post(column.1));
            holder.filter(|_| known > 0)?.0 = Field::Holder;
        } else if known < 2 || !columns.iter().any(|column| column.0.is_post()) {
            return None;
        }
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut end = line + 1;
        while end < self.text.lines().len() {
            let cells = self.cells(end);
            if self.tabbed(end) != self.tabbed(line) || cells.len() < 2 || self.fields(&cells).iter().flatten().count() >= 2 {
                break;
            }
            let Some(row) = self.aligned(&columns, cells) else { break };
            rows.push(row);
            end += 1;
        }
        Some(Table { lines: line..end, columns, rows })
    }

    /// The cells of a row under their heads. A row that has fewer begins where a cell of the rows above reaches down, and what is missing at
    /// its end a cell above reaches down too: only the first is known to be so here.
    fn aligned(&self, columns: &[(Field, Cell)], mut cells: Vec<Cell>) -> Option<Vec<Cell>> {
        let name = columns.iter().position(|column| matches!(column.0, Field::Name | Field::Holder))?;
        let tabbed = |cell: &Cell| cell.1 > cell.0;
        let named = |at: usize, cells: &[Cell]| cells.get(at).is_some_and(|&cell| self.is_name(cell));
        if cells.len() < columns.len() && !named(name, &cells) && cells.first().is_some_and(tabbed) {
            // a browser's copy of a cell over several rows: later rows lack it
            if let Some(found) = (0..name).find(|&at| named(at, &cells)) {
                let missing = vec![(cells[0].0, cells[0].0); name - found];
                cells.splice(0..0, missing);
            }
        }
        let spaced = cells.len() > columns.len();
        if spaced && !self.text.clean()[cells[0].0..cells[cells.len() - 1].1].contains('\t') {
            // what stands behind the last column belongs to it
            let last = cells[cells.len() - 1].1;
            cells.truncate(columns.len());
            if let Some(cell) = cells.last_mut() {
                cell.1 = last;
            }
        }
        let end = cells.last()?.1;
        cells.resize(columns.len(), (end, end));
        let filled = named(name, &cells) || cells[name].0 == cells[name].1 || self.text.clean()[cells[0].0..end].contains('\t');
        filled.then_some(cells)
    }

    /// Whether a cell may be the name of a person, or of several.
    fn is_name(&self, cell: Cell) -> bool {
        let text = self.str(cell).split('(').next().unwrap_or_default();
        let one = |name: &str| self.lexicon.names().accepts(name) || (2..=4).contains(&name.chars().count()) && self.lexicon.could_be_name(name);
        !text.is_empty() && text.split('、').all(one) && self.lexicon.role_at_end(text).is_none()
    }

    /// A line for each particular: `姓名 甲 乙`, `拟任职务 丙 丁`; or label and value in turn, one person.
    fn by_person(&self, line: usize, fields: &[Option<Field>]) -> Option<Table> {
        if fields[0] != Some(Field::Name) {
            return None;
        }
        let paired = |fields: &[Option<Field>]| fields.chunks(2).all(|pair| pair[0].is_some() && pair.get(1).is_none_or(Option::is_none));
        let turns = fields.len() > 2 && paired(fields);
        if !turns && fields.iter().flatten().count() > 1 {
            return None;
        }
        let tabbed = self.tabbed(line);
        let persons = if turns { 1 } else { fields.len() - 1 };
        let mut columns = Vec::new();
        let mut rows: Vec<Vec<Cell>> = vec![Vec::new(); persons];
        let mut end = line;
        while end < self.text.lines().len() && self.tabbed(end) == tabbed {
            let cells = self.cells(end);
            let fields = self.fields(&cells);
            let again = end > line && fields.first() == Some(&Some(Field::Name));
            if again || cells.len() < 2 && !tabbed || !(turns && paired(&fields) || !turns && fields[0].is_some() && cells.len() <= persons + 1) {
                break;
            }
            let step = if turns { 2 } else { cells.len() };
            for pair in cells.chunks(step) {
                columns.push((self.field(pair[0]).unwrap_or(Field::Other), pair[0]));
                for (i, row) in rows.iter_mut().enumerate() {
                    row.push(pair.get(i + 1).copied().unwrap_or((pair[0].1, pair[0].1)));
                }
            }
            end += 1;
        }
        let told = columns.iter().any(|column| column.0.is_post()) && rows.iter().all(|row| self.is_name(row[0]));
        told.then_some(Table { lines: line..end, columns, rows })
    }

    /// Heads and cells on lines of their own.
    fn by_cell(&self, line: usize) -> Option<Table> {
        let lines = self.text.lines();
        let whole = |line: usize| lines.get(line).map(|line| self.trimmed((line.start, line.end)));
        let heads = (line..lines.len()).take(WIDEST).map_while(|l| whole(l).and_then(|cell| Some((self.field(cell)?, cell))));
        let columns: Vec<(Field, Cell)> = heads.collect();
        let name = columns.iter().position(|column| column.0 == Field::Name)?;
        if columns.len() < 2 || !columns.iter().any(|column| column.0.is_post()) || columns.iter().filter(|column| column.0 == Field::Name).count() > 1 {
            return None;
        }
        let mut rows = Vec::new();
        let mut at = line + columns.len();
        let plain = |line: usize| whole(line).filter(|&cell| self.str(cell).chars().count() <= LONGEST && !self.str(cell).ends_with(['。', ':']));
        while let Some(first) = plain(at) {
            let mut row = vec![(first.0, first.0); columns.len()];
            let mut column = 0;
            let from = at;
            while let Some(cell) = plain(at) {
                let begins = at > from && column > name && self.fits(columns[name].0, cell) && (column >= columns.len() || !self.fits(columns[column].0, cell));
                let Some(fit) = (column..columns.len()).find(|&c| self.fits(columns[c].0, cell)).filter(|_| !begins) else { break };
                row[fit] = cell;
                (column, at) = (fit + 1, at + 1);
            }
            let whole = row[name].0 < row[name].1 && columns.iter().zip(&row).any(|(column, cell)| column.0.is_post() && cell.0 < cell.1);
            if !whole {
                at = from;
                break;
            }
            rows.push(row);
        }
        Some(Table { lines: line..at, columns, rows })
    }

    /// Whether a cell may stand under such a head.
    fn fits(&self, field: Field, cell: Cell) -> bool {
        let text = self.str(cell);
        let core = text.split('(').next().unwrap_or_default();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        match field {
            Field::Name | Field::Holder => self.is_name(cell),
            Field::Gender => matches!(text, "男" | "女"),
            Field::Ethnicity => self.lexicon.ethnic.contains(text),
            Field::Birth | Field::Term | Field::TermEnd => digits >= 4,
            Field::Party => self.lexicon.has("party-member", text),
            Field::Education => self.lexicon.has("schooling", text),
            Field::Act => self.lexicon.acts.contains(text),
            Field::Native => digits == 0 && text.chars().count() <= 12,
            Field::Current | Field::Proposed | Field::Appointed | Field::Dismissed | Field::Post => {
                self.lexicon.role_at_end(core).is_some() || self.lexicon.has("candidate", text)
            }
            Field::Note | Field::Other => digits < 9 && self.lexicon.role_at_end(core).is_none() && !self.is_name(cell),
        }
    }
}
