//! A document as a flat tree, built from quick-xml's events without recursion.
//!
//! Whatever is not well-formed is closed, skipped or flattened. Names are resolved to
//! the few namespaces that feeds use; the prefix a feed chose for them does not matter,
//! and the usual prefixes count even where they are not declared.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesStart, Event};
use rundown_news::limits::{ATTRIBUTES_MAX, XML_DEPTH_MAX, XML_NODES_MAX};
use rundown_news::{Note, NoteKind};

use crate::entities;
use crate::namespace::{Bindings, Namespace};

/// The number of a node; 0 is the document.
pub(crate) type NodeId = u32;

/// A parsed document.
pub(crate) struct Tree<'t> {
    nodes: Vec<Node<'t>>,
    entities: Vec<(&'t str, String)>,
}

struct Node<'t> {
    parent: NodeId,
    first_child: NodeId,
    last_child: NodeId,
    next: NodeId,
    content: Content<'t>,
}

#[derive(Clone, Copy)]
enum Content<'t> {
    Element { namespace: Namespace, name: &'t str, attributes: &'t str },
    Text(&'t str),
    Cdata(&'t str),
}

/// What the walk over a subtree meets.
pub(crate) enum Step<'t> {
    /// An element opens.
    Open(NodeId),
    /// An element closes.
    Close(NodeId),
    /// Text with references still in it.
    Text(&'t str),
    /// Text as it stands.
    Cdata(&'t str),
}

impl<'t> Tree<'t> {
    /// Parses mended text.
    pub(crate) fn parse(
        text: &'t str,
        entities: Vec<(&'t str, String)>,
        notes: &mut Vec<Note>,
    ) -> Self {
        let mut builder = Builder::new(entities);
        // quick-xml skips a byte order mark without counting it.
        builder.run(text.trim_start_matches('\u{feff}'));
        if builder.too_deep {
            notes.push(Note::new(NoteKind::TooDeep, format!("{XML_DEPTH_MAX} levels")));
        }
        if builder.tree.nodes.len() >= XML_NODES_MAX {
            notes.push(Note::new(NoteKind::TooLong, format!("{XML_NODES_MAX} nodes")));
        }
        builder.tree
    }

    /// The namespace and lower-case local name of an element; nothing for text.
    pub(crate) fn name(&self, node: NodeId) -> (Namespace, Cow<'t, str>) {
        match self.nodes[node as usize].content {
            Content::Element { namespace, name, .. } => {
                let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
                let upper = local.bytes().any(|byte| byte.is_ascii_uppercase());
                let local =
                    if upper { local.to_ascii_lowercase().into() } else { local.into() };
                (namespace, local)
            }
            Content::Text(_) | Content::Cdata(_) => (Namespace::Other, "".into()),
        }
    }

    /// Whether a node is an element of this name, without a foreign namespace.
    pub(crate) fn is(&self, node: NodeId, local: &str) -> bool {
        let (namespace, name) = self.name(node);
        matches!(namespace, Namespace::Plain | Namespace::Atom) && name == local
    }

    /// The node around this one.
    pub(crate) fn parent(&self, node: NodeId) -> NodeId {
        self.nodes[node as usize].parent
    }

    /// The elements directly inside.
    pub(crate) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let first = self.nodes[node as usize].first_child;
        let next = |node: &NodeId| Some(self.nodes[*node as usize].next);
        std::iter::successors(Some(first), next)
            .take_while(|node| *node != 0)
            .filter(|node| self.is_element(*node))
    }

    /// Every element of the document, in its order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = NodeId> + '_ {
        (1..self.nodes.len() as NodeId).filter(|node| self.is_element(*node))
    }

    fn is_element(&self, node: NodeId) -> bool {
        matches!(self.nodes[node as usize].content, Content::Element { .. })
    }

    /// The first child of this name.
    pub(crate) fn child(&self, node: NodeId, local: &str) -> Option<NodeId> {
        self.children(node).find(|child| self.is(*child, local))
    }

    /// An attribute's value, decoded and trimmed, whatever the case of its name. Given
    /// without prefix, any prefix will do.
    pub(crate) fn attribute(&self, node: NodeId, name: &str) -> Option<String> {
        let found = self.attributes(node).find(|(key, _)| {
            let local = key.rsplit_once(':').map_or(*key, |(_, local)| local);
            let key = if name.contains(':') { key } else { local };
            key.eq_ignore_ascii_case(name) && !(key != name && key.starts_with("xmlns"))
        });
        found.map(|(_, value)| value.trim().to_owned())
    }

    /// All attributes, decoded.
    pub(crate) fn attributes(
        &self,
        node: NodeId,
    ) -> impl Iterator<Item = (&'t str, String)> + '_ {
        let raw = match self.nodes[node as usize].content {
            Content::Element { attributes, .. } => attributes,
            Content::Text(_) | Content::Cdata(_) => "",
        };
        raw_attributes(raw).map(|(key, value)| {
            (key, entities::decode(&value, &self.entities).into_owned())
        })
    }

    /// All text inside, decoded; markup is left out.
    pub(crate) fn text(&self, node: NodeId) -> String {
        let mut text = String::new();
        for step in self.walk(node) {
            match step {
                Step::Text(raw) => text.push_str(&self.decoded(raw)),
                Step::Cdata(raw) => text.push_str(raw),
                Step::Open(_) | Step::Close(_) => {}
            }
        }
        text.retain(|c| !c.is_control() || c.is_whitespace());
        text
    }

    /// Text with its references replaced.
    pub(crate) fn decoded<'a>(&self, raw: &'a str) -> Cow<'a, str> {
        entities::decode(raw, &self.entities)
    }

    /// Whether there are elements directly inside.
    pub(crate) fn has_elements(&self, node: NodeId) -> bool {
        self.children(node).next().is_some()
    }

    /// Everything inside a node, in the order of the document.
    pub(crate) fn walk(&self, root: NodeId) -> impl Iterator<Item = Step<'t>> + '_ {
        let mut next = Next::Enter(self.nodes[root as usize].first_child);
        std::iter::from_fn(move || {
            loop {
                match next {
                    Next::Enter(0) => return None,
                    Next::Enter(node) => {
                        let inner = &self.nodes[node as usize];
                        next = match (inner.content, inner.first_child) {
                            (Content::Element { .. }, 0) => Next::Leave(node),
                            (Content::Element { .. }, child) => Next::Enter(child),
                            _ => Next::After(node),
                        };
                        return Some(match inner.content {
                            Content::Element { .. } => Step::Open(node),
                            Content::Text(text) => Step::Text(text),
                            Content::Cdata(text) => Step::Cdata(text),
                        });
                    }
                    Next::Leave(node) => {
                        next = Next::After(node);
                        return Some(Step::Close(node));
                    }
                    Next::After(node) => {
                        let inner = &self.nodes[node as usize];
                        next = match (inner.next, inner.parent) {
                            (0, parent) if parent == root => return None,
                            (0, parent) => Next::Leave(parent),
                            (sibling, _) => Next::Enter(sibling),
                        };
                    }
                }
            }
        })
    }
}

enum Next {
    Enter(NodeId),
    Leave(NodeId),
    After(NodeId),
}

/// The attributes of a tag as they stand; at most [`ATTRIBUTES_MAX`] are read.
fn raw_attributes(raw: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    let mut attributes = Attributes::html(raw, 0);
    attributes.with_checks(false);
    let sound = attributes.take(ATTRIBUTES_MAX).filter_map(Result::ok);
    sound.map(|attribute| (attribute.key.0, attribute.value))
}

struct Builder<'t> {
    tree: Tree<'t>,
    open: Vec<NodeId>,
    /// Elements open beyond the depth limit.
    beyond: usize,
    too_deep: bool,
    bindings: Bindings<'t>,
}

impl<'t> Builder<'t> {
    fn new(entities: Vec<(&'t str, String)>) -> Self {
        let document = Node {
            parent: 0,
            first_child: 0,
            last_child: 0,
            next: 0,
            content: Content::Text(""),
        };
        Self {
            tree: Tree { nodes: vec![document], entities },
            open: vec![0],
            beyond: 0,
            too_deep: false,
            bindings: Bindings::default(),
        }
    }

    fn run(&mut self, text: &'t str) {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let mut text_start = 0;
        while self.tree.nodes.len() < XML_NODES_MAX {
            let before = reader.buffer_position() as usize;
            let event = reader.read_event();
            let after = reader.buffer_position() as usize;
            if matches!(event, Ok(Event::Text(_) | Event::GeneralRef(_))) {
                continue;
            }
            self.add_text(&text[text_start..before]);
            text_start = after;
            match event {
                Ok(Event::Start(_)) => self.start(&text[before + 1..after - 1], false),
                Ok(Event::Empty(_)) => self.start(&text[before + 1..after - 2], true),
                Ok(Event::End(end)) => self.end(end.name().0),
                Ok(Event::CData(_)) => {
                    self.add(Content::Cdata(&text[before + 9..after - 3]));
                }
                Ok(Event::Eof) => return,
                // After `mend` only oddities within a tag are left; go on behind them.
                Err(_) if after == before => return,
                _ => {}
            }
        }
    }

    fn add_text(&mut self, text: &'t str) {
        if !text.is_empty() {
            self.add(Content::Text(text));
        }
    }

    fn add(&mut self, content: Content<'t>) -> NodeId {
        let parent = self.open.last().copied().unwrap_or(0);
        let id = self.tree.nodes.len() as NodeId;
        self.tree.nodes.push(Node {
            parent,
            first_child: 0,
            last_child: 0,
            next: 0,
            content,
        });
        let last =
            std::mem::replace(&mut self.tree.nodes[parent as usize].last_child, id);
        if last == 0 {
            self.tree.nodes[parent as usize].first_child = id;
        } else {
            self.tree.nodes[last as usize].next = id;
        }
        id
    }

    /// `tag` is what stands between the brackets.
    fn start(&mut self, tag: &'t str, is_empty: bool) {
        let name_length = BytesStart::from_content(tag, 0)
            .attributes_raw()
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(name_length);
        self.close_what_cannot_hold(name);
        if self.open.len() > XML_DEPTH_MAX {
            self.too_deep = true;
            self.beyond += usize::from(!is_empty);
            return;
        }
        if attributes.contains("xmlns") {
            for (key, value) in raw_attributes(attributes) {
                self.bindings.bind(key, &value, self.open.len());
            }
        }
        let namespace = self.bindings.namespace(name);
        let id = self.add(Content::Element { namespace, name, attributes });
        if is_empty {
            self.bindings.leave(self.open.len());
        } else {
            self.open.push(id);
        }
    }

    fn end(&mut self, name: &str) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let is_open = |id: &NodeId| self.open_name(*id).eq_ignore_ascii_case(name);
        if let Some(at) = self.open.iter().rposition(is_open) {
            self.open.truncate(at.max(1));
            self.bindings.leave(self.open.len());
        }
    }

    fn open_name(&self, id: NodeId) -> &'t str {
        match self.tree.nodes[id as usize].content {
            Content::Element { name, .. } => name,
            Content::Text(_) | Content::Cdata(_) => "",
        }
    }

    /// An item never holds an item, nor a title a link: the end tag was forgotten.
    fn close_what_cannot_hold(&mut self, name: &str) {
        if self.beyond > 0 {
            return;
        }
        let at = if matches!(name, "item" | "entry") {
            self.open.iter().rposition(|id| self.open_name(*id) == name)
        } else if matches!(
            name,
            "title" | "link" | "guid" | "pubDate" | "description" | "category"
        ) {
            let inner = self.open.last().copied().unwrap_or(0);
            let flat =
                matches!(self.open_name(inner), "title" | "link" | "guid" | "pubDate");
            flat.then(|| self.open.len() - 1)
        } else {
            None
        };
        if let Some(at) = at {
            self.open.truncate(at.max(1));
            self.bindings.leave(self.open.len());
        }
    }
}
