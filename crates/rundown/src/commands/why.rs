//! `rundown why`: what speaks for and against two articles belonging together.

use std::io::Write;

use anyhow::Result;
use rundown_desk::{ArticleCard, WhyHere, WhyTogether};
use rundown_news::ArticleId;

use crate::cli::{Cli, Why};
use crate::opening::open_to_read;
use crate::show::Screen;
use crate::show::style::{BOLD, DIM};
use crate::show::why::{evidence, odds, verdict};

pub(crate) fn run(cli: &Cli, why: &Why) -> Result<()> {
    let desk = open_to_read(cli)?;
    let article = ArticleId(why.article.clone());
    let mut out = Screen::of_form(why.json);
    if let Some(other) = &why.other {
        let answer = desk.why(&article, &ArticleId(other.clone()))?;
        return if why.json {
            json(&answer, &mut out)
        } else {
            show_pair(&answer, &mut out)
        };
    }
    let answer = desk.why_here(&article)?;
    if why.json { json(&answer, &mut out) } else { show_story(&answer, &mut out) }
}

fn json(answer: &impl serde::Serialize, out: &mut impl Write) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, answer)?;
    Ok(writeln!(out)?)
}

fn show_pair(answer: &WhyTogether, out: &mut impl Write) -> Result<()> {
    for card in &answer.articles {
        show_card(card, out)?;
    }
    writeln!(out, "\n{}\n", verdict(&answer.why))?;
    evidence(&answer.why, out)
}

fn show_story(answer: &WhyHere, out: &mut impl Write) -> Result<()> {
    show_card(&answer.article, out)?;
    let (Some(story), Some(why)) = (&answer.story, &answer.why) else {
        return Ok(writeln!(out, "\nIt is all there is of its story.")?);
    };
    writeln!(
        out,
        "  in the story {BOLD}{}{BOLD:#} {DIM}{}{DIM:#}",
        story.title, story.slug
    )?;
    writeln!(out, "\nWith the rest of the story: {}\n", odds(why))?;
    evidence(why, out)?;
    writeln!(out, "\n{BOLD}Closest in the story{BOLD:#}")?;
    for near in &answer.nearest {
        show_card(&near.article, out)?;
        writeln!(out, "  {}", odds(&near.why))?;
    }
    Ok(())
}

fn show_card(card: &ArticleCard, out: &mut impl Write) -> Result<()> {
    let day = card.at.strftime("%Y-%m-%d");
    writeln!(out, "{BOLD}{}{BOLD:#}", card.headline)?;
    Ok(writeln!(out, "  {DIM}{day}  {}  {}{DIM:#}", card.outlet.label(), card.id)?)
}
