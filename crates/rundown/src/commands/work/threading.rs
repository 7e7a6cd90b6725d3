//! Threading a shard: one worker at a time, which the store knows by its number.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use rundown_desk::{Desk, DeskError, Following, Tally};
use rundown_log::{Fence, Log, LogError, Shards};
use rundown_nats::{Lease, Nats, NatsAddress};
use rundown_store::StoreError;
use serde_json::json;

use crate::cli::{Cli, Work};
use crate::commands::stopping::GoesOn;
use crate::failure::hinted;
use crate::opening::{data_dir, open_desk, open_log};

use super::snapshots::{Snapshotting, Threaded};

/// How long is waited for what comes before it is looked whether the work is to end.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long a log that fails is left alone.
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
            Err(error) if args.standby && is_lost(&error) => {
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
    tracing::info!(%shards, number = lease.fence().number, "threading");
    let control = match cli.settings.store {
        Some(_) => None,
        None => Some(rundown_desk::control(&desk, &data_dir(cli)?)),
    };
    if let Some(Err(error)) = &control {
        tracing::warn!(why = %error, "other commands cannot act while this one runs");
    }
    shard.follow(&desk, args.drain, goes_on, all)?;
    Ok(Some(desk.followed(&**log as &dyn Log, shards)?))
}

/// Whether another worker may have the shard.
fn is_lost(error: &anyhow::Error) -> bool {
    let of_log = |error: &LogError| matches!(error, LogError::Lost { .. });
    let of_desk = match error.downcast_ref::<DeskError>() {
        Some(DeskError::Log(error)) => of_log(error),
        Some(DeskError::Store(error)) => matches!(error, StoreError::Fenced { .. }),
        _ => false,
    };
    of_desk || error.downcast_ref::<LogError>().is_some_and(of_log)
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
        while goes_on.does() {
            match log.lease(shards, &owner) {
                Err(LogError::Leased { .. } | LogError::Refused { .. }) if standby => {
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
        while goes_on.does() {
            self.lease.check()?;
            let sure = || goes_on.does() && self.lease.check().is_ok();
            match desk.follow_log(&*self.log, &self.shards, LOOK_EVERY, &sure) {
                Ok(tally) if tally.read == 0 && drain => break,
                Ok(tally) => all.add(&tally),
                Err(DeskError::Log(
                    error @ (LogError::Unreachable { .. } | LogError::Refused { .. }),
                )) => {
                    tracing::warn!(why = %error, "the log cannot be read; trying again");
                    std::thread::sleep(REST);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
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
    while goes_on.does() {
        lease.check()?;
        let opened = open_desk(cli);
        let is_busy = match &opened {
            Ok(desk) => desk.is_beside(),
            Err(error) => error.downcast_ref::<DeskError>().is_some_and(is_busy),
        };
        if !is_busy {
            return opened.map(Some);
        }
        if !args.standby {
            return Err(hinted(
                "another rundown process writes to this store",
                "give each shard a store of its own, or wait for its end with --standby",
            ));
        }
        drop(opened);
        std::thread::sleep(STANDBY_LOOKS_EVERY);
    }
    Ok(None)
}

fn is_busy(error: &DeskError) -> bool {
    matches!(
        error,
        DeskError::Store(StoreError::Busy { .. } | StoreError::Written { .. })
    )
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
