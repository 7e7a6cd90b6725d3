//! Grows the forests that say what each place of a page is worth that tells its day,
//! its headline or its authors, and tells what they are worth on pages whose host they
//! have not seen.

mod authors;
mod plan;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;
use rundown_extract::train::{
    DAY_CHANGED, DAY_MEASURES, DAY_PUBLISHED, Forest, HEADLINE_MEASURES, days_of,
    headlines_of,
};
use rundown_news::NewsTime;
use serde_json::Value;

use super::body::{corpus_of, files, fold_of, lines_in};
use super::forest::Row;
use plan::{Grown, Page, Plan, grown, page, plain, written};

/// Where the forest of days lies.
const DAYS: &str = "crates/rundown-extract/data/days.txt";

/// Where that of headlines lies.
const HEADLINES: &str = "crates/rundown-extract/data/headlines.txt";

/// And that of authors.
const AUTHORS: &str = "crates/rundown-extract/data/authors.txt";

/// Corpora whose headlines are what another program gives, with the site's name.
const NO_HEADLINES: [&str; 2] = ["readability", "snacktory"];

/// Where stands what they are worth.
const TABLE: &str = "scores/metadata.txt";

/// What the table is headed with.
const HEAD: &str = "\
    # Written by `cargo xtask train metadata`: pages with a known day or headline, the\n\
    # share that states it in any place, that which forests choose that never saw the\n\
    # page's host, and that which the forest chooses that is shipped. Of authors: the\n\
    # share of pages that name one of them, and the mean F1 of names; silent are pages\n\
    # without authors, and the share on which none is named.\n";

/// Trees of each forest, and what a page counts, whatever it states.
const OF_DAYS: Plan = Plan { trees: 40, page_weight: 30.0 };
const OF_HEADLINES: Plan = Plan { trees: 120, page_weight: 12.0 };

/// Grows the forests, writes them, and prints what they are worth.
pub(super) fn run(data: &Path) -> Result<()> {
    let (mut days, mut headlines, mut signed) = (Vec::new(), Vec::new(), Vec::new());
    for path in files(data)? {
        let corpus = corpus_of(&path);
        for line in lines_in(&path)? {
            days.extend(days_page(&corpus, &line));
            headlines.extend(headlines_page(&corpus, &line));
            signed.extend(authors::read(&corpus, &line));
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut table = HEAD.to_owned();
    let forest = learned("days", &OF_DAYS, &days, &mut table)?;
    fs::write(root.with_file_name(DAYS), forest)?;
    let forest = learned("headlines", &OF_HEADLINES, &headlines, &mut table)?;
    fs::write(root.with_file_name(HEADLINES), forest)?;
    let forest = authors::learned(&signed, &mut table)?;
    fs::write(root.with_file_name(AUTHORS), forest)?;
    print!("{table}");
    Ok(fs::write(root.with_file_name(TABLE), table)?)
}

/// Grows a forest, adds to the table what it is worth, and gives its text.
fn learned<const N: usize>(
    name: &str,
    plan: &Plan,
    pages: &[Page<N>],
    table: &mut String,
) -> Result<String> {
    let Grown { forests, shipped } = grown(plan, &pages.iter().collect::<Vec<_>>());
    let mut corpora: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for page in pages {
        let figures = [
            true,
            page.rows.iter().any(|row| row.is_right),
            chooses_right(&forests[fold_of(&page.host)], page),
            chooses_right(&shipped, page),
        ];
        for corpus in [page.corpus.as_str(), "all"] {
            let sums = corpora.entry(corpus).or_default();
            for (sum, is_so) in sums.iter_mut().zip(figures) {
                *sum += usize::from(is_so);
            }
        }
    }
    writeln!(table, "\n# {name}\n{:12} pages stated folds  fit", "")?;
    for (corpus, [count, shares @ ..]) in corpora {
        let [stated, folds, fit] = shares.map(|share| share as f64 / count as f64);
        writeln!(table, "{corpus:12} {count:5} {stated:.4} {folds:.4} {fit:.4}")?;
    }
    Ok(written(&shipped))
}

fn chooses_right<const N: usize>(forest: &Forest, page: &Page<N>) -> bool {
    let chosen = page.rows.iter().min_by_key(|row| -forest.odds(&row.measures));
    chosen.is_some_and(|row| row.is_right)
}

/// Whether what is known as the day of a page is that of its change: its data tell so,
/// and another day for its publishing.
fn is_day_of_change(rows: &[Row<DAY_MEASURES>]) -> bool {
    let published = |row: &Row<_>| DAY_PUBLISHED.iter().any(|own| row.measures[*own] > 0);
    let changed = |row: &Row<_>| DAY_CHANGED.iter().any(|own| row.measures[*own] > 0);
    rows.iter().any(|row| row.is_right && changed(row) && !published(row))
        && rows.iter().any(|row| !row.is_right && published(row))
}

/// The days that a page tells, if its day is known.
fn days_page(corpus: &str, line: &Value) -> Option<Page<DAY_MEASURES>> {
    let gold = line["gold"]["date"].as_str()?.trim();
    let day = gold.get(..10)?;
    let fetched = line["fetched_at"].as_str().map(|at| at.replace(' ', "T"));
    let fetched = fetched.and_then(|at| {
        let zoned: Option<NewsTime> = at.parse().ok();
        zoned.or_else(|| format!("{at}Z").parse().ok())
    });
    let html = line["html"].as_str()?;
    let days = days_of(html, line["url"].as_str(), fetched.map(NewsTime::instant));
    let is_right = |time: NewsTime| {
        let is_instant = gold.ends_with('Z') && !time.is_day_only();
        time.day().to_string() == day
            || (is_instant && time.instant().to_string().starts_with(day))
    };
    let told = days.into_iter().map(|(time, measures)| (measures, is_right(time)));
    let mut page = page(OF_DAYS.page_weight, corpus, line, told.collect());
    page.is_odd |= is_day_of_change(&page.rows);
    Some(page)
}

/// The texts of a page that may be its headline, if that is known.
fn headlines_page(corpus: &str, line: &Value) -> Option<Page<HEADLINE_MEASURES>> {
    let gold = plain(line["gold"]["title"].as_str()?);
    if gold.is_empty() {
        return None;
    }
    let texts = headlines_of(line["html"].as_str()?, line["url"].as_str());
    let told = texts.iter().map(|(text, measures)| (*measures, plain(text) == gold));
    let mut page = page(OF_HEADLINES.page_weight, corpus, line, told.collect());
    page.is_odd |= NO_HEADLINES.contains(&corpus);
    Some(page)
}
