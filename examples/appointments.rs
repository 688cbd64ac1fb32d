//! Appointments, dismissals, elections and resignations, as JSON.
//!
//! Usage: `cargo run --example appointments -- [FILE [PUBLISHED [PLACE]]]`; without arguments it reads a sample page.

mod common;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    common::print(&["appointment"])
}
