//! A command that is killed again and again until it comes to its end.

use std::ffi::OsStr;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// What came of it.
pub(crate) struct Killed {
    /// How often it was killed.
    pub kills: usize,
    /// What it told on standard error when it was killed, and in the end.
    pub told: Vec<String>,
    /// The run that came to its end.
    pub last: Output,
}

/// Runs a command over and over; each time it may go on for twice as long as before, so that
/// a slow program gets to its end before long.
pub(crate) fn until_done(args: &[impl AsRef<OsStr>], mut patience: Duration) -> Killed {
    let (mut kills, mut told) = (0, Vec::new());
    loop {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rundown"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(patience);
        patience *= 2;
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            kills += 1;
        }
        let last = child.wait_with_output().unwrap();
        told.push(String::from_utf8_lossy(&last.stderr).into_owned());
        if last.status.success() {
            return Killed { kills, told, last };
        }
    }
}
