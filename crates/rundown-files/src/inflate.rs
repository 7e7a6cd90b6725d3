//! Unpacking gzip, deflate, brotli and zstd without trust: bounded bytes, bounded ratio, bounded members.

use std::io::{self, BufRead, Read};

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use rundown_news::limits::INFLATE_RATIO_MAX;

/// The ratio is judged from here on: small texts may well be all the same.
pub(crate) const TRUSTED_BYTES: usize = 1 << 20;

/// Members of a gzip file beyond this must carry [`MEMBER_BYTES_MIN`] on average; empty
/// ones cost time and give nothing.
const MEMBERS_MAX: usize = 1_000;

/// See [`MEMBERS_MAX`].
const MEMBER_BYTES_MIN: usize = 1 << 10;

/// What `zstd --long` needs, 128 MiB; more is an attack on memory.
pub(crate) const ZSTD_WINDOW_LOG_MAX: u32 = 27;

/// Bytes unpacked between two looks at the bounds.
const STEP_BYTES: usize = 64 << 10;

/// Why packed bytes could not be unpacked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InflateProblem {
    /// They unpack to more than was to be read.
    #[error("it unpacks to more than {bytes_max} bytes")]
    TooLarge {
        /// What was to be read.
        bytes_max: usize,
    },
    /// They unpack to absurdly more than they are.
    #[error("it unpacks to more than {INFLATE_RATIO_MAX} times its size")]
    Bomb,
    /// There are too many empty parts.
    #[error("it is cut into too many parts")]
    TooManyMembers,
    /// They are cut off or damaged.
    #[error("the packed bytes are damaged or cut off ({0})")]
    Damaged(String),
}

/// Unpacks gzip, all members; what follows the last one is passed over.
///
/// # Errors
/// When it is damaged, or unpacks to more than it should.
pub fn gunzip(packed: impl BufRead, bytes_max: usize) -> Result<Vec<u8>, InflateProblem> {
    let mut packed = Counted::new(packed);
    let mut bytes = Vec::new();
    let mut members = 0;
    loop {
        let mut member = GzDecoder::new(&mut packed);
        while step(&mut member, &mut bytes)? > 0 {
            check(bytes.len(), member.get_ref().taken, bytes_max)?;
        }
        members += 1;
        if members > MEMBERS_MAX + bytes.len() / MEMBER_BYTES_MIN {
            return Err(InflateProblem::TooManyMembers);
        }
        if packed.fill_buf().map_err(damaged)?.first() != Some(&0x1f) {
            return Ok(bytes);
        }
    }
}

/// Unpacks what HTTP calls "deflate": zlib as RFC 9110 has it, or the bare stream that
/// some servers send under that name.
pub(crate) fn inflate(
    packed: impl BufRead,
    bytes_max: usize,
) -> Result<Vec<u8>, InflateProblem> {
    let mut packed = Counted::new(packed);
    let start = packed.fill_buf().map_err(damaged)?;
    if is_zlib(start) {
        let mut stream = ZlibDecoder::new(packed);
        unpacked(&mut stream, |stream| stream.get_ref().taken, bytes_max)
    } else {
        let mut stream = DeflateDecoder::new(packed);
        unpacked(&mut stream, |stream| stream.get_ref().taken, bytes_max)
    }
}

/// The two bytes that zlib begins with (RFC 1950): the method, and a check of both.
fn is_zlib(start: &[u8]) -> bool {
    let [method, flags, ..] = start else { return false };
    let both = u16::from_be_bytes([*method, *flags]);
    method & 0x0f == 8 && both % 31 == 0
}

fn unpacked<R: Read>(
    stream: &mut R,
    taken: impl Fn(&R) -> usize,
    bytes_max: usize,
) -> Result<Vec<u8>, InflateProblem> {
    let mut bytes = Vec::new();
    while step(stream, &mut bytes)? > 0 {
        check(bytes.len(), taken(stream), bytes_max)?;
    }
    Ok(bytes)
}

/// Unpacks zstd, all frames.
pub(crate) fn unzstd(
    packed: impl BufRead,
    bytes_max: usize,
) -> Result<Vec<u8>, InflateProblem> {
    let mut decoder =
        zstd::Decoder::with_buffer(Counted::new(packed)).map_err(damaged)?;
    decoder.window_log_max(ZSTD_WINDOW_LOG_MAX).map_err(damaged)?;
    let mut bytes = Vec::new();
    while step(&mut decoder, &mut bytes)? > 0 {
        check(bytes.len(), decoder.get_ref().taken, bytes_max)?;
    }
    Ok(bytes)
}

/// Unpacks brotli.
pub(crate) fn unbrotli(
    packed: impl BufRead,
    bytes_max: usize,
) -> Result<Vec<u8>, InflateProblem> {
    let packed = Counted::new(packed);
    let mut stream = brotli_decompressor::Decompressor::new(packed, STEP_BYTES);
    unpacked(&mut stream, |stream| stream.get_ref().taken, bytes_max)
}

fn step(packed: &mut impl Read, bytes: &mut Vec<u8>) -> Result<usize, InflateProblem> {
    packed.take(STEP_BYTES as u64).read_to_end(bytes).map_err(damaged)
}

fn check(bytes: usize, taken: usize, bytes_max: usize) -> Result<(), InflateProblem> {
    if bytes > bytes_max {
        return Err(InflateProblem::TooLarge { bytes_max });
    }
    if bytes > TRUSTED_BYTES && bytes / INFLATE_RATIO_MAX > taken {
        return Err(InflateProblem::Bomb);
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "fits map_err")]
fn damaged(error: io::Error) -> InflateProblem {
    InflateProblem::Damaged(error.to_string())
}

/// A reader that counts what was taken from it.
pub(crate) struct Counted<R> {
    inner: R,
    taken: usize,
}

impl<R: BufRead> Counted<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, taken: 0 }
    }

    pub(crate) fn taken(&self) -> usize {
        self.taken
    }

    pub(crate) fn into_inner(self) -> R {
        self.inner
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.taken += count;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken += count;
        self.inner.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn all_members_are_unpacked_and_what_follows_is_passed_over() {
        let packed = [gzip(b"one "), gzip(b""), gzip(b"two"), vec![0; 9]].concat();
        assert_eq!(gunzip(&packed[..], 100).unwrap(), b"one two");
        let packed =
            [zstd::encode_all(&b"one "[..], 0), zstd::encode_all(&b"two"[..], 0)];
        let packed = packed.map(Result::unwrap).concat();
        assert_eq!(unzstd(&packed[..], 100).unwrap(), b"one two");
    }

    #[test]
    fn the_bound_is_exact() {
        let packed = gzip(b"seven b");
        assert_eq!(gunzip(&packed[..], 7).unwrap().len(), 7);
        assert_eq!(
            gunzip(&packed[..], 6),
            Err(InflateProblem::TooLarge { bytes_max: 6 })
        );
    }

    #[test]
    fn bombs_are_refused_early() {
        let zeros = vec![0; 8 << 20];
        assert_eq!(gunzip(&gzip(&zeros)[..], usize::MAX), Err(InflateProblem::Bomb));
        let packed = zstd::encode_all(&zeros[..], 3).unwrap();
        assert_eq!(unzstd(&packed[..], usize::MAX), Err(InflateProblem::Bomb));
        assert!(gunzip(&gzip(&zeros[..TRUSTED_BYTES])[..], usize::MAX).is_ok());
        let empty = gzip(b"").repeat(MEMBERS_MAX + 1);
        assert_eq!(gunzip(&empty[..], usize::MAX), Err(InflateProblem::TooManyMembers));
    }

    #[test]
    fn cut_off_bytes_are_damaged() {
        let packed = gzip(b"The council met.");
        let packed = &packed[..packed.len() - 3];
        assert!(matches!(gunzip(packed, 100), Err(InflateProblem::Damaged(_))));
    }
}
