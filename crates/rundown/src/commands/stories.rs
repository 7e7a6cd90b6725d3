//! `rundown stories` and `rundown story`: the rundown and one brief on the terminal.

use std::io::Write;

use anyhow::Result;
use rundown_news::ArticleId;

use super::story_named;
use crate::cli::{Cli, Output, Story};
use crate::opening::open_desk;
use crate::show;
use crate::show::style::{BOLD, DIM, LABEL};

pub(crate) fn list(cli: &Cli, output: Output) -> Result<()> {
    let rundown = open_desk(cli)?.rundown()?;
    let mut out = std::io::BufWriter::new(crate::output::styled());
    if output.json {
        serde_json::to_writer_pretty(&mut out, &rundown)?;
        writeln!(out)?;
        return Ok(out.flush()?);
    }
    if rundown.stories.is_empty() {
        writeln!(
            out,
            "No stories yet. Take news in with `rundown ingest` or `rundown add`."
        )?;
    }
    for entry in &rundown.stories {
        let mark = if entry.followed { "★ " } else { "" };
        writeln!(out, "{BOLD}{mark}{}{BOLD:#}", entry.title)?;
        let outlets =
            if entry.independent == 1 { "outlet" } else { "independent outlets" };
        let new = match entry.new {
            0 if entry.unread => format!("  {LABEL}unread{LABEL:#}"),
            0 => String::new(),
            new => format!("  {LABEL}{new} new{LABEL:#}"),
        };
        let day = entry.last_at.strftime("%b %-d");
        writeln!(
            out,
            "  {DIM}{} {outlets}, {} articles, last {day}{DIM:#}{new}  {DIM}{}{DIM:#}",
            entry.independent, entry.articles, entry.slug
        )?;
        if let Some(latest) = &entry.latest {
            writeln!(out, "  {}", latest.text)?;
        }
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

pub(crate) fn show(cli: &Cli, args: &Story) -> Result<()> {
    let desk = open_desk(cli)?;
    let view = story_named(&desk, &args.name)?;
    let outlet = |id: &ArticleId| {
        view.articles
            .get(id)
            .map_or_else(String::new, |card| card.outlet.label().to_owned())
    };
    let url = |id: &ArticleId| {
        view.articles.get(id).and_then(|card| card.url.clone()).unwrap_or_default()
    };
    let mut out = std::io::BufWriter::new(crate::output::styled());
    if args.form.json {
        serde_json::to_writer_pretty(&mut out, &view.brief)?;
        writeln!(out)?;
    } else if args.form.markdown {
        show::markdown::brief(&mut out, &view.brief, &outlet)?;
    } else if args.form.html {
        show::html::brief(&mut out, &view.brief, &outlet, &url)?;
    } else if let Some(table) = args.form.csv {
        show::csv::table(&mut out, &view.brief, table, &url)?;
    } else {
        show::brief::brief(&mut out, &view.brief, view.last_look, &outlet)?;
    }
    out.flush()?;
    if let (true, Some(story)) = (args.read, view.brief.story) {
        desk.look(story)?;
    }
    Ok(())
}
