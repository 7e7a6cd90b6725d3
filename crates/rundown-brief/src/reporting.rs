//! Whether an article reports or argues.

use rundown_news::{ArticleKind, ReadArticle, Span};

use crate::alone::speaks_of_others;

/// Columns say "I" and "we" in more of their sentences than this.
const PERSONAL_MAX: f64 = 0.25;

/// How headlines of opinion open.
const OF_OPINION: &[&str] =
    &["opinion", "editorial", "commentary", "column", "op-ed", "analysis"];

/// How an article tells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reporting {
    /// Whether it is a report: what highlights may be taken from.
    pub(crate) is_report: bool,
    /// Statements a sentence, 1 at most: reports say who told them.
    pub(crate) said: f64,
    /// Whether its headline asks.
    pub(crate) asks: bool,
}

impl Reporting {
    pub(crate) fn of(read: &ReadArticle, copy: &[Span]) -> Self {
        let article = &read.article;
        let count = copy.len().max(1) as f64;
        let own = copy.iter().filter(|span| !speaks_of_others(span.of(&article.text)));
        let personal = own.count() as f64 / count;
        let told = !matches!(article.kind, ArticleKind::Opinion | ArticleKind::Gallery);
        let said = read.annotations.attributions.len() as f64 / count;
        Self {
            is_report: told && personal <= PERSONAL_MAX && !opines(&article.headline),
            said: said.min(1.0),
            asks: article.headline.trim_end().ends_with('?'),
        }
    }
}

/// Whether a headline says that it is somebody's view.
fn opines(headline: &str) -> bool {
    let open = headline.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = open.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(open.len());
    let first = open[..end].to_lowercase();
    OF_OPINION.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_may_say_that_it_is_a_view() {
        assert!(opines("OPINION: The harbour must stay shut"));
        assert!(!opines("Opinions differ on the harbour"));
    }
}
