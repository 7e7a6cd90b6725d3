//! Times as they are typed.

use jiff::Timestamp;
use rundown_news::NewsTime;

/// A time as typed: RFC 3339, or a day (its midnight in Greenwich).
pub(super) fn time(text: &str) -> Result<Timestamp, String> {
    text.parse::<NewsTime>().map(NewsTime::instant).map_err(|error| error.to_string())
}
