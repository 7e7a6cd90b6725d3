//! Runs in which calls fail, and how often each is made.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::fault::{Counts, Fault, names};
use crate::torture::program::Program;
use crate::torture::strace::traced;

/// A run in which a call fails; writing fails to the file that takes what is said alone.
/// What wakes threads is written as well, and never fails so.
pub(super) fn failing(run: &Command, fault: &Fault, told: &Path) -> Command {
    let (log, injected) = (Path::new("/dev/null"), fault.injected());
    let (mut more, told) = (vec!["-e", &injected], told.to_string_lossy());
    if fault.call == WRITE {
        more.extend(["-P", &told]);
    }
    traced(run, log, fault.call, &more)
}

/// The call that writes what is said.
const WRITE: &str = "write";

/// The file that takes it.
pub(super) const TOLD: &str = "told";

/// A run whose calls are noted.
pub(super) fn noted(run: &Command, log: &Path) -> Command {
    traced(run, log, &names(), &["-y"])
}

/// How often each call is made, by its log and that of a run that does nothing.
pub(super) fn counts(program: &Program, room: &Path, log: &Path) -> Result<Counts> {
    let nothing = room.join("nothing.log");
    let mut run = Command::new(&program.0);
    noted(run.arg("--version"), &nothing).status().context("could not start strace")?;
    let mut lead = most(&nothing)?;
    // It tells its version by that.
    lead.remove(WRITE);
    let all = most(log)?.into_iter();
    Ok(all
        .map(|(call, last)| {
            let lead = lead.get(&call).copied().unwrap_or(0);
            (call, (lead, last))
        })
        .collect())
}

/// How often a thread makes each call, of all threads the most.
fn most(log: &Path) -> Result<BTreeMap<String, usize>> {
    let log = fs::read_to_string(log).context("strace noted nothing")?;
    let mut by_thread = BTreeMap::<(&str, &str), usize>::new();
    for line in log.lines() {
        let Some((thread, said)) = line.split_once(' ') else { continue };
        let Some((call, _)) = said.trim_start().split_once('(') else { continue };
        if call == WRITE && !said.contains(&format!("{TOLD}>")) {
            continue;
        }
        *by_thread.entry((thread, call)).or_default() += 1;
    }
    let mut most = BTreeMap::<String, usize>::new();
    for ((_, call), count) in by_thread {
        let known = most.entry(call.to_owned()).or_default();
        *known = count.max(*known);
    }
    Ok(most)
}
