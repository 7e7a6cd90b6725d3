//! Pages in the language of the reader, by their clock.

use axum::body::Body;
use axum::http::StatusCode;

use crate::app::{Answer, News, request};
use crate::markup::check;

async fn asked(news: &News, path: &str, header: (&str, &str)) -> Answer {
    let request = request("GET", path).header(header.0, header.1);
    news.ask(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_page_speaks_as_the_browser_asks() {
    let news = News::open();
    let (story, article) = (news.story().await, news.article().await);
    let why = format!("{article}/why");
    for (language, direction, read, words) in [
        ("de", "ltr", "Als gelesen markieren", "Die Geschichte bisher"),
        ("es", "ltr", "Marcar como leída", "La historia hasta ahora"),
        ("fr", "ltr", "Marquer comme lue", "L’histoire jusqu’ici"),
        ("ar", "rtl", "تعليم كمقروء", "القصة حتى الآن"),
    ] {
        let accepted = ("accept-language", language);
        let html = format!("<html lang=\"{language}\" dir=\"{direction}\">");
        for path in
            ["/", "/stories", &story, &article, &why, "/feeds", "/keys", "/language"]
        {
            let answer = asked(&news, path, accepted).await;
            assert!(answer.body.contains(&html), "{path}");
            assert_eq!(answer.header("content-language"), language);
            assert!(answer.header("vary").contains("accept-language"));
            check(&answer.body);
        }
        let page = asked(&news, &story, accepted).await.body;
        assert!(page.contains(read) && page.contains(words), "{page}");
        assert!(!page.contains("Mark as read"), "{page}");
    }
    // News stays as it was written.
    let page = asked(&news, &article, ("accept-language", "ar")).await.body;
    assert!(page.contains("Dock workers in Port Elm walked off"), "{page}");
}

#[tokio::test]
async fn the_badge_of_one_story_is_no_plural() {
    let news = News::open();
    let story = news.story().await;
    news.post(&format!("{story}/follow"), "follow=follow").await;
    for (language, badge, list) in
        [("fr", "Suivie", "Suivies"), ("es", "Seguida", "Seguidas")]
    {
        for path in ["/stories", &story] {
            let page = asked(&news, path, ("accept-language", language)).await.body;
            let badge = format!("class=\"followed\">{badge}<");
            assert!(page.contains(&badge), "{page}");
        }
        let page = asked(&news, "/stories", ("accept-language", language)).await.body;
        assert!(page.contains(&format!(">{list}<")), "{page}");
    }
}

#[tokio::test]
async fn what_was_chosen_is_kept_by_the_browser() {
    let news = News::open();
    let chosen = news.post("/language", "language=de&zone=Europe%2FBerlin").await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert!(
        chosen.header("set-cookie").starts_with("rundown-language=de; Path=/; HttpOnly")
    );
    let cookies = "rundown-language=de; rundown-zone=Europe/Berlin";
    let page = asked(&news, "/language", ("cookie", cookies)).await.body;
    assert!(
        page.contains("value=\"Europe/Berlin\"") && page.contains("Zeitzone"),
        "{page}"
    );
    let article = asked(&news, &news.article().await, ("cookie", cookies)).await.body;
    assert!(article.contains("CEST"), "{article}");
    for bad in ["language=de&zone=Mars", "language=de", "language=de&zone=UTC%0d%0aa: b"]
    {
        assert_eq!(
            news.post("/language", bad).await.status,
            StatusCode::BAD_REQUEST,
            "{bad}"
        );
    }
}

#[tokio::test]
async fn what_the_desk_says_is_said_in_the_language_of_the_page() {
    let news = News::open();
    let sent = |path: &str, body: &str| {
        let request = request("POST", path)
            .header("origin", "http://127.0.0.1:7878")
            .header("accept-language", "fr")
            .header("content-type", "application/x-www-form-urlencoded");
        request.body(Body::from(body.to_owned())).unwrap()
    };
    let strange = news.ask(sent("/feeds", "url=javascript%3A%2F%2Fx")).await;
    let words = "impossible de suivre javascript://x : ce n’est pas une adresse";
    assert!(strange.body.contains(words), "{}", strange.body);
    let zone = "outlets=1&digest=day&zone=Mars&webhook=&ntfy=&ntfy_token=";
    let wrong = news.ask(sent("/alerts", zone)).await;
    assert!(wrong.body.contains("ce fuseau horaire n’existe pas"), "{}", wrong.body);
}

#[tokio::test]
async fn programs_are_answered_in_english() {
    let news = News::open();
    let answer = asked(&news, "/api/v1/stories/none", ("accept-language", "de")).await;
    assert!(answer.body.contains("No story is called"), "{}", answer.body);
}
