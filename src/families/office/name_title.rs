//! Titles that stand behind their person: `甲现任乙局局长`, `甲曾任…`, curricula vitae.

use super::lives::{Life, inside};
use super::persons::Persons;
use super::{Finds, REACH, Reader};
use crate::families::appointments::{beside, whole_name};
use crate::families::scope::{clause_start, sentence_start, window};
use crate::families::stance::{Stance, stance};
use crate::lexicon::Classes;
use crate::text::{before_note, is_han};
use crate::value::date;
use crate::value::organ::kind_of;
use crate::value::person::{Expect, Name};
use crate::value::post::{Inherited, Title};

/// The person of a line that opens a curriculum vitae: `甲简历:`, `甲,男,…`, `甲同志1971年7月生`.
pub(crate) fn heads_vita(reader: Reader<'_>, from: usize, end: usize) -> Option<Name> {
    let clean = reader.clean();
    if let Some((at, _)) = reader.lexicon.find("vita-title", &clean[from..end])
        && let Some(name) = whole_name(reader, from, clean[from..from + at].trim_end_matches('的'))
    {
        return Some(name);
    }
    let name = reader.read_name(from, Expect::Listed).filter(|name| name.after <= end)?;
    let rest = clean[name.after..end].trim_start_matches(' ');
    let born = rest.starts_with(|c: char| c.is_ascii_digit()) && reader.lexicon.has("born", clause_after(rest));
    (born || reader.lexicon.starts("vita", rest).is_some()).then_some(name)
}

/// How much of a line is read for the person that it begins with, in bytes.
const HEAD: usize = 160;

/// Titles that stand behind their person: 甲现任…, 甲曾任…, 甲是…, 甲(…局长).
pub(super) fn read(reader: Reader<'_>, lives: &[Life], persons: &mut Persons, finds: &mut Finds) {
    let clean = reader.clean();
    let mut subject: Option<(usize, Name)> = None; // the line that told a career last, and whose
    let mut life: Option<(usize, Name)> = None; // the line that opened a curriculum vitae, and whose
    let mut career: Option<(usize, String)> = None; // the line and person of a career of former posts
    let mut head: (usize, Option<(Name, bool)>) = (usize::MAX, None); // whom a line begins with
    let mut told_to = 0; // where the list of posts ends that was read last
    for hit in reader.document.hits.iter().filter(|h| h.classes.any(Classes::HOLD)) {
        let line = reader.document.line_at(hit.start);
        if !reader.document.readable(line) || inside(lives, hit.start) {
            continue;
        }
        let article = reader.document.article_at(hit.start);
        if finds.announcements.contains(&article) {
            continue;
        }
        let entry = reader.lexicon.entry(hit);
        let word = &clean[hit.start..hit.end];
        // 甲副秘书长|兼|乙处处长: inside the list of another verb
        if hit.start < told_to && reader.lexicon.is("title-joint", word) {
            continue;
        }
        let copula = reader.lexicon.is("copula", word);
        // 曾担任|过
        let taken = clean[hit.end..].strip_prefix('过').map_or(hit.end, |rest| clean.len() - rest.len());
        let titles_from = taken + clean[taken..].len() - clean[taken..].trim_start_matches([' ', ':']).len();
        // 甲由乙县县长|升任丙
        if let Some((name, left, taken)) = moved(reader, clause_start(clean, hit.start), hit.start, titles_from).filter(|_| !entry.former && !copula) {
            persons.tell(finds, &name, left, true);
            persons.tell(finds, &name, taken, false);
            subject = Some((line, name));
            continue;
        }
        let titles = career_titles(reader, titles_from, clean.len(), copula);
        // 曾任甲乡党委书记的乙: the person stands behind the post
        let behind = if titles.is_none() && !copula { of_person(reader, titles_from) } else { None };
        if titles.is_none() && behind.is_none() {
            continue;
        }
        let (mut clause, sentence) = (clause_start(clean, hit.start), sentence_start(clean, hit.start));
        while let Some(n) = reader.lexicon.starts("before-verb", &clean[clause..hit.start]) {
            clause += n;
        }
        let lead = &clean[clause..hit.start];
        // 甲不是乙, 甲将担任乙: he does not hold it
        if stance(reader.document, reader.lexicon, clause, hit.start, hit.end) != Stance::Told {
            continue;
        }
        let mut former = entry.former || !word.starts_with('现') && reader.lexicon.has("earlier", &clean[window(clean, sentence, hit.start, 300)..hit.start]);
        if let Some((name, titles)) = behind {
            // 2006年至2011年担任市委书记的甲
            former |= reader.lexicon.has("date-range", lead) || lead.ends_with('年');
            persons.tell(finds, &name, titles, former);
            continue;
        }
        let Some(titles) = titles else { continue };
        // 厦门一中副校长甲|调任…: the name that the posts before it ended with
        let named = finds.records.iter().rev().take(32).find_map(|find| {
            let (name, start, end) = find.person()?;
            let beside =
                end <= hit.start && reader.lexicon.strip_end("before-verb", &clean[end..hit.start]).unwrap_or(&clean[end..hit.start]).trim().is_empty();
            beside.then(|| Some(Name { start, end, name: name.to_owned(), after: end, note: find.note.clone() }))?
        });
        let direct = named
            .or_else(|| name_before(reader, clause, lead))
            .filter(|name| reader.lexicon.pronouns.suffix(&name.name).is_none() && reader.lexicon.pronouns.prefix(&name.name).is_none());
        if head.0 != line {
            let first = reader.document.text.lines()[line];
            head = (line, subject_of(reader, line, window(clean, first.start, hit.start, (hit.start - first.start).saturating_sub(HEAD))));
        }
        // a line that begins with a life tells of one person, and so do the lines below it
        let own = head.1.clone().filter(|(_, vita)| *vita);
        let told = direct.is_none().then(|| own.or_else(|| subject_of(reader, line, hit.start))).flatten();
        let above = life_above(reader, &mut life, article, line);
        let vita = told.as_ref().is_some_and(|(_, vita)| *vita);
        if word == "任" && !former && !vita {
            continue;
        }
        let adverb = |text: &str| reader.lexicon.strip_end("before-verb", text).map_or(text.len(), str::len);
        let core = lead[..adverb(lead)].trim();
        let free = core.is_empty() || reader.lexicon.pronouns.contains(core) || is_time(core);
        let person = match direct {
            Some(name) => Some(name),
            None if copula && !reader.lexicon.pronouns.contains(lead) => None,
            None if !free && !former => None,
            None => {
                // without a pronoun the subject stands in the same paragraph
                let here = |name: &Name| reader.lexicon.pronouns.prefix(core).is_some() || reader.document.line_at(name.start) == line;
                let near = persons.antecedent(clean, finds, reader.document.articles.get(article).map_or(0, |a| a.start), sentence, hit.start).filter(here);
                let told = told.map(|(name, _)| name).filter(|t| near.as_ref().is_none_or(|n| n.start <= t.start));
                let going_on = || subject.clone().filter(|(l, _)| *l == line).map(|(_, n)| n);
                told.or(near).or(above).or_else(going_on)
            }
        };
        let Some(name) = person else { continue };
        // a career goes on in its paragraph
        // 2021年11月,甲履新乙: a month without a day is told of a life
        let told = &clean[window(clean, sentence, hit.start, 300)..hit.start];
        let since = word.starts_with('起') || told.ends_with('起');
        let month = !copula
            && !word.starts_with('现')
            && date::find(told).last().is_some_and(|d| d.year.is_some() && d.day.is_none() && beside(&told[d.end..]))
            && !since;
        former |= month
            || reader.lexicon.has("date-range", lead)
            || (!copula && !word.starts_with('现') && career.as_ref().is_some_and(|(l, p)| *l == line && *p == name.name));
        if former {
            career = Some((line, name.name.clone()));
        }
        told_to = titles.last().map_or(0, |title| title.end);
        persons.tell(finds, &name, titles, former);
        subject = Some((line, name));
    }
}

/// The person whose curriculum vitae the lines above `line` began: at most a few lines up, in the same article.
fn life_above(reader: Reader<'_>, known: &mut Option<(usize, Name)>, article: usize, line: usize) -> Option<Name> {
    let lines = reader.document.text.lines();
    let first = known.as_ref().map_or(0, |(l, _)| l + 1).max(line.saturating_sub(VITA_LINES));
    for (l, one) in lines.iter().enumerate().take(line).skip(first) {
        let far = (one.start + HEAD).min(one.end);
        let at = (one.start..=far).rev().find(|&i| reader.clean().is_char_boundary(i)).unwrap_or(far);
        if let Some((name, true)) = subject_of(reader, l, at) {
            *known = Some((l, name));
        }
    }
    let (l, name) = known.as_ref()?;
    (*l + VITA_LINES >= line && *l < line && reader.document.article_at(name.start) == article).then(|| name.clone())
}

/// How many lines a curriculum vitae goes on below the line that names its person.
const VITA_LINES: usize = 4;

/// The person, the post left and the posts taken of `甲由乙大学党委书记|转任校长`.
fn moved(reader: Reader<'_>, clause: usize, verb: usize, posts: usize) -> Option<(Name, Vec<Title>, Vec<Title>)> {
    let clean = reader.clean();
    let by = clause + clean[clause..verb].find('由').filter(|&at| at > 0)?;
    let name = whole_name(reader, clause, clean[clause..by].trim())?;
    let from = by + '由'.len_utf8();
    let mut inherited = Inherited::default();
    reader.lexicon.role_at_end(&clean[from..verb])?;
    let shifted = |mut titles: Vec<Title>, at: usize| {
        titles.iter_mut().for_each(|title| (title.start, title.end) = (title.start + at, title.end + at));
        titles
    };
    let left = shifted(reader.lexicon.titles(&clean[from..verb], &mut inherited), from);
    let stop = posts + list_end(&clean[posts..]);
    let text = reader.lexicon.strip_end("after-post", &clean[posts..stop]).unwrap_or(&clean[posts..stop]);
    reader.lexicon.role_at_end(text)?;
    let taken = shifted(reader.lexicon.titles(text, &mut inherited), posts);
    (!left.is_empty() && !taken.is_empty()).then_some((name, left, taken))
}

/// The posts and the person of `曾任|甲乡党委书记、乡长的乙`.
fn of_person(reader: Reader<'_>, from: usize) -> Option<(Name, Vec<Title>)> {
    let clean = reader.clean();
    let stop = from + clean[from..].char_indices().take(60).find(|&(_, c)| matches!(c, ',' | '。' | ';' | '\n' | '('))?.0;
    let of = from + clean[from..stop].find('的')?;
    let sure = |name: &Name| reader.lexicon.ends_softly(&clean[name.after..]);
    let name = reader.read_name(of + '的'.len_utf8(), Expect::Person).filter(sure)?;
    Some((name, career_titles(reader, from, of, false)?))
}

/// Whether `text` tells when and nothing else: 2012年, 四个月后便, 次年3月起.
pub(crate) fn is_time(text: &str) -> bool {
    let core = text.trim();
    let tail = core.trim_start_matches(|c: char| {
        c.is_ascii_digit() || crate::value::numeral::digit(c).is_some() || "去今十两数年月日初底末中旬后前起便又再即个同次半春夏秋冬,".contains(c)
    });
    tail.is_empty() && core.contains(['年', '月', '日', '后', '前'])
}

/// The person that the last clause before `at` begins with, in its line, and whether the line tells a life: `甲,1963年5月出生`.
fn subject_of(reader: Reader<'_>, line: usize, at: usize) -> Option<(Name, bool)> {
    let clean = reader.clean();
    let line = reader.document.text.lines()[line];
    let from = window(clean, line.start, at, 900);
    let mut found: Option<(Name, bool)> = None;
    let mut start = from;
    for piece in clean[from..at].split_inclusive([',', '。', ';', ':', '!', '?']) {
        // 甲简历 |甲,男,…
        let titled = reader.lexicon.find("vita-title", piece).map_or(0, |(_, e)| e);
        let name = reader.read_name(start + titled, Expect::Person).filter(|n| n.after < at && reader.lexicon.ends_softly(&clean[n.after..]));
        if let Some(name) = name.filter(|n| !clean[n.after..].starts_with('、')) {
            let rest = &clean[name.after..at];
            let vita = reader.lexicon.starts("vita", rest).is_some() || rest.starts_with(',') && reader.lexicon.has("born", clause_after(rest));
            // 汉族, 竹溪人: a people, a native place
            let native = name.name.strip_suffix('人').is_some_and(|place| reader.lexicon.places.contains(place));
            let people = native || reader.lexicon.ethnic.contains(&name.name);
            if !people && (vita || reader.lexicon.names().likely(&name.name)) {
                found = Some((name, vita));
            }
        }
        // …的黄强,已经调任…
        let closed = piece.trim_end_matches([',', '。', ';', ':', '!', '?']);
        if found.as_ref().is_none_or(|(n, _)| n.start < start)
            && closed.len() < piece.len()
            && let Some(of) = closed.rfind('的').filter(|&of| (6..=12).contains(&(closed.len() - of - '的'.len_utf8())))
            && let Some(name) = reader.read_name(start + of + '的'.len_utf8(), Expect::Person).filter(|n| n.end == start + closed.len())
            && (reader.lexicon.names().likely(&name.name) || reader.lexicon.holds.find(closed).is_some())
        {
            found = Some((name, false));
        }
        start += piece.len();
    }
    found
}

/// The clause that `text` begins with, over one comma.
fn clause_after(text: &str) -> &str {
    let rest = text.strip_prefix(',').unwrap_or(text);
    &rest[..rest.find([',', '。', ';']).unwrap_or(rest.len())]
}

/// The titles that follow a verb of holding, over commas and semicolons as long as every clause is titles.
fn career_titles(reader: Reader<'_>, from: usize, end: usize, strict: bool) -> Option<Vec<Title>> {
    let clean = reader.clean();
    let mut out: Vec<Title> = Vec::new();
    let mut inherited = Inherited::default();
    let mut at = from;
    loop {
        let far = (at + 2 * REACH).min(end);
        let far = (far..=end).find(|&i| clean.is_char_boundary(i)).unwrap_or(end);
        let rest = &clean[at..far];
        let stop = list_end(rest);
        let piece = reader.lexicon.strip_end("after-post", rest[..stop].trim_end()).unwrap_or(&rest[..stop]).trim_end_matches(['等', ' ']);
        // 县委书记(当时设有第一书记)
        let piece = before_note(piece).unwrap_or(piece);
        let piece_trim = piece.trim_start();
        let whole = piece_trim.starts_with(is_han)
            && piece_trim.len() <= REACH
            && reader.lexicon.role_at_end(piece_trim).is_some()
            && !piece_trim.contains(['的', '被'])
            && reader.lexicon.find("elects", piece_trim).is_none()
            && reader.lexicon.find("no-longer", piece_trim).is_none()
            && reader.document.hits_in(at, at + stop).iter().all(|h| {
                // 甲委副书记|兼任乙, not 副市长甲|兼任乙
                let joins = || reader.lexicon.is("title-joint", &clean[h.start..h.end]) && reader.lexicon.role_at_end(&clean[at..h.start]).is_some();
                !h.classes.any(Classes::HOLD) || joins()
            });
        if !whole {
            break;
        }
        let shift = at + piece.len() - piece_trim.len();
        let mut titles = reader.lexicon.titles(piece_trim, &mut inherited);
        titles.retain(|t| {
            let named = t.organization.as_deref().is_some_and(|b| b.chars().count() >= 2 || reader.lexicon.levels.contains(b));
            let alone = reader.lexicon.roles.suffix(&t.role).is_some_and(|(_, r)| r.alone);
            let kind = t.organization.as_deref().and_then(|b| kind_of(reader.lexicon, b));
            let pronoun = t.organization.as_deref().is_some_and(|b| reader.lexicon.starts("body-pronoun", b).is_some() && !reader.lexicon.starts_body(b));
            let one = t.organization.as_deref().is_none_or(|b| !b.contains('、'));
            (alone || named) && one && !pronoun && (!strict || kind.is_some() && t.own)
        });
        if titles.is_empty() {
            break;
        }
        for title in &mut titles {
            title.start += shift;
            title.end += shift;
        }
        out.extend(titles);
        at += stop;
        if !rest[stop..].starts_with([',', ';']) || strict {
            break;
        }
        at += 1;
        // 1988年4月起任: a new verb tells its own titles
        if reader.lexicon.holds.prefix(&clean[at..]).is_some() {
            break;
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Where a list of titles ends: at a stop or a bracket, but for a note inside a body's name: `通化市(县级)轻化工业局`.
fn list_end(text: &str) -> usize {
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        match c {
            ',' | '。' | ';' | '\n' | '"' | '”' | '“' => return at,
            // 通化市(县级)轻化工业局; 甲处处长(正科)、乙
            '(' if at >= skip => match text[at..].find(')').filter(|&n| closes_note(n, &text[at + n + 1..])) {
                Some(close) => skip = at + close,
                None => return at,
            },
            _ => {}
        }
    }
    text.len()
}

/// Whether a note of `length` bytes in a list of posts lets the list go on with `rest`: a short one before more of a name, a longer one
/// before the next post.
fn closes_note(length: usize, rest: &str) -> bool {
    length <= 14 && rest.starts_with(is_han) || length <= LONGEST_NOTE && rest.starts_with(['、', ',', ';'])
}

/// Longest note behind a post in a career, in bytes: 县委书记(当时设有第一书记).
const LONGEST_NOTE: usize = 60;

/// The name that stands directly before a verb of holding, behind `clause`: `解放任`, `国栋此前担任`.
fn name_before(reader: Reader<'_>, clause: usize, lead: &str) -> Option<Name> {
    let clean = reader.clean();
    if lead.trim().is_empty() || lead.chars().count() > 14 || is_time(lead) {
        return None;
    }
    let segmented = reader.document.person_at(clause).is_some();
    let name = reader.read_name(clause, if segmented { Expect::Person } else { Expect::Listed })?;
    // 前者已就任…
    let word = reader.lexicon.not_name.prefix(&name.name).is_some_and(|(n, ())| name.name[..n].chars().count() > 1);
    if word || reader.lexicon.roles.prefix(&name.name).is_some() {
        return None;
    }
    let rest = clean.get(name.after..clause + lead.len())?.trim();
    let adverb = rest.is_empty() || reader.lexicon.is("before-verb", rest);
    adverb.then_some(name)
}
