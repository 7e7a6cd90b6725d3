//! The few settings of threading. One setting serves every corpus.

/// How [`crate::thread`] decides; [`Default`] is what Rundown ships.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThreadConfig {
    /// How long order of arrival does not matter: an article published this much
    /// before the latest one is still put in its place, and what came after it is
    /// threaded anew. Later ones are placed as things stand.
    pub open_hours: i64,
    /// Added to the score of "same development": above 0 makes fewer, larger
    /// developments.
    pub development_bias: f64,
    /// Added to the score of "same story": above 0 makes fewer, larger stories.
    pub story_bias: f64,
}

impl Default for ThreadConfig {
    fn default() -> Self {
        Self { open_hours: 48, development_bias: 0.0, story_bias: 0.0 }
    }
}
