//! The ledger in the conventions of the field.

use super::county;
use dibao::ledger::{Convention, export};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn written(convention: Convention) -> String {
    let dir = tempfile::tempdir().expect("folder");
    drop(county(dir.path()));
    let mut out = Vec::new();
    export(&dir.path().join("ledger.sqlite"), convention, &mut out).expect("written");
    String::from_utf8(out).expect("utf-8")
}

/// What the package followthemoney says of it, where python3 has that package.
#[test]
fn follow_the_money_is_what_its_own_library_takes() {
    let dir = tempfile::tempdir().expect("folder");
    let (text, file) = (written(Convention::Ftm), dir.path().join("ledger.ftm.json"));
    std::fs::write(&file, &text).expect("file");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledger/ftm.py");
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    match std::process::Command::new(python).arg(script).arg(&file).output() {
        Ok(out) if out.status.code() != Some(77) => assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout)),
        _ => eprintln!("not checked: python3 with the package followthemoney is needed (PYTHON names another)"),
    }
    let entities: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    let ids: BTreeSet<&str> = entities.iter().map(|entity| entity["id"].as_str().expect("id")).collect();
    assert_eq!(ids.len(), entities.len());
    let count = |schema: &str| entities.iter().filter(|entity| entity["schema"] == schema).count();
    assert_eq!(count("Occupancy"), super::truth().len());
    assert_eq!(count("Project"), 2);
    for key in ["holder", "post", "proof"] {
        let all = entities.iter().filter(|entity| entity["schema"] == "Occupancy");
        assert!(all.flat_map(|entity| entity["properties"][key].as_array().expect(key)).all(|id| ids.contains(id.as_str().expect("id"))));
    }
}

#[test]
fn popolo_names_nothing_that_it_does_not_hold() {
    let popolo: Value = serde_json::from_str(&written(Convention::Popolo)).expect("json");
    let list = |key: &str| popolo[key].as_array().unwrap_or_else(|| panic!("no {key}"));
    let ids = |key: &str| list(key).iter().map(|one| one["id"].as_str().expect("id")).collect::<BTreeSet<_>>();
    for (key, of) in [("person_id", "persons"), ("post_id", "posts"), ("organization_id", "organizations"), ("area_id", "areas")] {
        let known = ids(of);
        let named = || list("memberships").iter().chain(list("posts")).filter_map(|one| one.get(key)?.as_str());
        assert!(named().count() > 5 && named().all(|id| known.contains(id)), "{key}");
    }
    assert_eq!(list("memberships").len(), super::truth().len());
}

#[test]
fn a_graph_joins_persons_and_bodies() {
    let graph = written(Convention::Gexf);
    let values = |tag: &str, key: &str| {
        let of = |line: &str| line.split_once(&format!(" {key}=\"")).and_then(|(_, rest)| rest.split('"').next()).map(str::to_owned);
        graph.lines().filter(|line| line.starts_with(&format!("<{tag} "))).map(|line| of(line).expect(key)).collect::<Vec<_>>()
    };
    let nodes: BTreeSet<String> = values("node", "id").into_iter().collect();
    let ends = [values("edge", "source"), values("edge", "target")].concat();
    assert!(ends.len() > 50 && ends.iter().all(|end| nodes.contains(end)));
}

#[test]
fn statements_are_only_of_what_is_told() {
    let statements = written(Convention::QuickStatements);
    // who is only seen with a post began on no day that is known; who is put forward holds nothing
    assert!(statements.contains("{马长河|") && !statements.contains("{沈国栋|"), "{statements}");
    assert!(statements.lines().all(|line| line.contains("\tP39\t{") && line.contains("\tP580\t+")), "{statements}");
    assert!(statements.contains("+2013-01-10T00:00:00Z/11"), "{statements}");
}
