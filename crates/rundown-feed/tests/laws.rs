//! What must hold for any bytes.

use proptest::prelude::*;
use rundown_feed::{looks_like_feed, parse_date, read_feed, read_opml, write_opml};
use rundown_news::{NoteKind, Subscription};

/// Scraps that feeds are made of, so that chance meets the readers' rules.
const SCRAPS: [&str; 41] = [
    "\u{feff}",
    "<rss>",
    "</rss>",
    "<channel>",
    "</channel>",
    "<item>",
    "</item>",
    "<title>",
    "</title",
    "<link>",
    "/a",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml ",
    "?>",
    "<!DOCTYPE x [",
    "]>",
    "<!ENTITY a \"b\">",
    "&a;",
    "&amp;",
    "&#",
    "&#x1F600;",
    "<feed xmlns='",
    "' a=\"",
    "\"",
    "<entry/>",
    "<outline text='",
    "xmlUrl=",
    "<opml>",
    "2031-05-14T",
    "é",
    "\u{0}",
    "<",
    ">",
    "=",
    "{\"items\":[",
    "null",
    "]}",
    " ",
];

fn scraps() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&SCRAPS[..]), 0..60)
        .prop_map(|scraps| scraps.concat())
}

fn subscriptions() -> impl Strategy<Value = Vec<Subscription>> {
    // Printable, not blank, no white space at the ends.
    let name = "[!-~é–]([ -~é–\n]{0,12}[!-~é–])?";
    let one = (name, prop::option::of(name), prop::option::of(name));
    prop::collection::vec(one, 0..8).prop_map(|many| {
        let number = |(at, (url, title, folder)): (usize, (String, _, _))| Subscription {
            url: format!("https://{at}.test/{url}"),
            title,
            folder,
        };
        many.into_iter().enumerate().map(number).collect()
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = (read_feed(&bytes, None, None), read_opml(&bytes), looks_like_feed(&bytes));
    }

    #[test]
    fn any_scraps_are_read_or_refused(text in scraps()) {
        let feed = format!("<rss><channel>{text}");
        let read = read_feed(feed.as_bytes(), Some("https://a.test/"), None).unwrap();
        prop_assert!(read.value.items.len() <= 60);
        let _ = (read_feed(text.as_bytes(), None, Some("utf-8")), read_opml(text.as_bytes()));
    }

    #[test]
    fn any_text_is_a_date_or_none(text in "[0-9A-Za-z:+,./ -]{0,40}|\\PC{0,40}") {
        if let Some(time) = parse_date(&text) {
            prop_assert_eq!(time.to_string().parse(), Ok(time));
        }
    }

    #[test]
    fn written_lists_read_back_the_same(list in subscriptions()) {
        let read = read_opml(write_opml(&list).as_bytes()).unwrap();
        prop_assert_eq!(read.value, list);
        prop_assert!(read.notes.iter().all(|note| note.kind != NoteKind::BadBytes));
    }
}

#[test]
fn a_byte_order_mark_behind_a_comment_moves_nothing() {
    let text = "<!-- x -->\u{feff}\n<rss><channel><title>Harbor – shut</title>";
    let feed = read_feed(text.as_bytes(), None, None).unwrap().value;
    assert_eq!(feed.title, "Harbor – shut");
}

/// Openers repeated without their ends must not be searched for again and again. Small
/// enough for a debug build; quadratic time would still take minutes.
#[test]
fn repeated_openers_cost_linear_time() {
    for scrap in [
        "<!",
        "<!x[ >",
        "<?",
        "<!--",
        "<![CDATA[",
        "<a b='",
        "<a b=\"<a b='",
        "<title><",
        "</x>",
        "<a",
        "<item>",
        "&",
        "&#",
        "<x:y xmlns:x='z'>",
        "<name>",
        "[",
        "{\"items\":[",
        "<outline text='x'>",
    ] {
        let text = format!("<rss><channel>{}", scrap.repeat((1 << 20) / scrap.len()));
        let _ = (read_feed(text.as_bytes(), None, None), read_opml(text.as_bytes()));
        let _ = read_feed(&text.as_bytes()["<rss><channel>".len()..], None, None);
    }
}
