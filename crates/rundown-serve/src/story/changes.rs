//! What outlets changed in their articles after publishing them.

use jiff::Timestamp;
use rundown_news::{Change, Shown};

use crate::line::{Line, Sources};
use crate::times::Moment;

/// Changes that stand open, and at all; the JSON has all.
pub(crate) const CHANGES_OPEN: usize = 4;
const CHANGES_MAX: usize = 60;

pub(crate) struct ChangeRow {
    pub(crate) outlet: String,
    pub(crate) at: Moment,
    /// The words that stood there, leading to the revision that has them.
    pub(crate) before: Option<Line>,
    /// The words that stand there now.
    pub(crate) after: Option<Line>,
    /// The sentence around them.
    pub(crate) within: Option<Line>,
}

pub(crate) fn rows(
    sources: Sources<'_>,
    changes: &[Change],
    now: Timestamp,
) -> Vec<ChangeRow> {
    let line = |shown: &Option<Shown>| shown.as_ref().map(|one| sources.line(one).bare());
    let row = |change: &Change| ChangeRow {
        outlet: change.outlet.label().to_owned(),
        at: Moment::ago(change.at, now),
        before: line(&change.before),
        after: line(&change.after),
        within: line(&change.within),
    };
    changes.iter().take(CHANGES_MAX).map(row).collect()
}
