//! The stages on machines of their own: what they hand to each other, and how one takes up
//! what another left.
//!
//! A document waits as a packet ([`Waiting`]) until somebody reads it; what was read of it
//! goes into a log, by language ([`entries_of`]); whoever threads a language takes it in
//! from there ([`Desk::follow_log`](crate::Desk::follow_log)), with its place in the log in
//! the transaction of the articles. All of it goes through the desk's own intake. Copies of
//! what that comes to are kept beside the log ([`Desk::put_snapshot`](crate::Desk::put_snapshot)).

mod archiving;
mod following;
mod packet;
mod publishing;
mod snapshots;

pub use following::Following;
pub use publishing::{Refused, Waiting, entries_of};
pub use snapshots::{TakenSnapshot, take_snapshot};
