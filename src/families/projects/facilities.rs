//! Facilities that are projects though no word says so: 乙污水处理厂.

use super::classes::{counts, counts_inside, near};
use super::names::{Named, is_part_of_name, unquoted};
use crate::families::scope::phrase_start;
use crate::families::{Reader, scope};
use crate::lexicon::is_boundary;
use crate::text::{behind_last, is_han};

/// How far back the full name of a facility is looked for, in bytes.
const BEFORE: usize = 900;

/// The facility whose site the reporter saw: 甲污水处理厂|建设现场.
pub(super) fn seen_at(reader: Reader<'_>, start: usize, end: usize) -> Option<Named> {
    let text = &reader.clean()[start..end];
    let (at, _) = reader.lexicon.find("site", text)?;
    let lead = &text[..at];
    let low = behind_last(lead, |c| !is_part_of_name(c) || matches!(c, '—' | '在' | '到' | '的' | '进'));
    let name = &lead[low..];
    let named = (4..=20).contains(&name.chars().count()) && reader.lexicon.ends("facility", name).is_some();
    named.then(|| Named { start: start + low, end: start + at, name: name.to_owned(), owner: None, plain: true })
}

/// Whether a name ends like what a sum builds or a contract is signed on: 中心, 产业园.
fn is_site(reader: Reader<'_>, name: &str) -> bool {
    ["facility", "estate"].iter().any(|key| reader.lexicon.ends(key, name).is_some())
}

/// What a contract is signed on, told with its sum: 签订了|乙产业承接园区,总投资….
pub(super) fn signed(reader: Reader<'_>, start: usize, end: usize) -> Option<Named> {
    let lexicon = reader.lexicon;
    let text = &reader.clean()[start..end];
    let (_, from) = lexicon.find("signs", text)?;
    let stop = from + text[from..].find(|c| !is_part_of_name(c) && !matches!(c, '(' | ')' | '“' | '”'))?;
    let name = unquoted(&text[from..stop]);
    let whole = (5..=30).contains(&name.chars().count()) && is_site(reader, &name);
    let summed = text[stop..].strip_prefix(',').is_some_and(|rest| lexicon.starts("investment", rest).is_some());
    (whole && summed && !name.contains('的')).then(|| Named { start: start + from, end: start + stop, name, owner: None, plain: true })
}

/// What a sum is said to build: 计划投资55亿元,建设一个|服装产业中心.
pub(super) fn built(reader: Reader<'_>, sum: usize, end: usize) -> Option<(usize, String)> {
    let lexicon = reader.lexicon;
    let rest = &reader.clean()[sum..end];
    let told = rest.strip_prefix(',').unwrap_or(rest);
    let told = told.strip_prefix("主要").unwrap_or(told);
    // 拟投资3.5亿元,在乙镇|建设甲数据中心
    let told = if told.starts_with('在') { &told[lexicon.find("builds", near(told))?.0..] } else { told };
    let told = &told[lexicon.starts("builds", told)?..];
    let one = lexicon.starts("one-of", told);
    let told = &told[one.unwrap_or(0)..];
    let name = &told[..told.find(|c| !is_part_of_name(c)).unwrap_or(told.len())];
    // 打造三大公园, 建设污水处理厂: of several, or of any
    let stated = one.is_some() || rest.starts_with(",在") || name.chars().count() >= 8 && !counts_inside(name) && !name.starts_with(counts);
    let whole = (4..=20).contains(&name.chars().count()) && is_site(reader, name);
    (whole && stated && !name.contains(['的', '及']) && (one.is_none() || !name.contains('和'))).then(|| (end - told.len(), name.to_owned()))
}

/// The facility that a sentence begins with: its first byte and its name.
pub(super) fn facility(reader: Reader<'_>, start: usize, end: usize) -> Option<(usize, String)> {
    let text = &reader.clean()[start..end];
    let mut from = 0;
    // 五一期间,免费开放的碧霞公园: the name ends the first clause that has one
    for clause in text.split(is_boundary) {
        let at = from;
        from += clause.len() + text[at + clause.len()..].chars().next().map_or(0, char::len_utf8);
        // 由甲集团投资建设的|乙度假区
        let led = reader.lexicon.starts("phrase-stop", clause).is_some() && !clause.starts_with(['是', '为']);
        let clause = if led { clause.rsplit('的').next().unwrap_or(clause) } else { clause };
        let first = |key: &str| reader.lexicon.find(key, clause).map_or(clause.len(), |(at, _)| at);
        let stop = first("phrase-stop").min(first("investment"));
        let phrase = clause[..stop].rsplit('的').next().unwrap_or_default().trim().trim_end_matches(['已', '正', '将', '现', '共', '也']);
        let phrase = phrase.strip_prefix("加上").unwrap_or(phrase);
        // 其中一期从乙酒店到丙立交: a stretch; 58栋楼: a count
        let phrase = phrase.strip_prefix("其中").filter(|rest| reader.lexicon.starts("phase", rest).is_none()).unwrap_or(phrase);
        let stretch = text[..at].ends_with('(') || phrase.starts_with("其中") || phrase.contains('从') || phrase.starts_with(|c: char| c.is_ascii_digit());
        let named = reader.lexicon.ends("facility", phrase).is_some() && !stretch && !counts_inside(phrase) && !phrase.contains('在');
        let this = reader.lexicon.starts("this", phrase);
        if named && (this.is_some() || (3..=20).contains(&phrase.chars().count())) {
            return match this {
                Some(n) => named_before(reader, start, &phrase[n..]).map(|name| (start + at, name)),
                None => Some((start + at, phrase.to_owned())),
            };
        }
    }
    None
}

/// The full name of what 该医院 stands for: the last phrase before `at` that ends so.
fn named_before(reader: Reader<'_>, at: usize, noun: &str) -> Option<String> {
    let clean = reader.clean();
    let article = reader.document.articles[reader.document.article_at(at)].start;
    let from = scope::window(clean, article, at, BEFORE);
    // 甲医院,由…与乙医院共建: the one that begins a clause
    clean[from..at].rmatch_indices(noun).find_map(|(i, _)| {
        let lead = &clean[from..from + i];
        // 甲医院|新院区
        let end = from + i + noun.len();
        let rest = &clean[end..at];
        let tail = &rest[..rest.find(|c| !is_han(c)).unwrap_or(rest.len())];
        let tail = if tail.chars().count() <= 4 { tail.len() } else { 0 };
        let name = &clean[from + phrase_start(lead, lead.len())..end + tail];
        let whole = name.len() > noun.len() && (4..=24).contains(&name.chars().count()) && name.chars().all(is_han);
        (whole && !name.contains(['的', '与', '由', '是', '在'])).then(|| name.to_owned())
    })
}

/// The facility that the sum at the head of a sentence is told of: 总投资26亿元的全省最大污水处理厂|在甲区开工.
pub(super) fn led_facility(reader: Reader<'_>, sum: usize, end: usize) -> Option<(usize, String)> {
    let text = &reader.clean()[sum..end];
    // 投资9000万元的|乙地质公园,占地20万平方米
    let clause = text.split(is_boundary).next().unwrap_or_default();
    if let Some((amount, name)) = clause.split_once("元的") {
        // 总投资1.26亿元的|乙学校|计划9月投入使用
        // 投资64亿元的|甲码头|4个5万吨级泊位
        let stop = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
        let name = &name[..reader.lexicon.find("led-end", &name[..stop]).map_or(stop, |(at, _)| at)];
        let named = (4..=20).contains(&name.chars().count()) && name.chars().all(is_han) && reader.lexicon.ends("facility", name).is_some();
        if named && !name.contains('的') && amount.chars().count() <= 12 {
            return Some((sum + amount.len() + "元的".len(), name.to_owned()));
        }
    }
    let mut from = 0;
    for clause in text.split(is_boundary).take(3) {
        let at = from;
        from += clause.len() + text[at + clause.len()..].chars().next().map_or(0, char::len_utf8);
        let verb = reader.lexicon.stages.find(clause).map_or(clause.len(), |(a, _, _)| a);
        let stop = clause[..verb].find(['在', '于']).or_else(|| clause[..verb].find("正式")).unwrap_or(verb);
        let Some(of) = clause[..stop].rfind('的').filter(|_| verb < clause.len()) else { continue };
        let name = &clause[of + '的'.len_utf8()..stop];
        if reader.lexicon.ends("facility", name).is_some() && (4..=20).contains(&name.chars().count()) {
            return Some((sum + at + of + '的'.len_utf8(), name.to_owned()));
        }
    }
    None
}
