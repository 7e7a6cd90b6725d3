//! Reads gold lines (`id`, `published`, `body`, `lang`) and writes the dates and
//! figures found in their bodies: what a scorer takes.
//!
//! `cargo run --release --example date_spans < gold.jsonl > found.jsonl`

use std::io::{BufRead, Write};

use rundown_news::{Article, Block, BlockKind, Lang, Span};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let text = line["body"].as_str().unwrap_or("").to_owned();
        let lang = line["lang"].as_str().and_then(Lang::parse).unwrap_or(Lang::ENGLISH);
        let published = line["published"].as_str().and_then(|day| day.parse().ok());
        let article = Article {
            blocks: blocks(&text),
            text,
            lang,
            published,
            ..Article::default()
        };
        let found = rundown_annotate::annotate(&article).value;
        let shown = serde_json::json!({
            "id": line["id"], "text": article.text,
            "dates": found.dates, "figures": found.figures,
        });
        writeln!(out, "{shown}")?;
    }
    Ok(())
}

/// A paragraph a line.
fn blocks(text: &str) -> Vec<Block> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len();
            Block { kind: BlockKind::Paragraph, span, at: None }
        })
        .filter(|block| !block.span.is_empty())
        .collect()
}
