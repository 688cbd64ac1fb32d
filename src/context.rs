//! What the caller knows of a document. Never a clock.

use crate::error::Error;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What the caller knows of a document: all optional, nothing is ever taken from a clock or a locale.
///
/// ```
/// use dibao::Context;
/// let context = Context::default().published_str("2023-04-27").unwrap().place("株洲市").id("page.txt");
/// assert_eq!(context.place.as_deref(), Some("株洲市"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Context {
    /// Name of the document in the output.
    pub id: Option<String>,
    /// Newspaper or site.
    pub publisher: Option<String>,
    /// Day of publication: resolves dates without a year.
    pub published: Option<NaiveDate>,
    /// The division that 市, 县 or 我市 in the text means: its name (`株洲市`), the names of those it lies in before it
    /// (`湖南省株洲市`, `北京市朝阳区`), or its code of GB/T 2260 (`430200`). A name that several divisions share names none.
    pub place: Option<String>,
    /// Where the document is to be found on the web: goes into the output as it is.
    pub url: Option<String>,
    /// What the document is called where it was found: goes into the output as it is.
    pub title: Option<String>,
    /// Anything else that is known of it, by name: goes into the output as it is.
    pub extra: BTreeMap<String, String>,
    /// How the text was decoded: goes into the output as it is.
    pub decoded: Option<Decoded>,
    /// What the caller found wrong with the text: goes into the output as it is.
    pub quality: Vec<String>,
}

/// How bytes became text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// Name of the encoding, as `GBK`.
    pub encoding: &'static str,
    /// Characters that had to be replaced.
    pub replaced: usize,
}

impl Context {
    /// Names the document.
    pub fn id(mut self, id: &str) -> Self {
        self.id = Some(id.to_owned());
        self
    }

    /// Names the newspaper.
    pub fn publisher(mut self, publisher: &str) -> Self {
        self.publisher = Some(publisher.to_owned());
        self
    }

    /// Names the place.
    pub fn place(mut self, place: &str) -> Self {
        self.place = Some(place.to_owned());
        self
    }

    /// Sets the day of publication.
    pub fn published(mut self, day: NaiveDate) -> Self {
        self.published = Some(day);
        self
    }

    /// Sets the day of publication from its ISO form.
    ///
    /// # Errors
    /// When `day` is no date of the form `2023-04-27`.
    pub fn published_str(self, day: &str) -> Result<Self, Error> {
        match NaiveDate::parse_from_str(day, "%Y-%m-%d") {
            Ok(date) => Ok(self.published(date)),
            Err(_) => Err(Error::context(format!("{day:?} is not a date: write it as 2023-04-27"))),
        }
    }
}
