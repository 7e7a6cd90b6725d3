//! The text that figures are read from, token by token.

use rundown_news::Lang;

use crate::dates::number::Numbers;
use crate::dates::words::Sense;

/// Reads the figures of one text, from left to right.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) n: Numbers<'a>,
    pub(super) lang: Lang,
}

impl Reader<'_> {
    pub(super) fn cap(self, i: usize) -> bool {
        self.n.toks.get(i).is_some_and(|tok| tok.cap)
    }

    pub(super) fn starts_sentence(self, i: usize) -> bool {
        i == 0
            || matches!(self.n.sense(i - 1), Sense::End | Sense::Break | Sense::Sign('"'))
    }
}
