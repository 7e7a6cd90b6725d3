//! Cutting a text into pieces: the likeliest way under a unigram model (Kudo, 2018),
//! found as `SentencePiece` finds it.

use crate::normal::{SPACE, char_length};
use crate::table::Table;

/// Longer texts are read up to here: what a text is about is told early.
pub const TEXT_BYTES_MAX: usize = 64 << 10;

/// The piece for what no piece is for.
pub const UNKNOWN: u32 = 0;

/// Beside the number of a piece in the trie: it is the likeliest way to cut itself.
pub(crate) const WHOLE: u32 = 1 << 24;

/// The likeliest way to a place in a word.
#[derive(Debug, Clone, Copy)]
struct Way {
    score: f64,
    start: usize,
    piece: u32,
}

const NO_WAY: Way = Way { score: f64::NEG_INFINITY, start: 0, piece: UNKNOWN };

impl Table<'_> {
    /// The pieces of a text by number, at least one.
    ///
    /// They are the ones the teacher's tokenizer gives: its normal form of characters,
    /// then the likeliest way to cut each word. Texts are read up to [`TEXT_BYTES_MAX`].
    ///
    /// ```
    /// use rundown_meaning::Table;
    /// let table = Table::shipped();
    /// assert_eq!(table.split("Ｔhe  ferry"), table.split("The ferry"));
    /// assert_eq!(table.split(""), [rundown_meaning::UNKNOWN]);
    /// ```
    #[must_use]
    pub fn split(&self, text: &str) -> Vec<u32> {
        let text = &text[..text.floor_char_boundary(TEXT_BYTES_MAX)];
        let form = self.normal.normal_form(text);
        let mut pieces = Vec::with_capacity(form.len() / 4 + 1);
        let mut ways = Vec::new();
        // No piece holds a space but at its start, and sums of 32-bit scores are exact
        // in 64 bits, so that words can be cut one by one.
        for word in words(&form) {
            match self.whole(word) {
                Some(piece) => pieces.push(piece),
                None => self.cut(word, &mut ways, &mut pieces),
            }
        }
        if pieces.is_empty() {
            pieces.push(UNKNOWN);
        }
        pieces
    }

    /// The piece that is this word and its likeliest cut: the case of most words.
    fn whole(&self, word: &[u8]) -> Option<u32> {
        let mut node = self.pieces.root();
        for &byte in word {
            node = self.pieces.step(node, byte)?;
        }
        node.value.filter(|value| value & WHOLE != 0).map(|value| value & !WHOLE)
    }

    /// Cuts one word (Viterbi, 1967); of equal ways the one whose last piece starts
    /// earliest, as the teacher does.
    fn cut(&self, word: &[u8], ways: &mut Vec<Way>, pieces: &mut Vec<u32>) {
        ways.clear();
        ways.resize(word.len() + 1, NO_WAY);
        ways[0].score = 0.0;
        let mut start = 0;
        while start < word.len() {
            let before = ways[start].score;
            let rest = &word[start..];
            let letter = char_length(rest);
            let mut letter_known = false;
            let mut node = self.pieces.root();
            for (at, &byte) in rest.iter().enumerate() {
                let Some(next) = self.pieces.step(node, byte) else { break };
                node = next;
                let Some(value) = node.value else { continue };
                let piece = value & !WHOLE;
                letter_known |= at + 1 == letter;
                let score = before + self.score(piece);
                better(&mut ways[start + at + 1], Way { score, start, piece });
            }
            if !letter_known {
                let score = before + self.unknown;
                let way = Way { score, start, piece: UNKNOWN };
                better(&mut ways[start + letter], way);
            }
            start += letter;
        }
        let first = pieces.len();
        let mut end = word.len();
        while end > 0 {
            pieces.push(ways[end].piece);
            end = ways[end].start;
        }
        pieces[first..].reverse();
    }
}

fn better(way: &mut Way, other: Way) {
    if other.score > way.score {
        *way = other;
    }
}

/// Each word with the space before it.
fn words(form: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = form;
    std::iter::from_fn(move || {
        let inside = rest.get(1..)?;
        let end = inside.windows(SPACE.len()).position(|bytes| bytes == SPACE);
        let (word, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
        rest = after;
        Some(word)
    })
}
