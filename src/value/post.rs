//! Posts and titles (职务): body + rank prefix + head noun; heads are final.
//!
//! A list of titles shares what it does not repeat: `市委常委、宣传部部长` is 市委 + 常委 and 市委宣传部 + 部长;
//! `最高人民法院审判委员会委员、审判员` gives the judge back to the court.

use super::organ::{OrganKind, kind_of, segments};
use crate::lexicon::{Lexicon, RoleTraits};
use crate::text::before_note;
use serde::{Deserialize, Serialize};

/// Whether a person holds a post at the time of the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Holds it.
    #[default]
    Current,
    /// Held it: 原, 前, 曾任.
    Former,
    /// Acts in it: 代, 代理.
    Acting,
    /// Is put forward for it.
    Candidate,
}

/// A title split into body and role, elision filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The title as written, filled in: `市委宣传部部长`.
    pub text: String,
    /// The body: `市委宣传部`. Absent when the title names none.
    pub organization: Option<String>,
    /// The role in the body: `部长`.
    pub role: String,
    /// Former and acting posts.
    pub status: Status,
    /// Offsets in the parsed text: where the title's own words begin and end.
    pub start: usize,
    /// Byte after the last of its own words.
    pub end: usize,
    /// Whether the head word is an occupation.
    pub weak: bool,
    /// Whether the role is a personal grade.
    pub rank: bool,
    /// Whether the title stands on its own, with no body filled in that is not its own.
    pub own: bool,
}

impl Title {
    /// A title that no grammar splits: 正县级领导职务.
    pub(crate) fn plain(text: &str) -> Self {
        Title {
            text: text.to_owned(),
            organization: None,
            role: text.to_owned(),
            status: Status::Current,
            start: 0,
            end: text.len(),
            weak: false,
            rank: true,
            own: true,
        }
    }
}

/// A role at the end of a text: where it begins and what it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RoleAt {
    pub(crate) start: usize,
    pub(crate) traits: RoleTraits,
}

/// Context that a list of titles inherits from: the last full body.
#[derive(Debug, Clone, Default)]
pub struct Inherited {
    /// The last body in the sentence.
    pub body: Option<String>,
    /// The body whose departments the list tells of: `甲公司` in `甲公司财务部部长、审计部部长、副总经理`.
    pub root: Option<String>,
}

impl Inherited {
    /// The state behind a post of `body`.
    pub(crate) fn of(body: Option<String>) -> Self {
        Inherited { root: body.clone(), body }
    }

    /// Takes `body` as the last one named; it is a new root unless it is a department of the old one.
    fn name(&mut self, lexicon: &Lexicon, body: &str) {
        let part = |root: &str| {
            // 甲公司董事会战略委员会
            if body.strip_prefix(root).is_some_and(|rest| lexicon.starts("board", rest).is_some()) {
                return true;
            }
            let own = body.strip_prefix(root).and_then(|rest| segments(lexicon, rest).pop());
            own.is_some_and(|own| own.kind.is_part() || own.kind == OrganKind::Dept && kind_of(lexicon, root).is_none_or(|(kind, _)| kind.is_private()))
        };
        let within = lexicon.ends("own-part", body).is_none() && self.root.as_deref().is_some_and(part);
        if !within {
            self.root = Some(root_of(lexicon, body).to_owned());
        }
        self.body = Some(body.to_owned());
    }
}

/// The body that a name's last department belongs to: `集团公司|经营管理部`.
fn root_of<'t>(lexicon: &Lexicon, body: &'t str) -> &'t str {
    // 甲公司乙分公司: a house of its own
    if lexicon.ends("own-part", body).is_some() {
        return body;
    }
    match segments(lexicon, body)[..] {
        [.., whole, part] if part.end == body.len() && (part.kind.is_part() || whole.kind.is_private() && part.kind == OrganKind::Dept) => &body[..whole.end],
        _ => body,
    }
}

impl Lexicon {
    /// The role that ends `text`, with its prefixes: `…党委|副书记`.
    pub(crate) fn role_at_end(&self, text: &str) -> Option<RoleAt> {
        let (mut start, &traits) = self.roles.suffix(text)?;
        // 总经理助理: an assistant's post names whom it assists
        if self.is("assistant", &text[start..])
            && let Some((head, _)) = self.roles.suffix(&text[..start])
        {
            start = head;
        }
        // 驻华大使: the post is told with the country it is sent to
        if let Some(sent) = text[..start].rfind('驻').filter(|&i| text[i..start].chars().count() <= 9 && traits.bound) {
            start = sent;
        }
        loop {
            let before = &text[..start];
            if let Some((at, ())) = self.modifiers.suffix(before) {
                start = at;
                continue;
            }
            if let Some((at, ())) = self.prefixes.suffix(before) {
                if self.prefix_is_body(&text[..at], &text[at..start]) {
                    break;
                }
                start = at;
                continue;
            }
            break;
        }
        Some(RoleAt { start, traits })
    }

    /// Whether 纪委 and its like are a body of their own behind `before`: 县纪委, 省纪委; not 集团公司纪委.
    fn prefix_is_body(&self, before: &str, prefix: &str) -> bool {
        if before.is_empty() {
            return false;
        }
        // 广西壮族自治区党委 is the committee itself
        if self.starts("committee", prefix).is_some() && self.ends("committee-level", before).is_some() {
            return true;
        }
        if !self.keyed("prefix-body").iter().any(|w| w == prefix) {
            return false;
        }
        if self.national.suffix(before).is_some() {
            return true;
        }
        match self.levels.suffix(before) {
            Some((at, &tier)) => tier < 4 || at == 0 && before.chars().count() == 1,
            None => self.place_ends(before),
        }
    }

    /// Whether a division's name or stem ends `text`.
    fn place_ends(&self, text: &str) -> bool {
        text.char_indices().rev().take(15).any(|(at, _)| self.places.contains(&text[at..]))
    }

    /// Splits a list of titles: `市委常委、宣传部部长`. Offsets refer to `text`.
    ///
    /// ```
    /// use dibao::{Extractor, value::post::Inherited};
    /// let extractor = Extractor::new().unwrap();
    /// let titles = extractor.lexicon().titles("市委常委、宣传部部长", &mut Inherited::default());
    /// assert_eq!(titles[1].text, "市委宣传部部长");
    /// assert_eq!(titles[1].organization.as_deref(), Some("市委宣传部"));
    /// ```
    pub fn titles(&self, text: &str, inherited: &mut Inherited) -> Vec<Title> {
        let mut items: Vec<(usize, usize)> = Vec::new();
        let mut start = 0;
        let mut depth = 0i32;
        for (at, c) in text.char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            let join = self.keyed("title-joint").iter().find(|w| text[at..].starts_with(w.as_str()) && self.joint(text, start, at, w.len()));
            // 省科协党组书记|常务副主席: two posts and no mark
            if depth == 0 && at > start && join.is_none() && self.runs_on(&text[start..at], &text[at..]) {
                items.push((start, at));
                start = at;
            }
            if depth == 0
                && at >= start
                && let Some(word) = join
            {
                items.push((start, at));
                start = at + word.len();
            }
        }
        items.push((start, text.len()));
        let noted = text.contains('(');
        let mut out: Vec<Title> = Vec::new();
        let mut pending: Vec<(usize, usize)> = Vec::new();
        for (from, to) in items {
            let raw = &text[from..to];
            let lead = raw.len() - raw.trim_start().len();
            let item = raw.trim();
            // 甲处处长(正科)
            let item = before_note(item).filter(|post| self.role_at_end(post).is_some()).unwrap_or(item);
            if item.is_empty() {
                continue;
            }
            // 现任甲,拟任乙: what is proposed is held by nobody yet
            if self.starts("propose", item).is_some() {
                break;
            }
            let from = from + lead;
            // 学院党委委员、|书记: the committee of the post before
            if let Some(last) = out.last().filter(|_| pending.is_empty() && self.is("committee-head", item))
                && let Some((length, ())) = self.prefixes.prefix(&last.role).filter(|&(n, ())| n < last.role.len())
            {
                let role = format!("{}{item}", &last.role[..length]);
                let text = format!("{}{role}", last.organization.as_deref().unwrap_or_default());
                out.push(Title { text, role, start: from, end: from + item.len(), ..last.clone() });
                continue;
            }
            match self.title(item, inherited) {
                Some(mut title) => {
                    let again = !pending.is_empty();
                    // bodies that share the role behind them: 甲委员会、乙委员会委员
                    for (a, b) in pending.drain(..) {
                        // 卸任武汉、合肥市委书记: a place alone is no body; 甲系助教、支部委员: nor is a post that no dictionary has
                        let bare = text[a..b].trim();
                        let known = title.organization.as_deref().is_some_and(|body| kind_of(self, body).is_some());
                        if kind_of(self, bare).is_none() && (known || self.places.contains(bare)) {
                            // what the unknown post stands in is named all the same
                            match segments(self, bare).last() {
                                Some(last) => inherited.name(self, &self.fill(&bare[..last.end], None, inherited)),
                                None => *inherited = Inherited::default(),
                            }
                            continue;
                        }
                        let body = self.fill(bare, None, inherited);
                        out.push(Title {
                            text: format!("{body}{}", title.role),
                            organization: Some(body.clone()),
                            start: a,
                            end: b,
                            own: false,
                            ..title.clone()
                        });
                        inherited.name(self, &body);
                    }
                    if again || !out.is_empty() || title.own {
                        // filled again, now that the bodies before it are known
                        if let Some(again) = self.title(item, inherited) {
                            title = again;
                        }
                    }
                    title.start += from;
                    title.end += from;
                    // 原党委书记、总经理: both are former
                    if let Some(before) = out.last().filter(|before| before.status == Status::Former && !title.own) {
                        title.status = before.status;
                    }
                    if let Some(body) = &title.organization {
                        inherited.name(self, body);
                    } else if let Some(place) = title.text.strip_suffix(&title.role).filter(|p| !p.is_empty()) {
                        *inherited = Inherited::of(Some(place.to_owned()));
                    }
                    out.push(title);
                }
                None => pending.push((from, from + item.len())),
            }
        }
        if noted {
            for title in &mut out {
                title.text = self.without_notes(&title.text);
                title.organization = title.organization.as_deref().map(|body| self.without_notes(body));
            }
        }
        out
    }

    /// A body's name without the notes of a report: `中国核电|(5.640,0.08,1.44%)`, `甲公司|(下称甲业)`; notes that belong to it stay: `(集团)`.
    fn without_notes(&self, name: &str) -> String {
        let mut out = String::with_capacity(name.len());
        let mut rest = name;
        while let Some((before, (note, after))) = rest.split_once('(').and_then(|(before, behind)| Some((before, behind.split_once(')')?))) {
            out.push_str(before);
            let foreign = note.contains(|c: char| c.is_ascii_digit()) || self.starts("short-for", note).is_some();
            if !foreign {
                out.extend(["(", note, ")"]);
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Whether `rest` begins with another post right behind the head of a party committee: 甲局党组书记|局长乙.
    fn runs_on(&self, lead: &str, rest: &str) -> bool {
        let next = &rest[..rest.find(['、', ',', ' ', ';', '兼']).unwrap_or(rest.len())];
        let heads = || self.role_at_end(lead).is_some_and(|role| self.prefixes.prefix(&lead[role.start..]).is_some());
        self.ends("committee-head", lead).is_some()
            && heads()
            && !self.is("assistant", next)
            && self.role_at_end(next).is_some_and(|role| role.start == 0 && !role.traits.weak && !role.traits.bound)
    }

    /// Whether the joint word at `at` separates two titles: `、` always, 兼 and 和 only behind a role.
    fn joint(&self, text: &str, start: usize, at: usize, length: usize) -> bool {
        if text[at..at + length].starts_with(['、', ',', ' ', ';']) {
            return at > start;
        }
        at > start && self.role_at_end(&text[start..at]).is_some() && at + length < text.len()
    }

    /// One title.
    fn title(&self, item: &str, inherited: &Inherited) -> Option<Title> {
        let (mut status, mut lead) = (Status::Current, 0);
        if let Some((length, &acting)) = self.status.prefix(item) {
            let rest = &item[length..];
            if !acting
                && !self.roles.contains(item)
                && self.roles.suffix(rest).is_some()
                && (self.level_body(rest) || self.places.prefix(item).is_none_or(|(n, _)| n <= length))
            {
                status = Status::Former;
                lead = length;
            }
        }
        // 县长候选人: the plain post, of a candidate
        let mut closed = item.len();
        if let Some(word) = self.keyed("candidate").iter().filter(|w| item.ends_with(w.as_str())).max_by_key(|w| w.len()) {
            closed -= word.len();
            if let Some(shorter) = self.keyed("nominate").iter().find(|w| item[lead..closed].ends_with(w.as_str())) {
                closed -= shorter.len();
            }
            status = Status::Candidate;
        }
        let own = item.get(lead..closed)?;
        let role_at = self.role_at_end(own)?;
        let mut body = &own[..role_at.start];
        let mut role = own[role_at.start..].to_owned();
        // 代理漳州市人民政府市长: the word that leads the body belongs to the role
        let acting_lead = self.status.prefix(body).filter(|&(length, acting)| *acting && self.starts_body(&body[length..])).map(|(length, _)| length);
        if let Some(length) = acting_lead {
            role.insert_str(0, &body[..length]);
            body = &body[length..];
        }
        // 甲集团新任总经理
        body = self.strip_end("newly", body).filter(|rest| !rest.is_empty()).unwrap_or(body);
        // 甲所原副所长, 市委原书记
        for word in self.keyed("former-inside") {
            if let Some(rest) = body.strip_suffix(word.as_str()).filter(|rest| !rest.is_empty()) {
                status = Status::Former;
                body = rest;
            }
        }
        // 茂名市|原|市委书记
        let joined;
        if let Some((place, rest)) = self.former_within(body) {
            status = Status::Former;
            joined = format!("{place}{rest}");
            body = &joined;
        }
        if let Some((length, &acting)) = self.status.prefix(&role)
            && acting
            && status == Status::Current
            && self.role_at_end(&role[length..]).is_some()
        {
            status = Status::Acting;
        }
        let traits = role_at.traits;
        // 宣传部长: the body's last character is the role's first
        let mut shared = None;
        if let Some(first) = role.chars().next().filter(|_| role.chars().count() == 2 && !traits.alone) {
            let long = format!("{body}{first}");
            let joined = kind_of(self, &long).filter(|&(_, at)| at < body.len() && !body.is_empty());
            if joined.is_some_and(|(_, at)| kind_of(self, body).is_none_or(|(_, own)| at == own)) {
                shared = Some(long);
            }
        }
        let body_text = shared.as_deref().unwrap_or(body);
        if traits.alone {
            let kind = kind_of(self, body).map(|(kind, _)| kind);
            let organization = match kind {
                Some(OrganKind::Gov) => Some(self.fill(body, None, inherited)),
                _ => None,
            };
            let text = match &organization {
                Some(_) if acting_lead.is_some() => own.to_owned(),
                Some(filled) => format!("{filled}{role}"),
                None => format!("{body}{role}"),
            };
            return Some(Title { text, organization, role, status, start: lead, end: item.len(), weak: false, rank: false, own: true });
        }
        if traits.rank && body.is_empty() {
            return Some(Title { text: role.clone(), organization: None, role, status, start: lead, end: item.len(), weak: false, rank: true, own: true });
        }
        // 新疆维吾尔自治区党委|书记: this 党委 is the body, not a part of the post
        let mut region = None;
        if let Some(rest) = role.strip_prefix("党委").filter(|rest| !rest.is_empty() && self.ends("region", body_text).is_some()) {
            region = Some((format!("{body_text}党委"), rest.to_owned()));
        }
        if let Some((_, rest)) = &region {
            role.clone_from(rest);
        }
        let body_text = region.as_ref().map_or(body_text, |(body, _)| body.as_str());
        let filled = if traits.own && body_text.is_empty() { String::new() } else { self.fill(body_text, Some(&role_at), inherited) };
        // 区人民法院审判委员会委员、|副院长: a post of the court
        let elided = body_text.is_empty() && self.ends("committee-member", &role).is_none();
        let court = self.strip_end("judicial-committee", &filled).filter(|court| elided && !court.is_empty()).map(str::to_owned);
        let filled = court.unwrap_or(filled);
        // 镇政府镇长、|党委副书记: a committee of the place, not of its government
        let of_place = body_text.is_empty() && self.starts("committee", &role).is_some();
        let government = of_place.then(|| segments(self, &filled).pop()).flatten().filter(|last| last.kind == OrganKind::Gov);
        let filled = match government {
            Some(government) => filled[..government.word].to_owned(),
            None => filled,
        };
        let own_body = !body_text.is_empty() && filled == body_text;
        let text = if acting_lead.is_some() {
            own.to_owned()
        } else if shared.is_some() {
            // as written: 市委宣传部长
            format!("{}{}", &filled[..filled.len() - role.chars().next().map_or(0, char::len_utf8)], role)
        } else {
            format!("{filled}{role}")
        };
        let organization = (!filled.is_empty()).then_some(filled);
        Some(Title { text, organization, role, status, start: lead, end: item.len(), weak: traits.weak, rank: traits.rank, own: own_body })
    }

    /// The body `body` with the part it elides filled in from the last full body.
    /// The place and the body that 原 stands between: 茂名市|原|市委; not 太原市委.
    fn former_within<'t>(&self, body: &'t str) -> Option<(&'t str, &'t str)> {
        let (place, rest) = body.split_once('原')?;
        let mut lead = place;
        while let Some((length, _)) = self.places.prefix(lead) {
            lead = &lead[length..];
        }
        (lead.is_empty() && !place.is_empty() && self.level_body(rest)).then_some((place, rest))
    }

    fn fill(&self, body: &str, role: Option<&RoleAt>, inherited: &Inherited) -> String {
        let Some(last) = inherited.body.as_deref() else { return body.to_owned() };
        let parts = segments(self, last);
        if body.is_empty() {
            let Some(role) = role else { return last.to_owned() };
            // 中共甲市委开发区工作委员会委员、|书记
            if self.ends("party-committee", last).is_some() {
                return last.to_owned();
            }
            // 甲公司审计部部长、|副总经理: a post of the company
            if let Some(root) = inherited.root.as_deref().filter(|root| role.traits.open && root.len() < last.len()) {
                return root.to_owned();
            }
            if let Some(host) = role.traits.host
                && let Some(part) = parts.iter().rev().find(|s| s.kind == host)
            {
                return last[..part.end].to_owned();
            }
            return last.to_owned();
        }
        if self.starts_body(body) {
            return body.to_owned();
        }
        let own = segments(self, body);
        let Some(first) = own.first() else { return body.to_owned() };
        // 甲公司总经理助理、|设计管理处处长: a firm's department, not a government's
        if let (Some(root), [OrganKind::Dept]) = (inherited.root.as_deref(), &own.iter().map(|part| part.kind).collect::<Vec<_>>()[..])
            && kind_of(self, root).is_none_or(|(kind, _)| kind.is_private())
        {
            return format!("{root}{body}");
        }
        // 公司董事、|董事会战略委员会委员: the board of the firm
        if let Some(root) = inherited.root.as_deref().filter(|root| self.starts("board", body).is_some() && self.starts("board", root).is_none())
            && kind_of(self, root).is_none_or(|(kind, _)| kind.is_private())
        {
            return format!("{root}{body}");
        }
        // 常务委员会 behind 人民代表大会
        if self.starts("standing-committee", body).is_some() {
            for congress in self.keyed("congress") {
                if let Some(at) = last.find(congress.as_str()) {
                    return format!("{}{body}", &last[..at + congress.len()]);
                }
            }
        }
        let Some(attach) = first.attach.filter(|_| first.word == 0 || own.len() == 1 || first.kind.is_part()) else {
            // 街道 + 办事处
            if self.is("township-office", body) {
                return format!("{last}{body}");
            }
            return body.to_owned();
        };
        // departments of one body side by side: none belongs to the other
        if let Some(root) = inherited.root.as_deref().filter(|root| attach == OrganKind::Part && root.len() < last.len()) {
            return format!("{root}{body}");
        }
        let found = if attach == OrganKind::Part { parts.iter().rev().find(|s| !s.kind.is_part()) } else { parts.iter().rev().find(|s| s.kind == attach) };
        match found {
            // 党委组织部部长甲,党校校长乙: a committee of nobody's
            Some(part) if self.is("committee", &last[..part.end]) => body.to_owned(),
            Some(part) => format!("{}{body}", &last[..part.end]),
            None if parts.is_empty() || attach == OrganKind::Party => format!("{last}{body}"),
            None => body.to_owned(),
        }
    }

    /// Whether `text` begins like the full name of a body: a division, a level with an organ word, a national word.
    pub(crate) fn starts_body(&self, text: &str) -> bool {
        if self.national.prefix(text).is_some() || self.places.prefix(text).is_some() {
            return true;
        }
        self.starts("body-lead", text).is_some() || self.level_body(text)
    }

    /// Whether `text` begins with a level word and a body of that level: 市委, 县公安局, 省高级人民法院.
    pub(crate) fn level_body(&self, text: &str) -> bool {
        match self.levels.prefix(text) {
            Some((length, _)) => {
                let rest = &text[length..];
                // within a few characters an organ word must come
                rest.char_indices().take(18).any(|(at, _)| self.organs.prefix(&rest[at..]).is_some()) || self.organs.contains(text)
            }
            None => self.organs.prefix(text).is_some_and(|(length, &(kind, _))| matches!(kind, OrganKind::Party) && length > 3),
        }
    }
}
