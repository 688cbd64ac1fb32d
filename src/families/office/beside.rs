//! Posts beside their holders: `市委常委、宣传部部长甲`, `副市长甲、乙`, `习近平总书记`, `市教育局吴萍局长`.

use super::{Finds, Reader, find};
use crate::chunk::{self, Chunk, Phrase};
use crate::lexicon::is_boundary;
use crate::record::Data;
use crate::value::organ::kind_of;
use crate::value::person::Name;
use crate::value::post::{Inherited, Status, Title};

/// Longest list of posts that is read, in bytes.
const REACH: usize = 360;

/// Reads every clause.
pub(super) fn read(reader: Reader<'_>, finds: &mut Finds) {
    let clean = reader.clean();
    let claimed = claimed(finds);
    let mut inherited = Inherited::default();
    let mut checked = 0; // no sentence ends between here and the last clause
    for phrases in chunk::clauses(&reader.document.tokens) {
        let Some(start) = phrases.first().map(|phrase| phrase.start) else { continue };
        let announced = finds.announcements.contains(&reader.document.article_at(start));
        if announced || !reader.document.readable(reader.document.line_at(start)) {
            continue;
        }
        if clean[checked..start].contains(['。', '\n', '!', '?']) {
            inherited = Inherited::default();
        }
        checked = start;
        Clause { reader, phrases: &phrases, claimed: &claimed }.read(&mut inherited, finds);
    }
}

/// Where the posts stand that acts have read, in order.
fn claimed(finds: &Finds) -> Vec<(usize, usize)> {
    let acts = finds.records.iter().filter(|find| matches!(find.data, Data::Appointment(_)));
    let mut out: Vec<(usize, usize)> = acts.flat_map(|find| find.parts.iter().filter(|part| part.0 == "title").map(|part| (part.1, part.2))).collect();
    out.sort_unstable();
    out
}

/// A clause being read.
struct Clause<'a, 'p> {
    reader: Reader<'a>,
    phrases: &'p [Phrase],
    claimed: &'p [(usize, usize)],
}

impl<'a> Clause<'a, '_> {
    fn read(&self, inherited: &mut Inherited, finds: &mut Finds) {
        for at in 0..self.phrases.len() {
            self.noted(at, finds);
        }
        let mut at = 0;
        while let Some(phrase) = self.phrases.get(at) {
            at = match phrase.chunk {
                Chunk::Post => self.posts(at, inherited, finds),
                Chunk::Person => self.behind(at, inherited, finds),
                _ => at + 1,
            };
        }
    }

    fn chunk(&self, at: usize) -> Option<Chunk> {
        self.phrases.get(at).map(|phrase| phrase.chunk)
    }

    fn text(&self, at: usize) -> &'a str {
        self.phrases.get(at).map_or("", |phrase| &self.reader.clean()[phrase.start..phrase.end])
    }

    /// A list of posts from the phrase `first` on, and the persons behind it. Returns the phrase to go on with.
    fn posts(&self, first: usize, inherited: &mut Inherited, finds: &mut Finds) -> usize {
        let clean = self.reader.clean();
        let mut last = self.list_end(first);
        // 甲局负责人、|乙局局长丙: the head of 甲局 is not named
        if last > first && self.text(first + 1) == "、" && self.reader.lexicon.ends("unnamed-role", self.text(first)).is_some() {
            return first + 1;
        }
        let (start, end) = (self.list_start(first), self.phrases[last].end);
        let mut next = last + 1;
        // 副主任人选|甲, 副校长(正厅级)|甲, 村长:甲
        let candidate = self.reader.lexicon.starts("candidate", &clean[end..]).unwrap_or(0);
        next = self.behind_byte(next, end + candidate);
        if self.chunk(next) == Some(Chunk::Body) && self.text(next).starts_with('(') {
            next += 1;
        } else if self.text(next) == "(" {
            let close = (next..self.phrases.len()).take(8).find(|&i| self.text(i) == ")");
            next = close.map_or(next, |close| close + 1);
        } else if self.text(next) == ")" {
            next += 1;
        }
        // 甲任代理省长 乙任副省长: the post is the act's, the name behind the space another's
        let object = clean[end..].starts_with(' ') && self.reader.lexicon.acts.suffix(clean[..start].trim_end()).is_some();
        if object || self.acted(start, end) {
            return last + 1;
        }
        let (names, after) = match self.held_by(next) {
            Some((name, after)) => (vec![name], after),
            None => self.persons(next),
        };
        if names.is_empty() || end - start > REACH {
            self.remember(inherited, start, end);
            return last + 1;
        }
        // 总监甲副总裁: one of the two posts is another's
        let torn = names.len() == 1 && self.chunk(after) == Some(Chunk::PostBehind) && !self.reader.lexicon.address.contains(self.text(after));
        if torn {
            return after + 1;
        }
        last = after;
        let mut context = inherited.clone();
        let list = self.list(first, start, end + candidate);
        // 甲公司(原董事长乙)
        if let Some(body) = start.checked_sub(1).filter(|_| clean[..start].ends_with('(')).and_then(|at| self.body_before(at)) {
            context = Inherited::of(Some(body.to_owned()));
        }
        let titles = self.reader.lexicon.titles(&list, &mut context);
        let mut kept: Vec<Title> = titles.into_iter().filter(|title| self.is_post(title, &names)).collect();
        if kept.is_empty() {
            return last;
        }
        // 卸任|市委书记的甲, 前任|市长甲
        let lead = self.reader.lexicon.status.suffix(&clean[..start]).is_some_and(|(_, acting)| !acting);
        if lead || self.reader.lexicon.ends("former-lead", &clean[..start]).is_some() {
            kept.iter_mut().filter(|title| title.status == Status::Current).for_each(|title| title.status = Status::Former);
        }
        *inherited = context;
        // 县委副书记、县长甲以及乙: a county has one head
        let several = self.reader.lexicon.ends("several", &clean[..start]).or(self.reader.lexicon.starts("several", &list)).is_some();
        let sole = !several && kept.iter().any(|title| self.is_sole(title));
        let holders = if sole { &names[..1] } else { &names[..] };
        for name in holders {
            self.tell(name, &kept, start, "office/title-name", inherited.body.clone(), finds);
        }
        last
    }

    /// Posts right behind the person of the phrase `at`: 习近平|总书记. Returns the phrase to go on with.
    fn behind(&self, at: usize, inherited: &mut Inherited, finds: &mut Finds) -> usize {
        if self.chunk(at + 1) != Some(Chunk::PostBehind) {
            return at + 1;
        }
        let last = self.list_end(at + 1);
        let (start, end) = (self.phrases[at + 1].start, self.phrases[last].end);
        let Some(name) = self.name(at) else { return last + 1 };
        let own = at.checked_sub(1).filter(|&before| self.chunk(before) == Some(Chunk::Body)).map(|before| self.text(before).to_owned());
        let mut context = own.map_or_else(|| inherited.clone(), |body| Inherited::of(Some(body)));
        // 副会长乙教授: how a person with a post is addressed
        let addressed = at > 0 && self.chunk(at - 1) == Some(Chunk::Post) && self.reader.lexicon.address.contains(self.text(at + 1));
        // 免去甲局长职务: the act has read it
        if addressed || self.acted(start, end) {
            return last + 1;
        }
        let body = context.body.clone();
        let titles = self.reader.lexicon.titles(&self.reader.clean()[start..end], &mut context);
        let names = [name];
        let kept: Vec<Title> = titles.into_iter().filter(|title| self.is_post(title, &names)).collect();
        self.tell(&names[0], &kept, start, "office/name-post", body, finds);
        last + 1
    }

    /// Posts in brackets behind the person of the phrase `at`: 甲(乙公司董事长), 甲 (女,乙局局长).
    fn noted(&self, at: usize, finds: &mut Finds) {
        const LONGEST: usize = 12;
        let open = if self.text(at + 1) == " " { at + 2 } else { at + 1 };
        if self.chunk(at) != Some(Chunk::Person) || self.text(open) != "(" {
            return;
        }
        let Some(close) = (open..self.phrases.len()).take(LONGEST).find(|&i| self.text(i) == ")") else { return };
        let sex = usize::from(matches!(self.text(open + 1), "男" | "女") && self.text(open + 2) == ",") * 2;
        let note = &self.phrases[open + 1 + sex..close];
        let posts = |phrase: &Phrase| matches!(phrase.chunk, Chunk::Post | Chunk::Body | Chunk::Joint);
        let (Some(first), Some(last), Some(name)) = (note.first(), note.last(), self.name(at)) else { return };
        if !note.iter().all(posts) || last.chunk != Chunk::Post || self.acted(first.own, last.end) {
            return;
        }
        let titles = self.reader.lexicon.titles(&self.reader.clean()[first.own..last.end], &mut Inherited::default());
        let names = [name];
        let kept: Vec<Title> = titles.into_iter().filter(|title| title.organization.is_some() && self.is_post(title, &names)).collect();
        self.tell(&names[0], &kept, first.own, "office/name-post", None, finds);
    }

    fn tell(&self, name: &Name, titles: &[Title], start: usize, rule: &'static str, mut body: Option<String>, finds: &mut Finds) {
        for title in titles {
            finds.records.push(find(name, title, start, rule, body.clone()));
            body = title.organization.clone().or(body);
        }
    }

    /// Whether an act has read the posts of `start..end`.
    fn acted(&self, start: usize, end: usize) -> bool {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let place = |&(from, to): &(usize, usize)| match (to <= start, from >= end) {
            (true, _) => Less,
            (_, true) => Greater,
            _ => Equal,
        };
        self.claimed.binary_search_by(place).is_ok()
    }

    /// The last phrase of the list of posts that begins with the phrase `first`.
    fn list_end(&self, first: usize) -> usize {
        let mut last = first;
        loop {
            // 省科协党组书记|常务副主席: two posts and no mark
            if self.chunk(last + 1) == Some(Chunk::Post) {
                last += 1;
                continue;
            }
            let joint = self.chunk(last + 1) == Some(Chunk::Joint) || matches!(self.text(last + 1), "," | "(");
            let mut next = last + 2;
            if joint && self.text(last + 1) != "," && matches!(self.text(next), "兼" | "、") {
                next += 1;
            }
            if !joint || self.chunk(next) != Some(Chunk::Post) {
                return last;
            }
            last = next;
        }
    }

    /// Where the list begins whose first post is the phrase `first`: bodies before it share its role: 甲委员会、乙委员会|委员.
    fn list_start(&self, first: usize) -> usize {
        let mut from = first;
        while from >= 2 && self.text(from - 1) == "、" && self.chunk(from - 2) == Some(Chunk::Body) && self.shares(from - 2) {
            from -= 2;
        }
        self.phrases[from].own
    }

    /// The text of the list that begins with the phrase `first`; a bracket that opens a further post is a mark.
    fn list(&self, first: usize, start: usize, end: usize) -> String {
        let mut text = self.reader.clean()[start..end].to_owned();
        for (i, phrase) in self.phrases.iter().enumerate().skip(first).take_while(|(_, phrase)| phrase.end <= end) {
            if self.text(i) == "(" {
                text.replace_range(phrase.start - start..phrase.end - start, ",");
            }
        }
        text
    }

    fn shares(&self, at: usize) -> bool {
        let body = self.text(at);
        kind_of(self.reader.lexicon, body).is_some_and(|(kind, word)| word > 0 && !kind.is_private()) && self.reader.lexicon.starts_body(body)
    }

    /// The first phrase from `at` on that begins at the byte `byte` or behind it.
    fn behind_byte(&self, at: usize, byte: usize) -> usize {
        (at..self.phrases.len()).find(|&i| self.phrases[i].start >= byte).unwrap_or(self.phrases.len())
    }

    /// The persons from the phrase `at` on, joined by 、 and 和, and the phrase behind them.
    fn persons(&self, at: usize) -> (Vec<Name>, usize) {
        let clean = self.reader.clean();
        let mut out = Vec::new();
        let mut next = if matches!(self.text(at), ":" | " ") { at + 1 } else { at };
        let mut after = at;
        while self.chunk(next) == Some(Chunk::Person) {
            // 书记甲、|乙局长
            if !out.is_empty() && self.chunk(next + 1) == Some(Chunk::PostBehind) {
                break;
            }
            let Some(name) = self.name(next) else { break };
            after = self.behind_byte(next + 1, name.after);
            out.push(name);
            let joint = self.chunk(after) == Some(Chunk::Joint) && !self.text(after).starts_with('兼') || self.text(after) == "、";
            if !joint {
                break;
            }
            next = after + 1;
        }
        let behind = self.phrases.get(after.saturating_sub(1)).map_or(0, |phrase| phrase.end);
        if self.reader.lexicon.starts("name-veto", &clean[behind..]).is_some() {
            out.pop();
        }
        (out, after)
    }

    /// The person of `市委书记由甲兼任`, `县长是甲`: what follows the name ends the clause or says that it holds the post.
    fn held_by(&self, at: usize) -> Option<(Name, usize)> {
        let lexicon = self.reader.lexicon;
        lexicon.is("held-by", self.text(at)).then_some(())?;
        let name = self.name(at + 1).filter(|_| self.chunk(at + 1) == Some(Chunk::Person))?;
        let rest = &self.reader.clean()[name.after..];
        let closed = |rest: &str| rest.chars().next().is_none_or(is_boundary);
        let holds = lexicon.holds.prefix(rest).is_some_and(|(n, _)| closed(&rest[n..]));
        (holds || closed(rest)).then(|| (name, at + 2))
    }

    /// The name of the phrase `at`, with the note and the form of address behind it.
    fn name(&self, at: usize) -> Option<Name> {
        let phrase = *self.phrases.get(at)?;
        Some(self.reader.name_of(phrase.start, phrase.end)).filter(|name| !self.reader.lexicon.has("placeholder", &name.name))
    }

    /// The body that ends before the byte `at`: 甲集团公司|(原董事长乙.
    fn body_before(&self, at: usize) -> Option<&'a str> {
        let body = self.phrases.iter().position(|phrase| phrase.end == at && phrase.chunk == Chunk::Body)?;
        Some(self.text(body))
    }

    /// Keeps the body of a post that has no name, for the posts after it in the sentence: `受市人大常委会主任委托,副主任甲…`.
    fn remember(&self, inherited: &mut Inherited, start: usize, end: usize) {
        let clean = self.reader.clean();
        let told = clean[end..].starts_with(['、', ',']) || self.reader.lexicon.starts("entrusts", &clean[end..]).is_some();
        if end - start <= REACH && told {
            let mut context = inherited.clone();
            self.reader.lexicon.titles(&clean[start..end], &mut context);
            *inherited = context;
        }
    }

    /// Whether one person at a time holds a post: 县长, 市委书记.
    fn is_sole(&self, title: &Title) -> bool {
        let lexicon = self.reader.lexicon;
        let of_committee = || title.role == "书记" && title.organization.as_deref().is_some_and(|body| lexicon.is("sole-committee", body));
        title.status != Status::Former && (lexicon.is("sole-role", &title.role) || of_committee())
    }

    /// Whether a parsed title beside names is a post, by what its head word demands.
    fn is_post(&self, title: &Title, names: &[Name]) -> bool {
        let lexicon = self.reader.lexicon;
        let traits = lexicon.roles.suffix(&title.role).map(|(_, traits)| *traits).unwrap_or_default();
        let Some(body) = title.organization.as_deref() else {
            return traits.rank || traits.alone || !traits.weak && !traits.bound && !names.is_empty();
        };
        // 县(市、区)党委书记: of no one body; deputies are told in notices of their own
        let none = body.contains('、') || lexicon.starts("honour", body).is_some() || body.chars().count() > 40 || lexicon.is("deputy", &title.role);
        !none && (!traits.weak || kind_of(lexicon, body).is_some_and(|(_, at)| at > 0 || body.chars().count() >= 4))
    }
}

/// What is thought of the posts of the sentence that holds the byte `at`, in words.
pub(crate) fn trace(reader: Reader<'_>, start: usize, end: usize) -> Vec<String> {
    let clean = reader.clean();
    let mut out = Vec::new();
    for phrases in chunk::clauses(reader.document.tokens_in(start, end)) {
        let clause = Clause { reader, phrases: &phrases, claimed: &[] };
        for (i, phrase) in phrases.iter().enumerate().filter(|(_, phrase)| phrase.chunk == Chunk::Post) {
            let title = &clean[phrase.start..phrase.end];
            let (names, _) = clause.persons(i + 1);
            let list: Vec<&str> = names.iter().map(|name| name.name.as_str()).collect();
            let titles = reader.lexicon.titles(title, &mut Inherited::default());
            out.push(match titles.iter().find(|title| clause.is_post(title, &names)) {
                _ if names.is_empty() => format!("{title}: no name behind it"),
                Some(title) => format!("{}: held by {}", title.text, list.join("、")),
                None => format!("{title} {}: refused, the post needs a body of its own", list.join("、")),
            });
        }
    }
    out
}
