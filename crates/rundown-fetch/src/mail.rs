//! Letters to a mail server, through the same guard.
//!
//! The name of the server is looked up and judged as that of any address, and the
//! connection goes to what was judged. It is encrypted from the first byte (`smtps://`), or
//! before anything is told (`smtp+starttls://`); in the clear (`smtp://`) only inside private
//! networks that were opened by name.

mod starting;

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream};
use lettre::transport::smtp::extension::ClientId;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::Url;

use self::starting::broken;
use crate::guard::is_public;
use crate::resolver::addresses;
use crate::{FetchError, FetchProblem, Fetcher, Refusal, tls};

/// Where letters with encryption from the first byte are taken (RFC 8314).
const SECURE_PORT: u16 = 465;

/// Where they are taken with encryption that is asked for (RFC 6409).
const SUBMISSION_PORT: u16 = 587;

/// Where they are taken without.
const PLAIN_PORT: u16 = 25;

/// A letter, and who takes it.
#[derive(Clone)]
pub struct Letter {
    /// The mail server: `smtps://USER@HOST`, `smtp://HOST`.
    pub server: String,
    /// What the server asks of that user.
    pub password: Option<String>,
    /// Who it is from.
    pub from: String,
    /// Who it is to.
    pub to: String,
    /// The same at each try: part of its message id.
    pub key: String,
    /// The line above it.
    pub subject: String,
    /// What it says.
    pub text: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter").field("key", &self.key).finish_non_exhaustive()
    }
}

impl Fetcher {
    /// Hands a letter to its mail server.
    ///
    /// # Errors
    /// When the guard refuses the server, or it does not take the letter.
    pub async fn mail(&self, letter: &Letter) -> Result<(), FetchError> {
        let whole = self.whole();
        let sent = timeout(whole, self.hand_over(letter)).await;
        let slow = |_| FetchProblem::TooSlow { what: "whole answer", within: whole };
        let sent = sent.map_err(slow).and_then(|sent| sent);
        sent.map_err(|why| FetchError::Asked { url: "the mail server".to_owned(), why })
    }

    async fn hand_over(&self, letter: &Letter) -> Result<(), FetchProblem> {
        let server = Url::parse(&letter.server)
            .map_err(|error| FetchProblem::NotAnAddress(error.to_string()))?;
        let host = server.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or(Refusal::NoHost)?.trim_matches(['[', ']']);
        let message = message(letter, host)?;
        let stream = self.connect(&server, host).await?;
        let hello = ClientId::Domain("rundown.localhost".to_owned());
        let mut connection = AsyncSmtpConnection::connect_with_transport(stream, &hello)
            .await
            .map_err(broken)?;
        let user = server.username();
        if let (false, Some(password)) = (user.is_empty(), &letter.password) {
            let user = user.replace("%40", "@");
            let credentials = Credentials::new(user, password.clone());
            let known = [Mechanism::Plain, Mechanism::Login];
            connection.auth(&known, &credentials).await.map_err(broken)?;
        }
        let taken = connection.send(message.envelope(), &message.formatted()).await;
        connection.abort().await;
        taken.map(drop).map_err(broken)
    }

    /// A connection to the first address of the server that answers.
    async fn connect(
        &self,
        server: &Url,
        host: &str,
    ) -> Result<Box<dyn AsyncTokioStream>, FetchProblem> {
        let (is_secure, port) = match server.scheme() {
            "smtps" => (true, SECURE_PORT),
            "smtp+starttls" => (true, SUBMISSION_PORT),
            "smtp" => (false, PLAIN_PORT),
            other => return Err(Refusal::Scheme(other.to_owned()).into()),
        };
        let port = server.port().unwrap_or(port);
        let mut allowed = addresses(host, self.gate()).await?;
        for address in &mut allowed {
            address.set_port(port);
        }
        if !is_secure {
            allowed.retain(|address| !is_public(address.ip()));
        }
        if allowed.is_empty() {
            return Err(FetchProblem::Broken("smtps:// is wanted out there".to_owned()));
        }
        let mut stream = TcpStream::connect(&allowed[..])
            .await
            .map_err(|error| FetchProblem::Connect(error.to_string()))?;
        if !is_secure {
            return Ok(Box::new(stream));
        }
        let is_asked_for = server.scheme() == "smtp+starttls";
        if is_asked_for {
            starting::ask(&mut stream).await?;
        }
        let mut config = tls::client_config().map_err(broken)?;
        config.alpn_protocols.clear();
        let name = ServerName::try_from(host.to_owned()).map_err(broken)?;
        let connector = TlsConnector::from(Arc::new(config));
        let secure = connector.connect(name, stream).await;
        let secure = secure.map_err(|error| FetchProblem::Connect(error.to_string()))?;
        let greeting = if is_asked_for { starting::GREETING } else { b"" };
        Ok(Box::new(Secure { greeting, stream: secure }))
    }
}

fn message(letter: &Letter, host: &str) -> Result<Message, FetchProblem> {
    let mailbox = |text: &str| text.parse::<Mailbox>().map_err(broken);
    Message::builder()
        .from(mailbox(&letter.from)?)
        .to(mailbox(&letter.to)?)
        .subject(&letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .message_id(Some(format!("<{}@{host}>", letter.key)))
        .body(letter.text.clone())
        .map_err(broken)
}

/// An encrypted connection, in the form the mail library takes.
#[derive(Debug)]
struct Secure {
    /// What the mail library waits for first, where the server has said it in the clear.
    greeting: &'static [u8],
    stream: tokio_rustls::client::TlsStream<TcpStream>,
}

impl AsyncTokioStream for Secure {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.get_ref().0.peer_addr()
    }
}

impl AsyncRead for Secure {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let said = self.greeting.len().min(into.remaining());
        if said > 0 {
            let (now, later) = self.greeting.split_at(said);
            into.put_slice(now);
            self.greeting = later;
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Secure {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
