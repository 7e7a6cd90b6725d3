//! Measures where sentences end: `sentence_ends FILE...`, each named by its language
//! (`de.trees`), a sentence a line. Lines are joined to one text and cut again.

#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]

use std::collections::BTreeSet;
use std::path::Path;

use rundown_news::Lang;
use rundown_text::sentences;

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let lines = std::fs::read_to_string(&file)?;
        let stem = Path::new(&file).file_stem().and_then(|name| name.to_str());
        let lang = stem.and_then(Lang::parse).unwrap_or_default();
        let space = if matches!(lang.as_str(), "zh" | "ja") { "" } else { " " };
        let mut text = String::new();
        let mut wanted = BTreeSet::new();
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            text.push_str(line);
            wanted.insert(text.len());
            text.push_str(space);
        }
        let found: BTreeSet<usize> =
            sentences(&text, lang).iter().map(|span| span.end as usize).collect();
        let right = found.intersection(&wanted).count() as f64;
        let (precision, recall) =
            (right / found.len() as f64, right / wanted.len() as f64);
        println!(
            "{file}: {} sentences, precision {:.1} %, recall {:.1} %",
            wanted.len(),
            100.0 * precision,
            100.0 * recall
        );
        if std::env::var_os("SHOW").is_some() {
            for (kind, ends) in [
                ("extra", found.difference(&wanted)),
                ("missed", wanted.difference(&found)),
            ] {
                for end in ends {
                    let before = text.floor_char_boundary(end.saturating_sub(40));
                    let after = text.floor_char_boundary(end + 30);
                    println!(
                        "  {kind}: {} | {}",
                        &text[before..*end],
                        &text[*end..after]
                    );
                }
            }
        }
    }
    Ok(())
}
