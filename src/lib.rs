//! `dibao` (邸报) turns Chinese newspaper pages and official notices into structured civic records.
//!
//! Officials and the posts they hold, appointments and dismissals, deputies and seats, projects and figures: typed serde
//! structs, each value traceable to the exact characters it was read from. Same input, same bytes out; no network, no
//! clock, no model.
//!
//! ```
//! use dibao::{Context, Data, Extractor};
//! let extractor = Extractor::new()?;
//! let context = Context::default().published_str("2023-04-27")?.place("株洲市");
//! let found = extractor.extract("市委常委、市委宣传部长江小忠强调,要精确。", &context)?;
//! let Data::Office(office) = &found.records[1].data else { panic!() };
//! assert_eq!((office.person.as_str(), office.title.as_str()), ("江小忠", "市委宣传部长"));
//! assert_eq!(office.jurisdiction.as_ref().unwrap().code.as_deref(), Some("430200"));
//! # Ok::<(), dibao::Error>(())
//! ```
//!
//! One way through the house: [`text`] → [`document`] → [`lexicon`] hits → [`families`] → [`record`]s. Each stage can be
//! used alone. The vocabulary is data in `rules/` ([`ruleset`]) and can be overlaid by the user.

mod checks;
mod chunk;
pub mod context;
pub mod document;
mod error;
pub mod explain;
#[cfg(feature = "export")]
pub mod export;
mod extractor;
pub mod families;
#[cfg(feature = "input")]
pub mod input;
mod lattice;
#[cfg(feature = "ledger")]
pub mod ledger;
pub mod lexicon;
mod pattern;
pub mod record;
mod resolve;
pub mod ruleset;
mod span;
pub mod text;
mod traditional;
pub mod value;
mod vocabulary;

pub use context::Context;
pub use error::{Diagnostic, Error, ErrorKind};
pub use extractor::{Builder, Extractor, MAX_DOCUMENT_BYTES, MAX_RECORDS};
pub use record::{Data, Extraction, Record};
pub use span::Span;
