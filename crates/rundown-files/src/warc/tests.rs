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

/// Brotli that packs nothing (RFC 7932, 9.2): a block of bytes as they are, and the end.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let head = ((bytes.len() as u32 - 1) << 4 | 1 << 20).to_le_bytes();
    [&head[..3], bytes, &[3]].concat()
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
        record(
            "response",
            "https://e.test/",
            &ok("Content-Encoding: br", &brotli(PAGE.as_bytes())),
        ),
        record(
            "response",
            "https://f.test/",
            &ok(
                "Content-Encoding: br, gzip\r\nTransfer-Encoding: chunked",
                &gzip(&brotli(PAGE.as_bytes())),
            ),
        ),
        record(
            "response",
            "https://g.test/",
            &ok("Content-Encoding: zstd", &zstd::encode_all(PAGE.as_bytes(), 0).unwrap()),
        ),
    ]
    .concat();
    let pages = read("bodies", &archive);
    for page in pages.iter().flatten() {
        assert_eq!(page.bytes, PAGE.as_bytes(), "{}", page.url);
    }
    assert_eq!(addresses(&pages).len(), 6);
    assert!(pages[3].as_ref().unwrap_err().contains("damaged"), "{:?}", pages[3]);
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
fn a_packed_archive_that_is_cut_off_says_so_wherever_it_is_cut() {
    let last = gzip(&page_at("https://b.test/"));
    let first = gzip(&page_at("https://a.test/"));
    let whole = [&first[..], &last].concat();
    assert!(read("whole", &whole).iter().all(Result::is_ok));
    for cut in [first.len() + 3, first.len() + 14, whole.len() / 2 + first.len() / 2] {
        let pages = read("cut-member", &whole[..cut]);
        assert_eq!(addresses(&pages), ["https://a.test/"], "{cut}");
        let told: Vec<&String> =
            pages.iter().filter_map(|page| page.as_ref().err()).collect();
        assert_eq!(told.len(), 1, "{cut}: {told:?}");
        assert!(told[0].contains("cut off"), "{cut}: {told:?}");
    }
    // Only the end of the last member is missing: the record is whole, the archive is not.
    let pages = read("cut-sum", &whole[..whole.len() - 4]);
    assert!(pages.last().unwrap().as_ref().unwrap_err().contains("cut off"));
    let frame = |url: &str| zstd::encode_all(&page_at(url)[..], 3).unwrap();
    let frames = [frame("https://a.test/"), frame("https://b.test/")].concat();
    let pages = read("cut-zstd", &frames[..frames.len() - 9]);
    assert!(pages.last().unwrap().as_ref().unwrap_err().contains("cut off"), "{pages:?}");
}

#[test]
fn a_member_that_gives_nothing_is_told() {
    let mut broken = gzip(&page_at("https://b.test/"));
    broken[12..].fill(0xff);
    let archive =
        [gzip(&page_at("https://a.test/")), broken, gzip(&page_at("https://c.test/"))];
    let pages = read("silent", &archive.concat());
    assert_eq!(addresses(&pages), ["https://a.test/", "https://c.test/"]);
    assert!(pages.iter().any(Result::is_err), "{pages:?}");
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
fn a_newer_version_above_a_header_set_as_ever_is_read() {
    let answers = ["HTTP/2 200", "HTTP/2.0 200 OK", "HTTP/3 200"].map(|status| {
        let head = format!("{status}\r\ncontent-type: text/html\r\n\r\n");
        record(
            "response",
            "https://courier.test/a",
            &[head.as_bytes(), PAGE.as_bytes()].concat(),
        )
    });
    let read = read("versions", &answers.concat());
    let pages: Vec<_> = read.iter().flatten().map(|page| &page.bytes[..]).collect();
    assert_eq!(pages, [PAGE.as_bytes(); 3], "{read:?}");
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

/// A record with a sum of its page.
fn summed(kind: &str, url: &str, sum: &str, block: &[u8]) -> Vec<u8> {
    let record = String::from_utf8(record(kind, url, block)).unwrap();
    let field = format!("WARC-Payload-Digest: {sum}\r\nContent-Length:");
    record.replacen("Content-Length:", &field, 1).into_bytes()
}

#[test]
fn a_revisit_is_the_page_of_the_record_it_names() {
    let page = ok("Content-Type: text/html", PAGE.as_bytes());
    let picture = ok("Content-Type: image/png", b"x");
    let head = b"HTTP/1.1 200 OK\r\n\r\n";
    let archive = [
        summed("response", "https://a.test/", "sha1:AAAA", &page),
        summed("response", "https://a.test/b.png", "sha1:BBBB", &picture),
        summed("revisit", "https://m.a.test/", "sha1:aaaa", head),
        summed("revisit", "https://m.a.test/b.png", "sha1:BBBB", head),
        summed("revisit", "https://c.test/", "sha1:CCCC", head),
        record("revisit", "https://d.test/", head),
    ]
    .concat();
    let pages = read("revisit", &archive);
    assert_eq!(addresses(&pages), ["https://a.test/", "https://m.a.test/"]);
    assert_eq!(pages[1].as_ref().unwrap().bytes, PAGE.as_bytes());
    let problems: Vec<_> = pages.iter().filter_map(|page| page.as_ref().err()).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].contains("https://c.test/: a revisit"), "{problems:?}");
}

#[test]
fn it_goes_on_behind_any_page_however_it_is_packed() {
    let bad = stating("response", "https://x.test/", b"x", "-1");
    let page = ok("Content-Type: text/html", PAGE.as_bytes());
    let records = [
        summed("response", "https://a.test/", "sha1:AAAA", &page),
        page_at("https://b.test/"),
        bad,
        page_at("https://c.test/"),
        summed("revisit", "https://d.test/", "sha1:AAAA", b"HTTP/1.1 200 OK\r\n\r\n"),
    ];
    let members: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let whole = records.concat();
    let packed = zstd::encode_all(&whole[..], 3).unwrap();
    for (i, bytes) in [&whole, &gzip(&whole), &members, &packed].into_iter().enumerate() {
        let name = format!("rundown-warc-on-{i}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, bytes).unwrap();
        let open = || Archive::open(&path).unwrap().unwrap();
        let all: Vec<_> = open().collect();
        for read in 0..=all.len() {
            let mut first = open();
            let before: Vec<_> = first.by_ref().take(read).collect();
            let mut second = open();
            assert_eq!(first.name(), second.name());
            assert!(second.skip_to(first.mark()), "{i} {read}");
            let behind: Vec<_> = second.collect();
            assert_eq!([before, behind].concat(), all, "{i} {read}");
        }
        // Another archive that begins alike, and a shorter one.
        let mut first = open();
        first.by_ref().for_each(drop);
        let other = [&records[0][..], &page_at("https://e.test/")].concat();
        std::fs::write(&path, other).unwrap();
        assert!(!open().skip_to(first.mark()));
        assert!(!open().skip_to(RecordMark { records: 2, ..first.mark() }));
        std::fs::remove_file(&path).unwrap();
    }
}

#[test]
fn a_bomb_in_a_body_costs_its_record_alone() {
    let zeros = vec![b' '; 24 << 20];
    let bombs = [
        ("gzip", gzip(&zeros)),
        ("deflate", deflated(&zeros, false)),
        ("zstd", zstd::encode_all(&zeros[..], 3).unwrap()),
    ];
    for (how, bomb) in bombs {
        let bomb = ok(&format!("Content-Encoding: {how}"), &bomb);
        let archive =
            [record("response", "https://x.test/", &bomb), page_at("https://a.test/")];
        let pages = read(&format!("bomb-{how}"), &archive.concat());
        assert_eq!(addresses(&pages), ["https://a.test/"], "{how}");
        assert!(pages[0].as_ref().unwrap_err().contains("unpacks to more"), "{how}");
    }
}
