//! Searching: articles that hold the words, then those that mean the same, each with the
//! sentence that shows why it was found.

use std::collections::{BTreeMap, BTreeSet};

use rundown_meaning::{Stream, Table, Vector};
use rundown_news::limits::{SEARCH_HITS_MAX, SEARCH_MEANT_MAX};
use rundown_news::{ArticleId, Evidence, Lang, Part, Shown, Span, StoryId};
use rundown_store::StoredArticle;
use rundown_text::{TokenKind, fold, tokens};

use super::card;
use crate::views::{SearchHit, StoryLink};
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
        let looks_back = matches!(self.clock, Clock::Fixed(_));
        let mut found = Found::default();
        for (story, article) in self.store.search(words, SEARCH_HITS_MAX)? {
            let Some(stored) = self.sound_article(&article, None)? else { continue };
            // What is searched is the latest text; as of a day it may be another one.
            if !looks_back || holds(&stored, words) {
                let sentence = sentence(&stored, words);
                self.add_hit(&mut found, story, &stored, sentence, false)?;
            }
        }
        if words.contains('"') {
            return Ok(found.hits);
        }
        let asked = meaning(words);
        let exact = found.articles.len();
        for (story, article) in self.store.search_meaning(words, SEARCH_HITS_MAX)? {
            if found.articles.contains(&article) {
                continue;
            }
            if found.articles.len() - exact >= SEARCH_MEANT_MAX {
                break;
            }
            let Some(stored) = self.sound_article(&article, None)? else { continue };
            let sentence = nearest(&stored, &asked);
            self.add_hit(&mut found, story, &stored, sentence, true)?;
        }
        Ok(found.hits)
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
        found.articles.insert(stored.read.article.id.clone());
        found.hits.push(SearchHit { card: card(stored), story, sentence, meant });
        Ok(())
    }
}

/// The hits so far, and the stories they lead to.
#[derive(Default)]
struct Found {
    hits: Vec<SearchHit>,
    articles: BTreeSet<ArticleId>,
    links: BTreeMap<StoryId, Option<StoryLink>>,
}

fn meaning(text: &str) -> Vector {
    let table = Table::shipped();
    Stream::default().embed(table, &table.split(text), Lang::UNKNOWN)
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
