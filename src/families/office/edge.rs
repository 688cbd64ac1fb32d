//! Where a title begins: behind the nearest boundary, stop word, name or finished post.

use super::Reader;
use crate::families::scope::{phrase_start, window};
use crate::lexicon::{Classes, Hit, Lexicon, is_boundary};
use crate::text::is_han;
use crate::value::organ::{OrganKind, kind_of};

/// Where the title that ends with `hit` begins: behind the nearest boundary, stop word, name or finished post.
pub(super) fn left_edge(reader: Reader<'_>, hit: &Hit, floor: usize, last_role: usize) -> usize {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let mut low = floor;
    let mut taken = 0;
    for (at, c) in clean[floor..hit.start].char_indices().rev() {
        taken += 1;
        let at = floor + at;
        if (is_boundary(c) || c == ' ') && !inner_mark(lexicon, clean, at, c) || taken > 60 {
            low = at + c.len_utf8();
            break;
        }
    }
    // 新华社广州5月11日电|广东省…: a dateline without a space
    if let Some((_, end)) = lexicon.last("dateline-day", &clean[low..hit.start]) {
        low += end;
    }
    // 书记处书记, 院士工作站站长: an earlier post word is part of the body; 首相和总统 are two posts
    if last_role > low && last_role < hit.start {
        let between = &clean[last_role..hit.start];
        if lexicon.starts("conjunction", between).is_some() {
            low = last_role;
        }
    }
    for stop in reader.document.hits_in(low, hit.start) {
        if stop.classes.any(Classes::STOP) && stop.end <= hit.start && !lexicon.shielded(clean, stop.start, stop.end) {
            low = low.max(stop.end);
        }
        // 市摄影|家协会: words for people also begin the names of their bodies
        if stop.classes.any(Classes::NO_POST) && stop.end <= hit.start && (stop.end == hit.start || lexicon.starts_body(&clean[stop.end..hit.start])) {
            low = low.max(stop.end);
        }
    }
    // 伊朗总统甲与沙特阿拉伯|国王乙: another country's post begins behind the conjunction
    for (at, c) in clean[low..hit.start].char_indices() {
        let after = low + at + c.len_utf8();
        if lexicon.starts("conjunction", &clean[low + at..]).is_some_and(|n| n == c.len_utf8()) && lexicon.country(&clean[after..hit.start]) {
            low = after;
            break;
        }
    }
    let mut start = low;
    // 14.美国…: the number of a list item
    let digits = clean[start..hit.start].bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && clean[start + digits..].starts_with('.') {
        start += digits + 1;
    }
    loop {
        let rest = &clean[start..hit.start];
        if let Some(length) = lexicon.starts("conjunction", rest)
            && (!lexicon.shielded(clean, start, start + length) || rest.len() == length || start == floor)
        {
            start += length;
            continue;
        }
        break;
    }
    start + trim_lead(reader, start, hit)
}

/// Marks that may stand inside a body's name: `中国—东盟博览会`, `(集团)`, `《诗刊》社`.
fn inner_mark(lexicon: &Lexicon, clean: &str, at: usize, c: char) -> bool {
    let near = window(clean, 0, at, 36);
    let opened = |mark: char| clean[near..at].rfind(mark).map(|i| near + i);
    match c {
        ')' => opened('(').is_some_and(|open| {
            clean[open + 1..at].chars().all(is_han)
                && clean[..open].chars().next_back().is_some_and(is_han)
                && clean[at + 1..].chars().next().is_some_and(is_han)
                && (lexicon.is("company-note", &clean[open + 1..at])
                    || lexicon.places.contains(&clean[open + 1..at])
                    || kind_of(lexicon, &clean[open + 1..at]).is_some())
        }),
        '(' => clean[at..].char_indices().take(14).find(|&(_, c)| c == ')').is_some_and(|(close, _)| inner_mark(lexicon, clean, at + close, ')')),
        // 《诗刊》社社长: a paper is a body by its name in marks
        '》' => opened('《').is_some_and(|open| {
            clean[open + '《'.len_utf8()..at].chars().all(is_han) && lexicon.starts("press-body", &clean[at + '》'.len_utf8()..]).is_some()
        }),
        '《' => clean[at..].char_indices().take(14).find(|&(_, c)| c == '》').is_some_and(|(close, _)| inner_mark(lexicon, clean, at + close, '》')),
        _ => false,
    }
}

/// Bytes to cut from the head of a title: words that are no part of a body's name.
fn trim_lead(reader: Reader<'_>, start: usize, hit: &Hit) -> usize {
    let lexicon = reader.lexicon;
    let text = &reader.clean()[start..hit.end];
    let Some(role) = lexicon.role_at_end(text) else { return 0 };
    let body = &text[..role.start];
    if body.is_empty() {
        return 0;
    }
    // 湖北省人民政府|原|副省长
    let body = lexicon.strip_end("former-inside", body).filter(|b| !b.is_empty()).unwrap_or(body);
    if lexicon.status.prefix(body).is_some() && lexicon.starts_body(&body[lexicon.status.prefix(body).map_or(0, |(n, _)| n)..]) {
        return 0;
    }
    if lexicon.starts_body(body) && !role.traits.alone {
        return 0;
    }
    let kind = kind_of(lexicon, body).map(|(kind, _)| kind);
    if role.traits.alone {
        // the longest tail that is a division, a township or a government
        let mut best = None;
        for (at, _) in body.char_indices() {
            let tail = &body[at..];
            let gov = kind == Some(OrganKind::Gov) && (lexicon.starts_body(tail) || at == 0);
            let township = kind == Some(OrganKind::Township) && tail.chars().count() <= 8;
            // 新加坡|总理
            let country = lexicon.national.contains(tail);
            if country || lexicon.places.contains(tail) || gov || township || place_chain(reader, tail) || lexicon.status.contains(tail) {
                best = Some(at);
                break;
            }
        }
        // 蔡文奇|市长, 祁县张鹏|县长: the name right before its post
        let named = best.is_none() && holder_in(lexicon, body).is_some();
        return best.unwrap_or(if named { 0 } else { body.len() });
    }
    let strict = kind.is_some_and(|k| {
        matches!(
            k,
            OrganKind::Party
                | OrganKind::PartyPart
                | OrganKind::Gov
                | OrganKind::Congress
                | OrganKind::CongressPart
                | OrganKind::Cppcc
                | OrganKind::Court
                | OrganKind::Procuratorate
                | OrganKind::Supervisory
                | OrganKind::Dept
                | OrganKind::Township
                | OrganKind::Union
                | OrganKind::Military
        )
    });
    if lexicon.country(body) {
        return 0;
    }
    for (at, _) in body.char_indices().skip(1) {
        // 风景|区管委会: a level word begins a body only before the organs of a level
        let plain = lexicon.places.prefix(&body[at..]).is_none()
            && lexicon.levels.prefix(&body[at..]).is_some_and(|(n, &tier)| {
                tier == 4 || lexicon.starts("level-core", &body[at + n..]).is_none() || lexicon.starts("committee-not", &body[at + n..]).is_some()
            });
        if !plain
            && (strict || lexicon.follow.contains(&body[..at]))
            && lexicon.starts_body(&body[at..])
            && lexicon.places.prefix(&body[at..]).is_none_or(|(n, _)| at + n < body.len() && !lexicon.shielded(body, at, at + n))
            && body[at..].chars().count() >= 2
            // 校|党委组织部
            && !lexicon.is("short-unit", &body[..at])
            // 学术|委员会: the word alone is no body
            && !lexicon.is("body-junk", &body[at..])
            // 胜利街道|工委: the committee of the street
            && lexicon.levels.suffix(&body[..at]).is_none_or(|(_, &tier)| tier != 4)
        {
            return at;
        }
    }
    // 组织部长: the body's last character is the head's first
    let part = role.start + text[role.start..].chars().next().map_or(0, char::len_utf8);
    if lexicon.is("body-junk", body) && kind_of(lexicon, &text[..part]).is_none() {
        return body.len();
    }
    lexicon.starts("body-junk", body).filter(|&n| n < body.len() && lexicon.starts_body(&body[n..])).unwrap_or(0)
}

/// Where the name of the holder begins in what stands before a post: |蔡文奇, 晋中市人大|高增光.
pub(super) fn holder_in(lexicon: &Lexicon, body: &str) -> Option<usize> {
    if kind_of(lexicon, body).is_some() || lexicon.starts_body(body) && body.chars().count() <= 4 {
        return None;
    }
    [3, 2, 4].into_iter().find_map(|count| {
        let cut = body.char_indices().rev().nth(count - 1)?.0;
        let (head, name) = body.split_at(cut);
        let whole = || kind_of(lexicon, head).is_some() || lexicon.places.contains(head) || lexicon.roles.suffix(head).is_some();
        let of_body = || whole() && lexicon.could_be_name(name);
        (lexicon.names().likely(name) && (head.is_empty() || of_body())).then_some(cut)
    })
}

/// Whether `text` is a chain of divisions and a township: 海城市牛庄镇.
fn place_chain(reader: Reader<'_>, text: &str) -> bool {
    match reader.lexicon.places.prefix(text) {
        Some((n, _)) if n == text.len() => true,
        Some((n, _)) => {
            place_chain(reader, &text[n..])
                || (text[n..].chars().count() <= 5 && kind_of(reader.lexicon, &text[n..]).is_some_and(|(k, _)| k == OrganKind::Township))
        }
        None => false,
    }
}

/// A list item before `start` that shares the role of `hit`: 甲委员会、乙委员会委员.
pub(super) fn extend_shared(reader: Reader<'_>, start: usize, hit: &Hit, floor: usize) -> usize {
    let clean = reader.clean();
    if !clean[floor..start].ends_with('、') {
        return start;
    }
    let item_end = start - '、'.len_utf8();
    let low = floor + phrase_start(&clean[floor..item_end], item_end - floor);
    let item = &clean[low..item_end];
    let shares = kind_of(reader.lexicon, item).is_some_and(|(k, at)| at > 0 && !matches!(k, OrganKind::Company | OrganKind::Village | OrganKind::Township))
        && reader.lexicon.starts_body(item)
        && reader.document.hits_in(low, item_end).iter().all(|h| !h.classes.any(Classes::ROLE))
        && !reader.lexicon.starts_body(&clean[start..hit.start]);
    if shares { low } else { start }
}
