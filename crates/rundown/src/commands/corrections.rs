//! `rundown merge`, `split` and `corrections`: what a reader decides about stories.

use std::io::Write;

use anyhow::Result;
use rundown_desk::{Correction, Desk, Leaves, StoryLink};
use rundown_news::ArticleId;
use serde_json::json;

use super::one_story::story_named;
use crate::cli::{Cli, Corrections, Merge, Split};
use crate::failure::hinted;
use crate::opening::{open_desk, open_to_read};
use crate::show::style::DIM;
use crate::show::{Screen, aside};

pub(crate) fn merge(cli: &Cli, merge: &Merge) -> Result<()> {
    let desk = open_desk(cli)?;
    let number = |name: &str| anyhow::Ok(story_named(&desk, name)?.brief.story);
    let is_one = number(&merge.story)? == number(&merge.with)?;
    let story = desk.merge(&merge.story, &merge.with)?;
    let said =
        if is_one { "is one story already: nothing is merged" } else { "now holds both" };
    tell(&story, merge.json, said)
}

pub(crate) fn split(cli: &Cli, split: &Split) -> Result<()> {
    let leaves = if split.alone { Leaves::Article } else { Leaves::Development };
    let article = ArticleId(split.article.clone());
    let story = open_desk(cli)?.split(&article, leaves)?;
    tell(&story, split.json, "is now a story of its own")
}

fn tell(story: &StoryLink, json: bool, what: &str) -> Result<()> {
    let mut out = crate::output::plain();
    if json {
        return Ok(writeln!(out, "{}", json!(story))?);
    }
    Ok(writeln!(out, "{} {what}", story.slug)?)
}

pub(crate) fn list(cli: &Cli, args: &Corrections) -> Result<()> {
    let desk = match args.take_back {
        Some(_) => open_desk(cli)?,
        None => open_to_read(cli)?,
    };
    if let Some(number) = args.take_back {
        take_back(&desk, number)?;
        if !args.json {
            aside(&format!("correction {number} is taken back"));
        }
    }
    let corrections = desk.corrections()?;
    let mut out = Screen::of_form(args.json);
    if args.json {
        serde_json::to_writer_pretty(&mut out, &corrections)?;
        return Ok(writeln!(out)?);
    }
    if corrections.is_empty() {
        let none = match args.take_back {
            Some(_) => "No correction is left.",
            None => "You corrected nothing.",
        };
        return Ok(writeln!(out, "{none}")?);
    }
    for (correction, number) in corrections.iter().zip(1..) {
        let Correction { together, article, other } = correction;
        let link = if *together { "belongs with" } else { "does not belong with" };
        writeln!(out, "{number:>3}  {}", article.headline)?;
        writeln!(out, "     {DIM}{link}{DIM:#} {}", other.headline)?;
    }
    Ok(())
}

fn take_back(desk: &Desk, number: usize) -> Result<()> {
    let corrections = desk.corrections()?;
    let named = number.checked_sub(1).and_then(|index| corrections.get(index));
    let Some(correction) = named else {
        return Err(hinted(
            format!("there is no correction {number}"),
            "`rundown corrections` lists them with their numbers",
        ));
    };
    Ok(desk.take_back(correction)?)
}
