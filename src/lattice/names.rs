//! What a stretch of characters costs as a person's name, and a cut between two characters.

use crate::ruleset::NameWeights;
use crate::text::is_han;
use crate::vocabulary::{Column, border, character, compound};
use rustc_hash::FxHashSet;

/// What a cut between two characters costs: how seldom a word ends there.
pub(super) fn cut(before: Option<char>, behind: Option<char>) -> i32 {
    const UNSEEN: i32 = -100;
    const STEP: i32 = 50;
    let (Some(a), Some(b)) = (before, behind) else { return UNSEEN };
    border(a, b).map_or(UNSEEN, |letter| STEP * (i32::from(letter) - i32::from(b'g')))
}

/// Names with a surname of one or two characters; one space of padding may stand behind each character.
pub(super) fn with_surname(chars: &[char], weights: &NameWeights, mut found: impl FnMut(usize, i32)) {
    let mut name = ['\0'; 4];
    let mut ends = [0usize; 4];
    let (mut count, mut gaps, mut at) = (0, 0, 0);
    let mut padding = [0i32; 4];
    while count < 4 && at < chars.len() {
        if chars[at] == ' ' && count > 0 && ends[count - 1] == at {
            gaps += 1;
            at += 1;
            continue;
        }
        if !is_han(chars[at]) {
            break;
        }
        name[count] = chars[at];
        at += 1;
        ends[count] = at;
        padding[count] = gaps.min(1) * weights.gap;
        count += 1;
    }
    let figure = |column: Column, c: char| character(c, column).unwrap_or(weights.unseen_given);
    let pair = |first: char, second: char| figure(Column::First, first) + figure(Column::Second, second) + weights.given_double;
    for surname in 1..=2usize {
        if count <= surname {
            break;
        }
        let cost = match surname {
            1 => character(name[0], Column::Surname).unwrap_or(weights.unlisted_surname),
            _ => match compound(name[0], name[1]) {
                Some(cost) => cost,
                None => continue,
            },
        };
        for given in 1..=2usize.min(count - surname) {
            let last = surname + given - 1;
            let own = match given {
                1 => figure(Column::Single, name[last]) + weights.given_single,
                _ => pair(name[surname], name[last]),
            };
            let place = if last > 1 && PLACE_ENDINGS.contains(&name[last]) { weights.place_ending } else { 0 };
            found(ends[last], cost + own + padding[last] + place);
        }
    }
    // 陈冯|富珍: a husband's surname before one's own
    if let (4, Some(first), Some(second)) = (count, character(name[0], Column::Surname), character(name[1], Column::Surname)) {
        found(ends[3], first + second + pair(name[2], name[3]) + weights.double_surname);
    }
}

/// What the names of villages and bodies end with.
const PLACE_ENDINGS: [char; 9] = ['村', '镇', '乡', '县', '区', '局', '厅', '委', '市'];

/// Names told of in a document.
pub(super) type Known<'a> = FxHashSet<&'a str>;
