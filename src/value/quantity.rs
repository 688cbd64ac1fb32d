//! Quantities (数量): value, unit, bounds.

use super::number::{Number, figures};
use super::numeral::{Decimal, digit, power};
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
    /// A value, or a range if there is an upper end.
    fn of(low: Decimal, high: Option<Decimal>, unit: String, modifier: Option<Modifier>) -> Self {
        let (value, min) = if high.is_none() { (Some(low), None) } else { (None, Some(low)) };
        Quantity { value, min, max: high, unit, text: String::new(), modifier }
    }

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
    /// 个半小时: a half more than the number.
    pub half: bool,
    /// 个多月: more than the number.
    pub over: bool,
    /// A sign that stands before the number: ￥, $.
    pub before: bool,
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
            half: has("half"),
            over: has("over"),
            before: has("before"),
        })
    }

    /// Whether it is a currency, by its ISO 4217 code.
    fn is_money(&self) -> bool {
        self.symbol.len() == 3 && self.symbol.bytes().all(|b| b.is_ascii_uppercase())
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

/// Longest catchword in quotation marks that a numeral begins, in characters.
const CATCHWORD: usize = 10;

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
                // digits that are no number are passed over together
                None if b.is_ascii_digit() => at = figures(text, at),
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
        // 1982.09-1985.06, 2012.09-今: a time of a life
        if let Some(length) = months(&text[at..]) {
            return Some((None, at + length));
        }
        let number = Number::read(text, at);
        if let Some(found) = self.fraction(text, at, number.as_ref()) {
            let end = found.end;
            return Some((Some(found), end));
        }
        if chinese && let Some(length) = self.starts("idiom", &text[at..]).filter(|_| self.starts("no-idiom", &text[at..]).is_none()) {
            return Some((None, at + length));
        }
        // 六盘水, 九江: a place's name begins with a numeral
        if chinese && self.places.prefix(&text[at..]).is_some_and(|(n, _)| n > first.len_utf8()) {
            return Some((None, at + first.len_utf8()));
        }
        let number = number?;
        let skip = Some((None, number.end));
        let before = &text[..at];
        // 8:00|至16:00对新建镇停电: the clock; 未来5至|10年: refused as a whole
        if before.strip_suffix(':').is_some_and(|clock| clock.ends_with(|c: char| c.is_ascii_digit())) && !number.chinese {
            return skip;
        }
        if self.ends("number-not", before).is_some() {
            let second = range_mark(&text[number.end..]).and_then(|n| Number::read(text, number.end + n));
            return Some((None, second.map_or(number.end, |second| second.end)));
        }
        if before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '/' || c == '-' && !before.ends_with("--"))
            && !before.strip_suffix('.').map(|item| item.trim_end_matches(|c: char| c.is_ascii_digit())).is_some_and(item_number)
            || number.spelled
            || before.ends_with('前') && self.ends("ahead", before).is_none()
            || number.chinese && self.slogan(text, at)
        {
            return skip;
        }
        let Some((low, high, mut end)) = self.range(text, at, &number) else {
            let second = range_mark(&text[number.end..]).and_then(|n| Number::read(text, number.end + n));
            return Some((None, second.map_or(number.end, |second| second.end)));
        };
        let mut bound = number.bound();
        // 20多年, 2600余家
        for word in self.keyed("after-over") {
            if word.chars().count() == 1 && text[end..].starts_with(word.as_str()) {
                bound = Some(Modifier::Over);
                end += word.len();
                break;
            }
        }
        // 二十来个
        if number.chinese && text[at..end].ends_with(['十', '百', '千']) && text[end..].starts_with('来') {
            bound = Some(Modifier::About);
            end += '来'.len_utf8();
        }
        let ranged = |scale: &dyn Fn(Decimal) -> Option<Decimal>, unit: String| {
            let high = match high {
                Some(high) => Some(scale(high)?),
                None => None,
            };
            Some(Quantity::of(scale(low)?, high, unit, bound))
        };
        let space = usize::from(text[end..].starts_with(' ') && !number.chinese);
        let rest = &text[end + space..];
        // 七成
        let tenth = |value: Decimal| value.to_whole().is_some_and(|v| (1..=10).contains(&v));
        if rest.starts_with('成') && self.starts("tenths-not", rest).is_none() && tenth(low) && high.is_none_or(tenth) {
            let stop = end + space + '成'.len_utf8();
            let found = self.finish(text, at, stop, ranged(&|value| value.times(10), "%".to_owned())?, false);
            return Some((Some(found), stop));
        }
        let sign = self.currencies.suffix(before);
        let unit = self.units.prefix(rest).filter(|(_, unit)| sign.is_none() || unit.is_money());
        let Some((length, unit)) = unit else {
            // $20亿, ￥400
            let signed = || sign.and_then(|(from, symbol)| Some(self.finish(text, from, end, ranged(&Some, symbol.clone())?, false)));
            let found = signed()
                .or_else(|| self.money(text, at, &number, end, ranged(&Some, "CNY".to_owned())?))
                .or_else(|| self.people(text, at, end, ranged(&Some, "人".to_owned())?));
            let stop = found.as_ref().map_or(number.end, |found| found.end);
            return Some((found, stop));
        };
        // 8.|200多个: the number of an item, for nothing is counted by decimals
        let digits = &text[at..number.end];
        if unit.count
            && item_number(&text[..at])
            && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && let Some(point) = digits.find('.')
        {
            return Some((None, at + point + 1));
        }
        let word = &rest[..length];
        let mut stop = end + space + length;
        // 两年半, 1个半小时
        let half = unit.half || high.is_none() && text[stop..].starts_with('半') && self.starts("half-word", &text[stop..]).is_none();
        if half && !unit.half {
            stop += '半'.len_utf8();
        }
        if self.refuses(text, at, &number, word, stop, half || unit.over || bound == Some(Modifier::Over)) {
            return skip;
        }
        let scale = |value: Decimal| {
            let value = if half { value.plus(Decimal::whole(5).shift(1))? } else { value };
            value.times(unit.factor)
        };
        let name = if unit.symbol.is_empty() { word.to_owned() } else { unit.symbol.clone() };
        let modifier = if unit.over { Some(Modifier::Over) } else { bound };
        let mut quantity = Quantity { modifier, ..ranged(&scale, name)? };
        if let Some((coins, end)) = self.coins(text, stop).filter(|_| quantity.unit == "CNY" && quantity.value.is_some_and(|v| v.to_whole().is_some())) {
            quantity.value = quantity.value.and_then(|value| value.plus(coins));
            stop = end;
        }
        let found = self.finish(text, sign.map_or(at, |(from, _)| from), stop, quantity, unit.count);
        let stop = found.end;
        Some((Some(found), stop))
    }

    /// The number, or the lower and the upper end of a range (`3—5`, `9~16亿`, `9亿元至16亿元`), and where it ends.
    fn range(&self, text: &str, at: usize, number: &Number) -> Option<(Decimal, Option<Decimal>, usize)> {
        let end = number.end;
        if number.high.is_some() {
            return Some((number.value, number.high, end));
        }
        let second = if let Some(n) = range_mark(&text[end..]) {
            let next = end + n;
            text[next..].starts_with(|c: char| c.is_ascii_digit() || digit(c).is_some()).then(|| Number::read(text, next)).flatten()
        } else if let Some((length, _)) = self.units.prefix(&text[end..]) {
            let next = end + length;
            range_mark(&text[next..])
                .filter(|_| !number.chinese && !text[..at].ends_with(['从', '由']))
                .and_then(|n| Number::read(text, next + n))
                .filter(|second| second.value >= number.value)
                .filter(|second| text[second.end..].starts_with(&text[end..next]) && self.units.prefix(&text[second.end..]).map(|u| u.0) == Some(length))
        } else {
            None
        };
        let Some(second) = second else { return Some((number.value, None, end)) };
        // the big unit of the second end counts for both: 9~16亿
        let lift = big(&text[end..second.end]).filter(|_| number.value < second.value && big(&text[at..end]).is_none());
        let low = lift.map_or(Some(number.value), |p| number.value.times(10i128.checked_pow(p)?))?;
        // 5000~1亿元: nothing says of which unit the lower end is
        (low <= second.value).then_some((low, Some(second.value), second.end))
    }

    /// The tenths and hundredths behind a sum in yuan: 百元|伍角, 3元|5角2分.
    fn coins(&self, text: &str, at: usize) -> Option<(Decimal, usize)> {
        let part = |from: usize, key: &str| {
            let c = text[from..].chars().next()?;
            let value = c.to_digit(10).or_else(|| digit(c))?;
            let unit = from + c.len_utf8();
            Some((i128::from(value), unit + self.starts(key, &text[unit..])?))
        };
        let (tenths, end) = part(at, "tenth-of-yuan")?;
        let (hundredths, end) = part(end, "hundredth-of-yuan").unwrap_or((0, end));
        Some((Decimal::whole(tenths * 10 + hundredths).shift(2), end))
    }

    /// Whether the numeral begins a catchword in quotation marks: `“三个务必”`.
    fn slogan(&self, text: &str, at: usize) -> bool {
        let Some(quote) = text[..at].chars().next_back().filter(|c| matches!(c, '“' | '‘' | '「' | '《')) else { return false };
        let close = match quote {
            '“' => '”',
            '‘' => '’',
            '「' => '」',
            _ => '》',
        };
        text[at..].chars().take(CATCHWORD).any(|c| c == close)
    }

    /// Whether nothing behind a unit belongs to another word: 两年半|时间, 三米多|的.
    fn ends_quantity(&self, after: &str) -> bool {
        after.starts_with(|c: char| !crate::text::is_han(c)) || after.is_empty() || self.starts("behind-quantity", after).is_some()
    }

    /// A sum whose unit is left out: `总投资|50亿|的项目`, `产值6个亿`.
    fn money(&self, text: &str, at: usize, number: &Number, end: usize, quantity: Quantity) -> Option<Found> {
        let big = text[at..number.end].ends_with(['亿', '万']);
        let spoken = text[at..number.end].ends_with("个亿");
        (big && quantity.value.is_some() && (spoken || self.labelled("money-label", text, at, end))).then(|| self.finish(text, at, end, quantity, false))
    }

    /// People counted without a measure word: `14亿多|中国人民`, `2400万|巾帼志愿者`, `网民规模达10.67亿`.
    fn people(&self, text: &str, at: usize, end: usize, quantity: Quantity) -> Option<Found> {
        if year_number(&text[at..end]) {
            return None;
        }
        let many = quantity.value.or(quantity.min).is_some_and(|value| value >= Decimal::whole(100));
        let mut rest = &text[end..];
        while let Some(n) = self.places.prefix(rest).map(|(n, _)| n).or_else(|| self.starts("people-lead", rest)) {
            rest = &rest[n..];
        }
        let named = self.starts("people", rest).is_some();
        (many && (named || self.labelled("people-label", text, at, end))).then(|| self.finish(text, at, end, quantity, named))
    }

    /// Whether a number without a unit ends the clause, and a label before it tells what it measures.
    fn labelled(&self, key: &str, text: &str, at: usize, end: usize) -> bool {
        let before = self.bounds.suffix(&text[..at]).map_or(&text[..at], |(from, _)| &text[..from]);
        let before = self.strip_end("as-many", before).unwrap_or(before);
        let before = before.trim_end_matches(['达', '为', '共', '将', '到', '过', '在', '已', '有', '约']);
        let ends = text[end..].chars().next().is_none_or(|c| !crate::text::is_han(c) || matches!(c, '的' | '左' | '以' | '多' | '余'));
        ends && self.ends(key, before).is_some()
    }

    /// `百分之五`, `四分之三`, `一半`, in percent; `三分之二`, which has no exact decimal, in thirds.
    fn fraction(&self, text: &str, at: usize, number: Option<&Number>) -> Option<Found> {
        if let Some(n) = self.starts("half", &text[at..]) {
            let (before, after) = (&text[..at], &text[at + n..]);
            let told = self.ends("half-before", before).is_some() || self.ends_bound(after) || after.starts_with('的') && !before.ends_with('另');
            return told.then(|| self.finish(text, at, at + n, Quantity::of(Decimal::whole(50), None, "%".to_owned(), None), false));
        }
        let lone = |c: char| power(c).filter(|&p| p > 1 && text[at + c.len_utf8()..].starts_with("分之")).map(|p| (10i128.pow(p), at + c.len_utf8()));
        let whole = |n: &Number| Some((n.value.to_whole().filter(|v| (2..=10_000).contains(v) && !n.spelled)?, n.end));
        let (below, end) = text[at..].chars().next().and_then(lone).or_else(|| number.and_then(whole))?;
        let from = end + text[end..].strip_prefix("分之").map(|_| "分之".len())?;
        let number = Number::read(text, from)?;
        let (low, high, end) = self.range(text, from, &number)?;
        let share = |value: Decimal| value.times(100)?.over(below);
        let (low, high, unit) = match (share(low), high.map(share)) {
            (Some(low), None) => (low, None, "%".to_owned()),
            (Some(low), Some(Some(high))) => (low, Some(high), "%".to_owned()),
            _ => (low, high, format!("1/{below}")),
        };
        Some(self.finish(text, at, end, Quantity::of(low, high, unit, number.bound()), false))
    }

    /// Whether a bound stands at the beginning of `after`: 以上, 左右, 以内.
    fn ends_bound(&self, after: &str) -> bool {
        ["after-about", "after-over", "after-under"].iter().any(|key| self.starts(key, after).is_some())
    }

    /// Adds the modifiers around a quantity.
    fn finish(&self, text: &str, at: usize, stop: usize, mut quantity: Quantity, count: bool) -> Found {
        let mut modifier = quantity.modifier;
        let over = modifier == Some(Modifier::Over);
        let (mut start, mut end) = (at, stop);
        // 签约|487.79亿元: no bound
        let word = self.ends("bound-not", &text[..at]).map_or(at, |length| at - length);
        // 机上|9名: only 上百, 上千
        let lone = |from: usize| &text[from..at] != "上" || text[at..].starts_with(|c| power(c).is_some());
        if let Some((from, m)) = self.bounds.suffix(&text[..at]).filter(|&(from, _)| from < word && lone(from)) {
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
        quantity.text = text[start..end].replace('，', ",");
        quantity.modifier = modifier;
        Found { start, number: at, end, quantity, count }
    }

    /// Whether the number with this unit word is a date, an age, a rank, an idiom. `more`: a bound or a half is told beside it.
    fn refuses(&self, text: &str, at: usize, number: &Number, word: &str, stop: usize, more: bool) -> bool {
        let digits = &text[at..number.end];
        let after = &text[stop..];
        if self.starts("quantity-not", &text[number.end..]).is_some_and(|n| n >= word.len())
            || (!text[..stop].ends_with('半') && self.starts("quantity-not", after).is_some() && matches!(word, "年" | "个" | "次" | "级"))
        {
            return true;
        }
        let weak = self.is("arabic-only", word);
        match word {
            // 2023年 is a date; 20年 a time
            "年" if year_number(digits) || digits.len() == 4 && !number.chinese || number.chinese && digits.chars().count() >= 4 => return true,
            // 21年|全市完成投资: a year of two digits
            "年" if digits.len() == 2
                && self.starts("short-year", after).is_some()
                && text[..at].chars().next_back().is_none_or(crate::lexicon::is_boundary) =>
            {
                return true;
            }
            "年" if digits.starts_with('0') || after.find('月').is_some_and(|i| (1..=3).contains(&i)) && after.starts_with(|c: char| c.is_ascii_digit()) => {
                return true;
            }
            // 8点: the clock; 40度: degrees
            "点" if number.value.to_whole().is_some_and(|hour| hour <= 24) => return true,
            "度" if number.value < Decimal::whole(10_000) || number.value.to_whole().is_none() => return true,
            // 赔偿李四|人民币5万元
            _ if number.chinese && number.value < Decimal::whole(10) && self.is("of-a-sum", word) => return true,
            // 两|项目总投资
            "项" if after.starts_with('目') => return true,
            "番" if self.ends("double", &text[..at]).is_none() => return true,
            // 9金2银, 1死30伤
            _ if self.is("side-by-side", word)
                && !after.trim_start_matches('、').starts_with(|c: char| c.is_ascii_digit())
                && self.ends("side-by-side", text[..at].trim_end_matches('、')).is_none() =>
            {
                return true;
            }
            // 2023|国际消费季
            _ if weak && !more && year_number(digits) => return true,
            _ => {}
        }
        // 一 as an article, and measure words that are words of their own behind a Chinese numeral
        let one = number.chinese && number.value == Decimal::whole(1) && number.high.is_none();
        let more = more || after.strip_prefix('多').is_some_and(|rest| self.ends_quantity(rest));
        one && !more && !matches!(word, "倍" | "番") || number.chinese && weak
    }
}

/// Whether a line begins behind `before`, where items have their numbers.
fn item_number(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    before.is_empty() || before.ends_with('\n')
}

/// Whether the digits are those of a year of our time: 2023.
fn year_number(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|year: u16| (2001..=2039).contains(&year))
}

/// Length of a range of months at the head of `text`: 1982.09-1985.06, 2012.09-.
fn months(text: &str) -> Option<usize> {
    let month = |text: &str| {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let within = |text: &str| matches!(text.get(5..7).and_then(|m| m.parse::<u8>().ok()), Some(1..=12)) && digits(&text[5..]) == 2;
        (digits(text) == 4 && matches!(text.get(..2), Some("19" | "20")) && text[4..].starts_with(['.', '/']) && within(text)).then_some(7)
    };
    let first = month(text)?;
    let mark = first + range_mark(&text[first..])?;
    let rest = text[mark..].trim_start_matches(['-', '—', '–']);
    Some(text.len() - rest.len() + month(rest).unwrap_or(0))
}

fn range_mark(text: &str) -> Option<usize> {
    ["—", "-", "~", "–", "至", "到", "——", "～"].iter().filter(|m| text.starts_with(**m)).map(|m| m.len()).max()
}

/// The power of the big units that end a numeral (16亿 → 8, 16万亿 → 12).
fn big(numeral: &str) -> Option<u32> {
    let powers = numeral.chars().rev().map_while(power).sum();
    (powers > 0).then_some(powers)
}
