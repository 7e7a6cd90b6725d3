//! `rundown bench`: articles a second, stage by stage, on one core of this machine.
//!
//! The news is made from the demo's: its pages are read as they are; for threading and
//! briefing each round of the demo's month is moved on and given other names, so that
//! a new month brings new stories.

mod month;

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use rundown_brief::{Digest, Told, brief};
use rundown_desk::{Document, DocumentKind};
use rundown_news::{Capture, Placement, ReadArticle, StoryId};
use rundown_thread::{ThreadConfig, Threads, close, thread};
use serde::Serialize;

use super::demo;
use crate::cli::Bench;
use crate::show::progress;

/// What one stage did.
#[derive(Debug, Serialize)]
struct Stage {
    name: &'static str,
    articles: usize,
    seconds: f64,
    articles_per_second: f64,
    megabytes_per_second: f64,
}

/// The figures of a run.
#[derive(Debug, Serialize)]
struct Report {
    stages: Vec<Stage>,
    whole_articles_per_second: f64,
    peak_memory_mib: Option<u64>,
}

pub(crate) fn run(bench: &Bench) -> Result<()> {
    let captures: Vec<Capture> = demo::pages().into_iter().filter_map(capture).collect();
    let wanted = bench.articles.max(1);
    let bar = progress::spinner("measuring");
    let mut stages = Vec::new();
    let chosen: Vec<&Capture> = captures.iter().cycle().take(wanted).collect();
    let page_bytes: usize = chosen.iter().map(|capture| capture.bytes.len()).sum();
    let (articles, extract) = timed("extract", wanted, page_bytes, || {
        chosen
            .iter()
            .map(|capture| rundown_extract::extract(capture).value)
            .collect::<Vec<_>>()
    });
    stages.push(extract);
    let text_bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let (annotations, annotate) = timed("annotate", wanted, text_bytes, || {
        articles.iter().map(|a| rundown_annotate::annotate(a).value).collect::<Vec<_>>()
    });
    stages.push(annotate);
    let read = articles.into_iter().zip(annotations).map(|(article, annotations)| {
        ReadArticle { article, annotations, notes: Vec::new() }
    });
    let news = month::months(read.collect(), captures.len());
    let (placements, threading) =
        timed("thread", wanted, text_bytes, || thread_all(&news));
    stages.push(threading);
    let (stories, digesting) =
        timed("digest", wanted, text_bytes, || digest_all(&news, &placements));
    stages.push(digesting);
    let (briefs, briefing) = timed("brief", wanted, text_bytes, || brief_all(&stories));
    stages.push(briefing);
    bar.finish_and_clear();
    let seconds: f64 = stages.iter().map(|stage| stage.seconds).sum();
    let report = Report {
        whole_articles_per_second: wanted as f64 / seconds,
        stages,
        peak_memory_mib: peak_memory_mib(),
    };
    show(&report, briefs, bench.json)
}

fn capture(document: Document) -> Option<Capture> {
    match document.kind {
        DocumentKind::Capture(capture) => Some(capture),
        _ => None,
    }
}

fn timed<T>(
    name: &'static str,
    articles: usize,
    bytes: usize,
    work: impl FnOnce() -> T,
) -> (T, Stage) {
    let start = Instant::now();
    let done = work();
    let seconds = start.elapsed().as_secs_f64().max(1e-9);
    let stage = Stage {
        name,
        articles,
        seconds,
        articles_per_second: articles as f64 / seconds,
        megabytes_per_second: bytes as f64 / 1e6 / seconds,
    };
    (done, stage)
}

fn thread_all(news: &[ReadArticle]) -> Vec<Placement> {
    let mut threads = Threads::new(ThreadConfig::default());
    for batch in news.chunks(256) {
        thread(&mut threads, batch);
    }
    close(&mut threads);
    threads.placements()
}

/// Makes every article ready for its brief.
fn digest_all(news: &[ReadArticle], placements: &[Placement]) -> Vec<Vec<Told>> {
    let mut stories: BTreeMap<StoryId, Vec<Told>> = BTreeMap::new();
    for (read, placement) in news.iter().zip(placements) {
        let at = read.article.published.map(Into::into).unwrap_or_default();
        stories.entry(placement.story).or_default().push(Told {
            digest: Arc::new(Digest::of(read.clone())),
            revision: 0,
            at,
            arrived: at,
            development: placement.development,
            copy_of: placement.copy_of.as_ref().map(|copy| copy.original.clone()),
            earlier: Vec::new(),
        });
    }
    stories.into_values().collect()
}

/// Briefs every story once; returns how many there were.
fn brief_all(stories: &[Vec<Told>]) -> usize {
    stories.iter().filter(|told| !brief(told, None).highlights.is_empty()).count()
}

/// The most memory this process has held, where the system tells.
fn peak_memory_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib >> 10)
}

fn show(report: &Report, briefs: usize, json: bool) -> Result<()> {
    let mut out = crate::output::plain();
    if json {
        return Ok(writeln!(out, "{}", serde_json::to_string_pretty(report)?)?);
    }
    writeln!(out, "stage       articles/s      MB/s   (one core)")?;
    for stage in &report.stages {
        writeln!(
            out,
            "{:10} {:>11.0} {:>9.1}",
            stage.name, stage.articles_per_second, stage.megabytes_per_second
        )?;
    }
    writeln!(out, "{:10} {:>11.0}", "whole", report.whole_articles_per_second)?;
    writeln!(out, "{briefs} stories briefed")?;
    if let Some(mib) = report.peak_memory_mib {
        writeln!(out, "peak memory {mib} MiB")?;
    }
    Ok(())
}
