//! Follows one page of the demo through all stages and writes down what each of them
//! added: `docs/tour.md`, for those who want to see data before code.

mod parts;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use rundown_brief::{Digest, Told, brief};
use rundown_news::{
    ArticleId, Capture, CaptureKind, Placement, ReadArticle, StoryChange,
};
use rundown_thread::{ThreadConfig, Threads, close, thread};
use serde::Deserialize;

/// The page that is followed.
const FOLLOWED: &str = "tcpwire.example/2031-05-11-ferry-sinks.html";

/// Follow one article of the demo through every stage: docs/tour.md
#[derive(Debug, clap::Args)]
pub(crate) struct Tour {
    /// Only compare the tour with the one on disk
    #[arg(long)]
    check: bool,
}

/// A page of the demo, as its list names it.
#[derive(Debug, Deserialize)]
struct Page {
    file: String,
    url: String,
    fetched_at: Timestamp,
}

/// Runs the job.
pub(crate) fn run(tour: &Tour) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    let path = root.join("docs/tour.md");
    let text = written(&root.join("demo/pages"))?;
    if !tour.check {
        return Ok(fs::write(path, text)?);
    }
    if fs::read_to_string(&path)? != text {
        bail!("docs/tour.md is not what the stages make now; run `cargo xtask tour`");
    }
    Ok(())
}

/// The tour over the pages of a folder.
fn written(folder: &Path) -> Result<String> {
    let mut articles = Vec::new();
    let list = fs::read_to_string(folder.join("index.jsonl"))?;
    for line in list.lines() {
        let page: Page = serde_json::from_str(line).context("the list of pages")?;
        articles.push((page.fetched_at, read(folder, &page)?));
    }
    articles.sort_by_key(|(at, read)| (published(*at, read), read.article.id.clone()));
    let in_time: Vec<ReadArticle> =
        articles.iter().map(|(_, read)| read.clone()).collect();
    let mut threads = Threads::new(ThreadConfig::default());
    let mut moves = thread(&mut threads, &in_time);
    moves.extend(close(&mut threads));
    let followed = ArticleId(FOLLOWED.to_owned());
    let own = threads.placement_of(&followed).context("the page has no place")?;
    let told = told(articles, &threads.placements(), &own);
    // Words of settled articles are let go; why they stand together is told by them.
    for one in &told {
        threads.recall(one.digest.read());
    }
    let article = told.iter().find(|one| one.digest.read().article.id == followed);
    let article = article.context("the page is not in its story")?.digest.read();
    let page = fs::read(folder.join(FOLLOWED))?;
    let mut text = parts::head(FOLLOWED);
    parts::page(&mut text, &page);
    parts::article(&mut text, &article.article);
    parts::annotations(&mut text, article);
    parts::threading(&mut text, &threads, &own, &told, times_moved(&moves, &followed));
    parts::brief(&mut text, &brief(&told, None), &followed);
    Ok(text)
}

/// Reads and annotates a page; its file is its number here.
fn read(folder: &Path, page: &Page) -> Result<ReadArticle> {
    let path: PathBuf = folder.join(&page.file);
    let capture = Capture {
        bytes: fs::read(&path).with_context(|| path.display().to_string())?,
        url: Some(page.url.clone()),
        at: Some(page.fetched_at),
        charset: None,
        kind: CaptureKind::Page,
    };
    let extracted = rundown_extract::extract(&capture);
    let mut article = extracted.value;
    article.id = ArticleId(page.file.clone());
    let annotated = rundown_annotate::annotate(&article);
    Ok(ReadArticle { article, annotations: annotated.value, notes: extracted.notes })
}

fn published(at: Timestamp, read: &ReadArticle) -> Timestamp {
    read.article.published.map_or(at, rundown_news::NewsTime::instant)
}

/// The articles of a story, ready to be told.
fn told(
    articles: Vec<(Timestamp, ReadArticle)>,
    placements: &[Placement],
    own: &Placement,
) -> Vec<Told> {
    let place = |read: &ReadArticle| {
        placements
            .iter()
            .find(|place| place.article == read.article.id && place.story == own.story)
    };
    let of_story = articles.into_iter().filter_map(|(arrived, read)| {
        let place = place(&read)?;
        let at = published(arrived, &read).min(arrived);
        Some(Told {
            at,
            arrived,
            revision: 0,
            development: place.development,
            copy_of: place.copy_of.as_ref().map(|copy| copy.original.clone()),
            earlier: Vec::new(),
            digest: Arc::new(Digest::of(read)),
        })
    });
    of_story.collect()
}

/// How often an article was placed until it stayed.
fn times_moved(moves: &[StoryChange], article: &ArticleId) -> usize {
    let is_own = |change: &&StoryChange| matches!(change, StoryChange::Placed(placement) if placement.article == *article);
    moves.iter().filter(is_own).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tour_is_what_the_stages_make_now() {
        run(&Tour { check: true }).unwrap();
    }
}
