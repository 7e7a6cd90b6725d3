//! The desk itself: what it holds.

use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use rundown_fetch::Fetcher;
use rundown_log::Log;
use rundown_news::{Lang, ReaderId};
use rundown_store::{SqlStore, Store, StoreError, StoredSubscription, unpoisoned};

use crate::beside::Beside;
use crate::cache::Cache;
use crate::control::Owner;
use crate::notes::Notes;
use crate::placing::Placing;
use crate::poll::{Pace, Polling};
use crate::sign_on::SignOn;
use crate::{Clock, DeskError, Families, Tokens};

/// Everything between the stages and the rim; share it as `Arc<Desk>`. A clone is the same
/// desk.
#[derive(Clone)]
pub struct Desk {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Clock,
    /// Which outlets are one witness.
    pub(crate) families: Arc<Families>,
    /// The threads, taken up from the store when they are needed first.
    pub(crate) placing: Arc<Mutex<Placing>>,
    pub(crate) threaded_count: Arc<AtomicU64>,
    /// The languages briefs are told in, best first; none: each story's own.
    pub(crate) languages: Vec<Lang>,
    pub(crate) cache: Arc<Cache>,
    /// The process that owns the store, if this one only acts beside it.
    pub(crate) writer: Option<Arc<Beside>>,
    pub(crate) polling: Arc<Polling>,
    pub(crate) pace: Pace,
    /// Where hubs reach this desk, if they may.
    pub(crate) reached_at: Option<String>,
    pub(crate) tokens: Tokens,
    /// What a reader's new feeds are asked with; none where nobody asks the web.
    pub(crate) fetcher: Option<Arc<Fetcher>>,
    /// What is asked with it that readers name as targets of alerts.
    pub(crate) outside: Option<Arc<Fetcher>>,
    /// By whom people sign on, if by anybody.
    pub(crate) sign_on: Option<Arc<SignOn>>,
    /// Where what comes from the web is put, too, for other machines.
    pub(crate) log: Option<Arc<dyn Log>>,
    /// Whether threading gives way to those who ask.
    pub(crate) gives_way: bool,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("clock", &self.clock).finish_non_exhaustive()
    }
}

impl Desk {
    /// Opens the desk on a data directory; makes the directory if it is not there. If a
    /// process owns it that answers others ([`crate::control`]), the desk acts beside it.
    ///
    /// # Errors
    /// When the directory cannot be written, or another process holds it and answers
    /// nobody.
    pub fn open(dir: &Path, clock: Clock) -> Result<Self, DeskError> {
        let (store, writer) = match SqlStore::open(dir) {
            Err(StoreError::Busy { dir: busy }) => match Owner::of(dir) {
                Some(owner) => (SqlStore::open_beside(dir)?, Some(Beside::Owner(owner))),
                None => return Err(StoreError::Busy { dir: busy }.into()),
            },
            opened => (opened?, None),
        };
        Self::of_directory(dir, store, writer, clock)
    }

    /// Opens the desk on a data directory to read alone, whoever writes there.
    ///
    /// # Errors
    /// When there is no store of the current format.
    pub fn open_reading(dir: &Path, clock: Clock) -> Result<Self, DeskError> {
        let store = SqlStore::reading(dir)?;
        let writer = Beside::Writer { store: store.name() };
        Self::of_directory(dir, store, Some(writer), clock)
    }

    fn of_directory(
        dir: &Path,
        store: SqlStore,
        writer: Option<Beside>,
        clock: Clock,
    ) -> Result<Self, DeskError> {
        let families = Families::noted(&Notes::Directory(dir.to_owned()))?;
        let desk = Self::over(as_of(store, &clock), clock, families);
        Ok(Self {
            writer: writer.map(Arc::new),
            tokens: Tokens::of_directory(dir),
            ..desk
        })
    }

    /// Opens the desk on the store of a `PostgreSQL` server. Where another process writes
    /// there, this one only reads, but for accounts and tokens.
    ///
    /// # Errors
    /// When the server cannot be reached, or what is there is no store of this version.
    pub fn open_at(address: &str, clock: Clock) -> Result<Self, DeskError> {
        match SqlStore::at(address) {
            Err(written @ StoreError::Written { .. }) => {
                match SqlStore::beside_at(address) {
                    // Whoever writes is still making it: there is nothing to read yet.
                    Err(StoreError::Format { .. }) => Err(written.into()),
                    opened => Self::beside_writer(opened?, clock),
                }
            }
            opened => Self::of_server(opened?, None, clock),
        }
    }

    /// The same, to read alone whether another process writes or not.
    ///
    /// # Errors
    /// When the server cannot be reached, or what is there is no store of this version.
    pub fn open_reading_at(address: &str, clock: Clock) -> Result<Self, DeskError> {
        Self::beside_writer(SqlStore::reading_at(address)?, clock)
    }

    fn beside_writer(store: SqlStore, clock: Clock) -> Result<Self, DeskError> {
        let writer = Beside::Writer { store: store.name() };
        Self::of_server(store, Some(writer), clock)
    }

    fn of_server(
        store: SqlStore,
        writer: Option<Beside>,
        clock: Clock,
    ) -> Result<Self, DeskError> {
        let store = as_of(store, &clock);
        let families = Families::noted(&Notes::Store(Arc::clone(&store)))?;
        let tokens = Tokens::of_store(Arc::clone(&store));
        let desk = Self::over(store, clock, families);
        Ok(Self { writer: writer.map(Arc::new), tokens, ..desk })
    }

    /// A desk over another store.
    #[must_use]
    pub fn over(store: Arc<dyn Store>, clock: Clock, families: Families) -> Self {
        Self {
            store,
            clock,
            families: Arc::new(families),
            placing: Arc::default(),
            threaded_count: Arc::default(),
            languages: Vec::new(),
            cache: Arc::default(),
            writer: None,
            polling: Arc::default(),
            pace: Pace::default(),
            reached_at: None,
            tokens: Tokens::default(),
            fetcher: None,
            outside: None,
            sign_on: None,
            log: None,
            gives_way: false,
        }
    }

    /// The same desk as another reader has it: what they have read, follow and mute is
    /// their own.
    #[must_use]
    pub fn read_by(&self, reader: ReaderId) -> Self {
        Self { store: self.store.read_by(reader), ..self.clone() }
    }

    /// The same desk, for a reader of these languages, best first.
    #[must_use]
    pub fn read_in(self, languages: Vec<Lang>) -> Self {
        Self { languages, ..self }
    }

    /// The same desk, asking feeds at this pace.
    #[must_use]
    pub fn paced(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// The same desk, which asks an address that a reader wants to follow at once.
    #[must_use]
    pub fn asking_with(self, fetcher: Arc<Fetcher>) -> Self {
        Self { fetcher: Some(fetcher), ..self }
    }

    /// The same desk, which asks what readers name as targets of alerts with this: it may
    /// reach no more than they may.
    #[must_use]
    pub fn telling_with(self, outside: Arc<Fetcher>) -> Self {
        Self { outside: Some(outside), ..self }
    }

    /// The same desk, with feeds delivered by hubs to addresses under this one.
    #[must_use]
    pub fn reached_at(self, address: &str) -> Self {
        Self { reached_at: Some(address.trim_end_matches('/').to_owned()), ..self }
    }

    /// Whether this desk asks the web at all.
    #[must_use]
    pub fn asks_the_web(&self) -> bool {
        self.fetcher.is_some()
    }

    /// Waits until the process that writes to the store changed it, or for so long; what was
    /// made of it before is then made anew. Whether it did.
    ///
    /// # Errors
    /// When the store fails.
    pub fn await_change(&self, wait: std::time::Duration) -> Result<bool, DeskError> {
        let changed = self.store.changed(wait)?;
        if changed {
            self.cache.forget_all_briefs();
            unpoisoned(self.placing.lock()).forget();
        }
        Ok(changed)
    }

    /// Makes sure that this process still is the one that writes to a store at a server, if it
    /// is; to be called every few seconds.
    ///
    /// # Errors
    /// When another one wrote since, or the store fails.
    pub fn hold_on(&self) -> Result<(), DeskError> {
        Ok(self.store.hold_on()?)
    }

    /// Whether another process owns the store.
    #[must_use]
    pub fn is_beside(&self) -> bool {
        self.writer.is_some()
    }

    /// Lets whoever has this token post articles, beside those of the data directory.
    #[must_use]
    pub fn with_token(self, token: &str) -> Self {
        Self { tokens: self.tokens.clone().with(token), ..self }
    }

    /// Who may post articles.
    #[must_use]
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// What time it is here.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What is subscribed to, by address.
    ///
    /// # Errors
    /// When the store fails.
    pub fn subscriptions(&self) -> Result<Vec<StoredSubscription>, DeskError> {
        Ok(self.store.subscriptions()?)
    }
}

/// A store as of the time of a clock that stands.
fn as_of(store: SqlStore, clock: &Clock) -> Arc<dyn Store> {
    match clock {
        Clock::System | Clock::Set(_) => Arc::new(store),
        Clock::Fixed(at) => Arc::new(store.as_of(*at)),
    }
}
