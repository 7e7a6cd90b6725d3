//! JSON Feed, versions 1 and 1.1.

use std::fmt;

use rundown_news::limits::FEED_ITEMS_MAX;
use rundown_news::{Feed, FeedItem, FeedKind, Lang, Note, NoteKind, Noted};
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use url::Url;

use crate::address::absolute;
use crate::date::parse_date;
use crate::markup;
use crate::not_a_feed::NotAFeed;

/// Reads decoded text that starts like JSON. Depth is bounded by `serde_json`.
pub(crate) fn read(
    text: &str,
    url: Option<&Url>,
    mut notes: Vec<Note>,
) -> Result<Noted<Feed>, NotAFeed> {
    let document: Document = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(error) if error.is_data() => return Err(NotAFeed::OtherJson),
        Err(_) => return Err(NotAFeed::BrokenJson),
    };
    let version = document.version.0.unwrap_or_default();
    let Some(items) = document.items.0 else {
        return Err(NotAFeed::OtherJson);
    };
    if !version.contains("jsonfeed.org") && document.title.0.is_none() {
        return Err(NotAFeed::OtherJson);
    }
    let link = document.home_page_url.0.and_then(|link| absolute(&link, url));
    let site = link.as_deref().and_then(|link| Url::parse(link).ok());
    let base = url.or(site.as_ref());
    if items.1 {
        notes.push(Note::new(NoteKind::TooLong, format!("{FEED_ITEMS_MAX} items kept")));
    }
    let hubs = document.hubs.0.unwrap_or_default();
    let hub = hubs.into_iter().find_map(|hub| hub.0?.url.0);
    let feed = Feed {
        kind: FeedKind::Json,
        title: markup::words(&document.title.0.unwrap_or_default(), false),
        link: link.clone(),
        lang: document.language.0.and_then(|tag| Lang::parse(&tag)),
        items: items.0.into_iter().map(|item| item.into_item(base)).collect(),
        hub: hub.and_then(|hub| absolute(&hub, base)),
        topic: document.feed_url.0.and_then(|topic| absolute(&topic, base)),
    };
    Ok(Noted { value: feed, notes })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Document {
    version: Lenient<String>,
    title: Lenient<String>,
    home_page_url: Lenient<String>,
    language: Lenient<String>,
    feed_url: Lenient<String>,
    hubs: Lenient<Vec<Lenient<Hub>>>,
    items: Lenient<Items>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Item {
    id: Lenient<String>,
    url: Lenient<String>,
    external_url: Lenient<String>,
    title: Lenient<String>,
    summary: Lenient<String>,
    content_html: Lenient<String>,
    content_text: Lenient<String>,
    date_published: Lenient<String>,
    date_modified: Lenient<String>,
    author: Lenient<Author>,
    authors: Lenient<Vec<Lenient<Author>>>,
    tags: Lenient<Vec<Lenient<String>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Hub {
    url: Lenient<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Author {
    name: Lenient<String>,
}

impl Item {
    fn into_item(self, base: Option<&Url>) -> FeedItem {
        // Many feeds give the address as the id alone.
        let named = self.id.0.clone().filter(|id| id.starts_with("http"));
        let link = [self.url.0, self.external_url.0, named];
        let link = link.into_iter().flatten().find_map(|link| absolute(&link, base));
        let date = |text: Lenient<String>| text.0.and_then(|text| parse_date(&text));
        let plain = self.content_text.0.map(|text| markup::escape(&text));
        let authors = self.authors.0.unwrap_or_default();
        let authors = authors.into_iter().chain([self.author]);
        let names = authors.filter_map(|author| author.0?.name.0);
        let names = names.map(|name| markup::words(&name, false));
        let mut authors: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        authors.dedup();
        let tags = self.tags.0.unwrap_or_default().into_iter();
        FeedItem {
            guid: self.id.0,
            link,
            title: markup::words(&self.title.0.unwrap_or_default(), false),
            summary: self.summary.0.map(|text| markup::escape(&text)),
            content: self.content_html.0.or(plain),
            authors,
            published: date(self.date_published),
            updated: date(self.date_modified),
            tags: tags.filter_map(|tag| Some(markup::words(&tag.0?, false))).collect(),
        }
    }
}

/// A value if it is of the right kind, nothing if it is of another.
struct Lenient<T>(Option<T>);

impl<T> Default for Lenient<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// What a kind of value is made of.
trait Kind: Sized {
    fn of_text(_: &str) -> Option<Self> {
        None
    }
    fn of_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Option<Self>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
    fn of_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

impl Kind for String {
    fn of_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Kind for Author {
    fn of_text(text: &str) -> Option<Self> {
        Some(Self { name: Lenient(Some(text.to_owned())) })
    }
    fn of_map<'de, A: MapAccess<'de>>(map: A) -> Result<Option<Self>, A::Error> {
        Self::deserialize(de::value::MapAccessDeserializer::new(map)).map(Some)
    }
}

impl Kind for Hub {
    fn of_map<'de, A: MapAccess<'de>>(map: A) -> Result<Option<Self>, A::Error> {
        Self::deserialize(de::value::MapAccessDeserializer::new(map)).map(Some)
    }
}
impl Kind for Item {
    fn of_map<'de, A: MapAccess<'de>>(map: A) -> Result<Option<Self>, A::Error> {
        Self::deserialize(de::value::MapAccessDeserializer::new(map)).map(Some)
    }
}

/// The items, and whether there were more than are kept.
struct Items(Vec<Item>, bool);

impl Kind for Items {
    fn of_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        let mut items = Vec::new();
        while items.len() < FEED_ITEMS_MAX {
            match list.next_element::<Lenient<Item>>()? {
                Some(item) => items.extend(item.0),
                None => return Ok(Some(Self(items, false))),
            }
        }
        let mut more = false;
        while list.next_element::<IgnoredAny>()?.is_some() {
            more = true;
        }
        Ok(Some(Self(items, more)))
    }
}

/// Authors and tags of one item.
const VALUES_MAX: usize = 64;

impl<T: Kind> Kind for Vec<Lenient<T>> {
    fn of_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        let mut values = Self::new();
        while values.len() < VALUES_MAX {
            match list.next_element()? {
                Some(value) => values.push(value),
                None => return Ok(Some(values)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Some(values))
    }
}

impl<'de, T: Kind> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any<T>(std::marker::PhantomData<T>);
        impl<'de, T: Kind> Visitor<'de> for Any<T> {
            type Value = Lenient<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Lenient<T>, E> {
                Ok(Lenient(T::of_text(text)))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Lenient<T>, E> {
                Ok(Lenient(T::of_text(&number.to_string())))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Lenient<T>, E> {
                Ok(Lenient(T::of_text(&number.to_string())))
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Lenient<T>, E> {
                Ok(Lenient(T::of_text(&number.to_string())))
            }
            fn visit_bool<E: de::Error>(self, _: bool) -> Result<Lenient<T>, E> {
                Ok(Lenient(None))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Lenient<T>, E> {
                Ok(Lenient(None))
            }
            fn visit_map<A: MapAccess<'de>>(
                self,
                map: A,
            ) -> Result<Lenient<T>, A::Error> {
                T::of_map(map).map(Lenient)
            }
            fn visit_seq<A: SeqAccess<'de>>(
                self,
                list: A,
            ) -> Result<Lenient<T>, A::Error> {
                T::of_list(list).map(Lenient)
            }
        }
        deserializer.deserialize_any(Any(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_whatever_is_wrong_beside_them() {
        let text = r#"{"version":"https://jsonfeed.org/version/1.1","title":"The Courier",
            "home_page_url":"https://courier.test/","items":[null,{"id":7,"url":"/harbor",
            "title":"Harbor &amp; sea","content_text":"a < b","authors":[{"name":"Ann Lee"}],
            "tags":["Ports",3,null],"date_published":"2031-05-14T09:40:00Z"}]}"#;
        let feed = read(text, None, Vec::new()).unwrap().value;
        let item = &feed.items[0];
        assert_eq!(item.guid.as_deref(), Some("7"));
        assert_eq!(item.link.as_deref(), Some("https://courier.test/harbor"));
        assert_eq!(item.title, "Harbor & sea");
        assert_eq!(item.content.as_deref(), Some("a &lt; b"));
        assert_eq!((item.authors.len(), item.tags.len()), (1, 2));
    }

    #[test]
    fn an_id_that_is_an_address_is_the_address() {
        let text = r#"{"version":"https://jsonfeed.org/version/1.1","title":"The Courier",
            "items":[{"id":"https://courier.test/a","title":"Harbor"},{"id":"b"}]}"#;
        let items = read(text, None, Vec::new()).unwrap().value.items;
        assert_eq!(items[0].link.as_deref(), Some("https://courier.test/a"));
        assert_eq!(items[1].link, None);
    }

    #[test]
    fn other_json_is_told_from_broken_json() {
        let kind = |text| read(text, None, Vec::new()).unwrap_err();
        assert_eq!(kind("[1, 2]"), NotAFeed::OtherJson);
        assert_eq!(kind("{\"a\": 1}"), NotAFeed::OtherJson);
        assert_eq!(kind("{\"a\": "), NotAFeed::BrokenJson);
    }
}
