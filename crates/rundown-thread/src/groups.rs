//! Developments and stories by number: what is always at hand of each, and what it
//! consists of, which is fetched when it is looked at.

use std::ops::{Index, IndexMut};
use std::sync::Arc;

use crate::bundle::Bundle;
use crate::development::{Development, Group, Story};
use crate::filed::Filed;
use crate::kept::{Kept, Kind, decode, encode};
use crate::shelf::Shelf;

/// What is always at hand of a group.
pub(crate) trait Head: Copy + Default {
    /// Its rows.
    const KIND: Kind;

    /// The article and the member it consists of, if its row is not kept because these
    /// tell all of it.
    fn alone(&self, at: u32) -> Option<(u32, u32)>;

    /// Notes whether its row is not kept.
    fn set_alone(&mut self, is_alone: bool);

    /// The article and the member it consists of if it is of one article.
    fn only(&self, at: u32) -> (u32, u32);
}

impl Head for Development {
    const KIND: Kind = Kind::Development;

    fn alone(&self, at: u32) -> Option<(u32, u32)> {
        self.is_alone.then(|| self.only(at))
    }

    fn set_alone(&mut self, is_alone: bool) {
        self.is_alone = is_alone;
    }

    fn only(&self, _: u32) -> (u32, u32) {
        (self.number, self.number)
    }
}

impl Head for Story {
    const KIND: Kind = Kind::Story;

    fn alone(&self, at: u32) -> Option<(u32, u32)> {
        self.is_alone.then(|| self.only(at))
    }

    fn set_alone(&mut self, is_alone: bool) {
        self.is_alone = is_alone;
    }

    /// A story is founded with a development of its own number.
    fn only(&self, at: u32) -> (u32, u32) {
        (self.number, at)
    }
}

/// All developments, or all stories.
#[derive(Debug)]
pub(crate) struct Groups<H> {
    pub heads: Vec<H>,
    rows: Shelf<Group>,
}

impl<H> Default for Groups<H> {
    fn default() -> Self {
        Self { heads: Vec::new(), rows: Shelf::default() }
    }
}

impl<H: Head> Groups<H> {
    pub(crate) fn len(&self) -> usize {
        self.heads.len()
    }

    pub(crate) fn push(&mut self, head: H, row: Group) {
        self.heads.push(head);
        self.rows.push(row);
    }

    pub(crate) fn pop(&mut self) {
        self.heads.pop();
        self.rows.pop();
    }

    /// Takes up groups that are kept.
    pub(crate) fn add_kept(&mut self, count: usize) {
        self.heads.resize(self.heads.len() + count, H::default());
        self.rows.add_kept(count);
    }

    /// What a group consists of; `filed` tells what is of one article.
    pub(crate) fn row(&self, at: u32, filed: &Shelf<Filed>) -> &Group {
        let head = &self.heads[at as usize];
        self.rows.look(at, |kept| fetch(head, at, filed, kept))
    }

    /// The same, to be changed.
    pub(crate) fn row_mut(&mut self, at: u32, filed: &Shelf<Filed>) -> &mut Group {
        let head = &self.heads[at as usize];
        self.rows.look_mut(at, |kept| fetch(head, at, filed, kept))
    }

    /// The bytes in which a row is to be kept; none where its article tells all of it,
    /// which the head says from then on.
    pub(crate) fn encoded(
        at: u32,
        head: &mut H,
        row: &Group,
        filed: &Shelf<Filed>,
    ) -> Option<Vec<u8>> {
        let (article, member) = head.only(at);
        let is_alone = row.members == [member]
            && row.bundle.recent == [article]
            && row.bundle == Bundle::of(article, &filed[article as usize]);
        head.set_alone(is_alone);
        (!is_alone).then(|| encode(row))
    }

    /// Notes that a row is kept as it is now.
    pub(crate) fn is_kept_now(&mut self, at: u32, head: H) {
        self.heads[at as usize] = head;
        self.rows.is_kept_now(at);
    }

    pub(crate) fn keep_in(&mut self, kept: Arc<dyn Kept>) {
        self.rows.keep_in(kept);
    }

    /// Whether a row could not be fetched.
    pub(crate) fn is_broken(&self) -> bool {
        self.rows.is_broken()
    }

    pub(crate) fn forget(&mut self, most: usize) {
        self.rows.forget(most);
    }
}

fn fetch<H: Head>(
    head: &H,
    at: u32,
    filed: &Shelf<Filed>,
    kept: &dyn Kept,
) -> Option<Group> {
    match head.alone(at) {
        Some((article, member)) => Some(Group {
            bundle: Bundle::of(article, &filed[article as usize]),
            members: vec![member],
        }),
        None => decode(&kept.row(H::KIND.key(at))?),
    }
}

impl<H> Index<usize> for Groups<H> {
    type Output = H;

    fn index(&self, at: usize) -> &H {
        &self.heads[at]
    }
}

impl<H> IndexMut<usize> for Groups<H> {
    fn index_mut(&mut self, at: usize) -> &mut H {
        &mut self.heads[at]
    }
}
