//! What articles are about, to narrow lists of stories down by: language, outlet, section,
//! and the people and places they name most.
//!
//! Rows are kept of the newest revision of each article. Nothing is decided here: names are
//! those that reading found.

use rundown_news::{EntityKind, Outlet, ReadArticle};
use rusqlite::functions::FunctionFlags;

use crate::packing::unpack;

/// People, and places, of one article that it is found by; those named most.
const NAMES_AN_ARTICLE: usize = 4;

/// A longer section is a sentence that went astray, in bytes.
const NAME_BYTES_MAX: usize = 80;

/// What sort of topic it is. The numbers stand in databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TopicKind {
    /// The language of an article, by its code.
    Language = 1,
    /// Who published it, by domain.
    Outlet = 2,
    /// The section it stands in.
    Section = 3,
    /// Somebody it names.
    Person = 4,
    /// Somewhere it names.
    Place = 5,
}

impl TopicKind {
    /// All of them, in the order in which a page lists them.
    pub const ALL: [Self; 5] =
        [Self::Language, Self::Outlet, Self::Section, Self::Person, Self::Place];
}

/// Something that articles are about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Topic {
    /// What sort of topic.
    pub kind: TopicKind,
    /// What it is found by.
    pub name: String,
    /// What readers call it.
    pub label: String,
}

/// Makes `topics(read)` known to SQL: what a stored article is about, as JSON.
pub(crate) fn register(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("topics", 1, flags, |given| {
        let packed: Vec<u8> = given.get(0)?;
        // What is damaged is found by nothing, until it is mended.
        let read = unpack(&packed).ok();
        let read: Option<ReadArticle> =
            read.and_then(|json| serde_json::from_slice(&json).ok());
        let told = topics(&read.unwrap_or_default()).into_iter();
        let told: Vec<_> =
            told.map(|one| (one.kind as u8, one.name, one.label)).collect();
        Ok(serde_json::to_string(&told).unwrap_or_default())
    })
}

/// What an article is about.
pub(crate) fn topics(read: &ReadArticle) -> Vec<Topic> {
    let article = &read.article;
    let mut topics = vec![
        told(TopicKind::Language, &article.lang.to_string()),
        Topic {
            kind: TopicKind::Outlet,
            name: Outlet::key(&article.outlet).to_owned(),
            label: article.outlet.label().to_owned(),
        },
    ];
    if let Some(section) = &article.section {
        let named = told(TopicKind::Section, section.trim());
        topics.push(Topic { name: named.name.to_lowercase(), ..named });
    }
    for (of, kind) in
        [(EntityKind::Person, TopicKind::Person), (EntityKind::Place, TopicKind::Place)]
    {
        let mut named: Vec<_> = read
            .annotations
            .entities
            .iter()
            // A surname alone is nobody.
            .filter(|one| one.kind == of)
            .filter(|one| of == EntityKind::Place || one.name.contains(' '))
            .collect();
        named.sort_by_key(|one| std::cmp::Reverse(one.mentions.len()));
        topics
            .extend(named.iter().take(NAMES_AN_ARTICLE).map(|one| told(kind, &one.name)));
    }
    topics.retain(|one| !one.name.is_empty() && one.name.len() <= NAME_BYTES_MAX);
    topics
}

fn told(kind: TopicKind, name: &str) -> Topic {
    Topic { kind, name: name.to_owned(), label: name.to_owned() }
}
