//! Characters by what they are to a reader: Han, space, nothing, a mark before a line, or another way to write one of these.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// Radical look-alikes printed by PDF text layers, and the characters they stand for.
static LOOKALIKES: Lazy<FxHashMap<char, char>> = Lazy::new(|| {
    include_str!("../../rules/text/lookalikes.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t').filter_map(|cell| cell.chars().next());
            Some((cells.next()?, cells.next()?))
        })
        .collect()
});

/// Whether a character is a Han character: of any block up to extension I, the zero `〇`, or one of private use, by which older
/// systems write rare characters of names.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}' | '\u{F900}'..='\u{FAD9}' | '〇') || is_private(c)
}

/// Whether a character is of private use: a rare character of an older system behind a Han character, the picture of an icon font
/// elsewhere.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// Display width: two columns for wide characters.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(|c| if (c as u32) < 0x2E80 { 1 } else { 2 }).sum()
}

/// White space that ends no line, and pictures: emoji, the place of an object.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{1680}' | '\u{B}' | '\u{C}' | '\u{FFFC}') || is_picture(c)
}

/// Emoji and weather signs; not the stars ★☆, the squares and the circled numbers that newspapers set.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{2604}' | '\u{2607}'..='\u{26FF}' | '\u{2702}'..='\u{2712}' | '\u{2728}' | '\u{274C}'..='\u{2757}' | '\u{2763}' | '\u{2764}' | '\u{2B50}')
}

/// Characters that print nothing: zero-width, direction marks and isolates, variation selectors, tags, controls.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{3164}'
            | '\u{180B}'..='\u{180F}'
            | '\u{20D0}'..='\u{20F0}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{7F}'..='\u{9F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    ) || (c < ' ' && !matches!(c, '\t' | '\n' | '\u{B}' | '\u{C}'))
}

/// Characters that end a line where no line feed does: a carriage return alone, NEL, the separators of Unicode.
pub(super) fn is_rare_break(c: char) -> bool {
    matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a clean text has the character as it is: most of any text.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | '、' | '。' | '《' | '》' | '\u{4E00}'..='\u{9FFF}')
}

/// The character that a clean text has for `c`.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '•' | '‧' | '・' | '∙' | '⋅' | '･' => '·',
        '﹒' => '.',
        '﹐' => ',',
        '﹙' => '(',
        '﹚' => ')',
        '﹔' => ';',
        '﹕' => ':',
        '‑' => '-',
        '\u{2E80}'..='\u{2FD5}' => LOOKALIKES.get(&c).copied().unwrap_or(c),
        _ => c,
    }
}

/// Marks that open a new block: list bullets, continuation triangles, section squares.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '◀' | '▲' | '▷' | '△' | '□' | '■' | '●' | '○' | '★' | '☆' | '◆' | '◇' | '·' | '-' | '—' | '【' | '[' | '※' | '▶' | '─')
}

/// The mark of a quoted mail or of a list item that begins `line`, with the space behind it: its length and what a clean text has for
/// it, the bullet that all lists share or nothing.
pub(super) fn line_mark(line: &str) -> Option<(usize, &'static str)> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let spaced = rest.starts_with(|c| is_space(c) || is_invisible(c));
    let clean = match first {
        '>' | '＞' | '›' | '»' => "",
        '•' | '‣' | '▪' | '▫' | '◦' | '➢' | '➤' | '✓' | '✔' | '✦' | '✧' | '❖' | '◉' | '◎' | '⚫' | '∙' | '⬤' | '►' | '▸' | '·' | '・' | '\u{F06C}'
        | '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' => "●",
        '*' | '-' | '–' | '—' | '+' if spaced => "●",
        _ => return None,
    };
    let trimmed = rest.trim_start_matches(|c| is_space(c) || is_invisible(c));
    (!trimmed.is_empty()).then(|| (line.len() - trimmed.len(), clean))
}
