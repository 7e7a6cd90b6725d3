//! Lists of stories by what they are about, and what is newest in one.

use jiff::Timestamp;
use rundown_news::{ArticleId, StoryId};

use crate::about::{Topic, TopicKind};
use crate::engine::{self, Connection, Optional, Row, params};
use crate::error::doing;
use crate::rows::{THERE_BY, published_or_seen};
use crate::stories::story_columns;
use crate::{SqlStore, StoreError, StoredStory};

/// Topics that are counted in stories before the most told of them are chosen.
const COUNTED_MAX: i64 = 60;

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

impl Topics for SqlStore {
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
        let find = |connection: &Connection| -> engine::Result<_> {
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

fn topic(kind: TopicKind, row: &Row<'_>) -> engine::Result<Topic> {
    Ok(Topic { kind, name: row.get(0)?, label: row.get(1)? })
}

fn counted(
    connection: &Connection,
    kind: TopicKind,
    until: Timestamp,
    limit: usize,
) -> engine::Result<Vec<TopicCount>> {
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
        let stories = row.get::<i64>(2)?.cast_unsigned();
        Ok(TopicCount { topic: topic(kind, row)?, stories })
    })?;
    rows.collect()
}

fn newest(
    connection: &Connection,
    story: StoryId,
    until: Timestamp,
) -> engine::Result<Option<NewestArticle>> {
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
) -> engine::Result<u64> {
    let sql = format!(
        "SELECT count(*) FROM article a WHERE a.story = ?2 AND {THERE_BY} AND a.seen_ms > ?3"
    );
    let given = [until.as_millisecond(), story.0.cast_signed(), since.as_millisecond()];
    let count: i64 =
        connection.prepare_cached(&sql)?.query_row(given, |row| row.get(0))?;
    Ok(count.cast_unsigned())
}
