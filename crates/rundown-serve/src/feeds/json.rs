//! Feeds as JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::{Value, json};

use super::feed::{Entry, Feed};

pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let items: Vec<Value> = feed.entries.iter().map(item).collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title,
        "home_page_url": feed.page, "feed_url": feed.own, "items": items,
        "authors": [{ "name": "Rundown" }],
    });
    feed.to_string().into_bytes()
}

fn item(entry: &Entry) -> Value {
    json!({
        "id": entry.id, "url": entry.page, "title": entry.title,
        "content_html": entry.content, "date_published": entry.published.to_string(),
        "date_modified": entry.updated.to_string(),
    })
}
