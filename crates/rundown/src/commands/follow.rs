//! `rundown follow` and `rundown mute`: what a reader does with a story.

use std::io::Write;

use anyhow::Result;
use rundown_news::Follow;
use serde_json::json;

use super::one_story::story_named;
use crate::cli::Cli;
use crate::opening::open_desk;

pub(crate) fn run(cli: &Cli, name: &str, choice: Follow, json: bool) -> Result<()> {
    let desk = open_desk(cli)?;
    let view = story_named(&desk, name)?;
    if let Some(story) = view.brief.story {
        desk.follow(story, choice)?;
    }
    let mut out = crate::output::plain();
    let slug = &view.brief.slug;
    if json {
        return Ok(writeln!(out, "{}", json!({ "slug": slug, "follow": choice }))?);
    }
    let said = match choice {
        Follow::Followed => "followed: it stays on top of the rundown",
        Follow::Muted => "muted: it stays out of the rundown",
        Follow::None => "neither followed nor muted",
    };
    Ok(writeln!(out, "{slug} is now {said}")?)
}
