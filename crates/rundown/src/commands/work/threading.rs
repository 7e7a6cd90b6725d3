//! Threading a shard: one worker at a time, which the store knows by its number.

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use rundown_desk::{Desk, DeskError, Following, Tally};
use rundown_log::{Fence, Log, LogError, Shards};
use rundown_nats::{Lease, Nats, NatsAddress};
use serde_json::json;

use crate::cli::{Cli, Work};
use crate::commands::standing_by::{self, StandingBy, is_anothers, is_held};
use crate::commands::stopping::GoesOn;
use crate::failure::hinted;
use crate::opening::{data_dir, log_address, open_desk, open_log};
use crate::show::aside;

use super::snapshots::{Snapshotting, Threaded};

/// How long is waited for what comes before it is looked whether the work is to end.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Why a store is not this process's to write.
const WRITTEN: &str = "another rundown process writes to this store";

/// How long what fails is left alone.
const REST: Duration = Duration::from_secs(1);

/// How often a standby looks whether the one before it is gone.
const STANDBY_LOOKS_EVERY: Duration = Duration::from_millis(200);

pub(super) fn thread(
    cli: &Cli,
    args: &Work,
    address: &NatsAddress,
    shards: &Shards,
    goes_on: &GoesOn,
) -> Result<()> {
    let log = Arc::new(open_log(address)?);
    let mut all = Tally::default();
    let mut at = None;
    while goes_on.does() {
        match a_turn(cli, args, &log, shards, goes_on, &mut all) {
            Ok(through) => {
                at = through;
                break;
            }
            // Another one may have it now: then this one stands by.
            Err(error) if args.standby && is_anothers(&error) => {
                tracing::warn!(why = %error, "waiting for the next turn");
            }
            Err(error) => return Err(error),
        }
    }
    at.map_or(Ok(()), |at| tell(&all, at, args.json))
}

/// Threads a shard from when it is this worker's until it is to end, and tells how far it came
/// to; none where it is to end before it is its turn.
fn a_turn(
    cli: &Cli,
    args: &Work,
    log: &Arc<Nats>,
    shards: &Shards,
    goes_on: &GoesOn,
    all: &mut Tally,
) -> Result<Option<Following>> {
    let taken = Shard::take(cli, Arc::clone(log), shards, args.standby, goes_on)?;
    let Some(shard) = taken else { return Ok(None) };
    let lease = &shard.lease;
    let Some(desk) = opened(cli, args, lease, goes_on)? else { return Ok(None) };
    let desk = Arc::new(desk.under(lease.fence())?);
    let number = lease.fence().number;
    let address = log_address(cli)?;
    aside(&format!("threading the shard {shards} of {address}, as worker {number}"));
    let control = match cli.settings.store {
        Some(_) => None,
        None => Some(rundown_desk::control(&desk, &data_dir(cli)?)),
    };
    if let Some(Err(error)) = &control {
        tracing::warn!(why = %error, "other commands cannot act while this one runs");
    }
    shard.follow(&desk, args.drain, goes_on, all)?;
    match desk.followed(&**log as &dyn Log, shards) {
        // Whoever is asked to end does, though its log is away.
        Err(DeskError::Log(error)) if !goes_on.does() => {
            tracing::warn!(why = %error, "it is not told how far this came");
            Ok(None)
        }
        followed => Ok(Some(followed?)),
    }
}

/// Shards of a log that this process threads alone.
pub(crate) struct Shard {
    /// Let go of before the connection that it needs for that.
    lease: Lease,
    log: Arc<Nats>,
    shards: Shards,
    /// None where nothing is lost with this machine, or nobody wants any.
    snapshots: Option<Snapshotting>,
}

impl Shard {
    /// Takes it, and where there is no store yet what an earlier worker left of its own; none
    /// where the work is to end before.
    pub(crate) fn take(
        cli: &Cli,
        log: Arc<Nats>,
        shards: &Shards,
        standby: bool,
        goes_on: &GoesOn,
    ) -> Result<Option<Self>> {
        let owner = owner();
        let mut standing_by = StandingBy::default();
        while goes_on.does() {
            match log.lease(shards, &owner) {
                Err(why @ (LogError::Leased { .. } | LogError::Refused { .. }))
                    if standby =>
                {
                    standing_by.because(&why.to_string());
                    std::thread::sleep(STANDBY_LOOKS_EVERY);
                }
                lease => {
                    let (lease, shards) = (lease?, shards.clone());
                    let mut snapshots = Snapshotting::of(cli)?;
                    if let Some(snapshots) = &mut snapshots {
                        snapshots.take(&log, &shards)?;
                    }
                    return Ok(Some(Self { lease, log, shards, snapshots }));
                }
            }
        }
        Ok(None)
    }

    /// What tells this holder from earlier ones.
    pub(crate) fn fence(&self) -> &Fence {
        self.lease.fence()
    }

    /// Takes in what comes until the work is to end; with `drain`, until nothing is at hand.
    /// Snapshots are put beside that.
    pub(crate) fn follow(
        &self,
        desk: &Desk,
        drain: bool,
        goes_on: &GoesOn,
        all: &mut Tally,
    ) -> Result<()> {
        let Some(snapshots) = &self.snapshots else {
            return self.take_in(desk, drain, goes_on, all);
        };
        let Self { lease, log, shards, .. } = self;
        let threaded = Threaded { desk, log, lease, shards };
        snapshots.beside(&threaded, || self.take_in(desk, drain, goes_on, all))?;
        if drain && goes_on.does() {
            snapshots.put_last(&threaded, &|| goes_on.does());
        }
        Ok(())
    }

    fn take_in(
        &self,
        desk: &Desk,
        drain: bool,
        goes_on: &GoesOn,
        all: &mut Tally,
    ) -> Result<()> {
        let mut is_failing = false;
        while goes_on.does() {
            self.lease.check()?;
            let sure = || goes_on.does() && self.lease.check().is_ok();
            let done = desk.hold_on().and_then(|()| {
                desk.follow_log(&*self.log, &self.shards, LOOK_EVERY, &sure)
            });
            match done {
                Ok(tally) if tally.read == 0 && drain => break,
                Ok(tally) => {
                    is_failing = false;
                    all.add(&tally);
                }
                Err(error) if may_pass(&error) => {
                    if !is_failing {
                        tracing::warn!(why = %error, "nothing is taken in; trying again");
                    }
                    is_failing = true;
                    self.rest(goes_on);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Leaves what fails alone for a while, unless something is to be done at once.
    fn rest(&self, goes_on: &GoesOn) {
        let began = Instant::now();
        while began.elapsed() < REST && goes_on.does() && self.lease.check().is_ok() {
            std::thread::sleep(STANDBY_LOOKS_EVERY.min(REST));
        }
    }
}

/// Whether it may pass by itself that something cannot be taken in.
fn may_pass(error: &DeskError) -> bool {
    let of_log = |error: &LogError| {
        matches!(error, LogError::Unreachable { .. } | LogError::Refused { .. })
    };
    error.may_pass() || matches!(error, DeskError::Log(error) if of_log(error))
}

/// Who has a lease, for whoever wants it: no two have the same name.
fn owner() -> String {
    let host = std::env::var("HOSTNAME").unwrap_or_default();
    let host = std::fs::read_to_string("/etc/hostname").unwrap_or(host);
    let since = jiff::Timestamp::now();
    format!("process {} of {}, since {since}", std::process::id(), host.trim())
}

/// The desk, as the one that writes to its store. The one before may take a moment longer to
/// let go of the store than of the shard.
fn opened(
    cli: &Cli,
    args: &Work,
    lease: &Lease,
    goes_on: &GoesOn,
) -> Result<Option<Desk>> {
    let mut standing_by = StandingBy::default();
    while goes_on.does() {
        lease.check()?;
        let opened = open_desk(cli);
        let why = match &opened {
            Ok(desk) if desk.is_beside() => WRITTEN.to_owned(),
            Err(error) if is_held(error) => WRITTEN.to_owned(),
            Err(error) if args.standby && standing_by::may_pass(error) => {
                format!("{error:#}")
            }
            _ => return opened.map(Some),
        };
        if !args.standby {
            return Err(hinted(
                WRITTEN,
                "give each shard a store of its own, or wait for its end with --standby",
            ));
        }
        standing_by.because(&why);
        drop(opened);
        std::thread::sleep(STANDBY_LOOKS_EVERY);
    }
    Ok(None)
}

fn tell(all: &Tally, at: Following, as_json: bool) -> Result<()> {
    let mut out = crate::output::plain();
    if as_json {
        let mut told = serde_json::to_value(all)?;
        told["through"] = json!(at.through.0);
        told["sum"] = json!(format!("{:016x}", at.sum));
        return Ok(writeln!(out, "{told}")?);
    }
    let Tally { read, new, revised, unchanged, .. } = all;
    writeln!(
        out,
        "took in {read}: {new} new, {revised} revised, {unchanged} unchanged; through entry {}",
        at.through.0
    )?;
    Ok(())
}
