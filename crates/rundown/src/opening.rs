//! What commands open: the data directory and the desk over it, as the settings say.

use std::path::PathBuf;

use anyhow::Result;
use rundown_desk::{Clock, Desk};

use crate::cli::Cli;
use crate::failure::hinted;
use crate::settings::Settings;

/// The data directory.
pub(crate) fn data_dir(cli: &Cli) -> Result<PathBuf> {
    cli.settings.data.clone().ok_or_else(|| {
        hinted("no home directory to keep the news in", "name one with --data DIR")
    })
}

/// The desk over the data directory.
pub(crate) fn open_desk(cli: &Cli) -> Result<Desk> {
    let Settings { pace, languages, .. } = &cli.settings;
    let desk = Desk::open(&data_dir(cli)?, clock(cli))?;
    Ok(desk.paced(*pace).read_in(languages.clone()))
}

/// The machine's clock, or the one of `--now`.
pub(crate) fn clock(cli: &Cli) -> Clock {
    cli.now.map_or(Clock::System, Clock::Fixed)
}
