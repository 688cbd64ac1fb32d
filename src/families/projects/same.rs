//! Whether two names are of one project.

use super::classes::is_landmark;
use crate::families::Reader;
use std::borrow::Cow;

pub(super) fn same_project(reader: Reader<'_>, known: Option<&str>, name: &str) -> bool {
    // 甲城及乙医院项目 is of two, 乙医院项目 one of them
    let one_of = |known: &str| known.strip_suffix(name).is_some_and(|lead| lead.ends_with(['及', '和', '与']));
    known.is_some_and(|known| !one_of(known) && (known.contains(name) || name.contains(known) || alike(reader, &core(known), &core(name))))
}

/// What two names of one project have in common: no note in brackets, and no 建设项目 at the end.
fn core(name: &str) -> Cow<'_, str> {
    if name.contains('(') {
        let mut noted = false;
        let bare = name.chars().filter(|&c| {
            noted |= c == '(';
            let keep = !noted;
            noted &= c != ')';
            keep
        });
        return Cow::Owned(own(&bare.collect::<String>()).to_owned());
    }
    Cow::Borrowed(own(name))
}

fn own(name: &str) -> &str {
    name.trim_end_matches("项目").trim_end_matches("工程").trim_end_matches("建设")
}

/// 攸县抽水蓄能电站 and 攸县广寒坪抽水蓄能电站项目: the same but for what one of them leaves out; not 甲水库除险加固工程 and 乙水库除险加固工程.
fn alike(reader: Reader<'_>, known: &str, name: &str) -> bool {
    // 重庆藻渡水库, 藻渡水库
    let (short, long) = if known.len() < name.len() { (known, name) } else { (name, known) };
    if long.ends_with(short) && is_landmark(reader, short) {
        return true;
    }
    let same = known.chars().rev().zip(name.chars().rev()).take_while(|(x, y)| x == y).map(|(c, _)| c.len_utf8());
    let (shared, bytes) = same.fold((0, 0), |(count, bytes), length| (count + 1, bytes + length));
    let (head, other) = (&known[..known.len() - bytes], &name[..name.len() - bytes]);
    let joined = |longer: &str| longer.ends_with(['及', '和', '与']);
    known == name || shared >= 6 && !joined(head) && !joined(other) && (head.starts_with(other) || other.starts_with(head))
}
