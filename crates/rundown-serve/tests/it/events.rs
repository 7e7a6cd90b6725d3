//! What an open page is told, over a socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use rundown_serve::{Callers, serve};
use tokio::net::TcpListener;

use crate::app::{News, another};

/// Asks for the events at an address; what comes is read line by line.
fn open(address: SocketAddr, path: &str) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:7878\r\n\r\n").unwrap();
    BufReader::new(stream)
}

/// The next line that begins so, without its beginning; none at the end.
fn next(stream: &mut BufReader<TcpStream>, begins: &str) -> Option<String> {
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(rest) = line.strip_prefix(begins) {
            return Some(rest.trim().to_owned());
        }
    }
}

/// Reads on to the end, and tells whether the stream came to its own: nobody cut it off.
fn ends(mut stream: BufReader<TcpStream>) -> bool {
    let mut rest = String::new();
    stream.read_to_string(&mut rest).is_ok() && rest.ends_with("\r\n0\r\n\r\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_page_is_told_what_comes_until_the_service_stops() {
    let news = News::open();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async {
        let _ = stopped.await;
    };
    let router = news.router.clone();
    let served = tokio::spawn(serve(listener, Callers::default(), router, shutdown));
    let story = news.story().await;
    let told = tokio::task::spawn_blocking(move || {
        let mut page = open(address, "/events");
        assert_eq!(next(&mut page, "HTTP/1.1 ").as_deref(), Some("200 OK"));
        assert_eq!(
            next(&mut page, "content-type: ").as_deref(),
            Some("text/event-stream")
        );
        assert_eq!(next(&mut page, "event: ").as_deref(), Some("new"));
        let first = next(&mut page, "data: ").unwrap();
        let mut of_story = open(address, &format!("/events?story={}", &story[9..]));
        assert_eq!(next(&mut of_story, "data: ").as_deref(), Some("2"));
        (page, of_story, first)
    });
    let (mut page, of_story, first) = told.await.unwrap();
    assert_eq!(first, "1", "one story that was never read");
    news.desk.take_in(another()).unwrap();
    news.desk.place_news().unwrap();
    let told = tokio::task::spawn_blocking(move || (next(&mut page, "data: "), page));
    let (second, page) = told.await.unwrap();
    assert_eq!(second.as_deref(), Some("2"));
    // One page more than there is room for is told so, and then there is room again.
    let crowd = tokio::task::spawn_blocking(move || {
        let mut crowd: Vec<_> = (0..62).map(|_| open(address, "/events")).collect();
        for one in &mut crowd {
            assert_eq!(next(one, "HTTP/1.1 ").as_deref(), Some("200 OK"));
        }
        let mut more = open(address, "/events");
        assert!(next(&mut more, "HTTP/1.1 ").unwrap().starts_with("503"));
        crowd
    });
    let crowd = crowd.await.unwrap();
    stop.send(()).unwrap();
    served.await.unwrap().unwrap();
    // Requests that are under way for too long are cut off then; open pages end before.
    let ended = tokio::task::spawn_blocking(move || {
        crowd.into_iter().chain([page, of_story]).map(ends).collect()
    });
    let ended: Vec<bool> = ended.await.unwrap();
    assert_eq!(ended, [true; 64], "open pages keep nothing from ending");
}
