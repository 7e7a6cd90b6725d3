//! Reading what waits, beside any number of others that do.
//!
//! What is taken is kept as it came, read, and put into the log of what was read, in this
//! order; then it is acknowledged. Whoever is killed on the way leaves it to the next one.

use std::io::Write;
use std::time::Duration;

use anyhow::{Context, Result};
use rundown_desk::{Document, Families, Waiting, entries_of};
use rundown_files::{ArchiveRecord, ArchiveWriter};
use rundown_log::Log;
use rundown_nats::{Job, Nats, NatsAddress};
use serde_json::json;

use crate::cli::{Cli, Work};
use crate::commands::stopping::GoesOn;
use crate::opening::{data_dir, open_log};
use crate::show::aside;

/// How long is waited for what comes before it is looked whether the work is to end.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long a log that fails is left alone.
const REST: Duration = Duration::from_secs(1);

/// Captures taken at a time: enough for every core, few enough that what is published late
/// by another reader belongs to the same hours.
const AT_ONCE: usize = 24;

/// A capture that was given out so often and never done ends whoever reads it.
const TRIES_MAX: u64 = 5;

/// The folder of captures in the data directory.
const CAPTURES: &str = "captures";

/// One that reads.
struct Reader {
    log: Nats,
    archive: ArchiveWriter,
    families: Families,
    read: u64,
    published: u64,
    refused: u64,
}

pub(super) fn read(
    cli: &Cli,
    args: &Work,
    address: &NatsAddress,
    goes_on: &GoesOn,
) -> Result<()> {
    let log = open_log(address)?;
    let data = data_dir(cli)?;
    let folder = args.archive.clone().unwrap_or_else(|| data.join(CAPTURES));
    let archive = ArchiveWriter::create(&folder)
        .with_context(|| format!("could not keep captures in {}", folder.display()))?;
    let families = Families::of_directory(&data)?;
    aside(&format!("reading what {address} holds, kept in {}", folder.display()));
    let mut reader = Reader { log, archive, families, read: 0, published: 0, refused: 0 };
    let mut is_failing = false;
    while goes_on.does() {
        match reader.some() {
            Ok(0) if args.drain && reader.log.jobs_left()? == 0 => break,
            Ok(_) => is_failing = false,
            Err(Failure::Log(error)) => {
                if !is_failing {
                    tracing::warn!(why = %error, "what waits cannot be read; trying again");
                }
                is_failing = true;
                std::thread::sleep(REST);
            }
            Err(Failure::Other(error)) => return Err(error),
        }
    }
    reader.tell(args.json)
}

/// What may pass by itself, and what does not.
enum Failure {
    Log(rundown_log::LogError),
    Other(anyhow::Error),
}

impl From<rundown_log::LogError> for Failure {
    fn from(error: rundown_log::LogError) -> Self {
        Self::Log(error)
    }
}

impl Reader {
    /// Reads what is at hand; how much it was.
    fn some(&mut self) -> Result<usize, Failure> {
        let jobs = self.log.take_jobs(AT_ONCE, LOOK_EVERY)?;
        let count = jobs.len();
        // What was given out before may have ended whoever read it: each by itself.
        let (again, fresh): (Vec<Job>, Vec<Job>) =
            jobs.into_iter().partition(|job| job.tries > 1);
        if !fresh.is_empty() {
            self.all_of(fresh)?;
        }
        for job in again {
            self.all_of(vec![job])?;
        }
        Ok(count)
    }

    fn all_of(&mut self, jobs: Vec<Job>) -> Result<(), Failure> {
        let documents: Vec<Document> = jobs
            .iter()
            .map(|job| Waiting::document(&job.body))
            .collect::<Result<_, _>>()
            .map_err(|error| Failure::Other(error.into()))?;
        let records: Vec<ArchiveRecord> =
            documents.iter().filter_map(Document::archived).collect();
        let kept = self.archive.add(&records).context("could not keep captures");
        kept.map_err(Failure::Other)?;
        let (given_up, documents) = self.without_deadly(&jobs, documents);
        let (mut entries, refused) = entries_of(documents, &self.families);
        for (name, why) in &refused {
            tracing::info!(%name, %why, "nothing to show of it");
        }
        let most = self.log.job_bytes_max();
        let before = entries.len();
        entries.retain(|entry| {
            let fits = entry.body.len() <= most;
            if !fits {
                let bytes = entry.body.len();
                tracing::error!(key = %entry.key, bytes, most, "too long for the log: left out, \
                    it stands in the archive; raise max_payload of nats-server");
            }
            fits
        });
        let too_long = before - entries.len();
        let new = self.log.append(&entries)?;
        self.read += jobs.len() as u64;
        self.log.done(jobs)?;
        self.published += new.into_iter().filter(|new| *new).count() as u64;
        self.refused += (refused.len() + too_long + given_up) as u64;
        Ok(())
    }

    /// Leaves out what ended every reader that had it.
    fn without_deadly(
        &self,
        jobs: &[Job],
        documents: Vec<Document>,
    ) -> (usize, Vec<Document>) {
        let before = documents.len();
        let tried = jobs.iter().zip(documents);
        let left: Vec<Document> = tried
            .filter_map(|(job, document)| {
                if job.tries <= TRIES_MAX {
                    return Some(document);
                }
                tracing::error!(name = %document.name, tries = job.tries, log = ?self.log,
                    "given up: nobody who read it came to an end; it stands in the archive");
                None
            })
            .collect();
        (before - left.len(), left)
    }

    fn tell(&self, as_json: bool) -> Result<()> {
        let Self { read, published, refused, .. } = self;
        let mut out = crate::output::plain();
        if as_json {
            let told =
                json!({ "read": read, "published": published, "refused": refused });
            return Ok(writeln!(out, "{told}")?);
        }
        Ok(writeln!(out, "read {read}: {published} published, {refused} refused")?)
    }
}
