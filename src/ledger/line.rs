//! A record as a run wrote it: a line of JSON lines, or a row of a database.

use crate::record::{Action, Party, Profile, SeatAction, SeatReason, Source, Stage};
use crate::span::Span;
use crate::value::place::Jurisdiction;
use crate::value::post::Status;
use crate::value::quantity::Quantity;
use serde::Deserialize;

/// The keys of all record types that the ledger asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Line {
    pub(super) r#type: String,
    pub(super) id: Option<String>,
    pub(super) uid: Option<String>,
    pub(super) as_of: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) span: Span,
    pub(super) evidence: String,
    pub(super) source: Source,
    pub(super) person: Option<String>,
    pub(super) title: Option<String>,
    pub(super) organization: Option<String>,
    pub(super) role: Option<String>,
    pub(super) jurisdiction: Option<Jurisdiction>,
    pub(super) status: Status,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    pub(super) action: Option<String>,
    pub(super) authority: Option<String>,
    pub(super) session: Option<String>,
    pub(super) date: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) profile: Profile,
    pub(super) document: Option<String>,
    pub(super) congress: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) former_title: Option<String>,
    pub(super) seats: Option<u32>,
    pub(super) name: Option<String>,
    pub(super) count: Option<u32>,
    pub(super) stage: Option<Stage>,
    pub(super) location: Option<String>,
    pub(super) investment: Option<Quantity>,
    pub(super) parties: Vec<Party>,
    pub(super) part_of: Option<String>,
}

/// What a record says of a person and a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Was given the post: on the day of the act.
    Begin,
    /// Holds it: on the day of the page.
    Held,
    /// Held it from and to, as a life tells.
    Life,
    /// Is put forward for it.
    Candidate,
    /// Lost it: on the day of the act.
    End,
    /// Held it once, before the day of the page.
    Former,
}

impl Kind {
    pub(super) const ALL: [(Kind, &'static str); 6] =
        [(Kind::Begin, "begin"), (Kind::Held, "held"), (Kind::Life, "life"), (Kind::Candidate, "candidate"), (Kind::End, "end"), (Kind::Former, "former")];

    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("held", |(_, name)| name)
    }

    pub(super) fn parse(name: &str) -> Self {
        Self::ALL.iter().find(|(_, known)| *known == name).map_or(Kind::Held, |(kind, _)| *kind)
    }
}

impl Line {
    pub(super) fn source_id(&self) -> &str {
        self.source.id.as_deref().unwrap_or_default()
    }

    /// The day of the page.
    pub(super) fn page_day(&self) -> Option<&str> {
        self.as_of.as_deref().or(self.source.published.as_deref())
    }

    /// What it says, and how that is known.
    pub(super) fn says(&self) -> (Kind, &'static str) {
        if self.r#type == "office" {
            return match self.status {
                _ if self.start.is_some() || self.end.is_some() => (Kind::Life, "career"),
                Status::Former => (Kind::Former, "former"),
                Status::Candidate => (Kind::Candidate, "candidate"),
                Status::Current | Status::Acting => (Kind::Held, "seen"),
            };
        }
        let action = self.action.as_deref().unwrap_or_default();
        if self.r#type == "representative_change" {
            let value = serde_json::Value::String(action.to_owned());
            return match serde_json::from_value(value).unwrap_or_default() {
                SeatAction::Elected => (Kind::Begin, "elected"),
                SeatAction::Confirmed => (Kind::Begin, "confirmed"),
                SeatAction::Suspended | SeatAction::Resumed => (Kind::Held, "seen"),
                SeatAction::Recalled => (Kind::End, "recalled"),
                SeatAction::Terminated if self.seat_reason() == Some(SeatReason::Deceased) => (Kind::End, "deceased"),
                SeatAction::Terminated => (Kind::End, "terminated"),
            };
        }
        match Action::parse(action).unwrap_or_default() {
            Action::Appoint => (Kind::Begin, "appointed"),
            Action::Elect => (Kind::Begin, "elected"),
            Action::Dismiss => (Kind::End, "dismissed"),
            Action::AcceptResignation => (Kind::End, "resigned"),
            Action::Remove => (Kind::End, "removed"),
            Action::Terminate => (Kind::End, "terminated"),
            Action::Suspend => (Kind::Held, "seen"),
            Action::Nominate | Action::Propose => (Kind::Candidate, "candidate"),
        }
    }

    fn seat_reason(&self) -> Option<SeatReason> {
        serde_json::from_value(serde_json::Value::String(self.reason.clone()?)).ok()
    }
}
