//! Places that the caller names, and text in traditional characters.

use super::dibao;
use serde_json::Value;

fn read(text: &str, place: &str) -> Value {
    let out = dibao(&["extract", "-", "--format", "json", "--place", place], text);
    assert!(out.status.success(), "{place}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("json")
}

/// Code of the jurisdiction of the first record.
fn code(text: &str, place: &str) -> Option<String> {
    read(text, place)["records"][0]["jurisdiction"]["code"].as_str().map(str::to_owned)
}

#[test]
fn places_are_names_paths_and_codes() {
    for place in ["株洲市", "株洲", "湖南省株洲市", "湖南 株洲", "430200", "4302"] {
        assert_eq!(code("市长刘伟出席会议。", place).as_deref(), Some("430200"), "{place}");
    }
    assert_eq!(code("区长刘伟出席会议。", "北京市朝阳区").as_deref(), Some("110105"));
    assert_eq!(code("区长刘伟出席会议。", "吉林省长春市朝阳区").as_deref(), Some("220104"));
    assert_eq!(read("区长刘伟出席。", "110105")["source"]["place"], "朝阳区");
}

#[test]
fn a_municipality_is_a_city() {
    for (text, place, want) in [
        ("市长刘伟出席会议。", "上海市", Some("310000")),
        ("市委常委刘伟出席会议。", "重庆市", Some("500000")),
        ("市长刘伟出席会议。", "北京市朝阳区", Some("110000")),
        ("省长刘伟出席会议。", "上海市", None),
    ] {
        assert_eq!(code(text, place).as_deref(), want, "{text} {place}");
    }
}

#[test]
fn an_ambiguous_place_is_told_and_an_unknown_one_refused() {
    let out = dibao(&["extract", "-", "--place", "朝阳区"], "区长刘伟出席会议。");
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success() && told.contains("北京市朝阳区 (110105)") && told.contains("220104"), "{told}");
    let json: Value = serde_json::from_slice(&out.stdout).expect("json");
    assert_eq!(json["source"]["quality"][0], "ambiguous-place");
    assert_eq!(json["records"][0].get("jurisdiction"), None);
    for (place, near) in [("株州市", "湖南省株洲市 (430200)"), ("湖南省株州市", "湖南省株洲市"), ("999999", "GB/T 2260"), ("", "name")] {
        let out = dibao(&["extract", "-", "--place", place], "市长刘伟出席会议。");
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.code() == Some(2) && told.contains(near), "{place}: {told}");
    }
    let out = dibao(&["extract", "-", "--format", "jsonl"], "{\"text\":\"市长刘伟\",\"place\":\"无此市\"}");
    assert!(String::from_utf8_lossy(&out.stdout).contains("unknown-place"));
}

#[test]
fn the_name_of_a_place_is_never_cut() {
    for (text, title) in [
        ("和安县委书记李明出席。", "和安县委书记"),
        ("和安县水利局局长李明出席。", "和安县水利局局长"),
        ("新安平县县长李伟出席。", "新安平县县长"),
        ("南城市市长刘伟出席。", "南城市市长"),
        ("大新安区区长李伟讲话。", "大新安区区长"),
        ("走访中,湖南省株洲市市长李伟讲话。", "湖南省株洲市市长"),
    ] {
        assert_eq!(read(text, "株洲市")["records"][0]["title"], title, "{text}");
    }
    assert_eq!(read("南城市市长刘伟出席。", "株洲市")["records"][0].get("jurisdiction"), None);
}

#[test]
fn traditional_characters_are_read_and_kept() {
    let text = "本報訊 副市長王建國、市教育局局長林右昌出席會議並致詞,總投資20億元的濱江大橋項目開工建設。";
    let json = read(text, "株洲市");
    assert_eq!(json["source"]["quality"][0], "traditional");
    let records = json["records"].as_array().expect("records");
    let titles: Vec<(&str, &str)> = records.iter().filter_map(|r| Some((r["person"].as_str()?, r["title"].as_str()?))).collect();
    assert_eq!(titles, [("王建國", "副市長"), ("林右昌", "市教育局局長")]);
    assert_eq!(records[0]["jurisdiction"]["name"], "株洲市");
    let project = records.iter().find(|r| r["type"] == "project").expect("a project");
    assert_eq!((project["name"].as_str(), project["investment"]["text"].as_str()), (Some("濱江大橋項目"), Some("20億元")));
    let chars: Vec<char> = text.chars().collect();
    for record in records {
        let [a, b] = [0, 1].map(|i| record["span"]["chars"][i].as_u64().expect("a number") as usize);
        assert_eq!(record["evidence"].as_str(), Some(chars[a..b].iter().collect::<String>().as_str()));
        let [a, b] = [0, 1].map(|i| record["span"]["bytes"][i].as_u64().expect("a number") as usize);
        assert_eq!(record["evidence"].as_str(), text.get(a..b));
    }
}
