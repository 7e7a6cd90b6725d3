//! The table of pieces: how much each speaks for each language.
//!
//! Laid out to be read in place: after a head with the languages come the starts of
//! 65,536 buckets, chosen by the upper half of a piece's key, then the buckets: records of
//! the key's lower half, a count and as many pairs of a language and a weight.

/// Languages a table can hold.
pub const LANGUAGES_MAX: usize = 128;

const BUCKETS: usize = 1 << 16;
/// Bytes of a language in the head: its code, its script, what it has before any piece.
const LANGUAGE_BYTES: usize = 5;
/// Bytes of the start of a bucket.
const START_BYTES: usize = 3;

/// A language of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its code; two letters end in a zero.
    pub code: [u8; 3],
    /// The number of its script.
    pub script: u8,
    /// What it has before any piece was seen.
    pub prior: i8,
}

/// A table in the bytes of its file.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    languages: &'a [u8],
    starts: &'a [u8],
    records: &'a [u8],
}

impl<'a> Table<'a> {
    /// Takes the bytes of a file; `None` if they are too few.
    #[must_use]
    pub fn read(file: &'a [u8]) -> Option<Self> {
        let (count, rest) = file.split_first()?;
        let count = usize::from(*count).min(LANGUAGES_MAX);
        let (languages, rest) = rest.split_at_checked(count * LANGUAGE_BYTES)?;
        let (starts, records) = rest.split_at_checked((BUCKETS + 1) * START_BYTES)?;
        Some(Self { languages, starts, records })
    }

    /// The languages, as weights number them.
    pub fn languages(&self) -> impl Iterator<Item = Entry> + 'a {
        self.languages.chunks_exact(LANGUAGE_BYTES).filter_map(|bytes| {
            let [a, b, c, script, prior] = *bytes else { return None };
            Some(Entry { code: [a, b, c], script, prior: prior.cast_signed() })
        })
    }

    /// Adds what a piece speaks for; whether the table has it.
    pub fn add(&self, key: u32, sums: &mut [i32; LANGUAGES_MAX]) -> bool {
        let bucket = (key >> 16) as usize;
        let (Some(start), Some(end)) = (self.start(bucket), self.start(bucket + 1))
        else {
            return false;
        };
        let mut rest = self.records.get(start..end).unwrap_or_default();
        while let [low, high, count, after @ ..] = rest {
            let Some((pairs, next)) = after.split_at_checked(2 * usize::from(*count))
            else {
                return false;
            };
            if u16::from_le_bytes([*low, *high]) == key as u16 {
                for pair in pairs.chunks_exact(2) {
                    if let Some(sum) = sums.get_mut(usize::from(pair[0])) {
                        *sum += i32::from(pair[1]);
                    }
                }
                return true;
            }
            rest = next;
        }
        false
    }

    fn start(&self, bucket: usize) -> Option<usize> {
        let bytes = self.starts.get(bucket * START_BYTES..)?;
        let [a, b, c, ..] = *bytes else { return None };
        Some(u32::from_le_bytes([a, b, c, 0]) as usize)
    }
}

/// Writes the file of a table: languages, then keys of pieces in order, each with its
/// languages and weights.
#[must_use]
pub fn pack(languages: &[Entry], pieces: &[(u32, Vec<(u8, u8)>)]) -> Vec<u8> {
    let mut file = vec![languages.len() as u8];
    for language in languages {
        file.extend(language.code);
        file.extend([language.script, language.prior.cast_unsigned()]);
    }
    let (mut starts, mut records): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
    let mut rest = pieces;
    for bucket in 0..BUCKETS as u32 {
        starts.extend(&(records.len() as u32).to_le_bytes()[..START_BYTES]);
        let own = rest.partition_point(|(key, _)| key >> 16 <= bucket);
        let (inside, after) = rest.split_at(own);
        for (key, pairs) in inside {
            records.extend((*key as u16).to_le_bytes());
            records.push(pairs.len() as u8);
            records
                .extend(pairs.iter().flat_map(|(language, weight)| [*language, *weight]));
        }
        rest = after;
    }
    starts.extend(&(records.len() as u32).to_le_bytes()[..START_BYTES]);
    file.extend(starts);
    file.extend(records);
    file
}
