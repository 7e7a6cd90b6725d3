//! `rundown serve`: polling and the web page.

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use rundown_desk::Desk;
use rundown_fetch::{Fetcher, read_file};
use rundown_serve::{ServeSettings, app, operations, serve};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::signal;

use super::fetch::fetcher;
use crate::cli::{Cli, Serve};
use crate::failure::hinted;
use crate::settings::{data_dir, open_desk};

/// How often the desk looks which feeds are due.
const ROUND_EVERY: Duration = Duration::from_mins(1);

pub(crate) fn run(cli: &Cli, args: &Serve) -> Result<()> {
    let mut desk = open_desk(cli)?;
    if let Some(file) = &args.token_file {
        desk = desk.with_token(&given_token(file)?);
    }
    let desk = Arc::new(desk);
    if desk.is_beside() {
        return Err(hinted(
            "`rundown serve` runs on this data directory already",
            "open its page, or choose another directory with --data DIR",
        ));
    }
    let dir = data_dir(cli)?;
    let control = rundown_desk::control(&desk, &dir);
    if let Err(error) = &control {
        tracing::warn!("other commands cannot act while this one runs: {error}");
    }
    place_in_background(&desk);
    runtime()?.block_on(async {
        let listener = listen(args.listening.listen).await?;
        if !args.offline {
            let poller = Arc::new(fetcher(args.allow_private)?);
            tokio::spawn(poll(Arc::clone(&desk), poller));
        }
        if let Some(address) = args.metrics {
            let (listener, desk) = (listen(address).await?, Arc::clone(&desk));
            let router = operations(desk, ServeSettings::for_listener(address));
            tokio::spawn(serve(listener, router, std::future::pending()));
        }
        until_stopped(desk, listener, args.json).await
    })
}

/// The token in a file, without the line's end.
fn given_token(file: &Path) -> Result<String> {
    const BYTES_MIN: usize = 24;
    let bytes = read_file(file, 4 << 10)?;
    let token = String::from_utf8_lossy(&bytes).trim().to_owned();
    if token.len() < BYTES_MIN || token.contains(char::is_whitespace) {
        return Err(hinted(
            format!("{} holds no token", file.display()),
            format!("put one of at least {BYTES_MIN} random characters on its only line"),
        ));
    }
    Ok(token)
}

/// Places what an earlier run left. Where another version of the program made the stories
/// this threads everything anew, while the old ones are served.
fn place_in_background(desk: &Arc<Desk>) {
    let desk = Arc::clone(desk);
    std::thread::spawn(move || {
        if let Err(error) = desk.place_news() {
            tracing::error!("could not place what an earlier run left: {error}");
        }
    });
}

/// Serves a desk and asks no feed.
pub(crate) fn serve_only(desk: Desk, address: SocketAddr) -> Result<()> {
    runtime()?.block_on(async {
        let listener = listen(address).await?;
        until_stopped(Arc::new(desk), listener, false).await
    })
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.enable_all().build().context("could not start the threads of the server")
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => hinted(
            format!("could not listen on {address}: another program does"),
            "choose another port, as in --listen 127.0.0.1:7979",
        ),
        std::io::ErrorKind::PermissionDenied => hinted(
            format!("could not listen on {address}: not allowed"),
            "choose a port above 1023, as in --listen 127.0.0.1:7878",
        ),
        _ => hinted(
            format!("could not listen on {address}: {error}"),
            "give an address of this machine, as in --listen 127.0.0.1:7878",
        ),
    })
}

async fn until_stopped(desk: Arc<Desk>, listener: TcpListener, json: bool) -> Result<()> {
    let address = listener.local_addr().context("could not learn the address")?;
    let said = if json {
        json!({ "url": format!("http://{address}/") }).to_string()
    } else {
        format!("Rundown is at http://{address}/ (stop with Ctrl-C)")
    };
    writeln!(std::io::stdout(), "{said}")?;
    let router = app(desk, ServeSettings::for_listener(address));
    serve(listener, router, stopped()).await.context("the server stopped")?;
    Ok(())
}

/// Ends when the user or the system asks the program to stop.
async fn stopped() {
    let interrupt = async {
        let _ = signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

async fn poll(desk: Arc<Desk>, fetcher: Arc<Fetcher>) {
    loop {
        if let Err(error) = desk.poll(&fetcher, false).await {
            tracing::error!("a round of polling failed: {error}");
        }
        tokio::time::sleep(ROUND_EVERY).await;
    }
}
