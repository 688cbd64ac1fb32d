//! What projects are called.

use super::classes::{counted, counts_inside, first_clause, is_class, only_mentioned};
use super::facilities::{seen_at, signed};
use super::location::place_length;
use crate::families::{Reader, scope};
use crate::lexicon::is_boundary;
use crate::text::{behind_last, is_han};
use crate::value::organ::kind_of;

/// Longest name, in characters: what is longer is a sentence.
const LONGEST: usize = 40;

/// Longest note in brackets inside a name, in bytes.
pub(super) const NOTE: usize = 60;

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
        // 最大的在建水库——|甲水库; 总投资150亿元的甲显示器件|等在谈项目
        let apposed = name.rsplit_once("——").map(|(_, name)| name);
        let name = apposed.unwrap_or(name);
        // 总投资15亿元的甲广场|是市政府“百亿工程”
        let subject = name.split_once('是').map(|(lead, _)| lead).filter(|lead| lexicon.ends("facility", lead).is_some());
        let name = subject.unwrap_or(name);
        let name = name.rsplit_once('等').filter(|(_, class)| is_class(reader, class)).map_or(name, |(name, _)| name);
        // 国家172项重大水利工程|甲水库工程: the class is named before
        let behind_class = lexicon.last("project-class", name).map(|(_, e)| &name[e..]).filter(|rest| !is_class(reader, rest));
        let name = behind_class.unwrap_or(name);
        // 完成|12公里市政路大修工程: how much of it, not what it is called
        let name = amount(reader, name).map_or(name, |n| &name[n..]);
        let name = name.strip_suffix("项目").filter(|name| name.ends_with("项目")).unwrap_or(name);
        // 该公司|干法水泥项目
        let name = lexicon.starts("this-body", name).map_or(name, |n| &name[n..]);
        // 已签约|乙生产项目: what was done; not 签约项目
        let done = lexicon.starts("name-verb", name).map(|n| &name[n..]).filter(|rest| !is_class(reader, rest));
        let name = done.unwrap_or(name);
        // 普安县江西坡镇|小洞河水库: where it lies
        let town = place_length(reader, name);
        let within = name[..town].ends_with(['镇', '乡']) || name[..town].ends_with("街道");
        let name = if within && name[town..].chars().count() >= 4 { &name[town..] } else { name };
        let bare = unquoted(name);
        // in apposition, and before 是, four characters are a name: 甲山水库
        let told = subject.is_some() || apposed.is_some_and(|name| lexicon.ends("landmark", name).is_some());
        let short = told && bare.chars().count() == 4;
        if is_class(reader, &bare) && !short
            || counted(reader, &clean[b..end])
            || lexicon.starts("one-of", &clean[b..end]).is_some()
            || only_mentioned(reader, start, (from, b), before)
            || part_of_list(reader, &clean[b..end])
            || within_title(reader, &clean[start..from], &clean[b..end])
        {
            continue;
        }
        let begin = clean[from..b].find(name).map_or(from, |i| from + i);
        let routed = name.contains('至') && lexicon.ends("route", name).is_some() && runs(reader, &clean[b..end]);
        let plain = routed || name.ends_with(')') || lexicon.ends("project-plain", &clean[start..b]).is_some();
        // 该项目位于|甲产业园
        if !plain && (lexicon.ends("seat", &clean[start..from]).is_some() || counts_inside(&bare)) {
            continue;
        }
        out.push(Named { start: begin.max(start), end: b, name: bare, owner, plain });
    }
    if let Some(road) = road(reader, start, end).filter(|road| out.iter().all(|named| named.start >= road.end && named.name != road.name)) {
        out.insert(0, road);
    }
    for facility in [seen_at(reader, start, end), signed(reader, start, end)].into_iter().flatten() {
        if out.iter().all(|named| named.end <= facility.start || facility.end <= named.start) {
            out.push(facility);
            out.sort_by_key(|named| named.start);
        }
    }
    out
}

/// Whether a list goes on behind a name that ends as parts of one project: 甲项目、乙项目三个|子项目.
fn part_of_list(reader: Reader<'_>, rest: &str) -> bool {
    let near = scope::head(rest, LONGEST);
    let list = &near[..near.find([',', '。', ';']).unwrap_or(near.len())];
    reader.lexicon.find("sub-project", list).is_some_and(|(at, _)| list[..at].ends_with("个"))
}

/// Whether a name stands in the title of a document that is not of it alone: 《关于加快|甲工程|建设的若干措施》; not 《关于甲项目|核准的批复》.
fn within_title(reader: Reader<'_>, lead: &str, rest: &str) -> bool {
    let near = &lead[scope::window(lead, 0, lead.len(), NOTE * 3)..];
    let rest = scope::head(rest, LONGEST);
    near.rfind('《') > near.rfind('》') && reader.lexicon.has("general-title", &rest[..rest.find('》').unwrap_or(0)])
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
    // 甲项目|负责人乙介绍,项目占地…
    let told = || lexicon.ends("says", first_clause(scope::head(rest, NOTE))).is_some();
    if lexicon.starts("spokesman", rest).is_some() && told() {
        return false;
    }
    let ahead: String = rest.chars().take_while(|&c| is_han(c) && !lexicon.keyed("phrase-end").iter().any(|w| w.starts_with(c))).take(14).collect();
    // 全市最大的综合体项目|——甲广场: the class of what follows
    rest.starts_with("——")
        || lexicon.starts("venue", rest).is_some()
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
        // 7号、8号泊位工程
        let numbered = || c == '、' && clean[start..start + i].ends_with('号') && clean[start + i + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        let inner = noted || numbered() || matches!(c, '“' | '”' | '"' | '·' | '#' | '×' | '+') || is_part_of_name(c);
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
        // 甲湿地公园(乙闸|以下)(一期)工程: inside a note
        let noted = || clean[low..stop.start].matches('(').count() > clean[low..stop.start].matches(')').count();
        if stop.classes.any(crate::lexicon::Classes::STOP) && stop.end <= a && !noted() && !begins && !via && !lexicon.shielded(clean, stop.start, stop.end) {
            from = from.max(stop.end);
        }
    }
    // 总投资1亿元的|丰和纳米材料项目: the name begins behind the sum
    let told = before.max(low);
    let behind_sum = |from: usize| clean.get(from..a).and_then(|lead| lead.rfind("元的").map(|i| from + i + "元的".len()));
    // 总投资1亿元的|高频、高速、覆铜板项目
    let listed = || {
        let clause = before.max(behind_last_clause(clean, start, low));
        behind_sum(clause).filter(|&from| clean[from..b].chars().count() <= LONGEST && clean[from..low].chars().all(|c| is_part_of_name(c) || c == '、'))
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
    // 2.|乙恢复和丙提升项目:计划…: an item is named by all that stands before the colon
    let item = if heads(clean, b) && clean[start..a].chars().all(is_part_of_name) { start } else { from };
    let number = clean[item..a].trim_start_matches(|c: char| c.is_ascii_digit());
    if number.len() < a - item && number.strip_prefix('.').is_some_and(|rest| rest.starts_with(is_han)) {
        from = a - number.len() + 1;
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

/// How long the amount is that a name begins with: 12公里|市政路大修工程.
fn amount(reader: Reader<'_>, name: &str) -> Option<usize> {
    let number = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    (number > 0).then_some(())?;
    reader.lexicon.starts("amount", &name[number..]).map(|n| number + n)
}

/// Whether a colon follows the name that ends at `b`, over a note in brackets: 甲项目(新增能力)|:.
pub(super) fn heads(clean: &str, b: usize) -> bool {
    let rest = scope::head(&clean[b..], NOTE);
    rest.strip_prefix('(').and_then(|note| note.split_once(')')).map_or(rest, |(_, rest)| rest).starts_with(':')
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
        // 甲溪安全生态水系|建设集镇段项目
        let noun = lexicon.is("project-inner", &clean[s..e]) && lexicon.ends("built-noun", &clean[from..s]).is_some();
        let word = noun || lexicon.starts("project-cut-not", &clean[s..a]).is_some();
        if !inner && !word && !lexicon.shielded(clean, s, e) && !pairs(reader, &clean[from..s], &clean[s..e], &clean[e..b]) {
            return e;
        }
        end = s;
    }
    from
}

/// Whether `word` joins two things of one project, of which `lead` is the first: 导电剂|和|添加剂生产项目; not 甲集团和乙项目.
fn pairs(reader: Reader<'_>, lead: &str, word: &str, name: &str) -> bool {
    let lexicon = reader.lexicon;
    // 新开工的|汽车和农业机械制造项目
    let lead = lead.rsplit('的').next().unwrap_or(lead);
    let whole = ["project-suffix", "facility", "owner-tail", "batch-noun"].iter().any(|key| lexicon.ends(key, lead).is_some());
    // 甲生产线|和|乙生产线项目: one project of two
    let tail = lexicon.ends("twin", lead).map(|n| &lead[lead.len() - n..]);
    if word == "和" && tail.is_some_and(|twin| name.strip_suffix("项目").is_some_and(|name| name.ends_with(twin))) {
        return true;
    }
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
pub(super) fn is_part_of_name(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '—' | '-' | '~' | '.' | '/')
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
