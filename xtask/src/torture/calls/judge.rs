//! Whether the program did with a failing call what it promises.

use std::fmt;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use anyhow::{Result, bail, ensure};

use super::fault::Fault;

/// How a run ended, and what it wrote to standard error.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    pub(super) said: String,
}

/// What a failing call led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// The work was done all the same.
    Unmoved,
    /// It was told that it could not be done.
    Told,
    /// It was stopped while it still tried, before it served.
    Stopped,
    /// There was no memory to tell it with.
    NoMemory,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unmoved => "did their work",
            Self::Told => "told why not",
            Self::Stopped => "were stopped while they tried",
            Self::NoMemory => "ended without memory",
        })
    }
}

/// What the system calls its errors; alone they tell nothing.
const SYSTEM: &str = "(os error";

/// Words that a message has at least that tells what was being done.
const WORDS_MIN: usize = 3;

/// What the standard library says before it gives up.
const NO_MEMORY: &str = "memory allocation of";

/// Signals of Linux: who ends itself, and who is asked to before it listens for that.
const ABORT: i32 = 6;
const TERMINATE: i32 = 15;

/// `is_stopped` tells of work that goes on until it is asked to end.
pub(super) fn judged(fault: &Fault, ended: &Ended, is_stopped: bool) -> Result<Outcome> {
    let Ended { status, said } = ended;
    ensure!(!said.contains("panicked"), "it panicked: {said}");
    if is_stopped && status.signal() == Some(TERMINATE) {
        return Ok(Outcome::Stopped);
    }
    if let Some(signal) = status.signal() {
        let is_memory = fault.is_memory() && signal == ABORT && said.contains(NO_MEMORY);
        ensure!(is_memory, "signal {signal} ended it: {said}");
        return Ok(Outcome::NoMemory);
    }
    match status.code() {
        Some(0) => Ok(Outcome::Unmoved),
        Some(1 | 2) => {
            let is_told = fault.silences() || names_work(said);
            ensure!(is_told, "it does not say what it could not do: {said}");
            Ok(Outcome::Told)
        }
        code => bail!("exit code {code:?}: {said}"),
    }
}

/// Whether a message tells more than what the system says.
fn names_work(said: &str) -> bool {
    let told = said.lines().find_map(|line| line.split_once("error: "));
    told.is_some_and(|(_, why)| {
        let own: Vec<&str> =
            why.split(": ").filter(|part| !part.contains(SYSTEM)).collect();
        own.join(" ").split_whitespace().count() >= WORDS_MIN
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_what_was_being_done() {
        for (said, is_good) in [
            ("error: could not open a.jsonl: Too many open files (os error 24)", true),
            ("error: Too many open files (os error 24)", false),
            ("error: no", false),
            ("", false),
        ] {
            assert_eq!(names_work(said), is_good, "{said}");
        }
    }
}
