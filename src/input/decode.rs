//! From bytes to text: encodings of Chinese pages.

use crate::error::Error;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};

/// Text with how it was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// Name of the encoding: `UTF-8`, `GBK`, `gb18030`, `Big5`, `UTF-16LE` …
    pub encoding: &'static str,
    /// Characters that had to be replaced by U+FFFD.
    pub replaced: usize,
}

/// Decodes `bytes`.
///
/// In this order: the encoding that the caller `wanted`; a byte-order mark; UTF-8 when the bytes are valid UTF-8; the encoding
/// that the document `declared`, when the bytes fit it; what the bytes look like. `gb2312` and `gbk` are read as GB18030, of
/// which they are subsets.
///
/// ```
/// let decoded = dibao::input::decode(&[0xCA, 0xD0, 0xB3, 0xA4], None, Some("gb2312"))?;
/// assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.replaced), ("市长", "GBK", 0));
/// # Ok::<(), dibao::Error>(())
/// ```
///
/// # Errors
/// When the wanted encoding is not one that exists. Bytes that fit no encoding are replaced and counted.
pub fn decode(bytes: &[u8], wanted: Option<&str>, declared: Option<&str>) -> Result<Decoded, Error> {
    if let Some(label) = wanted {
        let encoding = Encoding::for_label(label.as_bytes())
            .ok_or_else(|| Error::input(format!("no encoding is called {label:?}: use utf-8, gb18030, gbk, big5 or another label of the web")))?;
        return Ok(with(encoding, bytes));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, bytes));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(with(UTF_8, bytes));
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes())).map(|encoding| with(encoding, bytes));
    if let Some(decoded) = declared.filter(|decoded| decoded.replaced == 0) {
        return Ok(decoded);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // a hint to China would take every Big5 text for GBK
    let guess = detector.guess(None, Utf8Detection::Allow);
    Ok(with(if CHINESE.contains(&guess) { guess } else { GBK }, bytes))
}

/// What the bytes of a Chinese page can look like; anything else is a wrong guess on a short text.
const CHINESE: &[&Encoding] = &[UTF_8, GBK, GB18030, BIG5];

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, used, _) = encoding.decode(bytes);
    // U+FFFD may also stand in the source itself
    let held = if used == UTF_8 { bytes.windows(3).filter(|w| *w == [0xEF, 0xBF, 0xBD]).count() } else { 0 };
    let replaced = text.matches('\u{FFFD}').count().saturating_sub(held);
    Decoded { text: text.into_owned(), encoding: used.name(), replaced }
}
