//! Retention while the service runs.

use std::sync::Arc;
use std::time::Duration;

use rundown_desk::{Desk, Keeping};

/// After a start others come first.
const FIRST_AFTER: Duration = Duration::from_mins(1);

/// How often what is old goes.
const EVERY: Duration = Duration::from_hours(24);

/// Drops what is older than the settings keep, once a day. Where they keep all there is
/// nothing to do.
pub(super) async fn keep(desk: Arc<Desk>, keeping: Keeping) {
    if keeping == Keeping::default() {
        return;
    }
    tokio::time::sleep(FIRST_AFTER).await;
    loop {
        let desk = Arc::clone(&desk);
        let pruned = tokio::task::spawn_blocking(move || desk.prune(keeping, false));
        match pruned.await {
            Ok(Ok(done)) => {
                let dropped = done.dropped;
                tracing::info!(?dropped, moved = done.moved, "old stories were dropped");
                if !done.fits {
                    tracing::warn!(
                        bytes = done.bytes_after,
                        "the store takes more room than keep-bytes: nothing left is old"
                    );
                }
            }
            Ok(Err(error)) => tracing::error!(why = %error, "could not drop old stories"),
            Err(error) => tracing::error!(why = %error, "could not drop old stories"),
        }
        tokio::time::sleep(EVERY).await;
    }
}
