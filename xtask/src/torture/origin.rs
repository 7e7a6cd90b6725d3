//! Outlets on loopback, each on an address of its own, with feeds and pages.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};

use super::news;

/// Most lines of a request.
const LINES_MAX: usize = 100;

/// Outlets that answer for as long as the process lives.
pub(crate) struct Origin {
    outlets: Vec<Arc<Outlet>>,
}

/// One of them.
struct Outlet {
    home: String,
    /// The numbers of its articles.
    numbers: Range<usize>,
    /// How often its feed was asked.
    asked: AtomicUsize,
}

impl Origin {
    pub(crate) fn new(outlets: usize, pages: usize) -> Result<Self> {
        let mut all = Vec::new();
        for number in 0..outlets {
            let ip = Ipv4Addr::new(127, 0, 1, u8::try_from(number + 1)?);
            let listener = TcpListener::bind((ip, 0)).context("no outlet on loopback")?;
            let outlet = Arc::new(Outlet {
                home: format!("http://{}", listener.local_addr()?),
                numbers: number * pages..(number + 1) * pages,
                asked: AtomicUsize::new(0),
            });
            all.push(Arc::clone(&outlet));
            std::thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    // Who was killed does not hear the answer.
                    let _ = outlet.answer(&stream);
                }
            });
        }
        Ok(Self { outlets: all })
    }

    /// The addresses of the feeds.
    pub(crate) fn feeds(&self) -> impl Iterator<Item = String> {
        self.outlets.iter().map(|outlet| format!("{}/feed", outlet.home))
    }

    /// A list of them (OPML).
    pub(crate) fn subscriptions(&self) -> String {
        let mut list = String::new();
        for feed in self.feeds() {
            let _ = write!(list, "<outline text=\"Feed\" xmlUrl=\"{feed}\"/>");
        }
        format!("<opml version=\"2.0\"><body>{list}</body></opml>")
    }

    /// How often each feed was asked.
    pub(crate) fn asked(&self) -> impl Iterator<Item = usize> {
        self.outlets.iter().map(|outlet| outlet.asked.load(Ordering::SeqCst))
    }
}

impl Outlet {
    fn answer(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        let lines = BufReader::new(stream).lines().take(LINES_MAX);
        let head: Vec<String> =
            lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
        let path = head.first().and_then(|line| line.split(' ').nth(1));
        let path = path.unwrap_or_default();
        let number = path.trim_start_matches('/').parse();
        let (status, kind, body) = match number {
            _ if path == "/feed" => {
                self.asked.fetch_add(1, Ordering::SeqCst);
                ("200 OK", "application/rss+xml", self.feed())
            }
            Ok(number) if self.numbers.contains(&number) => {
                ("200 OK", "text/html", news::story(number).page())
            }
            _ => ("404 Not Found", "text/plain", String::new()),
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            body.len()
        )
    }

    fn feed(&self) -> String {
        let item = |number| {
            let title = news::story(number).title;
            format!(
                "<item><title>{title}</title><link>{}/{number}</link></item>",
                self.home
            )
        };
        let items: String = self.numbers.clone().map(item).collect();
        format!("<rss version=\"2.0\"><channel><title>O</title>{items}</channel></rss>")
    }
}
