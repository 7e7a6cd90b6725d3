//! Reads lines of JSON and prints the brief of the story they are.
//!
//! A line is an article as `rundown read --jsonl` writes it, or one to annotate first:
//! `{"id", "published", "lang", "title", "body", "source"}`, perhaps with `"copy_of"`
//! and the number of its `"development"`.
//!
//! ```text
//! cargo run --release --example brief_lines -- STORY.jsonl > BRIEF.json
//! cargo run --release --example brief_lines -- --each ARTICLES.jsonl > HIGHLIGHTS.jsonl
//! cargo run --release --example brief_lines -- --time STORY.jsonl
//! ```
//!
//! `--since TIME` marks what is new, `--each` gives the highlights of each article by
//! itself, and `--time` says how long a brief takes.

#![expect(clippy::print_stdout, reason = "examples print")]

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use rundown_brief::{Digest, Told, article_highlights, brief, new_since, unproven};
use rundown_news::{
    Article, ArticleId, Block, BlockKind, DevelopmentId, Lang, LastLook, Outlet,
    ReadArticle, Span,
};
use serde::Deserialize;
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let mut since: Option<LastLook> = None;
    let (mut each, mut time, mut file) = (false, false, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--since" => {
                let stated = arguments.next().ok_or("--since needs a time")?;
                since = Some(LastLook(stated.parse()?));
            }
            "--each" => each = true,
            "--time" => time = true,
            path => file = Some(path.to_owned()),
        }
    }
    let text = std::fs::read_to_string(file.ok_or("a file of JSON lines is needed")?)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines = lines.map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let reads = lines.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if time {
        measure_digests(&reads);
    }
    let digests: Vec<Arc<Digest>> =
        reads.iter().map(|read| Arc::new(Digest::of(read.clone()))).collect();
    if each {
        for digest in &digests {
            let highlights = article_highlights(digest);
            let id = &digest.read().article.id;
            println!("{}", serde_json::json!({ "id": id, "highlights": highlights }));
        }
        return Ok(());
    }
    let told: Vec<Told> =
        digests.iter().zip(&lines).map(|(read, line)| tell(read, line)).collect();
    if time {
        measure(&told);
        return Ok(());
    }
    let made = brief(&told, since);
    let find = |id: &ArticleId, _| {
        reads.iter().map(|read| &read.article).find(|article| article.id == *id)
    };
    let failures = unproven(&made, &find);
    if !failures.is_empty() {
        return Err(failures.join("\n").into());
    }
    println!("{}", serde_json::to_string_pretty(&made)?);
    Ok(())
}

fn tell(digest: &Arc<Digest>, line: &Value) -> Told {
    let at = digest.read().article.published.map_or(Timestamp::UNIX_EPOCH, Into::into);
    Told {
        digest: Arc::clone(digest),
        revision: 0,
        at,
        arrived: at,
        development: DevelopmentId(line["development"].as_u64().unwrap_or(1)),
        copy_of: line["copy_of"].as_str().map(|id| ArticleId(id.to_owned())),
        earlier: Vec::new(),
    }
}

fn read(fields: &Value) -> Result<ReadArticle, Box<dyn Error>> {
    if fields.get("blocks").is_some() {
        return Ok(ReadArticle::deserialize(fields)?);
    }
    let field = |name: &str| fields[name].as_str().unwrap_or("").to_owned();
    let text = field("body");
    let article = Article {
        id: ArticleId(field("id")),
        outlet: Outlet { name: field("source"), domain: String::new() },
        lang: Lang::parse(&field("lang")).unwrap_or(Lang::ENGLISH),
        headline: field("title"),
        published: field("published").parse().ok(),
        blocks: blocks(&text),
        text,
        ..Article::default()
    };
    let annotations = rundown_annotate::annotate(&article).value;
    Ok(ReadArticle { article, annotations, notes: Vec::new() })
}

/// A block a line.
fn blocks(text: &str) -> Vec<Block> {
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len()).trim(text);
        start += line.len() + 1;
        if !span.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span, at: None });
        }
    }
    blocks
}

/// Prints how long it takes to make articles ready.
fn measure_digests(reads: &[ReadArticle]) {
    let all = reads.to_vec();
    rounds("digests", reads.len(), &|| {
        all.iter().cloned().for_each(|read| drop(std::hint::black_box(Digest::of(read))));
    });
}

/// Prints how long the brief takes.
fn measure(told: &[Told]) {
    let made = || drop(std::hint::black_box(brief(told, None)));
    rounds("brief", told.len(), &made);
    let last = told.iter().map(|one| one.at).max().unwrap_or_default();
    let look = LastLook(last - jiff::SignedDuration::from_hours(48));
    let new = || drop(std::hint::black_box(new_since(told, look)));
    rounds("new in two days", told.len(), &new);
}

/// Prints how long some work takes, the best and the median of some rounds.
#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn rounds(name: &str, articles: usize, work: &dyn Fn()) {
    let mut took: Vec<_> = (0..15)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    took.sort();
    println!("{name}: {articles} articles, best {:?}, median {:?}", took[0], took[7]);
}
