//! The forms of an act that a person leads or leaves by: `甲任乙`, `甲代理乙`, `接受甲辞去乙`, ends of office.

use super::clause::{Clauses, action, rule_id};
use super::names::{list_mark, name_list, names_before, names_by_votes, names_ending};
use super::{Act, push};
use crate::families::Reader;
use crate::families::office::{heads_vita, is_time};
use crate::families::scope;
use crate::families::stance::{Stance, stance};
use crate::lattice::Kind;
use crate::lexicon::{Classes, is_boundary};
use crate::record::Action;
use crate::text::behind_last;
use crate::value::person::Name;
use crate::value::post::{Inherited, Title};

/// Longest adverb before a verb, in bytes.
const ADVERB: usize = 12;

impl Clauses<'_, '_> {
    /// 甲同志任乙局局长; 甲不再担任…职务; 甲当选(为)…; not 此前,甲任….
    pub(super) fn person_verb_post(&mut self, rule: usize, from: usize, verb: usize, posts: usize, end: usize) -> Option<usize> {
        let reader = self.reader;
        let clean = reader.clean();
        let lead = clean[from..verb].trim();
        // 也|不再兼任
        let lead = if lead.len() <= ADVERB && reader.lexicon.is("act-adverb", lead) { "" } else { lead };
        // a person carried over stands in the same sentence, a pronoun may stand in the next
        let carried = || {
            let near = lead.is_empty() && self.state.subject.last().is_some_and(|n| n.start >= scope::sentence_start(clean, verb));
            (near || reader.lexicon.pronouns.contains(lead)).then(|| self.state.subject.clone()).filter(|s| !s.is_empty())
        };
        // 甲,在本轮公示中|拟任乙
        let aside = lead.is_empty() || lead.starts_with('在') && lead.ends_with('中');
        let behind = || match action(&reader.rules()[rule]) {
            Action::Propose if aside => names_ending(reader, verb - lead.len()),
            Action::Elect if lead.is_empty() => names_by_votes(reader, verb),
            _ => None,
        };
        // 甲,男,1970年1月出生,去年8月31日|被任命为乙
        let vita = || {
            let own = lead.is_empty() || is_time(lead);
            let passive = clean[verb..].starts_with('被') && own;
            passive.then(|| heads_vita(reader, scope::sentence_start(clean, verb), verb).map(|name| vec![name]))?
        };
        // 甲因到龄退休,|不再担任乙
        let reasoned = || if lead.is_empty() && action(&reader.rules()[rule]) == Action::Dismiss { self.who_left(from, verb) } else { None };
        let told_of = names_before(reader, from, verb).or_else(behind).or_else(carried).or_else(reasoned);
        let (names, of_vita) = match told_of {
            Some(names) => (names, false),
            None => (vita()?, true),
        };
        let sentence = scope::sentence_start(clean, verb);
        let low = scope::window(clean, sentence, verb, 300);
        let told = &clean[low..verb];
        // 曾晓佳当选…: a surname tells of no earlier time
        let (head, tail) = match (names.first(), names.last()) {
            (Some(first), Some(last)) if first.start >= low && last.after <= verb => (&clean[low..first.start], &clean[last.after..verb]),
            _ => (told, ""),
        };
        // 甲,男,曾任丙,去年8月31日被任命为乙: what the vita told before is another matter
        let (head, tail) = if of_vita { ("", "") } else { (head, tail) };
        // 他先后宣布了决定:|甲任乙
        let head = head.rsplit(':').next().unwrap_or(head);
        // 此前,省委决定,甲任乙: decided all the same
        let earlier = |text: &str| reader.lexicon.last("earlier", text).is_some_and(|(_, after)| !reader.lexicon.has("decides", &text[after..]));
        if earlier(head) || reader.lexicon.has("earlier", tail) || self.retold(&clean[verb..posts], told) {
            return None;
        }
        let own = if self.state.inherited_in == sentence { self.state.inherited.clone() } else { Inherited::default() };
        let bare = |titles: &[Title]| titles.first().is_some_and(|t| t.organization.is_none() && t.text == t.role);
        let (mut titles, mut titles_from, mut read_to) = self.titles_in(posts, end)?;
        // 甲当选省妇联主席,乙当选副主席
        if own.body.is_some() && bare(&titles) && reader.lexicon.roles.suffix(&titles[0].role).is_some_and(|(_, traits)| !traits.alone && !traits.rank) {
            (titles, titles_from, read_to) = self.titles_within(posts, end, own)?;
        }
        self.state.inherited_in = sentence;
        self.emit(rule, &names, &titles, titles_from, names[0].start.min(verb), read_to);
        self.state.open = Some((rule, end));
        // 甲当选主席,乙、丙为副主席
        if action(&reader.rules()[rule]) == Action::Elect {
            self.state.joined = self.election().map(|rule| (rule, end));
        }
        Some(end)
    }

    /// Whether `甲已任乙`, `2023年11月,甲任乙` tells of a career, not of an act: a perfect, or a month without a day.
    fn retold(&self, verb: &str, told: &str) -> bool {
        let lexicon = self.reader.lexicon;
        let dates = crate::value::date::find(told);
        let month = dates.last().is_some_and(|d| d.year.is_some() && d.day.is_none() && beside(&told[d.end..]));
        lexicon.is("plain-hold", verb.trim()) && (lexicon.ends("perfect", told).is_some() || month && !lexicon.has("decides", told))
    }

    /// 决定由副市长甲|代理市长职务; 关于甲|代理检察长的决定: the verb belongs to the post.
    pub(super) fn acting(&mut self, rule: usize, from: usize, verb: usize, end: usize) -> Option<usize> {
        let reader = self.reader;
        let clean = reader.clean();
        let sentence = scope::sentence_start(clean, verb);
        let bare = clean[from..verb].trim().is_empty();
        // 甲同志代理市委书记职务(的议案): the words of a decision, whatever stands before it
        let duty = reader.lexicon.find("duty", &clean[verb..end]).map(|(_, e)| &clean[verb + e..end]);
        let formal = duty.is_some_and(|rest| rest.is_empty() || rest.starts_with(['的', '等']));
        if !bare && !formal {
            reader.lexicon.find("decides", &clean[scope::window(clean, sentence, verb, 300)..end])?;
        }
        let lead = reader.lexicon.last("acting-lead", &clean[from..verb]).map_or(from, |(_, after)| from + after);
        // 不由副市长甲|代理市长职务
        if stance(reader.document, reader.lexicon, from, lead, lead) != Stance::Told {
            return None;
        }
        let carried = || Some(self.state.subject.clone()).filter(|s| bare && !s.is_empty());
        // 决定甲副区长|代理区长职务: the name before its post
        let holder = || {
            let role = reader.lexicon.role_at_end(&clean[lead..verb]).filter(|role| role.start > 0)?;
            name_list(reader, lead, lead + role.start)
        };
        let names = name_list(reader, lead, verb).or_else(|| names_before(reader, lead, verb)).or_else(holder).or_else(carried)?;
        let duty_end = reader.lexicon.find("duty", &clean[verb..end]).map_or(end, |(_, e)| verb + e);
        let posts_end = clean[verb..duty_end].find('的').map_or(duty_end, |i| verb + i);
        // the body is that of the post before the name
        let mut own = Inherited::default();
        reader.lexicon.titles(clean.get(lead..names[0].start).unwrap_or_default(), &mut own);
        let (titles, titles_from, read_to) = self.titles_within(verb, posts_end, own)?;
        self.emit(rule, &names, &titles, titles_from, names[0].start, read_to);
        Some(end)
    }

    /// 接受甲因工作变动辞去乙职务、丙辞去丁职务的请求; 接受其辞去….
    pub(super) fn resign(&mut self, rule: usize, from: usize, verb: usize, posts: usize, end: usize) -> Option<usize> {
        let reader = self.reader;
        let clean = reader.clean();
        let Some((accept, accept_end)) = self.acceptance(from, verb) else { return self.resigned(rule, from, verb, posts, end) };
        if stance(reader.document, reader.lexicon, from, accept, accept_end) != Stance::Told {
            return None;
        }
        let mut person_end = verb;
        let mut reason = None;
        if let Some((a, _)) = reader.lexicon.find("because", &clean[accept_end..verb]) {
            person_end = accept_end + a;
            let told = clean[person_end..verb].trim_end_matches(['提', '出']);
            reason = Some(told.to_owned()).filter(|told| told.starts_with('因') || told.starts_with("由于"));
        }
        let pronoun = reader.lexicon.pronouns.contains(clean[accept_end..person_end].trim()) && self.state.subject.len() == 1;
        let names = if pronoun { self.state.subject.clone() } else { name_list(reader, accept_end, person_end)? };
        let posts_end = reader.lexicon.find("duty", &clean[posts..end]).map_or(end, |(_, e)| posts + e);
        // 辞去甲委员以及乙、丙辞去…: the next resignation follows
        let posts_end = clean[posts..posts_end].find("以及").map_or(posts_end, |i| posts + i);
        let (titles, titles_from, read_to) = self.titles_in(posts, posts_end)?;
        self.state.subject = names.clone();
        self.state.accepted = Some(posts_end);
        for name in &names {
            let act = Act {
                action: action(&reader.rules()[rule]),
                rule: rule_id(reader, rule),
                name,
                titles: &titles,
                titles_from,
                start: accept,
                end: read_to,
                reason: reason.clone(),
                probation: None,
                temporary: false,
            };
            push(reader, self.frame, &act, self.finds);
        }
        Some(posts_end)
    }

    /// The person whose reason the clause before tells, in the same sentence: `甲因年龄原因,|申请辞去`.
    fn who_left(&self, from: usize, verb: usize) -> Option<Vec<Name>> {
        let reader = self.reader;
        let clean = reader.clean();
        let sentence = scope::sentence_start(clean, verb);
        let (start, end) = scope::split_outside(clean, sentence, from, &[','], scope::PARENTHESES).into_iter().rfind(|&(a, b)| b > a)?;
        // 公司董事甲先生因…: his post may stand before him
        let token = reader.document.tokens_in(start, end).iter().rfind(|token| token.kind == Kind::Person)?;
        let name = reader.name_of(token.start, token.end);
        let behind = clean.get(name.after..end)?;
        let behind = &behind[reader.lexicon.starts("comrade", behind).unwrap_or(0)..];
        reader.lexicon.starts("because", behind).map(|_| vec![name])
    }

    /// `甲因个人原因辞去乙职务`, `甲因…,申请辞去乙一职` told as a fact: nobody is said to accept it.
    fn resigned(&mut self, rule: usize, from: usize, verb: usize, posts: usize, end: usize) -> Option<usize> {
        let reader = self.reader;
        let clean = reader.clean();
        let sentence = scope::sentence_start(clean, verb);
        let from = scope::window(clean, from, verb, 300);
        let asked = asked(reader, from, verb);
        let because = reader.lexicon.find("because", &clean[from..verb - asked]).map_or(verb - asked, |(at, _)| from + at);
        let before = &clean[scope::window(clean, sentence, verb, 300)..verb];
        let denied = stance(reader.document, reader.lexicon, from, verb - asked, verb) != Stance::Told;
        if denied || reader.lexicon.has("earlier", before) || reader.lexicon.has("submitted", before) {
            return None;
        }
        // 甲申请辞去乙职务,同时一并|辞去丙职务
        let lead = clean[from..verb - asked].trim();
        let again = (reader.lexicon.is("act-adverb", lead) && !self.state.subject.is_empty()).then(|| self.state.subject.clone());
        let names = again.or_else(|| names_before(reader, from, because)).or_else(|| {
            let bare = lead.is_empty() || because == from;
            self.who_left(from, verb).filter(|_| bare)
        })?;
        let first = self.finds.records.len();
        let mut from = posts;
        loop {
            let posts_end = reader.lexicon.find("duty", &clean[from..end]).map_or(end, |(_, e)| from + e);
            let Some((titles, titles_from, read_to)) = self.titles_in(from, posts_end) else { break };
            self.emit(rule, &names, &titles, titles_from, names[0].start, read_to);
            from = posts_end;
            // 辞去甲公司总经理职务|以及董事会副董事长、董事职务
            let more = reader.lexicon.starts("title-joint", &clean[from..end]).filter(|&joint| {
                let ahead = scope::reach(clean, from, end, 200);
                let duty = reader.lexicon.find("duty", &clean[from + joint..ahead]).map(|(at, _)| from + joint + at);
                duty.is_some_and(|duty| reader.document.hits_in(from, duty).iter().all(|hit| !hit.classes.any(Classes::ACT)))
            });
            match more {
                Some(joint) => from += joint,
                None => break,
            }
        }
        if self.finds.records.len() == first {
            return None;
        }
        for find in &mut self.finds.records[first..] {
            if let crate::record::Data::Appointment(act) = &mut find.data {
                (act.authority, act.session) = (None, None);
            }
        }
        Some(from)
    }

    /// The words that accept a resignation told at `verb`: before it, or, where it was only considered, behind it; or those
    /// of the item before, joined by `、`.
    fn acceptance(&self, from: usize, verb: usize) -> Option<(usize, usize)> {
        let reader = self.reader;
        let clean = reader.clean();
        let lead = &clean[from..verb];
        let within = |(a, b): (usize, usize)| (from + a, from + b);
        // 同意接受甲…: the last of them
        if let Some(found) = reader.lexicon.last("accept", lead) {
            return Some(within(found));
        }
        if self.state.accepting {
            return Some((from, from + list_mark(reader, lead)));
        }
        if let Some(joint) = reader.lexicon.starts("and-resigns", lead).filter(|_| self.state.accepted == Some(from)) {
            return Some((from + joint, from + joint));
        }
        // 接受甲辞去乙职务的请求,|丙辞去丁职务的请求
        let request = self.state.accepted.and_then(|accepted| clean.get(accepted..from));
        if request.is_some_and(|gap| gap == "," || gap.strip_prefix('的').is_some_and(|rest| rest.ends_with(',') && rest.chars().count() <= 4)) {
            return Some((from, from));
        }
        // 审议了甲因…辞去乙职务的请求,决定接受甲辞职
        let ahead = &clean[verb..scope::reach(clean, verb, clean.len(), 1_200)];
        let line_end = verb + ahead.find('\n').unwrap_or(ahead.len());
        reader.lexicon.find("accept", &clean[verb..line_end]).and_then(|_| reader.lexicon.last("considered", lead)).map(within)
    }

    /// 甲的乙委员职务相应终止: the verb closes the clause.
    pub(super) fn terminate(&mut self, rule: usize, from: usize, verb: usize, after: usize, end: usize) -> Option<usize> {
        let reader = self.reader;
        let clean = reader.clean();
        let of = clean[from..verb].find('的').map(|i| from + i);
        let listed = of.and_then(|of| name_list(reader, from + list_mark(reader, &clean[from..of]), of).map(|n| (n, of + '的'.len_utf8())));
        let (names, posts) = match listed {
            Some(found) => found,
            None => {
                let lead = clean[from..verb].trim_start();
                let start = verb - lead.len();
                match reader.lexicon.pronouns.prefix(lead) {
                    Some((pronoun, ())) => {
                        let start = start + pronoun + if clean[start + pronoun..].starts_with('的') { 3 } else { 0 };
                        (Some(self.state.subject.clone()).filter(|s| !s.is_empty())?, start)
                    }
                    None => (seat_lost(reader, from)?, start),
                }
            }
        };
        let (titles, titles_from, _) = self.titles_in(posts, verb)?;
        self.emit(rule, &names, &titles, titles_from, names[0].start.min(posts), after);
        Some(end)
    }
}

/// Length of the word right before the verb at `verb` by which somebody asks to leave: 申请|辞去.
pub(super) fn asked(reader: Reader<'_>, from: usize, verb: usize) -> usize {
    reader.lexicon.ends("asks-to-leave", &reader.clean()[from..verb]).unwrap_or(0)
}

/// Whose seat the clause that ends before `at` says is lost: 甲的代表资格终止,|乙委员职务相应终止.
fn seat_lost(reader: Reader<'_>, at: usize) -> Option<Vec<Name>> {
    let clean = reader.clean();
    let line = reader.document.text.lines()[reader.document.line_at(at)];
    let lead = clean[line.start..at].trim_end_matches([',', ' ']);
    let lead = &lead[..lead.len() - reader.lexicon.ends("seat-ends", lead)?];
    let of = lead.strip_suffix('的')?;
    let low = line.start + behind_last(of, is_boundary);
    name_list(reader, low, line.start + of.len())
}

/// Whether nothing but a name and a stop stands between a date and what it dates.
pub(crate) fn beside(between: &str) -> bool {
    between.chars().count() <= 14 && !between.contains(['的', '。', '于'])
}
