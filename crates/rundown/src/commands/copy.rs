//! `rundown copy`: a store from a directory to a server, or back.

use std::io::Write;

use anyhow::Result;
use rundown_desk::copy_store;
use rundown_news::counted;

use crate::cli::Copy;
use crate::failure::hinted;
use crate::show::progress;

pub(crate) fn run(copy: &Copy) -> Result<()> {
    let spinner = progress::spinner("copying the store");
    let report = copy_store(&copy.from, &copy.to);
    spinner.finish_and_clear();
    let report = report?;
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
