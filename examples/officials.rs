//! Officials and the posts they hold, as JSON.
//!
//! Usage: `cargo run --example officials -- [FILE [PUBLISHED [PLACE]]]`; without arguments it reads a sample page.

mod common;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    common::print(&["office"])
}
