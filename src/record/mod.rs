//! The output: a `dibao/1` document with its articles and records.

mod persons;
mod projects;
mod texts;
mod uid;

pub use persons::{Action, Appointment, CongressSize, Office, Profile, RepresentativeChange, SeatAction, SeatReason};
pub use projects::{Change, Figure, Labelled, Party, Project, Stage};

#[cfg(feature = "ledger")]
pub(crate) use uid::fnv;

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// The name of the contract that this version writes.
pub const SCHEMA: &str = "dibao/1";

/// Whether an output key is to be left out.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Everything read from one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Extraction {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// Where the document comes from.
    pub source: Source,
    /// The articles of the page, in order.
    pub articles: Vec<Article>,
    /// The records, in order of their spans.
    pub records: Vec<Record>,
    /// What does not add up in the document itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Notices and clauses that no rule understood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unparsed: Vec<Unparsed>,
}

/// Where a document comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Source {
    /// The caller's name of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The newspaper or site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// ISO date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The division that 市 or 县 in the text means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Where it is to be found on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it is called where it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What else a manifest or a sidecar tells of it, by column.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub extra: std::collections::BTreeMap<String, String>,
    /// The encoding that the bytes were decoded from, when the crate decoded them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Characters that had to be replaced in decoding.
    #[serde(default, skip_serializing_if = "is_default")]
    pub replaced: usize,
    /// What is wrong with the text as a source: `pinyin` (poisoned with pinyin: not extracted), `replaced-characters`,
    /// `nul-characters` (taken out), `unread-pages` (of a PDF file), `traditional` (read in simplified
    /// characters, told in its own), `unreadable-date` (the date given for it is none), `unknown-place` and `ambiguous-place` (the place
    /// given for it is no division, or may be several: none is taken), `not-in-manifest`, `no-date-in-path` (there is a manifest, or a
    /// pattern of paths, and it says nothing of this document).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quality: Vec<String>,
}

impl Source {
    /// A source of which nothing is known but its name.
    pub fn named(id: &str) -> Self {
        Source { id: Some(id.to_owned()), ..Source::default() }
    }
}

/// What kind of text an article is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ArticleKind {
    /// Prose of a newspaper.
    #[default]
    News,
    /// 公告, 决定, 通知, 公示.
    Notice,
    /// 任免名单.
    Roster,
    /// A photo caption.
    Caption,
    /// Text continued from or onto another page.
    Fragment,
}

/// One article of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Article {
    /// `a1`, `a2` …
    pub id: String,
    /// What kind of text it is.
    pub kind: ArticleKind,
    /// Its headline, lines joined by a space.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Outlet and people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<Byline>,
    /// The mark that says it continues another page's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continued_from: Option<String>,
    /// The article whose text this one repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Who wrote or photographed an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Byline {
    /// The newspaper or agency of a dateline: 株洲日报.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// The people, in order.
    #[serde(default)]
    pub people: Vec<BylinePerson>,
}

/// A person of a byline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BylinePerson {
    /// Full name.
    pub name: String,
    /// 记者, 通讯员, 摄 … as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Where the name stands.
    pub span: Span,
}

/// One record with what all records have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Record {
    /// `r1`, `r2` …
    pub id: String,
    /// The article it was read from.
    pub article: String,
    /// Where it was read.
    pub span: Span,
    /// The slice of the input at `span`.
    pub evidence: String,
    /// The rule that made it.
    pub rule: String,
    /// 0–1: how sure the rule is.
    pub confidence: f64,
    /// An identifier beside those of all other documents, the same in every run: a hash of the source's id, the type and the
    /// spans. Unique as far as the ids of sources are.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub uid: String,
    /// The document's day, on which it is told: not the day that anything happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Spans of the person, the title and other values, by key.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub spans: std::collections::BTreeMap<String, Span>,
    /// What it says.
    #[serde(flatten)]
    pub data: Data,
}

/// What a record says, by type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Data {
    /// A person holds, or held, a post.
    Office(Office),
    /// One personnel action on one person and one post.
    Appointment(Appointment),
    /// One change to one people's-congress deputy.
    RepresentativeChange(RepresentativeChange),
    /// Seats of a congress.
    CongressSize(CongressSize),
    /// A project or a batch of projects.
    Project(Project),
    /// A quantity told of anything else.
    Figure(Figure),
}

impl Data {
    /// The record type as the contract names it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Data::Office(_) => "office",
            Data::Appointment(_) => "appointment",
            Data::RepresentativeChange(_) => "representative_change",
            Data::CongressSize(_) => "congress_size",
            Data::Project(_) => "project",
            Data::Figure(_) => "figure",
        }
    }
}

/// Something in the document that does not agree with itself. Never a silent fix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Finding {
    /// Which check found it: `counted-names`, `seat-arithmetic` …
    pub check: String,
    /// What does not agree, in words.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// Text that looks like an act and that no rule understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Unparsed {
    /// Where.
    pub span: Span,
    /// The slice of the input.
    pub evidence: String,
    /// Why no record was made.
    pub reason: String,
}
