//! Text layers of PDF files.

use super::dibao;
use super::inputs::{persons, read};

/// A PDF file of these objects, the first of which is its catalogue.
fn pdf(objects: &[String]) -> Vec<u8> {
    let (mut pdf, mut offsets) = (String::from("%PDF-1.4\n"), Vec::new());
    for (i, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
    }
    let start = pdf.len();
    pdf.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    offsets.iter().for_each(|offset| pdf.push_str(&format!("{offset:010} 00000 n \n")));
    pdf.push_str(&format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    pdf.into_bytes()
}

/// A page with one string, drawn in the font that follows.
fn page(string: &str, font: &[&str]) -> Vec<u8> {
    let stream = format!("BT /F1 24 Tf 72 720 Td {string} Tj ET");
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>\nstream\n{stream}\nendstream", stream.len()),
    ];
    objects.extend(font.iter().map(|&object| object.to_owned()));
    pdf(&objects)
}

fn error(name: &str, bytes: &[u8]) -> String {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).expect("file");
    let out = dibao(&["extract", path.to_str().expect("utf-8")], "");
    assert_eq!(out.status.code(), Some(1), "{name}");
    String::from_utf8_lossy(&out.stderr).into_owned()
}

#[test]
fn the_text_layer() {
    let dir = tempfile::tempdir().expect("folder");
    let latin = ["<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"];
    let json = read(dir.path(), "page.pdf", &page("(Hello)", &latin), &["--with-text"]);
    assert_eq!(json["text"].as_str().map(str::trim), Some("Hello"));
    assert!(error("broken.pdf", b"%PDF-1.4 nothing").contains("broken PDF"));
    assert!(error("scan.pdf", &page("()", &latin)).contains("OCR"));
}

#[test]
fn fonts_that_name_a_chinese_encoding() {
    let dir = tempfile::tempdir().expect("folder");
    let text = "副市长杨胜跃带队督查。";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let narrow = encoding_rs::GBK.encode(text).0.into_owned();
    let cases = [
        ("UniGB-UCS2-H", &wide, ""),
        ("UniGB-UTF16-V", &wide, ""),
        ("GBK-EUC-H", &narrow, ""),
        ("GBpc-EUC-H", &narrow, ""),
        ("Identity-H", &wide, "/ToUnicode/Identity-H"),
    ];
    for (encoding, bytes, more) in cases {
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        let font = format!("<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{encoding}/DescendantFonts[6 0 R]{more}>>");
        let part = "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>";
        let json = read(dir.path(), "page.pdf", &page(&format!("<{hex}>"), &[&font, part]), &["--with-text"]);
        assert_eq!(json["text"].as_str().map(str::trim), Some(text), "{encoding}");
        assert_eq!(persons(&json), ["杨胜跃"], "{encoding}");
    }
}

#[test]
fn a_page_or_form_that_contains_itself_costs_no_more_than_its_document() {
    let parents = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>", "<</Type/Page/Parent 2 0 R>>"];
    assert!(error("parents.pdf", &pdf(&parents.map(str::to_owned))).contains("contains itself"));
    let form = "/Resources<</XObject<</X 4 0 R>>>>";
    let forms = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R{form}>>"),
        format!("<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{form}/Length 5>>\nstream\n/X Do\nendstream"),
        "<</Length 5>>\nstream\n/X Do\nendstream".to_owned(),
    ];
    assert!(error("forms.pdf", &pdf(&forms)).contains("contains itself"));
}
