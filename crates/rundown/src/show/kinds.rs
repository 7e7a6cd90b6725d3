//! Words for kinds of news.

use rundown_news::NewKind;

/// What to call a kind of news.
pub(crate) fn kind_word(kind: NewKind) -> &'static str {
    match kind {
        NewKind::Development => "development",
        NewKind::Statement => "statement",
        NewKind::Figure => "figure",
        NewKind::Detail => "detail",
    }
}
