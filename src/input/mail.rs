//! Web pages saved in one file (`.mhtml`), which have the form of a mail.

use crate::error::Error;
use mailparse::ParsedMail;

/// The page of a saved web page.
pub(super) struct Saved {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The charset that its part declares.
    pub charset: Option<String>,
}

/// Most parts taken, and deepest nesting of them: the reader recurses.
const MAX_NESTED: usize = 50;

/// The page that a saved web page, or a mail, consists of: its first HTML part, else its first plain one.
///
/// # Errors
/// When there is none, or the file is broken.
pub(super) fn page(bytes: &[u8]) -> Result<Saved, Error> {
    let nested = memchr::memmem::find_iter(&bytes.to_ascii_lowercase(), b"content-type: multipart/").count();
    if nested > MAX_NESTED {
        return Err(Error::input(format!("it has {nested} parts of parts: not a saved page")));
    }
    let broken = |error| Error::input(format!("broken saved page: {error}"));
    let mail = mailparse::parse_mail(bytes).map_err(broken)?;
    let part = ["text/html", "text/plain"].iter().find_map(|kind| find(&mail, kind));
    let part = part.ok_or_else(|| Error::input("a saved page without a part of HTML or text".to_owned()))?;
    let charset = part.ctype.params.get("charset").cloned();
    Ok(Saved { bytes: part.get_body_raw().map_err(broken)?, charset })
}

fn find<'a>(mail: &'a ParsedMail<'a>, kind: &str) -> Option<&'a ParsedMail<'a>> {
    mail.parts().find(|part| part.subparts.is_empty() && part.ctype.mimetype.eq_ignore_ascii_case(kind))
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn the_page_is_the_first_part_of_html() {
        let mail = "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=CA=D0=\r\n=B3=A4</p>\r\n--b--\r\n";
        let saved = page(mail.as_bytes()).unwrap();
        assert_eq!(saved.charset.as_deref(), Some("gb2312"));
        assert_eq!(saved.bytes.trim_ascii(), b"<p>\xCA\xD0\xB3\xA4</p>");
        assert!(page(b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx").is_err());
    }
}
