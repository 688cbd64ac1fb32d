//! What stands at an output: nothing that dibao did not write is lost, and two runs never write to one place.

use super::{dibao, lines};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const LINE: &str = "{\"text\":\"市长刘伟出席。\"}\n";

fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// Runs the program in a folder, by a shell.
fn shell(dir: &Path, command: &str) -> Output {
    let command = command.replace("dibao", env!("CARGO_BIN_EXE_dibao"));
    Command::new("bash").args(["-c", &command]).current_dir(dir).output().expect("bash")
}

/// A folder with one crawl and one page.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("folder");
    std::fs::write(dir.path().join("in.jsonl"), LINE).expect("file");
    std::fs::write(dir.path().join("page.txt"), "市长刘伟出席。").expect("file");
    dir
}

#[cfg(unix)]
#[test]
fn an_input_is_never_the_output() {
    let dir = folder();
    std::os::unix::fs::symlink("in.jsonl", dir.path().join("link.jsonl")).expect("link");
    std::fs::hard_link(dir.path().join("in.jsonl"), dir.path().join("hard.jsonl")).expect("link");
    std::fs::create_dir(dir.path().join("sub")).expect("folder");
    for command in [
        "dibao extract in.jsonl -o in.jsonl",
        "dibao extract in.jsonl -o in.jsonl --force",
        "dibao extract in.jsonl -o link.jsonl --force",
        "dibao extract link.jsonl -o sub/../in.jsonl --force",
        "dibao extract in.jsonl -o hard.jsonl --force",
        "dibao extract - -o in.jsonl --force < in.jsonl",
        "dibao extract in.jsonl >> in.jsonl",
        "dibao view page.txt -o page.txt --force",
    ] {
        let out = shell(dir.path(), command);
        assert!(!out.status.success() && told(&out).contains("would be lost"), "{command}: {}", told(&out));
        assert_eq!(std::fs::read_to_string(dir.path().join("in.jsonl")).expect("text"), LINE, "{command}");
        assert_eq!(std::fs::read_to_string(dir.path().join("page.txt")).expect("text"), "市长刘伟出席。", "{command}");
    }
}

#[test]
fn a_folder_does_not_give_back_what_was_written_into_it() {
    let dir = folder();
    let documents = |command: &str| {
        let out = shell(dir.path(), command);
        assert!(out.status.success(), "{command}: {}", told(&out));
        told(&out)
    };
    for _ in 0..2 {
        assert!(documents("dibao extract . -o out.jsonl").contains("2 documents"));
        assert!(documents("dibao extract . -q > piped.jsonl; dibao view page.txt -o page.html").is_empty());
    }
    let summary = documents("dibao extract . -o other.jsonl.gz");
    assert!(summary.contains("2 documents") && summary.contains("skipped, written by dibao (./out.jsonl, ./page.html, ./piped.jsonl)"), "{summary}");
}

#[test]
fn a_file_of_someone_else_is_refused_and_force_replaces_it() {
    let dir = folder();
    let base = dir.path().join("mine.sqlite");
    rusqlite::Connection::open(&base).and_then(|b| b.execute_batch("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")).expect("a database");
    std::fs::create_dir(dir.path().join("tables")).expect("folder");
    let others = [
        ("notes.db", "no database"),
        ("mine.jsonl", "{\"id\": \"r1\", \"note\": \"my own\"}\n"),
        ("mine.json", "{\"schema\": \"mine\"}"),
        ("mine.jsonl.gz", "not even packed"),
        ("tables/offices.csv", "name,phone\n甲,1\n"),
        ("mine.html", "<!doctype html><p>mine"),
        ("free.jsonl.progress", "my notes"),
    ];
    for (name, text) in others {
        std::fs::write(dir.path().join(name), text).expect("file");
    }
    let before = std::fs::read(&base).expect("bytes");
    for output in ["mine.sqlite", "notes.db", "mine.jsonl", "mine.json", "mine.jsonl.gz", "tables/", "free.jsonl"] {
        for flag in ["", "--resume"] {
            let out = shell(dir.path(), &format!("dibao extract page.txt -o {output} {flag}"));
            assert_eq!(out.status.code(), Some(1), "{output} {flag}");
        }
    }
    assert_eq!(shell(dir.path(), "dibao view page.txt -o mine.html").status.code(), Some(1));
    assert_eq!(std::fs::read(&base).expect("bytes"), before);
    for (name, text) in others {
        assert_eq!(std::fs::read_to_string(dir.path().join(name)).expect("text"), text, "{name}");
    }
    let left = std::fs::read_dir(dir.path()).expect("folder").flatten().filter(|e| e.file_name().to_string_lossy().ends_with(".progress")).count();
    assert_eq!(left, 1, "a refused run leaves nothing");
    for output in ["mine.sqlite", "notes.db", "mine.jsonl", "mine.json", "mine.jsonl.gz", "tables/"] {
        assert!(shell(dir.path(), &format!("dibao extract page.txt -q -o {output} --force")).status.success(), "{output}");
        let again = shell(dir.path(), &format!("dibao extract page.txt -q -o {output}"));
        assert!(again.status.success(), "its own output is replaced unasked: {}", told(&again));
    }
    assert!(shell(dir.path(), "dibao view page.txt -o mine.html --force && dibao view page.txt -o mine.html").status.success());
}

#[test]
fn a_name_is_written_as_what_it_says_or_refused() {
    let dir = folder();
    for output in
        ["x.xls", "x.xlsx.gz", "x.csv", "x.txt", "x", "x.sqlite.gz", "x.parquet", "y.json --format jsonl", "y.jsonl --format csv", "y.xlsx --format json"]
    {
        let out = shell(dir.path(), &format!("dibao extract page.txt -o {output}"));
        assert_eq!(out.status.code(), Some(2), "{output}: {}", told(&out));
    }
    assert!(std::fs::read_dir(dir.path()).expect("folder").count() == 2, "nothing was written");
    std::fs::write(dir.path().join("bad.txt"), "市长\0\0").expect("file");
    let out = shell(dir.path(), "dibao extract in.jsonl page.txt bad.txt -q -o all.json; dibao extract in.jsonl page.txt bad.txt -q -o all.json.gz");
    assert_eq!(out.status.code(), Some(3));
    let plain = std::fs::read(dir.path().join("all.json")).expect("written");
    let documents: serde_json::Value = serde_json::from_slice(&plain).expect("one JSON text");
    assert_eq!(documents.as_array().map(Vec::len), Some(3));
    assert_eq!(documents[1]["records"][0]["person"], "刘伟");
    assert!(documents[2]["error"].as_str().expect("an error").contains("NUL"));
    let mut packed = Vec::new();
    flate2::read::MultiGzDecoder::new(&std::fs::read(dir.path().join("all.json.gz")).expect("written")[..]).read_to_end(&mut packed).expect("gzip");
    assert_eq!(packed, plain);
    let out = shell(dir.path(), "dibao extract in.jsonl page.txt -q -o x.jsonl.zst; dibao extract in.jsonl page.txt -q -o x.jsonl");
    assert!(out.status.success());
    let packed = zstd::decode_all(&std::fs::read(dir.path().join("x.jsonl.zst")).expect("written")[..]).expect("zstd");
    assert_eq!(packed, std::fs::read(dir.path().join("x.jsonl")).expect("written"));
    assert_eq!(shell(dir.path(), "dibao extract in.jsonl page.txt --format json | python3 -m json.tool").status.code(), Some(0), "an array in a pipe too");
    assert!(shell(dir.path(), "dibao extract page.txt -q -o /dev/null && dibao extract page.txt -q -o - | grep -q 刘伟").status.success());
}

#[test]
fn two_runs_on_one_output_do_not_mix() {
    for output in ["out.jsonl", "out.sqlite", "tables/"] {
        let dir = folder();
        let mut first = Command::new(env!("CARGO_BIN_EXE_dibao"))
            .args(["extract", "-", "-q", "-o", output])
            .current_dir(dir.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut input = first.stdin.take().expect("stdin");
        input.write_all(LINE.as_bytes()).expect("written");
        let lock = dir.path().join(if output == "tables/" { "tables/run.progress".to_owned() } else { format!("{output}.progress") });
        while !lock.metadata().is_ok_and(|meta| meta.len() > 0) {
            std::thread::sleep(Duration::from_millis(2));
        }
        for flag in ["", "--resume", "--force"] {
            let second = shell(dir.path(), &format!("dibao extract page.txt -o {output} {flag}"));
            assert_eq!(second.status.code(), Some(1));
            assert!(told(&second).contains("another run is writing"), "{output}: {}", told(&second));
        }
        input.write_all(LINE.as_bytes()).expect("written");
        drop(input);
        let out = first.wait_with_output().expect("ends");
        assert!(out.status.success() && !lock.exists(), "{}", told(&out));
        let third = shell(dir.path(), &format!("dibao extract page.txt -o {output}"));
        assert!(told(&third).contains("1 document,"), "when the first has ended its output may be written: {}", told(&third));
    }
}

#[test]
fn a_disk_that_is_full_is_told() {
    let dir = folder();
    let out = shell(dir.path(), "dibao extract in.jsonl > /dev/full");
    assert_eq!(out.status.code(), Some(1));
    assert!(told(&out).contains("cannot be written"), "{}", told(&out));
    assert_eq!(shell(dir.path(), "dibao extract page.txt -o no-such-folder/x.jsonl").status.code(), Some(1));
    assert_eq!(lines(&dibao(&["extract", "-", "--format", "jsonl"], "市长刘伟出席。").stdout).len(), 1);
}
