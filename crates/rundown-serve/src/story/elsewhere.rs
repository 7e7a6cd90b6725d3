//! What outlets in other languages add to a story.

use rundown_news::Elsewhere;

use crate::line::{Line, Sources};
use crate::wording::{language_name, many};

/// One language.
pub(crate) struct ElsewhereRow {
    /// Its name, or its code.
    pub(crate) name: String,
    pub(crate) outlets: String,
    pub(crate) adds: Vec<Line>,
}

pub(crate) fn rows(sources: Sources<'_>, elsewhere: &[Elsewhere]) -> Vec<ElsewhereRow> {
    let row = |other: &Elsewhere| ElsewhereRow {
        name: language_name(other.lang),
        outlets: many("1 outlet", "{n} outlets", other.outlets.len()),
        adds: other.adds.iter().map(|one| sources.line(&one.shown)).collect(),
    };
    elsewhere.iter().map(row).collect()
}
