//! How a page is set: what its lines are to the eye.

use crate::document::{Document, Draft, LineKind};
use crate::record::ArticleKind;
use crate::text::Line;
use crate::value::numeral;

/// What a stretch of text is to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Headline,
    /// The number of a notice, or the session that passed it: below the headline.
    Head,
    /// A heading between paragraphs: `一、决定任命`.
    Section,
    /// Who reported, on a line of its own.
    Byline,
    Paragraph,
    /// A line that leads a list or addresses somebody: `各乡镇人民政府:`.
    Lead,
    Item,
    /// A line of a life: its time and what was then.
    Life,
    /// A row of a table.
    Row,
    /// A row of names.
    Names,
    /// Who signs, and when.
    Signature,
    Continuation,
    /// Masthead, navigation, repeated paragraphs: nothing is read there.
    Furniture,
}

/// A stretch of text with its form.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) form: Form,
    /// Index of its article.
    pub(super) article: usize,
    /// Source bytes of its parts: the cells of a row, the names of a row of names, the words of a headline, time and text of a life, else the one stretch.
    pub(super) parts: Vec<(usize, usize)>,
    /// Source byte at which its dateline ends; its own start when it has none.
    pub(super) dateline: usize,
}

/// The blocks of a document, in order. Together they hold every visible character of the source once.
pub(super) fn blocks(document: &Document<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut listed = false; // the line above is an item that goes on in the next
    let source = document.text.source();
    let mut shown = 0;
    for (i, line) in document.text.lines().iter().enumerate() {
        let content = &document.clean()[line.start..line.end];
        let article = document.article_at(line.start);
        let form = form(document, article, i, content, listed);
        listed = form == Form::Item && content.ends_with(';');
        let [start, end] = document.text.span(line.start, line.end).bytes;
        // a bullet that was taken off its line
        let above = shown + source[shown..start.max(shown)].rfind('\n').map_or(0, |at| at + 1);
        let start = above + source[above..start.max(above)].find(is_visible).unwrap_or(start.saturating_sub(above));
        blocks.extend(unread(source, article, shown, above));
        shown = end.max(shown);
        let dateline = if form == Form::Paragraph { dateline(document, article, line) } else { start };
        blocks.push(Block { form, article, parts: parts(document, form, line, (start, end.max(start))), dateline });
    }
    if let Some(last) = document.articles.len().checked_sub(1) {
        blocks.extend(unread(source, last, shown, source.len()));
    }
    blocks
}

fn is_visible(c: char) -> bool {
    !c.is_whitespace()
}

/// What stands between two lines and was not read: numbers and heads of pages, the rules of a table.
fn unread(source: &str, article: usize, start: usize, end: usize) -> Option<Block> {
    let text = source.get(start..end)?;
    let from = start + text.find(is_visible)?;
    let to = start + text.trim_end().len();
    Some(Block { form: Form::Furniture, article, parts: vec![(from, to)], dateline: from })
}

fn form(document: &Document<'_>, article: usize, line: usize, content: &str, listed: bool) -> Form {
    match document.kinds.get(line).copied().unwrap_or(LineKind::Body) {
        LineKind::Headline if is_continuation(content) => Form::Continuation,
        LineKind::Headline if mark_of_item(content).is_some() => Form::Section,
        LineKind::Headline => Form::Headline,
        LineKind::Number | LineKind::Session => Form::Head,
        LineKind::Signature | LineKind::Date => Form::Signature,
        LineKind::Continuation => Form::Continuation,
        LineKind::Boilerplate => Form::Furniture,
        LineKind::Row => Form::Row,
        LineKind::Body => body(&document.articles[article], document.text.lines()[line], content, listed),
    }
}

fn body(article: &Draft, line: Line, content: &str, listed: bool) -> Form {
    let short = content.chars().nth(40).is_none();
    let credited = last_credited(article, line).is_some();
    if short && is_continuation(content) {
        Form::Continuation
    } else if time_of_life(content).is_some() {
        Form::Life
    } else if is_row_of_names(content) {
        Form::Names
    } else if let Some(mark) = mark_of_item(content) {
        let heading = content.chars().nth(20).is_none() && !content.ends_with(['。', ';']) && content[..mark].ends_with(['、', ')']);
        if heading { Form::Section } else { Form::Item }
    } else if short && credited && !content.contains(['。', ',']) {
        Form::Byline
    } else if listed || content.ends_with(';') || article.kind == ArticleKind::Roster && content.ends_with('。') {
        Form::Item
    } else if short && content.ends_with(':') {
        Form::Lead
    } else {
        Form::Paragraph
    }
}

/// Where the last person ends that a line credits.
fn last_credited(article: &Draft, line: Line) -> Option<usize> {
    let people = &article.credit.people; // in order
    let before = people.partition_point(|&(_, _, start, _)| start < line.end);
    people[..before].last().map(|&(.., end)| end).filter(|&end| end > line.start && end <= line.end)
}

/// Whether a line leads to or from another page: `◀上接01版`.
fn is_continuation(content: &str) -> bool {
    content.starts_with(['◀', '▲', '▶', '◁', '▷'])
}

/// The length of the mark that an item begins with: `一、`, `(二)`, `3.`, `④`, `●`.
fn mark_of_item(content: &str) -> Option<usize> {
    let first = content.chars().next()?;
    if matches!(first, '①'..='⑳' | '●' | '■' | '◆' | '○' | '□' | '★' | '※' | '·') {
        return Some(first.len_utf8());
    }
    let inner = content.strip_prefix('(').unwrap_or(content);
    let open = content.len() - inner.len();
    let end = inner.find(|c: char| !c.is_ascii_digit() && numeral::digit(c).is_none() && c != '十').filter(|&end| end > 0 && end <= 9)?;
    let mark = inner[end..].chars().next()?;
    let behind = inner[end + mark.len_utf8()..].chars().next();
    let closes = if open > 0 { mark == ')' } else { mark == '、' || matches!(mark, '.' | ')') && behind.is_some_and(|c| !c.is_ascii_digit()) };
    closes.then_some(open + end + mark.len_utf8())
}

/// The length of the time that a line of a life begins with: `1996.07—1999.03`, `2013年8月至今`.
fn time_of_life(content: &str) -> Option<usize> {
    let year = content.as_bytes().get(..4).filter(|b| b.iter().all(u8::is_ascii_digit))?;
    let time = |c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '-' | '—' | '–' | '~' | '年' | '月' | '至' | '今' | ' ');
    let end = content.find(|c| !time(c)).unwrap_or(content.len());
    let stretch = content[4..end].contains(['—', '–', '~', '至'])
        || content[4..end].matches('-').count() > 1
        || content[4..end].contains(".") && content[4..end].contains('-');
    let known = year.starts_with(b"19") || year.starts_with(b"20");
    (known && stretch && end < content.len()).then_some(end)
}

/// Whether a line holds names, or names with notes, set apart by white space.
fn is_row_of_names(content: &str) -> bool {
    let mut count = 0;
    content.split(' ').all(|piece| {
        count += 1;
        let name = piece.split('(').next().unwrap_or_default();
        (name == piece || piece.ends_with(')')) && name.chars().nth(9).is_none() && !name.contains(['。', ',', ';', ':', '、'])
    }) && count >= 4
}

/// Where the dateline of a line ends in the source: `本报讯(记者/甲 通讯员/乙)`.
fn dateline(document: &Document<'_>, article: usize, line: &Line) -> usize {
    let clean = document.clean();
    let last = last_credited(&document.articles[article], *line);
    let end = last.filter(|&end| clean[line.start..end].chars().nth(70).is_none() && !clean[line.start..end].contains('。')).unwrap_or(line.start);
    let closed = end + clean[end..line.end].chars().next().filter(|&c| c == ')' && end > line.start).map_or(0, char::len_utf8);
    document.text.span(line.start, closed).bytes[if closed > line.start { 1 } else { 0 }]
}

fn parts(document: &Document<'_>, form: Form, line: &Line, (start, end): (usize, usize)) -> Vec<(usize, usize)> {
    let content = &document.clean()[line.start..line.end];
    let cut = match form {
        Form::Row => return cells(document.text.source(), start, end),
        Form::Names | Form::Headline => content.match_indices(' ').map(|(at, _)| at + 1).collect(),
        Form::Life => time_of_life(content).into_iter().collect(),
        _ => Vec::new(),
    };
    let starts: Vec<usize> = cut.into_iter().map(|at| document.text.span(line.start + at, line.start + at).bytes[0]).collect();
    let ends = starts.iter().copied().chain([end]);
    [start].into_iter().chain(starts.iter().copied()).zip(ends).collect()
}

/// The cells of a row: what stands between its tabs.
fn cells(source: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut at = start;
    let mut cells = Vec::new();
    for cell in source[start..end].split('\t') {
        cells.push((at, at + cell.len()));
        at += cell.len() + 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{Form, blocks};
    use crate::document::Document;
    use crate::{Context, Extractor};

    fn forms(text: &str) -> Vec<Form> {
        let extractor = Extractor::shared().expect("rules");
        blocks(&Document::new(extractor.lexicon(), text, &Context::default())).into_iter().map(|b| b.form).collect()
    }

    #[test]
    fn lines_are_set_by_their_form() {
        let page = "青岭县人民政府关于柏杨等同志任免职的通知\n青政任〔2021〕4号\n各乡镇人民政府:\n经研究,决定:\n柏 杨同志任县水利局副局长;\n免去古月同志的县水利局副局长职务。\n青岭县人民政府\n2021年3月17日";
        assert_eq!(forms(page), [Form::Headline, Form::Head, Form::Lead, Form::Lead, Form::Item, Form::Item, Form::Signature, Form::Signature]);
        let list = "一、决定任命\n1.江小河为县长。\n3.5万人到会,会议开得很好,大家都很满意。\n1996.07—1999.03 青岭县水利局干部\n姓名\t性别\n江小河\t男";
        assert_eq!(forms(list), [Form::Section, Form::Item, Form::Paragraph, Form::Life, Form::Row, Form::Row]);
    }

    #[test]
    fn blocks_hold_every_visible_character_once() {
        for folder in ["tests/issues", "tests/notices"] {
            for file in std::fs::read_dir(folder).expect("samples").flatten().filter(|f| f.path().extension().is_some_and(|e| e == "txt")) {
                let text = std::fs::read_to_string(file.path()).expect("text");
                let extractor = Extractor::shared().expect("rules");
                let document = Document::new(extractor.lexicon(), &text, &Context::default());
                let set: String = blocks(&document).iter().flat_map(|b| &b.parts).map(|&(a, b)| &text[a..b]).collect();
                let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                assert_eq!(visible(&set), visible(&text), "{:?}", file.path());
            }
        }
    }
}
