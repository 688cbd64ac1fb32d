//! Splitting a page into articles by its headlines, datelines, continuation marks and signatures.

use super::byline::Credit;
use super::tables::{self, Table};
use crate::lexicon::{Classes, Lexicon};
use crate::pattern::Pattern;
use crate::record::ArticleKind;
use crate::text::{Line, Text, item_mark};
use rustc_hash::FxHashMap;

/// What a line of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineKind {
    /// A headline or a part of one.
    Headline,
    /// Prose, or an item of a list.
    Body,
    /// Navigation, source line, editors, copyright: nothing to extract.
    Boilerplate,
    /// `(2023年4月26日…通过)`.
    Session,
    /// The body that signs a notice.
    Signature,
    /// A line that holds a date and nothing else.
    Date,
    /// `株政人〔2023〕4号`.
    Number,
    /// A row of a table.
    Row,
    /// `◀上接01版`.
    Continuation,
}

/// An article of the page, before it becomes output.
#[derive(Debug, Clone)]
pub struct Draft {
    /// First byte in the clean text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Its lines.
    pub lines: std::ops::Range<usize>,
    /// What kind of text it is.
    pub kind: ArticleKind,
    /// Clean bytes of the headline lines.
    pub headline: Vec<(usize, usize)>,
    /// Clean bytes of the continuation mark.
    pub continued: Option<(usize, usize)>,
    /// Index of the article that it repeats.
    pub duplicate_of: Option<usize>,
    /// Outlet and people.
    pub credit: Credit,
}

static SESSION: Pattern = Pattern::new(&["会议", "大会"], r"^\(.{0,12}(?:年|月|日).*(?:会议|大会).*\)$");
static DAY: Pattern = Pattern::new(&["日"], r"^\(?[12〇零○O一二三四五六七八九0-9]{4} ?年 ?{D}{1,3} ?月 ?{D}{1,3} ?日\)?$");
static NUMBER: Pattern = Pattern::new(
    &["号"],
    r"^\(?(?:{H}{1,12}[〔\[(﹝【][0-9]{4}[〕\])﹞】] ?第? ?[0-9]{1,4} ?号|[〔\[(].{1,6}[〕\])] ?第\S{1,6}号|第 ?[0-9一二三四五六七八九十百〇]{1,5} ?号|[0-9]{4}年第? ?[0-9]{1,4}号)\)?$",
);
static DATELINE: Pattern =
    Pattern::new(&["讯", "电"], r"^ ?(?:(?:{H}|·){1,14}|本报{H}{0,6})(?:[0-9]{1,2}月[0-9]{1,2}日)?(?:讯|电)(?: |\(|$|[^\u{4E00}-\u{9FFF}])");

/// A line of a curriculum vitae: `1996.07—1999.03 …`.
static CAREER: Pattern = Pattern::new(&["19", "20"], r"^(?:19|20)[0-9]{2}[.年/-] ?[0-9]{1,2}月?(?: ?(?:—|-|至|~|–){1,2}| )");

/// Whether `line` begins a story: `株洲日报讯(…)`, `新华社北京4月29日电`.
pub(super) fn is_dateline(line: &str) -> bool {
    let start = line.char_indices().nth(40).map_or(line, |(at, _)| &line[..at]);
    DATELINE.is_match(start)
}

/// Kinds of all lines, and the articles they make up.
pub(super) fn split(lexicon: &Lexicon, text: &Text<'_>) -> (Vec<LineKind>, Vec<Draft>, Vec<Table>) {
    let lines = text.lines();
    let clean = text.clean();
    let mut kinds: Vec<LineKind> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        kinds.push(kind(lexicon, clean, lines, i, line));
    }
    let tables = tables::find(lexicon, text, &mut kinds);
    keep_lists(lexicon, text, &mut kinds);
    join_signatures(lines, &mut kinds);
    close_related(lexicon, text, &mut kinds);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut begun = false; // the current article has body text
    let mut dated = false; // … and a dateline
    for (i, line) in lines.iter().enumerate() {
        let content = &clean[line.start..line.end];
        let dateline = is_dateline(content);
        let fresh = match kinds[i] {
            LineKind::Continuation => true,
            LineKind::Headline => begun,
            _ => dateline && dated,
        };
        if drafts.is_empty() || fresh {
            // the number of a notice above its title
            let numbers = kinds[..i].iter().rev().take_while(|kind| **kind == LineKind::Number).count();
            let first = i - if fresh { numbers } else { 0 };
            if let Some(above) = drafts.last_mut().filter(|draft| draft.lines.start < first) {
                above.lines.end = first;
                above.end = lines[first - 1].end;
            }
            let first = first.max(drafts.last().map_or(0, |above| above.lines.end));
            drafts.push(Draft {
                start: lines[first].start,
                end: line.end,
                lines: first..i,
                kind: ArticleKind::News,
                headline: Vec::new(),
                continued: None,
                duplicate_of: None,
                credit: Credit::default(),
            });
            begun = false;
            dated = false;
        }
        let Some(draft) = drafts.last_mut() else { continue };
        draft.end = line.end;
        draft.lines.end = i + 1;
        dated |= dateline;
        match kinds[i] {
            LineKind::Headline => draft.headline.push((line.start, line.end)),
            LineKind::Continuation => draft.continued = Some((line.start, line.end)),
            LineKind::Body | LineKind::Row | LineKind::Signature | LineKind::Date => begun = true,
            _ => {}
        }
    }
    for draft in &mut drafts {
        draft.kind = article_kind(lexicon, clean, draft, &kinds);
    }
    mark_duplicates(clean, text.lines(), &mut drafts, &mut kinds);
    (kinds, drafts, tables)
}

fn kind(lexicon: &Lexicon, clean: &str, lines: &[Line], i: usize, line: &Line) -> LineKind {
    let content = &clean[line.start..line.end];
    let chars = content.chars().count();
    // ——2008年9月25日在州第十一届人大常委会第十次会议上: where a report was given
    if content.starts_with("——") && content.ends_with("会议上") && chars < 80 {
        return LineKind::Session;
    }
    let next = lines.get(i + 1).map(|n| &clean[n.start..n.end]);
    if lexicon.starts("continuation", content.trim_start_matches(['◀', '▲', '(', '▶', '▷', '△', ' '])).is_some()
        && !content.starts_with(|c: char| c.is_ascii_digit())
    {
        return LineKind::Continuation;
    }
    if chars <= 40 && !content.chars().any(crate::text::is_han) && !DAY.is_match(content) {
        return LineKind::Boilerplate;
    }
    if content.contains('\t') {
        return LineKind::Row;
    }
    if chars <= 70 && content.starts_with('(') && SESSION.is_match(content) {
        return LineKind::Session;
    }
    if is_day(lexicon, content) {
        return LineKind::Date;
    }
    if chars <= 30 && content.ends_with(['号', ')']) && NUMBER.is_match(content) {
        return LineKind::Number;
    }
    if chars <= 14 && lexicon.ends("caption-line", content).is_some() || chars <= 120 && is_furniture(lexicon, content) && !is_dateline(content) {
        return LineKind::Boilerplate;
    }
    // 附件2 above its list
    if lexicon.starts("annex", content).is_some_and(|n| content[n..].chars().all(|c| !crate::text::is_han(c))) {
        return LineKind::Boilerplate;
    }
    if chars <= 40 && next.is_some_and(|n| is_day(lexicon, n)) && !content.ends_with(['。', ';', ':']) {
        return LineKind::Signature;
    }
    let terminal = content.ends_with(['。', ';', ':', ',', '、', '…']);
    let list = CAREER.is_match(content)
        || lexicon.starts("list-mark", content).is_some()
        || item_mark(content) > 0
        || content.starts_with('(')
        || lexicon.is("list-lead", content);
    // 主任:聂长松
    let list = list
        || content
            .split_once(':')
            .is_some_and(|(label, _)| lexicon.role_at_end(label.split('(').next().unwrap_or_default().trim()).is_some_and(|r| r.start == 0));
    let list = list || lexicon.starts("label-line", content).is_some() && content.contains(':');
    let credit = lexicon.has("credit-line", content) && chars <= 30;
    let bare: String = content.split('(').enumerate().map(|(i, part)| if i == 0 { part } else { part.split_once(')').map_or("", |(_, rest)| rest) }).collect();
    let content = bare.as_str();
    let names_only = content.contains(' ')
        && content.split(' ').all(|token| token.chars().count() <= 9 && !token.contains([',', '。']))
        && content.split(' ').filter(|t| t.split('(').next().is_some_and(|t| lexicon.names().accepts(t))).count() * 2 > content.split(' ').count();
    if chars <= 42 && !terminal && !list && !credit && !names_only && !content.contains('。') && !is_dateline(content) {
        return LineKind::Headline;
    }
    LineKind::Body
}

/// Whether a line is furniture of a page and no sentence: it has a label of one, `来源:`, or a word of one, 星期, 打印, and neither ends like a
/// sentence nor tells of an act or of somebody with a post.
fn is_furniture(lexicon: &Lexicon, content: &str) -> bool {
    let mut from = 0;
    let mut labelled = false;
    while let Some((at, end)) = lexicon.find("boilerplate", &content[from..]).map(|(at, end)| (from + at, from + end)) {
        // …年税收3000万元以上。(来源:乙新闻网): a note behind sentences
        if from == 0 && content[..at].contains('。') {
            return false;
        }
        labelled |= content[..end].ends_with(':') || content[end..].starts_with(':');
        from = end;
    }
    let sentence = || content.trim_end().trim_end_matches(['”', ')']).ends_with(['。', ';', '!']);
    let told = || {
        let hits = lexicon.scan(content);
        let any = |class| hits.iter().any(|hit| hit.classes.any(class));
        any(Classes::ACT) || any(Classes::ROLE) && content.contains(',')
    };
    from > 0 && (labelled || !sentence() && !told())
}

/// Whether a line is a day and nothing else, but for a note of who edited it: `2026年2月4日 【编辑:甲】`.
fn is_day(lexicon: &Lexicon, line: &str) -> bool {
    let day = line.split(['【', '[']).next().unwrap_or(line).trim_end();
    day.chars().count() <= 26 && DAY.is_match(day) && (day == line || lexicon.has("label-line", line))
}

/// How far a signature is set in, in columns.
const SIGNED: usize = 12;

/// A signature may take several lines; only the last of them is told by the day below it.
fn join_signatures(lines: &[Line], kinds: &mut [LineKind]) {
    for i in (1..kinds.len()).rev() {
        let above = kinds[i] == LineKind::Signature && kinds[i - 1] == LineKind::Headline;
        if above && lines[i].blanks == 0 && lines[i].indent >= SIGNED && lines[i - 1].indent >= SIGNED {
            kinds[i - 1] = LineKind::Signature;
        }
    }
}

/// Items under the lead of a list of acts (`任命:`, `免 职`, `(一)决定任命`) are no headlines, whatever they end with.
fn keep_lists(lexicon: &Lexicon, text: &Text<'_>, kinds: &mut [LineKind]) {
    let mut listed = false;
    for (line, kind) in text.lines().iter().zip(kinds) {
        let content = text.clean()[line.start..line.end].trim();
        match kind {
            LineKind::Session => continue,
            LineKind::Number | LineKind::Date | LineKind::Signature | LineKind::Continuation => {
                listed = false;
                continue;
            }
            _ => {}
        }
        let lead = leads_list(lexicon, content);
        // …委员名单: the heading stays one, what stands below it is a list
        if *kind == LineKind::Headline && !lead && lexicon.ends("roster-end", content).is_some() {
            listed = true;
            continue;
        }
        if lead || listed && *kind == LineKind::Headline && is_item(lexicon, content) {
            *kind = LineKind::Body;
        }
        listed = lead || listed && *kind != LineKind::Headline;
    }
}

/// Whether a line leads a list of acts: a verb of one and nothing else, or a clause with one that ends with a colon.
fn leads_list(lexicon: &Lexicon, content: &str) -> bool {
    let bare: String = content.chars().filter(|c| !matches!(c, ' ' | ':')).collect();
    let bare = &bare[crate::text::item_mark(&bare)..];
    // 附件1:任职人员名单
    let bare = &bare[lexicon.starts("annex", bare).unwrap_or(0)..].trim_start_matches(|c: char| c.is_ascii_digit());
    let decided = || {
        lexicon.ends("decided-lead", content).is_some()
            && !lexicon.has("about", content)
            && lexicon.scan(content).iter().all(|hit| !hit.classes.any(Classes::ROLE))
    };
    lexicon.acts.contains(bare)
        || lexicon.is("list-head", bare)
        || decided()
        || content.ends_with(':') && (lexicon.acts.find(content).is_some() || lexicon.has("seat-ends", content) || lexicon.has("elects", content))
}

/// Whether a line may be an item of such a list: it ends with a post, or holds nothing but names.
fn is_item(lexicon: &Lexicon, content: &str) -> bool {
    let post = crate::text::before_note(content).unwrap_or(content).trim_end();
    let post = lexicon.strip_end("after-post", post).unwrap_or(post);
    let about = lexicon.has("about", content) || lexicon.ends("title-cut", content).is_some();
    let plain = |cell: &str| cell.chars().count() <= 9 && !cell.contains([',', '。']);
    let names = || content.split(' ').all(|cell| plain(cell.split('(').next().unwrap_or_default()));
    // 乙局局长 甲 丙: the post, then the names
    let row = || content.split_once(' ').is_some_and(|(post, names)| lexicon.role_at_end(post).is_some() && names.split(' ').all(plain));
    // 甲 乙县选出: a deputy in columns
    let columns = || content.split_once(' ').is_some_and(|(name, rest)| plain(name) && content.chars().count() <= 60 && !rest.contains([',', '。', ':']));
    !about && (columns() || lexicon.role_at_end(post).is_some_and(|role| role.start > 0) || names() || row())
}

/// Below 相关阅读 a web page lists other articles by title and day: none of this page's matter.
fn close_related(lexicon: &Lexicon, text: &Text<'_>, kinds: &mut [LineKind]) {
    let mut listed = false;
    for (line, kind) in text.lines().iter().zip(kinds) {
        let content = text.clean()[line.start..line.end].trim_matches(|c: char| !crate::text::is_han(c));
        if lexicon.is("related", content) {
            listed = true;
        } else if *kind == LineKind::Body {
            listed = false;
        }
        if listed {
            *kind = LineKind::Boilerplate;
        }
    }
}

fn article_kind(lexicon: &Lexicon, clean: &str, draft: &Draft, kinds: &[LineKind]) -> ArticleKind {
    let head: String = draft.headline.iter().map(|&(a, b)| &clean[a..b]).collect();
    if draft.continued.is_some() {
        ArticleKind::Fragment
    } else if lexicon.has("roster-title", &head) {
        ArticleKind::Roster
    } else if lexicon.has("notice-title", &head) || kinds[draft.lines.clone()].contains(&LineKind::Number) {
        ArticleKind::Notice
    } else if draft.end - draft.start < 600 && lexicon.has("photo", &clean[draft.start..draft.end]) {
        ArticleKind::Caption
    } else {
        ArticleKind::News
    }
}

/// Marks articles whose lines all stand in an earlier article.
fn mark_duplicates(clean: &str, lines: &[Line], drafts: &mut [Draft], kinds: &mut [LineKind]) {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    for (a, draft) in drafts.iter_mut().enumerate() {
        let mut repeated = Vec::new();
        let mut own = 0usize;
        for l in draft.lines.clone() {
            let content = &clean[lines[l].start..lines[l].end];
            // 会议于11月9日选举: the leads of two lists may be the same
            if content.chars().count() < 12 || content.ends_with(':') || !matches!(kinds[l], LineKind::Body | LineKind::Row) {
                continue;
            }
            match seen.get(content) {
                Some(&first) if first < a => repeated.push((first, l)),
                _ => own += content.len(),
            }
            seen.entry(content).or_insert(a);
        }
        if let (Some(&(first, _)), true) = (repeated.first(), own < 60) {
            draft.duplicate_of = Some(first);
        }
        // the page layout repeats single paragraphs of a notice: read them once
        for (_, l) in repeated {
            kinds[l] = LineKind::Boilerplate;
        }
    }
}
