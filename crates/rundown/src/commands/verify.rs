//! `rundown verify`: proof that every word shown stands in a stored article.

use std::io::Write;

use anyhow::Result;

use crate::cli::{Cli, Output};
use crate::failure::hinted;
use crate::opening::open_desk;
use crate::show::progress;

pub(crate) fn run(cli: &Cli, output: Output) -> Result<()> {
    let desk = open_desk(cli)?;
    let spinner = progress::spinner("checking every word");
    let proof = desk.verify()?;
    spinner.finish_and_clear();
    let mut out = crate::output::plain();
    if output.json {
        writeln!(out, "{}", serde_json::to_string(&proof)?)?;
    } else {
        for finding in &proof.findings {
            crate::output::note(format_args!("{}: {}", finding.of, finding.what));
        }
        writeln!(
            out,
            "{} articles, {} stories, {} passages shown: {}",
            proof.articles,
            proof.stories,
            proof.shown,
            if proof.findings.is_empty() { "all proven" } else { "NOT all proven" }
        )?;
    }
    match proof.findings.len() {
        0 => Ok(()),
        found => Err(hinted(
            format!("{found} things shown do not stand in their articles"),
            "restore a backup, or report this with the lines above",
        )),
    }
}
