//! A model's file, read where it lies.
//!
//! Magic; names of the tags, a line each; known tags and the table of tagging; the table
//! of steps and by how much one must lead; known relations and the table of relations.
//! Each part begins with its length in four bytes, the lowest first.

use crate::Grammar;
use crate::known::Known;
use crate::rows::{BUCKET, CHECK_BITS, LABEL_BITS, Rows, STEP_BITS, Sparse};
use crate::tag::Tag;

/// First bytes of a grammar's file.
pub(crate) const MAGIC: &[u8; 4] = b"RDG3";

impl<'a> Grammar<'a> {
    /// Reads a grammar; `None` if the bytes are none.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let names = std::str::from_utf8(part(&mut rest)?).ok()?;
        let tags: Option<Vec<Tag>> = names.lines().map(Tag::named).collect();
        let tags = tags.filter(|tags| !tags.is_empty())?;
        let known_tags = known(&mut rest)?;
        let tagging = sparse(&mut rest)?;
        let steps = rows(&mut rest)?;
        let lead = i32::from_le_bytes(part(&mut rest)?.try_into().ok()?);
        let known_relations = known(&mut rest)?;
        let relations = sparse(&mut rest)?;
        Some(Self { tags, known_tags, tagging, steps, lead, known_relations, relations })
    }
}

fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, behind) = rest.split_first_chunk::<4>()?;
    let (part, behind) = behind.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    *rest = behind;
    Some(part)
}

fn known<'a>(rest: &mut &'a [u8]) -> Option<Known<'a>> {
    let (keys, left) = part(rest)?.as_chunks::<4>();
    let answers = part(rest)?;
    let fits = left.is_empty() && keys.len() == answers.len();
    let bits = keys.len().is_power_of_two().then(|| keys.len().trailing_zeros())?;
    fits.then_some(Known { bits, keys, answers })
}

fn rows<'a>(rest: &mut &'a [u8]) -> Option<Rows<'a>> {
    let checks = checks(rest, STEP_BITS)?;
    let (rows, left) = part(rest)?.as_chunks();
    let fits = left.is_empty() && rows.len() == checks.len() * BUCKET;
    fits.then_some(Rows { checks, rows })
}

fn sparse<'a>(rest: &mut &'a [u8]) -> Option<Sparse<'a>> {
    let checks = checks(rest, LABEL_BITS)?;
    let (starts, left) = part(rest)?.as_chunks();
    let (pairs, odd) = part(rest)?.as_chunks();
    let fits =
        left.is_empty() && odd.is_empty() && starts.len() == checks.len() * BUCKET + 1;
    fits.then_some(Sparse { checks, starts, pairs })
}

fn checks<'a>(rest: &mut &'a [u8], bits: u32) -> Option<&'a [[u8; BUCKET]]> {
    let (checks, left) = part(rest)?.as_chunks();
    let fits = left.is_empty() && checks.len() == 1 << (bits - CHECK_BITS);
    fits.then_some(checks)
}
