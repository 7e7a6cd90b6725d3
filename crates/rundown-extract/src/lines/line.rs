//! One walk over a page's tree that gives its lines: every piece of text that a
//! browser would set on a line of its own, with what is known about it.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::calendar::date_in_text;
use crate::html::{NodeId, Tag, Tree, decode_text, push_collapsed};
use crate::lines::cue;
use crate::lines::cue::{Cues, Marks};
use crate::lines::elements::{is_data_row, is_email, is_mute};
use crate::lines::sentence_end::ends_sentence;
use crate::phrases::{Said, simple};
use crate::reading::LINES_MAX;

/// What the markup says a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    Paragraph,
    Heading(u8),
    Item,
    Quote,
    Row,
}

/// A line of text on a page.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) kind: LineKind,
    /// The block element that holds it.
    pub(crate) node: NodeId,
    /// Where its text begins in the tree, and one past where it ends.
    pub(crate) first: NodeId,
    /// Cues of the elements around it.
    pub(crate) marks: Marks,
    /// Bytes of it that are links.
    pub(crate) link_bytes: usize,
    /// The innermost marked element around it, as a place in `Lines::marked`.
    pub(crate) marked: Option<usize>,
    /// The first `<time>` in it.
    pub(crate) time: Option<NodeId>,
    /// Stands in a `<p>`.
    pub(crate) is_p: bool,
    words: OnceCell<String>,
    says_when: OnceCell<bool>,
}

impl Line {
    /// Its text as [`simple`] words, worked out when first asked for.
    pub(crate) fn words(&self) -> &str {
        self.words.get_or_init(|| simple(&self.text))
    }

    /// What it says, for phrases to be found in.
    pub(crate) fn said(&self) -> Said<'_> {
        Said::with(&self.text, || Cow::Borrowed(self.words()))
    }

    /// Whether a date stands in it, found out when first asked for.
    pub(crate) fn says_when(&self) -> bool {
        *self.says_when.get_or_init(|| date_in_text(&self.text).is_some())
    }
}

/// An element whose name says something of its content.
#[derive(Debug, Clone)]
pub(crate) struct Marked {
    pub(crate) id: NodeId,
    pub(crate) outer: Option<usize>,
    pub(crate) marks: Marks,
}

/// All lines of a page, in its order.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) all: Vec<Line>,
    pub(crate) marked: Vec<Marked>,
    /// Elements whose name promises an article or its body, with their marks.
    pub(crate) named: Vec<(NodeId, Marks)>,
    /// Elements with a cue for highlights; the first few.
    pub(crate) boxes: Vec<NodeId>,
    /// There were more lines than are looked at.
    pub(crate) too_many: bool,
}

/// The lines below a node.
pub(crate) fn lines_of(tree: &Tree<'_>, top: NodeId) -> Lines {
    let mut walk = Walk {
        tree,
        cues: Cues::new(),
        out: Lines::default(),
        open: vec![Frame::top(tree, top)],
        line: Draft::default(),
        signups: Vec::new(),
    };
    walk.run(top);
    settle_marks(&mut walk.out);
    mark_signups(tree, &walk.signups, &mut walk.out.all);
    walk.out
}

/// A box to sign up in holds at most so many nodes.
const SIGNUP_NODES_MAX: usize = 40;

/// And at most this share of a page's longer lines, in percent.
const SIGNUP_SHARE: usize = 40;

/// Marks the lines beside a field for an electronic address.
fn mark_signups(tree: &Tree<'_>, fields: &[NodeId], lines: &mut [Line]) {
    const STEPS_OUT: usize = 4;
    let long_bytes = |lines: &[Line]| -> usize {
        lines.iter().map(|line| line.text.len()).filter(|bytes| *bytes >= 60).sum()
    };
    let total = long_bytes(lines);
    for field in fields {
        let mut inside = *field..*field;
        let mut around = *field;
        for _ in 0..STEPS_OUT {
            around = tree.parent(around);
            let end = tree.end(around);
            let held = &lines[range_of(lines, around, end)];
            if end - around > SIGNUP_NODES_MAX
                || long_bytes(held) * 100 > total * SIGNUP_SHARE
            {
                break;
            }
            inside = around..end;
        }
        let held = range_of(lines, inside.start, inside.end);
        for line in &mut lines[held] {
            line.marks |= cue::SIGNUP;
        }
    }
}

/// The lines that begin in a range of nodes.
pub(crate) fn range_of(
    lines: &[Line],
    from: NodeId,
    to: NodeId,
) -> std::ops::Range<usize> {
    let place = |node: NodeId| lines.partition_point(|line| line.first < node);
    place(from)..place(to)
}

/// Whether a line stands under a picture.
pub(crate) fn is_caption(line: &Line) -> bool {
    line.marks & cue::CAPTION != 0
}

/// Whether a node stands in an element that is named as chrome.
pub(crate) fn is_chrome(tree: &Tree<'_>, lines: &Lines, node: NodeId) -> bool {
    let mut at = node;
    while at > 0 {
        let marked = lines.marked.binary_search_by_key(&at, |marked| marked.id);
        let marks = marked.ok().and_then(|place| lines.marked.get(place));
        let next = lines.named.partition_point(|(id, _)| *id < at);
        let is_whole = || lines.named.get(next).is_some_and(|(id, _)| *id < tree.end(at));
        if marks.is_some_and(|marked| marked.marks & cue::CHROME != 0) && !is_whole() {
            return true;
        }
        at = tree.parent(at);
    }
    false
}

/// More boxes than this are not an outlet's highlights.
const BOXES_MAX: usize = 32;

/// An element with more than this share of all text is not what a side word of its
/// name says: an `article-meta` around a whole article is no byline. In percent.
const SIDE_SHARE: usize = 25;

/// The same for words that may stand for a large part of a short article.
const LARGE_SHARE: usize = 60;

/// Gives each line the marks of the elements around it, as far as they can be meant.
fn settle_marks(lines: &mut Lines) {
    let held =
        held_by(lines, |line| if line.text.len() >= 60 { line.text.len() } else { 0 });
    let total: usize = lines.all.iter().map(|line| line.text.len()).sum();
    let mut meant: Vec<Marks> = Vec::with_capacity(lines.marked.len());
    for (marked, held) in lines.marked.iter().zip(held) {
        let mut marks = marked.marks & !(cue::CHROME | cue::DOUBT);
        if held * 100 > total * SIDE_SHARE {
            marks &= cue::STANDFIRST | cue::EMBED | cue::HIGHLIGHTS | cue::CAPTION;
        }
        if held * 100 > total * LARGE_SHARE {
            marks = 0;
        }
        meant.push(marks | marked.outer.map_or(0, |outer| meant[outer]));
    }
    for line in &mut lines.all {
        line.marks |= line.marked.map_or(0, |marked| meant[marked]);
    }
}

/// For each marked element the sum of a measure over the lines in it.
pub(crate) fn held_by(lines: &Lines, measure: impl Fn(&Line) -> usize) -> Vec<usize> {
    let mut held = vec![0; lines.marked.len()];
    for line in &lines.all {
        if let Some(marked) = line.marked {
            held[marked] += measure(line);
        }
    }
    // Inner ones come after outer ones, so one pass from the back sums them up.
    for place in (0..held.len()).rev() {
        if let Some(outer) = lines.marked[place].outer {
            held[outer] += held[place];
        }
    }
    held
}

/// An open element, and what it means for the text in it.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
struct Frame {
    end: NodeId,
    block: NodeId,
    kind: LineKind,
    marked: Option<usize>,
    is_block: bool,
    is_link: bool,
    is_p: bool,
    in_row: bool,
}

impl Frame {
    fn top(tree: &Tree<'_>, top: NodeId) -> Self {
        Self {
            end: tree.end(top),
            block: top,
            kind: LineKind::Paragraph,
            marked: None,
            is_block: true,
            is_link: false,
            is_p: false,
            in_row: false,
        }
    }
}

/// A line that is being gathered.
#[derive(Default)]
struct Draft {
    text: String,
    first: NodeId,
    link_bytes: usize,
    time: Option<NodeId>,
    marked: Option<usize>,
    breaks: usize,
}

impl Draft {
    /// Begins a line in the room of the last one.
    fn begin(&mut self, time: Option<NodeId>) {
        self.text.clear();
        (self.first, self.link_bytes, self.breaks) = (0, 0, 0);
        (self.time, self.marked) = (time, None);
    }
}

struct Walk<'t, 'a> {
    tree: &'t Tree<'a>,
    cues: Cues<'a>,
    out: Lines,
    open: Vec<Frame>,
    line: Draft,
    /// Fields that ask for an electronic address.
    signups: Vec<NodeId>,
}

impl Walk<'_, '_> {
    fn run(&mut self, top: NodeId) {
        let end = self.tree.end(top);
        let mut id = top + 1;
        while id < end {
            if self.out.all.len() >= LINES_MAX {
                self.out.too_many = true;
                break;
            }
            self.close_before(id);
            let tag = self.tree.tag(id);
            if tag == Tag::Text {
                self.text(id);
            } else if tag == Tag::Br {
                self.line_break(id);
            } else if is_mute(tag) {
                if tag == Tag::Input
                    && self.signups.len() < BOXES_MAX
                    && is_email(self.tree, id)
                {
                    self.signups.push(id);
                }
                id = self.tree.end(id);
                continue;
            } else {
                self.element(id, tag);
            }
            id += 1;
        }
        self.flush();
    }

    fn frame(&self) -> &Frame {
        &self.open[self.open.len() - 1]
    }

    fn close_before(&mut self, id: NodeId) {
        while self.open.len() > 1 && self.frame().end <= id {
            if self.frame().is_block {
                self.flush();
            }
            self.open.pop();
        }
    }

    fn text(&mut self, id: NodeId) {
        let raw = self.tree.raw_text(id);
        // Half of all texts only set the tags apart.
        let is_blank = raw.bytes().all(|byte| byte.is_ascii_whitespace());
        let text = if is_blank { Cow::Borrowed(" ") } else { decode_text(raw) };
        let before = self.line.text.len();
        push_collapsed(&text, &mut self.line.text);
        let added = self.line.text.len() - before;
        if added == 0 {
            return;
        }
        if before == 0 {
            self.line.first = id;
            self.line.marked = self.frame().marked;
        }
        self.line.breaks = 0;
        self.line.link_bytes += if self.frame().is_link { added } else { 0 };
    }

    /// One break is a blank, and between two fonts the end of a short line, as pages
    /// without headings set their titles; two breaks are a new paragraph.
    fn line_break(&mut self, id: NodeId) {
        self.line.breaks += 1;
        let text = self.line.text.trim_end();
        let is_title = text.len() < 160 && !ends_sentence(text) && self.comes_font(id);
        if self.line.breaks >= 2 || is_title {
            self.flush();
        } else {
            push_collapsed(" ", &mut self.line.text);
        }
    }

    /// Whether the next thing after a node is an element with a font of its own.
    fn comes_font(&self, id: NodeId) -> bool {
        let is_blank = |id: NodeId| {
            self.tree.tag(id) == Tag::Text && self.tree.raw_text(id).trim().is_empty()
        };
        let next = id + 1 + usize::from(id + 1 < self.tree.len() && is_blank(id + 1));
        next < self.tree.len() && self.tree.tag(next) == Tag::Font
    }

    fn element(&mut self, id: NodeId, tag: Tag) {
        let mut frame = self.frame().clone();
        frame.end = self.tree.end(id);
        frame.is_block = self.starts_line(id, tag);
        if frame.is_block {
            self.flush();
            frame.block = id;
            frame.is_p = tag == Tag::P;
        }
        self.kind_of(id, tag, &mut frame);
        self.mark(id, tag, &mut frame);
        match tag {
            Tag::A => frame.is_link = self.tree.has_attribute(id, "href"),
            Tag::Time if self.line.time.is_none() => self.line.time = Some(id),
            _ => {}
        }
        if frame.end > id + 1 {
            self.open.push(frame);
        } else if frame.is_block {
            self.flush();
        }
    }

    /// Whether the element begins a line; cells of a row share theirs.
    fn starts_line(&mut self, id: NodeId, tag: Tag) -> bool {
        let in_row = self.frame().in_row;
        if matches!(tag, Tag::Td | Tag::Th) && in_row {
            if !self.line.text.trim().is_empty() {
                self.line.text.truncate(self.line.text.trim_end().len());
                self.line.text.push_str(" | ");
            }
            return false;
        }
        if in_row && matches!(tag, Tag::P | Tag::Div) {
            push_collapsed(" ", &mut self.line.text);
            return false;
        }
        if tag == Tag::A || tag == Tag::Span {
            return self.holds_blocks_only(id);
        }
        // Custom elements are mostly boxes; a browser's default counts less than use.
        tag.is_block() || (tag == Tag::Other && self.holds_blocks_only(id))
    }

    /// Whether an inline element is used as a box: its first child is a block.
    fn holds_blocks_only(&self, id: NodeId) -> bool {
        let mut children = self.tree.children(id).filter(|child| {
            let text = self.tree.raw_text(*child);
            self.tree.tag(*child) != Tag::Text || !text.trim().is_empty()
        });
        children.next().is_some_and(|first| self.tree.tag(first).is_block())
    }

    fn kind_of(&self, id: NodeId, tag: Tag, frame: &mut Frame) {
        frame.kind = match tag {
            Tag::Li | Tag::Dt | Tag::Dd => LineKind::Item,
            Tag::Blockquote => LineKind::Quote,
            Tag::Tr if is_data_row(self.tree, id) => {
                frame.in_row = true;
                LineKind::Row
            }
            Tag::Table => LineKind::Paragraph,
            _ => match tag.heading_level() {
                Some(level) => LineKind::Heading(level),
                None => frame.kind,
            },
        };
    }

    /// Adds the element's cues to its frame and keeps what is needed later.
    fn mark(&mut self, id: NodeId, tag: Tag, frame: &mut Frame) {
        let mut marks = match tag {
            Tag::Body | Tag::Html => 0,
            Tag::Br | Tag::Strong | Tag::B | Tag::Em | Tag::I | Tag::A => 0,
            _ => self.cues.of(self.tree, id),
        };
        if tag == Tag::Main {
            // Its element says more than `js-social-start` in its classes.
            marks &= !(cue::CHROME | cue::DOUBT | cue::NEVER);
        }
        if tag == Tag::Tr {
            // `player-580` on a row is what the row is about.
            marks &= !cue::DOUBT;
        }
        marks |= match tag {
            Tag::Figcaption => cue::CAPTION,
            // Elsewhere it is an element of no meaning.
            Tag::Caption if self.tree.tag(self.tree.parent(id)) == Tag::Table => {
                cue::CAPTION
            }
            // The footer of a block quotation says whose words it holds.
            Tag::Footer if self.tree.tag(self.tree.parent(id)) == Tag::Blockquote => 0,
            Tag::Aside | Tag::Footer | Tag::Form | Tag::Menu => cue::DOUBT,
            Tag::Label | Tag::Fieldset => cue::CHROME,
            Tag::Article => cue::ARTICLE,
            _ => 0,
        };
        if marks & (cue::BODY | cue::ARTICLE) != 0 || tag == Tag::Main {
            self.out.named.push((id, marks));
        }
        if marks & cue::HIGHLIGHTS != 0 && self.out.boxes.len() < BOXES_MAX {
            self.out.boxes.push(id);
        }
        marks &= !(cue::BODY | cue::ARTICLE);
        if marks != 0 {
            self.out.marked.push(Marked { id, outer: frame.marked, marks });
            frame.marked = Some(self.out.marked.len() - 1);
        }
    }

    fn flush(&mut self) {
        let text = self.line.text.trim_end();
        if text.is_empty() {
            // A time before its text belongs to it.
            return self.line.begin(self.line.time);
        }
        let text = text.to_owned();
        let draft = &self.line;
        let frame = self.frame().clone();
        // A small marked element inside a line does not speak for all of it.
        let line_marked = if frame.is_block { frame.marked } else { draft.marked };
        self.out.all.push(Line {
            text,
            kind: frame.kind,
            node: frame.block,
            first: draft.first,
            marks: 0,
            link_bytes: draft.link_bytes,
            marked: line_marked,
            time: draft.time,
            is_p: frame.is_p,
            words: OnceCell::new(),
            says_when: OnceCell::new(),
        });
        self.line.begin(None);
    }
}
