//! `rundown feeds`: how each feed stands, and what is done with one.

use std::io::Write;

use anyhow::Result;
use jiff::Timestamp;
use rundown_desk::{Desk, FeedHealth, Health};
use rundown_news::counted;
use serde_json::json;

use crate::cli::{Cli, FeedAction, Feeds};
use crate::opening::{open_desk, open_to_read};
use crate::show::Screen;

pub(crate) fn run(cli: &Cli, args: &Feeds) -> Result<()> {
    match &args.action {
        Some(action) => act(&open_desk(cli)?, action, args.json),
        None => list(&open_to_read(cli)?, args.json),
    }
}

fn act(desk: &Desk, action: &FeedAction, json: bool) -> Result<()> {
    let (url, done) = match action {
        FeedAction::Remove { url } => {
            desk.remove_feed(url)?;
            (url, "is followed no longer; its articles stay".to_owned())
        }
        FeedAction::Pause { url } => {
            desk.pause_feed(url)?;
            (url, "is paused".to_owned())
        }
        FeedAction::Resume { url } => {
            desk.resume_feed(url)?;
            (url, "is asked again".to_owned())
        }
        FeedAction::Rename { url, title } => {
            desk.rename_feed(url, title)?;
            (url, format!("is called {title}"))
        }
    };
    let mut out = Screen::of_form(json);
    if json {
        return Ok(writeln!(out, "{}", json!({ "url": url, "done": done }))?);
    }
    Ok(writeln!(out, "{url} {done}")?)
}

fn list(desk: &Desk, json: bool) -> Result<()> {
    let feeds = desk.feeds()?;
    let mut out = Screen::of_form(json);
    if json {
        return Ok(writeln!(out, "{}", serde_json::to_string_pretty(&feeds)?)?);
    }
    if feeds.is_empty() {
        return Ok(writeln!(out, "no feed is followed; `rundown add URL` follows one")?);
    }
    for feed in &feeds {
        one(&mut out, feed, desk.now())?;
    }
    let ill = feeds.iter().filter(|feed| feed.health == Health::Failing).count();
    Ok(writeln!(out, "{}, {ill} failing", counted(feeds.len(), "feed"))?)
}

fn one(out: &mut impl Write, feed: &FeedHealth, now: Timestamp) -> Result<()> {
    writeln!(out, "{}", feed.title.as_deref().unwrap_or(&feed.url))?;
    writeln!(out, "  {}", feed.url)?;
    writeln!(out, "  {}", feed.words)?;
    let mut told = Vec::new();
    if let Some(at) = feed.last_answer {
        told.push(format!("last answer {}", about(at, now)));
    }
    if let Some(at) = feed.next_poll {
        told.push(format!("next poll {}", about(at, now)));
    }
    if let Some(items) = feed.items_a_day {
        told.push(format!("about {} a day", number(items)));
    }
    if !told.is_empty() {
        writeln!(out, "  {}", told.join(", "))?;
    }
    Ok(())
}

/// A number as somebody would say it.
fn number(items: f64) -> String {
    if items < 9.5 { format!("{items:.1} items") } else { format!("{items:.0} items") }
}

/// A time as somebody would say it now.
fn about(at: Timestamp, now: Timestamp) -> String {
    let seconds = at.duration_since(now).as_secs();
    let length = match seconds.unsigned_abs() {
        under @ 0..60 => format!("{under} s"),
        under @ 60..7_200 => format!("{} min", under / 60),
        under @ 7_200..172_800 => format!("{} h", under / 3_600),
        more => counted(more / 86_400, "day"),
    };
    match seconds {
        0 => "now".to_owned(),
        1.. => format!("in {length}"),
        _ => format!("{length} ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_somebody_would() {
        let at = |time: &str| time.parse().unwrap();
        let now = at("2031-05-14T12:00:00Z");
        for (time, said) in [
            ("2031-05-14T12:00:00Z", "now"),
            ("2031-05-14T12:10:00Z", "in 10 min"),
            ("2031-05-14T09:00:00Z", "3 h ago"),
            ("2031-05-10T12:00:00Z", "4 days ago"),
        ] {
            assert_eq!(about(at(time), now), said);
        }
    }
}
