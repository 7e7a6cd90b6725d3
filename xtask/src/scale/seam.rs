//! Threading months apart from each other, and joining the stories over the cuts: how far
//! that is from threading the stream whole.
//!
//! A month is threaded with a warm-up before it, whose articles the months before have
//! placed already. A story of the month goes on with the story that most of its articles in
//! the warm-up are of.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rundown_desk::of_line;
use rundown_news::{NewsTime, ReadArticle};
use rundown_thread::{ThreadConfig, Threads, close, thread};

#[derive(Debug, Args)]
pub(crate) struct Seam {
    /// Articles in order of publication, one a line
    file: PathBuf,
    /// Days of warm-up before each month
    #[arg(long, value_delimiter = ',', default_values_t = [0, 7, 14, 30])]
    warm_up: Vec<u32>,
}

/// The story of each article, by its place in the stream.
type Stories = BTreeMap<usize, u64>;

pub(crate) fn run(seam: &Seam) -> Result<()> {
    let stream = stream_of(seam)?;
    let whole = fold(&stream, 0..stream.len());
    println!("{} articles, threaded whole", stream.len());
    // How much the stories hang on single articles at all: what to hold the cuts against.
    let thinned: Vec<usize> = (0..stream.len()).filter(|i| i % 100 != 0).collect();
    let fewer = fold(&stream, thinned.iter().copied());
    println!("without every 100th article: {}", compared(&whole, &fewer));
    for days in &seam.warm_up {
        let cut = by_month(&stream, *days);
        println!("cut by month, {days} days of warm-up: {}", compared(&whole, &cut));
    }
    Ok(())
}

fn stream_of(seam: &Seam) -> Result<Vec<(Date, ReadArticle)>> {
    let text = std::fs::read_to_string(&seam.file);
    let text = text.with_context(|| seam.file.display().to_string())?;
    let read = text.lines().map(|line| {
        let document = of_line(String::new(), line.as_bytes(), Timestamp::UNIX_EPOCH);
        document.unannotated()
    });
    let dated =
        |read: ReadArticle| Some((read.article.published.map(NewsTime::day)?, read));
    let mut stream: Vec<_> = read.filter_map(dated).collect();
    stream.sort_by_key(|(day, _)| *day);
    Ok(stream)
}

/// Threads some of the stream.
fn fold(
    stream: &[(Date, ReadArticle)],
    which: impl Iterator<Item = usize> + Clone,
) -> Stories {
    const AT_ONCE: usize = 256;
    let mut threads = Threads::new(ThreadConfig::default());
    let mut ahead = which.clone().map(|i| stream[i].1.clone()).peekable();
    while ahead.peek().is_some() {
        let batch: Vec<ReadArticle> = ahead.by_ref().take(AT_ONCE).collect();
        thread(&mut threads, &batch);
    }
    close(&mut threads);
    let placed = |i: usize| threads.placement_of(&stream[i].1.article.id);
    which.filter_map(|i| Some((i, placed(i)?.story.0))).collect()
}

fn by_month(stream: &[(Date, ReadArticle)], warm_up: u32) -> Stories {
    let mut stories = Stories::new();
    let mut next_story = 0;
    let mut begin = 0;
    while let Some((day, _)) = stream.get(begin) {
        let first = day.first_of_month();
        let end = stream.partition_point(|(day, _)| day.first_of_month() <= first);
        let warm = first.saturating_sub(i64::from(warm_up).days());
        let start = stream.partition_point(|(day, _)| *day < warm);
        let month = fold(stream, start..end);
        let mut shared: BTreeMap<u64, BTreeMap<u64, usize>> = BTreeMap::new();
        for (article, story) in month.range(..begin) {
            if let Some(earlier) = stories.get(article) {
                *shared.entry(*story).or_default().entry(*earlier).or_default() += 1;
            }
        }
        let goes_on = |earlier: &BTreeMap<u64, usize>| {
            earlier.iter().max_by_key(|(_, count)| **count).map(|(story, _)| *story)
        };
        let mut names: BTreeMap<u64, u64> = shared
            .iter()
            .filter_map(|(story, all)| Some((*story, goes_on(all)?)))
            .collect();
        for (article, story) in month.range(begin..) {
            let name = *names.entry(*story).or_insert_with(|| {
                next_story += 1;
                next_story
            });
            stories.insert(*article, name);
        }
        begin = end;
    }
    stories
}

/// How the pairs of articles that both have differ.
fn compared(whole: &Stories, other: &Stories) -> String {
    let pairs = |count: usize| (count * count.saturating_sub(1) / 2) as f64;
    let together = |of: &dyn Fn(usize) -> (u64, u64)| -> f64 {
        let mut counts: BTreeMap<(u64, u64), usize> = BTreeMap::new();
        for article in other.keys() {
            *counts.entry(of(*article)).or_default() += 1;
        }
        counts.values().map(|count| pairs(*count)).sum()
    };
    let in_whole = together(&|article| (whole[&article], 0));
    let in_other = together(&|article| (other[&article], 0));
    let in_both = together(&|article| (whole[&article], other[&article]));
    let differ = in_whole + in_other - 2.0 * in_both;
    format!(
        "{:.3} % of all pairs differ; of pairs in one story precision {:.3}, recall {:.3}, \
         F1 {:.3}",
        100.0 * differ / pairs(other.len()),
        in_both / in_other,
        in_both / in_whole,
        2.0 * in_both / (in_whole + in_other)
    )
}
