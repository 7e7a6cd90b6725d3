//! The answers of the Google Reader API, as `FreshRSS` and Miniflux give them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rundown_news::Lang;
use serde_json::{Value, json};

use crate::stream::{SOURCES, STORIES, Stream, name_of};
use crate::{Content, Item, ItemId, Params, Source};

/// What names of states begin with.
const STATE: &str = "user/-/state/com.google";

/// The reader, of whom there is one.
#[must_use]
pub fn user_info() -> Value {
    json!({
        "userId": "1", "userName": "rundown", "userProfileId": "1", "userEmail": "",
        "isBloggerUser": false, "isMultiLoginEnabled": false,
    })
}

/// The folders and what else items are marked with.
#[must_use]
pub fn tags(sources: &[Source]) -> Value {
    let mut tags = vec![
        json!({ "id": format!("{STATE}/starred") }),
        json!({ "id": label(STORIES), "type": "folder" }),
    ];
    if !sources.is_empty() {
        tags.push(json!({ "id": label(SOURCES), "type": "folder" }));
    }
    json!({ "tags": tags })
}

/// The streams of stories, one a language, and the feeds they are made of.
#[must_use]
pub fn subscriptions(items: &[Item], sources: &[Source], base: &str) -> Value {
    let stories = langs(items).into_iter().map(|lang| {
        let (id, title) = (name_of(lang), title_of(lang));
        let page = format!("{base}/");
        subscription(&id, &title, STORIES, &page, &page)
    });
    let sources = sources.iter().map(|source| {
        let id = format!("feed/{}", source.url);
        subscription(&id, &source.title, SOURCES, &source.url, &source.url)
    });
    json!({ "subscriptions": stories.chain(sources).collect::<Vec<_>>() })
}

fn subscription(id: &str, title: &str, folder: &str, url: &str, page: &str) -> Value {
    json!({
        "id": id, "title": title, "url": url, "htmlUrl": page, "iconUrl": "",
        "sortid": "", "firstitemmsec": "0",
        "categories": [{ "id": label(folder), "label": folder }],
    })
}

/// How many items wait in each stream.
#[must_use]
pub fn unread_counts(items: &[Item]) -> Value {
    let unread: Vec<&Item> = items.iter().filter(|item| item.unread).collect();
    let count = |id: &str, stream: &Stream| {
        let of: Vec<&&Item> = unread.iter().filter(|item| stream.holds(item)).collect();
        let newest = of.iter().map(|item| item.told_at).max().unwrap_or_default();
        json!({
            "id": id, "count": of.len(),
            "newestItemTimestampUsec": newest.as_microsecond().to_string(),
        })
    };
    let mut counts = vec![
        count(&format!("{STATE}/reading-list"), &Stream::All),
        count(&label(STORIES), &Stream::Label(STORIES.to_owned())),
    ];
    counts.extend(
        langs(items).into_iter().map(|lang| count(&name_of(lang), &Stream::Lang(lang))),
    );
    json!({ "max": unread.len(), "unreadcounts": counts })
}

/// The names of items.
#[must_use]
pub fn ids(items: &[&Item], next: Option<u64>) -> Value {
    let refs: Vec<Value> = items
        .iter()
        .map(|item| {
            json!({
                "id": item.id.short(),
                "directStreamIds": [name_of(item.lang)],
                "timestampUsec": item.told_at.as_microsecond().to_string(),
            })
        })
        .collect();
    continued(json!({ "itemRefs": refs }), next)
}

/// Items with what they say.
#[must_use]
pub fn contents(
    stream: &str,
    items: &[(&Item, Content)],
    next: Option<u64>,
    now: Timestamp,
) -> Value {
    let all: Vec<Value> =
        items.iter().map(|(item, content)| whole(item, content)).collect();
    let answer = json!({
        "direction": "ltr", "id": stream, "title": "Rundown", "author": "Rundown",
        "updated": now.as_second(), "items": all,
    });
    continued(answer, next)
}

fn whole(item: &Item, content: &Content) -> Value {
    json!({
        "id": item.id.long(),
        "crawlTimeMsec": item.told_at.as_millisecond().to_string(),
        "timestampUsec": item.told_at.as_microsecond().to_string(),
        "published": item.told_at.as_second(),
        "updated": item.told_at.as_second(),
        "title": content.title,
        "author": content.author,
        "canonical": [{ "href": content.url }],
        "alternate": [{ "href": content.url, "type": "text/html" }],
        "categories": categories(item),
        "origin": {
            "streamId": name_of(item.lang), "title": title_of(item.lang),
            "htmlUrl": content.url,
        },
        "summary": { "direction": "ltr", "content": content.html },
    })
}

/// The streams an item is in.
#[must_use]
pub fn categories(item: &Item) -> Vec<String> {
    let mut all = vec![format!("{STATE}/reading-list"), label(STORIES)];
    all.push(format!("{STATE}/{}", if item.unread { "fresh" } else { "read" }));
    if item.followed {
        all.push(format!("{STATE}/starred"));
    }
    all
}

fn continued(mut answer: Value, next: Option<u64>) -> Value {
    if let Some(next) = next {
        answer["continuation"] = next.to_string().into();
    }
    answer
}

/// What is to be done with some items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// Which.
    pub items: Vec<ItemId>,
    /// Mark them as read, or as not read.
    pub read: Option<bool>,
    /// Follow their stories, or let them go.
    pub star: Option<bool>,
}

impl Edit {
    /// Reads what `edit-tag` says; other marks than these are let be.
    #[must_use]
    pub fn of(params: &Params) -> Self {
        let mut edit = Self {
            items: params.all("i").filter_map(ItemId::parse).collect(),
            ..Self::default()
        };
        let added = params.all("a").map(|name| (name, true));
        for (name, is_added) in added.chain(params.all("r").map(|name| (name, false))) {
            match Stream::parse(name) {
                Stream::Read => edit.read = Some(is_added),
                Stream::Unread => edit.read = Some(!is_added),
                Stream::Starred => edit.star = Some(is_added),
                _ => {}
            }
        }
        edit
    }
}

/// The items of a stream that `mark-all-as-read` means, and by when they were told: the
/// client names the latest it knows (`ts`, in microseconds), so that what came since stays.
#[must_use]
pub fn marked<'a>(
    params: &Params,
    items: &'a [Item],
) -> (Vec<&'a Item>, Option<Timestamp>) {
    let by: Option<Timestamp> =
        params.number("ts").and_then(|us| Timestamp::from_microsecond(us).ok());
    let stream = params.get("s").map_or(Stream::Other, Stream::parse);
    let is_meant = |item: &&Item| {
        item.unread && stream.holds(item) && by.is_none_or(|by| item.told_at <= by)
    };
    (items.iter().filter(is_meant).collect(), by)
}

/// The languages that stories are told in.
fn langs(items: &[Item]) -> BTreeSet<Lang> {
    items.iter().map(|item| item.lang).collect()
}

fn label(folder: &str) -> String {
    format!("user/-/label/{folder}")
}

/// What the stream of a language is called.
#[must_use]
pub fn title_of(lang: Lang) -> String {
    /// Languages by the names they call themselves; others go by their code.
    const NAMES: [(&str, &str); 15] = [
        ("ar", "العربية"),
        ("de", "Deutsch"),
        ("en", "English"),
        ("es", "Español"),
        ("fr", "Français"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("nl", "Nederlands"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("ru", "Русский"),
        ("sv", "Svenska"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("zh", "中文"),
    ];
    let code = lang.as_str();
    let named = NAMES.iter().find(|(known, _)| *known == code);
    format!("Stories · {}", named.map_or(code, |(_, name)| name))
}
