//! Lines of JSON, read on all cores and answered in their order.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::{Receiver, sync_channel};

use anyhow::{Context, Result};
use jiff::Timestamp;
use rundown_desk::of_line;
use rundown_news::limits::{JSON_LINE_BYTES_MAX, LINES_AHEAD_BYTES_MAX, LINES_AHEAD_MAX};

use super::document::article_of;

/// A line that is read somewhere, and how long it is.
struct Ahead {
    bytes: usize,
    answer: Receiver<serde_json::Result<Vec<u8>>>,
}

/// Writes an article a line. So many lines are read ahead of the one that is written next;
/// a bad line becomes an article with a note.
pub(super) fn read_lines(
    name: &str,
    lines: &mut dyn BufRead,
    at: Timestamp,
    out: &mut impl Write,
) -> Result<()> {
    rayon::in_place_scope_fifo(|scope| {
        let (mut ahead, mut bytes, mut number) = (VecDeque::new(), 0, 0);
        loop {
            while ahead.len() < LINES_AHEAD_MAX && bytes < LINES_AHEAD_BYTES_MAX {
                let line = next_line(lines);
                let line = line.with_context(|| format!("could not read {name}"))?;
                let Some(line) = line else { break };
                number += 1;
                if line.trim_ascii().is_empty() {
                    continue;
                }
                let (send, answer) = sync_channel(1);
                bytes += line.len();
                ahead.push_back(Ahead { bytes: line.len(), answer });
                let name = format!("{name}:{number}");
                scope.spawn_fifo(move |_| {
                    let article = article_of(&of_line(name, line.trim_ascii(), at));
                    // Nobody waits for it if what was read before could not be written.
                    let _ = send.send(serde_json::to_vec(&article));
                });
            }
            let Some(next) = ahead.pop_front() else { return Ok(()) };
            bytes -= next.bytes;
            let answer = next.answer.recv().context("a line was not read")?;
            out.write_all(&answer?)?;
            out.write_all(b"\n")?;
        }
    })
}

/// The next line; of one that is too long as much as shows that it is.
fn next_line(lines: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = lines.take(JSON_LINE_BYTES_MAX as u64 + 1).read_until(b'\n', &mut line)?;
    if read > JSON_LINE_BYTES_MAX && !line.ends_with(b"\n") {
        lines.skip_until(b'\n')?;
    }
    Ok((read > 0).then_some(line))
}
