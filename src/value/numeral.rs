//! Numerals: Chinese, Arabic and mixed, as exact values.

use serde::{Deserialize, Serialize, Serializer, de};
use std::fmt;

/// An exact decimal number: `mantissa / 10^scale`. No float arithmetic anywhere.
///
/// ```
/// use dibao::value::numeral::Decimal;
/// let value = Decimal::parse("119.75").unwrap().times(100_000_000).unwrap();
/// assert_eq!(value.to_string(), "11975000000");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(value: i128) -> Self {
        Decimal { mantissa: value, scale: 0 }
    }

    /// Reads digits with an optional point and thousands commas. `None` for anything else or when it does not fit.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut mantissa, mut scale, mut point, mut any) = (0i128, 0u32, false, false);
        for c in text.chars() {
            match c {
                '0'..='9' => {
                    mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(c as u8 - b'0'))?;
                    scale += u32::from(point);
                    any = true;
                }
                '.' if !point => point = true,
                ',' | '，' | ' ' if !point => {}
                _ => return None,
            }
        }
        any.then_some(Decimal { mantissa, scale }.normal())
    }

    fn normal(mut self) -> Self {
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }

    /// The product with a whole number; `None` when it does not fit.
    pub fn times(self, factor: i128) -> Option<Self> {
        Some(Decimal { mantissa: self.mantissa.checked_mul(factor)?, scale: self.scale }.normal())
    }

    /// This number divided by `10^digits`.
    pub fn shift(self, digits: u32) -> Self {
        Decimal { mantissa: self.mantissa, scale: self.scale + digits }.normal()
    }

    /// The exact quotient by a whole number; `None` when it has no end (1 by 3).
    pub fn over(self, divisor: i128) -> Option<Self> {
        (0..=18).find_map(|places| {
            let mantissa = self.mantissa.checked_mul(10i128.pow(places))?;
            (mantissa.checked_rem(divisor)? == 0).then(|| Decimal { mantissa: mantissa / divisor, scale: self.scale + places }.normal())
        })
    }

    /// The sum; `None` when it does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let lift = |d: Self| d.mantissa.checked_mul(10i128.checked_pow(scale - d.scale)?);
        Some(Decimal { mantissa: lift(self)?.checked_add(lift(other)?)?, scale }.normal())
    }

    /// The whole value, when there is no fraction.
    pub fn to_whole(self) -> Option<i128> {
        (self.scale == 0).then_some(self.mantissa)
    }

    /// Whether this is zero.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        let scale = self.scale.max(other.scale);
        let lift = |d: &Self| d.mantissa.checked_mul(10i128.checked_pow(scale - d.scale)?);
        Some(lift(self)?.cmp(&lift(other)?))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = self.scale as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        write!(f, "{}{whole}.{fraction}", if self.mantissa < 0 { "-" } else { "" })
    }
}

impl Decimal {
    /// As a number with the digits it has: in JSON with all of them, where a float of 64 bits has too few.
    fn serialize_digits<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = self.to_string();
        match digits.parse::<f64>() {
            Ok(float) if float.to_string() == digits && self.scale > 0 => serializer.serialize_f64(float),
            _ => serde_json::value::RawValue::from_string(digits).map_err(serde::ser::Error::custom)?.serialize(serializer),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.to_whole() {
            Some(whole) => match i64::try_from(whole) {
                Ok(small) => serializer.serialize_i64(small),
                Err(_) => self.serialize_digits(serializer),
            },
            None => self.serialize_digits(serializer),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "description": "An exact decimal in the base unit" })
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        Decimal::parse(&number.to_string()).ok_or_else(|| de::Error::custom("not a plain decimal"))
    }
}

/// The value of a Chinese digit (`三`, `〇`, `两`), if `c` is one.
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | 'O' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a multiplying character (`十`, `万`, `亿`), as a power of ten.
pub fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// A small whole number written in Chinese or Arabic digits: `三十八`, `38`, `二十`, `二〇一九`.
///
/// ```
/// use dibao::value::numeral::whole;
/// assert_eq!(whole("三百八十八"), Some(388));
/// assert_eq!(whole("二〇一九"), Some(2019));
/// assert_eq!(whole("一万五千亿"), Some(1_500_000_000_000));
/// ```
pub fn whole(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    if text.chars().all(|c| digit(c).is_some()) {
        return text.chars().try_fold(0u64, |value, c| value.checked_mul(10)?.checked_add(u64::from(digit(c)?)));
    }
    let (mut total, mut section, mut current) = (0u64, 0u64, None::<u64>);
    let mut last = u32::MAX;
    for c in text.chars() {
        if let Some(d) = digit(c) {
            if d == 0 {
                if current.is_some() {
                    return None;
                }
                last = 1;
                continue;
            }
            if current.is_some() {
                return None;
            }
            current = Some(u64::from(d));
        } else {
            let p = power(c)?;
            match p {
                1..=3 => {
                    section = section.checked_add(current.take().unwrap_or(u64::from(p == 1)).checked_mul(10u64.pow(p))?)?;
                    if section == 0 {
                        return None;
                    }
                }
                _ => {
                    section = section.checked_add(current.take().unwrap_or(0))?;
                    if section == 0 && total == 0 {
                        return None;
                    }
                    total = if p == 8 { (total.checked_add(section)?).checked_mul(100_000_000)? } else { total.checked_add(section.checked_mul(10_000)?)? };
                    section = 0;
                }
            }
            last = p;
        }
    }
    // 三万四: the last digit counts in the place below the last power
    if let Some(d) = current {
        let scale = if last != u32::MAX && last > 1 && (last < 8) { 10u64.pow(last - 1) } else { 1 };
        section = section.checked_add(d.checked_mul(scale)?)?;
    }
    total.checked_add(section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers() {
        for (text, want) in [
            ("十", 10),
            ("十六", 16),
            ("二十", 20),
            ("三百零五", 305),
            ("一百九十三", 193),
            ("三万四", 34_000),
            ("二十万亿", 20_000_000_000_000),
            ("一千零一", 1001),
            ("两千", 2000),
            ("十一", 11),
            ("九", 9),
            ("一百一", 110),
            ("一万零一", 10001),
            ("二〇二三", 2023),
        ] {
            assert_eq!(whole(text), Some(want), "{text}");
        }
        for text in ["", "万", "三三十", "abc"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    fn spell(n: u64) -> String {
        const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let mut out = String::new();
        let mut zero = false;
        for (i, &(value, unit)) in [(1000u64, Some('千')), (100, Some('百')), (10, Some('十')), (1, None)].iter().enumerate() {
            let d = n / value % 10;
            if d == 0 {
                zero = !out.is_empty();
                continue;
            }
            if zero {
                out.push('零');
                zero = false;
            }
            if !(d == 1 && i == 2 && out.is_empty()) {
                out.push(DIGITS[d as usize]);
            }
            out.extend(unit);
        }
        out
    }

    #[test]
    fn every_number_below_ten_thousand_reads_back() {
        for n in 1..10_000 {
            assert_eq!(whole(&spell(n)), Some(n), "{}", spell(n));
        }
    }

    #[test]
    fn decimals_are_exact() {
        let d = Decimal::parse("1,100.9").unwrap().times(100_000_000).unwrap();
        assert_eq!(d.to_string(), "110090000000");
        assert_eq!(Decimal::parse("8.20").unwrap().to_string(), "8.2");
        assert_eq!(Decimal::whole(5).shift(1).to_string(), "0.5");
        assert_eq!(serde_json::to_string(&Decimal::parse("4.1").unwrap()).unwrap(), "4.1");
        assert!(Decimal::parse("999999999999999999999999999999999999999999").is_none());
    }
}
