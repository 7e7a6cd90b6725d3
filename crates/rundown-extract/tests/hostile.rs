//! Pages that attack their reader: each is small or within the limits, and each was
//! found to bring a known reader to its knees. What counts is that reading returns,
//! keeps the limits, and says so.

use rundown_extract::extract;
use rundown_news::limits::{PAGE_BYTES_MAX, TEXT_BYTES_MAX};
use rundown_news::{Article, Capture, CaptureKind, NoteKind, Noted};

/// Large enough for what is quadratic to show.
const BIG: usize = 4 << 20;

fn read(page: impl Into<Vec<u8>>) -> Noted<Article> {
    extract(&Capture {
        bytes: page.into(),
        url: None,
        at: None,
        charset: Some("utf-8".to_owned()),
        kind: CaptureKind::Page,
    })
}

fn has(read: &Noted<Article>, kind: NoteKind) -> bool {
    read.notes.iter().any(|note| note.kind == kind)
}

#[test]
fn nesting_is_flat_beyond_its_limit() {
    for tag in
        ["div", "b", "font", "span", "ul><li", "table><tr><td", "blockquote", "section"]
    {
        let found = read(format!("<{tag}>").repeat(50_000) + "<p>The end is near.</p>");
        assert!(has(&found, NoteKind::TooDeep), "{tag}");
    }
}

#[test]
fn misnested_formatting_costs_no_more_than_its_length() {
    let tags: Vec<String> = (0..20_000).map(|id| format!("<b id=i{id}><p>")).collect();
    let page = tags.concat();
    let found = read(page + "The harbor was shut on Monday after a storm.");
    assert_eq!(found.value.text, "The harbor was shut on Monday after a storm.");
}

#[test]
fn attributes_beyond_the_limit_are_dropped() {
    let attributes: Vec<String> = (0..80_000).map(|id| format!(" a{id}=1")).collect();
    let attributes = attributes.concat();
    let found = read(format!("<p{attributes}>The harbor was shut on Monday.</p>"));
    assert!(has(&found, NoteKind::TooDeep), "{:?}", found.notes);
    assert_eq!(found.value.text, "The harbor was shut on Monday.");
}

#[test]
fn a_page_is_read_to_its_limit_only() {
    let found = read("<p>A word. ".repeat(PAGE_BYTES_MAX / 8));
    assert!(has(&found, NoteKind::TooLong));
    assert!(found.value.text.len() <= TEXT_BYTES_MAX);
}

#[test]
fn a_budget_of_steps_ends_what_goes_on_too_long() {
    let found = read("<p>".to_owned() + &"<a b ".repeat(BIG / 5));
    assert!(has(&found, NoteKind::TooCostly) || has(&found, NoteKind::TooDeep));
    read("<".repeat(PAGE_BYTES_MAX + 9));
    read("</".repeat(BIG / 2));
    read("&".repeat(BIG));
    read("<!-".repeat(BIG / 3));
}

#[test]
fn scripts_and_comments_without_end_hold_nothing() {
    for start in ["<script>", "<style>", "<!--", "<title>", "<textarea>", "<svg>"] {
        read(start.repeat(200_000));
        read(format!("<p>Harbor shut.</p>{start}").repeat(20_000));
    }
}

#[test]
fn structured_data_may_nest_without_end() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    read(format!("<script type=application/ld+json>{deep}</script>"));
    let objects = "{\"@graph\":".repeat(50_000);
    read(format!("<script type=application/ld+json>{objects}</script>"));
}

#[test]
fn lines_beyond_counting_are_not_looked_at() {
    let found = read("<p>Read more</p>".repeat(90_000));
    assert!(has(&found, NoteKind::TooCostly));
    let text = extract(&Capture {
        bytes: "Ships met.\n".repeat(200_000).into_bytes(),
        url: None,
        at: None,
        charset: None,
        kind: CaptureKind::Text,
    });
    assert!(has(&text, NoteKind::TooCostly));
}

#[test]
fn a_language_may_be_any_letters() {
    read("<html lang='\u{1E9E}en-US'><h1>Harbor shut</h1><p>Ships met.".to_owned());
}
