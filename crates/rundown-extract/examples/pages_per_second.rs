//! Measures how many pages a second are read on one core.
//!
//! Lines as for `read_pages` in, one line of figures out:
//!
//! ```sh
//! cargo run --release -p rundown-extract --example pages_per_second < pages.jsonl
//! ```

#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]
#![allow(clippy::disallowed_methods, reason = "a measurement needs a clock")]

use std::io::BufRead;
use std::time::{Duration, Instant};

use rundown_news::{Capture, CaptureKind};

/// The fastest of so many rounds counts: the others were disturbed.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut captures = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let text = line["html"].as_str().or_else(|| line["text"].as_str()).unwrap_or("");
        captures.push(Capture {
            bytes: text.as_bytes().to_vec(),
            url: line["url"].as_str().map(str::to_owned),
            at: None,
            charset: Some("utf-8".to_owned()),
            kind: CaptureKind::Unknown,
        });
    }
    let mut best = Duration::MAX;
    let mut slowest = Duration::ZERO;
    for _ in 0..ROUNDS {
        let round = Instant::now();
        for capture in &captures {
            let start = Instant::now();
            std::hint::black_box(rundown_extract::extract(capture));
            slowest = slowest.max(start.elapsed());
        }
        best = best.min(round.elapsed());
    }
    let bytes: usize = captures.iter().map(|capture| capture.bytes.len()).sum();
    let seconds = best.as_secs_f64();
    println!(
        "{} pages, {:.0} pages/s, {:.0} MB/s, slowest {:.1} ms",
        captures.len(),
        captures.len() as f64 / seconds,
        bytes as f64 / seconds / 1e6,
        slowest.as_secs_f64() * 1e3,
    );
    Ok(())
}
