//! `rundown fetch`: one round of polling.

use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use rundown_desk::PollReport;
use rundown_news::counted;

use super::alerts::Teller;
use crate::cli::{Cli, Fetch};
use crate::failure::hinted;
use crate::opening::{fetcher, open_desk, open_log, outside};
use crate::settings::Settings;
use crate::show::progress;

pub(crate) fn run(cli: &Cli, args: &Fetch) -> Result<()> {
    if let Some(url) = &args.url {
        return super::explain::fetch(cli, url, args);
    }
    let mut desk = open_desk(cli)?;
    if let Some(address) = &cli.settings.news_log {
        desk = desk.telling_log(Arc::new(open_log(address)?));
    }
    let fetcher = Arc::new(fetcher(&cli.settings)?);
    let runtime = crate::opening::runtime()?;
    let spinner = progress::spinner("asking the feeds");
    let report = runtime.block_on(desk.poll(&fetcher, args.all))?;
    let Settings { public_url, listen, .. } = &cli.settings;
    let base_url =
        public_url.as_ref().map_or(format!("http://{listen}"), |url| url.origin.clone());
    let teller = Teller::of(&cli.settings, &base_url, Arc::new(outside(&cli.settings)?));
    runtime.block_on(teller.tell(&desk, &fetcher));
    spinner.finish_and_clear();
    let mut out = crate::output::plain();
    // What failed stands in the log already.
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
    } else {
        let tally = &report.tally;
        writeln!(
            out,
            "asked {} ({} unchanged, {} failed) and {}{}: {}, {} revised, {} unchanged, \
             {} refused",
            counted(report.asked, "feed"),
            report.not_modified,
            report.failed,
            counted(report.pages, "page"),
            of_pages(&report),
            counted(tally.new, "new article"),
            tally.revised,
            tally.unchanged,
            tally.refused
        )?;
    }
    if report.asked > 0 && report.failed == report.asked {
        return Err(hinted("every feed failed", "`rundown feeds` tells how each stands"));
    }
    Ok(())
}

/// What became of the pages that gave no article of their own.
fn of_pages(report: &PollReport) -> String {
    let PollReport { pages_not_modified, pages_failed, pages_put_off, .. } = report;
    let told: Vec<String> = [
        (pages_not_modified, "unchanged"),
        (pages_failed, "failed: what feeds tell of them is kept"),
        (pages_put_off, "put off"),
    ]
    .into_iter()
    .filter(|(count, _)| **count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
}
