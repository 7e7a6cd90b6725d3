//! Finds developments that say the same in other words or in another language.
//!
//! No word leads to these, so the latest developments are gone through one by one: first
//! by a sketch of 64 bits, then, of the few that are left, by all dimensions.

use rundown_news::limits::GIST_DEVELOPMENTS_READ_MAX;

use rundown_meaning::Gist;

/// Sketches whose first half, or all of which, differ in more bits are not alike; those of
/// unrelated gists differ in half. Of gists with a cosine of a half nine in ten pass, of
/// unrelated ones one in a hundred.
const HALF_APART_MAX: u32 = 26;
const BITS_APART_MAX: u32 = 50;

/// Sketches compared at once, in a loop that becomes vector code.
const AT_ONCE: usize = 128;

/// What is less alike says something else.
const ALIKE_MIN: f64 = 0.3;

/// What each of the latest developments says, by its number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Nearby {
    /// The first of them.
    first: usize,
    /// The two halves of sketches.
    halves: [Vec<u64>; 2],
    gists: Vec<Gist>,
}

impl Nearby {
    /// What developments say from this one on.
    pub(crate) fn from(first: u32) -> Self {
        Self { first: first as usize, ..Self::default() }
    }

    /// Notes what a development says: the next one, or one that is known.
    pub(crate) fn set(&mut self, development: u32, gist: Gist) {
        let Some(at) = (development as usize).checked_sub(self.first) else { return };
        if at >= self.gists.len() {
            self.gists.push(gist);
            self.halves.iter_mut().for_each(|half| half.push(0));
        }
        self.gists[at] = gist;
        for (half, bits) in self.halves.iter_mut().zip(gist.sketch()) {
            half[at] = bits;
        }
    }

    /// Forgets what is not looked at any more once so many developments stay for good.
    pub(crate) fn forget(&mut self, settled: u32) {
        let first = (settled as usize).saturating_sub(GIST_DEVELOPMENTS_READ_MAX);
        let gone = first.saturating_sub(self.first);
        if gone > GIST_DEVELOPMENTS_READ_MAX && gone <= self.gists.len() {
            self.gists.drain(..gone);
            self.halves.iter_mut().for_each(|half| _ = half.drain(..gone));
            self.first = first;
        }
    }

    /// Forgets the latest development.
    pub(crate) fn pop(&mut self) {
        self.gists.pop();
        self.halves.iter_mut().for_each(|half| _ = half.pop());
    }

    /// The developments that say the same, and how much, closest first.
    pub(crate) fn alike(&self, gist: &Gist) -> Vec<(u32, f64)> {
        let mut alike: Vec<(u32, f64)> = self
            .sketched(gist.sketch())
            .into_iter()
            .map(|at| (at, gist.cosine(&self.gists[at as usize - self.first])))
            .filter(|(_, cosine)| *cosine >= ALIKE_MIN)
            .collect();
        alike.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        alike
    }

    /// The latest developments with about this sketch.
    fn sketched(&self, sketch: [u64; 2]) -> Vec<u32> {
        let mut found = Vec::new();
        let [first, second] = &self.halves;
        let mut at = first.len().saturating_sub(GIST_DEVELOPMENTS_READ_MAX);
        for some in first[at..].chunks(AT_ONCE) {
            let mut apart = [0; AT_ONCE];
            for (apart, half) in apart.iter_mut().zip(some) {
                *apart = (half ^ sketch[0]).count_ones();
            }
            for (here, apart) in (at..).zip(&apart[..some.len()]) {
                if *apart <= HALF_APART_MAX
                    && apart + (second[here] ^ sketch[1]).count_ones() <= BITS_APART_MAX
                {
                    found.push((self.first + here) as u32);
                }
            }
            at += some.len();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use rundown_meaning::{DIMENSIONS, Vector};

    use super::*;

    #[test]
    fn the_closest_come_first_and_strangers_not_at_all() {
        let gist = |turn: usize| {
            let mut vector = Vector::default();
            for k in 0..DIMENSIONS {
                let at = (k * k * 31 + k * 17 + if k < turn { 0 } else { 977 }) % 101;
                vector.0[k] = at as f32 - 50.0;
            }
            Gist::of(&vector)
        };
        let mut nearby = Nearby::default();
        for (at, turn) in [0, 150, 192, 0].into_iter().enumerate() {
            nearby.set(at as u32, gist(turn));
        }
        let found = nearby.alike(&gist(192));
        assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [2, 1]);
        nearby.pop();
        nearby.set(2, Gist::default());
        assert_eq!(nearby.alike(&gist(192)).len(), 1);
    }
}
