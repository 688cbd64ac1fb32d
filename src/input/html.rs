//! HTML pages of governments and newspapers: what they say of themselves, and their main text.
//!
//! What a style sheet hides by a class is read; what `style="display:none"` or `hidden` hides is not.

use super::load::iso_date;
use ego_tree::iter::Edge;
use scraper::node::Element;
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
    /// The address that it says to have: `og:url`, else its canonical link.
    pub url: Option<String>,
    /// Title and main text, one line for each block, cells of a table row separated by tabs.
    pub text: String,
}

/// Names of meta tags, in order of trust (the meta convention of Chinese government sites, then what news sites use).
const TITLE: &[&str] = &["ArticleTitle", "og:title"];
const DATE: &[&str] = &["PubDate", "publishdate", "article:published_time", "date"];
const URL: &[&str] = &["og:url"];
const SOURCE: &[&str] = &["ContentSource", "SiteName", "source", "og:site_name"];

/// Where main texts stand, in order of trust: Founder e-papers, the TRS editor, the containers of government sites.
const BODIES: &[&str] =
    &["founder-content", "#ozoom", ".TRS_Editor", "#UCAP-CONTENT", "#zoom", ".article-content", ".pages_content", "#content article", "article"];

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
    let canonical = || first(&tree, r#"link[rel="canonical"]"#)?.attr("href").map(squeeze).filter(|href| href.starts_with("http"));
    Page { title, published, publisher: meta(&tree, SOURCE), url: meta(&tree, URL).or_else(canonical), text }
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
    let known = BODIES.iter().filter_map(|selector| first(tree, selector)).map(lines).find(|text| text.chars().nth(9).is_some());
    known.or_else(|| readable(source)).unwrap_or_else(|| first(tree, "body").map(lines).unwrap_or_default())
}

fn between<'a>(source: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let start = source.find(from)? + from.len();
    let end = start + source[start..].find(to)?;
    Some(&source[start..end])
}

/// Most marks of tags and entities in a page whose article is guessed: the guess keeps a note of each that is out of place.
const MAX_GUESSED: usize = 50_000;

/// The article that a readability guess finds, when it holds most of the page's text.
fn readable(source: &str) -> Option<String> {
    if memchr::memchr3_iter(b'<', b'&', 0, source.as_bytes()).nth(MAX_GUESSED).is_some() {
        return None;
    }
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

/// Whether a page says of an element that it is not shown.
fn is_unseen(element: &Element) -> bool {
    let hides = |rule: &str| {
        let (key, value) = rule.split_once(':').unwrap_or_default();
        let value = value.trim().trim_end_matches("!important").trim_end();
        let is = |k: &str, v: &str| key.trim().eq_ignore_ascii_case(k) && value.eq_ignore_ascii_case(v);
        is("display", "none") || is("visibility", "hidden")
    };
    HIDDEN.contains(&element.name()) || element.attr("hidden").is_some() || element.attr("style").is_some_and(|style| style.split(';').any(hides))
}

/// The text of an element, one line for each block; cells of a row are separated by tabs.
fn lines(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    render(element, &mut out);
    let lines: Vec<&str> = out.lines().map(str::trim_end).filter(|line| !line.trim_matches(['\t', ' ', '\u{3000}', '\u{A0}']).is_empty()).collect();
    lines.join("\n")
}

/// Cells that reach over several rows: their text is given in each of them.
#[derive(Default)]
struct Reaching {
    /// By column: rows still to come, and the text.
    columns: Vec<(usize, String)>,
    /// The column that the next cell of the row stands in.
    column: usize,
    /// Where the text of the open cell begins.
    start: usize,
}

/// Longest text in bytes that is repeated, and most rows it is repeated in: a page could else grow without bound.
const REPEATED: usize = 300;
const ROWS: usize = 60;

impl Reaching {
    /// A row begins.
    fn row(&mut self) {
        self.column = 0;
    }

    /// Gives the cells that reach down into the next columns of the row.
    fn fill(&mut self, out: &mut String) {
        while let Some((rows, text)) = self.columns.get_mut(self.column).filter(|(rows, _)| *rows > 0) {
            *rows -= 1;
            out.push_str(text);
            out.push('\t');
            self.column += 1;
        }
    }

    /// A cell begins.
    fn open(&mut self, out: &mut String) {
        self.fill(out);
        self.start = out.len();
    }

    /// A cell ends that reaches over `rows` rows.
    fn close(&mut self, rows: usize, out: &mut String) {
        let text = &out[self.start.min(out.len())..];
        let below = if text.len() <= REPEATED { rows.saturating_sub(1).min(ROWS) } else { 0 };
        if below > 0 {
            if self.columns.len() <= self.column {
                self.columns.resize(self.column + 1, (0, String::new()));
            }
            self.columns[self.column] = (below, text.to_owned());
        }
        out.push('\t');
        self.column += 1;
    }
}

/// Most columns of a table whose cells may reach down.
const COLUMNS: usize = 60;

/// Walks without recursion: pages may nest as deep as they like.
fn render(element: ElementRef<'_>, out: &mut String) {
    let (mut hidden, mut cells) = (0usize, 0usize);
    let mut reaching = Reaching::default();
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
                // a container that a script shows later is read all the same
                if node.id() != element.id() && is_unseen(e) {
                    hidden = step(hidden);
                } else if matches!(name, "td" | "th") {
                    let rows = e.attr("rowspan").and_then(|rows| rows.trim().parse().ok()).unwrap_or(1);
                    // a table within a cell is a line of it
                    let plain = cells == usize::from(!open) && reaching.column < COLUMNS;
                    cells = step(cells);
                    match (open, plain) {
                        (true, true) => reaching.open(out),
                        (false, true) => reaching.close(rows, out),
                        (false, false) => out.push('\t'),
                        (true, false) => {}
                    }
                } else if name == "tr" && cells == 0 {
                    if open {
                        reaching.row();
                    } else {
                        reaching.fill(out);
                    }
                    out.push('\n');
                } else if name == "table" && cells == 0 {
                    reaching = Reaching::default();
                    out.push('\n');
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
    use super::html;

    #[test]
    fn a_body_held_twice_is_read_once() {
        let page = html(
            "<html><body><!--enpcontent--><p>任命甲乙为局长。</p><!--/enpcontent--><founder-content><p>任命甲乙为局长。</p></founder-content></body></html>",
        );
        assert_eq!(page.text, "任命甲乙为局长。");
    }

    #[test]
    fn a_cell_over_several_rows_is_given_in_each() {
        let page = html(
            "<body><div id=zoom>任免名单如下<table><tr><td>甲</td><td rowspan=2>乙局局长</td></tr><tr><td>丙</td></tr>\
             <tr><td rowspan=\"2\">丁</td><td>戊</td></tr><tr><td>己</td></tr></table></div></body>",
        );
        assert_eq!(page.text, "任免名单如下\n甲\t乙局局长\n丙\t乙局局长\n丁\t戊\n丁\t己");
    }

    #[test]
    fn rows_of_a_table_are_lines_with_tabs() {
        let page =
            html("<body><div id=zoom>公示名单如下<table><tr><th>姓 名</th><th>性别</th></tr><tr><td><p>言 鹏</p></td><td>男</td></tr></table></div></body>");
        assert_eq!(page.text, "公示名单如下\n姓 名\t性别\n言 鹏\t男");
    }

    #[test]
    fn what_nobody_sees_is_no_text() {
        let page = |inner: &str| html(&format!("<body><div id=zoom style='display:none'><p>市长刘伟出席会议并讲话</p>{inner}</div></body>")).text;
        for unseen in [
            "<script>var a='县长';</script>",
            "<div style='display:none'><p>县长</p></div>",
            "<span style=\"color:red; DISPLAY : None !important\">县长</span>",
            "<p hidden>县长<b>王明</b></p>",
            "<p style='visibility:hidden'>县长</p>",
        ] {
            assert_eq!(page(unseen), "市长刘伟出席会议并讲话", "{unseen}");
        }
        assert!(page("<p style='display:block'>县长</p>").ends_with("县长"));
    }
}
