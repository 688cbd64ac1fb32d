//! The document model: a page split into articles, lines with their kinds, bylines.

mod articles;
mod byline;
mod facts;
mod place;
mod quality;
mod segments;
mod tables;

pub use articles::{Draft, LineKind};
pub use byline::Credit;
pub(crate) use facts::Facts;
pub(crate) use quality::poisoned;
pub(crate) use tables::{Cell, Field, Table};

use crate::context::Context;
use crate::lattice::{Kind, Token};
use crate::lexicon::{Hit, Lexicon};
use crate::record::ArticleKind;
use crate::text::Text;
use crate::value::place::Division;
use chrono::Datelike;

/// A text cleaned, split and scanned: what rule modules read.
#[derive(Debug)]
pub struct Document<'a> {
    /// Clean text and the way back.
    pub text: Text<'a>,
    /// Articles in order.
    pub articles: Vec<Draft>,
    /// Kind of each line of the clean text.
    pub kinds: Vec<LineKind>,
    /// Tables of persons, in order.
    pub(crate) tables: Vec<Table>,
    /// What the page tells of its notice by label, when it has no more than one.
    pub(crate) facts: Facts,
    /// Lexicon hits in the clean text.
    pub hits: Vec<Hit>,
    /// Persons, posts and words of the clauses that name a post or an act, in order.
    pub(crate) tokens: Vec<Token>,
    /// The caller's context, completed from the text.
    pub context: Context,
    /// The division that `context.place` names.
    pub home: Option<Division>,
}

impl<'a> Document<'a> {
    /// Cleans, splits and scans `source`.
    pub fn new(lexicon: &Lexicon, source: &'a str, context: &Context) -> Self {
        let text = Text::new(source);
        let (kinds, articles, tables) = articles::split(lexicon, &text);
        let notices = articles.iter().filter(|article| article.kind == ArticleKind::Notice).count();
        let facts = if notices > 1 { Facts::default() } else { facts::read(lexicon, &text) };
        let hits = lexicon.scan(text.clean());
        let tokens = segments::tokens(lexicon, &text, &hits);
        let mut document = Document { text, articles, kinds, tables, facts, hits, tokens, context: context.clone(), home: None };
        document.credit(lexicon);
        document.locate(lexicon);
        document
    }

    /// The clean text.
    pub fn clean(&self) -> &str {
        self.text.clean()
    }

    /// Hits that begin in `start..end`.
    pub fn hits_in(&self, start: usize, end: usize) -> &[Hit] {
        let from = self.hits.partition_point(|hit| hit.start < start);
        let to = self.hits.partition_point(|hit| hit.start < end);
        &self.hits[from..to]
    }

    /// The tokens within `start..end`.
    pub(crate) fn tokens_in(&self, start: usize, end: usize) -> &[Token] {
        let from = self.tokens.partition_point(|token| token.start < start);
        let to = self.tokens.partition_point(|token| token.end <= end);
        self.tokens.get(from..to).unwrap_or_default()
    }

    /// The person that the segmentation found at the clean byte `at`, or behind the space there; `None` where the clause was not segmented.
    pub(crate) fn person_at(&self, at: usize) -> Option<Option<Token>> {
        let clean = self.clean();
        let start = at + (clean[at..].len() - clean[at..].trim_start_matches(' ').len());
        let index = self.tokens.partition_point(|token| token.end <= start);
        let token = self.tokens.get(index).filter(|token| token.start <= start)?;
        Some((token.kind == Kind::Person && token.start == start).then_some(*token))
    }

    /// The table that begins with this line.
    pub(crate) fn table_at(&self, line: usize) -> Option<&Table> {
        let index = self.tables.binary_search_by_key(&line, |table| table.lines.start).ok()?;
        self.tables.get(index)
    }

    /// The year that the document was published in, when known.
    pub fn year(&self) -> Option<i32> {
        self.context.published.map(|day| day.year())
    }

    /// The article that holds the clean byte `at`.
    pub fn article_at(&self, at: usize) -> usize {
        self.articles.partition_point(|a| a.start <= at).saturating_sub(1)
    }

    /// The line that holds the clean byte `at`.
    pub fn line_at(&self, at: usize) -> usize {
        self.text.lines().partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// Whether rules read the line: no masthead, no boilerplate.
    pub fn readable(&self, line: usize) -> bool {
        self.kinds.get(line).is_some_and(|kind| !matches!(kind, LineKind::Boilerplate))
    }

    fn credit(&mut self, lexicon: &Lexicon) {
        for article in &mut self.articles {
            article.credit = byline::credit(lexicon, &self.text, &self.kinds, article);
        }
    }

    /// Completes place and day from the text where the caller gave none.
    fn locate(&mut self, lexicon: &Lexicon) {
        if self.context.published.is_none() {
            self.context.published = self.day_in_text(lexicon);
        }
        let year = self.year();
        if self.context.publisher.is_none() {
            self.context.publisher = self.articles.iter().filter_map(|a| a.credit.outlet.clone()).find(|outlet| lexicon.starts("own-outlet", outlet).is_none());
        }
        if self.context.place.is_none() {
            self.context.place = self.place_in_text(lexicon);
        }
        let Some(place) = &self.context.place else { return };
        match lexicon.places.locate(place, year).as_deref() {
            Ok([home]) => {
                self.home = Some((*home).clone());
                if place.bytes().all(|b| b.is_ascii_digit()) {
                    self.context.place = Some(home.name.clone());
                }
            }
            Ok(_) => self.context.quality.push("ambiguous-place".to_owned()),
            Err(_) => self.context.quality.push("unknown-place".to_owned()),
        }
    }
}
