//! What a page links to on its reader's behalf: the feeds it announces.

use rundown_news::Capture;
use url::Url;

use crate::decode::decode;
use crate::html::{Tag, parse};

/// Announced feeds beyond this are a directory, not a site's own.
const LINKS_MAX: usize = 100;

/// A feed that a page announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// Its absolute address.
    pub href: String,
    /// What the page calls it; may be empty.
    pub title: String,
    /// Its media type as stated, in lower case.
    pub media_type: String,
}

/// The feeds that a page announces, in its order, each once.
///
/// ```
/// use rundown_news::{Capture, CaptureKind};
/// let page = r#"<link rel="alternate" type="application/rss+xml" href="/news.xml" title="News">"#;
/// let capture = Capture {
///     bytes: page.into(),
///     url: Some("https://portcourier.test/world/".to_owned()),
///     at: None,
///     charset: None,
///     kind: CaptureKind::Page,
/// };
/// assert_eq!(rundown_extract::links(&capture)[0].href, "https://portcourier.test/news.xml");
/// ```
#[must_use]
pub fn links(capture: &Capture) -> Vec<PageLink> {
    let (text, _) = decode(&capture.bytes, capture.charset.as_deref());
    let page = parse(&text);
    let tree = &page.tree;
    let own = capture.url.as_deref().and_then(|url| Url::parse(url).ok());
    let mut base = own.clone();
    let mut found: Vec<PageLink> = Vec::new();
    for id in 1..tree.len() {
        if tree.tag(id) == Tag::Base
            && let Some(href) = tree.attribute(id, "href")
        {
            base = resolve(own.as_ref(), &href).or(base);
        }
        if tree.tag(id) != Tag::Link || found.len() >= LINKS_MAX {
            continue;
        }
        let rel = tree.raw_attribute(id, "rel").unwrap_or("").to_ascii_lowercase();
        let media = tree.raw_attribute(id, "type").unwrap_or("");
        let media_type =
            media.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        let is_alternate = rel.split_ascii_whitespace().any(|rel| rel == "alternate");
        if !is_alternate || !is_feed(&media_type) {
            continue;
        }
        let Some(href) = tree.attribute(id, "href") else { continue };
        let Some(url) = resolve(base.as_ref(), href.trim()) else { continue };
        let title = tree.attribute(id, "title").unwrap_or_default().trim().to_owned();
        let link = PageLink { href: url.to_string(), title, media_type };
        if !found.iter().any(|known| known.href == link.href) {
            found.push(link);
        }
    }
    found
}

fn resolve(base: Option<&Url>, href: &str) -> Option<Url> {
    let url = match base {
        Some(base) => base.join(href).ok()?,
        None => Url::parse(href).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then_some(url)
}

fn is_feed(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/rss+xml"
            | "application/atom+xml"
            | "application/feed+json"
            | "application/json"
            | "application/rdf+xml"
            | "application/x-rss+xml"
            | "text/xml"
            | "application/xml"
    )
}
