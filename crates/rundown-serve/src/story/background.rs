//! What stands behind a story: people, outlets, developments, related stories.

use jiff::Timestamp;
use rundown_desk::ArticleCard;
use rundown_news::{
    ArticleId, BriefDevelopment, BriefOutlet, BriefOutlets, EntityKind, Person,
    RelatedStory,
};

use crate::line::{Line, Sources};
use crate::links::{article_href, story_href};
use crate::rundown::outlets_words;
use crate::search::headline_of;
use crate::times::{Moment, counted, span_words};

/// Names of one kind on the page.
const NAMES_MAX: usize = 24;
/// Outlets on the page.
const OUTLETS_MAX: usize = 60;
/// Developments on the page.
const DEVELOPMENTS_MAX: usize = 40;
/// Articles listed under one heading.
const ARTICLES_MAX: usize = 60;

pub(crate) struct PersonRow {
    pub(crate) name: Line,
    pub(crate) roles: Vec<Line>,
    pub(crate) articles: String,
}

pub(crate) struct OutletRow {
    pub(crate) name: String,
    pub(crate) first: Moment,
    pub(crate) own: Vec<ArticleRow>,
}

/// An article with the copies of its text at other outlets.
pub(crate) struct ArticleRow {
    pub(crate) headline: String,
    pub(crate) href: String,
    pub(crate) lang: Option<String>,
    pub(crate) outlet: String,
    pub(crate) at: Moment,
    pub(crate) copies: Vec<ArticleRow>,
}

pub(crate) struct Development {
    pub(crate) title: Line,
    pub(crate) highlights: Vec<Line>,
    pub(crate) span: String,
    pub(crate) witnesses: String,
    pub(crate) anchor: String,
    pub(crate) articles: Vec<ArticleRow>,
    pub(crate) articles_words: String,
}

pub(crate) struct RelatedRow {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) shared: String,
}

/// People, organisations and places.
pub(crate) fn who(
    sources: Sources<'_>,
    people: &[Person],
) -> (Vec<PersonRow>, Vec<PersonRow>, Vec<PersonRow>) {
    let of = |kind: EntityKind| {
        let named = people.iter().filter(|person| person.kind == kind);
        named.take(NAMES_MAX).map(|person| person_row(sources, person)).collect()
    };
    (of(EntityKind::Person), of(EntityKind::Organization), of(EntityKind::Place))
}

fn person_row(sources: Sources<'_>, person: &Person) -> PersonRow {
    const ROLES_MAX: usize = 3;
    let roles = person.roles.iter().take(ROLES_MAX);
    PersonRow {
        name: sources.words(&person.name, &person.evidence),
        roles: roles
            .map(|role| sources.words(&role.text, std::slice::from_ref(&role.evidence)))
            .collect(),
        articles: counted(person.articles, "article"),
    }
}

/// The outlets with texts of their own, copies under the article they copy; and how
/// many outlets are left out.
pub(crate) fn outlets(
    sources: Sources<'_>,
    outlets: &BriefOutlets,
    now: Timestamp,
) -> (Vec<OutletRow>, usize) {
    let with_own = || outlets.list.iter().filter(|outlet| !outlet.own.is_empty());
    let copies: Vec<&(ArticleId, ArticleId)> =
        outlets.list.iter().flat_map(|outlet| &outlet.copies).collect();
    let rows = with_own()
        .take(OUTLETS_MAX)
        .map(|outlet| outlet_row(sources, outlet, &copies, now))
        .collect();
    (rows, with_own().count().saturating_sub(OUTLETS_MAX))
}

fn outlet_row(
    sources: Sources<'_>,
    outlet: &BriefOutlet,
    copies: &[&(ArticleId, ArticleId)],
    now: Timestamp,
) -> OutletRow {
    let cards = outlet.own.iter().filter_map(|id| sources.card(id));
    let own = cards.take(ARTICLES_MAX).map(|card| {
        let mut row = article_row(card, now);
        row.copies = copies
            .iter()
            .filter(|(_, original)| *original == card.id)
            .filter_map(|(copy, _)| sources.card(copy))
            .take(ARTICLES_MAX)
            .map(|card| article_row(card, now))
            .collect();
        row
    });
    OutletRow {
        name: outlet.outlet.label().to_owned(),
        first: Moment::day(outlet.first_at, now),
        own: own.collect(),
    }
}

fn article_row(card: &ArticleCard, now: Timestamp) -> ArticleRow {
    ArticleRow {
        headline: headline_of(&card.headline).to_owned(),
        href: article_href(&card.id),
        lang: crate::line::lang_of(card),
        outlet: card.outlet.label().to_owned(),
        at: Moment::day(card.at, now),
        copies: Vec::new(),
    }
}

/// The developments, and how many are left out.
pub(crate) fn developments(
    sources: Sources<'_>,
    developments: &[BriefDevelopment],
    now: Timestamp,
) -> (Vec<Development>, usize) {
    let rows = developments.iter().take(DEVELOPMENTS_MAX).enumerate();
    let rows = rows.map(|(rank, development)| {
        let cards = development.articles.iter().filter_map(|id| sources.card(id));
        let own = development.development.map(|id| id.0.to_string());
        Development {
            title: sources.line(&development.title).bare(),
            highlights: development
                .highlights
                .iter()
                .map(|shown| sources.line(shown))
                .collect(),
            span: span_words(development.first_at, development.last_at, now),
            witnesses: outlets_words(development.independent, development.independent),
            anchor: format!(
                "development-{}",
                own.unwrap_or_else(|| format!("at-{rank}"))
            ),
            articles: cards
                .take(ARTICLES_MAX)
                .map(|card| article_row(card, now))
                .collect(),
            articles_words: counted(development.articles.len(), "article"),
        }
    });
    (rows.collect(), developments.len().saturating_sub(DEVELOPMENTS_MAX))
}

pub(crate) fn related(related: &[RelatedStory]) -> Vec<RelatedRow> {
    let row = |story: &RelatedStory| RelatedRow {
        title: headline_of(&story.title).to_owned(),
        href: story_href(&story.slug),
        shared: story.shared.join(", "),
    };
    related.iter().map(row).collect()
}
