//! What readers are told of: watches, what was told, and the outbox.
//!
//! That an article found its place is noted by a trigger in the transaction of the place.
//! What follows from it (the alert, its way to each target, the articles it tells of) is
//! written in one transaction with taking that note away: a stop between the two loses
//! nothing and tells nothing twice.

mod browsers;
mod outbox;
mod records;
mod wishes;

use jiff::Timestamp;
use rundown_news::limits::{ALERT_WATCHES_MAX, ALERTED_ARTICLES_MAX, ALERTS_KEPT_MAX};
use rundown_news::{
    ArticleId, DevelopmentId, Outlet, Placement, ReaderId, Set, StoryId, WireCopy,
};

pub use browsers::{Browser, Browsers};
pub use records::{
    AlertCounts, AlertMember, Delivery, Judged, Look, NewAlert, Parcel, StoredAlert,
    Watch, Watched,
};
pub use wishes::{AlertWish, AlertWishing, MailAsked};

use crate::engine::{self, Connection, Row, Transaction, params};
use crate::error::doing;
use crate::rows::{at, published_or_seen};
use crate::{SqlStore, StoreError};

/// The operations on alerts; part of every [`crate::Store`].
pub trait Alerts: Send + Sync {
    /// What readers watch: followed stories first.
    fn watches(&self) -> Result<Vec<Watch>, StoreError>;

    /// Watches words for the reader; false if they do already, or watch too many.
    fn watch(&self, words: &str) -> Result<bool, StoreError>;

    /// Watches words for the reader no longer; false if they were not watched.
    fn unwatch(&self, words: &str) -> Result<bool, StoreError>;

    /// Articles to look at, oldest first.
    fn looks(&self, limit: usize) -> Result<Vec<Look>, StoreError>;

    /// A story's articles in order of publication.
    fn alert_members(&self, story: StoryId) -> Result<Vec<AlertMember>, StoreError>;

    /// Those of some articles that hold all the words.
    fn holding(&self, words: &str, seqs: &[u64]) -> Result<Set<u64>, StoreError>;

    /// Those of some articles that a reader was told of.
    fn told(
        &self,
        reader: ReaderId,
        articles: &[&ArticleId],
    ) -> Result<Set<ArticleId>, StoreError>;

    /// Notes what came of looking, in one transaction.
    fn put_judged(&self, looked: &Judged) -> Result<(), StoreError>;

    /// The next message to a target: one that was begun and not noted as sent, else what
    /// is due, all of it in one where it is a digest.
    fn parcel(
        &self,
        target: &str,
        now: Timestamp,
        is_digest: bool,
    ) -> Result<Option<Parcel>, StoreError>;

    /// Notes that a message was sent.
    fn parcel_sent(
        &self,
        target: &str,
        key: &str,
        at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Notes that a message failed: tried again at a time, or given up.
    fn parcel_failed(
        &self,
        target: &str,
        key: &str,
        problem: &str,
        again: Result<Timestamp, Timestamp>,
    ) -> Result<(), StoreError>;

    /// The latest alerts, latest first: all, or those of a reader.
    fn alerts(
        &self,
        of: Option<ReaderId>,
        limit: usize,
    ) -> Result<Vec<StoredAlert>, StoreError>;

    /// How many there are in each state.
    fn alert_counts(&self) -> Result<AlertCounts, StoreError>;
}

impl Alerts for SqlStore {
    fn watches(&self) -> Result<Vec<Watch>, StoreError> {
        self.read(|connection| watches(connection).map_err(doing("listing watches")))
    }

    fn watch(&self, words: &str) -> Result<bool, StoreError> {
        const WHAT: &str = "watching words";
        let ReaderId(reader) = self.reader();
        self.write(WHAT, |transaction| {
            let add = "INSERT INTO alert_watch (reader, words, since)
                 SELECT ?1, ?2, coalesce((SELECT max(seq) FROM article), 0)
                 WHERE (SELECT count(*) FROM alert_watch
                 WHERE reader = ?1 AND words IS NOT NULL) < ?3 ON CONFLICT DO NOTHING";
            let row = params![reader, words, ALERT_WATCHES_MAX as i64];
            let added = transaction.execute(add, row);
            Ok(added.map_err(doing(WHAT))? > 0)
        })
    }

    fn unwatch(&self, words: &str) -> Result<bool, StoreError> {
        const WHAT: &str = "ending a watch";
        let ReaderId(reader) = self.reader();
        self.write(WHAT, |transaction| {
            let sql = "DELETE FROM alert_watch WHERE reader = ? AND words = ?";
            let gone = transaction.execute(sql, params![reader, words]);
            Ok(gone.map_err(doing(WHAT))? > 0)
        })
    }

    fn looks(&self, limit: usize) -> Result<Vec<Look>, StoreError> {
        self.read(|connection| {
            looks(connection, limit).map_err(doing("listing what alerts are to look at"))
        })
    }

    fn alert_members(&self, story: StoryId) -> Result<Vec<AlertMember>, StoreError> {
        self.read(|connection| {
            members(connection, story).map_err(doing("listing what alerts may tell of"))
        })
    }

    fn holding(&self, words: &str, seqs: &[u64]) -> Result<Set<u64>, StoreError> {
        self.read(|connection| {
            holding(connection, words, seqs).map_err(doing("looking for watched words"))
        })
    }

    fn told(
        &self,
        reader: ReaderId,
        articles: &[&ArticleId],
    ) -> Result<Set<ArticleId>, StoreError> {
        self.read(|connection| {
            told(connection, reader, articles).map_err(doing("looking up what was told"))
        })
    }

    fn put_judged(&self, looked: &Judged) -> Result<(), StoreError> {
        const WHAT: &str = "noting alerts";
        self.write(WHAT, |transaction| {
            put_judged(transaction, looked).map_err(doing(WHAT))
        })
    }

    fn parcel(
        &self,
        target: &str,
        now: Timestamp,
        is_digest: bool,
    ) -> Result<Option<Parcel>, StoreError> {
        const WHAT: &str = "making up a message";
        self.write(WHAT, |transaction| {
            outbox::parcel(transaction, target, now, is_digest).map_err(doing(WHAT))
        })
    }

    fn parcel_sent(
        &self,
        target: &str,
        key: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        const WHAT: &str = "noting a message as sent";
        self.write(WHAT, |transaction| {
            outbox::sent(transaction, target, key, at).map_err(doing(WHAT))
        })
    }

    fn parcel_failed(
        &self,
        target: &str,
        key: &str,
        problem: &str,
        again: Result<Timestamp, Timestamp>,
    ) -> Result<(), StoreError> {
        const WHAT: &str = "noting a message as failed";
        self.write(WHAT, |transaction| {
            outbox::failed(transaction, target, key, problem, again).map_err(doing(WHAT))
        })
    }

    fn alerts(
        &self,
        of: Option<ReaderId>,
        limit: usize,
    ) -> Result<Vec<StoredAlert>, StoreError> {
        self.read(|connection| {
            outbox::alerts(connection, of, limit).map_err(doing("listing alerts"))
        })
    }

    fn alert_counts(&self) -> Result<AlertCounts, StoreError> {
        self.read(|connection| {
            outbox::counts(connection).map_err(doing("counting alerts"))
        })
    }
}

fn watches(connection: &Connection) -> engine::Result<Vec<Watch>> {
    let mut all = connection.prepare_cached(
        "SELECT story, words, since, reader FROM alert_watch ORDER BY story IS NULL, number",
    )?;
    let rows = all.query_map((), |row| {
        let (story, words): (Option<i64>, Option<String>) = (row.get(0)?, row.get(1)?);
        let watched = match story {
            Some(story) => Watched::Story(StoryId(story as u64)),
            None => Watched::Words(words.unwrap_or_default()),
        };
        let (since, reader) = (row.get::<i64>(2)? as u64, ReaderId(row.get(3)?));
        Ok(Watch { reader, watched, since })
    })?;
    rows.collect()
}

fn looks(connection: &Connection, limit: usize) -> engine::Result<Vec<Look>> {
    let mut all = connection.prepare_cached(
        "SELECT l.article, a.story FROM alert_look l LEFT JOIN article a ON a.seq = l.article
         ORDER BY l.article LIMIT ?",
    )?;
    let rows = all.query_map([limit as i64], |row| {
        let story: Option<i64> = row.get(1)?;
        let story = StoryId(story.unwrap_or_default() as u64);
        Ok(Look { seq: row.get::<i64>(0)? as u64, story })
    })?;
    rows.collect()
}

fn members(connection: &Connection, story: StoryId) -> engine::Result<Vec<AlertMember>> {
    let mut all = connection.prepare_cached(
        "SELECT seq, id, domain, outlet, published_ms, seen_ms, revision, development,
         copy_of, copy_percent FROM article WHERE story = ?",
    )?;
    let rows = all.query_map([story.0 as i64], |row| member(row, story))?;
    let mut members: Vec<AlertMember> = rows.collect::<Result<_, _>>()?;
    members
        .sort_by(|a, b| (a.at, &a.placement.article).cmp(&(b.at, &b.placement.article)));
    Ok(members)
}

fn member(row: &Row<'_>, story: StoryId) -> engine::Result<AlertMember> {
    let copy_of: Option<String> = row.get(8)?;
    let shared_percent = row.get::<Option<u8>>(9)?.unwrap_or_default();
    Ok(AlertMember {
        seq: row.get::<i64>(0)? as u64,
        outlet: Outlet { domain: row.get(2)?, name: row.get(3)? },
        at: published_or_seen(row.get(4)?, row.get(5)?),
        seen_at: at(row.get(5)?),
        revision: row.get(6)?,
        placement: Placement {
            article: ArticleId(row.get(1)?),
            development: DevelopmentId(
                row.get::<Option<i64>>(7)?.unwrap_or_default() as u64
            ),
            story,
            copy_of: copy_of.map(|original| WireCopy {
                original: ArticleId(original),
                shared_percent,
            }),
        },
    })
}

fn holding(
    connection: &Connection,
    words: &str,
    seqs: &[u64],
) -> engine::Result<Set<u64>> {
    // The words are whole: none of them may be the beginning of another one.
    crate::search::holding(connection, &format!("{words} "), seqs)
}

fn told(
    connection: &Connection,
    reader: ReaderId,
    articles: &[&ArticleId],
) -> engine::Result<Set<ArticleId>> {
    let mut find = connection
        .prepare_cached("SELECT 1 FROM alerted WHERE reader = ? AND article = ?")?;
    let mut told = Set::default();
    for article in articles {
        if find.exists(params![reader.0, article.as_str()])? {
            told.insert((*article).clone());
        }
    }
    Ok(told)
}

fn put_judged(transaction: &Transaction<'_>, looked: &Judged) -> engine::Result<()> {
    let mut seen =
        transaction.prepare_cached("DELETE FROM alert_look WHERE article = ?")?;
    for seq in &looked.seqs {
        seen.execute([*seq as i64])?;
    }
    let mut tell = transaction.prepare_cached(
        "INSERT INTO alerted (reader, article) VALUES (?, ?) ON CONFLICT DO NOTHING",
    )?;
    for (reader, article) in &looked.told {
        tell.execute(params![reader.0, article.as_str()])?;
    }
    for alert in &looked.alerts {
        outbox::put(transaction, alert)?;
    }
    let keep = |sql: &str, most: usize| transaction.execute(sql, [most as i64]);
    keep(
        "DELETE FROM alerted WHERE number <= (SELECT max(number) FROM alerted) - ?",
        ALERTED_ARTICLES_MAX,
    )?;
    keep(
        "DELETE FROM alert WHERE number <= (SELECT max(number) FROM alert) - ?",
        ALERTS_KEPT_MAX,
    )?;
    Ok(())
}
