use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::*;

const PAGE: &str = "<h1>Harbor shut</h1><p>The harbor was shut on Monday after a storm.";

fn record(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
    stating(kind, url, block, &block.len().to_string())
}

/// A record that states a length of its own.
fn stating(kind: &str, url: &str, block: &[u8], length: &str) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2031-05-14T09:40:00Z\r\nContent-Type: application/http\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn ok(header: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn page_at(url: &str) -> Vec<u8> {
    record(
        "response",
        url,
        &ok("Content-Type: text/html; charset=utf-8", PAGE.as_bytes()),
    )
}

fn deflated(bytes: &[u8], bare: bool) -> Vec<u8> {
    let level = Compression::default();
    if bare {
        let mut packed = DeflateEncoder::new(Vec::new(), level);
        packed.write_all(bytes).unwrap();
        return packed.finish().unwrap();
    }
    let mut packed = ZlibEncoder::new(Vec::new(), level);
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// What comes out of an archive: addresses of pages, and problems as they read.
fn read(name: &str, bytes: &[u8]) -> Vec<Result<ArchivedPage, String>> {
    let name = format!("rundown-warc-{name}-{}", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, bytes).unwrap();
    let archive = Archive::open(&path).unwrap().expect("an archive");
    let all = archive.map(|page| page.map_err(|problem| problem.why().to_owned()));
    let all = all.collect();
    std::fs::remove_file(&path).unwrap();
    all
}

fn addresses(read: &[Result<ArchivedPage, String>]) -> Vec<&str> {
    read.iter().flatten().map(|page| page.url.as_str()).collect()
}

#[test]
fn pages_come_out_and_the_rest_is_passed_over() {
    let archive = [
        record("warcinfo", "", b"software: none"),
        record("request", "https://courier.test/a", b"GET /a HTTP/1.1\r\n\r\n"),
        page_at("https://courier.test/a"),
        record(
            "response",
            "https://courier.test/b.png",
            &ok("Content-Type: image/png", b"x"),
        ),
        record("response", "https://courier.test/c", b"HTTP/1.1 404 Not Found\r\n\r\nno"),
        record("conversion", "<https://courier.test/d>", b"Harbor shut"),
    ]
    .concat();
    let pages = read("pages", &archive);
    assert_eq!(addresses(&pages), ["https://courier.test/a"]);
    let page = pages[0].as_ref().unwrap();
    assert_eq!(page.bytes, PAGE.as_bytes());
    assert_eq!(page.charset.as_deref(), Some("utf-8"));
    assert_eq!(page.at.unwrap().to_string(), "2031-05-14T09:40:00Z");
}

#[test]
fn bodies_are_put_together_and_unpacked() {
    let chunked = format!(
        "5\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
        &PAGE[..5],
        PAGE.len() - 5,
        &PAGE[5..]
    );
    let archive = [
        record(
            "response",
            "https://a.test/",
            &ok("Transfer-Encoding: chunked", chunked.as_bytes()),
        ),
        record(
            "response",
            "https://b.test/",
            &ok("Content-Encoding: gzip", &gzip(PAGE.as_bytes())),
        ),
        // Headers of the wire over a body that the archiver unpacked.
        record(
            "response",
            "https://c.test/",
            &ok("Content-Encoding: br\r\nTransfer-Encoding: chunked", PAGE.as_bytes()),
        ),
        record(
            "response",
            "https://d.test/",
            &ok("Content-Encoding: br", &[0x8b, 0xff, 0x80]),
        ),
    ]
    .concat();
    let pages = read("bodies", &archive);
    for page in pages.iter().flatten() {
        assert_eq!(page.bytes, PAGE.as_bytes(), "{}", page.url);
    }
    assert_eq!(addresses(&pages).len(), 3);
    assert!(pages[3].as_ref().unwrap_err().contains("br"));
}

#[test]
fn a_bad_record_costs_itself_alone() {
    let body = ok("Content-Type: text/html", PAGE.as_bytes());
    let bad = [
        stating("response", "https://x.test/", &body, "18446744073709551615"),
        stating("response", "https://x.test/", &body, "-1"),
        stating("response", "https://x.test/", &body, "none"),
        b"WARC/1.0\r\nno colon here\r\n\r\n".to_vec(),
        b"WARC/1.0\r\n".to_vec(),
        b"<html>no record".to_vec(),
    ];
    for (i, bad) in bad.iter().enumerate() {
        let archive =
            [&page_at("https://a.test/"), bad, &b"\n"[..], &page_at("https://b.test/")]
                .concat();
        let pages = read(&format!("bad-{i}"), &archive);
        assert_eq!(addresses(&pages), ["https://a.test/", "https://b.test/"], "{i}");
    }
    // One that claims the next as its own gives it back.
    let long =
        stating("response", "https://x.test/", &body, &(body.len() + 90).to_string());
    let archive = [&long[..], &page_at("https://b.test/")].concat();
    assert_eq!(
        addresses(&read("long", &archive)),
        ["https://x.test/", "https://b.test/"]
    );
    let cut = &archive[..archive.len() - 30];
    assert!(read("cut", cut).last().unwrap().as_ref().unwrap_err().contains("cut off"));
}

#[test]
fn a_damaged_member_costs_itself_alone() {
    let mut broken = gzip(&page_at("https://b.test/"));
    let middle = broken.len() / 2;
    broken[middle..middle + 20].fill(0xff);
    let bomb = gzip(&vec![b' '; 40 << 20]);
    let archive = [
        gzip(&page_at("https://a.test/")),
        broken,
        bomb,
        gzip(&page_at("https://c.test/")),
    ]
    .concat();
    let pages = read("members", &archive);
    let found = addresses(&pages);
    assert!(
        found.starts_with(&["https://a.test/"]) && found.ends_with(&["https://c.test/"]),
        "{found:?}"
    );
    let whole = zstd::encode_all(&page_at("https://a.test/")[..], 3).unwrap();
    assert_eq!(addresses(&read("zstd", &whole)), ["https://a.test/"]);
}

#[test]
fn other_files_are_no_archives() {
    let path =
        std::env::temp_dir().join(format!("rundown-no-warc-{}", std::process::id()));
    for bytes in [&b""[..], b"<html>", &gzip(b"{}"), b"\x1f\x8b\x08", b"WARC"] {
        std::fs::write(&path, bytes).unwrap();
        assert!(Archive::open(&path).unwrap().is_none());
    }
    std::fs::remove_file(&path).unwrap();
    assert!(Archive::open(&std::env::temp_dir()).unwrap().is_none());
    assert!(Archive::open(&path).is_err());
}

#[test]
fn a_deflated_body_is_read_in_zlib_and_bare() {
    let header = "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: deflate";
    let archive: Vec<u8> = [true, false]
        .into_iter()
        .flat_map(|bare| {
            let body = deflated(PAGE.as_bytes(), bare);
            record("response", "https://courier.test/a", &ok(header, &body))
        })
        .collect();
    let read = read("deflate", &archive);
    let pages: Vec<_> = read.iter().flatten().map(|page| &page.bytes[..]).collect();
    assert_eq!(pages, [PAGE.as_bytes(), PAGE.as_bytes()], "{read:?}");
}

#[test]
fn a_date_of_fourteen_digits_is_utc() {
    let record = page_at("https://courier.test/a");
    let old = String::from_utf8(record).unwrap();
    let old = old.replace("2031-05-14T09:40:00Z", "20310514094000");
    let read = read("digits", old.as_bytes());
    let at = read[0].as_ref().unwrap().at;
    assert_eq!(at, Some("2031-05-14T09:40:00Z".parse().unwrap()));
}
