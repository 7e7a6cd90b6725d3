//! `rundown serve`: polling and the web page.

mod following;
mod holding;
mod keeping;
mod listening;
#[cfg(unix)]
mod supervisor;
#[cfg(not(unix))]
#[path = "serve/supervisor/elsewhere.rs"]
mod supervisor;

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use rundown_desk::{Desk, Provider};
use rundown_fetch::Fetcher;
use rundown_serve::{app, operations, serve};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::alerts::Teller;
use super::standing_by::{StandingBy, is_anothers, may_pass};
use super::stopping::{GoesOn, stopped, until_stopped};
use crate::cli::{Cli, Serve};
use crate::failure::{hinted, misused};
use crate::opening::{data_dir, fetcher, open_desk, open_reading, outside, runtime};
use crate::settings::{Settings, unknown_variables};
use following::Follower;
use listening::{callers, listen, refuse_unguarded};

pub(super) use listening::pages_of;

/// How it is told where the pages are.
#[derive(Clone, Copy)]
enum Opening {
    Json,
    Words,
    /// Nobody has an account in a demo.
    Demo,
    /// Nobody is given one where nothing is written.
    Reading,
}

/// Why a store is not this process's to write.
const WRITTEN: &str = "another rundown process writes to this store";

/// How often the desk looks which feeds are due.
const ROUND_EVERY: Duration = Duration::from_mins(1);

/// How often it is looked whether there is something to tell the reader.
const TELL_EVERY: Duration = Duration::from_secs(5);

/// How often a standby looks whether the process that it stands by for is gone.
const STANDBY_LOOKS_EVERY: Duration = Duration::from_secs(1);

/// How long a reader waits for a change before it looks whether it is still wanted.
const CHANGE_WAIT: Duration = Duration::from_secs(5);

/// How long what is being computed may go on once the last page is served.
const STOP_WAIT: Duration = Duration::from_secs(5);

pub(crate) fn run(cli: &Cli, args: &Serve) -> Result<()> {
    let settings = &cli.settings;
    if let Some(metrics) = settings.metrics {
        refuse_unguarded(settings, metrics, false)?;
    }
    for unknown in unknown_variables() {
        tracing::warn!("{unknown}");
    }
    if !args.standby {
        return a_turn(cli, args, None);
    }
    let goes_on = until_stopped()?;
    loop {
        match a_turn(cli, args, Some(&goes_on)) {
            // Another one may write now: then this one stands by again.
            Err(error) if goes_on.does() && is_anothers(&error) => {
                tracing::warn!(why = %error, "waiting for the next turn");
            }
            done => return done,
        }
    }
}

/// Serves from when the store is this process's until it is to end, or may not go on; who stands
/// by for it has what says whether it still goes on.
fn a_turn(cli: &Cli, args: &Serve, standby: Option<&GoesOn>) -> Result<()> {
    let settings = &cli.settings;
    let provider = settings.sign_on.provider().map_err(|lacks| {
        misused(lacks, "docs/guides/operate.md tells what a single sign-on needs")
    })?;
    let Some(mut follower) = Follower::of(cli, args)? else { return Ok(()) };
    let Some(desk) = open_guarded(cli, args, standby, provider)? else { return Ok(()) };
    let mut desk = follower.over(desk)?;
    if let Some(token) = &settings.post_token {
        desk = desk.with_token(token.reveal());
    }
    let offline = args.offline || args.read_only;
    let fetcher = if offline { None } else { Some(Arc::new(fetcher(settings)?)) };
    if let Some(fetcher) = &fetcher {
        desk = desk.asking_with(Arc::clone(fetcher));
    }
    if let Some(url) = &settings.public_url {
        desk = desk.reached_at(&url.origin);
    }
    let outside = if offline { None } else { Some(Arc::new(outside(settings)?)) };
    if let Some(outside) = &outside {
        desk = desk.telling_with(Arc::clone(outside));
    }
    let desk = Arc::new(desk.giving_way());
    if args.read_only {
        hear_changes(&desk)?;
        return serve_reading(settings, desk, args.json);
    }
    if desk.is_beside() {
        return Err(already_served(settings));
    }
    let control = match settings.store {
        Some(_) => None,
        None => Some(rundown_desk::control(&desk, &data_dir(cli)?)),
    };
    if let Some(Err(error)) = &control {
        tracing::warn!(why = %error, "other commands cannot act while this one runs");
    }
    place_in_background(&desk)?;
    let lost = follower.follow(&desk)?;
    let held = Arc::clone(&desk);
    run_until_done(async {
        let mut beside = JoinSet::new();
        let listener = listen(settings.listen).await?;
        if let Some((fetcher, outside)) = fetcher.zip(outside) {
            if args.thread.is_none() {
                beside.spawn(ask_hubs(Arc::clone(&desk), Arc::clone(&fetcher)));
                beside.spawn(poll(Arc::clone(&desk), Arc::clone(&fetcher)));
            }
            let base_url = pages_of(settings, address_of(&listener)?).base_url;
            let teller = Teller::of(settings, &base_url, outside);
            beside.spawn(tell(Arc::clone(&desk), fetcher, teller));
        }
        beside.spawn(keeping::keep(Arc::clone(&desk), settings.keeping));
        if let Some(address) = settings.metrics {
            let (listener, desk) = (listen(address).await?, Arc::clone(&desk));
            let router = operations(desk, pages_of(settings, address_of(&listener)?));
            let never = std::future::pending();
            let served = serve(listener, callers(settings), router, never);
            beside.spawn(async move { drop(served.await) });
        }
        beside.spawn(supervisor::watch(Arc::clone(&desk)));
        let opening = if args.json { Opening::Json } else { Opening::Words };
        let done = tokio::select! {
            done = serve_until_stopped(settings, desk, listener, opening) => done,
            error = lost.happens() => Err(error),
            error = holding::lost(held) => Err(error),
        };
        // Whoever still wanted to wait for something would find no clock when all is over.
        let _ = tokio::time::timeout(2 * STOP_WAIT, beside.shutdown()).await;
        done
    })
}

/// Opens the desk, if what is served of it is guarded. What says so without opening it is
/// asked first: what is refused makes no data directory.
fn open_guarded(
    cli: &Cli,
    args: &Serve,
    standby: Option<&GoesOn>,
    provider: Option<Provider>,
) -> Result<Option<Desk>> {
    let settings = &cli.settings;
    let refused = refuse_unguarded(settings, settings.listen, provider.is_some());
    let has_store =
        settings.store.is_some() || data_dir(cli).is_ok_and(|dir| dir.exists());
    if refused.is_err() && !has_store {
        refused?;
    }
    let opened = match standby {
        Some(goes_on) => open_in_turn(cli, goes_on)?,
        None if args.read_only => Some(open_reading(cli)?),
        None => Some(open_desk(cli)?),
    };
    let Some(mut desk) = opened else { return Ok(None) };
    if let Some(provider) = provider {
        desk = desk.signing_on_by(provider)?;
    }
    refuse_unguarded(settings, settings.listen, desk.has_accounts()?)?;
    Ok(Some(desk))
}

/// Opens the desk when the process before is gone, and the database is there; none where this
/// one is to end before.
fn open_in_turn(cli: &Cli, goes_on: &GoesOn) -> Result<Option<Desk>> {
    let mut standing_by = StandingBy::default();
    while goes_on.does() {
        match open_desk(cli) {
            Ok(desk) if desk.is_beside() => standing_by.because(WRITTEN),
            Err(error) if may_pass(&error) => standing_by.because(&format!("{error:#}")),
            opened => return opened.map(Some),
        }
        std::thread::sleep(STANDBY_LOOKS_EVERY);
    }
    Ok(None)
}

/// Places what an earlier run left. Where another version of the program made the stories
/// this threads everything anew, while the old ones are served.
fn place_in_background(desk: &Arc<Desk>) -> Result<()> {
    let desk = Arc::clone(desk);
    let placing = std::thread::Builder::new().spawn(move || {
        if let Err(error) = desk.place_news() {
            tracing::error!(why = %error, "what an earlier run left is not in its stories");
        }
    });
    placing.map(drop).context("could not start the thread that places articles")
}

/// Says that another process serves the store.
fn already_served(settings: &Settings) -> anyhow::Error {
    match settings.store {
        Some(_) => hinted(
            WRITTEN,
            "serve beside it with --read-only, or wait for its end with --standby",
        ),
        None => hinted(
            "`rundown serve` runs on this data directory already",
            "open its page, or choose another directory with --data DIR",
        ),
    }
}

/// Lets go of what was made of the store when the process that writes changes it.
fn hear_changes(desk: &Arc<Desk>) -> Result<()> {
    let desk = Arc::downgrade(desk);
    let hear = move || {
        let mut failing = false;
        while let Some(desk) = desk.upgrade() {
            match desk.await_change(CHANGE_WAIT) {
                Ok(_) => failing = false,
                Err(error) => {
                    if !failing {
                        tracing::warn!(why = %error, "changes of the store are not heard");
                    }
                    failing = true;
                    std::thread::sleep(STANDBY_LOOKS_EVERY);
                }
            }
        }
    };
    let hearing = std::thread::Builder::new().spawn(hear);
    hearing.map(drop).context("could not start the thread that hears of changes")
}

/// Serves a desk that only reads.
fn serve_reading(settings: &Settings, desk: Arc<Desk>, json: bool) -> Result<()> {
    run_until_done(async {
        let listener = listen(settings.listen).await?;
        let watch = tokio::spawn(supervisor::watch(Arc::clone(&desk)));
        let opening = if json { Opening::Json } else { Opening::Reading };
        let done = serve_until_stopped(settings, desk, listener, opening).await;
        watch.abort();
        done
    })
}

/// Serves a desk and asks no feed.
pub(crate) fn serve_only(settings: &Settings, desk: Desk) -> Result<()> {
    refuse_unguarded(settings, settings.listen, false)?;
    run_until_done(async {
        let listener = listen(settings.listen).await?;
        serve_until_stopped(settings, Arc::new(desk), listener, Opening::Demo).await
    })
}

/// Runs the service to its end. What still computes then is left: whatever it would
/// write is written whole or not at all.
fn run_until_done(service: impl Future<Output = Result<()>>) -> Result<()> {
    let runtime = runtime()?;
    let done = runtime.block_on(service);
    runtime.shutdown_timeout(STOP_WAIT);
    done
}

async fn serve_until_stopped(
    settings: &Settings,
    desk: Arc<Desk>,
    listener: TcpListener,
    opening: Opening,
) -> Result<()> {
    let address = address_of(&listener)?;
    let pages = pages_of(settings, address);
    let stopped = stopped()?;
    tell_address(&format!("http://{address}/"), opening, &desk, &pages.base_url)?;
    supervisor::ready(&format!("serving {}", pages.base_url));
    let stop = async {
        stopped.await;
        supervisor::stopping();
    };
    let served = serve(listener, callers(settings), app(desk, pages), stop).await;
    served.context("the server stopped")
}

/// Tells where the pages are; once also how they get an account, where there is none.
fn tell_address(here: &str, opening: Opening, desk: &Desk, base_url: &str) -> Result<()> {
    let mut out = crate::output::plain();
    if matches!(opening, Opening::Json) {
        return Ok(writeln!(out, "{}", json!({ "url": here }))?);
    }
    writeln!(out, "Rundown is at {here} (stop with Ctrl-C)")?;
    if matches!(opening, Opening::Demo | Opening::Reading) {
        return Ok(());
    }
    let Some(link) = desk.first_link()? else { return Ok(()) };
    let who = match desk.signs_on_by() {
        Some(provider) => format!(
            "Readers sign on by {provider}. To have an account with a password too,"
        ),
        None => "Whoever reaches it may read and change everything. To sign in by name \
                 instead,"
            .to_owned(),
    };
    writeln!(out, "{who}\nopen this within a week; it is told this once:")?;
    Ok(writeln!(out, "{base_url}/setup/{link}")?)
}

fn address_of(listener: &TcpListener) -> Result<SocketAddr> {
    listener.local_addr().context("could not learn the address of the listener")
}

/// Tells the reader of developments, now and then.
async fn tell(desk: Arc<Desk>, fetcher: Arc<Fetcher>, teller: Teller) {
    loop {
        teller.tell(&desk, &fetcher).await;
        tokio::time::sleep(TELL_EVERY).await;
    }
}

async fn poll(desk: Arc<Desk>, fetcher: Arc<Fetcher>) {
    loop {
        if let Err(error) = desk.poll(&fetcher, false).await {
            tracing::error!(why = %error, "a round of polling failed");
        }
        tokio::select! {
            () = tokio::time::sleep(ROUND_EVERY) => {}
            () = desk.delivery_awaited() => {}
        }
    }
}

async fn ask_hubs(desk: Arc<Desk>, fetcher: Arc<Fetcher>) {
    loop {
        if let Err(error) = desk.ask_hubs(&fetcher).await {
            tracing::error!(why = %error, "hubs could not be asked");
        }
        tokio::time::sleep(ROUND_EVERY).await;
    }
}
