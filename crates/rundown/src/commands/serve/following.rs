//! Threading a shard of a log while its stories are served: by one process, which writes both
//! what comes and what readers do.

use std::sync::Arc;
use std::thread::JoinHandle;

use anyhow::{Context, Error, Result};
use rundown_desk::{Desk, Tally};
use tokio::sync::oneshot::{Receiver, channel};

use crate::cli::{Cli, Serve};
use crate::commands::stopping::{GoesOn, until_stopped};
use crate::commands::work::threading::Shard;
use crate::opening::{log_address, open_log};

/// What is followed, if anything is. It is to outlast the desk: whoever waits for the shard
/// opens the store next.
pub(super) struct Follower(Option<Held>);

struct Held {
    shard: Arc<Shard>,
    goes_on: GoesOn,
    thread: Option<JoinHandle<()>>,
}

/// Word of the end of following.
pub(super) struct Lost(Option<Receiver<Error>>);

impl Follower {
    /// Takes the shard that is named; none where the service is to end before.
    pub(super) fn of(cli: &Cli, args: &Serve) -> Result<Option<Self>> {
        let Some(shards) = &args.thread else { return Ok(Some(Self(None))) };
        // It is ended with this turn, and not only when the program is asked to stop.
        let (log, goes_on) = (open_log(log_address(cli)?)?, until_stopped()?);
        let taken = Shard::take(cli, Arc::new(log), shards, args.standby, &goes_on)?;
        let held = |shard: Shard| Held { shard: Arc::new(shard), goes_on, thread: None };
        Ok(taken.map(|shard| Self(Some(held(shard)))))
    }

    /// The desk, as the one that holds the shard.
    pub(super) fn over(&self, desk: Desk) -> Result<Desk> {
        match &self.0 {
            // Beside another process nothing is written, which is told.
            Some(held) if !desk.is_beside() => Ok(desk.under(held.shard.fence())?),
            _ => Ok(desk),
        }
    }

    /// Takes in what comes, on a thread of its own.
    pub(super) fn follow(&mut self, desk: &Arc<Desk>) -> Result<Lost> {
        let Some(held) = &mut self.0 else { return Ok(Lost(None)) };
        let (lost, is_lost) = channel();
        let (shard, goes_on) = (Arc::clone(&held.shard), held.goes_on.clone());
        let desk = Arc::clone(desk);
        let follow = move || {
            if let Err(error) =
                shard.follow(&desk, false, &goes_on, &mut Tally::default())
            {
                let _ = lost.send(error);
            }
        };
        let thread = std::thread::Builder::new()
            .name("following".to_owned())
            .spawn(follow)
            .context("could not start the thread that follows the log")?;
        held.thread = Some(thread);
        Ok(Lost(Some(is_lost)))
    }
}

impl Drop for Held {
    /// Lets what is under way come to its end before the shard is let go.
    fn drop(&mut self) {
        self.goes_on.end();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Lost {
    /// Comes when nothing may be written any more, or nothing can be followed; else never.
    pub(super) async fn happens(self) -> Error {
        if let Some(is_lost) = self.0
            && let Ok(error) = is_lost.await
        {
            return error;
        }
        std::future::pending().await
    }
}
