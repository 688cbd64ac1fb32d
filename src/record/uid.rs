//! Identifiers of records that hold beside those of other documents.

use super::{Extraction, Record};
use std::collections::HashMap;
use std::fmt::Write;

impl Extraction {
    /// Gives every record its `uid` and the document's day.
    pub(crate) fn identify(&mut self) {
        let source = self.source.id.as_deref().unwrap_or_default();
        let mut seen: HashMap<u64, u32> = HashMap::with_capacity(self.records.len());
        for record in &mut self.records {
            let mut key = key(source, record);
            let again = seen.entry(fnv(&key)).or_default();
            if *again > 0 {
                let _ = write!(key, "\0{again}");
            }
            *again += 1;
            record.uid = format!("{:016x}", fnv(&key));
            record.as_of.clone_from(&self.source.published);
        }
    }
}

/// What makes a record another than any other: where it stands, with its parts, as several may share one span.
fn key(source: &str, record: &Record) -> String {
    let [start, end] = record.span.bytes;
    let mut key = format!("{source}\0{}\0{start}-{end}", record.data.type_name());
    for (name, span) in record.spans.iter().filter(|(name, _)| *name != "clause") {
        let _ = write!(key, "\0{name}:{}-{}", span.bytes[0], span.bytes[1]);
    }
    key
}

/// FNV-1a: the same on every machine and in every version.
pub(crate) fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}
