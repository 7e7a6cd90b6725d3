//! Proof over a whole store: every span lies in its text, every word shown stands in
//! the article it points at.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use rundown_brief::unproven;
use rundown_news::{Article, ArticleId, Brief, ReadArticle, Span};
use rundown_store::{Damage, StoredArticle};
use serde::Serialize;

use crate::beside::Beside;
use crate::{Clock, Desk, DeskError};

/// Findings kept; a store with more is broken as a whole.
const FINDINGS_MAX: usize = 1_000;

/// What a walk over the store found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Proof {
    /// Articles checked.
    pub articles: u64,
    /// Stories briefed and checked.
    pub stories: u64,
    /// Passages shown in those briefs.
    pub shown: u64,
    /// Articles that are in no story yet, and so in no brief.
    pub waiting: u64,
    /// What does not hold; empty for a sound store.
    pub findings: Vec<Finding>,
}

/// Something that does not hold.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// The article or story.
    pub of: String,
    /// What is wrong with it.
    pub what: String,
}

impl Desk {
    /// Walks the whole store and proves it. A damaged article is a finding and stops
    /// nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub fn verify(&self) -> Result<Proof, DeskError> {
        let mut proof =
            Proof { waiting: self.store.counts()?.waiting, ..Proof::default() };
        for page in self.all_articles() {
            for stored in &page? {
                self.prove_article(stored, &mut proof)?;
            }
        }
        for damage in self.damaged()? {
            proof.find(damage.article.as_str(), damage.to_string());
        }
        for story in self.all_stories()? {
            let briefed = self.briefed(&story)?;
            let shown = Revisions { desk: self, read: RefCell::default() };
            proof.story(&story.slug.0, &briefed.brief, &shown);
        }
        Ok(proof)
    }

    /// Proves an article as it stood by this desk's time, if it was there.
    fn prove_article(
        &self,
        latest: &StoredArticle,
        proof: &mut Proof,
    ) -> Result<(), DeskError> {
        let Clock::Fixed(_) = self.clock else {
            proof.article(latest);
            return Ok(());
        };
        // The walk is over all there is; what is asked for by name is as of the time.
        if let Some(stored) = self.sound_article(&latest.read.article.id, None)? {
            proof.article(&stored);
        }
        Ok(())
    }

    /// What is damaged. Who only reads can put nothing apart, and looks at everything again.
    fn damaged(&self) -> Result<Vec<Damage>, DeskError> {
        Ok(match self.writer.as_deref() {
            Some(Beside::Writer { .. }) => self.store.check()?.damaged,
            Some(Beside::Owner(_)) | None => self.store.quarantined()?,
        })
    }
}

/// Revisions by article and number; none where the store has no such thing.
type ReadSoFar = BTreeMap<(ArticleId, u32), Option<Arc<Article>>>;

/// The articles of a story as the store has them, each revision read once.
struct Revisions<'a> {
    desk: &'a Desk,
    read: RefCell<ReadSoFar>,
}

impl Revisions<'_> {
    /// An article at a revision; none if the store cannot give it.
    fn article(&self, id: &ArticleId, revision: u32) -> Option<Arc<Article>> {
        let stored = || self.desk.store.article(id, Some(revision)).ok().flatten();
        let mut read = self.read.borrow_mut();
        let entry = read.entry((id.clone(), revision));
        entry.or_insert_with(|| stored().map(|one| Arc::new(one.read.article))).clone()
    }
}

impl Proof {
    fn find(&mut self, of: &str, what: String) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding { of: of.to_owned(), what });
        }
    }

    fn article(&mut self, stored: &StoredArticle) {
        self.articles += 1;
        let id = stored.read.article.id.as_str();
        for (what, span) in spans(&stored.read) {
            if stored.read.article.text.get(span.range()).is_none() {
                self.find(
                    id,
                    format!("{what} at {}..{} is not in the text", span.start, span.end),
                );
            }
        }
    }

    fn story(&mut self, slug: &str, brief: &Brief, articles: &Revisions<'_>) {
        self.stories += 1;
        self.shown += passages(brief);
        let article = |id: &ArticleId, revision: u32| articles.article(id, revision);
        for failure in unproven(brief, &article) {
            self.find(slug, failure);
        }
    }
}

fn passages(brief: &Brief) -> u64 {
    let statements: usize = brief.voices.iter().map(|voice| voice.statements.len()).sum();
    let points: usize = brief.figures.iter().map(|figure| figure.history.len()).sum();
    let developments: usize = brief
        .developments
        .iter()
        .map(|development| 1 + development.highlights.len())
        .sum();
    let flat = usize::from(brief.title.is_some())
        + usize::from(brief.was.is_some())
        + brief.state.len()
        + brief.highlights.len()
        + brief.new.len()
        + brief.timeline.len()
        + brief.people.len();
    (flat + statements + points + developments) as u64
}

/// Every span that points into an article's text, with what it is.
fn spans(read: &ReadArticle) -> Vec<(&'static str, Span)> {
    let found = &read.annotations;
    let mut spans: Vec<(&'static str, Span)> = Vec::new();
    spans.extend(read.article.blocks.iter().map(|block| ("a block", block.span)));
    spans.extend(found.sentences.iter().map(|span| ("a sentence", *span)));
    for entity in &found.entities {
        spans.extend(entity.mentions.iter().map(|span| ("a mention", *span)));
        spans.extend(entity.role_spans.iter().map(|span| ("a role", *span)));
    }
    for attribution in &found.attributions {
        spans.extend(attribution.content.iter().map(|span| ("a quotation", *span)));
        spans.extend(attribution.cue.iter().map(|span| ("a cue", *span)));
        spans.extend(attribution.source.iter().map(|source| ("a source", source.span)));
    }
    spans.extend(found.dates.iter().map(|date| ("a date", date.span)));
    spans.extend(found.figures.iter().map(|figure| ("a figure", figure.span)));
    spans
}
