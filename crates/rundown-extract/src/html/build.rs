//! The pass that cuts a page into nodes.
//!
//! It follows the WHATWG tokenizer where that shows in the words a reader sees, and a
//! light version of its tree builder: implied ends of paragraphs, list items, cells
//! and options, scopes, void and raw elements. It does not rebuild misnested
//! formatting, the rule by which a small page can ask for a tree of quadratic size,
//! and it does not move stray table content.

use memchr::{memchr, memchr2, memchr3, memmem};
use rundown_news::limits::{
    ATTRIBUTE_BYTES_MAX, ATTRIBUTES_MAX, HTML_DEPTH_MAX, HTML_NODES_MAX, READ_STEPS_MAX,
};

use super::tag::Tag;
use super::tree::{Attribute, Node, NodeId, Tree};

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
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    open: Vec<NodeId>,
    steps: usize,
    too_deep: bool,
    /// Raw elements whose end tag was searched for in vain: not searched for again.
    never_closed: Vec<Tag>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Self {
        let root = Node { tag: Tag::Other, parent: 0, end: 0, from: 0, to: 0, name: 0 };
        Self {
            source,
            bytes: source.as_bytes(),
            at: 0,
            nodes: vec![root],
            attributes: Vec::new(),
            open: vec![0],
            steps: 0,
            too_deep: false,
            never_closed: Vec::new(),
        }
    }

    fn run(&mut self) {
        while self.at < self.bytes.len() && self.steps < READ_STEPS_MAX {
            self.steps += 1;
            let from = self.at;
            let Some(length) = memchr(b'<', &self.bytes[from..]) else {
                self.text(from, self.bytes.len());
                self.at = self.bytes.len();
                return;
            };
            self.text(from, from + length);
            self.at = from + length;
            self.markup();
        }
    }

    fn finish(mut self) -> Page<'a> {
        let end = self.nodes.len() as u32;
        for id in self.open.drain(..) {
            self.nodes[id].end = end;
        }
        Page {
            too_deep: self.too_deep,
            too_costly: self.at < self.bytes.len(),
            tree: Tree {
                source: self.source,
                nodes: self.nodes,
                attributes: self.attributes,
            },
        }
    }

    /// Reads what begins with the `<` at the current place.
    fn markup(&mut self) {
        match self.bytes.get(self.at + 1) {
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.start_tag(),
            Some(b'/') => match self.bytes.get(self.at + 2) {
                Some(b'a'..=b'z' | b'A'..=b'Z') => self.end_tag(),
                _ => self.skip_to(self.at + 2, b'>'),
            },
            Some(b'!') if self.bytes[self.at..].starts_with(b"<!--") => self.comment(),
            Some(b'!' | b'?') => self.skip_to(self.at + 2, b'>'),
            _ => {
                self.text(self.at, self.at + 1);
                self.at += 1;
            }
        }
    }

    fn skip_to(&mut self, from: usize, byte: u8) {
        let from = from.min(self.bytes.len());
        let found = memchr(byte, &self.bytes[from..]);
        self.at = found.map_or(self.bytes.len(), |length| from + length + 1);
    }

    fn comment(&mut self) {
        let from = self.at + 4;
        if self.bytes[from..].starts_with(b">") || self.bytes[from..].starts_with(b"->") {
            return self.skip_to(from, b'>');
        }
        // `--!>` ends a comment as well; so rare that only the usual end is sought.
        let end = memmem::find(&self.bytes[from..], b"-->");
        self.at = end.map_or(self.bytes.len(), |length| from + length + 3);
    }

    fn text(&mut self, from: usize, to: usize) {
        if from == to {
            return;
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

    fn name_end(&self, from: usize) -> usize {
        let rest = &self.bytes[from..];
        let length = rest.iter().position(|byte| {
            matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C' | b'/' | b'>')
        });
        from + length.unwrap_or(rest.len())
    }

    fn tag_at(&self, from: usize, to: usize) -> Tag {
        let mut name = [0; 12];
        let length = to - from;
        if length > name.len() {
            return Tag::Other;
        }
        name[..length].copy_from_slice(&self.bytes[from..to]);
        name[..length].make_ascii_lowercase();
        Tag::of(&name[..length])
    }

    fn start_tag(&mut self) {
        let name_from = self.at + 1;
        let name_to = self.name_end(name_from);
        let tag = self.tag_at(name_from, name_to);
        self.at = name_to;
        let attributes_from = self.attributes.len() as u32;
        let self_closing = self.attributes();
        let attributes_to = self.attributes.len() as u32;
        if matches!(tag, Tag::Html | Tag::Head | Tag::Body) && self.is_repeated(tag) {
            return;
        }
        self.imply_ends(tag);
        let parent = self.open[self.open.len() - 1] as u32;
        let name = name_from as u32;
        let (from, to) = (attributes_from, attributes_to);
        let node = Node { tag, parent, end: 0, from, to, name };
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

    /// Reads attributes up to and with the `>`; tells whether the tag closes itself.
    fn attributes(&mut self) -> bool {
        let first = self.attributes.len();
        let mut self_closing = false;
        loop {
            self.steps += 1;
            match self.bytes.get(self.at) {
                None => return false,
                Some(b'>') => {
                    self.at += 1;
                    return self_closing;
                }
                Some(b'/') => {
                    self_closing = self.bytes.get(self.at + 1) == Some(&b'>');
                    self.at += 1;
                }
                Some(b' ' | b'\n' | b'\t' | b'\r' | b'\x0C') => self.at += 1,
                Some(_) => {
                    let attribute = self.attribute();
                    if self.attributes.len() - first < ATTRIBUTES_MAX {
                        self.attributes.push(attribute);
                    } else {
                        self.too_deep = true;
                    }
                }
            }
        }
    }

    fn attribute(&mut self) -> Attribute {
        let from = self.at;
        let rest = &self.bytes[from + 1..];
        let length = rest.iter().position(|byte| {
            matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C' | b'/' | b'>' | b'=')
        });
        self.at = from + 1 + length.unwrap_or(rest.len());
        let name = (from as u32, self.at as u32);
        let mut next = self.at;
        while self.bytes.get(next).is_some_and(u8::is_ascii_whitespace) {
            next += 1;
        }
        self.steps += next - self.at;
        if self.bytes.get(next) != Some(&b'=') {
            return Attribute { name, value: (name.1, name.1) };
        }
        next += 1;
        while self.bytes.get(next).is_some_and(u8::is_ascii_whitespace) {
            next += 1;
        }
        let value = self.value(next);
        Attribute { name, value }
    }

    fn value(&mut self, from: usize) -> (u32, u32) {
        let (from, to) = if let Some(quote @ (b'"' | b'\'')) = self.bytes.get(from) {
            let length = memchr(*quote, &self.bytes[from + 1..]);
            let to = length.map_or(self.bytes.len(), |length| from + 1 + length);
            self.at = (to + 1).min(self.bytes.len());
            (from + 1, to)
        } else {
            let rest = &self.bytes[from..];
            let stop = memchr3(b' ', b'>', b'\n', rest)
                .into_iter()
                .chain(memchr2(b'\t', b'\r', &rest[..rest.len().min(4096)]))
                .min();
            self.at = from + stop.unwrap_or(rest.len());
            (from, self.at)
        };
        let mut end = to.min(from + ATTRIBUTE_BYTES_MAX);
        while !self.source.is_char_boundary(end) {
            end -= 1;
        }
        (from as u32, end as u32)
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
            Tag::Svg => (b"svg", false),
            Tag::Math => (b"math", false),
            _ => return false,
        };
        // Unlike the others these two are markup: without an end they stay open.
        let is_foreign = matches!(tag, Tag::Svg | Tag::Math);
        let from = self.at;
        let end = if self.never_closed.contains(&tag) {
            None
        } else {
            self.find_end(from, name)
        };
        if end.is_none() && !self.never_closed.contains(&tag) {
            self.never_closed.push(tag);
        }
        if end.is_none() && is_foreign {
            return false;
        }
        let to = end.unwrap_or(self.bytes.len());
        self.at = to;
        if end.is_some() {
            self.skip_to(to, b'>');
        }
        if keep && to > from {
            let text = Node {
                tag: Tag::Text,
                parent: id as u32,
                end: 0,
                from: from as u32,
                to: to as u32,
                name: from as u32,
            };
            self.push(text);
        }
        self.nodes[id].end = self.nodes.len() as u32;
        true
    }

    /// Whether a script holds data that is read: JSON-LD.
    fn is_data_script(&self, id: NodeId) -> bool {
        let node = &self.nodes[id];
        let cut = |range: (u32, u32)| &self.source[range.0 as usize..range.1 as usize];
        self.attributes[node.from as usize..node.to as usize].iter().any(|attribute| {
            cut(attribute.name).eq_ignore_ascii_case("type")
                && cut(attribute.value).to_ascii_lowercase().contains("ld+json")
        })
    }

    /// The place of `</name` from here on.
    fn find_end(&mut self, from: usize, name: &[u8]) -> Option<usize> {
        let mut at = from;
        loop {
            let found = at + memmem::find(&self.bytes[at..], b"</")?;
            let name_to = found + 2 + name.len();
            let is_name = self
                .bytes
                .get(found + 2..name_to)
                .is_some_and(|found| found.eq_ignore_ascii_case(name));
            let is_whole =
                !self.bytes.get(name_to).is_some_and(u8::is_ascii_alphanumeric);
            if is_name && is_whole {
                return Some(found);
            }
            self.steps += 1;
            at = found + 2;
        }
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
            Tag::Body => self.close_within(&[Tag::Head], |_| false),
            _ => {}
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

    fn end_tag(&mut self) {
        let name_from = self.at + 2;
        let name_to = self.name_end(name_from);
        let tag = self.tag_at(name_from, name_to);
        self.skip_to(name_to, b'>');
        // What follows these still belongs to the page.
        if matches!(tag, Tag::Body | Tag::Html) {
            return;
        }
        let name = &self.source[name_from..name_to];
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
        let open = &self.source[from..self.name_end(from)];
        open.eq_ignore_ascii_case(name)
    }
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
