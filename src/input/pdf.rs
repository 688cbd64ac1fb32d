//! Text layers of PDF files.

use crate::error::Error;

/// The text layer of a PDF file.
///
/// # Errors
/// When the file is broken or has no text layer: scanned pages want OCR first.
pub(crate) fn text(bytes: &[u8]) -> Result<String, Error> {
    // the reader panics on some broken files
    let read = std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem(bytes));
    let text = match read {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => return Err(Error::input(format!("broken PDF: {error}"))),
        Err(_) => return Err(Error::input("broken PDF: its reader gave up".to_owned())),
    };
    if text.trim().is_empty() { Err(Error::input("this PDF has no text layer: it needs OCR first".to_owned())) } else { Ok(text) }
}
