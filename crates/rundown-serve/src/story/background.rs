//! What stands behind a story: people, outlets, developments, related stories.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rundown_desk::ArticleCard;
use rundown_news::{
    ArticleId, BriefDevelopment, BriefOutlet, BriefOutlets, EntityKind, Evidence, Person,
    RelatedStory, Role,
};

use crate::line::headline_of;
use crate::line::{Around, Line, OutletLink, Sources};
use crate::links::{article_href, story_href};
use crate::rundown::outlets_words;
use crate::times::{Moment, span_words};
use crate::wording::many;

/// Names of one kind on the page.
const NAMES_MAX: usize = 24;
/// Outlets that stand open, and at all.
const OUTLETS_OPEN: usize = 6;
const OUTLETS_MAX: usize = 60;
/// Developments on the page.
const DEVELOPMENTS_MAX: usize = 24;
/// Articles listed under a development, under an outlet, and copies under an article.
const OF_DEVELOPMENT_MAX: usize = 16;
const OF_OUTLET_MAX: usize = 6;
const COPIES_MAX: usize = 20;

pub(crate) struct PersonRow {
    pub(crate) name: String,
    /// Roles in the outlets' words; the passages have each.
    pub(crate) roles: String,
    pub(crate) articles: String,
    /// Where the name and the roles stand.
    pub(crate) passages: Vec<Around>,
    /// The same without the words around them, where the page has no more room.
    pub(crate) places: Vec<OutletLink>,
}

pub(crate) struct OutletRow {
    pub(crate) name: String,
    pub(crate) first: Moment,
    /// The owner, where it is known.
    pub(crate) family: String,
    pub(crate) own: Vec<ArticleRow>,
    /// How many it has, and how many of them are not listed.
    pub(crate) articles: String,
    pub(crate) left: usize,
}

/// Who reported a story.
#[derive(Default)]
pub(crate) struct OutletRows {
    pub(crate) open: Vec<OutletRow>,
    pub(crate) folded: Vec<OutletRow>,
    /// Owners of several of them, each one witness: the owner, its outlets.
    pub(crate) families: Vec<(String, String)>,
    /// Outlets that have copies alone.
    pub(crate) copies_only: String,
    /// Outlets too many for the page.
    pub(crate) left: usize,
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
    /// Articles that are not listed.
    pub(crate) left: usize,
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
    const PLACES_MAX: usize = 3;
    let roles: Vec<&Role> = person.roles.iter().take(ROLES_MAX).collect();
    let places = person.evidence.iter().take(PLACES_MAX);
    let mut places: Vec<&Evidence> = places.collect();
    places.extend(roles.iter().map(|role| &role.evidence));
    // A name with its role is one passage.
    let sentence = |one: &Around| (one.href.clone(), one.before.len());
    let mut passages: Vec<Around> =
        places.iter().filter_map(|place| sources.around(place)).collect();
    passages.dedup_by_key(|one| sentence(one));
    let bare = if passages.is_empty() { places } else { Vec::new() };
    PersonRow {
        name: person.name.clone(),
        roles: roles.iter().map(|role| role.text.as_str()).collect::<Vec<_>>().join("; "),
        articles: many("1 article", "{n} articles", person.articles),
        passages,
        places: bare.iter().filter_map(|place| sources.link(place)).collect(),
    }
}

/// The outlets with texts of their own, copies under the article they copy.
pub(crate) fn outlets(
    sources: Sources<'_>,
    outlets: &BriefOutlets,
    owners: &BTreeMap<String, String>,
    now: Timestamp,
) -> OutletRows {
    let (own, copying): (Vec<&BriefOutlet>, Vec<&BriefOutlet>) =
        outlets.list.iter().partition(|outlet| !outlet.own.is_empty());
    let copies: Vec<&(ArticleId, ArticleId)> =
        outlets.list.iter().flat_map(|outlet| &outlet.copies).collect();
    let row = |outlet: &&BriefOutlet| {
        let family = owners.get(outlet.outlet.key()).cloned().unwrap_or_default();
        OutletRow { family, ..outlet_row(sources, outlet, &copies, now) }
    };
    let mut open: Vec<OutletRow> = own.iter().take(OUTLETS_MAX).map(row).collect();
    OutletRows {
        families: families(&open),
        folded: open.split_off(open.len().min(OUTLETS_OPEN)),
        open,
        copies_only: labels(&copying),
        left: own.len().saturating_sub(OUTLETS_MAX),
    }
}

fn labels(outlets: &[&BriefOutlet]) -> String {
    let labels = outlets.iter().take(OUTLETS_MAX).map(|one| one.outlet.label());
    labels.collect::<Vec<_>>().join(", ")
}

/// Owners of more than one of the outlets.
fn families(rows: &[OutletRow]) -> Vec<(String, String)> {
    let mut families: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.family.is_empty()) {
        families.entry(&row.family).or_default().push(&row.name);
    }
    let several = families.into_iter().filter(|(_, outlets)| outlets.len() > 1);
    several.map(|(owner, outlets)| (owner.to_owned(), outlets.join(", "))).collect()
}

fn outlet_row(
    sources: Sources<'_>,
    outlet: &BriefOutlet,
    copies: &[&(ArticleId, ArticleId)],
    now: Timestamp,
) -> OutletRow {
    let cards = outlet.own.iter().filter_map(|id| sources.card(id));
    let own = cards.take(OF_OUTLET_MAX).map(|card| {
        let mut row = article_row(card, now);
        row.copies = copies
            .iter()
            .filter(|(_, original)| *original == card.id)
            .filter_map(|(copy, _)| sources.card(copy))
            .take(COPIES_MAX)
            .map(|card| article_row(card, now))
            .collect();
        row
    });
    OutletRow {
        name: outlet.outlet.label().to_owned(),
        first: Moment::day(outlet.first_at, now),
        family: String::new(),
        own: own.collect(),
        articles: many("1 article", "{n} articles", outlet.own.len()),
        left: outlet.own.len().saturating_sub(OF_OUTLET_MAX),
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
                .take(OF_DEVELOPMENT_MAX)
                .map(|card| article_row(card, now))
                .collect(),
            articles_words: many("1 article", "{n} articles", development.articles.len()),
            left: development.articles.len().saturating_sub(OF_DEVELOPMENT_MAX),
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
