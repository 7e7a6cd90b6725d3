//! What is told to systemd, or whatever else started the service and listens at
//! `NOTIFY_SOCKET`: that it is ready, that it is well, that it stops.

use std::sync::Arc;
use std::time::Duration;

use rundown_desk::Desk;

use sd_notify::NotifyState::{Ready, Status, Stopping, Watchdog};

/// Pages are served from now on.
pub(super) fn ready(status: &str) {
    tell(&[Ready, Status(status)]);
}

/// The service stops.
pub(super) fn stopping() {
    tell(&[Stopping]);
}

/// Says again and again that the service is well, as long as its store answers. One that
/// does not is started anew by whoever listens.
pub(super) async fn watch(desk: Arc<Desk>) {
    let Some(within) = sd_notify::watchdog_enabled() else { return };
    loop {
        if is_well(&desk, within).await {
            tell(&[Watchdog]);
        }
        tokio::time::sleep(within / 3).await;
    }
}

async fn is_well(desk: &Arc<Desk>, within: Duration) -> bool {
    let desk = Arc::clone(desk);
    let asked = tokio::task::spawn_blocking(move || desk.counts().map(|_| ()));
    match tokio::time::timeout(within, asked).await {
        Ok(Ok(Ok(()))) => return true,
        Ok(Ok(Err(error))) => tracing::error!(why = %error, "the store does not answer"),
        Ok(Err(error)) => tracing::error!(why = %error, "the store does not answer"),
        Err(_) => tracing::error!(?within, "the store does not answer"),
    }
    false
}

fn tell(what: &[sd_notify::NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(what) {
        tracing::warn!(why = %error, "NOTIFY_SOCKET is not told how the service is");
    }
}
