//! The socket, with bounds: so many connections, each silent, asking and taking for so
//! long, and a stop that does not wait for the last of them.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::extract::connect_info::{ConnectInfo, Connected};
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use tokio::time::{Instant, Sleep, sleep};

use crate::Callers;
use crate::guests::{Guest, Guests};
use crate::peers::Door;

/// Connections at a time; for one more another one has to go. A browser opens six.
pub const CONNECTIONS_MAX: usize = 512;
/// How long a request may take from its first byte to the first byte of its answer: a
/// client that sends a byte every ten seconds does not stay for as long as it likes.
const ASKING_SECONDS_MAX: u64 = 30;
/// How long a client may take nothing of an answer.
const TAKING_SECONDS_MAX: u64 = 20;
/// How long a connection may say nothing: longer than any page takes to make, short
/// enough that clients who hold connections open without asking do not fill the house.
const IDLE_SECONDS_MAX: u64 = 90;
/// How long requests under way may take once the service is told to stop.
const GRACE_SECONDS_MAX: u64 = 5;

/// The listener failed.
#[derive(Debug, thiserror::Error)]
#[error("could not go on serving pages: {0}")]
pub struct ServeError(#[from] io::Error);

/// Serves the router to those who may connect until `shutdown` is done; requests under way are given a few
/// seconds to finish.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    callers: Callers,
    app: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "serving pages");
    }
    let (tell, told) = oneshot::channel();
    let (stop_streams, stopping) = watch::channel(false);
    let stop = async move {
        shutdown.await;
        let _ = stop_streams.send(true);
        let _ = tell.send(());
    };
    let grace = async move {
        let _ = told.await;
        sleep(Duration::from_secs(GRACE_SECONDS_MAX)).await;
    };
    let permits = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let Callers { peers, each } = callers;
    let (guests, door) = (Guests::default(), Door::of(peers));
    let bounded = Bounded { listener, door, each, permits, guests, stopping };
    let app = app.into_make_service_with_connect_info::<Peer>();
    tokio::select! {
        served = async { axum::serve(bounded, app).with_graceful_shutdown(stop).await } => served?,
        () = grace => tracing::warn!("stopped with requests under way"),
    }
    Ok(())
}

/// Who connects, and what tells them that the service stops.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    address: SocketAddr,
    stopping: watch::Receiver<bool>,
}

/// Who a request comes from; none where it came over no socket.
pub(crate) fn peer(request: &Request) -> Option<SocketAddr> {
    let info = request.extensions().get::<ConnectInfo<Peer>>();
    info.map(|ConnectInfo(peer)| peer.address)
}

/// What tells an answer without an end that the service stops.
pub(crate) fn stopping(request: &Request) -> Option<watch::Receiver<bool>> {
    let info = request.extensions().get::<ConnectInfo<Peer>>();
    info.map(|ConnectInfo(peer)| peer.stopping.clone())
}

impl Connected<IncomingStream<'_, Bounded>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Bounded>) -> Self {
        Self { address: *stream.remote_addr(), stopping: stream.io().stopping.clone() }
    }
}

/// A listener that takes in so many connections at a time.
struct Bounded {
    listener: TcpListener,
    door: Door,
    /// Connections of one address, unless it is named.
    each: usize,
    permits: Arc<Semaphore>,
    guests: Guests,
    stopping: watch::Receiver<bool>,
}

impl Listener for Bounded {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = loop {
            let (stream, address) = Listener::accept(&mut self.listener).await;
            if self.door.admits(address.ip()) {
                break (stream, address);
            }
        };
        if self.door.is_one_reader(address.ip()) {
            self.guests.bound(address.ip(), self.each);
        }
        if self.permits.available_permits() == 0 {
            self.guests.send_one_away();
        }
        let permit = Arc::clone(&self.permits).acquire_owned();
        let permit = permit.await.expect("the semaphore is never closed");
        let guest = self.guests.take_in(address.ip());
        let stopping = self.stopping.clone();
        (Connection::new(stream, guest, permit, stopping), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that ends when its client says nothing for too long, takes too long to
/// say what it wants or to take the answer, or has to make room.
struct Connection {
    stream: TcpStream,
    guest: Guest,
    /// Ends the wait for the next request.
    idle: Pin<Box<Sleep>>,
    /// Ends a request that has begun and has no answer yet.
    asking: Option<Pin<Box<Sleep>>>,
    /// Ends an answer of which nothing is taken.
    taking: Option<Pin<Box<Sleep>>>,
    stopping: watch::Receiver<bool>,
    _permit: OwnedSemaphorePermit,
}

impl Connection {
    const IDLE: Duration = Duration::from_secs(IDLE_SECONDS_MAX);
    const ASKING: Duration = Duration::from_secs(ASKING_SECONDS_MAX);
    const TAKING: Duration = Duration::from_secs(TAKING_SECONDS_MAX);

    fn new(
        stream: TcpStream,
        guest: Guest,
        permit: OwnedSemaphorePermit,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        let idle = Box::pin(sleep(Self::IDLE));
        let (asking, taking) = (None, None);
        Self { stream, guest, idle, asking, taking, stopping, _permit: permit }
    }

    /// Whether its time is over.
    fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        let mut timers =
            [Some(&mut self.idle), self.asking.as_mut(), self.taking.as_mut()];
        let mut timers = timers.iter_mut().flatten();
        timers.any(|timer| timer.as_mut().poll(context).is_ready())
            || self.guest.is_sent_away(context)
    }

    /// What became of bytes that were to be sent.
    fn sent(
        &mut self,
        context: &mut Context<'_>,
        sent: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if sent.is_ready() {
            (self.asking, self.taking) = (None, None);
            self.guest.was_answered();
            // Whoever takes what a long answer says is no silent guest.
            self.idle.as_mut().reset(Instant::now() + Self::IDLE);
            return sent;
        }
        self.taking.get_or_insert_with(|| Box::pin(sleep(Self::TAKING)));
        if self.is_over(context) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let own = self.get_mut();
        if let Poll::Ready(read) = Pin::new(&mut own.stream).poll_read(context, buffer) {
            own.idle.as_mut().reset(Instant::now() + Self::IDLE);
            own.asking.get_or_insert_with(|| Box::pin(sleep(Self::ASKING)));
            return Poll::Ready(read);
        }
        if own.is_over(context) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let own = self.get_mut();
        let sent = Pin::new(&mut own.stream).poll_write(context, bytes);
        own.sent(context, sent)
    }

    fn poll_flush(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let own = self.get_mut();
        let sent = Pin::new(&mut own.stream).poll_write_vectored(context, slices);
        own.sent(context, sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::io::{Read, Write};

    /// A client that sends these bytes.
    async fn say(address: SocketAddr, bytes: &'static [u8]) -> std::net::TcpStream {
        let client = move || {
            let mut client = std::net::TcpStream::connect(address)?;
            client.write_all(bytes)?;
            io::Result::Ok(client)
        };
        tokio::task::spawn_blocking(client).await.unwrap().unwrap()
    }

    /// A service of one word, and what stops it.
    async fn service() -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new().route("/", get(|| async { "hello" }));
        let (stop, stopped) = oneshot::channel();
        let shutdown = async {
            let _ = stopped.await;
        };
        let served = tokio::spawn(async {
            serve(listener, Callers::default(), app, shutdown).await.unwrap();
        });
        (address, stop, served)
    }

    #[tokio::test]
    async fn it_answers_and_stops_when_told() {
        let (address, stop, served) = service().await;
        let mut client = say(address, b"GET / HTTP/1.0\r\n\r\n").await;
        let read = move || {
            let mut answer = String::new();
            client.read_to_string(&mut answer).map(|_| answer)
        };
        let answer = tokio::task::spawn_blocking(read).await.unwrap().unwrap();
        assert!(answer.starts_with("HTTP/1.0 200") && answer.ends_with("hello"));
        stop.send(()).unwrap();
        served.await.unwrap();
    }

    #[tokio::test]
    async fn half_a_request_does_not_keep_it_from_stopping() {
        let (address, stop, served) = service().await;
        let _client = say(address, b"GET / HTTP/1.1\r\nHost: x\r\n").await;
        stop.send(()).unwrap();
        let most = Duration::from_secs(GRACE_SECONDS_MAX + 3);
        tokio::time::timeout(most, served).await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn a_house_full_of_silent_guests_still_answers() {
        let (address, stop, served) = service().await;
        let mut silent = Vec::new();
        for _ in 0..CONNECTIONS_MAX {
            silent.push(say(address, b"GET / HTTP/1.1\r\nHost").await);
        }
        let mut client = say(address, b"GET / HTTP/1.0\r\n\r\n").await;
        let read = move || {
            let mut answer = String::new();
            client.read_to_string(&mut answer).map(|_| answer)
        };
        let answered = tokio::task::spawn_blocking(read);
        let answer = tokio::time::timeout(Duration::from_secs(5), answered).await;
        assert!(answer.unwrap().unwrap().unwrap().ends_with("hello"));
        stop.send(()).unwrap();
        served.await.unwrap();
    }
}
