//! Tables that list who holds or held a post, since when and until when: rows without an act.

use super::time::{Span, time};
use super::{Finds, Reader, find};
use crate::document::{Cell, Field, LineKind};
use crate::families::appointments::{names_in, whole_name};
use crate::lattice::Kind;
use crate::record::Data;
use crate::text::item_mark;
use crate::value::organ::kind_of;
use crate::value::person::Name;
use crate::value::post::{Inherited, Status};

/// Lines above a table that are looked at for the body whose posts it lists.
const ABOVE: usize = 3;

/// Reads the tables that no act was read from.
pub(super) fn read(reader: Reader<'_>, finds: &mut Finds) {
    for table in reader.document.tables.iter().filter(|table| !finds.acted.contains(&table.lines.start)).collect::<Vec<_>>() {
        let body = heading(reader, table.lines.start);
        let mut post: Option<Cell> = table.columns.iter().find(|column| column.0 == Field::Holder).map(|column| column.1);
        for row in &table.rows {
            let cell = |wanted: Field| table.columns.iter().zip(row).find(|((field, _), cell)| *field == wanted && cell.0 < cell.1).map(|(_, &cell)| cell);
            // a post that reaches over several rows
            post = cell(Field::Post).or(post);
            let name = cell(Field::Name).or_else(|| cell(Field::Holder));
            let Some(name) = name.map(|(a, b)| names_in(reader, a, b)).and_then(|names| names.into_iter().next()) else { continue };
            let span = span(reader, cell(Field::Term), cell(Field::TermEnd));
            for cell in [post.filter(|_| cell(Field::Current).is_none()), cell(Field::Current)].into_iter().flatten() {
                tell(reader, &name, cell, body.as_deref(), span.clone(), finds);
            }
            if let Some((a, b)) = cell(Field::Note)
                && let Some((length, span)) = time(&reader.clean()[a..b])
            {
                let rest = &reader.clean()[a + length..b];
                let joint = reader.lexicon.starts("title-joint", rest).unwrap_or(0);
                tell(reader, &name, (a + length + joint, b), None, Some(span), finds);
            }
        }
    }
}

/// Longest line of posts below a name, in characters.
const POSTS: usize = 40;

/// A name on a line of its own over the posts of its bearer, as on the pages of leaders.
pub(super) fn captions(reader: Reader<'_>, finds: &mut Finds) {
    let lexicon = reader.lexicon;
    for (l, pair) in reader.document.text.lines().windows(2).enumerate() {
        let [name, posts] = pair else { continue };
        let outside = |l: usize| !matches!(reader.document.kinds[l], LineKind::Row | LineKind::Boilerplate);
        if !(outside(l) && outside(l + 1)) {
            continue;
        }
        let (over, below) = (&reader.clean()[name.start..name.end], reader.clean()[posts.start..posts.end].trim());
        if over.chars().count() > 9 || below.chars().count() > POSTS || below.contains(['。', ':', '\t']) || lexicon.role_at_end(unnoted(below)).is_none() {
            continue;
        }
        let Some(name) = whole_name(reader, name.start, over) else { continue };
        let plain = reader.document.tokens_in(posts.start, posts.end).iter().all(|token| token.kind != Kind::Person);
        let titles = lexicon.titles(below, &mut Inherited::default());
        if !plain || titles.iter().any(|title| title.organization.is_none() && !title.own) {
            continue;
        }
        let mut context = None;
        for title in &titles {
            finds.records.push(find(&name, title, posts.start, "office/table", context.clone()));
            context = title.organization.clone().or(context);
        }
    }
}

/// A line of posts without the note at its end: 副区长|(援藏).
fn unnoted(text: &str) -> &str {
    crate::text::before_note(text).unwrap_or(text)
}

/// The body that a heading right above a table names: `一、中共甲镇委员会`.
fn heading(reader: Reader<'_>, line: usize) -> Option<String> {
    let lines = reader.document.text.lines();
    lines[line.saturating_sub(ABOVE)..line].iter().rev().find_map(|line| {
        let text = reader.clean()[line.start..line.end].trim();
        let text = &text[item_mark(text)..];
        let named = text.chars().count() <= 30 && kind_of(reader.lexicon, text).is_some_and(|(_, at)| at < text.len());
        named.then(|| text.to_owned())
    })
}

/// From when to when: a range in one cell, or the day of the beginning; the end of a term that runs is none yet.
fn span(reader: Reader<'_>, term: Option<Cell>, end: Option<Cell>) -> Option<Span> {
    let clean = reader.clean();
    let (a, b) = term?;
    let text = clean[a..b].trim();
    let dash = |c: char| matches!(c, '—' | '-' | '–' | '~' | '至');
    let Some((length, mut span)) = time(text) else {
        // 不详—2009.12
        let (_, until) = text.split_once(dash)?;
        let (_, found) = time(until.trim_start_matches(dash))?;
        return Some(Span { end: found.start, ..Span::default() });
    };
    // 2021.03—: still held
    span.lasting |= text[length..].trim().chars().all(dash) && length < text.len() || end.is_some();
    Some(span)
}

/// Adds the posts of one cell.
fn tell(reader: Reader<'_>, name: &Name, cell: Cell, body: Option<&str>, span: Option<Span>, finds: &mut Finds) {
    let text = &reader.clean()[cell.0..cell.1];
    let mut context = None;
    let left = reader.lexicon.has("left-post", text);
    let bare = reader.lexicon.role_at_end(text).is_some_and(|role| role.start == 0);
    for mut title in reader.lexicon.titles(text, &mut Inherited::default()) {
        // 镇长 under 甲镇人民政府
        if let Some(body) = body.filter(|_| bare) {
            (title.text, title.organization) = (format!("{body}{}", title.role), Some(body.to_owned()));
        }
        let ended = span.as_ref().is_some_and(|span| !span.lasting && span.end.is_some());
        if (ended || left) && title.status == Status::Current {
            title.status = Status::Former;
        }
        let mut found = find(name, &title, cell.0, "office/table", context.clone());
        context = title.organization.clone().or(context);
        if let (Data::Office(office), Some(span)) = (&mut found.data, &span) {
            (office.start, office.end) = (span.start.clone(), span.end.clone());
        }
        finds.records.push(found);
    }
}
