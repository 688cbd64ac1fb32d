//! What batches are called: by words of their own, by their event, by the headline.

use super::classes::{is_part, near};
use super::names::{NOTE, unquoted};
use super::told::body_start;
use crate::families::scope::phrase_start;
use crate::families::{Reader, scope};
use crate::lexicon::is_boundary;
use crate::text::behind_last;
use crate::value::quantity::Found;

/// What a batch is called, and whether by words of its own, not by its event or headline.
pub(super) fn batch_name(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> Option<(String, bool)> {
    let own = own_name(reader, found, start, end);
    // 招商推介会在深圳市举行,现场签约项目8个: named by its event
    let plain = own.as_ref().is_none_or(|name| reader.lexicon.is("batch-plain", name));
    let told = if plain { event(reader, found.start).or_else(|| if own.is_none() { headline(reader, found) } else { None }) } else { None };
    let told = told.map(|name| (name, false)).or(own.map(|name| (name, true)));
    // 属于|的重大招商项目, 举办的|项目签约仪式上: what is left of a phrase
    told.map(|(name, own)| (name.trim_start_matches('的').trim_end_matches('上').to_owned(), own))
        .filter(|(name, _)| reader.lexicon.strip_end("event", name).is_none_or(|lead| !reader.lexicon.is("event-plain", lead)))
}

/// The words beside the count that name its batch.
fn own_name(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> Option<String> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let lead = count_lead(reader, &clean[start..found.start]);
    // 水资源配置及饮水|工程5个、投资额28亿元
    let works = || lead.ends_with("工程").then_some("工程".len());
    if let Some(n) = lexicon.ends("batch-noun", lead).or_else(works) {
        let mut low = phrase_start(lead, lead.len());
        // 集中签约、|开工项目共73个: one phrase
        if lead[..low].ends_with('、') && lexicon.stages.prefix(&lead[low..]).is_some() {
            low = phrase_start(lead, low - '、'.len_utf8());
        }
        // “双竞赛”|项目13个
        if let Some(open) = lead[..low].strip_suffix('”').and_then(|quoted| quoted.rfind('“')).filter(|open| low - open < NOTE) {
            return Some(unquoted(&lead[open..]));
        }
        let name = &lead[low..];
        // 甲县首批重点项目集中开工,项目15个: the class is named before
        if let Some((_, e)) = lexicon.last("batch-noun", &lead[..low]).filter(|_| name.len() == n) {
            return Some(lead[phrase_start(lead, e)..e].to_owned());
        }
        // 在建项目 is a class, what stands 在 a place is not
        let own = |a: usize, e: usize| lexicon.starts("batch-class", &name[a..]).is_none() && !lexicon.shielded(name, a, e);
        let cut = lexicon.last("batch-cut", name).filter(|&(a, e)| e < name.len() && own(a, e));
        let name = &name[cut.map_or(0, |(_, e)| e)..];
        // 今年|建设工业类项目29个: what is done with them; not 建设项目
        let name = lexicon.starts("batch-verb", name).map(|k| &name[k..]).filter(|rest| rest.len() > n).unwrap_or(name);
        // 新区集中开工|重点建设项目57个: the event; not 集中开工项目
        let joined = |rest: &&str| rest.len() > n && !rest.starts_with('、') && lexicon.stages.prefix(rest).is_none();
        let name = lexicon.last("batch-event", name).map(|(_, k)| &name[k..]).filter(joined).unwrap_or(name);
        // 和县区自行开工|重点项目: what is left of two
        let of_two = lexicon.starts("project-joint", name).and_then(|_| lexicon.stages.last(name)).map_or(0, |(_, k, _)| k);
        let name = &name[of_two..];
        let day = crate::value::date::find(name).first().filter(|d| d.start == 0).map_or(0, |d| d.end);
        let name = name[day..].trim_start_matches("已经").trim_start_matches(['份', '已']);
        // 本次集中签约的|项目33个
        if lexicon.is("batch-noun", name) && lead[..lead.len() - name.len()].ends_with('的') {
            let phrase = &lead[low..];
            let phrase = &phrase[lexicon.starts("members-lead", phrase).unwrap_or(0)..];
            return Some(phrase.to_owned()).filter(|p| p.chars().count() <= 16 && lexicon.stages.find(p).is_some());
        }
        return Some(name.to_owned()).filter(|name| !lexicon.is("batch-noun", name) && !name.contains('等'));
    }
    if is_part(reader, found, start, end) {
        let name = &lead[behind_last(lead, |c| matches!(c, ',' | '。' | ';' | ':'))..];
        let name = &name[lexicon.starts("members-lead", name).unwrap_or(0)..];
        return Some(name[lexicon.starts("batch-verb", name).unwrap_or(0)..].to_owned());
    }
    let behind = &clean[found.end..end];
    lexicon.find("batch-noun", near(behind)).map(|(_, e)| behind[..e].replace(['“', '”'], "")).filter(|name| !lexicon.is("batch-noun", name))
}

/// The headline that tells the count: 机械装备园6个项目集中开工.
fn headline(reader: Reader<'_>, found: &Found) -> Option<String> {
    let clean = reader.clean();
    let article = &reader.document.articles[reader.document.article_at(found.start)];
    let count = clean[found.number..found.end].to_owned();
    let lines = article.headline.iter().map(|&(a, b)| clean[a..b].trim());
    let lines = lines.flat_map(|line| line.split([' ', ',']));
    let named = |line: &&str| line.contains(&count) && reader.lexicon.has("batch-noun", line) && line.chars().count() <= 24;
    lines.into_iter().find(named).map(str::to_owned)
}

/// The event that a batch is named by: 甲市第三季度重大项目|举行集中开工仪式, 举行|2022年第四季度项目集中开工活动.
fn event(reader: Reader<'_>, at: usize) -> Option<String> {
    let clean = reader.clean();
    let line = reader.document.text.lines()[reader.document.line_at(at)];
    let before = &clean[scope::window(clean, line.start, at, 400)..at];
    let (a, e) = reader.lexicon.last("holds-event", before)?;
    let host = &before[body_start(before, a)..a];
    if reader.lexicon.ends("batch-noun", host).is_some() && host.chars().count() > 4 {
        return Some(host.to_owned());
    }
    let host = &host[..host.find('在').unwrap_or(host.len())];
    // whether the words before an event's name say nothing that names it, if it is one
    let empty = |text: &str| reader.lexicon.strip_end("event", text).map(|lead| reader.lexicon.is("event-plain", lead));
    if empty(host) == Some(false) && (6..=30).contains(&host.chars().count()) {
        return Some(host.to_owned());
    }
    let rest = &before[e..];
    let name = &rest[..rest.find(|c| is_boundary(c) || c == ' ').unwrap_or(rest.len())];
    let named = reader.lexicon.has("batch-noun", name) && empty(name) != Some(true) && (6..=30).contains(&name.chars().count());
    named.then(|| name.to_owned())
}

/// What stands before a count, without 共 and the like: 重点项目|共530项.
pub(super) fn count_lead<'t>(reader: Reader<'_>, text: &'t str) -> &'t str {
    reader.lexicon.strip_end("count-verb", text).unwrap_or(text).trim_end_matches(['共', '有', '计', '达', '到', '合', '为'])
}
