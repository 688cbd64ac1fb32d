//! A fault of this program in one document must not cost a run its others.

use crate::Failure;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does `work`; a panic in it becomes a failure of the kind `internal`.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Failure::internal("internal error: please report this document".to_owned()))
}
