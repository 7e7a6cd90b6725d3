//! A trie read in place: a double array as darts-clone writes it (Aoe, 1989; Yata,
//! 2008), the form in which `SentencePiece` keeps its table of normal forms.

/// Where a walk stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    at: usize,
    /// The value of the key that ends here.
    pub(crate) value: Option<u32>,
}

/// Keys are bytes other than 0, values have 31 bits.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Trie<'a> {
    units: &'a [[u8; 4]],
}

impl<'a> Trie<'a> {
    pub(crate) fn new(units: &'a [[u8; 4]]) -> Self {
        Self { units }
    }

    /// Where every walk starts.
    pub(crate) fn root(self) -> Node {
        Node { at: self.unit(0).map_or(0, offset), value: None }
    }

    /// One byte on, if a key goes there.
    #[inline]
    pub(crate) fn step(self, node: Node, byte: u8) -> Option<Node> {
        let here = node.at ^ usize::from(byte);
        let unit = self.unit(here)?;
        // The highest bit marks a value, which no byte leads to.
        if unit & 0x8000_00ff != u32::from(byte) {
            return None;
        }
        let at = here ^ offset(unit);
        let value = if unit & 0x100 == 0 { None } else { self.unit(at) };
        Some(Node { at, value: value.map(|value| value & 0x7fff_ffff) })
    }

    /// The longest key that the bytes start with: its length and value.
    pub(crate) fn longest(self, bytes: &[u8]) -> Option<(usize, u32)> {
        let mut node = self.root();
        let mut longest = None;
        for (at, &byte) in bytes.iter().enumerate() {
            let Some(next) = self.step(node, byte) else { break };
            longest = next.value.map(|value| (at + 1, value)).or(longest);
            node = next;
        }
        longest
    }

    #[inline]
    fn unit(self, at: usize) -> Option<u32> {
        self.units.get(at).map(|unit| u32::from_le_bytes(*unit))
    }
}

#[inline]
fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}
