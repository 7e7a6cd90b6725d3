//! Who writes to a store: one process at a time.
//!
//! A directory is held by its lock file ([`crate::held`]). At a server the connection that
//! writes holds an advisory lock, which goes with it; and each process that begins to write
//! counts one up. One that was cut off and finds, when it is back, that another one wrote
//! meanwhile, writes no more: what it has in memory is not what is stored.

use std::time::{Duration, Instant};

use crate::StoreError;
use crate::engine::{self, Connection, Server};
use crate::error::doing;
use crate::place::{Place, SURE_FOR};

/// The connection that writes.
pub(crate) enum Writer {
    /// It, and when it was used last.
    Open(Connection, Instant, Epoch),
    /// The connection broke; it is made anew when it is needed.
    Lost(Epoch),
    /// This process only reads.
    Nobody,
    /// The same, but for what the one that writes keeps nothing of in memory.
    Beside,
}

/// How many processes had begun to write when this one did; 0 to a file.
pub(crate) type Epoch = i64;

/// Whoever stopped has let go by then: a server notices at once that a process is gone, and
/// ends its connection when it comes to it.
const LET_GO_WITHIN: Duration = Duration::from_secs(2);
const ASK_EVERY: Duration = Duration::from_millis(50);

/// Held by whoever writes to the tables of this schema.
const LOCK: &str = "SELECT pg_try_advisory_lock(
     hashtextextended('rundown ' || coalesce(current_schema(), ''), 0))";

impl Writer {
    /// To a file of a directory that is held.
    pub(crate) fn to_file(connection: Connection) -> Self {
        Self::Open(connection, Instant::now(), 0)
    }

    /// To a server, as the one that writes; brings its tables to the current format.
    pub(crate) fn to_server(server: &Server) -> Result<Self, StoreError> {
        const WHAT: &str = "opening the store";
        let connection = server.connect().map_err(doing("connecting to it"))?;
        let mut connection = hold(connection, server)?;
        crate::format::migrate_server(&mut connection, server.name())?;
        let begin = "UPDATE writer SET epoch = epoch + 1 RETURNING epoch";
        let epoch = connection.query_row(begin, (), |row| row.get(0));
        Ok(Self::Open(connection, Instant::now(), epoch.map_err(doing(WHAT))?))
    }

    /// The connection, made anew if it broke.
    pub(crate) fn ready(
        &mut self,
        place: &Place,
        what: &'static str,
    ) -> Result<&mut Connection, StoreError> {
        let broke = match self {
            Self::Open(connection, used, epoch) => {
                let is_sure = used.elapsed() < SURE_FOR && !connection.is_closed();
                (!is_sure && !connection.stands()).then_some(*epoch)
            }
            Self::Lost(epoch) => Some(*epoch),
            Self::Nobody | Self::Beside => {
                return Err(StoreError::ReadOnly { store: place.name(), doing: what });
            }
        };
        if let Some(epoch) = broke {
            // The old one goes first: it may still hold the lock.
            *self = Self::Lost(epoch);
            *self = Self::Open(again(place, epoch)?, Instant::now(), epoch);
        }
        match self {
            Self::Open(connection, used, _) => {
                *used = Instant::now();
                Ok(connection)
            }
            Self::Lost(_) | Self::Nobody | Self::Beside => {
                unreachable!("it was opened above")
            }
        }
    }
}

/// Connects anew, as the same writer.
fn again(place: &Place, epoch: Epoch) -> Result<Connection, StoreError> {
    const WHAT: &str = "connecting to it again";
    let Place::Server(server) = place else {
        return place.connect().map_err(doing(WHAT));
    };
    let connection = server.connect().map_err(doing(WHAT))?;
    // Whoever began to write since may hold the lock: it is not waited for.
    same(&connection, epoch, place)?;
    let connection = hold(connection, server)?;
    same(&connection, epoch, place)?;
    Ok(connection)
}

/// Whether nobody began to write since this process did.
fn same(connection: &Connection, epoch: Epoch, place: &Place) -> Result<(), StoreError> {
    let found: engine::Result<Epoch> =
        connection.query_row("SELECT epoch FROM writer", (), |row| row.get(0));
    if found.map_err(doing("connecting to it again"))? == epoch {
        Ok(())
    } else {
        Err(StoreError::Overtaken { store: place.name() })
    }
}

/// Holds the store by a connection.
fn hold(connection: Connection, server: &Server) -> Result<Connection, StoreError> {
    let began = Instant::now();
    loop {
        let held: engine::Result<bool> = connection.query_row(LOCK, (), |row| row.get(0));
        if held.map_err(doing("asking to write to the store"))? {
            return Ok(connection);
        }
        if began.elapsed() > LET_GO_WITHIN {
            return Err(StoreError::Written { store: server.name().to_owned() });
        }
        std::thread::sleep(ASK_EVERY);
    }
}
