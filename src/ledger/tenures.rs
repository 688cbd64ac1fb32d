//! From claims of one person and one post to spells: who held what, from when to when, and how that is known.

use super::claim::{Claim, day_number};
use super::line::Kind;
use super::persons::Persons;
use std::collections::BTreeMap;

/// Days for which a page may lag behind an act: a name is still told with a post that has just been lost.
const LAG: i32 = 31;

/// Whether a post is held, acted in, or only meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    Held,
    Acting,
    Candidate,
}

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Status::Held => "held",
            Status::Acting => "acting",
            Status::Candidate => "candidate",
        }
    }
}

/// A day, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) day: String,
    pub(super) basis: String,
}

fn bound(day: &str, basis: &str) -> Option<Bound> {
    (!day.is_empty()).then(|| Bound { day: day.to_owned(), basis: basis.to_owned() })
}

/// A spell in a post.
#[derive(Debug)]
pub(super) struct Spell<'a> {
    pub(super) status: Status,
    pub(super) start: Option<Bound>,
    pub(super) end: Option<Bound>,
    /// The last day on which it is known to be held.
    pub(super) last: String,
    pub(super) claims: Vec<&'a Claim>,
}

/// Something that does not fit, with the two records that do not.
#[derive(Debug)]
pub(super) struct Misfit<'a> {
    pub(super) check: &'static str,
    pub(super) message: String,
    pub(super) claim: &'a Claim,
    pub(super) other: &'a Claim,
}

/// What came of one person's claims of one post.
#[derive(Debug, Default)]
pub(super) struct Spells<'a> {
    pub(super) done: Vec<Spell<'a>>,
    pub(super) misfits: Vec<Misfit<'a>>,
}

/// The spells of every person and post of one name.
pub(super) fn of<'a>(claims: &'a [Claim], persons: &Persons) -> BTreeMap<(usize, &'a str), Spells<'a>> {
    let mut groups: BTreeMap<(usize, &str), Vec<&Claim>> = BTreeMap::new();
    for (i, claim) in claims.iter().enumerate() {
        groups.entry((persons.root(i), claim.post.as_str())).or_default().push(claim);
    }
    groups.into_iter().map(|(key, group)| (key, spells(group))).collect()
}

fn spells(mut claims: Vec<&Claim>) -> Spells<'_> {
    // what was told of a life goes first: its days are exact; then the acts and pages, in order of days
    claims.sort_by(|a, b| (a.kind != Kind::Life, &a.day, a.kind, &a.uid).cmp(&(b.kind != Kind::Life, &b.day, b.kind, &b.uid)));
    let mut out = Spells::default();
    for claim in claims {
        match claim.kind {
            Kind::Life => out.life(claim),
            Kind::Candidate => out.candidate(claim),
            Kind::Begin => out.begin(claim),
            Kind::Held => out.held(claim),
            Kind::End | Kind::Former => out.end(claim),
        }
    }
    for spell in &mut out.done {
        if spell.end.is_none() {
            spell.end = bound(&spell.last, "last seen");
        }
    }
    out
}

impl<'a> Spells<'a> {
    fn status(claim: &Claim) -> Status {
        if claim.acting { Status::Acting } else { Status::Held }
    }

    /// The newest spell of this kind.
    fn newest(&mut self, status: Status) -> Option<&mut Spell<'a>> {
        self.done.iter_mut().rev().find(|spell| spell.status == status)
    }

    /// The spell whose days hold this one; of those told in a life the ends are exact.
    fn around(&mut self, status: Status, day: &str) -> Option<&mut Spell<'a>> {
        let holds = |spell: &Spell<'_>| {
            let told = |bound: &Option<Bound>| bound.as_ref().filter(|bound| bound.basis == "career").map(|bound| bound.day.clone());
            let from = told(&spell.start);
            let to = told(&spell.end);
            from.is_some_and(|from| from.as_str() <= day || day.starts_with(&from)) && to.is_none_or(|to| day <= to.as_str() || day.starts_with(&to))
        };
        self.done.iter_mut().find(|spell| spell.status == status && holds(spell))
    }

    fn open(&mut self, status: Status, claim: &'a Claim, start: Option<Bound>) {
        self.done.push(Spell { status, start, end: None, last: claim.day.clone(), claims: vec![claim] });
    }

    fn life(&mut self, claim: &'a Claim) {
        let status = Self::status(claim);
        let told = |day: &Option<String>| day.as_deref().and_then(|day| bound(day, "career"));
        let fits = |a: &Option<Bound>, b: &Option<Bound>| match (a, b) {
            (Some(a), Some(b)) => a.day.starts_with(&b.day) || b.day.starts_with(&a.day),
            _ => true,
        };
        let (start, end) = (told(&claim.start), told(&claim.end));
        if let Some(same) = self.done.iter_mut().find(|spell| spell.status == status && start.is_some() && fits(&spell.start, &start) && fits(&spell.end, &end))
        {
            same.end = same.end.take().or(end);
            same.claims.push(claim);
            return;
        }
        let last = end.as_ref().map_or_else(|| claim.day.clone(), |end| end.day.clone());
        self.done.push(Spell { status, start, end, last, claims: vec![claim] });
    }

    fn candidate(&mut self, claim: &'a Claim) {
        match self.newest(Status::Candidate) {
            Some(spell) if near(&spell.last, &claim.day, 366) => {
                spell.last.clone_from(&claim.day);
                spell.claims.push(claim);
            }
            _ => self.open(Status::Candidate, claim, bound(&claim.day, "candidate")),
        }
    }

    fn begin(&mut self, claim: &'a Claim) {
        let status = Self::status(claim);
        if status == Status::Held {
            self.no_longer_acting(claim);
        }
        if let Some(spell) = self.around(status, &claim.day) {
            spell.claims.push(claim);
            return;
        }
        let Some(spell) = self.newest(status).filter(|spell| spell.end.is_none()) else {
            return self.open(status, claim, bound(&claim.day, &claim.basis));
        };
        let before = spell.claims.iter().copied().rev().find(|before| before.kind == Kind::Begin && before.is_act && before.basis == "appointed");
        spell.last = spell.last.clone().max(claim.day.clone());
        spell.claims.push(claim);
        // an election renews a mandate, and so does a new term's congress; a second appointment does not
        let again = |before: &&Claim| before.session != claim.session && before.term() == claim.term() && !near(&before.day, &claim.day, LAG);
        if let Some(before) = before.filter(again).filter(|_| claim.basis == "appointed") {
            let message = format!("{} is appointed {} on {} and again on {}", claim.name, claim.full_title(), before.day, claim.day);
            self.misfits.push(Misfit { check: "appointed-twice", message, claim: before, other: claim });
        }
    }

    /// Who is given a post that was acted in acts in it no more.
    fn no_longer_acting(&mut self, claim: &Claim) {
        if let Some(spell) = self.newest(Status::Acting).filter(|spell| spell.end.is_none()) {
            spell.end = bound(&claim.day, &claim.basis);
        }
    }

    fn held(&mut self, claim: &'a Claim) {
        let status = Self::status(claim);
        if let Some(spell) = self.around(status, &claim.day) {
            spell.claims.push(claim);
            return;
        }
        match self.newest(status) {
            Some(spell) if spell.end.is_none() => {
                spell.last = spell.last.clone().max(claim.day.clone());
                spell.claims.push(claim);
            }
            // a page lags behind an act
            Some(spell) if spell.end.as_ref().is_some_and(|end| near(&end.day, &claim.day, LAG)) => spell.claims.push(claim),
            Some(spell) => {
                let ended = spell.claims.iter().copied().rev().find(|before| before.kind == Kind::End);
                self.open(status, claim, bound(&claim.day, "first seen"));
                if let Some(ended) = ended {
                    let check = if ended.basis == "deceased" { "act-after-death" } else { "held-after-end" };
                    let message =
                        format!("{} is {} as {} on {} and still told with the post on {}", claim.name, ended.basis, claim.full_title(), ended.day, claim.day);
                    self.misfits.push(Misfit { check, message, claim: ended, other: claim });
                }
            }
            None => {
                if status == Status::Held {
                    self.no_longer_acting_when_seen(claim);
                }
                self.open(status, claim, bound(&claim.day, "first seen"));
            }
        }
    }

    fn no_longer_acting_when_seen(&mut self, claim: &Claim) {
        if let Some(spell) = self.newest(Status::Acting).filter(|spell| spell.end.is_none()) {
            spell.end = bound(&spell.last, "last seen").filter(|end| end.day <= claim.day);
        }
    }

    fn end(&mut self, claim: &'a Claim) {
        let status = Self::status(claim);
        if let Some(spell) = self.around(status, &claim.day) {
            if spell.end.is_none() && claim.kind == Kind::End {
                spell.end = bound(&claim.day, &claim.basis);
            }
            spell.claims.push(claim);
            return;
        }
        let former = claim.kind == Kind::Former || claim.basis == "former";
        match self.newest(status) {
            Some(spell) if spell.end.is_none() => {
                // of a former holder only the day is known on which the post was held no longer
                spell.end = if former { bound(&spell.last, "last seen") } else { bound(&claim.day, &claim.basis) };
                spell.claims.push(claim);
            }
            Some(spell) => spell.claims.push(claim),
            None => {
                self.open(status, claim, None);
                if let Some(spell) = self.done.last_mut() {
                    spell.end = bound(&claim.day, if former { "former" } else { &claim.basis });
                }
            }
        }
    }
}

/// Whether two days lie so near.
pub(super) fn near(a: &str, b: &str, days: i32) -> bool {
    matches!((day_number(a), day_number(b)), (Some(a), Some(b)) if (a - b).abs() <= days)
}
