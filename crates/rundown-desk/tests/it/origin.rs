//! Outlets on loopback that do as a test says.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

type Paths = Arc<Mutex<BTreeMap<String, Answer>>>;

/// What is answered at a path.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    status: &'static str,
    headers: String,
    body: String,
    etag: Option<&'static str>,
    after: Duration,
}

impl Answer {
    pub(crate) fn status(status: &'static str) -> Self {
        let (headers, body) = (String::new(), String::new());
        Self { status, headers, body, etag: None, after: Duration::ZERO }
    }

    pub(crate) fn ok(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::status("200 OK") }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        let _ = write!(self.headers, "{name}: {value}\r\n");
        self
    }

    /// Answers 304 to who has this state already.
    pub(crate) fn etag(mut self, etag: &'static str) -> Self {
        self.etag = Some(etag);
        self.header("ETag", etag)
    }

    pub(crate) fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }
}

/// One host. It ends with the process of the test.
pub(crate) struct Outlet {
    address: SocketAddr,
    paths: Paths,
    asked: Arc<Mutex<Vec<(String, Instant)>>>,
    sent: Arc<Mutex<Vec<(String, String)>>>,
}

impl Outlet {
    /// A host that lets everything be fetched.
    pub(crate) fn new() -> Self {
        Self::on(Ipv4Addr::LOCALHOST)
    }

    pub(crate) fn on(ip: Ipv4Addr) -> Self {
        let listener = TcpListener::bind((ip, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let (paths, asked, sent) = (Paths::default(), Arc::default(), Arc::default());
        let outlet = Self { address, paths, asked, sent };
        let sent = Arc::clone(&outlet.sent);
        let (paths, asked) = (Arc::clone(&outlet.paths), Arc::clone(&outlet.asked));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (paths, asked) = (Arc::clone(&paths), Arc::clone(&asked));
                let sent = Arc::clone(&sent);
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let head = head(&mut stream);
                    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                    let body = body(&mut stream, &head);
                    asked.lock().unwrap().push((path.clone(), Instant::now()));
                    sent.lock().unwrap().push((path.clone(), body));
                    let answer = paths.lock().unwrap().get(&path).cloned();
                    talk(&mut stream, &head, answer);
                });
            }
        });
        outlet
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn give(&self, path: &str, answer: Answer) {
        self.paths.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// When a path was asked, each time.
    pub(crate) fn asked(&self, path: &str) -> Vec<Instant> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|(at, _)| at == path).map(|(_, when)| *when).collect()
    }

    /// What was sent to a path, each time.
    pub(crate) fn bodies(&self, path: &str) -> Vec<String> {
        let sent = self.sent.lock().unwrap();
        sent.iter().filter(|(at, _)| at == path).map(|(_, body)| body.clone()).collect()
    }

    /// A feed at `/feed` with items of these paths and titles.
    pub(crate) fn feed(&self, items: &[(&str, &str)]) -> String {
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

pub(crate) fn rss(title: &str, items: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>{title}</title>{items}</channel></rss>")
}

/// A page with a headline and a paragraph.
pub(crate) fn page(headline: &str, text: &str) -> String {
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

fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

fn body(stream: &mut TcpStream, head: &str) -> String {
    let length = head.to_ascii_lowercase();
    let length = length.split("content-length:").nth(1).and_then(|it| it.lines().next());
    let length: u64 = length.and_then(|it| it.trim().parse().ok()).unwrap_or(0);
    let mut body = String::new();
    stream.take(length).read_to_string(&mut body).unwrap();
    body
}
