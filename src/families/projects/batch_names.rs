//! What batches are called: by the phrase beside their count, by their event, by the headline.

use super::classes::{is_part, near};
use super::location::place_length;
use super::names::{NOTE, unquoted};
use crate::families::scope::{head, phrase_start};
use crate::families::{Reader, scope};
use crate::lexicon::is_boundary;
use crate::record::Stage;
use crate::text::behind_last;
use crate::value::date;
use crate::value::quantity::Found;

/// How far before a batch its event may be told, in bytes.
const BEFORE: usize = 1_200;

/// Longest words between the projects and the event that they belong to, in characters: 项目|2022年度第二批|集中开工活动.
const EVENT: usize = 18;

/// Shortest words before an event that belong to a name with it, in bytes: 外商|投资项目.
const INNER: usize = 6;

/// Longest phrase that a name is cut from, in bytes.
const PHRASE: usize = 180;

/// Events before a batch that are tried for its name.
const TRIED: usize = 4;

/// Longest name, in characters.
const LONGEST: usize = 30;

/// What a batch is called, and whether by words of its own, not by its event or headline.
pub(super) fn batch_name(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> Option<(String, bool)> {
    let own = own_name(reader, found, start, end).map(|name| (name, true));
    own.or_else(|| event(reader, found.start).or_else(|| headline(reader, found)).map(|name| (name, false)))
}

/// The words beside the count that name its batch.
fn own_name(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> Option<String> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let lead = count_lead(reader, &clean[start..found.start]);
    // 水资源配置及饮水|工程5个、投资额28亿元
    if lexicon.ends("batch-noun", lead).is_some() || lead.ends_with("工程") {
        let mut low = phrase_start(lead, lead.len());
        // 集中签约、|开工项目共73个: one phrase
        if lead[..low].ends_with('、') && lexicon.stages.prefix(&lead[low..]).is_some() {
            low = phrase_start(lead, low - '、'.len_utf8());
        }
        // “双竞赛”|项目13个
        if let Some(open) = lead[..low].strip_suffix('”').and_then(|quoted| quoted.rfind('“')).filter(|open| low - open < NOTE) {
            return Some(unquoted(&lead[open..]));
        }
        return class(reader, &lead[low..], Time::Told);
    }
    if is_part(reader, found, start, end) {
        let name = &lead[behind_last(lead, |c| matches!(c, ',' | '。' | ';' | ':'))..];
        let name = &name[lexicon.starts("members-lead", name).unwrap_or(0)..];
        return Some(name[lexicon.starts("batch-verb", name).unwrap_or(0)..].to_owned());
    }
    let behind = &clean[found.end..end];
    lexicon.find("batch-noun", near(behind)).and_then(|(_, e)| class(reader, &unquoted(&behind[..e]), Time::Told))
}

/// Whether the time that a phrase begins with belongs to the name: it does to that of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    Told,
    Named,
}

/// What a phrase that ends with the noun of a batch calls it: without its count, event, verbs, place and time; nothing where only 项目
/// is left.
fn class(reader: Reader<'_>, phrase: &str, time: Time) -> Option<String> {
    let lexicon = reader.lexicon;
    let phrase = &phrase[scope::window(phrase, 0, phrase.len(), PHRASE)..];
    let counted = phrase.rmatch_indices(['个', '项']).find(|&(i, _)| phrase[..i].ends_with(|c: char| c.is_ascii_digit()));
    let phrase = counted.map_or(phrase, |(i, unit)| &phrase[i + unit.len()..]);
    let plain = |name: &str| lexicon.is("batch-bare", name) || lexicon.is("batch-plain", name);
    let word = cut(reader, phrase, phrase.len());
    let mut name = lead_off(reader, &phrase[word.map_or(0, |(_, e)| e)..], time);
    if plain(name) {
        // 第二产业|新批项目, 外商|投资项目: the word stands inside
        let (at, _) = word.filter(|&(a, e)| &phrase[a..e] != "的")?;
        name = lead_off(reader, &phrase[cut(reader, phrase, at).map_or(0, |(_, e)| e)..], time);
        (name.len() >= phrase.len() - at + INNER).then_some(())?;
    }
    // 香菇产业园等|农业类项目
    let name = name.rsplit('等').next().unwrap_or(name);
    (!plain(name) && name.chars().count() <= LONGEST).then(|| name.to_owned())
}

/// A phrase without the place, the time and the verbs that it begins with.
fn lead_off<'t>(reader: Reader<'_>, phrase: &'t str, time: Time) -> &'t str {
    let lexicon = reader.lexicon;
    let mut name = phrase;
    loop {
        let dated = || date::find(head(name, 12)).first().filter(|d| d.start == 0).map(|d| d.end);
        let timed = || if time == Time::Told { dated().or_else(|| lexicon.starts("host-lead", name)) } else { None };
        let place = || Some(place_length(reader, name)).filter(|&n| name[..n].ends_with(['省', '市', '县', '区', '州', '旗', '园']));
        let verb = || lexicon.starts("batch-verb", name).filter(|&n| !lexicon.is("batch-bare", &name[n..]));
        // 甲县|2021年第二季度重点项目, whatever the county
        let county =
            || name.find(|c: char| c.is_ascii_digit()).filter(|&n| (2..=4).contains(&name[..n].chars().count()) && name[..n].ends_with(['市', '县', '区']));
        let Some(n) = timed().or_else(place).or_else(county).or_else(verb).filter(|&n| n > 0 && n < name.len()) else { return name };
        name = name[n..].trim_start_matches(['份', '已', '的', ' ']);
    }
}

/// The last word of `phrase[..end]` that tells what is done with the projects: 集中|开工|的重大项目, 今年|安排|省重点项目; but 在建项目.
fn cut(reader: Reader<'_>, phrase: &str, mut end: usize) -> Option<(usize, usize)> {
    let lexicon = reader.lexicon;
    loop {
        let word = lexicon.last("batch-cut", &phrase[..end]);
        let event = lexicon.stages.last(&phrase[..end]).map(|(a, e, _)| (a, e));
        let (a, e) = word.max(event)?;
        let kept =
            lexicon.starts("batch-class", &phrase[a..]).is_some() || lexicon.stages.prefix(&phrase[a..]).is_some_and(|(_, s)| *s == Stage::UnderConstruction);
        if e < phrase.len() && !kept && !lexicon.shielded(phrase, a, e) {
            return Some((a, e));
        }
        end = a;
    }
}

/// The projects whose event a text tells: 2021年一季度|重大项目|集中开工仪式; the last before `at`.
fn event(reader: Reader<'_>, at: usize) -> Option<String> {
    let clean = reader.clean();
    let line = reader.document.text.lines()[reader.document.line_at(at)];
    let article = &reader.document.articles[reader.document.article_at(at)];
    let from = scope::window(clean, article.start.min(line.start), at, BEFORE);
    let told = |text: &str| {
        let (mut nouns, mut from) = (Vec::new(), 0);
        while let Some((a, e)) = reader.lexicon.find("batch-noun", &text[from..]).map(|(a, e)| (from + a, from + e)) {
            let rest = head(&text[e..], EVENT);
            let rest = &rest[..rest.find(|c| is_boundary(c) || c == ' ').unwrap_or(rest.len())];
            if reader.lexicon.find("batch-event", rest).is_some_and(|(at, _)| !rest[..at].contains('在')) {
                nouns.push((a, e));
            }
            from = e;
        }
        nouns.into_iter().rev().take(TRIED).find_map(|(a, e)| class(reader, &text[phrase_start(text, a)..e], Time::Named))
    };
    told(&clean[from..at]).or_else(|| article.headline.iter().find_map(|&(a, b)| told(&clean[a..b])))
}

/// The class that the headline counts: 甲区推进160个|重点项目|建设.
fn headline(reader: Reader<'_>, found: &Found) -> Option<String> {
    let clean = reader.clean();
    let article = &reader.document.articles[reader.document.article_at(found.start)];
    article.headline.iter().find_map(|&(a, b)| {
        let line = clean[a..b].trim();
        let (_, e) = reader.lexicon.find("batch-noun", line)?;
        class(reader, &line[phrase_start(line, e)..e], Time::Told)
    })
}

/// What stands before a count, without 共 and the like: 重点项目|共530项.
pub(super) fn count_lead<'t>(reader: Reader<'_>, text: &'t str) -> &'t str {
    reader.lexicon.strip_end("count-verb", text).unwrap_or(text).trim_end_matches(['共', '有', '计', '达', '到', '合', '为'])
}
