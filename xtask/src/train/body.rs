//! Grows the forest that judges which lines of a page are its article, and tells what it
//! is worth on pages whose host it has not seen, and on corpora it has not seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rundown_extract::train::{FEATURES, Forest, lines_of, read_with};
use rundown_news::{Article, BlockKind};
use serde_json::Value;

use super::forest::{self, grow};
use crate::files::unzipped;

/// Where the forest lies.
const FOREST: &str = "crates/rundown-extract/data/body.txt";

/// Where stands what it is worth.
const TABLE: &str = "scores/body.txt";

/// What the table is headed with.
const HEAD: &str = "\
    # Written by `cargo xtask train body`: precision, recall and F1 of the text and pages\n\
    # lost (below one half), by the rules alone, by forests that never saw a page's host,\n\
    # and by a forest that grew on all other corpora.\n";

/// Trees of the forest.
const TREES: usize = 120;

/// Parts into which hosts fall; each is read by a forest that grew on the others.
pub(super) const FOLDS: usize = 5;

/// Words of a shingle.
const SHINGLE: usize = 4;

/// A line as it is learned from.
type Row = forest::Row<FEATURES>;

/// A page and what is right about it.
struct Gold {
    id: Value,
    corpus: String,
    host: String,
    url: Option<String>,
    html: String,
    /// Its text; or pieces that must be there, and that must not.
    text: Option<String>,
    with: Vec<String>,
    without: Vec<String>,
    rows: Vec<Row>,
}

/// Grows the forest, writes it, and prints what it is worth.
pub(super) fn run(data: &Path, readings: Option<&Path>) -> Result<()> {
    let mut pages = Vec::new();
    for path in files(data)? {
        pages.extend(read(&path)?);
    }
    for page in &mut pages {
        page.rows = rows_of(page);
    }
    let corpora: BTreeSet<String> =
        pages.iter().map(|page| page.corpus.clone()).collect();
    println!("{} pages of {} corpora", pages.len(), corpora.len());
    let forests: Vec<Forest> = (0..FOLDS)
        .map(|fold| grown(&pages, |page| fold_of(&page.host) != fold))
        .collect();
    if let Some(folder) = readings {
        return write_readings(folder, &pages, |page| &forests[fold_of(&page.host)]);
    }
    let none = Forest::default();
    let rules = worth(&pages, |_| &none);
    let folds = worth(&pages, |page| &forests[fold_of(&page.host)]);
    let others: BTreeMap<&str, Forest> = corpora
        .iter()
        .map(|corpus| (corpus.as_str(), grown(&pages, |page| page.corpus != *corpus)))
        .collect();
    let unseen = worth(&pages, |page| &others[page.corpus.as_str()]);
    let mut table = format!(
        "{HEAD}{:12} {:28} {:28} other corpora\n",
        "", "rules alone", "folds by host"
    );
    for (corpus, rules) in rules.iter().filter(|(_, figures)| figures.is_measured()) {
        let (folds, unseen) = (&folds[corpus], &unseen[corpus]);
        writeln!(table, "{corpus:12} {rules} {folds} {unseen}")?;
    }
    print!("{table}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::write(root.with_file_name(TABLE), table)?;
    let forest = grown(&pages, |_| true);
    let text = format!(
        "# Grown by `cargo xtask train body`; see README.md.\n{}",
        forest.write()
    );
    let path = root.with_file_name(FOREST);
    println!("{}: {} bytes", path.display(), text.len());
    Ok(fs::write(path, text)?)
}

/// Writes each page as it is read, for scorers and for whoever looks at the worst ones.
fn write_readings<'f>(
    folder: &Path,
    pages: &[Gold],
    forest_of: impl Fn(&Gold) -> &'f Forest,
) -> Result<()> {
    let mut of_corpus: BTreeMap<&str, String> = BTreeMap::new();
    for page in pages {
        let article = read_with(&page.html, page.url.as_deref(), None, forest_of(page));
        let mut reading = serde_json::to_value(&article)?;
        reading["id"] = page.id.clone();
        let readings = of_corpus.entry(&page.corpus).or_default();
        writeln!(readings, "{reading}")?;
    }
    fs::create_dir_all(folder)?;
    for (corpus, readings) in of_corpus {
        fs::write(folder.join(corpus).with_extension("jsonl"), readings)?;
    }
    Ok(())
}

pub(super) fn files(data: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in ["pages", "pages/more"] {
        for entry in fs::read_dir(data.join(folder)).context("the folder of pages")? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "gz") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

pub(super) fn corpus_of(path: &Path) -> String {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
    name.split('.').next().unwrap_or("").to_owned()
}

pub(super) fn lines_in(path: &Path) -> Result<Vec<Value>> {
    let text = unzipped(path)?;
    // What wrote some of them has a number that JSON has not.
    let line = |line: &str| Ok(serde_json::from_str(&line.replace(": NaN", ": null"))?);
    text.lines().map(line).collect()
}

fn read(path: &Path) -> Result<Vec<Gold>> {
    let corpus = corpus_of(path);
    let mut pages = Vec::new();
    for line in lines_in(path)? {
        let strings = |name: &str| -> Vec<String> {
            let list = line["gold"][name].as_array().map_or(&[][..], Vec::as_slice);
            list.iter().filter_map(Value::as_str).map(flat).collect()
        };
        let url = line["url"].as_str().map(str::to_owned);
        let host = url.as_deref().and_then(|url| url.split('/').nth(2)).unwrap_or("");
        pages.push(Gold {
            corpus: corpus.clone(),
            host: site_of(host),
            html: line["html"].as_str().unwrap_or("").to_owned(),
            text: line["gold"]["text"].as_str().map(str::to_owned),
            with: strings("with"),
            without: strings("without"),
            id: line["id"].clone(),
            url,
            rows: Vec::new(),
        });
    }
    Ok(pages)
}

/// The last two parts of a host, three where the second is short.
pub(super) fn site_of(host: &str) -> String {
    let parts: Vec<&str> = host.split('.').collect();
    let kept = match parts.as_slice() {
        [.., second, _] if second.len() <= 3 => 3,
        _ => 2,
    };
    parts[parts.len().saturating_sub(kept)..].join(".")
}

pub(super) fn fold_of(host: &str) -> usize {
    let sum =
        host.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31) + u32::from(byte));
    sum as usize % FOLDS
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn grown(pages: &[Gold], is_learned: impl Fn(&Gold) -> bool) -> Forest {
    let pages = pages.iter().filter(|page| is_learned(page));
    let rows: Vec<&Row> = pages.flat_map(|page| &page.rows).collect();
    grow(&rows, TREES)
}

/// The lines of a page and whether they belong to its text. Each page counts alike, a
/// line as much as it is long.
fn rows_of(page: &Gold) -> Vec<Row> {
    /// What a page counts, as a number of lines.
    const PAGE_WEIGHT: f64 = 30.0;
    let told = page.text.as_deref().map(shingles);
    let is_right = |text: &str| match &told {
        Some(told) => Some(is_told(text, told)),
        None => is_piece(text, page),
    };
    let lines = lines_of(&page.html, page.url.as_deref());
    let labelled: Vec<(usize, [i32; _], bool)> = lines
        .into_iter()
        .filter_map(|(text, measures)| Some((text.len(), measures, is_right(&text)?)))
        .collect();
    let worth = |bytes: usize| 40.0 + bytes.min(1_000) as f64;
    let total: f64 = labelled.iter().map(|(bytes, ..)| worth(*bytes)).sum();
    labelled
        .into_iter()
        .map(|(bytes, measures, is_right)| Row {
            measures,
            is_right,
            weight: worth(bytes) * PAGE_WEIGHT / total,
        })
        .collect()
}

fn words(text: &str) -> Vec<&str> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.split(|letter| !is_word(letter)).filter(|word| !word.is_empty()).collect()
}

type Shingles<'t> = BTreeMap<Vec<&'t str>, usize>;

/// Rows of four words of a text and how often they stand in it; a shorter text is one.
fn shingles(text: &str) -> Shingles<'_> {
    let words = words(text);
    let mut shingles = Shingles::new();
    for row in words.windows(SHINGLE) {
        *shingles.entry(row.to_vec()).or_default() += 1;
    }
    if (1..SHINGLE).contains(&words.len()) {
        shingles.insert(words, 1);
    }
    shingles
}

/// Whether most of a line stands in the text; a short line must begin or end a row.
fn is_told(line: &str, told: &Shingles<'_>) -> bool {
    let words = words(line);
    if words.len() < SHINGLE {
        return !words.is_empty()
            && told.keys().any(|row| row.starts_with(&words) || row.ends_with(&words));
    }
    let rows = words.windows(SHINGLE);
    let count = rows.len();
    rows.filter(|row| told.contains_key(*row)).count() * 10 >= count * 6
}

fn is_piece(line: &str, page: &Gold) -> Option<bool> {
    let line = flat(line);
    let holds = |pieces: &[String]| {
        pieces.iter().any(|piece| {
            line.contains(piece.as_str()) || (line.len() >= 40 && piece.contains(&line))
        })
    };
    match (holds(&page.with), holds(&page.without)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// How well the pages of a corpus are read.
#[derive(Debug, Default, Clone)]
struct Figures {
    precision: (f64, usize),
    recall: (f64, usize),
    pieces: [usize; 3],
    lost: usize,
    pages: usize,
}

impl Figures {
    /// Whether the corpus has gold text at all.
    fn is_measured(&self) -> bool {
        self.precision.1 + self.recall.1 + self.pieces[0] > 0
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mean = |(sum, count): (f64, usize)| sum / count.max(1) as f64;
        let [found, missed, wrong] = self.pieces.map(|count| count as f64);
        let (precision, recall) = if self.precision.1 + self.recall.1 > 0 {
            (mean(self.precision), mean(self.recall))
        } else {
            (found / (found + wrong).max(1.0), found / (found + missed).max(1.0))
        };
        let both = 2.0 * precision * recall / (precision + recall).max(1e-9);
        write!(out, "{precision:.3} {recall:.3} F1 {both:.4} lost {:3}", self.lost)
    }
}

fn worth<'f>(
    pages: &[Gold],
    forest_of: impl Fn(&Gold) -> &'f Forest,
) -> BTreeMap<String, Figures> {
    let mut all: BTreeMap<String, Figures> = BTreeMap::new();
    for page in pages {
        let article = read_with(&page.html, page.url.as_deref(), None, forest_of(page));
        count(page, &article, all.entry(page.corpus.clone()).or_default());
    }
    all
}

fn count(page: &Gold, article: &Article, figures: &mut Figures) {
    figures.pages += 1;
    let body = body(article);
    let Some(text) = &page.text else {
        let shown = flat(&format!("{}\n{body}", article.headline));
        let held =
            |pieces: &[String]| pieces.iter().filter(|p| shown.contains(*p)).count();
        let (with, without) = (held(&page.with), held(&page.without));
        figures.pieces[0] += with;
        figures.pieces[1] += page.with.len() - with;
        figures.pieces[2] += without;
        let is_lost =
            with * page.without.len().max(1) <= without * page.with.len().max(1);
        figures.lost += usize::from(is_lost && !page.with.is_empty());
        return;
    };
    let (gold, own) = (shingles(text), shingles(&body));
    let shared: usize =
        own.iter().map(|(row, count)| *count.min(gold.get(row).unwrap_or(&0))).sum();
    let (all, told): (usize, usize) = (own.values().sum(), gold.values().sum());
    let part = |whole: usize| shared as f64 / whole.max(1) as f64;
    if all > 0 {
        figures.precision.0 += part(all);
        figures.precision.1 += 1;
    }
    if told > 0 {
        figures.recall.0 += part(told);
        figures.recall.1 += 1;
    }
    figures.lost += usize::from(4 * shared < all + told || shared == 0);
}

/// The text of an article as scorers take it: without captions, posts and corrections.
fn body(article: &Article) -> String {
    let is_body = |kind: BlockKind| {
        !matches!(kind, BlockKind::Caption | BlockKind::Embed | BlockKind::Correction)
    };
    let blocks = article.blocks.iter().filter(|block| is_body(block.kind));
    let texts = blocks.filter_map(|block| article.text.get(block.span.range()));
    texts.collect::<Vec<_>>().join("\n\n")
}
