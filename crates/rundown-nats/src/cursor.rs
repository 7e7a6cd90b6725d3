//! Reading a stream in order, from a place on.

use std::time::Duration;

use async_nats::jetstream::Message;
use async_nats::jetstream::consumer::DeliverPolicy;
use async_nats::jetstream::consumer::pull::{Ordered, OrderedConfig};
use async_nats::jetstream::stream::Stream;
use futures_util::StreamExt as _;
use rundown_log::{Entry, Position, READ_BYTES_MAX};
use tokio::time::{Instant, timeout, timeout_at};

/// The header of an entry that names its key.
pub(crate) const KEY: &str = "Nats-Msg-Id";

/// How long the next entry is waited for when there is one already.
const NEXT_WITHIN: Duration = Duration::from_millis(20);

/// How long one request for entries lasts. A server that is gone shows by its silence: by that
/// of half of this, twice.
const ASKED_FOR: Duration = Duration::from_secs(4);

/// What brought nothing for so long is made anew.
const MADE_ANEW_AFTER: Duration = Duration::from_secs(8);

/// Where a reader of some shards stands, and what brings it the next entries.
pub(crate) struct Cursor {
    at: Position,
    coming: Ordered,
    /// Since when nothing came.
    quiet_since: Instant,
}

impl Cursor {
    /// Behind a place.
    pub(crate) async fn at(
        stream: &Stream,
        subject: String,
        behind: Position,
    ) -> Result<Self, String> {
        let config = OrderedConfig {
            filter_subject: subject,
            deliver_policy: DeliverPolicy::ByStartSequence {
                start_sequence: behind.0 + 1,
            },
            max_expires: ASKED_FOR,
            ..OrderedConfig::default()
        };
        let made = stream.create_consumer(config).await;
        let coming = made.map_err(|error| error.to_string())?.messages().await;
        let coming = coming.map_err(|error| error.to_string())?;
        Ok(Self { at: behind, coming, quiet_since: Instant::now() })
    }

    /// Whether it brings what stands behind a place. One that brought nothing for long may be
    /// kept at a server that is gone, and wait for it.
    pub(crate) fn serves(&self, place: Position) -> bool {
        self.at == place && self.quiet_since.elapsed() < MADE_ANEW_AFTER
    }

    /// What is there, and at least the first of what comes until the deadline.
    pub(crate) async fn some(
        &mut self,
        limit: usize,
        deadline: Instant,
    ) -> Result<Vec<Entry>, String> {
        let mut found = Vec::new();
        let mut bytes = 0;
        while found.len() < limit && bytes < READ_BYTES_MAX {
            let next = if found.is_empty() {
                let deadline = deadline.max(Instant::now() + NEXT_WITHIN);
                timeout_at(deadline, self.coming.next()).await
            } else {
                timeout(NEXT_WITHIN, self.coming.next()).await
            };
            let Ok(next) = next else { break };
            match next {
                Some(Ok(message)) => {
                    let entry = entry(&message)?;
                    // A consumer that broke before it brought anything begins at the start.
                    if entry.position <= self.at {
                        if found.is_empty() {
                            return Err("the consumer began anew".to_owned());
                        }
                        break;
                    }
                    self.at = entry.position;
                    self.quiet_since = Instant::now();
                    bytes += entry.body.len();
                    found.push(entry);
                }
                // What was read before it broke is whole; the next read tells.
                _ if !found.is_empty() => break,
                Some(Err(error)) => return Err(error.to_string()),
                None => return Err("the consumer ended".to_owned()),
            }
        }
        Ok(found)
    }
}

fn entry(message: &Message) -> Result<Entry, String> {
    let info = message.info().map_err(|error| error.to_string())?;
    let position = Position(info.stream_sequence);
    let headers = message.headers.as_ref();
    let key = headers.and_then(|headers| headers.get(KEY));
    let key = key.map(|key| key.as_str().to_owned()).unwrap_or_default();
    Ok(Entry { position, key, body: message.payload.to_vec() })
}
