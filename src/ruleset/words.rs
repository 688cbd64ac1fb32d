//! Word files: `[class attribute key=value]` headers with words below them.

use super::RuleSet;
use crate::error::{Diagnostic, nearest};

/// The words of one class with one set of attributes.
#[derive(Debug, Clone)]
pub struct Section {
    /// The class: `role`, `organ`, `verb` …
    pub class: String,
    /// Attributes of the header: `alone`, `host=court`.
    pub attributes: Vec<String>,
    /// The words.
    pub words: Vec<String>,
}

impl Section {
    /// The value of the attribute `key=value`.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find_map(|a| a.strip_prefix(key)?.strip_prefix('='))
    }

    /// Whether the header has the bare attribute `name`.
    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|a| a == name)
    }
}

/// The classes that rules know.
pub(super) const CLASSES: &[&str] = &[
    "role",
    "role-modifier",
    "role-prefix",
    "organ",
    "national",
    "level",
    "verb",
    "stop",
    "shield",
    "guard",
    "not-name",
    "river",
    "no-post",
    "address",
    "status",
    "hold",
    "pronoun",
    "ethnic",
    "byline",
    "byline-not",
    "translit",
    "name-part",
    "body-join",
    "bare-head",
    "plain",
    "plain-body",
    "act",
    "notice",
    "word",
    "unit",
    "numeral",
    "modifier",
    "project-name",
    "stage",
    "label",
    "party",
    "not-quantity",
    "period",
    "change",
];

pub(super) fn read(file: &str, text: &str, set: &mut RuleSet, problems: &mut Vec<Diagnostic>) {
    let mut current: Option<Section> = None;
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            set.sections.extend(current.take());
            let mut parts = header.split_whitespace().map(str::to_owned);
            let class = parts.next().unwrap_or_default();
            if !CLASSES.contains(&class.as_str()) {
                let hint = nearest(&class, CLASSES).map(|near| format!(" (did you mean [{near}]?)")).unwrap_or_default();
                problems.push(Diagnostic::new(file, i + 1, &format!("unknown class [{class}]{hint}")));
            }
            current = Some(Section { class, attributes: parts.collect(), words: Vec::new() });
            continue;
        }
        let Some(section) = current.as_mut() else {
            problems.push(Diagnostic::new(file, i + 1, "words before the first [class] header"));
            continue;
        };
        for word in line.split_whitespace() {
            match word.strip_prefix('-').filter(|rest| !rest.is_empty()) {
                None => section.words.push(word.to_owned()),
                Some(gone) => {
                    let class = section.class.clone();
                    let mut found = false;
                    for earlier in set.sections.iter_mut().filter(|s| s.class == class) {
                        let before = earlier.words.len();
                        earlier.words.retain(|w| w != gone);
                        found |= earlier.words.len() < before;
                    }
                    if found {
                        set.replaced.push(format!("{file}:{}: removed {gone} from [{class}]", i + 1));
                    } else {
                        problems.push(Diagnostic::new(file, i + 1, &format!("-{gone}: no such word in [{class}]")));
                    }
                }
            }
        }
    }
    set.sections.extend(current);
}
