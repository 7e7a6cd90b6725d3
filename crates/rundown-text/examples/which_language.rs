//! Measures how many texts of known language are told right, and how fast.
//!
//! `which_language FILE...`, each line a code, a tab and a text. Codes may go on after a
//! slash.

#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]

use std::collections::BTreeMap;
use std::time::Instant;

use rundown_text::detect_language;

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let lines = std::fs::read_to_string(&file)?;
        let rows: Vec<(&str, &str)> =
            lines.lines().filter_map(|line| line.split_once('\t')).collect();
        let bytes: usize = rows.iter().map(|(_, text)| text.len()).sum();
        let start = Instant::now();
        let found: Vec<_> = rows.iter().map(|(_, text)| detect_language(text)).collect();
        let speed = bytes as f64 / start.elapsed().as_secs_f64() / 1e6;
        let (mut right, mut unsure) = (0, 0);
        let mut by_language: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        let mut wrong: BTreeMap<String, u32> = BTreeMap::new();
        for ((code, _), found) in rows.iter().zip(found) {
            let code = code.split('/').next().unwrap_or(code);
            let code = if code == "nn" { "no" } else { code };
            let own = by_language.entry(code).or_default();
            own.1 += 1;
            match found {
                Some(found) if found.as_str() == code => {
                    (right, own.0) = (right + 1, own.0 + 1);
                }
                Some(found) => *wrong.entry(format!("{code}>{found}")).or_default() += 1,
                None => unsure += 1,
            }
        }
        let all = rows.len();
        let share = |n: u32| 100.0 * f64::from(n) / all as f64;
        let mut wrong: Vec<_> = wrong.into_iter().collect();
        wrong.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        println!(
            "{file}: {all} texts, right {:.2} %, unsure {:.2} %, wrong {:.2} %, {speed:.1} MB/s",
            share(right),
            share(unsure),
            share(wrong.iter().map(|(_, n)| n).sum()),
        );
        let by_language = by_language.iter().map(|(code, (right, all))| {
            format!("{code} {:.1}", 100.0 * f64::from(*right) / f64::from(*all))
        });
        println!("  {}", by_language.collect::<Vec<_>>().join(" "));
        println!("  {:?}", &wrong[..wrong.len().min(16)]);
    }
    Ok(())
}
