//! How well a headline serves as the title of a story, by its own words and kind.

use rundown_news::{Article, ArticleKind};

use crate::words::words;

/// Words of headlines that tell what may come rather than what has.
const OF_PREVIEWS: &[&str] = &["expected", "could", "may", "might", "set", "likely"];

/// First words of headlines that lead into a feature instead of telling what happened.
const OF_FEATURES: &[&str] = &[
    "how", "why", "what", "who", "where", "when", "which", "inside", "meet", "hear",
    "watch", "see", "here", "here's",
];

/// Words behind "The man …" that make it a figure of a tale.
const WHO: &[&str] = &["who", "whose", "that"];

/// How well a headline serves as a title, apart from its words and language.
pub(crate) fn title_fitness(article: &Article) -> f64 {
    let headline = article.headline.trim();
    let mut fit = match article.kind {
        ArticleKind::Article => 1.0,
        ArticleKind::Stub => 0.7,
        ArticleKind::Live | ArticleKind::Video | ArticleKind::Gallery => 0.6,
        ArticleKind::Opinion => 0.2,
    };
    if headline.ends_with('?') || headline.ends_with('…') {
        fit *= 0.5;
    }
    if words(headline).any(|word| OF_PREVIEWS.contains(&word.to_lowercase().as_str())) {
        fit *= 0.6;
    }
    if leads_into_a_feature(headline) {
        fit *= 0.5;
    }
    let count = words(headline).count();
    if !(4..=16).contains(&count) {
        fit *= 0.6;
    }
    let shouted = words(headline)
        .filter(|word| word.len() > 4 && word.chars().all(char::is_uppercase))
        .count();
    if shouted >= 2 || headline.contains('!') {
        fit *= 0.6;
    } else if shouted == 1 {
        fit *= 0.8;
    }
    fit
}

/// "How a ferry was lost", "The man who owned the ferry had been on a sinking ship".
fn leads_into_a_feature(headline: &str) -> bool {
    let mut words = words(headline).map(str::to_lowercase);
    let Some(first) = words.next() else { return false };
    let third = words.nth(1).unwrap_or_default();
    OF_FEATURES.contains(&first.as_str())
        || first == "the" && WHO.contains(&third.as_str())
}
