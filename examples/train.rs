//! Fits `rules/weights.toml` to annotated documents.
//!
//! Usage: `cargo run --release --example train -- WEIGHTS.toml ROUNDS GOLD_DIR…`
//!
//! Coordinate descent in the order of the file: each weight is moved by whole steps, and the move is kept when it raises the score, which is
//! the mean over the folders of the F1 of offices and acts (type, person, title). Nothing is random; the same input gives the same
//! file. The folder that a figure is reported for must not be among those it was fitted to: fit on some, then run with ROUNDS 0 on the others.

use dibao::{Context, Extractor};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

type Any = Box<dyn std::error::Error>;

/// A folder's documents with what they should give.
struct Gold {
    name: String,
    documents: Vec<(String, Context, BTreeSet<String>)>,
}

fn keys(document: &Value) -> BTreeSet<String> {
    let records = document["records"].as_array().into_iter().flatten();
    let wanted = records.filter(|record| matches!(record["type"].as_str(), Some("office" | "appointment")));
    wanted.map(|r| format!("{} {} {}", r["type"], r["person"], r["title"]).replace(['“', '”', ' '], "")).collect()
}

fn load(folder: &Path) -> Result<Gold, Any> {
    let mut documents = Vec::new();
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).filter(|p| p.extension().is_some_and(|e| e == "json")).collect();
    paths.sort();
    for path in paths {
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        let scored = gold["scored"].as_array().is_none_or(|types| types.iter().any(|t| t == "office") && types.iter().any(|t| t == "appointment"));
        if !scored {
            continue;
        }
        let mut context = Context::default();
        if let Some(day) = gold["published"].as_str() {
            context = context.published_str(day)?;
        }
        if let Some(place) = gold["place"].as_str() {
            context = context.place(place);
        }
        documents.push((std::fs::read_to_string(path.with_extension("txt"))?, context, keys(&gold)));
    }
    Ok(Gold { name: folder.display().to_string(), documents })
}

/// The score of `weights`: mean F1 over the folders, in millionths.
fn score(weights: &str, golds: &[Gold], show: bool) -> Result<u64, Any> {
    let folder = std::env::temp_dir().join(format!("dibao-train-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("weights.toml"), weights)?;
    let extractor = Extractor::builder().rules(&folder).build()?;
    let mut sum = 0;
    for gold in golds {
        let (mut right, mut given, mut wanted) = (0, 0, 0);
        for (text, context, want) in &gold.documents {
            let have = keys(&serde_json::to_value(extractor.extract(text, context)?)?);
            right += have.intersection(want).count();
            given += have.len();
            wanted += want.len();
        }
        let f1 = 2_000_000 * right as u64 / (given + wanted).max(1) as u64;
        if show {
            println!("{}: right {right} of {wanted}, given {given}, F1 {f1} millionths", gold.name);
        }
        sum += f1;
    }
    Ok(sum / golds.len().max(1) as u64)
}

/// The lines of the file that hold one weight: line, value.
fn weights(text: &str) -> Vec<(usize, i32)> {
    let value = |line: &str| line.split_once('=')?.1.split('#').next()?.trim().parse().ok();
    text.lines().enumerate().filter_map(|(i, line)| Some((i, value(line)?))).filter(|&(_, value): &(usize, i32)| value < 5_000).collect()
}

fn with(text: &str, line: usize, value: i32) -> String {
    let set = |(i, l): (usize, &str)| {
        if i != line {
            return l.to_owned();
        }
        let (key, rest) = l.split_once('=').unwrap_or((l, ""));
        let comment = rest.split_once('#').map_or(String::new(), |(before, note)| {
            let column = before.len();
            format!("{:width$}#{note}", "", width = column.saturating_sub(1 + value.to_string().len()).max(1))
        });
        format!("{key}= {value}{comment}")
    };
    text.lines().enumerate().map(set).collect::<Vec<_>>().join("\n") + "\n"
}

fn main() -> Result<(), Any> {
    let mut args = std::env::args().skip(1);
    let usage = "usage: train WEIGHTS.toml ROUNDS GOLD_DIR…";
    let file = PathBuf::from(args.next().ok_or(usage)?);
    let rounds: u32 = args.next().ok_or(usage)?.parse()?;
    let golds = args.map(|folder| load(Path::new(&folder))).collect::<Result<Vec<_>, _>>()?;
    let mut text = std::fs::read_to_string(&file)?;
    let mut best = score(&text, &golds, true)?;
    println!("start {best}");
    for round in 0..rounds {
        let step = [100, 50, 25][round.min(2) as usize];
        let before = best;
        for (line, _) in weights(&text) {
            for sign in [1, -1] {
                let mut moved = false;
                while let Some(&(_, value)) = weights(&text).iter().find(|&&(l, _)| l == line) {
                    let tried = with(&text, line, value + sign * step);
                    let reached = score(&tried, &golds, false)?;
                    if reached <= best {
                        break;
                    }
                    (best, text, moved) = (reached, tried, true);
                    println!("{best} {}", text.lines().nth(line).unwrap_or_default());
                    std::fs::write(&file, &text)?;
                }
                if moved {
                    break;
                }
            }
        }
        println!("round {round}: {before} -> {best}");
    }
    score(&text, &golds, true)?;
    Ok(())
}
