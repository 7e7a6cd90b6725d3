//! Outlets that answer at each path what a test gave it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Origin, path};

/// What an outlet has, and what it heard.
#[derive(Debug, Default)]
struct Book {
    paths: Mutex<BTreeMap<String, Answer>>,
    /// Each request: its path, when it came, and its body.
    asked: Mutex<Vec<(String, Instant, String)>>,
}

/// What is answered at a path.
#[derive(Debug, Clone)]
pub struct Answer {
    status: &'static str,
    headers: String,
    body: String,
    etag: Option<&'static str>,
    after: Duration,
}

impl Answer {
    /// Only a status.
    pub fn status(status: &'static str) -> Self {
        let (headers, body) = (String::new(), String::new());
        Self { status, headers, body, etag: None, after: Duration::ZERO }
    }

    /// A body.
    #[must_use]
    pub fn ok(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::status("200 OK") }
    }

    /// One more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let _ = write!(self.headers, "{name}: {value}\r\n");
        self
    }

    /// Answers 304 to who has this state already.
    #[must_use]
    pub fn etag(mut self, etag: &'static str) -> Self {
        self.etag = Some(etag);
        self.header("ETag", etag)
    }

    /// It comes only after a while.
    #[must_use]
    pub fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }
}

/// One host.
#[derive(Debug)]
pub struct Outlet {
    origin: Origin,
    book: Arc<Book>,
}

impl Default for Outlet {
    fn default() -> Self {
        Self::new()
    }
}

impl Outlet {
    /// A host that lets everything be fetched.
    pub fn new() -> Self {
        Self::on(Ipv4Addr::LOCALHOST)
    }

    /// The same on another address of loopback.
    pub fn on(ip: Ipv4Addr) -> Self {
        let book = Arc::new(Book::default());
        let heard = Arc::clone(&book);
        let origin = Origin::on(ip, move |head, stream| {
            let path = path(head).to_owned();
            let body = body(stream, head);
            let answer = heard.paths.lock().unwrap().get(&path).cloned();
            heard.asked.lock().unwrap().push((path, Instant::now(), body));
            talk(stream, head, answer);
        });
        Self { origin, book }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        self.origin.url(path)
    }

    /// Answers so at a path from now on.
    pub fn give(&self, path: &str, answer: Answer) {
        self.book.paths.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// When a path was asked, each time.
    pub fn asked(&self, path: &str) -> Vec<Instant> {
        let asked = self.book.asked.lock().unwrap();
        asked.iter().filter(|(at, ..)| at == path).map(|(_, when, _)| *when).collect()
    }

    /// What was sent to a path, each time.
    pub fn bodies(&self, path: &str) -> Vec<String> {
        let asked = self.book.asked.lock().unwrap();
        let of = asked.iter().filter(|(at, ..)| at == path);
        of.map(|(_, _, body)| body.clone()).collect()
    }

    /// A feed at `/feed` with items of these paths and titles.
    pub fn feed(&self, items: &[(&str, &str)]) -> String {
        let items = items.iter().map(|(path, title)| {
            format!(
                "<item><title>{title}</title><link>{}</link><guid>{path}</guid>\
                 <description>In short: {title}.</description></item>",
                self.url(path)
            )
        });
        rss("Vale Gazette", &items.collect::<String>())
    }
}

/// A feed of these items.
pub fn rss(title: &str, items: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>{title}</title>{items}</channel></rss>")
}

/// A page with a headline and a paragraph.
pub fn page(headline: &str, text: &str) -> String {
    format!(
        "<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>\
         <p>{text} The council said so on Wednesday in a notice to all who live along \
         the valley.</p><p>The notice was put up at the town hall, at the school and at \
         the mill, and it will be read out at the meeting next week.</p></article></body>\
         </html>"
    )
}

fn talk(stream: &mut TcpStream, head: &str, answer: Option<Answer>) {
    let answer = answer.unwrap_or_else(|| Answer::status("404 Not Found"));
    thread::sleep(answer.after);
    let known = answer.etag.is_some_and(|etag| head.contains(etag));
    let (status, body) =
        if known { ("304 Not Modified", "") } else { (answer.status, &*answer.body) };
    let length = body.len();
    let headers = &answer.headers;
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\
         \r\n{body}"
    );
}

fn body(stream: &mut TcpStream, head: &str) -> String {
    let length = head.to_ascii_lowercase();
    let length = length.split("content-length:").nth(1).and_then(|it| it.lines().next());
    let length: u64 = length.and_then(|it| it.trim().parse().ok()).unwrap_or(0);
    let mut body = Vec::new();
    stream.take(length).read_to_end(&mut body).unwrap();
    String::from_utf8_lossy(&body).into_owned()
}
