//! `rundown add`, `import` and `export`: what is followed.

use std::io::Write;

use anyhow::Result;
use rundown_desk::DeskError;
use rundown_feed::{read_opml, write_opml};
use rundown_news::{Subscription, counted};
use serde_json::json;

use crate::cli::{Add, Cli, Export, Import};
use crate::failure::hinted;
use crate::input::{bytes_of, name_of};
use crate::opening::{fetcher, open_desk, open_to_read, want_store};
use crate::show::{Screen, aside};

/// Addresses of a list that cannot be followed and are shown; the others are counted.
const REFUSED_SHOWN: usize = 20;

pub(crate) fn add(cli: &Cli, args: &Add) -> Result<()> {
    let desk = open_desk(cli)?;
    let added = if args.unseen {
        desk.add_unseen(&args.url)?
    } else {
        let fetcher = fetcher(&cli.settings)?;
        let runtime = crate::opening::runtime()?;
        runtime.block_on(desk.add(&fetcher, &args.url))?
    };
    let mut out = Screen::of_form(args.json);
    if args.json {
        return Ok(writeln!(out, "{}", serde_json::to_string(&added)?)?);
    }
    let named = added.title.as_ref().map(|title| format!("{title} at "));
    let feed = format!("{}{}", named.unwrap_or_default(), added.url);
    if added.new {
        writeln!(out, "following {feed}")?;
    } else {
        writeln!(out, "{feed} is followed already")?;
    }
    Ok(())
}

pub(crate) fn import(cli: &Cli, args: &Import) -> Result<()> {
    let name = name_of(&args.file);
    let read = read_opml(&bytes_of(&args.file)?).map_err(|problem| {
        hinted(
            format!("could not import {name}: {problem}"),
            "give the OPML file that another reader exports",
        )
    })?;
    let desk = open_desk(cli)?;
    let (mut new, mut known, mut refused) = (0_u32, 0_u32, 0_usize);
    for subscription in &read.value {
        match desk.subscribe(subscription) {
            Ok(true) => new += 1,
            Ok(false) => known += 1,
            Err(error @ DeskError::NoFeed { .. }) => {
                refused += 1;
                if refused <= REFUSED_SHOWN {
                    aside(&format!("note: {error}"));
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    if refused > REFUSED_SHOWN {
        aside(&format!("note: and {} more like these", refused - REFUSED_SHOWN));
    }
    for note in &read.notes {
        aside(&format!("note: {note}"));
    }
    let mut out = Screen::of_form(args.json);
    if args.json {
        let told = json!({ "new": new, "known": known, "refused": refused });
        return Ok(writeln!(out, "{told}")?);
    }
    let left = if refused > 0 { format!(", {refused} left out") } else { String::new() };
    Ok(writeln!(out, "{} added, {known} followed already{left}", counted(new, "feed"))?)
}

pub(crate) fn export(cli: &Cli, args: &Export) -> Result<()> {
    want_store(cli)?;
    let desk = open_to_read(cli)?;
    if let Some(dir) = &args.site {
        return super::site::export(&desk, args, dir);
    }
    let stored = desk.subscriptions()?;
    let all: Vec<Subscription> = stored.into_iter().map(|one| one.subscription).collect();
    let mut out = Screen::of_form(true);
    if args.json {
        return Ok(writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?);
    }
    Ok(write!(out, "{}", write_opml(&all))?)
}
