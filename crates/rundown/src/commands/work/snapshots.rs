//! Snapshots of what a shard is threaded into: put beside the log now and then, and taken
//! from there by whoever begins with nothing.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rundown_desk::{Desk, DeskError, give_way, take_snapshot};
use rundown_log::{
    KeptSnapshot, Log, Position, Shards, Snapshot, SnapshotName, Snapshots,
};
use rundown_nats::{Lease, Nats};
use rundown_news::counted;

use crate::cli::Cli;
use crate::opening::data_dir;

/// When what could not be put is tried again, and when the first one is put where there is
/// none.
const SOON: Duration = Duration::from_mins(5);

/// How snapshots of a store in a directory are put and taken.
pub(super) struct Snapshotting {
    dir: PathBuf,
    every: Duration,
    /// How many were begun under this lease: none has the name of another.
    begun: AtomicU64,
    /// Those that are no good.
    passed_over: Vec<SnapshotName>,
}

/// What is threaded, and who does it.
pub(super) struct Threaded<'a> {
    pub desk: &'a Desk,
    pub log: &'a Nats,
    pub lease: &'a Lease,
    pub shards: &'a Shards,
}

impl Snapshotting {
    /// None where the store is at a server, which outlasts this machine, or nobody wants any.
    pub(super) fn of(cli: &Cli) -> Result<Option<Self>> {
        let every = match (&cli.settings.store, cli.settings.snapshot_every) {
            (None, Some(seconds)) => Duration::from_secs(seconds),
            _ => return Ok(None),
        };
        let (dir, begun) = (data_dir(cli)?, AtomicU64::new(0));
        Ok(Some(Self { dir, every, begun, passed_over: Vec::new() }))
    }

    /// Takes the newest good one where there is no store yet, and says so.
    pub(super) fn take(&mut self, log: &Nats, shards: &Shards) -> Result<()> {
        let taken = take_snapshot(&self.dir, log, shards).with_context(|| {
            format!("could not look for a snapshot of the shard {shards}")
        })?;
        self.passed_over = taken.passed_over;
        let Some(KeptSnapshot { about, .. }) = taken.taken else { return Ok(()) };
        let at = jiff::Timestamp::from_millisecond(about.at_ms).unwrap_or_default();
        // Whoever did not mean it should know.
        tracing::warn!(
            "{} held no store: it has the one of the snapshot {} now, made at {at:.0}, with {}, \
             read through entry {}",
            self.dir.display(),
            about.name,
            counted(about.articles, "article"),
            about.through.0,
        );
        Ok(())
    }

    /// Does work, and puts snapshots beside it until it is done.
    pub(super) fn beside(
        &self,
        threaded: &Threaded<'_>,
        work: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        std::thread::scope(|scope| {
            let (working, is_over) = channel::<()>();
            std::thread::Builder::new()
                .name("snapshots".to_owned())
                .spawn_scoped(scope, move || self.now_and_then(threaded, &is_over))
                .context("could not start the thread that puts snapshots")?;
            let done = work();
            drop(working);
            done
        })
    }

    fn now_and_then(&self, threaded: &Threaded<'_>, is_over: &Receiver<()>) {
        give_way();
        let goes_on = || is_over.try_recv() == Err(TryRecvError::Empty);
        let (mut wait, mut is_due) = (self.first_in(threaded), false);
        while is_over.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
            let put = threaded.desk.was_written().and_then(|was_written| {
                // What could not be put is due until it is.
                is_due |= was_written;
                if is_due && self.is_ahead(threaded, |at, kept| at >= kept)? {
                    self.put(threaded, &goes_on)?;
                }
                Ok(())
            });
            wait = match put {
                Ok(()) => {
                    is_due = false;
                    self.every
                }
                Err(error) => {
                    tracing::warn!(why = %error, "no snapshot was put; trying again soon");
                    SOON.min(self.every)
                }
            };
        }
    }

    /// In how long the first one is to be put: after a start it is as long since the newest
    /// one as it was before.
    fn first_in(&self, threaded: &Threaded<'_>) -> Duration {
        match self.newest(threaded) {
            Ok(Some(newest)) => {
                let age = threaded.desk.now().as_millisecond() - newest.at_ms;
                let age = Duration::from_millis(u64::try_from(age).unwrap_or(0));
                self.every.saturating_sub(age)
            }
            Ok(None) => SOON.min(self.every),
            Err(error) => {
                tracing::warn!(why = %error, "earlier snapshots are not known");
                SOON.min(self.every)
            }
        }
    }

    /// Puts one at the end of the work, unless the newest one is of this place in the log.
    pub(super) fn put_last(&self, threaded: &Threaded<'_>, goes_on: &dyn Fn() -> bool) {
        let put = self.is_ahead(threaded, |at, kept| at > kept).and_then(|is_ahead| {
            if is_ahead { self.put(threaded, goes_on) } else { Ok(()) }
        });
        if let Err(error) = put {
            tracing::warn!(why = %error, "no snapshot was put at the end");
        }
    }

    /// The newest one that is any good, as far as that is known.
    fn newest(&self, threaded: &Threaded<'_>) -> Result<Option<Snapshot>, DeskError> {
        let all = threaded.log.snapshots(threaded.shards)?;
        let good = |one: &KeptSnapshot| {
            one.is_whole && !self.passed_over.contains(&one.about.name)
        };
        Ok(all.into_iter().find(good).map(|newest| newest.about))
    }

    /// Whether what is threaded has come further than the newest one: a store that was begun
    /// anew pushes none out that holds more.
    fn is_ahead(
        &self,
        threaded: &Threaded<'_>,
        is_further: impl Fn(Position, Position) -> bool,
    ) -> Result<bool, DeskError> {
        let Threaded { desk, log, shards, .. } = threaded;
        let at = desk.followed(*log as &dyn Log, shards)?.through;
        if at == Position::START {
            return Ok(false);
        }
        let Some(newest) = self.newest(threaded)? else { return Ok(true) };
        let is_ahead = newest.log != log.identity()? || is_further(at, newest.through);
        if at < newest.through && !is_ahead {
            tracing::warn!(
                "the snapshot {} is further (entry {}) than what is threaded here (entry {}): \
                 none is put until then",
                newest.name,
                newest.through.0,
                at.0
            );
        }
        Ok(is_ahead)
    }

    fn put(
        &self,
        threaded: &Threaded<'_>,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<(), DeskError> {
        let Threaded { desk, log, lease, shards } = threaded;
        let began = Instant::now();
        let serial = self.begun.fetch_add(1, Ordering::Relaxed) + 1;
        let name = SnapshotName::of(shards, lease.fence(), serial);
        // Whoever follows puts its own.
        let goes_on = || goes_on() && lease.check().is_ok();
        let put = desk.put_snapshot(&self.dir, *log, *log, name, &goes_on)?;
        if let Some(put) = put {
            tracing::info!(
                name = %put.about.name,
                articles = put.about.articles,
                through = put.about.through.0,
                bytes = put.bytes,
                ms = began.elapsed().as_millis(),
                "put a snapshot"
            );
        }
        Ok(())
    }
}
