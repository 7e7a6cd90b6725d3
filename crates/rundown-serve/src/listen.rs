//! The socket.

use std::future::Future;

use axum::Router;
use tokio::net::TcpListener;

/// The listener failed.
#[derive(Debug, thiserror::Error)]
#[error("could not go on serving pages: {0}")]
pub struct ServeError(#[from] std::io::Error);

/// Serves the router until `shutdown` is done; requests under way are finished first.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "serving pages");
    }
    axum::serve(listener, app).with_graceful_shutdown(shutdown).await?;
    Ok(())
}
