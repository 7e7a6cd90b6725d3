//! Whether this process still is the one that writes: a server that was started anew forgot it,
//! and gives the store to whoever asks first.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Error;
use rundown_desk::Desk;

/// How often it is looked.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Comes when another process wrote to the store meanwhile; else never.
pub(super) async fn lost(desk: Arc<Desk>) -> Error {
    let mut is_failing = false;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let held = Arc::clone(&desk);
        let looked = tokio::task::spawn_blocking(move || held.hold_on()).await;
        match looked {
            Ok(Err(error)) if !error.may_pass() => return error.into(),
            Ok(Err(error)) => {
                if !is_failing {
                    tracing::warn!(why = %error, "the store is not held; trying again");
                }
                is_failing = true;
            }
            Ok(Ok(())) => is_failing = false,
            Err(error) => return error.into(),
        }
    }
}
