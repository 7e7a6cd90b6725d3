//! Leases that workers write under: whoever had one before writes no more.

use rundown_log::Fence;

use crate::StoreError;
use crate::engine::{Transaction, params};
use crate::error::doing;

/// What is done when a worker begins to write under a lease.
pub(crate) const TAKING: &str = "taking the place of an earlier worker";

/// Notes that this worker has the lease, unless a later one has it.
pub(crate) fn take(
    transaction: &Transaction<'_>,
    fence: &Fence,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO fence (lease, number) VALUES (?, ?)
             ON CONFLICT (lease) DO UPDATE SET number = excluded.number
             WHERE fence.number < excluded.number",
            params![fence.lease, fence.number.cast_signed()],
        )
        .map_err(doing(TAKING))?;
    check(transaction, fence, TAKING)
}

/// Whether this worker still has the lease. The row is held to the end of the transaction:
/// whoever takes the lease meanwhile waits for it.
pub(crate) fn check(
    transaction: &Transaction<'_>,
    fence: &Fence,
    what: &'static str,
) -> Result<(), StoreError> {
    let held = transaction
        .execute(
            "UPDATE fence SET number = number WHERE lease = ? AND number = ?",
            params![fence.lease, fence.number.cast_signed()],
        )
        .map_err(doing(what))?;
    if held == 1 {
        return Ok(());
    }
    Err(StoreError::Fenced { lease: fence.lease.clone(), doing: what })
}
