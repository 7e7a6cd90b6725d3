//! What the reader typed as a query.

use rundown_news::limits::QUERY_BYTES_MAX;

/// Terms of one query that count; the rest is left out.
const TERMS_MAX: usize = 16;

/// What the reader typed, so that it cannot be misread: letters and digits alone, all of
/// it wanted, the last word perhaps unfinished. Words between double quotes stay together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Query {
    terms: Vec<String>,
    is_unfinished: bool,
}

impl Query {
    pub(super) fn of(words: &str) -> Option<Self> {
        let mut end = words.len().min(QUERY_BYTES_MAX);
        while !words.is_char_boundary(end) {
            end -= 1;
        }
        let words = &words[..end];
        let mut terms = Vec::new();
        for (i, part) in words.split('"').enumerate() {
            if i % 2 == 1 {
                terms.extend(Some(clean(part)).filter(|one| !one.trim().is_empty()));
            } else {
                terms.extend(clean(part).split_whitespace().map(str::to_owned));
            }
        }
        terms.truncate(TERMS_MAX);
        let is_open = !words.ends_with(['"', ' ']);
        let is_unfinished = terms.last()?.len() > 2 && is_open;
        Some(Self { terms, is_unfinished })
    }

    /// Its terms, each with whether it is unfinished.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&str, bool)> {
        let last = self.terms.len() - 1;
        let terms = self.terms.iter().enumerate();
        terms.map(move |(at, term)| (term.trim(), at == last && self.is_unfinished))
    }
}

/// Letters and digits, with blanks for the rest.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect()
}
