//! Stories as items of programs that read feeds: names that last, and when something new
//! was told in each.

use jiff::Timestamp;
use rundown_news::{ArticleId, Lang, LastLook, ReaderId, Slug, StoryId};
use xxhash_rust::xxh3::xxh3_64;

use crate::engine::{self, Connection, Row, Transaction, params};
use crate::error::doing;
use crate::rows::at;
use crate::{SqlStore, StoreError};

/// An article may wait so long for its story and is still met when it has it.
const LATE_MS: i64 = 24 * 60 * 60 * 1_000;

/// A story as an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredItem {
    /// The story.
    pub story: StoryId,
    /// Its name in addresses.
    pub slug: Slug,
    /// Its name as a number, for ever.
    pub item: u64,
    /// Its place among all tellings: the highest of all when something new is told in it.
    pub seq: u64,
    /// The language of the article that gave it its title.
    pub lang: Lang,
    /// When it was noted that something new is told.
    pub noted_at: Timestamp,
    /// Whether something is told that had not arrived when the reader looked.
    pub unread: bool,
    /// Whether the reader follows it.
    pub followed: bool,
}

/// A story in which something arrived that was not looked through for news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlooked {
    /// The story.
    pub story: StoryId,
    /// Its name in addresses.
    pub slug: Slug,
    /// The article whose headline stands for it.
    pub title_article: ArticleId,
    /// The latest arrival.
    pub arrived: Timestamp,
    /// What had arrived by then was looked through; none of a story that is no item yet.
    pub through: Option<Timestamp>,
    /// When the reader last looked.
    pub last_look: Option<LastLook>,
}

/// What was found in such a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The story.
    pub story: StoryId,
    /// Its name in addresses.
    pub slug: Slug,
    /// The language of the article that gave it its title.
    pub lang: Lang,
    /// What had arrived by then is looked through.
    pub through: Timestamp,
    /// When the latest that tells something new arrived; none where nothing does.
    pub told: Option<Timestamp>,
}

/// Which stories are items, and what programs do with them.
pub trait Items: Send + Sync {
    /// The items, the one told latest first; muted stories are none.
    fn items(&self, limit: usize) -> Result<Vec<StoredItem>, StoreError>;

    /// Stories that are to be looked through, earliest arrival first: those among the
    /// `stories` latest that are no item yet, and items in which something arrived.
    fn unlooked(&self, stories: usize, limit: usize)
    -> Result<Vec<Unlooked>, StoreError>;

    /// Notes what was found in stories. One that is no item yet counts as told when it
    /// last was, others as told now.
    fn put_looked(&self, looked: &[Looked], now: Timestamp) -> Result<(), StoreError>;

    /// Notes that a program was given the content of items.
    fn give(&self, stories: &[StoryId], now: Timestamp) -> Result<(), StoreError>;

    /// Marks items as read as of what a program was given, or by `now` if it was given
    /// none.
    fn mark_read(&self, stories: &[StoryId], now: Timestamp) -> Result<(), StoreError>;

    /// Takes read marks back: the look before counts again, if it leaves an item unread.
    fn mark_unread(&self, stories: &[StoryId]) -> Result<(), StoreError>;
}

impl Items for SqlStore {
    fn items(&self, limit: usize) -> Result<Vec<StoredItem>, StoreError> {
        self.read(|connection| {
            items(connection, self.reader(), limit).map_err(doing("listing items"))
        })
    }

    fn unlooked(
        &self,
        stories: usize,
        limit: usize,
    ) -> Result<Vec<Unlooked>, StoreError> {
        let until = self.until();
        self.read(|connection| {
            unlooked(connection, until, self.reader(), stories, limit)
                .map_err(doing("looking for what was told"))
        })
    }

    fn put_looked(&self, looked: &[Looked], now: Timestamp) -> Result<(), StoreError> {
        const WHAT: &str = "noting what was told";
        self.write(WHAT, |transaction| {
            put_looked(transaction, looked, now).map_err(doing(WHAT))
        })
    }

    fn give(&self, stories: &[StoryId], now: Timestamp) -> Result<(), StoreError> {
        self.each("noting what was given", GIVE, stories, now)
    }

    fn mark_read(&self, stories: &[StoryId], now: Timestamp) -> Result<(), StoreError> {
        self.each("noting what was read", KEEP_LOOK, stories, now)?;
        self.each("noting what was read", LOOK, stories, now)
    }

    fn mark_unread(&self, stories: &[StoryId]) -> Result<(), StoreError> {
        self.each("noting what is unread", UNLOOK, stories, Timestamp::UNIX_EPOCH)
    }
}

impl SqlStore {
    /// Runs a statement for each story (`?1`), with a time (`?2`), for this reader (`?3`).
    fn each(
        &self,
        what: &'static str,
        statement: &str,
        stories: &[StoryId],
        time: Timestamp,
    ) -> Result<(), StoreError> {
        let ReaderId(reader) = self.reader();
        let run = |transaction: &Transaction<'_>| -> engine::Result<()> {
            let mut statement = transaction.prepare_cached(statement)?;
            for story in stories {
                statement.execute([story.0 as i64, time.as_millisecond(), reader])?;
            }
            Ok(())
        };
        self.write(what, |transaction| run(transaction).map_err(doing(what)))
    }
}

/// Whether something is told that had not arrived when the reader looked.
const UNREAD: &str = "p.last_look_ms IS NULL OR p.last_look_ms < i.told_ms";

fn items(
    connection: &Connection,
    ReaderId(reader): ReaderId,
    limit: usize,
) -> engine::Result<Vec<StoredItem>> {
    let sql = format!(
        "SELECT i.story, s.slug, i.item, i.seq, i.lang, i.noted_ms, {UNREAD}, p.follow
         FROM item i JOIN story s ON s.id = i.story
         LEFT JOIN reader_story p ON p.reader = {reader} AND p.story = i.story
         WHERE p.follow IS NULL OR p.follow <> 'muted'
         ORDER BY i.noted_ms DESC, i.seq DESC LIMIT ?"
    );
    let mut all = connection.prepare_cached(&sql)?;
    let item = |row: &Row<'_>| {
        let lang: String = row.get(4)?;
        let follow: Option<String> = row.get(7)?;
        Ok(StoredItem {
            story: StoryId(row.get::<i64>(0)?.cast_unsigned()),
            slug: Slug(row.get(1)?),
            item: row.get::<i64>(2)?.cast_unsigned(),
            seq: row.get::<i64>(3)?.cast_unsigned(),
            lang: Lang::parse(&lang).unwrap_or(Lang::UNKNOWN),
            noted_at: at(row.get(5)?),
            unread: row.get(6)?,
            followed: follow.as_deref() == Some("followed"),
        })
    };
    all.query_map([limit as i64], item)?.collect()
}

fn unlooked(
    connection: &Connection,
    until: Timestamp,
    reader: ReaderId,
    stories: usize,
    limit: usize,
) -> engine::Result<Vec<Unlooked>> {
    let mut all = connection.prepare_cached(
        "WITH recent (story) AS (
           SELECT id FROM story ORDER BY last_ms DESC, id LIMIT ?3),
         met (story) AS (
           SELECT story FROM recent WHERE story NOT IN (SELECT story FROM item)
           UNION
           SELECT a.story FROM revision r JOIN article a ON a.seq = r.article
           WHERE r.seen_ms > (SELECT max(through_ms) FROM item) - ?4
             AND a.story IN (SELECT story FROM item)),
         arrived (story, ms) AS (
           SELECT m.story, max(r.seen_ms) FROM met m JOIN article a ON a.story = m.story
           JOIN revision r ON r.article = a.seq WHERE r.seen_ms <= ?1 GROUP BY m.story)
         SELECT s.id, s.slug, s.title_article, n.ms, i.through_ms, p.last_look_ms
         FROM arrived n JOIN story s ON s.id = n.story
         LEFT JOIN item i ON i.story = s.id
         LEFT JOIN reader_story p ON p.reader = ?5 AND p.story = s.id
         WHERE i.through_ms IS NULL OR i.through_ms < n.ms
         ORDER BY n.ms, s.id LIMIT ?2",
    )?;
    let one = |row: &Row<'_>| {
        let look: Option<i64> = row.get(5)?;
        Ok(Unlooked {
            story: StoryId(row.get::<i64>(0)?.cast_unsigned()),
            slug: Slug(row.get(1)?),
            title_article: ArticleId(row.get(2)?),
            arrived: at(row.get(3)?),
            through: row.get::<Option<i64>>(4)?.map(at),
            last_look: look.map(|ms| LastLook(at(ms))),
        })
    };
    let asked =
        params![until.as_millisecond(), limit as i64, stories as i64, LATE_MS, reader.0];
    all.query_map(asked, one)?.collect()
}

fn put_looked(
    transaction: &Transaction<'_>,
    looked: &[Looked],
    now: Timestamp,
) -> engine::Result<()> {
    // Another thread may have looked through the same arrivals: then nothing changes.
    let mut told = transaction.prepare_cached(
        "INSERT INTO item (story, item, seq, lang, through_ms, told_ms, noted_ms)
         VALUES (?1, ?2, (SELECT 1 + coalesce(max(seq), 0) FROM item), ?3, ?4, ?5, ?5)
         ON CONFLICT (story) DO UPDATE SET seq = excluded.seq, lang = excluded.lang,
         through_ms = excluded.through_ms, told_ms = excluded.told_ms, noted_ms = ?6
         WHERE item.through_ms < excluded.through_ms",
    )?;
    let mut silent = transaction.prepare_cached(
        "UPDATE item SET through_ms = ?2 WHERE story = ?1 AND through_ms < ?2",
    )?;
    for one in looked {
        let (story, through) = (one.story.0.cast_signed(), one.through.as_millisecond());
        let Some(told_at) = one.told else {
            silent.execute([story, through])?;
            continue;
        };
        told.execute(params![
            story,
            name_of(&one.slug),
            one.lang.as_str(),
            through,
            told_at.as_millisecond(),
            now.as_millisecond(),
        ])?;
    }
    Ok(())
}

/// A number that names a story for ever: made of its slug, which lasts. The top bit is
/// left out, so that programs that know signed numbers alone read the same one.
fn name_of(slug: &Slug) -> i64 {
    (xxh3_64(slug.0.as_bytes()) >> 1).cast_signed()
}

const GIVE: &str = "INSERT INTO reader_item (reader, story, given_ms) VALUES (?3, ?1, ?2)
     ON CONFLICT (reader, story) DO UPDATE SET given_ms = ?2";

/// Of an item that is read already, the look before stays.
const KEEP_LOOK: &str = "INSERT INTO reader_item (reader, story, look_before_ms)
     SELECT ?3, i.story, p.last_look_ms FROM item i
       LEFT JOIN reader_story p ON p.reader = ?3 AND p.story = i.story
     WHERE i.story = ?1 AND CAST(?2 AS BIGINT) IS NOT NULL
       AND i.told_ms > coalesce(p.last_look_ms, i.told_ms - 1)
     ON CONFLICT (reader, story) DO UPDATE SET look_before_ms = excluded.look_before_ms";

/// A reader has read what their program was given, not what came since.
const LOOK: &str = "INSERT INTO reader_story (reader, story, last_look_ms)
     SELECT ?3, i.story, min(?2, coalesce(g.given_ms, ?2)) FROM item i
       LEFT JOIN reader_item g ON g.reader = ?3 AND g.story = i.story
     WHERE i.story = ?1
     ON CONFLICT (reader, story) DO UPDATE
     SET last_look_ms = max(coalesce(reader_story.last_look_ms, 0), excluded.last_look_ms)";

const UNLOOK: &str = "UPDATE reader_story SET last_look_ms =
       (SELECT CASE WHEN g.look_before_ms < i.told_ms THEN g.look_before_ms END FROM item i
        LEFT JOIN reader_item g ON g.reader = ?3 AND g.story = i.story
        WHERE i.story = ?1)
     WHERE reader = ?3 AND story = ?1 AND CAST(?2 AS BIGINT) IS NOT NULL";
