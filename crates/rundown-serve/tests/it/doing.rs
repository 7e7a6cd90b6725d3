//! What a reader does on the pages, and takes back there.

use axum::http::StatusCode;

use rundown_news::Rights;

use crate::app::{News, request};
use crate::markup::{check, values};

const FEED: &str = "https%3A%2F%2Fcourier.example%2Ffeed.xml";

#[tokio::test]
async fn a_feed_is_followed_paused_and_removed_with_a_way_back() {
    let news = News::open();
    assert!(news.get("/feeds").await.body.contains("No feed is followed yet."));
    // This desk asks nobody: the address is taken as it is.
    let added = news.post("/feeds", "url=courier.example%2Ffeed.xml").await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let said = news.get(added.header("location")).await.body;
    assert!(
        said.contains("1 feed, none in trouble.") && said.contains("Following"),
        "{said}"
    );
    let again = news.post("/feeds", &format!("url={FEED}")).await;
    assert!(news.get(again.header("location")).await.body.contains("followed already"));

    // Nobody asked it, and nobody will: this service asks no feed.
    assert!(
        said.contains("It was not asked yet") && !said.contains("asked again"),
        "{said}"
    );
    assert!(
        said.contains("Feeds are not asked while") && !said.contains("next round"),
        "{said}"
    );

    let done = news.post("/feeds/act", &format!("url={FEED}&act=pause")).await;
    let paused = news.get("/feeds").await.body;
    let (_, place) = done.header("location").split_once('#').unwrap();
    assert!(values(&paused, "id").contains(&place), "{place} is where it stands");
    assert!(paused.contains("Resume") && !paused.contains(">Pause<"), "{paused}");
    news.post("/feeds/act", &format!("url={FEED}&act=resume")).await;
    assert!(news.get("/feeds").await.body.contains(">Pause<"));

    let removed = news.post("/feeds/act", &format!("url={FEED}&act=remove")).await;
    let said = news.get(removed.header("location")).await.body;
    check(&said);
    assert!(said.contains("followed no longer") && said.contains("Undo"), "{said}");
    news.post("/feeds/act", &format!("url={FEED}&act=follow")).await;
    assert!(news.get("/feeds").await.body.contains("1 feed, none in trouble."));
}

#[tokio::test]
async fn what_is_no_feed_is_said() {
    let news = News::open();
    let strange = news.post("/feeds", "url=javascript%3A%2F%2Fx").await;
    assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(strange.body.contains("could not follow"), "{}", strange.body);
    let unknown = news.post("/feeds/act", &format!("url={FEED}&act=pause")).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(news.post("/feeds/act", "act=burn").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn stories_are_listed_by_what_the_reader_does_with_them() {
    let news = News::open();
    let story = news.story().await;
    let listed = |page: &str| values(page, "href").contains(&story.as_str());
    assert!(listed(&news.get("/stories").await.body));
    assert!(news.get("/stories?show=muted").await.body.contains("No story is muted."));
    for _ in 0..2 {
        let followed = news.post(&format!("{story}/follow"), "follow=follow").await;
        assert_eq!(followed.status, StatusCode::SEE_OTHER, "{}", followed.body);
    }
    assert!(listed(&news.get("/stories?show=following").await.body));
    news.post(&format!("{story}/follow"), "follow=mute").await;
    assert!(listed(&news.get("/stories?show=muted").await.body));
    assert!(listed(&news.get("/stories").await.body), "all are all");
    assert!(!listed(&news.get("/stories?show=following").await.body));
    let beyond = news.get("/stories?from=1").await.body;
    assert!(!listed(&beyond) && beyond.contains("Later news"), "{beyond}");
    assert_eq!(news.get("/stories?show=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_decision_is_listed_and_taken_back() {
    let news = News::open();
    let (story, article) = (news.story().await, news.article().await);
    assert!(news.get("/corrections").await.body.contains("not corrected anything"));
    news.post(&format!("{article}/split"), "leaves=article").await;
    let listed = news.get("/corrections").await.body;
    check(&listed);
    assert!(listed.contains("is not of the same story as"), "{listed}");
    let hidden = values(&listed, "value");
    let ids: Vec<&&str> = hidden.iter().filter(|value| !value.is_empty()).collect();
    let form = format!("article={}&other={}", ids[0], ids[1]);
    let undone = news.post("/corrections/undo", &form).await;
    assert_eq!(undone.header("location"), "/corrections");
    assert!(news.get("/corrections").await.body.contains("not corrected anything"));
    assert_eq!(news.get(&story).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_done_with_a_story_is_told_there_and_taken_back() {
    let news = News::open();
    let story = news.story().await;
    let muted = news.post(&format!("{story}/follow"), "follow=mute").await;
    let page = news.get(muted.header("location")).await.body;
    check(&page);
    assert!(page.contains("role=\"status\"") && page.contains("Undo"), "{page}");
    assert!(page.contains("name=\"follow\" value=\"none\">Undo"), "{page}");
    // What an address says is told, never done, and only what is known.
    for strange in ["done=burn&was=x", "done=muted&was=%22%3E%3Cscript%3E", "was=none"] {
        let page = news.get(&format!("{story}?{strange}")).await;
        check(&page.body);
        assert_eq!(page.status, StatusCode::OK, "{strange}");
    }
    let snoozed = news.post(&format!("{story}/snooze"), "until=2031-06-05").await;
    assert!(snoozed.header("location").ends_with("?done=snoozed&was=none"));
    let page = news.get(&story).await.body;
    assert!(page.contains("Bring it back"), "{page}");
    let listed = news.get("/stories?show=snoozed").await.body;
    assert!(values(&listed, "href").contains(&story.as_str()));
    assert!(!values(&news.get("/").await.body, "href").contains(&story.as_str()));
    let own = news.get("/corrections").await.body;
    check(&own);
    assert!(own.contains("Snoozed until 5 June"), "{own}");
    let woken = news.post(&format!("{story}/snooze"), "until=none&from=decisions").await;
    assert_eq!(woken.header("location"), "/corrections");
    for until in ["2031-05-01", "2099-05-01", "soon", "99999-99-99", ""] {
        let answer =
            news.post(&format!("{story}/snooze"), &format!("until={until}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{until}");
    }
}

#[tokio::test]
async fn all_is_marked_as_read_and_unread_again() {
    let news = News::open();
    let has_unread = async || news.get("/").await.body.contains("Mark all as read");
    assert!(has_unread().await);
    let done = news.post("/look", "").await;
    let to = done.header("location");
    assert!(to.starts_with("/?done=read&was=") && to.ends_with("&stories=1"), "{to}");
    assert!(!has_unread().await);
    let again = news.post("/look", "").await;
    assert_eq!(again.header("location"), "/", "nothing was left to mark");
    let own = news.get("/corrections").await.body;
    assert!(own.contains("You marked 1 story as read"), "{own}");
    let look = to.split("was=").nth(1).unwrap().split('&').next().unwrap();
    news.post("/look", &format!("back={look}")).await;
    assert!(has_unread().await);
    assert!(!news.get("/corrections").await.body.contains("You marked"));
    for wrong in ["back=never", "back=9223372036854775807"] {
        assert_eq!(news.post("/look", wrong).await.status, StatusCode::BAD_REQUEST);
    }
    // One story, by its own button.
    let story = news.story().await;
    let done = news.post(&format!("{story}/look"), "").await;
    let look = done.header("location").split("was=").nth(1).unwrap().to_owned();
    assert!(!has_unread().await);
    news.post(&format!("{story}/look"), &format!("back={look}")).await;
    assert!(has_unread().await);
}

const LIST: &str = "<opml version='2.0'><body><outline text='Ports'>\
     <outline text='The &lt;b>Courier' xmlUrl='https://courier.example/feed.xml'/></outline>\
     <outline text='Again' xmlUrl='https://courier.example/feed.xml'/>\
     <outline text='Old' xmlUrl='gopher://old.example/'/></body></opml>";

async fn upload(news: &News, list: &str) -> crate::app::Answer {
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"list\"; filename=\"my.opml\"\r\n\
         Content-Type: text/xml\r\n\r\n{list}\r\n--edge--\r\n"
    );
    let asked = request("POST", "/feeds/list")
        .header("origin", "http://127.0.0.1:7878")
        .header("content-type", "multipart/form-data; boundary=edge");
    news.ask(asked.body(axum::body::Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_list_is_shown_before_any_of_it_is_followed() {
    let news = News::open();
    news.post("/feeds", "url=https%3A%2F%2Fherald.example%2Ffeed").await;
    let known = "<outline text='Herald' xmlUrl='https://herald.example/feed'/></body>";
    let shown = upload(&news, &LIST.replace("</body>", known)).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    check(&shown.body);
    for said in [
        "4 feeds, 1 of them to choose from",
        "stands in the list before",
        "no address of the web",
        "followed already",
    ] {
        assert!(shown.body.contains(said), "{said}: {}", shown.body);
    }
    assert!(news.get("/feeds").await.body.contains("1 feed,"), "nothing is followed yet");
    let chosen = values(&shown.body, "value");
    let chosen: Vec<&&str> = chosen.iter().filter(|one| one.contains("url")).collect();
    assert_eq!(chosen.len(), 1);
    let feed = "%7B%22url%22%3A%22https%3A%2F%2Fcourier.example%2Ffeed.xml%22%7D";
    let done = news.post("/feeds/chosen", &format!("feed={feed}")).await;
    assert_eq!(done.header("location"), "/feeds?added=1%20feed");
    assert!(news.get("/feeds").await.body.contains("2 feeds,"));
    for strange in ["feed=x", "feed=%7B%22url%22%3A%22javascript%3Ax%22%7D"] {
        let answer = news.post("/feeds/chosen", strange).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{strange}");
    }
    let nothing = news.post("/feeds/chosen", "").await;
    assert_eq!(nothing.header("location"), "/feeds?added=0%20feeds");
    for wrong in ["", "no list", "<rss><channel/></rss>"] {
        assert_eq!(upload(&news, wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let long = format!("<opml>{}</opml>", " ".repeat(3 << 20));
    assert!(upload(&news, &long).await.status.is_client_error());
    let outline = |n| format!("<outline xmlUrl='https://a.example/{n}'/>");
    let many = (0..1_200).map(outline).collect::<Vec<_>>().concat();
    let many = upload(&news, &format!("<opml><body>{many}</body></opml>")).await.body;
    assert!(
        many.contains("The first 1,000 of 1,200 are shown"),
        "what is left off is told"
    );
}

#[tokio::test]
async fn starter_lists_lead_to_a_choice() {
    let news = News::open();
    let feeds = news.get("/feeds").await.body;
    let lists = values(&feeds, "href");
    let lists = lists.iter().filter(|href| href.starts_with("/feeds/lists/"));
    let lists: Vec<String> = lists.map(|href| (*href).to_owned()).collect();
    assert!(lists.len() > 10, "{lists:?}");
    for list in lists {
        let page = news.get(&list).await;
        assert_eq!(page.status, StatusCode::OK, "{list}");
        check(&page.body);
        assert!(page.body.contains("type=\"checkbox\""), "{list}");
    }
    assert_eq!(news.get("/feeds/lists/nowhere").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_keeps_pages_at_hand_is_served_to_anybody() {
    let news = News::open();
    let link = news.desk.add_account("ana", Rights::Admin).unwrap();
    news.desk.accept(&link, "ana", "correct horse battery").unwrap();
    for (path, kind) in [
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/worker.js", "text/javascript; charset=utf-8"),
        ("/offline", "text/html; charset=utf-8"),
    ] {
        let answer = news.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("content-type"), kind, "{path}");
    }
    let worker = news.get("/worker.js").await.body;
    let files = worker.lines().next().unwrap();
    let files = files.trim_start_matches("const FILES = ").trim_end_matches(';');
    for file in serde_json::from_str::<Vec<String>>(files).unwrap() {
        assert_eq!(news.get(&file).await.status, StatusCode::OK, "{file}");
    }
    assert_eq!(news.get("/events").await.status, StatusCode::SEE_OTHER, "this is not");
    let manifest: serde_json::Value =
        serde_json::from_str(&news.get("/manifest.webmanifest").await.body).unwrap();
    assert_eq!(manifest["start_url"], "/");
}
