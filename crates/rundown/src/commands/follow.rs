//! `rundown follow`, `rundown mute` and `rundown snooze`: what a reader does with a story.

use std::io::Write;

use anyhow::Result;
use jiff::civil::Date;
use jiff::tz::Offset;
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

/// What a story that is put off waits for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wait {
    Day(Date),
    Material,
    Not,
}

pub(crate) fn put_off(cli: &Cli, name: &str, wait: Wait, json: bool) -> Result<()> {
    let desk = open_desk(cli)?;
    let view = story_named(&desk, name)?;
    if let Some(story) = view.brief.story {
        match wait {
            Wait::Day(day) => {
                let begins = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0))?;
                desk.snooze_until(story, begins)?;
            }
            Wait::Material => desk.snooze_until_material(story)?,
            Wait::Not => desk.wake(story)?,
        }
    }
    let mut out = crate::output::plain();
    let slug = &view.brief.slug;
    if json {
        let snooze = story_named(&desk, name)?.snooze;
        return Ok(writeln!(out, "{}", json!({ "slug": slug, "snooze": snooze }))?);
    }
    let said = match wait {
        Wait::Day(day) => format!("snoozed: it is back in the rundown on {day}"),
        Wait::Material => {
            "muted until something material happens: two independent outlets with a new \
             development, or a figure that changed"
                .to_owned()
        }
        Wait::Not => "back in the rundown".to_owned(),
    };
    Ok(writeln!(out, "{slug} is now {said}")?)
}
