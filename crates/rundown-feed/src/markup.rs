//! Markup inside feeds: the HTML of a summary, the plain words of a title.

use std::fmt::Write;

use crate::entities;
use crate::tree::{NodeId, Step, Tree};

/// Elements that HTML writes without an end.
const VOID: [&str; 9] =
    ["area", "br", "col", "embed", "hr", "img", "input", "source", "wbr"];

/// Tags that titles carry. Anything else between angle brackets is taken for words.
const TITLE_TAGS: [&str; 30] = [
    "a", "abbr", "acronym", "b", "bdi", "big", "br", "cite", "code", "del", "div", "em",
    "font", "h1", "h2", "h3", "i", "img", "ins", "mark", "p", "q", "s", "small", "span",
    "strong", "sub", "sup", "tt", "u",
];

/// The content of an element as HTML, as its `type` says. RSS elements have none: their
/// text is HTML, and markup that was forgotten to be escaped is taken as it is.
pub(crate) fn html(tree: &Tree<'_>, node: NodeId, is_atom: bool) -> Option<String> {
    let kind = tree.attribute(node, "type").unwrap_or_default().to_ascii_lowercase();
    let html = if tree.has_elements(node) {
        inner(tree, node)
    } else if is_atom && matches!(kind.as_str(), "" | "text" | "text/plain") {
        escape(&tree.text(node))
    } else {
        tree.text(node)
    };
    let html = html.trim();
    (!html.is_empty()).then(|| html.to_owned())
}

/// Everything inside an element, written as HTML.
fn inner(tree: &Tree<'_>, root: NodeId) -> String {
    let mut out = String::new();
    for step in tree.walk(root) {
        match step {
            Step::Text(raw) => out.push_str(raw),
            Step::Cdata(text) => out.push_str(text),
            Step::Open(node) => open(tree, node, &mut out),
            Step::Close(node) => {
                let (_, name) = tree.name(node);
                if !VOID.contains(&&*name) {
                    let _ = write!(out, "</{name}>");
                }
            }
        }
    }
    out
}

fn open(tree: &Tree<'_>, node: NodeId, out: &mut String) {
    let (_, name) = tree.name(node);
    let _ = write!(out, "<{name}");
    for (key, value) in tree.attributes(node) {
        if !key.starts_with("xmlns") {
            let _ = write!(out, " {key}=\"{}\"", escape(&value).replace('"', "&quot;"));
        }
    }
    out.push('>');
}

/// Plain text as HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The words of a title. References that were escaped twice are read, and tags are left
/// out, unless the feed says that the title is plain.
pub(crate) fn title(tree: &Tree<'_>, node: NodeId) -> String {
    let kind = tree.attribute(node, "type").unwrap_or_default();
    let is_plain =
        kind.eq_ignore_ascii_case("text") || kind.eq_ignore_ascii_case("text/plain");
    words(&tree.text(node), !is_plain)
}

/// The words of a text that may be HTML.
pub(crate) fn words(text: &str, has_tags: bool) -> String {
    let text = entities::decode(text, &[]);
    let text = if has_tags { without_tags(&text) } else { text.into_owned() };
    let text = entities::decode(&text, &[]);
    let mut words = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().filter(|c| !c.is_control()));
    }
    words
}

/// Spaces that may be folded: no-break and set spaces are a choice of the writer.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag[1..].find(['<', '>']).map_or(tag.len(), |end| end + 1);
        let is_closed = tag[end..].starts_with('>');
        let name = tag[1..end].trim_start_matches('/').trim_start();
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        if is_closed && TITLE_TAGS.contains(&name.to_ascii_lowercase().as_str()) {
            if matches!(name, "br" | "p" | "div") {
                out.push(' ');
            }
            rest = &tag[end + 1..];
        } else {
            out.push('<');
            rest = &tag[1..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_words() {
        for (html, text) in [
            ("Fish &amp;amp; chips", "Fish & chips"),
            ("The <i>Elm</i>\n  sails", "The Elm sails"),
            ("Ferry &#8217;late&#8217;", "Ferry ’late’"),
            ("If x < y and y > z", "If x < y and y > z"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("One<br/>two", "One two"),
        ] {
            assert_eq!(words(html, true), text);
        }
    }
}
