//! The files that the crate carries.

/// File names and their texts, in load order.
pub(super) const FILES: &[(&str, &str)] = &[
    ("lexicon/roles.txt", include_str!("../../rules/lexicon/roles.txt")),
    ("lexicon/organs.txt", include_str!("../../rules/lexicon/organs.txt")),
    ("lexicon/words.txt", include_str!("../../rules/lexicon/words.txt")),
    ("lexicon/name-parts.txt", include_str!("../../rules/lexicon/name-parts.txt")),
    ("lexicon/notices.txt", include_str!("../../rules/lexicon/notices.txt")),
    ("lexicon/stances.txt", include_str!("../../rules/lexicon/stances.txt")),
    ("lexicon/figures.txt", include_str!("../../rules/lexicon/figures.txt")),
    ("lexicon/divisions.tsv", include_str!("../../rules/lexicon/divisions.tsv")),
    ("lexicon/surnames.tsv", include_str!("../../rules/lexicon/surnames.tsv")),
    ("lexicon/given-name-chars.tsv", include_str!("../../rules/lexicon/given-name-chars.tsv")),
    ("weights.toml", include_str!("../../rules/weights.toml")),
    ("families/office.toml", include_str!("../../rules/families/office.toml")),
    ("families/appointments.toml", include_str!("../../rules/families/appointments.toml")),
    ("families/deputies.toml", include_str!("../../rules/families/deputies.toml")),
    ("families/projects.toml", include_str!("../../rules/families/projects.toml")),
];
