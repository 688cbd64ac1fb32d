//! Rule files: one table for each rule of a record family.

use super::RuleSet;
use crate::error::Diagnostic;
use serde::Deserialize;

/// One rule: what it reads, the form of law or notice it comes from, and the examples that prove it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamilyRule {
    /// Hierarchical id, stored in every record the rule makes: `appointments/appoint`.
    pub id: String,
    /// What the rule reads, for `dibao rules list`.
    pub about: String,
    /// The law or the form of notice that the wording comes from.
    #[serde(default)]
    pub law: String,
    /// The action that records of the rule carry.
    #[serde(default)]
    pub action: Option<String>,
    /// The grammar that reads the rule's words: `person-wei-post`, `of-post` …
    #[serde(default)]
    pub form: Option<String>,
    /// The words that set the rule off.
    #[serde(default)]
    pub words: Vec<String>,
    /// Sentences that must give exactly the marked values.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Sentences that must give no record of this rule.
    #[serde(default)]
    pub refuse: Vec<String>,
    /// Takes the rule of this id away (overlays).
    #[serde(default)]
    pub disabled: bool,
}

/// A sentence with its values marked: `任命⟦张三|person⟧为⟦市教育局局长|title⟧。`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The marked sentence.
    pub text: String,
    /// The place that the document comes from.
    #[serde(default)]
    pub place: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<toml::Spanned<FamilyRule>>,
}

pub(super) fn read(file: &str, text: &str, set: &mut RuleSet, problems: &mut Vec<Diagnostic>) {
    let line_of = |at: usize| text.as_bytes()[..at.min(text.len())].iter().filter(|&&b| b == b'\n').count() + 1;
    let parsed: File = match toml::from_str(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let line = error.span().map_or(1, |span| line_of(span.start));
            problems.push(Diagnostic::new(file, line, error.message()));
            return;
        }
    };
    for spanned in parsed.rule {
        let line = line_of(spanned.span().start);
        let rule = spanned.into_inner();
        if !rule.id.contains('/') {
            problems.push(Diagnostic::new(file, line, &format!("id {:?} must be hierarchical: family/name", rule.id)));
        }
        if !rule.disabled && (rule.examples.is_empty() || rule.refuse.is_empty()) {
            problems.push(Diagnostic::new(file, line, &format!("rule {} needs an example and a refused sentence", rule.id)));
        }
        match set.rules.iter_mut().find(|known| known.id == rule.id) {
            Some(known) => {
                set.replaced.push(format!("{file}:{line}: replaced {}", rule.id));
                *known = rule;
            }
            None => set.rules.push(rule),
        }
    }
}
