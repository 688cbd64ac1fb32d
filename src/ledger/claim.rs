//! What a record says of a person, as it comes back from the database.

use super::line::Kind;
use super::persons::Profile;
use super::posts::Words;
use rusqlite::Row;

/// One record of a person and a post.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) uid: String,
    pub(super) name: String,
    pub(super) post: String,
    pub(super) kind: Kind,
    pub(super) basis: String,
    /// Of the act, else of the page; empty when neither is known.
    pub(super) day: String,
    pub(super) acting: bool,
    pub(super) title: String,
    pub(super) organization: Option<String>,
    pub(super) role: String,
    pub(super) holders: String,
    pub(super) jurisdiction: Option<String>,
    pub(super) code: Option<String>,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    pub(super) session: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) profile: Profile,
    former: Vec<String>,
    pub(super) source: String,
    pub(super) place: String,
    pub(super) span: [i64; 2],
    /// An act of appointing or removing, not a mention.
    pub(super) is_act: bool,
    /// Of a post that many hold: the same name in it is no sign of the same person.
    pub(super) is_common: bool,
}

/// The columns of a claim, in the order in which [`Claim::read`] takes them.
pub(super) const COLUMNS: &str = "uid, person, post, kind, basis, day, acting, title, organization, role, holders, jurisdiction, code, start, \"end\", session, \
     unit, gender, birth, ethnicity, native_place, current_title, source, place, char_start, char_end, type";

impl Claim {
    pub(super) fn read(row: &Row<'_>, words: &Words) -> rusqlite::Result<Self> {
        let text = |i: usize| row.get::<_, Option<String>>(i).map(Option::unwrap_or_default);
        let told = text(21)?;
        let former =
            told.split(['、', ',', ';']).map(|part| words.former.iter().fold(part.trim(), |part, word| part.trim_start_matches(word.as_str())).to_owned());
        let (holders, kind) = (text(10)?, text(26)?);
        Ok(Claim {
            uid: text(0)?,
            name: text(1)?,
            post: text(2)?,
            kind: Kind::parse(&text(3)?),
            basis: text(4)?,
            day: text(5)?,
            acting: row.get(6)?,
            title: text(7)?,
            organization: row.get(8)?,
            role: text(9)?,
            // deputies are told apart by their electing units
            is_common: holders == "many" && kind != "representative_change",
            holders,
            jurisdiction: row.get(11)?,
            code: row.get(12)?,
            start: row.get(13)?,
            end: row.get(14)?,
            session: row.get(15)?,
            unit: row.get(16)?,
            profile: Profile { gender: row.get(17)?, birth: row.get(18)?, ethnicity: row.get(19)?, native_place: row.get(20)? },
            former: former.filter(|part| !part.is_empty()).collect(),
            source: text(22)?,
            place: text(23)?,
            span: [row.get(24)?, row.get(25)?],
            is_act: kind == "appointment",
        })
    }

    /// The body in full, and the role.
    pub(super) fn full_title(&self) -> String {
        format!("{}{}", self.organization.as_deref().unwrap_or_default(), self.role)
    }

    /// The term that the meeting's name tells: 第十六届.
    pub(super) fn term(&self) -> Option<String> {
        let (before, _) = self.session.as_deref()?.split_once('届')?;
        Some(format!("第{}届", before.rsplit_once('第')?.1))
    }

    /// The posts that an act says were held before.
    pub(super) fn former_titles(&self) -> Vec<String> {
        self.former.clone()
    }

    /// Whether two claims lie within so many years; of what has no day nothing is known.
    pub(super) fn within(&self, other: &Claim, years: i32) -> bool {
        match (day_number(self.last()), day_number(other.first())) {
            (Some(a), Some(b)) => (a - b).abs() <= years * 366 || self.spans(other),
            _ => false,
        }
    }

    fn spans(&self, other: &Claim) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }

    fn first(&self) -> &str {
        self.start.as_deref().unwrap_or(&self.day)
    }

    fn last(&self) -> &str {
        self.end.as_deref().unwrap_or(&self.day)
    }
}

/// A day as a number that grows by one a day, by 366 a year at most: good enough to compare. `2016-03` counts as its first day.
pub(super) fn day_number(day: &str) -> Option<i32> {
    let mut parts = day.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u32 = parts.next().map_or(Some(1), |part| part.parse().ok())?;
    let day: u32 = parts.next().map_or(Some(1), |part| part.parse().ok())?;
    chrono::NaiveDate::from_ymd_opt(year, month, day).map(|day| chrono::Datelike::num_days_from_ce(&day))
}

/// The first day that a date of any precision may mean.
pub(super) fn first_day(date: &str) -> Option<String> {
    day_number(date)?;
    Some(match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    })
}

/// The last day that it may mean.
pub(super) fn last_day(date: &str) -> Option<String> {
    day_number(date)?;
    let month = |text: &str| chrono::NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok();
    Some(match date.len() {
        4 => format!("{date}-12-31"),
        7 => (month(date)?.checked_add_months(chrono::Months::new(1))?.pred_opt()?).to_string(),
        _ => date.to_owned(),
    })
}
