//! The pager that long answers open in: `$PAGER`, else `less -R`, else none.

use std::io::{Result, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

/// A pager that is read into; the program ends when it does.
pub(crate) struct Pager {
    child: Child,
    into: Option<ChildStdin>,
}

impl Pager {
    /// Starts one; none where the reader wants none, or there is none.
    pub(crate) fn start() -> Option<Self> {
        let wanted = std::env::var("PAGER").ok();
        let words = |line: &str| -> Vec<String> {
            line.split_whitespace().map(str::to_owned).collect()
        };
        let first = wanted.as_deref().map(words);
        if first.as_ref().is_some_and(|argv| argv.is_empty() || argv == &["cat"]) {
            return None;
        }
        let less = words("less -R");
        let mut tries = first.into_iter().chain([less]);
        let (child, into) = tries.find_map(|argv| spawn(&argv))?;
        spare_from_interrupts();
        Some(Self { child, into: Some(into) })
    }
}

/// No shell reads the variable: what stands in it are words.
fn spawn(argv: &[String]) -> Option<(Child, ChildStdin)> {
    let (program, arguments) = argv.split_first()?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // Colours pass; what fits on the screen is not paged.
        command.env("LESS", "FRX");
    }
    let mut child = command.spawn().ok()?;
    let into = child.stdin.take()?;
    Some((child, into))
}

/// Ctrl-C is the pager's, which stops reading at it, not ours.
fn spare_from_interrupts() {
    #[cfg(unix)]
    if let Ok(runtime) =
        tokio::runtime::Builder::new_current_thread().enable_all().build()
    {
        let _inside = runtime.enter();
        let kind = tokio::signal::unix::SignalKind::interrupt();
        // Once there was a listener, the signal ends the program no longer.
        let _listener = tokio::signal::unix::signal(kind);
    }
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.into.as_mut().map_or(Ok(0), |into| into.write(bytes))
    }

    fn flush(&mut self) -> Result<()> {
        self.into.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Pager {
    fn drop(&mut self) {
        self.into = None;
        let _ = self.child.wait();
    }
}
