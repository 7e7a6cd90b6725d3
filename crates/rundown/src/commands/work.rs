//! `rundown work`: one stage by itself, beside others on other machines.

mod reading;
mod snapshots;
pub(super) mod threading;

use anyhow::Result;

use super::stopping::until_stopped;
use crate::cli::{Cli, Work};
use crate::opening::log_address;

pub(crate) fn run(cli: &Cli, args: &Work) -> Result<()> {
    let address = log_address(cli)?;
    let goes_on = until_stopped()?;
    match &args.thread {
        Some(shards) => threading::thread(cli, args, address, shards, &goes_on),
        None => reading::read(cli, args, address, &goes_on),
    }
}
