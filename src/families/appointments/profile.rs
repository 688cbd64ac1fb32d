//! Pre-appointment announcements (任前公示, 干部任用条例): prose, tables and forms with the person's particulars.

use super::super::frame::Frame;
use super::super::office;
use super::clause::{Clauses, State};
use super::names::{any_name, whole_name};
use super::{Finds, Reader, deciding_body};
use crate::document::{Field, LineKind};
use crate::families::Find;
use crate::record::{Action, Appointment, Data, Profile};
use crate::value::person::Name;
use crate::value::post::{Inherited, Status, Title};

/// A person of an announcement.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidate {
    pub(super) name: Option<Name>,
    pub(super) profile: Profile,
    pub(super) current: Option<(usize, usize)>,
    pub(super) proposed: Vec<(usize, usize)>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) temporary: bool,
    pub(super) probation: Option<u32>,
}

/// Whether an article may be an announcement.
pub(super) fn announces(reader: Reader<'_>, index: usize) -> bool {
    let draft = &reader.document.articles[index];
    let body = &reader.clean()[draft.start..draft.end];
    reader.lexicon.has("propose", body) && reader.lexicon.has("announcement", body)
}

/// The body that the article at the clean byte `at` says to decide: looked for once.
fn authority(reader: Reader<'_>, frame: &Frame, at: usize) -> Option<String> {
    let told = || {
        let draft = &reader.document.articles[reader.document.article_at(at)];
        draft.lines.clone().find_map(|l| {
            let line = reader.document.text.lines()[l];
            deciding_body(reader, &reader.clean()[line.start..line.end], &["decides"])
        })
    };
    frame.decider.get_or_init(told).clone()
}

/// Reads an announcement; whether the article is one.
pub(super) fn read(reader: Reader<'_>, index: usize, frame: &Frame, finds: &mut Finds) -> bool {
    let draft = &reader.document.articles[index];
    let clean = reader.clean();
    let before = finds.records.len();
    let mut people: Vec<Candidate> = Vec::new();
    let mut form: Option<Candidate> = None;
    for l in draft.lines.clone() {
        let line = reader.document.text.lines()[l];
        let content = &clean[line.start..line.end];
        match reader.document.kinds[l] {
            LineKind::Row => {
                if let Some(table) = reader.document.table_at(l) {
                    Clauses { reader, frame, state: State::default(), finds }.table(table);
                }
            }
            LineKind::Boilerplate => {}
            _ => {
                if let Some((field, from)) = field(reader, content, line.start) {
                    if field == Field::Name {
                        people.extend(form.take());
                        form = Some(Candidate { start: line.start, ..Candidate::default() });
                    }
                    if let Some(candidate) = form.as_mut() {
                        set(reader, candidate, field, from, line.end);
                        candidate.end = line.end;
                    }
                } else if let Some(candidate) = prose(reader, line.start, line.end) {
                    people.push(candidate);
                }
            }
        }
    }
    people.extend(form);
    for candidate in people {
        emit(reader, frame, candidate, finds);
    }
    finds.records.len() > before
}

/// `现任职务:…` as a line of a form.
fn field(reader: Reader<'_>, content: &str, start: usize) -> Option<(Field, usize)> {
    let colon = content.find(':').filter(|&i| i <= 30)?;
    Field::of(reader.lexicon, &content[..colon]).map(|field| (field, start + colon + 1))
}

/// Takes in the particular that a column or a line of a form tells.
pub(super) fn set(reader: Reader<'_>, candidate: &mut Candidate, field: Field, from: usize, to: usize) {
    let clean = reader.clean();
    let raw = &clean[from..to];
    let from = from + raw.len() - raw.trim_start().len();
    let text = raw.trim().trim_end_matches(['。', ';']);
    let to = from + text.len();
    let owned = || (!text.is_empty()).then(|| text.to_owned());
    match field {
        Field::Name => candidate.name = whole_name(reader, from, text).or_else(|| any_name(reader, from, text)),
        Field::Gender => candidate.profile.gender = owned(),
        Field::Ethnicity => candidate.profile.ethnicity = owned(),
        Field::Birth => candidate.profile.birth = birth(text),
        Field::Native => candidate.profile.native_place = owned(),
        Field::Education => candidate.profile.education = owned(),
        Field::Party => candidate.profile.party = owned(),
        Field::Current => candidate.current = (!text.is_empty()).then_some((from, to)),
        Field::Proposed => candidate.proposed.push((from, to)),
        _ => {}
    }
}

/// Year and month of a birth: `1974.09`, `1985年7月`.
fn birth(text: &str) -> Option<String> {
    let numbers: Vec<u32> = text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).filter_map(|p| p.parse().ok()).collect();
    match numbers[..] {
        [year, month, ..] if (1900..2100).contains(&year) && (1..=12).contains(&month) => Some(format!("{year}-{month:02}")),
        [year] if (190_001..=209_912).contains(&year) => Some(format!("{}-{:02}", year / 100, year % 100)),
        [year, ..] if (1900..2100).contains(&year) => Some(year.to_string()),
        _ => None,
    }
}

/// `贺电,男,1976年9月出生,研究生学历,中共党员。现任…,拟任…。`
fn prose(reader: Reader<'_>, start: usize, end: usize) -> Option<Candidate> {
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let text = &clean[start..end];
    let has_propose = lexicon.has("propose", text);
    let mut at = start;
    let mut candidate = Candidate { start, end, ..Candidate::default() };
    let mut section = "";
    let mut section_from = start;
    let mut depth = 0i32;
    let mut stops: Vec<usize> = Vec::new();
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' | '。' | ';' if depth <= 0 => stops.push(start + i),
            _ => {}
        }
    }
    stops.push(end);
    for stop in stops {
        if stop < at {
            continue;
        }
        let raw = &clean[at..stop];
        let lead = raw.len() - raw.trim_start().len();
        let piece = raw.trim();
        let from = at + lead;
        let next = stop + clean[stop..].chars().next().map_or(0, char::len_utf8);
        if candidate.name.is_none() {
            let from = from + lexicon.starts("list-mark", piece).unwrap_or(0);
            candidate.name = whole_name(reader, from, &clean[from..stop]).or_else(|| any_name(reader, from, &clean[from..stop]).filter(|_| has_propose));
            candidate.name.as_ref()?;
            if !has_propose {
                return None;
            }
        } else if let Some(n) = lexicon.starts("propose", piece) {
            candidate.temporary |= lexicon.has("temporary", &piece[..n]);
            candidate.proposed.push((from + n, stop));
            section = "proposed";
            section_from = from + n;
        } else if let Some(n) = lexicon.starts("field-current", piece) {
            candidate.current = Some((from + n, stop));
            section = "current";
            section_from = from + n;
        } else if lexicon.starts("nominate", piece).is_some() {
            candidate.proposed.push((from, stop));
            section = "proposed";
            section_from = from;
        } else if lexicon.has("probation", piece) {
            candidate.probation = Some(12);
        } else if matches!(piece, "男" | "女") {
            candidate.profile.gender = Some(piece.to_owned());
        } else if lexicon.ethnic.contains(piece) {
            candidate.profile.ethnicity = Some(piece.to_owned());
        } else if lexicon.has("born", piece) && birth(piece).is_some() {
            candidate.profile.birth = birth(piece);
        } else if lexicon.has("party-member", piece) && section.is_empty() {
            candidate.profile.party = Some(piece.to_owned());
        } else if lexicon.has("schooling", piece) && section.is_empty() {
            match &mut candidate.profile.education {
                Some(known) => known.extend([",", piece]),
                none => *none = Some(piece.to_owned()),
            }
        } else if let Some(place) = lexicon
            .keyed("native-prefix")
            .iter()
            .find_map(|w| piece.strip_prefix(w.as_str()))
            .or_else(|| piece.strip_suffix('人').filter(|p| lexicon.places.prefix(p).is_some()))
        {
            candidate.profile.native_place = Some(place.to_owned());
        } else if section == "proposed" && lexicon.role_at_end(piece).is_some() {
            candidate.proposed.push((from, stop));
        } else if section == "current" && lexicon.role_at_end(piece).is_some() {
            candidate.current = Some((section_from, stop));
        }
        at = next;
    }
    let name_note = candidate.name.as_ref().map(|n| n.note.clone()).unwrap_or_default();
    candidate.profile.gender = candidate.profile.gender.or(name_note.gender);
    candidate.profile.ethnicity = candidate.profile.ethnicity.or(name_note.ethnicity);
    // 此前,…: a word that could be a name is one only with a person's particulars
    let known =
        candidate.name.as_ref().is_some_and(|n| lexicon.names().accepts(&n.name)) || candidate.profile.gender.is_some() || candidate.profile.birth.is_some();
    (known && !candidate.proposed.is_empty()).then_some(candidate)
}

pub(super) fn emit(reader: Reader<'_>, frame: &Frame, candidate: Candidate, finds: &mut Finds) {
    let authority = authority(reader, frame, candidate.start);
    let clean = reader.clean();
    let lexicon = reader.lexicon;
    let Some(name) = candidate.name else { return };
    let mut profile = candidate.profile;
    if let Some((a, b)) = candidate.current {
        profile.current_title = Some(clean[a..b].to_owned());
        let titles = lexicon.titles(&clean[a..b], &mut Inherited::default());
        let context = titles.first().and_then(|title| title.organization.clone());
        for title in &titles {
            finds.records.push(office::find(&name, title, a, "office/announcement", context.clone()));
        }
    }
    let mut last_body: Option<String> = None;
    for (a, b) in candidate.proposed {
        let mut inherited = Inherited::of(last_body.clone());
        let mut at = a;
        let mut depth = 0;
        let mut parts: Vec<(usize, usize)> = Vec::new();
        for (i, c) in clean[a..b].char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                ',' | ';' if depth == 0 => {
                    parts.push((at, a + i));
                    at = a + i + 1;
                }
                _ => {}
            }
        }
        parts.push((at, b));
        for (from, to) in parts {
            let (mut from, mut text) = (from, clean[from..to].trim());
            from += clean[from..to].len() - clean[from..to].trim_start().len();
            let mut nominate = false;
            for (class, sets) in [("propose", false), ("nominate", true), ("before-post", false)] {
                if let Some(n) = lexicon.starts(class, text) {
                    nominate |= sets;
                    from += n;
                    text = &text[n..];
                }
            }
            let probation = if lexicon.has("probation", text) { Some(12) } else { candidate.probation };
            let temporary = candidate.temporary || lexicon.has("temporary", text);
            if let Some(open) = text.find('(') {
                text = &text[..open];
            }
            for word in lexicon.keyed("candidate") {
                if let Some(rest) = text.strip_suffix(word.as_str()) {
                    nominate = true;
                    text = rest;
                }
            }
            let mut titles: Vec<Title> = lexicon.titles(text, &mut inherited);
            // 拟任正县级领导职务: a rank without a post
            if titles.is_empty() && (2..=20).contains(&text.chars().count()) {
                titles.push(Title::plain(text));
            }
            for mut title in titles {
                title.status = Status::Current;
                let data = Appointment {
                    action: if nominate { Action::Nominate } else { Action::Propose },
                    person: name.name.clone(),
                    title: title.text.clone(),
                    organization: title.organization.clone(),
                    role: Some(title.role.clone()),
                    authority: authority.clone(),
                    date: frame.signed.clone().or_else(|| frame.session_date.clone()),
                    probation_months: probation,
                    temporary,
                    profile: profile.clone(),
                    document: frame.number.clone(),
                    ..Appointment::default()
                };
                let (x, y) = (from + title.start, from + title.end);
                finds.records.push(Find {
                    start: candidate.start.min(name.start),
                    end: candidate.end.max(y),
                    rule: if nominate { "appointments/nominate" } else { "appointments/propose" },
                    confidence: 0.95,
                    data: Data::Appointment(data),
                    context: last_body.clone(),
                    parts: vec![("person", name.start, name.end), ("title", x, y)],
                    note: name.note.clone(),
                    title: Some(title.clone()),
                });
                last_body = title.organization.clone().or(last_body);
            }
        }
    }
}
