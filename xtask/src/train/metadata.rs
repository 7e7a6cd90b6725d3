//! Grows the forests that say what each place of a page is worth that tells its day or
//! its headline, and tells what they are worth on pages whose host they have not seen.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;
use rundown_extract::train::{
    AUTHOR_MEASURES, authors_of, chosen_authors, names_in,
    DAY_CHANGED, DAY_MEASURES, DAY_PUBLISHED, Forest, HEADLINE_MEASURES, days_of,
    headlines_of,
};
use rundown_news::NewsTime;
use serde_json::Value;

use super::body::{FOLDS, corpus_of, files, fold_of, lines_in, site_of};
use super::forest::{Row, grow};

/// Where the forest of days lies.
const DAYS: &str = "crates/rundown-extract/data/days.txt";

/// Where that of headlines lies.
const HEADLINES: &str = "crates/rundown-extract/data/headlines.txt";

/// Corpora whose headlines are what another program gives, with the site's name.
const NO_HEADLINES: [&str; 2] = ["readability", "snacktory"];

/// Where stands what they are worth.
const TABLE: &str = "scores/metadata.txt";

/// What the table is headed with.
const HEAD: &str = "\
    # Written by `cargo xtask train metadata`: pages with a known day or headline, the\n\
    # share that states it in any place, that which forests choose that never saw the\n\
    # page's host, and that which the forest chooses that is shipped.\n";

/// Trees of each forest, and what a page counts, whatever it states.
const OF_DAYS: Plan = Plan { trees: 40, page_weight: 30.0 };
const OF_HEADLINES: Plan = Plan { trees: 120, page_weight: 12.0 };

struct Plan {
    trees: usize,
    page_weight: f64,
}

/// The candidates of a page, for one thing that is known of it.
struct Page<const N: usize> {
    corpus: String,
    host: String,
    rows: Vec<Row<N>>,
    /// What is known of it says nothing of how well a place is to be believed.
    is_odd: bool,
}

/// Grows the forests, writes them, and prints what they are worth.
pub(super) fn run(data: &Path) -> Result<()> {
    let (mut days, mut headlines) = (Vec::new(), Vec::new());
    let mut authors = Vec::new();
    let is_only = std::env::var("AUTHORS_ONLY").is_ok();
    for path in files(data)? {
        let corpus = corpus_of(&path);
        for line in lines_in(&path)? {
            authors.extend(authors_page(&corpus, &line));
            if is_only { continue; }
            days.extend(days_page(&corpus, &line));
            headlines.extend(headlines_page(&corpus, &line));
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut table = HEAD.to_owned();
    try_authors(&authors);
    if is_only { return Ok(()); }
    let forest = learned("days", &OF_DAYS, &days, &mut table)?;
    fs::write(root.with_file_name(DAYS), forest)?;
    let forest = learned("headlines", &OF_HEADLINES, &headlines, &mut table)?;
    fs::write(root.with_file_name(HEADLINES), forest)?;
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
    let grown = |is_learned: &dyn Fn(&Page<N>) -> bool| {
        let pages = pages.iter().filter(|page| !page.is_odd && is_learned(page));
        grow(&pages.flat_map(|page| &page.rows).collect::<Vec<_>>(), plan.trees)
    };
    let without = |fold| grown(&|page| fold_of(&page.host) != fold);
    let forests: Vec<Forest> = (0..FOLDS).map(without).collect();
    let shipped = grown(&|_| true);
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
    Ok(format!(
        "# Grown by `cargo xtask train metadata`; see README.md.\n{}",
        shipped.write()
    ))
}

fn chooses_right<const N: usize>(forest: &Forest, page: &Page<N>) -> bool {
    let chosen = page.rows.iter().min_by_key(|row| -forest.odds(&row.measures));
    chosen.is_some_and(|row| row.is_right)
}

fn page<const N: usize>(
    page_weight: f64,
    corpus: &str,
    line: &Value,
    told: Vec<([i32; N], bool)>,
) -> Page<N> {
    let host = line["url"].as_str().and_then(|url| url.split('/').nth(2)).unwrap_or("");
    let weight = page_weight / told.len().clamp(1, 4) as f64;
    let rows: Vec<Row<N>> = told
        .into_iter()
        .map(|(measures, is_right)| Row { measures, is_right, weight })
        .collect();
    let is_odd = !rows.iter().any(|row| row.is_right);
    Page { corpus: corpus.to_owned(), host: site_of(host), rows, is_odd }
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

/// A text as `score/pages.py` compares it: in lower case, without signs.
fn plain(text: &str) -> String {
    let words =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A page and its authors.
struct Signed {
    page: Page<AUTHOR_MEASURES>,
    id: String,
    names: Vec<String>,
    texts: Vec<(String, [i32; AUTHOR_MEASURES])>,
    told: Vec<String>,
    gold: Vec<String>,
    single: Vec<String>,
}

fn authors_page(corpus: &str, line: &Value) -> Option<Signed> {
    let gold: Vec<&str> = line["gold"]["authors"].as_array()?.iter().filter_map(Value::as_str).collect();
    if gold.is_empty() { return None; }
    let mut single: Vec<String> = gold.iter().flat_map(|own| {
        let mut names = names_in(own);
        if names.first().is_some_and(|first| first.contains(' ')) { names.retain(|name| name.contains(' ')); }
        names
    }).map(|own| plain(&own)).collect();
    single.sort(); single.dedup();
    let mut gold: Vec<String> = gold.iter().map(|own| plain(own)).collect();
    gold.sort(); gold.dedup();
    if single.is_empty() { single = gold.clone(); }
    let texts = authors_of(line["html"].as_str()?, line["url"].as_str());
    let names = texts.iter().map(|(name, _)| name.clone()).collect();
    let told: Vec<String> = texts.iter().map(|(name, _)| plain(name)).collect();
    let rows = texts.iter().zip(&told).map(|((_, measures), name)| (*measures, single.contains(name) || gold.contains(name)));
    let page = page(weight(), corpus, line, rows.collect());
    Some(Signed { page, id: format!("{corpus}/{}", line["id"].as_str().unwrap_or("")), names, told, gold, single, texts })
}

fn env(name: &str, or: f64) -> f64 { std::env::var(name).ok().and_then(|own| own.parse().ok()).unwrap_or(or) }
fn weight() -> f64 { env("WEIGHT", 12.0) }

fn f1(gold: &[String], chosen: &[&String]) -> f64 {
    let right = chosen.iter().filter(|name| gold.contains(name)).count() as f64;
    if right == 0.0 { return 0.0; }
    let (p, r) = (right / chosen.len() as f64, right / gold.len() as f64);
    2.0 * p * r / (p + r)
}

fn try_authors(pages: &[Signed]) {
    let trees = env("TREES", 100.0) as usize;
    let grown = |fold: usize| {
        let pages = pages.iter().filter(|own| !own.page.is_odd && fold_of(&own.page.host) != fold);
        grow(&pages.flat_map(|own| &own.page.rows).collect::<Vec<_>>(), trees)
    };
    let forests: Vec<Forest> = (0..=FOLDS).map(grown).collect();
    println!("bytes {}", forests[FOLDS].write().len());
    let worth = |which: usize| {
        let mut corpora: BTreeMap<&str, [f64; 3]> = BTreeMap::new();
        for own in pages {
            let forest = if which == 0 { &forests[fold_of(&own.page.host)] } else { &forests[FOLDS] };
            let chosen: Vec<&String> = chosen_authors(&own.texts, forest).into_iter().map(|at| &own.told[at]).collect();
            for corpus in [own.page.corpus.as_str(), "all"] {
                let sums = corpora.entry(corpus).or_default();
                sums[0] += 1.0;
                sums[1] += f1(&own.gold, &chosen);
                sums[2] += f1(&own.single, &chosen);
            }
        }
        corpora
    };
    let (folds, fit) = (worth(0), worth(1));
    for (corpus, own) in &folds {
        let stated = pages.iter().filter(|page| *corpus == "all" || page.page.corpus == *corpus).filter(|page| !page.page.is_odd).count() as f64;
        let fit = fit.get(corpus).copied().unwrap_or_default();
        println!("{corpus:12} {:4} stated {:.4}  folds {:.4} {:.4}  fit {:.4} {:.4}", own[0], stated / own[0], own[1] / own[0], own[2] / own[0], fit[1] / own[0], fit[2] / own[0]);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (fold, forest) in forests.iter().enumerate() { let _ = fs::write(format!("/tmp/au/forest{fold}.txt"), forest.write()); }
    let _ = fs::write(root.with_file_name("crates/rundown-extract/data/authors.txt"), forests[FOLDS].write());
    let mut out = String::new();
    for own in pages {
        let forest = &forests[fold_of(&own.page.host)];
        let byline: Vec<Value> = chosen_authors(&own.texts, forest).into_iter().map(|at| serde_json::json!({"name": own.names[at]})).collect();
        let told: Vec<Value> = own.texts.iter().map(|(name, row)| serde_json::json!([name, forest.odds(row)])).collect();
        let _ = writeln!(out, "{}", serde_json::json!({"id": own.id, "byline": byline, "fold": fold_of(&own.page.host), "told": told}));
    }
    let _ = fs::write("/tmp/au/folds.out", out);
}
