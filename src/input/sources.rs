//! The documents of a list of files, and the opening of those that hold many.

use super::listing::{Entry, Listing, Origin, Skipped, name};
use super::streams::{Archive, Elements, Lines, Rows, Stream};
use super::{Body, Item, Kind, Options};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Compressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

/// The compression that `bytes` begin with.
pub(super) fn packing(bytes: &[u8]) -> Option<Packing> {
    match bytes {
        [0x1F, 0x8B, ..] => Some(Packing::Gzip),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Packing::Zstd),
        _ => None,
    }
}

impl Packing {
    pub(super) fn open<'a>(self, from: impl BufRead + Send + 'a) -> io::Result<Box<dyn Read + Send + 'a>> {
        Ok(match self {
            Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(from)),
            Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(from)?),
        })
    }
}

/// The extension under a compression's: `html` of `page.html.gz`.
pub(super) fn stem_extension(path: &Path) -> String {
    let lower = path.to_string_lossy().to_lowercase();
    let bare = lower.strip_suffix(".gz").or_else(|| lower.strip_suffix(".zst")).unwrap_or(&lower);
    Path::new(bare).extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Counts the bytes that pass, for a progress bar.
struct Counted<R> {
    from: R,
    seen: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.from.read(buffer)?;
        self.seen.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Tells why a file that a folder or a glob holds is not to be read; `None` when it is.
pub type Leave<'a> = Box<dyn Fn(&Path) -> Option<String> + Send + 'a>;

/// The documents of a list of files, folders and globs, in a fixed order: that of the list, and within a folder by path.
///
/// ```
/// use dibao::input::{Inputs, Options};
/// let options = Options::default();
/// let inputs = Inputs::new(&["tests/issues/*.txt"], &options);
/// assert!(inputs.map(|item| item.id).all(|id| id.ends_with(".txt")));
/// ```
pub struct Inputs<'a> {
    options: &'a Options,
    files: std::vec::IntoIter<Entry>,
    leave: Leave<'a>,
    skipped: Skipped,
    /// The file that the last item came from.
    source: String,
    stream: Option<Stream>,
    /// Standard input, opened at once: its first bytes tell whether it is a crawl.
    ready: Option<Item>,
    seen: Arc<AtomicU64>,
    total: Option<u64>,
    several: bool,
}

impl<'a> Inputs<'a> {
    /// Lists the files. `-` is standard input; a folder gives what it holds of text, HTML, saved pages, Word files, PDF, JSON lines
    /// and ZIP archives, but nothing whose name begins with a dot; a name that is no file may be a glob (`pages/**/*.html`). Two names of one path are read once.
    ///
    /// Nothing here is an error: a missing file, a link that leads nowhere or back, a folder that cannot be listed or holds
    /// nothing, and a pattern that fits nothing come as items that fail to load, so that a run loses nothing else.
    pub fn new<P: AsRef<Path>>(paths: &[P], options: &'a Options) -> Self {
        let Listing { entries, skipped } = Listing::of(paths);
        let is_stdin = |path: &Path| path.as_os_str() == "-";
        let stdin = paths.len() == 1 && is_stdin(paths[0].as_ref());
        let streams = entries.iter().any(|entry| options.streams(&entry.path));
        let several = !stdin && (entries.len() > 1 || streams || entries.iter().any(|entry| entry.origin == Origin::Found));
        let total = (!entries.iter().any(|entry| is_stdin(&entry.path))).then(|| entries.iter().map(|entry| entry.size).sum());
        let files = entries.into_iter();
        let leave: Leave<'a> = Box::new(|_| None);
        let mut inputs = Inputs { options, files, leave, skipped, source: String::new(), stream: None, ready: None, seen: Arc::default(), total, several };
        if stdin {
            inputs.ready = inputs.files.next().and_then(|entry| inputs.open(entry));
            inputs.several = inputs.stream.is_some();
        }
        inputs
    }

    /// Leaves out files that a folder or a glob holds, each with a reason that [`Inputs::skipped`] tells. It is asked when a
    /// file's turn comes.
    pub fn leave(mut self, leave: Leave<'a>) -> Self {
        self.leave = leave;
        self
    }

    /// The names of all files still to be read.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.files.as_slice().iter().map(|entry| name(&entry.path))
    }

    /// As [`Options::digest`].
    pub fn digest(&self, item: &Item) -> [u8; 32] {
        self.options.digest(item)
    }

    /// Files that are not read, and why: complete when the last item was taken.
    pub fn skipped(&self) -> &Skipped {
        &self.skipped
    }

    /// The name of the file that the last item came from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether there may be more than one document.
    pub fn several(&self) -> bool {
        self.several
    }

    /// Bytes of all files, when known.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Bytes handed out so far: a counter that may be read from another thread.
    pub fn seen(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.seen)
    }

    /// Opens a file: as a stream when it holds many documents, else as one item.
    fn open(&mut self, entry: Entry) -> Option<Item> {
        let Entry { path, origin, size, fault } = entry;
        let id = name(&path);
        self.source.clone_from(&id);
        if let Some(fault) = fault {
            return Some(Item { id, body: Body::Failed(fault) });
        }
        if let Some(reason) = (origin == Origin::Found).then(|| (self.leave)(&path)).flatten() {
            self.seen.fetch_add(size, Ordering::Relaxed);
            self.skipped.add(&reason, &path);
            return None;
        }
        let stdin = path.as_os_str() == "-";
        if !stdin && !self.options.streams(&path) {
            self.seen.fetch_add(size, Ordering::Relaxed);
            return Some(Item { id, body: Body::File(path, size) });
        }
        let opened = if stem_extension(&path) == "zip" { self.archive(&path, &id, size) } else { self.stream(&path, &id) };
        match opened {
            Ok(Ok(stream)) => {
                self.stream = Some(stream);
                None
            }
            Ok(Err(body)) => Some(Item { id, body }),
            Err(error) => Some(Item { id, body: Body::Failed(format!("cannot be read: {error}")) }),
        }
    }

    /// The members of an archive, or the file itself when it is a document.
    fn archive(&self, path: &Path, id: &str, size: u64) -> io::Result<Result<Stream, Body>> {
        self.seen.fetch_add(size, Ordering::Relaxed);
        let archive = Archive::open(id, path, self.options.max_bytes)?;
        Ok(archive.map(|a| Box::new(a) as Stream).ok_or_else(|| Body::File(path.to_owned(), size)))
    }

    /// The documents of a crawl, or, for standard input that is none, all its bytes.
    fn stream(&self, path: &Path, id: &str) -> io::Result<Result<Stream, Body>> {
        let stdin = id == "-";
        let from: Box<dyn Read + Send> = if stdin { Box::new(io::stdin()) } else { Box::new(File::open(path)?) };
        let mut raw = BufReader::with_capacity(1 << 16, Counted { from, seen: Arc::clone(&self.seen) });
        let packed = packing(raw.fill_buf()?);
        let mut plain: Box<dyn BufRead + Send> = match packed {
            Some(packing) => Box::new(BufReader::with_capacity(1 << 16, packing.open(raw)?)),
            None => Box::new(raw),
        };
        let kind = match self.options.kind {
            Kind::Auto if stdin => by_start(plain.fill_buf()?),
            Kind::Auto => by_name(path),
            kind => kind,
        };
        let (name, limit) = (id.to_owned(), self.options.max_bytes);
        Ok(Ok(match kind {
            // an array under the name of lines
            Kind::Jsonl if by_start(plain.fill_buf()?) == Kind::Json => Box::new(Elements::new(name, plain, limit)),
            Kind::Jsonl => Box::new(Lines { name, line: 0, lines: plain, limit }),
            Kind::Json => Box::new(Elements::new(name, plain, limit)),
            Kind::Csv => Box::new(Rows::new(name, plain, limit, self.options.encoding.as_deref())?),
            Kind::Auto | Kind::Text | Kind::Html => {
                let mut held = Vec::new();
                plain.take(limit as u64 + 1).read_to_end(&mut held)?;
                return Ok(Err(Body::Held(held)));
            }
        }))
    }
}

/// What a file of many documents is, by its name.
fn by_name(path: &Path) -> Kind {
    match stem_extension(path).as_str() {
        "jsonl" | "ndjson" => Kind::Jsonl,
        "json" => Kind::Json,
        "csv" | "tsv" => Kind::Csv,
        _ => Kind::Auto,
    }
}

/// What standard input is, by its first bytes: an object begins JSON lines, an array of objects an array.
fn by_start(bytes: &[u8]) -> Kind {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match bytes.first() {
        Some(b'{') => Kind::Jsonl,
        Some(b'[') if bytes[1..].trim_ascii_start().starts_with(b"{") => Kind::Json,
        _ => Kind::Auto,
    }
}

impl Options {
    fn streams(&self, path: &Path) -> bool {
        path.as_os_str() == "-"
            || match self.kind {
                Kind::Auto => by_name(path) != Kind::Auto || stem_extension(path) == "zip",
                kind => matches!(kind, Kind::Jsonl | Kind::Json | Kind::Csv),
            }
    }
}

impl Iterator for Inputs<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(item) = self.ready.take() {
            return Some(item);
        }
        loop {
            if let Some(stream) = &mut self.stream {
                match stream.next() {
                    Some(item) => return Some(item),
                    None => self.stream = None,
                }
            }
            let entry = self.files.next()?;
            if let Some(item) = self.open(entry) {
                return Some(item);
            }
        }
    }
}
