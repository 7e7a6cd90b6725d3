//! What an element is, by its tag and attributes.

use crate::html::{NodeId, Tag, Tree};

/// Whether a field asks for an electronic address.
pub(super) fn is_email(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.raw_attribute(id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("email"))
}

/// Elements with nothing to read in them.
pub(super) fn is_mute(tag: Tag) -> bool {
    use Tag::{
        Audio, Button, Canvas, Dialog, Head, Iframe, Img, Input, Map, Math, Nav, Noembed,
        Noframes, Noscript, Object, Option, Script, Search, Select, Style, Svg, Template,
        Textarea, Title, Video,
    };
    matches!(
        tag,
        Script
            | Style
            | Noscript
            | Template
            | Iframe
            | Svg
            | Math
            | Select
            | Option
            | Button
            | Nav
            | Textarea
            | Video
            | Audio
            | Canvas
            | Object
            | Title
            | Dialog
            | Map
            | Noembed
            | Noframes
            | Input
            | Img
            | Head
            | Search
    )
}

/// Whether a row is one of a table of figures rather than of a page laid out in a
/// table: at least two cells, none with much in it.
pub(super) fn is_data_row(tree: &Tree<'_>, row: NodeId) -> bool {
    const CELL_BYTES_MAX: usize = 600;
    const CELL_BREAKS_MAX: usize = 5;
    let (mut cells, mut bytes, mut breaks) = (0, 0, 0);
    for id in row + 1..tree.end(row) {
        match tree.tag(id) {
            Tag::Td | Tag::Th => (cells, bytes, breaks) = (cells + 1, 0, 0),
            Tag::Br => breaks += 1,
            Tag::Text => bytes += tree.raw_text(id).len(),
            Tag::Table
            | Tag::Article
            | Tag::Section
            | Tag::H1
            | Tag::H2
            | Tag::Ul
            | Tag::Hr
            | Tag::Form => return false,
            _ => {}
        }
        if bytes > CELL_BYTES_MAX || breaks > CELL_BREAKS_MAX {
            return false;
        }
    }
    cells >= 2
}
