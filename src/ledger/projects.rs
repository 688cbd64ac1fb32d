//! Projects over time: one project through its names, its stages with their days, its sums as told, its parties.

use super::line::Line;
use super::posts::Words;
use super::store::{Store, fault};
use super::tenures::near;
use crate::error::Error;
use crate::record::{Party, Stage};
use rusqlite::types::Value;
use rusqlite::{Connection, params};

/// What all records of one project have in common: the place that they are told in, and the name without what may be left out.
/// A batch of projects is one of its own in every record.
pub(super) fn key(line: &Line, words: &Words) -> Option<String> {
    if line.count.is_some_and(|count| count > 1) || line.name.is_none() {
        return Some(format!("#{}|{}", line.source_id(), line.id.as_deref().or(line.uid.as_deref())?));
    }
    let place = line.source.place.as_deref().unwrap_or_default();
    let name: String = line.name.as_deref()?.chars().filter(|c| !c.is_whitespace() && !"“”\"‘’《》「」".contains(*c)).collect();
    let mut bare = name.as_str();
    // the place as a name or path, whole or its last division
    let own = place.char_indices().map(|(at, _)| &place[at..]).find_map(|tail| (tail.chars().count() >= 2).then(|| bare.strip_prefix(tail)).flatten());
    bare = own.filter(|rest| rest.chars().count() >= 3).unwrap_or(bare);
    let short = words.project.iter().find_map(|word| bare.strip_suffix(word.as_str())).filter(|rest| rest.chars().count() >= 3);
    let at = if place.is_empty() { format!("?{}", line.source_id()) } else { place.to_owned() };
    Some(format!("{at}|{}", short.unwrap_or(bare)))
}

/// A record of a project.
struct Told {
    uid: String,
    key: String,
    name: Option<String>,
    day: String,
    /// The day of the stage, when the text tells it.
    date: Option<String>,
    count: Option<u32>,
    part_of: Option<String>,
    stage: Option<String>,
    location: Option<String>,
    investment: Value,
    currency: Option<String>,
    modifier: Option<String>,
    parties: Option<String>,
    place: Option<String>,
}

/// Fills the tables of projects, one project at a time.
pub(super) fn build(store: &Store) -> Result<(), Error> {
    all(&store.base).map_err(fault)
}

fn all(base: &Connection) -> rusqlite::Result<()> {
    let sql = "SELECT uid, project, name, coalesce(day, ''), date, count, part_of, stage, location, investment, currency, modifier, parties, place
        FROM records WHERE project IS NOT NULL ORDER BY project, coalesce(day, ''), uid";
    let mut select = base.prepare(sql)?;
    let mut rows = select.query([])?;
    let mut group: Vec<Told> = Vec::new();
    while let Some(row) = rows.next()? {
        let told = Told {
            uid: row.get(0)?,
            key: row.get(1)?,
            name: row.get(2)?,
            day: row.get(3)?,
            date: row.get(4)?,
            count: row.get(5)?,
            part_of: row.get(6)?,
            stage: row.get(7)?,
            location: row.get(8)?,
            investment: row.get(9)?,
            currency: row.get(10)?,
            modifier: row.get(11)?,
            parties: row.get(12)?,
            place: row.get(13)?,
        };
        if group.first().is_some_and(|first| first.key != told.key) {
            project(base, &std::mem::take(&mut group))?;
        }
        group.push(told);
    }
    if group.is_empty() { Ok(()) } else { project(base, &group) }
}

fn stage(name: &str) -> Option<Stage> {
    serde_json::from_value(name.into()).ok()
}

fn project(base: &Connection, told: &[Told]) -> rusqlite::Result<()> {
    let first = &told[0];
    let id = format!("j{:016x}", crate::record::fnv(&first.key));
    // the furthest stage: a later page may tell an earlier one
    let reached = told.iter().filter_map(|t| Some((stage(t.stage.as_deref()?)?, t))).max_by_key(|(stage, t)| (*stage, std::cmp::Reverse(&t.day)));
    let reached = reached.map(|(_, told)| told);
    let sum = told.iter().rev().find(|t| t.investment != Value::Null);
    let name = told.iter().filter_map(|t| t.name.as_ref()).max_by_key(|name| (name.chars().count(), *name));
    let days = || told.iter().map(|t| &t.day).filter(|day| !day.is_empty());
    base.prepare_cached("INSERT INTO projects VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)")?.execute(params![
        id,
        name,
        first.place,
        i64::from(first.count.is_some_and(|count| count > 1)),
        first.count,
        i64::from(told.iter().any(|t| t.part_of.is_some())),
        reached.and_then(|t| t.stage.as_ref()),
        reached.map(|t| t.date.as_ref().unwrap_or(&t.day)),
        sum.map_or(&Value::Null, |t| &t.investment),
        sum.and_then(|t| t.currency.as_ref()),
        told.iter().find_map(|t| t.location.as_ref()),
        days().min(),
        days().max(),
    ])?;
    for t in told {
        if let Some(name) = &t.name {
            base.prepare_cached("INSERT OR IGNORE INTO project_names VALUES (?,?)")?.execute(params![id, name])?;
        }
        if let Some(stage) = &t.stage {
            let (day, basis) = t.date.as_ref().map_or((&t.day, "told by"), |date| (date, "dated"));
            base.prepare_cached("INSERT OR IGNORE INTO project_stages VALUES (?,?,?,?,?)")?.execute(params![id, stage, day, basis, t.uid])?;
        }
        if t.investment != Value::Null {
            let values = params![id, t.investment, t.currency, t.modifier, t.day, t.uid];
            base.prepare_cached("INSERT OR IGNORE INTO project_sums VALUES (?,?,?,?,?,?)")?.execute(values)?;
        }
        let parties: Vec<Party> = t.parties.as_deref().and_then(|list| serde_json::from_str(list).ok()).unwrap_or_default();
        for party in parties {
            let share = party.share.and_then(|share| serde_json::to_string(&share).ok());
            base.prepare_cached("INSERT OR IGNORE INTO project_parties VALUES (?,?,?,?,?)")?.execute(params![id, party.name, party.role, share, t.uid])?;
        }
    }
    backwards(base, told)
}

/// A stage or a sum that goes backwards from one page to a later one.
fn backwards(base: &Connection, told: &[Told]) -> rusqlite::Result<()> {
    let mut finding = base.prepare_cached("INSERT OR IGNORE INTO findings VALUES (?,?,NULL,NULL,?,?)")?;
    let name = |t: &Told| t.name.clone().unwrap_or_default();
    let staged: Vec<(Stage, &Told)> = told.iter().filter_map(|t| Some((stage(t.stage.as_deref()?)?, t))).collect();
    for pair in staged.windows(2) {
        let ((before, a), (after, b)) = (pair[0], pair[1]);
        if after < before && after < Stage::UnderConstruction && before >= Stage::Started && a.day < b.day && !near(&a.day, &b.day, 31) {
            let (a_stage, b_stage) = (a.stage.as_deref().unwrap_or_default(), b.stage.as_deref().unwrap_or_default());
            finding.execute(params!["stage-backwards", format!("{} is {a_stage} on {} and {b_stage} on {}", name(a), a.day, b.day), a.uid, b.uid])?;
        }
    }
    let exact: Vec<(i64, &Told)> =
        told.iter().filter_map(|t| if let (Value::Integer(sum), None) = (&t.investment, &t.modifier) { Some((*sum, t)) } else { None }).collect();
    for pair in exact.windows(2) {
        let ((before, a), (after, b)) = (pair[0], pair[1]);
        if after < before && a.currency == b.currency && a.day < b.day {
            let message = format!("{} costs {before} on {} and {after} on {}", name(a), a.day, b.day);
            finding.execute(params!["sum-backwards", message, a.uid, b.uid])?;
        }
    }
    Ok(())
}

/// Seat counts of a congress that do not add up over notices.
pub(super) fn seats(store: &Store) -> Result<(), Error> {
    let sql = "INSERT OR IGNORE INTO findings
        SELECT 'seats-over-notices', congress || ' has ' || before || ' seats on ' || since || ' and ' || seats || ' on ' || day || ', but ' || gained || ' came and ' || lost || ' went',
          NULL, congress || '|代表', before_uid, uid FROM (
          SELECT s.*, (SELECT count(DISTINCT person) FROM records r WHERE r.type = 'representative_change' AND r.post = s.congress || '|代表' AND r.kind = 'begin' AND r.source <> s.earlier AND (r.source = s.source OR r.day > s.since AND r.day <= s.day)) AS gained,
            (SELECT count(DISTINCT person) FROM records r WHERE r.type = 'representative_change' AND r.post = s.congress || '|代表' AND r.kind = 'end' AND r.source <> s.earlier AND (r.source = s.source OR r.day > s.since AND r.day <= s.day)) AS lost FROM (
            SELECT congress, seats, day, uid, source, lag(source) OVER w AS earlier, lag(seats) OVER w AS before, lag(day) OVER w AS since, lag(uid) OVER w AS before_uid
            FROM records WHERE type = 'congress_size' AND day IS NOT NULL WINDOW w AS (PARTITION BY congress ORDER BY day, uid)) s
          WHERE before IS NOT NULL AND day > since)
        WHERE before + gained - lost <> seats";
    // the changes of a congress are looked up once for each of its counts
    store.run("CREATE INDEX records_post ON records (post, kind, day) WHERE type = 'representative_change'")?;
    store.run(sql)
}
