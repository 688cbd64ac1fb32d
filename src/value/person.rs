//! Person names (姓名): where a name ends, decided by what follows it and by a character model.
//!
//! A name is read only where one is expected (behind a post, inside an act, in a list of names); a bare guess is never a
//! record. Read here: two to four characters with single and compound surnames, padded names (`罗 金铭`), names without a
//! surname and foreign names from transliteration characters, names with `·`, and notes behind a name (`(女,回族)`).

use crate::lexicon::{Lexicon, is_boundary};
use crate::ruleset::RuleSet;
use crate::text::is_han;
use rustc_hash::{FxHashMap, FxHashSet};

/// A name read from the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// First byte of the name in the clean text.
    pub start: usize,
    /// Byte after its last character.
    pub end: usize,
    /// The name without padding.
    pub name: String,
    /// Byte after the note and the form of address behind it, if any.
    pub after: usize,
    /// Sex and people as a note behind the name tells.
    pub note: Note,
}

/// What a note behind a name tells (`(女,回族)`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// `男` or `女`.
    pub gender: Option<String>,
    /// The people (民族).
    pub ethnicity: Option<String>,
}

/// How sure the end of a name must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Behind a post: the character model may decide alone.
    Person,
    /// Any person at all stands here (list of an act): any two to four characters up to a boundary.
    Listed,
}

/// Surnames and the statistics of given-name characters.
#[derive(Debug, Clone, Default)]
pub struct NameModel {
    surnames: FxHashMap<String, f64>,
    given: FxHashMap<char, [f64; 3]>,
    translit: FxHashSet<char>,
}

/// How clearly a verb of `length` bytes ends a name: `long` for three characters or more, little for one.
fn by_length(length: usize, long: f64) -> f64 {
    match length {
        9.. => long,
        6.. => 3.0,
        _ => 1.3,
    }
}

/// The weight below which a surname is rarer than the word that it also is.
const RARE: f64 = 10.0;

/// The score of a character that the statistics do not know.
const UNKNOWN: f64 = -1.0;

impl NameModel {
    pub(crate) fn new(rules: &RuleSet) -> Self {
        let totals = rules.given.iter().fold([1.0f64; 3], |sum, (_, f)| [sum[0] + f[0], sum[1] + f[1], sum[2] + f[2]]);
        let ratio = |count: f64, total: f64, background: f64| (((count + 0.1) / total) / ((background + 20.0) / 1e6)).ln().clamp(-3.5, 2.5);
        NameModel {
            surnames: rules.surnames.iter().cloned().collect(),
            given: rules.given.iter().map(|&(c, f)| (c, [ratio(f[0], totals[0], f[3]), ratio(f[1], totals[1], f[3]), ratio(f[2], totals[2], f[3])])).collect(),
            translit: FxHashSet::default(),
        }
    }

    pub(crate) fn add_transliteration(&mut self, words: &[String]) {
        self.translit.extend(words.iter().flat_map(|w| w.chars()));
    }

    /// Whether `text` is a surname.
    pub fn is_surname(&self, text: &str) -> bool {
        self.surnames.contains_key(text)
    }

    /// Whether all characters of `text` occur in transliterated names.
    pub fn is_transliteration(&self, text: &str) -> bool {
        text.chars().all(|c| c == '·' || self.translit.contains(&c))
    }

    /// How well the characters of a given name go together: the log ratio of names to running text.
    fn given_score(&self, given: &[char]) -> f64 {
        let at = |c: char, place: usize| self.given.get(&c).map_or(UNKNOWN, |scores| scores[place]);
        match given {
            [c] => at(*c, 0),
            [a, b] => at(*a, 1) + at(*b, 2),
            _ => -4.0,
        }
    }

    /// Whether `text` as a whole can be a person's name.
    ///
    /// ```
    /// use dibao::{Extractor, value::person::Expect};
    /// let extractor = Extractor::new().unwrap();
    /// let names = extractor.lexicon().names();
    /// assert!(names.accepts("欧阳振邦") && names.accepts("阿不都外力·托合提"));
    /// assert!(!names.accepts("局长"));
    /// ```
    pub fn accepts(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().collect();
        if text.contains('·') {
            return chars.iter().all(|&c| is_han(c) || c == '·') && chars.len() <= 24;
        }
        if !(2..=6).contains(&chars.len()) || !chars.iter().all(|&c| is_han(c)) {
            return false;
        }
        self.surname_lengths(&chars).into_iter().flatten().any(|n| (1..=2).contains(&(chars.len() - n.min(chars.len())))) || self.is_transliteration(text)
    }

    /// Whether `text` looks like a name with nothing around it to say so: a common surname and given-name characters.
    pub fn likely(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().collect();
        self.surname_lengths(&chars).into_iter().flatten().any(|n| {
            let weight = self.surnames.get(&chars[..n].iter().collect::<String>()).copied().unwrap_or(0.0);
            weight >= 5.0 && self.given_score(&chars[n..]) > 0.5 && (1..=2).contains(&(chars.len() - n))
        })
    }

    /// Possible lengths of the surname that `chars` begins with: compound first.
    fn surname_lengths(&self, chars: &[char]) -> [Option<usize>; 3] {
        let known = |n: usize| (chars.len() > n && self.surnames.contains_key(&chars[..n].iter().collect::<String>())).then_some(n);
        // a double surname of a married woman or of both parents: 张李明
        let double = (chars.len() == 4 && self.surnames.contains_key(&chars[0].to_string()) && self.surnames.contains_key(&chars[1].to_string())).then_some(2);
        [known(2), known(1), double]
    }
}

impl Lexicon {
    /// The name model.
    pub fn names(&self) -> &NameModel {
        &self.names
    }

    /// Reads a name at byte `at` of the clean text `text`, where one is expected.
    pub fn read_name(&self, text: &str, at: usize, expect: Expect) -> Option<Name> {
        let start = at + (text[at..].len() - text[at..].trim_start_matches(' ').len());
        let (end, name) = self.name_end(text, start, expect)?;
        let (after, note) = self.note_after(text, end);
        Some(Name { start, end, name, after, note })
    }

    /// Whether `text` begins with the name of a country: a national word that is no name.
    pub(crate) fn country(&self, text: &str) -> bool {
        self.national.prefix(text).is_some_and(|(n, ())| self.not_name.contains(&text[..n]))
    }

    /// Whether punctuation or a verb of two characters follows.
    pub(crate) fn ends_clearly(&self, rest: &str) -> bool {
        self.closing(rest) >= 2.5
    }

    /// Whether punctuation or any verb follows.
    pub(crate) fn ends_softly(&self, rest: &str) -> bool {
        self.closing(rest) >= 1.0
    }

    /// Whether nothing speaks against `text` as a name: no function word, no verb, no post, body or place in it.
    pub(crate) fn could_be_name(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().collect();
        let word = |piece: &str| {
            self.follow.contains(piece)
                || self.organs.contains(piece)
                || self.roles.contains(piece)
                || self.not_name.contains(piece)
                || self.levels.contains(piece)
        };
        let single = chars.iter().any(|c| word(&c.to_string()) || crate::value::numeral::digit(*c).is_some());
        let pairs = chars.windows(2).any(|w| word(&w.iter().collect::<String>()));
        // the given name is written with characters of names
        !single
            && !pairs
            && self.not_name.prefix(text).is_none()
            && chars[1..].iter().all(|c| self.names.given.contains_key(c))
            && self.names.given_score(&chars[1..]) > -1.0
    }

    /// Where the name that starts at `start` ends, and the name without padding.
    fn name_end(&self, text: &str, start: usize, expect: Expect) -> Option<(usize, String)> {
        let rest = &text[start..];
        let run: Vec<(usize, char)> = rest.char_indices().take(14).take_while(|&(_, c)| is_han(c) || c == '·' || c == ' ').collect();
        let (_, first) = *run.first()?;
        if !is_han(first) {
            return None;
        }
        // 费萨尔|和伊朗外交部长
        let another = run.iter().position(|&(at, _)| at > 0 && self.starts("conjunction", &rest[at..]).is_some_and(|n| self.country(&rest[at + n..])));
        let run = &run[..another.unwrap_or(run.len())];
        if let Some(dot) = run
            .iter()
            .position(|&(_, c)| c == '·' || c == ' ')
            .filter(|&i| run[i].1 == '·' && i <= 8 && run[..i].iter().all(|&(_, c)| self.names.translit.contains(&c)))
        {
            return self.dotted(text, start, dot);
        }
        if let Some((length, ())) = self.not_name.prefix(rest) {
            // a word that never names a person, unless a longer name stands there up to a boundary
            let clean_end = rest[length..].chars().next().is_none_or(is_boundary);
            if expect == Expect::Person || clean_end {
                let single = expect == Expect::Listed && rest[..length].chars().count() == 1 && self.names.is_surname(&rest[..length]);
                if !single {
                    return None;
                }
            }
        }
        // 书记处, 组织部: a post or a body stands where the name should
        let longer = |n: usize| rest[..n].chars().count() >= 2 && rest[n..].chars().next().is_none_or(|c| !is_han(c) || is_boundary(c));
        if self.roles.prefix(rest).is_some_and(|(n, _)| longer(n)) || self.organs.prefix(rest).is_some_and(|(n, _)| rest[..n].chars().count() >= 3) {
            return None;
        }
        // 介绍, 表示: a verb stands where the name should
        if expect == Expect::Person && self.follow.prefix(rest).is_some_and(|(n, ())| rest[..n].chars().count() >= 2) {
            return None;
        }
        let mut best: Option<(f64, usize, String)> = None;
        let mut sure = false;
        for (end, name, surname) in self.candidates(run) {
            let closing = self.closing(&rest[end..]);
            let chars: Vec<char> = name.chars().collect();
            // a function word does not end a name: 马上|在
            let function = self.ends("function-word", &name).is_some();
            let weight = self.names.surnames.get(&name.chars().take(surname).collect::<String>()).copied().unwrap_or(0.0);
            // 时|强调: a verb behind a rare surname
            let given = rest.char_indices().nth(surname).map_or("", |(i, _)| &rest[i..]);
            let verb = expect == Expect::Person && self.follow.prefix(given).is_some_and(|(n, ())| given[..n].chars().count() >= 2);
            // 有望: a word whose first character is hardly ever a surname
            let common = || self.follow.contains(&chars[..surname].iter().collect::<String>());
            let word = expect == Expect::Person && weight < RARE && self.names.given_score(&chars[surname..]) < 0.0 && common();
            if verb && weight < 30.0 || word {
                continue;
            }
            let kept = rest[end..].starts_with('、') && self.ends("and-others", &rest[..end]).is_none();
            let model = self.names.given_score(&chars[surname..]).clamp(-4.0, 4.0) - if function && !kept { 12.0 } else { 0.0 };
            let length = if chars.len() - surname == 2 { 0.9 } else { 0.0 };
            let compound = if surname == 2 { 1.0 } else { 0.0 };
            let score = closing * 2.0 + model * 0.6 + length + compound + (weight.max(1.0)).ln() * 0.15;
            let enough = match expect {
                Expect::Listed => closing >= 1.0,
                Expect::Person => (closing >= 2.5 && model > -6.0) || (closing >= 1.0 && model > -3.5) || model > 0.5 && weight >= 30.0,
            };
            if enough && best.as_ref().is_none_or(|(b, _, _)| score > *b) {
                best = Some((score, end, name));
                sure = closing >= 2.5;
            }
        }
        let foreign = self.transliterated(rest, run, expect);
        match (best, foreign) {
            (Some((score, end, _)), Some((far, long))) if far > end && (score < 5.5 || (!sure && self.closing(&rest[far..]) >= 2.5)) => {
                Some((start + far, long))
            }
            (Some((_, end, name)), _) => Some((start + end, name)),
            (None, Some((end, name))) => Some((start + end, name)),
            (None, None) => None,
        }
    }

    /// Ends of names with a surname: byte offset, name, characters of the surname.
    fn candidates(&self, run: &[(usize, char)]) -> Vec<(usize, String, usize)> {
        let mut out = Vec::new();
        let mut chars: Vec<char> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        let mut gap = None;
        for &(at, c) in run {
            if c == ' ' {
                // padding stands only between surname and given name
                if gap.is_some() || chars.is_empty() || chars.len() > 2 {
                    break;
                }
                gap = Some(chars.len());
                continue;
            }
            chars.push(c);
            ends.push(at + c.len_utf8());
            if chars.len() == 5 {
                break;
            }
        }
        let compound = chars.len() > 2 && gap == Some(2) && self.names.is_surname(&chars[..2].iter().collect::<String>());
        for n in [2usize, 1] {
            if n == 1 && compound || chars.len() <= n || !self.names.is_surname(&chars[..n].iter().collect::<String>()) {
                continue;
            }
            for given in 1..=2usize {
                let total = n + given;
                if total > chars.len() || gap.is_some_and(|g| g != n && g < total) {
                    continue;
                }
                out.push((ends[total - 1], chars[..total].iter().collect(), n));
            }
        }
        // double surnames: two single ones before a two-character given name
        if chars.len() >= 4 && gap.is_none() && self.names.is_surname(&chars[0].to_string()) && self.names.is_surname(&chars[1].to_string()) {
            let two = self.names.given_score(&chars[2..4]);
            if two > 1.0 {
                out.push((ends[3], chars[..4].iter().collect(), 2));
            }
        }
        out
    }

    /// How clearly a name ends before `rest`: 3 for punctuation or a verb, 0 for nothing.
    fn closing(&self, rest: &str) -> f64 {
        let Some(c) = rest.chars().next() else { return 3.0 };
        if is_boundary(c) || c == ' ' || c == '—' || c == '-' || c == '.' || c == '·' {
            return 3.0;
        }
        if c.is_ascii_alphanumeric() {
            return 2.0;
        }
        let mut best: f64 = 0.0;
        if let Some((length, ())) = self.follow.prefix(rest) {
            best = by_length(length, 3.5);
        }
        // 郭志|先后任: the longer verb ends the name
        if let Some((length, _)) = self.holds.prefix(rest) {
            best = best.max(by_length(length, 4.0));
        }
        if let Some((length, _)) = self.acts.prefix(rest) {
            best = best.max(by_length(length, 3.0));
        }
        if self.address.prefix(rest).is_some() {
            best = best.max(3.0);
        }
        // 斯琴高娃|因工作调动
        if self.starts("function-word", rest).is_some() {
            best = best.max(1.3);
        }
        // 甲|代理检察长
        if let Some((length, &acting)) = self.status.prefix(rest)
            && acting
            && self.roles.prefix(&rest[length..]).is_some()
        {
            best = best.max(3.0);
        }
        if !is_han(c) {
            best = best.max(1.5);
        }
        best
    }

    /// A name with `·`: parts of Han characters, the last one up to a character that no such name has.
    fn dotted(&self, text: &str, start: usize, dot: usize) -> Option<(usize, String)> {
        let rest = &text[start..];
        let mut end = 0;
        let mut last_dot = dot;
        for (i, (at, c)) in rest.char_indices().enumerate().take(26) {
            if c == '·' {
                last_dot = i;
                continue;
            }
            let ends = i > last_dot + 1
                && (self.closing(&rest[at..]) >= 2.5 || !self.names.translit.contains(&c) || (i > last_dot + 2 && self.closing(&rest[at..]) >= 1.3));
            if !is_han(c) || (i > last_dot && ends) {
                break;
            }
            end = at + c.len_utf8();
        }
        // the last part runs on to a clear end when nothing but characters of such names stands before it
        let tail = rest[end..].char_indices().take(8).find(|&(_, c)| !self.names.translit.contains(&c)).map_or(0, |(at, _)| at);
        if tail > 0 && self.closing(&rest[end + tail..]) >= 2.5 {
            end += tail;
        }
        let name = rest[..end].trim_end_matches('·');
        (name.contains('·') && name.chars().count() >= 4).then(|| (start + name.len(), name.to_owned()))
    }

    /// A name without a surname: transliteration characters up to a boundary.
    fn transliterated(&self, rest: &str, run: &[(usize, char)], expect: Expect) -> Option<(usize, String)> {
        let mut best = None;
        for (i, &(at, c)) in run.iter().enumerate().take(9) {
            if c == ' ' || !self.names.translit.contains(&c) {
                // a listed name may hold any character up to its boundary
                if !(expect == Expect::Listed && i < 5 && c != ' ') {
                    break;
                }
            }
            let end = at + c.len_utf8();
            let all = run[..=i].iter().all(|&(_, c)| self.names.translit.contains(&c));
            let closing = self.closing(&rest[end..]);
            let next_foreign = run.get(i + 1).is_some_and(|&(_, c)| self.names.translit.contains(&c));
            let listed = expect == Expect::Listed && i < 4 && self.ends("function-word", &rest[..end]).is_none();
            let good = closing >= 2.5 && (all || listed) || (all && i >= 2 && (closing >= 1.0 || !next_foreign) && !matches!(c, '和' | '不'));
            if i >= 1 && good {
                best = Some((end, rest[..end].to_owned()));
                if closing >= 2.5 {
                    break;
                }
            }
        }
        best
    }

    /// Reads the note and the form of address behind a name: `(女,回族)`, `同志`.
    pub(crate) fn note_after(&self, text: &str, end: usize) -> (usize, Note) {
        let mut note = Note::default();
        let mut at = end;
        // a note behind a form of address is none of the roster's
        let mut addressed = false;
        for _ in 0..2 {
            let rest = &text[at..];
            let trimmed = rest.trim_start_matches(' ');
            if let Some(length) = self.starts("comrade", trimmed) {
                at += rest.len() - trimmed.len() + length;
                addressed = true;
                continue;
            }
            let Some(inner) = trimmed.strip_prefix('(') else { break };
            let Some(close) = inner.char_indices().take(24).take_while(|&(_, c)| c != '\n').find(|&(_, c)| c == ')').map(|(i, _)| i) else { break };
            let mut known = !inner[..close].is_empty();
            for part in inner[..close].split([',', '、', ' ', ';']).filter(|p| !p.is_empty()) {
                match part {
                    "女" | "男" => note.gender = Some(part.to_owned()),
                    _ if self.ethnic.contains(part) => note.ethnicity = Some(part.to_owned()),
                    _ => known &= self.places.contains(part) || self.has("note", part),
                }
            }
            if !known {
                break;
            }
            at += (rest.len() - trimmed.len()) + close + 2;
        }
        (at, if addressed { Note::default() } else { note })
    }
}
