//! A fault of this program in one document must not cost a run its others.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

thread_local! {
    /// Where the last panic of this thread was.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics from printing themselves: [`guarded`] tells of them.
pub(crate) fn install() {
    set_hook(Box::new(|info| PLACE.set(info.location().map(|at| format!("{}:{}", at.file().rsplit(['/', '\\']).next().unwrap_or_default(), at.line())))));
}

/// Does `work`; a panic in it becomes a message.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| format!("internal error at {}: please report this document", PLACE.take().unwrap_or_else(|| "an unknown place".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_message_that_tells_its_place() {
        install();
        assert_eq!(guarded(|| 7), Ok(7));
        let message = guarded(|| ["a"].get(3).copied().expect("a fault")).unwrap_err();
        assert!(message.starts_with("internal error at guard.rs:") && message.ends_with("please report this document"), "{message}");
    }
}
