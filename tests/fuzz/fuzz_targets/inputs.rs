//! Every decoder on any bytes: no panic, valid text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (encoding, bytes) = match bytes.split_first() {
        Some((b, rest)) => ([None, Some("gb18030"), Some("big5"), Some("utf-8"), Some("utf-16le")][usize::from(*b) % 5], rest),
        None => (None, bytes),
    };
    if let Ok(decoded) = dibao::input::decode(bytes, encoding, None) {
        let page = dibao::input::html(&decoded.text);
        if let Ok(extractor) = dibao::Extractor::shared() {
            let _ = extractor.extract(&page.text, &dibao::Context::default());
        }
    }
});
