//! Titles: the headline that tells a story or a development best.

use rundown_news::{ArticleKind, Part, Shown, Span};

use crate::told::{Story, Told};
use crate::words::{term_of, words};

/// The headline that tells a whole story best.
pub(crate) fn story_title(story: &Story<'_>) -> Option<Shown> {
    let all: Vec<usize> = story.witnesses().map(|(at, _)| at).collect();
    best_headline(story, &all)
}

/// The best headline among some articles: the one that says what most of them say.
pub(crate) fn best_headline(story: &Story<'_>, articles: &[usize]) -> Option<Shown> {
    let heads: Vec<(usize, Vec<String>)> =
        articles.iter().map(|at| (*at, terms(story.told[*at]))).collect();
    let mut counts: rundown_news::Map<&str, f64> = rundown_news::Map::default();
    for (_, terms) in &heads {
        for term in terms {
            *counts.entry(term).or_insert(0.0) += 1.0;
        }
    }
    let mut best: Option<(f64, usize)> = None;
    for (at, terms) in &heads {
        if story.told[*at].article().headline.trim().is_empty() {
            continue;
        }
        let sum: f64 =
            terms.iter().map(|t| rundown_text::ln(1.0 + counts[t.as_str()])).sum();
        let told = story.told[*at];
        let score = sum / (terms.len() as f64 + 2.0).sqrt() * fitness(story, told);
        // Of equals the earlier one: it stays while nothing changes.
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, *at));
        }
    }
    let told = story.told[best?.1];
    let headline = &told.article().headline;
    let span = Span::new(0, headline.len()).trim(headline);
    Some(told.shown(Part::Headline, span))
}

fn terms(told: &Told<'_>) -> Vec<String> {
    let article = told.article();
    let stemmer = rundown_text::Stemmer::new(article.lang);
    let mut found: Vec<String> = words(&article.headline)
        .filter_map(|word| term_of(word, article.lang, &stemmer))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// How well a headline serves as a title, apart from its words.
fn fitness(story: &Story<'_>, told: &Told<'_>) -> f64 {
    let article = told.article();
    let headline = article.headline.trim();
    let mut fit = match article.kind {
        ArticleKind::Article => 1.0,
        ArticleKind::Stub => 0.7,
        ArticleKind::Live | ArticleKind::Video | ArticleKind::Gallery => 0.6,
        ArticleKind::Opinion => 0.2,
    };
    if article.lang != story.lang {
        fit *= 0.3;
    }
    if headline.ends_with('?') || headline.ends_with('…') {
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
    }
    fit
}
