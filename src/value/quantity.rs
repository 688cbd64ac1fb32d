//! Quantities (数量): value, unit, bounds.

use super::numeral::{Decimal, digit, power, whole};
use crate::lexicon::Lexicon;
use serde::{Deserialize, Serialize};

/// A quantity as the text states it, exact and in the base unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quantity {
    /// The value; absent for a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// The lower end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Decimal>,
    /// The upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Decimal>,
    /// ISO 4217 for money, a unit symbol, or the measure word as written.
    pub unit: String,
    /// The words of the text.
    pub text: String,
    /// Whether the value is a bound or an estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<Modifier>,
}

impl Quantity {
    /// Whether two quantities are of one value and unit, however they are written.
    pub(crate) fn same_amount(&self, other: &Self) -> bool {
        self.value == other.value && self.unit == other.unit
    }
}

/// How a stated value bounds the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Modifier {
    /// 约, 近, 左右.
    About,
    /// 超, 逾, 余, 多, 以上.
    Over,
    /// 不足, 不到, 以内.
    Under,
}

/// A unit word: what it is called in the output, and what it multiplies by.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Name in the output; empty for the word itself.
    pub symbol: String,
    /// Factor to the base unit.
    pub factor: i128,
    /// Whether it is a measure word for counting.
    pub count: bool,
    /// Measure words that also begin common words: need an Arabic number before them.
    pub weak: bool,
}

impl Unit {
    /// Reads the attributes of a `[unit …]` section: `symbol=CNY factor=1`.
    pub(crate) fn parse(attributes: &[String]) -> Option<Self> {
        let value = |key: &str| attributes.iter().find_map(|a| a.strip_prefix(key)?.strip_prefix('='));
        let has = |key: &str| attributes.iter().any(|a| a == key);
        Some(Unit {
            symbol: value("symbol").unwrap_or_default().to_owned(),
            factor: match value("factor") {
                Some(text) => text.parse().ok()?,
                None => 1,
            },
            count: has("count"),
            weak: has("weak"),
        })
    }
}

/// A quantity found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// First byte, with the modifier before it.
    pub start: usize,
    /// First byte of the number itself.
    pub number: usize,
    /// Byte after the last, with the modifier behind it.
    pub end: usize,
    /// The quantity.
    pub quantity: Quantity,
    /// Whether it counts things with a measure word.
    pub count: bool,
}

/// A number read at a place: what it is worth, where it ends.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: Decimal,
    end: usize,
    chinese: bool,
    /// 60多万: a bound inside the number.
    over: bool,
}

impl Lexicon {
    /// All quantities of `text`, in order.
    ///
    /// ```
    /// let extractor = dibao::Extractor::new().unwrap();
    /// let found = extractor.lexicon().quantities("总投资119.75亿元,年节省标煤60多万吨,3—5个工作日");
    /// assert_eq!(found[0].quantity.value.unwrap().to_string(), "11975000000");
    /// assert_eq!(found[1].quantity.unit, "t");
    /// assert_eq!(found[2].quantity.max.unwrap().to_string(), "5");
    /// ```
    pub fn quantities(&self, text: &str) -> Vec<Found> {
        let mut out = Vec::new();
        let mut at = 0;
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let b = bytes[at];
            // only a digit or a byte that can begin a Chinese numeral starts a number
            if !(b.is_ascii_digit() || matches!(b, 0xE4..=0xE9) || b == 0xE3) {
                at += 1;
                continue;
            }
            match self.quantity_at(text, at) {
                Some((found, end)) => {
                    out.extend(found);
                    at = end;
                }
                None => at += text[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
        out
    }

    /// Reads the number at `at`. The quantity, if it is one, and where reading goes on.
    fn quantity_at(&self, text: &str, at: usize) -> Option<(Option<Found>, usize)> {
        let first = text[at..].chars().next()?;
        let chinese = digit(first).is_some() && first != 'O' || matches!(first, '十' | '百' | '千' | '万' | '亿' | '半' | '几' | '数');
        if !first.is_ascii_digit() && !chinese {
            return None;
        }
        if chinese && let Some(length) = self.starts("idiom", &text[at..]) {
            return Some((None, at + length));
        }
        // 六盘水, 九江: a place's name begins with a numeral
        if chinese && self.places.prefix(&text[at..]).is_some_and(|(n, _)| n > first.len_utf8()) {
            return Some((None, at + first.len_utf8()));
        }
        if let Some(found) = self.per_hundred(text, at) {
            let end = found.end;
            return Some((Some(found), end));
        }
        let number = self.number(text, at)?;
        let skip = Some((None, number.end));
        let before = &text[..at];
        if before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '/' || c == '-' && !before.ends_with("--"))
            || self.ends("number-not", before).is_some()
            || before.ends_with('前') && self.ends("ahead", before).is_none()
        {
            return skip;
        }
        // a range: 3—5个, 9~16亿
        let mut upper = None;
        let mut end = number.end;
        if let Some(next) =
            range_mark(&text[end..]).map(|n| end + n).filter(|&next| text[next..].starts_with(|c: char| c.is_ascii_digit() || digit(c).is_some()))
        {
            if let Some(second) = self.number(text, next) {
                upper = Some(second);
                end = second.end;
            }
        } else if let Some((unit_length, _)) = self.units.prefix(&text[end..]) {
            // 9亿元至16亿元, 5个月到8个月
            let next = end + unit_length;
            if let Some(n) = range_mark(&text[next..]).filter(|_| !number.chinese)
                && let Some(second) = self.number(text, next + n)
                && self.units.prefix(&text[second.end..]).map(|u| u.0) == Some(unit_length)
                && text[end..].starts_with(&text[second.end..second.end + unit_length])
                && !text[..at].ends_with('从')
                && !text[..at].ends_with('由')
            {
                upper = Some(second);
                end = second.end;
            }
        }
        let mut over = number.over;
        // 20多年, 2600余家
        for word in self.keyed("after-over") {
            if word.chars().count() == 1 && text[end..].starts_with(word.as_str()) {
                over = true;
                end += word.len();
                break;
            }
        }
        let space = usize::from(text[end..].starts_with(' ') && !number.chinese);
        let rest = &text[end + space..];
        // 七成
        if rest.starts_with('成')
            && !rest.starts_with("成立")
            && !rest.starts_with("成为")
            && number.value.to_whole().is_some_and(|v| (1..=10).contains(&v))
            && number.chinese
        {
            let value = number.value.times(10)?;
            let stop = end + '成'.len_utf8();
            return Some((
                Some(self.finish(
                    text,
                    at,
                    stop,
                    Quantity { value: Some(value), min: None, max: None, unit: "%".into(), text: String::new(), modifier: None },
                    over,
                    false,
                )),
                stop,
            ));
        }
        let Some((length, unit)) = self.units.prefix(rest) else {
            let money = upper.is_none().then(|| self.money(text, at, &number, end)).flatten();
            return money
                .map(|found| {
                    let end = found.end;
                    (Some(found), end)
                })
                .or(skip);
        };
        let unit = unit.clone();
        let word = &rest[..length];
        let stop = end + space + length;
        if self.refuses(text, at, &number, word, stop) {
            return Some((None, number.end));
        }
        let scale = |d: Decimal| d.times(unit.factor);
        let name = if unit.symbol.is_empty() { word.to_owned() } else { unit.symbol.clone() };
        let quantity = match upper {
            None => Quantity { value: Some(scale(number.value)?), min: None, max: None, unit: name, text: String::new(), modifier: None },
            Some(second) => {
                // the big unit of the second end counts for both: 9~16亿
                let low = if number.value < second.value && big(&text[at..number.end]).is_none() {
                    big(&text[number.end..second.end]).map_or(Some(number.value), |p| number.value.times(10i128.pow(p)))?
                } else {
                    number.value
                };
                Quantity { value: None, min: Some(scale(low)?), max: Some(scale(second.value)?), unit: name, text: String::new(), modifier: None }
            }
        };
        let found = self.finish(text, at, stop, quantity, over, unit.count);
        let stop = found.end;
        Some((Some(found), stop))
    }

    /// A sum whose unit is left out: `总投资|50亿|的项目`, `产值6个亿`.
    fn money(&self, text: &str, at: usize, number: &Number, end: usize) -> Option<Found> {
        let big = text[at..end].ends_with(['亿', '万']);
        let before = text[..at].trim_end_matches(['约', '达', '近', '超', '为', '共', '逾', '额', '将', '到', '过', '在']);
        let ends = text[end..].chars().next().is_none_or(|c| !crate::text::is_han(c) || matches!(c, '的' | '左' | '以' | '多' | '余'));
        if !big || !ends || self.ends("money-label", before).is_none() {
            return None;
        }
        let quantity = Quantity { value: Some(number.value), min: None, max: None, unit: "CNY".to_owned(), text: String::new(), modifier: None };
        Some(self.finish(text, at, end, quantity, number.over, false))
    }

    /// 百分之五, 千分之三: in percent.
    fn per_hundred(&self, text: &str, at: usize) -> Option<Found> {
        let (lead, shift) = [("百分之", 0), ("千分之", 1)].into_iter().find(|(lead, _)| text[at..].starts_with(lead))?;
        let number = self.number(text, at + lead.len())?;
        let value = Some(number.value.shift(shift));
        let quantity = Quantity { value, min: None, max: None, unit: "%".to_owned(), text: String::new(), modifier: None };
        Some(self.finish(text, at, number.end, quantity, number.over, false))
    }

    /// Adds the modifiers around a quantity.
    fn finish(&self, text: &str, at: usize, stop: usize, mut quantity: Quantity, over: bool, count: bool) -> Found {
        let mut modifier = over.then_some(Modifier::Over);
        let (mut start, mut end) = (at, stop);
        // 签约|487.79亿元: no bound
        let word = self.ends("bound-not", &text[..at]).map_or(at, |length| at - length);
        if let Some((from, m)) = self.bounds.suffix(&text[..at]).filter(|&(from, _)| from < word) {
            start = from;
            modifier = modifier.or(Some(*m));
        }
        // 10项|内容: the noun, no bound
        let noun = self.starts("no-bound", &text[end..]).is_some();
        for (key, m) in [("after-about", Modifier::About), ("after-over", Modifier::Over), ("after-under", Modifier::Under)] {
            if let Some(length) = self.starts(key, &text[end..]).filter(|_| !noun && (!over || key != "after-over")) {
                end += length;
                modifier = modifier.or(Some(m));
                break;
            }
        }
        quantity.text = text[start..end].to_owned();
        quantity.modifier = modifier;
        Found { start, number: at, end, quantity, count }
    }

    /// Whether the number with this unit word is a date, an age, a rank, an idiom.
    fn refuses(&self, text: &str, at: usize, number: &Number, word: &str, stop: usize) -> bool {
        let after = &text[stop..];
        let tail = &text[number.end..];
        let value = number.value.to_whole();
        if self.starts("quantity-not", tail).is_some_and(|n| n >= word.len())
            || (self.starts("quantity-not", after).is_some() && matches!(word, "年" | "个" | "次" | "级"))
        {
            return true;
        }
        // 2023年 is a date; 20年 a time
        if word == "年" {
            let digits = &text[at..number.end];
            let long = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) || number.chinese && digits.chars().count() >= 4;
            if long
                || digits.starts_with('0')
                || after.starts_with(|c: char| c.is_ascii_digit()) && after.contains('月') && after.find('月').is_some_and(|i| i <= 3)
            {
                return true;
            }
        }
        if word == "度" && value.is_none_or(|v| v < 10_000) {
            return true;
        }
        if number.chinese {
            // 一 as an article, and measure words that are words of their own behind a Chinese numeral
            if value == Some(1) && word != "倍" && !number.over || self.is("arabic-only", word) {
                return true;
            }
        }
        false
    }

    /// Reads a number at `at`: Arabic, Chinese or mixed (3亿4500万).
    fn number(&self, text: &str, at: usize) -> Option<Number> {
        let rest = &text[at..];
        let first = rest.chars().next()?;
        if first.is_ascii_digit() {
            return arabic(text, at);
        }
        if first == '半' {
            return Some(Number { value: Decimal::whole(5).shift(1), end: at + 3, chinese: true, over: false });
        }
        let mut over = false;
        let mut end = at;
        let mut digits = String::new();
        for (i, c) in rest.char_indices() {
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
        let value = whole(&digits)?;
        if let Some((value, end)) = pointed(text, value, end) {
            return Some(Number { value, end, chinese: true, over });
        }
        Some(Number { value: Decimal::whole(i128::from(value)), end, chinese: true, over })
    }
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

/// The power of the big unit that ends a numeral (16亿 → 8).
fn big(numeral: &str) -> Option<u32> {
    numeral.chars().next_back().and_then(power)
}

fn range_mark(text: &str) -> Option<usize> {
    ["—", "-", "~", "–", "至", "到", "——", "～"].iter().filter(|m| text.starts_with(**m)).map(|m| m.len()).max()
}

/// An Arabic number with big units behind it: `1,100.9亿`, `3亿4500万`, `60多万`.
fn arabic(text: &str, at: usize) -> Option<Number> {
    let bytes = text.as_bytes();
    let mut end = at;
    let plain = |mut i: usize| -> usize {
        let from = i;
        while i < bytes.len()
            && (bytes[i].is_ascii_digit()
                || (bytes[i] == b'.' && bytes.get(i + 1).is_some_and(u8::is_ascii_digit) && !text[from..i].contains('.') && !is_year(&text[i + 1..]))
                || (matches!(bytes[i], b',' | b' ') && thousands(&bytes[i..]) && i > from && i - from <= 3 + text[from..i].matches([',', ' ']).count() * 4))
        {
            i += 1;
        }
        i
    };
    let mut total = Decimal::whole(0);
    let mut over = false;
    let mut last = u32::MAX;
    loop {
        let stop = plain(end);
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
    (end > at).then_some(Number { value: total, end, chinese: false, over })
}

/// Whether a year begins `text`: 10.|2023年政府购买服务.
fn is_year(text: &str) -> bool {
    text.starts_with(['1', '2']) && text.bytes().take_while(u8::is_ascii_digit).count() == 4 && text[4..].starts_with('年')
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
