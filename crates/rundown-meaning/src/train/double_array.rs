//! Lays a trie out as a double array, in the form that [`crate::trie`] reads.

/// So many units back from the end are tried for a place; further back few are free.
const TRIED: usize = 16 << 8;

/// A unit that no byte leads to.
const FREE: u32 = 1 << 31;

/// The units for keys in order, none twice and none empty, without zeros.
pub(super) fn double_array(keys: &[(&[u8], u32)]) -> Vec<u32> {
    let mut array = Array::default();
    array.grow(0);
    array.taken[0] = true;
    array.place(0, keys, 0);
    array.units
}

#[derive(Default)]
struct Array {
    units: Vec<u32>,
    taken: Vec<bool>,
    /// Children of which some node lie from here.
    based: Vec<bool>,
}

impl Array {
    /// Places what follows the first `depth` bytes, which all keys share.
    fn place(&mut self, node: usize, keys: &[(&[u8], u32)], depth: usize) {
        let label = |key: &(&[u8], u32)| key.0.get(depth).copied().unwrap_or(0);
        let children: Vec<_> = keys.chunk_by(|a, b| label(a) == label(b)).collect();
        let labels: Vec<u8> = children.iter().map(|keys| label(&keys[0])).collect();
        let Some(base) = self.base(&labels) else { return };
        self.based[base] = true;
        let ends = labels.first() == Some(&0);
        let own = if node == 0 { 0 } else { self.units[node] };
        self.units[node] = own | ((node ^ base) as u32) << 10 | u32::from(ends) << 8;
        for &label in &labels {
            self.taken[base ^ usize::from(label)] = true;
            self.units[base ^ usize::from(label)] = u32::from(label);
        }
        for (keys, label) in children.iter().zip(labels) {
            match label {
                0 => self.units[base] = FREE | keys[0].1,
                label => self.place(base ^ usize::from(label), keys, depth + 1),
            }
        }
    }

    /// The first place from where all labels are free.
    fn base(&mut self, labels: &[u8]) -> Option<usize> {
        let first = usize::from(*labels.first()?);
        // The first block is the root's alone, so that nothing leads back to it.
        let mut at = self.units.len().saturating_sub(TRIED).max(256);
        loop {
            self.grow(at);
            let base = at ^ first;
            let free = |label: &u8| !self.taken[base ^ usize::from(*label)];
            if !self.based[base] && labels.iter().all(free) {
                return Some(base);
            }
            at += 1;
        }
    }

    /// Makes room for the block of 256 that a place is in.
    fn grow(&mut self, at: usize) {
        let len = (at | 255) + 1;
        if self.units.len() < len {
            self.units.resize(len, FREE);
            self.taken.resize(len, false);
            self.based.resize(len, false);
        }
    }
}
