//! What is said of persons: offices, personnel actions, deputies and their seats.

use super::is_default;
use crate::value::place::Jurisdiction;
use crate::value::post::Status;
use serde::{Deserialize, Serialize};

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
    /// When a life says that the post was taken up: ISO, as precise as told (`2004-12`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// When a life says that it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
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
