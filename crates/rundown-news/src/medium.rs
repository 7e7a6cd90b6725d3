//! Pictures and players of an article: data, never loaded by reading it.

use serde::{Deserialize, Serialize};

/// A picture, a film, a sound or a player that stands in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medium {
    /// What it is.
    pub kind: MediumKind,
    /// Where it lies: an address of the web, whole, never of a script or with data in it.
    pub address: String,
    /// What the page says for those who do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The words under it, without its credit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Whose it is, as the page words it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// What a medium is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediumKind {
    /// A still picture.
    Picture,
    /// A film that the page itself plays.
    Video,
    /// A recording.
    Audio,
    /// The player of another site, in a frame.
    Player,
}
