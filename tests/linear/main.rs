//! Time is linear in the input, for any input: counted in instructions, not by the clock.
//!
//! The program reads each text in two sizes, one ten times the other, under `valgrind --tool=cachegrind`. Without start-up, a byte of the longer text may
//! cost at most 1.3 times what one of the shorter did, and at most so many times what a byte of dense civic pages costs. Dense pages joined to one
//! document may cost at most 1.3 times what they cost one by one. What is measured is the release build, whatever profile the test has.
#![cfg(all(feature = "cli", target_os = "linux"))]

mod texts;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// Size of the joined pages, in bytes.
const JOINED: usize = 1_000_000;

/// Sizes of the short and the long text, in bytes: `LINEAR_SHORT=100000` takes half an hour on two cores, a fifth of it seven minutes.
fn sizes() -> [usize; 2] {
    let short = std::env::var("LINEAR_SHORT").ok().and_then(|size| size.parse().ok()).unwrap_or(20_000);
    [short, 10 * short]
}

/// Most that the cost of a byte may grow from the short text to the long one.
const GROWTH: f64 = 1.3;

/// Most that a byte may cost, in bytes of dense pages.
const DEAREST: f64 = 5.0;

/// Size of a page, in bytes.
const PAGE: usize = 10_000;

/// The program as it is given to users.
fn program() -> PathBuf {
    let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--release", "--features", "cli", "--locked"]).status().expect("cargo");
    assert!(built.success(), "the release build fails");
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("release").join("dibao")
}

/// Instructions that the program needs for a file or a folder.
fn instructions(program: &Path, input: &Path) -> f64 {
    let out = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(program)
        .args(["extract", "-q", "-j", "1", "--format", "jsonl"])
        .arg(input)
        .output()
        .expect("valgrind is installed: apt-get install valgrind");
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{}: {told}", input.display());
    let count = told.lines().find_map(|line| line.split("I refs:").nth(1).or(line.split("I   refs:").nth(1))).expect("a count");
    count.trim().replace(',', "").parse().expect("a number")
}

/// The instructions for texts, counted side by side on all cores, in their order.
fn counted(program: &Path, folder: &Path, texts: &[String]) -> Vec<f64> {
    let next = Mutex::new(texts.iter().enumerate());
    let counts = Mutex::new(vec![0.0; texts.len()]);
    let work = || {
        loop {
            let Some((i, text)) = next.lock().expect("no panic").next() else { break };
            let input = folder.join(format!("{i}.txt"));
            fs::write(&input, text).expect("file");
            let count = instructions(program, &input);
            counts.lock().expect("no panic")[i] = count;
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    counts.into_inner().expect("no panic")
}

/// Cost of a byte in the short and the long form of each text, without start-up.
fn per_byte(program: &Path, forms: impl Iterator<Item = [String; 2]>) -> Vec<[f64; 2]> {
    let folder = tempfile::tempdir().expect("folder");
    let mut all = vec!["。".to_owned()];
    all.extend(forms.flatten());
    let counts = counted(program, folder.path(), &all);
    let cost = |i: usize| (counts[i] - counts[0]) / all[i].len() as f64;
    (1..all.len()).step_by(2).map(|i| [cost(i), cost(i + 1)]).collect()
}

#[test]
#[ignore = "takes minutes and valgrind: cargo test --all-features --test linear -- --ignored"]
fn a_byte_costs_the_same_in_texts_of_any_length() {
    let program = program();
    let [short, long] = sizes();
    let mut forms: Vec<(String, [String; 2])> = vec![("dense pages".to_owned(), [short, long].map(texts::pages))];
    let unstopped = |size: usize| texts::pages(size * 5 / 4).replace(['。', ',', ';', '、', '\n', '!', '?'], "");
    forms.push(("pages in one sentence".to_owned(), [short, long].map(unstopped)));
    forms.extend(texts::all().iter().map(|text| (text.name.clone(), [short, long].map(|size| text.of(size)))));
    let costs = per_byte(&program, forms.iter().map(|(_, texts)| texts.clone()));
    let dense = costs[0][1];
    let (mut told, mut faults) = (format!("instructions for a byte at {short} and {long} bytes; growth; times dense pages\n"), Vec::new());
    for ((name, _), [short, long]) in forms.iter().zip(&costs) {
        // what costs next to nothing is not compared with less
        let growth = long / short.max(dense / 50.0);
        told += &format!("{short:6.0} {long:6.0} {growth:5.2} {:5.2}  {name}\n", long / dense);
        if growth > GROWTH || long / dense > DEAREST {
            faults.push(name.as_str());
        }
    }
    println!("{told}");
    assert!(faults.is_empty(), "not linear, or too dear: {faults:?}\n{told}");
}

#[test]
#[ignore = "takes minutes and valgrind: cargo test --all-features --test linear -- --ignored"]
fn joined_pages_cost_what_they_cost_one_by_one() {
    let program = program();
    let folder = tempfile::tempdir().expect("folder");
    let (one, many) = (folder.path().join("joined.txt"), folder.path().join("pages"));
    let text = texts::pages(JOINED);
    fs::write(&one, &text).expect("file");
    fs::create_dir(&many).expect("folder");
    let mut rest = text.as_str();
    for i in 0.. {
        let end = rest.char_indices().map(|(at, _)| at).find(|&at| at >= PAGE && rest[at..].starts_with('\n')).unwrap_or(rest.len());
        fs::write(many.join(format!("{i:04}.txt")), &rest[..end]).expect("file");
        rest = &rest[end..];
        if rest.is_empty() {
            break;
        }
    }
    let ratio = instructions(&program, &one) / instructions(&program, &many);
    println!("dense pages joined to {JOINED} bytes cost {ratio:.2} times what they cost one by one");
    assert!(ratio < GROWTH, "joined pages cost {ratio:.2} times as much");
}
