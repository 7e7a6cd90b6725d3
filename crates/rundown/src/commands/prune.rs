//! `rundown prune`: old stories go.

use std::io::Write;

use anyhow::Result;
use rundown_desk::{Keeping, Pruning};
use rundown_news::counted;
use rundown_store::Pruned;

use crate::cli::{Cli, Prune};
use crate::failure::{hinted, misused};
use crate::opening::{open_desk, want_store};
use crate::show::progress;

pub(crate) fn run(cli: &Cli, prune: &Prune) -> Result<()> {
    let keeping = match (prune.older_than, prune.to_bytes) {
        (None, None) => cli.settings.keeping,
        (days, bytes) => Keeping { days, bytes },
    };
    if keeping == Keeping::default() {
        return Err(misused(
            "nothing says what is old: neither keep-days nor keep-bytes is set",
            "as in `rundown prune --older-than 365 --dry-run`, which drops nothing, or \
             `keep-days = 365` in the settings file",
        ));
    }
    want_store(cli)?;
    let desk = open_desk(cli)?;
    let spinner = progress::spinner("looking for what is old");
    let done = desk.prune(keeping, prune.dry_run);
    spinner.finish_and_clear();
    let done = done?;
    let mut out = crate::output::plain();
    if prune.json {
        writeln!(out, "{}", serde_json::to_string(&done)?)?;
    } else {
        writeln!(out, "{}", told(&done, prune.dry_run))?;
    }
    if done.fits {
        return Ok(());
    }
    Err(hinted(
        "what is left takes more room than that",
        "stories of the last week, and those you follow or corrected, are never dropped",
    ))
}

fn told(done: &Pruning, dry: bool) -> String {
    let Pruning { dropped, bytes_before, bytes_after, moved, .. } = done;
    let Pruned { stories, articles, captures } = dropped;
    let (would, about) = if dry { (" would be", "about ") } else { ("", "") };
    let pages = match captures {
        0 => String::new(),
        pages => format!(", and the pages of {}", counted(*pages, "other article")),
    };
    let moved = moved
        .map(|moved| format!("; all threaded anew, {} moved", counted(moved, "article")));
    let [before, after] =
        [bytes_before, bytes_after].map(|bytes| bytes.div_ceil(1_000_000));
    format!(
        "{} with {}{would} dropped{pages}: {before} MB before, {about}{after} MB after{}",
        counted(*stories, "story"),
        counted(*articles, "article"),
        moved.unwrap_or_default()
    )
}
