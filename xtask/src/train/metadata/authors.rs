//! The forest that says which names of a page are those of its authors.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use rundown_extract::train::{
    AUTHOR_MEASURES, Forest, authors_of, chosen_authors, names_in,
};
use serde_json::Value;

use super::super::body::fold_of;
use super::plan::{Grown, Page, Plan, grown, page, plain, written};

/// See [`Plan`].
const PLAN: Plan = Plan { trees: 100, page_weight: 12.0 };

/// Corpora in which a page without authors names none. The others say nothing of many
/// authors.
const COMPLETE: [&str; 3] = ["fundus", "newspop", "wcxb"];

/// A page whose authors are known.
pub(super) struct Signed {
    page: Page<AUTHOR_MEASURES>,
    told: Vec<(String, [i32; AUTHOR_MEASURES])>,
    /// Who wrote it, in plain words, as its corpus says it; empty for nobody.
    gold: Vec<String>,
}

/// Reads a page, if it is known who wrote it, or that nobody is named.
pub(super) fn read(corpus: &str, line: &Value) -> Option<Signed> {
    let stated: Vec<&str> = line["gold"]["authors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    if stated.is_empty() && !COMPLETE.contains(&corpus) {
        return None;
    }
    let told = authors_of(line["html"].as_str()?, line["url"].as_str());
    let mut gold: Vec<String> = stated.iter().map(|name| plain(name)).collect();
    let single: Vec<String> = stated.iter().flat_map(|line| single_names(line)).collect();
    let rows = told.iter().map(|(name, measures)| {
        let name = plain(name);
        (*measures, single.contains(&name) || gold.contains(&name))
    });
    let mut page = page(PLAN.page_weight, corpus, line, rows.collect());
    page.is_odd &= !stated.is_empty();
    gold.sort_unstable();
    gold.dedup();
    Some(Signed { page, told, gold })
}

/// The names in a line of authors, some corpora giving "Ana Ruiz and Tom Bell, editor" as
/// one: single words behind a full name are titles.
fn single_names(line: &str) -> Vec<String> {
    let mut names = names_in(line);
    if names.first().is_some_and(|first| first.contains(' ')) {
        names.retain(|name| name.contains(' '));
    }
    names.iter().map(|name| plain(name)).collect()
}

/// Grows the forest, adds to the table what it is worth, and gives its text.
pub(super) fn learned(signed: &[Signed], table: &mut String) -> Result<String> {
    let pages: Vec<_> = signed.iter().map(|own| &own.page).collect();
    let Grown { forests, shipped } = grown(&PLAN, &pages);
    let mut corpora: BTreeMap<&str, [f64; 4]> = BTreeMap::new();
    for own in signed {
        let is_stated = own.page.rows.iter().any(|row| row.is_right);
        let fold = &forests[fold_of(&own.page.host)];
        let figures =
            [1.0, f64::from(u8::from(is_stated)), worth(fold, own), worth(&shipped, own)];
        let rows = if own.gold.is_empty() {
            vec!["silent"]
        } else {
            vec![own.page.corpus.as_str(), "all"]
        };
        for row in rows {
            let sums = corpora.entry(row).or_default();
            for (sum, figure) in sums.iter_mut().zip(figures) {
                *sum += figure;
            }
        }
    }
    writeln!(table, "\n# authors\n{:12} pages stated folds  fit", "")?;
    for (corpus, [count, sums @ ..]) in corpora {
        let [stated, folds, fit] = sums.map(|sum| sum / count);
        writeln!(table, "{corpus:12} {count:5} {stated:.4} {folds:.4} {fit:.4}")?;
    }
    Ok(written(&shipped))
}

/// The F1 of the names that a forest chooses, as `score/pages.py` counts it.
fn worth(forest: &Forest, own: &Signed) -> f64 {
    let mut chosen: Vec<String> = chosen_authors(&own.told, forest)
        .iter()
        .map(|at| plain(&own.told[*at].0))
        .collect();
    chosen.sort_unstable();
    chosen.dedup();
    if own.gold.is_empty() {
        return f64::from(u8::from(chosen.is_empty()));
    }
    let right = chosen.iter().filter(|name| own.gold.contains(name)).count();
    2.0 * right as f64 / (chosen.len() + own.gold.len()) as f64
}
