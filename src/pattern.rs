//! Patterns that cost nothing where they cannot match.

use memchr::memmem::Finder;
use once_cell::sync::OnceCell;
use regex::{CaptureMatches, Captures, Match, Matches, Regex};

/// A regular expression with the words that it cannot do without. A text that has none of them is refused before the
/// expression is even compiled; most pages never compile most patterns.
///
/// In the expression `{H}` stands for a Han character, `{N}` for a digit or a Chinese numeral, `{D}` for one that dates are written
/// with, and a blank for white space.
pub(crate) struct Pattern {
    needs: &'static [&'static str],
    text: &'static str,
    finders: OnceCell<Vec<Finder<'static>>>,
    regex: OnceCell<Regex>,
}

impl Pattern {
    pub(crate) const fn new(needs: &'static [&'static str], text: &'static str) -> Self {
        Pattern { needs, text, finders: OnceCell::new(), regex: OnceCell::new() }
    }

    /// The compiled expression, unless `text` lacks what it needs.
    fn on(&self, text: &str) -> Option<&Regex> {
        let finders = self.finders.get_or_init(|| self.needs.iter().map(Finder::new).collect());
        let may_match = finders.iter().any(|finder| finder.find(text.as_bytes()).is_some());
        may_match.then(|| self.regex.get_or_init(|| self.compile()))
    }

    fn compile(&self) -> Regex {
        let text = self
            .text
            .replace("{H}", r"[\u{4E00}-\u{9FFF}]")
            .replace("{N}", "[0-9一二三四五六七八九十百〇零]")
            .replace("{D}", "[0-9〇零○O一二三四五六七八九十]")
            .replace(' ', r"[ \t\u{3000}]");
        Regex::new(&text).unwrap_or_else(|_| unreachable!("a constant pattern"))
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.on(text).is_some_and(|regex| regex.is_match(text))
    }

    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.on(text)?.find(text)
    }

    pub(crate) fn matches<'r, 't>(&'r self, text: &'t str) -> impl Iterator<Item = Match<'t>> + use<'r, 't> {
        self.on(text).map(|regex| -> Matches<'r, 't> { regex.find_iter(text) }).into_iter().flatten()
    }

    /// `text` without what matches.
    pub(crate) fn without(&self, text: &str) -> String {
        self.on(text).map_or_else(|| text.to_owned(), |regex| regex.replace_all(text, "").into_owned())
    }

    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.on(text)?.captures(text)
    }

    pub(crate) fn all_captures<'r, 't>(&'r self, text: &'t str) -> impl Iterator<Item = Captures<'t>> + use<'r, 't> {
        self.on(text).map(|regex| -> CaptureMatches<'r, 't> { regex.captures_iter(text) }).into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_pattern_is_compiled_where_its_word_stands() {
        let pattern = Pattern::new(&["届", "次"], "第{N}{1,3}(?:届|次){H}");
        assert!(!pattern.is_match("第十号") && pattern.regex.get().is_none());
        assert!(!pattern.is_match("本届") && pattern.regex.get().is_some());
        assert_eq!(pattern.matches("第十届人大第二次会议").map(|m| m.as_str()).collect::<Vec<_>>(), ["第十届人", "第二次会"]);
    }
}
