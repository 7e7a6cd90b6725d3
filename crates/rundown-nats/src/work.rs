//! Work to read: captures that any number of workers share.

use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, pull};
use async_nats::jetstream::{Message, stream};
use futures_util::StreamExt as _;
use rundown_log::LogError;
use tokio::time::{Instant, timeout_at};

use crate::Nats;
use crate::server::{ANSWER_WITHIN, Outgoing};

/// Captures that wait; then no more are taken.
const CAPTURES_MAX: i64 = 1_000_000;

/// Captures that are given out and not done, of all workers.
const GIVEN_OUT_MAX: i64 = 4_096;

/// A capture that is not done for so long is given to another worker.
const DONE_WITHIN: Duration = Duration::from_secs(20);

const TAKING: &str = "taking captures";

/// A capture on its way to whoever reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// By what it is known again.
    pub key: String,
    /// What it says.
    pub body: Vec<u8>,
}

/// A capture to be read.
#[derive(Debug)]
pub struct Job {
    /// What it says.
    pub body: Vec<u8>,
    /// How often it was given out, this time counted.
    pub tries: u64,
    message: Message,
}

impl Nats {
    fn captures(&self) -> stream::Config {
        stream::Config {
            subjects: vec![format!("{}.capture", self.address.prefix)],
            retention: stream::RetentionPolicy::WorkQueue,
            max_messages: CAPTURES_MAX,
            ..self.stream_config("captures")
        }
    }

    /// The longest capture or article, packed, that the server takes.
    #[must_use]
    pub fn job_bytes_max(&self) -> usize {
        self.most_bytes().saturating_sub(512)
    }

    /// Puts captures where workers take them; of each whether it was new. They are kept
    /// when this returns.
    ///
    /// # Errors
    /// When the server cannot be reached or takes no more: some of them may be there.
    pub fn put_jobs(&self, jobs: Vec<NewJob>) -> Result<Vec<bool>, LogError> {
        self.stream(self.captures())?;
        let subject = format!("{}.capture", self.address.prefix);
        let out = |job: NewJob| Outgoing {
            subject: subject.clone(),
            key: job.key,
            body: job.body,
        };
        self.publish("putting captures", jobs.into_iter().map(out).collect())
    }

    /// Takes captures that are at hand, at most so many; where there are none it is waited
    /// for the first for so long. What is not [done](Self::done) in time is given to
    /// another worker.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub fn take_jobs(&self, limit: usize, wait: Duration) -> Result<Vec<Job>, LogError> {
        let stream = self.stream_now(self.captures());
        let stream = self.wait_within(TAKING, ANSWER_WITHIN, stream)?;
        let taken = self.wait(async move {
            let readers = stream.get_or_create_consumer("readers", readers()).await;
            let readers = readers.map_err(|error| error.to_string())?;
            let at_hand = readers.fetch().max_messages(limit).messages().await;
            let at_hand = at_hand.map_err(|error| error.to_string())?;
            let found = jobs(at_hand, ANSWER_WITHIN).await?;
            if !found.is_empty() || wait.is_zero() {
                return Ok(found);
            }
            let coming = readers.batch().max_messages(1).expires(wait).messages().await;
            let coming = coming.map_err(|error| error.to_string())?;
            jobs(coming, wait + ANSWER_WITHIN).await
        });
        taken.map_err(|why: String| LogError::Unreachable {
            log: self.address.to_string(),
            doing: TAKING,
            why,
        })
    }

    /// Says that what captures came to is kept: they are given to nobody any more.
    ///
    /// # Errors
    /// When the server cannot be reached: they are then given out again.
    pub fn done(&self, jobs: Vec<Job>) -> Result<(), LogError> {
        let done = self.wait(async move {
            let acknowledge = jobs.iter().map(|job| job.message.double_ack());
            let all = futures_util::future::join_all(acknowledge).await;
            all.into_iter().collect::<Result<(), _>>().map_err(|error| error.to_string())
        });
        done.map_err(|why| self.refused("acknowledging captures", why))
    }

    /// How many captures wait or are given out.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub fn jobs_left(&self) -> Result<u64, LogError> {
        Ok(self.stream(self.captures())?.cached_info().state.messages)
    }
}

fn readers() -> pull::Config {
    pull::Config {
        durable_name: Some("readers".to_owned()),
        ack_policy: AckPolicy::Explicit,
        ack_wait: DONE_WITHIN,
        max_ack_pending: GIVEN_OUT_MAX,
        ..pull::Config::default()
    }
}

/// What a server gives out, and no more than so long: one that is gone says neither that there
/// is more nor that there is not. What it gave out and did not bring is given to another worker.
async fn jobs(mut batch: pull::Batch, within: Duration) -> Result<Vec<Job>, String> {
    let mut found = Vec::new();
    let deadline = Instant::now() + within;
    while let Ok(Some(message)) = timeout_at(deadline, batch.next()).await {
        let message = message.map_err(|error| error.to_string())?;
        let info = message.info().map_err(|error| error.to_string())?;
        let tries = u64::try_from(info.delivered).unwrap_or(1);
        found.push(Job { body: message.payload.to_vec(), tries, message });
    }
    Ok(found)
}
