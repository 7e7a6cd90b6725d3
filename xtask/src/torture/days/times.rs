//! How late is late.

use std::time::Duration;

use jiff::Timestamp;

/// A feed that answers is asked at least this often.
pub(super) const MOST: Duration = Duration::from_mins(30);

/// A healthy feed may be asked this much later than its interval says: a round's pause, one
/// slow answer of its host, a start.
pub(super) const LATE_MAX: Duration = Duration::from_mins(5);

/// So much later.
pub(super) fn later(at: Timestamp, by: Duration) -> Timestamp {
    at.checked_add(by).unwrap_or(at)
}
