//! One item of an XML feed, whichever format it comes from: the names of RSS, RDF, Atom,
//! CDF and their modules do not clash.

use rundown_news::{FeedItem, NewsTime, Note, NoteKind};
use url::Url;

use crate::address::{absolute, base_of};
use crate::date::parse_date;
use crate::markup;
use crate::namespace::Namespace::{
    Atom, Content, Dc, Feedburner, Itunes, Media, News, Plain, Xhtml,
};
use crate::tree::{NodeId, Tree};

/// Authors and tags kept of one item.
const VALUES_MAX: usize = 64;

/// Reads an item. `base` is what its addresses are relative to.
pub(crate) fn read(
    tree: &Tree<'_>,
    node: NodeId,
    is_atom: bool,
    base: Option<&Url>,
    notes: &mut Vec<Note>,
) -> FeedItem {
    let base = base_of(tree, node, tree.parent(node), base);
    let mut reading = Reading { tree, is_atom, base, notes, found: Found::default() };
    for child in tree.children(node) {
        reading.child(child);
    }
    reading.attributes(node);
    reading.finish()
}

struct Reading<'a, 't> {
    tree: &'a Tree<'t>,
    is_atom: bool,
    base: Option<Url>,
    notes: &'a mut Vec<Note>,
    found: Found,
}

/// What was found, with the rank of how well it fits: a better source replaces.
#[derive(Default)]
struct Found {
    item: FeedItem,
    title_rank: u8,
    link_rank: u8,
    summary_rank: u8,
    content_rank: u8,
    published_rank: u8,
    updated_rank: u8,
}

impl Reading<'_, '_> {
    fn child(&mut self, node: NodeId) {
        let (namespace, name) = self.tree.name(node);
        match (namespace, &*name) {
            (Plain | Atom, "title") => self.title(node, 4),
            (Dc, "title") => self.title(node, 3),
            (Media | Itunes | News, "title") => self.title(node, 2),
            (Plain, "link") if !self.is_atom => self.rss_link(node),
            (Plain | Atom, "link") => self.atom_link(node),
            (Feedburner, "origlink") => self.link(&self.tree.text(node), 9),
            (Plain, "guid") => self.guid(node),
            (Plain | Atom, "id") | (Dc, "identifier") => {
                let text = self.text(node);
                if self.found.item.guid.is_none() || name == "id" {
                    self.found.item.guid = text;
                }
            }
            (Plain | Atom, "description" | "summary" | "abstract" | "tagline") => {
                self.summary(node, 4);
            }
            (Dc, "description" | "abstract") => self.summary(node, 3),
            (Media, "description") | (Itunes, "summary" | "subtitle") => {
                self.summary(node, 1);
            }
            (Plain | Atom, "content") => self.atom_content(node),
            (Content, "encoded") => self.content(node, 5),
            (Plain, "fullitem") | (Xhtml, "body") => self.content(node, 3),
            (Plain | Atom, "author") => self.author(node),
            (Dc, "creator" | "author") | (Itunes, "author") => self.author(node),
            (Plain | Atom, "pubdate" | "published" | "issued") => self.published(node, 5),
            (Dc, "date" | "issued") => self.published(node, 4),
            (Plain | Atom | Dc, "created") => self.published(node, 3),
            (Plain | Atom, "date") => self.published(node, 2),
            (Plain | Atom, "updated" | "lastbuilddate") => self.updated(node, 5),
            (Plain | Atom | Dc, "modified") => self.updated(node, 4),
            (Plain | Atom, "category") => self.category(node),
            (Dc, "subject") | (Plain, "keyword") => self.tag(&self.tree.text(node)),
            (Media | Itunes | News | Plain, "keywords") => {
                for tag in self.tree.text(node).split(',') {
                    self.tag(tag);
                }
            }
            (Media, "group") => {
                for child in self.tree.children(node) {
                    let (namespace, name) = self.tree.name(child);
                    match (namespace, &*name) {
                        (Media, "title") => self.title(child, 1),
                        (Media, "description") => self.summary(child, 1),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// What stands on the item itself, in RDF and CDF.
    fn attributes(&mut self, node: NodeId) {
        if let Some(about) = self.tree.attribute(node, "rdf:about") {
            self.link(&about, 1);
            self.found.item.guid.get_or_insert(about);
        }
        if let Some(href) = self.tree.attribute(node, "href") {
            self.link(&href, 4);
        }
        if let Some(text) = self.tree.attribute(node, "lastmod") {
            self.found.item.updated = self.found.item.updated.or(self.date(&text));
        }
    }

    fn text(&self, node: NodeId) -> Option<String> {
        let text = self.tree.text(node);
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn title(&mut self, node: NodeId, rank: u8) {
        let title = markup::title(self.tree, node);
        if rank > self.found.title_rank && !title.is_empty() {
            self.found.item.title = title;
            self.found.title_rank = rank;
        }
    }

    fn link(&mut self, text: &str, rank: u8) {
        if rank <= self.found.link_rank {
            return;
        }
        if let Some(link) = absolute(text, self.base.as_ref()) {
            self.found.item.link = Some(link);
            self.found.link_rank = rank;
        }
    }

    fn rss_link(&mut self, node: NodeId) {
        let text = self.tree.text(node);
        if text.trim().is_empty() {
            self.atom_link(node);
        } else {
            self.link(&text, 7);
        }
    }

    fn atom_link(&mut self, node: NodeId) {
        let Some(href) = self.tree.attribute(node, "href") else { return };
        let relation = self.tree.attribute(node, "rel").unwrap_or_default();
        if !matches!(relation.to_ascii_lowercase().as_str(), "" | "alternate") {
            return;
        }
        let kind = self.tree.attribute(node, "type").unwrap_or_default();
        let is_page = kind.is_empty() || kind.contains("html");
        let base = base_of(self.tree, node, self.tree.parent(node), self.base.as_ref());
        if let Some(href) = absolute(&href, base.as_ref()) {
            self.link(&href, if is_page { 6 } else { 5 });
        }
    }

    fn guid(&mut self, node: NodeId) {
        let Some(text) = self.text(node) else { return };
        let permalink = self.tree.attribute(node, "ispermalink").unwrap_or_default();
        let whole = text.starts_with("http://") || text.starts_with("https://");
        if whole && !permalink.eq_ignore_ascii_case("false") {
            self.link(&text, 3);
        }
        self.found.item.guid = Some(text);
    }

    fn summary(&mut self, node: NodeId, rank: u8) {
        if rank <= self.found.summary_rank {
            return;
        }
        if let Some(html) = markup::html(self.tree, node, self.is_atom) {
            self.found.item.summary = Some(html);
            self.found.summary_rank = rank;
        }
    }

    fn content(&mut self, node: NodeId, rank: u8) {
        if rank <= self.found.content_rank {
            return;
        }
        if let Some(html) = markup::html(self.tree, node, rank == 4) {
            self.found.item.content = Some(html);
            self.found.content_rank = rank;
        }
    }

    fn atom_content(&mut self, node: NodeId) {
        match self.tree.attribute(node, "src") {
            Some(source) => self.link(&source, 2),
            None => self.content(node, 4),
        }
    }

    fn author(&mut self, node: NodeId) {
        let name = self.tree.child(node, "name").map(|name| self.tree.text(name));
        let text = name.unwrap_or_else(|| {
            // Atom persons without a name: an address names nobody.
            let text = Some(node).filter(|node| !self.tree.has_elements(*node));
            text.map_or_else(String::new, |node| self.tree.text(node))
        });
        let author = person(&text);
        let authors = &mut self.found.item.authors;
        if !author.is_empty() && authors.len() < VALUES_MAX && !authors.contains(&author)
        {
            authors.push(author);
        }
    }

    fn category(&mut self, node: NodeId) {
        let text = self.tree.attribute(node, "label").filter(|label| !label.is_empty());
        let text = text.or_else(|| self.tree.attribute(node, "term"));
        self.tag(&text.unwrap_or_else(|| self.tree.text(node)));
    }

    fn tag(&mut self, text: &str) {
        let tag = markup::words(text, true);
        let tags = &mut self.found.item.tags;
        if !tag.is_empty() && tags.len() < VALUES_MAX && !tags.contains(&tag) {
            tags.push(tag);
        }
    }

    fn date(&mut self, text: &str) -> Option<NewsTime> {
        let time = parse_date(text);
        if time.is_none() && !text.trim().is_empty() {
            let text: String = text.trim().chars().take(60).collect();
            self.notes.push(Note::new(NoteKind::BadDate, text));
        }
        time
    }

    fn published(&mut self, node: NodeId, rank: u8) {
        if rank > self.found.published_rank
            && let Some(time) = self.date(&self.tree.text(node))
        {
            self.found.item.published = Some(time);
            self.found.published_rank = rank;
        }
    }

    fn updated(&mut self, node: NodeId, rank: u8) {
        if rank > self.found.updated_rank
            && let Some(time) = self.date(&self.tree.text(node))
        {
            self.found.item.updated = Some(time);
            self.found.updated_rank = rank;
        }
    }

    fn finish(self) -> FeedItem {
        self.found.item
    }
}

/// The name in `Ann Lee <ann@x.test>`, `ann@x.test (Ann Lee)`, `Ann Lee (ann@x.test)`;
/// the address where there is no name.
pub(crate) fn person(text: &str) -> String {
    let text = markup::words(text, false);
    let (outer, inner) = match text.split_once(['(', '<']) {
        Some((outer, inner)) => (outer.trim(), inner.trim_end_matches([')', '>', ' '])),
        // An address alone names nobody.
        None if text.contains('@') && !text.contains(' ') => return String::new(),
        None => return text,
    };
    let name = match (outer.contains('@'), inner.contains('@')) {
        (true, false) => inner,
        (false, true) => outer,
        _ => return text,
    };
    if name.trim().is_empty() { text } else { name.trim().trim_matches('"').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_their_addresses() {
        for text in
            ["ann@x.test (Ann Lee)", "Ann Lee <ann@x.test>", "Ann Lee (ann@x.test)"]
        {
            assert_eq!(person(text), "Ann Lee");
        }
        assert_eq!(person("Ann Lee (Port Elm)"), "Ann Lee (Port Elm)");
        assert_eq!(person("desk@x.test"), "");
    }
}
