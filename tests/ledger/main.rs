//! A county in sixty pages over ten years, invented, and its ledger: checked record by record against a truth made by hand, in any
//! order of input. There are namesakes, transfers, acting heads, a division that is renamed, a misprint, acts that do not fit.
#![cfg(feature = "ledger")]

mod conventions;
mod questions;

use dibao::export::{Format, Outcome, Packing, Progress, Run, Start};
use dibao::ledger::Ledger;
use dibao::{Context, Extractor};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledger").join(name)
}

/// What is read from the pages: `# day name`, then the text.
fn outcomes() -> Vec<Outcome> {
    let extractor = Extractor::builder().rules(here("rules")).build().expect("rules");
    let pages = format!("\n{}", std::fs::read_to_string(here("pages.txt")).expect("pages"));
    let read = |page: &str| {
        let (head, text) = page.split_once('\n').expect("a head");
        let (day, name) = head.split_once(' ').expect("day and name");
        let context = Context::default().id(name).publisher("清溪日报").place("439901").published_str(day).expect("a day");
        let found = extractor.extract(text, &context).expect("within the limit");
        Outcome { source: found.source.clone(), text: None, result: Ok(found) }
    };
    pages.split("\n# ").skip(1).map(read).collect()
}

/// Writes outcomes to a file of records, as the program does.
fn write(outcomes: &[&Outcome], path: &Path, format: Format) {
    let (mut writer, _) = format.open(path, Packing::of(path), &Run::default(), Start::Anew).expect("an output");
    for (i, outcome) in outcomes.iter().enumerate() {
        writer.write(format.render(i as u64 + 1, outcome).expect("rendered")).expect("written");
    }
    writer.finish(&Progress::default()).expect("finished");
}

pub(crate) fn ledger(files: &[PathBuf], to: &Path) -> Connection {
    let mut ledger = Ledger::create(to).expect("a ledger");
    files.iter().for_each(|file| ledger.read(file).expect("records"));
    ledger.finish().expect("made");
    Connection::open(to).expect("a database")
}

/// The ledger of all pages in one file.
pub(crate) fn county(dir: &Path) -> Connection {
    let all = outcomes();
    let records = dir.join("r.jsonl");
    write(&all.iter().collect::<Vec<_>>(), &records, Format::Jsonl);
    ledger(&[records], &dir.join("ledger.sqlite"))
}

pub(crate) fn rows(base: &Connection, sql: &str) -> Vec<Vec<String>> {
    let mut select = base.prepare(sql).expect(sql);
    let width = select.column_count();
    let text = |value: rusqlite::types::Value| match value {
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Integer(number) => number.to_string(),
        rusqlite::types::Value::Real(number) => number.to_string(),
        _ => String::new(),
    };
    let found = select.query_map([], |row| (0..width).map(|i| row.get(i).map(text)).collect::<Result<Vec<_>, _>>()).expect(sql);
    found.collect::<Result<_, _>>().expect(sql)
}

/// Every table, but for what only the order of input could tell.
fn dump(base: &Connection) -> BTreeMap<String, Vec<Vec<String>>> {
    let names = rows(base, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name");
    names.into_iter().map(|name| (name[0].clone(), rows(base, &format!("SELECT * FROM {}", name[0])))).collect()
}

/// The cells of each tenure, and whose it is.
pub(crate) fn truth() -> BTreeMap<Vec<String>, String> {
    let text = std::fs::read_to_string(here("truth.tsv")).expect("the truth");
    let tenure = |line: &str| {
        let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let who = cells.remove(0);
        (cells, who)
    };
    text.lines().filter(|line| !line.starts_with('#')).map(tenure).collect()
}

/// Tenures as the truth has them; a namesake is told apart by the letter behind the name: all tenures with one letter are one person's.
#[test]
fn the_ledger_is_the_truth() {
    let dir = tempfile::tempdir().expect("folder");
    let base = county(dir.path());
    let found = rows(
        &base,
        "SELECT person, name, coalesce(organization, ''), role, status, coalesce(start, ''), coalesce(start_basis, ''), coalesce(\"end\", ''), coalesce(end_basis, ''),
         (SELECT group_concat(source, ' ') FROM (SELECT DISTINCT source FROM tenure_evidence JOIN records USING (uid) WHERE tenure = t.tenure ORDER BY as_of, source)) FROM tenures t",
    );
    let mut truth = truth();
    let (mut persons, mut letters) = (BTreeMap::new(), BTreeMap::new());
    for mut tenure in found {
        let person = tenure.remove(0);
        let who = truth.remove(&tenure).unwrap_or_else(|| panic!("not in the truth: {}", tenure.join("\t")));
        assert_eq!(persons.entry(person.clone()).or_insert(who.clone()), &who, "wrong merge: {person} is two persons");
        assert_eq!(letters.entry(who.clone()).or_insert(person.clone()), &person, "{who} is torn apart");
    }
    assert!(truth.is_empty(), "missing: {truth:?}");
}

#[test]
fn the_order_of_input_makes_no_difference() {
    let dir = tempfile::tempdir().expect("folder");
    let all = outcomes();
    let path = |name: &str| dir.path().join(name);
    let some = |pick: &dyn Fn(usize) -> bool| all.iter().enumerate().filter(|(i, _)| pick(*i)).map(|(_, one)| one).collect::<Vec<_>>();
    write(&some(&|_| true), &path("all.jsonl"), Format::Jsonl);
    write(&all.iter().rev().collect::<Vec<_>>(), &path("back.jsonl.gz"), Format::Jsonl);
    write(&some(&|i| i % 3 == 0), &path("a.jsonl.zst"), Format::Jsonl);
    write(&some(&|i| i % 3 != 0), &path("b.jsonl"), Format::Jsonl);
    write(&some(&|_| true), &path("all.sqlite"), Format::Sqlite);
    let runs: [&[&str]; 5] = [&["all.jsonl"], &["back.jsonl.gz"], &["b.jsonl", "a.jsonl.zst"], &["all.sqlite"], &["a.jsonl.zst", "all.jsonl", "all.sqlite"]];
    let dumps: Vec<_> = runs
        .iter()
        .enumerate()
        .map(|(i, names)| dump(&ledger(&names.iter().map(|name| path(name)).collect::<Vec<_>>(), &path(&format!("l{i}.sqlite")))))
        .collect();
    for (names, other) in runs.iter().zip(&dumps).skip(1) {
        for (table, rows) in &dumps[0] {
            assert_eq!(rows, &other[table], "{table} of {names:?}");
        }
    }
}

#[test]
fn what_does_not_fit_is_told_with_both_pages() {
    let dir = tempfile::tempdir().expect("folder");
    let base = county(dir.path());
    let found = rows(&base, "SELECT \"check\", source, other_source FROM findings_with_pages ORDER BY 1");
    let expected = [["appointed-twice", "a10", "a14"], ["never-held", "n42", "a11"], ["seats-over-notices", "a12", "a13"], ["two-holders", "a08", "n21"]];
    assert_eq!(found, expected.map(|row| row.map(str::to_owned).to_vec()));
}

#[test]
fn namesakes_are_only_maybe_the_same() {
    let dir = tempfile::tempdir().expect("folder");
    let base = county(dir.path());
    let sql = "SELECT DISTINCT a.name, reasons FROM maybe_same m JOIN persons a USING (person) ORDER BY 1";
    let names: Vec<String> = rows(&base, sql).into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(names, ["何秋", "方正明", "李文", "陆海平"]);
}
