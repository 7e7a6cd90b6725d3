//! Articles of one story without a store: what `brief` makes of lines of JSON.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;
use rundown_brief::{Digest, Told};
use rundown_news::{ArticleId, DevelopmentId, NewsTime, Placement, ReadArticle};
use rundown_thread::{ThreadConfig, Threads, close, thread};

/// The articles with their times; one without a time counts as published with the first
/// of the others.
#[must_use]
pub fn dated(read: Vec<ReadArticle>) -> Vec<(Timestamp, ReadArticle)> {
    let stated = |read: &ReadArticle| read.article.published.map(NewsTime::instant);
    let first = read.iter().filter_map(stated).min().unwrap_or(Timestamp::UNIX_EPOCH);
    read.into_iter().map(|read| (stated(&read).unwrap_or(first), read)).collect()
}

/// The articles as a brief takes them: which report the same event, and which are copies,
/// is found among them.
#[must_use]
pub fn told_of(articles: Vec<(Timestamp, ReadArticle)>) -> Vec<Told> {
    let placements = placements(&articles);
    articles.into_par_iter().map(|(at, read)| told(at, read, &placements)).collect()
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
