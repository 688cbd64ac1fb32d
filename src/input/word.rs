//! Word files (`.docx`): the text of their body.

use crate::error::Error;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The text of `word/document.xml`: a line for each paragraph and each row of a table, its cells separated by tabs.
///
/// Text that is marked as deleted or hidden, field codes, headers, footers and notes are not read; numbers that the program
/// would set before list items are not in the file.
///
/// # Errors
/// When the XML is broken.
pub(super) fn text(xml: &str) -> Result<String, Error> {
    let mut reader = Reader::from_str(xml);
    let mut body = Body::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => body.open(&tag),
            Ok(Event::Empty(tag)) => {
                body.open(&tag);
                body.close(tag.local_name().as_ref());
            }
            Ok(Event::End(tag)) => body.close(tag.local_name().as_ref()),
            Ok(Event::Text(text)) => body.push(&text),
            Ok(Event::GeneralRef(reference)) => body.push(&entity(&reference)),
            Ok(Event::Eof) => return Ok(body.lines.join("\n")),
            Ok(_) => {}
            Err(error) => return Err(broken(error)),
        }
    }
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::input(format!("broken Word file: {error}"))
}

/// The character that `&…;` stands for; XML has five by name.
fn entity(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(reference).unwrap_or_default().to_owned()
}

#[derive(Default)]
struct Body {
    lines: Vec<String>,
    line: String,
    /// Elements open that hold text: `w:t`.
    text: usize,
    /// Table cells open.
    cells: usize,
    /// Elements open whose content is not shown: what a change deleted, the second form of what old programs cannot show, and
    /// where tabs stop.
    unseen: usize,
    /// The run is hidden.
    hidden: bool,
}

impl Body {
    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "t" => self.text += 1,
            "tc" => self.cells += 1,
            "del" | "moveFrom" | "Fallback" | "tabs" => self.unseen += 1,
            "r" => self.hidden = false,
            "vanish" => self.hidden = !is_off(tag),
            "tab" | "ptab" if self.cells == 0 => self.shown("\t"),
            "tab" | "ptab" => self.shown(" "),
            "br" | "cr" if self.cells == 0 => self.end_line(),
            "noBreakHyphen" => self.shown("-"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.text = self.text.saturating_sub(1),
            "tc" => {
                self.cells = self.cells.saturating_sub(1);
                self.line.push('\t');
            }
            "del" | "moveFrom" | "Fallback" | "tabs" => self.unseen = self.unseen.saturating_sub(1),
            "p" | "tr" if self.cells == 0 => self.end_line(),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.text > 0 {
            self.shown(text);
        }
    }

    fn shown(&mut self, text: &str) {
        if self.unseen == 0 && !self.hidden {
            self.line.push_str(text);
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.lines.push(line.trim_end().to_owned());
    }
}

/// Whether a property is switched off: `<w:vanish w:val="0"/>`.
fn is_off(tag: &BytesStart<'_>) -> bool {
    tag.attributes().flatten().any(|a| a.key.local_name().as_ref() == "val" && matches!(a.value.as_ref(), "0" | "false" | "off"))
}

#[cfg(test)]
mod tests {
    use super::text;

    fn body(inner: &str) -> String {
        text(&format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{inner}</w:body></w:document>")).unwrap()
    }

    #[test]
    fn paragraphs_breaks_and_entities() {
        assert_eq!(
            body(
                "<w:p><w:r><w:t>任命</w:t></w:r><w:r><w:t xml:space=\"preserve\">刘伟&amp;&#x738B;明</w:t><w:br/><w:t>为</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>局长</w:t></w:r></w:p>"
            ),
            "任命刘伟&王明\n为\n\n局长"
        );
    }

    #[test]
    fn rows_are_lines_with_tabs() {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let table = format!("<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>", cell("姓名"), cell("职务"), cell("刘伟"), cell("局长"));
        assert_eq!(body(&table), "姓名\t职务\n刘伟\t局长");
    }

    #[test]
    fn what_is_deleted_or_hidden_is_no_text() {
        assert_eq!(
            body(
                "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:del><w:r><w:delText>甲</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>丙</w:t></w:r></w:p>"
            ),
            "丙"
        );
        assert!(text("<w:p><w:t>市长</w:p>").is_err());
    }
}
