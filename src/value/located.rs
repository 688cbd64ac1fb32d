//! Places that a caller names: one name, names of divisions in a row, or a code.

use super::place::{Division, Gazetteer};
use crate::error::{Error, distance};

impl Gazetteer {
    /// The divisions that `name` may mean: by code (`430200`, also `43` and `4302`), by name (`株洲市`, `株洲`), by names from the
    /// outside in (`湖南省株洲市`, `北京市朝阳区`). Several when it is ambiguous; a province goes before a city of its name.
    ///
    /// # Errors
    /// When there is none; the message names the nearest.
    pub(crate) fn locate(&self, name: &str, year: Option<i32>) -> Result<Vec<&Division>, Error> {
        let name = name.trim();
        if !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit()) {
            let code = format!("{:0<6}", &name[..name.len().min(6)]).parse().ok();
            let found = code.and_then(|code| self.by_code(code, year));
            return found.map(|d| vec![d]).ok_or_else(|| Error::context(format!("no division has the code {name}: codes are those of GB/T 2260")));
        }
        let mut rest = name;
        let mut found: Vec<&Division> = Vec::new();
        while !rest.is_empty() {
            let inside: Vec<&Division> = match self.prefix(rest) {
                Some((length, _)) => {
                    let mut next = self.named(&rest[..length], year);
                    next.retain(|d| found.is_empty() || found.iter().any(|outer| d.lies_in(outer)));
                    rest = rest[length..].trim_start_matches(|c: char| !c.is_alphanumeric());
                    next
                }
                None => Vec::new(),
            };
            if inside.is_empty() {
                return Err(self.unknown(name, rest, &found, year));
            }
            found = inside;
        }
        if found.is_empty() { Err(Error::context("a place without a name".to_owned())) } else { Ok(found) }
    }

    /// The divisions called `name`: by full name before short names, of one name the highest, of names no longer in use the last.
    fn named(&self, name: &str, year: Option<i32>) -> Vec<&Division> {
        let mut found = self.candidates(name, year);
        if found.iter().any(|d| d.name == name) {
            found.retain(|d| d.name == name);
        }
        if !found.iter().any(|d| d.valid(year)) {
            let last = found.iter().map(|d| d.to).max();
            found.retain(|d| Some(d.to) == last);
        }
        let highest = found.iter().map(|d| d.tier()).min();
        found.retain(|d| Some(d.tier()) == highest);
        found.sort_by_key(|d| d.code);
        found.dedup_by_key(|d| d.code);
        found
    }

    /// Names nearest to what is left of a name that is known so far.
    fn unknown(&self, name: &str, rest: &str, outer: &[&Division], year: Option<i32>) -> Error {
        let wanted = if outer.is_empty() { name } else { rest };
        let inside = |d: &&Division| d.valid(year) && (outer.is_empty() || outer.iter().any(|o| d.lies_in(o)));
        let shared = |name: &str| wanted.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
        let mut near: Vec<(usize, usize, u32, String)> =
            self.divisions().filter(inside).map(|d| (distance(wanted, &d.name), usize::MAX - shared(&d.name), d.code, self.full_name(d, year))).collect();
        near.sort();
        let slip = (wanted.chars().count() / 2).clamp(1, 3);
        let near: Vec<String> = near.into_iter().filter(|(d, ..)| *d <= slip).take(5).map(|(.., code, name)| format!("{name} ({code:06})")).collect();
        let hint = if near.is_empty() { String::new() } else { format!("; near it: {}", near.join(", ")) };
        Error::context(format!("no division of GB/T 2260 is called {name:?}{hint}"))
    }

    /// The name of a division behind those that it lies in: 湖南省株洲市天元区.
    pub(crate) fn full_name(&self, division: &Division, year: Option<i32>) -> String {
        let outer = (1..division.tier()).filter_map(|tier| self.ancestor(division, tier, year));
        let mut codes: Vec<(u32, &str)> = outer.chain([division]).map(|d| (d.code, d.name.as_str())).collect();
        codes.dedup();
        codes.into_iter().map(|(_, name)| name).collect()
    }
}

impl Division {
    /// Whether the division lies in another.
    fn lies_in(&self, outer: &Division) -> bool {
        self.code != outer.code
            && match outer.tier() {
                1 => self.code / 10_000 == outer.code / 10_000,
                2 => self.code / 100 == outer.code / 100,
                _ => false,
            }
    }

    /// Whether it is Beijing, Tianjin, Shanghai or Chongqing: a city and a province in one.
    pub(crate) fn is_municipality(&self) -> bool {
        self.tier() == 1 && self.name.ends_with('市')
    }
}
