//! Prints the clean lines of a document with their kinds and articles: how the page was understood.

use dibao::document::Document;
use dibao::{Context, Extractor};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: lines FILE")?;
    let source = std::fs::read_to_string(path)?;
    let extractor = Extractor::new()?;
    let document = Document::new(extractor.lexicon(), &source, &Context::default());
    for (line, kind) in document.text.lines().iter().zip(&document.kinds) {
        let article = document.article_at(line.start) + 1;
        println!("a{article:<3}{:<13}{}", format!("{kind:?}"), &document.clean()[line.start..line.end]);
    }
    Ok(())
}
