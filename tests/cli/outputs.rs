//! Each format of output.

use super::{dibao, project};
use serde_json::Value;
use std::process::Output;

fn good(out: &Output) {
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

/// How many sample documents a folder of the tests has.
fn samples(folder: &str) -> usize {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    std::fs::read_dir(root).expect("samples").flatten().filter(|entry| entry.path().extension().is_some_and(|ext| ext == "txt")).count()
}

#[test]
fn csv_has_a_file_for_each_type_of_record() {
    let dir = tempfile::tempdir().expect("folder");
    let folder = dir.path().join("tables");
    good(&dibao(&["extract", "tests/issues", "--format", "csv", "-o", folder.to_str().expect("utf-8")], ""));
    let rows = |name: &str| {
        let mut file = csv::Reader::from_path(folder.join(name)).expect("csv");
        let head = file.headers().expect("head").clone();
        file.records()
            .map(|row| row.expect("a row").iter().zip(&head).map(|(v, k)| (k.to_owned(), v.to_owned())).collect())
            .collect::<Vec<std::collections::BTreeMap<_, _>>>()
    };
    let (documents, offices, parties) = (rows("documents.csv"), rows("offices.csv"), rows("project_parties.csv"));
    assert_eq!(documents.len(), samples("issues"));
    assert!(offices.len() > 20 && parties.len() > 2);
    assert!(
        offices
            .iter()
            .all(|o| documents.iter().any(|d| d["document"] == o["document"]) && !o["person"].is_empty() && o["evidence"].contains(&o["person"][..3]))
    );
}

#[test]
fn csv_for_excel_is_marked_and_has_no_formulas() {
    let dir = tempfile::tempdir().expect("folder");
    let crawl = r#"{"id": "=1+1", "text": "副市长杨胜跃出席。"}"#;
    let folder = dir.path().join("tables");
    good(&dibao(&["extract", "-", "--format", "csv", "--excel", "-o", folder.to_str().expect("utf-8")], crawl));
    let text = std::fs::read_to_string(folder.join("documents.csv")).expect("csv");
    assert!(text.starts_with("\u{FEFF}document,id,"));
    assert!(text.contains("\n1,'=1+1,"), "{text}");
}

#[test]
fn sqlite_is_queryable_at_once() {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join("records.sqlite");
    good(&dibao(&["extract", "tests/issues", "tests/notices", "-o", path.to_str().expect("utf-8"), "--with-text"], ""));
    let base = rusqlite::Connection::open(&path).expect("a database");
    let one = |sql: &str| base.query_row(sql, [], |row| row.get::<_, i64>(0)).expect(sql);
    assert_eq!(one("SELECT count(*) FROM documents WHERE text IS NOT NULL AND error IS NULL") as usize, samples("issues") + samples("notices"));
    assert!(one("SELECT count(*) FROM appointments JOIN documents USING (document) WHERE action = 'appoint' AND documents.id LIKE '%roster-province.txt'") > 2);
    assert!(one("SELECT max(investment) FROM projects WHERE investment_unit = 'CNY'") > 1_000_000_000, "numbers are numbers");
    assert_eq!(one("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    // evidence is the slice of the text at its span
    assert_eq!(one("SELECT count(*) FROM offices JOIN documents USING (document) WHERE substr(text, char_start + 1, char_end - char_start) <> evidence"), 0);
    let refused = base.execute_batch("PRAGMA foreign_keys = ON; INSERT INTO offices (document, record) VALUES (99, 'r1')");
    assert!(refused.is_err(), "a record belongs to a document");
}

#[test]
fn a_table_is_aligned_for_wide_characters_and_coloured_on_request() {
    let text = "副市长杨胜跃、市应急局局长欧阳海出席。";
    let plain = dibao(&["extract", "-", "--format", "table"], text);
    let plain = String::from_utf8(plain.stdout).expect("utf-8");
    assert!(!plain.contains('\u{1b}'), "no colours in a pipe");
    let column = |line: &str, word: &str| unicode_width::UnicodeWidthStr::width(&line[..line.find(word).expect("the word")]);
    let lines: Vec<&str> = plain.lines().filter(|l| l.starts_with("office")).collect();
    assert_eq!(column(lines[0], "副市长"), column(lines[1], "市应急局局长"));
    let coloured = dibao(&["extract", "-", "--format", "table", "--color", "always"], text);
    assert!(String::from_utf8_lossy(&coloured.stdout).contains("\u{1b}["));
}

#[test]
fn a_format_without_a_place_to_write_to_is_wrong_usage() {
    for format in ["csv", "sqlite"] {
        let out = dibao(&["extract", "-", "--format", format], "");
        assert_eq!(out.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&out.stderr).contains("-o"));
    }
}

#[test]
fn every_snapshot_fits_the_schema() {
    let out = dibao(&["schema"], "");
    let schema: Value = serde_json::from_slice(&out.stdout).expect("json");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut seen = 0;
    for entry in std::fs::read_dir(project("tests/snapshots")).expect("snapshots").flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("text");
        let json: Value = serde_json::from_str(text.splitn(3, "---").nth(2).expect("a body")).expect("json");
        let faults: Vec<String> = validator.iter_errors(&json).map(|e| format!("{} at {}", e, e.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", entry.path().display());
        seen += 1;
    }
    assert!(seen >= 24);
    let mut wrong = serde_json::json!({ "schema": "dibao/1", "source": {}, "articles": [], "records": [{ "type": "office" }] });
    assert!(!validator.is_valid(&wrong), "a record needs its keys");
    wrong["records"] = serde_json::json!([]);
    assert!(validator.is_valid(&wrong));
}

#[test]
fn the_view_is_one_page_without_network() {
    let out = dibao(&["view", "tests/issues/river-page.txt"], "");
    let page = String::from_utf8(out.stdout).expect("utf-8");
    assert!(page.starts_with("<!doctype html>") && page.contains("<mark class=\"office\""));
    for reach in ["http://", "https://", "src=\"", "href="] {
        assert!(!page.contains(reach), "{reach}");
    }
}

#[test]
fn completions_and_manual_pages() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let out = dibao(&["completions", shell], "");
        assert!(out.status.success() && String::from_utf8_lossy(&out.stdout).contains("with-text"), "{shell}");
    }
    let out = dibao(&["man", "extract"], "");
    let page = String::from_utf8(out.stdout).expect("utf-8");
    assert!(page.contains(".TH") && page.contains("resume") && page.contains("Exit codes"));
    assert_eq!(dibao(&["man", "nothing"], "").status.code(), Some(2));
}

#[test]
fn help_teaches_with_examples() {
    for command in ["extract", "view", "explain"] {
        let out = dibao(&[command, "--help"], "");
        assert!(String::from_utf8_lossy(&out.stdout).contains("Examples:"), "{command}");
    }
}
