//! A mail server with a certificate, which does as it is told to.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

const KEY: &[u8] = include_bytes!("../certificates/key.pem");

/// The end of a conversation is awaited no longer than this.
const PATIENCE: Duration = Duration::from_mins(2);

/// The longest line that is read.
const LINE_BYTES_MAX: usize = 64 << 10;

/// What a mail server shows of itself. All are signed by the authority in
/// [`SecureLetters::root`], whom nobody trusts who was not told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// One for `localhost` and `127.0.0.1`.
    Here,
    /// One for `mail.example`.
    Elsewhere,
    /// One for `localhost` that was good for a day, long ago.
    Expired,
}

impl Certificate {
    fn pem(self) -> &'static [u8] {
        match self {
            Self::Here => include_bytes!("../certificates/here.pem"),
            Self::Elsewhere => include_bytes!("../certificates/elsewhere.pem"),
            Self::Expired => include_bytes!("../certificates/expired.pem"),
        }
    }
}

/// What a mail server does at some word of its client in the place of what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It says this.
    Says(&'static str),
    /// It hangs up.
    Leaves,
    /// It says nothing, and waits until its client goes.
    IsSilent,
}

/// How a mail server with a certificate behaves.
#[derive(Debug, Clone, Copy)]
pub struct Manners {
    /// What it shows of itself.
    pub certificate: Certificate,
    /// Whether it encrypts from the first byte, rather than when it is asked.
    pub at_once: bool,
    /// What it does otherwise, and at which word: a command, `.` behind the letter, nothing
    /// for the greeting, `TLS` for the agreement on encryption.
    pub odd: Option<(&'static str, Act)>,
}

impl Manners {
    fn at(&self, word: &str) -> Option<Act> {
        self.odd.filter(|(at, _)| *at == word).map(|(_, act)| act)
    }
}

/// One conversation, as the server heard it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// Lines that everybody on the way could hear.
    pub in_the_clear: Vec<String>,
    /// Lines that nobody else could.
    pub in_secret: Vec<String>,
    /// The letters that it took.
    pub letters: Vec<String>,
    /// Whether the end of what was encrypted was said to be the end.
    pub is_closed: bool,
}

/// A mail server with a certificate on loopback.
#[derive(Debug)]
pub struct SecureLetters {
    address: SocketAddr,
    heard: Receiver<Heard>,
}

impl SecureLetters {
    /// One that listens.
    pub fn new(manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let certificate = CertificateDer::from_pem_slice(manners.certificate.pem());
        let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
        let provider = rustls::crypto::ring::default_provider();
        let config = ServerConfig::builder_with_provider(Arc::new(provider))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.unwrap()], key)
            .unwrap();
        let config = Arc::new(config);
        let (tell, heard) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let talk = Talk { manners, heard: Heard::default(), is_secret: false };
                let (tell, config) = (tell.clone(), Arc::clone(&config));
                thread::spawn(move || tell.send(talk.with(stream, config)));
            }
        });
        Self { address, heard }
    }

    /// Its address as settings name it, with a user.
    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://ana@{}", self.address)
    }

    /// What it heard in the next conversation that came to its end; this waits for it.
    pub fn heard(&self) -> Heard {
        self.heard.recv_timeout(PATIENCE).unwrap()
    }

    /// The file with the certificate of whoever signed its own.
    pub fn root() -> PathBuf {
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/certificates/root.pem"))
    }
}

/// Where a conversation stands.
#[derive(Debug, PartialEq, Eq)]
enum Then {
    Encrypts,
    Ends,
}

/// A conversation.
struct Talk {
    manners: Manners,
    heard: Heard,
    is_secret: bool,
}

impl Talk {
    fn with(mut self, mut stream: TcpStream, config: Arc<ServerConfig>) -> Heard {
        let greets = !self.manners.at_once;
        if greets && self.talk(&mut stream, true) == Then::Ends {
            return self.heard;
        }
        match self.manners.at("TLS") {
            Some(Act::Leaves) => return self.heard,
            Some(Act::IsSilent) => {
                until_it_ends(&mut stream);
                return self.heard;
            }
            Some(Act::Says(_)) | None => {}
        }
        self.is_secret = true;
        let connection = ServerConnection::new(config).unwrap();
        let mut secret = StreamOwned::new(connection, stream);
        if secret.conn.complete_io(&mut secret.sock).is_ok() {
            self.talk(&mut secret, !greets);
        }
        self.heard
    }

    fn talk(&mut self, stream: &mut (impl Read + Write), greets: bool) -> Then {
        if greets && !self.answer(stream, "", "220 mail.example") {
            return Then::Ends;
        }
        while let Some(line) = self.line(stream) {
            let word = line.split(' ').next().unwrap_or_default().to_owned();
            let usual = match word.as_str() {
                "EHLO" if self.is_secret => {
                    "250-mail.example\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN"
                }
                "EHLO" => "250-mail.example\r\n250 STARTTLS",
                "STARTTLS" => "220 go on",
                "AUTH" => "235 welcome",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 well",
            };
            if self.is_secret {
                self.heard.in_secret.push(line);
            } else {
                self.heard.in_the_clear.push(line);
            }
            if !self.answer(stream, &word, usual) {
                return Then::Ends;
            }
            let is_usual = self.manners.at(&word).is_none();
            if word == "STARTTLS" && is_usual {
                return Then::Encrypts;
            }
            if word == "DATA" && is_usual && !self.letter(stream) {
                return Then::Ends;
            }
        }
        Then::Ends
    }

    /// Takes a letter; it is kept before it is said to be taken.
    fn letter(&mut self, stream: &mut (impl Read + Write)) -> bool {
        let mut letter = Vec::new();
        loop {
            match self.line(stream) {
                None => return false,
                Some(line) if line == "." => break,
                Some(line) => letter.push(line),
            }
        }
        if self.manners.at(".").is_none() {
            self.heard.letters.push(letter.join("\n"));
        }
        self.answer(stream, ".", "250 taken")
    }

    /// Answers to a word, and tells whether the conversation goes on.
    fn answer(&self, stream: &mut (impl Read + Write), word: &str, usual: &str) -> bool {
        let says = match self.manners.at(word) {
            None => usual,
            Some(Act::Says(other)) => other,
            Some(Act::Leaves) => return false,
            Some(Act::IsSilent) => {
                until_it_ends(stream);
                return false;
            }
        };
        let written = stream.write_all(format!("{says}\r\n").as_bytes());
        written.and_then(|()| stream.flush()).is_ok()
    }

    fn line(&mut self, stream: &mut impl Read) -> Option<String> {
        let (mut line, mut byte) = (Vec::new(), [0]);
        while line.len() < LINE_BYTES_MAX {
            match stream.read(&mut byte) {
                Ok(0) => {
                    self.heard.is_closed = self.is_secret;
                    return None;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return None,
                Ok(_) if byte == *b"\n" => break,
                Ok(_) => line.extend(byte),
            }
        }
        Some(String::from_utf8_lossy(&line).trim_end().to_owned())
    }
}

fn until_it_ends(stream: &mut impl Read) {
    let mut bytes = [0; 1_024];
    while matches!(stream.read(&mut bytes), Ok(1..)) {}
}
