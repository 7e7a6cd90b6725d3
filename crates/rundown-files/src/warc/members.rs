//! An archive packed record by record: gzip members in a row.

use std::io::{self, BufRead, ErrorKind, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use flate2::bufread::GzDecoder;
use rundown_news::limits::INFLATE_RATIO_MAX;

use crate::inflate::{Counted, TRUSTED_BYTES};

/// What every gzip member begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// What could not be unpacked so far.
#[derive(Debug, Default)]
pub(super) struct Broken {
    /// Members that are damaged, cut off or bombs.
    members: AtomicU64,
    /// Whether the last of them goes on behind the end of the file.
    is_cut: AtomicBool,
}

impl Broken {
    fn note(&self, is_cut: bool) {
        self.members.fetch_add(1, Ordering::Relaxed);
        self.is_cut.store(is_cut, Ordering::Relaxed);
    }

    /// How many members they are.
    pub(super) fn members(&self) -> u64 {
        self.members.load(Ordering::Relaxed)
    }

    /// Whether the file ends inside one.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut.load(Ordering::Relaxed)
    }
}

/// Unpacks members one after the other. Where one is damaged or a bomb, it goes on at
/// the next that begins: the records behind it are whole.
pub(super) struct Members<R> {
    state: State<R>,
    /// Bytes unpacked of the member at hand.
    unpacked: usize,
    broken: Arc<Broken>,
    /// Whether the member before broke: what follows may look like one and be none.
    is_recovering: bool,
}

enum State<R> {
    Between(R),
    Inside(Box<GzDecoder<Counted<R>>>),
    /// Behind a member that was not read to its end.
    Broken(R),
    Ended,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(packed: R, broken: Arc<Broken>) -> Self {
        let state = State::Between(packed);
        Self { state, unpacked: 0, broken, is_recovering: false }
    }

    /// Notes a member that is not read to its end.
    fn note_broken(&mut self, is_cut: bool) {
        if !self.is_recovering {
            self.broken.note(is_cut);
        }
        self.is_recovering = true;
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
                    if is_broken {
                        let error = count.as_ref().err();
                        let kind = error.map(io::Error::kind);
                        self.note_broken(kind == Some(ErrorKind::UnexpectedEof));
                    } else if ends {
                        self.is_recovering = false;
                    }
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
