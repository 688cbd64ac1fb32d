//! What is said of projects, and of anything else that has figures.

use crate::value::numeral::Decimal;
use crate::value::quantity::Quantity;
use serde::{Deserialize, Serialize};

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
    pub share: Option<Decimal>,
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
