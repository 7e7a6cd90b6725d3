//! `rundown ingest`: files and folders into the store.

mod archive;
mod filling;
mod indexes;
mod missing;
mod publishing;
mod refusals;
mod source;

use std::io::Write;
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use anyhow::{Context, Result};
use rundown_desk::{Clock, Desk, Document, Taken, Tally};
use serde_json::json;

use self::missing::{all_there, missing};
use self::refusals::{REFUSALS_MAX, REFUSALS_SHOWN};
use self::source::{Source, inputs};
use crate::cli::{Cli, Ingest};
use crate::failure::hinted;
use crate::opening::{clock, open_desk};
use crate::show::style::DIM;
use crate::show::{aside, progress};

pub(crate) use self::indexes::INDEX;

/// How often progress is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// What an ingest did.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub tally: Tally,
    /// Names and reasons.
    pub refused: Vec<(String, String)>,
    /// Paths that were given and lead nowhere.
    pub missing: Vec<PathBuf>,
}

pub(crate) fn run(cli: &Cli, ingest: &Ingest) -> Result<()> {
    if let Some(address) = &cli.settings.news_log {
        return publishing::publish(cli, ingest, address);
    }
    take_in(&open_desk(cli)?, clock(cli), ingest)?.show(ingest.json)
}

/// Takes in what the paths lead to and puts it into stories.
pub(crate) fn take_in(desk: &Desk, clock: Clock, ingest: &Ingest) -> Result<Summary> {
    let inputs = inputs(&ingest.paths);
    let bar = progress::intake(Source::bytes(&inputs));
    let mut summary = Summary { missing: missing(&ingest.paths), ..Summary::default() };
    let heard = bar.clone();
    let source = Source::new(clock, Some(desk), ingest.at, inputs)
        .heard_by(move |bytes| heard.set_position(bytes));
    let kept = |taken: Vec<(String, Taken)>| {
        summary.hear(taken);
        let (read, threaded) = (summary.tally.read, desk.threaded_count());
        progress::tell_intake(&bar, read, threaded);
    };
    desk.take_in_all(source, kept)?;
    bar.finish_and_clear();
    place(desk)?;
    Ok(summary)
}

/// Puts what came in into stories, with a sign of life.
pub(crate) fn place(desk: &Desk) -> Result<()> {
    let counts = desk.counts()?;
    let bar = if desk.is_beside() {
        progress::spinner("the running service threads")
    } else {
        progress::bar("threading", counts.waiting as usize)
    };
    let before = desk.threaded_count();
    std::thread::scope(|scope| {
        let (done, is_done) = sync_channel(1);
        let placing = std::thread::Builder::new()
            .spawn_scoped(scope, move || done.send(desk.place_news()));
        placing.context("could not start the thread that places articles")?;
        loop {
            match is_done.recv_timeout(LOOK_EVERY) {
                Err(RecvTimeoutError::Timeout) => {
                    bar.set_position(desk.threaded_count() - before);
                }
                placed => break anyhow::Ok(placed??),
            }
        }
    })?;
    bar.finish_and_clear();
    Ok(())
}

impl Summary {
    /// Takes documents in and counts what became of them.
    pub(crate) fn take(&mut self, desk: &Desk, documents: Vec<Document>) -> Result<()> {
        let names: Vec<String> = documents.iter().map(|one| one.name.clone()).collect();
        let taken = desk.take_in(documents)?;
        self.hear(names.into_iter().zip(taken));
        Ok(())
    }

    /// Counts what became of documents.
    fn hear(&mut self, taken: impl IntoIterator<Item = (String, Taken)>) {
        for (name, taken) in taken {
            self.tally.count(&taken);
            if let Taken::Refused { why } = taken
                && self.refused.len() < REFUSALS_MAX
            {
                self.refused.push((name, why));
            }
        }
    }

    /// The answer to `--json`.
    pub(crate) fn json(&self) -> Result<serde_json::Value> {
        let refusals = self.refused.iter();
        let refusals: Vec<_> =
            refusals.map(|(name, why)| json!({ "file": name, "why": why })).collect();
        let mut summary = serde_json::to_value(self.tally)?;
        summary["refusals"] = refusals.into();
        Ok(summary)
    }

    pub(crate) fn show(&self, json: bool) -> Result<()> {
        self.tell(json)?;
        self.verdict()
    }

    /// Tells what became of the documents.
    pub(crate) fn tell(&self, json: bool) -> Result<()> {
        let Tally { read, new, revised, unchanged, dropped, refused } = self.tally;
        let mut out = crate::output::plain();
        if json {
            writeln!(out, "{}", self.json()?)?;
        } else {
            for (name, why) in self.refused.iter().take(REFUSALS_SHOWN) {
                aside(&format!("refused {name}: {why}"));
            }
            if refused > REFUSALS_SHOWN as u64 {
                let more = refused - REFUSALS_SHOWN as u64;
                aside(&format!("{DIM}and {more} more; --json lists them all{DIM:#}"));
            }
            writeln!(
                out,
                "read {read}: {new} new, {revised} revised, {unchanged} unchanged, {refused} refused"
            )?;
            if dropped > 0 {
                writeln!(out, "{dropped} were dropped before, and are kept no longer")?;
            }
        }
        Ok(())
    }

    /// Whether it is what was asked for.
    pub(crate) fn verdict(&self) -> Result<()> {
        let Tally { read, refused, .. } = self.tally;
        if refused == read && refused > 0 {
            return Err(hinted(
                "nothing could be taken in",
                "give pages, texts, feeds, newsletters, JSON lines, WARC archives, or folders of them",
            ));
        }
        all_there(&self.missing)
    }
}
