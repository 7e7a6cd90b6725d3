//! What the rules make of a line, by what it says and how it is set.

use std::cell::Cell;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use rundown_news::BlockKind;

use crate::body::choose::copy_bytes;
use crate::body::context::Context;
use crate::body::fate::{Fate, kind_of};
use crate::calendar::is_day_of_month;
use crate::html::Tree;
use crate::lines::cue;
use crate::lines::ends_sentence;
use crate::lines::{Line, LineKind, Lines};
use crate::names::people_in;
use crate::phrases::{Said, is_credit, is_plea, is_row_of_buttons, simple, start_of};

/// Reads lines; each part of a page that is tried has much the same ones, so what was
/// found is kept.
pub(super) struct Rules<'r, 'a> {
    tree: &'r Tree<'a>,
    lines: &'r Lines,
    context: &'r Context<'r>,
    /// The fate of each line behind the first copy, and before.
    fates: [Vec<Cell<Option<Fate>>>; 2],
    /// The headline and the names of the authors as [`simple`] words.
    headline: String,
    byline: Vec<String>,
}

impl<'r, 'a> Rules<'r, 'a> {
    pub(super) fn new(
        tree: &'r Tree<'a>,
        lines: &'r Lines,
        context: &'r Context<'r>,
    ) -> Self {
        let byline = context.byline.iter().map(|name| simple(name)).collect();
        let unread = vec![Cell::new(None); lines.all.len()];
        let fates = [unread.clone(), unread];
        Self { tree, lines, context, fates, headline: simple(context.headline), byline }
    }

    /// What becomes of a line; `is_before` tells that it stands above all copy.
    pub(super) fn fate(&self, place: usize, is_before: bool) -> Fate {
        let kept = &self.fates[usize::from(is_before)][place];
        let fate =
            kept.get().unwrap_or_else(|| self.read(&self.lines.all[place], is_before));
        kept.set(Some(fate));
        fate
    }

    fn read(&self, line: &Line, is_before: bool) -> Fate {
        if line.marks & (cue::SIGNUP | cue::COMMENT) != 0 {
            return Fate::Dropped;
        }
        if line.marks & cue::EMBED != 0 {
            return Fate::Kept(BlockKind::Embed);
        }
        let said = line.said();
        if line.marks & cue::CAPTION != 0 {
            let fate = Fate::Kept(BlockKind::Caption);
            return if said.is_label() { Fate::Dropped } else { fate };
        }
        if line.marks & cue::CORRECTION != 0 || said.is_correction() {
            return Fate::Kept(BlockKind::Correction);
        }
        if is_credit(&line.text) && line.kind != LineKind::Row {
            return Fate::Kept(BlockKind::Caption);
        }
        if self.is_chrome(line, &said) || (is_before && self.repeats_headline(line)) {
            return Fate::Dropped;
        }
        if self.is_link(line) || (is_before && is_front_matter(line)) {
            return Fate::Left;
        }
        Fate::Kept(kind_of(line.kind))
    }

    /// A heading over the text that is the headline with a label before or behind it.
    fn repeats_headline(&self, line: &Line) -> bool {
        matches!(line.kind, LineKind::Heading(_))
            && self.headline.contains(' ')
            && line.words().contains(&self.headline)
    }

    fn is_chrome(&self, line: &Line, said: &Said<'_>) -> bool {
        let text = line.text.as_str();
        let may_be_headline = text.len() <= self.headline.len() * 2 + 20;
        if Some(line.node) == self.context.headline_node
            || (may_be_headline && line.words() == self.headline)
        {
            return true;
        }
        if !text.chars().any(char::is_alphanumeric) || said.is_widget_name() {
            return true;
        }
        if is_notice_of_rights(text) || said.is_wall() || is_plea(text) {
            return true;
        }
        let opening = said.opening();
        let buttons = said.is_label() || is_row_of_buttons(text);
        if opening.asks_consent()
            || opening.is_of_player()
            || (line.kind != LineKind::Row && buttons)
        {
            return true;
        }
        let length = text.len();
        if line.link_bytes > 0 && (opening.leads_away() || points_away(line)) {
            return true;
        }
        // A script without blanks says in three bytes what takes six letters.
        let is_short = length < if text.is_ascii() { 90 } else { 120 };
        if is_short
            && (opening.leads_away() || opening.is_invitation())
            && !ends_like_copy(text)
        {
            return true;
        }
        if line.link_bytes > 0 && opening.is_invitation() && length < 250 {
            return true;
        }
        self.is_signature(line)
    }

    /// A line that is a link as a whole, or nearly.
    fn is_link(&self, line: &Line) -> bool {
        let length = line.text.len();
        let is_linked = line.link_bytes * 100 > length * 60;
        is_linked
            && (length < 200 || line.link_bytes + 3 >= length)
            && !self.is_listed(line)
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
            && (line.says_when() || is_day_of_month(text))
            && !ends_sentence(text)
        {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            return letters < 35;
        }
        if self.byline.iter().any(|name| name == line.words()) {
            return true;
        }
        if text.len() >= 90 {
            return false;
        }
        let lower = text.to_lowercase();
        let opens =
            ["by ", "von ", "par ", "por ", "di ", "photo:", "foto:", "image:", "bild:"];
        opens.iter().any(|opening| lower.starts_with(opening))
            && !ends_sentence(text)
            && people_in([text], "").iter().any(|name| {
                let name = simple(name);
                self.byline.contains(&name)
            })
    }
}

/// A line that is one link, behind an arrow, behind "More:", or alone in a quotation as
/// cards of other pages are set.
fn points_away(line: &Line) -> bool {
    const ARROWS: [char; 8] = ['»', '›', '→', '▶', '►', '▸', '➡', '>'];
    const LABELS: [&str; 6] = ["more", "also", "plus", "see", "mehr", "aussi"];
    let text = line.text.as_str();
    let label = text.split_once(':').map_or("", |(label, _)| label);
    let is_linked = line.link_bytes * 100 > text.len() * 75;
    is_linked
        && !ends_like_copy(text)
        && (text.starts_with(ARROWS)
            || LABELS.contains(&label.to_lowercase().as_str())
            || (line.kind == LineKind::Quote && line.link_bytes >= text.len()))
}

/// Before the first paragraph stand sections, dates and labels; a short line there
/// is copy only if it says a sentence.
fn is_front_matter(line: &Line) -> bool {
    match line.kind {
        LineKind::Heading(level) => level == 1 || line.text.len() < 8,
        LineKind::Row => false,
        _ => copy_bytes(line) == 0 && !(line.is_p && line.text.len() > 60),
    }
}

/// "Copyright © 2031 The Port Courier. All rights reserved."
fn is_notice_of_rights(text: &str) -> bool {
    const BYTES_MAX: usize = 600;
    const SIGNED_BYTES_MAX: usize = 1_500;
    const NAME_BYTES_MAX: usize = 32;
    const RESERVED: [&str; 4] = [
        "all rights reserved",
        "alle rechte vorbehalten",
        "todos los derechos reservados",
        "tous droits réservés",
    ];
    let may_say = || {
        static PARTS: LazyLock<[Finder<'static>; 4]> =
            LazyLock::new(|| ["eserv", "ESERV", "ehalten", "EHALTEN"].map(Finder::new));
        PARTS.iter().any(|part| part.find(text.as_bytes()).is_some())
    };
    let says = || {
        let lower = text.to_lowercase();
        RESERVED.iter().any(|words| lower.contains(words))
    };
    let disclaims = || {
        let names = ["disclaimer", "legal disclaimer", "haftungsausschluss"];
        let words = start_of(text, NAME_BYTES_MAX).split_once(':');
        words.is_some_and(|(words, _)| names.contains(&words.to_lowercase().as_str()))
    };
    if text.starts_with('©') {
        return text.len() < SIGNED_BYTES_MAX;
    }
    text.len() < BYTES_MAX
        && (disclaims()
            || text.starts_with("Copyright") && text.contains('©')
            || may_say() && says())
}

/// A sentence of copy rather than a button: it ends as one and is not addressed.
fn ends_like_copy(text: &str) -> bool {
    text.ends_with(['.', '”', '"', '?']) && text.split(' ').count() >= 9
}
