//! `rundown backup` and `rundown restore`.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use rundown_news::counted;
use rundown_store::{Salvaged, SqlStore};
use serde_json::json;

use super::ingest::place;
use crate::cli::{Backup, Cli, Restore};
use crate::opening::{data_dir, open_desk, open_desk_in, open_to_read, want_store};
use crate::show::progress;

pub(crate) fn make(cli: &Cli, backup: &Backup) -> Result<()> {
    want_store(cli)?;
    let desk = open_to_read(cli)?;
    let spinner = progress::spinner("copying the store");
    let done = desk.back_up(&backup.file);
    spinner.finish_and_clear();
    done?;
    let bytes = std::fs::metadata(&backup.file)
        .with_context(|| format!("could not look at {}", backup.file.display()))?
        .len();
    let mut out = crate::output::plain();
    let file = backup.file.display().to_string();
    if backup.json {
        writeln!(out, "{}", json!({ "file": file, "bytes": bytes }))?;
    } else {
        writeln!(out, "{file}: {} MB", bytes.div_ceil(1_000_000))?;
    }
    Ok(())
}

pub(crate) fn restore(cli: &Cli, restore: &Restore) -> Result<()> {
    let dir = data_dir(cli)?;
    if restore.salvage {
        return salvage(cli, &dir, restore);
    }
    let kept = SqlStore::restore(&dir, &restore.file)?;
    // Opening brings a backup of an older version to the current format.
    let counts = open_desk(cli)?.counts()?;
    let mut out = crate::output::plain();
    let kept = kept.map(|kept| kept.display().to_string());
    if restore.json {
        writeln!(out, "{}", json!({ "kept": kept, "counts": counts }))?;
    } else {
        let articles = counted(counts.articles, "article");
        writeln!(out, "{articles}, {}", counted(counts.stories, "story"))?;
        if let Some(kept) = kept {
            writeln!(out, "what was there is kept as {kept}")?;
        }
    }
    Ok(())
}

fn salvage(cli: &Cli, dir: &Path, restore: &Restore) -> Result<()> {
    SqlStore::can_be_salvaged(&restore.file)?;
    let store = SqlStore::open(dir)?;
    let spinner = progress::spinner("looking at every page");
    let salvaged = store.salvage(&restore.file);
    spinner.finish_and_clear();
    let salvaged = salvaged?;
    drop(store);
    let desk = open_desk_in(cli, dir)?;
    place(&desk)?;
    let counts = desk.counts()?;
    let mut out = crate::output::plain();
    if restore.json {
        writeln!(out, "{}", json!({ "salvaged": salvaged, "counts": counts }))?;
    } else {
        let Salvaged { pages, revisions, damaged } = salvaged;
        writeln!(
            out,
            "{}: {}, damaged: {damaged}. The store has {} in {} now; feeds, follows and \
             corrections stay behind",
            counted(pages, "page"),
            counted(revisions, "sound revision"),
            counted(counts.articles, "article"),
            counted(counts.stories, "story")
        )?;
    }
    Ok(())
}
