//! `rundown copy`: a store from a directory to a server, or back.

use std::io::Write;

use anyhow::Result;
use rundown_desk::{DeskError, StorePlace, copy_store};
use rundown_news::counted;
use rundown_store::{SqlStore, StoreError};

use crate::cli::Copy;
use crate::failure::hinted;
use crate::show::progress;

pub(crate) fn run(copy: &Copy) -> Result<()> {
    // To open a directory without a store would make one, and two empty ones are equal.
    if let StorePlace::Directory(dir) = &copy.from
        && !SqlStore::is_in(dir)
    {
        return Err(hinted(
            format!("there is no store in {}", dir.display()),
            "--from is a data directory, or the address of a PostgreSQL database",
        ));
    }
    let spinner = progress::spinner("copying the store");
    let report = copy_store(&copy.from, &copy.to);
    spinner.finish_and_clear();
    let report = report.map_err(in_use)?;
    if !report.is_same() {
        return Err(hinted(
            format!(
                "the copy does not hold what the store does: {} here, {} there",
                report.from, report.to
            ),
            "look at both with `rundown fsck`; the copy is not to be used",
        ));
    }
    let mut out = crate::output::plain();
    if copy.json {
        return Ok(writeln!(out, "{}", serde_json::to_string(&report)?)?);
    }
    let articles = counted(report.articles, "article");
    writeln!(out, "{articles} copied; both stores hold the same ({})", report.to)?;
    Ok(())
}

/// Both stores are held while they are copied; neither is one of `--data`.
fn in_use(error: DeskError) -> anyhow::Error {
    match error {
        DeskError::Store(StoreError::Busy { .. } | StoreError::Written { .. }) => hinted(
            error.to_string(),
            "stop the process that writes there; what --from and --to name is held while it \
             is copied",
        ),
        error => error.into(),
    }
}
