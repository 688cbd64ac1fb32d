//! What is told of a document beside its text: by a row of a manifest, by a file that lies beside it, by its path.

use super::load::iso_date;
use super::{Body, Item, Options};
use crate::context::Context;
use crate::error::Error;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Largest sidecar, in bytes.
const MAX_SIDECAR: u64 = 1 << 20;

/// What is told of one document, by key: `published`, `place`, `publisher`, `url`, `title`, and any other, which is passed through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told(pub(super) BTreeMap<String, String>);

impl Told {
    /// Adds it to what is known; it goes before what was known.
    pub(super) fn apply(&self, context: &mut Context) {
        for (key, value) in self.0.iter().filter(|(_, value)| !value.trim().is_empty()) {
            let value = value.trim().to_owned();
            match key.as_str() {
                "published" => match iso_date(&value).and_then(|day| day.parse().ok()) {
                    Some(day) => context.published = Some(day),
                    None => context.quality.push("unreadable-date".to_owned()),
                },
                "place" => context.place = Some(value),
                "publisher" => context.publisher = Some(value),
                "url" => context.url = Some(value),
                "title" => context.title = Some(value),
                _ => _ = context.extra.insert(key.clone(), value),
            }
        }
    }
}

impl Options {
    /// What is known of an item before it is opened: what holds for all, then its path, then the manifest, then its sidecar.
    pub(super) fn known(&self, item: &Item) -> Result<Context, Error> {
        let mut context = self.base.clone().id(&item.id);
        if let Some(pattern) = &self.date_from_path {
            match pattern.find(&item.id) {
                Some(day) => context.published = Some(day),
                None => context.quality.push("no-date-in-path".to_owned()),
            }
        }
        if let Some(manifest) = &self.manifest {
            match manifest.of(&item.id) {
                Some(told) => told.apply(&mut context),
                None => context.quality.push("not-in-manifest".to_owned()),
            }
        }
        if let Body::File(path, _) = &item.body
            && let Some(sidecar) = sidecar(path)
        {
            read_sidecar(&sidecar)?.apply(&mut context);
        }
        Ok(context)
    }

    /// A hash of an item's bytes and of what is told of it beside them: what tells a resumed run that it is still the same.
    pub fn digest(&self, item: &Item) -> [u8; 32] {
        let plain = self.base.clone().id(&item.id);
        match self.known(item) {
            Ok(context) if context == plain => item.digest(),
            Ok(context) => Sha256::new().chain_update(item.digest()).chain_update(format!("{context:?}")).finalize().into(),
            Err(error) => Sha256::new().chain_update(item.digest()).chain_update(error.to_string()).finalize().into(),
        }
    }
}

/// The file that tells of `page.txt`: `page.txt.toml`, else `page.toml`.
fn sidecar(path: &Path) -> Option<PathBuf> {
    let mut full = path.as_os_str().to_owned();
    full.push(".toml");
    [PathBuf::from(full), path.with_extension("toml")].into_iter().find(|beside| beside != path && beside.is_file())
}

fn read_sidecar(path: &Path) -> Result<Told, Error> {
    let fault = |why: &dyn std::fmt::Display| Error::input(format!("{}: {why}", path.display()));
    if path.metadata().map_err(|e| fault(&e))?.len() > MAX_SIDECAR {
        return Err(fault(&format!("larger than {MAX_SIDECAR} bytes: it is not what is told of one document")));
    }
    let text = std::fs::read_to_string(path).map_err(|e| fault(&e))?;
    let table: toml::Table = toml::from_str(&text).map_err(|e| fault(&e.to_string().trim_end()))?;
    let told = table.into_iter().map(|(key, value)| match value {
        toml::Value::String(text) => Ok((key, text)),
        toml::Value::Integer(number) => Ok((key, number.to_string())),
        toml::Value::Float(number) => Ok((key, number.to_string())),
        toml::Value::Boolean(truth) => Ok((key, truth.to_string())),
        toml::Value::Datetime(day) => Ok((key, day.to_string())),
        toml::Value::Array(_) | toml::Value::Table(_) => Err(fault(&format!("{key}: a text, a number or a day was expected"))),
    });
    told.collect::<Result<_, _>>().map(Told)
}
