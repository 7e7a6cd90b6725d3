//! `rundown`, `rundown stories` and `rundown story`: the rundown and one brief on the
//! terminal.

use std::io::Write;

use anyhow::Result;
use rundown_desk::Rundown;
use rundown_news::{ArticleId, Evidence, counted};
use rundown_store::Counts;

use super::one_story::{outlet_in, story_named};
use super::waiting;
use crate::cli::{Cli, Output, Story};
use crate::opening::{open_desk, open_to_read};
use crate::show::entry::entry;
use crate::show::style::{DIM, LABEL};
use crate::show::{self, Screen};

/// Stories that `rundown` shows when nothing else is asked for.
const TODAY_SHOWN: usize = 12;

/// What to do where there is nothing to read, by how many feeds are followed.
fn nothing_yet(feeds: usize) -> String {
    if feeds == 0 {
        return "No stories yet. `rundown demo` shows invented ones, `rundown add URL` and \
                `rundown serve` bring your own; `rundown --help` lists what else there is."
            .to_owned();
    }
    format!(
        "No stories yet. {} followed: `rundown serve` asks them and shows what comes, \
         `rundown fetch` asks them once, `rundown feeds` tells how each stands.",
        match feeds {
            1 => "1 feed is".to_owned(),
            feeds => format!("{feeds} feeds are"),
        }
    )
}

/// Why the rundown is empty where there is news; none where there is none.
fn none_to_show(cli: &Cli, rundown: &Rundown) -> Option<String> {
    let Counts { articles, stories, waiting, .. } = rundown.counts;
    match (cli.now, articles) {
        (Some(now), 0) => {
            let day = now.strftime("%B %-d, %Y, %H:%M UTC");
            Some(format!("No stories yet on {day}, which --now says it is."))
        }
        _ if stories > 0 => Some(format!(
            "Nothing is in the rundown: you muted or put off {}. `rundown search WORDS` finds \
             them, `rundown mute --none NAME` brings one back.",
            if stories == 1 {
                "its one story".to_owned()
            } else {
                format!("all {stories} stories")
            }
        )),
        _ if waiting > 0 => Some(format!("No stories yet: {}", waiting::told(waiting))),
        _ => None,
    }
}

/// What a reader finds who only types the program's name.
pub(crate) fn today(cli: &Cli) -> Result<()> {
    let desk = open_to_read(cli)?;
    let rundown = desk.rundown()?;
    let mut out = Screen::new();
    if rundown.stories.is_empty() {
        let feeds = desk.subscriptions()?.len();
        let why = none_to_show(cli, &rundown).unwrap_or_else(|| nothing_yet(feeds));
        writeln!(out, "{why}")?;
        return Ok(out.flush()?);
    }
    waiting::tell(&desk)?;
    let stories = counted(rundown.counts.stories, "story");
    let articles = counted(rundown.counts.articles, "article");
    let day = rundown.at.strftime("%A, %B %-d, %Y");
    writeln!(out, "{LABEL}{day}{LABEL:#}  {DIM}{stories} of {articles}{DIM:#}\n")?;
    for one in rundown.stories.iter().take(TODAY_SHOWN) {
        entry(&mut out, one, rundown.at)?;
        writeln!(out)?;
    }
    let more = rundown.stories.len().saturating_sub(TODAY_SHOWN);
    let more = if more > 0 { format!("{more} more: ") } else { String::new() };
    writeln!(
        out,
        "{DIM}{more}`rundown browse` to read, `rundown story NAME` for one, `rundown \
         --help` for the rest{DIM:#}"
    )?;
    Ok(out.flush()?)
}

pub(crate) fn list(cli: &Cli, output: Output) -> Result<()> {
    let desk = open_to_read(cli)?;
    let rundown = desk.rundown()?;
    let mut out = Screen::of_form(output.json);
    if output.json {
        serde_json::to_writer_pretty(&mut out, &rundown)?;
        writeln!(out)?;
        return Ok(out.flush()?);
    }
    if rundown.stories.is_empty() {
        let nothing =
            "No stories yet. Take news in with `rundown ingest` or `rundown add`.";
        let why = none_to_show(cli, &rundown);
        writeln!(out, "{}", why.as_deref().unwrap_or(nothing))?;
        return Ok(out.flush()?);
    }
    waiting::tell(&desk)?;
    for one in &rundown.stories {
        entry(&mut out, one, rundown.at)?;
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

pub(crate) fn show(cli: &Cli, args: &Story) -> Result<()> {
    let desk = if args.read { open_desk(cli)? } else { open_to_read(cli)? };
    let view = story_named(&desk, &args.name)?;
    let outlet = outlet_in(&view);
    let url = |id: &ArticleId| {
        view.articles.get(id).and_then(|card| card.url.clone()).unwrap_or_default()
    };
    let form = &args.form;
    let is_form = form.json || form.markdown || form.html || form.csv.is_some();
    let mut out = if is_form { Screen::of_form(true) } else { Screen::paged() };
    if form.json {
        serde_json::to_writer_pretty(&mut out, &view.brief)?;
        writeln!(out)?;
    } else if form.markdown {
        show::markdown::brief(&mut out, &view.brief, &outlet)?;
    } else if form.html {
        let around = show::html::Around::default();
        show::html::brief(&mut out, &view.brief, &outlet, &url, &around)?;
    } else if let Some(table) = form.csv {
        show::csv::table(&mut out, &view.brief, table, &url)?;
    } else {
        let source = |evidence: &Evidence| outlet(&evidence.article);
        show::brief::brief(&mut out, &view.brief, view.last_look, &source)?;
    }
    out.flush()?;
    if let (true, Some(story)) = (args.read, view.brief.story) {
        desk.look(story)?;
    }
    Ok(())
}
