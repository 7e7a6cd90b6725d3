//! Pages with candidates, and the forests that are grown of them.

use rundown_extract::train::Forest;
use serde_json::Value;

use super::super::body::{FOLDS, fold_of, site_of};
use super::super::forest::{Row, grow};

/// How many trees a forest has, and what a page counts.
pub(super) struct Plan {
    pub(super) trees: usize,
    pub(super) page_weight: f64,
}

/// The candidates of a page, for one thing that is known of it.
pub(super) struct Page<const N: usize> {
    pub(super) corpus: String,
    pub(super) host: String,
    pub(super) rows: Vec<Row<N>>,
    /// What is known of it says nothing of how well a place is to be believed.
    pub(super) is_odd: bool,
}

/// A forest as it is shipped.
pub(super) fn written(forest: &Forest) -> String {
    format!("# Grown by `cargo xtask train metadata`; see README.md.\n{}", forest.write())
}

/// A forest for each part of the hosts that never saw it, and one that saw all.
pub(super) struct Grown {
    pub(super) forests: Vec<Forest>,
    pub(super) shipped: Forest,
}

/// Grows them.
pub(super) fn grown<const N: usize>(plan: &Plan, pages: &[&Page<N>]) -> Grown {
    let of = |is_learned: &dyn Fn(&Page<N>) -> bool| {
        let pages = pages.iter().filter(|page| !page.is_odd && is_learned(page));
        grow(&pages.flat_map(|page| &page.rows).collect::<Vec<_>>(), plan.trees)
    };
    let without = |fold| of(&|page| fold_of(&page.host) != fold);
    Grown { forests: (0..FOLDS).map(without).collect(), shipped: of(&|_| true) }
}

/// A page of a corpus with the measures of its candidates.
pub(super) fn page<const N: usize>(
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

/// A text as `score/pages.py` compares it: in lower case, without signs.
pub(super) fn plain(text: &str) -> String {
    let words =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
