//! A row for each thing found in a text.

use rundown_news::{Attribution, Entity, Event, Figure, ReadArticle, Span, When};
use rundown_store::StoredArticle;
use serde::Serialize;

use crate::cell::Cell;

/// What the kinds of annotations have in common; what else one holds is in its JSON.
#[derive(Default)]
struct Found {
    kind: &'static str,
    span: Span,
    name: Option<String>,
    class: Option<Cell>,
    value: Option<Cell>,
    amount: Option<f64>,
    amount_high: Option<f64>,
    unit: Option<String>,
}

pub(crate) fn rows(stored: &StoredArticle) -> impl Iterator<Item = [Cell; 14]> {
    let read = &stored.read;
    let found = &read.annotations;
    let entities = numbered(&found.entities, |one, _| entity(one));
    let attributions = numbered(&found.attributions, |one, _| attribution(one));
    let dates = numbered(&found.dates, |one, _| date(one));
    let figures = numbered(&found.figures, |one, _| figure(one));
    let events = numbered(&found.events, event);
    let all = entities.chain(attributions).chain(dates).chain(figures).chain(events);
    all.map(move |(number, make)| {
        let (found, json) = make(read);
        row(stored, number, found, json)
    })
}

type Make<'a> = Box<dyn FnOnce(&ReadArticle) -> (Found, String) + 'a>;

fn numbered<'a, T: Serialize>(
    all: &'a [T],
    found: impl Fn(&T, &ReadArticle) -> Found + Copy + 'a,
) -> impl Iterator<Item = (u32, Make<'a>)> {
    all.iter().zip(0..).map(move |(one, number)| {
        let make = move |read: &ReadArticle| {
            (found(one, read), serde_json::to_string(one).unwrap_or_default())
        };
        (number, Box::new(make) as Make<'a>)
    })
}

fn row(stored: &StoredArticle, number: u32, found: Found, json: String) -> [Cell; 14] {
    let article = &stored.read.article;
    [
        article.id.as_str().into(),
        stored.revision.into(),
        found.kind.into(),
        number.into(),
        found.span.start.into(),
        found.span.end.into(),
        found.span.of(&article.text).into(),
        found.name.into(),
        found.class.into(),
        found.value.into(),
        found.amount.into(),
        found.amount_high.into(),
        found.unit.into(),
        json.into(),
    ]
}

fn entity(entity: &Entity) -> Found {
    Found {
        kind: "entity",
        span: entity.mentions.first().copied().unwrap_or_default(),
        name: Some(entity.name.clone()),
        class: Some(Cell::word(entity.kind)),
        ..Found::default()
    }
}

fn attribution(attribution: &Attribution) -> Found {
    let content = &attribution.content;
    let first = content.first().copied().unwrap_or_default();
    let last = content.last().copied().unwrap_or_default();
    Found {
        kind: "attribution",
        span: Span { start: first.start, end: last.end.max(first.end) },
        name: attribution.source.as_ref().and_then(|source| source.name.clone()),
        class: Some(Cell::word(attribution.directness)),
        ..Found::default()
    }
}

fn date(date: &When) -> Found {
    Found {
        kind: "date",
        span: date.span,
        class: Some(Cell::word(date.precision)),
        value: Some(date.value.as_str().into()),
        ..Found::default()
    }
}

fn figure(figure: &Figure) -> Found {
    Found {
        kind: "figure",
        span: figure.span,
        name: Some(figure.counted.clone()),
        class: Some(Cell::word(figure.qualifier)),
        value: figure.quantity.map(Cell::word),
        amount: Some(figure.value),
        amount_high: figure.value_high,
        unit: Some(figure.unit.clone()),
    }
}

fn event(event: &Event, read: &ReadArticle) -> Found {
    let text = &read.article.text;
    Found {
        kind: "event",
        span: event.predicate,
        name: event.subject.as_ref().map(|subject| subject.span.of(text).to_owned()),
        class: event.kind.map(Cell::word),
        value: Some(Cell::word(event.standing)),
        ..Found::default()
    }
}
