//! The log between stages at a NATS server with `JetStream`.
//!
//! Four things stand there under one prefix, made when they are needed first:
//!
//! - `PREFIX-captures`, work to read: any number of workers share it, and what is not
//!   acknowledged in time is given to another one;
//! - `PREFIX-articles`, a [`Log`]: articles as read, a subject a shard, kept for so many days;
//! - `PREFIX-leases`, a bucket of keys that vanish unless they are renewed: who threads a
//!   shard. The revision of the key is the number that fences earlier holders off;
//! - `PREFIX-snapshots`, a bucket of objects: copies of the stores of those who thread
//!   ([`Snapshots`]).
//!
//! Nothing newer is asked of the server than version 2.9 has. The client is driven by
//! threads of its own, so that whoever calls may be on any thread.
//!
//! ```
//! use rundown_nats::NatsAddress;
//!
//! let address: NatsAddress = "nats://desk:secret@log.example/news?replicas=3".parse()?;
//! assert_eq!(address.to_string(), "nats://log.example/news");
//! assert!("nats:///news".parse::<NatsAddress>().is_err());
//! # Ok::<(), String>(())
//! ```

mod address;
mod articles;
mod cursor;
mod lease;
mod server;
mod snapshots;
mod work;

pub use address::NatsAddress;
pub use lease::Lease;
pub use server::Nats;
pub use work::{Job, NewJob};

#[cfg(doc)]
use rundown_log::{Log, Snapshots};
