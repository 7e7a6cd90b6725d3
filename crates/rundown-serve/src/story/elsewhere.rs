//! What outlets in other languages add to a story.

use rundown_news::{Elsewhere, Lang};

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
        name: name_of(other.lang),
        outlets: counted(other.outlets.len(), "outlet"),
        adds: other.adds.iter().map(|one| sources.line(&one.shown)).collect(),
    };
    elsewhere.iter().map(row).collect()
}

/// What English calls a language; its code where the page has no name for it.
fn name_of(lang: Lang) -> String {
    let code = lang.to_string();
    let name = match code.as_str() {
        "ar" => "Arabic",
        "de" => "German",
        "en" => "English",
        "es" => "Spanish",
        "fa" => "Persian",
        "fr" => "French",
        "he" => "Hebrew",
        "hi" => "Hindi",
        "it" => "Italian",
        "ja" => "Japanese",
        "ko" => "Korean",
        "nl" => "Dutch",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ru" => "Russian",
        "sv" => "Swedish",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        "zh" => "Chinese",
        _ => &code,
    };
    name.to_owned()
}
