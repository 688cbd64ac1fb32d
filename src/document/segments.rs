//! The clauses that are segmented: those that name a post or an act.

use crate::lattice::Token;
use crate::lexicon::{Classes, Hit, Lexicon};
use crate::text::Text;

/// Marks that end a clause: what stands behind one says nothing about where a name before it ends.
const STOPS: [char; 6] = ['\n', '。', ';', '!', '?', '★'];

/// Longest clause in bytes; a longer one is cut at a mark, or anywhere, so that memory stays bounded.
const LONGEST: usize = 6_000;

/// The tokens of all clauses of `text` that hold a post or an act.
pub(super) fn tokens(lexicon: &Lexicon, text: &Text<'_>, hits: &[Hit]) -> Vec<Token> {
    let clean = text.clean();
    let mut clauses = Vec::new();
    let mut hits = hits.iter().filter(|hit| hit.classes.any(Classes::ROLE) || hit.classes.any(Classes::ACT)).peekable();
    let mut start = 0;
    let mut mark = 0;
    let mut close = |start: usize, end: usize| {
        while hits.next_if(|hit| hit.start < start).is_some() {}
        if hits.peek().is_some_and(|hit| hit.start < end) {
            clauses.push((start, end));
        }
    };
    for (at, c) in clean.char_indices() {
        let end = at + c.len_utf8();
        if STOPS.contains(&c) {
            close(start, at);
            (start, mark) = (end, end);
        } else if end - start > LONGEST {
            let cut = if mark > start { mark } else { at };
            close(start, cut);
            (start, mark) = (cut, cut);
        } else if c == ',' || c == '、' {
            mark = end;
        }
    }
    close(start, clean.len());
    lexicon.lattice.read(clean, &clauses)
}
