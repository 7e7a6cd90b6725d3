//! Letters to a mail server, through the same guard.
//!
//! The name of the server is looked up and judged as that of any address, and the
//! connection goes to what was judged. It is encrypted from the first byte (`smtps://`), or
//! before anything is told (`smtp+starttls://`); in the clear (`smtp://`) only inside private
//! networks that were opened by name.

mod problem;
mod secure;
mod server;
mod starting;

use std::sync::Arc;
use std::time::Duration;

use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream};
use lettre::transport::smtp::extension::ClientId;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;

pub use self::problem::{Doing, LetterProblem};
use self::secure::Secure;
use self::server::{Server, Way};
use crate::guard::is_public;
use crate::resolver::addresses;
use crate::{FetchError, FetchProblem, Fetcher, tls};

/// A letter, and who takes it.
#[derive(Clone)]
pub struct Letter {
    /// The mail server: `smtps://USER@HOST`, `smtp+starttls://USER@HOST`, `smtp://HOST`.
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

/// How long a letter may take.
struct Patience {
    whole: Duration,
    ends: Instant,
}

impl Patience {
    fn new(whole: Duration) -> Self {
        Self { whole, ends: Instant::now() + whole }
    }

    /// Does something unless it takes longer than is left.
    async fn with<T>(
        &self,
        doing: Doing,
        work: impl Future<Output = Result<T, LetterProblem>>,
    ) -> Result<T, LetterProblem> {
        let slow = |_| Err(LetterProblem::TooSlow { doing, within: self.whole });
        timeout_at(self.ends, work).await.unwrap_or_else(slow)
    }
}

impl Fetcher {
    /// Hands a letter to its mail server.
    ///
    /// # Errors
    /// When the guard refuses the server, or it does not take the letter.
    pub async fn mail(&self, letter: &Letter) -> Result<(), FetchError> {
        let handed = match Server::parse(&letter.server) {
            Ok(server) => self.hand_over(letter, &server).await,
            Err(why) => Err(why),
        };
        handed.map_err(|why| FetchError::Letter {
            server: server::name(&letter.server),
            why,
        })
    }

    async fn hand_over(
        &self,
        letter: &Letter,
        server: &Server,
    ) -> Result<(), LetterProblem> {
        let message = message(letter, &server.host)?;
        let patience = Patience::new(self.whole());
        let reaching = Patience::new(self.config.connect.min(self.whole()));
        let stream = reaching.with(Doing::Reaching, self.reach(server)).await?;
        let stream = self.encrypted(server, stream);
        let stream = patience.with(Doing::Encrypting, stream).await?;
        let mut connection = patience.with(Doing::Greeting, greeted(stream)).await?;
        if let (Some(user), Some(password)) = (&server.user, &letter.password) {
            let credentials = Credentials::new(user.clone(), password.clone());
            let signed_in = sign_in(&mut connection, &credentials);
            patience.with(Doing::SigningIn, signed_in).await?;
        }
        let taken = async {
            let taken = connection.send(message.envelope(), &message.formatted()).await;
            taken.map_err(|error| LetterProblem::of(Doing::HandingOver, &error))
        };
        patience.with(Doing::HandingOver, taken).await?;
        // A letter that was taken is out, whether its server says goodbye or not.
        let goodbye = Patience::new(self.config.connect.min(self.whole()));
        let _ = timeout_at(goodbye.ends, connection.abort()).await;
        Ok(())
    }

    /// A connection to the first address of the server that answers.
    async fn reach(&self, server: &Server) -> Result<TcpStream, LetterProblem> {
        let mut allowed = self.allowed(server).await?;
        for address in &mut allowed {
            address.set_port(server.port);
        }
        if server.way == Way::Clear {
            allowed.retain(|address| !is_public(address.ip()));
        }
        if allowed.is_empty() {
            return Err(LetterProblem::InTheClear);
        }
        let reached = TcpStream::connect(&allowed[..]).await;
        reached.map_err(|error| LetterProblem::Unreached { why: error.to_string() })
    }

    async fn allowed(
        &self,
        server: &Server,
    ) -> Result<Vec<std::net::SocketAddr>, LetterProblem> {
        let found = addresses(&server.host, self.gate()).await;
        found.map_err(|problem| match problem {
            FetchProblem::Refused(why) => LetterProblem::Refused { why },
            _ => LetterProblem::UnknownHost { host: server.host.clone() },
        })
    }

    /// The connection as it may be talked on: in secret, unless its server is near.
    async fn encrypted(
        &self,
        server: &Server,
        mut stream: TcpStream,
    ) -> Result<Box<dyn AsyncTokioStream>, LetterProblem> {
        let greeting = match server.way {
            Way::Clear => return Ok(Box::new(stream)),
            Way::Secret => b"",
            Way::SecretOnRequest => {
                starting::ask(&mut stream).await?;
                starting::GREETING
            }
        };
        let none = |why: String| LetterProblem::NoHandshake { why };
        let mut config = tls::client_config(&self.config.roots)
            .map_err(|error| none(error.to_string()))?;
        config.alpn_protocols.clear();
        let name = ServerName::try_from(server.host.clone())
            .map_err(|error| none(error.to_string()))?;
        let connector = TlsConnector::from(Arc::new(config));
        let secure = connector.connect(name, stream).await;
        let stream =
            secure.map_err(|error| LetterProblem::of_handshake(&server.host, &error))?;
        Ok(Box::new(Secure { greeting, stream }))
    }
}

async fn greeted(
    stream: Box<dyn AsyncTokioStream>,
) -> Result<AsyncSmtpConnection, LetterProblem> {
    let hello = ClientId::Domain("rundown.localhost".to_owned());
    let greeted = AsyncSmtpConnection::connect_with_transport(stream, &hello).await;
    greeted.map_err(|error| LetterProblem::of(Doing::Greeting, &error))
}

async fn sign_in(
    connection: &mut AsyncSmtpConnection,
    credentials: &Credentials,
) -> Result<(), LetterProblem> {
    let signed_in = connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials);
    let signed_in = signed_in.await;
    signed_in.map(drop).map_err(|error| LetterProblem::of(Doing::SigningIn, &error))
}

/// Whether a text is the address of a mail server, before anything is sent there.
///
/// # Errors
/// What is wrong with it; the text is not repeated, since it may hold a password.
pub fn look_at_mail_server(address: &str) -> Result<(), LetterProblem> {
    Server::parse(address).map(drop)
}

/// Whether letters may be from or to an address, as in `Ana Ruiz <ana@mail.example>`.
///
/// # Errors
/// What is wrong with it.
pub fn look_at_mail_address(text: &str) -> Result<(), LetterProblem> {
    let none = |why: String| LetterProblem::NotALetter { why };
    text.parse::<Mailbox>().map(drop).map_err(|error| none(error.to_string()))
}

fn message(letter: &Letter, host: &str) -> Result<Message, LetterProblem> {
    let none = |why: String| LetterProblem::NotALetter { why };
    let mailbox =
        |text: &str| text.parse::<Mailbox>().map_err(|error| none(error.to_string()));
    Message::builder()
        .from(mailbox(&letter.from)?)
        .to(mailbox(&letter.to)?)
        .subject(&letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .message_id(Some(format!("<{}@{host}>", letter.key)))
        .body(letter.text.clone())
        .map_err(|error| none(error.to_string()))
}
