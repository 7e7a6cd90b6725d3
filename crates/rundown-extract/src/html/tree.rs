//! A page as a flat list of nodes in the order of the document.
//!
//! Nodes hold byte ranges of the page, nothing is copied. A node's descendants follow
//! it without a gap, up to `end`: walking a tree is walking a slice, so nothing here
//! or above ever recurses.

use std::borrow::Cow;

use super::entities::{decode_attribute, decode_text};
use super::tag::Tag;
use crate::phrases::start_of;

/// Names a node: its place in the list. The first node is the document itself.
pub(crate) type NodeId = usize;

/// A piece of text, or an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) tag: Tag,
    pub(crate) parent: u32,
    /// One past the last descendant.
    pub(crate) end: u32,
    /// Text: bytes of the page. Elements: a range of attributes.
    pub(super) from: u32,
    pub(super) to: u32,
    /// Where the element's name stands in the page.
    pub(super) name: u32,
}

/// An attribute as written: ranges of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute {
    pub(super) name: (u32, u32),
    pub(super) value: (u32, u32),
}

/// A page, cut into nodes.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    pub(super) source: &'a str,
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<Attribute>,
}

impl<'a> Tree<'a> {
    /// The page as written.
    pub(crate) fn source(&self) -> &'a str {
        self.source
    }

    /// Number of nodes; ids run from 0 to here.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn tag(&self, id: NodeId) -> Tag {
        self.nodes[id].tag
    }

    pub(crate) fn parent(&self, id: NodeId) -> NodeId {
        self.nodes[id].parent as usize
    }

    /// One past the last descendant.
    pub(crate) fn end(&self, id: NodeId) -> NodeId {
        self.nodes[id].end as usize
    }

    /// The text of a text node as written, with its character references.
    pub(crate) fn raw_text(&self, id: NodeId) -> &'a str {
        let node = &self.nodes[id];
        if node.tag == Tag::Text {
            &self.source[node.from as usize..node.to as usize]
        } else {
            ""
        }
    }

    /// An attribute as written.
    pub(crate) fn raw_attribute(&self, id: NodeId, name: &str) -> Option<&'a str> {
        // Most names differ in length, which costs nothing to see.
        let is_named = |attribute: &&Attribute| {
            let (from, to) = attribute.name;
            (to - from) as usize == name.len()
                && self.name_of(attribute).eq_ignore_ascii_case(name.as_bytes())
        };
        self.attributes_of(id).iter().find(is_named).map(|own| self.value_of(own))
    }

    /// The attributes of an element.
    pub(super) fn attributes_of(&self, id: NodeId) -> &[Attribute] {
        let node = &self.nodes[id];
        let held = if node.tag == Tag::Text { 0..0 } else { node.from..node.to };
        &self.attributes[held.start as usize..held.end as usize]
    }

    pub(super) fn name_of(&self, attribute: &Attribute) -> &'a [u8] {
        let (from, to) = attribute.name;
        &self.source.as_bytes()[from as usize..to as usize]
    }

    pub(super) fn value_of(&self, attribute: &Attribute) -> &'a str {
        let (from, to) = attribute.value;
        &self.source[from as usize..to as usize]
    }

    /// Whether an element has no attributes.
    pub(crate) fn is_bare(&self, id: NodeId) -> bool {
        self.attributes_of(id).is_empty()
    }

    /// An attribute with its character references decoded.
    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<Cow<'a, str>> {
        self.raw_attribute(id, name).map(decode_attribute)
    }

    /// The names of an element's attributes, as written.
    pub(crate) fn has_attribute(&self, id: NodeId, name: &str) -> bool {
        self.raw_attribute(id, name).is_some()
    }

    /// Children of a node, in order.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.end(id);
        let mut next = id + 1;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = next;
                next = self.end(child);
                child
            })
        })
    }

    /// All text below a node, white space collapsed; at most `bytes_max` of it.
    pub(crate) fn text_of(&self, id: NodeId, bytes_max: usize) -> String {
        self.joined_text_of(id, bytes_max, None)
    }

    /// The same with a bar where two elements touch without a blank between their words,
    /// as name and role do where only the style parts them.
    pub(crate) fn parted_text_of(&self, id: NodeId, bytes_max: usize) -> String {
        self.joined_text_of(id, bytes_max, Some('|'))
    }

    fn joined_text_of(&self, id: NodeId, bytes_max: usize, bar: Option<char>) -> String {
        let mut out = String::new();
        let mut at = id;
        let mut was_text = false;
        while at < self.end(id) && out.len() < bytes_max {
            let is_text = self.tag(at) == Tag::Text;
            match self.tag(at) {
                Tag::Text => {
                    let text = decode_text(self.raw_text(at));
                    let touches = !was_text
                        && out.ends_with(char::is_alphanumeric)
                        && text.starts_with(char::is_uppercase);
                    out.extend(bar.filter(|_| touches));
                    push_collapsed(&text, &mut out);
                }
                Tag::Script | Tag::Style | Tag::Noscript | Tag::Template => {
                    at = self.end(at);
                    continue;
                }
                tag if tag.is_block() || tag == Tag::Br => push_blank(&mut out),
                _ => {}
            }
            was_text = is_text;
            at += 1;
        }
        let end = start_of(&out, bytes_max).trim_end().len();
        out.truncate(end);
        out
    }
}

/// Appends text with every run of white space as one blank, none at the start, and
/// without characters that show nothing or turn the reading direction.
pub(crate) fn push_collapsed(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let (mut from, mut at, mut marks) = (0, 0, 0);
    while at < bytes.len() {
        if matches!(bytes[at], b'!'..=b'~') {
            at += 1;
            marks = 0;
            continue;
        }
        // The blank between two words stays as it is.
        if bytes[at] == b' ' && at > from && bytes[at - 1].is_ascii_graphic() {
            at += 1;
            continue;
        }
        if bytes[at].is_ascii_whitespace() {
            out.push_str(&text[from..at]);
            push_blank(out);
            at += blanks(&bytes[at..]);
            from = at;
            continue;
        }
        let character = text[at..].chars().next().unwrap_or(' ');
        let next = at + character.len_utf8();
        let fate = fate(character, &mut marks);
        if fate != Fate::Kept {
            out.push_str(&text[from..at]);
            from = next;
        }
        if fate == Fate::Blank {
            push_blank(out);
        }
        at = next;
    }
    out.push_str(&text[from..]);
}

/// How many blanks of ASCII come first.
fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

#[derive(PartialEq)]
enum Fate {
    Kept,
    Blank,
    Dropped,
}

/// More combining marks on one letter are a flood, not a script.
const COMBINING_MARKS_MAX: usize = 8;

fn fate(character: char, marks: &mut usize) -> Fate {
    match character {
        '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}' => Fate::Dropped,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Fate::Dropped,
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{489}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}' => {
            *marks += 1;
            if *marks > COMBINING_MARKS_MAX { Fate::Dropped } else { Fate::Kept }
        }
        _ if character.is_whitespace() => Fate::Blank,
        '\0'..='\x1F' | '\x7F'..='\u{9F}' => Fate::Dropped,
        _ => {
            *marks = 0;
            Fate::Kept
        }
    }
}

fn push_blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}

/// The same text with white space collapsed and nothing at either end.
pub(crate) fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_collapsed(text, &mut out);
    out.truncate(out.trim_end().len());
    out
}
