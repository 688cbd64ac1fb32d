//! What the text itself tells of its place and day.

use super::{Document, LineKind};
use crate::lexicon::Lexicon;
use crate::text::is_han;
use crate::value::date;
use crate::value::place::ENDINGS;
use chrono::NaiveDate;

/// How far into a text its place is looked for, in bytes: news names its place early.
const OPENING: usize = 6_000;

impl Document<'_> {
    /// The place: of the outlet, of a notice's heading, of the organs that the text names, or of the one that signs.
    pub(super) fn place_in_text(&self, lexicon: &Lexicon) -> Option<String> {
        let outlet = self.articles.iter().find_map(|a| a.credit.outlet.as_deref());
        let heads = self.text.lines().iter().take(4).map(|line| &self.text.clean()[line.start..line.end]);
        let named = |text: &str| {
            let (length, _) = lexicon.places.prefix(text).filter(|&(n, _)| lexicon.starts("no-place", &text[n..]).is_none())?;
            lexicon.places.resolve(&text[..length], None, self.year()).filter(|j| j.code.is_some()).map(|j| j.name)
        };
        // 凌云早期曾在…厅工作: a person may be called like a county
        let sure = |text: &str| {
            let (length, _) = lexicon.places.prefix(text)?;
            named(text).filter(|_| text[..length].ends_with(ENDINGS) || !lexicon.names().likely(&text[..length]))
        };
        let signed = self.text.lines().iter().zip(&self.kinds).filter(|&(_, &kind)| kind == LineKind::Signature);
        let signed = signed.map(|(line, _)| &self.text.clean()[line.start..line.end]);
        outlet
            .and_then(named)
            .or_else(|| heads.filter(|head| lexicon.has("notice-organ", head)).find_map(sure))
            .or_else(|| self.place_of_organs(lexicon))
            .or_else(|| signed.filter(|body| lexicon.has("notice-organ", body)).find_map(sure))
    }

    /// The one prefecture, or county, whose organs the opening names by their full name: 西昌市十届人大常委会. None when organs
    /// of several prefectures are named.
    fn place_of_organs(&self, lexicon: &Lexicon) -> Option<String> {
        let clean = self.clean();
        let opening = &clean[..(0..=OPENING.min(clean.len())).rev().find(|&i| clean.is_char_boundary(i)).unwrap_or(0)];
        let mut found: Option<(u32, String)> = None;
        let mut from = 0;
        for (at, _) in opening.char_indices() {
            if at < from {
                continue;
            }
            let Some((length, _)) = lexicon.places.prefix(&opening[at..]) else { continue };
            // 邓建华|和|县人大常委会 is no 和县
            let joined = lexicon.starts("conjunction", &opening[at..]).is_some_and(|n| lexicon.levels.contains(&opening[at + n..at + length]));
            if joined && opening[..at].chars().next_back().is_some_and(is_han) {
                continue;
            }
            // 红|叶县: the end of a longer name that no table has
            let cut = || opening[..at].ends_with(is_han) && lexicon.ends("function-word", &opening[..at]).is_none();
            if opening[at..at + length].chars().nth(2).is_none() && cut() {
                continue;
            }
            from = at + length;
            let after = &opening[from..];
            let term = lexicon.starts("term-lead", after).map_or(after, |_| after.trim_start_matches(|c: char| c != '届').trim_start_matches('届'));
            if lexicon.starts("place-organ", term).is_none() {
                continue;
            }
            let name = &opening[at..from];
            let Some(code) = lexicon.places.resolve(name, None, self.year()).filter(|j| j.name == name).and_then(|j| j.code?.parse::<u32>().ok()) else {
                continue;
            };
            // a province says too little
            if code % 10_000 == 0 && !is_municipality(code) {
                continue;
            }
            match &found {
                Some((known, _)) if prefecture(*known) != prefecture(code) => return None,
                // the first names the place: 市委 in 临海市's news is its own, also where 台州市 is named behind
                Some(_) => {}
                None => found = Some((code, name.to_owned())),
            }
        }
        found.map(|(_, name)| name)
    }

    /// The day of publication: in a masthead or the line above a web page's text, else that of a notice's signature.
    pub(super) fn day_in_text(&self, lexicon: &Lexicon) -> Option<NaiveDate> {
        let clean = self.clean();
        let day = |line: usize| {
            let line = self.text.lines()[line];
            let found = date::find(&clean[line.start..line.end]).into_iter().find(|d| d.year.is_some() && d.day.is_some())?;
            NaiveDate::from_ymd_opt(found.year?, found.month?, found.day?)
        };
        let kinds = self.kinds.iter().copied().enumerate();
        let told = |line: usize| {
            let line = self.text.lines()[line];
            let content = &clean[line.start..line.end];
            content.len() <= 240 && lexicon.has("published", content)
        };
        let masthead = kinds.clone().take(12).find_map(|(l, _)| day(l).filter(|_| told(l)));
        masthead.or_else(|| kinds.filter(|&(_, kind)| kind == LineKind::Date).filter_map(|(l, _)| day(l)).next_back())
    }
}

/// Beijing, Tianjin, Shanghai, Chongqing.
fn is_municipality(code: u32) -> bool {
    matches!(code / 10_000, 11 | 12 | 31 | 50)
}

/// What a code shares with its prefecture; the whole of a municipality is one.
fn prefecture(code: u32) -> u32 {
    if is_municipality(code) { code / 10_000 * 100 } else { code / 100 }
}
