//! A page to look at: one HTML file without any network, the text with its records highlighted and a table beside it.

use super::own::GENERATOR;
use crate::record::Extraction;
use base64::Engine;
use sha2::Digest;

const STYLE: &str = include_str!("view.css");
const SCRIPT: &str = include_str!("view.js");

/// Renders a document and its text as one self-contained HTML page.
///
/// The text is shown with its records highlighted by type; hovering or clicking links text and table both ways; types can be
/// filtered; labels are Chinese and English. Everything from the document is escaped, and the page's policy lets nothing run
/// but its own script and loads nothing.
///
/// ```
/// use dibao::{Context, Extractor};
/// let text = "副市长杨胜跃<script>alert(1)</script>";
/// let page = dibao::export::view(text, &Extractor::new()?.extract(text, &Context::default())?);
/// assert!(page.contains("杨胜跃") && !page.contains("<script>alert"));
/// # Ok::<(), dibao::Error>(())
/// ```
pub fn view(text: &str, extraction: &Extraction) -> String {
    let title = extraction.source.id.as_deref().unwrap_or("dibao");
    // in a script element only `<` can end the element
    let data = serde_json::to_string(extraction).unwrap_or_default().replace('<', "\\u003c");
    format!(
        r#"<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
{GENERATOR}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{style_hash}'; script-src '{script_hash}'">
<title>{title} · dibao</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p id="source"></p>
<nav id="filters" aria-label="types"></nav>
<button id="language" type="button">English</button>
</header>
<main>
<article id="text">{body}</article>
<section id="records"><table><thead id="head"></thead><tbody id="rows"></tbody></table><div id="notes"></div></section>
</main>
<script type="application/json" id="data">{data}</script>
<script>{SCRIPT}</script>
</body>
</html>
"#,
        style_hash = hash(STYLE),
        script_hash = hash(SCRIPT),
        title = escape(title),
        body = marked(text, extraction),
    )
}

fn hash(text: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text.as_bytes())))
}

fn escape(text: &str) -> String {
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

/// The text cut at every border of a record; each piece names the records that cover it.
fn marked(text: &str, extraction: &Extraction) -> String {
    let mut borders: Vec<(usize, bool, usize)> = Vec::new();
    for (i, record) in extraction.records.iter().enumerate() {
        let [start, end] = record.span.bytes;
        borders.push((start, true, i));
        borders.push((end, false, i));
    }
    borders.sort_unstable();
    let mut out = String::with_capacity(text.len() * 2);
    let (mut at, mut open) = (0usize, Vec::new());
    let mut piece = |from: usize, to: usize, open: &[usize]| {
        let Some(part) = text.get(from..to).filter(|p| !p.is_empty()) else { return };
        if open.is_empty() {
            out.push_str(&escape(part));
            return;
        }
        let ids: Vec<&str> = open.iter().map(|&i| extraction.records[i].id.as_str()).collect();
        // the shortest record that covers the piece gives the colour
        let inner = open.iter().min_by_key(|&&i| extraction.records[i].span.bytes[1] - extraction.records[i].span.bytes[0]);
        let kind = inner.map_or("", |&i| extraction.records[i].data.type_name());
        out.push_str(&format!(r#"<mark class="{kind}" data-records="{}">{}</mark>"#, ids.join(" "), escape(part)));
    };
    for (border, opens, i) in borders {
        if border > at {
            piece(at, border, &open);
            at = border;
        }
        if opens {
            open.push(i);
        } else {
            open.retain(|&o| o != i);
        }
    }
    piece(at, text.len(), &open);
    out
}
