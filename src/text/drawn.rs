//! Tables that a text draws with characters: bars between cells, rules between rows.

use super::fold::is_space;

/// Source bytes of one cell, in pieces when it is broken over lines.
pub(super) type Cell = Vec<(usize, usize)>;

/// What a source line is.
pub(super) enum Drawn {
    /// No part of a drawn table.
    Plain,
    /// A rule, or a line whose cells belong to the row before.
    Nothing,
    /// A row, with the cells of the lines that it is broken over.
    Row(Vec<Cell>),
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║' | '┆' | '┊' | '╎')
}

/// Whether a line is drawn from corner to corner: `├──┼──┤`, `+----+`, `|---|:-:|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim_matches(is_space);
    let drawn = |c: char| matches!(c, '\u{2500}'..='\u{257F}' | '+' | '-' | '=' | ':' | '_') || is_bar(c) || is_space(c);
    let corner = |c: char| matches!(c, '\u{2500}'..='\u{257F}' | '+') || is_bar(c);
    line.chars().count() >= 3
        && line.chars().all(drawn)
        && line.starts_with(corner)
        && line.ends_with(corner)
        && line.contains(['-', '=', '─', '━', '═', '┄', '┅'])
}

/// The cells of a line between its bars; none when it has no two of them.
fn cells((start, end): (usize, usize), source: &str) -> Vec<(usize, usize)> {
    let line = &source[start..end];
    let trimmed = line.trim_matches(is_space);
    let lead = start + line.len() - line.trim_start_matches(is_space).len();
    let bars: Vec<(usize, usize)> = trimmed.char_indices().filter(|&(_, c)| is_bar(c)).map(|(at, c)| (lead + at, c.len_utf8())).collect();
    if bars.len() < 2 {
        return Vec::new();
    }
    let mut out = Vec::with_capacity(bars.len() + 1);
    let mut from = lead;
    for &(at, length) in &bars {
        out.push((from, at));
        from = at + length;
    }
    out.push((from, lead + trimmed.len()));
    if trimmed.starts_with(is_bar) {
        out.remove(0);
    }
    if trimmed.ends_with(is_bar) {
        out.pop();
    }
    out
}

/// What each line of `source` is. Lines without bars cost nothing.
pub(super) fn tables(source: &str, lines: &[(usize, usize)]) -> Vec<Drawn> {
    let mut out: Vec<Drawn> = Vec::with_capacity(lines.len());
    if !source.contains(is_bar) {
        out.resize_with(lines.len(), || Drawn::Plain);
        return out;
    }
    while out.len() < lines.len() {
        let first = out.len();
        let block: Vec<Vec<(usize, usize)>> = lines[first..]
            .iter()
            .map_while(|&line| if is_rule(&source[line.0..line.1]) { Some(Vec::new()) } else { Some(cells(line, source)).filter(|row| !row.is_empty()) })
            .collect();
        if block.is_empty() {
            out.push(Drawn::Plain);
        } else if is_table(source, &lines[first..first + block.len()], &block) {
            rows(block, &mut out);
        } else {
            out.extend(block.iter().map(|_| Drawn::Plain));
        }
    }
    out
}

/// Whether lines with bars are a table: rows of as many cells each, framed or ruled. A navigation bar is none.
fn is_table(source: &str, lines: &[(usize, usize)], block: &[Vec<(usize, usize)>]) -> bool {
    let mut widths = block.iter().map(Vec::len).filter(|&n| n > 0);
    let Some(width) = widths.next() else { return false };
    let framed = lines.iter().zip(block).filter(|(_, row)| !row.is_empty()).all(|(&(a, b), _)| source[a..b].trim_matches(is_space).ends_with(is_bar));
    let ruled = block.iter().any(Vec::is_empty);
    let more = widths.clone().count();
    more > 0 && widths.all(|n| n == width) && (framed || ruled || width > 2)
}

/// The rows of a table. Where rules stand between rows, the lines between two of them are one row.
fn rows(block: Vec<Vec<(usize, usize)>>, out: &mut Vec<Drawn>) {
    let groups = block.chunk_by(|a, b| a.is_empty() == b.is_empty()).filter(|group| !group[0].is_empty()).count();
    let mut open: Option<usize> = None;
    for row in block {
        if row.is_empty() {
            open = None;
            out.push(Drawn::Nothing);
        } else if let Some(Drawn::Row(cells)) = open.filter(|_| groups > 2).and_then(|at| out.get_mut(at)) {
            for (cell, piece) in cells.iter_mut().zip(row) {
                cell.push(piece);
            }
            out.push(Drawn::Nothing);
        } else {
            open = Some(out.len());
            out.push(Drawn::Row(row.into_iter().map(|piece| vec![piece]).collect()));
        }
    }
}
