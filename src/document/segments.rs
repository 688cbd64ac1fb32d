//! The clauses that are segmented: those that name a post or an act.

use crate::lattice::Token;
use crate::lexicon::{Classes, Hit, Lexicon};
use crate::text::{Text, head};

/// Marks that end a clause: what stands behind one says nothing about where a name before it ends.
const STOPS: [char; 6] = ['\n', '。', ';', '!', '?', '★'];

/// Longest clause in bytes; a longer one is cut at a mark, or anywhere, so that memory stays bounded.
const LONGEST: usize = 6_000;

/// In how many characters behind its beginning a clause says that it tells of a person's life.
const LIFE: usize = 40;

/// The tokens of all clauses of `text` that hold a post or an act, or begin a life.
pub(super) fn tokens(lexicon: &Lexicon, text: &Text<'_>, hits: &[Hit]) -> Vec<Token> {
    let clean = text.clean();
    let mut clauses = Vec::new();
    let mut hits = hits.iter().filter(|hit| hit.classes.any(Classes::ROLE) || hit.classes.any(Classes::ACT)).peekable();
    let mut start = 0;
    let mut mark = 0;
    let mut close = |start: usize, end: usize| {
        while hits.next_if(|hit| hit.start < start).is_some() {}
        let named = || lexicon.has("life-mark", head(&clean[start..end], LIFE));
        if hits.peek().is_some_and(|hit| hit.start < end) || named() {
            clauses.push((start, end));
        }
    };
    for (at, c) in clean.char_indices() {
        let end = at + c.len_utf8();
        // 新华社广州5月11日电|广东省…
        let dateline = matches!(c, '电' | '讯') && clean[..at].ends_with('日');
        if STOPS.contains(&c) || dateline {
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
    lexicon.lattice.read(clean, &clauses, text.joins())
}
