//! From the caller's text to clean lines, with the way back.
//!
//! [`Text`] folds full-width forms to ASCII and radical look-alikes to characters, drops invisible characters, collapses
//! white space, joins padded names (`言 鹏`) and joins lines that a layout broke inside a sentence. Every byte of the clean
//! text maps to the byte of the source it came from, so spans are exact and nothing is searched for afterwards.

mod drawn;
mod fold;

pub use fold::is_han;

use crate::span::Span;
use drawn::{Cell, Drawn};
use fold::{columns, fold, is_invisible, is_mark, is_plain, is_private, is_rare_break, is_space, line_mark};
use memchr::memmem;
use rustc_hash::FxHashMap;

/// Distance in bytes between two remembered character counts of the source.
const CHAR_STEP: usize = 128;

/// A stretch of clean text whose bytes stand one to one for bytes of the source.
#[derive(Debug, Clone, Copy)]
struct Run {
    clean: u32,
    source: u32,
}

/// One line of the clean text (a paragraph, once wrapped lines are joined).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// First byte in the clean text.
    pub start: usize,
    /// Byte after the last, before the line feed.
    pub end: usize,
    /// Width of the white space the source line began with, in columns.
    pub indent: usize,
    /// Empty source lines before this one.
    pub blanks: usize,
}

/// Clean text with the map back to its source.
///
/// ```
/// let text = dibao::text::Text::new("任命　言 鹏、张辉");
/// assert_eq!(text.clean(), "任命 言鹏、张辉");
/// let span = text.span(7, 13);
/// assert_eq!(span.slice(text.source()), "言 鹏");
/// ```
#[derive(Debug, Clone)]
pub struct Text<'a> {
    source: &'a str,
    clean: String,
    runs: Vec<Run>,
    lines: Vec<Line>,
    counts: Vec<u32>,
    joins: Vec<u32>,
}

impl<'a> Text<'a> {
    /// Cleans `source`. Linear in its length; never fails.
    pub fn new(source: &'a str) -> Self {
        let mut build = Builder { source, clean: String::with_capacity(source.len()), runs: Vec::new(), joins: Vec::new() };
        let lines = build.lines();
        let mut counts = Vec::with_capacity(source.len() / CHAR_STEP + 1);
        let (mut count, mut next) = (0u32, 0usize);
        for (at, byte) in source.bytes().enumerate() {
            if at == next {
                counts.push(count);
                next += CHAR_STEP;
            }
            count += u32::from(byte & 0xC0 != 0x80);
        }
        Text { source, clean: build.clean, runs: build.runs, lines, counts, joins: build.joins }
    }

    /// The clean text: what rules read. Lines are separated by `\n`.
    pub fn clean(&self) -> &str {
        &self.clean
    }

    /// The text as given.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Whether padding was taken out right before the clean byte `at`: `言 鹏`.
    pub fn padded(&self, at: usize) -> bool {
        self.joins.binary_search(&(at as u32)).is_ok()
    }

    /// The clean bytes right before which padding was taken out, in order.
    pub(crate) fn joins(&self) -> &[u32] {
        &self.joins
    }

    /// The lines of the clean text.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The source span of the clean bytes `start..end`; padding inside is covered, padding around is not. Positions inside a
    /// character or behind the text are moved to the border before them, in any build.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (border(&self.clean, start), border(&self.clean, end));
        let from = self.source_at(start);
        let to = match self.clean[..end].chars().next_back().filter(|_| end > start) {
            Some(last) => {
                let at = self.source_at(end - last.len_utf8());
                at + self.source[at..].chars().next().map_or(0, char::len_utf8)
            }
            None => from,
        };
        // the cells of a drawn table stand one behind the other in the clean text, and over each other in the source
        let (from, to) = (from.min(to), from.max(to));
        Span { bytes: [from, to], chars: [self.char_at(from), self.char_at(to)] }
    }

    fn source_at(&self, clean: usize) -> usize {
        match self.runs.partition_point(|run| run.clean as usize <= clean) {
            0 => 0,
            n => {
                let run = self.runs[n - 1];
                run.source as usize + (clean - run.clean as usize)
            }
        }
    }

    fn char_at(&self, byte: usize) -> usize {
        let slot = (byte / CHAR_STEP).min(self.counts.len().saturating_sub(1));
        let (base, from) = self.counts.get(slot).map_or((0, 0), |&count| (count as usize, slot * CHAR_STEP));
        base + self.source.as_bytes()[from..byte].iter().filter(|&&b| b & 0xC0 != 0x80).count()
    }
}

/// The first `most` characters of `text`: how far a reader looks ahead.
pub(crate) fn head(text: &str, most: usize) -> &str {
    &text[..text.char_indices().nth(most).map_or(text.len(), |(i, _)| i)]
}

/// Length of the number that an item of a list begins with: `1.`, `12、`, `(三)`, `①`, `二、`.
pub(crate) fn item_mark(text: &str) -> usize {
    let circled = |c: char| matches!(c, '①'..='⑳' | '⑴'..='⒇' | '㈠'..='㈩');
    if let Some(c) = text.chars().next().filter(|&c| circled(c)) {
        return c.len_utf8();
    }
    let (open, inner) = match text.strip_prefix('(') {
        Some(inner) => (1, inner),
        None => (0, text),
    };
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let digits: usize = inner.chars().take(3).take_while(|&c| number(c)).map(char::len_utf8).sum();
    let rest = &inner[digits..];
    match rest.chars().next() {
        Some(')') if digits > 0 => open + digits + 1,
        Some(c @ ('.' | '、')) if digits > 0 && open == 0 && !rest[c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) => digits + c.len_utf8(),
        _ => 0,
    }
}

/// The character border of `text` at `at`, or the nearest before it.
pub(crate) fn border(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// What stands before the note in brackets that ends `text`, if one does: 地区生产总值|(GDP).
pub(crate) fn before_note(text: &str) -> Option<&str> {
    let inner = text.strip_suffix(')')?;
    inner.rfind('(').map(|open| &text[..open])
}

/// Where the last stretch of `text` begins: behind its last character that `stops`, else at 0.
pub(crate) fn behind_last(text: &str, stops: impl Fn(char) -> bool) -> usize {
    text.char_indices().rev().find(|&(_, c)| stops(c)).map_or(0, |(at, c)| at + c.len_utf8())
}

/// A line of the source before joining: its content starts and ends at characters that are no space.
struct Raw {
    start: usize,
    end: usize,
    indent: usize,
    blanks: usize,
    /// What stands for the bullet that was taken off.
    mark: &'static str,
    /// The cells of a row of a drawn table.
    cells: Vec<Cell>,
}

/// The lines of `source`. A carriage return, NEL or a separator of Unicode ends a line like a line feed; one that stands inside the words of a text
/// with line feeds was set by a layout, and is nothing.
fn source_lines(source: &str) -> Vec<(usize, usize)> {
    let bytes = source.as_bytes();
    let rare = memchr::memchr(b'\r', bytes).is_some() || ["\u{85}", "\u{2028}", "\u{2029}"].iter().any(|mark| memmem::find(bytes, mark.as_bytes()).is_some());
    let mut feeds = Vec::new();
    let mut from = 0;
    for line in source.split('\n') {
        feeds.push((from, from + line.len()));
        from += line.len() + 1;
    }
    if !rare {
        return feeds;
    }
    let inner = |&(at, end): &(usize, usize)| (at, at + source[at..end].trim_end_matches('\r').len());
    let breaks: usize = feeds.iter().map(inner).map(|(at, end)| source[at..end].matches(is_rare_break).count()).sum();
    let within = |c: char| is_han(c) || c.is_alphanumeric() || matches!(c, '，' | '、');
    let mut lines = Vec::with_capacity(feeds.len() + breaks);
    for (at, end) in feeds.iter().map(inner) {
        let mut from = at;
        for (i, mark) in source[at..end].match_indices(is_rare_break) {
            let (stop, next) = (at + i, at + i + mark.len());
            let wrapped = source[from..stop].ends_with(within) && source[next..end].starts_with(within);
            if !wrapped || breaks >= feeds.len() {
                lines.push((from, stop));
                from = next;
            }
        }
        lines.push((from, end));
    }
    lines
}

struct Builder<'a> {
    source: &'a str,
    clean: String,
    runs: Vec<Run>,
    joins: Vec<u32>,
}

impl Builder<'_> {
    fn lines(&mut self) -> Vec<Line> {
        let raws = self.raw_lines();
        let mut lines: Vec<Line> = Vec::with_capacity(raws.len());
        let widths: Vec<usize> = raws.iter().map(|raw| raw.indent + columns(&self.source[raw.start..raw.end])).collect();
        for (i, raw) in raws.iter().enumerate() {
            let joined = i > 0 && self.wraps(&raws, &widths, i - 1);
            if joined {
                // the line above goes on here
            } else {
                if !lines.is_empty() {
                    self.push('\n', border(self.source, raw.start.saturating_sub(1)));
                }
                let start = self.clean.len();
                lines.push(Line { start, end: start, indent: raw.indent, blanks: raw.blanks });
            }
            for mark in raw.mark.chars().filter(|_| !joined) {
                self.push(mark, raw.start);
            }
            if raw.cells.is_empty() {
                self.content(raw.start, raw.end);
            }
            for (i, cell) in raw.cells.iter().enumerate() {
                if i > 0 {
                    self.push('\t', cell.first().map_or(raw.start, |piece| border(self.source, piece.0.saturating_sub(1))));
                }
                for &(start, end) in cell {
                    let piece = &self.source[start..end];
                    let lead = piece.len() - piece.trim_start_matches(is_space).len();
                    self.content(start + lead, start + lead.max(piece.trim_end_matches(is_space).len()));
                }
            }
            if let Some(line) = lines.last_mut() {
                line.end = self.clean.len();
            }
        }
        lines
    }

    fn raw_lines(&self) -> Vec<Raw> {
        let (mut raws, mut blanks) = (Vec::new(), 0);
        let lines = source_lines(self.source);
        let drawn = drawn::tables(self.source, &lines);
        for ((at, end), drawn) in lines.into_iter().zip(drawn) {
            let cells = match drawn {
                Drawn::Plain => Vec::new(),
                Drawn::Nothing => continue,
                Drawn::Row(cells) => cells,
            };
            let skip = |c: char| is_space(c) || is_invisible(c) || c == '\t';
            let line = &self.source[at..end];
            let body = line.trim_end_matches(skip);
            let mut trimmed = body.trim_start_matches(skip);
            let indent = columns(&body[..body.len() - trimmed.len()]);
            let mut mark = "";
            while let Some((length, bullet)) = line_mark(trimmed) {
                trimmed = &trimmed[length..];
                mark = bullet;
            }
            if trimmed.is_empty() {
                blanks += 1;
            } else {
                let end = at + body.len();
                raws.push(Raw { start: end - trimmed.len(), end, indent, blanks, mark, cells });
                blanks = 0;
            }
        }
        self.without_pages(raws)
    }

    /// Takes out page numbers and the heads that a page bears above or below them: the text goes on over them.
    fn without_pages(&self, raws: Vec<Raw>) -> Vec<Raw> {
        let text = |raw: &Raw| &self.source[raw.start..raw.end];
        let number = |raw: &Raw| is_page_number(text(raw));
        if raws.iter().filter(|raw| number(raw)).count() < 2 {
            return raws;
        }
        let beside = |i: usize| i > 0 && number(&raws[i - 1]) || raws.get(i + 1).is_some_and(number);
        let mut heads: FxHashMap<&str, u32> = FxHashMap::default();
        for (_, raw) in raws.iter().enumerate().filter(|&(i, raw)| beside(i) && !number(raw)) {
            *heads.entry(text(raw)).or_default() += 1;
        }
        let drop: Vec<bool> = raws.iter().enumerate().map(|(i, raw)| number(raw) || beside(i) && heads.get(text(raw)).is_some_and(|&n| n > 1)).collect();
        let mut out = Vec::with_capacity(raws.len());
        let mut broken = false;
        for (mut raw, drop) in raws.into_iter().zip(drop) {
            if drop {
                broken = true;
                continue;
            }
            if std::mem::take(&mut broken) {
                raw.blanks = 0;
            }
            out.push(raw);
        }
        out
    }

    /// Whether line `i` was broken by the layout and goes on in line `i + 1`.
    fn wraps(&self, raws: &[Raw], widths: &[usize], i: usize) -> bool {
        let (above, below) = (&self.source[raws[i].start..raws[i].end], &self.source[raws[i + 1].start..raws[i + 1].end]);
        let (Some(last), Some(first)) = (above.chars().next_back().map(fold), below.chars().next().map(fold)) else { return false };
        let table = |raw: &Raw| !raw.cells.is_empty();
        if above.contains('\t') || below.contains('\t') || table(&raws[i]) || table(&raws[i + 1]) || raws[i + 1].blanks > 1 {
            return false;
        }
        if matches!(first, '。' | ',' | '、' | ';' | '》' | '”' | '%' | '!' | '?') {
            return raws[i + 1].blanks == 0;
        }
        if matches!(last, '。' | ';' | ':' | '!' | '?' | '”' | '…' | '"') || is_mark(first) || !raws[i + 1].mark.is_empty() {
            return false;
        }
        // (2)甲为乙: an item of its own
        let head: String = below.chars().take(6).map(fold).collect();
        if item_mark(&head) > 0 && open_marks(above) <= 0 {
            return false;
        }
        if is_day(below) || is_entry(below) || is_dateline(below) || is_name_row(above) || is_name_row(below) {
            return false;
        }
        let balance = open_marks(above);
        // a paragraph begins with two characters of white space
        let indented = raws[i + 1].indent == 4 && self.source[..raws[i + 1].start].ends_with("\u{3000}\u{3000}");
        if indented && balance <= 0 && last != '、' {
            return false;
        }
        if balance > 0 && raws[i + 1].blanks == 0 && open_marks(below) < 0 && widths[i] + widths[i + 1] < 240 {
            return true;
        }
        // 甲项目、 / 乙项目等24个项目: no sentence ends so
        if last == '、' && raws[i + 1].blanks == 0 {
            return true;
        }
        // 总投资4. / 5亿元
        let decimal = last == '.' && first.is_ascii_digit();
        // …委员会主任;任命甲(女) / 为乙: a note ends the line, and a sentence goes on
        let noted = last == ')' && is_han(first) && stops_outside(above);
        if !is_han(last) && !matches!(last, ',' | '、' | '《' | '“') && !last.is_ascii_digit() && !decimal && (balance <= 0) && !noted {
            return false;
        }
        // 免去: the lead of a list
        if matches!(below.chars().next_back().map(fold), Some(':')) && below.chars().count() <= LEAD {
            return false;
        }
        let prose = above.chars().any(|c| matches!(c, ',' | '，' | '。' | '；' | '、' | ';')) || above.contains("讯(") || above.contains("讯（");
        // (2021年8月4日甲市第五届人民代表大会 / 常务委员会第三十一次会议通过)
        if balance > 0 && raws[i + 1].blanks == 1 && open_marks(below) < 0 && is_han(last) && is_han(first) && widths[i] + widths[i + 1] < 160 {
            return true;
        }
        if raws[i + 1].blanks == 1 {
            return widths[i] >= 60 && is_han(last) && is_han(first) && (prose || balance > 0 && open_marks(below) < 0);
        }
        // The line fills its column: no line of the same block is much wider, and it is no short heading.
        let block = |j: usize| raws[j].blanks == 0;
        let first = (i.saturating_sub(8)..i).rev().take_while(|&j| block(j + 1)).last().unwrap_or(i);
        let last = (i + 1..raws.len()).take(8).take_while(|&j| block(j)).last().unwrap_or(i + 1);
        let widest = widths[first..=last].iter().copied().max().unwrap_or_default();
        // a line without a mark goes on when those around it are prose set as wide
        let full = |j: usize| widths[j] + 2 >= widest;
        let stops = |j: usize| self.source[raws[j].start..raws[j].end].contains(['。', '，']);
        let sentences = full(i) && (first..=last).filter(|&j| full(j)).count() > 2 && (first..=last).any(stops);
        let narrow = widest <= 40 && widths[i] + 4 >= widest;
        let filled = widths[i] >= 28 || narrow && widths[i] >= 20;
        widest <= 100 && filled && widths[i] * 10 >= widest * 7 && (prose && !noted || sentences) && raws[i + 1].indent <= raws[i].indent.max(1)
    }

    /// Copies source bytes `start..end` (one line) to the clean text.
    fn content(&mut self, start: usize, end: usize) {
        let line = &self.source[start..end];
        let gaps = if line.contains(is_space) { padding(line) } else { Vec::new() };
        let mut gaps = gaps.into_iter().peekable();
        let mut at = 0;
        while let Some(c) = line[at..].chars().next() {
            let rest = &line[at..];
            if is_plain(c) {
                let plain = &rest[..rest.find(|c| !is_plain(c)).unwrap_or(rest.len())];
                self.run_at(start + at);
                self.clean.push_str(plain);
                at += plain.len();
            } else if is_space(c) {
                if gaps.next_if(|&gap| gap == at).is_none() {
                    self.push(' ', start + at);
                } else {
                    self.joins.push(self.clean.len() as u32);
                }
                at += rest.len() - rest.trim_start_matches(|c| is_space(c) || is_invisible(c)).len();
            } else {
                // a character of private use without a Han character before it is the picture of an icon font
                let icon = || is_private(c) && !line[..at].chars().rev().find(|&c| !is_invisible(c)).is_some_and(is_han);
                if !is_invisible(c) && !icon() {
                    self.push(if c == '，' { comma(line, at) } else { fold(c) }, start + at);
                }
                at += c.len_utf8();
            }
        }
    }

    fn push(&mut self, c: char, source: usize) {
        self.run_at(source);
        self.clean.push(c);
    }

    /// Begins a new run unless the clean text goes on where the last one leads to. (A folded character is shorter than its
    /// source: the next byte starts a run of its own.)
    fn run_at(&mut self, source: usize) {
        let clean = self.clean.len();
        let follows = self.runs.last().is_some_and(|run| run.source as usize + (clean - run.clean as usize) == source);
        if !follows {
            self.runs.push(Run { clean: clean as u32, source: source as u32 });
        }
    }
}

/// What a clean text has for the full-width comma at `at`: the comma as it is inside a number, `1，234万元`, for no clause ends there; `、` between two
/// numbers that look like one, `分别为20，300美元`; else a plain comma.
fn comma(line: &str, at: usize) -> char {
    let (lead, rest) = (&line[..at], &line[at + '，'.len_utf8()..]);
    let number = lead.len() - lead.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let group = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&number) || group != 3 {
        return ',';
    }
    let clause: String = lead.chars().rev().take(LIST).take_while(|c| !matches!(c, '。' | '；')).collect();
    if clause.contains("别分") { '、' } else { '，' }
}

/// Longest line that leads a list and is nothing else, in characters.
const LEAD: usize = 8;

/// How far before a comma the word is looked for that begins a list of numbers, in characters.
const LIST: usize = 40;

/// Whether a report begins with this line: 本报讯(记者…), 新华社北京4月29日电.
fn is_dateline(line: &str) -> bool {
    let start = line.char_indices().nth(24).map_or(line, |(at, _)| &line[..at]);
    if !start.contains(['讯', '电']) {
        return false;
    }
    let lead: String = start.chars().map(fold).collect();
    ["讯(", "讯 ", "日讯", "日电", "报讯"].iter().any(|word| lead.contains(word))
}

/// Whether a line is the number of a page: `— 34 —`, `- 5 -`, `第3页`.
fn is_page_number(line: &str) -> bool {
    let core = line.trim_matches(|c: char| is_space(c) || matches!(c, '-' | '—' | '–' | '－' | '·' | '•' | '~'));
    let page = core.strip_prefix('第').and_then(|core| core.strip_suffix('页')).map(|core| core.trim_matches(is_space));
    let digits = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    page.is_some_and(digits) || core.len() < line.len() && digits(core)
}

/// Whether a line is a day and nothing else: it never goes on from the line above.
fn is_day(line: &str) -> bool {
    // 2025-03-24 10:12:45
    let stamp =
        line.len() >= 8 && line.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | ':' | '.' | ' ')) && line.matches(['-', '/', ':']).count() >= 2;
    stamp
        || line.chars().count() <= 16
            && line.contains('年')
            && line.trim_end().ends_with('日')
            && line.chars().next().map(fold).is_some_and(|c| c.is_ascii_digit() || crate::value::numeral::digit(c).is_some())
}

/// Whether a line begins an entry of a list of years: `1996.07—1999.03 …`.
fn is_entry(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() > 6 && bytes[..4].iter().all(u8::is_ascii_digit) && bytes[4] == b'.' && bytes[5].is_ascii_digit()
}

/// Whether a line is a row of names set apart by white space.
fn is_name_row(line: &str) -> bool {
    let pieces = line.split(is_space).filter(|p| !p.is_empty());
    let mut count = 0;
    for piece in pieces {
        if piece.chars().count() > 10 || piece.contains(['，', '。', '、', '；']) && !piece.contains(['（', '(']) {
            return false;
        }
        count += 1;
    }
    count >= 4
}

/// Whether a mark of prose stands outside the brackets of a line.
fn stops_outside(line: &str) -> bool {
    let mut depth = 0;
    line.chars().map(fold).any(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0 && matches!(c, ';' | ',' | '。')
    })
}

/// Brackets opened minus brackets closed.
fn open_marks(line: &str) -> i32 {
    line.chars()
        .map(|c| match fold(c) {
            '(' | '《' | '〔' => 1,
            ')' | '》' | '〕' => -1,
            _ => 0,
        })
        .sum()
}

/// Offsets of the white space in `line` that is padding inside a word: `言 鹏`, `任 免 名 单`.
fn padding(line: &str) -> Vec<usize> {
    struct Token {
        start: usize,
        end: usize,
        head: usize,
        tail: usize,
        whole: bool,
    }
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    for piece in line.split(|c: char| is_space(c) || c == '\t') {
        let (start, end) = (at, at + piece.len());
        at = end + line[end..].chars().next().map_or(0, char::len_utf8);
        if piece.is_empty() {
            continue;
        }
        let head = piece.chars().take_while(|&c| is_han(c)).take(2).count();
        let tail = piece.chars().rev().take_while(|&c| is_han(c)).take(2).count();
        let whole = head == 1 && piece.chars().nth(1).is_none();
        tokens.push(Token { start, end, head, tail, whole });
    }
    let gap = |i: usize| columns(&line[tokens[i].end..tokens[i + 1].start]);
    let tab = |i: usize| line[tokens[i].end..tokens[i + 1].start].contains('\t');
    let n = tokens.len();
    if n >= 2 && tokens.iter().all(|t| t.whole) && (1..n).all(|i| gap(i - 1) == gap(0) && !tab(i - 1)) && n <= 8 {
        return (1..n).map(|i| tokens[i - 1].end).collect();
    }
    // how many single characters stand in a row from each token on, and how many gaps as wide as its own
    let (mut wholes, mut alike) = (vec![0; n + 1], vec![1; n]);
    for i in (0..n).rev() {
        wholes[i] = if tokens[i].whole { wholes[i + 1] + 1 } else { 0 };
        if i + 2 < n && gap(i) == gap(i + 1) {
            alike[i] = alike[i + 1] + 1;
        }
    }
    // 吴 天 放　　沙　县: wider gaps around them
    let apart = |i: usize| i + 3 < n && gap(i + 2) > gap(i) && (i == 0 || gap(i - 1) > gap(i));
    let mut joins = Vec::new();
    let mut i = 0;
    while i + 1 < n {
        // 车 马 川: three characters set apart are one name
        let alone = i == 0 || !tokens[i - 1].whole;
        let three = wholes[i] == 3 && tokens.get(i + 3).is_none_or(|t| t.head != 1) || wholes[i] > 2 && apart(i);
        // … but 麦 浪 摄 is a name and what he did
        let credit = tokens.get(i + 2).is_some_and(|t| matches!(&line[t.start..t.end], "摄" | "文" | "图"));
        // 副 主 席:甲
        let label = || {
            tokens
                .get(i + 2)
                .is_some_and(|t| wholes[i] == 2 && t.head == 1 && line[t.start..].chars().nth(1).is_some_and(|c| matches!(c, ':' | '：' | '(' | '（')))
        };
        if alone && (three || label()) && !credit && gap(i) == gap(i + 1) && !tab(i) && !tab(i + 1) {
            joins.extend([tokens[i].end, tokens[i + 1].end]);
            i += 3;
            continue;
        }
        // 记者冯 艳 孙 敏 张 涛: of an odd run of single characters the first belongs to the word before
        let whole = wholes[i + 1];
        let run = whole + usize::from(tokens.get(i + 1 + whole).is_some_and(|t| t.head == 1));
        let role = line[..tokens[i].end].ends_with(['者', '员', '生', '影']);
        if !tokens[i].whole && tokens[i].tail == 2 && !role && run >= 3 && run % 2 == 1 && alike[i] >= run {
            joins.push(tokens[i].end);
            i += 2;
            continue;
        }
        let single = tokens[i].tail == 1 && tokens[i + 1].head == 1;
        // In a run of single characters the nearer neighbour wins: `毛  尖    方  圆`.
        let nearer = i + 2 < n && tokens[i + 1].whole && tokens[i + 2].head == 1 && gap(i + 1) < gap(i) && !tab(i + 1);
        if single && !tab(i) && !nearer && gap(i) <= 8 {
            joins.push(tokens[i].end);
            // the right-hand character is spent, unless more text follows it
            i += if tokens[i + 1].whole { 2 } else { 1 };
        } else {
            i += 1;
        }
    }
    joins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        Text::new(text).clean().to_owned()
    }

    #[test]
    fn padded_names_join_and_separators_stay() {
        for (raw, want) in [
            ("言 鹏、张 辉为委员", "言鹏、张 辉为委员"),
            ("黄  河   皮兴武   冷  静(女)   欧阳礼", "黄河 皮兴武 冷静(女) 欧阳礼"),
            ("毛  尖    方  圆（女)   白云山", "毛尖 方圆(女) 白云山"),
            ("任 免 名 单", "任免名单"),
            ("主　任:聂长松", "主任:聂长松"),
            ("何 必、潘 安、李 葵,秘书长 赵 州出席", "何必、潘安、李葵,秘书长 赵 州出席"),
            ("(何 方 摄)", "(何方 摄)"),
        ] {
            assert_eq!(clean(raw), want, "{raw}");
        }
    }

    #[test]
    fn wrapped_lines_join() {
        let raw = "走访企业74家,帮助的困难职工已达到1\n352人,均感到十分满意,要求把这项工作\n办好。\n\n下一段";
        assert_eq!(clean(raw), "走访企业74家,帮助的困难职工已达到1352人,均感到十分满意,要求把这项工作办好。\n下一段");
        assert!(clean("石门市医院新院区由市政府与南湖医学院共同建设,该医院总投资4.\n5亿元,编制床位650张,三年内建成。").contains("4.5亿元"));
        let roster = "(2021年9月29日甲省第十三届人民代表大会\n常务委员会第二十九次会议通过)";
        assert!(!clean(roster).contains('\n'));
        let head = "市领导检查工作\n本报讯 某日,市领导检查了全市各处工地的安全生产工作,并提出了进一步的要求。";
        assert!(clean(head).contains('\n'));
    }

    #[test]
    fn spans_lead_back_to_the_source() {
        let raw = "（记者 王　伟）Ａ⻢上";
        let text = Text::new(raw);
        assert_eq!(text.clean(), "(记者 王伟)A马上");
        let at = text.clean().find("王伟").unwrap();
        let span = text.span(at, at + 6);
        assert_eq!(span.slice(raw), "王　伟");
        assert_eq!(span.chars, [4, 7]);
        let at = text.clean().find("马上").unwrap();
        assert_eq!(text.span(at, at + 6).slice(raw), "⻢上");
    }
}
