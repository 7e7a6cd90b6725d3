//! What each reader does with stories: looks, follows, mutes, puts off, and takes back.

use rundown_news::{Follow, LastLook, ReaderId, Snooze, StoryId};

use crate::engine::{self, Optional, Transaction, params};
use crate::error::doing;
use crate::rows::at;
use crate::stories::story_columns;
use crate::{SqlStore, StoreError, StoredStory};

/// The last time a reader marked all stories as read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sweep {
    /// When.
    pub at: LastLook,
    /// How many stories had something to read.
    pub stories: u64,
}

/// The operations on what a reader does; part of every [`crate::Store`].
pub trait Reading: Send + Sync {
    /// Notes that the reader looked at a story.
    fn look(&self, story: StoryId, at: LastLook) -> Result<(), StoreError>;

    /// Notes that the reader looked at every story in which anything arrived since they
    /// did, but for those that are muted or rest; none if there was nothing to read.
    fn sweep(
        &self,
        at: LastLook,
        resting: &[StoryId],
    ) -> Result<Option<Sweep>, StoreError>;

    /// The last sweep, if it was not taken back.
    fn swept(&self) -> Result<Option<Sweep>, StoreError>;

    /// Takes the looks of this time back, of one story or of all: the looks before them
    /// hold again. Stories that were looked at since keep that look.
    fn unlook(&self, story: Option<StoryId>, at: LastLook) -> Result<u64, StoreError>;

    /// Notes what the reader does with a story.
    fn follow(&self, story: StoryId, follow: Follow) -> Result<(), StoreError>;

    /// Puts a story off, or no longer.
    fn snooze(&self, story: StoryId, snooze: Option<Snooze>) -> Result<(), StoreError>;

    /// The stories that were put off, be it that they woke since.
    fn snoozed(&self) -> Result<Vec<StoredStory>, StoreError>;
}

/// When the latest of a story `s` arrived that is there for readers.
fn arrived(store: &SqlStore) -> String {
    let until = store.until().as_millisecond();
    format!(
        "(SELECT max(r.seen_ms) FROM article a JOIN revision r ON r.article = a.seq
          WHERE a.story = s.id AND r.seen_ms <= {until})"
    )
}

impl SqlStore {
    fn note<T>(
        &self,
        what: &'static str,
        note: impl FnOnce(&Transaction<'_>, i64) -> engine::Result<T>,
    ) -> Result<T, StoreError> {
        let ReaderId(reader) = self.reader();
        self.write(what, |transaction| note(transaction, reader).map_err(doing(what)))
    }
}

impl Reading for SqlStore {
    fn look(&self, story: StoryId, at: LastLook) -> Result<(), StoreError> {
        let arrived = arrived(self);
        // A second look at the same news leaves the way back to before the first.
        let sql = format!(
            "INSERT INTO reader_story (reader, story, last_look_ms) VALUES (?1, ?2, ?3)
             ON CONFLICT (reader, story) DO UPDATE SET last_look_ms = ?3, look_before_ms =
               CASE WHEN reader_story.last_look_ms >= (SELECT {arrived} FROM story s
                 WHERE s.id = ?2)
               THEN reader_story.look_before_ms ELSE reader_story.last_look_ms END"
        );
        self.note("noting a look", |transaction, reader| {
            let look = params![reader, story.0.cast_signed(), at.0.as_millisecond()];
            transaction.execute(&sql, look).map(drop)
        })
    }

    fn sweep(
        &self,
        at: LastLook,
        resting: &[StoryId],
    ) -> Result<Option<Sweep>, StoreError> {
        let arrived = arrived(self);
        // No story has this number; a list of none is no SQL.
        let resting = resting.iter().map(|story| story.0.cast_signed());
        let resting: Vec<String> =
            std::iter::once(-1).chain(resting).map(|story| story.to_string()).collect();
        let resting = resting.join(", ");
        let sql = format!(
            "INSERT INTO reader_story (reader, story, last_look_ms)
             SELECT ?1, s.id, ?2 FROM story s
               LEFT JOIN reader_story p ON p.reader = ?1 AND p.story = s.id
             WHERE (p.last_look_ms IS NULL OR p.last_look_ms < {arrived})
               AND coalesce(p.follow, 'none') <> 'muted'
               AND s.id NOT IN ({resting})
             ON CONFLICT (reader, story) DO UPDATE
             SET look_before_ms = reader_story.last_look_ms, last_look_ms = ?2"
        );
        self.note("marking all as read", |transaction, reader| {
            let now = at.0.as_millisecond();
            let stories = transaction.execute(&sql, [reader, now])?;
            if stories == 0 {
                return Ok(None);
            }
            transaction.execute(
                "INSERT INTO reader_sweep (reader, at_ms, stories) VALUES (?, ?, ?)
                 ON CONFLICT (reader) DO UPDATE SET at_ms = excluded.at_ms,
                 stories = excluded.stories",
                params![reader, now, stories as i64],
            )?;
            Ok(Some(Sweep { at, stories: stories as u64 }))
        })
    }

    fn swept(&self) -> Result<Option<Sweep>, StoreError> {
        let ReaderId(reader) = self.reader();
        let wrong = doing("asking what was marked as read");
        self.read(|connection| {
            let mut asked = connection
                .prepare_cached(
                    "SELECT at_ms, stories FROM reader_sweep WHERE reader = ?",
                )
                .map_err(&wrong)?;
            let sweep = asked.query_row([reader], |row| {
                Ok(Sweep {
                    at: LastLook(at(row.get(0)?)),
                    stories: row.get::<i64>(1)?.cast_unsigned(),
                })
            });
            sweep.optional().map_err(&wrong)
        })
    }

    fn unlook(&self, story: Option<StoryId>, at: LastLook) -> Result<u64, StoreError> {
        self.note("taking a look back", |transaction, reader| {
            let (story, at) =
                (story.map(|story| story.0.cast_signed()), at.0.as_millisecond());
            let back = transaction.execute(
                "UPDATE reader_story SET last_look_ms = look_before_ms, look_before_ms = NULL
                 WHERE reader = ?1 AND last_look_ms = ?2 AND story = coalesce(?3, story)",
                params![reader, at, story],
            )?;
            if story.is_none() {
                transaction.execute(
                    "DELETE FROM reader_sweep WHERE reader = ? AND at_ms = ?",
                    [reader, at],
                )?;
            }
            Ok(back as u64)
        })
    }

    fn follow(&self, story: StoryId, follow: Follow) -> Result<(), StoreError> {
        let word = match follow {
            Follow::None => "none",
            Follow::Followed => "followed",
            Follow::Muted => "muted",
        };
        self.note("following a story", |transaction, reader| {
            let sql =
                "INSERT INTO reader_story (reader, story, follow) VALUES (?1, ?2, ?3)
                 ON CONFLICT (reader, story) DO UPDATE SET follow = ?3";
            transaction
                .execute(sql, params![reader, story.0.cast_signed(), word])
                .map(drop)
        })
    }

    fn snooze(&self, story: StoryId, snooze: Option<Snooze>) -> Result<(), StoreError> {
        let (until, since) = match snooze {
            Some(Snooze::Until(until)) => (Some(until.as_millisecond()), None),
            Some(Snooze::MaterialSince(since)) => (None, Some(since.as_millisecond())),
            None => (None, None),
        };
        self.note("putting a story off", |transaction, reader| {
            let sql = "INSERT INTO reader_story
                   (reader, story, snoozed_until_ms, material_since_ms)
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (reader, story) DO UPDATE
                 SET snoozed_until_ms = ?3, material_since_ms = ?4";
            let put = params![reader, story.0.cast_signed(), until, since];
            transaction.execute(sql, put).map(drop)
        })
    }

    fn snoozed(&self) -> Result<Vec<StoredStory>, StoreError> {
        let columns = story_columns(self.reader());
        let sql = format!(
            "SELECT {columns} WHERE p.snoozed_until_ms IS NOT NULL
               OR p.material_since_ms IS NOT NULL ORDER BY s.last_ms DESC, s.id"
        );
        self.read(|connection| {
            crate::as_of::selected(connection, &sql, (), self.until())
                .map_err(doing("listing the stories that were put off"))
        })
    }
}
