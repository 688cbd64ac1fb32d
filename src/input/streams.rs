//! Files of many documents, read one document at a time: JSON lines, JSON arrays, CSV tables, ZIP archives.

use super::{Body, Item, decode, listing};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A file of many documents.
pub(super) type Stream = Box<dyn Iterator<Item = Item> + Send>;

/// Most bytes of one object of a crawl: escapes make it longer than its text.
fn most(limit: usize) -> usize {
    limit.saturating_mul(6).saturating_add(1 << 16)
}

/// JSON lines, one object each.
pub(super) struct Lines {
    pub name: String,
    pub line: u64,
    pub lines: Box<dyn BufRead + Send>,
    pub limit: usize,
}

impl Iterator for Lines {
    type Item = Item;

    /// The next line that holds something. A line longer than the limit is passed over as a failed item.
    fn next(&mut self) -> Option<Item> {
        loop {
            self.line += 1;
            let mut line = Vec::new();
            let most = most(self.limit) as u64;
            let id = format!("{}:{}", self.name, self.line);
            match (&mut self.lines).take(most).read_until(b'\n', &mut line) {
                Err(error) => {
                    self.lines = Box::new(io::empty());
                    return Some(Item { id, body: Body::Failed(format!("cannot be read further: {error}")) });
                }
                Ok(0) => return None,
                Ok(n) if n as u64 == most && line.last() != Some(&b'\n') => {
                    if self.lines.skip_until(b'\n').is_err() {
                        self.lines = Box::new(io::empty());
                    }
                    return Some(Item { id, body: Body::Failed(format!("the line has more than {most} bytes")) });
                }
                Ok(_) => {}
            }
            let start = if line.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
            if !line[start..].trim_ascii().is_empty() {
                line.drain(..start);
                return Some(Item { id, body: Body::Line(line) });
            }
        }
    }
}

/// The elements of a JSON array, or JSON objects one behind the other, over as many lines as they like.
pub(super) struct Elements {
    name: String,
    number: u64,
    from: Box<dyn BufRead + Send>,
    limit: usize,
    opened: bool,
}

impl Elements {
    pub(super) fn new(name: String, from: Box<dyn BufRead + Send>, limit: usize) -> Self {
        Elements { name, number: 0, from, limit, opened: false }
    }

    /// The bytes of the next element; empty at the end.
    fn element(&mut self) -> io::Result<Vec<u8>> {
        let mut value = Value::default();
        loop {
            let held = self.from.fill_buf()?;
            if held.is_empty() {
                return Ok(value.bytes);
            }
            let mut used = 0;
            let mut done = false;
            for &byte in held {
                used += 1;
                if value.bytes.is_empty() && (byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | 0xEF | 0xBB | 0xBF)) {
                    continue;
                }
                if value.bytes.is_empty() && byte == b'[' && !self.opened {
                    self.opened = true;
                    continue;
                }
                done = value.push(byte);
                if done {
                    break;
                }
            }
            self.from.consume(used);
            if done {
                return Ok(value.bytes);
            }
            if value.bytes.len() > most(self.limit) {
                return Err(io::Error::other(format!("an object has more than {} bytes", most(self.limit))));
            }
        }
    }
}

/// A JSON value as it comes in.
#[derive(Default)]
struct Value {
    bytes: Vec<u8>,
    depth: usize,
    quoted: bool,
    escaped: bool,
}

impl Value {
    /// Takes a byte and tells whether the value is whole.
    fn push(&mut self, byte: u8) -> bool {
        if !self.quoted && self.depth == 0 && matches!(byte, b',' | b']' | b'}') {
            // a bracket that nothing opens is told when it is read
            if self.bytes.is_empty() {
                self.bytes.push(byte);
            }
            return true;
        }
        self.bytes.push(byte);
        if self.quoted {
            self.quoted = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
        } else {
            match byte {
                b'"' => self.quoted = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth -= 1,
                _ => return false,
            }
        }
        self.depth == 0 && !self.quoted
    }
}

impl Iterator for Elements {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        self.number += 1;
        let id = format!("{}:{}", self.name, self.number);
        match self.element() {
            Ok(bytes) if bytes.is_empty() => None,
            Ok(bytes) => Some(Item { id, body: Body::Line(bytes) }),
            Err(error) => {
                self.from = Box::new(io::empty());
                Some(Item { id, body: Body::Failed(format!("cannot be read further: {error}")) })
            }
        }
    }
}

/// The rows of a CSV table with a header, as objects with the header's keys.
pub(super) struct Rows {
    name: String,
    number: u64,
    rows: csv::Reader<Limited>,
    header: csv::StringRecord,
    left: Arc<AtomicU64>,
    limit: usize,
    ended: bool,
}

impl Rows {
    /// Reads the header. The encoding is that of the first bytes, the separator the one that the header has most of.
    pub(super) fn new(name: String, mut from: Box<dyn BufRead + Send>, limit: usize, wanted: Option<&str>) -> io::Result<Self> {
        let head = from.fill_buf()?;
        let encoding = match wanted {
            Some(label) => decode::named(label).map_err(io::Error::other)?,
            // the last character may be cut
            None => decode::encoding_of(head, None),
        };
        let first = head.split(|&b| b == b'\n').next().unwrap_or_default();
        let separator = [b',', b'\t', b';'].into_iter().max_by_key(|s| (first.iter().filter(|b| *b == s).count(), *s == b','));
        let decoded = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(from);
        let left = Arc::new(AtomicU64::new(most(limit) as u64));
        let limited = Limited { from: Box::new(decoded), left: Arc::clone(&left) };
        let mut rows = csv::ReaderBuilder::new().flexible(true).delimiter(separator.unwrap_or(b',')).from_reader(limited);
        let header = rows.byte_headers().map_err(io::Error::other)?.iter().map(String::from_utf8_lossy).map(|key| key.trim().to_owned()).collect();
        Ok(Rows { name, number: 0, rows, header, left, limit, ended: false })
    }
}

impl Iterator for Rows {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.ended {
            return None;
        }
        self.number += 1;
        self.left.store(most(self.limit) as u64, Ordering::Relaxed);
        let id = format!("{}:{}", self.name, self.number);
        let mut row = csv::ByteRecord::new();
        match self.rows.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) => {
                let cells = row.iter().map(|cell| serde_json::Value::from(String::from_utf8_lossy(cell)));
                let object: serde_json::Map<_, _> = self.header.iter().map(str::to_owned).zip(cells).collect();
                Some(Item { id, body: Body::Row(serde_json::Value::from(object).to_string()) })
            }
            Err(error) => {
                self.ended = true;
                Some(Item { id, body: Body::Failed(format!("cannot be read further: {error}")) })
            }
        }
    }
}

/// A reader that refuses to give more than what is left: a quotation mark that nobody closes would take the whole file.
struct Limited {
    from: Box<dyn Read + Send>,
    left: Arc<AtomicU64>,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::other("a row is longer than the largest document taken: is a quotation mark open?"));
        }
        let n = self.from.read(buffer)?;
        self.left.store(left.saturating_sub(n as u64), Ordering::Relaxed);
        Ok(n)
    }
}

/// The documents of a ZIP archive, in its order. What has another ending than a document's is left out, as in a folder.
pub(super) struct Archive {
    name: String,
    at: usize,
    members: zip::ZipArchive<BufReader<File>>,
    limit: usize,
}

impl Archive {
    /// Opens it; none when the file is a document that is an archive only inside.
    pub(super) fn open(name: &str, path: &Path, limit: usize) -> io::Result<Option<Self>> {
        let members = zip::ZipArchive::new(BufReader::new(File::open(path)?))?;
        let inside = super::sniff::zipped(members.file_names_raw());
        Ok(inside.is_none().then(|| Archive { name: name.to_owned(), at: 0, members, limit }))
    }

    fn member(&mut self) -> io::Result<Option<Item>> {
        let mut member = self.members.by_index(self.at - 1)?;
        // names packed on Chinese systems are in GBK
        let inner = decode(member.name_raw(), None, None).map_err(io::Error::other)?.text;
        if member.is_dir() || !listing::is_document(Path::new(&inner)) {
            return Ok(None);
        }
        let id = format!("{}:{inner}", self.name);
        let mut bytes = Vec::new();
        member.by_ref().take(self.limit as u64 + 1).read_to_end(&mut bytes)?;
        Ok(Some(Item { id, body: Body::Held(bytes) }))
    }
}

impl Iterator for Archive {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while self.at < self.members.len() {
            self.at += 1;
            match self.member() {
                Ok(None) => {}
                Ok(item) => return item,
                Err(error) => return Some(Item { id: format!("{}:{}", self.name, self.at), body: Body::Failed(format!("cannot be unpacked: {error}")) }),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(stream: impl Iterator<Item = Item>) -> Vec<String> {
        stream
            .map(|item| match item.body {
                Body::Line(bytes) => String::from_utf8(bytes).unwrap(),
                Body::Row(text) | Body::Failed(text) => text,
                _ => unreachable!(),
            })
            .collect()
    }

    fn elements(json: &'static str) -> Vec<String> {
        // one byte at a time, so that every border of a buffer is tried
        bodies(Elements::new("a".into(), Box::new(BufReader::with_capacity(1, json.as_bytes())), 1_000))
    }

    #[test]
    fn the_elements_of_an_array_come_one_by_one() {
        assert_eq!(
            elements("[{\"a\":\"]},[\\\"\"},\n {\"b\":[1,{}]} , 5, \"x,\\\\\",null]"),
            ["{\"a\":\"]},[\\\"\"}", "{\"b\":[1,{}]}", "5", "\"x,\\\\\"", "null"]
        );
        assert_eq!(elements("\u{FEFF}{\"a\":\n1}\n{\"a\":2}"), ["{\"a\":\n1}", "{\"a\":2}"]);
        assert_eq!(elements("[]"), Vec::<String>::new());
        assert_eq!(elements("{}}{\"a\":2}"), ["{}", "}", "{\"a\":2}"]);
        assert_eq!(elements("[{\"a\":"), ["{\"a\":"], "what is cut is told when it is read");
    }

    #[test]
    fn rows_are_objects_with_the_keys_of_the_header() {
        let table = |bytes: &'static [u8], wanted| bodies(Rows::new("a".into(), Box::new(bytes), 1 << 20, wanted).unwrap());
        assert_eq!(table("\u{FEFF}id,text\n1,\"市长,\n刘伟\"\n2\n".as_bytes(), None), ["{\"id\":\"1\",\"text\":\"市长,\\n刘伟\"}", "{\"id\":\"2\"}"]);
        assert_eq!(table(b"id;text\n1;\xCA\xD0\xB3\xA4\n", None), ["{\"id\":\"1\",\"text\":\"市长\"}"]);
        let open = [b"id,text\n1,\"".to_vec(), vec![b'x'; 1 << 20]].concat();
        let rows = Rows::new("a".into(), Box::new(io::Cursor::new(open)), 1_000, None).unwrap();
        assert!(bodies(rows)[0].contains("quotation mark"));
    }
}
