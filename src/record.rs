//! The output: a `dibao/1` document with its articles and records.

use crate::span::Span;
use crate::value::place::Jurisdiction;
use crate::value::post::Status;
use crate::value::quantity::Quantity;
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
    /// The encoding that the bytes were decoded from, when the crate decoded them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Characters that had to be replaced in decoding.
    #[serde(default, skip_serializing_if = "is_default")]
    pub replaced: usize,
    /// What is wrong with the text as a source: `pinyin` (poisoned with pinyin: not extracted), `replaced-characters`,
    /// `unreadable-date` (the date given for it is none).
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

/// A person holds, or held, a post.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Office {
    /// Full name.
    pub person: String,
    /// The title, elision filled in.
    pub title: String,
    /// The body in the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The post in that body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The division that the body belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<Jurisdiction>,
    /// Current unless the text says otherwise.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: Status,
}

/// What was done with a post.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Action {
    /// 任命, 任, 聘任.
    #[default]
    Appoint,
    /// 免去, 解聘, 不再担任.
    Dismiss,
    /// 选举, 当选.
    Elect,
    /// 接受辞职.
    AcceptResignation,
    /// 提名.
    Nominate,
    /// 拟任.
    Propose,
    /// 撤销, 罢免.
    Remove,
    /// 相应终止.
    Terminate,
    /// 停职.
    Suspend,
}

impl Action {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
    }
}

/// One personnel action on one person and one post.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Appointment {
    /// What was done.
    pub action: Action,
    /// Full name.
    pub person: String,
    /// The title, elision filled in.
    pub title: String,
    /// The body in the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The post in that body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The division that the body belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<Jurisdiction>,
    /// The deciding body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// The meeting that decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// ISO date of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// 试用期 in months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probation_months: Option<u32>,
    /// 挂职.
    #[serde(default, skip_serializing_if = "is_default")]
    pub temporary: bool,
    /// The reason as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the notice tells of the person.
    #[serde(default, skip_serializing_if = "is_default")]
    pub profile: Profile,
    /// The notice's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// What a notice tells of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Profile {
    /// 男 or 女.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// 民族.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<String>,
    /// Year and month of birth: `1982-02`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<String>,
    /// 籍贯.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native_place: Option<String>,
    /// 学历学位 as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<String>,
    /// 政治面貌 as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// 现任职务 as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_title: Option<String>,
}

/// What happened to a deputy's seat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SeatAction {
    /// 代表资格终止.
    #[default]
    Terminated,
    /// 补选, 递补.
    Elected,
    /// 代表资格有效.
    Confirmed,
    /// 罢免, when the seat's end is not told.
    Recalled,
    /// 暂停执行代表职务.
    Suspended,
    /// 恢复执行代表职务.
    Resumed,
}

/// Why a seat ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SeatReason {
    /// 调离, 迁出.
    Transferred,
    /// 辞去.
    Resigned,
    /// 去世.
    Deceased,
    /// 罢免.
    Recalled,
    /// 违纪违法, 判刑.
    Unlawful,
    /// Any other.
    Other,
}

/// One change to one people's-congress deputy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RepresentativeChange {
    /// The deputy.
    pub person: String,
    /// The congress, completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub congress: Option<String>,
    /// The electing unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What happened.
    pub action: SeatAction,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SeatReason>,
    /// The posts the text identifies the deputy by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former_title: Option<String>,
    /// Who accepted or decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// Seats of a congress (实有代表).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CongressSize {
    /// The congress.
    pub congress: String,
    /// Deputies it has.
    pub seats: u32,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// How far a project has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stage {
    /// 计划, 拟建.
    Planned,
    /// 核准, 批复.
    Approved,
    /// 签约.
    Signed,
    /// 开工.
    Started,
    /// 在建.
    UnderConstruction,
    /// 竣工.
    Completed,
    /// 投产, 通车.
    Operational,
}

/// A project or a batch of projects.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Project {
    /// The name as written, or a batch's event or class name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Number of projects in a batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// The latest stage told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// ISO date of that stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// As written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Total investment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub investment: Option<Quantity>,
    /// Who owns, builds, invests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// Every other quantity told of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Labelled>,
    /// 工期 in months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_months: Option<u32>,
}

/// A party of a project.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Party {
    /// The body.
    pub name: String,
    /// `owner`, `investor`, `shareholder`, `contractor`, `designer`, `operator`, `government`, `partner`.
    pub role: String,
    /// Share of a shareholder, 0–1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<crate::value::numeral::Decimal>,
}

/// A quantity with what it counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Labelled {
    /// What it counts, as written.
    pub label: String,
    /// How much.
    pub quantity: Quantity,
}

/// A quantity told of anything but a project.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Figure {
    /// Whose figure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// The time it is told of: `2023-Q1`, `2023`, `2023-01/2023-09`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Rise or fall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}

/// Rise or fall of a figure.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Change {
    /// `up` or `down`.
    pub direction: String,
    /// `yoy` 同比, `qoq` 环比 …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// By how much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
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
