//! A running server that goes with the job that asks it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

pub(crate) struct Server {
    child: Child,
    /// Where its pages are.
    pub(crate) url: String,
}

impl Server {
    /// Starts `rundown serve` with what it was given so far, on a port that is free.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        command.args(["--json", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut child = command.spawn().context("starting the program")?;
        let mut line = String::new();
        let out = child.stdout.take().context("the server has no output")?;
        BufReader::new(out).read_line(&mut line)?;
        let url = line.split('"').find(|part| part.starts_with("http://"));
        let Some(url) = url.map(str::to_owned) else { bail!("the server said {line:?}") };
        Ok(Self { child, url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
