//! `rundown search`: words to articles and their stories, then articles that mean the same.

use std::io::Write;

use anyhow::Result;

use super::waiting;
use crate::cli::{Cli, Search};
use crate::opening::open_to_read;
use crate::show::Screen;
use crate::show::style::{BOLD, DIM};

pub(crate) fn run(cli: &Cli, search: &Search) -> Result<()> {
    let words = search.words.join(" ");
    let desk = open_to_read(cli)?;
    waiting::tell(&desk)?;
    let hits = desk.search(&words)?;
    let mut out = Screen::of_form(search.json);
    if search.json {
        serde_json::to_writer_pretty(&mut out, &hits)?;
        return Ok(writeln!(out)?);
    }
    if hits.is_empty() {
        return Ok(writeln!(out, "No article holds all of: {words}")?);
    }
    if hits.first().is_some_and(|hit| hit.meant) {
        writeln!(out, "No article holds all of: {words}\n")?;
    }
    let mut is_told = false;
    for hit in hits {
        if hit.meant && !is_told {
            writeln!(out, "{DIM}By what they mean, without these words:{DIM:#}\n")?;
            is_told = true;
        }
        let card = &hit.card;
        let day = card.at.strftime("%Y-%m-%d");
        writeln!(out, "{BOLD}{}{BOLD:#}", card.headline)?;
        writeln!(out, "  {DIM}{day}  {}  {}{DIM:#}", card.outlet.label(), card.id)?;
        if let Some(sentence) = &hit.sentence {
            writeln!(out, "  {}", sentence.text)?;
        }
        if let Some(story) = &hit.story {
            writeln!(out, "  {DIM}in story {}{DIM:#}", story.slug)?;
        }
        writeln!(out)?;
    }
    Ok(())
}
