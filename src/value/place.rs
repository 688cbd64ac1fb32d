//! Places: the divisions of GB/T 2260 with their years of validity, and their resolution in a document.

use crate::lexicon::WordMap;
use crate::ruleset::RuleSet;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The division that a body belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Jurisdiction {
    /// Full name of the division, or of the township.
    pub name: String,
    /// Code of GB/T 2260 as valid in the document's year; townships have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Codes that the name may also mean, when the document does not tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
}

impl Jurisdiction {
    pub(crate) fn named(name: &str) -> Self {
        Jurisdiction { name: name.to_owned(), code: None, candidates: Vec::new() }
    }
}

/// One division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Six digits.
    pub code: u32,
    /// Full name.
    pub name: String,
    /// First year of validity.
    pub from: u16,
    /// Last year of validity, when the code is no longer in use.
    pub to: Option<u16>,
}

impl Division {
    /// 1 province, 2 prefecture, 3 county.
    pub fn tier(&self) -> u8 {
        if self.code.is_multiple_of(10_000) {
            1
        } else if self.code.is_multiple_of(100) {
            2
        } else {
            3
        }
    }

    /// Whether the division was in force in `year`.
    pub fn valid(&self, year: Option<i32>) -> bool {
        match year {
            Some(year) => i32::from(self.from) <= year && self.to.is_none_or(|to| year <= i32::from(to)),
            None => self.to.is_none(),
        }
    }

    pub(crate) fn jurisdiction(&self) -> Jurisdiction {
        Jurisdiction { name: self.name.clone(), code: Some(format!("{:06}", self.code)), candidates: Vec::new() }
    }
}

/// All divisions, found by full name and by stem.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    rows: Vec<Division>,
    by_code: FxHashMap<u32, Vec<u32>>,
    names: WordMap<Vec<u32>>,
}

/// What a division's full name ends with, and its stem drops.
pub(crate) const ENDINGS: &[char] = &['省', '市', '县', '区', '州', '旗', '盟'];

/// The short form of a division's name: 株洲市 → 株洲, 黔东南苗族侗族自治州 → 黔东南.
fn stem<'a>(name: &'a str, peoples: &[String]) -> Option<&'a str> {
    let mut rest = name;
    let mut cut = false;
    for ending in ["特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区"] {
        if let Some(short) = rest.strip_suffix(ending) {
            rest = short;
            cut = true;
            break;
        }
    }
    if !cut {
        rest = rest.strip_suffix(ENDINGS).unwrap_or(rest);
    }
    // the peoples of an autonomous place: 黔东南|苗族侗族
    while cut || rest.ends_with('族') {
        let shorter = peoples.iter().filter_map(|p| rest.strip_suffix(p.as_str())).find(|s| s.chars().count() >= 2);
        let shorter = shorter.or_else(|| {
            peoples
                .iter()
                .filter_map(|p| p.strip_suffix('族'))
                .filter(|p| p.chars().count() >= 2 && cut)
                .filter_map(|p| rest.strip_suffix(p))
                .find(|s| s.chars().count() >= 2)
        });
        match shorter {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    (rest.chars().count() >= 2 && rest.len() < name.len()).then_some(rest)
}

impl Gazetteer {
    pub(crate) fn new(rules: &RuleSet) -> Self {
        let peoples: Vec<String> = rules.sections.iter().filter(|s| s.class == "ethnic").flat_map(|s| s.words.clone()).collect();
        let count = rules.divisions.len();
        let mut lists: FxHashMap<Cow<'_, str>, Vec<u32>> = FxHashMap::with_capacity_and_hasher(2 * count, Default::default());
        let mut gazetteer = Gazetteer { rows: Vec::with_capacity(count), ..Gazetteer::default() };
        gazetteer.by_code.reserve(count);
        for (i, row) in rules.divisions.iter().enumerate() {
            let index = i as u32;
            gazetteer.rows.push(Division { code: row.code, name: row.name.clone(), from: row.from, to: row.to });
            gazetteer.by_code.entry(row.code).or_default().push(index);
            lists.entry(row.name.as_str().into()).or_default().push(index);
            if let Some(short) = stem(&row.name, &peoples) {
                lists.entry(short.into()).or_default().push(index);
                if row.name.ends_with("自治县") || row.name.ends_with("自治州") || row.name.ends_with("自治旗") {
                    let ending = if row.name.ends_with('县') {
                        "县"
                    } else if row.name.ends_with('州') {
                        "州"
                    } else {
                        "旗"
                    };
                    lists.entry(format!("{short}{ending}").into()).or_default().push(index);
                }
            }
        }
        gazetteer.names.reserve(lists.len());
        for (name, list) in lists {
            gazetteer.names.insert(&name, list);
        }
        gazetteer
    }

    /// All divisions, those no longer in use among them.
    pub(crate) fn divisions(&self) -> impl Iterator<Item = &Division> {
        self.rows.iter()
    }

    /// Whether `name` is a division's full name or stem.
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The longest division name or stem that begins `text`, with its length in bytes.
    pub(crate) fn prefix(&self, text: &str) -> Option<(usize, &[u32])> {
        self.names.prefix(text).map(|(length, list)| (length, list.as_slice()))
    }

    /// The division with this code in force in `year`, else the newest one.
    pub fn by_code(&self, code: u32, year: Option<i32>) -> Option<&Division> {
        let rows = self.by_code.get(&code)?;
        let row = |i: &u32| &self.rows[*i as usize];
        rows.iter().map(row).find(|d| d.valid(year)).or_else(|| rows.iter().map(row).max_by_key(|d| d.from))
    }

    /// The divisions that `name` (full or stem) may mean, those in force in `year` before others.
    pub fn candidates(&self, name: &str, year: Option<i32>) -> Vec<&Division> {
        let Some(list) = self.names.get(name) else { return Vec::new() };
        let all: Vec<&Division> = list.iter().map(|&i| &self.rows[i as usize]).collect();
        let valid: Vec<&Division> = all.iter().copied().filter(|d| d.valid(year)).collect();
        if valid.is_empty() { all } else { valid }
    }

    /// Resolves `name` in a document from `home`: one candidate, one inside or around the home, or the higher one.
    pub fn resolve(&self, name: &str, home: Option<&Division>, year: Option<i32>) -> Option<Jurisdiction> {
        let mut found = self.candidates(name, year);
        if found.is_empty() {
            return None;
        }
        let exact: Vec<&Division> = found.iter().copied().filter(|d| d.name == name).collect();
        if !exact.is_empty() {
            found = exact;
        }
        found.sort_by_key(|d| d.code);
        found.dedup_by_key(|d| d.code);
        if found.len() == 1 {
            return Some(found[0].jurisdiction());
        }
        if let Some(home) = home {
            let near = |d: &&Division| {
                let (a, b) = (d.code, home.code);
                if a == b {
                    0
                } else if a / 100 == b / 100 {
                    1
                } else if a / 10_000 == b / 10_000 {
                    2
                } else {
                    3
                }
            };
            let best = found.iter().map(near).min().unwrap_or(3);
            if best < 3 {
                let mut kept: Vec<&Division> = found.iter().copied().filter(|d| near(d) == best).collect();
                // a prefecture and its county of the same stem: the higher one leads
                kept.sort_by_key(|d| d.tier());
                return kept.first().map(|d| d.jurisdiction());
            }
        }
        let highest = found.iter().map(|d| d.tier()).min()?;
        let top: Vec<&Division> = found.iter().copied().filter(|d| d.tier() == highest).collect();
        if top.len() == 1 {
            return Some(top[0].jurisdiction());
        }
        Some(Jurisdiction { name: top[0].name.clone(), code: None, candidates: top.iter().map(|d| format!("{:06}", d.code)).collect() })
    }

    /// The division of `tier` that `home` lies in (or is).
    pub fn ancestor(&self, home: &Division, tier: u8, year: Option<i32>) -> Option<&Division> {
        if home.tier() < tier {
            return None;
        }
        let code = match tier {
            1 => home.code / 10_000 * 10_000,
            2 if home.tier() == 2 => home.code,
            2 => {
                let code = home.code / 100 * 100;
                // counties run by the province, and districts of municipalities, have no prefecture
                if matches!(home.code / 10_000, 11 | 12 | 31 | 50) { home.code / 10_000 * 10_000 } else { code }
            }
            _ => home.code,
        };
        self.by_code(code, year)
    }
}
