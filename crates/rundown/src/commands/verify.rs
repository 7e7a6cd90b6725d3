//! `rundown verify`: proof that every word shown stands in a stored article.

use std::io::Write;

use anyhow::Result;
use rundown_news::counted;

use super::waiting;
use crate::cli::{Cli, Output};
use crate::failure::hinted;
use crate::opening::{open_to_read, want_store};
use crate::show::{aside, progress};

pub(crate) fn run(cli: &Cli, output: Output) -> Result<()> {
    want_store(cli)?;
    let desk = open_to_read(cli)?;
    let spinner = progress::spinner("checking every word");
    let proof = desk.verify()?;
    spinner.finish_and_clear();
    let mut out = crate::output::plain();
    if output.json {
        writeln!(out, "{}", serde_json::to_string(&proof)?)?;
    } else {
        for finding in &proof.findings {
            aside(&format!("{}: {}", finding.of, finding.what));
        }
        writeln!(
            out,
            "{}, {}, {} shown: {}",
            counted(proof.articles, "article"),
            counted(proof.stories, "story"),
            counted(proof.shown, "passage"),
            if proof.findings.is_empty() { "all proven" } else { "NOT all proven" }
        )?;
        if proof.waiting > 0 {
            writeln!(out, "{}", waiting::told(proof.waiting))?;
        }
    }
    match proof.findings.len() {
        0 => Ok(()),
        found => Err(hinted(
            format!(
                "not all that is shown stands in its article: {found} times it does not"
            ),
            "restore a backup, or report this with the lines above",
        )),
    }
}
