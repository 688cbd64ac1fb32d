//! Where projects lie (地点): told with a word of place, by the verb of their event, or as whose they are.

use crate::families::Reader;
use crate::families::scope::{head, window};
use crate::lexicon::is_boundary;
use crate::text::is_han;
use crate::value::date;

/// Longest place, in characters.
const LONGEST: usize = 24;

/// How far behind its word a place is read, in characters.
const AHEAD: usize = 40;

/// Longest words between a place and the project it has, in bytes.
const BETWEEN: usize = 200;

/// Longest name of a township or a zone behind its division, in characters.
const ZONE: usize = 12;

/// Where a project stands: `地处旬阳市棕溪镇`, `建设地点为…`, `落户乙开发区`, `在扶绥县山圩产业园投产`.
pub(super) fn location(reader: Reader<'_>, text: &str) -> Option<String> {
    let (lexicon, mut from) = (reader.lexicon, 0);
    while let Some((at, end)) = lexicon.find("location", &text[from..]).map(|(a, e)| (from + a, from + e)) {
        from = end;
        if let Some(place) = stated(reader, &text[end..]).filter(|_| lexicon.ends("location-not", &text[..at]).is_none()) {
            return Some(place);
        }
    }
    text.match_indices('在').find_map(|(at, word)| built(reader, &text[at + word.len()..]))
}

/// The place in which something is said to be built or to begin: 在|界首经济开发区|正式开工, 在|宝轮镇|投资3亿元建设; not 在|会展中心|举行仪式.
fn built(reader: Reader<'_>, rest: &str) -> Option<String> {
    let lexicon = reader.lexicon;
    let near = head(rest, LONGEST);
    let phrase = &near[..near.find(|c| is_boundary(c) && c != '·').unwrap_or(near.len())];
    let verbs = [lexicon.find("place-verb", phrase), lexicon.stages.find(phrase).map(|(a, e, _)| (a, e))];
    let (at, end) = verbs.into_iter().flatten().min()?;
    let mut lead = &phrase[..at];
    while let Some(shorter) = lexicon.strip_end("stage-manner", lead) {
        lead = shorter;
    }
    // a ceremony in a village is held where the work begins
    let venue = lexicon.starts("event-noun", &rest[end..]).is_some() && !lead.ends_with(['镇', '乡', '村']);
    (!venue).then(|| place(reader, lead))?
}

/// Whose a project is by its place: 沭阳县的|智能家电产业园项目, 在宿迁高新区,总投资52亿元的|甲项目, 普安县江西坡镇|小洞河水库.
pub(super) fn owned(reader: Reader<'_>, lead: &str) -> Option<String> {
    let lead = &lead[window(lead, 0, lead.len(), BETWEEN)..];
    // behind the sum and the like that stand before the name
    let attributes = lead.rfind("元的").map_or(lead, |at| {
        let clause = &lead[..at];
        &clause[..reader.lexicon.last("investment", clause).map_or(0, |(a, _)| a)]
    });
    let phrase = attributes.trim_end_matches([',', '的']).trim_end_matches("计划");
    let from = phrase.rfind(|c| is_boundary(c) || c == '在').map_or(0, |i| i + phrase[i..].chars().next().map_or(0, char::len_utf8));
    let told = &phrase[from..];
    let town = told.ends_with(['镇', '乡']) || told.ends_with("街道");
    let apart = town || attributes.ends_with('的') && !told.is_empty() || phrase[..from].ends_with('在') && attributes.ends_with(',');
    (apart && place_length(reader, told) == told.len()).then(|| place(reader, told))?
}

/// The place that a word of place introduces.
fn stated(reader: Reader<'_>, rest: &str) -> Option<String> {
    let rest = head(rest, AHEAD).trim_start_matches(['为', '于', '在', '到', ':']);
    // 选址|位于石桥镇
    let rest = &rest[reader.lexicon.starts("location", rest).unwrap_or(0)..];
    let noted = |c| matches!(c, '·' | '(' | ')');
    let stop = rest.find(|c| is_boundary(c) && !noted(c) || c == '的').unwrap_or(rest.len());
    let told = &rest[..stop];
    // 石桥镇境内,|由甲公司…; 保税港区|建设
    let told = &told[..reader.lexicon.find("location-end", told).map_or(told.len(), |(at, _)| at)];
    let plain = |told: &str| (3..=LONGEST).contains(&told.chars().count()) && reader.lexicon.ends("location-tail", told).is_some();
    place(reader, told).or_else(|| place(reader, told.split_once('(')?.0)).or_else(|| (plain(told) && !vague(reader, told)).then(|| told.to_owned()))
}

/// Whether a place is told from where the text stands: 我市, 该区.
fn vague(reader: Reader<'_>, text: &str) -> bool {
    reader.lexicon.starts("location-vague", text).is_some()
}

/// `text` if it reads like a place.
fn place(reader: Reader<'_>, text: &str) -> Option<String> {
    let lexicon = reader.lexicon;
    let known = lexicon.places.prefix(text).is_some() || lexicon.ends("place-end", text).is_some();
    let project = lexicon.ends("project-plain", text).is_some();
    let long = (3..=LONGEST).contains(&text.chars().count()) || lexicon.places.contains(text);
    (known && !project && long && !text.contains('—') && !vague(reader, text) && lexicon.stages.find(text).is_none()).then(|| text.to_owned())
}

/// How long the place is that a text begins with, township and zone included: 普安县江西坡镇|小洞河水库, 雄安新区|2022年首批项目.
pub(super) fn place_length(reader: Reader<'_>, text: &str) -> usize {
    let mut end = 0;
    while let Some((n, _)) = reader.lexicon.places.prefix(&text[end..]) {
        end += n;
    }
    let behind = head(&text[end..], ZONE);
    let zone = behind.find(|c| !is_han(c)).map_or(behind, |stop| &behind[..stop]);
    // 黄渤海新区: a zone of its own
    let key = if end > 0 { "zone" } else { "zone-alone" };
    let found = reader.lexicon.find(key, zone).filter(|&(at, _)| end > 0 || at > 0 && !reader.lexicon.has("project-cut", &zone[..at]));
    end + found.map_or(0, |(_, e)| e)
}

/// The place that has the projects of a batch: what its clause or its sentence is about, `乙县|新开工项目6个`, `今年|康保县计划投资…`,
/// else who holds the event, `2月8日,|雄安新区举行…开工活动`.
pub(super) fn host(reader: Reader<'_>, clause: &str, sentence: &str) -> Option<String> {
    let full = |place: &String| place.ends_with(['省', '市', '县', '区', '州', '旗', '园']);
    subject_place(reader, clause).or_else(|| subject_place(reader, sentence).filter(full))
}

/// The place that a text begins with, behind its time.
fn subject_place(reader: Reader<'_>, text: &str) -> Option<String> {
    let lexicon = reader.lexicon;
    let mut rest = text.trim_start_matches([',', ' ']);
    loop {
        let dated = date::find(head(rest, LONGEST)).first().filter(|d| d.start == 0).map(|d| d.end);
        let Some(n) = dated.or_else(|| lexicon.starts("host-lead", rest)).filter(|&n| n > 0) else { break };
        rest = rest[n..].trim_start_matches([',', ' ', ':']);
    }
    // 新建|3个项目: a verb before it is a county
    if lexicon.starts("builds", rest).is_some() {
        return None;
    }
    let n = place_length(reader, rest);
    // 甲县|的5个项目; not 甲县|人民医院, 甲市|委
    let body = lexicon.starts("place-body", &rest[n..]).is_some();
    (n > 0 && !body && !vague(reader, rest)).then(|| rest[..n].to_owned())
}
