//! The cheapest path through a clause.

use super::arcs::{Arc, Clause, Joins};
use super::names::Known;
use super::{KINDS, Kind, Lattice, Token};

/// A cost that no path has.
pub(super) const NEVER: i32 = 1_000_000_000;

/// The cheapest way to a character, for one kind of last token: its cost, where that token begins, the kind before it.
#[derive(Debug, Clone, Copy)]
struct Cell {
    cost: i32,
    from: u32,
    before: Kind,
}

const UNREACHED: Cell = Cell { cost: NEVER, from: 0, before: Kind::Start };

impl Lattice {
    /// The tokens of `clause`.
    pub(super) fn segment(&self, clause: &Clause<'_>, known: &Known<'_>) -> Vec<Token> {
        let count = clause.chars.len();
        let mut cells = vec![[UNREACHED; KINDS]; count + 1];
        cells[0][Kind::Start as usize].cost = 0;
        let mut arcs = Vec::new();
        for at in 0..count {
            if cells[at].iter().all(|cell| cell.cost >= NEVER) {
                continue;
            }
            self.arcs(clause, at, known, &mut arcs);
            for arc in &arcs {
                self.extend(&mut cells, at, arc);
            }
        }
        let open_end = |kind: Kind| if matches!(kind, Kind::Stem | Kind::Level | Kind::Former | Kind::Join) { self.weights.body.open_end } else { 0 };
        let last = Kind::ALL.into_iter().min_by_key(|&kind| cells[count][kind as usize].cost.saturating_add(open_end(kind)));
        let mut out = Vec::new();
        let (mut at, mut kind) = (count, last.unwrap_or(Kind::Start));
        while at > 0 {
            let cell = cells[at][kind as usize];
            let from = cell.from as usize;
            out.push(Token { start: clause.start + clause.bytes[from], end: clause.start + clause.bytes[at], kind });
            (at, kind) = (from, cell.before);
        }
        out.reverse();
        out
    }

    /// Lays `arc` behind every way to the character `at`.
    fn extend(&self, cells: &mut [[Cell; KINDS]], at: usize, arc: &Arc) {
        let (head, tail) = cells.split_at_mut(at + 1);
        let target = &mut tail[arc.length - 1];
        for (before, cell) in Kind::ALL.into_iter().zip(&head[at]).filter(|(_, cell)| cell.cost < NEVER) {
            let step = self.after[before as usize][arc.kind as usize];
            if step >= NEVER {
                continue;
            }
            // 和 joins what it stands behind, or is a plain word
            let joined = matches!(before, Kind::Person | Kind::Address | Kind::Role | Kind::RoleBehindPerson);
            if arc.joins == Joins::Only && !joined {
                continue;
            }
            let mut cost = cell.cost + arc.cost + step;
            // a title begins here
            if arc.kind == Kind::Role && !before.in_body() && before != Kind::Former {
                cost += arc.bare;
            }
            let kind = match (arc.kind, before) {
                (Kind::Mark, Kind::Role) if arc.joins == Joins::Gap => Kind::GapBehindPost,
                (Kind::Mark, Kind::Person | Kind::Address) if arc.joins != Joins::No => Kind::MarkBehindPerson,
                (Kind::Mark, Kind::Role | Kind::RoleBehindPerson) if arc.joins != Joins::No => Kind::MarkBehindPost,
                (Kind::Role, Kind::Person) => Kind::RoleBehindPerson,
                (kind, _) => kind,
            };
            if cost < target[kind as usize].cost {
                target[kind as usize] = Cell { cost, from: at as u32, before };
            }
        }
    }
}
