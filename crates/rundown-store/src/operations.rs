//! The operations of a store in one SQL database.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rundown_log::Fence;
use rundown_news::{
    ArticleId, Constraint, Placement, ReadArticle, ReaderId, StoryId, Subscription,
};

use crate::engine::{Connection, Optional as _};
use crate::error::doing;
use crate::{Check, Damage, SqlStore, StateRow, StoreError, StoredArticle};

impl crate::Store for SqlStore {
    fn read_by(&self, reader: ReaderId) -> Arc<dyn crate::Store> {
        Arc::new(self.of_reader(reader))
    }

    fn under(&self, fence: &Fence) -> Result<Arc<dyn crate::Store>, StoreError> {
        Ok(Arc::new(self.fenced(fence)?))
    }

    fn put_marked(
        &self,
        batch: &[crate::Incoming<'_>],
        marks: &[(String, crate::Mark)],
    ) -> Result<Vec<crate::Put>, StoreError> {
        const WHAT: &str = "taking articles in";
        self.write(WHAT, |transaction| {
            crate::marks::set(transaction, marks).map_err(doing(WHAT))?;
            crate::articles::put_all(transaction, batch)
        })
    }

    fn mark(&self, archive: &str) -> Result<Option<crate::Mark>, StoreError> {
        self.read(|connection| {
            crate::marks::mark(connection, archive)
                .map_err(doing("looking up how far an archive is taken in"))
        })
    }

    fn article(
        &self,
        id: &ArticleId,
        revision: Option<u32>,
    ) -> Result<Option<crate::StoredArticle>, StoreError> {
        let found = self.read(|connection| {
            crate::articles::article(connection, id, revision, self.until())
        });
        if let Err(StoreError::Damaged(damage)) = &found {
            self.quarantine(std::slice::from_ref(damage));
        }
        found
    }

    fn articles_by_time(
        &self,
        after: Option<&crate::Cursor>,
        limit: usize,
    ) -> Result<crate::Page, StoreError> {
        let (rows, next) = self.read(|connection| {
            crate::articles::articles_by_time(connection, after, limit)
        })?;
        Ok(crate::Page { articles: self.sound(rows), next })
    }

    fn unplaced(&self, limit: usize) -> Result<Vec<StoredArticle>, StoreError> {
        loop {
            let rows =
                self.read(|connection| crate::articles::unplaced(connection, limit))?;
            let is_behind = self.quarantine(&rows.damaged) && rows.articles.is_empty();
            // What is damaged stands apart now and does not hide what is behind it.
            if !is_behind {
                return Ok(rows.articles);
            }
        }
    }

    fn capture(
        &self,
        id: &ArticleId,
        revision: u32,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|connection| crate::captures::capture(connection, id, revision))
    }

    fn place_with(
        &self,
        placements: &[Placement],
        state: &[StateRow],
    ) -> Result<Vec<StoryId>, StoreError> {
        const WHAT: &str = "placing articles in stories";
        self.write(WHAT, |transaction| {
            crate::threading::keep(transaction, state).map_err(doing(WHAT))?;
            crate::stories::place(transaction, placements)
        })
    }

    fn state_row(&self, key: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|connection| {
            crate::threading::row(connection, key)
                .map_err(doing("reading the state of threading"))
        })
    }

    fn forget_state(&self) -> Result<(), StoreError> {
        const WHAT: &str = "forgetting the state of threading";
        self.write(WHAT, |transaction| {
            crate::threading::forget(transaction).map_err(doing(WHAT))
        })
    }

    fn stories(
        &self,
        since: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<crate::StoredStory>, StoreError> {
        self.read(|connection| {
            crate::as_of::stories(connection, since, self.until(), self.reader(), limit)
                .map_err(doing("listing stories"))
        })
    }

    fn story(&self, name: &str) -> Result<crate::StoryFound, StoreError> {
        self.read(|connection| {
            crate::as_of::story(connection, name, self.until(), self.reader())
                .map_err(doing("looking a story up"))
        })
    }

    fn story_articles(&self, story: StoryId) -> Result<Vec<StoredArticle>, StoreError> {
        let rows = self.read(|connection| {
            crate::stories::story_articles(connection, story, self.until())
        })?;
        Ok(self.sound(rows))
    }

    fn story_members(
        &self,
        story: StoryId,
    ) -> Result<Vec<crate::StoryMember>, StoreError> {
        self.read(|connection| {
            crate::stories::story_members(connection, story, self.until())
        })
    }

    fn coverage(&self, story: StoryId) -> Result<Vec<Timestamp>, StoreError> {
        self.read(|connection| {
            crate::stories::coverage(connection, story, self.until())
                .map_err(doing("counting coverage"))
        })
    }

    fn search(
        &self,
        words: &str,
        limit: usize,
    ) -> Result<Vec<(Option<StoryId>, ArticleId)>, StoreError> {
        self.read(|connection| {
            crate::search::search(connection, words, self.until(), limit)
                .map_err(doing("searching"))
        })
    }

    fn search_meaning(
        &self,
        words: &str,
        limit: usize,
    ) -> Result<Vec<(Option<StoryId>, ArticleId)>, StoreError> {
        self.read(|connection| {
            crate::meaning::search(connection, words, self.until(), limit)
                .map_err(doing("searching"))
        })
    }

    fn decide(
        &self,
        decision: Option<&Constraint>,
        taken_back: &[Constraint],
    ) -> Result<(), StoreError> {
        self.write("noting a correction", |transaction| {
            crate::corrections::decide(transaction, decision, taken_back)
                .map_err(doing("noting a correction"))
        })
    }

    fn decisions(&self) -> Result<Vec<Constraint>, StoreError> {
        self.read(|connection| {
            crate::corrections::all(connection).map_err(doing("listing corrections"))
        })
    }

    fn subscribe(
        &self,
        subscription: &Subscription,
        due_at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write("subscribing", |transaction| {
            crate::subscriptions::subscribe(transaction, subscription, due_at)
                .map_err(doing("subscribing"))
        })
    }

    fn subscriptions(&self) -> Result<Vec<crate::StoredSubscription>, StoreError> {
        self.read(|connection| {
            crate::subscriptions::all(connection).map_err(doing("listing subscriptions"))
        })
    }

    fn put_polled(
        &self,
        url: &str,
        batch: &[crate::Incoming<'_>],
        outcome: &crate::PollOutcome,
    ) -> Result<Vec<crate::Put>, StoreError> {
        self.write("taking a feed in", |transaction| {
            let put = crate::articles::put_all(transaction, batch)?;
            crate::subscriptions::note_poll(transaction, url, outcome)
                .and_then(|()| crate::pages::add(transaction, &outcome.pages))
                .and_then(|()| match &outcome.moved_for_good {
                    Some(to) => crate::subscriptions::move_to(transaction, url, to),
                    None => Ok(()),
                })
                .map_err(doing("noting a poll"))?;
            Ok(put)
        })
    }

    fn known(&self, keys: &[String]) -> Result<Option<ArticleId>, StoreError> {
        self.read(|connection| {
            crate::articles::known_under(connection, keys)
                .map_err(doing("looking an article up"))
        })
    }

    fn answers(&self) -> Result<(), StoreError> {
        self.still_there()?;
        self.read(|connection| {
            let any = "SELECT EXISTS (SELECT 1 FROM article)";
            let asked = connection.query_row(any, (), |_| Ok(()));
            asked.map_err(doing("asking whether it answers"))
        })
    }

    fn counts(&self) -> Result<crate::Counts, StoreError> {
        self.read(|connection| {
            crate::as_of::counts(connection, self.until()).map_err(doing("counting"))
        })
    }

    fn quarantined(&self) -> Result<Vec<Damage>, StoreError> {
        self.read(|connection| {
            crate::damage::all(connection).map_err(doing("listing what is damaged"))
        })
    }

    fn stored_capture(
        &self,
        id: &ArticleId,
        revision: u32,
    ) -> Result<Option<crate::StoredCapture>, StoreError> {
        self.read(|connection| crate::captures::addressed(connection, id, revision))
    }

    fn mend(
        &self,
        id: &ArticleId,
        revision: u32,
        read: &ReadArticle,
    ) -> Result<(), StoreError> {
        self.write("mending an article", |transaction| {
            crate::damage::mend(transaction, id, revision, read)
                .map_err(doing("mending an article"))
        })
    }

    fn check(&self) -> Result<Check, StoreError> {
        let check = self.read(|connection| Ok(crate::check::check(connection)))?;
        let apart = |damage: &&Damage| !damage.why.starts_with("its capture");
        let damaged: Vec<Damage> = check.damaged.iter().filter(apart).cloned().collect();
        self.quarantine(&damaged);
        Ok(check)
    }

    fn state_hash(&self) -> Result<u128, StoreError> {
        self.read(|connection| {
            crate::check::state_hash(connection).map_err(doing("summing the state up"))
        })
    }

    fn note(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| match connection {
            Connection::Sqlite(_) => Ok(None),
            Connection::Postgres(_) => connection
                .query_row("SELECT body FROM note WHERE name = ?", [name], |row| {
                    row.get(0)
                })
                .optional()
                .map_err(doing("looking up what is noted beside the store")),
        })
    }

    fn put_note(&self, name: &str, text: &str) -> Result<(), StoreError> {
        const WHAT: &str = "noting something beside the store";
        self.write_beside(WHAT, |transaction| {
            let sql = "INSERT INTO note (name, body) VALUES (?, ?)
                 ON CONFLICT (name) DO UPDATE SET body = excluded.body";
            transaction.execute(sql, [name, text]).map(drop).map_err(doing(WHAT))
        })
    }

    fn hold_on(&self) -> Result<(), StoreError> {
        self.still_holds()
    }

    fn changed(&self, wait: std::time::Duration) -> Result<bool, StoreError> {
        self.wait_for_others(wait)
    }

    fn back_up_while(
        &self,
        to: &Path,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<bool, StoreError> {
        self.read(|connection| match connection {
            Connection::Sqlite(file) => crate::backup::back_up(file, to, goes_on),
            Connection::Postgres(_) => Err(StoreError::Elsewhere {
                what: "copied into one file",
                instead: "`pg_dump` copies it while it is used, `pg_restore` puts it back; \
                          `rundown copy` makes a data directory of it",
            }),
        })
    }
}
