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
    let ids = ["=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", " =1", "\u{3000}=1", "\n=1", "\u{feff}=1", "\u{200b}@x", "\tx", "甲=1"];
    let crawl: String = ids.iter().map(|id| format!("{}\n", serde_json::json!({ "id": id, "text": "副市长杨胜跃出席。" }))).collect();
    let folder = dir.path().join("tables");
    good(&dibao(&["extract", "-", "--format", "csv", "--excel", "-o", folder.to_str().expect("utf-8")], &crawl));
    let text = std::fs::read_to_string(folder.join("documents.csv")).expect("csv");
    assert!(text.starts_with("\u{FEFF}document,id,"));
    let mut file = csv::Reader::from_reader(text.as_bytes());
    let cells: Vec<String> = file.records().map(|row| row.expect("a row")[1].to_owned()).collect();
    let wanted: Vec<String> = ids.iter().map(|id| if id.starts_with('甲') { (*id).to_owned() } else { format!("'{id}") }).collect();
    assert_eq!(cells, wanted);
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
fn the_view_of_a_folder_is_one_page_or_a_folder_of_pages() {
    let dir = tempfile::tempdir().expect("folder");
    let out = dibao(&["view", "tests/notices"], "");
    let page = String::from_utf8(out.stdout).expect("utf-8");
    assert_eq!(page.matches("<template id=").count(), std::fs::read_dir(project("tests/notices")).expect("samples").count() - 1);
    let pages = format!("{}/pages/", dir.path().display());
    assert!(dibao(&["view", "tests/notices", "-o", &pages], "").status.success());
    let index = std::fs::read_to_string(format!("{pages}index.html")).expect("an index");
    assert!(index.contains("00001.html") && !index.contains("<template id="));
    assert!(std::fs::read_to_string(format!("{pages}00001.html")).expect("a page").contains("\"index\":\"index.html\""));
}

#[test]
fn the_view_reads_records_back() {
    let dir = tempfile::tempdir().expect("folder");
    let fresh = dibao(&["view", "tests/issues/river-page.txt"], "").stdout;
    for name in ["records.json", "records.jsonl"] {
        let records = dir.path().join(name).display().to_string();
        assert!(dibao(&["extract", "tests/issues/river-page.txt", "--with-text", "-o", &records], "").status.success());
        let page = String::from_utf8(dibao(&["view", &records], "").stdout).expect("utf-8");
        let text = |page: &str| page[page.find("<main").expect("text")..page.find("</main>").expect("its end")].replace("data-article=\"\"", "");
        assert_eq!(text(&page).matches("<mark").count(), text(&String::from_utf8_lossy(&fresh)).matches("<mark").count(), "{name}");
    }
    let broken = dir.path().join("broken.json");
    std::fs::write(&broken, r#"{"schema":"dibao/1","records":7}"#).expect("written");
    let out = dibao(&["view", &broken.display().to_string()], "");
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("value 1"));
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

/// More digits than a machine word holds, in a whole number and in a fraction.
const LONG: &str = "缴款编号20230427153012345678元。副市长杨胜跃出席。";

#[test]
fn no_digit_of_a_long_number_is_lost_in_any_format() {
    let dir = tempfile::tempdir().expect("folder");
    let (tables, base) = (dir.path().join("tables"), dir.path().join("records.sqlite"));
    good(&dibao(&["extract", "-", "--format", "csv", "-o", tables.to_str().expect("utf-8")], LONG));
    assert!(std::fs::read_to_string(tables.join("figures.csv")).expect("csv").contains(",20230427153012345678,"));
    let excel = dir.path().join("excel");
    good(&dibao(&["extract", "-", "--format", "csv", "--excel", "-o", excel.to_str().expect("utf-8")], LONG));
    assert!(std::fs::read_to_string(excel.join("figures.csv")).expect("csv").contains(",'20230427153012345678,"), "Excel keeps fifteen digits");
    good(&dibao(&["extract", "-", "-o", base.to_str().expect("utf-8")], LONG));
    let base = rusqlite::Connection::open(&base).expect("a database");
    let value: String = base.query_row("SELECT CAST(value AS TEXT) FROM figures WHERE value > 1000", [], |row| row.get(0)).expect("a row");
    assert_eq!(value, "20230427153012345678");
    let table = String::from_utf8(dibao(&["extract", "-", "--format", "table"], LONG).stdout).expect("utf-8");
    assert!(table.contains("缴款编号  20230427153012345678元"), "{table}");
}

#[test]
fn no_control_character_of_a_document_reaches_a_terminal() {
    let dir = tempfile::tempdir().expect("folder");
    let hostile = "\u{1b}]0;甲\u{7}副市长杨胜跃\u{9b}2J出席。\u{202e}会议任命\u{1b}[31m、\u{200f}为局长。";
    let path = dir.path().join("a\u{1b}]0;pwned\u{7}.txt");
    std::fs::write(&path, hostile).expect("file");
    let path = path.to_str().expect("utf-8");
    let seen = |text: &[u8]| {
        let text = String::from_utf8_lossy(text).replace("\u{1b}[", "");
        text.chars().find(|&c| c != '\n' && (c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')))
    };
    let table = dibao(&["extract", path, path, "no\u{1b}]0;such\u{7}.txt", "--format", "table", "--color", "always"], "");
    assert_eq!((seen(&table.stdout), seen(&table.stderr)), (None, None), "{table:?}");
    assert!(String::from_utf8_lossy(&table.stdout).contains("杨胜跃"));
    assert_eq!(seen(&dibao(&["explain", path, "--find", "副市长"], "").stdout), None);
    assert_eq!(seen(&dibao(&["view", "no\u{1b}]0;such.txt"], "").stderr), None);
}

#[test]
fn a_long_list_is_not_told_again_for_each_of_its_names() {
    let surnames: Vec<char> = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高".chars().collect();
    let given: Vec<char> = "建国明华伟芳娜敏静丽强磊军洋勇艳杰涛超秀兰霞平刚桂英".chars().collect();
    let name = |i: usize| [surnames[i % 20], given[i / 20 % 26], given[i / 11 % 26]].iter().collect::<String>();
    let names: Vec<String> = (0..400).map(name).collect();
    let text = format!("市人大常委会会议决定任命{}为江州市水利局副局长。", names.join("、"));
    let json: Value = serde_json::from_slice(&dibao(&["extract", "-"], &text).stdout).expect("json");
    let acts: Vec<&Value> = json["records"].as_array().expect("records").iter().filter(|r| r["type"] == "appointment").collect();
    assert!(acts.len() > 300, "{}", acts.len());
    let slice = |span: &Value| text[span["bytes"][0].as_u64().expect("a number") as usize..span["bytes"][1].as_u64().expect("a number") as usize].to_owned();
    for act in acts {
        let evidence = act["evidence"].as_str().expect("evidence");
        assert_eq!(slice(&act["span"]), evidence);
        assert!(evidence.len() <= 900 && evidence.contains(act["person"].as_str().expect("a person")), "{evidence}");
        assert_eq!(slice(&act["spans"]["title"]), "江州市水利局副局长");
        assert!(slice(&act["spans"]["clause"]).contains("任命"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_the_table_and_a_pipe_gets_json() {
    let run = |flags: &str| {
        let command = format!("{} extract tests/issues/river-page.txt {flags}", env!("CARGO_BIN_EXE_dibao"));
        let out = std::process::Command::new("script").args(["-qec", &command, "/dev/null"]).current_dir(project("")).output().expect("script");
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let table = run("");
    assert!(table.contains("office") && !table.contains("\"schema\""), "{table}");
    assert!(run("--format json").contains("\"schema\""));
    assert!(run("--format json | cat").contains("\"schema\""));
    assert!(run("| cat").contains("\"schema\""));
}

#[test]
fn help_of_help() {
    for args in [&["help", "--help"][..], &["help", "help"], &["help", "rules", "check"], &["rules", "help", "--help"]] {
        let out = dibao(args, "");
        assert!(out.status.success() && String::from_utf8_lossy(&out.stdout).contains("Usage:"), "{args:?}: {out:?}");
    }
}
