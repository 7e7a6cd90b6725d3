//! Where things are kept unless the command line says otherwise.

use std::path::PathBuf;

use anyhow::Result;
use rundown_desk::{Clock, Desk};

use crate::cli::Cli;
use crate::failure::hinted;

/// The data directory: `--data`, else `RUNDOWN_DATA`, else the user's own data folder.
pub(crate) fn data_dir(cli: &Cli) -> Result<PathBuf> {
    if let Some(dir) = &cli.data {
        return Ok(dir.clone());
    }
    let home = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).or_else(|| {
        let home =
            std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?;
        Some(PathBuf::from(home).join(".local").join("share"))
    });
    home.map(|home| home.join("rundown")).ok_or_else(|| {
        hinted("no home directory to keep the news in", "name one with --data DIR")
    })
}

/// The desk over the data directory.
pub(crate) fn open_desk(cli: &Cli) -> Result<Desk> {
    Ok(Desk::open(&data_dir(cli)?, clock(cli))?)
}

/// The machine's clock, or the one of `--now`.
pub(crate) fn clock(cli: &Cli) -> Clock {
    cli.now.map_or(Clock::System, Clock::Fixed)
}
