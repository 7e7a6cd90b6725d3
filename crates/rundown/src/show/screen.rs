//! The way to the terminal: marks become colours, lines are wrapped to its width, and no
//! control byte of a stranger's words passes.

use std::io::{IsTerminal, Result, Write};

use anstream::ColorChoice;
use ratatui::crossterm::terminal;

use super::pager::Pager;
use super::rows::{Row, rows};
use super::style::Style;

/// Lines longer than this are hard to read, however wide the terminal is.
const COLUMNS_MAX: usize = 100;
/// Narrower terminals are left to break lines by themselves.
const COLUMNS_MIN: usize = 20;

/// Takes marked lines.
pub(crate) struct Screen {
    out: Box<dyn Write>,
    /// Whether lines are as programs wrote them for programs, and go on as they are.
    raw: bool,
    colours: bool,
    width: usize,
    line: Vec<u8>,
}

impl Screen {
    /// Standard output, for people to read.
    pub(crate) fn new() -> Self {
        Self::over(Box::new(crate::output::plain()), has_colours(), false)
    }

    /// The same, but for programs if `is_form` (JSON, Markdown, tables): nothing is wrapped,
    /// and only a terminal is spared control bytes.
    pub(crate) fn of_form(is_form: bool) -> Self {
        let raw = is_form && !std::io::stdout().is_terminal();
        let mut screen =
            Self::over(Box::new(crate::output::plain()), has_colours(), is_form);
        screen.raw = raw;
        screen
    }

    /// A pager over standard output if that is a terminal, else as [`Self::new`].
    pub(crate) fn paged() -> Self {
        let is_terminal = std::io::stdout().is_terminal();
        match is_terminal.then(Pager::start).flatten() {
            Some(pager) => Self::over(Box::new(pager), has_colours(), false),
            None => Self::new(),
        }
    }

    fn over(out: Box<dyn Write>, colours: bool, is_form: bool) -> Self {
        let width = if is_form { usize::MAX } else { width() };
        let out = Box::new(std::io::BufWriter::new(out));
        Self { out, raw: false, colours, width, line: Vec::new() }
    }

    fn line(&mut self, ends: bool) -> Result<()> {
        let line = std::mem::take(&mut self.line);
        let rows = rows(&String::from_utf8_lossy(&line), self.width);
        let last = rows.len() - 1;
        for (at, row) in rows.iter().enumerate() {
            self.row(row)?;
            if ends || at < last {
                self.out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn row(&mut self, row: &Row) -> Result<()> {
        for run in &row.runs {
            let look = run.style.filter(|_| self.colours).map(Style::look);
            match look {
                Some(look) => write!(self.out, "{look}{}{look:#}", run.text)?,
                None => self.out.write_all(run.text.as_bytes())?,
            }
        }
        Ok(())
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if self.raw {
            return self.out.write(bytes);
        }
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            match piece.split_last() {
                Some((b'\n', piece)) => {
                    self.line.extend(piece);
                    self.line(true)?;
                }
                _ => self.line.extend(piece),
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        if !self.line.is_empty() {
            self.line(false)?;
        }
        self.out.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // What can be told of a failure was told by `flush`.
        let _ = self.flush();
    }
}

/// Tells a line beside the answer, on standard error.
pub(crate) fn aside(words: &str) {
    let colours = anstream::AutoStream::choice(&std::io::stderr()) != ColorChoice::Never;
    let mut screen = Screen::over(Box::new(std::io::stderr().lock()), colours, true);
    let _ = writeln!(screen, "{words}");
}

fn has_colours() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never
}

/// The columns to write in; without a terminal lines stay as long as they are.
fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return usize::MAX;
    }
    match terminal::size() {
        Ok((columns, _)) if usize::from(columns) >= COLUMNS_MIN => {
            usize::from(columns).min(COLUMNS_MAX)
        }
        _ => usize::MAX,
    }
}
