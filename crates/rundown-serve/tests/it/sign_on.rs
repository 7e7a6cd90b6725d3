//! Single sign-on by a provider on loopback: whom it lets in, and what proves nothing.

use axum::body::Body;
use axum::http::StatusCode;
use rundown_desk::Roles;
use rundown_news::{ReaderId, Rights};
use rundown_origin::Answer as Told;
use serde_json::{Value, json};

use crate::app::{Answer, request};
use crate::handmade::now;
use crate::markup::check;
use crate::provider::{CLIENT, Key, Newsroom, Sent, encoded};

fn session(answer: &Answer) -> String {
    let cookies = answer.headers("set-cookie");
    let session = cookies.iter().find(|one| one.starts_with("rundown="));
    let session = session.unwrap_or_else(|| panic!("no session: {}", answer.body));
    session.split(';').next().unwrap().to_owned()
}

async fn get(newsroom: &Newsroom, path: &str, cookie: &str) -> Answer {
    let asked = request("GET", path).header("cookie", cookie);
    newsroom.news.ask(asked.body(Body::empty()).unwrap()).await
}

fn rights(newsroom: &Newsroom, name: &str) -> Rights {
    newsroom.news.desk.account(name).unwrap().rights
}

/// Somebody who is not signed on is told so on a page, with these words.
fn refused(answer: &Answer, why: &str) {
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{why}: {}", answer.body);
    assert!(answer.body.contains(why), "{why}: {}", answer.body);
    let cookies = answer.headers("set-cookie");
    assert!(!cookies.iter().any(|one| one.starts_with("rundown=")), "{cookies:?}");
    check(&answer.body);
}

#[tokio::test]
async fn somebody_signs_on_and_has_an_account_from_then_on() {
    for key in [Key::rsa(), Key::point()] {
        let newsroom = Newsroom::with(key, crate::provider::roles(), true);
        assert_eq!(newsroom.news.get("/").await.header("location"), "/login?next=%2F");
        let login = newsroom.news.get("/login?next=%2Fkeys").await;
        assert!(login.body.contains("href=\"/login/provider?next=%2Fkeys\""));
        check(&login.body);
        let sent = newsroom.begin().await;
        let asked = |name| sent.with(name);
        assert_eq!(
            ["response_type", "client_id", "scope", "code_challenge_method"].map(asked),
            ["code", CLIENT, "openid groups", "S256"]
        );
        assert_eq!(sent.with("redirect_uri"), "http://127.0.0.1:7878/login/return");
        let claims = newsroom.claims(&sent, "ben", &["news"]);
        newsroom.give(&newsroom.key.signed("one", &claims));
        let back = newsroom.back(&sent, &sent.cookie).await;
        assert_eq!(
            (back.status, back.header("location")),
            (StatusCode::SEE_OTHER, "/keys")
        );
        let question = newsroom.question(&sent);
        assert!(question.contains(&("code".to_owned(), "c0de".to_owned())));
        let cookie = session(&back);
        let account = get(&newsroom, "/account", &cookie).await.body;
        assert!(account.contains("ben") && !account.contains("/account/password"));
        assert_eq!(rights(&newsroom, "ben"), Rights::Reader);
        // The second time they are the same, and what the provider says of them holds.
        session(&newsroom.sign_on("ben", &["news", "editors"]).await);
        assert_eq!(rights(&newsroom, "ben"), Rights::Editor);
        assert_eq!(newsroom.news.desk.accounts().unwrap().len(), 1);
        assert_ne!(newsroom.news.desk.account("ben").unwrap().reader, ReaderId(0));
    }
}

#[tokio::test]
async fn nobody_comes_by_an_account_of_the_same_name() {
    let newsroom = Newsroom::open();
    let desk = &newsroom.news.desk;
    let link = desk.add_account("ana", Rights::Admin).unwrap();
    desk.accept(&link, "ana", "correct horse battery").unwrap();
    session(&newsroom.sign_on("Ana", &["news"]).await);
    assert_eq!(
        (rights(&newsroom, "ana"), rights(&newsroom, "ana-2")),
        (Rights::Admin, Rights::Reader)
    );
    assert!(desk.sign_in("Ana-2", "").unwrap().is_none());
}

#[tokio::test]
async fn an_admin_who_is_the_first_goes_on_with_what_was_read() {
    let newsroom = Newsroom::open();
    let desk = &newsroom.news.desk;
    let link = desk.first_link().unwrap().unwrap();
    session(&newsroom.sign_on("ben", &["news"]).await);
    assert_ne!(desk.account("ben").unwrap().reader, ReaderId::FIRST);
    let newsroom = Newsroom::open();
    let desk = &newsroom.news.desk;
    let mine = desk.first_link().unwrap().unwrap();
    session(&newsroom.sign_on("eva", &["chiefs"]).await);
    assert_eq!(desk.account("eva").unwrap().reader, ReaderId::FIRST);
    assert_eq!(desk.invited(&mine).unwrap(), None, "the link is over");
    assert_ne!(link, mine);
}

#[tokio::test]
async fn who_is_not_among_the_readers_is_not_let_in() {
    let newsroom = Newsroom::open();
    refused(
        &newsroom.sign_on("eve", &["newsroom"]).await,
        "not among those who may read",
    );
    assert!(newsroom.news.desk.accounts().unwrap().is_empty());
    let newsroom = Newsroom::with(Key::point(), Roles::default(), true);
    session(&newsroom.sign_on("eve", &[]).await);
    // Where the provider does not say it, it is said here, and stays.
    let account = newsroom.news.desk.account("eve").unwrap();
    newsroom.news.desk.set_rights(&account, Rights::Editor).unwrap();
    session(&newsroom.sign_on("eve", &[]).await);
    assert_eq!(rights(&newsroom, "eve"), Rights::Editor);
}

/// A token as it should be, but for one thing.
fn spoiled(newsroom: &Newsroom, sent: &Sent, name: &str, value: Value) -> String {
    let mut claims = newsroom.claims(sent, "eve", &["chiefs"]);
    claims[name] = value;
    newsroom.key.signed("one", &claims)
}

#[tokio::test]
async fn a_token_that_is_not_for_us_now_proves_nothing() {
    let newsroom = Newsroom::open();
    let at = now().as_second();
    for (name, value, why) in [
        ("nonce", json!("another"), "it answers another question"),
        ("nonce", json!(null), "it answers another question"),
        ("aud", json!("mail"), "it was made for another service"),
        ("aud", json!(["rundown", "mail"]), "it was made for another service"),
        ("aud", json!([]), "it was made for another service"),
        ("azp", json!("mail"), "it was made for another service"),
        ("iss", json!("https://id.example"), "it is of another provider"),
        ("iss", json!(null), "it lacks what such a token says"),
        ("exp", json!(at - 61), "it is too old"),
        ("exp", json!("never"), "it lacks what such a token says"),
        ("exp", json!(null), "it lacks what such a token says"),
        ("iat", json!(at + 120), "it is of a time to come"),
        ("nbf", json!(at + 120), "it is of a time to come"),
        ("sub", json!(""), "it names nobody"),
        ("sub", json!("a".repeat(256)), "it names nobody"),
    ] {
        let sent = newsroom.begin().await;
        newsroom.give(&spoiled(&newsroom, &sent, name, value.clone()));
        refused(&newsroom.back(&sent, &sent.cookie).await, why);
    }
    let sent = newsroom.begin().await;
    let mut many = newsroom.claims(&sent, "ben", &["news"]);
    (many["aud"], many["azp"]) = (json!(["mail", CLIENT]), json!(CLIENT));
    newsroom.give(&newsroom.key.signed("one", &many));
    session(&newsroom.back(&sent, &sent.cookie).await);
}

#[tokio::test]
async fn a_token_that_the_provider_did_not_sign_proves_nothing() {
    let newsroom = Newsroom::open();
    let sent = newsroom.begin().await;
    let claims = newsroom.claims(&sent, "eve", &["chiefs"]);
    let unsigned = |head: Value, end: &str| {
        format!("{}.{}.{end}", encoded(head.to_string()), encoded(claims.to_string()))
    };
    let point = Key::point();
    let right = newsroom.key.signed("one", &claims);
    let (told, signature) = right.rsplit_once('.').unwrap();
    let (head, _) = told.split_once('.').unwrap();
    let other = newsroom.claims(&sent, "ana", &["chiefs"]);
    let no_token = "it is no token that is signed by RS256 or ES256";
    let modulus = newsroom.key.public("one")["n"].as_str().unwrap().to_owned();
    let shared = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, modulus.as_bytes());
    let by_shared = unsigned(json!({ "alg": "HS256", "kid": "one" }), "");
    let by_shared_end =
        ring::hmac::sign(&shared, by_shared.trim_end_matches('.').as_bytes());
    for (token, why) in [
        (unsigned(json!({ "alg": "none", "kid": "one" }), ""), no_token),
        (unsigned(json!({ "alg": "None" }), ""), no_token),
        (
            format!("{by_shared}{}", encoded(by_shared_end)),
            "it is not signed by RS256 or ES256",
        ),
        (unsigned(json!({ "alg": "RS256", "kid": "one" }), ""), "signature"),
        (format!("{head}.{}.{signature}", encoded(other.to_string())), "signature"),
        (point.signed("one", &claims), "no key of the provider signed it"),
        (newsroom.key.signed("two", &claims), "no key of the provider signed it"),
        (newsroom.key.signed("three", &claims), "no key of the provider signed it"),
        ("a.b.c".to_owned(), no_token),
        (String::new(), no_token),
    ] {
        let (again, before) = (newsroom.begin().await, sent.cookie.clone());
        assert_ne!(again.cookie, before);
        newsroom.give(&token);
        refused(&newsroom.back(&sent, &before).await, why);
    }
    // A key of the same name that is another's.
    newsroom.publish(&[point.public("one")]);
    let stranger = Newsroom::with(Key::point(), crate::provider::roles(), true);
    stranger.publish(&[Key::point().public("one")]);
    refused(&stranger.sign_on("eve", &["chiefs"]).await, "signature");
    assert!(newsroom.news.desk.accounts().unwrap().is_empty());
}

#[tokio::test]
async fn each_sign_on_is_good_once_and_in_the_browser_that_began_it() {
    let newsroom = Newsroom::open();
    let (mine, theirs) = (newsroom.begin().await, newsroom.begin().await);
    let asked = newsroom.provider.asked("/.well-known/openid-configuration");
    assert_eq!(asked.len(), 1, "what it says of itself is believed for a while");
    newsroom.give(&newsroom.key.signed("one", &newsroom.claims(&mine, "ben", &["news"])));
    let begun = "not begun in this browser";
    // A link with somebody else's code, in a browser that began nothing or something else.
    refused(&newsroom.back(&mine, "").await, begun);
    refused(&newsroom.back(&mine, &theirs.cookie).await, begun);
    let forged = mine.cookie.replace('.', "x.");
    refused(&newsroom.back(&mine, &forged).await, begun);
    assert!(newsroom.provider.asked("/token").is_empty(), "nobody asks for them");
    let done = newsroom.back(&mine, &mine.cookie).await;
    session(&done);
    let kept = done.headers("set-cookie");
    assert!(kept.iter().any(|one| one.starts_with("rundown-sign-on=; ")), "{kept:?}");
    // Though the provider would give a token for the code again.
    refused(&newsroom.back(&mine, &mine.cookie).await, begun);
    assert_eq!(newsroom.provider.asked("/token").len(), 1);
    // A code that was used: the provider says no.
    newsroom.provider.give("/token", Told::status("400 Bad Request"));
    let again = newsroom.back(&theirs, &theirs.cookie).await;
    assert_eq!(again.status, StatusCode::BAD_GATEWAY);
    check(&again.body);
    for path in ["/login/return?error=access_denied&state=x", "/login/return?error=<b>x"]
    {
        let declined =
            newsroom.news.get(&path.replace('<', "%3C").replace('>', "%3E")).await;
        refused(&declined, "the provider did not do it");
    }
    let mixed = format!(
        "/login/return?code=c&state={}&iss=https%3A%2F%2Fevil.example",
        theirs.with("state")
    );
    refused(&get(&newsroom, &mixed, &theirs.cookie).await, "it is of another provider");
}

#[tokio::test]
async fn a_provider_that_is_out_of_reach_or_no_provider_is_told_of() {
    let guarded = Newsroom::with(Key::point(), Roles::default(), false);
    let answer = guarded.news.get("/login/provider").await;
    assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "it lies in a private network");
    assert!(!answer.body.contains("127.0.0.1:"), "{}", answer.body);
    check(&answer.body);
    let newsroom = Newsroom::open();
    let url = |path: &str| newsroom.provider.url(path);
    for own in [
        json!("no provider"),
        json!({ "issuer": "https://id.example" }),
        json!({
            "issuer": "https://id.example", "authorization_endpoint": url("/authorize"),
            "token_endpoint": url("/token"), "jwks_uri": url("/keys"),
        }),
        json!({
            "issuer": url(""), "authorization_endpoint": "http://id.example/authorize",
            "token_endpoint": url("/token"), "jwks_uri": url("/keys"),
        }),
    ] {
        let told = Told::ok(own.to_string());
        newsroom.provider.give("/.well-known/openid-configuration", told);
        let answer = newsroom.news.get("/login/provider").await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{own}");
    }
    let large = Told::ok("x".repeat(300 << 10));
    newsroom.provider.give("/.well-known/openid-configuration", large);
    assert_eq!(
        newsroom.news.get("/login/provider").await.status,
        StatusCode::BAD_GATEWAY
    );
    // Without one nobody is sent anywhere.
    let none = crate::app::News::open().get("/login/provider").await;
    assert_eq!(none.status, StatusCode::BAD_GATEWAY);
}
