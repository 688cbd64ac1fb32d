//! The built program, end to end.
#![cfg(feature = "cli")]

mod bulk;
mod formats;
mod inputs;
mod kept;
mod known;
mod ledger;
mod outputs;
#[cfg(feature = "arrow")]
mod parquet;
#[cfg(feature = "pdf")]
mod pdf;
mod places;
mod readme;
mod spans;

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn dibao(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dibao"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    child.stdin.take().expect("stdin").write_all(input.as_bytes()).expect("writes");
    child.wait_with_output().expect("ends")
}

/// A file of this project.
fn project(path: &str) -> String {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path).to_str().expect("utf-8").to_owned()
}

/// The JSON lines of an output.
fn lines(bytes: &[u8]) -> Vec<serde_json::Value> {
    std::str::from_utf8(bytes).expect("utf-8").lines().map(|line| serde_json::from_str(line).expect("json")).collect()
}

#[test]
fn json_on_stdout_and_nothing_on_stderr() {
    let out = dibao(&["extract", "-", "--place", "株洲市"], "副市长杨胜跃带队督查。");
    assert!(out.status.success() && out.stderr.is_empty());
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("json");
    assert_eq!(json["schema"], "dibao/1");
    assert_eq!(json["records"][0]["person"], "杨胜跃");
    assert_eq!(json["records"][0]["jurisdiction"]["code"], "430200");
}

#[test]
fn jsonl_lines_carry_their_source() {
    let out = dibao(&["extract", "tests/issues/river-page.txt", "tests/issues/sports-negative.txt", "--format", "jsonl"], "");
    let lines: Vec<serde_json::Value> = String::from_utf8(out.stdout).expect("utf-8").lines().map(|l| serde_json::from_str(l).expect("json")).collect();
    assert!(lines.len() > 5);
    assert!(lines.iter().all(|l| l["source"]["id"].is_string()));
    let last = lines.last().expect("a line");
    assert_eq!((last["type"].as_str(), last["source"]["id"].as_str()), (Some("document"), Some("tests/issues/sports-negative.txt")));
}

#[test]
fn messages_in_both_languages_and_records_in_neither() {
    let run = |args: &[&str]| dibao(&[&["extract", "tests/issues", "no-such-file.txt"], args].concat(), "");
    let (english, chinese) = (run(&["--lang", "en"]), run(&["--lang=zh"]));
    assert_eq!(english.stdout, chinese.stdout);
    let told = |out: &Output| String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(told(&english).contains("documents, 1 failed") && told(&chinese).contains("份文档,1份失败"), "{}", told(&chinese));
    let help = dibao(&["extract", "--help", "--lang", "zh"], "");
    assert!(String::from_utf8_lossy(&help.stdout).contains("出版日期"));
    let by_environment =
        Command::new(env!("CARGO_BIN_EXE_dibao")).args(["extract", "--resume"]).env("LC_ALL", "").env("LANG", "zh_CN.UTF-8").output().expect("starts");
    assert_eq!(by_environment.status.code(), Some(2));
}

#[test]
fn exit_codes() {
    assert_eq!(dibao(&["extract", "no-such-file.txt"], "").status.code(), Some(1));
    assert_eq!(dibao(&["extract", "-", "--published", "27.4.2023"], "").status.code(), Some(2));
    assert_eq!(dibao(&["extract", "--no-such-flag"], "").status.code(), Some(2));
    let some = dibao(&["extract", "tests/issues/batch.txt", "no-such-file.txt"], "");
    assert_eq!(some.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&some.stderr).contains("no-such-file.txt"));
}

#[test]
fn empty_input_is_an_empty_document() {
    let out = dibao(&["extract", "-"], "");
    assert!(out.status.success());
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("json");
    assert_eq!(json["records"].as_array().map(Vec::len), Some(0));
}

#[test]
fn all_problems_of_a_rules_folder_are_told_with_file_and_line() {
    let folder = tempfile::tempdir().expect("folder");
    let dir = folder.path();
    std::fs::write(dir.join("a.txt"), "[rool]\n街长\n").expect("file");
    std::fs::write(dir.join("b.toml"), "[[rule]]\nid = \"flat\"\nabout = \"x\"\n").expect("file");
    let out = dibao(&["extract", "-", "--rules", dir.to_str().expect("utf-8")], "");
    let text = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(1));
    for part in ["a.txt:1", "[role]", "b.toml:1", "hierarchical", "needs an example"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn an_overlay_adds_words() {
    let folder = tempfile::tempdir().expect("folder");
    let dir = folder.path();
    std::fs::write(dir.join("mine.txt"), "[role]\n街巷长\n").expect("file");
    let text = "枫溪社区街巷长王建国说,路修好了。";
    let without = dibao(&["extract", "-"], text);
    let with = dibao(&["extract", "-", "--rules", dir.to_str().expect("utf-8")], text);
    assert!(!String::from_utf8_lossy(&without.stdout).contains("街巷长\""));
    assert!(String::from_utf8_lossy(&with.stdout).contains("枫溪社区街巷长"));
}
