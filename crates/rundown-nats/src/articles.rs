//! Articles as read: a log with a subject a shard.

use std::sync::PoisonError;
use std::time::Duration;

use async_nats::jetstream::stream;
use rundown_log::{Entry, Log, LogError, NewEntry, Position, Shards};
use tokio::time::Instant;

use crate::Nats;
use crate::cursor::Cursor;
use crate::server::{AT_ONCE, Outgoing};

/// How long articles are kept: who was away for longer takes them in from the archive.
const KEPT_FOR: Duration = Duration::from_hours(14 * 24);

/// Articles that are kept; then no more are taken.
const ARTICLES_MAX: i64 = 20_000_000;

/// How often a consumer that broke is made anew for one read.
const TRIES: usize = 6;

const READING: &str = "reading articles";

impl Nats {
    fn articles(&self) -> stream::Config {
        stream::Config {
            subjects: vec![format!("{}.article.*", self.address.prefix)],
            max_age: KEPT_FOR,
            max_messages: ARTICLES_MAX,
            ..self.stream_config("articles")
        }
    }
}

impl Log for Nats {
    /// A stream that was made anew counts from one again, at another time.
    fn identity(&self) -> Result<String, LogError> {
        let stream =
            self.wait_within(READING, AT_ONCE, self.stream_now(self.articles()))?;
        let made = stream.cached_info().created.unix_timestamp_nanos();
        Ok(format!("nats {}-articles {made}", self.address.prefix))
    }

    fn append(&self, entries: &[NewEntry]) -> Result<Vec<bool>, LogError> {
        self.stream(self.articles())?;
        let out = |entry: &NewEntry| Outgoing {
            subject: format!("{}.article.{}", self.address.prefix, entry.shard),
            key: entry.key.clone(),
            body: entry.body.clone(),
        };
        self.publish("appending articles", entries.iter().map(out).collect())
    }

    fn read(
        &self,
        shards: &Shards,
        behind: Position,
        limit: usize,
        wait: Duration,
    ) -> Result<Vec<Entry>, LogError> {
        let stream = self.stream_now(self.articles());
        let subject = match shards {
            Shards::All => format!("{}.article.*", self.address.prefix),
            Shards::One(shard) => format!("{}.article.{shard}", self.address.prefix),
        };
        let kept = {
            let mut cursors = self.cursors.lock().unwrap_or_else(PoisonError::into_inner);
            cursors.remove(shards).filter(|cursor| cursor.serves(behind))
        };
        let deadline = Instant::now() + wait;
        let (found, cursor) = self.wait_within(READING, wait + AT_ONCE, async move {
            let stream = stream.await?;
            let mut cursor = kept;
            let mut wrong = String::new();
            for _ in 0..TRIES {
                let mut at = match cursor.take() {
                    Some(cursor) => cursor,
                    None => match Cursor::at(&stream, subject.clone(), behind).await {
                        Ok(cursor) => cursor,
                        Err(why) => {
                            wrong = why;
                            continue;
                        }
                    },
                };
                match at.some(limit, deadline).await {
                    Ok(found) => return Ok((found, at)),
                    Err(why) => wrong = why,
                }
            }
            Err(wrong)
        })?;
        let mut cursors = self.cursors.lock().unwrap_or_else(PoisonError::into_inner);
        cursors.insert(shards.clone(), cursor);
        Ok(found)
    }

    /// Others may read them, too: they go when they are old.
    fn settle(&self, _: &Shards, _: Position) -> Result<(), LogError> {
        Ok(())
    }
}
