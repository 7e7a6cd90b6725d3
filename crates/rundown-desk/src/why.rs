//! Why an article stands where it does.

use rundown_news::ArticleId;
use rundown_thread::Why;
use serde::Serialize;

use crate::answers::card;
use crate::{ArticleCard, Desk, DeskError, StoryLink};

/// Articles of a story that stand closest to the one at hand and are named.
const NEAREST: usize = 5;

/// Articles of a story that are looked at to find those, the latest.
const LOOKED_AT: usize = 400;

/// Articles closer in time than this speak for one event by that alone, in days.
const FEW_DAYS: f64 = 3.0;

/// What speaks for and against two articles belonging together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhyTogether {
    /// The two articles.
    pub articles: [ArticleCard; 2],
    /// The evidence; the first side is the first article.
    pub why: Why,
}

/// What speaks for and against an article belonging to its story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhyHere {
    /// The article.
    pub article: ArticleCard,
    /// Its story.
    pub story: Option<StoryLink>,
    /// The evidence against the rest of the story taken together; none where the
    /// article is all there is of it.
    pub why: Option<Why>,
    /// The articles of the story that it stands closest to, closest first.
    pub nearest: Vec<Near>,
}

/// An article close to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Near {
    /// The article.
    pub article: ArticleCard,
    /// The evidence between the two.
    pub why: Why,
}

/// A piece of evidence in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Whether it speaks for belonging together or against.
    pub speaks_for: bool,
    /// What sort of evidence it is.
    pub label: &'static str,
    /// The words, names, numbers or days.
    pub words: String,
}

/// Headlines less alike in what they say are not told of.
const GIST_TOLD_MIN: f64 = 0.3;

/// The evidence in words, what speaks for belonging together first.
#[must_use]
pub fn evidence_told(why: &Why) -> Vec<Told> {
    let clash = |(a, b): &(String, String)| format!("{a} – {b}");
    let clashes: Vec<String> = why.clashing_numbers.iter().map(clash).collect();
    let copied = why.copied_percent.map(|percent| format!("{percent} %"));
    let gist = why.likeness.gist;
    let gist = (gist >= GIST_TOLD_MIN).then(|| format!("{:.0} %", gist * 100.0));
    let (near, far) = match why.days_apart.map(days_words) {
        Some((words, true)) => (Some(words), None),
        Some((words, false)) => (None, Some(words)),
        None => (None, None),
    };
    let rows = [
        (true, "Text of one that stands in the other", copied),
        (true, "Names both use", joined(&why.shared_names)),
        (true, "Words both use", joined(&why.shared_words)),
        (true, "Numbers both give", joined(&why.shared_numbers)),
        (true, "Headlines alike in what they say", gist),
        (true, "Days apart", near),
        (false, "Days apart", far),
        (false, "Names only here", joined(&why.names_only_in_first)),
        (false, "Names only there", joined(&why.names_only_in_second)),
        (false, "Numbers that differ", joined(&clashes)),
    ];
    let told = |(speaks_for, label, words): (bool, _, Option<String>)| {
        words.map(|words| Told { speaks_for, label, words })
    };
    rows.into_iter().filter_map(told).collect()
}

fn joined(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(", "))
}

/// Days of silence in words, and whether they are so few that they speak for.
fn days_words(days: f64) -> (String, bool) {
    let few = days <= FEW_DAYS;
    (if days < 1.0 { "less than one".to_owned() } else { format!("{days:.0}") }, few)
}

impl Desk {
    /// Why two articles are, or are not, together.
    ///
    /// # Errors
    /// When one of them is not known, or the store fails.
    pub fn why(&self, a: &ArticleId, b: &ArticleId) -> Result<WhyTogether, DeskError> {
        let articles = [self.stored_article(a)?, self.stored_article(b)?];
        let why = self.ask_threads(|threads| {
            for article in &articles {
                threads.recall(&article.read);
            }
            threads.why(a, b)
        })?;
        let why = why.ok_or_else(|| DeskError::NotPlaced { article: a.clone() })?;
        let articles = [card(&articles[0]), card(&articles[1])];
        Ok(WhyTogether { articles, why })
    }

    /// Why an article stands in its story.
    ///
    /// # Errors
    /// When it is not known, or the store fails.
    pub fn why_here(&self, id: &ArticleId) -> Result<WhyHere, DeskError> {
        let stored = self.stored_article(id)?;
        let Some(placed) = &stored.placement else {
            return Err(DeskError::NotPlaced { article: id.clone() });
        };
        let mut mates = self.store.story_articles(placed.story)?;
        mates.retain(|mate| mate.read.article.id != *id);
        let ids: Vec<ArticleId> =
            mates.iter().map(|mate| mate.read.article.id.clone()).collect();
        let (why, near) = self.ask_threads(|threads| {
            for one in mates.iter().chain([&stored]) {
                threads.recall(&one.read);
            }
            let latest = ids.iter().enumerate().rev().take(LOOKED_AT);
            let near = latest.filter_map(|(at, mate)| Some((at, threads.why(id, mate)?)));
            (threads.why_among(id, &ids), near.collect::<Vec<(usize, Why)>>())
        })?;
        Ok(WhyHere {
            article: card(&stored),
            story: self.link(Some(placed.story))?,
            why,
            nearest: closest_first(near)
                .into_iter()
                .map(|(at, why)| Near { article: card(&mates[at]), why })
                .collect(),
        })
    }
}

fn closest_first(mut near: Vec<(usize, Why)>) -> Vec<(usize, Why)> {
    near.sort_by(|a, b| b.1.development_log_odds.total_cmp(&a.1.development_log_odds));
    near.truncate(NEAREST);
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_apart_are_told_whole_and_few_speak_for() {
        assert_eq!(days_words(0.4), ("less than one".to_owned(), true));
        assert_eq!(days_words(FEW_DAYS), (format!("{FEW_DAYS:.0}"), true));
        assert!(!days_words(FEW_DAYS + 30.0).1);
        assert_eq!(days_words(40.2).0, "40");
    }
}
