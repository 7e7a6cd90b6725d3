//! Rows of the database as values of the vocabulary.

use jiff::Timestamp;
use rundown_news::{ArticleId, DevelopmentId, Placement, ReadArticle, StoryId, WireCopy};

use crate::engine::{self, Connection, Row};
use crate::error::doing;
use crate::packing::unpack;
use crate::sums::{READ_SUM, ROW_SOUND};
use crate::{Damage, StoreError, StoredArticle, StoryMember};

/// Columns an article is made of, for a query over `article a` and `revision r`; the last
/// one tells whether its row and blob are what was stored.
pub(crate) fn article_columns() -> String {
    format!(
        "{ARTICLE_COLUMNS}, r.read_sum IS NOT DISTINCT FROM {READ_SUM} AND {ROW_SOUND}"
    )
}

const ARTICLE_COLUMNS: &str = "a.id, r.number, a.revision, a.seen_ms, r.seen_ms, \
     a.development, a.story, a.copy_of, a.copy_percent, r.read, \
     a.published_ms";

/// What is said of bytes that are not those that were stored.
pub(crate) const WRONG_SUM: &str = "its checksum does not match";

/// The same without the article itself. What came here later than `?1` but was there
/// before arrived, as of then, when it was published.
pub(crate) const MEMBER_COLUMNS: &str = "a.id, r.number, a.published_ms, a.seen_ms, \
     CASE WHEN r.seen_ms <= ?1 THEN r.seen_ms \
     ELSE max(a.seen_ms, coalesce(a.published_ms, a.seen_ms)) END, \
     a.development, a.story, a.copy_of, a.copy_percent";

/// Whether an article `a` was seen and published by `?1`.
pub(crate) const THERE_BY: &str =
    "a.seen_ms <= ?1 AND coalesce(a.published_ms, a.seen_ms) <= ?1";

/// The latest revision of an article `a` by `?1`.
pub(crate) const LATEST_BY: &str = "coalesce((SELECT max(v.number) FROM revision v \
     WHERE v.article = a.seq AND v.seen_ms <= ?1), 0)";

/// A row of [`MEMBER_COLUMNS`]; none for an article without a place.
pub(crate) fn story_member(row: &Row<'_>) -> engine::Result<Option<StoryMember>> {
    let id: String = row.get(0)?;
    let Some(placement) = placement(&id, row)? else { return Ok(None) };
    Ok(Some(StoryMember {
        article: ArticleId(id),
        revision: row.get(1)?,
        at: published_or_seen(row.get(2)?, row.get(3)?),
        revised_at: at(row.get(4)?),
        placement,
    }))
}

/// A row of [`article_columns`] before its article is unpacked.
pub(crate) struct ArticleRow {
    id: String,
    revision: u32,
    latest_revision: u32,
    at: Timestamp,
    seen_at: Timestamp,
    revised_at: Timestamp,
    placement: Option<Placement>,
    packed: Vec<u8>,
    /// Whether its row and blob are what was stored.
    is_sound: bool,
}

/// Rows with the sound ones read and the damaged ones told.
#[derive(Default)]
pub(crate) struct Sorted {
    pub(crate) articles: Vec<StoredArticle>,
    pub(crate) damaged: Vec<Damage>,
    /// The time and id of the last row, sound or not.
    pub(crate) last: Option<(Timestamp, ArticleId)>,
}

impl Sorted {
    pub(crate) fn of(rows: Vec<ArticleRow>) -> Self {
        let last = rows.last().map(|row| (row.at, ArticleId(row.id.clone())));
        let mut sorted = Self { last, ..Self::default() };
        for row in rows {
            match row.unpack() {
                Ok(article) => sorted.articles.push(article),
                Err(damage) => sorted.damaged.push(damage),
            }
        }
        sorted
    }
}

impl ArticleRow {
    pub(crate) fn of(row: &Row<'_>) -> engine::Result<Self> {
        let id: String = row.get(0)?;
        Ok(Self {
            placement: placement(&id, row)?,
            id,
            revision: row.get(1)?,
            latest_revision: row.get(2)?,
            at: published_or_seen(row.get(10)?, row.get(3)?),
            seen_at: at(row.get(3)?),
            revised_at: at(row.get(4)?),
            packed: row.get(9)?,
            is_sound: row.get(11)?,
        })
    }

    pub(crate) fn unpack(self) -> Result<StoredArticle, Damage> {
        let damaged = |why: String| Damage {
            article: ArticleId(self.id.clone()),
            revision: self.revision,
            why,
        };
        if !self.is_sound {
            return Err(damaged(WRONG_SUM.to_owned()));
        }
        let json = unpack(&self.packed).map_err(|error| damaged(error.to_string()))?;
        let read: ReadArticle =
            serde_json::from_slice(&json).map_err(|error| damaged(error.to_string()))?;
        Ok(StoredArticle {
            read,
            revision: self.revision,
            latest_revision: self.latest_revision,
            at: self.at,
            seen_at: self.seen_at,
            revised_at: self.revised_at,
            placement: self.placement,
        })
    }
}

fn placement(id: &str, row: &Row<'_>) -> engine::Result<Option<Placement>> {
    let (development, story): (Option<i64>, Option<i64>) = (row.get(5)?, row.get(6)?);
    let (Some(development), Some(story)) = (development, story) else { return Ok(None) };
    let original: Option<String> = row.get(7)?;
    let copy_of = match original {
        Some(original) => Some(WireCopy {
            original: ArticleId(original),
            shared_percent: row.get::<Option<u8>>(8)?.unwrap_or(0),
        }),
        None => None,
    };
    Ok(Some(Placement {
        article: ArticleId(id.to_owned()),
        development: DevelopmentId(development as u64),
        story: StoryId(story as u64),
        copy_of,
    }))
}

/// When an article counts as published: a stated time, but never after its arrival.
pub(crate) fn published_or_seen(published_ms: Option<i64>, seen_ms: i64) -> Timestamp {
    at(published_ms.map_or(seen_ms, |published| published.min(seen_ms)))
}

/// Milliseconds since 1970 to an instant; what does not fit is 1970.
pub(crate) fn at(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// An article that was searched for, and its story, from columns `story, id`.
pub(crate) fn found(row: &Row<'_>) -> engine::Result<(Option<StoryId>, ArticleId)> {
    let story: Option<i64> = row.get(0)?;
    Ok((story.map(|id| StoryId(id.cast_unsigned())), ArticleId(row.get(1)?)))
}

/// The articles that a query over [`article_columns`] finds.
pub(crate) fn article_rows(
    connection: &Connection,
    sql: &str,
    given: impl engine::Params,
) -> Result<Vec<ArticleRow>, StoreError> {
    let read = || -> engine::Result<Vec<ArticleRow>> {
        connection.prepare_cached(sql)?.query_map(given, ArticleRow::of)?.collect()
    };
    read().map_err(doing("reading articles"))
}
