//! What articles are about, to narrow lists of stories down by: language, outlet, section,
//! and the people and places they name most.
//!
//! Rows are kept of the newest revision of each article. Nothing is decided here: names are
//! those that reading found.

use jiff::Timestamp;
use rundown_news::{ArticleId, EntityKind, Outlet, ReadArticle, StoryId};
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::doing;
use crate::rows::{THERE_BY, published_or_seen, unpack};
use crate::stories::story_columns;
use crate::{SqliteStore, StoreError, StoredStory};

/// People, and places, of one article that it is found by; those named most.
const NAMES_AN_ARTICLE: usize = 4;

/// A longer section is a sentence that went astray, in bytes.
const NAME_BYTES_MAX: usize = 80;

/// Topics that are counted in stories before the most told of them are chosen.
const COUNTED_MAX: i64 = 60;

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

/// A topic and how many stories have an article about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCount {
    /// The topic.
    pub topic: Topic,
    /// How many stories.
    pub stories: u64,
}

/// The newest article of a story, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewestArticle {
    /// The article.
    pub article: ArticleId,
    /// Its headline.
    pub headline: String,
    /// What its outlet is called.
    pub outlet: String,
    /// When it counts as published.
    pub at: Timestamp,
}

/// Lists of stories by what they are about.
pub trait Topics {
    /// The topics of a kind that most stories have, and how many have them.
    fn topics(
        &self,
        kind: TopicKind,
        limit: usize,
    ) -> Result<Vec<TopicCount>, StoreError>;

    /// What a topic is called; none if no article is about it.
    fn topic(&self, kind: TopicKind, name: &str) -> Result<Option<Topic>, StoreError>;

    /// All stories with an article about a topic, those with the latest news first.
    fn stories_about(
        &self,
        kind: TopicKind,
        name: &str,
    ) -> Result<Vec<StoredStory>, StoreError>;

    /// The newest article of a story, and how many came since a time.
    fn newest_of(
        &self,
        story: StoryId,
        since: Option<Timestamp>,
    ) -> Result<(Option<NewestArticle>, u64), StoreError>;
}

impl Topics for SqliteStore {
    fn topics(
        &self,
        kind: TopicKind,
        limit: usize,
    ) -> Result<Vec<TopicCount>, StoreError> {
        self.read(|connection| {
            counted(connection, kind, self.until(), limit)
                .map_err(doing("counting topics"))
        })
    }

    fn topic(&self, kind: TopicKind, name: &str) -> Result<Option<Topic>, StoreError> {
        let find = |connection: &Connection| {
            connection
                .prepare_cached(
                    "SELECT name, label FROM topic WHERE kind = ? AND name = ?",
                )?
                .query_row(params![kind as u8, name], |row| topic(kind, row))
                .optional()
        };
        self.read(|connection| find(connection).map_err(doing("looking a topic up")))
    }

    fn stories_about(
        &self,
        kind: TopicKind,
        name: &str,
    ) -> Result<Vec<StoredStory>, StoreError> {
        self.read(|connection| {
            let columns = story_columns(self.reader());
            let sql = format!(
                "SELECT {columns} WHERE s.id IN (
                   SELECT a.story FROM topic t JOIN about b ON b.topic = t.id
                   JOIN article a ON a.seq = b.article
                   WHERE t.kind = ?2 AND t.name = ?3 AND {THERE_BY})
                 ORDER BY s.last_ms DESC, s.id"
            );
            let given = params![self.until().as_millisecond(), kind as u8, name];
            crate::as_of::selected(connection, &sql, given, self.until())
                .map_err(doing("listing stories by topic"))
        })
    }

    fn newest_of(
        &self,
        story: StoryId,
        since: Option<Timestamp>,
    ) -> Result<(Option<NewestArticle>, u64), StoreError> {
        let find = |connection: &Connection| {
            let newest = newest(connection, story, self.until())?;
            let came = match since {
                Some(since) => came(connection, story, since, self.until())?,
                None => 0,
            };
            Ok((newest, came))
        };
        self.read(|connection| {
            find(connection).map_err(doing("looking for what is newest"))
        })
    }
}

fn topic(kind: TopicKind, row: &Row<'_>) -> rusqlite::Result<Topic> {
    Ok(Topic { kind, name: row.get(0)?, label: row.get(1)? })
}

fn counted(
    connection: &Connection,
    kind: TopicKind,
    until: Timestamp,
    limit: usize,
) -> rusqlite::Result<Vec<TopicCount>> {
    let sql = format!(
        "WITH most AS MATERIALIZED (
           SELECT t.id, t.name, t.label FROM topic t JOIN about b ON b.topic = t.id
           WHERE t.kind = ?2 GROUP BY t.id ORDER BY count(*) DESC, t.id LIMIT {COUNTED_MAX}
         ), told AS (
           SELECT name, label, (SELECT count(DISTINCT a.story) FROM about b
             JOIN article a ON a.seq = b.article
             WHERE b.topic = most.id AND {THERE_BY}) AS stories
           FROM most
         )
         SELECT name, label, stories FROM told WHERE stories > 0
         ORDER BY stories DESC, label LIMIT ?3"
    );
    let given = params![until.as_millisecond(), kind as u8, limit as i64];
    let mut find = connection.prepare_cached(&sql)?;
    let rows = find.query_map(given, |row| {
        let stories = row.get::<_, i64>(2)?.cast_unsigned();
        Ok(TopicCount { topic: topic(kind, row)?, stories })
    })?;
    rows.collect()
}

fn newest(
    connection: &Connection,
    story: StoryId,
    until: Timestamp,
) -> rusqlite::Result<Option<NewestArticle>> {
    let sql = format!(
        "SELECT a.id, a.headline, a.outlet, a.published_ms, a.seen_ms FROM article a
         WHERE a.story = ?2 AND {THERE_BY}
         ORDER BY min(coalesce(a.published_ms, a.seen_ms), a.seen_ms) DESC, a.id DESC LIMIT 1"
    );
    let given = [until.as_millisecond(), story.0.cast_signed()];
    connection
        .prepare_cached(&sql)?
        .query_row(given, |row| {
            Ok(NewestArticle {
                article: ArticleId(row.get(0)?),
                headline: row.get(1)?,
                outlet: row.get(2)?,
                at: published_or_seen(row.get(3)?, row.get(4)?),
            })
        })
        .optional()
}

fn came(
    connection: &Connection,
    story: StoryId,
    since: Timestamp,
    until: Timestamp,
) -> rusqlite::Result<u64> {
    let sql = format!(
        "SELECT count(*) FROM article a WHERE a.story = ?2 AND {THERE_BY} AND a.seen_ms > ?3"
    );
    let given = [until.as_millisecond(), story.0.cast_signed(), since.as_millisecond()];
    let count: i64 =
        connection.prepare_cached(&sql)?.query_row(given, |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// Notes what the newest revision of an article is about.
pub(crate) fn note(
    transaction: &Transaction<'_>,
    seq: i64,
    read: &ReadArticle,
) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM about WHERE article = ?")?.execute([seq])?;
    let mut find =
        transaction.prepare_cached("SELECT id FROM topic WHERE kind = ? AND name = ?")?;
    let mut add = transaction
        .prepare_cached("INSERT INTO topic (kind, name, label) VALUES (?, ?, ?)")?;
    let mut note =
        transaction.prepare_cached("INSERT OR IGNORE INTO about VALUES (?, ?)")?;
    for topic in topics(read) {
        let kind = topic.kind as u8;
        let known =
            find.query_row(params![kind, topic.name], |row| row.get(0)).optional()?;
        let id: i64 = match known {
            Some(id) => id,
            None => add.insert(params![kind, topic.name, topic.label])?,
        };
        note.execute([id, seq])?;
    }
    Ok(())
}

/// Makes `topics(read)` known to SQL: what a stored article is about, as JSON.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
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
fn topics(read: &ReadArticle) -> Vec<Topic> {
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
