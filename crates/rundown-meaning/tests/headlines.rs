//! Sixty invented headlines in ten languages: is the nearest one its translation?
//!
//! `data/headlines.tsv` was written for this; nothing was trained or tuned on it. With
//! `--nocapture` the figures are shown.

use rundown_meaning::{Stream, Table, Vector};
use rundown_news::Lang;

/// Of all pairs of a headline and another language, in percent.
const FOUND_MIN: f64 = 95.0;

/// The languages, and each with the vectors of its headlines.
fn embedded() -> Vec<(Lang, Vec<Vector>)> {
    let mut lines = include_str!("../data/headlines.tsv").lines();
    let langs: Vec<Lang> =
        lines.next().unwrap_or_default().split('\t').filter_map(Lang::parse).collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    let table = Table::shipped();
    let mut stream = Stream::default();
    for row in &rows {
        for (text, lang) in row.iter().zip(&langs) {
            stream.take(table, &table.split(text), *lang);
        }
    }
    let embed = |text: &str, lang| stream.embed(table, &table.split(text), lang);
    let columns = langs.iter().enumerate();
    columns
        .map(|(k, lang)| (*lang, rows.iter().map(|row| embed(row[k], *lang)).collect()))
        .collect()
}

fn nearest(vector: &Vector, among: &[Vector]) -> usize {
    let cosines = among.iter().map(|other| vector.dot(other)).enumerate();
    cosines.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(usize::MAX, |(k, _)| k)
}

#[test]
fn translated_headlines_find_each_other() {
    let languages = embedded();
    assert_eq!(languages.len(), 10);
    let (mut found, mut asked) = (0, 0);
    for (lang, vectors) in &languages {
        assert_eq!(vectors.len(), 60);
        let mut here = 0;
        for (_, others) in languages.iter().filter(|(other, _)| other != lang) {
            let hits =
                vectors.iter().enumerate().filter(|(k, v)| nearest(v, others) == *k);
            here += hits.count();
        }
        println!("{} {:.1}", lang.as_str(), here as f64 / 5.4);
        found += here;
        asked += 540;
    }
    let share = 100.0 * f64::from(found as u32) / f64::from(asked);
    println!("all {share:.1}");
    assert!(share >= FOUND_MIN, "{share:.1} % of translations were found");
}
