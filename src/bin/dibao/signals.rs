//! Signals that end a run: what is finished is written first, a second signal ends at once.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The last signal that came.
pub(crate) struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// Listens from now on.
    ///
    /// # Errors
    /// When the system refuses.
    pub(crate) fn listen() -> io::Result<Self> {
        let (caught, again) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        for signal in ENDING {
            // in this order: the second signal finds what the first one set
            flag::register_conditional_shutdown(*signal, 128 + *signal, Arc::clone(&again))?;
            flag::register(*signal, Arc::clone(&again))?;
            flag::register_usize(*signal, Arc::clone(&caught), usize::try_from(*signal).unwrap_or_default())?;
        }
        // a file that grows past the limit is an error of writing, which is told, and no end without a word
        #[cfg(unix)]
        flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
        Ok(Signals(caught))
    }

    /// The signal that asks the run to end.
    pub(crate) fn caught(&self) -> Option<u8> {
        u8::try_from(self.0.load(Ordering::Relaxed)).ok().filter(|&signal| signal > 0)
    }
}

#[cfg(unix)]
const ENDING: &[i32] = &[SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const ENDING: &[i32] = &[SIGINT, SIGTERM];

/// The signal for a file that grows past the limit: the same number on Linux, the BSDs and macOS.
#[cfg(unix)]
const SIGXFSZ: i32 = 25;
