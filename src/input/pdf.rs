//! Text layers of PDF files.

use super::pdf_fonts;
use crate::error::Error;
use pdf_extract::{Document, PlainTextOutput, output_doc_page};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, Stdio};

/// The text layer of a PDF file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PdfText {
    /// The text of all pages, in the order of the layer.
    pub text: String,
    /// Pages that could not be read.
    pub unread: usize,
}

/// Reads the text layer of a PDF file in this process.
///
/// The reader underneath panics on some broken files, which is caught page by page, but a page tree or a form that contains
/// itself exhausts the stack and ends the process. Set [`Options::pdf_reader`](super::Options::pdf_reader) to read files of
/// strangers.
///
/// # Errors
/// When the file is broken or locked, or no page of it has text: scanned pages want OCR first.
pub fn pdf_text(bytes: &[u8]) -> Result<PdfText, Error> {
    let broken = |error: String| Error::input(format!("broken PDF: {error}"));
    let loaded = catch_unwind(|| Document::load_mem(bytes)).map_err(|_| broken("its reader gave up".to_owned()))?;
    let mut document = loaded.map_err(|error| broken(error.to_string()))?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Error::input("this PDF is locked by a password".to_owned()));
    }
    pdf_fonts::prepare(&mut document);
    let mut read = PdfText::default();
    let pages = document.get_pages();
    for &page in pages.keys() {
        let mut text = String::new();
        match catch_unwind(AssertUnwindSafe(|| output_doc_page(&document, &mut PlainTextOutput::new(&mut text), page))) {
            Ok(Ok(())) => read.text.push_str(&text),
            _ => read.unread += 1,
        }
        read.text.push('\n');
    }
    match (read.text.trim().is_empty(), read.unread) {
        (true, 0) => Err(Error::input("this PDF has no text layer: its pages are pictures, which need OCR first".to_owned())),
        (true, n) => Err(broken(format!("its reader gave up on {n} of {} pages and found no text on the others", pages.len()))),
        _ => Ok(read),
    }
}

/// Reads the text layer of a PDF file in another process: that of `program`, called with the argument `pdf-text`, the file on its
/// standard input. It answers with JSON on standard output: a [`PdfText`], or a string that says what is wrong.
pub(super) fn apart(program: &Path, bytes: &[u8]) -> Result<PdfText, Error> {
    let failed = |error: std::io::Error| Error::input(format!("the reader of PDF files cannot be run: {error}"));
    let mut command = Command::new(program);
    let mut child = command.arg("pdf-text").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(failed)?;
    if let Some(mut input) = child.stdin.take() {
        // a reader that ends early tells why by its status
        let _ = input.write_all(bytes);
    }
    let out = child.wait_with_output().map_err(failed)?;
    match serde_json::from_slice(&out.stdout) {
        Ok(Answer::Text(read)) => Ok(read),
        Ok(Answer::Wrong(message)) => Err(Error::input(message)),
        Err(_) => Err(Error::input("broken PDF: its reader ran out of stack, memory or time (a page or form that contains itself?)".to_owned())),
    }
}

/// What the other process says.
#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Text(PdfText),
    Wrong(String),
}
