//! `rundown demo`: the invented news in a temporary store, served.
//!
//! The reader of the demo looked at everything on the evening of 26 May 2031 and comes
//! back two days later; so the news is taken in in two parts, with a look between.

use std::borrow::Cow;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use jiff::Timestamp;
use rundown_desk::{CaptureIndex, Clock, Desk, Document, documents};
use rundown_news::{Capture, CaptureKind, Lang};
use rust_embed::RustEmbed;

use super::ingest::{INDEX, Summary, place};
use super::serve;
use crate::cli::{Cli, Demo};
use crate::show::progress;

/// The printed demo news; see `demo/README.md`.
#[derive(RustEmbed)]
#[folder = "../../demo/pages"]
struct Pages;

/// When the reader of the demo last looked.
const LAST_LOOK: &str = "2031-05-26T18:00:00Z";
/// When the demo takes place.
const NOW: &str = "2031-05-28T18:00:00Z";

pub(crate) fn run(cli: &Cli, demo: &Demo) -> Result<()> {
    let room = Room::new()?;
    let desk = build(&room, &cli.settings.languages)?;
    if demo.json {
        let rundown = desk.rundown()?;
        return Ok(writeln!(
            crate::output::plain(),
            "{}",
            serde_json::to_string_pretty(&rundown)?
        )?);
    }
    serve::serve_only(&cli.settings, desk)
}

/// The desk with all the demo news in it.
fn build(room: &Room, languages: &[Lang]) -> Result<Desk> {
    let (last_look, now) = (instant(LAST_LOOK)?, instant(NOW)?);
    let (before, after): (Vec<Document>, Vec<Document>) =
        pages().into_iter().partition(|document| document.seen_at <= last_look);
    let bar = progress::spinner("reading the invented news");
    let desk = Desk::open(&room.dir, Clock::Fixed(last_look))?;
    Summary::default().take(&desk, before)?;
    place(&desk)?;
    desk.look_at_all()?;
    drop(desk);
    let desk = Desk::open(&room.dir, Clock::Fixed(now))?;
    Summary::default().take(&desk, after)?;
    place(&desk)?;
    bar.finish_and_clear();
    Ok(desk.read_in(languages.to_vec()))
}

fn instant(time: &str) -> Result<Timestamp> {
    time.parse().context("the demo's times are RFC 3339")
}

/// The pages in the order in which they were fetched. The feeds are left out: they
/// only point at these pages.
pub(crate) fn pages() -> Vec<Document> {
    let index = Pages::get(INDEX).map_or(Cow::Borrowed(&b""[..]), |file| file.data);
    let index = CaptureIndex::parse(&index);
    let mut pages: Vec<Document> = Pages::iter()
        .filter_map(|name| {
            let line = index.line(name.as_ref().as_ref())?;
            let at = line.fetched_at?;
            let frame = Capture {
                bytes: Pages::get(&name)?.data.into_owned(),
                url: line.url,
                at: Some(at),
                charset: None,
                kind: CaptureKind::Unknown,
            };
            Some(documents(&name, frame, at))
        })
        .flatten()
        .collect();
    pages.sort_by(|a, b| (a.seen_at, &a.name).cmp(&(b.seen_at, &b.name)));
    pages
}

/// A directory that goes when the demo ends.
struct Room {
    dir: PathBuf,
}

impl Room {
    fn new() -> Result<Self> {
        let dir =
            std::env::temp_dir().join(format!("rundown-demo-{}", std::process::id()));
        // One that an earlier process of this number left behind.
        if dir.exists() {
            std::fs::remove_dir_all(&dir)
                .with_context(|| format!("could not clear {}", dir.display()))?;
        }
        Ok(Self { dir })
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}
