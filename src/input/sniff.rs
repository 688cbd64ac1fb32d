//! What a file really is, by its first bytes.

use std::path::Path;

/// What the bytes of a file are, as far as it matters how they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Text of some kind: HTML, a crawl, prose.
    Text,
    Pdf,
    /// A ZIP archive: of documents, or a Word file and its like.
    Zip,
    /// A web page saved in one file, or a mail.
    Mail,
    /// Something that is not read, called so.
    Foreign(&'static str),
}

/// First bytes of what is not read. Those that are letters, which a text may begin with too, count only before a NUL byte.
const FOREIGN: &[(&[u8], &str)] = &[
    (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office file (.doc, .xls, .ppt, .wps): save it as .docx, HTML or text"),
    (b"{\\rtf", "an RTF file: save it as .docx, HTML or text"),
    (&[0x89, b'P', b'N', b'G'], "a PNG picture: it needs OCR first"),
    (&[0xFF, 0xD8, 0xFF], "a JPEG picture: it needs OCR first"),
    (b"GIF8", "a GIF picture: it needs OCR first"),
    (b"II*\0", "a TIFF picture: it needs OCR first"),
    (b"MM\0*", "a TIFF picture: it needs OCR first"),
    (b"RIFF", "a picture, sound or film"),
    (b"AT&TFORM", "a DjVu file: it needs OCR first"),
    (b"%!PS", "a PostScript file: make a PDF of it"),
    (b"CAJ", "a CAJ file: make a PDF of it"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"Rar!", "a RAR archive: unpack it, or pack it as .zip"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive: unpack it, or pack it as .zip"),
    (b"BZh", "a bzip2 file: unpack it, or pack it with gzip"),
    (&[0xFD, b'7', b'z', b'X', b'Z', 0], "an xz file: unpack it, or pack it with gzip"),
    (&[0x7F, b'E', b'L', b'F'], "a program"),
    (b"MZ\x90\0", "a program"),
];

/// What `bytes` are. `path` only tells mails from text that begins with a header by chance.
pub(super) fn content(bytes: &[u8], path: &Path) -> Content {
    let binary = bytes[..bytes.len().min(1024)].contains(&0);
    let begins = |magic: &[u8]| bytes.starts_with(magic) && (binary || !magic.iter().all(u8::is_ascii_alphanumeric));
    if let Some((_, name)) = FOREIGN.iter().find(|(magic, _)| begins(magic)) {
        return Content::Foreign(name);
    }
    if binary && bytes.get(4..8) == Some(b"ftyp") {
        return Content::Foreign("a film or sound file");
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Content::Foreign("a tar archive: unpack it, or pack it as .zip");
    }
    match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Content::Zip,
        _ if bytes.starts_with(b"%PDF") => Content::Pdf,
        _ if is_mail(bytes, path) => Content::Mail,
        _ => Content::Text,
    }
}

fn is_mail(bytes: &[u8], path: &Path) -> bool {
    let named = matches!(super::sources::stem_extension(path).as_str(), "mht" | "mhtml" | "eml");
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let has = |needle: &[u8]| memchr::memmem::find(&head, needle).is_some();
    let header = head.split(|&b| b == b'\n').next().is_some_and(|line| line.contains(&b':') && line[0].is_ascii_alphabetic());
    header && has(b"content-type:") && (named || has(b"mime-version:"))
}

/// What a ZIP archive is, by the names of its members; none for an archive of documents.
pub(super) fn zipped<'a>(mut names: impl Iterator<Item = &'a [u8]>) -> Option<Zipped> {
    names.find_map(|name| match name {
        b"word/document.xml" => Some(Zipped::Word),
        b"xl/workbook.xml" | b"xl/workbook.bin" => Some(Zipped::Foreign("an Excel table (.xlsx): save it as .csv")),
        b"ppt/presentation.xml" => Some(Zipped::Foreign("a presentation (.pptx): save it as text or PDF")),
        b"OFD.xml" => Some(Zipped::Foreign("an OFD file: make a PDF of it")),
        b"content.xml" => Some(Zipped::Foreign("an OpenDocument file: save it as .docx, HTML or text")),
        b"META-INF/container.xml" => Some(Zipped::Foreign("an EPUB book")),
        _ => None,
    })
}

/// A file that is a ZIP archive only inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zipped {
    Word,
    Foreign(&'static str),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_bytes() {
        let of = |bytes: &[u8], name: &str| content(bytes, Path::new(name));
        assert_eq!(of("市长刘伟".as_bytes(), "a.txt"), Content::Text);
        assert_eq!(of("CAJ和PDF文件".as_bytes(), "a.txt"), Content::Text);
        assert_eq!(of(b"%PDF-1.4", "a.txt"), Content::Pdf);
        assert_eq!(of(b"PK\x03\x04", "a.docx"), Content::Zip);
        assert!(matches!(of(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "a.doc"), Content::Foreign(name) if name.contains(".doc")));
        let mail = b"From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n";
        assert_eq!(of(mail, "page.bin"), Content::Mail);
        assert_eq!(of("时间: 5月\n地点: 市政府\n".as_bytes(), "a.mht"), Content::Text);
    }

    #[test]
    fn archives_are_told_by_their_members() {
        assert_eq!(zipped([&b"[Content_Types].xml"[..], b"word/document.xml"].into_iter()), Some(Zipped::Word));
        assert_eq!(zipped([&b"a.txt"[..]].into_iter()), None);
    }
}
