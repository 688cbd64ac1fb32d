//! Freezes the tables of this folder that every start would otherwise parse: all words as one trie with what each costs, and the
//! figures of characters in rows of fixed width. `src/vocabulary/frozen.rs` reads what is written here.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

/// Characters that have a row, and the columns of one: surname, single, first, second, foreign, place (see `base/characters.tsv`).
const CHARACTERS: std::ops::RangeInclusive<u32> = 0x3000..=0x9FFF;
const COLUMNS: [&str; 6] = ["surname", "single", "first", "second", "foreign", "place"];
/// A cost that is not there.
const NONE: i16 = i16::MAX;

fn main() {
    println!("cargo:rerun-if-changed=rules");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let read = |name: &str| fs::read_to_string(Path::new(&root).join("rules").join(name)).unwrap_or_else(|error| panic!("rules/{name}: {error}"));
    let write = |name: &str, bytes: &[u8]| fs::write(Path::new(&out).join(name), bytes).unwrap_or_else(|error| panic!("{name}: {error}"));

    let words = words(&read);
    let keys = words.keys().enumerate().map(|(i, word)| (word.as_str(), i as u32));
    let trie = crawdad::Trie::from_records(keys).expect("sorted words, each once");
    write("words.trie", &trie.serialize_to_vec());
    write("words.costs", &words.values().flatten().flat_map(|cost| cost.to_le_bytes()).collect::<Vec<u8>>());

    let (characters, compounds) = characters(&read("base/characters.tsv"));
    write("characters", &characters);
    write("surnames.rs", format!("&{compounds:?}").as_bytes());
    let (starts, cells) = borders(&read("base/borders.tsv"));
    write("borders.starts", &starts);
    write("borders.cells", &cells);
}

/// Every word of the rules, with group, cost, cost in and cost at the end of a body's name when it is one of news.
fn words(read: &dyn Fn(&str) -> String) -> BTreeMap<String, [i16; 4]> {
    let mut words = BTreeMap::new();
    for row in rows(&read("base/words.tsv")) {
        let [word, group, costs @ ..] = &row[..] else { continue };
        let group = group.bytes().next().map_or(0, i16::from);
        let cost = |i: usize| costs.get(i).and_then(|cell| cell.parse().ok()).unwrap_or(NONE);
        words.insert(word.clone(), [group, cost(0), cost(1), cost(2)]);
    }
    let unseen = [0, NONE, NONE, NONE];
    for file in ["base/titles.tsv", "lexicon/divisions.tsv"] {
        let column = usize::from(file.contains("divisions"));
        for row in rows(&read(file)) {
            words.entry(row[column].clone()).or_insert(unseen);
        }
    }
    for file in ["roles", "organs", "words", "name-parts", "notices", "stances"] {
        let text = read(&format!("lexicon/{file}.txt"));
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with(['#', '['])) {
            for word in line.split_whitespace() {
                words.entry(word.to_owned()).or_insert(unseen);
            }
        }
    }
    for family in ["office", "appointments", "deputies", "projects"] {
        let table: toml::Table = read(&format!("families/{family}.toml")).parse().unwrap_or_else(|error| panic!("families/{family}.toml: {error}"));
        let rules = table.get("rule").and_then(|rules| rules.as_array());
        let lists = rules.into_iter().flatten().filter_map(|rule| rule.get("words")?.as_array());
        for word in lists.flatten().filter_map(|word| word.as_str()) {
            words.entry(word.to_owned()).or_insert(unseen);
        }
    }
    words
}

/// A row of costs for each character, and the surnames of two characters in order.
fn characters(text: &str) -> (Vec<u8>, Vec<([char; 2], i16)>) {
    let mut table = vec![[NONE; COLUMNS.len()]; CHARACTERS.count()];
    let mut compounds = BTreeMap::new();
    for row in rows(text) {
        let [kind, text, cost] = &row[..] else { continue };
        let Ok(cost) = cost.parse() else { continue };
        let chars: Vec<char> = text.chars().collect();
        match chars[..] {
            [c] if CHARACTERS.contains(&u32::from(c)) => {
                let column = COLUMNS.iter().position(|name| name == kind).unwrap_or_else(|| panic!("characters.tsv: unknown kind {kind}"));
                table[(u32::from(c) - CHARACTERS.start()) as usize][column] = cost;
            }
            [first, second] => _ = compounds.insert([first, second], cost),
            // what any other character costs in a foreign name
            ['*'] => _ = compounds.insert(['*', '*'], cost),
            _ => panic!("characters.tsv: {text} has no place in a row"),
        }
    }
    (table.iter().flatten().flat_map(|cost| cost.to_le_bytes()).collect(), compounds.into_iter().collect())
}

/// For each character where the cells of what stands behind it begin; the cells: a character and a letter, in order.
fn borders(text: &str) -> (Vec<u8>, Vec<u8>) {
    let mut pairs: BTreeMap<u32, BTreeMap<u16, u8>> = BTreeMap::new();
    for row in rows(text) {
        let [first, second] = &row[..] else { continue };
        let row = pairs.entry(first.chars().map(u32::from).next().unwrap_or(0)).or_default();
        let mut chars = second.chars();
        while let (Some(c), Some(letter)) = (chars.next(), chars.next()) {
            let c = u16::try_from(u32::from(c)).expect("borders.tsv: a character beyond U+FFFF");
            // the first one told counts
            row.entry(c).or_insert(letter as u8);
        }
    }
    let (mut starts, mut cells) = (Vec::new(), Vec::new());
    for c in CHARACTERS {
        starts.extend((cells.len() as u32 / 3).to_le_bytes());
        for (&c, &letter) in pairs.get(&c).into_iter().flatten() {
            cells.extend(c.to_le_bytes());
            cells.push(letter);
        }
    }
    starts.extend((cells.len() as u32 / 3).to_le_bytes());
    (starts, cells)
}

/// The rows of a table: no comment, no header.
fn rows(text: &str) -> impl Iterator<Item = Vec<String>> + '_ {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    lines.map(|line| line.split('\t').map(str::to_owned).collect())
}
