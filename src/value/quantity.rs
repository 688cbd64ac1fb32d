//! Quantities (数量): value, unit, bounds.

use super::numeral::Decimal;
use serde::{Deserialize, Serialize};

/// A quantity as the text states it, exact and in the base unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The value; absent for a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// The lower end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Decimal>,
    /// The upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Decimal>,
    /// ISO 4217 for money, a unit symbol, or the measure word as written.
    pub unit: String,
    /// The words of the text.
    pub text: String,
    /// Whether the value is a bound or an estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<Modifier>,
}

/// How a stated value bounds the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Modifier {
    /// 约, 近, 左右.
    About,
    /// 超, 逾, 余, 多, 以上.
    Over,
    /// 不足, 不到, 以内.
    Under,
}

/// A unit word: what it is called in the output, and what it multiplies by.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Name in the output; empty for the word itself.
    pub symbol: String,
    /// Factor to the base unit.
    pub factor: i128,
    /// Whether it is a measure word for counting.
    pub count: bool,
    /// Measure words that also begin common words: need an Arabic number before them.
    pub weak: bool,
}

impl Unit {
    /// Reads the attributes of a `[unit …]` section: `symbol=CNY factor=1`.
    pub(crate) fn parse(attributes: &[String]) -> Option<Self> {
        let value = |key: &str| attributes.iter().find_map(|a| a.strip_prefix(key)?.strip_prefix('='));
        let has = |key: &str| attributes.iter().any(|a| a == key);
        Some(Unit {
            symbol: value("symbol").unwrap_or_default().to_owned(),
            factor: match value("factor") {
                Some(text) => text.parse().ok()?,
                None => 1,
            },
            count: has("count"),
            weak: has("weak"),
        })
    }
}
