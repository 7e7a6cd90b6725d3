//! The client crates of `NewsFlash` against a running server: what is told there reaches
//! them, what they mark comes back.
//!
//! `rundown-clients URL TOKEN_FOR_READING TOKEN_FOR_POSTING`, over an empty store.

use fever_api::FeverApi;
use fever_api::models::ItemStatus;
use greader_api::models::StreamQuery;
use greader_api::{AuthData, AuthInput, GReaderApi, GoogleAuthInput};
use reqwest::{Client, Url};

type Done = Result<(), Box<dyn std::error::Error>>;

const ALL: &str = "user/-/state/com.google/reading-list";
const READ: &str = "user/-/state/com.google/read";
const STARRED: &str = "user/-/state/com.google/starred";

// No day is named: what a weekday means depends on the day on which this runs.
const STRIKE: &str = "Dock workers walk out at Port Elm\n\nPORT ELM - Dock workers in Port Elm \
    walked off the job after talks over night shifts collapsed. Fourteen freighters \
    wait outside the harbor, the Harbor Board said. \"We will stay out until the last shift is \
    paid,\" said union leader Ana Ruiz. Board chairman Tom Bell called the strike unlawful.";
const DEAL: &str = "Dock workers of Port Elm end strike\n\nPORT ELM - Dock workers in Port Elm \
    ended their strike over night shifts. The Harbor Board agreed to pay 340 marks \
    for each night, union leader Ana Ruiz said. The first of fourteen freighters was unloaded \
    at noon, and board chairman Tom Bell thanked a judge, Ines Varga, who had led the talks.";

/// The server, and what is known of it.
struct Server {
    client: Client,
    url: Url,
    token: String,
    posting: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [url, token, posting] = args.as_slice() else {
        return Err("give the address and two tokens".into());
    };
    let (token, posting) = (token.clone(), posting.clone());
    let server = Server { client: Client::new(), url: Url::parse(url)?, token, posting };
    server.post("courier", STRIKE).await?;
    let id = google_reader(&server).await?;
    fever(&server, &id).await?;
    println!("greader_api and fever_api: all as expected");
    Ok(())
}

impl Server {
    /// Posts an article as a crawler does.
    async fn post(&self, outlet: &str, text: &str) -> Done {
        let page = format!("https://{outlet}.example/{}", text.len());
        let address = format!("{}api/v1/articles?url={page}", self.url);
        let post = self.client.post(address).bearer_auth(&self.posting);
        let post = post.header("content-type", "text/plain; charset=utf-8");
        let answer = post.body(text.to_owned()).send().await?;
        let status = answer.status();
        check(status == 201, &format!("{outlet} was kept: {status}"))
    }
}

fn check(holds: bool, what: &str) -> Done {
    println!("{} {what}", if holds { "ok  " } else { "FAIL" });
    if holds { Ok(()) } else { Err(what.to_owned().into()) }
}

async fn google_reader(server: &Server) -> Result<String, Box<dyn std::error::Error>> {
    let client = &server.client;
    let login = |password: &str| {
        let (username, password) = ("anybody".to_owned(), password.to_owned());
        AuthInput::Google(GoogleAuthInput { username, password })
    };
    let api = GReaderApi::new(server.url.clone(), AuthData::Uninitialized);
    check(
        api.login(&login("wrong"), client).await.is_err(),
        "a wrong secret opens nothing",
    )?;
    api.login(&login(&server.token), client).await?;
    check(api.user_info(client).await?.user_name == "rundown", "user-info")?;

    let unread = async || -> Result<u64, Box<dyn std::error::Error>> {
        let counts = api.unread_count(client).await?;
        let all = counts.unreadcounts.iter().find(|one| one.id == ALL);
        Ok(all.map_or(0, |one| one.count))
    };
    let feeds = api.subscription_list(client).await?.subscriptions;
    let stories = &feeds[0];
    check(stories.id == "feed/stories/en", "stories in English are a feed")?;
    check(stories.categories[0].label == "Stories", "which lies in a folder")?;
    check(!api.tag_list(client).await?.tags.is_empty(), "tag/list")?;
    check(unread().await? == 1, "one story waits")?;

    let query = StreamQuery {
        stream_id: Some(ALL),
        exclude_stream: Some(READ),
        amount: Some(1_000),
        ..StreamQuery::default()
    };
    let ids = api.items_ids(&query, client).await?.item_refs.unwrap_or_default();
    check(ids.len() == 1, "stream/items/ids without what is read")?;
    let id = ids[0].id.clone();
    let item = async || -> Result<_, Box<dyn std::error::Error>> {
        let found = api.items_contents(&[&id], client).await?;
        found.items.into_iter().next().ok_or_else(|| "the item is gone".into())
    };
    let first = item().await?;
    let content = |item: &greader_api::models::Item| {
        item.content.as_ref().map_or_else(String::new, |one| one.content.clone())
    };
    check(content(&first).contains("walked off the job"), "its content is the brief")?;
    check(content(&first).contains("/articles/"), "with links to evidence")?;
    let stream = StreamQuery { stream_id: Some("feed/stories/en"), ..query.clone() };
    let stream = api.stream_contents(&stream, client).await?;
    check(stream.items[0].id == first.id, "stream/contents has the same item")?;

    api.tag_edit(&[&id], &[READ], &[], client).await?;
    check(unread().await? == 0, "marked as read")?;
    api.tag_edit(&[&id], &[], &[READ], client).await?;
    check(unread().await? == 1, "and as unread again")?;
    api.tag_edit(&[&id], &[READ, STARRED], &[], client).await?;
    let starred = item().await?.categories.iter().any(|one| one == STARRED);
    check(starred, "a star follows the story")?;

    server.post("herald", STRIKE).await?;
    check(unread().await? == 0, "a copy tells nothing new")?;
    let copied = item().await?;
    check(
        copied.timestamp_usec == first.timestamp_usec,
        "and the item is not told anew",
    )?;
    server.post("ledger", DEAL).await?;
    check(unread().await? == 1, "what is new makes it unread again")?;
    let told = item().await?;
    check(told.id == first.id, "under the same id")?;
    check(told.timestamp_usec > first.timestamp_usec, "with a newer time")?;
    check(content(&told).contains("340 marks"), "and what is new")?;
    api.mark_all_as_read(ALL, None, client).await?;
    check(unread().await? == 0, "mark-all-as-read")?;

    let url = Url::parse("https://gazette.example/feed")?;
    let added = api.subscription_quickadd(&url, client).await?;
    let listed = async || -> Result<bool, Box<dyn std::error::Error>> {
        let feeds = api.subscription_list(client).await?.subscriptions;
        Ok(feeds.iter().any(|feed| feed.id == added.stream_id))
    };
    check(listed().await?, "quickadd follows a feed")?;
    api.subscription_edit(&added.stream_id, Some("Gazette"), None, None, client).await?;
    check(api.export(client).await?.contains("Gazette"), "subscription/edit and export")?;
    api.subscription_delete(&added.stream_id, client).await?;
    check(!listed().await?, "and lets it go")?;
    let bad = Url::parse("ftp://gazette.example/feed")?;
    check(api.subscription_quickadd(&bad, client).await.is_err(), "but nothing else")?;
    Ok(told.id)
}

async fn fever(server: &Server, greader_id: &str) -> Done {
    let client = &server.client;
    let url = server.url.join("fever/")?;
    let wrong = FeverApi::new(&url, "rundown", "wrong");
    check(!wrong.valid_credentials(client).await?, "a wrong key opens nothing")?;
    let api = FeverApi::new(&url, "rundown", &server.token);
    check(api.valid_credentials(client).await?, "a token for reading opens Fever")?;
    check(api.get_api_version(client).await? == 3, "version 3")?;
    let feeds = api.get_feeds(client).await?;
    let groups = api.get_groups(client).await?;
    let in_group = groups.feeds_groups[0].feed_ids.contains(&feeds.feeds[0].id);
    check(in_group, "a feed in a group")?;
    api.get_favicons(client).await?;
    api.get_links(client).await?;

    let items = api.get_items_since(0, client).await?;
    check(items.items.len() == 1 && items.total_items == 1, "one story is one item")?;
    let item = &items.items[0];
    check(item.html.contains("ended their strike"), "its content is the brief")?;
    let unread = async || -> Result<Vec<u64>, Box<dyn std::error::Error>> {
        Ok(api.get_unread_items(client).await?.unread_item_ids)
    };
    check(item.is_read && unread().await?.is_empty(), "what the other API read is read")?;
    check(
        api.get_saved_items(client).await?.saved_item_ids == [item.id],
        "and its star is here",
    )?;
    api.mark_item(ItemStatus::Unread, item.id, client).await?;
    check(unread().await? == [item.id], "marked as unread")?;
    let now = item.created_on_time + 1;
    api.mark_group(ItemStatus::Read, 1, now, client).await?;
    check(unread().await?.is_empty(), "a group marked as read")?;
    api.mark_item(ItemStatus::Unsaved, item.id, client).await?;
    check(
        api.get_saved_items(client).await?.saved_item_ids.is_empty(),
        "a star taken back",
    )?;

    let news = "Harbor Board chairman resigns after strike of Port Elm\n\nPORT ELM - Tom Bell, \
        chairman of the Harbor Board of Port Elm, resigned on Wednesday, a day after dock \
        workers ended their strike over night shifts. Lena Orth, 51, a pilot, takes his place \
        until October. Union leader Ana Ruiz said that she would meet her on Friday.";
    server.post("tribune", news).await?;
    let later = api.get_items_since(item.id, client).await?;
    check(later.items.len() == 1, "what is new comes as an item with a higher number")?;
    let told = &later.items[0];
    check(told.id > item.id && !told.is_read, "which waits")?;
    check(told.html.contains("Lena Orth"), "and tells it")?;
    check(told.url == item.url, "of the same story")?;
    check(unread().await? == [told.id], "and the old number is none any more")?;
    let with = api.get_items_with(vec![told.id, item.id], client).await?;
    check(with.items.len() == 1, "items by their numbers")?;
    check(greader_id.starts_with("tag:google.com,2005:reader/item/"), "long ids")
}
