//! Whether a text can be trusted as a source.

use crate::text::is_han;

/// Whether pinyin was put behind its characters: `监(jiān)察(chá)委(wěi)员`, as poisoned mirrors do.
///
/// Counted: brackets with nothing but Latin letters, at least one of them with a tone mark, behind a Han character. Five of
/// them at a rate of one to a hundred characters make a text poisoned; a gloss on a rare character does not.
pub(crate) fn poisoned(text: &str) -> bool {
    let (mut han, mut glosses) = (0usize, 0usize);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        han += usize::from(is_han(c));
        if matches!(c, '(' | '（') && is_han(before) && gloss(&text[at + c.len_utf8()..]) {
            glosses += 1;
        }
        before = c;
    }
    glosses >= 5 && glosses * 100 >= han
}

fn gloss(text: &str) -> bool {
    let mut toned = false;
    for (i, c) in text.chars().enumerate() {
        match c {
            ')' | '）' => return toned && i > 0,
            'a'..='z' | 'A'..='Z' | ' ' | '\'' => {}
            '\u{C0}'..='\u{24F}' if i < 8 => toned = true,
            _ => return false,
        }
        if i >= 8 {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::poisoned;

    #[test]
    fn pinyin_behind_characters_is_poison_and_a_gloss_is_not() {
        assert!(poisoned("市监(jiān)察(chá)委员会主任陈(chén)某任命(mìng)副市(shì)长。"));
        assert!(!poisoned("郴(chēn)州市人大常委会任命名单。市监察委员会(监委)主任。GDP(国内生产总值)"));
    }
}
