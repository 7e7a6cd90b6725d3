//! Searching: articles that hold the words, then those that mean the same, each with the
//! sentence that shows why it was found.

use std::collections::{BTreeMap, BTreeSet};

use rundown_meaning::Vector;
use rundown_news::limits::{SEARCH_HITS_MAX, SEARCH_MEANT_MAX};
use rundown_news::{ArticleId, Evidence, Part, Shown, Span, StoryId};
use rundown_store::StoredArticle;
use rundown_text::{TokenKind, fold, tokens};

use super::card;
use crate::meaning::meaning;
use crate::views::{SearchHit, SearchPart, StoryLink};
use crate::{Clock, Desk, DeskError};

/// Sentences of an article that are compared with what was asked.
const SENTENCES_COMPARED: usize = 60;

impl Desk {
    /// Articles that hold all the words, best first; then, marked as such, those whose
    /// headline means about the same in other words or in another language. Who puts words
    /// between double quotes wants these and gets no others.
    ///
    /// # Errors
    /// When the store fails.
    pub fn search(&self, words: &str) -> Result<Vec<SearchHit>, DeskError> {
        Ok(self.search_part(words, 0, SEARCH_HITS_MAX + SEARCH_MEANT_MAX)?.hits)
    }

    /// The same, `limit` of them behind the first `from`: only these are read.
    ///
    /// # Errors
    /// When the store fails.
    pub fn search_part(
        &self,
        words: &str,
        from: usize,
        limit: usize,
    ) -> Result<SearchPart, DeskError> {
        let mut listed = self.holding(words)?;
        let (exact, end) = (listed.len(), from.saturating_add(limit));
        if end >= exact && !words.contains('"') {
            listed.extend(self.meaning_alike(words, &listed)?);
        }
        let more = listed.len() > end;
        let asked = meaning(words);
        let mut found = Found::default();
        for (at, (story, article)) in
            listed.into_iter().enumerate().skip(from).take(limit)
        {
            let Some(stored) = self.sound_article(&article, None)? else { continue };
            let meant = at >= exact;
            let sentence =
                if meant { nearest(&stored, &asked) } else { sentence(&stored, words) };
            self.add_hit(&mut found, story, &stored, sentence, meant)?;
        }
        Ok(SearchPart { hits: found.hits, exact, more })
    }

    /// Articles that hold all the words.
    fn holding(&self, words: &str) -> Result<Vec<Listed>, DeskError> {
        let mut holding = self.store.search(words, SEARCH_HITS_MAX)?;
        // What is searched is the latest text; as of a day it may be another one.
        if matches!(self.clock, Clock::Fixed(_)) {
            let mut held = Vec::new();
            for (story, article) in holding {
                let stored = self.sound_article(&article, None)?;
                if stored.is_some_and(|stored| holds(&stored, words)) {
                    held.push((story, article));
                }
            }
            holding = held;
        }
        Ok(holding)
    }

    /// Articles whose headlines mean about the same, but for those that are listed.
    fn meaning_alike(
        &self,
        words: &str,
        listed: &[Listed],
    ) -> Result<Vec<Listed>, DeskError> {
        let known: BTreeSet<&ArticleId> = listed.iter().map(|(_, id)| id).collect();
        let mut meant = self.store.search_meaning(words, SEARCH_HITS_MAX)?;
        meant.retain(|(_, article)| !known.contains(article));
        meant.truncate(SEARCH_MEANT_MAX);
        Ok(meant)
    }

    fn add_hit(
        &self,
        found: &mut Found,
        story: Option<StoryId>,
        stored: &StoredArticle,
        sentence: Option<Shown>,
        meant: bool,
    ) -> Result<(), DeskError> {
        if let Some(story) = story
            && !found.links.contains_key(&story)
        {
            found.links.insert(story, self.link(Some(story))?);
        }
        let story = story.and_then(|story| found.links.get(&story).cloned().flatten());
        found.hits.push(SearchHit { card: card(stored), story, sentence, meant });
        Ok(())
    }
}

/// An article as the store finds it, with its story.
type Listed = (Option<StoryId>, ArticleId);

/// The hits so far, and the stories they lead to.
#[derive(Default)]
struct Found {
    hits: Vec<SearchHit>,
    links: BTreeMap<StoryId, Option<StoryLink>>,
}

/// The sentence that means most nearly what was asked.
fn nearest(stored: &StoredArticle, asked: &Vector) -> Option<Shown> {
    let text = &stored.read.article.text;
    let sentences = stored.read.annotations.sentences.iter().take(SENTENCES_COMPARED);
    let by_likeness = sentences.map(|span| (asked.dot(&meaning(span.of(text))), *span));
    let (_, span) = by_likeness.max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(shown(stored, span))
}

fn shown(stored: &StoredArticle, span: Span) -> Shown {
    let article = &stored.read.article;
    let (id, revision) = (article.id.clone(), stored.revision);
    let evidence = Evidence { article: id, revision, part: Part::Text, span };
    Shown::new(span.of(&article.text), evidence)
}

/// The first sentence with most of the words, if one holds any.
fn sentence(stored: &StoredArticle, query: &str) -> Option<Shown> {
    let text = &stored.read.article.text;
    let wanted = words(query);
    let mut best: Option<(usize, Span)> = None;
    for sentence in &stored.read.annotations.sentences {
        let found = words(sentence.of(text));
        let hits =
            wanted.iter().filter(|word| found.iter().any(|f| alike(f, word))).count();
        if hits > best.map_or(0, |(most, _)| most) {
            best = Some((hits, *sentence));
        }
    }
    best.map(|(_, span)| shown(stored, span))
}

/// Whether an article holds all of the words, as far as these tell; words that stand
/// in quotation marks need not stand together.
fn holds(stored: &StoredArticle, query: &str) -> bool {
    let article = &stored.read.article;
    let found = [words(&article.headline), words(&article.text)].concat();
    words(query).iter().all(|word| found.iter().any(|one| one.starts_with(word.as_str())))
}

/// Whether a word of the text is the wanted one, perhaps with another ending.
fn alike(found: &str, wanted: &str) -> bool {
    let stem = wanted.char_indices().nth(5).map_or(wanted, |(end, _)| &wanted[..end]);
    found == wanted || (wanted.len() > 5 && found.starts_with(stem))
}

fn words(text: &str) -> Vec<String> {
    let word = |token: &rundown_text::Token| token.kind == TokenKind::Word;
    let all = tokens(text);
    let folded = |token: &rundown_text::Token| fold(token.span.of(text)).into_owned();
    all.iter().filter(|token| word(token)).map(folded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_capitals_and_with_other_endings() {
        assert_eq!(words("The FERRY sinks, twice."), ["the", "ferry", "sinks", "twice"]);
        assert!(alike("sinking", "sinking") && alike("elections", "election"));
        assert!(!alike("sinks", "sink"), "short words are compared whole");
    }
}
