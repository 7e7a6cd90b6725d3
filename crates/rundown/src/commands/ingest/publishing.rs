//! An intake that only puts its documents where workers read them.

use std::io::Write;

use anyhow::Result;
use rundown_desk::{Batch, Waiting};
use rundown_nats::{Nats, NatsAddress, NewJob};
use serde_json::json;

use super::missing::{all_there, missing};
use super::refusals::{REFUSALS_MAX, REFUSALS_SHOWN};
use super::source::{Source, inputs};
use crate::cli::{Cli, Ingest};
use crate::failure::hinted;
use crate::opening::{clock, open_log};
use crate::show::{aside, progress};

/// What became of the documents.
#[derive(Default)]
struct Published {
    new: u64,
    known: u64,
    refused: u64,
    /// Names and reasons.
    refusals: Vec<(String, String)>,
}

pub(super) fn publish(cli: &Cli, ingest: &Ingest, address: &NatsAddress) -> Result<()> {
    let log = open_log(address)?;
    let inputs = inputs(&ingest.paths);
    let bar = progress::intake(Source::bytes(&inputs));
    let heard = bar.clone();
    let source = Source::new(clock(cli), None, ingest.at, inputs)
        .heard_by(move |bytes| heard.set_position(bytes));
    let mut published = Published::default();
    for Batch { documents, .. } in source {
        let jobs = documents.iter().filter_map(|document| {
            let job = Waiting::of(document).and_then(|waiting| fitting(&log, waiting));
            job.map_err(|refused| published.refuse(refused)).ok()
        });
        let jobs: Vec<NewJob> = jobs.collect();
        for is_new in log.put_jobs(jobs)? {
            published.new += u64::from(is_new);
            published.known += u64::from(!is_new);
        }
    }
    bar.finish_and_clear();
    published.show(ingest.json)?;
    all_there(&missing(&ingest.paths))
}

/// What is too long for the server is refused by name, and keeps nothing else from it.
fn fitting(log: &Nats, waiting: Waiting) -> Result<NewJob, (String, String)> {
    let Waiting { key, packet, name } = waiting;
    let (bytes, most) = (packet.len(), log.job_bytes_max());
    if bytes <= most {
        return Ok(NewJob { key, body: packet });
    }
    let why =
        format!("it takes {bytes} bytes, and the server takes {most} (max_payload)");
    Err((name, why))
}

impl Published {
    fn refuse(&mut self, refused: (String, String)) {
        self.refused += 1;
        if self.refusals.len() < REFUSALS_MAX {
            self.refusals.push(refused);
        }
    }

    fn show(&self, as_json: bool) -> Result<()> {
        let Self { new, known, refused, refusals } = self;
        let mut out = crate::output::plain();
        if as_json {
            let refusals = refusals.iter();
            let refusals: Vec<_> =
                refusals.map(|(name, why)| json!({ "file": name, "why": why })).collect();
            let told = json!({
                "published": new, "known": known, "refused": refused, "refusals": refusals,
            });
            writeln!(out, "{told}")?;
        } else {
            for (name, why) in refusals.iter().take(REFUSALS_SHOWN) {
                aside(&format!("refused {name}: {why}"));
            }
            writeln!(
                out,
                "put where workers read: {new} new, {known} known, {refused} refused"
            )?;
        }
        if *refused > 0 && new + known == 0 {
            return Err(hinted(
                "nothing could be put into the log",
                "give pages, texts, feeds, newsletters, JSON lines, WARC archives, or folders of them",
            ));
        }
        Ok(())
    }
}
