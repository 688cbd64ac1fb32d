//! Text of strangers on a terminal.

use std::borrow::Cow;

/// A character that drives a terminal, or that hides or turns what stands beside it: C0 and C1 controls, marks of direction, and
/// marks without width.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// A text of one line as it can be shown on a terminal: a document or a file's name must not drive it.
///
/// ```
/// assert_eq!(dibao::export::plain("a\u{1b}]0;b\u{7}.txt"), "a ]0;b .txt");
/// ```
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.contains(is_unseen) { Cow::Owned(text.replace(is_unseen, " ")) } else { Cow::Borrowed(text) }
}

/// A JSON text with such characters written as escapes: the same values, safe to be shown on a terminal.
///
/// ```
/// assert_eq!(dibao::export::plain_json("{\"a\": \"\u{9b}2J\"}\n"), "{\"a\": \"\\u009b2J\"}\n");
/// ```
pub fn plain_json(json: &str) -> Cow<'_, str> {
    // outside of strings JSON has no such character but the line feed
    let unsafe_in_json = |c: char| c != '\n' && is_unseen(c);
    if !json.contains(unsafe_in_json) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if unsafe_in_json(c) {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}
