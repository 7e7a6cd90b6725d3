//! `rundown brief`: the articles of one story to its brief.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use jiff::Timestamp;
use rayon::prelude::*;
use rundown_brief::{Digest, Told, brief_for};
use rundown_desk::{Document, DocumentKind, Families};
use rundown_news::{
    ArticleId, DevelopmentId, Evidence, LastLook, NewsTime, Placement, ReadArticle,
};
use rundown_thread::{ThreadConfig, Threads, close, thread};

use crate::cli::{Brief, Cli};
use crate::failure::hinted;
use crate::input::{Taking, documents_of, name_of};
use crate::show::{self, Screen};

pub(crate) fn run(cli: &Cli, args: &Brief) -> Result<()> {
    let name = name_of(&args.file);
    let documents = documents_of(&args.file, &Taking::default(), Timestamp::now())?;
    let documents: Vec<Document> = documents.collect();
    let until = [args.until, cli.now].into_iter().flatten().min();
    let articles = articles(&name, &documents, until.unwrap_or(Timestamp::MAX))?;
    let placements = placements(&articles);
    let told: Vec<Told> =
        articles.into_par_iter().map(|(at, read)| told(at, read, &placements)).collect();
    let brief = brief_for(&told, args.since.map(LastLook), &cli.settings.languages);
    let articles = told.iter().map(|one| &one.digest.read().article);
    let outlets: BTreeMap<&ArticleId, &str> =
        articles.map(|article| (&article.id, article.outlet.label())).collect();
    let outlet = |id: &ArticleId| outlets.get(id).map_or("", |name| name).to_owned();
    let mut out = Screen::of_form(args.json || args.markdown);
    if args.json {
        serde_json::to_writer_pretty(&mut out, &brief)?;
        writeln!(out)?;
    } else if args.markdown {
        show::markdown::brief(&mut out, &brief, &outlet)?;
    } else {
        let source = |evidence: &Evidence| outlet(&evidence.article);
        show::brief::brief(&mut out, &brief, args.since.map(LastLook), &source)?;
    }
    Ok(out.flush()?)
}

/// The articles with their times; one without a time counts as published with the
/// first of the others.
fn articles(
    name: &str,
    documents: &[Document],
    until: Timestamp,
) -> Result<Vec<(Timestamp, ReadArticle)>> {
    if let Some(document) = documents
        .iter()
        .find(|document| matches!(document.kind, DocumentKind::Unreadable(_)))
        && let DocumentKind::Unreadable(why) = &document.kind
    {
        return Err(hinted(
            format!("could not brief: {}: {why}", document.name),
            "give lines of {\"id\",\"published\",\"title\",\"body\"} or what `read --jsonl` wrote",
        ));
    }
    let mut read: Vec<ReadArticle> = documents
        .par_iter()
        .enumerate()
        .filter(|(_, document)| !document.seen_after(until))
        .map(|(i, document)| {
            let mut read = document.read_article(&Families::default());
            if read.article.id.0.is_empty() {
                read.article.id = ArticleId(format!("{name}:{}", i + 1));
            }
            read
        })
        .collect();
    let stated = |read: &ReadArticle| read.article.published.map(NewsTime::instant);
    let first = read.iter().filter_map(stated).min().unwrap_or(Timestamp::UNIX_EPOCH);
    read.retain(|read| stated(read).unwrap_or(first) <= until);
    if read.is_empty() {
        return Err(hinted(
            format!("could not brief: {name} holds no articles published by then"),
            "look at the times of the articles, or leave --until and --now out",
        ));
    }
    Ok(read.into_iter().map(|read| (stated(&read).unwrap_or(first), read)).collect())
}

/// Which articles report the same event, and which are copies.
fn placements(articles: &[(Timestamp, ReadArticle)]) -> BTreeMap<ArticleId, Placement> {
    let mut in_time: Vec<&(Timestamp, ReadArticle)> = articles.iter().collect();
    in_time.sort_by_key(|(at, read)| (*at, read.article.id.clone()));
    let dated: Vec<ReadArticle> = in_time
        .into_iter()
        .map(|(at, read)| {
            let mut read = read.clone();
            read.article.published.get_or_insert(NewsTime::from_instant(*at));
            read
        })
        .collect();
    let mut threads = Threads::new(ThreadConfig::default());
    thread(&mut threads, &dated);
    close(&mut threads);
    let placements = threads.placements().into_iter();
    placements.map(|placement| (placement.article.clone(), placement)).collect()
}

fn told(
    at: Timestamp,
    read: ReadArticle,
    placements: &BTreeMap<ArticleId, Placement>,
) -> Told {
    let placement = placements.get(&read.article.id);
    Told {
        revision: 0,
        at,
        arrived: at,
        development: placement
            .map_or(DevelopmentId(0), |placement| placement.development),
        copy_of: placement
            .and_then(|placement| placement.copy_of.as_ref())
            .map(|copy| copy.original.clone()),
        earlier: Vec::new(),
        digest: Arc::new(Digest::of(read)),
    }
}
