//! Files that people have: Word, saved pages, archives, tables, and what is not read.

use super::inputs::{persons, read};
use super::{dibao, lines};
use std::io::Write;
use std::path::Path;

/// A ZIP archive of these members.
fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("member");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("archive").into_inner()
}

/// A Word file with this body.
fn word(body: &str) -> Vec<u8> {
    let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn write(dir: &Path, name: &str, bytes: &[u8]) -> String {
    let path = dir.join(name);
    std::fs::write(&path, bytes).expect("file");
    path.to_str().expect("utf-8").to_owned()
}

#[test]
fn a_word_file_gives_its_paragraphs_and_tables() {
    let dir = tempfile::tempdir().expect("folder");
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |cells: [&str; 3]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
    let table = format!("<w:tbl>{}{}</w:tbl>", row(["姓名", "性别", "拟任职务"]), row(["言 鹏", "男", "市水利局副局长"]));
    let body = format!("{}{table}", paragraph("市水利局局长程渠公布名单如下:"));
    let json = read(dir.path(), "notice.docx", &word(&body), &["--place", "衡阳市", "--with-text"]);
    assert_eq!(json["text"], "市水利局局长程渠公布名单如下:\n姓名\t性别\t拟任职务\n言 鹏\t男\t市水利局副局长");
    assert_eq!(persons(&json), ["言鹏"]);
}

#[test]
fn a_saved_page_is_read_like_the_page() {
    let dir = tempfile::tempdir().expect("folder");
    let (page, _, _) = encoding_rs::GBK.encode("<html><body><div id=zoom><p>副市长杨胜跃带队督查安全生产。</p></div></body></html>");
    let quoted: String = page
        .iter()
        .map(|b| if b.is_ascii_alphanumeric() || matches!(b, b'<' | b'>' | b'/') { char::from(*b).to_string() } else { format!("={b:02X}") })
        .collect();
    let mail = format!(
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n--x--\r\n"
    );
    let json = read(dir.path(), "page.mhtml", mail.as_bytes(), &[]);
    assert_eq!((persons(&json), json["source"]["encoding"].as_str()), (vec!["杨胜跃"], Some("GBK")));
}

#[test]
fn an_archive_gives_its_documents() {
    let dir = tempfile::tempdir().expect("folder");
    let text = "市长刘伟出席。".as_bytes();
    let archive = zipped(&[
        ("b/一.txt", text),
        ("picture.png", b"\x89PNG"),
        ("a.docx", &word(&paragraph("市长刘伟出席。"))),
        ("old.htm", b"<body><p>\xCA\xD0\xB3\xA4\xC1\xF5\xCE\xB0</p>"),
    ]);
    write(dir.path(), "pages.zip", &archive);
    let out = dibao(&["extract", dir.path().to_str().expect("utf-8"), "--format", "jsonl"], "");
    assert!(out.status.success());
    let lines = lines(&out.stdout);
    let ids: Vec<&str> =
        lines.iter().filter(|l| l["person"] == "刘伟").filter_map(|l| l["source"]["id"].as_str()?.rsplit_once(".zip:")).map(|(_, id)| id).collect();
    assert_eq!(ids, ["b/一.txt", "a.docx", "old.htm"]);
    let json = read(dir.path(), "named.zip", &word(&paragraph("市长刘伟出席。")), &["--format", "json"]);
    assert_eq!(persons(&json[0]), ["刘伟"], "a Word file under another name");
    let out = dibao(&["extract", &write(dir.path(), "broken.zip", b"PK\x03\x04nothing")], "");
    assert_eq!(out.status.code(), Some(1));
}

#[test]
fn tables_and_arrays_have_the_fields_of_crawls() {
    let dir = tempfile::tempdir().expect("folder");
    let (table, _, _) = encoding_rs::GBK.encode("编号,日期,正文\n7,2023/4/27,\"市长刘伟,出席。\"\n8,,\n");
    let table = write(dir.path(), "crawl.csv", &table);
    let out = dibao(&["extract", &table, "--text-field", "正文", "--id-field", "编号", "--date-field", "日期"], "");
    let rows = lines(&out.stdout);
    assert_eq!(
        (rows[0]["person"].as_str(), rows[0]["source"]["id"].as_str(), rows[0]["source"]["published"].as_str()),
        (Some("刘伟"), Some("7"), Some("2023-04-27"))
    );
    let array = "[\n {\"text\": \"<p>市长<b>刘伟</b></p><p style='display:none'>县长王明</p>\"},\n 5, {\"text\": \"没有\"}]";
    for input in [write(dir.path(), "crawl.json", array.as_bytes()), write(dir.path(), "crawl.jsonl", array.as_bytes())] {
        let out = dibao(&["extract", &input, "--html"], "");
        assert_eq!(out.status.code(), Some(3));
        let told: Vec<String> = lines(&out.stdout).iter().map(|l| l["person"].as_str().or(l["type"].as_str()).unwrap_or_default().to_owned()).collect();
        assert_eq!(told, ["刘伟", "error", "document"]);
    }
    let piped = dibao(&["extract", "-"], "[{\"text\": \"市长刘伟\"}]");
    assert_eq!(lines(&piped.stdout)[0]["person"], "刘伟");
}

#[test]
fn what_is_not_read_is_named() {
    let dir = tempfile::tempdir().expect("folder");
    let sheet = zipped(&[("xl/workbook.xml", b"<workbook/>")]);
    let cases: [(&str, &[u8], &str); 6] = [
        ("a.doc", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], ".docx"),
        ("a.xlsx", &sheet, "Excel"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "OCR"),
        ("a.rar", b"Rar!\x1a\x07\0", "RAR"),
        ("a.rtf", b"{\\rtf1}", "RTF"),
        ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx", "HTML"),
    ];
    for (name, bytes, told) in cases {
        let out = dibao(&["extract", &write(dir.path(), name, bytes)], "");
        let message = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.code() == Some(1) && message.contains(told), "{name}: {message}");
    }
}
