//! What servers answer, rightly and wrongly.

use std::io::Write;
use std::net::Ipv4Addr;
use std::thread::sleep;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use rundown_fetch::{
    Conditions, FetchConfig, FetchProblem, Fetched, Fetcher, InflateProblem, Unchanged,
};

use crate::{fresh, get, hasty, open, problem};
use rundown_origin::{Origin, answer, path};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn packed(encoding: &str, body: &[u8]) -> Vec<u8> {
    answer("200 OK", &format!("Content-Encoding: {encoding}\r\n"), body)
}

#[tokio::test]
async fn a_whole_answer_comes_with_what_its_server_said() {
    let origin = Origin::answering(|head| {
        assert!(head.contains("user-agent: Rundown/"), "{head}");
        assert!(head.contains("accept-encoding: gzip\r\n"), "{head}");
        let headers = "Content-Type: text/html; charset=ISO-8859-1\r\nETag: W/\"7\"\r\n\
            Last-Modified: Wed, 14 May 2031 11:02:00 GMT\r\nCache-Control: max-age=600\r\n";
        answer("200 OK", headers, b"caf\xe9")
    });
    let url = origin.url("/a?b=c");
    let fresh = fresh(&url).await;
    assert_eq!(fresh.capture.bytes, b"caf\xe9");
    assert_eq!(fresh.capture.charset.as_deref(), Some("iso-8859-1"));
    assert_eq!(fresh.capture.url.as_deref(), Some(url.as_str()));
    assert_eq!(fresh.capture.at, None);
    assert_eq!(fresh.final_url, url);
    assert_eq!(fresh.etag.as_deref(), Some("W/\"7\""));
    assert_eq!(fresh.last_modified.as_deref(), Some("Wed, 14 May 2031 11:02:00 GMT"));
    assert_eq!(fresh.moved_permanently, None);
    assert_eq!(fresh.cache_seconds, Some(600));
}

#[tokio::test]
async fn validators_are_echoed_and_nothing_new_costs_no_body() {
    let origin = Origin::answering(|head| {
        let echoed = head.contains("if-none-match: W/\"7\"\r\n")
            && head.contains("if-modified-since: yesterday, or so\r\n");
        answer(if echoed { "304 Not Modified" } else { "400 Bad Request" }, "", b"")
    });
    let conditions = Conditions {
        etag: Some("W/\"7\"".to_owned()),
        last_modified: Some("yesterday, or so".to_owned()),
    };
    let answer = open().get(&origin.url("/"), &conditions).await;
    assert_eq!(answer, Ok(Fetched::NotModified(Unchanged::default())));
}

#[tokio::test]
async fn unchanged_is_no_answer_to_a_question_that_was_not_asked() {
    let origin = Origin::answering(|_| b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec());
    assert_eq!(problem(&origin.url("/")).await, FetchProblem::NotAsked);
}

#[tokio::test]
async fn statuses_are_told_in_words() {
    let origin = Origin::answering(|_| answer("410 Gone", "", b""));
    let url = origin.url("/feed.xml");
    let error = get(&open(), &url).await.unwrap_err();
    let said =
        format!("could not fetch {url}: the server answers 410: it is gone for good");
    assert_eq!(error.to_string(), said);
    assert_eq!(error.why(), "the server answers 410: it is gone for good");
    for (status, words) in [
        (401, ": it does not let us read this"),
        (403, ": it does not let us read this"),
        (404, ": there is nothing there"),
        (429, ": we ask too often"),
        (500, ": it has a problem of its own"),
        (599, ": it has a problem of its own"),
        (418, ""),
    ] {
        let problem = FetchProblem::Status { status, retry_after_seconds: None };
        assert_eq!(problem.to_string(), format!("the server answers {status}{words}"));
    }
}

#[tokio::test]
async fn gzip_is_unpacked_and_other_packings_are_refused() {
    let origin = Origin::answering(|head| match path(head) {
        "/gzip" => packed("gzip", &gzip(b"The council met.")),
        "/twice" => packed("gzip, gzip", &gzip(&gzip(b"The council met."))),
        "/cut" => packed("gzip", &gzip(b"The council met.")[..20]),
        _ => packed("br", b"\x0b\x02\x80abc\x03"),
    });
    assert_eq!(fresh(&origin.url("/gzip")).await.capture.bytes, b"The council met.");
    let twice = problem(&origin.url("/twice")).await;
    assert_eq!(twice, FetchProblem::Encoding("gzip, gzip".to_owned()));
    assert_eq!(
        problem(&origin.url("/br")).await,
        FetchProblem::Encoding("br".to_owned())
    );
    assert!(matches!(problem(&origin.url("/cut")).await, FetchProblem::Inflate(_)));
}

#[tokio::test]
async fn bombs_and_endless_bodies_are_cut_short() {
    let bomb = packed("gzip", &gzip(&vec![0; 3 << 20]));
    let origin = Origin::on(Ipv4Addr::LOCALHOST, move |head, stream| match path(head) {
        "/bomb" => {
            stream.write_all(&bomb).ok();
        }
        "/stated" => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
                .ok();
        }
        _ => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").ok();
            let chunk = [b' '; 8 << 10];
            while stream.write_all(&chunk).is_ok() {}
        }
    });
    let bomb = problem(&origin.url("/bomb")).await;
    assert!(matches!(bomb, FetchProblem::Inflate(InflateProblem::Bomb)), "{bomb:?}");
    let config = FetchConfig { bytes_max: 256 << 10, ..hasty() };
    let small = Fetcher::new(config).unwrap();
    for path in ["/stated", "/endless", "/bomb"] {
        let error = get(&small, &origin.url(path)).await.unwrap_err();
        let too_large = FetchProblem::TooLarge { bytes_max: 256 << 10 };
        assert_eq!(error.problem(), Some(&too_large), "{path}");
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_no_body() {
    let origin = Origin::answering(|head| match path(head) {
        "/length" => b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nThe council".to_vec(),
        "/chunks" => {
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThe c\r\n"
                .to_vec()
        }
        "/nothing" => Vec::new(),
        _ => b"The council met.".to_vec(),
    });
    for path in ["/length", "/chunks", "/nothing", "/no-http"] {
        let problem = problem(&origin.url(path)).await;
        assert!(matches!(problem, FetchProblem::Broken(_)), "{path}: {problem:?}");
    }
}

#[tokio::test]
async fn slow_servers_run_out_of_time() {
    let origin = Origin::on(Ipv4Addr::LOCALHOST, |head, stream| {
        if path(head) == "/silent" {
            return sleep(Duration::from_secs(3));
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n").ok();
        while stream.write_all(b".").is_ok() {
            sleep(Duration::from_millis(50));
        }
    });
    for (path, awaited) in [("/silent", "answer"), ("/drip", "whole answer")] {
        let problem = problem(&origin.url(path)).await;
        let FetchProblem::TooSlow { what, .. } = problem else {
            panic!("{path}: {problem:?}")
        };
        assert_eq!(what, awaited);
    }
}

#[tokio::test]
async fn redirects_are_followed_but_not_for_ever() {
    let origin = Origin::answering(|head| {
        let path = path(head).trim_start_matches('/');
        match (path, path.parse::<u32>()) {
            ("loop", _) => answer("302 Found", "Location: /loop\r\n", b""),
            ("lost", _) => answer("302 Found", "", b""),
            (_, Ok(0)) => answer("200 OK", "", b"here"),
            (_, Ok(hops)) => {
                answer("302 Found", &format!("Location: /{}#top\r\n", hops - 1), b"")
            }
            _ => answer("404 Not Found", "", b""),
        }
    });
    let found = fresh(&origin.url("/5")).await;
    assert_eq!(
        (found.capture.bytes, found.final_url),
        (b"here".to_vec(), origin.url("/0"))
    );
    assert_eq!(found.moved_permanently, None);
    assert_eq!(problem(&origin.url("/6")).await, FetchProblem::TooManyRedirects(5));
    assert_eq!(problem(&origin.url("/loop")).await, FetchProblem::TooManyRedirects(5));
    assert_eq!(problem(&origin.url("/lost")).await, FetchProblem::LostRedirect);
}

#[tokio::test]
async fn each_request_of_a_fetch_is_told_in_words() {
    let origin = Origin::answering(|head| match path(head) {
        "/old" => answer("301 Moved Permanently", "Location: /new\r\n", b""),
        "/new" => answer("302 Found", "Location: /here\r\n", b""),
        "/here" if head.contains("if-none-match") => answer("304 Not Modified", "", b""),
        "/here" => answer("200 OK", "", b"here"),
        _ => answer("410 Gone", "", b""),
    });
    let fetcher = open();
    let etag = Some("7".to_owned());
    let known = Conditions { etag, last_modified: None };
    let (new, here) = (origin.url("/new"), origin.url("/here"));
    let (moved, see) = (format!("moved for good to {new}"), format!("see {here}"));
    for (path, conditions, told) in [
        ("/old", Conditions::default(), vec![moved, see, "4 bytes".to_owned()]),
        ("/here", known, vec!["nothing has changed".to_owned()]),
        (
            "/gone",
            Conditions::default(),
            vec!["the server answers 410: it is gone for good".to_owned()],
        ),
    ] {
        let (hops, _) = fetcher.trace(&origin.url(path), &conditions).await;
        let said: Vec<&str> = hops.iter().map(|hop| hop.said.as_str()).collect();
        assert_eq!(said, told, "{path}");
    }
}

#[tokio::test]
async fn only_an_unbroken_row_of_moves_is_for_good() {
    let origin = Origin::answering(|head| match path(head) {
        "/old" => answer("301 Moved Permanently", "Location: /newer\r\n", b""),
        "/newer" => answer("308 Permanent Redirect", "Location: /new\r\n", b""),
        "/new" => answer("302 Found", "Location: /today\r\n", b""),
        "/today" => answer("301 Moved Permanently", "Location: /here\r\n", b""),
        _ => answer("200 OK", "", b"here"),
    });
    let moved = fresh(&origin.url("/old")).await.moved_permanently;
    assert_eq!(moved, Some(origin.url("/new")));
    assert_eq!(fresh(&origin.url("/new")).await.moved_permanently, None);
}
