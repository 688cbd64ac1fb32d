//! Posts in one normal form: 市政府 and 甲市人民政府 are one body, 县委 is 中共甲县委员会.

use super::line::Line;
use crate::error::Error;
use crate::value::place::Jurisdiction;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

const RULES: &str = include_str!("../../rules/ledger.toml");

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    bodies: BTreeMap<String, String>,
    words: Words,
}

/// Words that posts and projects are told apart by; `rules/ledger.toml` says what each is.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    tiers: Vec<String>,
    others: Vec<String>,
    party: Vec<String>,
    government: Vec<String>,
    deputy: Vec<String>,
    acting: Vec<String>,
    single: Vec<String>,
    many: Vec<String>,
    pub(super) project: Vec<String>,
    pub(super) former: Vec<String>,
}

impl Words {
    fn lay_over(&mut self, own: Words) {
        let lists = [
            (&mut self.tiers, own.tiers),
            (&mut self.others, own.others),
            (&mut self.party, own.party),
            (&mut self.government, own.government),
            (&mut self.deputy, own.deputy),
            (&mut self.acting, own.acting),
            (&mut self.single, own.single),
            (&mut self.many, own.many),
            (&mut self.project, own.project),
            (&mut self.former, own.former),
        ];
        for (list, own) in lists {
            let (gone, new): (Vec<String>, Vec<String>) = own.into_iter().partition(|word| word.starts_with('-'));
            list.retain(|word| !gone.iter().any(|gone| &gone[1..] == word));
            // the first that fits is taken: one's own go first
            list.splice(0..0, new);
        }
    }
}

/// How many hold a post at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holders {
    /// One.
    Single,
    /// A few: 副县长.
    Few,
    /// So many that namesakes are among them: 委员.
    Many,
}

/// A post in its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Post {
    /// The same for all writings of the post; a division stands in it by its code.
    pub(super) key: String,
    pub(super) organization: Option<String>,
    pub(super) role: String,
    pub(super) holders: Holders,
    /// 代县长: the post is 县长, and somebody acts in it.
    pub(super) acting: bool,
}

/// Writes posts in their normal form.
pub(super) struct Forms {
    /// Longest first.
    bodies: Vec<(String, String)>,
    pub(super) words: Words,
}

impl Forms {
    /// Those of this crate, with the file `ledger.toml` of a folder laid over them: bodies are added or replaced, words added; `-word`
    /// takes one away.
    pub(super) fn new(folder: Option<&Path>) -> Result<Self, Error> {
        let read = |name: &str, text: &str| toml::from_str::<File>(text).map_err(|error| Error::input(format!("{name}: {error}")));
        let File { mut bodies, mut words } = read("rules/ledger.toml", RULES)?;
        if let Some(folder) = folder {
            let path = folder.join("ledger.toml");
            let text = std::fs::read_to_string(&path).map_err(|error| Error::input(format!("{}: {error}", path.display())))?;
            let own = read(&path.display().to_string(), &text)?;
            bodies.extend(own.bodies);
            words.lay_over(own.words);
        }
        let mut bodies: Vec<_> = bodies.into_iter().collect();
        bodies.sort_by_key(|(short, _)| std::cmp::Reverse(short.len()));
        Ok(Forms { bodies, words })
    }

    /// The post that a record tells of.
    pub(super) fn post(&self, line: &Line) -> Option<Post> {
        let told = line.role.as_deref().or(line.title.as_deref())?;
        let bare = self.words.acting.iter().find_map(|acting| told.strip_prefix(acting.as_str()).filter(|rest| self.is_head(rest)));
        let role = bare.unwrap_or(told);
        let (key, organization) = self.body(line, role);
        Some(Post { key: format!("{key}|{role}"), organization, role: role.to_owned(), holders: self.holders(role), acting: bare.is_some() })
    }

    fn is_head(&self, role: &str) -> bool {
        self.words.single.iter().any(|single| single == role)
    }

    fn holders(&self, role: &str) -> Holders {
        if self.is_head(role) {
            Holders::Single
        } else if self.words.many.iter().any(|many| role == many) {
            Holders::Many
        } else {
            Holders::Few
        }
    }

    /// The key of a body, and its name in full.
    fn body(&self, line: &Line, role: &str) -> (String, Option<String>) {
        let organization = line.organization.as_deref();
        let Some(place) = &line.jurisdiction else {
            return match organization {
                // 市水利局 without a place is another one in every document
                Some(body) if self.is_elided(body) => (format!("?{}|{body}", line.source_id()), Some(body.to_owned())),
                Some(body) => (format!("|{body}"), Some(body.to_owned())),
                None => (format!("?{}|", line.source_id()), None),
            };
        };
        let at = match &place.code {
            Some(code) => code.clone(),
            None if place.candidates.is_empty() => place.name.clone(),
            None => format!("{}?{}", place.name, line.source_id()),
        };
        let form = match organization {
            Some(body) => match self.behind_place(body, place) {
                Some((rest, party)) => self.full(rest, party),
                None => body.to_owned(),
            },
            None if self.is_of_government(role) => self.full("政府", false),
            None => return (format!("{at}|"), None),
        };
        let name = form.replace("{}", &place.name);
        (format!("{at}|{form}"), Some(name))
    }

    fn is_of_government(&self, role: &str) -> bool {
        let bare = self.words.deputy.iter().find_map(|deputy| role.strip_prefix(deputy.as_str())).unwrap_or(role);
        self.words.government.iter().any(|head| head == bare)
    }

    /// Whether a name means something only in its document.
    fn is_elided(&self, body: &str) -> bool {
        body.chars().count() < 5 || self.behind_tier(body).is_some()
    }

    /// What follows 市, 县 … when these stand for a division.
    fn behind_tier<'a>(&self, body: &'a str) -> Option<&'a str> {
        let rest = self.words.tiers.iter().find_map(|tier| body.strip_prefix(tier.as_str()))?;
        (!rest.is_empty() && !self.words.others.iter().any(|other| body.starts_with(other.as_str()))).then_some(rest)
    }

    /// What follows the division in a body's name, and whether a party's mark stands before it.
    fn behind_place<'a>(&self, body: &'a str, place: &Jurisdiction) -> Option<(&'a str, bool)> {
        let bare = self.words.party.iter().find_map(|party| body.strip_prefix(party.as_str()));
        let (text, party) = (bare.unwrap_or(body), bare.is_some());
        let named = text.find(place.name.as_str()).filter(|&at| at == 0 || self.words.tiers.iter().any(|tier| text[..at].ends_with(tier.as_str())));
        let rest = match named {
            Some(at) => &text[at + place.name.len()..],
            None => self.behind_tier(text)?,
        };
        // 南县县委
        let doubled = named.and_then(|_| self.behind_tier(rest)).filter(|rest| self.bodies.iter().any(|(short, _)| rest.starts_with(short.as_str())));
        Some(doubled.unwrap_or(rest)).filter(|rest| !rest.is_empty()).map(|rest| (rest, party))
    }

    /// A body's name written out, `{}` for the division.
    fn full(&self, rest: &str, party: bool) -> String {
        if party {
            let behind = rest.strip_prefix("委员会").or_else(|| rest.strip_prefix('委').filter(|r| !r.starts_with("员会")));
            return behind.map_or_else(|| format!("中共{{}}{rest}"), |behind| format!("中共{{}}委员会{behind}"));
        }
        let known = self.bodies.iter().find_map(|(short, full)| {
            let behind = rest.strip_prefix(short.as_str()).filter(|behind| !behind.starts_with("员会"))?;
            Some(format!("{full}{behind}"))
        });
        known.unwrap_or_else(|| format!("{{}}{rest}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(json: &str) -> (String, String) {
        let line: Line = serde_json::from_str(json).expect("a line");
        let post = Forms::new(None).expect("rules").post(&line).expect("a post");
        (post.key, post.organization.unwrap_or_default())
    }

    fn at(name: &str, body: &str, role: &str) -> String {
        let body = if body.is_empty() { String::new() } else { format!(r#""organization":"{body}","#) };
        let json = format!(r#"{{"type":"office",{body}"role":"{role}","jurisdiction":{{"name":"{name}","code":"430921"}},"source":{{"id":"p"}}}}"#);
        key(&json).1
    }

    #[test]
    fn short_names_are_written_out() {
        assert_eq!(at("甲市", "市政府", "副市长"), "甲市人民政府");
        assert_eq!(at("甲市", "", "代市长"), "甲市人民政府");
        assert_eq!(at("甲县", "县委", "书记"), "中共甲县委员会");
        assert_eq!(at("甲县", "中共甲县委", "书记"), "中共甲县委员会");
        assert_eq!(at("甲县", "甲县县委宣传部", "部长"), "中共甲县委员会宣传部");
        assert_eq!(at("甲县", "乙市甲县人大常委会", "主任"), "甲县人民代表大会常务委员会");
        assert_eq!(at("甲市", "市场监督管理局", "局长"), "市场监督管理局");
        assert_eq!(at("甲市", "市市场监督管理局", "局长"), "甲市市场监督管理局");
    }

    #[test]
    fn a_folder_adds_replaces_and_takes_away() {
        let dir = tempfile::tempdir().expect("folder");
        let write = |text: &str| std::fs::write(dir.path().join("ledger.toml"), text).expect("file");
        write("[bodies]\n\"水务局\" = \"{}水利局\"\n[words]\nsingle = [\"站长\", \"-局长\"]\n");
        let forms = Forms::new(Some(dir.path())).expect("rules");
        let holders = |role: &str| forms.holders(role);
        assert_eq!([holders("站长"), holders("局长"), holders("县长")], [Holders::Single, Holders::Few, Holders::Single]);
        assert_eq!(forms.full("水务局", false), "{}水利局");
        write("[words]\nsingel = []\n");
        let error = Forms::new(Some(dir.path())).err().expect("refused").to_string();
        assert!(error.contains("ledger.toml") && error.contains("singel"), "{error}");
    }

    #[test]
    fn what_no_place_is_known_of_stays_in_its_document() {
        let post = |id: &str| key(&format!(r#"{{"type":"office","organization":"市水利局","role":"局长","source":{{"id":"{id}"}}}}"#)).0;
        assert_ne!(post("a"), post("b"));
        let firm = |id: &str| key(&format!(r#"{{"type":"office","organization":"南河纸业有限公司","role":"董事长","source":{{"id":"{id}"}}}}"#)).0;
        assert_eq!(firm("a"), firm("b"));
    }
}
