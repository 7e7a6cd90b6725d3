//! How an article was read: what was odd, whom it quotes, which days it means. A reader
//! who doubts a story page can see here what it was made from.

use rundown_desk::ArticleView;
use rundown_news::{Attribution, Directness, EntityKind, Part, Span};

use crate::times::timex_words;
use crate::wording::retold::note_words;
use crate::wording::{many, say};

/// Rows of one list; the JSON has all.
const ROWS_MAX: usize = 60;

pub(crate) struct Reading {
    pub(crate) notes: Vec<String>,
    pub(crate) quotes: Vec<QuoteRow>,
    pub(crate) names: Vec<NameRow>,
    pub(crate) dates: Vec<WordsRow>,
    pub(crate) figures: Vec<WordsRow>,
}

pub(crate) struct QuoteRow {
    pub(crate) who: String,
    pub(crate) how: &'static str,
    pub(crate) words: String,
    pub(crate) href: String,
}

pub(crate) struct NameRow {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) roles: String,
    pub(crate) href: String,
    pub(crate) mentions: String,
}

/// Words of the article and what they were taken to mean.
pub(crate) struct WordsRow {
    pub(crate) words: String,
    pub(crate) href: String,
    pub(crate) meaning: String,
}

impl Reading {
    pub(crate) fn of(view: &ArticleView) -> Self {
        let read = &view.stored.read;
        let found = &read.annotations;
        Self {
            notes: read.notes.iter().map(note_words).collect(),
            quotes: found
                .attributions
                .iter()
                .take(ROWS_MAX)
                .map(|attribution| quote_row(view, attribution))
                .collect(),
            names: name_rows(view),
            dates: found
                .dates
                .iter()
                .take(ROWS_MAX)
                .map(|when| {
                    words_row(view, when.span, timex_words(&when.value, when.precision))
                })
                .collect(),
            figures: found
                .figures
                .iter()
                .take(ROWS_MAX)
                .map(|figure| words_row(view, figure.span, figure_meaning(figure)))
                .collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.notes.is_empty()
            && self.quotes.is_empty()
            && self.names.is_empty()
            && self.dates.is_empty()
            && self.figures.is_empty()
    }
}

fn quote_row(view: &ArticleView, attribution: &Attribution) -> QuoteRow {
    let text = &view.stored.read.article.text;
    let words: Vec<&str> = attribution.content.iter().map(|span| span.of(text)).collect();
    let source = attribution.source.as_ref();
    let who = source.map(|source| {
        source.name.clone().unwrap_or_else(|| source.span.of(text).to_owned())
    });
    QuoteRow {
        who: who.unwrap_or_else(|| say("Speaker not named").to_owned()),
        how: match attribution.directness {
            Directness::Direct => say("word for word"),
            Directness::Indirect => say("in the reporter’s words"),
            Directness::Mixed => say("partly word for word"),
        },
        words: words.join(" … "),
        href: text_href(view, &attribution.content),
    }
}

fn name_rows(view: &ArticleView) -> Vec<NameRow> {
    let entities = view.stored.read.annotations.entities.iter().take(ROWS_MAX);
    entities
        .map(|entity| NameRow {
            name: entity.name.clone(),
            kind: match entity.kind {
                EntityKind::Person => say("person"),
                EntityKind::Organization => say("organisation"),
                EntityKind::Place => say("place"),
            },
            roles: entity.roles.join("; "),
            href: text_href(view, &entity.mentions),
            mentions: many("1 mention", "{n} mentions", entity.mentions.len()),
        })
        .collect()
}

fn words_row(view: &ArticleView, span: Span, meaning: String) -> WordsRow {
    let words = span.of(&view.stored.read.article.text).to_owned();
    WordsRow { words, href: text_href(view, &[span]), meaning }
}

fn figure_meaning(figure: &rundown_news::Figure) -> String {
    let value = crate::amounts::figure_told(
        figure.value,
        figure.value_high.or(figure.against),
        figure.qualifier,
        &figure.unit,
    );
    format!("{value} {}", figure.counted).trim_end().to_owned()
}

/// The page of an article with these bytes of its text marked.
fn text_href(view: &ArticleView, spans: &[Span]) -> String {
    let evidence: Vec<_> = spans
        .iter()
        .map(|span| rundown_news::Evidence {
            article: view.card.id.clone(),
            revision: view.stored.revision,
            part: Part::Text,
            span: *span,
        })
        .collect();
    crate::links::evidence_href(&evidence).unwrap_or_default()
}
