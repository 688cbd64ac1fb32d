//! The process that reads one PDF file: `dibao pdf-text`.

use crate::{Failure, write_out};
use dibao::input::pdf_text;
use std::io::Read;
use std::process::ExitCode;
use std::time::Duration;

/// Most memory that the process may ask for.
#[cfg(unix)]
const MEMORY: u64 = 2 << 30;
/// Most seconds that it may compute.
#[cfg(unix)]
const SECONDS: u64 = 60;
/// Longest time that it may exist, where the system bounds nothing.
const LIFETIME: Duration = Duration::from_secs(600);

/// Reads a PDF file from standard input and writes its text, or what is wrong with it, as JSON.
pub(crate) fn text() -> Result<ExitCode, Failure> {
    #[cfg(unix)]
    for (resource, limit) in [(rlimit::Resource::AS, MEMORY), (rlimit::Resource::CPU, SECONDS), (rlimit::Resource::CORE, 0)] {
        // a lower limit that is in force already will do
        let _ = resource.set(limit, limit);
    }
    std::thread::spawn(|| {
        std::thread::sleep(LIFETIME);
        std::process::exit(1);
    });
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    write_out(&match pdf_text(&bytes) {
        Ok(read) => serde_json::to_string(&read)?,
        Err(error) => serde_json::to_string(&error.to_string())?,
    })
}
