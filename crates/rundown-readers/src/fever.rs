//! The answers of the Fever API, version 3.
//!
//! A client of it asks for what has a higher number than all it knows, and never again for
//! what it knows. So the number of an item is its place among all tellings: a story in
//! which something new is told is a new item there, and the old one is none any more.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rundown_news::Lang;
use serde_json::{Map, Value, json};

use crate::greader::title_of;
use crate::stream::STORIES;
use crate::{Content, Item, Params};

/// Items of an answer, as the protocol has it.
const ITEMS: usize = 50;

/// The number of the folder; 0 means all items, too.
const GROUP: u64 = 1;

/// What is answered to whoever is not known.
#[must_use]
pub fn unknown() -> Value {
    json!({ "api_version": 3, "auth": 0 })
}

/// The items that a question asks for with what they say; none if it asks for no items.
#[must_use]
pub fn wanted<'a>(params: &Params, items: &'a [Item]) -> Option<Vec<&'a Item>> {
    if !params.has("items") {
        return None;
    }
    let mut wanted: Vec<&Item> = items.iter().collect();
    wanted.sort_by_key(|item| item.seq);
    if let Some(ids) = params.get("with_ids") {
        let ids: BTreeSet<u64> =
            ids.split(',').take(ITEMS).filter_map(|id| id.trim().parse().ok()).collect();
        wanted.retain(|item| ids.contains(&item.seq));
    } else if let Some(most) = params.number::<u64>("max_id").filter(|most| *most > 0) {
        wanted.retain(|item| item.seq < most);
        wanted.reverse();
    } else {
        let since = params.number::<u64>("since_id").unwrap_or_default();
        wanted.retain(|item| item.seq > since);
    }
    wanted.truncate(ITEMS);
    Some(wanted)
}

/// The answer to a question, with the items that it [wanted].
#[must_use]
pub fn answer(
    params: &Params,
    items: &[Item],
    given: &[(&Item, Content)],
    base: &str,
) -> Value {
    let latest = items.iter().map(|item| item.told_at).max().unwrap_or_default();
    let mut answer = Map::new();
    let mut say = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    say("api_version", 3.into());
    say("auth", 1.into());
    say("last_refreshed_on_time", latest.as_second().into());
    if params.has("groups") {
        say("groups", json!([{ "id": GROUP, "title": STORIES }]));
    }
    if params.has("feeds") {
        let feeds = langs(items).into_iter().map(|lang| feed(lang, items, base));
        say("feeds", feeds.collect());
    }
    if params.has("groups") || params.has("feeds") {
        let ids = langs(items).into_iter().map(|lang| number_of(lang).to_string());
        let ids: Vec<String> = ids.collect();
        say("feeds_groups", json!([{ "group_id": GROUP, "feed_ids": ids.join(",") }]));
    }
    if params.has("favicons") {
        say("favicons", json!([]));
    }
    if params.has("links") {
        say("links", json!([]));
    }
    if params.has("items") {
        say("items", given.iter().map(|(item, content)| whole(item, content)).collect());
        say("total_items", items.len().into());
    }
    if params.has("unread_item_ids") || is_mark(params) {
        say("unread_item_ids", numbers(items, |item| item.unread).into());
    }
    if params.has("saved_item_ids") || is_mark(params) {
        say("saved_item_ids", numbers(items, |item| item.followed).into());
    }
    Value::Object(answer)
}

fn feed(lang: Lang, items: &[Item], base: &str) -> Value {
    let of = items.iter().filter(|item| item.lang == lang);
    let latest = of.map(|item| item.told_at).max().unwrap_or_default();
    let page = format!("{base}/");
    json!({
        "id": number_of(lang), "favicon_id": 0, "title": title_of(lang), "url": page,
        "site_url": page, "is_spark": 0, "last_updated_on_time": latest.as_second(),
    })
}

fn whole(item: &Item, content: &Content) -> Value {
    json!({
        "id": item.seq, "feed_id": number_of(item.lang), "title": content.title,
        "author": content.author, "html": content.html, "url": content.url,
        "is_saved": u8::from(item.followed), "is_read": u8::from(!item.unread),
        "created_on_time": item.told_at.as_second(),
    })
}

fn numbers(items: &[Item], is_meant: fn(&Item) -> bool) -> String {
    let numbers: Vec<String> = items
        .iter()
        .filter(|item| is_meant(item))
        .map(|item| item.seq.to_string())
        .collect();
    numbers.join(",")
}

/// What is to be done with some items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Which.
    pub items: Vec<&'a Item>,
    /// What.
    pub as_what: As,
    /// Only as far as it was told by then.
    pub by: Option<Timestamp>,
}

/// What items are marked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// Read, or not.
    Read(bool),
    /// Followed, or not.
    Saved(bool),
}

fn is_mark(params: &Params) -> bool {
    params.has("mark")
}

impl<'a> Mark<'a> {
    /// Reads what a question asks to be done; none if it asks for nothing that is.
    #[must_use]
    pub fn of(params: &Params, items: &'a [Item]) -> Option<Self> {
        let as_what = match params.get("as")? {
            "read" => As::Read(true),
            "unread" => As::Read(false),
            "saved" => As::Saved(true),
            "unsaved" => As::Saved(false),
            _ => return None,
        };
        let id = params.get("id")?.trim();
        let by = params.number("before").and_then(|at| Timestamp::from_second(at).ok());
        let number = id.parse::<u64>().ok();
        let is_meant = |item: &&Item| match params.get("mark") {
            Some("item") => number == Some(item.seq),
            _ if as_what != As::Read(true) || !item.unread => false,
            Some("feed") => number == Some(number_of(item.lang)),
            Some("group") => matches!(number, Some(0 | GROUP)),
            _ => false,
        };
        let in_time = |item: &&Item| by.is_none_or(|by| item.told_at <= by);
        let items = items.iter().filter(is_meant).filter(in_time).collect();
        Some(Self { items, as_what, by })
    }
}

fn langs(items: &[Item]) -> BTreeSet<Lang> {
    items.iter().map(|item| item.lang).collect()
}

/// The number of the stream of a language: its letters read as digits.
fn number_of(lang: Lang) -> u64 {
    let letter = |byte: u8| u64::from(byte.wrapping_sub(b'a')) % 26 + 1;
    lang.as_str().bytes().fold(0, |number, byte| number * 27 + letter(byte))
}
