//! The wish of whoever runs the program that it come to an end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

/// Ends when the user or the system asks the program to stop. It listens for that from the
/// call on, not only once it is waited for.
#[cfg(unix)]
pub(crate) fn stopped() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let catch = |kind| signal(kind).context("could not listen for signals");
    let (mut interrupt, mut terminate) =
        (catch(SignalKind::interrupt())?, catch(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
pub(crate) fn stopped() -> Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

/// True until the program is asked to stop.
#[derive(Clone)]
pub(crate) struct GoesOn(Arc<AtomicBool>);

impl GoesOn {
    pub(crate) fn does(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// Asks whoever looks to come to an end.
    pub(crate) fn end(&self) {
        self.0.store(false, Ordering::Release);
    }
}

/// Listens for the wish to stop: what is under way is done then, and what it holds is let go
/// at once.
pub(crate) fn until_stopped() -> Result<GoesOn> {
    let goes_on = GoesOn(Arc::new(AtomicBool::new(true)));
    let asked = goes_on.clone();
    let listen = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let Ok(runtime) = runtime else { return };
        runtime.block_on(async {
            if let Ok(stopped) = stopped() {
                stopped.await;
                asked.end();
            }
        });
    };
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(listen)
        .context("could not start the thread that listens for signals")?;
    Ok(goes_on)
}
