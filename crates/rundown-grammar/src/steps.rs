//! The steps by which a tree is built: arc-hybrid (Kuhlmann, Gómez-Rodríguez and Satta,
//! 2011), with the root behind the last word (Ballesteros and Nivre, 2013).
//!
//! Words are counted from 1; 0 is none, and one past the last word is the root.

use crate::relation::Relation;

/// What happens to the word on top of the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// Nothing: the next word of the sentence is laid on it.
    Shift,
    /// It hangs on the next word of the sentence.
    Left,
    /// It hangs on the word below it.
    Right,
}

/// A tree while it is built.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) stack: Vec<u16>,
    /// The next word of the sentence.
    pub(crate) next: u16,
    /// Number of words.
    pub(crate) count: u16,
    pub(crate) heads: Vec<u16>,
    pub(crate) relations: Vec<u8>,
    /// Per word: its outermost and next to outermost dependent on either side.
    pub(crate) left: Vec<[u16; 2]>,
    pub(crate) right: Vec<[u16; 2]>,
    /// Per word: how many dependents it has on either side.
    pub(crate) left_count: Vec<u8>,
    pub(crate) right_count: Vec<u8>,
}

/// The relation of a word that has no head yet.
pub(crate) const NO_RELATION: u8 = u8::MAX;

impl State {
    /// Starts anew with a sentence of so many words.
    pub(crate) fn start(&mut self, count: usize) {
        let places = count + 2;
        self.stack.clear();
        self.next = 1;
        self.count = count as u16;
        self.heads.clear();
        self.heads.resize(places, 0);
        self.relations.clear();
        self.relations.resize(places, NO_RELATION);
        for side in [&mut self.left, &mut self.right] {
            side.clear();
            side.resize(places, [0; 2]);
        }
        for side in [&mut self.left_count, &mut self.right_count] {
            side.clear();
            side.resize(places, 0);
        }
    }

    pub(crate) fn root(&self) -> u16 {
        self.count + 1
    }

    pub(crate) fn is_done(&self) -> bool {
        self.next == self.root() && self.stack.is_empty()
    }

    /// The word so deep in the stack; 0 for none.
    pub(crate) fn on_stack(&self, depth: usize) -> u16 {
        self.stack.len().checked_sub(depth + 1).map_or(0, |at| self.stack[at])
    }

    /// Whether a step can be taken. Only one word hangs on the root.
    pub(crate) fn can(&self, step: Move) -> bool {
        match step {
            Move::Shift => self.next < self.root(),
            Move::Left => match self.stack.len() {
                0 => false,
                1 => true,
                _ => self.next < self.root(),
            },
            Move::Right => self.stack.len() > 1,
        }
    }

    /// The move, if there is only one.
    pub(crate) fn only_move(&self) -> Option<Move> {
        match (self.can(Move::Shift), self.can(Move::Left), self.can(Move::Right)) {
            (true, false, false) => Some(Move::Shift),
            (false, true, false) => Some(Move::Left),
            (false, false, true) => Some(Move::Right),
            _ => None,
        }
    }

    /// Head and dependent that a step would join; none for a shift.
    pub(crate) fn arc(&self, step: Move) -> Option<(u16, u16)> {
        match step {
            Move::Shift => None,
            Move::Left => Some((self.next, self.on_stack(0))),
            Move::Right => Some((self.on_stack(1), self.on_stack(0))),
        }
    }

    pub(crate) fn shift(&mut self) {
        self.stack.push(self.next);
        self.next += 1;
    }

    /// Takes the top word off the stack and hangs it on its head.
    pub(crate) fn hang(&mut self, head: u16, word: u16, relation: Relation) {
        self.stack.pop();
        let (h, w) = (usize::from(head), usize::from(word));
        self.heads[w] = head;
        self.relations[w] = relation as u8;
        let (side, count) = if word < head {
            (&mut self.left[h], &mut self.left_count[h])
        } else {
            (&mut self.right[h], &mut self.right_count[h])
        };
        *side = [word, side[0]];
        *count = count.saturating_add(1);
    }
}
