//! What a page tells of its one notice by label: `发文字号:甲政任〔2018〕3号`, as a line, over two lines, or in cells.

use crate::lexicon::Lexicon;
use crate::text::Text;

/// Number, issuer and day, as written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    pub(crate) number: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) day: Option<String>,
}

/// Most lines that are looked at.
const LINES: usize = 60;

/// The facts in the first lines of a page.
pub(super) fn read(lexicon: &Lexicon, text: &Text<'_>) -> Facts {
    let fact = |key: &str| (0..text.lines().len().min(LINES)).find_map(|line| told(lexicon, text, key, line));
    Facts { number: fact("fact-number").filter(|number| number.ends_with('号')), issuer: fact("fact-issuer"), day: fact("fact-day") }
}

/// The value behind a label in a line, or in the line below when the label fills its own.
fn told(lexicon: &Lexicon, text: &Text<'_>, key: &str, line: usize) -> Option<String> {
    let content = |line: usize| text.lines().get(line).map(|line| &text.clean()[line.start..line.end]);
    let cells: Vec<&str> = content(line)?.split('\t').map(str::trim).collect();
    let label = |cell: &str| cell.trim_start_matches('●').trim_start().trim_end_matches(':').chars().filter(|&c| c != ' ').collect::<String>();
    if let Some(at) = cells.iter().position(|cell| lexicon.is(key, &label(cell))) {
        let value = if cells.len() == 1 { content(line + 1).map(str::trim) } else { cells.get(at + 1).copied() };
        return value.filter(|value| !value.is_empty()).map(|value| value.replace(' ', ""));
    }
    let (name, value) = cells[0].split_once(':')?;
    let value = value.trim().split(' ').next().filter(|value| !value.is_empty())?;
    lexicon.is(key, &label(name)).then(|| value.to_owned())
}
