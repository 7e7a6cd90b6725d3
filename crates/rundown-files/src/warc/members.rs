//! An archive packed record by record: gzip members in a row.

use std::io::{self, BufRead, Read, Write};

use flate2::bufread::GzDecoder;
use rundown_news::limits::INFLATE_RATIO_MAX;

use crate::inflate::{Counted, TRUSTED_BYTES};

/// What every gzip member begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Unpacks members one after the other. Where one is damaged or a bomb, it goes on at
/// the next that begins: the records behind it are whole.
pub(super) struct Members<R> {
    state: State<R>,
    /// Bytes unpacked of the member at hand.
    unpacked: usize,
}

enum State<R> {
    Between(R),
    Inside(Box<GzDecoder<Counted<R>>>),
    /// Behind a member that was not read to its end.
    Broken(R),
    Ended,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(packed: R) -> Self {
        Self { state: State::Between(packed), unpacked: 0 }
    }

    /// Begins the next member; `false` at the end.
    fn begin(&mut self, mut packed: R) -> io::Result<bool> {
        if !seek_member(&mut packed)? {
            return Ok(false);
        }
        self.unpacked = 0;
        self.state = State::Inside(Box::new(GzDecoder::new(Counted::new(packed))));
        Ok(true)
    }

    fn is_bomb(&self, taken: usize) -> bool {
        self.unpacked > TRUSTED_BYTES && self.unpacked / INFLATE_RATIO_MAX > taken
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, mut out: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Between(packed) => {
                    if !self.begin(packed)? {
                        return Ok(0);
                    }
                }
                State::Broken(packed) => {
                    self.state = State::Between(packed);
                    // What follows begins a line, as records do.
                    return out.write(b"\n");
                }
                State::Inside(mut member) => {
                    let count = member.read(out);
                    self.unpacked += *count.as_ref().unwrap_or(&0);
                    let is_broken =
                        count.is_err() || self.is_bomb(member.get_ref().taken());
                    let ends = matches!(count, Ok(0));
                    self.state = if is_broken {
                        State::Broken(member.into_inner().into_inner())
                    } else if ends {
                        State::Between(member.into_inner().into_inner())
                    } else {
                        State::Inside(member)
                    };
                    if let Ok(count @ 1..) = count {
                        return Ok(count);
                    }
                }
            }
        }
    }
}

/// Passes over bytes until a member begins; `false` at the end.
fn seek_member(packed: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let ahead = packed.fill_buf()?;
        if ahead.is_empty() {
            return Ok(false);
        }
        let at = memchr::memchr(MAGIC[0], ahead).unwrap_or(ahead.len());
        // At the end of what is ahead the second byte is not known: try.
        let begins =
            ahead.get(at).is_some() && ahead.get(at + 1).is_none_or(|b| *b == MAGIC[1]);
        let passed = if begins || at == ahead.len() { at } else { at + 1 };
        packed.consume(passed);
        if begins {
            return Ok(true);
        }
    }
}
