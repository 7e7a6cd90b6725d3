//! What a desk does that acts beside the process that writes to the store.

use rundown_news::Constraint;
use rundown_store::StoreError;

use crate::control::Owner;
use crate::{Desk, DeskError};

/// Who writes to the store, if it is not this process.
#[derive(Debug)]
pub(crate) enum Beside {
    /// A process of this machine, which threads what this one stored when it is asked to.
    Owner(Owner),
    /// A process of any machine: this one only reads.
    Writer {
        /// Which store.
        store: String,
    },
}

impl Beside {
    /// Lets what is stored be threaded.
    pub(crate) fn place(&self) -> Result<u64, DeskError> {
        match self {
            Self::Owner(owner) => owner.place(),
            Self::Writer { store } => refused(store, "threading articles"),
        }
    }

    /// Lets everything be threaded anew.
    pub(crate) fn rebuild(&self) -> Result<u64, DeskError> {
        match self {
            Self::Owner(owner) => owner.rebuild(),
            Self::Writer { store } => refused(store, "threading everything anew"),
        }
    }

    /// Lets a decision be followed.
    pub(crate) fn decide(
        &self,
        decision: Option<&Constraint>,
        taken_back: &[Constraint],
    ) -> Result<u64, DeskError> {
        match self {
            Self::Owner(owner) => owner.decide(decision, taken_back),
            Self::Writer { store } => refused(store, "following a correction"),
        }
    }
}

impl Desk {
    /// Refuses what would be written at the end, before anything is done for it.
    pub(crate) fn refuse_if_reading(&self, doing: &'static str) -> Result<(), DeskError> {
        match self.writer.as_deref() {
            Some(Beside::Writer { store }) => refused(store, doing).map(drop),
            Some(Beside::Owner(_)) | None => Ok(()),
        }
    }
}

fn refused(store: &str, doing: &'static str) -> Result<u64, DeskError> {
    Err(StoreError::ReadOnly { store: store.to_owned(), doing }.into())
}
