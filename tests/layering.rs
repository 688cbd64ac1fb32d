//! The architecture, enforced: a module imports only from modules below it.

use std::path::Path;

/// Modules from the bottom up. Modules of one row may not import each other, except where a row says so.
const LAYERS: &[&[&str]] = &[
    &["span", "error", "pattern"],
    &["context"],
    &["ruleset"],
    &["text", "value", "vocabulary", "lattice", "lexicon", "record"], // the lexicon holds what values parse with
    &["document"],
    &["chunk"],
    &["families"],
    &["resolve", "checks", "traditional"],
    &["explain"],
    &["extractor"],
    &["input", "export"],
    &["ledger"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

fn files(dir: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("src").flatten() {
        if entry.path().is_dir() {
            files(&entry.path(), out);
        } else if entry.path().extension().is_some_and(|e| e == "rs") {
            out.push(entry.path());
        }
    }
}

#[test]
fn modules_import_only_downward() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    let mut checked = 0;
    for path in all {
        let module = path.strip_prefix(&src).expect("below src").iter().next().and_then(|s| s.to_str()).expect("a name").trim_end_matches(".rs").to_owned();
        let Some(own) = layer(&module) else {
            assert!(matches!(module.as_str(), "lib" | "bin"), "{module} has no layer");
            continue;
        };
        let text = std::fs::read_to_string(&path).expect("text");
        for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for found in line.match_indices("crate::").map(|(at, _)| &line[at + 7..]) {
                let name: String = found.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if let Some(used) = layer(&name) {
                    assert!(used <= own, "{}:{}: {module} imports {name}, which is above it", path.display(), i + 1);
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 30, "only {checked} imports seen");
}
