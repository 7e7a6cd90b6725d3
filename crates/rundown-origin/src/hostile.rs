//! A server that does all that servers should not: the path selects what.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::{Ipv4Addr, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{Origin, answer, lies, path};

/// Most chunks of what would go on for ever, and how large one is.
const CHUNKS_MAX: usize = 4_096;
const CHUNK: [u8; 8 << 10] = [b'a'; 8 << 10];

/// A stalled answer goes on after this.
const STALL: Duration = Duration::from_secs(40);

/// Between two bytes of an answer that trickles, and most of them.
const DRIP: Duration = Duration::from_millis(200);
const DRIPS_MAX: usize = 300;

/// What an answer of some bytes is like; the number counts requests of the path from 0.
type Whole = fn(usize) -> Vec<u8>;

/// Answers that are bytes and an end.
const WHOLE: &[(&str, Whole)] = &[
    ("/status/204", |_| answer("204 No Content", "", b"")),
    ("/status/205", |_| answer("205 Reset Content", "", b"")),
    ("/status/206", |_| answer("206 Partial Content", "", b"half")),
    ("/status/401", |_| answer("401 Unauthorized", "WWW-Authenticate: Basic\r\n", b"")),
    ("/status/403", |_| answer("403 Forbidden", "", b"")),
    ("/status/404", |_| answer("404 Not Found", "", b"")),
    ("/status/410", |_| answer("410 Gone", "", b"")),
    ("/status/999", |_| answer("999 What", "", b"")),
    ("/unasked", |_| b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec()),
    ("/unasked/body", |_| answer("304 Not Modified", "", b"though it is here")),
    ("/informing", |_| b"HTTP/1.1 100 Continue\r\n\r\n".repeat(2_000)),
    ("/redirect/loop", |_| redirect("301 Moved Permanently", "/redirect/loop")),
    ("/redirect/nowhere", |_| answer("302 Found", "", b"")),
    ("/redirect/port", |_| redirect("302 Found", "http://127.0.0.1:22/")),
    ("/redirect/scheme", |_| redirect("302 Found", "file:///etc/hostname")),
    ("/redirect/split", |_| redirect("302 Found", "/a\rSet-Cookie: a=b")),
    ("/redirect/body", |_| redirect("307 Temporary Redirect", "/status/404")),
    ("/later/seconds", |_| later("7200")),
    ("/later/date", |_| later("Wed, 14 May 2031 13:00:00 GMT")),
    ("/later/before", |_| later("-5")),
    ("/later/ages", |_| later("1000000000")),
    ("/head/great", |_| answer("200 OK", &"X-A: aaaaaaaa\r\n".repeat(700_000), b"")),
    ("/head/none", |_| b"hello".to_vec()),
    ("/head/old", |_| b"<title>HTTP 0.9</title>".to_vec()),
    ("/length/small", |_| lengths(&["2"])),
    ("/length/large", |_| lengths(&["5000"])),
    ("/length/two", |_| lengths(&["5", "11"])),
    ("/length/negative", |_| lengths(&["-1"])),
    ("/chunks/lie", |_| chunked("ffff\r\nshort\r\n0\r\n\r\n")),
    ("/chunks/huge", |_| chunked("ffffffffffffffff\r\na")),
    ("/chunks/named", |_| chunked(&"1;a=b;c=d;e=f\r\na\r\n".repeat(2_000))),
    ("/packed/bomb", |_| packed("gzip", &gzip(&vec![0; 64 << 20]))),
    ("/packed/twice", |_| packed("gzip, gzip", &gzip(&gzip(b"twice")))),
    ("/packed/not", |_| packed("gzip", b"this is no gzip")),
    ("/packed/other", |_| packed("br", b"\x0b\x02\x80abc\x03")),
];

/// Paths under which something is wrong.
pub fn behaviours() -> impl Iterator<Item = &'static str> {
    let told = LASTING.iter().map(|(path, _)| *path);
    WHOLE.iter().map(|(path, _)| *path).chain(told).chain(lies::paths())
}

/// Those paths under which nothing ends for so long that whoever asks has to make an end.
pub fn endless() -> [&'static str; 4] {
    ["/stall/first", "/stall/head", "/stall/body", "/trickle"]
}

/// Writes an answer as it goes.
type Answering = fn(&mut TcpStream);

/// Answers that go on, each for a bounded while.
const LASTING: &[(&str, Answering)] = &[
    ("/head/endless", |stream| {
        say(stream, b"HTTP/1.1 200 OK\r\nX-A: ");
        go_on(stream);
    }),
    ("/body/endless", |stream| {
        say(stream, b"HTTP/1.1 200 OK\r\n\r\n");
        go_on(stream);
    }),
    ("/stall/first", |_| sleep(STALL)),
    ("/stall/head", |stream| {
        say(stream, b"HTTP/1.1 200 OK\r\nContent-");
        sleep(STALL);
    }),
    ("/stall/body", |stream| {
        say(stream, b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf");
        sleep(STALL);
    }),
    ("/trickle", |stream| {
        say(stream, b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n");
        for _ in 0..DRIPS_MAX {
            if stream.write_all(b"a").is_err() {
                return;
            }
            sleep(DRIP);
        }
    }),
    ("/cut", |stream| {
        say(stream, b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf");
    }),
];

/// A server on an address of loopback with all of them; whatever else is asked for is
/// missing, and `/honest` is a page.
pub fn hostile(ip: Ipv4Addr) -> Origin {
    let counts = Mutex::new(BTreeMap::<String, usize>::new());
    Origin::on(ip, move |head, stream| {
        let path = path(head);
        let asked = {
            let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
            let count = counts.entry(path.to_owned()).or_default();
            *count += 1;
            *count - 1
        };
        if let Some((_, last)) = LASTING.iter().find(|(name, _)| *name == path) {
            return last(stream);
        }
        let whole = WHOLE.iter().find(|(name, _)| *name == path);
        let bytes = match whole {
            Some((_, whole)) => whole(asked),
            None if path == "/honest" => answer("200 OK", "", b"An honest page."),
            None => lies::feed(path, asked)
                .unwrap_or_else(|| answer("404 Not Found", "", b"")),
        };
        say(stream, &bytes);
    })
}

/// Who has hung up does not hear it.
fn say(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
}

fn go_on(stream: &mut TcpStream) {
    for _ in 0..CHUNKS_MAX {
        if stream.write_all(&CHUNK).is_err() {
            return;
        }
    }
}

fn redirect(status: &str, to: &str) -> Vec<u8> {
    answer(status, &format!("Location: {to}\r\n"), b"")
}

fn later(when: &str) -> Vec<u8> {
    answer("429 Too Many Requests", &format!("Retry-After: {when}\r\n"), b"")
}

fn lengths(told: &[&str]) -> Vec<u8> {
    let told: Vec<String> =
        told.iter().map(|length| format!("Content-Length: {length}\r\n")).collect();
    format!("HTTP/1.1 200 OK\r\n{}\r\nhello there", told.concat()).into_bytes()
}

fn chunked(chunks: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}").into_bytes()
}

fn packed(encoding: &str, body: &[u8]) -> Vec<u8> {
    answer("200 OK", &format!("Content-Encoding: {encoding}\r\n"), body)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}
