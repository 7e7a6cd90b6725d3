//! What outlets in other languages add to a story.

use rundown_news::Elsewhere;

use crate::line::{Line, Sources};
use crate::times::counted;

/// One language.
pub(crate) struct ElsewhereRow {
    /// Its name in English, or its code.
    pub(crate) name: String,
    pub(crate) outlets: String,
    pub(crate) adds: Vec<Line>,
}

pub(crate) fn rows(sources: Sources<'_>, elsewhere: &[Elsewhere]) -> Vec<ElsewhereRow> {
    let row = |other: &Elsewhere| ElsewhereRow {
        name: other.lang.english_name().to_owned(),
        outlets: counted(other.outlets.len(), "outlet"),
        adds: other.adds.iter().map(|one| sources.line(&one.shown)).collect(),
    };
    elsewhere.iter().map(row).collect()
}
