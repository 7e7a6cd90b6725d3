//! The connection, and the threads that drive it.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Mutex;
use std::time::Duration;

use async_nats::jetstream::{self, stream};
use async_nats::{Client, ConnectOptions, HeaderMap};
use rundown_log::{LogError, Shards};
use tokio::runtime::{Builder, Runtime};

use crate::NatsAddress;
use crate::address::Login;
use crate::cursor::{Cursor, KEY};

/// How long a server is waited for: a cluster that lost its leader finds another within it.
pub(crate) const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// How long whoever threads waits for what a server answers at once: it is to see in time that
/// its lease is its own no longer.
pub(crate) const AT_ONCE: Duration = Duration::from_secs(2);

/// How often something is asked again before it counts as not to be had.
const TRIES: u32 = 6;

/// How long it is waited before it is asked again.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// How long a key is known again.
const KEYS_KNOWN_FOR: Duration = Duration::from_hours(1);

/// Entries on their way at a time.
const UNDER_WAY_MAX: usize = 256;

/// A log at a server, and the work beside it.
pub struct Nats {
    /// Dropped first, as it drives the others; none once it is.
    runtime: Option<Runtime>,
    client: Client,
    pub(crate) jetstream: jetstream::Context,
    pub(crate) address: NatsAddress,
    pub(crate) cursors: Mutex<BTreeMap<Shards, Cursor>>,
}

impl std::fmt::Debug for Nats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Nats({})", self.address)
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // It may be dropped on a thread that drives others, where waiting is forbidden.
            runtime.shutdown_background();
        }
    }
}

/// What goes out under a key.
pub(crate) struct Outgoing {
    pub(crate) subject: String,
    pub(crate) key: String,
    pub(crate) body: Vec<u8>,
}

impl Nats {
    /// Connects.
    ///
    /// # Errors
    /// When no server answers, or none that knows the user.
    pub fn connect(address: &NatsAddress) -> Result<Self, LogError> {
        const DOING: &str = "a connection";
        let unreachable = |why: String| LogError::Unreachable {
            log: address.to_string(),
            doing: DOING,
            why,
        };
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("log")
            .enable_all()
            .build()
            .map_err(|error| unreachable(error.to_string()))?;
        let (servers, login) = (address.servers.clone(), address.login.clone());
        let connected = wait_for(&runtime, async move {
            let servers = servers
                .iter()
                .map(|server| server.parse::<async_nats::ServerAddr>())
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| error.to_string())?;
            // Of what stands in the address of a server the client sends nothing.
            let options = match login {
                Login::None => ConnectOptions::new(),
                Login::Token(token) => ConnectOptions::with_token(token),
                Login::User(user, password) => {
                    ConnectOptions::with_user_and_password(user, password)
                }
            };
            let options = options
                .name("rundown")
                .connection_timeout(ANSWER_WITHIN)
                .request_timeout(Some(ANSWER_WITHIN));
            let client = options.connect(servers).await;
            let client = client.map_err(|error| error.to_string())?;
            // It starts work of its own, which the runtime has to drive.
            Ok((jetstream::new(client.clone()), client))
        });
        let (jetstream, client) = connected.map_err(unreachable)?;
        Ok(Self {
            runtime: Some(runtime),
            client,
            jetstream,
            address: address.clone(),
            cursors: Mutex::default(),
        })
    }

    /// Runs something on the threads that drive the connection, and waits for it.
    pub(crate) fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> T {
        wait_for(self.runtime(), work)
    }

    /// The same, for so long at most.
    pub(crate) fn wait_within<T: Send + 'static>(
        &self,
        doing: &'static str,
        most: Duration,
        work: impl Future<Output = Result<T, String>> + Send + 'static,
    ) -> Result<T, LogError> {
        let within = async move {
            let late = format!("no answer within {} s", most.as_secs_f32().ceil());
            tokio::time::timeout(most, work).await.unwrap_or(Err(late))
        };
        self.wait(within).map_err(|why| LogError::Unreachable {
            log: self.address.to_string(),
            doing,
            why,
        })
    }

    pub(crate) fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().expect("it is there until this is dropped")
    }

    /// The longest entry that the server takes.
    pub(crate) fn most_bytes(&self) -> usize {
        self.client.server_info().max_payload
    }

    /// The version of the server, as it tells it.
    #[must_use]
    pub fn server_version(&self) -> String {
        self.client.server_info().version
    }

    pub(crate) fn refused(&self, doing: &'static str, why: String) -> LogError {
        LogError::Refused { log: self.address.to_string(), doing, why }
    }

    /// Puts entries into a stream in their order; of each whether it was new. What is not
    /// acknowledged goes out again with all behind it: the server knows what it has.
    pub(crate) fn publish(
        &self,
        doing: &'static str,
        entries: Vec<Outgoing>,
    ) -> Result<Vec<bool>, LogError> {
        let most = self.most_bytes();
        if let Some(long) = entries.iter().find(|entry| entry.body.len() + 512 > most) {
            let (log, bytes) = (self.address.to_string(), long.body.len());
            return Err(LogError::TooLong { log, bytes, most });
        }
        let jetstream = self.jetstream.clone();
        let published = self.wait(async move {
            let mut new = Vec::with_capacity(entries.len());
            let mut tries = 0;
            while new.len() < entries.len() {
                let before = new.len();
                let rest = &entries[before..entries.len().min(before + UNDER_WAY_MAX)];
                let Err(why) = publish_some(&jetstream, rest, &mut new).await else {
                    continue;
                };
                tries = if new.len() > before { 1 } else { tries + 1 };
                if tries >= TRIES {
                    return Err(why);
                }
                tokio::time::sleep(TRY_AGAIN_AFTER).await;
            }
            Ok(new)
        });
        published.map_err(|why| self.refused(doing, why))
    }

    /// A stream, made if it is not there; one that is there is taken as it is.
    pub(crate) fn stream(
        &self,
        config: stream::Config,
    ) -> Result<stream::Stream, LogError> {
        let jetstream = self.jetstream.clone();
        let made = self.wait(async move {
            let mut tries = 1;
            loop {
                match jetstream.get_or_create_stream(config.clone()).await {
                    Err(_) if tries < TRIES => tries += 1,
                    made => break made.map_err(|error| error.to_string()),
                }
                tokio::time::sleep(TRY_AGAIN_AFTER).await;
            }
        });
        made.map_err(|why| self.refused("making its streams", why))
    }

    /// The same, asked once: for those who look at other things before they ask again.
    pub(crate) fn stream_now(
        &self,
        config: stream::Config,
    ) -> impl Future<Output = Result<stream::Stream, String>> + Send + use<> {
        let jetstream = self.jetstream.clone();
        async move {
            let made = jetstream.get_or_create_stream(config).await;
            made.map_err(|error| error.to_string())
        }
    }

    /// What all streams have in common.
    pub(crate) fn stream_config(&self, what: &str) -> stream::Config {
        stream::Config {
            name: format!("{}-{what}", self.address.prefix),
            storage: stream::StorageType::File,
            num_replicas: self.address.replicas,
            duplicate_window: KEYS_KNOWN_FOR,
            // What does not fit is refused, and tried again by whoever has it.
            discard: stream::DiscardPolicy::New,
            ..stream::Config::default()
        }
    }

    /// Takes all streams away, with what is in them: for tests and measurements.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn remove_all(&self) -> Result<(), LogError> {
        let (jetstream, prefix) = (self.jetstream.clone(), self.address.prefix.clone());
        self.wait(async move {
            for what in ["captures", "articles"] {
                // One that is not there is as good.
                let _ = jetstream.delete_stream(format!("{prefix}-{what}")).await;
            }
            let _ = jetstream.delete_key_value(format!("{prefix}-leases")).await;
            let _ = jetstream.delete_object_store(format!("{prefix}-snapshots")).await;
        });
        Ok(())
    }
}

/// Sends entries and waits for each to be acknowledged, in their order.
async fn publish_some(
    jetstream: &jetstream::Context,
    entries: &[Outgoing],
    new: &mut Vec<bool>,
) -> Result<(), String> {
    let mut under_way = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut headers = HeaderMap::new();
        headers.insert(KEY, entry.key.as_str());
        let body = entry.body.clone().into();
        let sent =
            jetstream.publish_with_headers(entry.subject.clone(), headers, body).await;
        under_way.push(sent.map_err(|error| error.to_string())?);
    }
    for acknowledged in under_way {
        let acknowledged = acknowledged.await.map_err(|error| error.to_string())?;
        new.push(!acknowledged.duplicate);
    }
    Ok(())
}

/// Runs a future on a runtime, and waits for it on whatever thread this is.
fn wait_for<T: Send + 'static>(
    runtime: &Runtime,
    work: impl Future<Output = T> + Send + 'static,
) -> T {
    let (done, is_done) = std::sync::mpsc::sync_channel(1);
    runtime.spawn(async move {
        let _ = done.send(work.await);
    });
    is_done.recv().expect("work on the log is run to its end")
}
