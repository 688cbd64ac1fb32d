//! Projects, investments and figures, as JSON.
//!
//! Usage: `cargo run --example projects -- [FILE [PUBLISHED [PLACE]]]`; without arguments it reads a sample page.

mod common;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    common::print(&["project", "figure"])
}
