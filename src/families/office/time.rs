//! Times in lives: when a post was held.

use crate::pattern::Pattern;
use crate::value::date::iso;
use crate::value::numeral::whole;

/// A time at the head of a clause: `1996.07—1999.03`, `1996年7月至1999年3月`, `2019年2月至今`, `2010年10月起`.
static TIME: Pattern = Pattern::new(
    &["19", "20"],
    r"^ ?(?:自|从|于|在)?(?:同年|当年)? ?(?P<y>(?:19|20)[0-9]{2}) ?(?:年度?|[./-])? ?(?:(?P<m>[01]?[0-9])(?: ?月份?| ?[./])? ?(?:(?P<d>[0-3]?[0-9]) ?日)?)? ?(?:起|以来|后|开始)? ?(?P<to>(?:—|-|至|~|–|―|－|到)+ ?(?:(?P<y2>(?:19|20)[0-9]{2}) ?(?:年|[./-])? ?(?:(?P<m2>[01]?[0-9])(?: ?月份?| ?[./])? ?(?:(?P<d2>[0-3]?[0-9]) ?日)?)?|(?P<now>今|现在|目前)))?(?P<open>[—–-]+ )? ?(?:间|期间|,)?",
);

/// When a post was held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    /// 至今.
    pub(super) lasting: bool,
}

/// The time that `text` begins with, and its length.
pub(super) fn time(text: &str) -> Option<(usize, Span)> {
    let found = TIME.captures(text)?;
    let number = |name: &str| found.name(name).and_then(|m| whole(m.as_str()));
    let month = |name: &str| number(name).map(|m| m as u32).filter(|m| (1..=12).contains(m));
    let day = |name: &str| number(name).map(|d| d as u32).filter(|d| (1..=31).contains(d));
    let start = iso(number("y")? as i32, month("m"), month("m").and(day("d")));
    let end = number("y2").map(|year| iso(year as i32, month("m2"), month("m2").and(day("d2"))));
    Some((found.get(0)?.end(), Span { start: Some(start), end, lasting: found.name("now").or(found.name("open")).is_some() }))
}
