//! A story of the rundown, in a few lines.

use std::io::Write;

use anyhow::Result;
use jiff::Timestamp;
use rundown_news::{RundownEntry, counted};

use crate::show::dates;
use crate::show::style::{BOLD, DIM, LABEL};

/// Writes the lines: its title, how much there is of it, and its latest sentence.
pub(crate) fn entry(
    out: &mut impl Write,
    entry: &RundownEntry,
    now: Timestamp,
) -> Result<()> {
    let mark = if entry.followed { "★ " } else { "" };
    writeln!(out, "{BOLD}{mark}{}{BOLD:#}", entry.title)?;
    let outlets = if entry.independent == 1 { "outlet" } else { "independent outlet" };
    let new = match entry.new {
        0 if entry.unread => format!("  {LABEL}unread{LABEL:#}"),
        0 => String::new(),
        new => format!("  {LABEL}{new} new{LABEL:#}"),
    };
    writeln!(
        out,
        "  {DIM}{}, {}, last {}{DIM:#}{new}  {DIM}{}{DIM:#}",
        counted(entry.independent, outlets),
        counted(entry.articles, "article"),
        dates::day(entry.last_at, now),
        entry.slug
    )?;
    if let Some(latest) = &entry.latest {
        writeln!(out, "  {}", latest.text)?;
    }
    Ok(())
}
