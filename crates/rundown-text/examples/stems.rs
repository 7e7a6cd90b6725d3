//! Measures stems: `stems FILE...`, each named by its language, lines of a word, a tab and
//! its base form.
//!
//! Of two forms of one word, how often they have one stem; of two words with one stem, how
//! often they are forms of one.

#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rundown_news::Lang;
use rundown_text::{Stemmer, fold};

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let lines = std::fs::read_to_string(&file)?;
        let stem = Path::new(&file).file_stem().and_then(|name| name.to_str());
        let stemmer = Stemmer::new(stem.and_then(Lang::parse).unwrap_or_default());
        let words: BTreeSet<(String, String)> = lines
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(form, base)| (fold(form).into_owned(), fold(base).into_owned()))
            .collect();
        let mut by_base: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut by_stem: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (form, base) in &words {
            let stem = stemmer.stem(form).into_owned();
            by_base.entry(base).or_default().push(form);
            by_stem.entry(stem).or_default().push(base);
        }
        let stems = by_base.values().map(|forms| {
            forms.iter().map(|form| stemmer.stem(form).into_owned()).collect::<Vec<_>>()
        });
        println!(
            "{file}: forms of one word joined {:.1} %, joined forms of one word {:.1} %",
            equal_pairs(stems),
            equal_pairs(by_stem.into_values())
        );
    }
    Ok(())
}

/// The share of pairs within groups that are equal, in percent.
fn equal_pairs<T: PartialEq>(groups: impl Iterator<Item = Vec<T>>) -> f64 {
    let (mut equal, mut all) = (0_u32, 0_u32);
    for group in groups {
        for (i, one) in group.iter().enumerate() {
            for other in &group[..i] {
                all += 1;
                equal += u32::from(one == other);
            }
        }
    }
    100.0 * f64::from(equal) / f64::from(all.max(1))
}
