//! From the lines of the chosen part of a page to the pieces of an article.

use rundown_news::{BlockKind, NewsTime};

use crate::body::choose::{Choice, copy_bytes, ends_sentence};
use crate::body::cue;
use crate::body::highlights::highlights_in;
use crate::body::line::{Line, LineKind, Lines};
use crate::html::{NodeId, Tree};
use crate::metadata::{date_in_text, is_day_of_month, people_in, time_of};
use crate::phrases::{
    asks_consent, is_correction, is_credit, is_highlights_title, is_invitation, is_label,
    is_widget_name, leads_away, simple,
};

/// A post with its signature takes at most so many lines.
const POST_LINES_MAX: usize = 8;

/// A page sets its paragraphs in a few ways, not more.
const SETS_MAX: usize = 8;

/// Front matter stands at most so many lines above the first paragraph.
const FRONT_LINES_MAX: usize = 24;

/// A piece of an article before its place in the text is known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub(crate) kind: BlockKind,
    pub(crate) text: String,
    pub(crate) at: Option<NewsTime>,
}

/// What is known of the article before its body is read.
pub(crate) struct Known<'k> {
    pub(crate) headline: &'k str,
    pub(crate) headline_node: Option<NodeId>,
    pub(crate) description: Option<&'k str>,
    pub(crate) byline: &'k [String],
    pub(crate) is_live: bool,
}

/// What a page's lines gave.
#[derive(Debug, Default)]
pub(crate) struct Copy {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) deck: Option<String>,
    pub(crate) highlights: Vec<String>,
    /// Lines inside the article that were left out as chrome.
    pub(crate) dropped: usize,
    /// Short lines between headline and text, and just above: dates, names, labels.
    pub(crate) front: Vec<String>,
    /// There were more lines than were looked at.
    pub(crate) too_many: bool,
}

/// Reads the copy out of the chosen part of a page.
pub(crate) fn copy_of(
    tree: &Tree<'_>,
    lines: &Lines,
    choice: &Choice,
    known: &Known<'_>,
) -> Copy {
    let (from, to) = (choice.container, tree.end(choice.container));
    let within = |line: &Line| from <= line.first && line.first < to;
    let first_copy = lines
        .lines
        .iter()
        .zip(&choice.kept)
        .position(|(line, kept)| *kept && within(line) && copy_bytes(line) > 0)
        .unwrap_or(0);
    let mut copy = Copy { too_many: lines.too_many, ..Copy::default() };
    let box_lines = highlights_in(tree, lines, choice, first_copy, &mut copy.highlights);
    let (standfirst, is_deck) = standfirst(tree, lines, known, first_copy);
    copy.deck =
        standfirst.filter(|_| is_deck).map(|place| lines.lines[place].text.clone());
    copy.front = front_of(lines, known, first_copy);
    let reader = Reader { tree, known, headline: simple(known.headline) };
    let mut fates = Vec::new();
    for (place, line) in lines.lines.iter().enumerate() {
        if Some(place) == standfirst {
            fates.push((place, Fate::Kept(BlockKind::Paragraph)));
            continue;
        }
        if !within(line) || box_lines.contains(&place) {
            continue;
        }
        let fate = match choice.kept[place] {
            true => reader.fate(line, place < first_copy),
            false => doubtful(line),
        };
        fates.push((place, fate));
    }
    posts_in_quotes(lines, &mut fates);
    end_well(tree, lines, &mut fates);
    gather(tree, lines, known, &fates, &mut copy);
    copy
}

/// The short lines from just above the headline to the first paragraph.
fn front_of(lines: &Lines, known: &Known<'_>, first_copy: usize) -> Vec<String> {
    const LINES_ABOVE: usize = 4;
    const LINE_BYTES_MAX: usize = 160;
    let is_headline = |line: &Line| {
        known.headline_node.map_or(line.text == known.headline, |node| line.node >= node)
    };
    let from = lines.lines[..first_copy]
        .iter()
        .position(is_headline)
        .unwrap_or(first_copy)
        .max(first_copy.saturating_sub(FRONT_LINES_MAX));
    lines.lines[from.saturating_sub(LINES_ABOVE)..first_copy]
        .iter()
        .filter(|line| line.text.len() <= LINE_BYTES_MAX)
        .map(|line| line.text.clone())
        .collect()
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Kept(BlockKind),
    Dropped,
}

/// Lines inside of what looks like chrome: only posts and corrections count there.
fn doubtful(line: &Line) -> Fate {
    if line.marks & cue::EMBED != 0 {
        Fate::Kept(BlockKind::Embed)
    } else if line.marks & cue::CORRECTION != 0 && is_correction(&line.text) {
        Fate::Kept(BlockKind::Correction)
    } else {
        Fate::Dropped
    }
}

struct Reader<'r, 'a> {
    tree: &'r Tree<'a>,
    known: &'r Known<'r>,
    headline: String,
}

impl Reader<'_, '_> {
    fn fate(&self, line: &Line, is_before: bool) -> Fate {
        if line.marks & cue::SIGNUP != 0 {
            return Fate::Dropped;
        }
        if line.marks & cue::EMBED != 0 {
            return Fate::Kept(BlockKind::Embed);
        }
        if line.marks & cue::CAPTION != 0 {
            return Fate::Kept(BlockKind::Caption);
        }
        if line.marks & cue::CORRECTION != 0 || is_correction(&line.text) {
            return Fate::Kept(BlockKind::Correction);
        }
        if is_credit(&line.text) && line.kind != LineKind::Row {
            return Fate::Kept(BlockKind::Caption);
        }
        if self.is_chrome(line) || (is_before && self.is_front_matter(line)) {
            return Fate::Dropped;
        }
        Fate::Kept(match line.kind {
            LineKind::Paragraph => BlockKind::Paragraph,
            LineKind::Heading(_) => BlockKind::Heading,
            LineKind::Item => BlockKind::ListItem,
            LineKind::Quote => BlockKind::Quote,
            LineKind::Row => BlockKind::Table,
        })
    }

    fn is_chrome(&self, line: &Line) -> bool {
        let text = line.text.as_str();
        let may_be_headline = text.len() <= self.headline.len() * 2 + 20;
        if Some(line.node) == self.known.headline_node
            || (may_be_headline && simple(text) == self.headline)
        {
            return true;
        }
        if !text.chars().any(char::is_alphanumeric) || is_widget_name(text) {
            return true;
        }
        if asks_consent(text) || (line.kind != LineKind::Row && is_label(text)) {
            return true;
        }
        let length = text.len();
        let is_linked = line.link_bytes * 100 > length * 60;
        if is_linked
            && (length < 200 || line.link_bytes + 3 >= length)
            && !self.is_listed(line)
        {
            return true;
        }
        if line.link_bytes > 0 && leads_away(text) {
            return true;
        }
        // A script without blanks says in three bytes what takes six letters.
        let is_short = length < if text.is_ascii() { 90 } else { 120 };
        if is_short && (leads_away(text) || is_invitation(text)) && !ends_like_copy(text)
        {
            return true;
        }
        if line.link_bytes > 0 && is_invitation(text) && length < 250 {
            return true;
        }
        self.is_signature(line)
    }

    /// A linked item that stands among copy: a source list, a table of contents.
    fn is_listed(&self, line: &Line) -> bool {
        matches!(line.kind, LineKind::Heading(_))
            && self.tree.end(line.node) - line.node < 12
            && line.text.len() < 120
            && line.link_bytes < line.text.len()
    }

    /// Names, dates and sections that stand alone.
    fn is_signature(&self, line: &Line) -> bool {
        let text = line.text.as_str();
        if text.len() > 160 || line.kind == LineKind::Row {
            return false;
        }
        if line.marks & (cue::BYLINE | cue::META) != 0 && copy_bytes(line) == 0 {
            return true;
        }
        if text.len() < 60
            && (date_in_text(text).is_some() || is_day_of_month(text))
            && !ends_sentence(text)
        {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            return letters < 35;
        }
        let own = simple(text);
        let is_name = |name: &String| simple(name) == own;
        if self.known.byline.iter().any(is_name) {
            return true;
        }
        let lower = text.to_lowercase();
        let opens =
            ["by ", "von ", "par ", "por ", "di ", "photo:", "foto:", "image:", "bild:"];
        text.len() < 90
            && opens.iter().any(|opening| lower.starts_with(opening))
            && !ends_sentence(text)
            && people_in([text], "").iter().any(|name| {
                self.known.byline.iter().any(|known| simple(known) == simple(name))
            })
    }

    /// Before the first paragraph stand sections, dates and labels; a short line there
    /// is copy only if it says a sentence.
    fn is_front_matter(&self, line: &Line) -> bool {
        match line.kind {
            LineKind::Heading(level) => level == 1 || line.text.len() < 8,
            LineKind::Row => false,
            _ => copy_bytes(line) == 0 && !(line.is_p && line.text.len() > 60),
        }
    }
}

/// A sentence of copy rather than a button: it ends as one and is not addressed.
fn ends_like_copy(text: &str) -> bool {
    text.ends_with(['.', '”', '"', '?']) && text.split(' ').count() >= 9
}

/// The line under the headline, by its class or by being the page's description; and
/// whether it is a deck. A paragraph set like the next one only leads the text.
fn standfirst(
    tree: &Tree<'_>,
    lines: &Lines,
    known: &Known<'_>,
    first_copy: usize,
) -> (Option<usize>, bool) {
    let description = known.description.map(simple).filter(|text| text.len() > 30);
    let from = known
        .headline_node
        .and_then(|node| lines.lines.iter().position(|line| line.node >= node))
        .unwrap_or(0);
    // The first copy may itself be the standfirst.
    let to = (first_copy + 1).min(lines.lines.len());
    let from = from.min(to).max(to.saturating_sub(60));
    let is_apart = |line: &Line| {
        line.marks & (cue::CAPTION | cue::EMBED | cue::HIGHLIGHTS) != 0
            || line.link_bytes * 2 > line.text.len()
            || is_invitation(&line.text)
    };
    let candidates = (from..to).filter(|place| !is_apart(&lines.lines[*place]));
    let by_words = candidates.clone().find(|place| {
        let text = simple(&lines.lines[*place].text);
        text.len() > 30
            && description.as_ref().is_some_and(|description| {
                *description == text
                    || (text.len() > 60 && description.starts_with(&text))
                    || (description.len() > 60 && text.starts_with(description.as_str()))
            })
    });
    let by_class = candidates.into_iter().find(|place| {
        let line = &lines.lines[*place];
        let is_body = line.marks & (cue::BYLINE | cue::META) != 0;
        let is_self = simple(&line.text) == simple(known.headline);
        line.marks & cue::STANDFIRST != 0 && line.text.len() >= 40 && !is_body && !is_self
    });
    let found = by_words.or(by_class);
    let leads_only = found.is_some_and(|place| {
        let line = &lines.lines[place];
        let next = lines.lines[place + 1..].iter().find(|next| copy_bytes(next) > 0);
        let class = |line: &Line| tree.raw_attribute(line.node, "class").unwrap_or("");
        next.is_some_and(|next| {
            let is_beside = tree.tag(line.node) == tree.tag(next.node)
                && tree.parent(line.node) == tree.parent(next.node);
            // `par par--intro` beside `par`
            let shares = class(next)
                .split_ascii_whitespace()
                .any(|name| class(line).split_ascii_whitespace().any(|own| own == name));
            let is_plain =
                class(line) == class(next) && line.marks & cue::STANDFIRST == 0;
            is_beside && (shares || is_plain)
        })
    });
    (found, !leads_only)
}

/// A block quotation that ends with "— Name (@handle)" is a post.
fn posts_in_quotes(lines: &Lines, fates: &mut [(usize, Fate)]) {
    let is_quote = |fate: &Fate| *fate == Fate::Kept(BlockKind::Quote);
    for place in 0..fates.len() {
        let text = lines.lines[fates[place].0].text.as_str();
        let is_signed = text.rfind("(@").is_some_and(|at| {
            text.len() - at < 80 && text[..at].contains(['—', '–', '-'])
        });
        let is_quoted = lines.lines[fates[place].0].kind == LineKind::Quote;
        if !is_signed || !is_quoted {
            continue;
        }
        fates[place].1 = Fate::Kept(BlockKind::Embed);
        let own = fates[..place].iter_mut().rev().take(POST_LINES_MAX);
        for (_, fate) in own.take_while(|(_, fate)| is_quote(fate)) {
            *fate = Fate::Kept(BlockKind::Embed);
        }
    }
}

/// Drops what trails after the last copy, and headings that head nothing.
fn end_well(tree: &Tree<'_>, lines: &Lines, fates: &mut Vec<(usize, Fate)>) {
    // A short sentence set just like the paragraphs before it is one.
    let set_of = |line: &Line| {
        let class = tree.raw_attribute(line.node, "class");
        (tree.tag(line.node), class, tree.parent(line.node))
    };
    let mut sets = Vec::new();
    for (place, fate) in fates.iter() {
        let line = &lines.lines[*place];
        let is_copy = *fate == Fate::Kept(BlockKind::Paragraph) && copy_bytes(line) > 0;
        if is_copy && sets.len() < SETS_MAX && !sets.contains(&set_of(line)) {
            sets.push(set_of(line));
        }
    }
    let is_set_alike =
        |line: &Line| ends_sentence(&line.text) && sets.contains(&set_of(line));
    let is_copy = |(place, fate): &(usize, Fate)| {
        let line = &lines.lines[*place];
        match fate {
            Fate::Kept(BlockKind::Paragraph | BlockKind::Quote) => {
                copy_bytes(line) > 0
                    || (line.is_p && line.text.len() > 25)
                    || is_set_alike(line)
            }
            Fate::Kept(BlockKind::ListItem | BlockKind::Table) => {
                line.link_bytes * 2 < line.text.len()
            }
            Fate::Kept(BlockKind::Embed | BlockKind::Correction) => true,
            _ => false,
        }
    };
    let last = fates.iter().rposition(is_copy).map_or(0, |place| place + 1);
    for (_, fate) in &mut fates[last..] {
        if *fate != Fate::Kept(BlockKind::Caption) {
            *fate = Fate::Dropped;
        }
    }
    // From below: a heading stays over copy, or over a heading of a lower level.
    let mut has_copy = false;
    let mut level_below = None;
    for (place, fate) in fates.iter_mut().rev() {
        match (*fate, lines.lines[*place].kind) {
            (Fate::Kept(BlockKind::Heading), LineKind::Heading(level)) => {
                let text = lines.lines[*place].text.as_str();
                let is_copy_itself = text.len() >= 40 && text.ends_with('.');
                if has_copy
                    || is_copy_itself
                    || level_below.is_some_and(|below| below > level)
                {
                    level_below = Some(level);
                    has_copy = false;
                } else {
                    *fate = Fate::Dropped;
                }
            }
            (Fate::Kept(BlockKind::Caption) | Fate::Dropped, _) => {}
            _ => {
                has_copy = true;
                level_below = None;
            }
        }
    }
}

/// Makes pieces of the lines that stay: rows of a table become one piece, and so do
/// the lines of an embedded post.
fn gather(
    tree: &Tree<'_>,
    lines: &Lines,
    known: &Known<'_>,
    fates: &[(usize, Fate)],
    copy: &mut Copy,
) {
    let mut pending: Option<NewsTime> = None;
    let mut last_place = usize::MAX;
    for (place, fate) in fates {
        let line = &lines.lines[*place];
        if known.is_live
            && let Some(time) =
                line.time.and_then(|node| tree.attribute(node, "datetime"))
        {
            pending = time_of(&time).or(pending);
        }
        let Fate::Kept(kind) = *fate else {
            copy.dropped += 1;
            continue;
        };
        let joins = last_place.wrapping_add(1) == *place
            && matches!(kind, BlockKind::Table | BlockKind::Embed);
        last_place = *place;
        match copy.pieces.last_mut() {
            Some(piece) if joins && piece.kind == kind => {
                piece.text.push('\n');
                piece.text.push_str(&line.text);
                continue;
            }
            _ => {}
        }
        let is_entry = pending.is_some()
            && matches!(
                kind,
                BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem
            );
        let (kind, at) = match is_entry {
            true => (BlockKind::LiveEntry, pending.take()),
            false => (kind, None),
        };
        copy.pieces.push(Piece { kind, text: line.text.clone(), at });
    }
    // A title that is in the text by mistake.
    copy.pieces.retain(|piece| {
        !(piece.kind == BlockKind::Heading && is_highlights_title(&piece.text))
    });
}
