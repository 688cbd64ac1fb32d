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
    // 上百, 近千, 超百万, 百余家: one of them
    let lone = digits.chars().all(|c| power(c).is_some()) && digits.chars().next().and_then(power).is_some_and(|p| p > 1);
    if lone {
        digits.insert(0, '一');
        let past = text[..at].ends_with('过');
        if !text[..at].ends_with(['上', '近', '超', '约', '逾']) && !text[end..].starts_with(['余', '多']) && !over && !past {
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

/// An Arabic number with big units behind it: `1,100.9亿`, `3亿4500万`, `60多万`.
fn arabic(text: &str, at: usize) -> Option<Number> {
    let bytes = text.as_bytes();
    let mut end = at;
    let mut total = Decimal::whole(0);
    let mut over = false;
    let mut last = u32::MAX;
    loop {
        let stop = figures(text, end);
        if stop == end {
            break;
        }
        let mut value = Decimal::parse(&text[end..stop])?;
        let mut next = stop;
        let mut powers = 0;
        // 60多万: the bound stands inside
        let mut rest = &text[next..];
        let gap = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '多' | '余' | '几'))
            .filter(|c| rest[c.len_utf8()..].starts_with(|c: char| power(c).is_some_and(|p| p >= 3)));
        if let Some(c) = gap {
            over = true;
            next += c.len_utf8();
            rest = &text[next..];
        }
        // 50| 亿元
        if rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(['亿', '万'])) {
            next += 1;
            rest = &text[next..];
        }
        // 6个亿, a sum; not 218个|亿元以上的项目
        if rest.strip_prefix("个亿").is_some_and(|unit| !unit.starts_with('元')) {
            powers += 8;
            next += "个亿".len();
            rest = &text[next..];
        }
        for c in rest.chars() {
            match power(c) {
                Some(p) => {
                    // 千瓦, 千米, 百分点: the character belongs to the unit
                    if matches!(c, '千' | '百') && starts_unit(&text[next..]) {
                        break;
                    }
                    powers += p;
                    next += c.len_utf8();
                }
                None => break,
            }
        }
        if powers > 24 {
            return None;
        }
        value = value.times(10i128.checked_pow(powers)?)?;
        total = total.plus(value)?;
        end = next;
        // 3亿4500万: another group of a smaller power
        if powers < 4 || powers >= last || !bytes.get(end).is_some_and(u8::is_ascii_digit) {
            break;
        }
        last = powers;
    }
    (end > at).then_some(Number::plain(total, end, false, over))
}

/// Where the digits end that begin at `from`, over groups of thousands and one decimal point.
pub(super) fn figures(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut groups, mut pointed) = (from, 0, false);
    while let Some(&b) = bytes.get(at) {
        let point = b == b'.' && !pointed && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) && !is_year(&text[at + 1..]);
        let group = matches!(b, b',' | b' ') && thousands(&bytes[at..]) && at > from && at - from <= 3 + groups * 4;
        if !(b.is_ascii_digit() || point || group) {
            break;
        }
        pointed |= point;
        groups += usize::from(group);
        at += 1;
    }
    at
}

/// Whether a year begins `text`: 10.|2023年政府购买服务.
fn is_year(text: &str) -> bool {
    text.starts_with(['1', '2']) && text.bytes().take(5).take_while(u8::is_ascii_digit).count() == 4 && text[4..].starts_with('年')
}

/// Three digits behind a comma, or a space: a thousands group.
fn thousands(bytes: &[u8]) -> bool {
    bytes.len() >= 4 && bytes[1..4].iter().all(u8::is_ascii_digit) && !bytes.get(4).is_some_and(u8::is_ascii_digit)
}

fn starts_unit(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    let second = chars.next();
    matches!((first, second), (Some('千'), Some('瓦' | '米' | '克' | '伏' | '卡')) | (Some('百'), Some('分')))
}
