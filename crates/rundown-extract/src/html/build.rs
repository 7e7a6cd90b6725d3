//! The pass that makes a tree of a page's tokens.
//!
//! It is a light version of the WHATWG tree builder: implied ends of paragraphs, list
//! items, cells and options, scopes, void and raw elements. It does not rebuild
//! misnested formatting, the rule by which a small page can ask for a tree of quadratic
//! size, and it does not move stray table content.

use rundown_news::limits::{HTML_DEPTH_MAX, HTML_NODES_MAX, READ_STEPS_MAX};

use super::tag::Tag;
use super::tokens::{Range, Token, Tokens};
use super::tree::{Node, NodeId, Tree};

/// A parsed page and which limits it met.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) tree: Tree<'a>,
    /// Depth, nodes or attributes went over their limit; the rest is flat.
    pub(crate) too_deep: bool,
    /// The step budget ran out; the rest was not read.
    pub(crate) too_costly: bool,
}

/// Cuts a page into a tree. Any text gives one.
pub(crate) fn parse(source: &str) -> Page<'_> {
    let mut builder = Builder::new(source);
    builder.run();
    builder.finish()
}

struct Builder<'a> {
    source: &'a str,
    tokens: Tokens<'a>,
    nodes: Vec<Node>,
    open: Vec<NodeId>,
    steps: usize,
    too_deep: bool,
    /// Elements whose end tag was searched for in vain: not searched for again.
    never_closed: Vec<Tag>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Self {
        /// Pages have about one node in so many bytes.
        const BYTES_A_NODE: usize = 128;
        let room = (source.len() / BYTES_A_NODE).clamp(1, HTML_NODES_MAX);
        let mut nodes = Vec::with_capacity(room);
        let root = Node { tag: Tag::Other, parent: 0, end: 0, from: 0, to: 0, name: 0 };
        nodes.push(root);
        Self {
            source,
            tokens: Tokens::new(source, room),
            nodes,
            open: vec![0],
            steps: 0,
            too_deep: false,
            never_closed: Vec::new(),
        }
    }

    fn run(&mut self) {
        while self.steps + self.tokens.steps < READ_STEPS_MAX {
            match self.tokens.next() {
                None => return,
                Some(Token::Text((from, to))) => self.text(from, to),
                Some(Token::End { name }) => self.end_tag(name),
                Some(Token::Start { name, attributes, self_closing }) => {
                    self.start_tag(name, attributes, self_closing);
                }
            }
        }
    }

    fn finish(mut self) -> Page<'a> {
        let end = self.nodes.len() as u32;
        for id in self.open.drain(..) {
            self.nodes[id].end = end;
        }
        Page {
            too_deep: self.too_deep || self.tokens.too_many,
            too_costly: !self.tokens.is_at_end(),
            tree: Tree {
                source: self.source,
                nodes: self.nodes,
                attributes: self.tokens.attributes,
            },
        }
    }

    fn text(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        if self.is_in_head() && !self.source[from..to].trim().is_empty() {
            self.close_from(self.open.len() - 1);
        }
        let parent = self.open[self.open.len() - 1];
        let last = self.nodes.len() - 1;
        let previous = &mut self.nodes[last];
        if previous.tag == Tag::Text
            && previous.to as usize == from
            && previous.parent as usize == parent
        {
            previous.to = to as u32;
            return;
        }
        self.push(Node {
            tag: Tag::Text,
            parent: parent as u32,
            end: 0,
            from: from as u32,
            to: to as u32,
            name: from as u32,
        });
    }

    /// Adds a node; past the limit only nothing.
    fn push(&mut self, mut node: Node) -> Option<NodeId> {
        let id = self.nodes.len();
        // Text gets some more room, so that a page that is too rich keeps its words.
        let nodes_max = match node.tag {
            Tag::Text => HTML_NODES_MAX + HTML_NODES_MAX / 4,
            _ => HTML_NODES_MAX,
        };
        if id >= nodes_max {
            self.too_deep = true;
            return None;
        }
        node.end = id as u32 + 1;
        self.nodes.push(node);
        Some(id)
    }

    fn tag_of(&self, (from, to): Range) -> Tag {
        let mut name = [0; 12];
        let length = to - from;
        if length > name.len() {
            return Tag::Other;
        }
        for (small, byte) in name.iter_mut().zip(&self.source.as_bytes()[from..to]) {
            *small = byte.to_ascii_lowercase();
        }
        Tag::of(&name[..length])
    }

    fn start_tag(&mut self, name: Range, attributes: Range, self_closing: bool) {
        let tag = self.tag_of(name);
        if matches!(tag, Tag::Html | Tag::Head | Tag::Body) && self.is_repeated(tag) {
            return;
        }
        self.imply_ends(tag);
        let parent = self.open[self.open.len() - 1] as u32;
        let (from, to) = (attributes.0 as u32, attributes.1 as u32);
        let node = Node { tag, parent, end: 0, from, to, name: name.0 as u32 };
        let Some(id) = self.push(node) else { return };
        let is_foreign = matches!(tag, Tag::Svg | Tag::Math);
        if tag.is_void() || (self_closing && is_foreign) {
            return;
        }
        if self.raw_content(tag, id) {
            return;
        }
        if self.open.len() >= HTML_DEPTH_MAX {
            self.too_deep = true;
            return;
        }
        self.open.push(id);
    }

    /// `html`, `head` and `body` count once; a second one only repeats the first.
    fn is_repeated(&self, tag: Tag) -> bool {
        self.open.iter().take(8).any(|id| self.nodes[*id].tag == tag)
    }

    /// Whether what comes next would stand right in the head, which may end without
    /// saying so.
    fn is_in_head(&self) -> bool {
        self.nodes[self.open[self.open.len() - 1]].tag == Tag::Head
    }

    /// Elements whose content is no markup: their text is skipped, or kept as one
    /// piece where someone reads it. Tells whether the element is done with.
    fn raw_content(&mut self, tag: Tag, id: NodeId) -> bool {
        let (name, keep): (&[u8], bool) = match tag {
            Tag::Script => (b"script", self.is_data_script(id)),
            Tag::Style => (b"style", false),
            Tag::Title => (b"title", true),
            Tag::Textarea => (b"textarea", false),
            Tag::Xmp => (b"xmp", true),
            Tag::Iframe => (b"iframe", false),
            Tag::Noembed => (b"noembed", false),
            Tag::Noframes => (b"noframes", false),
            Tag::Plaintext => (b"plaintext", true),
            Tag::Svg => (b"svg", false),
            Tag::Math => (b"math", false),
            _ => return false,
        };
        // Unlike the others these two are markup: without an end they stay open.
        if matches!(tag, Tag::Svg | Tag::Math) && !self.is_closed_later(tag, name) {
            return false;
        }
        let (from, mut to) = self.tokens.raw(name).text;
        if tag == Tag::Title
            && let Some(end) = self.tokens.forgotten_end((from, to))
        {
            to = end;
        }
        if keep && to > from {
            self.push(Node {
                tag: Tag::Text,
                parent: id as u32,
                end: 0,
                from: from as u32,
                to: to as u32,
                name: from as u32,
            });
        }
        self.nodes[id].end = self.nodes.len() as u32;
        true
    }

    fn is_closed_later(&mut self, tag: Tag, name: &[u8]) -> bool {
        if self.never_closed.contains(&tag) {
            return false;
        }
        let is_closed = self.tokens.is_closed_later(name);
        if !is_closed {
            self.never_closed.push(tag);
        }
        is_closed
    }

    /// Whether a script holds data that may be read: JSON, or a template.
    fn is_data_script(&self, id: NodeId) -> bool {
        let node = &self.nodes[id];
        let cut = |range: (u32, u32)| &self.source[range.0 as usize..range.1 as usize];
        self.tokens.attributes[node.from as usize..node.to as usize].iter().any(
            |attribute| {
                cut(attribute.name).eq_ignore_ascii_case("type")
                    && is_data_type(cut(attribute.value))
            },
        )
    }

    /// Closes what a start tag closes without saying so.
    fn imply_ends(&mut self, tag: Tag) {
        match tag {
            Tag::Li => self.close_within(&[Tag::Li], |tag| {
                matches!(tag, Tag::Ul | Tag::Ol | Tag::Menu)
            }),
            Tag::Dt | Tag::Dd => {
                self.close_within(&[Tag::Dt, Tag::Dd], |tag| tag == Tag::Dl);
            }
            Tag::Option | Tag::Optgroup => {
                self.close_within(&[Tag::Option], |tag| tag == Tag::Select);
            }
            Tag::Td | Tag::Th => {
                self.close_within(&[Tag::Td, Tag::Th], |tag| {
                    matches!(tag, Tag::Tr | Tag::Table)
                });
            }
            Tag::Tr => self.close_within(&[Tag::Tr], |tag| tag == Tag::Table),
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                self.close_within(&[Tag::Tbody, Tag::Thead, Tag::Tfoot], |tag| {
                    tag == Tag::Table
                });
            }
            Tag::A => self.close_within(&[Tag::A], Tag::is_block),
            // A body opens for all, even where it is told to readers without scripts only.
            Tag::Body => {
                self.close_within(&[Tag::Noscript], |_| false);
                self.close_within(&[Tag::Head], |_| false);
            }
            _ => {}
        }
        if self.is_in_head() && !tag.belongs_in_head() {
            self.close_from(self.open.len() - 1);
        }
        if tag.closes_paragraph() {
            self.close_within(&[Tag::P], |tag| tag.is_block() && tag != Tag::P);
        }
    }

    /// Closes the nearest open element of these, unless a boundary stands between.
    fn close_within(&mut self, tags: &[Tag], is_boundary: impl Fn(Tag) -> bool) {
        for place in (1..self.open.len()).rev() {
            self.steps += 1;
            let tag = self.nodes[self.open[place]].tag;
            if tags.contains(&tag) {
                return self.close_from(place);
            }
            if is_boundary(tag) || tag.is_scope() {
                return;
            }
        }
    }

    fn close_from(&mut self, place: usize) {
        let end = self.nodes.len() as u32;
        for id in self.open.drain(place..) {
            self.nodes[id].end = end;
        }
    }

    fn end_tag(&mut self, name: Range) {
        let tag = self.tag_of(name);
        // What follows these still belongs to the page.
        if matches!(tag, Tag::Body | Tag::Html) {
            return;
        }
        let name = &self.source[name.0..name.1];
        for place in (1..self.open.len()).rev() {
            self.steps += 1;
            let open = self.nodes[self.open[place]];
            if open.tag == tag && (tag != Tag::Other || self.is_named(place, name)) {
                return self.close_from(place);
            }
            if stops_end(open.tag, tag) {
                return;
            }
        }
    }

    /// Whether the open element at this place has this name, for names we do not know.
    fn is_named(&self, place: usize, name: &str) -> bool {
        let from = self.nodes[self.open[place]].name as usize;
        let open = &self.source[from..self.tokens.name_end(from)];
        open.eq_ignore_ascii_case(name)
    }
}

/// Whether a script's type says that it is no program.
fn is_data_type(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    ["json", "template", "html"].iter().any(|part| kind.contains(part))
}

/// Whether an end tag may not reach past this open element.
fn stops_end(open: Tag, tag: Tag) -> bool {
    match tag {
        // Links and custom elements are closed across blocks: a link that runs
        // on would make link text of all that follows.
        Tag::A | Tag::Other => open.is_scope(),
        Tag::Table => open == Tag::Template,
        Tag::Tr | Tag::Td | Tag::Th | Tag::Tbody | Tag::Thead | Tag::Tfoot => {
            matches!(open, Tag::Table | Tag::Template)
        }
        Tag::Li => matches!(open, Tag::Ul | Tag::Ol) || open.is_scope(),
        _ if tag.is_block() => open.is_scope(),
        _ => open.is_block() || open.is_scope(),
    }
}
