//! Bylines (署名): who reported, wrote or photographed.

use super::articles::{Draft, LineKind, is_dateline};
use crate::lexicon::Lexicon;
use crate::text::{Text, behind_last, is_han};

/// Outlet and people of an article, in clean bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credit {
    /// 株洲日报, from `株洲日报讯`.
    pub outlet: Option<String>,
    /// Name, role, start and end.
    pub people: Vec<(String, Option<String>, usize, usize)>,
}

pub(super) fn credit(lexicon: &Lexicon, text: &Text<'_>, kinds: &[LineKind], draft: &Draft) -> Credit {
    let clean = text.clean();
    let mut credit = Credit::default();
    for l in draft.lines.clone() {
        let line = text.lines()[l];
        let content = &clean[line.start..line.end];
        let boiler = matches!(kinds[l], LineKind::Boilerplate);
        if is_dateline(content) && credit.outlet.is_none() {
            credit.outlet = outlet(lexicon, content);
        }
        for (start, end) in groups(lexicon, content, boiler) {
            people(lexicon, clean, line.start + start, line.start + end, &mut credit);
        }
    }
    credit
}

/// The outlet that a dateline names: the words before 讯 or 电, without place and day.
fn outlet(lexicon: &Lexicon, content: &str) -> Option<String> {
    let end = lexicon.find("dateline", content)?.0;
    let name = content[..end].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '月' | '日'));
    (name.chars().count() >= 3 && lexicon.starts("own-outlet", name).is_none() && lexicon.has("outlet", name)).then(|| name.to_owned())
}

/// Stretches of a line that hold a byline.
fn groups(lexicon: &Lexicon, content: &str, boiler: bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let marked = |part: &str| lexicon.has("byline-mark", part);
    if boiler {
        if let Some((_, end)) = lexicon.find("author", content) {
            // up to the day or the next field of the line
            let stop = content[end..].find(|c: char| c.is_ascii_digit() || matches!(c, '\t' | '|' | '[' | '【')).map_or(content.len(), |i| end + i);
            let stop = lexicon
                .find("label-line", &content[end..stop])
                .map_or(stop, |(a, _)| if lexicon.starts("byline-mark", &content[end + a..]).is_some() { stop } else { end + a });
            found.push((end, stop));
        }
        return found;
    }
    // parentheses behind a dateline, with a byline word, or closing the paragraph
    let mut open = None;
    for (at, c) in content.char_indices() {
        match c {
            '(' => open = Some(at),
            ')' => {
                let Some(from) = open.take() else { continue };
                let inner = &content[from + 1..at];
                let last = content[at + 1..].trim().is_empty();
                let behind_dateline = lexicon.ends("dateline", content[..from].trim_end()).is_some() && from < 60;
                let short = inner.chars().count() <= 14 && inner.chars().all(|c| is_han(c) || c == ' ' || c == '、');
                let alone = from == 0 && last && inner.chars().count() <= 5 && lexicon.names().likely(&inner.replace(' ', ""));
                if alone || inner.chars().count() <= 60 && (marked(inner) || behind_dateline || (last && short && content.contains(['。', '”', ',']))) {
                    found.push((from + 1, at));
                }
            }
            _ => {}
        }
    }
    if !found.is_empty() {
        return found;
    }
    // a line of its own, or what stands behind the last full stop
    let tail = behind_last(content, |c| matches!(c, '。' | '”' | '!' | '?'));
    let rest = &content[tail..];
    let count = rest.chars().count();
    if marked(rest) && count <= 40 && !rest.contains([',', '。', '(']) && !(tail == 0 && content.contains("——")) {
        let trimmed = rest.trim_start_matches([' ', '□', '■', '●', '▲']);
        let dateline = if is_dateline(rest) { lexicon.find("dateline", rest).map_or(0, |(_, end)| end) } else { 0 };
        found.push((tail + (rest.len() - trimmed.len()).max(dateline), content.len()));
    }
    found
}

/// Reads names and roles of clean bytes `start..end`.
fn people(lexicon: &Lexicon, clean: &str, start: usize, end: usize, credit: &mut Credit) {
    let mut role: Option<String> = None;
    let mut unroled: Vec<usize> = Vec::new();
    let mut tokens: Vec<(usize, usize)> = Vec::new();
    let mut from = start;
    for (i, c) in clean[start..end].char_indices() {
        let at = start + i;
        let joint = (c == '/' && (clean[..at].ends_with('文') || clean[..at].ends_with('图'))) || c == '·';
        if matches!(c, ' ' | '/' | '、' | ',' | ':' | ';' | '\t' | '□') && !joint {
            if at > from {
                tokens.push((from, at));
            }
            from = at + c.len_utf8();
        }
    }
    if end > from {
        tokens.push((from, end));
    }
    let mut i = 0;
    let mut skip = false;
    while i < tokens.len() {
        let (a, mut b) = tokens[i];
        let token = &clean[a..b];
        i += 1;
        if lexicon.byline_not.suffix(token).is_some() {
            skip = true;
            continue;
        }
        if let Some((at, ())) = lexicon.bylines.suffix(token) {
            let names = unroled.len();
            let before = &token[..at];
            let word = token.to_owned();
            if at > 0 && lexicon.names().accepts(before) && names == 0 && lexicon.has("photo", &token[at..]) {
                // 杨凌凌摄
                unroled.push(push(credit, clean, a, a + at, None));
            }
            // 甲 乙 通讯员:丙: the word before a colon leads what follows
            let leads = clean[b..end].starts_with(':');
            for &n in unroled.iter().filter(|_| !leads) {
                credit.people[n].1.get_or_insert_with(|| word.clone());
            }
            if !unroled.is_empty() && i >= tokens.len() {
                return;
            }
            unroled.clear();
            role = Some(word);
            skip = false;
            continue;
        }
        if skip {
            skip = false;
            continue;
        }
        // 记者曲静: the role begins the token
        let mut name_from = a;
        if let Some(length) = role_prefix(lexicon, token) {
            role = Some(token[..length].to_owned());
            name_from = a + length;
        }
        // 邰 昌文: a surname, padding, a given name
        if b - name_from <= 6 && i < tokens.len() && lexicon.names().is_surname(&clean[name_from..b]) && clean[b..].starts_with(' ') {
            let (c, d) = tokens[i];
            if (3..=6).contains(&(d - c)) && clean[c..d].chars().all(is_han) && lexicon.bylines.suffix(&clean[c..d]).is_none() {
                b = d;
                i += 1;
            }
        }
        let name: String = clean[name_from..b].chars().filter(|c| *c != ' ').collect();
        let trimmed = lexicon.find("credit-tail", &name).map_or(name.as_str(), |(at, _)| &name[..at]);
        let word = lexicon.not_name.prefix(trimmed).is_some_and(|(n, ())| trimmed[..n].chars().count() >= 2);
        if word || trimmed.contains('·') && lexicon.has("outlet", trimmed) {
            continue;
        }
        let named = role.is_some() && (2..=4).contains(&trimmed.chars().count()) && trimmed.chars().all(is_han) && lexicon.follow.prefix(trimmed).is_none();
        if (named || lexicon.names().accepts(trimmed)) && trimmed.chars().count() <= 5 || trimmed.contains('·') && lexicon.names().accepts(trimmed) {
            let index = push(credit, clean, name_from, name_from + (b - name_from).min(clean[name_from..b].len()), role.clone());
            credit.people[index].0 = trimmed.to_owned();
            if role.is_none() {
                unroled.push(index);
            }
        } else {
            unroled.clear();
        }
    }
}

/// Length of a byline role that begins `token` and has a name behind it.
fn role_prefix(lexicon: &Lexicon, token: &str) -> Option<usize> {
    token.char_indices().filter_map(|(at, _)| lexicon.bylines.prefix(&token[at..]).map(|(n, ())| at + n)).find(|&end| end < token.len())
}

fn push(credit: &mut Credit, clean: &str, start: usize, end: usize, role: Option<String>) -> usize {
    let name: String = clean[start..end].chars().filter(|c| *c != ' ').collect();
    // 作者:甲 above, (记者 甲) below: one person
    if let Some(known) = credit.people.iter().position(|person| person.0 == name) {
        credit.people[known].1 = credit.people[known].1.take().or(role);
        return known;
    }
    credit.people.push((name, role, start, end));
    credit.people.len() - 1
}
