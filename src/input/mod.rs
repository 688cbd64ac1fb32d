//! Inputs as they really are: files, folders, globs, crawls of JSON lines, compressed or not, in any encoding.
//!
//! [`Inputs`] lists what there is to read, in a fixed order, and streams crawls line by line; [`Options::load`] turns one item
//! into text and [`Context`]. The two are apart so that loading can run on many threads.

mod decode;
mod html;
mod listing;
mod load;
mod mail;
mod manifest;
mod markup;
mod path_date;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "pdf")]
mod pdf_fonts;
mod sniff;
mod sources;
mod streams;
mod told;
mod word;

pub use decode::{Decoded, decode};
pub use html::{Page, html};
pub use listing::Skipped;
pub use manifest::Manifest;
pub use path_date::PathDate;
#[cfg(feature = "pdf")]
pub use pdf::{PdfText, pdf_text};
pub use sources::{Inputs, Leave};

use crate::context::Context;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::{Path, PathBuf};

/// What a file holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Told by name and content.
    #[default]
    Auto,
    /// Plain text.
    Text,
    /// An HTML page.
    Html,
    /// One JSON object a line.
    Jsonl,
    /// An array of JSON objects, or objects one behind the other.
    Json,
    /// A table with a header; each row is a document.
    Csv,
}

/// What the text of a crawl is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Markup {
    /// Text as it is.
    #[default]
    Plain,
    /// An HTML page or a piece of one.
    Html,
}

/// Keys of a crawl's JSON objects, and columns of its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// The text; required.
    pub text: String,
    /// The document's name.
    pub id: String,
    /// The day of publication.
    pub date: String,
    /// The place.
    pub place: String,
    /// The newspaper or site.
    pub publisher: String,
    /// Where it is to be found.
    pub url: String,
    /// What it is called there.
    pub title: String,
}

impl Default for Fields {
    fn default() -> Self {
        Fields {
            text: "text".into(),
            id: "id".into(),
            date: "published".into(),
            place: "place".into(),
            publisher: "publisher".into(),
            url: "url".into(),
            title: "title".into(),
        }
    }
}

/// A document with what its table tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The text.
    pub text: String,
    /// Its name.
    pub id: Option<String>,
    /// The day of publication, in any of the forms that crawls have.
    pub date: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// The newspaper or site.
    pub publisher: Option<String>,
    /// Where it is to be found.
    pub url: Option<String>,
    /// What it is called there.
    pub title: Option<String>,
}

/// How to read inputs.
#[derive(Debug, Clone)]
pub struct Options {
    /// What files hold.
    pub kind: Kind,
    /// The encoding of all files, when the caller knows it.
    pub encoding: Option<String>,
    /// Keys of a crawl.
    pub fields: Fields,
    /// What the texts of a crawl are.
    pub markup: Markup,
    /// The program that reads PDF files, called with the argument `pdf-text` for each: a file made to do harm costs no more than
    /// that process. None reads them in this process. The program `dibao` names itself. Without the feature `pdf` no PDF is read.
    pub pdf_reader: Option<PathBuf>,
    /// What holds for all documents. Before it go, from the strongest: what a crawl's object says of itself, a file that lies beside
    /// the document (`page.txt.toml` or `page.toml`), the manifest, the day in the path; after it what a page's meta tags say.
    pub base: Context,
    /// What is told of documents by their paths.
    pub manifest: Option<Manifest>,
    /// Where a path holds the day of publication.
    pub date_from_path: Option<PathDate>,
    /// Largest document taken, in bytes after decompression.
    pub max_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            kind: Kind::Auto,
            encoding: None,
            fields: Fields::default(),
            markup: Markup::Plain,
            pdf_reader: None,
            base: Context::default(),
            manifest: None,
            date_from_path: None,
            max_bytes: crate::MAX_DOCUMENT_BYTES,
        }
    }
}

/// One document that is still to be loaded.
#[derive(Debug)]
pub struct Item {
    /// Its name: the path, or `path:line` in a crawl.
    pub id: String,
    pub(crate) body: Body,
}

impl Item {
    /// Its size in bytes, as far as it is known before loading.
    pub fn weight(&self) -> u64 {
        match &self.body {
            Body::Line(bytes) | Body::Held(bytes) => bytes.len() as u64,
            Body::Row(text) => text.len() as u64,
            Body::File(_, size) => *size,
            Body::Failed(_) => 0,
        }
    }

    /// A hash (SHA-256) of its bytes as they are stored: what tells a resumed run that it is still the same document. Of a
    /// document that cannot be read, of the reason.
    pub fn digest(&self) -> [u8; 32] {
        let read = match &self.body {
            Body::Line(bytes) | Body::Held(bytes) => Ok(Sha256::digest(bytes)),
            Body::Row(text) => Ok(Sha256::digest(text)),
            Body::Failed(message) => Ok(Sha256::digest(message)),
            Body::File(path, _) => hash_of(path),
        };
        read.unwrap_or_else(|error| Sha256::digest(error.to_string())).into()
    }
}

fn hash_of(path: &Path) -> std::io::Result<sha2::digest::Output<Sha256>> {
    let (mut file, mut hash, mut buffer) = (std::fs::File::open(path)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hash.finalize()),
            n => hash.update(&buffer[..n]),
        }
    }
}

#[derive(Debug)]
pub(crate) enum Body {
    /// A file of this size.
    File(PathBuf, u64),
    /// A document's bytes.
    Held(Vec<u8>),
    /// A JSON object as it stands in a file.
    Line(Vec<u8>),
    /// A JSON object that is decoded already.
    Row(String),
    /// Why it cannot be loaded.
    Failed(String),
}

/// A document ready for [`Extractor::extract`](crate::Extractor::extract).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Loaded {
    /// The decoded text: what spans refer to.
    pub text: String,
    /// What is known of it.
    pub context: Context,
}
