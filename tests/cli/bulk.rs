//! Runs over many documents: order, threads, failures, interruption.

use super::{dibao, lines, project};
use std::collections::BTreeMap;
use std::io::Write;
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
    std::fs::OpenOptions::new().append(true).open(&part).and_then(|mut f| f.write_all(b"{\"type\": \"off")).expect("torn");
    assert_eq!(dibao(&args, "").status.code(), Some(3));
    assert!(std::fs::read(&part).expect("written") == whole, "the same bytes as an unbroken run");
    assert!(!dir.path().join("part.jsonl.progress").exists(), "the run is complete");
    let again = dibao(&args, "");
    assert!(again.status.code() == Some(3) && String::from_utf8_lossy(&again.stderr).contains("complete"));
    let other = dibao(&["extract", text(&crawl), "-q", "-o", text(&part), "--resume", "--place", "株洲市"], "");
    assert!(String::from_utf8_lossy(&other.stderr).contains("without --resume"), "another run's output is not gone on with");
}

/// Documents by their names, and how often each is in a database.
fn documents(base: &Path) -> BTreeMap<String, i64> {
    let base = rusqlite::Connection::open(base).expect("a database");
    let mut statement = base.prepare("SELECT coalesce(id, ''), count(*) FROM documents GROUP BY 1").expect("sql");
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows").flatten().collect()
}

#[test]
fn a_killed_database_goes_on_too() {
    let dir = tempfile::tempdir().expect("folder");
    let crawl = crawl(dir.path(), 3_000);
    let part = dir.path().join("part.sqlite");
    let args = ["extract", text(&crawl), "-q", "-o", text(&part), "--resume"];
    assert!(killed(&args, &part, 400_000), "stopped half-way");
    assert_eq!(dibao(&args, "").status.code(), Some(3));
    let counts = documents(&part);
    assert_eq!(counts.len(), 3_000);
    assert!(counts.values().all(|&n| n == 1));
    assert_eq!(dibao(&args, "").status.code(), Some(3), "complete: the first run's code");
    // a new line in the crawl, and a run that was killed before it had written anything
    std::fs::OpenOptions::new().append(true).open(&crawl).and_then(|mut f| writeln!(f, "{{\"id\": \"new\", \"text\": \"市长刘伟出席。\"}}")).expect("file");
    assert_eq!(dibao(&args, "").status.code(), Some(3));
    assert_eq!((documents(&part).len(), documents(&part)["new"]), (3_001, 1));
    let empty = dir.path().join("empty.sqlite");
    std::fs::write(&empty, "").expect("file");
    assert_eq!(dibao(&["extract", text(&crawl), "-q", "-o", text(&empty), "--resume"], "").status.code(), Some(3));
    assert_eq!(documents(&empty).len(), 3_001);
}

#[test]
fn a_killed_packed_file_and_a_killed_array_go_on_too() {
    use std::io::Read;
    let dir = tempfile::tempdir().expect("folder");
    let crawl = crawl(dir.path(), 3_000);
    let whole = dir.path().join("whole.jsonl");
    assert_eq!(dibao(&["extract", text(&crawl), "-q", "-o", text(&whole)], "").status.code(), Some(3));
    let part = dir.path().join("part.jsonl.gz");
    let args = ["extract", text(&crawl), "-q", "-o", text(&part), "--resume"];
    assert!(killed(&args, &part, 20_000), "stopped half-way");
    std::fs::OpenOptions::new().append(true).open(&part).and_then(|mut f| f.write_all(b"\x1f\x8btorn")).expect("torn");
    assert_eq!(dibao(&args, "").status.code(), Some(3));
    let mut text_of = Vec::new();
    flate2::read::MultiGzDecoder::new(&std::fs::read(&part).expect("written")[..]).read_to_end(&mut text_of).expect("gzip");
    assert!(text_of == std::fs::read(&whole).expect("written"));
    let part = dir.path().join("part.json");
    let args = ["extract", text(&crawl), "-q", "-o", text(&part), "--resume"];
    assert!(killed(&args, &part, 2_000_000), "stopped half-way");
    for _ in 0..2 {
        assert_eq!(dibao(&args, "").status.code(), Some(3));
        let all: serde_json::Value = serde_json::from_slice(&std::fs::read(&part).expect("written")).expect("one JSON text");
        assert_eq!(all.as_array().map(Vec::len), Some(3_000));
    }
}

/// A run that is stopped by a signal, and that goes on; and one that a limit of the system keeps from writing.
#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_or_runs_out_of_room_loses_and_doubles_nothing() {
    let dir = tempfile::tempdir().expect("folder");
    let crawl = crawl(dir.path(), 6_000);
    let whole = dir.path().join("whole.jsonl");
    assert_eq!(dibao(&["extract", text(&crawl), "-q", "-o", text(&whole)], "").status.code(), Some(3));
    let whole = std::fs::read(whole).expect("written");
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let part = dir.path().join(format!("{signal}.jsonl"));
        let args = ["extract", text(&crawl), "-q", "-o", text(&part), "--resume"];
        let child = Command::new(env!("CARGO_BIN_EXE_dibao")).args(args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts");
        while !part.metadata().is_ok_and(|m| m.len() > 100_000) {
            std::thread::sleep(Duration::from_millis(1));
        }
        Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().expect("kill");
        let out = child.wait_with_output().expect("ends");
        assert_eq!(out.status.code(), Some(code), "{}", String::from_utf8_lossy(&out.stderr));
        assert!(String::from_utf8_lossy(&out.stderr).contains("--resume goes on"));
        let stopped = std::fs::read(&part).expect("written");
        assert!(stopped.len() < whole.len() && whole.starts_with(&stopped) && stopped.ends_with(b"\n"), "what was finished stands there, whole");
        assert_eq!(dibao(&args, "").status.code(), Some(3));
        assert!(std::fs::read(&part).expect("written") == whole);
    }
    for name in ["full.jsonl", "full.sqlite", "full/"] {
        let part = dir.path().join(name);
        let run = format!("{} extract {} -q -o {} --resume", env!("CARGO_BIN_EXE_dibao"), text(&crawl), text(&part));
        let out = Command::new("bash").args(["-c", &format!("ulimit -f 1500; exec {run}")]).output().expect("bash");
        assert_eq!(out.status.code(), Some(1), "{name}: {out:?}");
        assert!(String::from_utf8_lossy(&out.stderr).contains("cannot be written"), "{name}");
        let out = Command::new("bash").args(["-c", &run]).output().expect("bash");
        assert_eq!(out.status.code(), Some(3), "{name}: {out:?}");
    }
    assert!(std::fs::read(dir.path().join("full.jsonl")).expect("written") == whole);
    let counts = documents(&dir.path().join("full.sqlite"));
    assert!(counts.len() == 6_000 && counts.values().all(|&n| n == 1));
    let rows = csv::Reader::from_path(dir.path().join("full/documents.csv")).expect("csv").records().count();
    assert_eq!(rows, 6_000);
}

/// The names of the documents in a file of lines, each time that they begin.
fn names(part: &Path) -> Vec<String> {
    let mut names: Vec<String> = lines(&std::fs::read(part).expect("written"))
        .iter()
        .map(|l| l["source"]["id"].as_str().expect("id").rsplit('/').next().expect("a name").to_owned())
        .collect();
    names.dedup();
    names
}

#[test]
fn a_resumed_run_knows_its_inputs_by_their_content() {
    let dir = tempfile::tempdir().expect("folder");
    let (pages, rules) = (dir.path().join("pages"), dir.path().join("rules"));
    std::fs::create_dir(&pages).and_then(|()| std::fs::create_dir(&rules)).expect("folder");
    let page = |name: &str, body: &str| std::fs::write(pages.join(name), body).expect("file");
    page("1.txt", "副市长杨胜跃出席。");
    page("2.txt", "市长刘伟出席。");
    std::fs::write(rules.join("mine.txt"), "[role]\n街巷长\n").expect("file");
    for (name, stopped) in [("part.jsonl", true), ("part.jsonl", false), ("other.jsonl", false)] {
        let part = dir.path().join(name);
        let args = ["extract", text(&pages), "-o", text(&part), "--resume", "--rules", text(&rules)];
        let refused = |why: &str| {
            let before = std::fs::read(&part).expect("written");
            let out = dibao(&args, "");
            assert_eq!(out.status.code(), Some(1), "{why}");
            assert!(String::from_utf8_lossy(&out.stderr).contains(why), "{why}: {}", String::from_utf8_lossy(&out.stderr));
            assert!(std::fs::read(&part).expect("written").starts_with(&before));
        };
        assert!(dibao(&args, "").status.success());
        if stopped {
            // as if it had been stopped before its end
            let state = dir.path().join("part.jsonl.inputs");
            let told = std::fs::read_to_string(&state).expect("state").replace("\"finished\":true", "\"finished\":false");
            let told = told.replace(&format!("\"ends\":[{}]", part.metadata().expect("size").len()), "\"ends\":[]");
            std::fs::remove_file(&state).and_then(|()| std::fs::write(dir.path().join("part.jsonl.progress"), told)).expect("state");
        }
        assert!(String::from_utf8_lossy(&dibao(&args, "").stderr).contains("complete"));
        assert!(!stopped || names(&part) == ["1.txt", "2.txt"]);
        page("0.txt", "县长王建国出席。");
        assert!(dibao(&args, "").status.success(), "a new one is read");
        let mut all = names(&part);
        all.sort();
        assert_eq!(all, ["0.txt", "1.txt", "2.txt"], "each once");
        page("1.txt", "副市长杨胜跃缺席。");
        refused("1.txt: it has changed");
        page("1.txt", "副市长杨胜跃出席。");
        std::fs::remove_file(pages.join("2.txt")).expect("removed");
        refused("2.txt: its records are in the output");
        page("2.txt", "市长刘伟出席。");
        std::fs::write(rules.join("mine.txt"), "[role]\n街巷长\n河长\n").expect("file");
        refused("other rules");
        std::fs::write(rules.join("mine.txt"), "[role]\n街巷长\n").expect("file");
        assert!(dibao(&args, "").status.success());
    }
    // what no progress file tells of is not touched
    let lost = dir.path().join("other.jsonl");
    let before = std::fs::read(&lost).expect("written");
    std::fs::remove_file(dir.path().join("other.jsonl.inputs")).expect("removed");
    let out = dibao(&["extract", text(&pages), "-o", text(&lost), "--resume"], "");
    assert!(out.status.code() == Some(1) && String::from_utf8_lossy(&out.stderr).contains("no progress file"));
    assert_eq!(std::fs::read(&lost).expect("written"), before);
}

#[test]
fn an_absurd_number_of_threads_is_no_fault() {
    let dir = tempfile::tempdir().expect("folder");
    let crawl = crawl(dir.path(), 90);
    assert!(dibao(&["extract", text(&crawl), "-q", "-j", "100000"], "").status.success());
    assert_eq!(dibao(&["extract", text(&crawl), "-q", "-j", "0"], "").status.code(), Some(2));
}

/// Packed files that are small one by one and large together, held to a tenth of what they unpack to.
#[cfg(target_os = "linux")]
#[test]
fn packed_files_do_not_fill_the_memory_together() {
    let dir = tempfile::tempdir().expect("folder");
    let poisoned = "任(rèn)命(mìng)刘(liú)伟(wěi)为市(shì)监察委员会副主(zhǔ)任。".repeat(150_000);
    let packed = zstd::encode_all(poisoned.as_bytes(), 1).expect("zstd");
    for i in 0..40 {
        std::fs::write(dir.path().join(format!("{i}.txt.zst")), &packed).expect("file");
    }
    assert!(poisoned.len() > 10 << 20 && packed.len() < 100 << 10);
    let run = format!("ulimit -v 700000; exec {} extract {} -j 2 -q --with-text --format jsonl | wc -c", env!("CARGO_BIN_EXE_dibao"), text(dir.path()));
    let out = Command::new("bash").args(["-o", "pipefail", "-c", &run]).output().expect("bash");
    let bytes: usize = String::from_utf8_lossy(&out.stdout).trim().parse().expect("a number");
    assert!(out.status.success() && bytes > 40 * poisoned.len(), "{bytes} {out:?}");
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

#[test]
fn a_progress_file_that_a_kill_tore_is_no_obstacle() {
    let dir = tempfile::tempdir().expect("folder");
    let page = dir.path().join("page.txt");
    std::fs::write(&page, "市长刘伟出席。").expect("file");
    for (name, torn) in [("a.jsonl", ""), ("b.jsonl", "{\"dib"), ("c.jsonl", "{\"dibao\":{\"program\":"), ("d.sqlite", "{\"dibao\":{")] {
        let part = dir.path().join(name);
        std::fs::write(dir.path().join(format!("{name}.progress")), torn).expect("file");
        let args = ["extract", text(&page), "-o", text(&part), "--resume"];
        let out = dibao(&args, "");
        assert!(out.status.success(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
        let state = dir.path().join(format!("{name}.inputs"));
        if state.exists() {
            std::fs::OpenOptions::new().append(true).open(&state).and_then(|mut f| f.write_all(b"{\"documents\":9")).expect("torn");
        }
        let again = dibao(&args, "");
        assert!(again.status.success() && String::from_utf8_lossy(&again.stderr).contains("complete"), "{name}");
    }
}
