//! What a reader has seen and wants.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// When this reader last looked at a story.
///
/// What had arrived by then counts as known to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LastLook(pub Timestamp);

/// What a reader does with a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Follow {
    /// Nothing said.
    #[default]
    None,
    /// Kept on top, and alerted of.
    Followed,
    /// Kept out of the rundown.
    Muted,
}
