//! Resolution: jurisdictions, repeats, ids. Changes nothing that was found.

use crate::document::{Document, LineKind};
use crate::families::scope::window;
use crate::families::{Find, Finds};
use crate::lexicon::{Lexicon, is_boundary};
use crate::record::{Action, Appointment, Data, Office, Record, Unparsed};
use crate::text::{behind_last, is_han};
use crate::value::organ::{OrganKind, segments};
use crate::value::place::{Division, Jurisdiction};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Turns finds into records: resolves, drops repeats, orders by place, numbers.
pub(crate) fn records(document: &Document<'_>, lexicon: &Lexicon, finds: Finds) -> (Vec<Record>, Vec<Unparsed>) {
    let mut raw = finds.records;
    for find in &mut raw {
        let place = jurisdiction_of(document, lexicon, find);
        match &mut find.data {
            Data::Office(office) => office.jurisdiction = place,
            Data::Appointment(act) => act.jurisdiction = place,
            _ => {}
        }
    }
    drop_shorter(document, lexicon, &mut raw);
    raw.sort_by_key(|find| (find.start, find.end));
    drop_repeats(document, &mut raw);
    let records = raw
        .into_iter()
        .enumerate()
        .map(|(i, mut find)| {
            let (start, end) = evidence(document, &mut find);
            let span = document.text.span(start, end);
            Record {
                id: format!("r{}", i + 1),
                article: format!("a{}", document.article_at(find.start) + 1),
                span,
                evidence: span.slice(document.text.source()).to_owned(),
                rule: find.rule.to_owned(),
                confidence: find.confidence,
                uid: String::new(),
                as_of: None,
                spans: find.parts.iter().map(|&(key, a, b)| (key.to_owned(), document.text.span(a, b))).collect::<BTreeMap<_, _>>(),
                data: find.data,
            }
        })
        .collect();
    let unparsed = finds
        .unparsed
        .into_iter()
        .map(|(a, b, reason)| {
            let span = document.text.span(a, b);
            Unparsed { span, evidence: span.slice(document.text.source()).to_owned(), reason }
        })
        .collect();
    (records, unparsed)
}

/// Evidence of a record of a person longer than this many bytes is cut to what the record needs: a list of hundreds of names would
/// else be told for each of them.
const LONGEST_EVIDENCE: usize = 900;

/// How far an item of a list is looked for around its name, in bytes.
const ITEM: usize = 120;

/// What a record is told by: its clause; of a longer one the person and the post, or, where they stand far apart, the item of the
/// list that names the person. The clause is then a part of its own.
fn evidence(document: &Document<'_>, find: &mut Find) -> (usize, usize) {
    let (start, end) = (find.start, find.end);
    let Some((_, from, to)) = find.person().filter(|&(_, from, to)| end - start > LONGEST_EVIDENCE && from >= start && to <= end) else { return (start, end) };
    let parts = || find.parts.iter().filter(|part| part.1 >= start && part.2 <= end);
    let whole = (parts().map(|part| part.1).min().unwrap_or(from), parts().map(|part| part.2).max().unwrap_or(to));
    let item = || {
        let clean = document.clean();
        let (low, high) = (window(clean, start, from, ITEM), to + clean[to..end].find(is_boundary).unwrap_or(end - to));
        let low = low + behind_last(&clean[low..from], is_boundary);
        (low, if high - to > ITEM { to } else { high })
    };
    let (low, high) = if whole.1 - whole.0 > LONGEST_EVIDENCE { item() } else { whole };
    find.parts.push(("clause", start, end));
    (low, high)
}

/// Body and role of the post that an act tells, else its title: 甲市人民政府代理市长 for 代理甲市人民政府市长.
fn whole_post(a: &Appointment) -> String {
    a.organization.as_ref().zip(a.role.as_ref()).map_or_else(|| a.title.clone(), |(body, role)| format!("{body}{role}"))
}

/// Whether `title` says more than the act's own: 滁州市人民检察院检察长 than 检察长, 济源市人民政府市长 than 济源市市长.
fn is_longer(title: &str, act: &Appointment) -> bool {
    let role = act.role.as_deref().unwrap_or_default();
    let place = act.title.strip_suffix(role).filter(|place| act.organization.is_none() && !place.is_empty());
    title.len() > act.title.len() && (title.ends_with(&act.title) || place.is_some_and(|place| title.starts_with(place) && title.ends_with(role)))
}

/// The kind of an organ that a level has one of, when the post belongs to the whole of it: 县政府, 市中级人民法院.
fn organ_of_level(lexicon: &Lexicon, act: &Appointment) -> Option<OrganKind> {
    use OrganKind::{Congress, Court, Gov, Party, Procuratorate, Supervisory};
    act.jurisdiction.as_ref()?;
    let parts = segments(lexicon, act.organization.as_deref()?);
    let kind = parts.last()?.kind;
    (matches!(kind, Congress | Court | Gov | Party | Procuratorate | Supervisory) && parts.iter().all(|p| p.kind == kind)).then_some(kind)
}

/// Whether `other`, an act of the same kind on the same person, tells the post of `act` by a longer name: 滁州市人民检察院检察长 for
/// 市人民检察院检察长, 石台县人民政府副县长 for 县政府副县长.
fn says_more(lexicon: &Lexicon, other: &Appointment, act: &Appointment) -> bool {
    let post = whole_post(other);
    let organ = || organ_of_level(lexicon, act);
    is_longer(&post, act)
        || post.len() > whole_post(act).len()
            && (&other.role, &other.jurisdiction) == (&act.role, &act.jurisdiction)
            && organ().is_some()
            && organ_of_level(lexicon, other) == organ()
}

/// Acts on one person that are compared with each other, so that cost stays linear.
const MOST_ACTS: usize = 64;

/// Drops a shorter title of the same person where a longer one says the same: 局长 beside 市城管局局长.
fn drop_shorter(document: &Document<'_>, lexicon: &Lexicon, raw: &mut Vec<Find>) {
    let mut full: FxHashMap<(String, String), usize> = FxHashMap::default();
    let mut acts: FxHashMap<(Action, &str), Vec<(usize, &Appointment)>> = FxHashMap::default();
    let mut offices: FxHashMap<(&str, &str), Vec<(usize, &Office)>> = FxHashMap::default();
    for (i, find) in raw.iter().enumerate() {
        match &find.data {
            Data::Office(o) if o.organization.is_some() => {
                if let Some(role) = o.role.clone() {
                    full.entry((o.person.clone(), role)).or_insert(i);
                }
                offices.entry((&o.person, o.role.as_deref().unwrap_or_default())).or_default().push((i, o));
            }
            Data::Appointment(a) => acts.entry((a.action, &a.person)).or_default().push((i, a)),
            _ => {}
        }
    }
    // 区委副书记 beside 乃东区委副书记
    let fuller = |all: &[(usize, &Office)], office: &Office| {
        let same = |other: &Office| other.title.len() > office.title.len() && other.title.ends_with(&office.title) && other.status == office.status;
        let fuller = |other: &Office| same(other) && (office.jurisdiction.is_none() || office.jurisdiction == other.jurisdiction);
        all.iter().take(MOST_ACTS).find(|(_, other)| fuller(other)).map(|&(i, _)| i)
    };
    let bare = |office: &Office| office.organization.is_none() && office.role.as_deref() == Some(office.title.as_str());
    let known = |office: &Office| if bare(office) { full.get(&(office.person.clone(), office.title.clone())).copied() } else { None };
    let held = offices.values().flat_map(|all| all.iter().filter_map(|&(i, office)| Some((i, fuller(all, office)?))));
    let alone = raw.iter().enumerate().filter_map(|(i, find)| match &find.data {
        Data::Office(office) => Some((i, known(office)?)),
        _ => None,
    });
    let longer =
        |acts: &[(usize, &Appointment)], act: &Appointment| acts.iter().take(MOST_ACTS).find(|(_, other)| says_more(lexicon, other, act)).map(|&(i, _)| i);
    let shorter: FxHashMap<usize, usize> = acts.values().flat_map(|acts| acts.iter().filter_map(|&(i, act)| Some((i, longer(acts, act)?)))).collect();
    let mut pairs: Vec<(usize, usize)> = shorter.into_iter().chain(held).chain(alone).collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|&mut (dropped, _)| dropped);
    for &(dropped, kept) in &pairs {
        let other = raw[dropped].clone();
        add_circumstances(document, &mut raw[kept], &other);
    }
    let mut index = 0..;
    raw.retain(|_| index.next().is_none_or(|i| pairs.binary_search_by_key(&i, |pair| pair.0).is_err()));
}

/// Of records that say the same keeps the first.
fn drop_repeats(document: &Document<'_>, raw: &mut Vec<Find>) {
    let mut first: FxHashMap<String, usize> = FxHashMap::default();
    let mut kept: Vec<Find> = Vec::with_capacity(raw.len());
    for find in raw.drain(..) {
        match repeat_key(&find.data).map(|key| *first.entry(key).or_insert(kept.len())).filter(|&at| at < kept.len()) {
            Some(at) => add_circumstances(document, &mut kept[at], &find),
            None => kept.push(find),
        }
    }
    *raw = kept;
}

/// Adds to an act who decided it, in which session and when, where only its repeat tells it; a headline's repeat tells it better. To an
/// office when it was held.
fn add_circumstances(document: &Document<'_>, kept: &mut Find, repeat: &Find) {
    if let (Data::Office(office), Data::Office(other)) = (&mut kept.data, &repeat.data)
        && office.start.is_none()
        && office.end.is_none()
    {
        (office.start, office.end) = (other.start.clone(), other.end.clone());
    }
    let headline = |find: &Find| document.kinds.get(document.line_at(find.start)) == Some(&LineKind::Headline);
    let better = headline(kept) && !headline(repeat) && document.article_at(kept.start) == document.article_at(repeat.start);
    let (Data::Appointment(act), Data::Appointment(other)) = (&mut kept.data, &repeat.data) else { return };
    let told = other.session.is_some() || other.date.is_some();
    let decided = other.session.is_some() || other.authority.is_some();
    if better && told || act.session.is_none() && act.authority.is_none() && (decided || act.date.is_none()) {
        (act.session, act.authority, act.date) = (other.session.clone(), other.authority.clone(), other.date.clone());
    }
    act.reason = act.reason.take().or_else(|| other.reason.clone());
    act.probation_months = act.probation_months.or(other.probation_months);
    act.document = act.document.take().or_else(|| other.document.clone());
}

/// What two records that say the same have in common.
fn repeat_key(data: &Data) -> Option<String> {
    match data {
        Data::Office(o) => Some(format!("o {} {}", o.person, o.title)),
        // 代理甲市人民政府市长 and 甲市人民政府代理市长 are one post
        Data::Appointment(a) => Some(format!("a {:?} {} {}", a.action, a.person, whole_post(a))),
        Data::RepresentativeChange(r) => Some(format!("r {:?} {}", r.action, r.person)),
        Data::CongressSize(c) => Some(format!("c {} {} {}", c.congress, c.seats, c.date.as_deref().unwrap_or_default())),
        _ => None,
    }
}

fn jurisdiction_of(document: &Document<'_>, lexicon: &Lexicon, find: &Find) -> Option<Jurisdiction> {
    let title = find.title.as_ref()?;
    let place = Places { document, lexicon, at: find.start };
    let body = title.organization.as_deref().unwrap_or_else(|| title.text.strip_suffix(title.role.as_str()).unwrap_or_default());
    if !body.is_empty() {
        // 县监察局 behind 合江县纪委: the county of the body before
        return place.of_body(body).or_else(|| {
            let context = find.context.as_deref().filter(|_| lexicon.level_body(body))?;
            place.of_body(context).filter(|j| place.fits(body, j))
        });
    }
    // 县长 behind 台安县委副书记: the level of the role, in the place of the body before
    if let Some(context) = &find.context
        && let Some(found) = place.of_body(context).filter(|j| place.fits(&title.role, j))
    {
        return Some(found);
    }
    place.of_level(&title.role)
}

/// Whether what stands behind the short name of a division makes it the head of another's, which no table has: 南城|市, 新安|平县.
fn longer_name(rest: &str) -> bool {
    let mut characters = rest.chars();
    matches!(characters.next(), Some('市' | '县' | '区')) || characters.next() == Some('县')
}

/// How far back a place named before is looked for, in bytes.
const FAR: usize = 6_000;

/// Looks places up for a document.
struct Places<'a> {
    document: &'a Document<'a>,
    lexicon: &'a Lexicon,
    at: usize,
}

impl Places<'_> {
    fn home(&self) -> Option<&Division> {
        self.document.home.as_ref()
    }

    /// The division that a body belongs to.
    fn of_body(&self, body: &str) -> Option<Jurisdiction> {
        let parts = segments(self.lexicon, body);
        // 香港|贵州商会 is no 港: single characters count only where they end the name
        let private = |s: &crate::value::organ::Segment| s.kind.is_private() && (s.end - s.word > 3 || s.end == body.len());
        if parts.iter().any(private) && !self.lexicon.has("local-arm", body) {
            return None;
        }
        // 上海合作组织 is not 上海's
        let leads = |length: usize| self.lexicon.places.prefix(body).is_some_and(|(place, _)| length > place);
        if self.lexicon.national.prefix(body).is_some_and(|(length, ())| leads(length)) {
            return None;
        }
        let (found, rest) = self.divisions(body);
        if let Some(township) = self.township(rest, &parts) {
            return Some(township);
        }
        if found.is_some() {
            return found;
        }
        if self.lexicon.starts("autonomous", body).is_some() {
            return self.of_level(body).or_else(|| self.home().map(Division::jurisdiction));
        }
        let mut body = body;
        while let Some(length) = self.lexicon.starts("body-lead", body).filter(|&n| n < body.len()) {
            body = &body[length..];
            let (found, rest) = self.divisions(body);
            if let Some(found) = self.township(rest, &parts).or(found) {
                return Some(found);
            }
        }
        if self.lexicon.national.prefix(body).is_some() {
            // a local arm of a national body: 国家统计局黔东南调查队
            return self.lexicon.has("local-arm", body).then(|| self.inside(body)).flatten();
        }
        if self.lexicon.level_body(body) {
            return self.of_level(body);
        }
        match parts.first().map(|s| s.kind) {
            Some(OrganKind::Village) => self.last_township(),
            Some(OrganKind::Military | OrganKind::Dept) => self.inside(body),
            _ => None,
        }
    }

    /// Walks the divisions that lead `body`: 西宁市|城北区. The deepest, and what is left.
    fn divisions<'b>(&self, body: &'b str) -> (Option<Jurisdiction>, &'b str) {
        let year = self.document.year();
        let mut home = self.home().cloned();
        let (mut found, mut rest) = (None, body);
        while let Some((length, _)) = self.lexicon.places.prefix(rest) {
            let name = &rest[..length];
            // 市中区 of a 市中级人民法院 is none
            if name.chars().count() == 2 && self.lexicon.levels.prefix(name).is_some() && self.lexicon.level_body(rest) {
                break;
            }
            let Some(place) = self.lexicon.places.resolve(name, home.as_ref(), year) else { break };
            // 新华社, 光明日报: the short name of a county elsewhere
            let county = place.code.as_ref().is_none_or(|code| !code.ends_with("00"));
            if county && place.name != name && self.lexicon.starts("press", &rest[length..]).is_some() && !self.near(&place) {
                break;
            }
            if place.name != name && longer_name(&rest[length..]) && self.lexicon.places.prefix(&rest[length..]).is_none() {
                break;
            }
            // 乌兰|哈拉嘎苏木, 白塔|镇: a township whose name begins like a division elsewhere
            if place.name != name && found.is_none() && self.township(rest, &[]).is_some() && !self.near(&place) {
                break;
            }
            let division = place.code.as_ref().and_then(|c| c.parse().ok()).and_then(|c| self.lexicon.places.by_code(c, year)).cloned();
            if let (Some(_), Some(d), Some(h)) = (&found, &division, &home) {
                // a second name counts only inside the first: 深圳市|崇左商会 stays with 深圳
                let inside = d.code / 100 == h.code / 100 || (h.tier() == 1 && d.code / 10_000 == h.code / 10_000);
                if !inside || d.code == h.code {
                    break;
                }
            }
            // 绵阳|南山中学: a name that several divisions share says nothing behind another
            if found.is_some() && division.is_none() {
                break;
            }
            home = division.or(home);
            found = Some(place);
            rest = &rest[length..];
            // 广西|自治区来宾市
            rest = self.lexicon.starts("region-word", rest).map_or(rest, |n| &rest[n..]);
        }
        (found, rest)
    }

    /// Whether a place lies in the document's own prefecture.
    fn near(&self, place: &Jurisdiction) -> bool {
        let code = place.code.as_ref().and_then(|c| c.parse::<u32>().ok());
        code.zip(self.home()).is_some_and(|(code, home)| code / 100 == home.code / 100 || code == home.code / 100 * 100)
    }

    /// The township that leads `rest`.
    fn township(&self, rest: &str, parts: &[crate::value::organ::Segment]) -> Option<Jurisdiction> {
        // 共青团|镇江市委: the town begins behind the body's first word
        let led = self.lexicon.starts("body-lead", rest).is_some();
        if led || parts.iter().any(|s| matches!(s.kind, OrganKind::Association | OrganKind::Institute)) {
            return None;
        }
        for (i, (at, c)) in rest.char_indices().enumerate().take(9) {
            let end = at + c.len_utf8();
            let street = ["街道", "苏木"].iter().any(|w| rest[..end].ends_with(w));
            if i >= 1 && (matches!(c, '镇' | '乡') || street) && self.lexicon.ends("no-township", &rest[..end]).is_none() {
                let name = &rest[..end];
                if name.chars().count() >= 2 + usize::from(street) && !self.lexicon.levels.contains(name) {
                    return Some(Jurisdiction::named(name));
                }
            }
            if matches!(c, '村' | '社' | '局' | '委' | '会') {
                break;
            }
        }
        None
    }

    /// The township last named before, for a village.
    fn last_township(&self) -> Option<Jurisdiction> {
        let clean = self.document.clean();
        let article = &self.document.articles[self.document.article_at(self.at)];
        let before = &clean[window(clean, article.start, self.at, FAR)..self.at];
        let ends = before.char_indices().rev().filter(|&(at, c)| matches!(c, '镇' | '乡') || (c == '道' && before[..at].ends_with('街')));
        for (at, c) in ends.take(24) {
            let end = at + c.len_utf8();
            let near = window(before, 0, at, 90);
            let low = near + behind_last(&before[near..at], |c| !is_han(c));
            let mut name = &before[low..end];
            // cut what leads the township's name: 家住汉阳区|翠微街道
            for (i, _) in name.char_indices() {
                if let Some((length, _)) = self.lexicon.places.prefix(&name[i..]) {
                    let tail = &name[i + length..];
                    if tail.chars().count() >= 2 && i + length < name.len() {
                        name = tail;
                        break;
                    }
                }
            }
            if let Some((cut, _)) = name.char_indices().rev().filter_map(|(i, _)| self.lexicon.starts("before-place", &name[i..]).map(|n| (i + n, n))).next() {
                name = &name[cut..];
            }
            if (2..=6).contains(&name.chars().count()) && self.lexicon.ends("no-township", name).is_none() && !self.lexicon.levels.contains(name) {
                return Some(Jurisdiction::named(name));
            }
        }
        None
    }

    /// A division named anywhere in `body`, leftmost.
    fn inside(&self, body: &str) -> Option<Jurisdiction> {
        let year = self.document.year();
        body.char_indices().find_map(|(at, _)| {
            let (length, _) = self.lexicon.places.prefix(&body[at..])?;
            self.lexicon.places.resolve(&body[at..at + length], self.home(), year)
        })
    }

    /// The division of the level word that leads `text`: 市委 → the city of the page.
    fn of_level(&self, text: &str) -> Option<Jurisdiction> {
        let (tier, word) = text.char_indices().take(4).find_map(|(at, _)| self.lexicon.levels.prefix(&text[at..]).map(|(n, &t)| (t, &text[at..at + n])))?;
        if tier == 4 {
            return self.last_township();
        }
        let home = self.home()?;
        let year = self.document.year();
        let last = word.chars().next_back()?;
        // 市委 in a county-level city's paper, and in a municipality's
        if tier == 2 && home.name.ends_with(last) && (home.tier() == 3 || home.is_municipality()) {
            return Some(home.jurisdiction());
        }
        if tier > home.tier() {
            // 区委 in a city's paper: the district that the article named last
            return self.last_division(last, home);
        }
        // 省委 in a paper of a municipality, 县委 in a county-level city's, 市委 in an autonomous prefecture's are another's
        self.lexicon.places.ancestor(home, tier, year).filter(|d| d.name.ends_with(last)).map(Division::jurisdiction)
    }

    /// The division inside `home` that the article named last before here, of the level that `level` says.
    fn last_division(&self, level: char, home: &Division) -> Option<Jurisdiction> {
        let clean = self.document.clean();
        let article = &self.document.articles[self.document.article_at(self.at)];
        let before = &clean[window(clean, article.start, self.at, FAR)..self.at];
        before.char_indices().rev().filter(|&(_, c)| c == level).take(24).find_map(|(at, c)| {
            let end = at + c.len_utf8();
            let names = before[..at].char_indices().rev().take(12).map(|(from, _)| &before[from..end]);
            let found = names.filter_map(|name| self.lexicon.places.resolve(name, Some(home), self.document.year()).filter(|j| j.name == name)).last()?;
            let code: u32 = found.code.as_ref()?.parse().ok()?;
            (code != home.code && (code / 100 == home.code / 100 || home.tier() == 1 && code / 10_000 == home.code / 10_000)).then_some(found)
        })
    }

    /// Whether a role without a body can belong to `place`: 县长 to a county.
    fn fits(&self, role: &str, place: &Jurisdiction) -> bool {
        let level = role.chars().find(|c| matches!(c, '省' | '市' | '县' | '区' | '州' | '旗' | '盟' | '镇' | '乡'));
        level.is_none_or(|level| place.name.ends_with(level) || (level == '区' && place.name.ends_with("自治区")))
    }
}
