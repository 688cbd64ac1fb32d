//! The crate's error: opaque, with a kind and diagnostics.

use std::fmt;

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A rule file is wrong; [`Error::diagnostics`] lists every problem.
    Rules,
    /// A value given by the caller cannot be used (a date, a place).
    Context,
    /// An input cannot be read: no such file, not decodable, not the format it claims to be.
    Input,
    /// The document is larger than the extractor was told to take.
    TooLarge,
}

/// One problem of a rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file as it was named.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

impl Diagnostic {
    pub(crate) fn new(file: &str, line: usize, message: &str) -> Self {
        Diagnostic { file: file.to_owned(), line, message: message.to_owned() }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Why an extractor could not be built or a document not be read.
///
/// ```
/// use dibao::{Context, ErrorKind};
/// let error = Context::default().published_str("27.4.2023").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Context);
/// ```
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: ErrorKind,
    message: String,
    diagnostics: Vec<Diagnostic>,
}

impl Error {
    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Every problem found, with file and line.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub(crate) fn rules(diagnostics: Vec<Diagnostic>) -> Self {
        let list: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
        let message = format!("{} problem(s) in the rules:\n{}", list.len(), list.join("\n"));
        Error { kind: ErrorKind::Rules, message, diagnostics }
    }

    pub(crate) fn context(message: String) -> Self {
        Error { kind: ErrorKind::Context, message, diagnostics: Vec::new() }
    }

    #[cfg(feature = "input")]
    pub(crate) fn input(message: String) -> Self {
        Error { kind: ErrorKind::Input, message, diagnostics: Vec::new() }
    }

    pub(crate) fn too_large(size: usize, limit: usize) -> Self {
        let message = format!("the document has {size} bytes, more than the limit of {limit}: raise max_document_bytes or split it");
        Error { kind: ErrorKind::TooLarge, message, diagnostics: Vec::new() }
    }
}

/// The known word nearest to `word`, when one is near enough to be a slip.
pub(crate) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    known.iter().map(|&k| (distance(word, k), k)).filter(|&(d, _)| d <= 2).min().map(|(_, k)| k)
}

/// How many characters must be changed, added or left out to make `b` of `a`.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &cb) in b.iter().enumerate() {
            let cost = diagonal + usize::from(ca != cb);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
