//! Who is who: a name is never enough. Claims are joined by a chain of evidence, and by nothing else.

use super::claim::Claim;
use super::line::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// Years for which a post may go unmentioned and the same name in it is still the same person: one term of office.
const TERM: i32 = 5;

/// How many earlier records of one birth, or of one title before and after, are compared.
const PAIRS: usize = 100;

/// What is known of a person beside posts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Profile {
    pub(super) gender: Option<String>,
    pub(super) birth: Option<String>,
    pub(super) ethnicity: Option<String>,
    pub(super) native_place: Option<String>,
}

fn differ(a: Option<&String>, b: Option<&String>) -> bool {
    // 1970 and 1970-02 do not
    matches!((a, b), (Some(a), Some(b)) if !a.starts_with(b.as_str()) && !b.starts_with(a.as_str()))
}

impl Profile {
    /// What keeps two from being one person.
    pub(super) fn conflict(&self, other: &Profile) -> Option<&'static str> {
        if differ(self.birth.as_ref(), other.birth.as_ref()) {
            return Some("birth");
        }
        let gender = differ(self.gender.as_ref(), other.gender.as_ref()).then_some("gender");
        gender.or_else(|| differ(self.ethnicity.as_ref(), other.ethnicity.as_ref()).then_some("ethnicity"))
    }

    fn agrees(&self, other: &Profile) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        let full = self.birth.as_ref().is_some_and(|birth| birth.len() >= 7);
        full && same(&self.birth, &other.birth)
            && (same(&self.native_place, &other.native_place) || same(&self.gender, &other.gender) && same(&self.ethnicity, &other.ethnicity))
    }

    fn take(&mut self, other: &Profile) {
        let longer = |mine: &mut Option<String>, other: &Option<String>| {
            if other.as_ref().map_or(0, String::len) > mine.as_ref().map_or(0, String::len) {
                mine.clone_from(other);
            }
        };
        longer(&mut self.gender, &other.gender);
        longer(&mut self.birth, &other.birth);
        longer(&mut self.ethnicity, &other.ethnicity);
        longer(&mut self.native_place, &other.native_place);
    }
}

/// The claims of one name, joined to persons.
pub(super) struct Persons {
    root: Vec<usize>,
    profiles: Vec<Profile>,
    /// Claims that only differing profiles keep apart, and in what they differ.
    pub(super) refused: Vec<(usize, usize, &'static str)>,
}

impl Persons {
    /// Joins claims of one name, in order of days.
    pub(super) fn of(claims: &[Claim]) -> Self {
        let mut persons =
            Persons { root: (0..claims.len()).collect(), profiles: claims.iter().map(|claim| claim.profile.clone()).collect(), refused: Vec::new() };
        persons.by_mention(claims);
        persons.by_notice(claims);
        persons.by_profile(claims);
        persons.by_former_post(claims);
        persons.by_post(claims);
        persons
    }

    pub(super) fn root(&self, mut claim: usize) -> usize {
        while self.root[claim] != claim {
            claim = self.root[claim];
        }
        claim
    }

    pub(super) fn profile(&self, root: usize) -> &Profile {
        &self.profiles[root]
    }

    fn join(&mut self, a: usize, b: usize) {
        let (first, second) = (self.root(a).min(self.root(b)), self.root(a).max(self.root(b)));
        if first == second {
            return;
        }
        if let Some(conflict) = self.profiles[first].conflict(&self.profiles[second]) {
            self.refused.push((a.min(b), a.max(b), conflict));
            return;
        }
        self.root[second] = first;
        let other = self.profiles[second].clone();
        self.profiles[first].take(&other);
        // paths stay short
        self.root[a] = first;
        self.root[b] = first;
    }

    /// One name told with several posts at one place of a page: 县委副书记、县长甲.
    fn by_mention(&mut self, claims: &[Claim]) {
        let mut order: Vec<usize> = (0..claims.len()).collect();
        order.sort_by_key(|&i| (&claims[i].source, claims[i].span, i));
        let mut end = (usize::MAX, 0);
        for pair in order.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            if end.0 == usize::MAX || claims[end.0].source != claims[a].source || claims[a].span[1] > end.1 {
                end = (a, claims[a].span[1]);
            }
            if claims[a].source == claims[b].source && claims[b].span[0] < end.1 {
                self.join(a, b);
            }
        }
    }

    /// A notice that takes one post from a name and gives it one.
    fn by_notice(&mut self, claims: &[Claim]) {
        let mut pages: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (i, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.is_act && matches!(claim.kind, Kind::Begin | Kind::End)) {
            pages.entry((&claim.source, &claim.day)).or_default().push(i);
        }
        for acts in pages.into_values() {
            let items = |kind: Kind| {
                let mut roots: Vec<usize> = acts.iter().copied().filter(|&i| claims[i].kind == kind).map(|i| self.root(i)).collect();
                roots.sort_unstable();
                roots.dedup();
                roots
            };
            if let ([given], [taken]) = (&items(Kind::Begin)[..], &items(Kind::End)[..]) {
                self.join(*given, *taken);
            }
        }
    }

    /// The same birth, and the same native place or gender and ethnicity.
    fn by_profile(&mut self, claims: &[Claim]) {
        let mut births: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, claim) in claims.iter().enumerate() {
            if let Some(birth) = &claim.profile.birth {
                births.entry(birth).or_default().push(i);
            }
        }
        for same in births.into_values() {
            for (n, &b) in same.iter().enumerate().skip(1) {
                let earlier = same[n.saturating_sub(PAIRS)..n].iter().copied().find(|&a| claims[a].profile.agrees(&claims[b].profile));
                if let Some(a) = earlier {
                    self.join(a, b);
                }
            }
        }
    }

    /// An act, or a deputy's notice, that names the post held before.
    fn by_former_post(&mut self, claims: &[Claim]) {
        let mut titles: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
        for (i, claim) in claims.iter().enumerate() {
            for title in [claim.title.clone(), claim.full_title()] {
                titles.entry((&claim.place, title)).or_default().push(i);
            }
        }
        for (i, claim) in claims.iter().enumerate() {
            for part in claim.former_titles() {
                let known = titles.get(&(claim.place.as_str(), part)).map(Vec::as_slice).unwrap_or_default();
                // the nearest in time that can be meant
                let at = known.partition_point(|&other| other < i);
                let about = &known[at.saturating_sub(PAIRS)..known.len().min(at + PAIRS)];
                let near = about.iter().copied().filter(|&other| other != i && claims[other].within(claim, TERM)).min_by_key(|&other| other.abs_diff(i));
                if let Some(other) = near {
                    self.join(other, i);
                }
            }
        }
    }

    /// The same post over time, without a gap longer than a term.
    fn by_post(&mut self, claims: &[Claim]) {
        let mut posts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, claim) in claims.iter().enumerate().filter(|(_, claim)| !claim.is_common) {
            posts.entry(&claim.post).or_default().push(i);
        }
        for same in posts.into_values() {
            for pair in same.windows(2) {
                let (a, b) = (&claims[pair[0]], &claims[pair[1]]);
                let units = differ(a.unit.as_ref(), b.unit.as_ref());
                if !units && a.within(b, TERM) {
                    self.join(pair[0], pair[1]);
                }
            }
        }
    }

    /// Persons that may be one: pairs of roots with what speaks for it. Of many that share something each is told with the next one.
    pub(super) fn maybe_same(&self, claims: &[Claim]) -> Vec<(usize, usize, String)> {
        let mut shared: BTreeMap<(u8, &str), BTreeSet<usize>> = BTreeMap::new();
        for (i, claim) in claims.iter().enumerate() {
            let code = claim.code.as_deref();
            let told = [Some(claim.post.as_str()), code, code.and_then(|code| code.get(..4)), Some(claim.place.as_str()), claim.profile.birth.as_deref()];
            for (kind, value) in told.into_iter().enumerate() {
                if let Some(value) = value.filter(|value| !value.is_empty()) {
                    shared.entry((kind as u8, value)).or_default().insert(self.root(i));
                }
            }
        }
        let mut pairs: BTreeMap<(usize, usize), BTreeSet<u8>> = BTreeMap::new();
        for ((kind, _), roots) in shared {
            let roots: Vec<usize> = roots.into_iter().collect();
            for pair in roots.windows(2) {
                pairs.entry((pair[0], pair[1])).or_default().insert(kind);
            }
        }
        let fits = |(a, b): &(usize, usize)| self.profiles[*a].conflict(&self.profiles[*b]).is_none();
        let told = |kinds: BTreeSet<u8>| kinds.into_iter().map(|kind| REASONS[usize::from(kind)]).collect::<Vec<_>>().join("; ");
        pairs.into_iter().filter(|(pair, _)| fits(pair)).map(|((a, b), kinds)| (a, b, told(kinds))).collect()
    }
}

/// What speaks for one person behind one name, from the strongest to the weakest but the last.
const REASONS: [&str; 5] = ["same post", "posts of one division", "posts of one prefecture", "papers of one place", "same birth"];
