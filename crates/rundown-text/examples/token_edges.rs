//! Measures tokens: `token_edges FILE...`, lines of a text, a tab and its tokens, these
//! parted by the unit separator (U+001F).

#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]

use std::collections::BTreeSet;
use std::time::Instant;

use rundown_text::tokens;

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let lines = std::fs::read_to_string(&file)?;
        let (mut wanted, mut found, mut right, mut seconds) = (0, 0, 0, 0.0);
        for (text, marked) in lines.lines().filter_map(|line| line.split_once('\t')) {
            let start = Instant::now();
            let ours = tokens(text);
            seconds += start.elapsed().as_secs_f64();
            let ours: BTreeSet<_> = ours
                .iter()
                .map(|t| (t.span.start as usize, t.span.end as usize))
                .collect();
            let theirs = spans(text, marked);
            wanted += theirs.len();
            found += ours.len();
            right += ours.intersection(&theirs).count();
            if std::env::var_os("SHOW").is_some() {
                for (start, end) in ours.difference(&theirs) {
                    println!("  {:?} in {text}", &text[*start..*end]);
                }
            }
        }
        let share = |of: usize| 100.0 * right as f64 / of as f64;
        println!(
            "{file}: precision {:.1} %, recall {:.1} %, {:.1} MB/s",
            share(found),
            share(wanted),
            lines.len() as f64 / 2e6 / seconds
        );
    }
    Ok(())
}

/// Where the marked tokens stand in their text.
fn spans(text: &str, marked: &str) -> BTreeSet<(usize, usize)> {
    let mut at = 0;
    let mut found = BTreeSet::new();
    for token in marked.split('\u{1f}') {
        if let Some(start) = text.get(at..).and_then(|rest| rest.find(token)) {
            found.insert((at + start, at + start + token.len()));
            at += start + token.len();
        }
    }
    found
}
