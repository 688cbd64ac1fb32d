//! A page to look at: one HTML file without any network, documents set as pages with their records beside them.

mod blocks;
mod marks;
mod records;
mod sheet;

pub use records::{Written, written};
pub use sheet::{Entry, Sheet};

use super::own::GENERATOR;
use base64::Engine;
use serde_json::{Value, json};
use sha2::Digest;
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = concat!(
    "\"use strict\";\n(() => {\n",
    include_str!("words.js"),
    include_str!("record.js"),
    include_str!("text.js"),
    include_str!("list.js"),
    include_str!("index.js"),
    include_str!("page.js"),
    "})();\n"
);

/// Most documents of one page: what is more goes into a folder of pages.
pub const MAX_DOCUMENTS: usize = 500;

/// Renders documents as one self-contained HTML page.
///
/// One document is shown at once; several are listed first, by day, place and publisher, with a search over all of them. The
/// text is set as a page with its records marked; records are listed beside it, each with the rule that made it, its evidence
/// and what else was considered. Labels are Chinese and English. Everything from the documents is escaped, and the page's
/// policy lets nothing run but its own script and loads nothing.
pub fn view(sheets: &[Sheet]) -> String {
    let title = if let [one] = sheets { one.title() } else { "邸报 dibao" };
    let documents: Vec<Value> = sheets.iter().map(Sheet::data).collect();
    page(title, sheets, &json!({ "documents": documents }))
}

/// Renders one document of a folder of pages, whose index is at `index`.
pub fn view_of(sheet: &Sheet, index: &str) -> String {
    page(sheet.title(), std::slice::from_ref(sheet), &json!({ "documents": [sheet.data()], "index": index }))
}

/// Renders the index of a folder of pages. Its search knows titles, places, persons and projects, not whole texts.
pub fn view_index(entries: &[Entry]) -> String {
    let documents: Vec<&Value> = entries.iter().map(|entry| &entry.0).collect();
    page("邸报 dibao", &[], &json!({ "documents": documents, "folder": true }))
}

fn page(title: &str, sheets: &[Sheet], data: &Value) -> String {
    // in a script element only `<` can end the element
    let data = data.to_string().replace('<', "\\u003c");
    let title = escape(title);
    let (mut text, mut texts) = ("", String::new());
    match sheets {
        [one] => text = &one.body,
        several => several.iter().enumerate().for_each(|(i, sheet)| _ = writeln!(texts, r#"<template id="t{i}">{}</template>"#, sheet.body)),
    }
    let body = format!(
        r##"<div id="app">
<main id="reading" tabindex="-1"><header id="head"><h1>{title}</h1></header><div id="text">{text}</div></main>
</div>
{texts}<script type="application/json" id="data">{data}</script>"##
    );
    html(&title, STYLE, SCRIPT, &body)
}

/// A page that loads nothing and runs nothing but its own script; the title is escaped already.
pub(crate) fn html(title: &str, style: &str, script: &str, body: &str) -> String {
    let (style_hash, script_hash) = (hash(style), hash(script));
    format!(
        r##"<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
{GENERATOR}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{style_hash}'; script-src '{script_hash}'">
<title>{title} · 邸报</title>
<style>{style}</style>
</head>
<body>
{body}
<script>{script}</script>
</body>
</html>
"##
    )
}

fn hash(text: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text.as_bytes())))
}

pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
