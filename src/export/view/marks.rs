//! The text with its records marked: blocks as HTML.

use super::blocks::{Block, Form};
use super::escape;
use crate::record::Extraction;
use crate::span::Span;
use std::fmt::Write;

/// Records that may lie over each other at one place; what is deeper has no mark of its own, so that cost stays linear.
const MAX_DEPTH: usize = 48;

/// Something that the text is marked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ink {
    /// A record, by index.
    Record(usize),
    /// A part of a record, by index, with its class.
    Part(usize, &'static str),
    /// A finding or an unparsed note, by index over both.
    Note(usize),
}

/// Writes the text piece by piece, from its begin to its end.
pub(super) struct Writer<'a> {
    source: &'a str,
    extraction: &'a Extraction,
    borders: std::iter::Peekable<std::vec::IntoIter<(usize, bool, Ink)>>,
    open: Vec<Ink>,
    out: String,
}

impl<'a> Writer<'a> {
    pub(super) fn new(source: &'a str, extraction: &'a Extraction) -> Self {
        let mut borders = Vec::new();
        let mut add = |span: &Span, ink: Ink| {
            let [a, b] = span.bytes;
            if a < b && source.is_char_boundary(a) && source.is_char_boundary(b) {
                borders.extend([(a, true, ink), (b, false, ink)]);
            }
        };
        for (i, record) in extraction.records.iter().enumerate() {
            add(&record.span, Ink::Record(i));
            record.spans.iter().for_each(|(key, span)| add(span, Ink::Part(i, part(key))));
        }
        let notes = extraction.findings.iter().map(|f| &f.span).chain(extraction.unparsed.iter().map(|u| &u.span));
        notes.enumerate().for_each(|(i, span)| add(span, Ink::Note(i)));
        // at one place, what ends goes before what begins
        borders.sort_unstable();
        Writer { source, extraction, borders: borders.into_iter().peekable(), open: Vec::new(), out: String::with_capacity(source.len() * 2) }
    }

    /// The whole text, article by article.
    pub(super) fn write(mut self, blocks: &[Block]) -> String {
        let mut at = 0;
        while at < blocks.len() {
            let article = blocks[at].article;
            let end = blocks[at..].iter().position(|b| b.article != article).map_or(blocks.len(), |n| at + n);
            let (kind, id) = self.extraction.articles.get(article).map_or(("news", ""), |a| (kind(a.kind), a.id.as_str()));
            let id = escape(id);
            _ = write!(self.out, r#"<section class="article {kind}" data-article="{id}">"#);
            while at < end {
                at += self.group(&blocks[at..end]);
            }
            self.out.push_str("</section>\n");
        }
        self.out
    }

    /// Writes what belongs together at the begin of `blocks`, and gives how many they are.
    fn group(&mut self, blocks: &[Block]) -> usize {
        let form = blocks[0].form;
        let run = blocks.iter().take_while(|b| b.form == form).count();
        match form {
            Form::Headline => self.wrapped("h2", "headline", &blocks[..run], "span"),
            Form::Item => self.wrapped("ul", "items", &blocks[..run], "li"),
            Form::Life => self.wrapped("ul", "life", &blocks[..run], "li"),
            Form::Names => self.wrapped("ul", "names", &blocks[..run], "li"),
            Form::Row => self.table(&blocks[..run]),
            _ => {
                self.block(&blocks[0]);
                return 1;
            }
        }
        run
    }

    fn block(&mut self, block: &Block) {
        let (tag, class) = match block.form {
            Form::Section => ("h3", "section"),
            Form::Head => ("p", "notice-head"),
            Form::Byline => ("p", "byline"),
            Form::Lead => ("p", "lead"),
            Form::Signature => ("p", "signature"),
            Form::Continuation => ("p", "continuation"),
            Form::Furniture => ("p", "furniture"),
            _ => ("p", "text"),
        };
        _ = write!(self.out, r#"<{tag} class="{class}">"#);
        let &(start, end) = block.parts.first().unwrap_or(&(0, 0));
        if block.dateline > start {
            self.out.push_str(r#"<span class="dateline">"#);
            self.pieces(start, block.dateline);
            self.out.push_str("</span>");
        }
        self.pieces(block.dateline.max(start), end);
        _ = writeln!(self.out, "</{tag}>");
    }

    /// Blocks as the lines of one element.
    fn wrapped(&mut self, tag: &str, class: &str, blocks: &[Block], inner: &str) {
        _ = write!(self.out, r#"<{tag} class="{class}">"#);
        for block in blocks {
            _ = write!(self.out, "<{inner}>");
            for (i, &(start, end)) in block.parts.iter().enumerate() {
                let class = if i == 0 && block.form == Form::Life { "when" } else { "part" };
                if block.parts.len() > 1 {
                    _ = write!(self.out, r#"<span class="{class}">"#);
                }
                self.pieces(start, end);
                if block.parts.len() > 1 {
                    self.out.push_str("</span> ");
                }
            }
            _ = write!(self.out, "</{inner}>");
        }
        _ = writeln!(self.out, "</{tag}>");
    }

    /// Rows as a table. Its first row is its head when no cell of it is empty, long or a number.
    fn table(&mut self, rows: &[Block]) {
        let label = |&(a, b): &(usize, usize)| self.source[a..b].split_whitespace().collect::<String>();
        let labels: Vec<String> = rows[0].parts.iter().map(label).collect();
        let plain = |l: &String| !l.is_empty() && l.chars().count() <= 10 && !l.contains(|c: char| c.is_ascii_digit());
        let headed = rows.len() > 1 && labels.iter().filter(|l| plain(l)).count() + 1 >= labels.len().max(2);
        self.out.push_str(r#"<div class="scroll" tabindex="0" role="group"><table class="set">"#);
        for (r, row) in rows.iter().enumerate() {
            let head = headed && r == 0;
            self.out.push_str(if head { "<thead><tr>" } else { "<tr>" });
            for (c, &(start, end)) in row.parts.iter().enumerate() {
                match labels.get(c).filter(|_| headed && !head) {
                    Some(label) => _ = write!(self.out, r#"<td data-label="{}">"#, escape(label)),
                    None => self.out.push_str(if head { r#"<th scope="col">"# } else { "<td>" }),
                }
                self.out.push_str("<span>");
                self.pieces(start, end);
                self.out.push_str(if head { "</span></th>" } else { "</span></td>" });
            }
            self.out.push_str(if head { "</tr></thead>" } else { "</tr>" });
        }
        self.out.push_str("</table></div>\n");
    }

    /// Source bytes `start..end`, cut at every border.
    fn pieces(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            while let Some((_, opens, ink)) = self.borders.next_if(|&(border, ..)| border <= at) {
                if !opens {
                    self.open.retain(|&open| open != ink);
                } else if self.open.len() < MAX_DEPTH {
                    self.open.push(ink);
                }
            }
            let next = self.borders.peek().map_or(end, |&(border, ..)| border.min(end));
            self.piece(at, next);
            at = next;
        }
    }

    fn piece(&mut self, start: usize, end: usize) {
        let text = unwrapped(&self.source[start..end]);
        if self.open.is_empty() || text.trim().is_empty() {
            self.out.push_str(&escape(&text));
            return;
        }
        let length = |i: usize| self.extraction.records[i].span.bytes[1] - self.extraction.records[i].span.bytes[0];
        let mut records: Vec<usize> = self.open.iter().filter_map(|ink| if let Ink::Record(i) = ink { Some(*i) } else { None }).collect();
        // the shortest record that covers the piece goes first
        records.sort_by_key(|&i| (length(i), i));
        let parts: Vec<String> = self.open.iter().filter_map(|ink| if let Ink::Part(i, class) = ink { Some(format!("{i}:{class}")) } else { None }).collect();
        let notes: Vec<String> = self.open.iter().filter_map(|ink| if let Ink::Note(i) = ink { Some(i.to_string()) } else { None }).collect();
        let kind = records.first().map_or("flag", |&i| self.extraction.records[i].data.type_name());
        _ = write!(self.out, r#"<mark class="{kind}""#);
        if !records.is_empty() {
            let ids: Vec<String> = records.iter().map(usize::to_string).collect();
            _ = write!(self.out, r#" data-r="{}""#, ids.join(" "));
        }
        if !parts.is_empty() {
            _ = write!(self.out, r#" data-parts="{}""#, parts.join(" "));
        }
        if !notes.is_empty() {
            _ = write!(self.out, r#" data-n="{}""#, notes.join(" "));
        }
        _ = write!(self.out, ">{}</mark>", escape(&text));
    }
}

/// The class of a part: who, which post, how much, and the rest.
fn part(key: &str) -> &'static str {
    match key {
        "person" => "person",
        "title" | "former_title" | "role" | "organization" => "post",
        "quantity" | "investment" | "seats" | "count" => "sum",
        "name" | "congress" | "subject" => "name",
        _ => "other",
    }
}

fn kind(kind: crate::record::ArticleKind) -> &'static str {
    use crate::record::ArticleKind;
    match kind {
        ArticleKind::News => "news",
        ArticleKind::Notice => "notice",
        ArticleKind::Roster => "roster",
        ArticleKind::Caption => "caption",
        ArticleKind::Fragment => "fragment",
    }
}

/// A stretch of a paragraph without the line feeds that a layout put into it.
fn unwrapped(text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let last = lines.len() - 1;
    let bare = lines.iter().enumerate().map(|(i, line)| match i {
        0 => line.trim_end(),
        i if i == last => line.trim_start(),
        _ => line.trim(),
    });
    bare.collect()
}
