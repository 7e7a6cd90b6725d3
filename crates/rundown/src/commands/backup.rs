//! `rundown backup` and `rundown restore`.

use std::io::Write;

use anyhow::{Context, Result};
use rundown_store::SqliteStore;
use serde_json::json;

use crate::cli::{Backup, Cli, Restore};
use crate::settings::{data_dir, open_desk};
use crate::show::progress;

pub(crate) fn make(cli: &Cli, backup: &Backup) -> Result<()> {
    let desk = open_desk(cli)?;
    let spinner = progress::spinner("copying the store");
    let done = desk.back_up(&backup.file);
    spinner.finish_and_clear();
    done?;
    let bytes = std::fs::metadata(&backup.file)
        .with_context(|| format!("could not look at {}", backup.file.display()))?
        .len();
    let mut out = std::io::stdout().lock();
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
    let kept = SqliteStore::restore(&dir, &restore.file)?;
    // Opening brings a backup of an older version to the current format.
    let counts = open_desk(cli)?.counts()?;
    let mut out = std::io::stdout().lock();
    let kept = kept.map(|kept| kept.display().to_string());
    if restore.json {
        writeln!(out, "{}", json!({ "kept": kept, "counts": counts }))?;
    } else {
        writeln!(out, "{} articles, {} stories", counts.articles, counts.stories)?;
        if let Some(kept) = kept {
            writeln!(out, "what was there is kept as {kept}")?;
        }
    }
    Ok(())
}
