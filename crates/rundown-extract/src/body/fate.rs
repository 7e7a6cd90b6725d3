//! What may become of a line: copy of some kind, or chrome.

use rundown_news::BlockKind;

use crate::lines::cue;
use crate::lines::{Line, LineKind};
use crate::phrases::is_correction;

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fate {
    Kept(BlockKind),
    /// By what it says, or because it is said elsewhere.
    Dropped,
    /// Only by where it stands or how it is set: it may be copy after all.
    Left,
}

/// Lines inside of what looks like chrome: only posts and corrections count there.
pub(super) fn doubtful(line: &Line) -> Fate {
    if line.marks & cue::COMMENT != 0 {
        Fate::Dropped
    } else if line.marks & cue::EMBED != 0 {
        Fate::Kept(BlockKind::Embed)
    } else if line.marks & cue::CORRECTION != 0 && is_correction(&line.text) {
        Fate::Kept(BlockKind::Correction)
    } else {
        Fate::Left
    }
}

/// Whether a line is told as copy, rather than apart from it.
pub(super) fn is_copy(fate: Fate) -> bool {
    let apart = |kind| {
        matches!(kind, BlockKind::Caption | BlockKind::Embed | BlockKind::Correction)
    };
    matches!(fate, Fate::Kept(kind) if !apart(kind))
}

/// The kind of block that a line of copy becomes.
pub(crate) fn kind_of(kind: LineKind) -> BlockKind {
    match kind {
        LineKind::Paragraph => BlockKind::Paragraph,
        LineKind::Heading(_) => BlockKind::Heading,
        LineKind::Item => BlockKind::ListItem,
        LineKind::Quote => BlockKind::Quote,
        LineKind::Row => BlockKind::Table,
    }
}
