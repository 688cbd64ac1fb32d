//! Places in texts for annotation tools, and workbooks.

use super::{dibao, lines};
use serde_json::Value;
use std::io::Read;

// a character beyond the basic plane before the record: places are counted in code points
const TEXT: &str = "𠮷林市讯 任命张明为市水利局局长。\n";

#[test]
fn a_label_studio_task_has_its_regions_where_the_words_stand() {
    let out = dibao(&["extract", "-", "--format", "label-studio", "--place", "株洲市"], TEXT);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let tasks: Value = serde_json::from_slice(&out.stdout).expect("json");
    let (text, result) = (tasks[0]["data"]["text"].as_str().expect("text"), tasks[0]["predictions"][0]["result"].as_array().expect("regions"));
    assert_eq!(text, TEXT);
    let chars: Vec<char> = text.chars().collect();
    let mut labels = Vec::new();
    for region in result.iter().filter(|one| one["type"] == "labels") {
        let at = |key: &str| usize::try_from(region["value"][key].as_u64().expect("a place")).expect("small");
        let words: String = chars[at("start")..at("end")].iter().collect();
        assert_eq!(region["value"]["text"], words.as_str());
        labels.push((region["value"]["labels"][0].as_str().expect("a label"), words));
    }
    for wanted in [("appointment", "任命张明为市水利局局长"), ("person", "张明"), ("title", "市水利局局长")] {
        assert!(labels.contains(&(wanted.0, wanted.1.to_owned())), "{wanted:?}: {labels:?}");
    }
    let ids: Vec<&Value> = result.iter().filter(|one| one["type"] == "labels").map(|one| &one["id"]).collect();
    let relations = || result.iter().filter(|one| one["type"] == "relation");
    assert_eq!(relations().count(), ids.len() - 1);
    assert!(relations().all(|one| ids.contains(&&one["from_id"]) && ids.contains(&&one["to_id"])));
}

#[test]
fn web_annotations_find_their_words_again() {
    let out = dibao(&["extract", "-", "--format", "web-annotation", "--place", "株洲市"], TEXT);
    let annotations = lines(&out.stdout);
    let chars: Vec<char> = TEXT.chars().collect();
    for annotation in &annotations {
        let [place, quote] = &annotation["target"]["selector"].as_array().expect("selectors")[..] else { panic!("{annotation}") };
        let at = |key: &str| usize::try_from(place[key].as_u64().expect("a place")).expect("small");
        let part = |key: &str| quote[key].as_str().expect("words");
        let whole: String = [part("prefix"), part("exact"), part("suffix")].concat();
        assert_eq!(part("exact"), chars[at("start")..at("end")].iter().collect::<String>());
        assert!(TEXT.contains(&whole) && annotation["target"]["source"] == "-", "{annotation}");
    }
    let linked = |one: &Value| one["body"][1]["source"] == annotations[0]["id"];
    assert!(annotations.len() >= 3 && annotations[1..].iter().all(linked));
    let record: Value = serde_json::from_str(annotations[0]["body"][1]["value"].as_str().expect("a record")).expect("json");
    assert_eq!((&record["person"], &record["type"]), (&"张明".into(), &"appointment".into()));
}

#[test]
fn a_workbook_has_a_sheet_for_each_type_and_its_sources_in_columns() {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join("records.xlsx");
    let name = path.to_str().expect("utf-8");
    let long = format!("=1+1\n{}", "长".repeat(40_000));
    let write = || dibao(&["extract", "-", "--place", "株洲市", "--with-text", "-o", name], &format!("{TEXT}{long}"));
    // its own is written over, the same records give the same bytes
    let books = [(); 2].map(|()| (write().status.success(), std::fs::read(&path).expect("a workbook")));
    assert!(books[0].0 && books[0] == books[1]);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&books[0].1)).expect("a workbook");
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).expect(name).read_to_string(&mut text).expect("xml");
        text
    };
    let sheets = part("xl/workbook.xml");
    let at = 1 + dibao::export::TABLES.iter().position(|table| table.name == "appointments").expect("a table");
    assert!(sheets.contains(&format!("<sheet name=\"appointments\" sheetId=\"{at}\"")), "{sheets}");
    let sheet = part(&format!("xl/worksheets/sheet{at}.xml"));
    for words in ["张明", "市水利局局长", "source_id", "source_place"] {
        assert!(sheet.contains(&format!(">{words}<")), "{words}: {sheet}");
    }
    // a text that begins like a formula is one no more than any other, and one that no cell holds is cut
    let documents = part("xl/worksheets/sheet1.xml");
    assert!(!documents.contains("<f>") && documents.contains("长…<"));
    std::fs::write(&path, "mine").expect("file");
    assert!(!write().status.success() && std::fs::read(&path).expect("file") == b"mine");
    assert!(!dibao(&["extract", "-", "--format", "xlsx"], TEXT).status.success());
}
