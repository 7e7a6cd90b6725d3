//! From an article to what it says: who, who said what, when, how many.
//!
//! [`annotate`] is a function of the article alone. It cuts the copy into sentences
//! and tokens once, finds names and gathers them into entities with their roles, then
//! the attributions, the dates and the figures. It never fails and never guesses a
//! speaker it cannot point at.

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod dates;
mod figures;

mod copy;
mod lifted;
mod syntax;

mod edges;
mod incises;
mod last_word;
mod model;
mod name_features;
mod names;
mod nouns;
mod offices;
mod things;
mod uncased;
mod votes;

mod entities;
mod roles;

mod antecedents;
mod clause_places;
mod goes_on;
mod pronoun_weights;
mod pronouns;
mod spoken;
mod stretches;

mod attributions;
mod beside;
mod bodies;
mod clauses;
mod cues;
mod dashed;
mod extents;
mod quotations;
mod speakers;
mod subjects;
mod unnamed;

mod events;
mod standing;

#[cfg(test)]
mod sample;
#[doc(hidden)]
pub mod train;
mod zones;

use rundown_lexicon::LANGUAGES;
use rundown_news::limits::ANNOTATED_BYTES_MAX;
use rundown_news::{Annotations, Article, Note, NoteKind, Noted, Span};

/// Finds what an article says.
///
/// All spans are byte offsets into `article.text`. Copy beyond
/// [`ANNOTATED_BYTES_MAX`] is left alone, with a note.
///
/// ```
/// use rundown_news::{Article, Block, BlockKind, Lang, Span};
/// let text = "The dam holds. It was built in 2019.".to_owned();
/// let blocks =
///     vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), at: None }];
/// let article = Article { text, blocks, lang: Lang::ENGLISH, ..Article::default() };
/// assert_eq!(rundown_annotate::annotate(&article).value.sentences.len(), 2);
/// ```
#[must_use]
pub fn annotate(article: &Article) -> Noted<Annotations> {
    annotate_watching(article, &mut |_, _| {})
}

fn annotate_watching(
    article: &Article,
    watch: pronouns::Watch<'_>,
) -> Noted<Annotations> {
    let mut notes = Vec::new();
    let text = annotated_part(&article.text, &mut notes);
    if !LANGUAGES.iter().any(|known| known.code == article.lang.as_str()) {
        notes.push(Note::new(NoteKind::UnknownLanguage, article.lang.as_str()));
    }
    let sentences = sentences(article, text);
    let published = article.published;
    let tokens = rundown_text::tokens(text);
    let uncased = uncased::Uncased::read(text, article.lang, &sentences, &tokens);
    let tokens = match &uncased {
        Some(uncased) => uncased.recut(&tokens),
        None => tokens,
    };
    let copy = copy::Copy::cut(text, article.lang, &sentences, tokens);
    let syntax = syntax::Syntax::read(&copy);
    let clauses = dates::Clauses { copy: &copy, syntax: &syntax };
    let toks = dates::lex::lex(&copy, &sentences);
    let dates = dates::read(clauses, &toks, &article.outlet.domain, published);
    let figures = figures::figures(clauses, &toks, &dates);
    let names = match &uncased {
        Some(uncased) => uncased.names(&copy),
        None => cased_names(&copy, &syntax, article),
    };
    let mut cast = entities::Cast::gather(&copy, names);
    match &uncased {
        Some(uncased) => roles::add_told(&copy, &mut cast, uncased.roles()),
        None => roles::add_roles(&copy, &syntax, &mut cast),
    }
    let quoted = stretches::Quoted::read(&copy, article);
    let meant = pronouns::resolve(&copy, &syntax, &mut cast, &quoted.inside, watch);
    let scene =
        subjects::Scene { copy: &copy, syntax: &syntax, cast: &cast, quoted: &quoted };
    let attributions = attributions::attributions(&scene, &meant);
    let told = standing::Told {
        copy: &copy,
        syntax: &syntax,
        cast: &cast,
        meant: &meant,
        dates: &dates,
        attributions: &attributions,
    };
    let events = events::events(&told);
    let entities = cast.entities(&copy);
    let value = Annotations { sentences, entities, attributions, dates, figures, events };
    Noted { value, notes }
}

/// The names of a language that writes them with capitals.
fn cased_names(
    copy: &copy::Copy<'_>,
    syntax: &syntax::Syntax,
    article: &Article,
) -> Vec<names::Name> {
    let names = nouns::without_nouns(copy, syntax, names::names(copy));
    let names = bodies::settle_bodies(copy, syntax, names);
    let mut names = things::without_adjectives(copy, syntax, names);
    if let Some(dateline) = &article.dateline {
        things::settle_dateline(copy, &mut names, &dateline.place);
    }
    votes::settle(copy, names)
}

/// The part of the text that is looked at.
fn annotated_part<'a>(text: &'a str, notes: &mut Vec<Note>) -> &'a str {
    if text.len() <= ANNOTATED_BYTES_MAX {
        return text;
    }
    let end = text.floor_char_boundary(ANNOTATED_BYTES_MAX);
    notes.push(Note::new(
        NoteKind::PartlyAnnotated,
        format!("the first {end} of {} bytes", text.len()),
    ));
    &text[..end]
}

/// Sentences block by block, so that none crosses one. A text without blocks is one.
fn sentences(article: &Article, text: &str) -> Vec<Span> {
    let whole = [Span::new(0, text.len())];
    let blocks: Vec<Span> = article.blocks.iter().map(|block| block.span).collect();
    let mut found = Vec::new();
    for block in if blocks.is_empty() { &whole[..] } else { &blocks } {
        let end = (block.end as usize).min(text.len());
        let start = (block.start as usize).min(end);
        let Some(copy) = text.get(start..end) else { continue };
        let inside = rundown_text::sentences(copy, article.lang).into_iter();
        found.extend(
            inside.map(|s| Span::new(start + s.start as usize, start + s.end as usize)),
        );
    }
    found
}
