//! Makes the file that ships from what the trainer distilled.

mod double_array;
mod strings;

pub use strings::strings;

use xxhash_rust::xxh3::xxh3_64;

use self::double_array::double_array;
use crate::split::WHOLE;
use crate::table::{HALF, NAME, ROW_BYTES, Table};
use crate::vector::DIMENSIONS;

/// Less than the largest number of a row stands for the largest that four bits hold: what
/// is cut off harms less than coarse steps do.
const LARGEST: f32 = 0.8;

/// `<unk>`, `<s>`, `</s>` and three more mean nothing.
const CONTROL: usize = 6;

/// What the trainer distilled.
#[derive(Debug)]
pub struct Distilled {
    /// Pieces by number.
    pub pieces: Vec<String>,
    /// The logarithm of each piece's share.
    pub scores: Vec<f32>,
    /// The table of normal forms as `SentencePiece` writes it.
    pub charsmap: Vec<u8>,
    /// The vectors of all pieces, one after the other.
    pub vectors: Vec<f32>,
}

/// Writes the file; `None` where the parts do not fit together.
#[must_use]
pub fn pack(distilled: &Distilled) -> Option<Vec<u8>> {
    let mut keys: Vec<(&[u8], u32)> =
        distilled.pieces.iter().map(String::as_bytes).zip(0..).collect();
    keys.sort_unstable();
    let plain = write(distilled, &keys)?;
    let table = Table::read(&plain).ok()?;
    for (piece, value) in &mut keys {
        let text = std::str::from_utf8(piece).ok()?;
        if text.starts_with('▁') && table.split(text) == [*value] {
            *value |= WHOLE;
        }
    }
    write(distilled, &keys)
}

fn write(distilled: &Distilled, keys: &[(&[u8], u32)]) -> Option<Vec<u8>> {
    let Distilled { pieces, scores, charsmap, vectors } = distilled;
    let (size, normal) = charsmap.split_first_chunk()?;
    let size = u32::from_le_bytes(*size) as usize;
    let trie = double_array(keys);
    if scores.len() != pieces.len() || vectors.len() != pieces.len() * DIMENSIONS {
        return None;
    }
    let lowest = scores.iter().copied().fold(f32::INFINITY, f32::min);
    let mut body = Vec::new();
    let counts = [pieces.len(), trie.len(), size / 4, normal.len().checked_sub(size)?];
    body.extend(counts.iter().flat_map(|&count| (count as u32).to_le_bytes()));
    // An unknown character is ten worse than the worst piece, as in SentencePiece.
    body.extend((f64::from(lowest) - 10.0).to_le_bytes());
    body.extend(trie.iter().flat_map(|unit| unit.to_le_bytes()));
    body.extend(normal);
    body.extend(scores.iter().flat_map(|score| score.to_le_bytes()));
    let (rows, _) = vectors.as_chunks::<DIMENSIONS>();
    for (piece, vector) in rows.iter().enumerate() {
        body.extend(if piece < CONTROL { row(&[0.0; DIMENSIONS]) } else { row(vector) });
    }
    let mut file = NAME.to_vec();
    file.extend(xxh3_64(&body).to_le_bytes());
    file.extend(body);
    Some(file)
}

/// Four bits a dimension and a scale.
fn row(vector: &[f32; DIMENSIONS]) -> [u8; ROW_BYTES] {
    let largest = vector.iter().fold(f32::MIN_POSITIVE, |most, x| most.max(x.abs()));
    let scale = f32::from_bits((largest / 7.0 * LARGEST).to_bits() & 0xffff_0000);
    let nibble = |x: f32| ((x / scale).round().clamp(-7.0, 7.0) + 8.0) as u8;
    let mut row = [0; ROW_BYTES];
    let [_, _, low, high] = scale.to_le_bytes();
    [row[0], row[1]] = [low, high];
    for (k, byte) in row[2..].iter_mut().enumerate() {
        *byte = nibble(vector[k]) | nibble(vector[k + HALF]) << 4;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::Vector;

    #[test]
    fn a_packed_table_gives_back_what_went_in() {
        let pieces =
            ["<unk>", "<s>", "</s>", "<a>", "<b>", "<c>", "▁mill", "▁", "i", "ll"];
        let pieces = pieces.map(str::to_owned).to_vec();
        let mut vectors = vec![0.0; pieces.len() * DIMENSIONS];
        (vectors[6 * DIMENSIONS], vectors[7 * DIMENSIONS - 1]) = (7.0, -3.5);
        let scores = vec![0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -9.0, -3.0, -4.0, -5.0];
        let charsmap = 0_u32.to_le_bytes().to_vec();
        let file = pack(&Distilled { pieces, scores, charsmap, vectors }).unwrap();
        let table = Table::read(&file).unwrap();
        assert_eq!(table.split("mill  mi"), [6, 7, 0, 8]);
        let mut sum = Vector::default();
        table.add(6, 1.0, &mut sum);
        assert!((sum.0[0] - 5.6).abs() < 0.05);
        assert!((sum.0[DIMENSIONS - 1] + 3.5).abs() < 0.4);
    }
}
