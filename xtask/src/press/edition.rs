//! All copy of the demo, checked against each other and put in order.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};

use super::body::Block;
use super::copy::{Copy, Reprint};
use super::design::{Design, Settings};

/// Other pieces of the same outlet that a page may point to, at most.
const LATEST_MAX: usize = 8;

/// The designs by the key of their outlet.
pub(crate) type Designs = BTreeMap<String, Design>;

/// One article, ready for its page.
#[derive(Debug)]
pub(crate) struct Article {
    /// The copy, with the wire's paragraphs in its body.
    pub(crate) copy: Copy,
    /// The key of the outlet whose copy is reprinted.
    pub(crate) wire: Option<String>,
    /// The address of its page.
    pub(crate) url: String,
    /// Its file below `pages/`.
    pub(crate) file: String,
}

/// Puts the copy in order of publication, with every reprint filled in.
pub(crate) fn edition(copies: &[Copy], designs: &Designs) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for copy in copies {
        let Some(design) = designs.get(&copy.outlet) else {
            bail!("{}:2: no such outlet: {}", copy.path, copy.outlet);
        };
        let mut article = article(copy, copies, &design.settings)?;
        if let Some(name) = &copy.revises {
            let original = revised(copy, name, copies)?;
            article.url = address(original, &design.settings);
        }
        articles.push(article);
    }
    articles.sort_by(|one, other| {
        let key = |article: &Article| {
            (article.copy.published.timestamp(), article.file.clone())
        };
        key(one).cmp(&key(other))
    });
    let mut addresses: BTreeMap<&str, &str> = BTreeMap::new();
    for one in articles.iter().filter(|article| !article.is_revision()) {
        if let Some(other) = addresses.insert(&one.url, &one.copy.path) {
            bail!("{other} and {} have the same address", one.copy.path);
        }
    }
    Ok(articles)
}

impl Article {
    /// Whether it is a later state of a page that is printed too.
    pub(crate) fn is_revision(&self) -> bool {
        self.copy.revises.is_some()
    }
}

/// What the outlet of `articles[at]` published before it, newest first.
pub(crate) fn latest_before(articles: &[Article], at: usize) -> Vec<&Article> {
    let outlet = &articles[at].copy.outlet;
    let earlier = articles[..at].iter().rev().filter(|article| !article.is_revision());
    let others = earlier.filter(|article| article.url != articles[at].url);
    others.filter(|article| article.copy.outlet == *outlet).take(LATEST_MAX).collect()
}

fn article(copy: &Copy, copies: &[Copy], settings: &Settings) -> Result<Article> {
    let day = &copy.published;
    let url = address(copy, settings);
    let file =
        format!("{}/{}-{}.html", settings.domain, day.strftime("%Y-%m-%d"), copy.slug);
    let mut copy = copy.clone();
    let mut wire = None;
    if let Some(reprint) = copy.reprint.clone() {
        let original = reprinted(&copy, &reprint, copies)?;
        if copy.dateline.is_empty() && copy.body.is_empty() {
            copy.dateline.clone_from(&original.dateline);
        }
        copy.body.extend(kept(&copy, &reprint, original)?);
        wire = Some(original.outlet.clone());
    }
    Ok(Article { copy, wire, url, file })
}

fn address(copy: &Copy, settings: &Settings) -> String {
    let day = copy.published.strftime("%Y/%m/%d");
    format!("https://{}/{day}/{}", settings.domain, copy.slug)
}

/// The piece a revision names: in the same folder, of the same outlet and time.
fn revised<'c>(copy: &Copy, name: &str, copies: &'c [Copy]) -> Result<&'c Copy> {
    let path = &copy.path;
    let Some(original) = neighbours(copy, copies).find(|other| other.name == name) else {
        bail!("{path}: nothing to revise: {name}");
    };
    ensure!(
        original.outlet == copy.outlet && original.published == copy.published,
        "{path}: {name} is of another outlet or time"
    );
    Ok(original)
}

/// The copy in the same folder.
fn neighbours<'c>(copy: &Copy, copies: &'c [Copy]) -> impl Iterator<Item = &'c Copy> {
    let folder =
        |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let own = folder(&copy.path);
    copies.iter().filter(move |other| folder(&other.path) == own)
}

/// The piece a reprint names: in the same folder, and no reprint itself.
fn reprinted<'c>(copy: &Copy, reprint: &Reprint, copies: &'c [Copy]) -> Result<&'c Copy> {
    let mut neighbours = neighbours(copy, copies);
    let (path, line, of) = (&copy.path, reprint.line, &reprint.of);
    let Some(original) = neighbours.find(|other| other.name == *of) else {
        bail!("{path}:{line}: nothing to reprint: {of}");
    };
    ensure!(original.reprint.is_none(), "{path}:{line}: {of} is a reprint itself");
    ensure!(
        original.published <= copy.published,
        "{path}:{line}: {of} was published later than this reprint"
    );
    Ok(original)
}

/// The wire's text without the dropped paragraphs, and without its pictures, posts
/// and links, which an agency does not send along.
fn kept(copy: &Copy, reprint: &Reprint, original: &Copy) -> Result<Vec<Block>> {
    let mut number = 0;
    let mut blocks = Vec::new();
    for block in &original.body {
        let keep = match block {
            Block::Paragraph(_) => {
                number += 1;
                !reprint.drop.contains(&number)
            }
            Block::Crosshead(_) | Block::List(_) => true,
            _ => false,
        };
        if keep {
            blocks.push(block.clone());
        }
    }
    let beyond = reprint.drop.iter().find(|&&dropped| dropped == 0 || dropped > number);
    if let Some(dropped) = beyond {
        let (path, line) = (&copy.path, reprint.line);
        bail!(
            "{path}:{line}: the wire has {number} paragraphs, {dropped} cannot be dropped"
        );
    }
    Ok(blocks)
}
