//! Servers on loopback for tests: they do as they are told, or as hostile ones do.
//!
//! Each listens on a port of its own and ends with the process of the test.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod hostile;
mod letters;
mod lies;
mod outlet;
mod secure;

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub use hostile::{behaviours, endless, hostile};
pub use letters::Letters;
pub use outlet::{Answer, Outlet, page, rss};
pub use secure::{Act, Certificate, Heard, Manners, SecureLetters};

/// The longest head of a request that is read.
const HEAD_BYTES_MAX: usize = 64 << 10;

/// A listening server.
#[derive(Debug)]
pub struct Origin {
    /// Where it listens.
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Origin {
    /// Answers each request, given by its head, with the bytes of `answer`.
    pub fn answering(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::on(Ipv4Addr::LOCALHOST, move |head, stream| {
            stream.write_all(&answer(head)).ok();
        })
    }

    /// Leaves the connection to `talk`, one thread each.
    pub fn on(
        ip: Ipv4Addr,
        talk: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((ip, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let (counted, talk) = (Arc::clone(&connections), Arc::new(talk));
        thread::spawn(move || {
            for stream in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                let (mut stream, talk) = (stream.unwrap(), Arc::clone(&talk));
                thread::spawn(move || {
                    let head = head(&mut stream);
                    talk(&head, &mut stream);
                });
            }
        });
        Self { address, connections }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How many connections it has seen.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while head.len() < HEAD_BYTES_MAX
        && !head.ends_with(b"\r\n\r\n")
        && stream.read(&mut byte).unwrap_or(0) == 1
    {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// The path that a request asks for.
pub fn path(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or_default()
}

/// A whole answer, its length and the end of the connection stated.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}
