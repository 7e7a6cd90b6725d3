//! `rundown mcp`: stories for a language model, by the Model Context Protocol over standard
//! input and output.

use std::io::{BufRead, Read, Write};

use anyhow::{Context, Result};
use rundown_serve::{MCP_MESSAGE_BYTES_MAX, mcp_reply};

use super::serve::pages_of;
use crate::cli::Cli;
use crate::opening::open_to_read;

pub(crate) fn run(cli: &Cli) -> Result<()> {
    let desk = open_to_read(cli)?;
    let settings = &cli.settings;
    let base = pages_of(settings, settings.listen).base_url;
    let mut input = std::io::stdin().lock();
    let mut out = crate::output::plain();
    let mut line = Vec::new();
    loop {
        line.clear();
        let most = MCP_MESSAGE_BYTES_MAX as u64;
        let read = input.by_ref().take(most).read_until(b'\n', &mut line);
        if read.context("could not read a message")? == 0 {
            return Ok(());
        }
        let message = String::from_utf8_lossy(&line);
        if message.trim().is_empty() {
            continue;
        }
        if let Some(answer) = mcp_reply(&desk, &base, &message) {
            writeln!(out, "{answer}")?;
            out.flush()?;
        }
    }
}
