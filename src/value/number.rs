//! A number in prose: Arabic, Chinese or mixed (`3亿4500万`), with the bounds inside it (`60多万`, `三五`, `数十`).

use super::numeral::{Decimal, digit, power, whole};
use super::quantity::Modifier;

/// Longest Chinese numeral, in characters.
const LONGEST: usize = 40;

/// A number read at a place: what it is worth, where it ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    /// Its value; the lower of the two that `三五` tells.
    pub(super) value: Decimal,
    /// 三五, 十七八万: the upper of two neighbours.
    pub(super) high: Option<Decimal>,
    /// Byte after it.
    pub(super) end: usize,
    /// Whether it is written in Chinese numerals.
    pub(super) chinese: bool,
    /// 二〇二三: digit by digit, as years and codes are written.
    pub(super) spelled: bool,
    /// 60多万: a bound inside the number.
    pub(super) over: bool,
}

impl Number {
    fn plain(value: Decimal, end: usize, chinese: bool, over: bool) -> Self {
        Number { value, high: None, end, chinese, spelled: false, over }
    }

    /// What the number itself says of its bounds.
    pub(super) fn bound(&self) -> Option<Modifier> {
        self.over.then_some(Modifier::Over).or(self.high.map(|_| Modifier::About))
    }

    /// Reads the number that stands at `at`.
    pub(super) fn read(text: &str, at: usize) -> Option<Self> {
        match text[at..].chars().next()? {
            c if c.is_ascii_digit() => arabic(text, at),
            '半' => Some(Number::plain(Decimal::whole(5).shift(1), at + '半'.len_utf8(), true, false)),
            _ => chinese(text, at),
        }
    }
}

/// A Chinese numeral with its bounds.
fn chinese(text: &str, at: usize) -> Option<Number> {
    let rest = &text[at..];
    let mut over = false;
    let mut end = at;
    let mut digits = String::new();
    for (i, c) in rest.char_indices().take(LONGEST) {
        if (digit(c).is_some() && c != 'O' && c != '○') || power(c).is_some() {
            digits.push(c);
            end = at + i + c.len_utf8();
        } else if matches!(c, '几' | '数') && (digits.is_empty() || digits.ends_with(|c| power(c).is_some())) {
            // 数十, 几百: at least one of them; 三十几
            if digits.is_empty() {
                let next = rest[i + c.len_utf8()..].chars().next()?;
                power(next)?;
                digits.push('一');
            }
            over = true;
            end = at + i + c.len_utf8();
        } else if matches!(c, '多' | '余') && !digits.is_empty() && rest[i + c.len_utf8()..].starts_with(|c: char| power(c).is_some_and(|p| p >= 4)) {
            over = true;
        } else {
            break;
        }
    }
    // 三十个亿, a sum; not 三个|亿元以上的项目
    if digits.ends_with(|c| digit(c).is_some() || power(c).is_some_and(|p| p < 4)) && text[end..].strip_prefix("个亿").is_some_and(is_sum) {
        digits.push('亿');
        end += "个亿".len();
    }
    // 上百, 近千, 超百万, 百余家: one of them
    let lone = digits.chars().all(|c| power(c).is_some()) && digits.chars().next().and_then(power).is_some_and(|p| p > 1);
    if lone {
        digits.insert(0, '一');
        let past = text[..at].ends_with('过');
        // 百元伍角: a sum to the last coin
        let coins = || text[end..].strip_prefix('元').is_some_and(|rest| rest.starts_with(|c| digit(c).is_some()) && rest.chars().nth(1) == Some('角'));
        if !text[..at].ends_with(['上', '近', '超', '约', '逾']) && !text[end..].starts_with(['余', '多']) && !over && !past && !coins() {
            return None;
        }
        over |= past;
    }
    if let Some((low, high)) = neighbours(&digits) {
        let value = |digits: &str| whole(digits).map(|v| Decimal::whole(i128::from(v)));
        return Some(Number { high: Some(value(&high)?), ..Number::plain(value(&low)?, end, true, over) });
    }
    let value = whole(&digits)?;
    let spelled = digits.chars().zip(digits.chars().skip(1)).any(|(a, b)| digit(a).is_some_and(|d| d > 0) && digit(b).is_some());
    if let Some((value, end)) = pointed(text, value, end) {
        return Some(Number::plain(value, end, true, over));
    }
    Some(Number { spelled, ..Number::plain(Decimal::whole(i128::from(value)), end, true, over) })
}

/// Whether 个亿 is followed by nothing that it counts: 50个亿|元,; not 218个亿|元以上的项目, 30个亿|元项目.
fn is_sum(rest: &str) -> bool {
    rest.strip_prefix('元').is_none_or(|rest| rest.chars().next().is_none_or(crate::lexicon::is_boundary))
}

/// 三五, 二三十, 十七八万: two neighbouring digits tell the lower and the upper number.
fn neighbours(digits: &str) -> Option<(String, String)> {
    let chars: Vec<char> = digits.chars().collect();
    let pair = |i: usize| Some((digit(chars[i])?, digit(*chars.get(i + 1)?)?));
    let mut pairs = (0..chars.len()).filter(|&i| pair(i).is_some());
    let at = pairs.next().filter(|_| pairs.next().is_none())?;
    pair(at).filter(|&(a, b)| a > 0 && (b == a + 1 || (a, b) == (3, 5)))?;
    let without = |k: usize| chars.iter().enumerate().filter(|&(i, _)| i != k).map(|(_, c)| *c).collect();
    Some((without(at + 1), without(at)))
}

/// What stands behind the whole part of a Chinese decimal: 五|点三, 三|点二五亿. Not 三点二十, 三点一刻.
fn pointed(text: &str, whole: u64, end: usize) -> Option<(Decimal, usize)> {
    let rest = text[end..].strip_prefix('点')?;
    let places: String = rest.chars().map_while(|c| digit(c).filter(|_| c != 'O').and_then(|d| char::from_digit(d, 10))).collect();
    let after = rest.char_indices().nth(places.len()).map_or("", |(i, _)| &rest[i..]);
    if places.is_empty() || after.starts_with(['十', '分', '刻', '钟', '半', '许', '整']) {
        return None;
    }
    let mut value = Decimal::parse(&format!("{whole}.{places}"))?;
    let mut end = text.len() - after.len();
    for c in after.chars() {
        let Some(p) = power(c).filter(|&p| p >= 4) else { break };
        value = value.times(10i128.pow(p))?;
        end += c.len_utf8();
    }
    Some((value, end))
}

/// An Arabic number with its units, the smaller ones behind the greater: `1,100.9亿`, `3亿4500万`, `3千5百万`, `1亿零500万`, `60多万`.
fn arabic(text: &str, at: usize) -> Option<Number> {
    // what the big units close, and what still waits for one: 3千5百|万
    let (mut total, mut section) = (Decimal::whole(0), Decimal::whole(0));
    let (mut over, mut end) = (false, at);
    // the place that the next group must stay below
    let (mut below_big, mut below) = (u32::MAX, u32::MAX);
    while let Some(group) = Group::read(text, end, end > at) {
        let place = below.min(below_big);
        // 3万5: the lone digit counts in the place below
        let spoken = group.lone && place < 9;
        let value = group.value.times(10i128.checked_pow(group.small + if spoken { place - 1 } else { 0 })?)?;
        let fits = |place: u32| place == u32::MAX || 10i128.checked_pow(place).is_some_and(|most| value < Decimal::whole(most));
        if group.big >= below_big || !fits(below) || group.big == 0 && !fits(below_big) {
            break;
        }
        section = section.plus(value)?;
        over |= group.over;
        end = group.end;
        if group.big > 0 {
            total = total.plus(section.times(10i128.checked_pow(group.big)?)?)?;
            (section, below_big, below) = (Decimal::whole(0), group.big, u32::MAX);
        } else {
            below = group.small;
        }
        if below == 0 || over {
            break;
        }
    }
    (end > at).then_some(Number::plain(total.plus(section)?, end, false, over))
}

/// Digits with the units behind them: 3|千, 4500|万, 60|多万, 1|万亿.
struct Group {
    value: Decimal,
    /// Powers of ten below ten thousand.
    small: u32,
    /// 万 and 亿.
    big: u32,
    over: bool,
    /// A digit without a unit, behind a group that has one.
    lone: bool,
    end: usize,
}

impl Group {
    fn read(text: &str, at: usize, next: bool) -> Option<Self> {
        // 1亿|零500万
        let zero = text[at..].chars().next().filter(|&c| next && matches!(c, '零' | '〇')).map_or(0, char::len_utf8);
        let start = at + zero;
        let stop = figures(text, start);
        if stop == start {
            return None;
        }
        let value = Decimal::parse(&text[start..stop])?;
        let mut group = Group { value, small: 0, big: 0, over: false, lone: false, end: stop };
        // 60多万: the bound stands inside
        let inside = |c: &char| matches!(c, '多' | '余' | '几') && text[stop + c.len_utf8()..].starts_with(|c: char| power(c).is_some_and(|p| p >= 3));
        if let Some(c) = text[stop..].chars().next().filter(inside) {
            group.over = true;
            group.end += c.len_utf8();
        }
        // 50| 亿元
        if text[group.end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(['亿', '万'])) {
            group.end += 1;
        }
        // 6个亿, a sum; not 218个|亿元以上的项目
        if text[group.end..].strip_prefix("个亿").is_some_and(is_sum) {
            group.big += 8;
            group.end += "个亿".len();
        }
        while let Some((c, p)) = text[group.end..].chars().next().and_then(|c| Some((c, power(c)?))) {
            // 千瓦, 千米, 百分点: the character belongs to the unit
            if matches!(c, '千' | '百') && starts_unit(&text[group.end..]) || group.small + group.big + p > 24 {
                break;
            }
            if p < 4 && group.big == 0 {
                group.small += p;
            } else {
                group.big += p;
            }
            group.end += c.len_utf8();
        }
        group.lone = next && zero == 0 && stop - start == 1 && group.end == stop;
        Some(group)
    }
}

/// Where the number ends whose Arabic digits begin at `at`: 1,100.9, 20 000. Looked at once, however long.
pub(super) fn figures(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let run = |from: usize| from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = run(at);
    if end > at && end - at <= 3 {
        // thousands
        while let Some(mark) = [",", "，", " "].into_iter().find(|mark| text[end..].starts_with(mark)) {
            let group = end + mark.len();
            if run(group) != group + 3 {
                break;
            }
            end = group + 3;
        }
    }
    let places = bytes.get(end).filter(|&&b| b == b'.' && end > at).map_or(end, |_| run(end + 1));
    if places > end + 1 && !is_year(&text[end + 1..]) { places } else { end }
}

/// Whether a year begins `text`: 10.|2023年政府购买服务.
fn is_year(text: &str) -> bool {
    text.starts_with(['1', '2']) && text.bytes().take(5).take_while(u8::is_ascii_digit).count() == 4 && text[4..].starts_with('年')
}

fn starts_unit(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    let second = chars.next();
    matches!((first, second), (Some('千'), Some('瓦' | '米' | '克' | '伏' | '卡')) | (Some('百'), Some('分')))
}
