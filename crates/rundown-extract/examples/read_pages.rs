//! Reads captures, one JSON object a line, and writes their articles, one a line.
//!
//! `{"id", "url", "fetched_at", "html" | "text"}` in, the article's JSON with its notes
//! out, in the same order:
//!
//! ```sh
//! cargo run --release -p rundown-extract --example read_pages < pages.jsonl > articles.jsonl
//! ```

#![allow(clippy::print_stderr, reason = "an example speaks to its reader")]

use std::io::{BufRead, Write};

use rundown_news::{ArticleId, Capture, CaptureKind, NewsTime};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let line: serde_json::Value = serde_json::from_str(&line)?;
        let read = rundown_extract::extract(&capture_of(&line));
        let mut article = read.value;
        article.id = ArticleId(field(&line, "id").unwrap_or_default());
        let mut json = serde_json::to_value(&article)?;
        json["notes"] = serde_json::to_value(&read.notes)?;
        writeln!(out, "{json}")?;
    }
    out.flush()?;
    Ok(())
}

fn field(line: &serde_json::Value, name: &str) -> Option<String> {
    line[name].as_str().map(str::to_owned)
}

fn capture_of(line: &serde_json::Value) -> Capture {
    let (text, kind) = match field(line, "html") {
        Some(html) => (html, CaptureKind::Page),
        None => (field(line, "text").unwrap_or_default(), CaptureKind::Text),
    };
    let fetched_at = field(line, "fetched_at").and_then(|text| {
        let text = text.replace(' ', "T");
        let zoned: Option<NewsTime> = text.parse().ok();
        zoned.or_else(|| format!("{text}Z").parse().ok())
    });
    Capture {
        bytes: text.into_bytes(),
        url: field(line, "url"),
        at: fetched_at.map(NewsTime::instant),
        charset: Some("utf-8".to_owned()),
        kind,
    }
}
