//! What is told of documents beside their texts, and where it comes out.

use super::{dibao, lines};
use serde_json::Value;
use std::path::{Path, PathBuf};

const TEXT: &str = "县长张三丰主持召开会议。\n";

fn put(dir: &Path, name: &str, text: &str) -> PathBuf {
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
    std::fs::write(&path, text).expect("file");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("utf-8")
}

fn read(args: &[&str]) -> Vec<Value> {
    let out = dibao(&[&["extract", "--format", "jsonl", "--quiet"], args].concat(), "");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    lines(&out.stdout)
}

#[test]
fn the_nearer_word_on_a_document_goes_first() {
    let dir = tempfile::tempdir().expect("folder");
    let (a, b) = (put(dir.path(), "2016-03/07/a.txt", TEXT), put(dir.path(), "2016-03/08/b.txt", TEXT));
    put(dir.path(), "2016-03/07/a.toml", "place = \"华容县\"\nnumber = 3\n");
    let rows = "path,published,place,publisher,url,title,page\n2016-03/07/a.txt,,南县,南县报,https://e.example/1,头条,01版\n./2016-03/08/b.txt,2016年3月9日,南县,,,,\n";
    let manifest = put(dir.path(), "m.csv", rows);
    let found = read(&[text(&a), text(&b), "--manifest", text(&manifest), "--date-from-path", "{yyyy}-{mm}/{dd}", "--place", "430000"]);
    let [a, b] = &found[..] else { panic!("{found:?}") };
    assert_eq!((&a["source"]["place"], &a["source"]["published"]), (&"华容县".into(), &"2016-03-07".into()));
    assert_eq!((&a["source"]["publisher"], &a["source"]["url"], &a["source"]["title"]), (&"南县报".into(), &"https://e.example/1".into(), &"头条".into()));
    assert_eq!(a["source"]["extra"], serde_json::json!({"number": "3", "page": "01版"}));
    assert_eq!((&b["source"]["place"], &b["source"]["published"], &b["as_of"]), (&"南县".into(), &"2016-03-09".into(), &"2016-03-09".into()));
    // without inputs those of the manifest are read
    let listed = read(&["--manifest", text(&manifest)]);
    assert_eq!(listed.len(), 2);
    let other = put(dir.path(), "c.txt", TEXT);
    let other = read(&[text(&other), "--manifest", text(&manifest), "--date-from-path", "{yyyy}-{mm}/{dd}"]);
    assert_eq!(other[0]["source"]["quality"], serde_json::json!(["no-date-in-path", "not-in-manifest"]));
}

#[test]
fn what_is_wrong_beside_a_document_is_told() {
    let dir = tempfile::tempdir().expect("folder");
    let page = put(dir.path(), "a.txt", TEXT);
    let refused = |args: &[&str], told: &str| {
        let out = dibao(&[&["extract", text(&page)], args].concat(), "");
        let error = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(!out.status.success() && error.contains(told), "{told}: {error}");
    };
    refused(&["--date-from-path", "{yyyy}/{mon}/{dd}"], "{mon} is none of");
    refused(&["--date-from-path", "{yyyy}/{mm}"], "needs one year, one month and one day");
    let twice = put(dir.path(), "twice.csv", "path\na.txt\n./a.txt\n");
    refused(&["--manifest", text(&twice)], "stands twice");
    let nameless = put(dir.path(), "nameless.csv", "file,place\na.txt,南县\n");
    refused(&["--manifest", text(&nameless)], "no column is called path");
    put(dir.path(), "a.txt.toml", "place = [\n");
    refused(&[], "a.txt.toml");
}

#[test]
fn a_crawl_and_a_page_tell_where_they_come_from() {
    let dir = tempfile::tempdir().expect("folder");
    let crawl = put(dir.path(), "c.jsonl", &format!("{{\"text\":{TEXT:?},\"link\":\"https://e.example/2\",\"title\":\"要闻\",\"publisher\":\"南县报\"}}\n"));
    let found = read(&[text(&crawl), "--url-field", "link"]);
    assert_eq!(
        (&found[0]["source"]["url"], &found[0]["source"]["title"], &found[0]["source"]["publisher"]),
        (&"https://e.example/2".into(), &"要闻".into(), &"南县报".into())
    );
    let html = "<html><head><meta name=\"ArticleTitle\" content=\"县长主持会议\"><link rel=\"canonical\" href=\"https://e.example/3\"></head><body><div class=\"TRS_Editor\"><p>县长张三丰主持召开会议,研究工作。</p></div></body></html>";
    let page = put(dir.path(), "p.html", html);
    let found = read(&[text(&page)]);
    assert_eq!((&found[0]["source"]["url"], &found[0]["source"]["title"]), (&"https://e.example/3".into(), &"县长主持会议".into()));
}

#[test]
fn rows_carry_their_document() {
    let dir = tempfile::tempdir().expect("folder");
    let crawl = put(
        dir.path(),
        "c.jsonl",
        "{\"id\":\"n1\",\"text\":\"全县工作会议召开\\n\\n市长王海主持,县长张三丰到会。\\n\",\"url\":\"https://e.example/2\",\"published\":\"2016-03-07\",\"publisher\":\"南县报\"}\n",
    );
    let base = dir.path().join("r.sqlite");
    assert!(dibao(&["extract", text(&crawl), "--quiet", "-o", text(&base)], "").status.success());
    let base = rusqlite::Connection::open(&base).expect("a database");
    let row = |sql: &str| base.query_row(sql, [], |row| (0..5).map(|i| row.get::<_, Option<String>>(i)).collect::<Result<Vec<_>, _>>()).expect("a row");
    let cells = row("SELECT source_id, source_url, source_published, source_publisher, CAST(length(uid) AS TEXT) FROM offices LIMIT 1");
    let told: Vec<&str> = cells.iter().flatten().map(String::as_str).collect();
    assert_eq!(told, ["n1", "https://e.example/2", "2016-03-07", "南县报", "16"]);
    let line = read(&[text(&crawl)]);
    assert!(line.iter().all(|line| line["headline"] == "全县工作会议召开"), "{line:?}");
    // the same in a run beside other documents
    let more = put(dir.path(), "d.jsonl", &format!("{{\"id\":\"n0\",\"text\":{TEXT:?}}}\n"));
    let beside = read(&[text(&more), text(&crawl)]);
    assert!(line.iter().all(|line| beside.iter().any(|other| other["uid"] == line["uid"])));
    assert_eq!(beside.iter().map(|line| line["uid"].to_string()).collect::<std::collections::BTreeSet<_>>().len(), beside.len());
}

#[test]
fn a_resumed_run_sees_that_more_is_told() {
    let dir = tempfile::tempdir().expect("folder");
    let page = put(dir.path(), "a.txt", TEXT);
    let out = dir.path().join("r.jsonl");
    let run = || dibao(&["extract", text(&page), "-o", text(&out), "--resume"], "");
    assert!(run().status.success() && run().status.success());
    put(dir.path(), "a.toml", "place = \"南县\"\n");
    let again = run();
    assert!(!again.status.success() && String::from_utf8_lossy(&again.stderr).contains("has changed"));
}
