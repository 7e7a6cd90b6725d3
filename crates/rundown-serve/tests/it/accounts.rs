//! Accounts, as those meet them who have one, and those who would like another's.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use axum::body::Body;
use axum::http::StatusCode;
use rundown_desk::Purpose;
use rundown_news::{ReaderId, Rights};
use rundown_serve::{Callers, ServeSettings, Vouching, app, serve};
use tokio::net::TcpListener;

use crate::app::{Answer, News, request};
use crate::handmade::now;
use crate::markup::check;

const HERE: &str = "http://127.0.0.1:7878";
const PASSWORD: &str = "correct+horse+battery";

/// News with an admin, an editor and a reader.
fn with_accounts() -> News {
    let news = News::open();
    for (name, rights) in
        [("ana", Rights::Admin), ("eva", Rights::Editor), ("ben", Rights::Reader)]
    {
        let link = news.desk.add_account(name, rights).unwrap();
        news.desk.accept(&link, name, "correct horse battery").unwrap();
    }
    news
}

fn reader(news: &News, name: &str) -> ReaderId {
    news.desk.account(name).unwrap().reader
}

async fn form(news: &News, path: &str, cookie: &str, form: &str) -> Answer {
    let asked = request("POST", path)
        .header("origin", HERE)
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded");
    news.ask(asked.body(Body::from(form.to_owned())).unwrap()).await
}

async fn get(news: &News, path: &str, cookie: &str) -> Answer {
    let asked = request("GET", path).header("cookie", cookie);
    news.ask(asked.body(Body::empty()).unwrap()).await
}

/// The cookie of an answer, as a browser shows it from then on.
fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn sign_in(news: &News, name: &str) -> String {
    let answer =
        form(news, "/login", "", &format!("name={name}&password={PASSWORD}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    cookie(&answer)
}

#[tokio::test]
async fn the_first_account_is_set_up_by_a_link_that_holds_once() {
    let news = News::open();
    let link = news.desk.first_link().unwrap().unwrap();
    assert_eq!(news.desk.first_link().unwrap(), None, "it is told once");
    assert_eq!(news.get("/").await.status, StatusCode::OK, "nobody is kept out yet");
    let path = format!("/setup/{link}");
    let page = news.get(&path).await.body;
    check(&page);
    assert!(page.contains("required value=\"\""), "nobody named it: {page}");
    let short = news.post(&path, "name=ana&password=short").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = news.post(&path, &format!("name=ana&password={PASSWORD}")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let told = done.header("set-cookie");
    assert!(told.contains("HttpOnly; SameSite=Lax"), "{told}");
    assert_eq!(get(&news, "/", &cookie(&done)).await.status, StatusCode::OK);
    for again in [news.get(&path).await, news.post(&path, "name=eve&password=x").await] {
        assert_eq!(again.status, StatusCode::NOT_FOUND);
    }
    // Whoever read before there were accounts goes on.
    assert_eq!(reader(&news, "ana"), ReaderId::FIRST);
    assert_eq!(news.get("/").await.header("location"), "/login?next=%2F");
}

#[test]
fn the_account_that_waits_is_the_first_ones_alone() {
    let news = News::open();
    let waiting = news.desk.first_link().unwrap().unwrap();
    let ana = news.desk.add_account("ana", Rights::Admin).unwrap();
    let ben = news.desk.add_account("ben", Rights::Reader).unwrap();
    assert_eq!(news.desk.invited(&waiting).unwrap(), None, "it was hers");
    for (link, name) in [(&ana, "ana"), (&ben, "ben")] {
        assert_eq!(news.desk.invited(link).unwrap().unwrap().name, name);
    }
    assert_eq!(reader(&news, "ana"), ReaderId::FIRST);
    assert_eq!(news.desk.accounts().unwrap().len(), 2);
}

#[tokio::test]
async fn strangers_see_nothing_but_the_door() {
    let news = with_accounts();
    let story = news.desk.rundown().unwrap().stories[0].slug.0.clone();
    for path in
        ["/", "/feeds", "/search?q=dock", "/account", &format!("/stories/{story}")]
    {
        let answer = news.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(!answer.body.contains("Dock"), "{path}");
    }
    for path in ["/api/v1/rundown", "/feed.atom", "/new.json", "/feeds.opml"] {
        assert_eq!(news.get(path).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    for path in ["/look", "/feeds", "/mcp", "/account/password"] {
        assert_eq!(news.post(path, "").await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    // A pass that anybody had while there were no accounts opens nothing.
    let pass = news.desk.tokens().pass_of("").unwrap();
    for secret in ["", &*pass] {
        let asked = request("GET", "/reader/api/0/stream/items/ids")
            .header("authorization", format!("GoogleLogin auth={secret}"));
        let answer = news.ask(asked.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let login = request("POST", "/accounts/ClientLogin");
        let login = login.body(Body::from(format!("Email=a&Passwd={secret}"))).unwrap();
        assert_eq!(news.ask(login).await.status, StatusCode::UNAUTHORIZED);
    }
    check(&news.get("/login").await.body);
    for path in ["/healthz", "/favicon.svg", "/robots.txt"] {
        assert_eq!(news.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_session_is_new_at_each_login_and_dies_at_the_door() {
    let news = with_accounts();
    // Fixation: what a stranger put into the browser is worth nothing afterwards.
    let body = format!("name=ana&password={PASSWORD}");
    let fixed = form(&news, "/login", "rundown=rundown_chosen", &body).await;
    let mine = cookie(&fixed);
    assert_ne!(mine, "rundown=rundown_chosen");
    assert_eq!(
        get(&news, "/", "rundown=rundown_chosen").await.status,
        StatusCode::SEE_OTHER
    );
    // Whoever signs in again leaves no session behind.
    let next = cookie(&form(&news, "/login", &mine, &body).await);
    assert_ne!(next, mine);
    assert_eq!(get(&news, "/", &mine).await.status, StatusCode::SEE_OTHER);
    assert_eq!(get(&news, "/", &next).await.status, StatusCode::OK);
    let other = sign_in(&news, "ana").await;
    let out = form(&news, "/logout", &next, "").await;
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(get(&news, "/", &next).await.status, StatusCode::SEE_OTHER);
    // Another password ends all other sessions.
    let wrong = format!("before=wrong+wrong+wrong&password={PASSWORD}2");
    let wrong = form(&news, "/account/password", &other, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let third = sign_in(&news, "ana").await;
    let change = format!("before={PASSWORD}&password={PASSWORD}2");
    let changed = form(&news, "/account/password", &third, &change).await;
    assert_eq!(get(&news, "/account", &cookie(&changed)).await.status, StatusCode::OK);
    for old in [other, third] {
        assert_eq!(get(&news, "/", &old).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn no_other_site_signs_in_or_out_or_changes_anything() {
    let news = with_accounts();
    let session = sign_in(&news, "ana").await;
    let body = format!("name=ana&password={PASSWORD}");
    for path in ["/login", "/logout", "/look", "/feeds", "/account/password", "/mcp"] {
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let asked = request("POST", path)
                .header(name, value)
                .header("cookie", &session)
                .header("content-type", "application/x-www-form-urlencoded");
            let answer = news.ask(asked.body(Body::from(body.clone())).unwrap()).await;
            // Of `/mcp` only a browser's header decides; a program sends none.
            let reads_alone = path == "/mcp" && name == "sec-fetch-site";
            assert!(
                reads_alone || answer.status == StatusCode::FORBIDDEN,
                "{path} {value}"
            );
        }
    }
    for path in ["/logout", "/look"] {
        let asked = get(&news, path, &session).await;
        assert_eq!(asked.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    assert_eq!(get(&news, "/", &session).await.status, StatusCode::OK);
    let away = format!("{body}&next=//evil.example/");
    assert_eq!(form(&news, "/login", "", &away).await.header("location"), "/");
}

#[tokio::test]
async fn guessing_is_slowed_and_tells_nothing_of_names() {
    let news = with_accounts();
    let mut told = Vec::new();
    for name in ["ben", "nobody"] {
        let mut answers = Vec::new();
        for _ in 0..8 {
            let wrong =
                form(&news, "/login", "", &format!("name={name}&password=x")).await;
            answers.push((wrong.status, wrong.body.replace(name, "NAME")));
        }
        assert_eq!(answers[5].0, StatusCode::UNAUTHORIZED);
        assert_eq!(answers[7].0, StatusCode::TOO_MANY_REQUESTS);
        told.push(answers);
    }
    assert_eq!(told[0], told[1], "a known name is answered as an unknown one is");
    // Even the right password waits, and nobody else does.
    let right = format!("name=ben&password={PASSWORD}");
    let answer = form(&news, "/login", "", &right).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    sign_in(&news, "ana").await;
}

#[tokio::test]
async fn a_role_lets_do_what_it_names_and_no_more() {
    let news = with_accounts();
    let article = news.desk.rundown().unwrap().stories[0].title_article.0.clone();
    let deeds = [
        ("/feeds".to_owned(), "url=courier.example%2Ffeed.xml"),
        (
            "/feeds/act".to_owned(),
            "url=https%3A%2F%2Fcourier.example%2Ffeed.xml&act=pause",
        ),
        ("/corrections/undo".to_owned(), "article=a&other=b"),
        (format!("/articles/{article}/split"), "leaves=article"),
        (format!("/articles/{article}/merge"), "story=x"),
    ];
    for (name, may) in [("ben", false), ("eva", true), ("ana", true)] {
        let session = sign_in(&news, name).await;
        for (path, body) in &deeds {
            let answer = form(&news, path, &session, body).await;
            let is_refused = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(is_refused, !may, "{name} {path}: {}", answer.status);
        }
        assert_eq!(
            form(&news, "/look", &session, "").await.status,
            StatusCode::SEE_OTHER
        );
    }
    let make = |name| {
        let tokens = news.desk.tokens();
        tokens.make(name, Purpose::Reading, reader(&news, name), now()).unwrap()
    };
    for (token, status) in [(make("ben"), 403), (make("eva"), 200)] {
        let asked = request(
            "POST",
            "/reader/api/0/subscription/edit?ac=subscribe&s=feed/https://a.example/f",
        )
        .header("authorization", format!("GoogleLogin auth={token}"));
        assert_eq!(news.ask(asked.body(Body::empty()).unwrap()).await.status, status);
    }
    // Rights are looked up at each request, not kept in the session.
    let session = sign_in(&news, "eva").await;
    news.desk.set_rights(&news.desk.account("eva").unwrap(), Rights::Reader).unwrap();
    let (path, body) = &deeds[0];
    assert_eq!(form(&news, path, &session, body).await.status, StatusCode::FORBIDDEN);
    let last = news.desk.account("ana").unwrap();
    assert!(news.desk.set_rights(&last, Rights::Editor).is_err());
    assert!(news.desk.remove_account(&last).is_err());
}

#[tokio::test]
async fn what_somebody_reads_and_follows_is_nobody_elses() {
    let news = with_accounts();
    let (ana, ben) = (sign_in(&news, "ana").await, sign_in(&news, "ben").await);
    let slug = news.desk.rundown().unwrap().stories[0].slug.0.clone();
    let story = format!("/stories/{slug}");
    form(&news, &format!("{story}/follow"), &ana, "follow=followed").await;
    form(&news, &format!("{story}/look"), &ana, "").await;
    let following = |page: &Answer| page.body.contains(&story);
    assert!(following(&get(&news, "/stories?show=following", &ana).await));
    assert!(!following(&get(&news, "/stories?show=following", &ben).await));

    let tokens = news.desk.tokens();
    let make =
        |name: &str, to| tokens.make(to, Purpose::Reading, reader(&news, name), now());
    let (of_ana, of_ben) = (make("ana", "a").unwrap(), make("ben", "b").unwrap());
    let entry = async |token: &str| {
        let asked = request("GET", "/api/v1/rundown")
            .header("authorization", format!("Bearer {token}"));
        let answer = news.ask(asked.body(Body::empty()).unwrap()).await;
        let told: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        (told["items"][0]["followed"].clone(), told["items"][0]["unread"].clone())
    };
    assert_eq!(entry(&of_ana).await, (true.into(), false.into()));
    assert_eq!(entry(&of_ben).await, (false.into(), true.into()));
    // The same by the Google Reader API, where marking marks one's own.
    let unread = async |token: &str| {
        let ids = "/reader/api/0/stream/items/ids?s=user/-/state/com.google/reading-list\
             &xt=user/-/state/com.google/read&n=9";
        let asked = request("GET", ids)
            .header("authorization", format!("GoogleLogin auth={token}"));
        let answer = news.ask(asked.body(Body::empty()).unwrap()).await;
        let told: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        told["itemRefs"].as_array().unwrap().len()
    };
    assert_eq!((unread(&of_ana).await, unread(&of_ben).await), (0, 1));
    let mark = request(
        "POST",
        "/reader/api/0/mark-all-as-read?s=user/-/state/com.google/reading-list",
    )
    .header("authorization", format!("GoogleLogin auth={of_ben}"));
    news.ask(mark.body(Body::empty()).unwrap()).await;
    assert_eq!(unread(&of_ben).await, 0);
    assert_eq!(entry(&of_ben).await.0, false);

    // Who is removed takes all of it along, tokens too; a number is given once.
    let number = reader(&news, "ben");
    news.desk.remove_account(&news.desk.account("ben").unwrap()).unwrap();
    assert_eq!(get(&news, "/", &ben).await.status, StatusCode::SEE_OTHER);
    let asked = request("GET", "/api/v1/rundown")
        .header("authorization", format!("Bearer {of_ben}"));
    let answer = news.ask(asked.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    news.desk.add_account("ben", Rights::Reader).unwrap();
    assert!(reader(&news, "ben") > number);
}

/// A request over a socket; its answer as text.
async fn over_socket(listener: std::net::SocketAddr, headers: &str) -> String {
    let asked = format!(
        "GET /account HTTP/1.1\r\nHost: {listener}\r\nConnection: close\r\n{headers}\r\n"
    );
    let ask = move || {
        let mut stream = TcpStream::connect(listener).unwrap();
        stream.write_all(asked.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    tokio::task::spawn_blocking(ask).await.unwrap()
}

#[tokio::test]
async fn a_header_counts_from_a_named_proxy_alone() {
    let news = with_accounts();
    for (proxy, may) in [("127.0.0.0/8", true), ("192.0.2.7/32", false)] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut settings = ServeSettings::for_listener(address);
        let proxies = vec![proxy.parse().unwrap()];
        settings.vouching = Some(Vouching { header: "remote-user".to_owned(), proxies });
        let router = app(Arc::clone(&news.desk), settings);
        tokio::spawn(serve(listener, Callers::default(), router, std::future::pending()));
        let named = over_socket(address, "Remote-User: ben\r\n").await;
        assert_eq!(named.contains("signed in as <bdi>ben"), may, "{named}");
        for strange in
            ["", "Remote-User: zoe\r\n", "Remote-User: ben\r\nRemote-User: ana\r\n"]
        {
            let answer = over_socket(address, strange).await;
            assert!(answer.starts_with("HTTP/1.1 303"), "{strange}: {answer}");
        }
    }
}

#[tokio::test]
async fn one_reader_leaves_the_others_room() {
    let news = with_accounts();
    let (ana, ben) = (sign_in(&news, "ana").await, sign_in(&news, "ben").await);
    let mut refused = None;
    for n in 0..=120 {
        let answer = form(&news, "/look", &ben, "").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some((n, answer.header("retry-after").to_owned()));
            break;
        }
    }
    let (after, wait) = refused.unwrap();
    assert_eq!(after, 120);
    assert!((1..=60).contains(&wait.parse::<u64>().unwrap()), "{wait}");
    assert_eq!(get(&news, "/", &ben).await.status, StatusCode::OK, "reading goes on");
    assert_eq!(form(&news, "/look", &ana, "").await.status, StatusCode::SEE_OTHER);
}
