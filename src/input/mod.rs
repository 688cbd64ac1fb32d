//! Inputs as they really are: files, folders, globs, crawls of JSON lines, compressed or not, in any encoding.
//!
//! [`Inputs`] lists what there is to read, in a fixed order, and streams crawls line by line; [`Options::load`] turns one item
//! into text and [`Context`]. The two are apart so that loading can run on many threads.

mod decode;
mod html;
mod listing;
#[cfg(feature = "pdf")]
mod pdf;
mod sources;

pub use decode::{Decoded, decode};
pub use html::{Page, html};
pub use listing::Skipped;
pub use sources::{Inputs, Leave};

use crate::context::{self, Context};
use crate::error::Error;
use crate::value::date;
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
}

/// Keys of a crawl's JSON objects.
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
}

impl Default for Fields {
    fn default() -> Self {
        Fields { text: "text".into(), id: "id".into(), date: "published".into(), place: "place".into() }
    }
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
    /// What holds for all documents. What a crawl's object says of itself goes before it, what a page's meta tags say after it.
    pub base: Context,
    /// Largest document taken, in bytes after decompression.
    pub max_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { kind: Kind::Auto, encoding: None, fields: Fields::default(), base: Context::default(), max_bytes: crate::MAX_DOCUMENT_BYTES }
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
            Body::File(_, size) => *size,
            Body::Failed(_) => 0,
        }
    }

    /// A hash (SHA-256) of its bytes as they are stored: what tells a resumed run that it is still the same document. Of a
    /// document that cannot be read, of the reason.
    pub fn digest(&self) -> [u8; 32] {
        let read = match &self.body {
            Body::Line(bytes) | Body::Held(bytes) => Ok(Sha256::digest(bytes)),
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
    File(PathBuf, u64),
    Held(Vec<u8>),
    Line(Vec<u8>),
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

impl Options {
    /// Loads one item.
    ///
    /// # Errors
    /// When it cannot be read, is larger than [`Options::max_bytes`], or is not what it claims to be.
    pub fn load(&self, item: Item) -> Result<Loaded, Error> {
        let context = self.base.clone().id(&item.id);
        match item.body {
            Body::Failed(message) => Err(Error::input(message)),
            Body::Line(line) => self.object(&line, context),
            Body::Held(bytes) => self.page(&self.unpacked(bytes)?, Path::new(&item.id), context),
            Body::File(path, _) => {
                let file = std::fs::File::open(&path).map_err(|e| Error::input(format!("cannot be opened: {e}")))?;
                let bytes = self.bounded(file)?;
                self.page(&self.unpacked(bytes)?, &path, context)
            }
        }
    }

    fn bounded(&self, from: impl Read) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        from.take(self.max_bytes as u64 + 1).read_to_end(&mut bytes).map_err(|e| Error::input(format!("cannot be read: {e}")))?;
        if bytes.len() > self.max_bytes { Err(Error::too_large(bytes.len(), self.max_bytes)) } else { Ok(bytes) }
    }

    fn unpacked(&self, bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
        match sources::packing(&bytes) {
            None => Ok(bytes),
            Some(packing) => self.bounded(packing.open(&bytes[..]).map_err(|e| Error::input(e.to_string()))?),
        }
    }

    /// A file's bytes as a document.
    fn page(&self, bytes: &[u8], path: &Path, mut context: Context) -> Result<Loaded, Error> {
        if bytes.starts_with(b"%PDF") {
            return pdf_text(bytes).map(|text| Loaded { text, context });
        }
        let named = sources::stem_extension(path);
        let page = match self.kind {
            Kind::Auto => html::looks_like(bytes) || matches!(named.as_str(), "html" | "htm" | "shtml"),
            kind => kind == Kind::Html,
        };
        let declared = if page { html::declared(bytes) } else { None };
        let decoded = decode(bytes, self.encoding.as_deref(), declared.as_deref())?;
        let mut text = decoded.text;
        if page && html::too_deep(&text) {
            return Err(Error::input(format!("its elements nest deeper than {}: not a page of a newspaper", html::MAX_DEPTH)));
        }
        if page {
            let read = html(&text);
            if context.published.is_none() {
                context.published = read.published.as_deref().and_then(|day| day.parse().ok());
            }
            context.publisher = context.publisher.or(read.publisher);
            text = read.text;
        } else if text.contains('\0') {
            return Err(Error::input("it holds NUL bytes: not a text file".to_owned()));
        }
        if decoded.replaced > 0 {
            context.quality.push("replaced-characters".to_owned());
        }
        context.decoded = Some(context::Decoded { encoding: decoded.encoding, replaced: decoded.replaced });
        Ok(Loaded { text, context })
    }

    /// A line of a crawl as a document.
    fn object(&self, line: &[u8], mut context: Context) -> Result<Loaded, Error> {
        let object: serde_json::Value = serde_json::from_slice(line).map_err(|e| Error::input(format!("not a JSON object: {e}")))?;
        let value = |key: &str| match &object[key] {
            serde_json::Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let keys = || object.as_object().map(|o| o.keys().cloned().collect::<Vec<_>>().join(", ")).unwrap_or_default();
        let field = &self.fields;
        let Some(text) = object[&field.text].as_str() else {
            return Err(Error::input(format!("no text under the key {:?} (--text-field names another; the object has: {})", field.text, keys())));
        };
        if let Some(id) = value(&field.id) {
            context.id = Some(id);
        }
        if let Some(place) = value(&field.place) {
            context.place = Some(place);
        }
        if let Some(day) = value(&field.date) {
            match iso_date(&day).and_then(|iso| iso.parse().ok()) {
                Some(day) => context.published = Some(day),
                None => context.quality.push("unreadable-date".to_owned()),
            }
        }
        Ok(Loaded { text: text.to_owned(), context })
    }
}

/// The day that a meta tag or a crawl's field begins with: `2023-04-27 10:20`, `2023/4/27`, `2023年4月27日`, `20230427`.
pub(crate) fn iso_date(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let dashed = if digits >= 8 { format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..8]) } else { text.replacen('T', " ", 1) };
    let found = date::find(&dashed).into_iter().find(|f| f.start == 0)?;
    chrono::NaiveDate::from_ymd_opt(found.year?, found.month?, found.day?).map(|day| day.to_string())
}

#[cfg(feature = "pdf")]
use pdf::text as pdf_text;

#[cfg(not(feature = "pdf"))]
fn pdf_text(_: &[u8]) -> Result<String, Error> {
    Err(Error::input("it is a PDF file, and this build does not read PDF: build with --features pdf".to_owned()))
}
