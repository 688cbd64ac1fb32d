//! Snapshots of all records of the sample pages (`tests/issues`) and sample notices (`tests/notices`).

use dibao::{Context, Extractor};
use std::collections::BTreeMap;
use std::path::Path;

/// What the caller knows of the samples of a folder.
fn contexts(folder: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = std::fs::read_to_string(folder.join("context.toml")).expect("context.toml");
    toml::from_str(&text).expect("a table for each sample")
}

fn check(folder: &str, least: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let contexts = contexts(&root);
    let extractor = Extractor::shared().expect("embedded rules");
    let mut seen = 0;
    insta::glob!(&root, "*.txt", |path| {
        let name = path.file_stem().and_then(|s| s.to_str()).expect("a name");
        let known = contexts.get(name).unwrap_or_else(|| panic!("{name} is missing in context.toml"));
        let mut context = Context::default().id(&format!("{name}.txt"));
        if let Some(day) = known.get("published") {
            context = context.published_str(day).expect("a date");
        }
        if let Some(place) = known.get("place") {
            context = context.place(place);
        }
        let text = std::fs::read_to_string(path).expect("the sample");
        let mut found = extractor.extract(&text, &context).expect("within the limit");
        for record in &found.records {
            assert_eq!(record.evidence, record.span.slice(&text), "evidence is the slice at the span");
        }
        let uids: std::collections::BTreeSet<&str> = found.records.iter().map(|record| record.uid.as_str()).collect();
        assert_eq!(uids.len(), found.records.len(), "{name}: no two records have one uid");
        // they say nothing of what was read
        for record in &mut found.records {
            record.uid.clear();
            record.as_of = None;
        }
        insta::with_settings!({snapshot_suffix => name, omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_json_snapshot!(folder, found);
        });
        seen += 1;
    });
    assert!(seen >= least, "{folder} has {seen} samples");
}

#[test]
fn issues() {
    check("issues", 8);
}

#[test]
fn notices() {
    check("notices", 15);
}
