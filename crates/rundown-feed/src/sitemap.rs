//! News sitemaps: addresses with headlines and times.

use rundown_news::limits::FEED_ITEMS_MAX;
use rundown_news::{Feed, FeedItem, Lang, Note, NoteKind};
use url::Url;

use crate::address::absolute;
use crate::date::parse_date;
use crate::markup;
use crate::namespace::Namespace;
use crate::tree::{NodeId, Tree};

/// Reads a `urlset`. Its title is the publication that its entries name.
pub(crate) fn read(
    tree: &Tree<'_>,
    root: NodeId,
    url: Option<&Url>,
    notes: &mut Vec<Note>,
) -> Feed {
    let mut feed = Feed::default();
    for node in tree.children(root).filter(|node| tree.is(*node, "url")) {
        if feed.items.len() == FEED_ITEMS_MAX {
            notes.push(Note::new(
                NoteKind::TooLong,
                format!("{FEED_ITEMS_MAX} items kept"),
            ));
            break;
        }
        let item = item(tree, node, url, &mut feed);
        if item.link.is_some() {
            feed.items.push(item);
        } else {
            notes.push(Note::new(NoteKind::BadItem, "an entry without an address"));
        }
    }
    feed
}

fn item(tree: &Tree<'_>, node: NodeId, url: Option<&Url>, feed: &mut Feed) -> FeedItem {
    let mut item = FeedItem::default();
    for child in tree.children(node) {
        let (namespace, name) = tree.name(child);
        match (namespace, &*name) {
            (Namespace::Plain, "loc") => item.link = absolute(&tree.text(child), url),
            (Namespace::Plain, "lastmod") => item.updated = parse_date(&tree.text(child)),
            (Namespace::News, "news") => news(tree, child, &mut item, feed),
            _ => {}
        }
    }
    item.guid.clone_from(&item.link);
    item
}

fn news(tree: &Tree<'_>, node: NodeId, item: &mut FeedItem, feed: &mut Feed) {
    for child in tree.children(node) {
        let text = tree.text(child);
        match &*tree.name(child).1 {
            "title" => item.title = markup::title(tree, child),
            "publication_date" => item.published = parse_date(&text),
            "keywords" => {
                let tags = text.split(',').map(|tag| markup::words(tag, true));
                item.tags.extend(tags.filter(|tag| !tag.is_empty()).take(64));
            }
            "publication" => publication(tree, child, feed),
            _ => {}
        }
    }
}

fn publication(tree: &Tree<'_>, node: NodeId, feed: &mut Feed) {
    for child in tree.children(node) {
        match &*tree.name(child).1 {
            "name" if feed.title.is_empty() => feed.title = markup::title(tree, child),
            "language" if feed.lang.is_none() => {
                feed.lang = Lang::parse(&tree.text(child));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn entries_carry_headline_and_time() {
        let text = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'
            xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url>
            <loc>https://courier.test/harbor</loc><n:news><n:publication>
            <n:name>The Courier</n:name><n:language>en</n:language></n:publication>
            <n:publication_date>2031-05-14</n:publication_date><n:title>Harbor shut</n:title>
            </n:news></url></urlset>";
        let feed = crate::read_feed(text.as_bytes(), None, None).unwrap().value;
        assert_eq!((feed.title.as_str(), feed.items.len()), ("The Courier", 1));
        assert_eq!(feed.items[0].title, "Harbor shut");
        assert_eq!(feed.items[0].published.unwrap().to_string(), "2031-05-14");
    }
}
