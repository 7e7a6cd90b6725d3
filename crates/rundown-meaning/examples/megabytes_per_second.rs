//! Measures how fast texts are split and embedded on one core.
//!
//! Texts a line in, one line of figures out; without input the headlines of the tests:
//!
//! ```sh
//! cargo run --release -p rundown-meaning --example megabytes_per_second < texts.txt
//! ```

#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]
#![allow(clippy::disallowed_methods, reason = "a measurement needs a clock")]

use std::hint::black_box;
use std::io::{IsTerminal as _, Read as _};
use std::time::{Duration, Instant};

use rundown_meaning::{Stream, Table};
use rundown_news::Lang;

/// Of each hundred texts the fastest of so many rounds counts: the others were disturbed.
const ROUNDS: usize = 25;
const TEXTS_TOGETHER: usize = 100;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    if !std::io::stdin().is_terminal() {
        std::io::stdin().read_to_string(&mut text)?;
    }
    if text.is_empty() {
        include_str!("../data/headlines.tsv").replace('\t', "\n").clone_into(&mut text);
    }
    let start = Instant::now();
    let table = Table::shipped();
    black_box(table.split("ready"));
    let opened = start.elapsed();
    let mut stream = Stream::default();
    for line in text.lines().take(10_000) {
        stream.take(table, &table.split(line), Lang::ENGLISH);
    }
    let lines: Vec<&str> = text.lines().collect();
    let split = fastest(&lines, |line| {
        black_box(table.split(line));
    });
    let both = fastest(&lines, |line| {
        black_box(stream.embed(table, &table.split(line), Lang::ENGLISH));
    });
    let speed = |took: Duration| text.len() as f64 / took.as_secs_f64() / 1e6;
    println!(
        "{} texts, split {:.1} MB/s, split and embedded {:.1} MB/s, {:.0} texts/s; opened in {} µs",
        lines.len(),
        speed(split),
        speed(both),
        lines.len() as f64 / both.as_secs_f64(),
        opened.as_micros(),
    );
    Ok(())
}

fn fastest(lines: &[&str], job: impl Fn(&str)) -> Duration {
    let together = lines.chunks(TEXTS_TOGETHER).map(|lines| {
        let rounds = (0..ROUNDS).map(|_| {
            let start = Instant::now();
            for line in lines {
                job(line);
            }
            start.elapsed()
        });
        rounds.min().unwrap_or_default()
    });
    together.sum()
}
