//! Dates (日期): absolute, and relative to the document's publication.

use super::numeral::whole;
use crate::pattern::Pattern;
use chrono::{Datelike, NaiveDate};

/// A date found in a text; parts that the text leaves out are absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Year, if written.
    pub year: Option<i32>,
    /// Month, if written.
    pub month: Option<u32>,
    /// Day, if written.
    pub day: Option<u32>,
    /// 去年, 前年, 明年: the year counted from that of publication.
    pub years: Option<i32>,
    /// 上月, 本月: the month counted from that of publication.
    pub months: Option<i32>,
}

impl Found {
    /// The last day of the span that begins here: `12月26日至29日` is over on the 29th.
    pub(crate) fn closing(self, text: &str) -> Self {
        let rest = text[self.end..].trim_start_matches(['至', '到', '-', '—', '~']);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let day = rest[..digits].parse().ok().filter(|day| (1..=31).contains(day) && rest.len() < text[self.end..].len() && rest[digits..].starts_with('日'));
        Found { day: day.or(self.day), ..self }
    }
}

static DATE: Pattern = Pattern::new(
    &["月", "年", "-", "/", "."],
    r"(?:(?P<y>[12][0-9]{3}|[一二][〇零○O一二三四五六七八九]{3}) ?年|(?P<r>大前年|前年|去年|上年|今年|本年|明年))? ?(?P<m>{D}{1,3}) ?月(?: ?(?P<d>{D}{1,3}) ?[日号])?|(?P<y2>[12][0-9]{3})[-/.](?P<m2>[0-9]{1,2})[-/.](?P<d2>[0-9]{1,2})|(?P<y3>[12][0-9]{3})年|(?P<n>上个?月|本月|下个?月) ?(?P<d3>{D}{1,3}) ?[日号]",
);

/// All dates of `text` with at least a month, in order.
///
/// ```
/// let found = dibao::value::date::find("2023年4月26日,二〇一九年八月三十日,4月24日");
/// assert_eq!(found.len(), 3);
/// assert_eq!((found[1].year, found[1].month, found[1].day), (Some(2019), Some(8), Some(30)));
/// assert_eq!(found[2].year, None);
/// ```
pub fn find(text: &str) -> Vec<Found> {
    DATE.all_captures(text)
        .filter_map(|caps| {
            let all = caps.get(0)?;
            let number = |name: &str| caps.name(name).and_then(|m| whole(m.as_str()));
            let year = number("y").or_else(|| number("y2")).or_else(|| number("y3")).map(|y| y as i32);
            let month = number("m").or_else(|| number("m2")).map(|m| m as u32);
            let day = number("d").or_else(|| number("d2")).or_else(|| number("d3")).map(|d| d as u32);
            let years = caps.name("r").and_then(|word| year_offset(word.as_str()));
            let months = caps.name("n").map(|word| if word.as_str().starts_with('上') { -1 } else { i32::from(word.as_str().starts_with('下')) });
            let sane = month.is_none_or(|m| (1..=12).contains(&m)) && day.is_none_or(|d| (1..=31).contains(&d));
            // 农历2022年7月10日: of another calendar
            let ours = !text[..all.start()].trim_end().ends_with('历');
            (sane && ours).then(|| Found {
                start: all.start() + (all.as_str().len() - all.as_str().trim_start().len()),
                end: all.end(),
                year,
                month,
                day,
                years,
                months,
            })
        })
        .collect()
}

/// How far the year that a word tells lies from that of publication: 去年, −1.
pub(crate) fn year_offset(word: &str) -> Option<i32> {
    Some(match word {
        "今年" | "本年" => 0,
        "去年" | "上年" => -1,
        "前年" => -2,
        "大前年" => -3,
        "明年" => 1,
        _ => return None,
    })
}

/// The month that lies `months` from that of `day`, with its year.
pub(crate) fn month_offset(day: NaiveDate, months: i32) -> (i32, u32) {
    let count = day.year() * 12 + day.month0() as i32 + months;
    (count.div_euclid(12), count.rem_euclid(12) as u32 + 1)
}

/// ISO form of a date, with the precision it has: `2023-04-26`, `2023-04`, `2023`.
pub fn iso(year: i32, month: Option<u32>, day: Option<u32>) -> String {
    match (month, day) {
        (Some(m), Some(d)) => format!("{year:04}-{m:02}-{d:02}"),
        (Some(m), None) => format!("{year:04}-{m:02}"),
        _ => format!("{year:04}"),
    }
}

/// The year of a date without one: the latest such day that is not after `published`.
pub fn year_before(published: NaiveDate, month: u32, day: Option<u32>) -> i32 {
    let (m, d) = (published.month(), published.day());
    if (month, day.unwrap_or(1)) <= (m, d) { published.year() } else { published.year() - 1 }
}
