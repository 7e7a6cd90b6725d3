//! What commands open: the data directory and the desk over it, as the settings say.

use std::any::Any;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rundown_desk::{Clock, Desk, DeskError};
use rundown_fetch::{FetchConfig, Fetcher, Guard, Roots};
use rundown_nats::{Nats, NatsAddress};
use rundown_store::{SqlStore, StoreError};
use tokio::runtime::Runtime;

use crate::cli::Cli;
use crate::failure::{hinted, misused};
use crate::settings::{Reach, Settings};

/// The data directory.
pub(crate) fn data_dir(cli: &Cli) -> Result<PathBuf> {
    cli.settings.data.clone().ok_or_else(|| {
        hinted("no home directory to keep the news in", "name one with --data DIR")
    })
}

/// The desk over the store at hand: a server's, else that of the data directory.
pub(crate) fn open_desk(cli: &Cli) -> Result<Desk> {
    let Settings { pace, languages, store, .. } = &cli.settings;
    let Some(store) = store else { return open_desk_in(cli, &data_dir(cli)?) };
    let desk = Desk::open_at(store.address(), clock(cli))?;
    Ok(desk.paced(*pace).read_in(languages.clone()))
}

/// The desk for a command that changes nothing. Beside a process that holds the directory and
/// answers nobody, as an intake does, it reads what stands there so far.
pub(crate) fn open_to_read(cli: &Cli) -> Result<Desk> {
    match open_desk(cli) {
        Err(busy) if is_busy(&busy) && SqlStore::is_in(&data_dir(cli)?) => {
            // One of another format is not to be read before its holder brings it to ours.
            open_reading(cli).map_err(|_| busy)
        }
        opened => opened,
    }
}

fn is_busy(error: &anyhow::Error) -> bool {
    let found = error.downcast_ref::<DeskError>();
    matches!(found, Some(DeskError::Store(StoreError::Busy { .. })))
}

/// Refuses to go on where the data directory holds no store: to open one would make it, and of
/// one that holds nothing all is well.
pub(crate) fn want_store(cli: &Cli) -> Result<()> {
    if cli.settings.store.is_some() {
        return Ok(());
    }
    let dir = data_dir(cli)?;
    if SqlStore::is_in(&dir) {
        return Ok(());
    }
    Err(hinted(
        format!("there is no store in {}", dir.display()),
        "name the data directory with --data DIR, or a store at a server with --store",
    ))
}

/// The desk over another directory.
pub(crate) fn open_desk_in(cli: &Cli, dir: &Path) -> Result<Desk> {
    let Settings { pace, languages, .. } = &cli.settings;
    let desk = Desk::open(dir, clock(cli))?;
    Ok(desk.paced(*pace).read_in(languages.clone()))
}

/// The desk over the store at hand, to read alone.
pub(crate) fn open_reading(cli: &Cli) -> Result<Desk> {
    let Settings { languages, store, .. } = &cli.settings;
    let desk = match store {
        Some(store) => Desk::open_reading_at(store.address(), clock(cli))?,
        None => Desk::open_reading(&data_dir(cli)?, clock(cli))?,
    };
    Ok(desk.read_in(languages.clone()))
}

/// Where the log is by which news goes from stage to stage.
pub(crate) fn log_address(cli: &Cli) -> Result<&NatsAddress> {
    cli.settings.news_log.as_ref().ok_or_else(|| {
        misused(
            "it is not said which log to work on",
            "name it, as in --log=nats://log.example",
        )
    })
}

/// The log by which news goes from stage to stage.
pub(crate) fn open_log(address: &NatsAddress) -> Result<Nats> {
    Ok(Nats::connect(address)?)
}

/// The machine's clock, or the one of `--now`.
pub(crate) fn clock(cli: &Cli) -> Clock {
    cli.now.map_or(Clock::System, Clock::Fixed)
}

/// The one way out to the network.
pub(crate) fn fetcher(settings: &Settings) -> Result<Fetcher> {
    reaching(settings, &settings.allow_private)
}

/// Asks what readers name as targets of alerts: it reaches no private network that is not
/// opened to them.
pub(crate) fn outside(settings: &Settings) -> Result<Fetcher> {
    reaching(settings, &settings.alerts.allow_private)
}

fn reaching(settings: &Settings, reach: &Reach) -> Result<Fetcher> {
    let Reach { all, networks } = reach.clone();
    let guard = Guard { allow_private: all };
    let roots = roots(settings)?;
    let config =
        FetchConfig { guard, trusted: networks, roots, ..FetchConfig::default() };
    Ok(Fetcher::new(config)?)
}

/// The authorities that are trusted, those of a file of the settings too.
pub(crate) fn roots(settings: &Settings) -> Result<Roots> {
    let Some(file) = &settings.roots else { return Ok(Roots::default()) };
    Roots::read(file).map_err(|error| {
        misused(
            format!("could not use the setting root-certificates: {error}"),
            "name a text file with the certificate of the authority, which begins with \
             -----BEGIN CERTIFICATE-----",
        )
    })
}

/// The threads that talk to the network.
pub(crate) fn runtime() -> Result<Runtime> {
    // Tokio panics where the system gives it no thread; what it says of that is ours to say.
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let built = std::panic::catch_unwind(|| {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()
    });
    std::panic::set_hook(told);
    let said = |why: Box<dyn Any + Send>| {
        why.downcast_ref::<String>().map_or("refused", String::as_str).to_owned()
    };
    let built = built.unwrap_or_else(|why| Err(std::io::Error::other(said(why))));
    built.context("could not start the threads that talk to the network")
}
