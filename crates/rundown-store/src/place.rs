//! Where a database is.

use std::path::PathBuf;
use std::time::Duration;

use crate::engine::{self, Connection, Server};

/// A connection that was not used for so long is asked whether it still stands: servers are
/// stopped, and networks forget.
pub(crate) const SURE_FOR: Duration = Duration::from_secs(1);

/// Where a database is.
pub(crate) enum Place {
    /// In a file of this machine.
    File(PathBuf),
    /// At a server.
    Server(Box<Server>),
}

impl Place {
    /// Which database it is, for people.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(file) => file.display().to_string(),
            Self::Server(server) => server.name().to_owned(),
        }
    }

    pub(crate) fn connect(&self) -> engine::Result<Connection> {
        match self {
            Self::File(file) => Connection::of_file(file),
            Self::Server(server) => server.connect(),
        }
    }
}
