//! Whether reports of one event in different languages stand together.
//!
//! Over pairs of articles of two languages: of those that stand together, how many report
//! one event (precision), and of those that report one event, how many stand together
//! (recall). One event of hundreds of articles has most pairs of all, so the recall is
//! given as a mean over events too.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;

use super::stories::labels;

/// How a group of articles, by language, counts: found, in an event, or both.
type Sizes<K> = BTreeMap<K, BTreeMap<String, f64>>;

/// A line each for developments and stories.
pub(super) fn table(gold: &str, threaded: &str) -> Result<String> {
    let (events, langs) = (labels(gold, "story")?, labels(gold, "lang")?);
    let mut table =
        String::from("pairs of two languages     P      R     F1  R by event\n");
    for (name, field) in [("developments", "development"), ("stories", "story")] {
        let [precision, recall, by_event] =
            figures(&events, &langs, &labels(threaded, field)?);
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        writeln!(
            table,
            "{name:22}{precision:6.3} {recall:6.3} {f1:6.3}      {by_event:6.3}"
        )?;
    }
    Ok(table)
}

fn figures(
    events: &BTreeMap<String, String>,
    langs: &BTreeMap<String, String>,
    found: &BTreeMap<String, String>,
) -> [f64; 3] {
    let mut of_event: Sizes<&str> = Sizes::new();
    let mut of_found: Sizes<&str> = Sizes::new();
    let mut of_both: Sizes<(&str, &str)> = Sizes::new();
    for (id, event) in events {
        let (Some(lang), Some(found)) = (langs.get(id), found.get(id)) else { continue };
        count(&mut of_event, event, lang);
        count(&mut of_found, found, lang);
        count(&mut of_both, (event, found), lang);
    }
    let sum = |sizes: &mut dyn Iterator<Item = f64>| sizes.sum::<f64>();
    let both = sum(&mut of_both.values().map(pairs));
    let mut right: BTreeMap<&str, f64> = BTreeMap::new();
    for ((event, _), sizes) in &of_both {
        *right.entry(event).or_default() += pairs(sizes);
    }
    let shares = of_event.iter().filter(|(_, sizes)| sizes.len() > 1);
    let shares: Vec<f64> =
        shares.map(|(event, sizes)| right[event] / pairs(sizes)).collect();
    [
        share(both, sum(&mut of_found.values().map(pairs))),
        share(both, sum(&mut of_event.values().map(pairs))),
        share(shares.iter().sum(), shares.len() as f64),
    ]
}

fn count<K: Ord>(sizes: &mut Sizes<K>, group: K, lang: &str) {
    *sizes.entry(group).or_default().entry(lang.to_owned()).or_default() += 1.0;
}

/// Pairs of articles in two languages.
fn pairs(sizes: &BTreeMap<String, f64>) -> f64 {
    let all: f64 = sizes.values().sum();
    let alike: f64 = sizes.values().map(|size| size * size).sum();
    (all * all - alike) / 2.0
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pairs_of_two_languages_count() {
        let gold = r#"{"id":"a","story":"flood","lang":"en"}
{"id":"b","story":"flood","lang":"en"}
{"id":"c","story":"flood","lang":"de"}
{"id":"d","story":"vote","lang":"de"}
"#;
        let threaded = r#"{"id":"a","development":1,"story":1}
{"id":"b","development":2,"story":1}
{"id":"c","development":1,"story":1}
{"id":"d","development":4,"story":1}
"#;
        let table = table(gold, threaded).unwrap();
        assert!(table.contains("developments           1.000  0.500"), "{table}");
        assert!(table.contains("stories                0.500  1.000"), "{table}");
    }
}
