//! The rules loader on any overlay: an error that says where, or rules that work; no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, rest)) = bytes.split_first() else { return };
    let files = ["lexicon/words.txt", "lexicon/roles.txt", "lexicon/figures.txt", "families/own.toml", "lexicon/divisions.tsv", "lexicon/surnames.tsv", "text/lookalikes.tsv"];
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join(files[usize::from(kind) % files.len()]);
    if let Some(parent) = path.parent() {
        let _ = std::fs::create_dir_all(parent);
    }
    if std::fs::write(&path, rest).is_err() {
        return;
    }
    match dibao::Extractor::builder().rules(folder.path()).build() {
        Ok(extractor) => {
            let _ = extractor.extract("任命王建国为株洲市教育局局长。总投资3亿元的项目开工。", &dibao::Context::default());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
