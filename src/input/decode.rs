//! From bytes to text: encodings of Chinese pages.

use crate::error::Error;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Text with how it was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The text, without a byte-order mark and without NUL characters.
    pub text: String,
    /// Name of the encoding: `UTF-8`, `GBK`, `gb18030`, `Big5`, `UTF-16LE` …
    pub encoding: &'static str,
    /// Characters that had to be replaced by U+FFFD.
    pub replaced: usize,
    /// NUL characters that were taken out.
    pub nuls: usize,
}

/// Decodes `bytes`.
///
/// In this order: the encoding that the caller `wanted`; a byte-order mark; UTF-8, also when a few of the bytes are broken, as
/// long as at least four Chinese characters come to each broken place; UTF-16 without a mark; of what the document `declared`,
/// what the bytes look like, GB18030 and Big5 the one that leaves the fewest broken and rare characters. A declaration counts
/// only when it names an encoding that a Chinese page can have: servers declare `iso-8859-1` of anything. `gb2312` and `gbk`
/// are read as GB18030, of which they are subsets.
///
/// ```
/// let decoded = dibao::input::decode(&[0xCA, 0xD0, 0xB3, 0xA4], None, Some("gb2312"))?;
/// assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.replaced), ("市长", "GBK", 0));
/// # Ok::<(), dibao::Error>(())
/// ```
///
/// # Errors
/// When the wanted encoding is not one that exists, or when the text is mostly NUL characters, as binary files are. Bytes that
/// fit no encoding are replaced and counted.
pub fn decode(bytes: &[u8], wanted: Option<&str>, declared: Option<&str>) -> Result<Decoded, Error> {
    let encoding = match wanted {
        Some(label) => named(label)?,
        None => encoding_of(bytes, declared),
    };
    let (text, used, _) = encoding.decode(bytes);
    let mut text = text.into_owned();
    // U+FFFD may also stand in the source itself
    let held = if used == UTF_8 { memchr::memmem::find_iter(bytes, "\u{FFFD}").count() } else { 0 };
    let replaced = text.matches('\u{FFFD}').count().saturating_sub(held);
    let nuls = memchr::memchr_iter(0, text.as_bytes()).count();
    if nuls > 1 + text.len() / 100 {
        return Err(Error::input(format!("{nuls} of its {} bytes are NUL: not a text file", text.len())));
    }
    if nuls > 0 {
        text.retain(|c| c != '\0');
    }
    Ok(Decoded { text, encoding: used.name(), replaced, nuls })
}

/// The encoding called `label`.
pub(super) fn named(label: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label(label.as_bytes())
        .ok_or_else(|| Error::input(format!("no encoding is called {label:?}: use utf-8, gb18030, gbk, big5 or another label of the web")))
}

/// Bytes that are looked at to choose among encodings.
const SAMPLE: usize = 1 << 16;

/// The encoding of `bytes`, by their mark, their form, what is declared of them, and how they read.
pub(super) fn encoding_of(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let wide = || [UTF_16LE, UTF_16BE].into_iter().find(|&e| is_utf16(sample, e));
    // letters in UTF-16 are valid UTF-8, with a NUL between each two
    let holed = memchr::memchr_iter(0, sample).count() * 10 > sample.len();
    if let Some(encoding) = wide().filter(|_| holed) {
        return encoding;
    }
    if nearly_utf8(bytes) {
        return UTF_8;
    }
    if let Some(encoding) = wide() {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // a hint to China would take every Big5 text for GBK
    let guess = detector.guess(None, Utf8Detection::Deny);
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    let likely = [declared, Some(guess)].into_iter().flatten().filter(|e| [GBK, GB18030, BIG5].contains(e));
    likely.chain([GBK, BIG5]).min_by_key(|encoding| strangeness(sample, encoding)).unwrap_or(GBK)
}

/// Whether `bytes` are UTF-8, but for so few broken places that no other encoding explains the rest.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut chinese, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        if chunk.valid().len() == bytes.len() {
            return true;
        }
        chinese += chunk.valid().chars().filter(|&c| is_chinese(c)).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || chinese >= 4 * broken
}

/// Characters and punctuation that Chinese text consists of.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FA5}' | '\u{FF00}'..='\u{FFEF}')
}

/// Whether `bytes` read as Chinese in an UTF-16 without a mark. Two ASCII letters in a row look like a character of it: units of
/// them are no evidence, and must not be most of the text.
fn is_utf16(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let (mut all, mut letters, mut good) = (0usize, 0usize, 0usize);
    for pair in bytes.chunks_exact(2) {
        let unit = if encoding == UTF_16LE { u16::from_le_bytes([pair[0], pair[1]]) } else { u16::from_be_bytes([pair[0], pair[1]]) };
        all += 1;
        if pair.iter().all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\r' | b'\t')) {
            letters += 1;
        } else if matches!(unit, 9 | 10 | 13 | 0x20..=0x7E) || char::from_u32(u32::from(unit)).is_some_and(is_chinese) {
            good += 1;
        }
    }
    all >= 2 && letters * 5 <= all * 3 && good * 10 >= (all - letters) * 9
}

/// How many characters of `bytes` are broken or rare when read as `encoding`: of the characters of a real text almost all stand
/// among the first level of its own standard.
fn strangeness(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let levels = if encoding == BIG5 { 0xA4..=0xC6 } else { 0xB0..=0xD7 };
    let mut buffer = [0u8; 4];
    let rare = |c: &char| {
        let (code, _, failed) = encoding.encode(c.encode_utf8(&mut buffer));
        failed || code.len() != 2 || !levels.contains(&code[0])
    };
    text.chars().filter(|&c| !c.is_ascii() && !is_sign(c)).filter(rare).count()
}

/// Punctuation that says nothing of an encoding.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' | '—' | '…' | '“' | '”' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], declared: Option<&str>) -> (String, &'static str, usize) {
        let decoded = decode(bytes, None, declared).unwrap();
        (decoded.text, decoded.encoding, decoded.replaced)
    }

    #[test]
    fn utf8_with_a_few_broken_bytes_stays_utf8() {
        let mut bytes = "副市长杨胜跃带队督查安全生产工作".as_bytes().to_vec();
        bytes.insert(15, 0xFF);
        bytes.truncate(bytes.len() - 1);
        assert_eq!(read(&bytes, Some("gb2312")), ("副市长杨胜\u{FFFD}跃带队督查安全生产工\u{FFFD}".to_owned(), "UTF-8", 2));
        assert_eq!(read("市长\u{FFFD}".as_bytes(), None).2, 0, "it stands in the source");
    }

    #[test]
    fn only_plausible_declarations_are_believed() {
        let text = "任命周平为株洲市水利局局长，免去吴芳的株洲市林业局局长职务。";
        let (gbk, _, _) = GBK.encode(text);
        let (big5, _, _) = BIG5.encode("副市長王建國出席會議並致詞。");
        for declared in [None, Some("iso-8859-1"), Some("windows-1252"), Some("utf-8"), Some("big5"), Some("shift_jis"), Some("x")] {
            assert_eq!(read(&gbk, declared), (text.to_owned(), "GBK", 0), "{declared:?}");
            assert_eq!(read(&big5, declared).1, "Big5", "{declared:?}");
        }
        let page = format!("<html><head><title>a long head of nothing but letters</title></head><body class=\"main\">{}", "市长");
        assert_eq!(read(&GBK.encode(&page).0, None), (page.clone(), "GBK", 0));
    }

    #[test]
    fn utf16_needs_no_mark() {
        let text = "任命周平为市水利局局长(试用期1年)。\r\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&le, None), (text.to_owned(), "UTF-16LE", 0));
        assert_eq!(read(&be, None), (text.to_owned(), "UTF-16BE", 0));
    }

    #[test]
    fn a_stray_nul_is_taken_out_and_a_binary_file_refused() {
        let decoded = decode("市长刘伟\0出席".as_bytes(), None, None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.nuls), ("市长刘伟出席", 1));
        assert!(decode("市长\0\0\0".as_bytes(), None, None).is_err());
    }
}
