//! Feeds in XML: finds the root, the head and the items.

use rundown_news::limits::FEED_ITEMS_MAX;
use rundown_news::{Feed, FeedItem, FeedKind, Lang, Note, NoteKind, Noted};
use url::Url;

use crate::address::{absolute, base_of};
use crate::namespace::Namespace;
use crate::not_a_feed::NotAFeed;
use crate::tree::{NodeId, Tree};
use crate::{entities, entry, markup, mend, sitemap};

/// A root is looked for among so many elements: error messages stand before some feeds.
const ROOT_SEARCH_ELEMENTS: usize = 64;

/// Dates that could not be read are noted so many times.
const NOTES_MAX: usize = 20;

/// Reads decoded text that is some kind of markup.
pub(crate) fn read(
    text: &str,
    url: Option<&Url>,
    mut notes: Vec<Note>,
) -> Result<Noted<Feed>, NotAFeed> {
    let mended = mend::mend(text);
    if mended.repairs > 0 {
        let detail = format!("{} places of broken XML repaired", mended.repairs);
        notes.push(Note::new(NoteKind::BadItem, detail));
    }
    let own = entities::declared(mended.doctype.unwrap_or(""));
    let tree = Tree::parse(&mended.text, own, &mut notes);
    let (root, kind) = root(&tree, text)?;
    let mut feed = match kind {
        FeedKind::Sitemap => sitemap::read(&tree, root, url, &mut notes),
        _ => Reading { tree: &tree, root, kind, url }.feed(&mut notes),
    };
    feed.kind = kind;
    notes.truncate(NOTES_MAX);
    Ok(Noted { value: feed, notes })
}

/// The element that makes the document a feed.
fn root(tree: &Tree<'_>, text: &str) -> Result<(NodeId, FeedKind), NotAFeed> {
    let mut first = None;
    for node in tree.elements().take(ROOT_SEARCH_ELEMENTS) {
        let (namespace, name) = tree.name(node);
        let kind = match &*name {
            "rss" | "channel" | "item" => FeedKind::Rss,
            "rdf" if namespace != Namespace::Other => FeedKind::Rdf,
            "feed" | "entry" => FeedKind::Atom,
            "urlset" => FeedKind::Sitemap,
            "html" | "body" => return Err(NotAFeed::Page),
            "opml" => return Err(NotAFeed::Opml),
            "sitemapindex" => return Err(NotAFeed::SitemapIndex),
            _ => {
                first.get_or_insert(node);
                continue;
            }
        };
        // A lone item stands for a feed only if nothing else does.
        let is_item = matches!(&*name, "item" | "entry");
        return Ok((if is_item { tree.parent(node) } else { node }, kind));
    }
    let Some(first) = first else { return Err(NotAFeed::Text) };
    let head: String = text.chars().take(256).collect::<String>().to_ascii_lowercase();
    let (_, name) = tree.name(first);
    let page_tags =
        ["head", "title", "meta", "script", "div", "p", "br", "b", "h1", "table"];
    let is_page = head.contains("<!doctype html") || page_tags.contains(&&*name);
    Err(if is_page { NotAFeed::Page } else { NotAFeed::OtherXml })
}

struct Reading<'a, 't> {
    tree: &'a Tree<'t>,
    root: NodeId,
    kind: FeedKind,
    url: Option<&'a Url>,
}

impl Reading<'_, '_> {
    fn feed(&self, notes: &mut Vec<Note>) -> Feed {
        let tree = self.tree;
        let head = tree.child(self.root, "channel").unwrap_or(self.root);
        let base = base_of(tree, head, 0, self.url);
        let mut feed = Feed { kind: self.kind, ..Feed::default() };
        feed.title = self.title(head);
        feed.link = self.link(head, base.as_ref());
        feed.lang = self.lang(head);
        feed.hub = self.related(head, base.as_ref(), "hub");
        feed.topic = self.related(head, base.as_ref(), "self");
        // RSS has no base of its own: its links are meant on the site it belongs to.
        let site = feed.link.as_deref().and_then(|link| Url::parse(link).ok());
        let base =
            if self.kind == FeedKind::Atom { base.or(site) } else { site.or(base) };
        feed.items = self.items(head, base.as_ref(), notes);
        if self.kind == FeedKind::Atom {
            self.inherit_authors(head, &mut feed);
        }
        feed
    }

    fn title(&self, head: NodeId) -> String {
        let own = self.tree.child(head, "title");
        let other = || {
            let titles = self.tree.children(head);
            titles.into_iter().find(|node| {
                let (namespace, name) = self.tree.name(*node);
                namespace == Namespace::Dc && name == "title"
            })
        };
        own.or_else(other).map_or_else(String::new, |node| markup::title(self.tree, node))
    }

    fn link(&self, head: NodeId, base: Option<&Url>) -> Option<String> {
        let tree = self.tree;
        let mut second = None;
        for node in tree.children(head).filter(|node| tree.is(*node, "link")) {
            let base = base_of(tree, node, head, base);
            let text = tree.text(node);
            if !text.trim().is_empty() {
                return absolute(&text, base.as_ref());
            }
            let relation = tree.attribute(node, "rel").unwrap_or_default();
            let href = tree.attribute(node, "href");
            let href = href.and_then(|href| absolute(&href, base.as_ref()));
            match relation.as_str() {
                "" | "alternate" if href.is_some() && second.is_none() => second = href,
                _ => {}
            }
        }
        second.or_else(|| absolute(&tree.attribute(head, "href")?, base))
    }

    /// Where the first link of a relation leads, whatever the format.
    fn related(
        &self,
        head: NodeId,
        base: Option<&Url>,
        relation: &str,
    ) -> Option<String> {
        let tree = self.tree;
        tree.children(head).filter(|node| tree.name(*node).1 == "link").find_map(|node| {
            let told = tree.attribute(node, "rel")?;
            let is_it =
                told.split_whitespace().any(|one| one.eq_ignore_ascii_case(relation));
            let href = tree.attribute(node, "href").filter(|_| is_it)?;
            absolute(&href, base_of(tree, node, head, base).as_ref())
        })
    }

    fn lang(&self, head: NodeId) -> Option<Lang> {
        let tree = self.tree;
        let stated = tree.children(head).find(|node| {
            let (namespace, name) = tree.name(*node);
            matches!(namespace, Namespace::Plain | Namespace::Dc) && name == "language"
        });
        let stated = stated.map(|node| tree.text(node));
        stated
            .or_else(|| tree.attribute(head, "xml:lang"))
            .or_else(|| tree.attribute(self.root, "xml:lang"))
            .and_then(|tag| Lang::parse(&tag))
    }

    /// Items stand in the channel, or beside it.
    fn items(
        &self,
        head: NodeId,
        base: Option<&Url>,
        notes: &mut Vec<Note>,
    ) -> Vec<FeedItem> {
        let tree = self.tree;
        let beside = tree.children(self.root).filter(|_| head != self.root);
        let is_item = |node: &NodeId| tree.is(*node, "item") || tree.is(*node, "entry");
        let mut items = Vec::new();
        for node in tree.children(head).chain(beside).filter(is_item) {
            if items.len() == FEED_ITEMS_MAX {
                let detail = format!("{FEED_ITEMS_MAX} items kept");
                notes.push(Note::new(NoteKind::TooLong, detail));
                break;
            }
            let is_atom = self.kind == FeedKind::Atom;
            items.push(entry::read(tree, node, is_atom, base, notes));
        }
        items
    }

    /// An entry without an author has the feed's.
    fn inherit_authors(&self, head: NodeId, feed: &mut Feed) {
        let name = self
            .tree
            .child(head, "author")
            .and_then(|node| self.tree.child(node, "name"));
        let Some(name) = name else { return };
        let author = entry::person(&self.tree.text(name));
        for item in feed.items.iter_mut().filter(|item| item.authors.is_empty()) {
            if !author.is_empty() {
                item.authors.push(author.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(text: &str) -> Feed {
        read(text, None, Vec::new()).unwrap().value
    }

    #[test]
    fn rss_is_read_with_its_modules() {
        let feed = feed(
            "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'
               xmlns:content='http://purl.org/rss/1.0/modules/content/'
               xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>The Courier</title>
               <atom:link rel='self' href='https://courier.test/feed'/>
               <link>https://courier.test/</link><language>en-GB</language>
               <item><title>Harbor shut &amp;amp; dark</title><link>/harbor</link>
               <guid isPermaLink='false'>7</guid><dc:creator>Ann Lee</dc:creator>
               <description>&lt;p&gt;Short&lt;/p&gt;</description>
               <content:encoded><![CDATA[<p>Long</p>]]></content:encoded>
               <category>Ports</category><pubDate>Wed, 14 May 2031 09:40 GMT</pubDate></item>
               </channel></rss>",
        );
        assert_eq!(feed.title, "The Courier");
        assert_eq!(feed.link.as_deref(), Some("https://courier.test/"));
        assert_eq!(feed.lang, Some(Lang::ENGLISH));
        let item = &feed.items[0];
        assert_eq!(item.title, "Harbor shut & dark");
        assert_eq!(item.link.as_deref(), Some("https://courier.test/harbor"));
        assert_eq!(item.guid.as_deref(), Some("7"));
        assert_eq!(item.authors, ["Ann Lee"]);
        assert_eq!(item.summary.as_deref(), Some("<p>Short</p>"));
        assert_eq!(item.content.as_deref(), Some("<p>Long</p>"));
        assert_eq!(item.tags, ["Ports"]);
        assert_eq!(item.published.unwrap().to_string(), "2031-05-14T09:40:00Z");
    }

    #[test]
    fn atom_is_read_with_bases_and_xhtml() {
        let url = Url::parse("https://courier.test/").unwrap();
        let text =
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='a/'>
               <title type='html'>The &lt;b&gt;Courier&lt;/b&gt;</title><author><name>Desk</name>
               </author><entry xml:base='b/'><title>3 &lt; 4</title><link href='c'/>
               <id>urn:1</id><updated>2031-05-14T09:40:00+02:00</updated>
               <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>A<br/>b &amp;
               c</p></div></content></entry></feed>";
        let feed = read(text, Some(&url), Vec::new()).unwrap().value;
        assert_eq!((feed.kind, feed.title.as_str()), (FeedKind::Atom, "The Courier"));
        let item = &feed.items[0];
        assert_eq!(item.title, "3 < 4");
        assert_eq!(item.link.as_deref(), Some("https://courier.test/a/b/c"));
        assert_eq!(item.authors, ["Desk"]);
        let content = item.content.as_deref().unwrap();
        assert!(content.starts_with("<div><p>A<br>b &amp;"), "{content}");
        assert_eq!(item.updated.unwrap().to_string(), "2031-05-14T09:40:00+02:00");
    }

    #[test]
    fn rdf_items_stand_beside_the_channel() {
        let feed = feed(
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
               xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'><title>Old</title>
               </channel><item rdf:about='https://old.test/1'><title>One</title></item>
               </rdf:RDF>",
        );
        assert_eq!(feed.kind, FeedKind::Rdf);
        assert_eq!(feed.items[0].link.as_deref(), Some("https://old.test/1"));
    }

    #[test]
    fn broken_feeds_keep_their_items() {
        let feed = feed(
            "<b>Warning</b>: line 3<br /><rss><channel><title>AT&T news</title>
               <item><title>One<link>https://a.test/1</link><description>x<br>y</description>
               <item><title>Two</title><link>https://a.test/2?a=1&b=2</link></item></channel",
        );
        assert_eq!(feed.title, "AT&T news");
        let titles: Vec<_> = feed.items.iter().map(|item| item.title.as_str()).collect();
        assert_eq!(titles, ["One", "Two"]);
        assert_eq!(feed.items[1].link.as_deref(), Some("https://a.test/2?a=1&b=2"));
        assert_eq!(feed.items[0].summary.as_deref(), Some("x<br>y"));
    }

    #[test]
    fn what_is_no_feed_says_what_it_is() {
        let kind = |text| read(text, None, Vec::new()).unwrap_err();
        assert_eq!(kind("<!doctype html><title>Log in</title>"), NotAFeed::Page);
        assert_eq!(kind("<opml/>"), NotAFeed::Opml);
        assert_eq!(kind("<svg/>"), NotAFeed::OtherXml);
        assert_eq!(kind("Not found"), NotAFeed::Text);
    }
}
