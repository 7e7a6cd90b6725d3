//! Proof that a brief shows nothing but bytes of its articles.

use std::borrow::Borrow;

use rundown_news::{Article, ArticleId, Brief, Evidence, Part, Shown, Span};

/// Checks everything a brief shows against its articles: each word stands, byte for
/// byte, where its evidence says. Gives the failures in words; none is good news.
///
/// `article` fetches an article in one of its revisions.
#[must_use]
pub fn unproven<A: Borrow<Article>>(
    brief: &Brief,
    article: &dyn Fn(&ArticleId, u32) -> Option<A>,
) -> Vec<String> {
    let mut proof = Proof { article, failures: Vec::new() };
    let titles = brief.title.iter().chain(&brief.was).chain(&brief.state);
    let shown = titles.chain(brief.highlights.iter().map(|one| &one.shown));
    shown.for_each(|shown| proof.shown("highlight", shown));
    brief.new.iter().for_each(|item| proof.shown("new", &item.shown));
    for development in &brief.developments {
        let parts = std::iter::once(&development.title).chain(&development.highlights);
        parts.for_each(|shown| proof.shown("development", shown));
    }
    brief.timeline.iter().for_each(|entry| proof.shown("timeline", &entry.shown));
    for voice in &brief.voices {
        voice.statements.iter().for_each(|said| proof.shown("statement", &said.shown));
        voice
            .roles
            .iter()
            .for_each(|role| proof.words("role", &role.text, &role.evidence));
    }
    for addition in brief.elsewhere.iter().flat_map(|one| &one.adds) {
        proof.shown("addition", &addition.shown);
    }
    for change in &brief.changes {
        let words = [&change.before, &change.after, &change.within];
        words.into_iter().flatten().for_each(|shown| proof.shown("change", shown));
    }
    for point in brief.figures.iter().flat_map(|figure| &figure.history) {
        proof.stands("figure", &point.evidence);
    }
    for person in &brief.people {
        person
            .roles
            .iter()
            .for_each(|role| proof.words("role", &role.text, &role.evidence));
        proof.stands("name", &person.evidence);
        if let Some(first) = person.evidence.first() {
            proof.words("name", &person.name, first);
        }
    }
    proof.failures
}

struct Proof<'a, A> {
    article: &'a dyn Fn(&ArticleId, u32) -> Option<A>,
    failures: Vec<String>,
}

impl<A: Borrow<Article>> Proof<'_, A> {
    fn shown(&mut self, what: &str, shown: &Shown) {
        self.stands(what, &shown.evidence);
        let pieces: Option<Vec<String>> = shown
            .evidence
            .iter()
            .take(usize::from(shown.pieces))
            .map(|evidence| self.bytes(evidence))
            .collect();
        let joined = pieces.map(|pieces| pieces.join(Shown::SEAM));
        let whole = usize::from(shown.pieces) <= shown.evidence.len() && shown.pieces > 0;
        if !whole || joined.as_deref() != Some(&shown.text) {
            self.fail(what, &shown.text, "stands otherwise in its article");
        }
        for one in &shown.named {
            self.words("name", &one.name, &one.evidence);
        }
    }

    fn words(&mut self, what: &str, words: &str, evidence: &Evidence) {
        if self.bytes(evidence).as_deref() != Some(words) {
            self.fail(what, words, "stands otherwise in its article");
        }
    }

    fn stands(&mut self, what: &str, evidence: &[Evidence]) {
        if evidence.is_empty() {
            self.fail(what, "", "has no evidence");
        }
        for one in evidence {
            if self.bytes(one).is_none() {
                let place = format!("{} revision {}", one.article, one.revision);
                self.fail(what, &place, "has no such bytes");
            }
        }
    }

    fn bytes(&self, evidence: &Evidence) -> Option<String> {
        let found = (self.article)(&evidence.article, evidence.revision)?;
        let article: &Article = found.borrow();
        let part = part(article, evidence.part)?;
        part.get(Span::range(evidence.span)).map(str::to_owned)
    }

    fn fail(&mut self, what: &str, words: &str, how: &str) {
        let short: String = words.chars().take(80).collect();
        self.failures.push(format!("{what}: {short:?} {how}"));
    }
}

fn part(article: &Article, part: Part) -> Option<&str> {
    match part {
        Part::Text => Some(&article.text),
        Part::Headline => Some(&article.headline),
        Part::Deck => article.deck.as_deref(),
        Part::Highlight(i) => article.highlights.get(usize::from(i)).map(String::as_str),
    }
}
