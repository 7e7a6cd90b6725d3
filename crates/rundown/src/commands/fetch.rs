//! `rundown fetch`: one round of polling.

use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use rundown_fetch::{FetchConfig, Fetcher, Guard};

use crate::cli::{Cli, Fetch};
use crate::settings::open_desk;
use crate::show::progress;

pub(crate) fn run(cli: &Cli, args: &Fetch) -> Result<()> {
    let desk = open_desk(cli)?;
    let fetcher = Arc::new(fetcher(args.allow_private)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let spinner = progress::spinner("asking the feeds");
    let report = runtime.block_on(desk.poll(&fetcher, args.all))?;
    spinner.finish_and_clear();
    let mut out = std::io::stdout().lock();
    if args.json {
        return Ok(writeln!(out, "{}", serde_json::to_string(&report)?)?);
    }
    for (url, problem) in &report.problems {
        anstream::eprintln!("could not fetch {url}: {problem}");
    }
    let tally = &report.tally;
    writeln!(
        out,
        "asked {} feeds ({} unchanged, {} failed): {} new articles, {} revised, {} unchanged, {} refused",
        report.asked,
        report.not_modified,
        report.problems.len(),
        tally.new,
        tally.revised,
        tally.unchanged,
        tally.refused
    )?;
    Ok(())
}

/// The one way out to the network.
pub(crate) fn fetcher(allow_private: bool) -> Result<Fetcher> {
    let config = FetchConfig { guard: Guard { allow_private }, ..FetchConfig::default() };
    Ok(Fetcher::new(config)?)
}
