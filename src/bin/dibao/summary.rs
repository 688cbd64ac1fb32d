//! What a run came to, on standard error.

use crate::say;
use dibao::export::Progress;
use dibao::input::Skipped;
use std::time::Duration;

/// Documents, records by type, failures, what was skipped and why, time.
pub(crate) fn print(progress: &Progress, before: u64, skipped: &Skipped, time: Duration) {
    let earlier = if before > 0 { format!(" ({before} of them before)") } else { String::new() };
    let failed = if progress.failed > 0 { format!(", {} failed", progress.failed) } else { String::new() };
    let seconds = time.as_secs_f32();
    say(&format!("{} document{}{earlier}{failed}, {seconds:.1} s", progress.documents, if progress.documents == 1 { "" } else { "s" }));
    let kinds: Vec<String> = progress.records.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    say(&format!("{} records{}{}", progress.records.values().sum::<u64>(), if kinds.is_empty() { "" } else { ": " }, kinds.join(", ")));
    for (reason, count, names) in skipped.reasons() {
        let more = if count > names.len() as u64 { ", …" } else { "" };
        say(&format!("{count} skipped, {reason} ({}{more})", names.join(", ")));
    }
}
