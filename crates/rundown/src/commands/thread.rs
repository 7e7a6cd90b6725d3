//! `rundown thread`: articles to developments and stories.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use jiff::Timestamp;
use rayon::prelude::*;
use rundown_desk::{Document, DocumentKind};
use rundown_news::{ArticleId, Placement, ReadArticle, StoryChange};
use rundown_stages::in_order;
use rundown_thread::{ThreadConfig, Threads, close, thread};
use serde_json::json;

use crate::cli::{Cli, Thread};
use crate::failure::hinted;
use crate::input::{Taking, documents_of, name_of};
use crate::show::progress;

/// Articles threaded at a time; the result does not depend on it.
const AT_ONCE: usize = 256;

pub(crate) fn run(cli: &Cli, args: &Thread) -> Result<()> {
    let documents = documents_of(&args.file, &Taking::default(), Timestamp::now())?;
    let mut documents: Vec<Document> = documents.collect();
    let until = cli.now.unwrap_or(Timestamp::MAX);
    documents.retain(|document| !document.seen_after(until));
    let mut articles = articles_of(&name_of(&args.file), documents)?;
    articles.retain(|one| one.article.published.is_none_or(|at| at.instant() <= until));
    let input: Vec<ArticleId> =
        articles.iter().map(|one| one.article.id.clone()).collect();
    let mut out = std::io::BufWriter::new(crate::output::plain());
    let mut threads = Threads::new(ThreadConfig::default());
    let bar = progress::bar("threading", articles.len());
    for batch in in_order(articles).chunks(AT_ONCE) {
        let changes = thread(&mut threads, batch);
        if !args.at_the_end {
            write_changes(&changes, args.json, &mut out)?;
        }
        bar.inc(batch.len() as u64);
    }
    let changes = close(&mut threads);
    bar.finish_and_clear();
    if args.at_the_end {
        write_all(&input, &threads, args.json, &mut out)?;
    } else {
        write_changes(&changes, args.json, &mut out)?;
    }
    Ok(out.flush()?)
}

/// The articles, named by their place in the input where nothing else names them.
fn articles_of(name: &str, documents: Vec<Document>) -> Result<Vec<ReadArticle>> {
    let wrong = documents.iter().find_map(|document| match &document.kind {
        DocumentKind::Unreadable(why) => Some(format!("{}: {why}", document.name)),
        _ => None,
    });
    if documents.is_empty() || wrong.is_some() {
        let why = wrong.unwrap_or_else(|| format!("{name} holds no articles"));
        return Err(hinted(
            format!("could not thread: {why}"),
            "give lines of {\"id\",\"published\",\"title\",\"body\"} or what `read --jsonl` wrote",
        ));
    }
    let read = |(i, document): (usize, Document)| {
        let mut article = document.unannotated();
        if article.article.id.0.is_empty() {
            article.article.id = ArticleId(format!("{name}:{}", i + 1));
        }
        article
    };
    Ok(documents.into_par_iter().enumerate().map(read).collect())
}

fn write_changes(
    changes: &[StoryChange],
    whole: bool,
    out: &mut impl Write,
) -> Result<()> {
    for change in changes {
        if let StoryChange::Placed(placement) = change {
            write_line(placement, whole, out)?;
        }
    }
    Ok(())
}

fn write_all(
    input: &[ArticleId],
    threads: &Threads,
    whole: bool,
    out: &mut impl Write,
) -> Result<()> {
    let placements = threads.placements();
    let by_id: BTreeMap<&ArticleId, &Placement> =
        placements.iter().map(|placement| (&placement.article, placement)).collect();
    let mut written = std::collections::BTreeSet::new();
    for id in input {
        if let Some(placement) = by_id.get(id)
            && written.insert(id)
        {
            write_line(placement, whole, out)?;
        }
    }
    Ok(())
}

fn write_line(placement: &Placement, whole: bool, out: &mut impl Write) -> Result<()> {
    let mut line = json!({
        "id": placement.article,
        "development": placement.development,
        "story": placement.story,
    });
    if whole {
        line["copy_of"] = json!(placement.copy_of);
    }
    Ok(writeln!(out, "{line}")?)
}
