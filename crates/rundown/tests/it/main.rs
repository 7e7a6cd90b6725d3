//! The program as a new user runs it: the real binary on real directories.
#![allow(
    clippy::unwrap_used,
    clippy::assigning_clones,
    reason = "a test fails where it breaks"
)]

mod alerts;
mod apart;
mod batch;
mod beside;
mod briefing;
mod config;
mod correcting;
mod demo;
mod following;
mod guides;
mod holding;
mod intake;
mod keeping;
mod killed;
mod lines;
mod logging;
mod mcp;
mod newsroom;
mod pages;
mod poison;
mod pruning;
mod reading;
mod schemas;
mod service;
mod serving;
mod snapshots;
mod terminal;
mod tongues;
mod waiting;
mod worded;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A directory of its own that goes with the test.
pub(crate) struct Room {
    pub dir: PathBuf,
}

impl Room {
    pub(crate) fn new(name: &str) -> Self {
        let dir = std::env::temp_dir()
            .join(format!("rundown-it-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir_all(&dir).expect("the temporary directory can be written");
        Self { dir }
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.join(name);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The answer of a run that must succeed.
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out
    }

    pub(crate) fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.ok()).expect("the answer is JSON")
    }
}

/// Runs the program.
pub(crate) fn rundown<S: AsRef<std::ffi::OsStr>>(
    args: impl IntoIterator<Item = S>,
) -> Run {
    rundown_fed(args, b"")
}

/// Runs the program with bytes on standard input.
pub(crate) fn rundown_fed<S: AsRef<std::ffi::OsStr>>(
    args: impl IntoIterator<Item = S>,
    input: &[u8],
) -> Run {
    run(program().args(args), input)
}

/// The program, without the settings of whoever runs the tests.
pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_rundown"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("RUNDOWN_") {
            program.env_remove(name);
        }
    }
    program.env("XDG_CONFIG_HOME", "/nonexistent");
    program
}

/// Runs a program with bytes on standard input.
pub(crate) fn run(program: &mut Command, input: &[u8]) -> Run {
    use std::io::Write;
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    let input = input.to_vec();
    let feeding = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the program ends");
    feeding.join().expect("feeding does not panic");
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The invented news as printed.
pub(crate) fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")
}

pub(crate) fn text(path: &Path) -> String {
    path.display().to_string()
}
