//! Days of publication that stand in paths.

use crate::error::Error;
use chrono::NaiveDate;
use regex::Regex;

/// Where the day of publication stands in a document's path: `{yyyy}/{mm}/{dd}`, `{yyyy}{mm}{dd}`, `{yyyy}-{m}-{d}`; `*` is anything
/// but a slash. A month or day in two letters has two digits, in one letter one or two.
#[derive(Debug, Clone)]
pub struct PathDate(Regex);

impl PathDate {
    /// Compiles a pattern.
    ///
    /// ```
    /// use dibao::input::PathDate;
    /// let day = PathDate::new("{yyyy}-{mm}/{dd}")?;
    /// assert_eq!(day.find("rb/2016-03/07/node_2.htm").unwrap().to_string(), "2016-03-07");
    /// assert!(day.find("rb/2016-13/07.htm").is_none());
    /// # Ok::<(), dibao::Error>(())
    /// ```
    ///
    /// # Errors
    /// When it has not exactly one year, month and day, or a part in braces that is none of them.
    pub fn new(pattern: &str) -> Result<Self, Error> {
        let fault = |why: String| Error::context(format!("{pattern:?}: {why}; write it as {{yyyy}}/{{mm}}/{{dd}}"));
        let (mut out, mut rest, mut parts) = (String::new(), pattern, Vec::new());
        while let Some(at) = rest.find(['{', '*']) {
            out.push_str(&regex::escape(&rest[..at]));
            if let Some(behind) = rest[at..].strip_prefix('*') {
                out.push_str("[^/]*");
                rest = behind;
                continue;
            }
            let end = rest[at..].find('}').ok_or_else(|| fault("a brace is not closed".to_owned()))? + at;
            let (part, digits) = match &rest[at + 1..end] {
                "yyyy" => ("y", "[0-9]{4}"),
                "mm" => ("m", "[0-9]{2}"),
                "m" => ("m", "[0-9]{1,2}"),
                "dd" => ("d", "[0-9]{2}"),
                "d" => ("d", "[0-9]{1,2}"),
                other => return Err(fault(format!("{{{other}}} is none of yyyy, mm, m, dd, d"))),
            };
            out.push_str(&format!("(?P<{part}>{digits})"));
            parts.push(part);
            rest = &rest[end + 1..];
        }
        out.push_str(&regex::escape(rest));
        parts.sort_unstable();
        if parts != ["d", "m", "y"] {
            return Err(fault("it needs one year, one month and one day".to_owned()));
        }
        Regex::new(&format!("(?:^|[^0-9])(?:{out})(?:[^0-9]|$)")).map(PathDate).map_err(|e| fault(e.to_string()))
    }

    /// The day in a path: that of the last place that fits and is a day.
    pub fn find(&self, path: &str) -> Option<NaiveDate> {
        let slashes = path.replace('\\', "/");
        let day = |found: regex::Captures<'_>| NaiveDate::from_ymd_opt(found["y"].parse().ok()?, found["m"].parse().ok()?, found["d"].parse().ok()?);
        self.0.captures_iter(&slashes).filter_map(day).last()
    }
}
