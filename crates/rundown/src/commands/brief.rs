//! `rundown brief`: the articles of one story to its brief.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use jiff::Timestamp;
use rayon::prelude::*;
use rundown_brief::brief_for;
use rundown_desk::{Document, DocumentKind, Families};
use rundown_news::{ArticleId, Claims, Evidence, LastLook, Outlet, ReadArticle};
use rundown_stages::{dated, told_of};

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
    let told = told_of(articles);
    let mut brief = brief_for(&told, args.since.map(LastLook), &cli.settings.languages);
    let articles = told.iter().map(|one| &one.digest.read().article);
    if articles.clone().all(|article| article.published.is_none()) {
        // Without a time they stand in 1970, which nobody is to be told.
        (brief.first_at, brief.last_at) = (None, None);
    }
    let claims = Claims::of(articles.clone().map(|article| &article.outlet));
    let outlets: BTreeMap<&ArticleId, Outlet> = articles
        .map(|article| (&article.id, claims.told_apart(&article.outlet)))
        .collect();
    let outlet =
        |id: &ArticleId| outlets.get(id).map_or("", |outlet| outlet.label()).to_owned();
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

/// The articles with their times.
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
    let read: Vec<ReadArticle> = documents
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
    if let Some((what, hint)) = lack(&read) {
        return Err(hinted(format!("could not brief: {name} {what}"), hint));
    }
    let mut dated = dated(read);
    dated.retain(|(at, _)| *at <= until);
    if dated.is_empty() {
        return Err(hinted(
            format!("could not brief: {name} holds no articles published by then"),
            "look at the times of the articles, or leave --until and --now out",
        ));
    }
    Ok(dated)
}

/// What articles lack that a brief cannot be without, with what to try. Of those that were not
/// there yet by the time asked for, nothing is said.
fn lack(read: &[ReadArticle]) -> Option<(&'static str, &'static str)> {
    let is_empty = |read: &ReadArticle| {
        read.article.headline.is_empty() && read.article.text.is_empty()
    };
    let hint = "give lines of {\"id\",\"published\",\"title\",\"body\"}";
    let none = !read.is_empty() && read.iter().all(is_empty);
    none.then_some(("holds no article", hint))
}
