//! `rundown export --site`: stories as a small site of plain files, to read without Rundown
//! or to put on any web server. No script, nothing loaded from anywhere.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use rundown_desk::{Desk, StoryView};
use rundown_news::{ArticleId, counted};
use serde_json::json;

use super::one_story::{outlet_in, story_named};
use crate::cli::Export;
use crate::failure::hinted;
use crate::show::Screen;
use crate::show::html::{self, Around, Entry};

/// The folder of the stories.
const STORIES: &str = "stories";
/// The page that lists them.
const INDEX: &str = "index.html";

pub(crate) fn export(desk: &Desk, args: &Export, dir: &Path) -> Result<()> {
    let views = views(desk, &args.story)?;
    make_room(dir)?;
    let names: Vec<&str> = views.iter().map(|view| view.brief.slug.0.as_str()).collect();
    for view in &views {
        let file = dir.join(STORIES).join(format!("{}.html", view.brief.slug));
        write(&file, &page(view, &names)?)?;
    }
    let mut index = Vec::new();
    let entries: Vec<Entry<'_>> = views.iter().map(entry).collect();
    html::index(&mut index, &entries, desk.now())?;
    // The list comes last: a site that is half written has none.
    write(&dir.join(INDEX), &index)?;
    let mut out = Screen::of_form(args.json);
    let at = dir.join(INDEX).display().to_string();
    if args.json {
        writeln!(out, "{}", json!({ "index": at, "stories": names }))?;
    } else {
        writeln!(out, "{} at {at}", counted(names.len(), "story"))?;
    }
    Ok(out.flush()?)
}

/// The stories that are named, else those of the rundown, in its order.
fn views(desk: &Desk, named: &[String]) -> Result<Vec<StoryView>> {
    if !named.is_empty() {
        return named.iter().map(|name| story_named(desk, name)).collect();
    }
    let entries = desk.rundown()?.stories.into_iter();
    entries.map(|entry| story_named(desk, &entry.slug.0)).collect()
}

/// Makes the folder. What an earlier export put there goes; of anything else nothing does.
fn make_room(dir: &Path) -> Result<()> {
    let failed = || format!("could not write a site into {}", dir.display());
    let is_ours = fs::read_to_string(dir.join(INDEX))
        .is_ok_and(|index| index.contains(html::GENERATOR));
    let is_empty = match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    };
    if !is_ours && !is_empty {
        return Err(hinted(
            format!("{} holds something else than a site of Rundown", dir.display()),
            "name a new or empty folder",
        ));
    }
    if is_ours {
        fs::remove_file(dir.join(INDEX)).with_context(failed)?;
        let _ = fs::remove_dir_all(dir.join(STORIES));
    }
    fs::create_dir_all(dir.join(STORIES)).with_context(failed)
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(file, bytes).with_context(|| format!("could not write {}", file.display()))
}

fn page(view: &StoryView, names: &[&str]) -> Result<Vec<u8>> {
    let url = |id: &ArticleId| {
        view.articles.get(id).and_then(|card| card.url.clone()).unwrap_or_default()
    };
    let related = view.brief.related.iter();
    let related = related.filter(|one| names.contains(&one.slug.0.as_str()));
    let related: Vec<(&str, &str)> =
        related.map(|one| (one.slug.0.as_str(), one.title.as_str())).collect();
    let mut page = Vec::new();
    let around = Around { up: Some("../index.html"), related: &related };
    html::brief(&mut page, &view.brief, &outlet_in(view), &url, &around)?;
    Ok(page)
}

fn entry(view: &StoryView) -> Entry<'_> {
    let brief = &view.brief;
    Entry {
        slug: &brief.slug.0,
        title: brief.title.as_ref().map_or("(no headline)", |title| &title.text),
        line: brief.state.first().map(|shown| shown.text.as_str()),
        last_at: brief.last_at,
        outlets: brief.outlets.independent,
    }
}
