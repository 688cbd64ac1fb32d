//! `dibao ledger`, as it is asked for.

use super::{dibao, lines};
use serde_json::Value;

const TEXT: &str = "县长方正明、县供水站站长马长河到会。\n";

fn told(out: &std::process::Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

#[test]
fn lines_come_by_standard_input_and_one_s_own_words_are_laid_over() {
    let dir = tempfile::tempdir().expect("folder");
    let at = |name: &str| dir.path().join(name).to_str().expect("utf-8").to_owned();
    let records = dibao(&["extract", "-", "--format", "jsonl", "--place", "华容县", "--published", "2016-03-07", "--quiet"], TEXT);
    let records = String::from_utf8(records.stdout).expect("utf-8");
    let tenures = |more: &[&str]| {
        let out = dibao(&[&["ledger", "-", "-o", &at("ledger.jsonl")], more].concat(), &records);
        assert!(out.status.success(), "{}", told(&out));
        let all = lines(&std::fs::read(at("ledger.jsonl")).expect("written"));
        all.into_iter().filter(|line| line["type"] == "tenure" && line["role"] == "县长").collect::<Vec<Value>>()
    };
    let [head] = &tenures(&[])[..] else { panic!("{records}") };
    assert_eq!((&head["person"]["name"], &head["organization"]), (&"方正明".into(), &"华容县人民政府".into()));
    std::fs::write(at("ledger.toml"), "[bodies]\n\"政府\" = \"{}政府\"\n").expect("file");
    assert_eq!(tenures(&["--rules", &at("")])[0]["organization"], "华容县政府");
}

#[test]
fn what_is_no_record_is_told() {
    let dir = tempfile::tempdir().expect("folder");
    let at = |name: &str| dir.path().join(name).to_str().expect("utf-8").to_owned();
    std::fs::write(at("page.txt"), TEXT).expect("file");
    assert!(dibao(&["ledger", "-", "-o", &at("ledger.sqlite")], "").status.success());
    std::fs::create_dir(at("words")).expect("folder");
    let cases: [(&[&str], &str); 6] = [
        (&[&at("page.txt"), "-o", &at("x.sqlite")], "line 1 is no record of dibao"),
        (&[&at(""), "-o", &at("x.sqlite")], "it is a folder: name files in it"),
        (&[&at("ledger.sqlite"), "-o", &at("x.sqlite")], "it is a ledger already"),
        (&["-", "-o", &at("x.csv")], "or say --format"),
        (&["-", "-o", &at("page.txt"), "--format", "ftm"], "use --force to replace it"),
        (&["-", "-o", &at("x.sqlite"), "--rules", &at("words")], "ledger.toml: No such file"),
    ];
    for (args, wanted) in cases {
        let out = dibao(&[&["ledger"], args].concat(), "");
        assert!(!out.status.success() && told(&out).contains(wanted), "{args:?}: {}", told(&out));
    }
    let left: Vec<_> = std::fs::read_dir(dir.path()).expect("folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 3, "nothing half made is left: {left:?}");
}
