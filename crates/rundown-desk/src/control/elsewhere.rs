//! Where there are no sockets in directories, one process at a time holds a store.

use std::path::Path;
use std::sync::Arc;

use rundown_news::Constraint;

use crate::{Desk, DeskError};

/// Nobody: no other process can be reached here.
#[derive(Debug)]
pub(crate) enum Owner {}

impl Owner {
    pub(crate) fn of(_dir: &Path) -> Option<Self> {
        None
    }

    pub(crate) fn place(&self) -> Result<u64, DeskError> {
        match *self {}
    }

    pub(crate) fn rebuild(&self) -> Result<u64, DeskError> {
        match *self {}
    }

    pub(crate) fn decide(
        &self,
        _decision: Option<&Constraint>,
        _taken_back: &[Constraint],
    ) -> Result<u64, DeskError> {
        match *self {}
    }
}

/// The socket of an owner.
#[derive(Debug)]
pub struct Control {}

/// Lets other processes act on the store, where that can be.
///
/// # Errors
/// Always: it cannot be here.
pub fn control(_desk: &Arc<Desk>, _dir: &Path) -> std::io::Result<Control> {
    Err(std::io::ErrorKind::Unsupported.into())
}
