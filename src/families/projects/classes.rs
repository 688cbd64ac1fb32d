//! What is no project of its own: classes, counts of projects, works only mentioned.

use super::batch_names::count_lead;
use crate::families::{Reader, scope};
use crate::lexicon::is_boundary;
use crate::text::{behind_last, is_han};
use crate::value::numeral::{Decimal, digit};
use crate::value::quantity::Found;

/// How far before a count its sentence may open with what it is counted of, in bytes.
const OPENING: usize = 400;

/// Longest name of a part, in bytes, and longest list of its members, in characters.
const PART: usize = 200;

/// What a part of a project ends with.
const PHASES: [&str; 2] = ["期工程", "期项目"];

/// Whether `name` says what kind of project it is and no more: 该项目, 重点项目, 国家重大水利工程.
pub(super) fn is_class(reader: Reader<'_>, name: &str) -> bool {
    reader.lexicon.is("project-generic", name)
        || reader.lexicon.has("project-class", name)
        || name.chars().count() < 5 && !is_landmark(reader, name)
        || reader.lexicon.has("this-project", name)
        || reader.lexicon.starts("phase-of", name).is_some()
        || counts_off(name)
        || name.split(['与', '和', '及', '、']).all(|part| {
            part.ends_with('期') && part.chars().count() < 4
                || PHASES.iter().any(|phase| part.ends_with(phase)) && part.chars().count() < 6
                || reader.lexicon.is("project-generic", part)
        })
        || name.starts_with("项目")
        || reader.lexicon.starts("existing", name).is_some()
        || reader.lexicon.starts("class-lead", name).is_some_and(|n| !name[n..].starts_with('最'))
        || reader.lexicon.has("class-inside", name)
        || of_great(reader, name)
        || of_kinds(reader, name)
        || of_kinds(reader, behind_places(reader, name))
        || begins_with_count(reader, name)
        || name.split_once('大').is_some_and(|(n, rest)| n.chars().count() == 1 && n.chars().all(counts) && of_kinds(reader, rest))
}

/// Whether a short name is one all the same: 宣威水库; not 大型水库.
pub(super) fn is_landmark(reader: Reader<'_>, name: &str) -> bool {
    name.chars().count() >= 4 && reader.lexicon.ends("landmark", name).is_some() && reader.lexicon.starts("generic-lead", name).is_none()
}

/// Whether a name begins with a count, or with what points at something told before; not 3D打印, 30万吨合成氨项目.
fn begins_with_count(reader: Reader<'_>, name: &str) -> bool {
    let name = name.trim_start_matches(['超', '近', '约', '逾']);
    let behind = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let capacity = || behind.starts_with(|c: char| c.is_ascii_alphabetic() || c == '×') || reader.lexicon.starts("capacity", behind).is_some();
    behind.len() < name.len() && !capacity() || name.starts_with(['该', '此', '本'])
}

/// Whether a name ends with a count of great ones: 养虾项目|三大产业化项目.
fn of_great(reader: Reader<'_>, name: &str) -> bool {
    name.match_indices('大').any(|(i, word)| {
        let rest = &name[i + word.len()..];
        name[..i].ends_with(counts) && rest.chars().count() <= 6 && reader.lexicon.ends("batch-noun", rest).is_some()
    })
}

/// What follows the divisions and the time that a name begins with: 东山市2020年第三季度|重大产业项目.
fn behind_places<'t>(reader: Reader<'_>, name: &'t str) -> &'t str {
    let mut rest = name;
    while let Some((n, _)) = reader.lexicon.places.prefix(rest).filter(|(n, _)| rest[..*n].ends_with(['省', '市', '县', '区', '州', '旗'])) {
        rest = &rest[n..];
    }
    // 2020年第三季度|重大招商项目
    rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '年' | '第' | '一' | '二' | '三' | '四' | '季' | '度' | '首' | '轮' | '批' | '月' | '份')
    })
}

/// Whether a count of few is written with `c`: 两, 三, 十.
pub(super) fn counts(c: char) -> bool {
    digit(c).is_some() || c == '十'
}

/// Whether a phrase counts what it names, several of a kind: 乙地及丙地3宗小型水库.
pub(super) fn counts_inside(phrase: &str) -> bool {
    phrase.char_indices().any(|(i, c)| c.is_ascii_digit() && phrase[i + 1..].starts_with(['宗', '座', '处', '个', '家', '所']))
}

/// Whether a name begins with a count: 三条铁路项目.
fn counts_off(name: &str) -> bool {
    // 投建三处|光伏发电项目
    if name.match_indices('处').any(|(i, _)| i > 0 && name[..i].ends_with(counts)) {
        return true;
    }
    let rest = name.trim_start_matches(counts);
    rest.len() < name.len() && rest.starts_with(['条', '个', '座', '项', '处'])
}

/// Whether what follows a project word counts the projects of its class: 公共服务项目|已开工46个.
pub(super) fn counted(reader: Reader<'_>, rest: &str) -> bool {
    let verb = rest.trim_start_matches(['已', '均', '共']);
    let n = reader.lexicon.stages.prefix(verb).map_or(0, |(n, _)| n);
    let number = verb[n..].trim_start_matches(['了', '共']);
    let unit = number.trim_start_matches(|c: char| c.is_ascii_digit());
    // 生产线|2条,: but not 甲高速公路、乙高速公路|3条高速公路
    let counts = if n > 0 { &['个', '项'][..] } else { &['个', '项', '条', '座', '处'][..] };
    let bare = |rest: &str| n > 0 && !rest.starts_with('月') || !rest.starts_with(is_han);
    unit.len() < number.len() && unit.strip_prefix(counts).is_some_and(bare)
}

/// Whether a name has nothing but kinds of projects in it: 重大水利|项目, 城镇基础设施建设|工程.
fn of_kinds(reader: Reader<'_>, name: &str) -> bool {
    let mut rest = name;
    while let Some(n) = reader.lexicon.starts("project-kind", rest) {
        rest = &rest[n..];
    }
    rest.len() < name.len() && reader.lexicon.is("project-generic", rest)
}

/// How far before a name the words stand that show what its sentence tells of, in bytes.
const LEAD: usize = 900;

/// Whether the words before a name show that the sentence tells of something else.
pub(super) fn only_mentioned(reader: Reader<'_>, start: usize, (from, end): (usize, usize), before: usize) -> bool {
    let lexicon = reader.lexicon;
    let lead = &reader.clean()[scope::window(reader.clean(), start, from, LEAD)..from];
    // 接贵阳至惠水高速公路: another road, only named for the place; 标志着…工程: what the act stands for
    // 建设内容包括1座厂及11公里的甲工程: a part of what is told of
    // 标志着总投资16亿元的|甲项目落户: the sum is its own
    let stands = lexicon.has("stands-for", lead) && !lead.ends_with("元的");
    if refers(reader, lead) || stands || lexicon.has("project-content", lead) {
        return true;
    }
    // 乙污水处理厂是甲市第一个污水处理厂项目: what kind it is, not what it is called
    let clause_start = from - lead.rsplit([',', ';', ':']).next().map_or(0, str::len);
    let clause = &reader.clean()[clause_start..from];
    // 7个项目分别是总投资10亿元的甲项目、总投资50亿元的|乙项目
    let subject = before > clause_start && clause.ends_with('的') && !clause.ends_with("元的");
    // 甲医院项目是民生工程之一,是|乙区重点公益项目
    let clause = clause.trim_start_matches(['也', '又', '还', '更']);
    let said =
        clause.starts_with("作为") && !clause.contains('的') || clause.starts_with('是') && (clause.chars().count() <= 4 || clause.ends_with(['的', '中']));
    // 该项目是今年|市区两级重点民生工程项目
    let said = said || clause.contains('是') && reader.lexicon.starts("project-pronoun", clause).is_some();
    // 该工程是一座以发电为主,兼顾航运的|中型枢纽工程
    let described = lead.ends_with('的') && lexicon.has("project-described", lead);
    // 甲桥改建工程是|乙运河项目|市区段六座改建桥梁之一
    let phrase = first_clause(&reader.clean()[end..]);
    let one_of = phrase.starts_with("之一")
        || phrase.starts_with('的') && phrase.contains("组成部分")
        || clause.ends_with('是') && (phrase.ends_with("之一") || phrase.starts_with("中的一"));
    // 继|甲水库开工后: another, told before
    let earlier = lexicon.starts("batch-before", clause.trim_start_matches("这是")).is_some() && phrase.contains('后');
    // 项目由|一期工程甲站接出
    let joins = lead.ends_with('由') && ["接出", "引出"].iter().any(|word| phrase.contains(word));
    said || described || one_of || earlier || joins || clause.contains('是') && (subject || lexicon.ends("project-predicate", clause).is_some())
}

/// Whether what stands before a name says that it is another road's: 接贵阳至…, 在魏家集接湖北省拟建的….
fn refers(reader: Reader<'_>, lead: &str) -> bool {
    let clause = lead.rsplit(is_boundary).next().unwrap_or(lead);
    let told = reader.lexicon.strip_end("other-road", clause).unwrap_or(clause);
    let place = (told.len() < clause.len()).then(|| reader.lexicon.last("project-reference", told)).flatten();
    reader.lexicon.ends("project-reference", clause).is_some() || place.is_some_and(|(_, e)| reader.lexicon.places.contains(&told[e..]) || e == told.len())
}

/// As far behind a number as the noun it counts may end.
pub(super) fn near(text: &str) -> &str {
    scope::head(text, 12)
}

/// Longest clause that is looked over behind a name or a count, in characters.
const CLAUSE: usize = 160;

/// The clause that a text begins with, as far as it is looked over.
pub(super) fn first_clause(text: &str) -> &str {
    let near = scope::head(text, CLAUSE);
    &near[..near.find(is_boundary).unwrap_or(near.len())]
}

/// The clause before a count.
fn lead_of(clean: &str, start: usize, count: usize) -> &str {
    &clean[scope::clause_start(clean, count).max(start)..count]
}

/// Whether a count is a count of projects: `29个项目`, `项目29个`.
pub(super) fn is_batch(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> bool {
    if !found.count
        || !matches!(found.quantity.unit.as_str(), "个" | "项" | "条" | "宗" | "只")
        || found.quantity.unit == "只" && found.quantity.value.is_none_or(|count| count > Decimal::whole(999))
    {
        return false;
    }
    let clean = reader.clean();
    let after = &clean[found.end..end];
    let lexicon = reader.lexicon;
    // 100万个商品和服务项目
    if lexicon
        .find("batch-noun", near(after))
        .map_or(lead_of(clean, start, found.start), |(_, e)| &after[..e])
        .split(is_boundary)
        .any(|noun| lexicon.ends("class-not", noun).is_some())
    {
        return false;
    }
    // 继年初开工10个项目后,: another batch, told before
    let lead = lead_of(clean, start, found.start);
    if lexicon.starts("batch-before", lead).is_some() && first_clause(after).ends_with('后') {
        return false;
    }
    // 参加签约的6个项目|中,工业项目占到5个: what its parts are counted of
    let noun = lexicon.find("batch-noun", near(after)).map_or(0, |(_, k)| k);
    let parted = |rest: &str| lexicon.has("part-of", first_clause(rest));
    if after[noun..].strip_prefix("中,").is_some_and(parted) {
        return false;
    }
    // 基础设施建设方面16个项目: a part by its count
    if lexicon.ends("part-class", lead).is_some() {
        return false;
    }
    // 甲产业园…,一期|9个项目: parts of the project told of; 转型项目33个,|占开工项目的68.8%: of the batch
    let share =
        scope::head(after, CLAUSE).trim_start_matches(is_han).strip_prefix(',').is_some_and(|rest| rest.starts_with('占') && first_clause(rest).contains('%'));
    if lexicon.ends("phase", lead).is_some() || share {
        return false;
    }
    // 水资源配置及饮水工程5个、|投资额28亿元
    let summed = || lexicon.starts("investment", after.trim_start_matches(['、', ','])).is_some();
    // 签约工业项目中,|当年新开工项目10个: parts; 一月份力争再签约|项目3个: what is hoped for
    let low = scope::window(clean, start, found.start, OPENING);
    let opening = first_clause(&clean[low..found.start]);
    let part = low == start
        && opening.len() < found.start - start
        && lexicon.ends("among", opening).is_some()
        && ![lead, after].iter().any(|text| lexicon.has("investment", text));
    if part || lexicon.has("hoped", lead) && !summed() {
        return false;
    }
    if lead.ends_with("工程") && summed() {
        return true;
    }
    // 包含甲公路、乙产业园4个|子项目
    if lexicon.starts("sub-project", after).is_some() {
        return false;
    }
    // 三个|街道一批重点项目
    if lexicon.starts("counted-place", after).is_some() {
        return false;
    }
    // 150项工程项目|库
    let stored = |k: usize| lexicon.starts("batch-not", &after[k..]).is_some();
    let plain = |text: &str| !text.contains(|c| is_boundary(c) && !matches!(c, '“' | '”' | '、'));
    let behind = lexicon.find("batch-noun", near(after)).is_some_and(|(i, k)| plain(&after[..i]) && !stored(k));
    behind || found.quantity.unit != "条" && lexicon.ends("batch-noun", count_lead(reader, &clean[start..found.start])).is_some()
}

/// Whether a count behind a batch tells a part of it with a sum of its own: 入驻乙产业园|8个,总投资48亿元.
pub(super) fn is_part(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> bool {
    let clean = reader.clean();
    let lead = &clean[scope::window(clean, start, found.start, PART)..found.start];
    let lead = &lead[behind_last(lead, |c| matches!(c, ',' | '。' | ';' | ':'))..];
    // 省级6项,概算投资140亿元
    let least = if found.quantity.unit == "项" { 2 } else { 4 };
    let named = (least..=24).contains(&lead.chars().count()) && lead.chars().all(|c| is_han(c) || matches!(c, '(' | ')'));
    let after = scope::head(&clean[found.end..end], PART);
    let summed =
        behind_members(found, after).unwrap_or(after).strip_prefix([',', '、']).is_some_and(|rest| reader.lexicon.starts("investment", rest).is_some());
    found.count && matches!(found.quantity.unit.as_str(), "个" | "项") && named && summed
}

/// What follows the members that a count lists, all of them: 新建幼儿园2个:甲幼儿园、乙幼儿园|,计划总投资1.8亿元.
pub(super) fn behind_members<'t>(found: &Found, after: &'t str) -> Option<&'t str> {
    let list = after.strip_prefix(':')?;
    let (list, rest) = list.split_at(list.find(',')?);
    let members = list.split('、').count();
    (members > 1 && found.quantity.value == Some(Decimal::whole(members as i128))).then_some(rest)
}
