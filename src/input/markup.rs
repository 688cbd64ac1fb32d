//! HTML before it is parsed: whether it is any, what charset it declares, whether its parser can bear it.

/// Deepest nesting of elements taken. Parsers of HTML need time that grows with the square of it; browsers stop at 512.
const MAX_DEPTH: usize = 1_000;
/// Most attributes of one tag taken: parsers compare each with all before.
const MAX_ATTRIBUTES: usize = 500;
/// Most tags taken: each costs a parser some hundred bytes of memory.
const MAX_TAGS: usize = 1_000_000;

/// Elements that need no end tag.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param", "source", "tbody", "td", "th", "tr",
    "wbr",
];
/// Elements whose content is text up to their end tag.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

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

/// Why a page is refused before it is parsed, if it is: what it has too much of.
pub(crate) fn flaw(source: &str) -> Option<String> {
    let bytes = source.as_bytes();
    let (mut at, mut depth, mut tags) = (0, 0usize, 0usize);
    while let Some(offset) = memchr::memchr(b'<', &bytes[at..]) {
        at += offset + 1;
        let closing = bytes.get(at) == Some(&b'/');
        let name_at = at + usize::from(closing);
        let name = &bytes[name_at..][..bytes[name_at..].iter().take(12).take_while(|b| b.is_ascii_alphanumeric()).count()];
        let is = |names: &[&str]| names.iter().any(|n| name.eq_ignore_ascii_case(n.as_bytes()));
        if bytes[at..].starts_with(b"!--") {
            at = memchr::memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |end| at + end);
            continue;
        }
        if name.is_empty() {
            continue;
        }
        tags += 1;
        let (end, attributes) = tag_end(bytes, name_at + name.len());
        at = end;
        if !is(UNCLOSED) {
            depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        }
        if !closing && is(RAW) {
            at = raw_end(bytes, at, name);
        }
        let most = [("levels of nesting", depth, MAX_DEPTH), ("attributes in one tag", attributes, MAX_ATTRIBUTES), ("tags", tags, MAX_TAGS)];
        if let Some((what, _, limit)) = most.into_iter().find(|&(_, count, limit)| count > limit) {
            return Some(format!("it has more than {limit} {what}: not a page of a newspaper"));
        }
    }
    None
}

/// Where the tag ends whose name ends at `at`, and how many attributes it has, by the states that the standard prescribes.
fn tag_end(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut attributes = 0;
    loop {
        at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace() || **b == b'/').count();
        match bytes.get(at) {
            None => return (at, attributes),
            Some(b'>') => return (at + 1, attributes),
            Some(_) => attributes += 1,
        }
        // a name may begin with an equals sign
        at += 1;
        at += bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'=')).count();
        let spaces = bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        if bytes.get(at + spaces) != Some(&b'=') {
            continue;
        }
        at += spaces + 1;
        at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        at = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => memchr::memchr(quote, &bytes[at + 1..]).map_or(bytes.len(), |end| at + end + 2),
            _ => at + bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace() && **b != b'>').count(),
        };
    }
}

/// Where the text of an element called `name` ends that begins at `at`.
fn raw_end(bytes: &[u8], at: usize, name: &[u8]) -> usize {
    memchr::memmem::find_iter(&bytes[at..], b"</")
        .find(|&end| bytes[at + end + 2..].get(..name.len()).is_some_and(|tail| tail.eq_ignore_ascii_case(name)))
        .map_or(bytes.len(), |end| at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_attributes_and_tags_are_bounded() {
        let page = |middle: &str| flaw(&format!("<html><body>{middle}市长刘伟</body></html>"));
        assert_eq!(page(&"<div>".repeat(500)), None);
        assert!(page(&"<div>".repeat(2_000)).unwrap().contains("levels"));
        assert_eq!(page(&format!("<p {}>", "a=1 ".repeat(400))), None);
        for attribute in ["a=1 ", "a", "a='1'", "/a", "=", "a=\"<\""] {
            let tag = |n: usize| format!("<p {}>", (0..n).map(|i| format!("{attribute}{i} ")).collect::<String>());
            assert!(page(&tag(1_200)).unwrap().contains("attributes"), "{attribute}");
        }
        assert!(page(&"<b>".repeat(2).repeat(600_000).replace("<b>", "<b></b>")).unwrap().contains("tags"));
    }

    #[test]
    fn scripts_and_comments_are_no_tags() {
        let code = "if(a<b && c ".repeat(2_000);
        for inner in [format!("<script>{code}</SCRIPT>"), format!("<style>{code}</style>"), format!("<!-- <p {code} -->"), format!("<p title='{code}'>")] {
            assert_eq!(flaw(&format!("<body>{inner}<p>市长刘伟</p>")), None);
        }
        assert_eq!(flaw(&"<".repeat(100_000)), None);
    }
}
