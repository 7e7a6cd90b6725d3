//! The sheets: what the desk answers, as marked text with what it opens.

use std::cell::RefCell;
use std::io::Write;

use anyhow::{Context, Result};
use rundown_desk::Desk;
use rundown_news::{ArticleId, Evidence, Span, StoryId};

use super::super::one_story::story_named;
use super::sheet::{Kind, Sheet, Target};
use crate::show;
use crate::show::dates;
use crate::show::entry::entry;
use crate::show::style::{BOLD, DIM, LINK, SAID};

/// The stories of the day.
pub(super) fn rundown(desk: &Desk) -> Result<Sheet> {
    let rundown = desk.rundown()?;
    let (mut text, mut targets) = (Vec::new(), Vec::new());
    if rundown.stories.is_empty() {
        writeln!(
            text,
            "No stories yet: `rundown add URL` and `rundown serve` bring them."
        )?;
    }
    for one in &rundown.stories {
        write!(text, "{LINK}")?;
        entry(&mut text, one, rundown.at)?;
        writeln!(text)?;
        targets.push(Target::Story(one.slug.0.clone()));
    }
    let title = format!(" Rundown  {}", rundown.at.strftime("%A, %B %-d, %Y"));
    Ok(Sheet::new(Kind::Rundown, title, words(&text), targets))
}

/// A story; each sentence with an outlet behind it opens where it stands.
pub(super) fn story(desk: &Desk, name: &str) -> Result<Sheet> {
    let view = story_named(desk, name)?;
    let brief = &view.brief;
    let targets = RefCell::new(Vec::new());
    let source = |evidence: &Evidence| {
        let passage = Target::Passage(evidence.article.clone(), evidence.span);
        targets.borrow_mut().push(passage);
        let card = view.articles.get(&evidence.article);
        format!("{LINK}{}", card.map_or("", |card| card.outlet.label()))
    };
    let mut text = Vec::new();
    show::brief::brief(&mut text, brief, view.last_look, &source)?;
    let title = brief.title.as_ref().map_or(brief.slug.0.as_str(), |title| &title.text);
    let story = brief.story.context("the story is here no longer")?;
    let kind = Kind::Story { story, follow: view.follow, snooze: view.snooze };
    Ok(Sheet::new(kind, format!(" {title}"), words(&text), targets.into_inner()))
}

/// An article, with the passage that was asked for marked.
pub(super) fn article(desk: &Desk, id: &ArticleId, passage: Span) -> Result<Sheet> {
    let view = desk.article(id, None)?.context("the article is here no longer")?;
    let article = &view.stored.read.article;
    let mut text = Vec::new();
    writeln!(text, "{BOLD}{}{BOLD:#}", article.headline)?;
    let at = dates::time(view.card.at, desk.now());
    writeln!(text, "{DIM}{}  {at}{DIM:#}", article.outlet.label())?;
    if let Some(url) = &view.card.url {
        writeln!(text, "{DIM}{url}{DIM:#}")?;
    }
    for block in &article.blocks {
        writeln!(text)?;
        let (within, asked) = (block.span.range(), passage.range());
        let [start, end] =
            [asked.start, asked.end].map(|at| at.clamp(within.start, within.end));
        let piece = |from: usize, to: usize| {
            article.text.get(from..to).unwrap_or_default().replace('\n', " ")
        };
        if start < end {
            let (before, after) = (piece(within.start, start), piece(end, within.end));
            writeln!(text, "{before}{LINK}{SAID}{}{SAID:#}{after}", piece(start, end))?;
        } else {
            writeln!(text, "{}", piece(within.start, within.end))?;
        }
    }
    let kind = Kind::Article { url: view.card.url.clone() };
    let mut sheet =
        Sheet::new(kind, format!(" {}", article.headline), words(&text), Vec::new());
    sheet.begin_at_link();
    Ok(sheet)
}

/// Where an article stands on the web.
pub(super) fn address(desk: &Desk, id: &ArticleId) -> Result<Option<String>> {
    let view = desk.article(id, None)?;
    let is_web = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    Ok(view.and_then(|view| view.card.url).filter(is_web))
}

/// The number of a story.
pub(super) fn number(desk: &Desk, name: &str) -> Result<StoryId> {
    story_named(desk, name)?.brief.story.context("the story is here no longer")
}

/// What holds words.
pub(super) fn search(desk: &Desk, asked: &str) -> Result<Sheet> {
    let hits = desk.search(asked)?;
    let (mut text, mut targets) = (Vec::new(), Vec::new());
    if hits.is_empty() {
        writeln!(text, "No article holds all of: {asked}")?;
    }
    for hit in &hits {
        let card = &hit.card;
        writeln!(text, "{LINK}{BOLD}{}{BOLD:#}", card.headline)?;
        let day = dates::day(card.at, desk.now());
        let meant = if hit.meant { "  by what it means" } else { "" };
        writeln!(text, "  {DIM}{}  {day}{meant}{DIM:#}", card.outlet.label())?;
        if let Some(sentence) = &hit.sentence {
            writeln!(text, "  {}", sentence.text)?;
        }
        writeln!(text)?;
        let first = hit.sentence.as_ref().and_then(|shown| shown.evidence.first());
        let span = first.map_or(Span::default(), |evidence| evidence.span);
        targets.push(Target::Passage(card.id.clone(), span));
    }
    Ok(Sheet::new(Kind::Other, format!(" Search: {asked}"), words(&text), targets))
}

fn words(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}
