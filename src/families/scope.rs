//! How far a reader looks back: the beginning of a clause or a sentence, never more than a bound, so that text without
//! stops costs no more than other text.

use crate::lexicon::is_boundary;
use crate::text::behind_last;
pub(crate) use crate::text::head;
use memchr::{memmem, memrchr, memrchr3};

/// Most groups of thousands in a number.
const THOUSANDS: usize = 4;

/// Longest look back for the beginning of a sentence, in bytes.
const SENTENCE: usize = 900;

/// Where the sentence that holds `at` begins; at most [`SENTENCE`] bytes before, so that text without stops costs no more.
pub(crate) fn sentence_start(clean: &str, at: usize) -> usize {
    let low = window(clean, 0, at, SENTENCE);
    let bytes = &clean.as_bytes()[low..at];
    let full = memmem::rfind(bytes, "。".as_bytes()).map_or(0, |i| i + '。'.len_utf8());
    let mark = memrchr3(b'\n', b'!', b'?', &bytes[full..]).map_or(full, |i| full + i + 1);
    low + memrchr(b';', &bytes[mark..]).map_or(mark, |i| mark + i + 1)
}

/// Where the clause that holds `at` begins; at most 400 bytes before.
pub(crate) fn clause_start(clean: &str, at: usize) -> usize {
    let low = window(clean, 0, at, 400);
    low + behind_last(&clean[low..at], is_boundary)
}

/// Where the phrase that ends at `end` begins: behind the last boundary or space.
pub(crate) fn phrase_start(text: &str, end: usize) -> usize {
    let start = |end: usize| behind_last(&text[..end], |c| is_boundary(c) || c == ' ');
    let mut low = start(end);
    // 投资7,|817万元: no boundary
    for _ in 0..THOUSANDS {
        let digit = |c: char| c.is_ascii_digit();
        let inside = text[..low].strip_suffix(',').is_some_and(|lead| lead.ends_with(digit)) && text[low..].starts_with(digit);
        if !inside {
            break;
        }
        low = start(low - 1);
    }
    low
}

/// The larger of `from` and the character border nearest to `reach` bytes before `to`.
pub(crate) fn window(clean: &str, from: usize, to: usize, reach: usize) -> usize {
    let low = to.saturating_sub(reach).max(from);
    (low..=to).find(|&i| clean.is_char_boundary(i)).unwrap_or(to)
}

/// The smaller of `to` and the character border nearest to `reach` bytes behind `from`.
pub(crate) fn reach(clean: &str, from: usize, to: usize, reach: usize) -> usize {
    (from + reach..to).find(|&i| clean.is_char_boundary(i)).unwrap_or(to)
}

/// What [`split_outside`] does not look into, for lists of persons and posts.
pub(crate) const PARENTHESES: &[(char, char)] = &[('(', ')')];

/// The stretches of `start..end` between marks that stand outside `brackets`.
pub(crate) fn split_outside(clean: &str, start: usize, end: usize, marks: &[char], brackets: &[(char, char)]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let start = start.min(end);
    let (mut from, mut depth) = (start, 0i32);
    for (i, c) in clean[start..end].char_indices() {
        if brackets.iter().any(|&(open, _)| open == c) {
            depth += 1;
        } else if brackets.iter().any(|&(_, close)| close == c) {
            depth -= 1;
        } else if depth == 0 && marks.contains(&c) {
            out.push((from, start + i));
            from = start + i + c.len_utf8();
        }
    }
    out.push((from, end));
    out
}
