//! What projects, batches and facilities are called.

use super::told::body_start;
use crate::families::scope::phrase_start;
use crate::families::{Reader, scope};
use crate::lexicon::is_boundary;
use crate::text::{behind_last, is_han};
use crate::value::numeral::digit;
use crate::value::organ::kind_of;
use crate::value::quantity::Found;

/// How far back the full name of a facility is looked for, in bytes.
const BEFORE: usize = 900;

/// Longest name, in characters: what is longer is a sentence.
const LONGEST: usize = 40;

/// Longest note in brackets inside a name, in bytes.
const NOTE: usize = 60;

/// A project named in a sentence.
pub(super) struct Named {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) name: String,
    pub(super) owner: Option<String>,
    /// Whether its last word means a project and nothing else: 项目, 工程; not 产业园.
    pub(super) plain: bool,
}

/// Projects named in `start..end`: a phrase that ends with a project word and is no class of projects.
pub(super) fn names(reader: Reader<'_>, start: usize, end: usize) -> Vec<Named> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let mut out: Vec<Named> = Vec::new();
    let mut at = start;
    while at < end {
        let Some((a, b)) = lexicon.find("project-suffix", &clean[at..end]) else { break };
        let (a, b) = (at + a, name_end(reader, at + b, end));
        let b = item_end(reader, start, a, b, end).unwrap_or(b);
        at = b;
        if goes_on(reader, &clean[b..end]) {
            continue;
        }
        let before = out.last().map_or(0, |named| named.end);
        // 该公司|干法水泥项目|设计日产4500吨熟料生产线2条
        let pronoun = |named: &&Named| lexicon.ends("this-body", &clean[start..named.start]).is_some();
        let floor = out.last().filter(pronoun).map_or(start, |named| named.end.min(a));
        let mut from = name_start(reader, floor, a, b, before);
        if clean[from..b].chars().count() > LONGEST {
            continue;
        }
        // 《甲规划》中|乙通道项目
        if clean[..from].ends_with('》') && clean[from..a].starts_with('中') {
            from += '中'.len_utf8();
        }
        // 甲厂改扩建工程|初设和|乙厂项目
        if let Some(last) = out.last().filter(|last| last.plain && (from..a).contains(&last.end)) {
            from = clean[last.end..a].find(['和', '与', '及']).map_or(from, |i| last.end + i + '和'.len_utf8());
        }
        let mut name = clean[from..b].trim_matches(['“', '”', '"', '—', ' ']);
        // 甲有限公司乙项目: the company is a party, not the name
        let mut owner = None;
        if let Some(i) = lexicon.last("owner-tail", name).map(|(_, i)| i).filter(|&i| i < name.len()) {
            owner = Some(name[..i].trim_matches(['“', '”', '"', '—']).to_owned()).filter(|o| o.chars().count() >= 4 && !lexicon.is("party-of", o));
            name = name[i..].trim_matches(['“', '”', '"']);
        }
        // 甲有限公司建设项目, 甲有限公司(搬迁)项目: nothing is left but the company's
        if owner.is_some() && (lexicon.is("project-generic", name) || name.starts_with('(')) {
            name = clean[from..b].trim_matches(['“', '”', '"', '—', ' ']);
        }
        for tail in lexicon.keyed("name-tail") {
            name = name.strip_suffix(tail.as_str()).unwrap_or(name);
        }
        // 该公司|干法水泥项目
        let name = lexicon.starts("this-body", name).map_or(name, |n| &name[n..]);
        let bare = unquoted(name);
        if is_class(reader, &bare)
            || counted(reader, &clean[b..end])
            || lexicon.starts("one-of", &clean[b..end]).is_some()
            || only_mentioned(reader, start, (from, b), before)
        {
            continue;
        }
        let begin = b - name.len().min(b);
        let routed = name.contains('至') && lexicon.ends("route", name).is_some() && runs(reader, &clean[b..end]);
        let plain = routed || name.ends_with(')') || lexicon.ends("project-plain", &clean[start..b]).is_some();
        // 该项目位于|甲产业园
        if !plain && lexicon.ends("seat", &clean[start..from]).is_some() {
            continue;
        }
        out.push(Named { start: begin.max(start), end: b, name: bare, owner, plain });
    }
    if let Some(road) = road(reader, start, end).filter(|road| out.iter().all(|named| named.start >= road.end && named.name != road.name)) {
        out.insert(0, road);
    }
    if let Some(seen) = seen_at(reader, start, end).filter(|seen| out.iter().all(|named| named.end <= seen.start || seen.end <= named.start)) {
        out.push(seen);
        out.sort_by_key(|named| named.start);
    }
    out
}

/// The facility whose site the reporter saw: 甲污水处理厂|建设现场.
fn seen_at(reader: Reader<'_>, start: usize, end: usize) -> Option<Named> {
    let text = &reader.clean()[start..end];
    let (at, _) = reader.lexicon.find("site", text)?;
    let lead = &text[..at];
    let low = behind_last(lead, |c| !is_part_of_name(c) || matches!(c, '—' | '在' | '到' | '的' | '进'));
    let name = &lead[low..];
    let named = (4..=20).contains(&name.chars().count()) && reader.lexicon.ends("facility", name).is_some();
    named.then(|| Named { start: start + low, end: start + at, name: name.to_owned(), owner: None, plain: true })
}

/// A name without the quotation marks in it.
pub(super) fn unquoted(name: &str) -> String {
    name.replace(['“', '”', '"'], "")
}

/// Where a name ends whose project word ends at `b`.
fn name_end(reader: Reader<'_>, mut b: usize, end: usize) -> usize {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    // 电站项目, 改扩建工程缙云段
    while let Some(n) = lexicon.starts("project-suffix", &clean[b..end]) {
        b += n;
    }
    b += lexicon.starts("project-tail", &clean[b..end]).unwrap_or(0);
    // 甲铁路项目(上杭段), 乙改造工程(二期)
    if let Some(note) = clean[b..end].strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(note, _)| note) {
        let part = note.chars().count() <= 12 && lexicon.ends("project-part", note).is_some();
        b += if part { note.len() + "()".len() } else { 0 };
    }
    // 甲生产线|及乙平台建设项目: one project of two parts; so is 甲产业园|和乙中心项目 inside a list
    let rest = &clean[b..end];
    let item = || lexicon.ends("project-plain", &clean[..b]).is_none() && rest.split_once("项目").is_some_and(|(_, tail)| tail.starts_with('、'));
    if rest.starts_with('及') || rest.starts_with('和') && item() {
        let phrase = &rest[..rest.find(is_boundary).unwrap_or(rest.len())];
        let whole = lexicon.find("project-suffix", phrase).map(|(_, e)| e).filter(|&e| lexicon.ends("project-plain", &phrase[..e]).is_some());
        b += whole.filter(|&e| phrase[..e].chars().count() <= 16).unwrap_or(0);
    }
    b
}

/// Where the item ends that a sum leads, if other project words stand in its name: 总投资5亿元的甲市政工程|乙加工项目.
fn item_end(reader: Reader<'_>, start: usize, a: usize, b: usize, end: usize) -> Option<usize> {
    let clean = reader.clean();
    let lead = &clean[behind_last_clause(clean, start, a)..a];
    let (_, name) = lead.rsplit_once("元的").filter(|(_, name)| !name.contains('、'))?;
    let rest = &clean[b..end];
    let tail = &rest[..rest.find(|c| !is_part_of_name(c)).unwrap_or(rest.len())];
    let plain = reader.lexicon.ends("project-plain", tail).is_some() && reader.lexicon.stages.find(tail).is_none();
    let long = name.chars().count() + tail.chars().count() <= 32;
    (plain && long && !reader.lexicon.has("project-cut", tail)).then_some(b + tail.len())
}

/// Whether what follows a project word makes it part of another name: 甲路桥工程|有限公司, 在甲产业园|主会场举行.
fn goes_on(reader: Reader<'_>, rest: &str) -> bool {
    let lexicon = reader.lexicon;
    let ahead: String = rest.chars().take_while(|&c| is_han(c) && !lexicon.keyed("phrase-end").iter().any(|w| w.starts_with(c))).take(14).collect();
    lexicon.starts("venue", rest).is_some()
        // 招商项目|推介会; 甲项目|签约仪式 tells of the project
        || lexicon.starts("event", rest).is_some_and(|n| lexicon.stages.find(&rest[..n]).is_none())
        || lexicon.has("body-ahead", &ahead)
        || lexicon.starts("not-project", rest).is_some()
        || rest.starts_with(['区', '部', '组', '办', '队', '师', '业', '款', '资', '库', '局', '段', '院', '公', '经', '管', '指', '名', '化', '量', '网'])
}

/// Where the name begins whose project word stands at `a..b`, behind the name that ended at `before`.
fn name_start(reader: Reader<'_>, start: usize, a: usize, b: usize, before: usize) -> usize {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let mut low = a;
    for (i, c) in clean[start..a].char_indices().rev() {
        // 惠(惠水)罗(罗甸)高速公路
        let closes = || {
            let near = &clean[scope::window(clean, 0, start + i, NOTE)..start + i];
            near.rsplit_once('(').is_some_and(|(_, note)| note.chars().all(is_part_of_name) && !lexicon.has("byline-mark", note))
        };
        // 甲高速公路(乙段)|3条高速公路
        let counted = clean[start + i + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        let noted = c == ')' && !counted && closes() || c == '(' && clean[start + i..a].contains(')');
        let inner = noted || matches!(c, '“' | '”' | '"' | '·' | '#' | '×' | '+') || is_part_of_name(c);
        if !inner {
            break;
        }
        low = start + i;
        if clean[low..b].chars().count() > LONGEST {
            break;
        }
    }
    let mut from = low;
    for stop in reader.document.hits_in(low, a) {
        // 甲项目、|同翎彩印项目: an item begins with a name
        let begins = stop.start == low && clean[..low].ends_with('、') && stop.end - stop.start == '同'.len_utf8();
        // 溪口|经|石门至东山高速公路
        let via = &clean[stop.start..stop.end] == "经" && clean[stop.end..a].contains('至') && lexicon.ends("route", &clean[..b]).is_some();
        if stop.classes.any(crate::lexicon::Classes::STOP) && stop.end <= a && !begins && !via && !lexicon.shielded(clean, stop.start, stop.end) {
            from = from.max(stop.end);
        }
    }
    // 总投资1亿元的|丰和纳米材料项目: the name begins behind the sum
    let told = before.max(low);
    let behind_sum = |from: usize| clean.get(from..a).and_then(|lead| lead.rfind("元的").map(|i| from + i + "元的".len()));
    // 总投资1亿元的|高频、高速、覆铜板项目
    let listed = || {
        let clause = before.max(behind_last_clause(clean, start, low));
        behind_sum(clause).filter(|&from| clean[from..b].chars().count() <= 40 && clean[from..low].chars().all(|c| is_part_of_name(c) || c == '、'))
    };
    let led = behind_sum(told).or_else(|| if clean[..low].ends_with('、') { listed() } else { None });
    match led {
        Some(behind) => from = behind,
        None => {
            // 省重点在建|甲工程: 在 alone stops too early
            let cut = cut(reader, low, a, b).max(from);
            // 甲有限公司建设项目: nothing would be left
            let bare = lexicon.is("project-generic", &clean[cut..b]) && lexicon.has("owner-tail", &clean[from..cut]);
            from = if bare { from } else { cut };
        }
    }
    // 继6月30日|甲项目奠基后
    if let Some(day) = crate::value::date::find(&clean[from..a]).last().filter(|day| day.month.is_some()) {
        from += day.end;
    }
    // 甲县人民政府与|乙项目签约: the body before 与 is a party
    if let Some(i) = clean[from..a].rfind('与').filter(|&i| kind_of(lexicon, &clean[from..from + i]).is_some()) {
        from += i + '与'.len_utf8();
    }
    // 本次签约的有|甲项目、乙项目
    let listed = clean[..from].ends_with('的') && clean[from..a].starts_with('有') && lexicon.starts("begins-with-has", &clean[from..a]).is_none();
    from + if listed { '有'.len_utf8() } else { 0 }
}

/// Where the clause begins that `at` stands in; a list is one clause.
fn behind_last_clause(clean: &str, start: usize, at: usize) -> usize {
    start + behind_last(&clean[start..at], |c| is_boundary(c) && c != '、')
}

/// Behind the last word of `from..a` that ends what stands before a name: 推进|甲桥工程; but 甲水系建设|项目, 乙县和谐|桥工程.
fn cut(reader: Reader<'_>, from: usize, a: usize, b: usize) -> usize {
    let (clean, lexicon) = (reader.clean(), reader.lexicon);
    let mut end = a;
    while let Some((s, e)) = lexicon.last("project-cut", &clean[from..end]).map(|(s, e)| (from + s, from + e)) {
        let inner = lexicon.is("project-inner", &clean[s..e]) && lexicon.is("project-generic", &clean[e..b]);
        if !inner && !lexicon.shielded(clean, s, e) && !pairs(reader, &clean[from..s], &clean[s..e]) {
            return e;
        }
        end = s;
    }
    from
}

/// Whether `word` joins two things of one project, of which `lead` is the first: 导电剂|和|添加剂生产项目; not 甲集团和乙项目.
fn pairs(reader: Reader<'_>, lead: &str, word: &str) -> bool {
    let lexicon = reader.lexicon;
    let whole = ["project-suffix", "facility", "owner-tail", "batch-noun"].iter().any(|key| lexicon.ends(key, lead).is_some());
    word == "和"
        && (2..=16).contains(&lead.chars().count())
        && lead.chars().all(is_han)
        && !whole
        && !lexicon.has("project-cut", lead)
        && !lexicon.places.contains(lead)
        && lexicon.stages.find(lead).is_none()
        && kind_of(lexicon, lead).is_none()
}

/// Whether `c` may stand in a project's name and in a note of it: 甲河(乙桥—丙桥段)整治工程, 3号渠PPP项目.
fn is_part_of_name(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '—' | '-' | '~' | '.')
}

/// Whether `name` says what kind of project it is and no more: 该项目, 重点项目, 国家重大水利工程.
pub(super) fn is_class(reader: Reader<'_>, name: &str) -> bool {
    reader.lexicon.is("project-generic", name)
        || reader.lexicon.has("project-class", name)
        || name.chars().count() < 5
        || reader.lexicon.has("this-project", name)
        || counts_off(name)
        || name.split(['与', '和', '及']).all(|part| part.ends_with("期工程") && part.chars().count() < 6 || reader.lexicon.is("project-generic", part))
        || name.starts_with("项目")
        || reader.lexicon.starts("existing", name).is_some()
        || reader.lexicon.starts("class-lead", name).is_some()
        || reader.lexicon.has("class-inside", name)
        || of_kinds(reader, name)
        || of_kinds(reader, behind_places(reader, name))
        || name.trim_start_matches(['超', '近', '约', '逾']).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '该' | '此' | '本'))
        || name.split_once('大').is_some_and(|(n, rest)| n.chars().count() == 1 && n.chars().all(|c| digit(c).is_some() || c == '十') && of_kinds(reader, rest))
}

/// What follows the divisions and the time that a name begins with: 东山市2020年第三季度|重大产业项目.
fn behind_places<'t>(reader: Reader<'_>, name: &'t str) -> &'t str {
    let mut rest = name;
    while let Some((n, _)) = reader.lexicon.places.prefix(rest).filter(|(n, _)| rest[..*n].ends_with(['省', '市', '县', '区', '州', '旗'])) {
        rest = &rest[n..];
    }
    // 2020年第三季度|重大招商项目
    rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '第' | '一' | '二' | '三' | '四' | '季' | '度' | '首' | '批' | '月' | '份'))
}

/// Whether a name begins with a count: 三条铁路项目.
fn counts_off(name: &str) -> bool {
    let rest = name.trim_start_matches(|c| digit(c).is_some() || matches!(c, '两' | '十'));
    rest.len() < name.len() && rest.starts_with(['条', '个', '座', '项', '处'])
}

/// Whether what follows a project word counts the projects of its class: 公共服务项目|已开工46个.
fn counted(reader: Reader<'_>, rest: &str) -> bool {
    let verb = rest.trim_start_matches(['已', '均', '共']);
    let n = reader.lexicon.stages.prefix(verb).map_or(0, |(n, _)| n);
    let number = verb[n..].trim_start_matches(['了', '共']);
    let unit = number.trim_start_matches(|c: char| c.is_ascii_digit());
    // 生产线|2条,: but not 甲高速公路、乙高速公路|3条高速公路
    let counts = if n > 0 { &['个', '项'][..] } else { &['个', '项', '条', '座', '处'][..] };
    let bare = |rest: &str| n > 0 && !rest.starts_with('月') || !rest.starts_with(is_han);
    unit.len() < number.len() && unit.strip_prefix(counts).is_some_and(bare)
}

/// Whether what follows a road's name tells where it runs: ,线路|起自….
fn runs(reader: Reader<'_>, rest: &str) -> bool {
    let rest = rest.trim_start_matches(',');
    let line = reader.lexicon.starts("whole-road", rest).map_or(rest, |n| &rest[n..]);
    reader.lexicon.starts("project-reference", line).is_some() || line.len() < rest.len() && line.starts_with(['自', '从'])
}

/// The road that a sentence begins with and tells the run of, whatever its name ends with: 甲铁路新建乙至丙段,线路起自…; in a
/// sentence of its own: 新建乙至丙段。线路自….
fn road(reader: Reader<'_>, start: usize, end: usize) -> Option<Named> {
    let clean = reader.clean();
    let told = |rest: &str| reader.lexicon.starts("whole-road", rest).is_some() && runs(reader, rest);
    let text = &clean[start..end];
    let stop = text.find(is_boundary)?;
    let (from, to) = match text[stop..].strip_prefix(',') {
        Some(rest) if told(rest) => (start, start + stop),
        _ if told(text) => {
            let before = clean[..start].strip_suffix('。')?;
            (scope::sentence_start(clean, before.len()), before.len())
        }
        _ => return None,
    };
    let name = &clean[from..to];
    let whole = (6..=30).contains(&name.chars().count()) && name.contains('至') && name.chars().all(is_part_of_name);
    whole.then(|| Named { start, end: to.max(start), name: name.to_owned(), owner: None, plain: true })
}

/// Whether a name has nothing but kinds of projects in it: 重大水利|项目, 城镇基础设施建设|工程.
fn of_kinds(reader: Reader<'_>, name: &str) -> bool {
    let mut rest = name;
    while let Some(n) = reader.lexicon.starts("project-kind", rest) {
        rest = &rest[n..];
    }
    rest.len() < name.len() && reader.lexicon.is("project-generic", rest)
}

/// Whether the words before a name show that the sentence tells of something else.
fn only_mentioned(reader: Reader<'_>, start: usize, (from, end): (usize, usize), before: usize) -> bool {
    let lexicon = reader.lexicon;
    let lead = &reader.clean()[start..from];
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
    let subject = before > clause_start && clause.ends_with('的');
    // 甲医院项目是民生工程之一,是|乙区重点公益项目
    let said = clause.starts_with('是') && (clause.len() == '是'.len_utf8() || clause.ends_with(['的', '中']));
    // 该工程是一座以发电为主,兼顾航运的|中型枢纽工程
    let described = lead.ends_with('的') && lexicon.has("project-described", lead);
    // 甲桥改建工程是|乙运河项目|市区段六座改建桥梁之一
    let rest = &reader.clean()[end..];
    let phrase = &rest[..rest.find(is_boundary).unwrap_or(rest.len())];
    let one_of = clause.ends_with('是') && (phrase.ends_with("之一") || phrase.starts_with("中的一"));
    said || described || one_of || clause.contains('是') && (subject || lexicon.ends("project-predicate", clause).is_some())
}

/// Whether what stands before a name says that it is another road's: 接贵阳至…, 在魏家集接湖北省拟建的….
fn refers(reader: Reader<'_>, lead: &str) -> bool {
    let clause = lead.rsplit(is_boundary).next().unwrap_or(lead);
    let told = reader.lexicon.strip_end("other-road", clause).unwrap_or(clause);
    let place = (told.len() < clause.len()).then(|| reader.lexicon.last("project-reference", told)).flatten();
    reader.lexicon.ends("project-reference", clause).is_some() || place.is_some_and(|(_, e)| reader.lexicon.places.contains(&told[e..]) || e == told.len())
}

pub(super) fn same_project(known: Option<&str>, name: &str) -> bool {
    // 甲城及乙医院项目 is of two, 乙医院项目 one of them
    let one_of = |known: &str| known.strip_suffix(name).is_some_and(|lead| lead.ends_with(['及', '和', '与']));
    known.is_some_and(|known| {
        !one_of(known) && (known == name || known.contains(name) || name.contains(known) || core(known) == core(name) || tail_alike(known, name))
    })
}

/// The facility that a sentence begins with: its first byte and its name.
pub(super) fn facility(reader: Reader<'_>, start: usize, end: usize) -> Option<(usize, String)> {
    let text = &reader.clean()[start..end];
    let mut from = 0;
    // 五一期间,免费开放的碧霞公园: the name ends the first clause that has one
    for clause in text.split(is_boundary) {
        let at = from;
        from += clause.len() + text[at + clause.len()..].chars().next().map_or(0, char::len_utf8);
        // 由甲集团投资建设的|乙度假区
        let led = reader.lexicon.starts("phrase-stop", clause).is_some() && !clause.starts_with(['是', '为']);
        let clause = if led { clause.rsplit('的').next().unwrap_or(clause) } else { clause };
        let first = |key: &str| reader.lexicon.find(key, clause).map_or(clause.len(), |(at, _)| at);
        let stop = first("phrase-stop").min(first("investment"));
        let phrase = clause[..stop].rsplit('的').next().unwrap_or_default();
        // 其中一期从乙酒店到丙立交: a stretch; 58栋楼: a count
        let stretch = text[..at].ends_with('(') || phrase.starts_with("其中") || phrase.contains('从') || phrase.starts_with(|c: char| c.is_ascii_digit());
        let named = reader.lexicon.ends("facility", phrase).is_some() && !stretch;
        let this = reader.lexicon.starts("this", phrase);
        if named && (this.is_some() || (3..=20).contains(&phrase.chars().count())) {
            return match this {
                Some(n) => named_before(reader, start, &phrase[n..]).map(|name| (start + at, name)),
                None => Some((start + at, phrase.to_owned())),
            };
        }
    }
    None
}

/// The full name of what 该医院 stands for: the last phrase before `at` that ends so.
fn named_before(reader: Reader<'_>, at: usize, noun: &str) -> Option<String> {
    let clean = reader.clean();
    let article = reader.document.articles[reader.document.article_at(at)].start;
    let from = scope::window(clean, article, at, BEFORE);
    // 甲医院,由…与乙医院共建: the one that begins a clause
    clean[from..at].rmatch_indices(noun).find_map(|(i, _)| {
        let lead = &clean[from..from + i];
        // 甲医院|新院区
        let end = from + i + noun.len();
        let rest = &clean[end..at];
        let tail = &rest[..rest.find(|c| !is_han(c)).unwrap_or(rest.len())];
        let tail = if tail.chars().count() <= 4 { tail.len() } else { 0 };
        let name = &clean[from + phrase_start(lead, lead.len())..end + tail];
        let whole = name.len() > noun.len() && (4..=24).contains(&name.chars().count()) && name.chars().all(is_han);
        (whole && !name.contains(['的', '与', '由', '是', '在'])).then(|| name.to_owned())
    })
}

/// The facility that the sum at the head of a sentence is told of: 总投资26亿元的全省最大污水处理厂|在甲区开工.
pub(super) fn led_facility(reader: Reader<'_>, sum: usize, end: usize) -> Option<(usize, String)> {
    let text = &reader.clean()[sum..end];
    // 投资9000万元的|乙地质公园,占地20万平方米
    let clause = text.split(is_boundary).next().unwrap_or_default();
    if let Some((amount, name)) = clause.split_once("元的") {
        let named = (4..=20).contains(&name.chars().count()) && name.chars().all(is_han) && reader.lexicon.ends("facility", name).is_some();
        if named && !name.contains('的') && amount.chars().count() <= 12 {
            return Some((sum + amount.len() + "元的".len(), name.to_owned()));
        }
    }
    let mut from = 0;
    for clause in text.split(is_boundary).take(3) {
        let at = from;
        from += clause.len() + text[at + clause.len()..].chars().next().map_or(0, char::len_utf8);
        let verb = reader.lexicon.stages.find(clause).map_or(clause.len(), |(a, _, _)| a);
        let stop = clause[..verb].find(['在', '于']).or_else(|| clause[..verb].find("正式")).unwrap_or(verb);
        let Some(of) = clause[..stop].rfind('的').filter(|_| verb < clause.len()) else { continue };
        let name = &clause[of + '的'.len_utf8()..stop];
        if reader.lexicon.ends("facility", name).is_some() && (4..=20).contains(&name.chars().count()) {
            return Some((sum + at + of + '的'.len_utf8(), name.to_owned()));
        }
    }
    None
}

/// What a batch is called, and whether by words of its own, not by its event or headline.
pub(super) fn batch_name(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> Option<(String, bool)> {
    let own = own_name(reader, found, start, end);
    // 招商推介会在深圳市举行,现场签约项目8个: named by its event
    let plain = own.as_ref().is_none_or(|name| reader.lexicon.is("batch-plain", name));
    let told = if plain { event(reader, found.start).or_else(|| if own.is_none() { headline(reader, found) } else { None }) } else { None };
    told.map(|name| (name, false)).or(own.map(|name| (name, true)))
}

/// The words beside the count that name its batch.
fn own_name(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> Option<String> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let lead = count_lead(reader, &clean[start..found.start]);
    // 水资源配置及饮水|工程5个、投资额28亿元
    let works = || lead.ends_with("工程").then_some("工程".len());
    if let Some(n) = lexicon.ends("batch-noun", lead).or_else(works) {
        let mut low = phrase_start(lead, lead.len());
        // 集中签约、|开工项目共73个: one phrase
        if lead[..low].ends_with('、') && lexicon.stages.prefix(&lead[low..]).is_some() {
            low = phrase_start(lead, low - '、'.len_utf8());
        }
        // “双竞赛”|项目13个
        if let Some(open) = lead[..low].strip_suffix('”').and_then(|quoted| quoted.rfind('“')).filter(|open| low - open < NOTE) {
            return Some(unquoted(&lead[open..]));
        }
        let name = &lead[low..];
        // 甲县首批重点项目集中开工,项目15个: the class is named before
        if let Some((_, e)) = lexicon.last("batch-noun", &lead[..low]).filter(|_| name.len() == n) {
            return Some(lead[phrase_start(lead, e)..e].to_owned());
        }
        // 在建项目 is a class, what stands 在 a place is not
        let own = |a: usize, e: usize| lexicon.starts("batch-class", &name[a..]).is_none() && !lexicon.shielded(name, a, e);
        let cut = lexicon.last("batch-cut", name).filter(|&(a, e)| e < name.len() && own(a, e));
        let name = &name[cut.map_or(0, |(_, e)| e)..];
        // 今年|建设工业类项目29个: what is done with them; not 建设项目
        let name = lexicon.starts("batch-verb", name).map(|k| &name[k..]).filter(|rest| rest.len() > n).unwrap_or(name);
        // 新区集中开工|重点建设项目57个: the event; not 集中开工项目
        let joined = |rest: &&str| rest.len() > n && !rest.starts_with('、') && lexicon.stages.prefix(rest).is_none();
        let name = lexicon.last("batch-event", name).map(|(_, k)| &name[k..]).filter(joined).unwrap_or(name);
        // 和县区自行开工|重点项目: what is left of two
        let of_two = lexicon.starts("project-joint", name).and_then(|_| lexicon.stages.last(name)).map_or(0, |(_, k, _)| k);
        let name = &name[of_two..];
        let day = crate::value::date::find(name).first().filter(|d| d.start == 0).map_or(0, |d| d.end);
        let name = name[day..].trim_start_matches(['份', '已']);
        // 本次集中签约的|项目33个
        if lexicon.is("batch-noun", name) && lead[..lead.len() - name.len()].ends_with('的') {
            let phrase = &lead[low..];
            let phrase = &phrase[lexicon.starts("members-lead", phrase).unwrap_or(0)..];
            return Some(phrase.to_owned()).filter(|p| p.chars().count() <= 16 && lexicon.stages.find(p).is_some());
        }
        return Some(name.to_owned()).filter(|name| !lexicon.is("batch-noun", name) && !name.contains('等'));
    }
    let behind = &clean[found.end..end];
    lexicon.find("batch-noun", near(behind)).map(|(_, e)| behind[..e].replace(['“', '”'], "")).filter(|name| !lexicon.is("batch-noun", name))
}

/// The headline that tells the count: 机械装备园6个项目集中开工.
fn headline(reader: Reader<'_>, found: &Found) -> Option<String> {
    let clean = reader.clean();
    let article = &reader.document.articles[reader.document.article_at(found.start)];
    let count = clean[found.number..found.end].to_owned();
    let lines = article.headline.iter().map(|&(a, b)| clean[a..b].trim());
    let lines = lines.flat_map(|line| line.split([' ', ',']));
    let named = |line: &&str| line.contains(&count) && reader.lexicon.has("batch-noun", line) && line.chars().count() <= 24;
    lines.into_iter().find(named).map(str::to_owned)
}

/// The event that a batch is named by: 甲市第三季度重大项目|举行集中开工仪式, 举行|2022年第四季度项目集中开工活动.
fn event(reader: Reader<'_>, at: usize) -> Option<String> {
    let clean = reader.clean();
    let line = reader.document.text.lines()[reader.document.line_at(at)];
    let before = &clean[scope::window(clean, line.start, at, 400)..at];
    let (a, e) = reader.lexicon.last("holds-event", before)?;
    let host = &before[body_start(before, a)..a];
    if reader.lexicon.ends("batch-noun", host).is_some() && host.chars().count() > 4 {
        return Some(host.to_owned());
    }
    let host = &host[..host.find('在').unwrap_or(host.len())];
    let named = |host: &str| reader.lexicon.strip_end("event", host).is_some_and(|lead| !reader.lexicon.is("event-plain", lead));
    if named(host) && (6..=30).contains(&host.chars().count()) {
        return Some(host.to_owned());
    }
    let rest = &before[e..];
    let name = &rest[..rest.find(|c| is_boundary(c) || c == ' ').unwrap_or(rest.len())];
    let empty = reader.lexicon.strip_end("event", name).is_some_and(|lead| reader.lexicon.is("event-plain", lead));
    let named = reader.lexicon.has("batch-noun", name) && !empty && (6..=30).contains(&name.chars().count());
    named.then(|| name.to_owned())
}

/// What stands before a count, without 共 and the like: 重点项目|共530项.
fn count_lead<'t>(reader: Reader<'_>, text: &'t str) -> &'t str {
    reader.lexicon.strip_end("count-verb", text).unwrap_or(text).trim_end_matches(['共', '有', '计', '达', '到', '合', '为'])
}

/// As far behind a number as the noun it counts may end.
pub(super) fn near(text: &str) -> &str {
    &text[..text.char_indices().nth(12).map_or(text.len(), |(i, _)| i)]
}

/// Whether a count is a count of projects: `29个项目`, `项目29个`.
pub(super) fn is_batch(reader: Reader<'_>, found: &Found, start: usize, end: usize) -> bool {
    if !found.count || !matches!(found.quantity.unit.as_str(), "个" | "项" | "条") {
        return false;
    }
    let clean = reader.clean();
    let after = &clean[found.end..end];
    let lexicon = reader.lexicon;
    // 继年初开工10个项目后,: another batch, told before
    let lead = &clean[scope::clause_start(clean, found.start).max(start)..found.start];
    let clause_end = after.find(is_boundary).unwrap_or(after.len());
    if lexicon.starts("batch-before", lead).is_some() && after[..clause_end].ends_with('后') {
        return false;
    }
    // 参加签约的6个项目|中,工业项目占到5个: what its parts are counted of
    let noun = lexicon.find("batch-noun", near(after)).map_or(0, |(_, k)| k);
    let parted = |rest: &str| lexicon.has("part-of", &rest[..rest.find(is_boundary).unwrap_or(rest.len())]);
    if after[noun..].strip_prefix("中,").is_some_and(parted) {
        return false;
    }
    // 基础设施建设方面16个项目: a part by its count
    if lexicon.ends("part-class", lead).is_some() {
        return false;
    }
    // 水资源配置及饮水工程5个、|投资额28亿元
    let summed = || lexicon.starts("investment", after.trim_start_matches(['、', ','])).is_some();
    if lead.ends_with("工程") && summed() {
        return true;
    }
    // 包含甲公路、乙产业园4个|子项目
    if lexicon.starts("sub-project", after).is_some() {
        return false;
    }
    // 150项工程项目|库
    let stored = |k: usize| lexicon.starts("batch-not", &after[k..]).is_some();
    let plain = |text: &str| !text.contains(|c| is_boundary(c) && !matches!(c, '“' | '”'));
    let behind = lexicon.find("batch-noun", near(after)).is_some_and(|(i, k)| plain(&after[..i]) && !stored(k));
    behind || found.quantity.unit != "条" && lexicon.ends("batch-noun", count_lead(reader, &clean[start..found.start])).is_some()
}

/// What two names of one project have in common: no note in brackets, and no 建设项目 at the end.
fn core(name: &str) -> Vec<char> {
    let mut noted = false;
    let bare = name.chars().filter(|&c| {
        noted |= c == '(';
        let keep = !noted;
        noted &= c != ')';
        keep
    });
    let bare: String = bare.collect();
    bare.trim_end_matches("项目").trim_end_matches("工程").trim_end_matches("建设").chars().collect()
}

/// 攸县抽水蓄能电站 and 攸县广寒坪抽水蓄能电站项目: the same but for what one of them leaves out; not 甲水库除险加固工程 and 乙水库除险加固工程.
fn tail_alike(a: &str, b: &str) -> bool {
    let (a, b) = (core(a), core(b));
    let shared = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (head, other) = (&a[..a.len() - shared], &b[..b.len() - shared]);
    let joined = |longer: &[char]| longer.last().is_some_and(|c| matches!(c, '及' | '和' | '与'));
    shared >= 6 && !joined(head) && !joined(other) && (head.starts_with(other) || other.starts_with(head))
}
