//! Scores the extractor on a folder of gold documents and shows what changed since an older run.
//!
//! Usage: `cargo run --release --example evaluate -- GOLD_DIR [--save DIR] [--against DIR] [--errors]`
//!
//! GOLD_DIR holds `NAME.txt` with `NAME.json` (`{"doc", "published", "place", "records": […]}`). `--save` writes the output of
//! this run, `--against` names such a folder of an older run: records gained and lost are printed. A record counts as found
//! when its type and key fields agree: person and title, action, congress and seats, name or investment, value and unit; of those found, the
//! fields that the gold tells are compared to the letter.

use dibao::{Context, Extractor};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Any = Box<dyn std::error::Error>;

/// What identifies a record, by type.
fn keys(record: &Value) -> Vec<(String, String)> {
    let text = |key: &str| record[key].as_str().unwrap_or_default().replace(['“', '”', ' '], "");
    let kind = text("type");
    let quantity = |q: &Value| format!("{} {} {} {}", q["value"], q["min"], q["max"], q["unit"].as_str().unwrap_or_default());
    match kind.as_str() {
        "office" => vec![(kind, format!("{} {}", text("person"), text("title")))],
        "appointment" => vec![(kind, format!("{} {} {}", text("action"), text("person"), text("title")))],
        "representative_change" => vec![(kind, format!("{} {}", text("action"), text("person")))],
        "congress_size" => vec![(kind, format!("{} {}", text("congress"), record["seats"]))],
        "project" => {
            let mut out = vec![(kind, format!("{} {}", text("name"), quantity(&record["investment"])))];
            out.extend(record["investment"].is_object().then(|| ("quantity".to_owned(), quantity(&record["investment"]))));
            out.extend(record["figures"].as_array().into_iter().flatten().map(|f| ("quantity".to_owned(), quantity(&f["quantity"]))));
            out
        }
        "figure" => vec![("quantity".to_owned(), quantity(&record["quantity"]))],
        _ => Vec::new(),
    }
}

/// Fields told of the records that identify alike: how many of those that the gold has are right.
const FIELDS: [&str; 12] = ["organization", "role", "status", "start", "end", "authority", "session", "date", "document", "unit", "reason", "former_title"];

/// Compares the fields of `wanted` with those of `found`, record by record of the same key.
fn compared(wanted: &Value, found: &Value, fields: &mut BTreeMap<(String, &'static str), [usize; 2]>) {
    let mut left: BTreeMap<(String, String), Vec<&Value>> = BTreeMap::new();
    for record in found["records"].as_array().into_iter().flatten().rev() {
        keys(record).into_iter().take(1).for_each(|key| left.entry(key).or_default().push(record));
    }
    for record in wanted["records"].as_array().into_iter().flatten() {
        let Some(key) = keys(record).into_iter().next() else { continue };
        let Some(other) = left.get_mut(&key).and_then(Vec::pop) else { continue };
        for field in FIELDS.into_iter().filter(|field| record[field].is_string()) {
            let count = fields.entry((key.0.clone(), field)).or_default();
            count[0] += usize::from(record[field] == other[field]);
            count[1] += 1;
        }
    }
}

fn counted(document: &Value) -> BTreeMap<(String, String), usize> {
    let mut out = BTreeMap::new();
    for key in document["records"].as_array().into_iter().flatten().flat_map(keys) {
        *out.entry(key).or_insert(0) += 1;
    }
    out
}

fn main() -> Result<(), Any> {
    let mut args = std::env::args().skip(1);
    let (mut gold, mut save, mut against, mut errors) = (None::<PathBuf>, None::<PathBuf>, None::<PathBuf>, Vec::new());
    let mut show = false;
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--save" => save = args.next().map(Into::into),
            "--against" => against = args.next().map(Into::into),
            "--errors" => show = true,
            _ => gold = Some(arg.into()),
        }
    }
    let gold = gold.ok_or("usage: evaluate GOLD_DIR [--save DIR] [--against DIR] [--errors]")?;
    let extractor = Extractor::new()?;
    let mut totals: BTreeMap<String, [usize; 3]> = BTreeMap::new(); // hit, missed, extra
    let (mut gained, mut lost) = (Vec::new(), Vec::new());
    let mut fields = BTreeMap::new();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&gold)?.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "json")).collect();
    paths.sort();
    if paths.is_empty() {
        return Err(format!("no *.json in {}", gold.display()).into());
    }
    for path in &paths {
        let wanted: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        let found = read(&extractor, path, &wanted)?;
        let (want, have) = (counted(&wanted), counted(&found));
        compared(&wanted, &found, &mut fields);
        for key in want.keys().chain(have.keys()).collect::<BTreeSet<_>>() {
            let (w, h) = (want.get(key).copied().unwrap_or(0), have.get(key).copied().unwrap_or(0));
            let total = totals.entry(key.0.clone()).or_default();
            total[0] += w.min(h);
            total[1] += w.saturating_sub(h);
            total[2] += h.saturating_sub(w);
            if w != h {
                errors.push(format!("{} {} {}: {}", if w > h { '-' } else { '+' }, stem(path), key.0, key.1));
            }
        }
        if let Some(dir) = &against {
            let old: Value = serde_json::from_str(&std::fs::read_to_string(dir.join(path.file_name().ok_or("a file")?))?)?;
            let old = counted(&old);
            for key in have.keys().filter(|k| !old.contains_key(*k)) {
                gained.push(format!("gained {} {} {} ({})", stem(path), key.0, key.1, if want.contains_key(key) { "right" } else { "wrong" }));
            }
            for key in old.keys().filter(|k| !have.contains_key(*k)) {
                lost.push(format!("lost {} {} {} ({})", stem(path), key.0, key.1, if want.contains_key(key) { "was right" } else { "was wrong" }));
            }
        }
        if let Some(dir) = &save {
            std::fs::create_dir_all(dir)?;
            std::fs::write(dir.join(path.file_name().ok_or("a file")?), serde_json::to_string_pretty(&found)?)?;
        }
    }
    println!("{:24}{:>6}{:>8}{:>8}{:>8}", "type", "gold", "P", "R", "F1");
    for (kind, [hit, missed, extra]) in &totals {
        let ratio = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let (p, r) = (ratio(*hit, hit + extra), ratio(*hit, hit + missed));
        println!("{kind:24}{:>6}{p:>8.3}{r:>8.3}{:>8.3}", hit + missed, if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) });
    }
    for ((kind, field), [right, of]) in &fields {
        println!("{kind:24}{field:14}{right:>5} of {of}");
    }
    for line in gained.iter().chain(&lost).chain(errors.iter().filter(|_| show)) {
        println!("{line}");
    }
    Ok(())
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read(extractor: &Extractor, path: &Path, wanted: &Value) -> Result<Value, Any> {
    let mut context = Context::default().id(&stem(path));
    if let Some(day) = wanted["published"].as_str() {
        context = context.published_str(day)?;
    }
    if let Some(place) = wanted["place"].as_str() {
        context = context.place(place);
    }
    let text = std::fs::read_to_string(path.with_extension("txt"))?;
    Ok(serde_json::to_value(extractor.extract(&text, &context)?)?)
}
