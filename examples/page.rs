//! A whole page as one `dibao/1` document: articles, bylines, records.
//!
//! Usage: `cargo run --example page -- [FILE [PUBLISHED [PLACE]]]`; without arguments it reads a sample page.

mod common;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{}", serde_json::to_string_pretty(&common::read()?)?);
    Ok(())
}
