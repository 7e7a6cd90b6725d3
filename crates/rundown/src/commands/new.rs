//! `rundown new`: what is new since the reader looked.

use std::io::Write;

use anyhow::Result;
use rundown_desk::{Desk, StoryView};
use rundown_news::{StoryId, counted};
use serde_json::json;

use super::one_story::{outlet_in, story_named};
use super::waiting;
use crate::cli::{Cli, New};
use crate::opening::{open_desk, open_to_read};
use crate::show::Screen;
use crate::show::brief::new_items;
use crate::show::style::{BOLD, DIM};

pub(crate) fn run(cli: &Cli, new: &New) -> Result<()> {
    let desk = if new.read { open_desk(cli)? } else { open_to_read(cli)? };
    waiting::tell(&desk)?;
    let views = views(&desk, new.story.as_deref())?;
    let mut out = Screen::of_form(new.json);
    if new.json {
        let all: Vec<_> = views.iter().map(as_json).collect();
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
    } else {
        show(&views, &mut out)?;
    }
    out.flush()?;
    if new.read {
        note_read(&desk, new, &views)?;
    }
    Ok(())
}

/// The stories in the order of the rundown.
fn views(desk: &Desk, only: Option<&str>) -> Result<Vec<StoryView>> {
    if let Some(name) = only {
        return Ok(vec![story_named(desk, name)?]);
    }
    let entries = desk.rundown()?.stories.into_iter();
    entries.map(|entry| story_named(desk, &entry.slug.0)).collect()
}

fn as_json(view: &StoryView) -> serde_json::Value {
    json!({
        "slug": view.brief.slug,
        "title": view.brief.title,
        "last_look": view.last_look,
        "new": view.brief.new,
        "only_repeats": view.brief.only_repeats,
    })
}

fn show(views: &[StoryView], out: &mut impl Write) -> Result<()> {
    let mut silent = 0_usize;
    for view in views {
        let brief = &view.brief;
        let title =
            brief.title.as_ref().map_or(brief.slug.0.as_str(), |title| &title.text);
        match view.last_look {
            None => {
                writeln!(out, "{BOLD}{title}{BOLD:#}  {DIM}{}{DIM:#}", brief.slug)?;
                writeln!(out, "  a story you have not looked at yet")?;
            }
            Some(_) if brief.new.is_empty() && brief.only_repeats.is_empty() => {
                silent += 1;
                continue;
            }
            Some(_) => {
                writeln!(out, "{BOLD}{title}{BOLD:#}  {DIM}{}{DIM:#}", brief.slug)?;
                items(view, out)?;
            }
        }
        writeln!(out)?;
    }
    if silent > 0 {
        let noun = if silent < views.len() { "more story" } else { "story" };
        writeln!(out, "{DIM}Nothing new in {}.{DIM:#}", counted(silent, noun))?;
    }
    Ok(())
}

fn items(view: &StoryView, out: &mut impl Write) -> Result<()> {
    let outlet = outlet_in(view);
    new_items(out, &view.brief, &|evidence| outlet(&evidence.article))?;
    let repeats = view.brief.only_repeats.len();
    if repeats > 0 {
        let articles = counted(repeats, "more article");
        let repeat = if repeats == 1 { "repeats" } else { "repeat" };
        writeln!(out, "  {DIM}{articles} only {repeat} what you have had.{DIM:#}")?;
    }
    Ok(())
}

fn note_read(desk: &Desk, new: &New, views: &[StoryView]) -> Result<()> {
    if new.story.is_none() {
        return Ok(desk.look_at_all().map(drop)?);
    }
    let stories: Vec<StoryId> =
        views.iter().filter_map(|view| view.brief.story).collect();
    for story in stories {
        desk.look(story)?;
    }
    Ok(())
}
