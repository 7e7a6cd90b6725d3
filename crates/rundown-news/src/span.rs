//! A range of bytes in a text.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range of bytes, written as `[start, end]` in JSON.
///
/// Spans always lie on character boundaries of the text they point into.
///
/// ```
/// use rundown_news::Span;
/// let span = Span::new(4, 9);
/// assert_eq!(span.of("the quake"), "quake");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte; never before `start`.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets. Offsets beyond 4 GiB do not occur: texts are
    /// bounded by [`crate::limits::TEXT_BYTES_MAX`].
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span may not end before it starts");
        Self { start: start as u32, end: end.max(start) as u32 }
    }

    /// The bytes as a range, to slice with.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words this span points at; empty if it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span, with white space at both ends left out.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let words = self.of(text);
        let start = self.start as usize + (words.len() - words.trim_start().len());
        Self::new(start, start + words.trim().len())
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(deserializer)?;
        if end < start {
            return Err(serde::de::Error::custom("a span may not end before it starts"));
        }
        Ok(Self { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: usize, end: usize) -> Span {
        Span::new(start, end)
    }

    #[test]
    fn spans_that_only_touch_share_no_byte() {
        let middle = span(4, 8);
        for (other, shares) in [
            (span(0, 4), false),
            (span(0, 5), true),
            (span(5, 6), true),
            (span(4, 8), true),
            (span(7, 9), true),
            (span(8, 9), false),
            (span(0, 9), true),
        ] {
            assert_eq!(middle.overlaps(other), shares, "{other:?}");
            assert_eq!(other.overlaps(middle), shares, "{other:?}");
        }
    }

    #[test]
    fn a_span_holds_itself_and_what_lies_within_its_ends() {
        let middle = span(4, 8);
        for (other, holds) in [
            (span(4, 8), true),
            (span(5, 7), true),
            (span(3, 8), false),
            (span(4, 9), false),
            (span(0, 2), false),
            (span(9, 12), false),
        ] {
            assert_eq!(middle.contains(other), holds, "{other:?}");
        }
    }

    #[test]
    fn a_span_has_the_length_of_its_bytes() {
        assert_eq!((span(4, 9).len(), span(4, 4).len()), (5, 0));
        assert!(span(4, 4).is_empty() && !span(4, 5).is_empty());
        assert_eq!(span(2, 4).join(span(7, 9)), span(2, 9));
        assert_eq!(span(7, 9).join(span(2, 8)), span(2, 9));
    }

    #[test]
    fn white_space_at_both_ends_is_left_out() {
        let text = "the  quake \n";
        assert_eq!(span(3, 12).trim(text), span(5, 10));
        assert_eq!(span(5, 10).trim(text), span(5, 10));
        assert!(span(10, 12).trim(text).is_empty());
        assert_eq!(span(5, 99).of(text), "", "what does not fit the text has no words");
    }

    #[test]
    fn spans_in_json_are_pairs_that_do_not_run_backwards() {
        assert_eq!(serde_json::to_string(&span(4, 9)).unwrap(), "[4,9]");
        let read = |text: &str| serde_json::from_str::<Span>(text);
        assert_eq!(read("[4,9]").unwrap(), span(4, 9));
        assert_eq!(read("[4,4]").unwrap(), span(4, 4));
        assert!(read("[9,4]").unwrap_err().to_string().contains("before it starts"));
    }
}
