//! Changes of people's-congress deputies and seat counts, as JSON.
//!
//! Usage: `cargo run --example deputies -- [FILE [PUBLISHED [PLACE]]]`; without arguments it reads a sample page.

mod common;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    common::print(&["representative_change", "congress_size"])
}
