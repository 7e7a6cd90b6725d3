//! Who threads a shard: one worker at a time.
//!
//! A lease is a key that vanishes unless it is renewed. Its revision when it was taken is
//! higher than that of any holder before, so that what an earlier one still writes can be
//! told and refused.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use async_nats::jetstream::kv::{self, CreateErrorKind, UpdateErrorKind};
use async_nats::jetstream::stream;
use rundown_log::{Fence, LogError, Shards};
use tokio::runtime::Handle;

use crate::Nats;

/// A lease that is not renewed for so long is gone.
const GONE_AFTER: Duration = Duration::from_secs(3);

/// How often it is renewed.
const RENEW_EVERY: Duration = Duration::from_millis(750);

/// Its holder believes in it for so long after it was renewed: before it can be another's.
const SURE_FOR: Duration = Duration::from_millis(2_500);

// Whoever stands by looks several times a second and follows within five, and never while
// the one before still believes in its lease.
const _: () = assert!(
    RENEW_EVERY.as_millis() < SURE_FOR.as_millis()
        && SURE_FOR.as_millis() < GONE_AFTER.as_millis()
        && GONE_AFTER.as_millis() < 4_000
);

/// Why a lease is lost.
const TAKEN: &str = "another worker has it";
const NOT_RENEWED: &str = "it could not be renewed in time";

const LEASING: &str = "taking a shard";

/// A shard that this process alone threads, as long as it is [held](Lease::check).
#[derive(Debug)]
pub struct Lease {
    fence: Fence,
    log: String,
    shard: String,
    owner: String,
    held: Arc<Held>,
    store: kv::Store,
    driver: Handle,
}

/// What is known of a lease.
#[derive(Debug)]
struct Held {
    /// When it was sure to be held, and the revision of its key then.
    renewed: Mutex<(Instant, u64)>,
    /// Why it is lost, once it is.
    lost: OnceLock<&'static str>,
    /// Nobody wants it any more.
    is_over: AtomicBool,
}

impl Held {
    fn renewed(&self) -> (Instant, u64) {
        *self.renewed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it may be another's by now.
    fn is_late(&self) -> bool {
        self.renewed().0.elapsed() > SURE_FOR
    }
}

impl Nats {
    /// The stream that is a bucket of keys which vanish. The client's own way to make one
    /// asks for more than version 2.9 of the server tells of its account.
    fn bucket_config(&self, bucket: &str) -> stream::Config {
        stream::Config {
            name: format!("KV_{bucket}"),
            subjects: vec![format!("$KV.{bucket}.>")],
            max_age: GONE_AFTER,
            duplicate_window: GONE_AFTER,
            max_messages_per_subject: 1,
            allow_rollup: true,
            deny_delete: true,
            allow_direct: true,
            ..self.stream_config("leases")
        }
    }

    /// Takes the lease of some shards, and renews it as long as it lives. `owner` tells
    /// others who has it.
    ///
    /// # Errors
    /// When another worker has it, or the server cannot be reached.
    pub fn lease(&self, shards: &Shards, owner: &str) -> Result<Lease, LogError> {
        let bucket = format!("{}-leases", self.address.prefix);
        self.stream(self.bucket_config(&bucket))?;
        let (jetstream, key) = (self.jetstream.clone(), shards.to_string());
        let value: Vec<u8> = owner.as_bytes().to_vec();
        let asked = Instant::now();
        let taken = self.wait(async move {
            let store = jetstream.get_key_value(bucket).await;
            let store = store.map_err(|error| Err(error.to_string()))?;
            match store.create(&key, value.into()).await {
                Ok(revision) => {
                    let made = store.status().await;
                    let made = made.map_err(|error| Err(error.to_string()))?;
                    Ok((store, revision, made.info.created.unix_timestamp_nanos()))
                }
                Err(error) if error.kind() == CreateErrorKind::AlreadyExists => {
                    let owner = store.get(&key).await.ok().flatten().unwrap_or_default();
                    Err(Ok(String::from_utf8_lossy(&owner).into_owned()))
                }
                Err(error) => Err(Err(error.to_string())),
            }
        });
        let (log, shard) = (self.address.to_string(), shards.to_string());
        let (store, number, made) = taken.map_err(|why| match why {
            Ok(owner) => LogError::Leased {
                log: log.clone(),
                shard: shard.clone(),
                owner: if owner.is_empty() {
                    "its end is near".to_owned()
                } else {
                    owner
                },
            },
            Err(why) => self.refused(LEASING, why),
        })?;
        let prefix = &self.address.prefix;
        let lease = format!("the shard {shard} of {prefix} ({made})");
        let epoch = u64::try_from(made).unwrap_or(0);
        let held = Arc::new(Held {
            renewed: Mutex::new((asked, number)),
            lost: OnceLock::new(),
            is_over: AtomicBool::new(false),
        });
        let renewing =
            renew(store.clone(), shard.clone(), owner.to_owned(), held.clone());
        self.runtime().spawn(renewing);
        let (fence, driver) =
            (Fence { lease, epoch, number }, self.runtime().handle().clone());
        let owner = owner.to_owned();
        Ok(Lease { fence, log, shard, owner, held, store, driver })
    }
}

impl Lease {
    /// What tells the holder's writes from those of earlier ones.
    #[must_use]
    pub fn fence(&self) -> &Fence {
        &self.fence
    }

    /// Whether it is held still. A holder that is not sure counts as none: another one may
    /// have begun.
    ///
    /// # Errors
    /// When it is not.
    pub fn check(&self) -> Result<(), LogError> {
        let late = self.held.is_late().then_some(&NOT_RENEWED);
        let Some(why) = self.held.lost.get().or(late) else { return Ok(()) };
        let (log, shard) = (self.log.clone(), self.shard.clone());
        Err(LogError::Lost { log, shard, why: (*why).to_owned() })
    }
}

impl Drop for Lease {
    /// Lets go, so that the next one need not wait for it to vanish, which it does where
    /// the connection is gone before.
    fn drop(&mut self) {
        self.held.is_over.store(true, Ordering::Release);
        let (store, shard, owner, held) = (
            self.store.clone(),
            self.shard.clone(),
            self.owner.clone(),
            Arc::clone(&self.held),
        );
        let (done, is_done) = std::sync::mpsc::sync_channel(1);
        self.driver.spawn(async move {
            let revision = held.renewed().1;
            let gone = store.delete_expect_revision(&shard, Some(revision)).await;
            // It may have been renewed just now.
            if gone.is_err()
                && let Whose::Own(revision) = whose(&store, &shard, &owner).await
            {
                let _ = store.delete_expect_revision(&shard, Some(revision)).await;
            }
            let _ = done.send(());
        });
        // What is not let go in time vanishes by itself.
        let _ = is_done.recv_timeout(RENEW_EVERY);
    }
}

/// Renews a lease until it is lost or over.
async fn renew(store: kv::Store, shard: String, owner: String, held: Arc<Held>) {
    loop {
        tokio::time::sleep(RENEW_EVERY).await;
        if held.is_over.load(Ordering::Acquire) {
            return;
        }
        let (asked, revision) = (Instant::now(), held.renewed().1);
        let renewed = store.update(&shard, owner.clone().into(), revision).await;
        match renewed {
            // Its holder may have been told meanwhile that it is lost, and so it is: a server
            // that was away carries out what it was asked before. It vanishes by itself.
            Ok(_) if held.is_late() => {
                let _ = held.lost.set(NOT_RENEWED);
                return;
            }
            Ok(revision) => {
                let mut renewed =
                    held.renewed.lock().unwrap_or_else(PoisonError::into_inner);
                *renewed = (asked, revision);
            }
            // An answer that was lost on its way may have renewed it all the same.
            Err(error) if error.kind() == UpdateErrorKind::WrongLastRevision => {
                match whose(&store, &shard, &owner).await {
                    Whose::Own(revision) if !held.is_late() => {
                        let mut renewed =
                            held.renewed.lock().unwrap_or_else(PoisonError::into_inner);
                        renewed.1 = revision;
                    }
                    whose => {
                        let is_taken = matches!(whose, Whose::Anothers);
                        let why = if is_taken { TAKEN } else { NOT_RENEWED };
                        let _ = held.lost.set(why);
                        return;
                    }
                }
            }
            Err(error) => tracing::warn!(why = %error, "a lease could not be renewed"),
        }
    }
}

/// Whose a lease is.
enum Whose {
    /// This process wrote its key last, in this revision.
    Own(u64),
    Anothers,
    /// Its key vanished, or cannot be asked for.
    Nobodys,
}

async fn whose(store: &kv::Store, shard: &str, owner: &str) -> Whose {
    match store.entry(shard).await.ok().flatten() {
        // What was let go leaves a key without a value.
        Some(entry) if entry.operation != kv::Operation::Put => Whose::Nobodys,
        Some(entry) if entry.value.as_ref() == owner.as_bytes() => {
            Whose::Own(entry.revision)
        }
        Some(_) => Whose::Anothers,
        None => Whose::Nobodys,
    }
}
