//! The router over a desk with a little invented news.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use jiff::Timestamp;
use quick_xml::events::Event;
use rundown_desk::{Clock, Desk, Document, documents};
use rundown_news::{Capture, CaptureKind};
use rundown_serve::{ServeSettings, app};
use serde_json::Value;
use tower::ServiceExt;

use crate::handmade::{HOSTILE, at, now};
use crate::markup::{check, values};

/// A desk in a directory of its own, which goes with it.
pub(crate) struct News {
    pub(crate) router: Router,
    pub(crate) desk: Arc<Desk>,
    pub(crate) room: PathBuf,
}

impl Drop for News {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.room);
    }
}

const STRIKE: &str = "Dock workers in Port Elm walked off the job on Monday after talks \
     over night shifts collapsed, leaving 14 freighters waiting outside the harbor. “We \
     will stay out until the last shift is paid,” said union leader Ana Ruiz. The Harbor \
     Board called the strike unlawful. Board chairman Tom Bell said that grain for the \
     islands would spoil by Friday if the cranes of Port Elm stand still.";

impl News {
    pub(crate) fn open() -> Self {
        Self::made(now(), None, |_| strike())
    }

    /// The same behind a password.
    pub(crate) fn guarded(password: &str) -> Self {
        Self::made(now(), Some(password), |_| strike())
    }

    /// News over what is there and comes besides, looked at at a time.
    pub(crate) fn made(
        time: Timestamp,
        password: Option<&str>,
        news: impl FnOnce(&std::path::Path) -> Vec<Document>,
    ) -> Self {
        static ROOMS: AtomicU32 = AtomicU32::new(0);
        let number = ROOMS.fetch_add(1, Ordering::Relaxed);
        let name = format!("rundown-serve-{}-{number}", std::process::id());
        let room = std::env::temp_dir().join(name);
        let _ = std::fs::remove_dir_all(&room);
        let news = news(&room);
        let desk = Desk::open(&room, Clock::Fixed(time)).unwrap();
        desk.take_in(news).unwrap();
        desk.place_news().unwrap();
        let mut settings = ServeSettings::for_listener("127.0.0.1:7878".parse().unwrap());
        settings.password = password.map(str::to_owned);
        let desk = Arc::new(desk);
        Self { router: app(Arc::clone(&desk), settings), desk, room }
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        Answer::read(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(request("GET", path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> Answer {
        let request = request("POST", path)
            .header("origin", "http://127.0.0.1:7878")
            .header("content-type", "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// The addresses of a kind that the rundown leads to.
    async fn hrefs(&self, page: &str, start: &str) -> Vec<String> {
        let page = self.get(page).await;
        let hrefs =
            values(&page.body, "href").into_iter().filter(|href| href.starts_with(start));
        hrefs.map(|href| href.replace("&#38;", "&")).collect()
    }

    /// The address of an article of that story.
    pub(crate) async fn article(&self) -> String {
        let href = self.hrefs(&self.story().await, "/articles/").await[0].clone();
        href.split('?').next().unwrap().to_owned()
    }

    pub(crate) async fn story(&self) -> String {
        self.hrefs("/", "/stories/").await[0].clone()
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    headers: header::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 16 << 20).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        Self { status: parts.status, headers: parts.headers, body }
    }

    /// What stands in all headers of a name.
    pub(crate) fn headers(&self, name: &str) -> Vec<&str> {
        let all = self.headers.get_all(name).iter();
        all.map(|value| value.to_str().unwrap()).collect()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) fn request(method: &str, path: &str) -> axum::http::request::Builder {
    // The part after `#` never leaves a browser.
    let path = path.split('#').next().unwrap_or(path);
    Request::builder().method(method).uri(path).header("host", "127.0.0.1:7878")
}

/// Another story.
pub(crate) fn another() -> Vec<Document> {
    let html = "<html lang=en><head><meta property='article:published_time' \
         content='2031-05-12T09:30:00Z'></head><body><article><h1>Lighthouse lit again</h1>\
         <p>The lighthouse of Hollin was lit again after forty years, keeper Lena Moor said. \
         Two hundred people watched the lamp turn from the pier of the village.</p>\
         </article></body></html>";
    let capture = Capture {
        bytes: html.as_bytes().to_vec(),
        url: Some("https://gazette.example/lighthouse".to_owned()),
        at: Some(at("2031-05-12T10:00:00Z")),
        charset: None,
        kind: CaptureKind::Page,
    };
    documents("gazette.example", capture, at("2031-05-12T10:00:00Z")).collect()
}

/// Two reports of a strike.
fn strike() -> Vec<Document> {
    let pages = [
        page(
            "courier.example",
            "Dock workers of Port Elm walk out over night shifts",
            "",
        ),
        page(
            "herald.example",
            &escaped(HOSTILE),
            "At the gates, fires burned in barrels.",
        ),
    ];
    pages.into_iter().flatten().collect()
}

fn page(domain: &str, headline: &str, more: &str) -> Vec<rundown_desk::Document> {
    let html = format!(
        "<html lang=en><head><meta property='article:published_time' \
         content='2031-05-12T09:00:00Z'></head><body><article><h1>{headline}</h1>\
         <p>{STRIKE}</p><p>{more}</p></article></body></html>"
    );
    let capture = Capture {
        bytes: html.into_bytes(),
        url: Some(format!("https://{domain}/docks")),
        at: Some(at("2031-05-12T10:00:00Z")),
        charset: None,
        kind: CaptureKind::Page,
    };
    documents(domain, capture, at("2031-05-12T10:00:00Z")).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[tokio::test]
async fn every_page_is_sound_and_sealed() {
    let news = News::open();
    let story = news.story().await;
    let article = news.hrefs(&story, "/articles/").await[0].clone();
    let why = format!("{}/why", article.split('?').next().unwrap());
    for path in [
        "/",
        &story,
        &article,
        &why,
        "/search?q=harbor",
        "/search",
        "/stories",
        "/stories?show=muted",
        "/stories?show=snoozed",
        "/feeds/lists/world",
        "/offline",
        "/alerts",
        "/feeds",
        "/feeds?removed=%22%3E%3Cscript%3E",
        "/corrections",
        "/keys",
        "/nothing/here",
    ] {
        let answer = news.get(path).await;
        check(&answer.body);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{path}");
        assert!(policy.contains("; script-src 'self';"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.body.matches("<script").count(), 1, "{path}");
        assert!(answer.body.contains("defer></script>"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(answer.header("cache-control").contains("no-store"), "{path}");
        assert!(!answer.body.contains("<script>alert"), "{path}");
    }
}

#[tokio::test]
async fn what_a_search_finds_is_told_page_by_page() {
    let harbors = |_: &std::path::Path| {
        let harbor = |number: usize| {
            page(&format!("paper{number}.example"), &format!("Harbor {number} opens"), "")
        };
        (0..60).flat_map(harbor).collect()
    };
    let news = News::made(now(), None, harbors);
    for (from, hits, next, previous) in [
        (0, 25, "/search?q=harbor&from=25", ""),
        (50, 10, "", "/search?q=harbor&from=25"),
    ] {
        let path = format!("/search?q=harbor&from={from}");
        let told = news.get(&path).await.body;
        assert_eq!(told.matches("<li><article").count(), hits, "{path}");
        let links = news.hrefs(&path, "/search?").await;
        assert_eq!(links.iter().any(|link| link == next), !next.is_empty(), "{links:?}");
        assert_eq!(told.contains("rel=\"next\""), !next.is_empty(), "{path}");
        assert_eq!(told.contains("rel=\"prev\""), !previous.is_empty(), "{path}");
    }
    let far = news.get(&format!("/search?q=harbor&from={}", usize::MAX)).await;
    assert!(!far.body.contains("rel=\"next\""));
}

#[tokio::test]
async fn every_link_to_evidence_marks_its_words() {
    let news = News::open();
    let links = news.hrefs(&news.story().await, "/articles/").await;
    let shown: Vec<&String> =
        links.iter().filter(|href| href.contains("show=")).collect();
    assert!(shown.len() > 4, "{links:?}");
    for href in shown {
        let answer = news.get(href).await;
        assert_eq!(answer.status, StatusCode::OK, "{href}");
        assert_eq!(answer.body.matches("id=\"evidence\"").count(), 1, "{href}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_with_its_status() {
    let news = News::open();
    for (path, status) in [
        ("/stories/never-was", 404),
        ("/articles/never-was", 404),
        ("/articles/never-was/why", 404),
        ("/static/rundown-000000000000.css", 404),
        ("/static/..%2fCargo.toml", 404),
        ("/articles/x?show=9-3", 400),
        ("/articles/x?part=footer", 400),
        ("/articles/x?revision=minus", 400),
        ("/search?q=%ff", 200),
        ("/look", 405),
    ] {
        assert_eq!(news.get(path).await.status, status, "{path}");
    }
    let long = format!("/search?q={}", "a".repeat(401));
    assert_eq!(news.get(&long).await.status, StatusCode::BAD_REQUEST);
    let lost = news.get("/stories/never-was").await;
    assert!(
        lost.body.contains("value=\"never was\""),
        "the words are offered to the search"
    );
}

#[tokio::test]
async fn a_story_goes_by_one_address() {
    let news = News::open();
    let answer = news.get("/stories/1").await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.header("location"), news.story().await);
}

#[tokio::test]
async fn only_our_own_forms_and_names_are_let_in() {
    let news = News::open();
    let story = news.story().await;
    let article = news.article().await;
    for path in [
        "/look",
        &format!("{story}/look"),
        &format!("{story}/follow"),
        &format!("{article}/split"),
        &format!("{article}/merge"),
    ] {
        let bare = news.ask(request("POST", path).body(Body::empty()).unwrap()).await;
        assert_eq!(bare.status, StatusCode::FORBIDDEN, "{path}");
        let foreign = request("POST", path).header("origin", "http://evil.example");
        let foreign = news.ask(foreign.body(Body::empty()).unwrap()).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{path}");
    }
    let rebound = Request::builder().uri("/").header("host", "evil.example:7878");
    let rebound = news.ask(rebound.body(Body::empty()).unwrap()).await;
    assert_eq!(rebound.status, StatusCode::MISDIRECTED_REQUEST);
    check(&rebound.body);
}

#[tokio::test]
async fn a_story_that_was_read_has_nothing_new() {
    let news = News::open();
    let story = news.story().await;
    let before = news.get(&story).await;
    assert!(before.body.contains("You have not marked this story as read"));
    let answer = news.post(&format!("{story}/look"), "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let (path, done) = answer.header("location").split_once('?').unwrap();
    assert!(path == story && done.starts_with("done=read&was="), "{path} {done}");
    assert!(news.get(&story).await.body.contains("Nothing new since you looked"));
}

#[tokio::test]
async fn stories_are_followed_and_muted() {
    let news = News::open();
    let story = news.story().await;
    let follow = format!("{story}/follow");
    assert_eq!(news.post(&follow, "follow=follow").await.status, StatusCode::SEE_OTHER);
    assert!(news.get(&story).await.body.contains("Stop following"));
    news.post(&follow, "follow=mute").await;
    assert!(!news.get("/").await.body.contains(&story));
    news.post(&follow, "follow=none").await;
    assert!(news.get("/").await.body.contains(&story));
    assert_eq!(
        news.post(&follow, "follow=perhaps").await.status,
        StatusCode::BAD_REQUEST
    );
    let long = format!("follow={}", "a".repeat(8 << 10));
    assert_eq!(news.post(&follow, &long).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn feeds_are_well_formed_and_not_sent_twice() {
    let news = News::open();
    let story = format!("{}/feed", news.story().await);
    for (path, query, count) in
        [("/feed", "", 1), ("/new", "", 1), (&story, "", 1), ("/search", "?q=harbor", 2)]
    {
        let json = news.get(&format!("{path}.json{query}")).await;
        assert!(json.header("content-type").starts_with("application/feed+json"));
        let json: Value = serde_json::from_str(&json.body).unwrap();
        assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(json["feed_url"], format!("http://127.0.0.1:7878{path}.json{query}"));
        assert_eq!(json["items"].as_array().unwrap().len(), count, "{path}");
        let path = format!("{path}.atom{query}");
        let answer = news.get(&path).await;
        assert!(answer.header("content-type").starts_with("application/atom+xml"));
        assert_eq!(entries(&answer.body), count, "{path}");
        let again = request("GET", &path).header("if-none-match", answer.header("etag"));
        let again = news.ask(again.body(Body::empty()).unwrap()).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    }
}

#[tokio::test]
async fn our_own_feeds_are_told_as_opml_with_those_of_followed_stories() {
    let news = News::open();
    let story = news.story().await;
    let before = news.get("/feeds.opml").await.body;
    assert!(before.contains("http://127.0.0.1:7878/feed.atom"), "{before}");
    assert!(!before.contains(&story), "{before}");
    news.post(&format!("{story}/follow"), "follow=follow").await;
    assert!(news.get("/feeds.opml").await.body.contains(&format!("{story}/feed.atom")));
    assert!(news.get("/subscriptions.opml").await.body.contains("<opml"));
}

fn entries(xml: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut count = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return count,
            Event::Start(tag) if tag.name().as_ref() == "entry" => count += 1,
            _ => {}
        }
    }
}

#[tokio::test]
async fn what_a_program_has_is_not_sent_again_and_the_rest_is_compressed() {
    let news = News::open();
    let story = news.story().await;
    for path in [story.clone(), format!("/api/v1{story}"), "/".to_owned()] {
        let mark = news.get(&path).await.header("etag").to_owned();
        let strong = mark.trim_start_matches("W/").to_owned();
        for known in [mark, format!("\"x\", {strong}")] {
            let again = request("GET", &path).header("if-none-match", known);
            let again = news.ask(again.body(Body::empty()).unwrap()).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        }
        for how in ["br", "gzip"] {
            let asked = request("GET", &path).header("accept-encoding", how);
            let asked = asked.body(Body::empty()).unwrap();
            let answer = news.router.clone().oneshot(asked).await.unwrap();
            assert_eq!(answer.headers()["content-encoding"], how, "{path}");
        }
    }
}

#[tokio::test]
async fn programs_get_the_same_as_json() {
    let news = News::open();
    let story = news.story().await;
    let of = |answer: Answer| serde_json::from_str::<Value>(&answer.body).unwrap();
    let rundown = of(news.get("/api/v1/rundown").await);
    let brief = of(news.get(&format!("/api/v1{story}")).await);
    assert_eq!(rundown["items"][0]["slug"], brief["slug"]);
    assert_eq!(format!("/stories/{}", brief["slug"].as_str().unwrap()), story);
    let id = brief["articles"].as_object().unwrap().keys().next().unwrap().clone();
    let article = of(news.get(&format!("/api/v1/articles/{id}")).await);
    assert_eq!(article["id"], id.as_str());
    assert!(article["text"].as_str().unwrap().contains("Dock workers in Port Elm"));
}

#[tokio::test]
async fn the_style_sheet_may_be_kept_for_ever() {
    let news = News::open();
    let front = news.get("/").await;
    let href =
        values(&front.body, "href").into_iter().find(|href| href.starts_with("/static/"));
    let answer = news.get(href.unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("cache-control").contains("immutable"));
    assert!(answer.header("content-type").starts_with("text/css"));
    assert!(!answer.body.contains("url(") && !answer.body.contains("@import"));
    assert_eq!(news.get("/favicon.svg").await.header("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn an_article_leaves_its_story_and_comes_back() {
    let news = News::open();
    let article = news.article().await;
    let shown = news.get(&article).await;
    assert!(shown.body.contains(&format!("href=\"{article}/why\"")), "{}", shown.body);
    let why = news.get(&format!("{article}/why")).await;
    assert!(why.body.contains("What speaks for it"), "{}", why.body);
    assert!(why.body.contains("Not this story"), "{}", why.body);
    let told = news.get(&format!("/api/v1{article}/why")).await;
    let told: Value = serde_json::from_str(&told.body).unwrap();
    let names = told["why"]["shared_names"].as_array().unwrap();
    assert!(names.contains(&"ruiz".into()), "{told}");

    // Both articles report one event: only alone can one of them leave.
    let split = format!("{article}/split");
    let refused = news.post(&split, "leaves=development").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    check(&refused.body);
    let parted = news.post(&split, "leaves=article").await;
    assert_eq!(parted.status, StatusCode::SEE_OTHER);
    let own = parted.header("location").to_owned();
    let both = news.hrefs("/", "/stories/").await;
    assert_eq!(both.len(), 2);
    let rest = both.iter().find(|href| **href != own).unwrap();
    let alone = news.get(&format!("{article}/why")).await;
    assert!(alone.body.contains("It is all there is of its story"), "{}", alone.body);

    let merge = format!("{article}/merge");
    let body = format!("story=http%3A%2F%2F127.0.0.1%3A7878{}", rest.replace('/', "%2F"));
    let joined = news.post(&merge, &body).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER);
    assert_eq!(news.hrefs("/", "/stories/").await.len(), 1);
    let mut redirected = 0;
    for name in &both {
        let answer = news.get(name).await;
        redirected += usize::from(answer.status == StatusCode::PERMANENT_REDIRECT);
    }
    assert_eq!(redirected, 1, "one of the two names leads to the other");
    let lost = news.post(&merge, "story=never-was").await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
}
