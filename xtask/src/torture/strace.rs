//! The tracer that lets calls fail, and notes them.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Fails where calls cannot be failed on this machine.
pub(crate) fn ensure_there() -> Result<()> {
    let tried = Command::new("strace")
        .args(["-qq", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "true"])
        .stdin(Stdio::null())
        .output()
        .context("strace is needed and not there: on Debian, apt-get install strace")?;
    let said = String::from_utf8_lossy(&tried.stderr);
    ensure!(tried.status.success(), "strace may not trace on this machine: {said}");
    Ok(())
}

/// A run of which strace notes some calls.
pub(crate) fn traced(run: &Command, log: &Path, calls: &str, more: &[&str]) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "--seccomp-bpf", "-e", "signal=none", "-o"]).arg(log);
    command.args(["-e", &format!("trace={calls}")]).args(more);
    command.arg(run.get_program()).args(run.get_args());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
