//! Small invented stories for tests, annotated by hand.

use std::sync::Arc;

use jiff::Timestamp;
use rundown_news::{
    Attribution, Block, BlockKind, DevelopmentId, Directness, Entity, EntityKind, Figure,
    Lang, Outlet, Qualifier, ReadArticle, Source, Span, When, WhenPrecision,
};

use crate::{Digest, Told};

/// An article of one paragraph a line.
pub(crate) fn article(id: &str, text: &str) -> ReadArticle {
    let mut read = ReadArticle::default();
    read.article.id.0 = id.to_owned();
    read.article.lang = Lang::ENGLISH;
    read.article.text = text.to_owned();
    read.article.outlet =
        Outlet { name: format!("Outlet {id}"), domain: format!("{id}.example") };
    let mut start = 0;
    for line in text.split('\n') {
        if !line.is_empty() {
            let span = Span::new(start, start + line.len());
            read.article.blocks.push(Block {
                kind: BlockKind::Paragraph,
                span,
                at: None,
            });
        }
        start += line.len() + 1;
    }
    read.annotations.sentences = rundown_text::sentences(text, Lang::ENGLISH);
    read
}

/// An article of the story, told at noon on the first day of May.
pub(crate) fn told(read: &ReadArticle) -> Told {
    told_at(read, 0, 1)
}

/// So many minutes after noon on the first day of May.
pub(crate) fn minutes(minutes: i64) -> Timestamp {
    let noon: Timestamp = "2031-05-01T12:00:00Z".parse().unwrap();
    noon + jiff::SignedDuration::from_mins(minutes)
}

/// An article told so many minutes later, in a development.
pub(crate) fn told_at(read: &ReadArticle, after: i64, development: u64) -> Told {
    Told {
        digest: Arc::new(Digest::of(read.clone())),
        revision: 0,
        at: minutes(after),
        arrived: minutes(after),
        development: DevelopmentId(development),
        copy_of: None,
        earlier: Vec::new(),
    }
}

/// Where words stand in an article's text.
#[track_caller]
pub(crate) fn span(read: &ReadArticle, words: &str) -> Span {
    let at = read.article.text.find(words).expect("the sample holds these words");
    Span::new(at, at + words.len())
}

/// Marks what a person says: `source` names them in the text, `name` in full.
pub(crate) fn says(
    mut read: ReadArticle,
    source: &str,
    name: &str,
    content: &[&str],
    directness: Directness,
) -> ReadArticle {
    let entity = person(&mut read, source, name);
    let said = Attribution {
        source: Some(Source {
            span: span(&read, source),
            entity: Some(entity),
            name: Some(name.to_owned()),
        }),
        cue: read.article.text.find("said").map(|at| Span::new(at, at + 4)),
        content: content.iter().map(|words| span(&read, words)).collect(),
        directness,
    };
    read.annotations.attributions.push(said);
    read.annotations.attributions.sort_by_key(|said| said.content[0].start);
    read
}

/// Marks where somebody is meant; gives their number.
pub(crate) fn person(read: &mut ReadArticle, mention: &str, name: &str) -> u32 {
    let span = span(read, mention);
    let entities = &mut read.annotations.entities;
    if let Some(entity) = entities.iter_mut().find(|entity| entity.name == name) {
        entity.mentions.push(span);
        return entity.id;
    }
    let id = entities.len() as u32;
    entities.push(Entity {
        id,
        kind: EntityKind::Person,
        name: name.to_owned(),
        roles: Vec::new(),
        role_spans: Vec::new(),
        mentions: vec![span],
    });
    id
}

/// Marks a figure.
pub(crate) fn counts(
    mut read: ReadArticle,
    words: &str,
    value: f64,
    qualifier: Qualifier,
    counted: &str,
) -> ReadArticle {
    let figure = Figure {
        span: span(&read, words),
        value,
        value_high: None,
        against: None,
        unit: String::new(),
        counted: counted.to_owned(),
        counted_span: read.article.text.find(counted).map(|_| span(&read, counted)),
        qualifier,
        predicate: None,
        role: rundown_news::FigureRole::Plain,
        quantity: None,
    };
    read.annotations.figures.push(figure);
    read
}

/// Marks a day.
pub(crate) fn dates(mut read: ReadArticle, words: &str, value: &str) -> ReadArticle {
    let when = When {
        span: span(&read, words),
        value: value.to_owned(),
        precision: WhenPrecision::Day,
        predicate: None,
    };
    read.annotations.dates.push(when);
    read.annotations.dates.sort_by_key(|when| when.span.start);
    read
}
