//! From sorted records to persons, tenures and what does not fit: one name at a time.

use super::claim::{self, Claim, first_day, last_day};
use super::line::Kind;
use super::persons::Persons;
use super::posts::Words;
use super::store::{Store, fault};
use super::tenures::{self, Spell, Spells, Status};
use crate::error::Error;
use crate::record::fnv;
use rusqlite::{Statement, params};
use std::collections::BTreeMap;

/// Ages outside these do not fit an act.
const AGES: std::ops::RangeInclusive<i32> = 18..=80;

struct Writer<'a> {
    person: Statement<'a>,
    maybe: Statement<'a>,
    tenure: Statement<'a>,
    evidence: Statement<'a>,
    finding: Statement<'a>,
}

/// Fills `persons`, `maybe_same`, `tenures` and most of `findings`.
pub(super) fn build(store: &Store, words: &Words) -> Result<(), Error> {
    people(store, words).map_err(fault)
}

fn people(store: &Store, words: &Words) -> rusqlite::Result<()> {
    let base = &store.base;
    let mut writer = Writer {
        person: base.prepare("INSERT INTO persons VALUES (?,?,?,?,?,?)")?,
        maybe: base.prepare("INSERT OR IGNORE INTO maybe_same VALUES (?,?,?)")?,
        tenure: base.prepare("INSERT INTO tenures VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")?,
        evidence: base.prepare("INSERT OR IGNORE INTO tenure_evidence VALUES (?,?)")?,
        finding: base.prepare("INSERT OR IGNORE INTO findings VALUES (?,?,?,?,?,?)")?,
    };
    let sql = format!("SELECT {} FROM records WHERE person IS NOT NULL AND post IS NOT NULL ORDER BY person, coalesce(day, ''), uid", claim::COLUMNS);
    let mut select = base.prepare(&sql)?;
    let mut rows = select.query([])?;
    let mut group: Vec<Claim> = Vec::new();
    while let Some(row) = rows.next()? {
        let claim = Claim::read(row, words)?;
        if group.first().is_some_and(|first| first.name != claim.name) {
            writer.name(&std::mem::take(&mut group))?;
        }
        group.push(claim);
    }
    writer.name(&group)
}

impl Writer<'_> {
    /// All persons of one name.
    fn name(&mut self, claims: &[Claim]) -> rusqlite::Result<()> {
        let persons = Persons::of(claims);
        let mut ids: BTreeMap<usize, String> = BTreeMap::new();
        for i in 0..claims.len() {
            let root = persons.root(i);
            // named by the first record of the chain
            ids.entry(root).or_insert_with(|| format!("p{:016x}", fnv(&format!("{}\0{}", claims[root].name, claims[root].uid))));
        }
        for (&root, id) in &ids {
            let profile = persons.profile(root);
            self.person.execute(params![id, claims[root].name, profile.gender, profile.birth, profile.ethnicity, profile.native_place])?;
        }
        for (a, b, reasons) in persons.maybe_same(claims) {
            self.maybe.execute(params![ids[&a], ids[&b], reasons])?;
        }
        for &(a, b, what) in &persons.refused {
            let message = format!("{what} of {} differs between two records of what would be one person", claims[a].name);
            self.misfit("profile-differs", &message, &ids[&persons.root(b)], [&claims[a], &claims[b]])?;
        }
        let spells = tenures::of(claims, &persons);
        for ((root, post), Spells { done, misfits }) in &spells {
            for misfit in misfits {
                self.misfit(misfit.check, &misfit.message, &ids[root], [misfit.claim, misfit.other])?;
            }
            for spell in done {
                self.spell(&ids[root], post, spell)?;
            }
        }
        self.lives(claims, &persons, &ids)
    }

    fn misfit(&mut self, check: &str, message: &str, person: &str, [a, b]: [&Claim; 2]) -> rusqlite::Result<()> {
        self.finding.execute(params![check, message, person, b.post, a.uid, b.uid]).map(drop)
    }

    fn spell(&mut self, person: &str, post: &str, spell: &Spell<'_>) -> rusqlite::Result<()> {
        let Some(first) = spell.claims.iter().min_by_key(|claim| (&claim.day, &claim.uid)) else { return Ok(()) };
        let newest = spell.claims.iter().max_by_key(|claim| (&claim.day, &claim.uid)).unwrap_or(first);
        let id = format!("t{:016x}", fnv(&format!("{person}\0{post}\0{}\0{}", spell.status.name(), first.uid)));
        let (start, end) = (spell.start.as_ref(), spell.end.as_ref());
        let term = spell.claims.iter().rev().find_map(|claim| claim.term());
        let unit = spell.claims.iter().find_map(|claim| claim.unit.as_ref());
        // a post that is only known to be lost was held on the day of the loss
        let known = start.or(end).map(|bound| bound.day.as_str());
        let from_day = known.and_then(first_day);
        let to_day = end.map(|bound| bound.day.as_str()).or(known).and_then(last_day);
        let values = params![
            id,
            person,
            newest.name,
            post,
            newest.title,
            newest.organization,
            newest.role,
            newest.jurisdiction,
            newest.code,
            spell.status.name(),
            start.map(|bound| &bound.day),
            start.map(|bound| &bound.basis),
            end.map(|bound| &bound.day),
            end.map(|bound| &bound.basis),
            term,
            unit,
            from_day,
            to_day,
            newest.holders,
        ];
        self.tenure.execute(values)?;
        for claim in &spell.claims {
            self.evidence.execute(params![id, claim.uid])?;
        }
        Ok(())
    }

    /// What does not fit in a person's whole life: acts after death or removal, ages.
    fn lives(&mut self, claims: &[Claim], persons: &Persons, ids: &BTreeMap<usize, String>) -> rusqlite::Result<()> {
        let mut ended: BTreeMap<usize, usize> = BTreeMap::new();
        for (i, claim) in claims.iter().enumerate() {
            let root = persons.root(i);
            if let Some(&end) = ended.get(&root) {
                let (before, later) = (&claims[end], matches!(claim.kind, Kind::Begin | Kind::Held) && claim.day > claims[end].day);
                let dead = before.basis == "deceased";
                let lagging = tenures::near(&before.day, &claim.day, 31);
                let soon = tenures::near(&before.day, &claim.day, 366);
                if later && !lagging && (dead || soon && claim.kind == Kind::Begin) {
                    let check = if dead { "act-after-death" } else { "act-after-removal" };
                    let message = format!("{} is {} on {} and told as {} on {}", claim.name, before.basis, before.day, claim.full_title(), claim.day);
                    self.misfit(check, &message, &ids[&root], [before, claim])?;
                }
            }
            if matches!(claim.basis.as_str(), "deceased" | "removed" | "recalled") {
                ended.entry(root).or_insert(i);
            }
            let year = |day: &str| day.get(..4).and_then(|year| year.parse::<i32>().ok());
            let birth = persons.profile(root).birth.as_deref();
            if let (Kind::Begin, Some(acted), Some(born)) = (claim.kind, year(&claim.day), birth.and_then(year))
                && !AGES.contains(&(acted - born))
                && let Some(other) = claims.iter().find(|other| other.profile.birth.as_deref() == birth)
            {
                let message = format!("{}, born {born}, would be {} when given {} in {acted}", claim.name, acted - born, claim.full_title());
                self.misfit("age", &message, &ids[&root], [other, claim])?;
            }
        }
        Ok(())
    }
}

/// Tells ends by successors, and two heads of one body at once, post by post.
pub(super) fn successions(store: &Store) -> Result<(), Error> {
    posts(store).map_err(fault)
}

/// A tenure of a post that one person holds.
struct Held {
    tenure: String,
    person: String,
    name: String,
    start: Option<String>,
    end: Option<String>,
    end_basis: Option<String>,
    from: String,
    to: String,
    last_uid: String,
    first_uid: String,
    title: String,
}

fn posts(store: &Store) -> rusqlite::Result<()> {
    let sql = "SELECT post, tenure, person, name, start, \"end\", end_basis, from_day, to_day,
        (SELECT r.uid FROM tenure_evidence e JOIN records r USING (uid) WHERE e.tenure = t.tenure ORDER BY r.day DESC, r.uid LIMIT 1),
        (SELECT r.uid FROM tenure_evidence e JOIN records r USING (uid) WHERE e.tenure = t.tenure ORDER BY r.day, r.uid LIMIT 1),
        coalesce(organization, '') || role
        FROM tenures t WHERE holders = 'single' AND status = ? AND from_day IS NOT NULL AND post NOT LIKE '?%' ORDER BY post, from_day, to_day, tenure";
    let mut select = store.base.prepare(sql)?;
    let mut rows = select.query([Status::Held.name()])?;
    let (mut group, mut post): (Vec<Held>, String) = (Vec::new(), String::new());
    while let Some(row) = rows.next()? {
        let this: String = row.get(0)?;
        if this != post {
            settle(store, &post, &std::mem::take(&mut group))?;
            post = this;
        }
        group.push(Held {
            tenure: row.get(1)?,
            person: row.get(2)?,
            name: row.get(3)?,
            start: row.get(4)?,
            end: row.get(5)?,
            end_basis: row.get(6)?,
            from: row.get(7)?,
            to: row.get(8)?,
            last_uid: row.get(9)?,
            first_uid: row.get(10)?,
            title: row.get(11)?,
        });
    }
    settle(store, &post, &group)
}

/// For each number of tenures, of so many first ones the one that ends last, and the last of other persons than that one's.
fn longest(group: &[Held]) -> Vec<[Option<&Held>; 2]> {
    let later = |one: &Held, known: Option<&Held>| known.is_none_or(|known| one.to > known.to);
    let mut out = vec![[None, None]];
    for one in group {
        let [first, second] = out[out.len() - 1];
        let same = first.is_some_and(|first: &Held| first.person == one.person);
        out.push(match (later(one, first), same) {
            (true, true) => [Some(one), second],
            (true, false) => [Some(one), first],
            (false, false) if later(one, second) => [first, Some(one)],
            _ => [first, second],
        });
    }
    out
}

fn settle(store: &Store, post: &str, group: &[Held]) -> rusqlite::Result<()> {
    let mut update = store.base.prepare_cached("UPDATE tenures SET \"end\" = ?, end_basis = 'successor', to_day = ? WHERE tenure = ?")?;
    let mut finding = store.base.prepare_cached("INSERT OR IGNORE INTO findings VALUES (?,?,?,?,?,?)")?;
    let longest = longest(group);
    for (i, one) in group.iter().enumerate() {
        // who is told once while another holds the post is no one's predecessor
        let known = group.partition_point(|other| other.from <= one.to);
        let astray = longest[known].iter().flatten().any(|other| other.person != one.person && other.to > one.to);
        let unseen = one.end_basis.as_deref() == Some("last seen") && !astray;
        let later = group.partition_point(|next| next.from < one.to).max(i + 1);
        let next = group[later..].iter().find(|next| next.person != one.person);
        if let Some(start) = next.filter(|_| unseen).and_then(|next| next.start.as_ref()) {
            update.execute(params![start, last_day(start), one.tenure])?;
        }
        // many tenures that overlap are each told with the next ones only
        for other in group[i + 1..].iter().take(8).filter(|other| other.person != one.person && other.from < one.to) {
            let both = one.to.as_str().min(other.to.as_str());
            if !tenures::near(&other.from, &one.to, 31) && other.start.is_some() && one.end.is_some() {
                let message = format!("{} and {} both are {} from {} to {both}", one.name, other.name, one.title, other.from);
                finding.execute(params!["two-holders", message, other.person, post, one.last_uid, other.first_uid])?;
            } else if other.start.is_none() && one.start.is_some() {
                let message = format!("{} loses {} on {}, which {} holds from {} to {}", other.name, other.title, other.to, one.name, one.from, one.to);
                finding.execute(params!["never-held", message, other.person, post, one.last_uid, other.first_uid])?;
            }
        }
    }
    Ok(())
}
