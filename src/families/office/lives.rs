//! Lives (简历): a person is introduced, then posts are told with their times, in one paragraph or line by line:
//! `甲,男,1959年2月生。1997年1月至2000年1月,历任乙县委副书记、县长;…`, `甲先生:1966年出生。历任乙公司董事,…`.

use super::Reader;
use super::time::time;
use crate::families::appointments::whole_name;
use crate::lattice::{Kind, Token};
use crate::value::person::{Expect, Name};

/// A stretch of text that tells one person's life.
#[derive(Debug, Clone)]
pub(super) struct Life {
    pub(super) name: Name,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// How far behind the name the words stand that make it a life, in bytes.
const HEAD: usize = 90;

/// The lives of the document, in order.
pub(super) fn lives(reader: Reader<'_>) -> Vec<Life> {
    let lines = reader.document.text.lines();
    let mut out: Vec<Life> = Vec::new();
    let mut open = false; // the line before belongs to the last life
    for (l, line) in lines.iter().enumerate() {
        let article = reader.document.article_at(line.start);
        let readable = reader.document.readable(l) && line.start != line.end;
        if !readable {
            continue;
        }
        let heads = heads(reader, line.start, line.end);
        // 甲 / 副县长 / 个人简历: the name stands over the heading of a life
        let title = || line.end - line.start <= HEAD && reader.lexicon.is("vita-title", reader.clean()[line.start..line.end].trim_matches([' ', ':']));
        if heads.is_empty() {
            if let Some(name) = title().then(|| caption(reader, l)).flatten() {
                out.push(Life { name, start: line.start, end: line.end });
                open = true;
                continue;
            }
            let goes_on =
                open && out.last().is_some_and(|life| reader.document.article_at(life.start) == article && goes_on(reader, life, line.start, line.end));
            if let Some(life) = out.last_mut().filter(|_| goes_on) {
                life.end = line.end;
            }
            open = goes_on;
            continue;
        }
        for (i, (start, name)) in heads.iter().enumerate() {
            let end = heads.get(i + 1).map_or(line.end, |next| next.0);
            out.push(Life { name: name.clone(), start: *start, end });
        }
        open = true;
    }
    out
}

/// Lines between a name and the heading of its life: the posts.
const CAPTION: usize = 3;

/// The name that stands alone in one of the lines above the heading of a life.
fn caption(reader: Reader<'_>, line: usize) -> Option<Name> {
    let lines = reader.document.text.lines();
    lines[line.saturating_sub(CAPTION)..line].iter().rev().find_map(|line| whole_name(reader, line.start, &reader.clean()[line.start..line.end]))
}

/// Where lives begin in a line: at its head, or at the head of a sentence in it.
fn heads(reader: Reader<'_>, start: usize, end: usize) -> Vec<(usize, Name)> {
    let clean = reader.clean();
    let mut out: Vec<(usize, Name)> = Vec::new();
    for token in reader.document.tokens_in(start, end).iter().filter(|token| token.kind == Kind::Person) {
        let lead = &clean[start..token.start];
        let opens = lead.ends_with(['。', ';']) || is_bullet(reader, lead) || out.is_empty() && reader.lexicon.ends("vita-lead", lead).is_some();
        // 公开资料显示,甲,男,…
        let told = lead.ends_with(',') && reader.lexicon.starts("vita", &clean[token.end..end]).is_some();
        if !opens && !told {
            continue;
        }
        let name = reader.name_of(token.start, token.end);
        if is_life(reader, &clean[name.after..end], name.after > token.end) || name.note.gender.is_some() {
            out.push((token.start, name));
        }
    }
    // 先锋,男,汉族: a name that is also a word
    let from = start + (clean[start..end].len() - clean[start..end].trim_start_matches(' ').len());
    if out.is_empty()
        && let Some(name) = reader.lexicon.read_name(clean, from, Expect::Listed).filter(|name| name.after < end)
        && reader.lexicon.starts("vita", &clean[name.after..end]).is_some()
    {
        out.push((name.start, name));
    }
    out
}

/// Whether `lead` is nothing but white space, a bullet or a number before an item: (1), 1.、, ●.
fn is_bullet(reader: Reader<'_>, lead: &str) -> bool {
    let plain =
        lead.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit() || crate::value::numeral::digit(c).is_some() || "()十、.·-★●■▲◆□△▼—".contains(c));
    plain.is_empty() || reader.lexicon.starts("bullet", plain).is_some_and(|n| n == plain.len())
}

/// Whether what stands behind a name begins its life: `,男,汉族`, `,1966年出生`, `:1966年12月出生`, `简历`.
fn is_life(reader: Reader<'_>, rest: &str, addressed: bool) -> bool {
    let head = crate::families::scope::head(rest, HEAD / 3);
    let head = &head[..head.find('。').unwrap_or(head.len())];
    if reader.lexicon.starts("vita-title", head).is_some() {
        return true;
    }
    // 先生中国国籍1963年4月出生: no mark between
    let run_on = || addressed && reader.lexicon.has("life-mark", crate::families::scope::head(head, 6));
    let parted = head.starts_with([',', ':', '(', ' ', '、']) || reader.lexicon.starts("vita-label", head).is_some() || run_on();
    // 甲:2006年8月—2009年12月,乙社主任
    let timed = || head.starts_with([':', ',']) && time(&head[1..]).is_some();
    timed() || parted && (reader.lexicon.has("life-mark", head) || addressed && head.starts_with([',', ':']) && reader.lexicon.has("life-post", head))
}

/// Whether a line goes on with the life before it: it begins with a time, a pronoun, a verb of holding or the person's name.
fn goes_on(reader: Reader<'_>, life: &Life, start: usize, end: usize) -> bool {
    let text = reader.clean()[start..end].trim_start_matches([' ', '(', '·', '●']);
    if time(text).is_some() {
        return true;
    }
    if called(reader, life, text).is_some() {
        return true;
    }
    // 曾任乙的丙则说…: of another
    if others(reader, life, start, end) {
        return false;
    }
    reader.lexicon.pronouns.prefix(text).is_some()
        || reader.lexicon.holds.prefix(text).is_some()
        || text.starts_with(&life.name.name)
        || reader.lexicon.starts("life-goes-on", text).is_some()
}

/// Length of 顾先生 at the head of `text`, in a life of 顾大为.
pub(super) fn called(reader: Reader<'_>, life: &Life, text: &str) -> Option<usize> {
    let surname = life.name.name.chars().next()?;
    let (length, ()) = reader.lexicon.address.prefix(text.strip_prefix(surname)?)?;
    Some(surname.len_utf8() + length)
}

/// Whether a person who is not the subject of `life` stands in `from..end`.
pub(super) fn others(reader: Reader<'_>, life: &Life, from: usize, end: usize) -> bool {
    let own = life.name.name.as_str();
    let named = |token: &Token| &reader.clean()[token.start..token.end];
    let mut persons = reader.document.tokens_in(from, end).iter().filter(|token| token.kind == Kind::Person);
    persons.any(|token| !own.starts_with(named(token)) && !named(token).starts_with(own))
}

/// Whether `at` lies in one of `lives`.
pub(super) fn inside(lives: &[Life], at: usize) -> bool {
    lives[..lives.partition_point(|life| life.start <= at)].last().is_some_and(|life| at < life.end)
}
