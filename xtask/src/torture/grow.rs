//! A store that has grown for months: how fast it still takes news in, and how soon a
//! program that starts over it shows its first page and places its first article.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Args;
use jiff::Timestamp;
use rundown_desk::{Clock, Desk, Families};
use rundown_news::{Article, ArticleId, Lang, NewsTime, Outlet, ReadArticle};
use rundown_store::{Incoming, SqlStore, Store};

use super::cost::{computed, peak};
use super::dice::Dice;

/// `cargo xtask torture grow`
#[derive(Debug, Args)]
pub(crate) struct Grow {
    /// Articles to fill the store with
    #[arg(long, default_value_t = 300_000)]
    articles: usize,
    /// Articles a day
    #[arg(long, default_value_t = 2_000)]
    a_day: usize,
    /// Where to put the store; it must not be there
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Only start over the store that is there
    #[arg(long)]
    start: bool,
}

/// Articles stored and placed at a time.
const BATCH: usize = 512;

/// Different words of ordinary copy, by rank.
const VOCABULARY: f64 = 60_000.0;

/// Words of a headline and of a body; of each, those that only one event has.
const HEADLINE: (usize, f64) = (9, 0.4);
const BODY: (usize, f64) = (180, 0.06);

/// When the first article is published.
const FIRST: i64 = 1_930_000_000;

pub(crate) fn run(grow: &Grow) -> Result<()> {
    if grow.start {
        return start(grow);
    }
    ensure!(!grow.dir.exists(), "{} is there already", grow.dir.display());
    fill(grow)?;
    let program = std::env::current_exe().context("could not find this program")?;
    let again = Command::new(program)
        .args(["torture", "grow", "--start", "--dir"])
        .arg(&grow.dir)
        .args(["--articles", &grow.articles.to_string()])
        .args(["--a-day", &grow.a_day.to_string()])
        .status()
        .context("could not start over the store")?;
    ensure!(again.success(), "starting over the store failed");
    Ok(())
}

fn fill(grow: &Grow) -> Result<()> {
    let (store, desk) = open(&grow.dir)?;
    let mut events = Events::default();
    let (all, mut tenth, mut busy) = (Instant::now(), Instant::now(), computed());
    for from in (0..grow.articles).step_by(BATCH) {
        let to = (from + BATCH).min(grow.articles);
        put(&*store, (from..to).map(|number| events.article(number, grow.a_day)))?;
        desk.place_news()?;
        let tenths = |articles: usize| articles * 10 / grow.articles;
        if tenths(to) > tenths(from) {
            let rate = grow.articles as f64 / 10.0 / tenth.elapsed().as_secs_f64();
            let of_cpu = grow.articles as f64
                / 10.0
                / computed().saturating_sub(busy).as_secs_f64();
            let memory = peak();
            println!("{to} articles: {rate:.0} a second, {of_cpu:.0} of CPU, {memory}");
            (tenth, busy) = (Instant::now(), computed());
        }
    }
    println!("filled in {:.0} s", all.elapsed().as_secs_f64());
    Ok(())
}

fn start(grow: &Grow) -> Result<()> {
    let clock = Instant::now();
    let seconds = || clock.elapsed().as_secs_f64();
    let (store, desk) = open(&grow.dir)?;
    let stories = desk.rundown()?.stories.len();
    println!("first page of {stories} stories after {:.2} s, {}", seconds(), peak());
    let mut events = Events::default();
    let number = store.counts()?.articles as usize;
    put(&*store, std::iter::once(events.article(number, grow.a_day)))?;
    desk.place_news()?;
    println!("first article placed after {:.2} s, {}", seconds(), peak());
    Ok(())
}

fn open(dir: &Path) -> Result<(Arc<SqlStore>, Desk)> {
    let store = Arc::new(SqlStore::open(dir)?);
    let desk = Desk::over(store.clone(), Clock::System, Families::default());
    Ok((store, desk))
}

fn put(store: &dyn Store, articles: impl Iterator<Item = ReadArticle>) -> Result<()> {
    let articles: Vec<ReadArticle> = articles.collect();
    let incoming = |read| {
        let at = time_of(read);
        Incoming { read, capture: None, seen_at: at, arrived_at: at, noted: true }
    };
    let incoming: Vec<Incoming<'_>> = articles.iter().map(incoming).collect();
    store.put(&incoming)?;
    Ok(())
}

fn time_of(read: &ReadArticle) -> Timestamp {
    read.article.published.map_or(Timestamp::UNIX_EPOCH, NewsTime::instant)
}

/// Events that articles report, two in five one that was reported before.
struct Events {
    dice: Dice,
    count: usize,
}

impl Default for Events {
    fn default() -> Self {
        Self { dice: Dice(7), count: 0 }
    }
}

impl Events {
    fn article(&mut self, number: usize, a_day: usize) -> ReadArticle {
        let open = self.count.min(3 * a_day);
        let event = if open == 0 || self.dice.below(5) < 3 {
            self.count += 1;
            self.count
        } else {
            self.count - self.dice.below(open)
        };
        let second = FIRST + (number * 86_400 / a_day) as i64;
        let at = Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
        let article = Article {
            id: ArticleId::default(),
            url: Some(format!("https://outlet{}.example/n{number}", number % 997)),
            outlet: Outlet {
                name: format!("Outlet {}", number % 997),
                domain: format!("outlet{}.example", number % 997),
            },
            lang: Lang::ENGLISH,
            headline: self.say(HEADLINE, event),
            text: self.say(BODY, event),
            published: at.to_string().parse().ok(),
            ..Article::default()
        };
        ReadArticle { article, ..ReadArticle::default() }
    }

    fn say(&mut self, (words, own): (usize, f64), event: usize) -> String {
        let mut text = String::new();
        for _ in 0..words {
            let share = self.dice.below(1_000) as f64 / 1_000.0;
            let word = if share < own {
                format!("Own{event}x{} ", self.dice.below(12))
            } else {
                // Words by rank as Zipf has them.
                let rank = VOCABULARY.powf(self.dice.below(1_000_000) as f64 / 1e6);
                format!("common{} ", rank as usize)
            };
            text.push_str(&word);
        }
        text
    }
}
