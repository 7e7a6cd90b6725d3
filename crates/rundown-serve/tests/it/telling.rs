//! How readers are told of developments: the page where they choose it, and the API.

use std::sync::Arc;

use axum::body::Body;
use axum::http::StatusCode;
use rundown_desk::{Desk, MailServer, Purpose};
use rundown_fetch::{FetchConfig, Fetcher, Guard};
use rundown_news::{ReaderId, Rights};
use rundown_origin::{Answer as Told, Letters, Outlet};
use rundown_serve::{ServeSettings, app};
use serde_json::{Value, json};

use crate::api::held;
use crate::app::{Answer, News, request};
use crate::markup::check;

/// News where readers' targets may lie on this machine, with a mail server.
fn open(letters: &Letters) -> News {
    let mut news = News::open();
    let config =
        FetchConfig { guard: Guard { allow_private: true }, ..FetchConfig::default() };
    let fetcher = Arc::new(Fetcher::new(config).unwrap());
    let desk = Desk::clone(&news.desk);
    let desk = desk.asking_with(Arc::clone(&fetcher)).telling_with(fetcher);
    news.desk = Arc::new(desk);
    let mut settings = ServeSettings::for_listener("127.0.0.1:7878".parse().unwrap());
    settings.mail = Some(MailServer {
        server: letters.url().to_owned(),
        password: None,
        from: "rundown@mail.example".to_owned(),
    });
    news.router = app(Arc::clone(&news.desk), settings);
    news
}

#[tokio::test]
async fn a_reader_chooses_on_the_page_how_they_are_told_and_where() {
    let (web, letters) = (Outlet::new(), Letters::new());
    web.give("/hook", Told::status("204 No Content"));
    let news = open(&letters);
    let page = news.get("/alerts").await.body;
    check(&page);
    assert!(page.contains("<option selected>2</option>") && !page.contains("whsec_"));
    let hook = web.url("/hook");
    let form = |zone: &str, hook: &str| {
        format!(
            "outlets=3&digest=day&quiet_from=22%3A00&quiet_to=07%3A30&zone={zone}\
             &webhook={hook}&ntfy=&ntfy_token="
        )
    };
    let done = news.post("/alerts", &form("Europe/Lisbon", &hook)).await;
    assert_eq!(
        (done.status, done.header("location")),
        (StatusCode::SEE_OTHER, "/alerts?done=kept")
    );
    let said = news.get(done.header("location")).await.body;
    assert!(said.contains("Kept: you are told so from now on."), "{said}");
    check(&said);
    assert_eq!(
        news.post("/alerts/searches", "words=dock+%22port+elm%22").await.status,
        303
    );
    let page = news.get("/alerts").await.body;
    check(&page);
    for shown in [
        "<option selected>3</option>",
        "value=\"22:00\"",
        "value=\"07:30\"",
        "value=\"Europe/Lisbon\"",
        "whsec_",
        "dock &#34;port elm&#34;",
    ] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
    let tried = news.post("/alerts/test", "").await.body;
    assert!(tried.contains("webhook: took the test message"), "{tried}");
    check(&tried);
    assert_eq!(web.bodies("/hook").len(), 1);
    for (odd, why) in [
        (form("Port/Elm", &hook), "no such time zone"),
        (form("UTC", "javascript%3Aalert(1)"), "no address of the web"),
        (form("UTC", &hook).replace("=day", "=hour"), "a digest is none, day or week"),
        (form("UTC", &hook).replace("22%3A00", "late"), "no two times"),
        (form("UTC", &hook).replace("outlets=3", "outlets=4"), "1, 2 or 3"),
    ] {
        let refused = news.post("/alerts", &odd).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}");
        assert!(refused.body.contains(why), "{}", refused.body);
        check(&refused.body);
    }
    let gone = news.post("/alerts/searches/remove", "words=dock+%22port+elm%22").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert!(news.desk.watched_words(ReaderId::FIRST).unwrap().is_empty());
}

#[tokio::test]
async fn a_search_is_kept_where_it_is_searched_and_taken_back_there() {
    let news = News::open();
    let words = "dock \"port elm\" & more";
    let page = "/search?q=dock+%22port+elm%22+%26+more";
    let shown = news.get(page).await.body;
    check(&shown);
    assert!(shown.contains("Tell me of new developments with these words"), "{shown}");
    let sent = "words=dock++%22port+elm%22+%26+more";
    let done = news.post("/alerts/searches?from=search", sent).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(
        done.header("location").starts_with("/search?q=dock%20%22port%20elm%22%20%26")
    );
    assert_eq!(news.desk.watched_words(ReaderId::FIRST).unwrap(), [words]);
    let told = news.get(done.header("location")).await.body;
    check(&told);
    assert!(told.contains("“Alerts” says where and when") && told.contains("Undo"));
    assert!(told.contains("Tell me no longer") && !told.contains("Tell me of new"));
    // The list leads back to it.
    let list = news.get("/alerts").await.body;
    assert!(
        list.contains("href=\"/search?q=dock%20%22port%20elm%22%20%26%20more\""),
        "{list}"
    );
    let gone = news.post("/alerts/searches/remove?from=search", sent).await;
    assert!(news.desk.watched_words(ReaderId::FIRST).unwrap().is_empty());
    let told = news.get(gone.header("location")).await.body;
    assert!(told.contains("You are told of these words no longer."), "{told}");
    let odd = news.post("/alerts/searches?from=burn", sent).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    assert!(!news.get("/search").await.body.contains("Tell me of new"), "of no words");
}

#[tokio::test]
async fn letters_go_where_their_owner_says_yes() {
    let letters = Letters::new();
    let news = open(&letters);
    let asked = news.post("/alerts/mail", "mail=ana%40mail.example").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let letter = letters.taken().remove(0);
    let code = letter
        .lines()
        .find(|line| line.len() == 16 && line.chars().all(|c| c.is_ascii_hexdigit()));
    let code = code.unwrap_or_else(|| panic!("{letter}"));
    let page = news.get("/alerts").await.body;
    assert!(page.contains("on its way to <bdi>ana@mail.example</bdi>"));
    check(&page);
    assert_eq!(news.post("/alerts/mail/confirm", "code=0").await.status, 422);
    assert_eq!(
        news.post("/alerts/mail/confirm", &format!("code={code}")).await.status,
        303
    );
    let page = news.get("/alerts").await.body;
    assert!(page.contains("Letters go to <bdi>ana@mail.example</bdi>"));
    check(&page);
    let tried = news.post("/alerts/test", "").await.body;
    assert!(tried.contains("mail: took the test message"));
    assert_eq!(letters.taken().len(), 2);
    assert_eq!(news.post("/alerts/mail/remove", "").await.status, 303);
    assert!(!news.get("/alerts").await.body.contains("Letters go to"));
    for odd in ["mail=ana", "mail=a%40b.example%0D%0ABcc%3A+c%40d.example"] {
        assert_eq!(news.post("/alerts/mail", odd).await.status, 422, "{odd}");
    }
    // Where no server is named no letter is promised.
    let none = News::open().get("/alerts").await.body;
    assert!(
        none.contains("named no mail server")
            && !none.contains("action=\"/alerts/mail\"")
    );
}

async fn put(news: &News, token: &str, body: &Value) -> Answer {
    let asked = request("PUT", "/api/v1/alerts/wishes")
        .header("authorization", format!("Bearer {token}"));
    news.ask(asked.body(Body::from(body.to_string())).unwrap()).await
}

fn told(answer: &Answer) -> Value {
    held("/api/v1/alerts/wishes", "put", "/api/v1/alerts/wishes", answer)
}

#[tokio::test]
async fn programs_choose_for_the_reader_whose_token_they_show() {
    let (web, letters) = (Outlet::new(), Letters::new());
    let news = open(&letters);
    let mut tokens = Vec::new();
    for (name, rights) in [("ana", Rights::Admin), ("ben", Rights::Reader)] {
        let link = news.desk.add_account(name, rights).unwrap();
        news.desk.accept(&link, name, "correct horse battery").unwrap();
        let reader = news.desk.account(name).unwrap().reader;
        let now = news.desk.now();
        let made = news.desk.tokens().make(name, Purpose::Reading, reader, now);
        tokens.push(made.unwrap());
    }
    let (hook, topic) = (web.url("/hook"), web.url("/topic"));
    let whole = json!({
        "outlets": 1, "zone": "Asia/Tokyo", "quiet": "23:00-06:00", "digest": "week",
        "webhook": hook, "ntfy": topic, "ntfy_token": "tk_secret",
        "searches": ["dock strike", "grain"],
    });
    let ben = told(&put(&news, &tokens[1], &whole).await);
    assert_eq!((&ben["webhook"], &ben["ntfy_token"]), (&json!(hook), &json!(true)));
    // What is not named stays; what is null goes.
    let change = json!({ "quiet": null, "ntfy": null, "searches": ["grain"] });
    let ben = told(&put(&news, &tokens[1], &change).await);
    assert_eq!(ben["quiet"], Value::Null);
    assert_eq!((&ben["ntfy"], &ben["ntfy_token"]), (&Value::Null, &json!(false)));
    assert_eq!((&ben["zone"], &ben["digest"]), (&json!("Asia/Tokyo"), &json!("week")));
    assert_eq!((&ben["webhook"], &ben["searches"]), (&json!(hook), &json!(["grain"])));
    let asked = request("GET", "/api/v1/alerts")
        .header("authorization", format!("Bearer {}", tokens[0]));
    let ana = news.ask(asked.body(Body::empty()).unwrap()).await;
    let ana = held("/api/v1/alerts", "get", "/api/v1/alerts", &ana);
    assert_eq!((&ana["webhook"], &ana["searches"]), (&Value::Null, &json!([])));
    for odd in [
        json!({ "outlets": 0 }),
        json!({ "outlets": -1 }),
        json!({ "quiet": "always" }),
        json!({ "webhook": "ftp://a.example/" }),
        json!({ "mail": "ben" }),
        json!({ "mail_code": "0" }),
        json!({ "searches": [""] }),
        json!({ "webhok": hook }),
        json!([]),
    ] {
        let refused = put(&news, &tokens[1], &odd).await;
        assert!(refused.status.is_client_error(), "{odd}: {}", refused.body);
        told(&refused);
    }
    // A page of a stranger has no token, and its browser says where it comes from.
    for (name, value) in
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")]
    {
        let asked = request("PUT", "/api/v1/alerts/wishes").header(name, value);
        let asked = asked.body(Body::from("{}")).unwrap();
        assert_eq!(news.ask(asked).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(put(&news, "", &json!({})).await.status, StatusCode::UNAUTHORIZED);
}
