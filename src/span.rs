//! Positions in the caller's own text.

use serde::{Deserialize, Serialize};

/// Where something stands in the input exactly as given: half-open, in UTF-8 bytes and in Unicode scalar values.
///
/// ```
/// use dibao::Span;
/// let span = Span { bytes: [3, 9], chars: [1, 3] };
/// assert_eq!(span.slice("由张三"), "张三");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// First byte and the byte after the last.
    pub bytes: [usize; 2],
    /// First character and the character after the last.
    pub chars: [usize; 2],
}

impl Span {
    /// The text at this span. Empty when the span is not one of `source`.
    pub fn slice<'a>(&self, source: &'a str) -> &'a str {
        source.get(self.bytes[0]..self.bytes[1]).unwrap_or_default()
    }
}
