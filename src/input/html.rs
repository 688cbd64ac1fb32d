//! HTML pages of governments and newspapers: what they say of themselves, and their main text.

use super::iso_date;
use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Node, Selector};

/// What an HTML page holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page {
    /// `ArticleTitle`, else the title of the page.
    pub title: Option<String>,
    /// `PubDate` and its like, as an ISO date.
    pub published: Option<String>,
    /// `ContentSource`, else `SiteName`.
    pub publisher: Option<String>,
    /// Title and main text, one line for each block, cells of a table row separated by tabs.
    pub text: String,
}

/// Names of meta tags, in order of trust (the meta convention of Chinese government sites, then what news sites use).
const TITLE: &[&str] = &["ArticleTitle", "og:title"];
const DATE: &[&str] = &["PubDate", "publishdate", "article:published_time", "date"];
const SOURCE: &[&str] = &["ContentSource", "SiteName", "source", "og:site_name"];

/// Where main texts stand, in order of trust: Founder e-papers, the TRS editor, the containers of government sites.
const BODIES: &[&str] =
    &["founder-content", "#ozoom", ".TRS_Editor", "#UCAP-CONTENT", "#zoom", ".article-content", ".pages_content", "#content article", "article"];

/// The charset that a page declares in its first kilobytes.
pub(crate) fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let at = head.find("charset")? + "charset".len();
    let value = head[at..].trim_start_matches([' ', '=', '"', '\'']);
    let label: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    (!label.is_empty()).then_some(label)
}

/// Whether `text` begins like an HTML page.
pub(crate) fn looks_like(text: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&text[..text.len().min(1024)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    head.starts_with("<!doctype html") || (head.starts_with('<') && ["<html", "<head", "<meta", "<body"].iter().any(|tag| head.contains(tag)))
}

/// Deepest nesting of elements taken. Parsers of HTML need time that grows with the square of it; browsers stop at 512.
pub(crate) const MAX_DEPTH: usize = 1_000;

/// Whether elements nest deeper than [`MAX_DEPTH`], by a count of tags.
pub(crate) fn too_deep(source: &str) -> bool {
    let mut depth = 0usize;
    for (at, _) in source.match_indices('<') {
        let rest = &source.as_bytes()[at + 1..];
        let (closing, name) = if rest.first() == Some(&b'/') { (true, &rest[1..]) } else { (false, rest) };
        let name = &name[..name.iter().take(12).take_while(|b| b.is_ascii_alphanumeric()).count()];
        if name.is_empty() || UNCLOSED.iter().any(|u| name.eq_ignore_ascii_case(u.as_bytes())) {
            continue;
        }
        depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// Elements that need no end tag.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param", "source", "tbody", "td", "th", "tr",
    "wbr",
];

/// Reads a page. Never fails: a page without any known container gives the text of what looks like its article, or of its body.
///
/// ```
/// let page = dibao::input::html(r#"<html><meta name="PubDate" content="2023-04-27 10:20"><body><div class="TRS_Editor">
///     <p>任命刘伟为市教育局局长。</p></div><div>版权所有</div></body></html>"#);
/// assert_eq!((page.published.as_deref(), page.text.as_str()), (Some("2023-04-27"), "任命刘伟为市教育局局长。"));
/// ```
pub fn html(source: &str) -> Page {
    let tree = Html::parse_document(source);
    let title = meta(&tree, TITLE).or_else(|| first(&tree, "title").map(|e| squeeze(&e.text().collect::<String>()))).filter(|t| !t.is_empty());
    let published = DATE.iter().find_map(|name| iso_date(&meta(&tree, &[name])?));
    let body = body(&tree, source);
    let told = meta(&tree, TITLE).filter(|title| !squeeze(&body.lines().take(3).collect::<String>()).contains(title.as_str()));
    let text = told.map_or(body.clone(), |title| format!("{title}\n{body}"));
    Page { title, published, publisher: meta(&tree, SOURCE), text }
}

fn first<'a>(tree: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    tree.select(&Selector::parse(selector).ok()?).next()
}

fn meta(tree: &Html, names: &[&str]) -> Option<String> {
    let all = Selector::parse("meta").ok()?;
    names.iter().find_map(|name| {
        tree.select(&all)
            .filter(|e| e.attr("name").or(e.attr("property")).is_some_and(|n| n.eq_ignore_ascii_case(name)))
            .filter_map(|e| e.attr("content"))
            .map(squeeze)
            .find(|value| !value.is_empty())
    })
}

/// The main text: between the marks of a Founder page, in a known container, in what looks like an article, in the body.
fn body(tree: &Html, source: &str) -> String {
    if let Some(marked) = between(source, "<!--enpcontent-->", "<!--/enpcontent-->") {
        let text = lines(Html::parse_fragment(marked).root_element());
        if !text.is_empty() {
            return text;
        }
    }
    let known = BODIES.iter().filter_map(|selector| first(tree, selector)).map(lines).find(|text| text.chars().count() >= 10);
    known.or_else(|| readable(source)).unwrap_or_else(|| first(tree, "body").map(lines).unwrap_or_default())
}

fn between<'a>(source: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let start = source.find(from)? + from.len();
    let end = start + source[start..].find(to)?;
    Some(&source[start..end])
}

/// The article that a readability guess finds, when it holds most of the page's text.
fn readable(source: &str) -> Option<String> {
    let article = dom_smoothie::Readability::new(source, None, None).ok()?.parse().ok()?;
    let text = lines(Html::parse_fragment(&article.content).root_element());
    (text.chars().count() >= 80).then_some(text)
}

/// Elements that end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "tr",
    "ul",
    "founder-content",
];
/// Elements whose text nobody sees.
const HIDDEN: &[&str] = &["script", "style", "noscript", "template", "textarea", "select", "button", "iframe"];

/// The text of an element, one line for each block; cells of a row are separated by tabs.
fn lines(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    render(element, &mut out);
    let lines: Vec<&str> = out.lines().map(str::trim_end).filter(|line| !line.trim_matches(['\t', ' ', '\u{3000}', '\u{A0}']).is_empty()).collect();
    lines.join("\n")
}

/// Walks without recursion: pages may nest as deep as they like.
fn render(element: ElementRef<'_>, out: &mut String) {
    let (mut hidden, mut cells) = (0usize, 0usize);
    for edge in element.traverse() {
        let (node, open) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            // line feeds of the source are no line breaks of the page
            Node::Text(text) if open && hidden == 0 => out.extend(text.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t'))),
            Node::Element(e) => {
                let name = e.name();
                let step = |depth: usize| if open { depth + 1 } else { depth.saturating_sub(1) };
                if HIDDEN.contains(&name) {
                    hidden = step(hidden);
                } else if matches!(name, "td" | "th") {
                    cells = step(cells);
                    if !open {
                        out.push('\t');
                    }
                } else if cells == 0 && BLOCKS.contains(&name) {
                    out.push('\n');
                }
            }
            _ => {}
        }
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{html, too_deep};

    #[test]
    fn a_body_held_twice_is_read_once() {
        let page = html(
            "<html><body><!--enpcontent--><p>任命甲乙为局长。</p><!--/enpcontent--><founder-content><p>任命甲乙为局长。</p></founder-content></body></html>",
        );
        assert_eq!(page.text, "任命甲乙为局长。");
    }

    #[test]
    fn rows_of_a_table_are_lines_with_tabs() {
        let page =
            html("<body><div id=zoom>公示名单如下<table><tr><th>姓 名</th><th>性别</th></tr><tr><td><p>言 鹏</p></td><td>男</td></tr></table></div></body>");
        assert_eq!(page.text, "公示名单如下\n姓 名\t性别\n言 鹏\t男");
    }

    #[test]
    fn scripts_are_no_text_and_depth_is_bounded() {
        let page = |depth: usize| format!("<body><script>var a='市长';</script>{}市长刘伟</body>", "<div>".repeat(depth));
        assert_eq!(html(&page(500)).text, "市长刘伟");
        assert!(!too_deep(&page(500)) && too_deep(&page(20_000)));
    }
}
