//! Measures whether a headline finds its translations among many others.
//!
//! The sixty headlines of `data/headlines.tsv` in ten languages lie among the lines that
//! come in. Told is the share of pairs of a headline and another language whose translation
//! stands among the ten nearest, other translations left out; then how near translations
//! lie, and how near the nearest of the others, from the tenth percentile to the ninetieth:
//!
//! ```sh
//! cargo run --release -p rundown-meaning --example find_headlines < lines.txt
//! ```

#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]

use std::io::BufRead as _;

use rundown_meaning::{Gist, Stream, Table};
use rundown_news::Lang;

const PLACES: usize = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let others: Vec<String> =
        std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let mut rows = include_str!("../data/headlines.tsv").lines();
    let langs = rows.next().unwrap_or_default().split('\t').count();
    let own: Vec<&str> = rows.flat_map(|row| row.split('\t')).collect();
    let (stream, table) = (Stream::default(), Table::shipped());
    let gist =
        |text: &str| Gist::of(&stream.embed(table, &table.split(text), Lang::UNKNOWN));
    let own: Vec<Gist> = own.into_iter().map(gist).collect();
    let others: Vec<Gist> = others.iter().map(|line| gist(line)).collect();
    let (mut near, mut far, mut found) = (Vec::new(), Vec::new(), 0);
    for (at, asked) in own.iter().enumerate() {
        let row = at / langs * langs;
        let (before, rest) = own.split_at(row);
        let (translations, after) = rest.split_at(langs);
        let strangers = before.iter().chain(after).chain(&others);
        let mut strangers: Vec<f64> = strangers.map(|one| asked.cosine(one)).collect();
        strangers.sort_by(|a, b| b.total_cmp(a));
        far.extend(strangers.first());
        let tenth = strangers.get(PLACES - 1).copied().unwrap_or_default();
        for (k, other) in translations.iter().enumerate() {
            if row + k != at {
                let likeness = asked.cosine(other);
                near.push(likeness);
                found += usize::from(likeness > tenth);
            }
        }
    }
    println!(
        "in the first ten: {:.1} %",
        100.0 * f64::from(found as u32) / near.len() as f64
    );
    println!("translations: {}", tenths(near));
    println!("nearest other: {}", tenths(far));
    Ok(())
}

fn tenths(mut of: Vec<f64>) -> String {
    of.sort_by(f64::total_cmp);
    let at = |k: usize| of.get(of.len() * k / 10).copied().unwrap_or_default();
    let shown: Vec<String> = (1..10).map(|k| format!("{:.2}", at(k))).collect();
    shown.join(" ")
}
