//! Annotates plain copy: JSON lines in, JSON lines out.
//!
//! `cargo run --release -p rundown-annotate --example annotate_lines -- [FILE] > OUT`
//! reads `{"id", "published", "lang", "title", "body" or "text"}` and writes each
//! article with its annotations, as `rundown read --jsonl` does. The time taken goes to
//! standard error.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool")]

use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::time::{Duration, Instant};
use std::{env, fs};

use rundown_annotate::annotate;
use rundown_news::{Article, ArticleId, Block, BlockKind, Lang, ReadArticle, Span};
use serde_json::Value;

fn main() -> io::Result<()> {
    let input: Box<dyn BufRead> = match env::args().nth(1) {
        Some(path) if path != "-" => Box::new(BufReader::new(fs::File::open(path)?)),
        _ => Box::new(BufReader::new(io::stdin())),
    };
    let mut output = BufWriter::new(io::stdout().lock());
    let (mut bytes, mut took) = (0, Duration::ZERO);
    for line in input.lines() {
        let article = article(&serde_json::from_str(&line?)?);
        let start = Instant::now();
        let noted = annotate(&article);
        took += start.elapsed();
        bytes += article.text.len();
        let read = ReadArticle { article, annotations: noted.value, notes: noted.notes };
        serde_json::to_writer(&mut output, &read)?;
        writeln!(output)?;
    }
    let speed = bytes as f64 / 1e6 / took.as_secs_f64();
    eprintln!("{bytes} bytes in {took:.2?}: {speed:.2} MB/s");
    output.flush()
}

fn article(line: &Value) -> Article {
    let field = |name: &str| line[name].as_str().unwrap_or("").to_owned();
    let text = if line["body"].is_string() { field("body") } else { field("text") };
    let id = match &line["id"] {
        Value::String(id) => id.clone(),
        other => other.to_string(),
    };
    Article {
        id: ArticleId(id),
        lang: Lang::parse(&field("lang")).unwrap_or(Lang::ENGLISH),
        headline: field("title"),
        published: field("published").parse().ok(),
        blocks: paragraphs(&text),
        text,
        ..Article::default()
    }
}

/// Paragraphs end at blank lines; in a text without any, at line ends.
fn paragraphs(text: &str) -> Vec<Block> {
    let is_blank = |line: &str| line.trim().is_empty();
    let by_blank = text.trim().lines().any(is_blank);
    let mut blocks: Vec<Block> = Vec::new();
    let mut fresh = true;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        match blocks.last_mut() {
            _ if span.is_empty() => fresh = true,
            Some(block) if by_blank && !fresh => block.span = block.span.join(span),
            _ => {
                blocks.push(Block { kind: BlockKind::Paragraph, span, at: None });
                fresh = false;
            }
        }
    }
    blocks
}
