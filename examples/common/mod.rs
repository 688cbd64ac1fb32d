//! What the examples share: arguments in, JSON of some record types out.

use dibao::{Context, Extraction, Extractor};

type Any = Box<dyn std::error::Error>;

/// Reads `FILE [PUBLISHED] [PLACE]` from the command line, or the sample page when nothing is given.
pub(crate) fn read() -> Result<Extraction, Any> {
    let mut args = std::env::args().skip(1);
    let (text, mut context) = match args.next() {
        Some(path) => (std::fs::read_to_string(&path)?, Context::default().id(&path)),
        None => (include_str!("../../tests/issues/river-page.txt").to_owned(), Context::default().published_str("2024-05-11")?.place("衡阳市")),
    };
    if let Some(day) = args.next() {
        context = context.published_str(&day)?;
    }
    if let Some(place) = args.next() {
        context = context.place(&place);
    }
    Ok(Extractor::new()?.extract(&text, &context)?)
}

/// Prints the records of the named types as a JSON array.
#[allow(dead_code)]
pub(crate) fn print(types: &[&str]) -> Result<(), Any> {
    let found = read()?;
    let kept: Vec<_> = found.records.iter().filter(|r| types.contains(&r.data.type_name())).collect();
    println!("{}", serde_json::to_string_pretty(&kept)?);
    Ok(())
}
