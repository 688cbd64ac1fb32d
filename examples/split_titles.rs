//! Splits every line of standard input as a list of titles and prints body | role for each, for reading with the eye.

use dibao::Extractor;
use dibao::value::post::Inherited;
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let extractor = Extractor::new()?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let titles = extractor.lexicon().titles(&line, &mut Inherited::default());
        let shown: Vec<String> = titles.iter().map(|t| format!("{} | {}", t.organization.as_deref().unwrap_or("-"), t.role)).collect();
        println!("{line}\t{}", if shown.is_empty() { "?".to_owned() } else { shown.join(" ; ") });
    }
    Ok(())
}
