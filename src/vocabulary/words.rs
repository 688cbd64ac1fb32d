//! Sets of words, looked up at a position of a text.

use rustc_hash::FxHashMap;

/// Words with values. A look-up costs one test of a bit where no word begins (or ends).
#[derive(Debug, Clone)]
pub(crate) struct WordMap<T> {
    words: FxHashMap<Box<str>, T>,
    heads: Edges,
    tails: Edges,
}

/// The characters that words begin (or end) with, and how long those words are.
#[derive(Debug, Clone, Default)]
struct Edges {
    lengths: FxHashMap<char, u32>,
    /// A bit for each character modulo 4096: most texts are refused here.
    filter: Filter,
}

#[derive(Debug, Clone)]
struct Filter([u64; 64]);

impl Default for Filter {
    fn default() -> Self {
        Filter([0; 64])
    }
}

impl Filter {
    fn add(&mut self, c: char) {
        self.0[c as usize >> 6 & 63] |= 1 << (c as usize & 63);
    }

    fn may_have(&self, c: char) -> bool {
        self.0[c as usize >> 6 & 63] >> (c as usize & 63) & 1 == 1
    }
}

impl Edges {
    fn add(&mut self, c: char, length: u32) {
        *self.lengths.entry(c).or_default() |= length;
        self.filter.add(c);
    }

    /// Lengths in characters of the words at `c`, a bit for each.
    fn lengths(&self, c: char) -> Option<u32> {
        if self.filter.may_have(c) { self.lengths.get(&c).copied() } else { None }
    }
}

impl<T> Default for WordMap<T> {
    fn default() -> Self {
        WordMap { words: FxHashMap::default(), heads: Edges::default(), tails: Edges::default() }
    }
}

impl<T> WordMap<T> {
    pub(crate) fn insert(&mut self, word: &str, value: T) {
        let length = 1u32 << word.chars().count().min(31);
        let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { return };
        self.heads.add(first, length);
        self.tails.add(last, length);
        self.words.insert(word.into(), value);
    }

    /// Every word that begins `text`, shortest first, with its length in bytes.
    pub(crate) fn prefixes<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t T)> + 't {
        let lengths = text.chars().next().and_then(|c| self.heads.lengths(c)).unwrap_or(0);
        text.char_indices().enumerate().take(31).take_while(move |(i, _)| lengths >> (i + 1) != 0).filter_map(move |(i, (at, c))| {
            let end = at + c.len_utf8();
            if lengths >> (i + 1) & 1 == 1 { self.words.get(&text[..end]).map(|value| (end, value)) } else { None }
        })
    }

    /// Makes room for so many words.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.words.reserve(more);
    }

    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        self.words.get(word)
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// The longest word that begins at the start of `text`, with its length in bytes.
    pub(crate) fn prefix(&self, text: &str) -> Option<(usize, &T)> {
        let lengths = self.heads.lengths(text.chars().next()?)?;
        let mut best = None;
        for (i, (at, c)) in text.char_indices().enumerate().take(31) {
            if lengths >> (i + 1) == 0 {
                break;
            }
            if lengths >> (i + 1) & 1 == 1 {
                let end = at + c.len_utf8();
                if let Some(value) = self.words.get(&text[..end]) {
                    best = Some((end, value));
                }
            }
        }
        best
    }

    /// The longest word that ends at the end of `text`, with the byte where it begins.
    pub(crate) fn suffix(&self, text: &str) -> Option<(usize, &T)> {
        let lengths = self.tails.lengths(text.chars().next_back()?)?;
        let mut best = None;
        for (i, (at, _)) in text.char_indices().rev().enumerate().take(31) {
            if lengths >> (i + 1) == 0 {
                break;
            }
            if lengths >> (i + 1) & 1 == 1
                && let Some(value) = self.words.get(&text[at..])
            {
                best = Some((at, value));
            }
        }
        best
    }

    /// The first word in `text`, longest first: where it begins and ends.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, usize, &T)> {
        text.char_indices().find_map(|(at, c)| if self.heads.filter.may_have(c) { self.at(text, at) } else { None })
    }

    fn at(&self, text: &str, at: usize) -> Option<(usize, usize, &T)> {
        self.prefix(&text[at..]).map(|(length, value)| (at, at + length, value))
    }

    /// The word in `text` that ends last, longest first.
    pub(crate) fn last(&self, text: &str) -> Option<(usize, usize, &T)> {
        text.char_indices().rev().find_map(|(at, c)| {
            self.tails.lengths(c)?;
            let end = at + c.len_utf8();
            self.suffix(&text[..end]).map(|(start, value)| (start, end, value))
        })
    }

    /// Every word in `text`, also those that other words begin with.
    pub(crate) fn each<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t str> + 't {
        let heads = text.char_indices().filter_map(|(at, c)| Some((at, self.heads.lengths(c)?)));
        heads.flat_map(move |(at, lengths)| {
            let ends = text[at..].char_indices().take(31).map(move |(i, c)| at + i + c.len_utf8());
            let ends = ends.enumerate().filter(move |(i, _)| lengths >> (i + 1) & 1 == 1).map(|(_, end)| end);
            ends.map(move |end| &text[at..end]).filter(|word| self.words.contains_key(*word))
        })
    }

    /// The longest word at each place of `text` where one begins; they may overlap.
    pub(crate) fn all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize, &'t T)> + 't {
        text.char_indices().filter_map(move |(at, c)| if self.heads.filter.may_have(c) { self.at(text, at) } else { None })
    }
}

#[cfg(test)]
mod tests {
    use super::WordMap;

    #[test]
    fn words_are_found_at_each_place() {
        let mut words = WordMap::default();
        for word in ["总投资", "投资", "概算总投资"] {
            words.insert(word, word.len());
        }
        let text = "项目概算总投资3亿元,投资方";
        assert_eq!(words.find(text).map(|(a, b, _)| &text[a..b]), Some("概算总投资"));
        assert_eq!(words.last(text).map(|(a, b, _)| &text[a..b]), Some("投资"));
        assert_eq!(words.all(text).map(|(a, b, _)| &text[a..b]).collect::<Vec<_>>(), ["概算总投资", "总投资", "投资", "投资"]);
        words.insert("投", 0);
        assert_eq!(words.each("总投资方").collect::<Vec<_>>(), ["总投资", "投", "投资"]);
        assert_eq!(words.suffix("完成投资").map(|(at, _)| at), Some(6));
        assert_eq!(words.prefix("资金"), None);
    }
}
