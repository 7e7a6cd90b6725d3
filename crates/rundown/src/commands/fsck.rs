//! `rundown fsck`: is everything in the store what was put into it? `rundown rebuild`: what
//! can be computed again is.

use std::io::Write;

use anyhow::Result;
use rundown_desk::{Desk, Mended};
use rundown_news::counted;
use serde_json::json;

use crate::cli::{Cli, Fsck, Output};
use crate::failure::hinted;
use crate::opening::{open_desk, want_store};
use crate::show::{aside, progress};

pub(crate) fn run(cli: &Cli, fsck: &Fsck) -> Result<()> {
    want_store(cli)?;
    let desk = open_desk(cli)?;
    if fsck.state_hash {
        return state_hash(&desk, fsck.json);
    }
    let spinner = progress::spinner("comparing every checksum");
    let check = desk.check();
    spinner.finish_and_clear();
    let check = check?;
    let done = if fsck.mend { desk.mend()? } else { Mended::default() };
    let is_mended = |damage| done.mended.contains(damage);
    let left = check.damaged.iter().filter(|damage| !is_mended(damage)).count();
    let mut out = crate::output::plain();
    if fsck.json {
        writeln!(out, "{}", json!({ "check": check, "done": done }))?;
    } else {
        for damage in &check.damaged {
            let mended = if is_mended(damage) { "; mended" } else { "" };
            aside(&format!("{damage}{mended}"));
        }
        check.problems.iter().for_each(|problem| aside(problem));
        let (revisions, mended) = (check.revisions, done.mended.len());
        let sound = if check.is_sound() { "all sound" } else { "NOT all sound" };
        let revisions = counted(revisions, "revision");
        writeln!(out, "{revisions}: {sound}, {mended} mended")?;
    }
    match left + check.problems.len() {
        0 => Ok(()),
        found => {
            Err(hinted(format!("{} damaged", counted(found, "thing")), to_try(fsck.mend)))
        }
    }
}

fn to_try(was_mended: bool) -> &'static str {
    if was_mended {
        "take the articles' files in again, wait for the next poll, or `rundown restore FILE`"
    } else {
        "`rundown fsck --mend` reads again what it can; `rundown restore FILE` puts a backup back"
    }
}

fn state_hash(desk: &Desk, as_json: bool) -> Result<()> {
    let hash = format!("{:032x}", desk.state_hash()?);
    let mut out = crate::output::plain();
    if as_json {
        writeln!(out, "{}", json!({ "state_hash": hash }))?;
    } else {
        writeln!(out, "{hash}")?;
    }
    Ok(())
}

pub(crate) fn rebuild(cli: &Cli, output: Output) -> Result<()> {
    want_store(cli)?;
    let desk = open_desk(cli)?;
    let spinner = progress::spinner("threading everything anew");
    let moved = desk.rebuild();
    spinner.finish_and_clear();
    let (moved, counts) = (moved?, desk.counts()?);
    let mut out = crate::output::plain();
    if output.json {
        writeln!(out, "{}", json!({ "moved": moved, "counts": counts }))?;
    } else {
        let articles = counted(counts.articles, "article");
        let stories = counted(counts.stories, "story");
        let moved = counted(moved, "article");
        writeln!(out, "{articles}, {stories}: {moved} moved")?;
    }
    Ok(())
}
