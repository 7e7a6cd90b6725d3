//! Waiting for one's turn: each reason is told once.

use std::collections::VecDeque;

use rundown_desk::DeskError;
use rundown_log::LogError;
use rundown_store::StoreError;

use crate::show::aside;

/// Reasons that are known again; of more the oldest is told again.
const REASONS_MAX: usize = 16;

/// What is waited for.
#[derive(Default)]
pub(super) struct StandingBy {
    told: VecDeque<String>,
}

impl StandingBy {
    /// Tells why this process waits, if that was not told before.
    pub(super) fn because(&mut self, why: &str) {
        if self.told.iter().any(|told| told == why) {
            return;
        }
        aside(&format!("standing by: {why}"));
        if self.told.len() == REASONS_MAX {
            self.told.pop_front();
        }
        self.told.push_back(why.to_owned());
    }
}

/// Whether another process has a store just now.
pub(super) fn is_held(error: &anyhow::Error) -> bool {
    let held = |error: &StoreError| {
        matches!(error, StoreError::Busy { .. } | StoreError::Written { .. })
    };
    matches!(error.downcast_ref(), Some(DeskError::Store(error)) if held(error))
}

/// Whether another process may write from now on what this one wrote.
pub(super) fn is_anothers(error: &anyhow::Error) -> bool {
    let of_log = |error: &LogError| matches!(error, LogError::Lost { .. });
    let of_desk = match error.downcast_ref::<DeskError>() {
        Some(DeskError::Log(error)) => of_log(error),
        Some(error) => error.is_overtaken(),
        None => false,
    };
    of_desk || error.downcast_ref::<LogError>().is_some_and(of_log)
}

/// Whether a failure to open a store may pass by itself.
pub(super) fn may_pass(error: &anyhow::Error) -> bool {
    error.downcast_ref::<DeskError>().is_some_and(DeskError::may_pass)
}
