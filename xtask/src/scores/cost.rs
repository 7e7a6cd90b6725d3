//! What annotating costs: how fast it is on one core, how large what it has learned.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::files::output_of;
use anyhow::Result;
use rundown_news::{Article, Block, BlockKind, Lang, Span};
use serde_json::Value;

/// The fastest of so many runs counts: the machine has other work.
const RUNS: usize = 15;
const MEGABYTE: f64 = 1e6;

/// Annotates the bodies of a gold file and tells megabytes a second, then the bytes of
/// every model and list.
pub(super) fn score(gold: &Path, root: &Path) -> Result<String> {
    let articles = articles(gold)?;
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let took = (0..RUNS).map(|_| time(&articles)).min().unwrap_or_default();
    let speed = bytes as f64 / MEGABYTE / took.as_secs_f64();
    let mut text = format!("megabytes of text a second, one core: {speed:.1}\n");
    let mut all = 0;
    let data = root.join("crates/rundown-lexicon/data");
    let mut names = fs::read_dir(&data)?
        .map(|entry| Ok(entry?.file_name()))
        .collect::<Result<Vec<_>>>()?;
    names.sort();
    for name in names.iter().filter(|name| *name != "README.md") {
        let bytes = bytes_of(&data.join(name))?;
        writeln!(text, "{bytes:>9} bytes  {}", name.to_string_lossy())?;
        all += bytes;
    }
    writeln!(text, "{all:>9} bytes  models and lists together")?;
    Ok(text)
}

/// Of a folder, of all files in it.
fn bytes_of(file: &Path) -> Result<u64> {
    let known = fs::metadata(file)?;
    if !known.is_dir() {
        return Ok(known.len());
    }
    fs::read_dir(file)?.map(|entry| bytes_of(&entry?.path())).sum()
}

fn time(articles: &[Article]) -> Duration {
    let start = Instant::now();
    for article in articles {
        std::hint::black_box(rundown_annotate::annotate(article));
    }
    start.elapsed()
}

fn articles(gold: &Path) -> Result<Vec<Article>> {
    let lines = output_of(Command::new("gzip").arg("-dc").arg(gold))?;
    lines
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line)?;
            let text = line["body"].as_str().unwrap_or("").to_owned();
            let published = line["published"].as_str().and_then(|day| day.parse().ok());
            let blocks = paragraphs(&text);
            Ok(Article {
                text,
                blocks,
                published,
                lang: Lang::ENGLISH,
                ..Article::default()
            })
        })
        .collect()
}

/// A paragraph a line.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut at = 0;
    let spans = text.split_inclusive('\n').map(|line| {
        at += line.len();
        Span::new(at - line.len(), at).trim(text)
    });
    spans
        .filter(|span| !span.is_empty())
        .map(|span| Block { kind: BlockKind::Paragraph, span, at: None })
        .collect()
}
