//! Fonts of Chinese PDF files that name their encoding instead of holding a table: `UniGB-UCS2-H`, `GBK-EUC-H`, `ETen-B5-H` …
//!
//! The reader of PDF files knows none of those names. Before it reads, each such font gets the tables it lacks: codes of one
//! and two bytes that stand for themselves, and the characters that they mean.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_16BE};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What the names begin with, and the charset of the codes (PDF 32000-1, table 118).
const NAMES: &[(&str, &Encoding)] = &[
    ("Uni", UTF_16BE),
    ("GBK", GBK),
    ("GB-", GBK),
    ("GBpc", GBK),
    ("GBT", GBK),
    ("B5pc", BIG5),
    ("ETen", BIG5),
    ("HKscs", BIG5),
    ("CNS", BIG5),
    ("90ms", SHIFT_JIS),
    ("90pv", SHIFT_JIS),
    ("83pv", SHIFT_JIS),
    ("EUC-", EUC_JP),
    ("KSC", EUC_KR),
];

/// Gives the tables to each font that lacks them.
pub(super) fn prepare(document: &mut Document) {
    let mut added: BTreeMap<&'static str, Tables> = BTreeMap::new();
    let fonts: Vec<(ObjectId, Wanted)> = document.objects.iter().filter_map(|(&id, object)| Some((id, wanted(document, object)?))).collect();
    for (id, wanted) in fonts {
        let tables = *added.entry(wanted.charset.name()).or_insert_with(|| Tables::add(document, wanted.charset));
        let Ok(Object::Dictionary(font)) = document.get_object_mut(id) else { continue };
        if wanted.encoding {
            font.set("Encoding", tables.encoding.map_or(Object::Name(b"Identity-H".to_vec()), Object::Reference));
        }
        if wanted.unicode {
            font.set("ToUnicode", Object::Reference(tables.unicode));
        }
        for descendant in wanted.bare {
            if let Ok(Object::Dictionary(descendant)) = document.get_object_mut(descendant) {
                descendant.set("FontDescriptor", Object::Dictionary(Dictionary::new()));
            }
        }
    }
}

/// What a font lacks.
struct Wanted {
    charset: &'static Encoding,
    encoding: bool,
    unicode: bool,
    /// Its parts without a descriptor, which the reader asks for.
    bare: Vec<ObjectId>,
}

fn wanted(document: &Document, object: &Object) -> Option<Wanted> {
    let font = object.as_dict().ok()?;
    if font.get(b"Subtype").and_then(Object::as_name).ok()? != b"Type0" {
        return None;
    }
    let name = font.get(b"Encoding").and_then(Object::as_name).ok().map(String::from_utf8_lossy)?;
    let to_unicode = font.get_deref(b"ToUnicode", document).ok();
    // the table that a name stands for is that of codes in Unicode
    let by_name = to_unicode.is_some_and(|table| table.as_name().is_ok());
    let identity = name.starts_with("Identity");
    let charset = if identity { UTF_16BE } else { NAMES.iter().find(|(start, _)| name.starts_with(start))?.1 };
    let parts = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok()?;
    let bare = |id: &ObjectId| document.get_dictionary(*id).is_ok_and(|part| !part.has(b"FontDescriptor"));
    let bare = parts.iter().filter_map(|part| part.as_reference().ok()).filter(bare).collect();
    let wanted = Wanted { charset, encoding: !identity, unicode: by_name || (to_unicode.is_none() && !identity), bare };
    (wanted.encoding || wanted.unicode).then_some(wanted)
}

/// The objects that hold the tables of a charset.
#[derive(Clone, Copy)]
struct Tables {
    /// How long codes are; none for two bytes each.
    encoding: Option<ObjectId>,
    unicode: ObjectId,
}

impl Tables {
    fn add(document: &mut Document, charset: &'static Encoding) -> Self {
        let mut stream = |text: String| document.add_object(Object::Stream(Stream::new(Dictionary::new(), text.into_bytes())));
        if charset == UTF_16BE {
            // the planes of Chinese text; a table of all codes would only cost time
            let rows = [0x00..=0x00, 0x20..=0x26, 0x2E..=0x33, 0x4E..=0x9F, 0xF9..=0xFA, 0xFE..=0xFF].into_iter().flatten();
            let rows: Vec<String> = rows.map(|row: u32| format!("<{row:02X}00> <{row:02X}FF> <{row:02X}00>")).collect();
            return Tables { encoding: None, unicode: stream(cmap("bfrange", &rows)) };
        }
        // the reader takes half the length of a bound for that of a code, and adds the last number to the code
        let single = "1 begincodespacerange <0000> <0080> endcodespacerange 1 begincidrange <00> <80> 0 endcidrange";
        let double = "1 begincodespacerange <00008140> <0000FEFE> endcodespacerange 1 begincidrange <8140> <FEFE> 0 endcidrange";
        let rows: Vec<String> = (0x20..=0x7E).map(|code| format!("<{code:02X}> <00{code:02X}>")).chain(doubles(charset)).collect();
        Tables { encoding: Some(stream(format!("{single}\n{double}\n"))), unicode: stream(cmap("bfchar", &rows)) }
    }
}

/// The codes of two bytes with their characters.
fn doubles(charset: &'static Encoding) -> impl Iterator<Item = String> {
    let codes = (0x81..=0xFEu8).flat_map(|lead| (0x40..=0xFEu8).map(move |trail| [lead, trail]));
    codes.filter_map(move |code| {
        let text = charset.decode_without_bom_handling_and_without_replacement(&code)?;
        let mut units = String::new();
        for unit in text.encode_utf16() {
            let _ = write!(units, "{unit:04X}");
        }
        Some(format!("<{:02X}{:02X}> <{units}>", code[0], code[1]))
    })
}

fn cmap(kind: &str, rows: &[String]) -> String {
    rows.chunks(100).map(|rows| format!("{} begin{kind}\n{}\nend{kind}\n", rows.len(), rows.join("\n"))).collect()
}
