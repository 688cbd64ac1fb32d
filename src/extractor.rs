//! The façade: one configured extractor, reusable through `&self`.

use crate::checks;
use crate::context::Context;
use crate::document::{Document, poisoned};
use crate::error::Error;
use crate::explain::{Explainer, Explanation};
use crate::families::Reader;
use crate::lexicon::Lexicon;
use crate::record::{Article, Byline, BylinePerson, Extraction, SCHEMA, Source, Unparsed};
use crate::resolve;
use crate::ruleset::RuleSet;
use crate::span::Span;
use crate::traditional;
use chrono::Datelike;
use once_cell::sync::OnceCell;
use std::path::PathBuf;

/// Largest document taken unless the builder says otherwise, in bytes.
pub const MAX_DOCUMENT_BYTES: usize = 64 << 20;

/// Most records given of one document unless the builder says otherwise.
pub const MAX_RECORDS: usize = 1_000_000;

/// Reads documents. Build it once, use it from any number of threads.
///
/// ```
/// use dibao::{Context, Extractor};
/// let extractor = Extractor::new()?;
/// let page = "4月26日,副市长杨胜跃带队督查。";
/// let found = extractor.extract(page, &Context::default().place("株洲市"))?;
/// assert_eq!(found.records[0].evidence, "副市长杨胜跃");
/// # Ok::<(), dibao::Error>(())
/// ```
#[derive(Debug)]
pub struct Extractor {
    rules: RuleSet,
    lexicon: Lexicon,
    max_document_bytes: usize,
    max_records: usize,
}

/// Configures an [`Extractor`].
#[derive(Debug, Clone)]
pub struct Builder {
    overlay: Option<PathBuf>,
    max_document_bytes: usize,
    max_records: usize,
}

impl Builder {
    /// Lays the rules of a folder over the embedded ones.
    pub fn rules(mut self, folder: impl Into<PathBuf>) -> Self {
        self.overlay = Some(folder.into());
        self
    }

    /// Largest document taken, in bytes ([`MAX_DOCUMENT_BYTES`] by default).
    pub fn max_document_bytes(mut self, bytes: usize) -> Self {
        self.max_document_bytes = bytes;
        self
    }

    /// Most records given of one document ([`MAX_RECORDS`] by default). What is beyond them is left out, and an `unparsed`
    /// note with the place of the first record left out says so.
    pub fn max_records(mut self, records: usize) -> Self {
        self.max_records = records;
        self
    }

    /// Loads and compiles the rules.
    ///
    /// # Errors
    /// When the overlay has problems: all of them are listed.
    pub fn build(self) -> Result<Extractor, Error> {
        let rules = match &self.overlay {
            Some(folder) => RuleSet::with_overlay(folder)?,
            None => RuleSet::embedded()?,
        };
        let lexicon = Lexicon::new(&rules);
        Ok(Extractor { rules, lexicon, max_document_bytes: self.max_document_bytes, max_records: self.max_records })
    }
}

static SHARED: OnceCell<Extractor> = OnceCell::new();

impl Extractor {
    /// An extractor with the embedded rules.
    ///
    /// # Errors
    /// When the embedded rules are broken, which the crate's tests rule out.
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Starts a configuration.
    pub fn builder() -> Builder {
        Builder { overlay: None, max_document_bytes: MAX_DOCUMENT_BYTES, max_records: MAX_RECORDS }
    }

    /// One extractor with the embedded rules for the whole process, built at first use.
    ///
    /// # Errors
    /// As [`Extractor::new`].
    pub fn shared() -> Result<&'static Self, Error> {
        SHARED.get_or_try_init(Self::new)
    }

    /// The rules in force.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The compiled lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Reads one document.
    ///
    /// # Errors
    /// Only when the document is larger than the configured limit.
    pub fn extract(&self, text: &str, context: &Context) -> Result<Extraction, Error> {
        if text.len() > self.max_document_bytes {
            return Err(Error::too_large(text.len(), self.max_document_bytes));
        }
        if poisoned(text) {
            return Ok(refused(text, context, "pinyin"));
        }
        let mut found = match traditional::simplified(text) {
            Some(copy) => {
                let mut found = self.read(&copy, context);
                traditional::restore(&mut found, text, &copy);
                found
            }
            None => self.read(text, context),
        };
        found.identify();
        Ok(found)
    }

    fn read(&self, text: &str, context: &Context) -> Extraction {
        let document = Document::new(&self.lexicon, text, context);
        let finds = Reader { document: &document, lexicon: &self.lexicon, rules: self.rules.rules() }.read();
        let (mut records, mut unparsed) = resolve::records(&document, &self.lexicon, finds);
        if let Some(first) = records.get(self.max_records) {
            let reason = format!("not given: {} records are more than the limit of {}", records.len(), self.max_records);
            unparsed.push(Unparsed { span: first.span, evidence: first.evidence.clone(), reason });
            records.truncate(self.max_records);
        }
        let findings = checks::run(&document, &self.lexicon, &records);
        Extraction { schema: SCHEMA.to_owned(), source: source(&document.context), articles: articles(&document), records, findings, unparsed }
    }

    /// The divisions that a place given as [`Context::place`] may mean, by their codes and full names (`430200`, `湖南省株洲市`) in
    /// the year of `context`: one, or several when the name is ambiguous, of which none would be taken.
    ///
    /// ```
    /// use dibao::{Context, Extractor};
    /// let extractor = Extractor::new()?;
    /// let places = |name| extractor.places(name, &Context::default());
    /// assert_eq!(places("湖南株洲")?, [("430200".to_owned(), "湖南省株洲市".to_owned())]);
    /// assert!(places("朝阳区")?.len() > 1);
    /// assert!(places("株州市").unwrap_err().to_string().contains("株洲市"));
    /// # Ok::<(), dibao::Error>(())
    /// ```
    ///
    /// # Errors
    /// When there is no such division: the message names the nearest.
    pub fn places(&self, name: &str, context: &Context) -> Result<Vec<(String, String)>, Error> {
        let year = context.published.map(|day| day.year());
        let places = &self.lexicon.places;
        let found = places.locate(name, year)?;
        Ok(found.into_iter().map(|d| (format!("{:06}", d.code), places.full_name(d, year))).collect())
    }

    /// Tells what happened in the sentence that holds byte `at` of `text`, as the rules read it: in simplified characters.
    ///
    /// ```
    /// use dibao::{Context, Extractor};
    /// let why = Extractor::new()?.explain("副市长的讲话很实在。", &Context::default(), 0);
    /// assert!(why.records.is_empty() && why.posts[0].contains("no name"));
    /// # Ok::<(), dibao::Error>(())
    /// ```
    pub fn explain(&self, text: &str, context: &Context, at: usize) -> Explanation {
        self.explain_all(text, context, &[at]).remove(0)
    }

    /// Tells of several places of one text, in their order: the text is read only once.
    ///
    /// ```
    /// use dibao::{Context, Extractor};
    /// let why = Extractor::new()?.explain_all("副市长甲到会。市长讲话。", &Context::default(), &[0, 24]);
    /// assert_eq!(why[1].sentence, "市长讲话");
    /// # Ok::<(), dibao::Error>(())
    /// ```
    pub fn explain_all(&self, text: &str, context: &Context, places: &[usize]) -> Vec<Explanation> {
        let copy = traditional::simplified(text);
        let document = Document::new(&self.lexicon, copy.as_deref().unwrap_or(text), context);
        let explainer = Explainer::new(&self.rules, &self.lexicon, &document);
        places.iter().map(|&at| explainer.sentence(at)).collect()
    }
}

/// The answer for a text that is no source: nothing but a note.
fn refused(text: &str, context: &Context, flaw: &str) -> Extraction {
    let mut source = source(context);
    source.quality.push(flaw.to_owned());
    let line = text.split('\n').next().unwrap_or_default();
    let span = Span { bytes: [0, line.len()], chars: [0, line.chars().count()] };
    let note = Unparsed { span, evidence: line.to_owned(), reason: format!("not extracted: the text is poisoned ({flaw})") };
    Extraction { schema: SCHEMA.to_owned(), source, unparsed: vec![note], ..Extraction::default() }
}

fn source(context: &Context) -> Source {
    Source {
        id: context.id.clone(),
        publisher: context.publisher.clone(),
        published: context.published.map(|day| day.to_string()),
        place: context.place.clone(),
        url: context.url.clone(),
        title: context.title.clone(),
        extra: context.extra.clone(),
        encoding: context.decoded.as_ref().map(|d| d.encoding.to_owned()),
        replaced: context.decoded.as_ref().map_or(0, |d| d.replaced),
        quality: context.quality.clone(),
    }
}

fn articles(document: &Document<'_>) -> Vec<Article> {
    let clean = document.clean();
    let mut out = Vec::with_capacity(document.articles.len());
    for (i, draft) in document.articles.iter().enumerate() {
        let headline: Vec<&str> = draft.headline.iter().map(|&(a, b)| &clean[a..b]).collect();
        let people: Vec<BylinePerson> = draft
            .credit
            .people
            .iter()
            .map(|(name, role, a, b)| BylinePerson { name: name.clone(), role: role.clone(), span: document.text.span(*a, *b) })
            .collect();
        let credited = draft.credit.outlet.is_some() || !people.is_empty();
        out.push(Article {
            id: format!("a{}", i + 1),
            kind: draft.kind,
            headline: (!headline.is_empty()).then(|| headline.join(" ")),
            byline: credited.then(|| Byline { outlet: draft.credit.outlet.clone(), people }),
            continued_from: draft.continued.map(|(a, b)| document.text.span(a, b).slice(document.text.source()).to_owned()),
            duplicate_of: draft.duplicate_of.map(|d| format!("a{}", d + 1)),
            span: document.text.span(draft.start, draft.end),
        });
    }
    out
}
