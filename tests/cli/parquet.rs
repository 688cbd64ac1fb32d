//! Parquet, read back.

use super::{dibao, lines};
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::path::Path;

const INPUTS: [&str; 6] = ["tests/issues", "tests/notices", "no-such.txt", "--place", "衡阳市", "--quiet"];

fn extract(more: &[&str]) -> std::process::Output {
    dibao(&[&["extract"], &INPUTS[..], more].concat(), "")
}

fn table(folder: &Path, name: &str) -> Vec<RecordBatch> {
    let file = File::open(folder.join(format!("{name}.parquet"))).expect("the file");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("parquet");
    assert!(reader.metadata().file_metadata().key_value_metadata().expect("metadata").iter().any(|pair| pair.key == "dibao.schema"));
    assert_eq!(reader.schema().metadata()["dibao.schema"], "dibao/1");
    reader.build().expect("reader").map(|batch| batch.expect("batch")).collect()
}

fn words(batches: &[RecordBatch], column: &str) -> Vec<String> {
    let of = |batch: &RecordBatch| {
        batch.column_by_name(column).expect("column").as_string::<i32>().iter().map(|w| w.unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    batches.iter().flat_map(of).collect()
}

#[test]
fn a_folder_of_parquet_files_holds_what_the_lines_do() {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join("tables");
    let told = extract(&["-o", path.join("*.parquet").to_str().expect("utf-8")]);
    assert_eq!(told.status.code(), Some(3), "{}", String::from_utf8_lossy(&told.stderr));
    let all = lines(&extract(&["--format", "jsonl"]).stdout);
    for (name, kind) in [("offices", "office"), ("appointments", "appointment"), ("projects", "project"), ("figures", "figure"), ("unparsed", "unparsed")] {
        let want: Vec<_> = all.iter().filter(|line| line["type"] == kind).collect();
        let batches = table(&path, name);
        assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), want.len(), "{name}");
        let ids: Vec<_> = want.iter().map(|line| line["source"]["id"].as_str().expect("id")).collect();
        assert_eq!(words(&batches, "source_id"), ids);
        let slices: Vec<_> = want.iter().map(|line| line["evidence"].as_str().expect("evidence")).collect();
        let evidence = |batch: &RecordBatch| RecordBatch::from(batch.column_by_name("evidence").expect("evidence").as_struct().clone());
        assert_eq!(words(&batches.iter().map(evidence).collect::<Vec<_>>(), "text"), slices);
    }
    let wrong = words(&table(&path, "documents"), "error");
    assert_eq!(wrong.iter().filter(|error| !error.is_empty()).count(), 1);
    // what it wrote itself is written over, and nothing is left beside
    assert_eq!(extract(&["--format", "parquet", "-o", path.to_str().expect("utf-8")]).status.code(), Some(3));
    assert!(path.read_dir().expect("folder").flatten().all(|file| file.path().extension().is_some_and(|e| e == "parquet")));
}

#[test]
fn what_parquet_cannot_do_is_told() {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join("tables");
    let folder = path.to_str().expect("utf-8");
    for (args, word) in [
        (vec!["--format", "parquet"], "-o FOLDER"),
        (vec!["-o", "a.parquet"], "FOLDER/*.parquet"),
        (vec!["-o", folder, "--format", "parquet", "--resume"], "cannot be gone on with"),
    ] {
        let out = extract(&args);
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(!out.status.success() && told.contains(word), "{args:?}: {told}");
    }
    std::fs::create_dir_all(&path).expect("folder");
    std::fs::write(path.join("offices.parquet"), "mine").expect("file");
    assert_eq!(extract(&["-o", folder, "--format", "parquet"]).status.code(), Some(1));
    assert_eq!(std::fs::read(path.join("offices.parquet")).expect("file"), b"mine");
}

/// The schema is a promise: a column that changes its name, type or place is seen here.
#[test]
fn the_schema_is_stable() {
    let told: Vec<String> = dibao::export::Shape::names()
        .map(|name| {
            let schema = dibao::export::Batches::new(dibao::export::Shape::checked(name).expect("a table")).schema();
            let columns: Vec<String> = schema.fields().iter().map(|field| format!("  {}: {}", field.name(), field.data_type())).collect();
            format!("{name}\n{}\n", columns.join("\n"))
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

/// Columns of exact numbers are so from their first line on.
#[test]
fn exact_numbers_of_lines_have_a_point() {
    let text = String::from_utf8(extract(&["--format", "jsonl"]).stdout).expect("utf-8");
    let value = |line: &str| line.split_once("\"quantity\":{\"value\":").and_then(|(_, rest)| rest.split(',').next().map(str::to_owned));
    let values: Vec<String> = text.lines().filter_map(value).collect();
    assert!(values.len() > 20 && values.iter().all(|value| value.contains('.')), "{values:?}");
}

#[cfg(unix)]
#[test]
fn a_stopped_run_leaves_whole_files() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let dir = tempfile::tempdir().expect("folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_dibao"))
        .args(["extract", "-", "--input", "jsonl", "--format", "parquet", "--lang", "en", "-o"])
        .arg(dir.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut input = child.stdin.take().expect("stdin");
    input.write_all("{\"text\": \"市长刘伟出席。\"}\n".repeat(100).as_bytes()).expect("writes");
    // the pipe stays open: the run waits for more
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill").success());
    let out = child.wait_with_output().expect("ends");
    drop(input);
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.code() == Some(130) && told.contains("documents are written") && !told.contains("--resume"), "{told}");
    assert!(!words(&table(dir.path(), "offices"), "person").is_empty());
    assert!(dir.path().read_dir().expect("folder").flatten().all(|file| file.path().extension().is_none_or(|e| e != "part")));
}
