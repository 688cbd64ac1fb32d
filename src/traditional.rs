//! Text in traditional characters: read in simplified ones, told in its own.
//!
//! The rules are written for simplified characters. A text that is mostly traditional is read in a copy whose characters are
//! replaced one by one, each by one of the same length in UTF-8, so that every position in the copy is the position in the text.
//! Afterwards evidence is cut from the text itself, and values are written with the text's own characters. Names of divisions
//! (`source.place`, `jurisdiction`) stay as the tables have them.

use crate::record::{Article, Extraction};
use crate::span::Span;
use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};

/// Simplified forms by traditional characters, and characters that are nothing but simplified.
struct Table {
    simplified: FxHashMap<char, char>,
    new: FxHashSet<char>,
}

static TABLE: Lazy<Table> = Lazy::new(|| {
    let rows = include_str!("../rules/text/traditional.tsv").lines().filter(|line| !line.starts_with('#'));
    let simplified: FxHashMap<char, char> = rows
        .filter_map(|line| {
            let mut cells = line.split('\t').filter_map(|cell| cell.chars().next());
            Some((cells.next()?, cells.next()?))
        })
        .collect();
    let new = simplified.values().copied().collect();
    Table { simplified, new }
});

/// How far into an article its headline and byline may stand, in bytes.
const HEAD: usize = 3_000;

/// How much of a text is looked at to tell its script, in characters.
const SAMPLE: usize = 20_000;

/// Whether a text is written in traditional characters: one in ten of its Han characters at least is one (a fourth is usual), and
/// they are more than those that only simplified texts have. Some simplified characters (里, 后, 云) are old ones too.
fn is_traditional(text: &str) -> bool {
    let (mut han, mut old, mut new) = (0usize, 0usize, 0usize);
    for c in text.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).take(SAMPLE) {
        han += 1;
        if TABLE.simplified.contains_key(&c) {
            old += 1;
        } else if TABLE.new.contains(&c) {
            new += 1;
        }
    }
    old >= 3 && old * 10 >= han && old > new
}

/// The text in simplified characters, when it is written in traditional ones.
pub(crate) fn simplified(text: &str) -> Option<String> {
    is_traditional(text).then(|| text.chars().map(|c| TABLE.simplified.get(&c).copied().unwrap_or(c)).collect())
}

/// Writes what was read from the `copy` with the characters of the `text`.
pub(crate) fn restore(found: &mut Extraction, text: &str, copy: &str) {
    let mut own = FxHashMap::default();
    for (c, s) in text.chars().zip(copy.chars()).filter(|(c, s)| c != s) {
        own.entry(s).or_insert(c);
    }
    let back = Back { text, copy, own };
    for record in &mut found.records {
        record.evidence = record.span.slice(text).to_owned();
        let span = record.span;
        record.texts_mut().into_iter().for_each(|value| back.value(value, span));
    }
    for article in &mut found.articles {
        back.article(article);
    }
    for note in &mut found.unparsed {
        note.evidence = note.span.slice(text).to_owned();
    }
    for finding in &mut found.findings {
        back.value(&mut finding.message, finding.span);
    }
    if let Some(publisher) = &mut found.source.publisher {
        back.value(publisher, Span::default());
    }
    found.source.quality.push("traditional".to_owned());
}

/// The way back from the copy.
struct Back<'a> {
    text: &'a str,
    copy: &'a str,
    /// The first character that the text has for a simplified one.
    own: FxHashMap<char, char>,
}

impl Back<'_> {
    fn article(&self, article: &mut Article) {
        let span = article.span;
        // a headline stands at the head of its article
        let end = (span.bytes[0]..=span.bytes[1].min(span.bytes[0] + HEAD)).rev().find(|&end| self.copy.is_char_boundary(end));
        let head = Span { bytes: [span.bytes[0], end.unwrap_or(span.bytes[0])], ..span };
        article.headline.iter_mut().for_each(|headline| self.value(headline, head));
        if let Some(byline) = &mut article.byline {
            byline.outlet.iter_mut().for_each(|outlet| self.value(outlet, head));
            for person in &mut byline.people {
                self.value(&mut person.name, person.span);
                person.role.iter_mut().for_each(|role| self.value(role, person.span));
            }
        }
    }

    /// Writes `value`, which was read at `span`, as the text has it: as far as it stands there in a row, else character by
    /// character as the span, or the text, first has each.
    fn value(&self, value: &mut String, span: Span) {
        let (here, lead) = (span.slice(self.copy), span.bytes[0]);
        let mut out = String::with_capacity(value.len());
        let mut rest = value.as_str();
        let mut cursor = here.find(rest).unwrap_or(0);
        while let Some(c) = rest.chars().next() {
            let length = c.len_utf8();
            if !here[cursor..].starts_with(c) {
                let two = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
                cursor = here.find(&rest[..two]).or_else(|| here.find(c)).unwrap_or(here.len());
            }
            if cursor < here.len() {
                out.push_str(&self.text[lead + cursor..lead + cursor + length]);
                cursor += length;
            } else {
                out.push(self.own.get(&c).copied().unwrap_or(c));
            }
            rest = &rest[length..];
        }
        *value = out;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_stay_where_they_are() {
        for (old, new) in &TABLE.simplified {
            assert_eq!((old.len_utf8(), new.len_utf8()), (3, 3), "{old} {new}");
        }
        assert_eq!(simplified("副市長王建國出席會議").as_deref(), Some("副市长王建国出席会议"));
        for text in ["副市长王建国出席会议", "里程碑上写着云南", "書法家王小明的作品展在市文化馆开幕,市民前往参观", "長", ""]
        {
            assert_eq!(simplified(text), None, "{text}");
        }
    }

    #[test]
    fn values_are_written_as_the_text_has_them() {
        let text = "皇后大道發展,後勤部長髮";
        let copy = simplified(text).unwrap();
        let span = Span { bytes: [0, text.len()], chars: [0, 12] };
        let back = Back { text, copy: &copy, own: FxHashMap::from_iter([('发', '發'), ('国', '國')]) };
        for (value, want) in [("后勤部长", "後勤部長"), ("皇后", "皇后"), ("发展后勤", "發展後勤"), ("国2023-04", "國2023-04")] {
            let mut value = value.to_owned();
            back.value(&mut value, span);
            assert_eq!(value, want);
        }
    }
}
