//! Each kind of input.

use super::{dibao, lines};
use serde_json::Value;
use std::io::Write;
use std::path::Path;

const TEXT: &str = "株洲日报讯 4月26日,副市长杨胜跃带队督查安全生产工作,市应急局党组书记、局长谢良晖参加。\n";

pub(crate) fn persons(json: &Value) -> Vec<&str> {
    json["records"].as_array().expect("records").iter().filter_map(|r| r["person"].as_str()).collect()
}

/// Extracts one file and gives its document.
pub(crate) fn read(dir: &Path, name: &str, bytes: &[u8], flags: &[&str]) -> Value {
    let path = dir.join(name);
    std::fs::write(&path, bytes).expect("file");
    let mut args = vec!["extract", path.to_str().expect("utf-8")];
    args.extend(flags);
    let out = dibao(&args, "");
    assert!(out.status.success(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("json")
}

#[test]
fn encodings_are_told_and_spans_refer_to_the_decoded_text() {
    let dir = tempfile::tempdir().expect("folder");
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(TEXT.encode_utf16().flat_map(u16::to_le_bytes));
    let (gbk, _, _) = encoding_rs::GBK.encode(TEXT);
    let (rare, _, _) = encoding_rs::GB18030.encode("副市长𬀩铁柱出席。");
    let mut marked = "\u{FEFF}".as_bytes().to_vec();
    marked.extend(TEXT.as_bytes());
    for (name, bytes, encoding) in
        [("utf8.txt", TEXT.as_bytes(), "UTF-8"), ("bom.txt", &marked, "UTF-8"), ("gbk.txt", &gbk, "GBK"), ("wide.txt", &utf16, "UTF-16LE")]
    {
        let json = read(dir.path(), name, bytes, &["--with-text"]);
        assert_eq!((json["source"]["encoding"].as_str(), json["source"].get("replaced")), (Some(encoding), None), "{name}");
        assert_eq!(persons(&json), ["杨胜跃", "谢良晖", "谢良晖"], "{name}");
        let text: Vec<char> = json["text"].as_str().expect("text").chars().collect();
        for record in json["records"].as_array().expect("records") {
            let [a, b] = [0, 1].map(|i| record["span"]["chars"][i].as_u64().expect("a number") as usize);
            assert_eq!(record["evidence"].as_str(), Some(text[a..b].iter().collect::<String>().as_str()));
        }
    }
    let json = read(dir.path(), "rare.txt", &rare, &["--encoding", "gb18030"]);
    assert_eq!(json["source"]["encoding"], "gb18030");
    assert_eq!(persons(&json), ["𬀩铁柱"]);
}

#[test]
fn big5_and_broken_bytes() {
    let dir = tempfile::tempdir().expect("folder");
    let (big5, _, failed) = encoding_rs::BIG5.encode("副市長王建國出席會議並致詞,市民表示歡迎,大家都說這條路修得很好,希望明年可以繼續。");
    assert!(!failed);
    let json = read(dir.path(), "big5.txt", &big5, &["--with-text"]);
    assert_eq!(json["source"]["encoding"], "Big5");
    assert!(json["text"].as_str().expect("text").starts_with("副市長王建國"));
    let (mut broken, _, _) = encoding_rs::GBK.encode(TEXT);
    broken.to_mut().splice(4..4, [0xFF, 0xFF]);
    let json = read(dir.path(), "broken.txt", &broken, &[]);
    assert_eq!((json["source"]["encoding"].as_str(), json["source"]["replaced"].as_u64()), (Some("GBK"), Some(2)));
    assert_eq!(json["source"]["quality"][0], "replaced-characters");
    let (head, tail) = TEXT.split_once("安全").expect("in the text");
    let bytes = [head.as_bytes(), b"\xFF\xE5\xAE\0", tail.as_bytes()].concat();
    let json = read(dir.path(), "broken-utf8.txt", &bytes, &[]);
    assert_eq!(json["source"]["encoding"], "UTF-8", "a broken byte changes no encoding");
    assert_eq!(json["source"]["quality"], serde_json::json!(["replaced-characters", "nul-characters"]));
    assert_eq!(persons(&json), ["杨胜跃", "谢良晖", "谢良晖"]);
}

#[test]
fn an_unknown_encoding_and_a_binary_file_are_clear_errors() {
    let out = dibao(&["extract", "-", "--encoding", "gb99"], TEXT);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("gb18030"), "names what would do");
    let out = dibao(&["extract", "-"], "市长\0\0");
    assert!(String::from_utf8_lossy(&out.stderr).contains("NUL"));
    let page = format!("<html><body><p {}>市长刘伟</p></body></html>", "a".repeat(3_000).replace('a', "a=1 "));
    let out = dibao(&["extract", "-"], &page);
    assert!(String::from_utf8_lossy(&out.stderr).contains("attributes in one tag"));
}

#[test]
fn a_government_page_tells_its_title_date_and_source() {
    let page = r#"<!DOCTYPE html><html><head><meta charset="gb2312"><meta name="ArticleTitle" content="衡阳市人民政府关于程渠同志任职的通知">
        <meta name="PubDate" content="2024-05-11 09:30"><meta name="ContentSource" content="衡阳市人民政府办公室"></head>
        <body><div class="nav">首页 | 市长信箱 | 副市长王大力</div><div class="TRS_Editor"><p>衡政人〔2024〕7号</p><p>市政府决定,任命:</p>
        <p>程渠为市水利局副局长(试用期一年)。</p></div><div class="foot">主办:某某</div></body></html>"#;
    let dir = tempfile::tempdir().expect("folder");
    let (gbk, _, _) = encoding_rs::GBK.encode(page);
    // servers declare Latin of anything
    let latin = encoding_rs::GBK.encode(&page.replace("gb2312", "iso-8859-1")).0.into_owned();
    assert_eq!(persons(&read(dir.path(), "latin.html", &latin, &[])), ["程渠"]);
    let json = read(dir.path(), "notice.html", &gbk, &["--place", "衡阳市", "--with-text"]);
    let source = &json["source"];
    assert_eq!((source["published"].as_str(), source["publisher"].as_str()), (Some("2024-05-11"), Some("衡阳市人民政府办公室")));
    assert_eq!(source["encoding"], "GBK");
    assert_eq!(persons(&json), ["程渠"], "nothing of the menu");
    let act = &json["records"][0];
    assert_eq!((act["document"].as_str(), act["probation_months"].as_u64()), (Some("衡政人〔2024〕7号"), Some(12)));
    assert!(json["text"].as_str().expect("text").starts_with("衡阳市人民政府关于程渠同志任职的通知\n"));
}

#[test]
fn a_founder_page_that_holds_its_body_twice_gives_it_once() {
    let body = "<p>本报讯 副市长杨胜跃带队督查。</p>";
    let page = format!(
        "<html><body><div>第03版</div><founder-content>{body}</founder-content><div style='display:none'><founder-content>{body}</founder-content></div></body></html>"
    );
    let dir = tempfile::tempdir().expect("folder");
    assert_eq!(persons(&read(dir.path(), "page.htm", page.as_bytes(), &[])), ["杨胜跃"]);
}

#[test]
fn crawls_with_their_own_keys_and_bad_lines() {
    let crawl = [
        r#"{"body": "市长刘伟出席。", "nr": 7, "day": "2023年4月27日", "city": "株洲市"}"#,
        "",
        r#"{"body": 5}"#,
        r#"{"body": "市长刘伟出席。", "day": "昨天"}"#,
        "no json",
    ]
    .join("\n");
    let out = dibao(&["extract", "-", "--text-field", "body", "--id-field", "nr", "--date-field", "day", "--place-field", "city"], &crawl);
    assert_eq!(out.status.code(), Some(3), "some failed");
    let lines = lines(&out.stdout);
    assert_eq!(lines.len(), 4);
    let source = &lines[0]["source"];
    assert_eq!((source["id"].as_str(), source["published"].as_str(), source["place"].as_str()), (Some("7"), Some("2023-04-27"), Some("株洲市")));
    assert_eq!((lines[1]["type"].as_str(), lines[1]["source"]["id"].as_str()), (Some("error"), Some("-:3")));
    assert!(lines[1]["message"].as_str().expect("text").contains("--text-field"));
    assert_eq!(lines[2]["source"]["quality"][0], "unreadable-date");
    assert_eq!(lines[3]["type"], "error");
}

#[test]
fn compressed_files_folders_and_globs() {
    let dir = tempfile::tempdir().expect("folder");
    let deep = dir.path().join("2023/04");
    std::fs::create_dir_all(&deep).expect("folder");
    let mut gz = flate2::write::GzEncoder::new(std::fs::File::create(deep.join("a.txt.gz")).expect("file"), flate2::Compression::fast());
    gz.write_all(TEXT.as_bytes()).and_then(|()| gz.finish().map(drop)).expect("gz");
    let line = serde_json::json!({ "text": TEXT }).to_string();
    std::fs::write(deep.join("b.jsonl.zst"), zstd::encode_all(format!("{line}\n{line}\n").as_bytes(), 1).expect("zst")).expect("file");
    std::fs::write(dir.path().join("c.html"), format!("<html><body><p>{TEXT}</p></body></html>")).expect("file");
    std::fs::write(dir.path().join("picture.png"), [0x89, b'P', b'N', b'G']).expect("file");
    let ids = |path: &str| {
        let out = dibao(&["extract", path], "");
        assert!(out.status.success());
        let mut ids: Vec<String> =
            lines(&out.stdout).iter().map(|l| l["source"]["id"].as_str().expect("id").rsplit('/').next().expect("name").to_owned()).collect();
        ids.dedup();
        ids
    };
    let root = dir.path().to_str().expect("utf-8");
    assert_eq!(ids(root), ["a.txt.gz", "b.jsonl.zst:1", "b.jsonl.zst:2", "c.html"], "in order of their paths; pictures are left");
    assert_eq!(ids(&format!("{root}/**/*.gz")), ["a.txt.gz"]);
    let none = dibao(&["extract", &format!("{root}/*.xyz")], "");
    assert!(String::from_utf8_lossy(&none.stderr).contains("no file fits"));
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join("bomb.txt.zst");
    std::fs::write(&path, zstd::encode_all(std::io::repeat(b' ').take(40 << 20), 3).expect("zst")).expect("file");
    let out = dibao(&["extract", path.to_str().expect("utf-8"), "--max-bytes", "1000000"], "");
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("limit of 1000000"));
    use std::io::Read;
}

#[test]
fn poisoned_text_is_flagged_and_not_extracted() {
    let poisoned = "任(rèn)命(mìng)刘(liú)伟(wěi)为市(shì)监察委员会副主(zhǔ)任。副市长杨胜跃出席。";
    let json: Value = serde_json::from_slice(&dibao(&["extract", "-"], poisoned).stdout).expect("json");
    assert_eq!(json["source"]["quality"][0], "pinyin");
    assert_eq!(json["records"].as_array().map(Vec::len), Some(0));
    assert!(json["unparsed"][0]["reason"].as_str().expect("reason").contains("pinyin"));
}

#[cfg(unix)]
#[test]
fn one_bad_entry_of_a_folder_costs_nothing_else() {
    use std::os::unix::{ffi::OsStrExt, fs::symlink};
    let dir = tempfile::tempdir().expect("folder");
    let root = dir.path();
    std::fs::create_dir_all(root.join("deep")).and_then(|()| std::fs::create_dir(root.join("empty"))).expect("folder");
    std::fs::write(root.join("a.txt"), TEXT).expect("file");
    std::fs::write(root.join(std::ffi::OsStr::from_bytes(b"b\xff.txt")), TEXT).expect("file");
    std::fs::write(root.join(".hidden.txt"), TEXT).expect("file");
    std::fs::write(root.join("c.png"), "x").expect("file");
    symlink("nowhere", root.join("dead.txt"))
        .and_then(|()| symlink("..", root.join("deep/loop")))
        .and_then(|()| symlink("self.txt", root.join("self.txt")))
        .expect("link");
    let root = root.to_str().expect("utf-8");
    let (empty, none) = (format!("{root}/empty"), format!("{root}/*.xyz"));
    let out = dibao(&["extract", root, &empty, &none, "no-such.txt", &format!("{root}/./a.txt")], "");
    assert_eq!(out.status.code(), Some(3));
    let (mut read, mut failed) = (Vec::new(), Vec::new());
    for line in lines(&out.stdout) {
        let name = line["source"]["id"].as_str().expect("id").rsplit('/').next().expect("name").to_owned();
        if line["type"] == "error" { failed.push(name) } else { read.push(name) }
    }
    read.dedup();
    assert_eq!(read, ["a.txt", "b\\xff.txt"]);
    assert_eq!(failed, ["dead.txt", "loop", "self.txt", "empty", "*.xyz", "no-such.txt"]);
    let told = String::from_utf8_lossy(&out.stderr);
    for part in ["leads nowhere", "leads back to", "nothing to read in this folder", "no file fits", "8 documents, 6 failed", "office 6"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    for part in ["1 skipped, hidden", "1 skipped, not a kind that is read: .png", "1 skipped, named twice", "c.png)"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(dibao(&["extract", root, "-q"], "").stderr.is_empty());
    let none = dibao(&["extract", &empty], "");
    assert!(none.status.code() == Some(1) && String::from_utf8_lossy(&none.stderr).contains("nothing to read in this folder"));
}
