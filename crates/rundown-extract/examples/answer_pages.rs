//! Reads pages one at a time and answers each at once, with the seconds that reading
//! took: for running beside another reader on the same pages (`scores/pairs.py`).
//!
//! `{"id", "url", "html"}` in, the article's JSON with `id` and `seconds` out. On one
//! thread; what JSON costs on the way in and out is not counted.

#![allow(clippy::disallowed_methods, reason = "a measurement needs a clock")]

use std::io::{BufRead, Write};
use std::time::Instant;

use rundown_news::{ArticleId, Capture, CaptureKind};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| line[name].as_str().unwrap_or("").to_owned();
        let capture = Capture {
            bytes: field("html").into_bytes(),
            url: line["url"].as_str().map(str::to_owned),
            at: None,
            charset: Some("utf-8".to_owned()),
            kind: CaptureKind::Page,
        };
        let start = Instant::now();
        let mut article = rundown_extract::extract(&capture).value;
        let seconds = start.elapsed().as_secs_f64();
        article.id = ArticleId(field("id"));
        let mut json = serde_json::to_value(&article)?;
        json["seconds"] = seconds.into();
        writeln!(out, "{json}")?;
        out.flush()?;
    }
    Ok(())
}
