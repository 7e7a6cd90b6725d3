//! Threads articles given as lines of JSON and says where each belongs.
//!
//! ```text
//! cargo run --release -p rundown-thread --example thread_lines < articles.jsonl
//! ```
//!
//! Two numbers may follow: what is added to the score of developments and of stories.
//!
//! In: `{"id","published","lang","title","body","source","url"}`, in order of time.
//! Out: `{"id","development","story"}`, in the same order. The number of articles a
//! second goes to standard error.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

mod corpus;

use std::io::{BufRead, Write};

use rundown_news::ReadArticle;
use rundown_thread::{ThreadConfig, Threads, close, thread};

const BATCH: usize = 256;

fn main() {
    let articles: Vec<ReadArticle> = std::io::stdin()
        .lock()
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| corpus::line(&line))
        .map(|(article, _)| article)
        .collect();
    #[expect(clippy::disallowed_methods, reason = "it tells how fast it was")]
    let start = std::time::Instant::now();
    let mut biases = std::env::args().skip(1).filter_map(|bias| bias.parse().ok());
    let config = ThreadConfig {
        development_bias: biases.next().unwrap_or(0.0),
        story_bias: biases.next().unwrap_or(0.0),
        ..ThreadConfig::default()
    };
    let mut threads = Threads::new(config);
    for batch in articles.chunks(BATCH) {
        thread(&mut threads, batch);
    }
    close(&mut threads);
    let rate = articles.len() as f64 / start.elapsed().as_secs_f64();
    eprintln!("{} articles, {rate:.0} a second", articles.len());
    let mut out = std::io::stdout().lock();
    for placement in threads.placements() {
        let line = serde_json::json!({
            "id": placement.article.as_str(),
            "development": placement.development.0,
            "story": placement.story.0,
            "copy_of": placement.copy_of.map(|copy| copy.original.0),
        });
        if writeln!(out, "{line}").is_err() {
            println!();
            return;
        }
    }
}
