//! `rundown batch`: an archive into a folder of its own, as a store and as tables.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use rundown_archive::{Tables, Written};
use rundown_desk::Desk;
use rundown_news::counted;

use super::ingest::take_in;
use crate::cli::{Batch, Cli};
use crate::opening::{clock, open_desk_in};
use crate::output::plain;
use crate::show::progress;

/// The store beside the tables.
const STORE: &str = "store";

pub(crate) fn run(cli: &Cli, batch: &Batch) -> Result<()> {
    let desk = open_desk_in(cli, &batch.out.join(STORE))?;
    let summary = take_in(&desk, clock(cli), &batch.intake)?;
    let written = write_tables(&desk, &batch.out)?;
    if batch.intake.json {
        let mut told = summary.json()?;
        told["written"] = serde_json::to_value(written)?;
        writeln!(plain(), "{told}")?;
        return summary.verdict();
    }
    summary.tell(false)?;
    let Written { articles, annotations, developments, stories } = written;
    writeln!(
        plain(),
        "written {}, {}, {}, {}",
        counted(articles, "article"),
        counted(annotations, "annotation"),
        counted(developments, "development"),
        counted(stories, "story")
    )?;
    summary.verdict()
}

/// Writes all that the store holds: what an earlier run took in belongs to the tables, too.
fn write_tables(desk: &Desk, dir: &Path) -> Result<Written> {
    let bar = progress::bar("writing", desk.counts()?.articles as usize);
    let mut tables = Tables::create(dir)?;
    for page in desk.all_articles() {
        let page = page?;
        tables.articles(&page)?;
        bar.inc(page.len() as u64);
    }
    tables.stories(&desk.all_stories()?)?;
    let written = tables.finish()?;
    bar.finish_and_clear();
    Ok(written)
}
