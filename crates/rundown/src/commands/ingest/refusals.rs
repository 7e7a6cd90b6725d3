//! How many refusals are told.

/// Refusals listed on the terminal; the summary counts them all.
pub(super) const REFUSALS_SHOWN: usize = 20;

/// Refusals remembered by name; the summary counts those beyond.
pub(super) const REFUSALS_MAX: usize = 100_000;
