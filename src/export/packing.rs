//! Compressed outputs: a member (gzip) or frame (zstd) for each safe point, so that a stopped run can go on behind the last one.

use std::io::{self, Read, Write};
use std::path::Path;

/// How the bytes of a file are packed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    #[default]
    Plain,
    /// gzip, as `.gz`.
    Gzip,
    /// Zstandard, as `.zst`.
    Zstd,
}

impl Packing {
    /// The packing that a file's name tells.
    ///
    /// ```
    /// use dibao::export::Packing;
    /// assert_eq!(Packing::of("records.jsonl.gz".as_ref()), Packing::Gzip);
    /// ```
    pub fn of(path: &Path) -> Self {
        match path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
            Some("gz") => Packing::Gzip,
            Some("zst") => Packing::Zstd,
            _ => Packing::Plain,
        }
    }

    /// One member or frame with `bytes`.
    pub(super) fn pack(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Packing::Plain => Ok(bytes.to_vec()),
            Packing::Gzip => {
                let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                out.write_all(bytes)?;
                out.finish()
            }
            Packing::Zstd => zstd::encode_all(bytes, 3),
        }
    }

    /// The bytes under the packing that they show themselves.
    pub(crate) fn unpack<'a>(mut from: impl io::BufRead + 'a) -> io::Result<Box<dyn Read + 'a>> {
        Ok(match from.fill_buf()? {
            [0x1F, 0x8B, ..] => Box::new(flate2::bufread::MultiGzDecoder::new(from)),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Box::new(zstd::stream::read::Decoder::with_buffer(from)?),
            _ => Box::new(from),
        })
    }
}
