//! Feeds that are whole answers and lie all the same: about what they are, what is in
//! them, and what has changed.

use crate::{answer, rss};

/// The articles of each feed, however often it is asked.
const ITEMS: usize = 3;

/// Items of a feed that has too many.
const MANY: usize = 20_000;

const PATHS: &[&str] = &[
    "/feed/etag",
    "/feed/weak",
    "/feed/future",
    "/feed/type",
    "/feed/charset",
    "/feed/names",
    "/feed/links",
    "/feed/order",
    "/feed/edited",
    "/feed/page",
    "/feed/many",
];

pub(crate) fn paths() -> impl Iterator<Item = &'static str> {
    PATHS.iter().copied()
}

/// What is answered the so manieth time, counted from 0.
pub(crate) fn feed(path: &str, asked: usize) -> Option<Vec<u8>> {
    let path = PATHS.iter().find(|known| **known == path)?;
    let name = path.rsplit('/').next().unwrap_or_default();
    let items = || (0..ITEMS).map(|number| item(name, number, asked));
    let told = rss("Lies", &items().collect::<String>());
    let ok = |headers: &str, body: &str| answer("200 OK", headers, body.as_bytes());
    Some(match name {
        "etag" => ok(&format!("ETag: \"{asked}\"\r\n"), &told),
        "weak" => ok("ETag: W/\"one\"\r\n", &told),
        "future" => ok("Last-Modified: Fri, 01 Jan 2100 00:00:00 GMT\r\n", &told),
        "type" => ok("Content-Type: image/png\r\n", &told),
        "charset" => ok("Content-Type: text/xml; charset=utf-16\r\n", &told),
        "order" => {
            let mut items: Vec<String> = items().collect();
            items.rotate_left(asked % ITEMS);
            ok("", &rss("Lies", &items.concat()))
        }
        "page" if asked > 0 => ok("", "<title>Sign in</title><p>Sign in to read on."),
        "many" => {
            let items = (0..MANY).map(|number| item(name, number, 0));
            ok("", &rss("Lies", &items.collect::<String>()))
        }
        _ => ok("", &told),
    })
}

/// An item without a page of its own; where names or links churn, one with both.
fn item(feed: &str, number: usize, asked: usize) -> String {
    let (link, name) = match feed {
        "names" => (Some(number.to_string()), format!("{number}-{asked}")),
        "links" => (Some(format!("{number}?at={asked}")), number.to_string()),
        _ => (None, number.to_string()),
    };
    let link = link.map(|link| format!("<link>https://lies.example/{link}</link>"));
    let again = if feed == "edited" && asked % 2 == 1 { " again" } else { "" };
    format!(
        "<item><title>Lie {feed} {number}{again}</title>{}<guid isPermaLink=\"false\">{name}\
         </guid><pubDate>Wed, 14 May 2031 0{}:00:00 GMT</pubDate><description>The tower of \
         {feed} leans {number} feet to the left, said its keeper{again}.</description></item>",
        link.unwrap_or_default(),
        number % 10,
    )
}
