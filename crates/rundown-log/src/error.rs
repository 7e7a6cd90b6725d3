//! What can go wrong with a log.

/// A failure of a log. The message says what was being done to which one.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// It is named in a way that is no address of one.
    #[error("could not read the address of the log: {why}")]
    Address {
        /// What is wrong with it.
        why: String,
    },
    /// It does not answer.
    #[error("could not reach the log {log} for {doing}: {why}")]
    Unreachable {
        /// Which log.
        log: String,
        /// What was being done.
        doing: &'static str,
        /// Why not.
        why: String,
    },
    /// It answered that it will not.
    #[error("the log {log} refused {doing}: {why}")]
    Refused {
        /// Which log.
        log: String,
        /// What was being done.
        doing: &'static str,
        /// Why.
        why: String,
    },
    /// An entry is too long for it.
    #[error(
        "an entry of {bytes} bytes is too long for the log {log}, which takes {most}"
    )]
    TooLong {
        /// Which log.
        log: String,
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        most: usize,
    },
    /// Another process reads the shard.
    #[error("another worker threads the shard {shard} of the log {log}: {owner}")]
    Leased {
        /// Which log.
        log: String,
        /// Which shard.
        shard: String,
        /// Who.
        owner: String,
    },
    /// This process had the shard, and has it no longer.
    #[error("this worker has the shard {shard} of the log {log} no longer: {why}")]
    Lost {
        /// Which log.
        log: String,
        /// Which shard.
        shard: String,
        /// Why.
        why: String,
    },
    /// An entry is not what this program writes.
    #[error("entry {position} of the log {log} cannot be read: {why}")]
    Unreadable {
        /// Which log.
        log: String,
        /// Its place.
        position: u64,
        /// Why.
        why: String,
    },
    /// A snapshot is not what was put there.
    #[error("the snapshot {name} of the log {log} is damaged: {why}")]
    Damaged {
        /// Which log.
        log: String,
        /// Which snapshot.
        name: String,
        /// Why.
        why: String,
    },
    /// A snapshot cannot be read or written on this side.
    #[error("could not {doing} the snapshot {name}: {why}")]
    Snapshot {
        /// What was being done to it.
        doing: &'static str,
        /// Which snapshot.
        name: String,
        /// Why.
        why: String,
    },
}

impl LogError {
    /// What the user may try.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Address { .. } => Some(
                "it is nats://USER:PASSWORD@HOST:PORT, as in --log=nats://log.example",
            ),
            Self::Unreachable { .. } => Some(
                "see whether nats-server runs there with JetStream (`nats-server -js`), and that \
                 user and password are right",
            ),
            Self::Refused { .. } => Some(
                "see whether its disk or its limits are full (`nats stream ls`), and that a \
                 cluster has a leader",
            ),
            Self::TooLong { .. } => {
                Some("set max_payload: 8MB in the configuration of nats-server")
            }
            Self::Leased { .. } => {
                Some("wait for its end with --standby, or thread another shard here")
            }
            Self::Lost { .. } => {
                Some("start it anew; with --standby it waits for its turn")
            }
            Self::Unreadable { .. } => {
                Some("use the version of rundown that wrote it, or a newer one")
            }
            Self::Damaged { .. } => Some(
                "an older one may be sound; else take in the archive of captures \
                 (`rundown ingest`)",
            ),
            Self::Snapshot { .. } => {
                Some("see whether the data directory's disk has room for it")
            }
        }
    }
}
