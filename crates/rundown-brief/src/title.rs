//! Titles: the headline that tells a story or a development best.

use rundown_news::{Article, ArticleKind, Map, Part, Shown, Span};

use crate::told::Story;
use crate::words::{Stem, words};

/// The headline that tells a whole story best.
pub(crate) fn story_title(story: &Story<'_>) -> Option<Shown> {
    let all: Vec<usize> = story.witnesses().map(|(at, _)| at).collect();
    best_headline(story, &all)
}

/// The best headline among some articles: the one that says what most of them say.
pub(crate) fn best_headline(story: &Story<'_>, articles: &[usize]) -> Option<Shown> {
    let stems = |at: usize| &story.told[at].digest.sentences.headline;
    let mut counts: Map<Stem, f64> = Map::default();
    for stem in articles.iter().flat_map(|at| stems(*at)) {
        *counts.entry(*stem).or_insert(0.0) += 1.0;
    }
    for count in counts.values_mut() {
        *count = rundown_text::ln(1.0 + *count);
    }
    let mut best: Option<(f64, usize)> = None;
    for at in articles {
        let told = story.told[*at];
        if told.article().headline.trim().is_empty() {
            continue;
        }
        let stems = stems(*at);
        let sum: f64 = stems.iter().map(|stem| counts[stem]).sum();
        let mut score =
            sum / (stems.len() as f64 + 2.0).sqrt() * told.digest.title_fitness;
        if told.article().lang != story.lang {
            score *= 0.3;
        }
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
