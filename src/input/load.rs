//! From an item to text and context.

use super::{Body, Fields, Item, Kind, Loaded, Markup, Options, Row, decode, html, mail, markup, sniff, sources, word};
use crate::context::{self, Context};
use crate::error::Error;
use crate::value::date;
use serde_json::Value;
use sniff::{Content, Zipped};
use std::io::{Cursor, Read};
use std::path::Path;

impl Options {
    /// Loads one item.
    ///
    /// # Errors
    /// When it cannot be read, is larger than [`Options::max_bytes`], or is not what it claims to be.
    pub fn load(&self, item: Item) -> Result<Loaded, Error> {
        let context = self.known(&item)?;
        match item.body {
            Body::Failed(message) => Err(Error::input(message)),
            Body::Line(line) => {
                let decoded = decode(&line, self.encoding.as_deref(), None)?;
                let context = self.flagged(context, decoded.replaced, decoded.nuls);
                self.object(&decoded.text, context)
            }
            Body::Row(row) => self.object(&row, context),
            Body::Held(bytes) => self.document(&self.unpacked(bytes)?, Path::new(&item.id), context),
            Body::File(path, _) => {
                let file = std::fs::File::open(&path).map_err(|e| Error::input(format!("cannot be opened: {e}")))?;
                let bytes = self.bounded(file)?;
                self.document(&self.unpacked(bytes)?, &path, context)
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
            None => self.bounded(&bytes[..]),
            Some(packing) => self.bounded(packing.open(&bytes[..]).map_err(|e| Error::input(e.to_string()))?),
        }
    }

    /// A file's bytes as a document.
    fn document(&self, bytes: &[u8], path: &Path, context: Context) -> Result<Loaded, Error> {
        match sniff::content(bytes, path) {
            Content::Foreign(name) => Err(Error::input(format!("it is {name}"))),
            Content::Pdf => self.pdf(bytes, context),
            Content::Zip => self.word(bytes).map(|text| Loaded { text, context }),
            Content::Mail => {
                let saved = mail::page(bytes)?;
                self.page(&saved.bytes, path, saved.charset, context)
            }
            Content::Text => self.page(bytes, path, None, context),
        }
    }

    /// A page of HTML or plain text; `charset` is what its packing says of it.
    fn page(&self, bytes: &[u8], path: &Path, charset: Option<String>, context: Context) -> Result<Loaded, Error> {
        let page = match self.kind {
            Kind::Html => true,
            Kind::Auto => markup::looks_like(bytes) || matches!(sources::stem_extension(path).as_str(), "html" | "htm" | "shtml" | "xhtml" | "mht" | "mhtml"),
            _ => false,
        };
        let declared = charset.or_else(|| if page { markup::declared(bytes) } else { None });
        let decoded = decode(bytes, self.encoding.as_deref(), declared.as_deref())?;
        let mut context = self.flagged(context, decoded.replaced, decoded.nuls);
        context.decoded = Some(context::Decoded { encoding: decoded.encoding, replaced: decoded.replaced });
        if page { self.html(&decoded.text, context) } else { Ok(Loaded { text: decoded.text, context }) }
    }

    fn html(&self, source: &str, mut context: Context) -> Result<Loaded, Error> {
        if let Some(flaw) = markup::flaw(source) {
            return Err(Error::input(flaw));
        }
        let read = html(source);
        if context.published.is_none() {
            context.published = read.published.as_deref().and_then(|day| day.parse().ok());
        }
        context.publisher = context.publisher.or(read.publisher);
        context.title = context.title.or(read.title);
        context.url = context.url.or(read.url);
        Ok(Loaded { text: read.text, context })
    }

    /// The text of a Word file.
    fn word(&self, bytes: &[u8]) -> Result<String, Error> {
        let broken = |error: zip::result::ZipError| Error::input(format!("broken ZIP archive: {error}"));
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        match sniff::zipped(archive.file_names_raw()) {
            Some(Zipped::Word) => {}
            Some(Zipped::Foreign(name)) => return Err(Error::input(format!("it is {name}"))),
            None => return Err(Error::input("it is a ZIP archive: give it as a file whose name ends in .zip".to_owned())),
        }
        let xml = self.bounded(archive.by_name("word/document.xml").map_err(broken)?)?;
        word::text(&decode(&xml, None, None)?.text)
    }

    fn flagged(&self, mut context: Context, replaced: usize, nuls: usize) -> Context {
        let flags = [(replaced, "replaced-characters"), (nuls, "nul-characters")];
        context.quality.extend(flags.into_iter().filter(|(count, _)| *count > 0).map(|(_, flag)| flag.to_owned()));
        context
    }

    /// An object of a crawl as a document.
    fn object(&self, json: &str, context: Context) -> Result<Loaded, Error> {
        let object: Value = serde_json::from_str(json).map_err(|e| Error::input(format!("not a JSON object: {e}")))?;
        let Fields { text, id, date, place, publisher, url, title } = &self.fields;
        let keys = || object.as_object().map(|o| o.keys().cloned().collect::<Vec<_>>().join(", ")).unwrap_or_default();
        let Some(text) = object[text].as_str() else {
            return Err(Error::input(format!("no text under the key {text:?} (--text-field names another; the object has: {})", keys())));
        };
        let row = Row {
            text: text.to_owned(),
            id: told(&object[id]),
            date: told(&object[date]),
            place: told(&object[place]),
            publisher: told(&object[publisher]),
            url: told(&object[url]),
            title: told(&object[title]),
        };
        self.row(row, context)
    }

    /// A document of which a crawl or a table tells what it is: that goes before [`Options::base`].
    ///
    /// ```
    /// use dibao::input::{Options, Row};
    /// let row = Row { text: "市长刘伟出席。".into(), date: Some("2023/4/27".into()), ..Row::default() };
    /// assert_eq!(Options::default().load_row(row)?.context.published.unwrap().to_string(), "2023-04-27");
    /// # Ok::<(), dibao::Error>(())
    /// ```
    ///
    /// # Errors
    /// When its HTML is none that can be read.
    pub fn load_row(&self, row: Row) -> Result<Loaded, Error> {
        self.row(row, self.base.clone())
    }

    fn row(&self, row: Row, mut context: Context) -> Result<Loaded, Error> {
        let told = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
        context.id = told(row.id).or(context.id);
        context.place = told(row.place).or(context.place);
        context.publisher = told(row.publisher).or(context.publisher);
        context.url = told(row.url).or(context.url);
        context.title = told(row.title).or(context.title);
        if let Some(day) = told(row.date) {
            match iso_date(&day).and_then(|iso| iso.parse().ok()) {
                Some(day) => context.published = Some(day),
                None => context.quality.push("unreadable-date".to_owned()),
            }
        }
        match self.markup {
            Markup::Plain => Ok(Loaded { text: row.text, context }),
            Markup::Html => self.html(&row.text, context),
        }
    }

    #[cfg(feature = "pdf")]
    fn pdf(&self, bytes: &[u8], mut context: Context) -> Result<Loaded, Error> {
        let read = match &self.pdf_reader {
            Some(program) => super::pdf::apart(program, bytes)?,
            None => super::pdf_text(bytes)?,
        };
        if read.unread > 0 {
            context.quality.push("unread-pages".to_owned());
        }
        Ok(Loaded { text: read.text, context })
    }

    #[cfg(not(feature = "pdf"))]
    fn pdf(&self, _: &[u8], _: Context) -> Result<Loaded, Error> {
        Err(Error::input("it is a PDF file, and this build does not read PDF: build with --features pdf".to_owned()))
    }
}

/// What a value of a crawl says, if anything.
fn told(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The day that a meta tag or a crawl's field begins with: `2023-04-27 10:20`, `2023/4/27`, `2023年4月27日`, `20230427`.
pub(super) fn iso_date(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let dashed = if digits >= 8 { format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..8]) } else { text.replacen('T', " ", 1) };
    let found = date::find(&dashed).into_iter().find(|f| f.start == 0)?;
    chrono::NaiveDate::from_ymd_opt(found.year?, found.month?, found.day?).map(|day| day.to_string())
}
