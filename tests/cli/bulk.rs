//! Runs over many documents: order, threads, failures, interruption.

use super::{dibao, lines, project};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A crawl of `count` documents made by repeating the samples; every hundredth line is broken.
fn crawl(dir: &Path, count: usize) -> PathBuf {
    let mut samples: Vec<PathBuf> = ["tests/issues", "tests/notices"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(project(folder)).expect("samples").flatten().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    samples.sort();
    let samples: Vec<String> = samples.iter().map(|p| std::fs::read_to_string(p).expect("text")).collect();
    let all: String = (0..count)
        .map(|i| match i % 100 {
            99 => "{broken\n".to_owned(),
            _ => format!("{}\n", serde_json::json!({ "id": format!("d{i}"), "text": samples[i % samples.len()] })),
        })
        .collect();
    let path = dir.join("crawl.jsonl");
    std::fs::write(&path, all).expect("file");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("utf-8")
}

#[test]
fn order_and_bytes_are_the_same_for_any_number_of_threads() {
    let dir = tempfile::tempdir().expect("folder");
    let crawl = crawl(dir.path(), 1_500);
    let run = |jobs: &str| {
        let out = dibao(&["extract", text(&crawl), "-j", jobs, "--quiet"], "");
        assert_eq!(out.status.code(), Some(3), "every hundredth failed, the run went on");
        out.stdout
    };
    let one = run("1");
    assert!(one == run("2") && one == run("16"));
    let mut ids: Vec<u64> = lines(&one).iter().filter_map(|l| l["source"]["id"].as_str()?.strip_prefix('d')?.parse().ok()).collect();
    ids.dedup();
    assert!(ids.is_sorted() && ids.len() == 1_485);
    assert_eq!(lines(&one).iter().filter(|l| l["type"] == "error").count(), 15);
}

/// Starts a run, kills it when the output has grown past `bytes`, and says whether it was still running.
fn killed(args: &[&str], grows: &Path, bytes: u64) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dibao")).args(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
    loop {
        if child.try_wait().expect("waits").is_some() {
            return false;
        }
        if grows.metadata().is_ok_and(|m| m.len() > bytes) {
            child.kill().expect("killed");
            child.wait().expect("ends");
            return true;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_killed_run_goes_on_and_nothing_is_lost_or_doubled() {
    let dir = tempfile::tempdir().expect("folder");
    let crawl = crawl(dir.path(), 4_000);
    let whole = dir.path().join("whole.jsonl");
    assert_eq!(dibao(&["extract", text(&crawl), "-q", "-o", text(&whole)], "").status.code(), Some(3));
    let whole = std::fs::read(whole).expect("written");
    let part = dir.path().join("part.jsonl");
    let args = ["extract", text(&crawl), "-q", "-o", text(&part), "--resume"];
    for share in [4, 2] {
        assert!(killed(&args, &part, whole.len() as u64 / share), "stopped half-way");
        let stopped = std::fs::read(&part).expect("written");
        assert!(stopped.len() < whole.len());
        assert_eq!(stopped[..], whole[..stopped.len()], "what was written stays");
    }
    // the worst place to be stopped: in the middle of a line
    use std::io::Write;
    std::fs::OpenOptions::new().append(true).open(&part).and_then(|mut f| f.write_all(b"{\"type\": \"off")).expect("torn");
    assert_eq!(dibao(&args, "").status.code(), Some(3));
    assert!(std::fs::read(&part).expect("written") == whole, "the same bytes as an unbroken run");
    let again = dibao(&args, "");
    assert!(again.status.success() && String::from_utf8_lossy(&again.stderr).contains("complete"));
    let other = dibao(&["extract", text(&crawl), "-q", "-o", text(&part), "--resume", "--place", "株洲市"], "");
    assert!(String::from_utf8_lossy(&other.stderr).contains("without --resume"), "another run's output is not gone on with");
}

#[test]
fn a_killed_database_goes_on_too() {
    let dir = tempfile::tempdir().expect("folder");
    let crawl = crawl(dir.path(), 3_000);
    let part = dir.path().join("part.sqlite");
    let args = ["extract", text(&crawl), "-q", "-o", text(&part), "--resume"];
    assert!(killed(&args, &part, 400_000), "stopped half-way");
    assert_eq!(dibao(&args, "").status.code(), Some(3));
    let base = rusqlite::Connection::open(&part).expect("a database");
    let mut statement = base.prepare("SELECT coalesce(id, ''), count(*) FROM documents GROUP BY 1").expect("sql");
    let counts: BTreeMap<String, i64> = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows").flatten().collect();
    assert_eq!(counts.len(), 3_000);
    assert!(counts.values().all(|&n| n == 1));
}

#[test]
fn inputs_that_moved_are_not_gone_on_with() {
    let dir = tempfile::tempdir().expect("folder");
    let pages = dir.path().join("pages");
    std::fs::create_dir(&pages).expect("folder");
    for name in ["1.txt", "2.txt"] {
        std::fs::write(pages.join(name), "副市长杨胜跃出席。").expect("file");
    }
    let part = dir.path().join("part.jsonl");
    let args = ["extract", text(&pages), "-o", text(&part), "--resume"];
    assert!(dibao(&args, "").status.success());
    // as if it had been stopped before its end
    let state = dir.path().join("part.jsonl.progress");
    let told = std::fs::read_to_string(&state).expect("state");
    std::fs::write(&state, told.replace("\"finished\":true", "\"finished\":false")).expect("state");
    std::fs::write(pages.join("0.txt"), "市长").expect("file");
    let out = dibao(&args, "");
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("not those"), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let dir = tempfile::tempdir().expect("folder");
    let crawl = crawl(dir.path(), 2_000);
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_dibao")).args(["extract", text(&crawl), "-q"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    let out = child.wait_with_output().expect("ends");
    assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
}
