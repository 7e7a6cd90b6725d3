//! Lists of subscriptions: OPML as readers export it, and RDF lists.

use std::fmt::Write;

use rundown_news::limits::{OPML_BYTES_MAX, OPML_DEPTH_MAX, OPML_FEEDS_MAX};
use rundown_news::{Note, NoteKind, Noted, Subscription, counted};

use crate::namespace::Namespace;
use crate::not_a_feed::NotOpml;
use crate::tree::{NodeId, Step, Tree};
use crate::{charset, entities, mend};

/// Reads a list of subscriptions. Folders in folders are joined with ` / `; an address
/// that comes twice in one folder is kept once.
///
/// ```
/// let list = b"<opml><body><outline text='Ports'><outline text='The Courier' \
///     xmlUrl='https://courier.test/feed'/></outline></body></opml>";
/// let subscriptions = rundown_feed::read_opml(list).unwrap().value;
/// assert_eq!(subscriptions[0].folder.as_deref(), Some("Ports"));
/// ```
pub fn read_opml(bytes: &[u8]) -> Result<Noted<Vec<Subscription>>, NotOpml> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(NotOpml::Empty);
    }
    let mut notes = Vec::new();
    let kept = &bytes[..bytes.len().min(OPML_BYTES_MAX)];
    if kept.len() < bytes.len() {
        notes.push(Note::new(NoteKind::TooLong, format!("{OPML_BYTES_MAX} bytes read")));
    }
    let text = charset::decode(kept, None, &mut notes);
    let mended = mend::mend(&text);
    let own = entities::declared(mended.doctype.unwrap_or(""));
    let tree = Tree::parse(&mended.text, own, &mut notes);
    let mut names = tree.elements().take(64).map(|node| tree.name(node).1);
    let Some(root) =
        names.find(|name| matches!(&**name, "opml" | "rdf" | "outline" | "rss" | "feed"))
    else {
        return Err(NotOpml::Other);
    };
    if matches!(&*root, "rss" | "feed") {
        return Err(NotOpml::Feed);
    }
    let mut reading =
        Reading { tree: &tree, found: Vec::new(), seen: rundown_news::Set::default() };
    let cut = if root == "rdf" { reading.rdf() } else { reading.outlines(&mut notes) };
    if cut {
        notes.push(Note::new(NoteKind::TooLong, format!("{OPML_FEEDS_MAX} feeds kept")));
    }
    Ok(Noted { value: reading.found, notes })
}

struct Reading<'a, 't> {
    tree: &'a Tree<'t>,
    found: Vec<Subscription>,
    seen: rundown_news::Set<(String, Option<String>)>,
}

impl Reading<'_, '_> {
    /// Walks the outlines; gives whether the list was cut.
    fn outlines(&mut self, notes: &mut Vec<Note>) -> bool {
        // The names of the folders around, as deep as the outlines.
        let mut folders: Vec<Option<String>> = Vec::new();
        let (mut too_deep, mut nameless) = (false, 0_usize);
        for step in self.tree.walk(0) {
            match step {
                Step::Open(node) if self.is_outline(node) => {
                    let url = self.feed_address(node);
                    let title = self.title(node);
                    if let Some(url) = url {
                        let folder = folder_name(&folders);
                        if !self.add(url, title.clone(), folder) {
                            return true;
                        }
                        folders.push(None);
                    } else {
                        nameless += usize::from(self.lacks_address(node));
                        too_deep |= folders.len() >= OPML_DEPTH_MAX;
                        let kept = title.filter(|_| folders.len() < OPML_DEPTH_MAX);
                        folders.push(kept);
                    }
                }
                Step::Close(node) if self.is_outline(node) => {
                    folders.pop();
                }
                _ => {}
            }
        }
        if nameless > 0 {
            let feeds = counted(nameless, "feed");
            let why = format!("{feeds} without an address left out");
            notes.push(Note::new(NoteKind::BadItem, why));
        }
        if too_deep {
            notes.push(Note::new(NoteKind::TooDeep, format!("{OPML_DEPTH_MAX} folders")));
        }
        false
    }

    fn is_outline(&self, node: NodeId) -> bool {
        self.tree.name(node).1 == "outline"
    }

    /// Whether it is a feed by what it says of itself, with an address of nothing.
    fn lacks_address(&self, node: NodeId) -> bool {
        self.tree.attribute(node, "xmlurl").is_some_and(|url| writable(&url).is_none())
    }

    /// `xmlUrl` in any case; iGoogle and some readers put feeds under other names.
    fn feed_address(&self, node: NodeId) -> Option<String> {
        let kind =
            self.tree.attribute(node, "type").unwrap_or_default().to_ascii_lowercase();
        let given = |name| self.tree.attribute(node, name).and_then(|url| writable(&url));
        let is_feed = matches!(kind.as_str(), "rss" | "atom" | "pie");
        given("xmlurl")
            .filter(|_| kind != "source")
            .or_else(|| given("url").filter(|_| is_feed))
    }

    fn title(&self, node: NodeId) -> Option<String> {
        let given = |name| self.tree.attribute(node, name).and_then(|text| line(&text));
        given("text").or_else(|| given("title"))
    }

    fn add(
        &mut self,
        url: String,
        title: Option<String>,
        folder: Option<String>,
    ) -> bool {
        if self.found.len() == OPML_FEEDS_MAX {
            return false;
        }
        if self.seen.insert((url.clone(), folder.clone())) {
            self.found.push(Subscription { url, title, folder });
        }
        true
    }

    /// FOAF lists: every `rss:channel` is a feed, its person's name the title; so is what
    /// a person's posts and comments are said to be read from.
    fn rdf(&mut self) -> bool {
        let mut title = None;
        for step in self.tree.walk(0) {
            let Step::Open(node) = step else { continue };
            let (namespace, name) = self.tree.name(node);
            match (namespace, &*name) {
                (_, "agent" | "person") => title = None,
                (_, "name" | "member_name") if !self.tree.has_elements(node) => {
                    title = line(&self.tree.text(node));
                }
                (Namespace::Plain, "channel") | (Namespace::Other, "feed") => {
                    let named = if &*name == "feed" { "resource" } else { "about" };
                    let about = self.tree.attribute(node, named);
                    let Some(url) = about.and_then(|url| writable(&url)) else {
                        continue;
                    };
                    if !self.add(url, title.clone(), None) {
                        return true;
                    }
                }
                _ => {}
            }
        }
        false
    }
}

fn folder_name(folders: &[Option<String>]) -> Option<String> {
    let names: Vec<&str> = folders.iter().flatten().map(String::as_str).collect();
    line(&names.join(" / "))
}

/// Names of feeds and folders are lines, not texts.
const NAME_BYTES_MAX: usize = 1 << 10;

/// A name of a feed or folder; `None` if nothing is left of it.
fn line(name: &str) -> Option<String> {
    let name = writable(name)?;
    let kept = name[..name.floor_char_boundary(NAME_BYTES_MAX)].trim_end();
    Some(kept.to_owned())
}

/// A text as it can be written again: XML holds no other control characters than these
/// three.
fn writable(text: &str) -> Option<String> {
    let holds = |c: &char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    let held: String = text.chars().filter(holds).collect();
    let trimmed = held.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// Writes subscriptions as OPML 2.0, in their order. Reading it back gives the same, but
/// for control characters, which XML cannot hold, and white space at the ends.
#[must_use]
pub fn write_opml(subscriptions: &[Subscription]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n\
         <head><title>Subscriptions</title></head>\n<body>\n",
    );
    for group in subscriptions.chunk_by(|one, two| one.folder == two.folder) {
        let folder = group[0].folder.as_deref();
        if let Some(folder) = folder {
            let _ = writeln!(out, "<outline text=\"{}\">", attribute(folder));
        }
        for subscription in group {
            out.push_str("<outline type=\"rss\"");
            if let Some(title) = &subscription.title {
                let _ = write!(out, " text=\"{}\"", attribute(title));
            }
            let _ = writeln!(out, " xmlUrl=\"{}\"/>", attribute(&subscription.url));
        }
        if folder.is_some() {
            out.push_str("</outline>\n");
        }
    }
    out.push_str("</body>\n</opml>\n");
    out
}

/// Text as the value of an attribute.
fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(out, "&#{};", c as u32);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subscriptions_read_back_as_they_were_written() {
        let subscription = |url: &str, folder: Option<&str>| Subscription {
            url: url.to_owned(),
            title: Some("Fish & \"chips\" <daily>".to_owned()),
            folder: folder.map(str::to_owned),
        };
        let list = [
            subscription("https://a.test/?a=1&b=2", None),
            subscription("https://b.test/", Some("Ports / North")),
            subscription("https://c.test/", None),
        ];
        assert_eq!(read_opml(write_opml(&list).as_bytes()).unwrap().value, list);
    }

    #[test]
    fn a_feed_without_an_address_is_told() {
        let list = "<opml><body><outline text='Ports'><outline type='rss' text='A' xmlUrl=' '/>\
            <outline type='rss' text='B' xmlUrl='https://b.test/'/></outline></body></opml>";
        let read = read_opml(list.as_bytes()).unwrap();
        assert_eq!(read.value.len(), 1);
        assert_eq!(
            read.notes[0].to_string(),
            "bad item: 1 feed without an address left out"
        );
    }

    #[test]
    fn the_feed_of_a_persons_posts_is_a_feed() {
        let list = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
            xmlns:foaf='http://xmlns.com/foaf/0.1/' xmlns:x='http://x.test/schema/'>\
            <foaf:Person><foaf:name>Ana Ruiz</foaf:name><x:activity><x:Posts>\
            <x:feed rdf:resource='https://ana.test/feed'/></x:Posts></x:activity>\
            </foaf:Person></rdf:RDF>";
        let found = read_opml(list.as_bytes()).unwrap().value;
        let expected = Subscription {
            url: "https://ana.test/feed".to_owned(),
            title: Some("Ana Ruiz".to_owned()),
            folder: None,
        };
        assert_eq!(found, [expected]);
    }

    #[test]
    fn deep_folders_are_flattened() {
        let open = "<outline text='x'>".repeat(8_000);
        let list = format!("<opml><body>{open}<outline xmlUrl='https://a.test/'/>");
        let read = read_opml(list.as_bytes()).unwrap();
        assert!(read.notes.iter().any(|note| note.kind == NoteKind::TooDeep));
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        let list = "<opml><outline text='Har\u{1f}bor ' xmlUrl='https://a.test/\u{7}x'/>";
        let read = read_opml(list.as_bytes()).unwrap().value;
        assert_eq!(read[0].title.as_deref(), Some("Harbor"));
        assert_eq!(read[0].url, "https://a.test/x");
        assert_eq!(read_opml(write_opml(&read).as_bytes()).unwrap().value, read);
    }

    #[test]
    fn feeds_are_not_lists() {
        assert_eq!(read_opml(b"<rss/>"), Err(NotOpml::Feed));
        assert_eq!(read_opml(b" "), Err(NotOpml::Empty));
        assert_eq!(read_opml(b"hello"), Err(NotOpml::Other));
    }
}
