//! A captured page or text becomes a clean article.
//!
//! Reading never fails: any bytes give an article, and what was odd about them is
//! noted. It is a pure function of the capture, linear in its size, and bounded by the
//! limits of [`rundown_news::limits`]; nothing in here recurses.
//!
//! ```
//! use rundown_news::{Capture, CaptureKind};
//! let page = "<title>Harbor shut | The Port Courier</title><h1>Harbor shut</h1>\
//!     <p>PORT ELM (TCP) - The harbor was shut on Monday after a storm, officials said.</p>\
//!     <div class=newsletter>Sign up for our newsletter!</div>";
//! let article = rundown_extract::extract(&Capture {
//!     bytes: page.into(),
//!     url: Some("https://www.portcourier.test/harbor".to_owned()),
//!     at: None,
//!     charset: None,
//!     kind: CaptureKind::Unknown,
//! })
//! .value;
//! assert_eq!(article.headline, "Harbor shut");
//! assert_eq!(article.text, "The harbor was shut on Monday after a storm, officials said.");
//! assert_eq!(article.dateline.unwrap().place, "PORT ELM");
//! assert_eq!(article.outlet.domain, "portcourier.test");
//! ```
//!
//! # Which file decides what
//!
//! In the order in which a page meets them:
//!
//! | what | file |
//! |---|---|
//! | bytes become characters, these a tree | `decode.rs`, `html/build.rs` |
//! | the tree becomes lines | `lines/line.rs` |
//! | what the class of an element says of what it holds | `lines/cue.rs` |
//! | the headline, the authors: their candidates, and what speaks for each | `metadata/headline/`, `metadata/authors/`, `names.rs` |
//! | readers' comments, walls and offers, the box of highlights, the deck | `body/comments.rs`, `wall.rs`, `highlights.rs`, `front.rs` |
//! | which part of the page is the body | `body/choose.rs` |
//! | what becomes of a line by what it says | `body/rules.rs`, with the phrases of `phrases/lists.rs` |
//! | what trails behind the copy | `body/tail.rs` |
//! | how likely a line is copy, and whether another part of the page reads better | `body/judge.rs` by the measures of `features.rs`, `copy.rs` |
//! | the entries of a live blog | `body/entries.rs`, `live.rs` |
//! | the dateline | `dateline.rs` |
//! | when it was published and changed | `dates/claims.rs` (places), `votes.rs` (the choice), `calendar/` (how a date is written) |
//! | its kind, or that it is no article | `kind.rs`, `not_an_article.rs` |
//! | a capture of plain text, without markup | `plain/`, where `role.rs` tells what a line is |

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod agreement;
mod body;
mod byline;
mod calendar;
mod cards;
mod compose;
mod dateline;
mod dates;
mod decode;
mod filed;
mod forest;
mod fragment;
mod html;
mod kind;
mod lines;
mod links;
mod live;
mod media;
mod metadata;
mod names;
mod not_an_article;
mod owner;
mod page;
mod phrases;
mod piece;
mod plain;
mod reading;
pub mod train;

use std::sync::LazyLock;

use forest::Forest;
use jiff::Timestamp;
use memchr::memchr_iter;
use rundown_news::{Article, Capture, CaptureKind, Note, NoteKind, Noted};

pub use decode::decode;
pub use fragment::plain_text_of;
pub use links::{PageLink, links};
pub use reading::domain_of;

use reading::{Reading, language_of};

/// What judges the lines of pages; `data/README.md` says how it was grown.
static BODY: LazyLock<Forest> =
    LazyLock::new(|| Forest::parse(include_str!("../data/body.txt")));

/// So much of a document tells whether it is markup.
const LOOKED_AT_BYTES: usize = 8 << 10;

/// Reads a capture into an article: every field but its `id`, which the caller gives.
///
/// A capture whose kind is not known is read as a page if it holds tags, else as text.
/// `capture.at` bounds its dates: nothing was published after it was fetched.
#[must_use]
pub fn extract(capture: &Capture) -> Noted<Article> {
    let reading = Reading { url: capture.url.as_deref(), at: capture.at };
    if let Some(name) = binary_kind(&capture.bytes) {
        let note = Note::new(NoteKind::WrongKind, format!("this is {name}, not a page"));
        let article = Article { url: capture.url.clone(), ..Article::default() };
        return Noted { value: article, notes: vec![note] };
    }
    if is_noise(&capture.bytes) {
        let note = Note::new(NoteKind::WrongKind, "these bytes are no text");
        let article = Article { url: capture.url.clone(), ..Article::default() };
        return Noted { value: article, notes: vec![note] };
    }
    let (text, mut notes) = decode::decoded(&capture.bytes, capture.charset.as_deref());
    let is_page = match capture.kind {
        CaptureKind::Text => false,
        CaptureKind::Page | CaptureKind::Unknown => is_markup(&text),
    };
    let (article, found) = if is_page {
        page::read_page(&text, &reading, &BODY)
    } else {
        plain::read_plain(&text, &reading)
    };
    notes.extend(found);
    if article.headline.is_empty() {
        notes.push(Note::new(NoteKind::NoHeadline, ""));
    }
    Noted { value: article, notes }
}

/// Reads an article from its parts, as an item of a feed with full text carries them:
/// its title, and its content as a fragment of HTML.
#[must_use]
pub fn extract_parts(
    title: &str,
    content: &str,
    url: Option<&str>,
    at: Option<Timestamp>,
) -> Noted<Article> {
    let reading = Reading { url, at };
    let mut notes = Vec::new();
    let mut article = Article {
        url: url.map(str::to_owned),
        headline: plain_text_of(title).replace('\n', " "),
        ..Article::default()
    };
    article.outlet.domain = reading.domain().unwrap_or_default();
    let pieces = fragment::pieces_of_item(content, &article.headline);
    compose::compose(pieces, &mut article, &mut notes);
    article.lang = language_of(&article.text, None);
    Noted { value: article, notes }
}

/// The people whom a byline names, in order, each once.
///
/// ```
/// let names = rundown_extract::people("By Ana Ruiz and Tom Bell, Harbor Correspondent");
/// assert_eq!(names, ["Ana Ruiz", "Tom Bell"]);
/// ```
#[must_use]
pub fn people(byline: &str) -> Vec<String> {
    names::people_in([byline], "")
}

/// A name or a headline as pages and texts are read: on one line, without what nobody sees
/// and what turns the direction of the words that follow.
///
/// ```
/// assert_eq!(rundown_extract::one_line(" Storm\n\u{202E}kills\u{200B} 12 "), "Storm kills 12");
/// ```
#[must_use]
pub fn one_line(text: &str) -> String {
    html::collapsed(text)
}

/// Gives an article that is known but for its body the copy of that body, as somebody cut
/// it out of its page: without the chrome that came along.
///
/// ```
/// let mut article = rundown_news::Article::default();
/// let body = "PORT ELM (TCP) - The harbor was shut on Monday.\n\nADVERTISEMENT\n\n\
///     It opened again on Tuesday.";
/// rundown_extract::read_body(body, &mut article);
/// let text = "PORT ELM (TCP) - The harbor was shut on Monday.\n\n\
///     It opened again on Tuesday.";
/// assert_eq!(article.text, text);
/// ```
pub fn read_body(body: &str, article: &mut Article) {
    plain::read_body(body, article);
}

/// The name of a format that holds no text to read, told by its first bytes.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const SIGNS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1F\x8B", "a gzip file"),
        (b"\x28\xB5\x2F\xFD", "a zstd file"),
        (b"\x7FELF", "a program"),
    ];
    let sign = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign));
    sign.map(|(_, name)| *name)
}

/// Whether bytes are no text of any charset: one in twenty is a control character, and they
/// are not of the wide charsets, in which every other byte is empty.
fn is_noise(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 4 << 10;
    const SHARE: usize = 20;
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let is_control = |byte: &u8| matches!(byte, 1..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let control: usize = start.iter().map(|byte| usize::from(is_control(byte))).sum();
    control * SHARE > start.len() && memchr_iter(0, start).count() * 4 < start.len()
}

/// Whether a text holds tags early on.
fn is_markup(text: &str) -> bool {
    let start = phrases::start_of(text, LOOKED_AT_BYTES).trim_start();
    let opens = start.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?')
    });
    opens || fragment::looks_like_markup(start)
}
