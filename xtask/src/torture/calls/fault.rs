//! Which calls fail, with what, and where.

use std::collections::BTreeMap;
use std::fmt;

/// Calls that a program makes of its own will, with what the system says when they fail.
/// Not `brk`: it tells its failure by a number that strace cannot know.
const CALLS: &[(&str, &[&str])] = &[
    ("openat", &["EMFILE", "EACCES", "EIO"]),
    ("read", &["EIO", "EINTR"]),
    ("pread64", &["EIO"]),
    ("write", &["ENOSPC", "EINTR"]),
    ("writev", &["ECONNRESET"]),
    ("pwrite64", &["ENOSPC", "EIO"]),
    ("fsync", &["EIO"]),
    ("fdatasync", &["EIO"]),
    ("ftruncate", &["EIO"]),
    ("rename", &["EIO"]),
    ("unlink", &["EIO"]),
    ("mkdir", &["ENOSPC"]),
    ("newfstatat", &["EIO"]),
    ("statx", &["EIO"]),
    ("lseek", &["EIO"]),
    ("fchown", &["EPERM"]),
    ("getdents64", &["EIO"]),
    ("fcntl", &["ENOLCK", "EAGAIN"]),
    ("flock", &["ENOLCK"]),
    ("mmap", &["ENOMEM"]),
    ("mremap", &["ENOMEM"]),
    ("mprotect", &["ENOMEM"]),
    ("clone3", &["EAGAIN"]),
    ("getrandom", &["EINTR", "ENOSYS"]),
    ("socket", &["EMFILE"]),
    ("socketpair", &["EMFILE"]),
    ("setsockopt", &["ENOBUFS"]),
    ("getsockname", &["ENOBUFS"]),
    ("bind", &["EADDRINUSE"]),
    ("listen", &["EADDRINUSE"]),
    ("connect", &["ECONNREFUSED", "ENETUNREACH"]),
    ("accept4", &["EMFILE", "ECONNABORTED"]),
    ("recvfrom", &["ECONNRESET"]),
    ("sendto", &["EPIPE"]),
    ("epoll_create1", &["EMFILE"]),
    ("epoll_ctl", &["ENOMEM"]),
    ("epoll_wait", &["EINTR"]),
    ("eventfd2", &["EMFILE"]),
];

/// Calls by which memory and threads are had.
const MEMORY: &[&str] = &["mmap", "mremap", "mprotect", "clone3"];

/// What never holds for ever: to try again is all that one can do.
const PASSING: &[&str] = &["EINTR"];

/// A call of a thread that fails.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) call: &'static str,
    error: &'static str,
    /// The first call of a thread is 1.
    place: usize,
    /// Whether all behind it fail as well.
    for_ever: bool,
}

impl Fault {
    /// In the words of strace.
    pub(super) fn injected(&self) -> String {
        let Self { call, error, place, for_ever } = self;
        let all = if *for_ever { "+" } else { "" };
        format!("inject={call}:error={error}:when={place}{all}")
    }

    pub(super) fn is_memory(&self) -> bool {
        MEMORY.contains(&self.call)
    }

    /// Whether it may hit the pipe by which a process tells itself of a signal: whoever is
    /// stopped by a signal would not hear it, which no system does.
    pub(super) fn may_deafen(&self) -> bool {
        matches!(self.call, "sendto" | "recvfrom")
    }

    /// Whether nothing can be told any more.
    pub(super) fn silences(&self) -> bool {
        self.call == "write" && self.for_ever
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { call, error, place, for_ever } = self;
        write!(f, "{call} {error} at {place}{}", if *for_ever { " for ever" } else { "" })
    }
}

/// The names of all calls that fail, as strace wants them.
pub(super) fn names() -> String {
    let names: Vec<&str> = CALLS.iter().map(|(call, _)| *call).collect();
    names.join(",")
}

/// How often a thread makes a call: how often it is made to load any program, which is not
/// ours to deal with, and up to which place there is one.
pub(super) type Counts = BTreeMap<String, (usize, usize)>;

/// Everything that is to fail, by the calls that are made.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) all: Vec<Fault>,
    /// Calls that are made at all, and the places at which they are failed.
    pub(super) calls: usize,
    pub(super) places: usize,
    /// Calls that are not failed at each of their places.
    pub(super) thinned: Vec<String>,
}

impl Faults {
    /// Of each call so many places at most.
    pub(super) fn of(counts: &Counts, only: Option<&str>, places_max: usize) -> Self {
        let mut faults = Self::default();
        for &(call, errors) in CALLS {
            let (lead, last) = counts.get(call).copied().unwrap_or_default();
            if last <= lead || only.is_some_and(|only| only != call) {
                continue;
            }
            let made = last - lead;
            let stride = made.div_ceil(places_max.max(1));
            if stride > 1 {
                faults.thinned.push(format!("{call} each {stride} of {made}"));
            }
            faults.calls += 1;
            for place in (lead + 1..=last).step_by(stride) {
                faults.places += 1;
                faults.all.extend(at_place(call, errors, place));
            }
        }
        faults
    }
}

/// The ways in which a call fails at a place.
fn at_place(
    call: &'static str,
    errors: &'static [&'static str],
    place: usize,
) -> impl Iterator<Item = Fault> {
    errors.iter().flat_map(move |&error| {
        let once = Fault { call, error, place, for_ever: false };
        let lasts = !PASSING.contains(&error);
        let for_ever = lasts.then(|| Fault { for_ever: true, ..once.clone() });
        [once].into_iter().chain(for_ever)
    })
}
