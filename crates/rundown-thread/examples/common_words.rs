//! Counts how common ordinary English words are in news, for a store that has no
//! articles yet.
//!
//! ```text
//! cargo run --release -p rundown-thread --example common_words -- \
//!     A.jsonl B.jsonl C.jsonl > crates/rundown-thread/data/common_words.txt
//! ```
//!
//! Out: stems and in how many of a thousand articles each stands. The share is the
//! median over the corpora, so that no corpus puts its own subject in, and words
//! mostly written with a capital are left out.
#![expect(clippy::print_stdout, reason = "a command")]
#![expect(clippy::unwrap_used, reason = "a file that is missing ends it")]
#![allow(clippy::disallowed_methods, reason = "training is no stage")]

use std::collections::{BTreeMap, BTreeSet};

use rundown_news::Lang;
use rundown_text::{Stemmer, TokenKind, fold, is_stop_word, tokens};

/// Bytes read of an article, as threading reads it.
const BYTES_READ: usize = 2_400;

/// Rarer words are left out.
const PER_MILLE_MIN: f64 = 4.0;

#[derive(Default)]
struct Word {
    articles: f64,
    small: u32,
    capital: u32,
}

fn main() {
    let corpora: Vec<BTreeMap<String, Word>> =
        std::env::args().skip(1).map(|path| count(&path)).collect();
    let stems: BTreeSet<&String> = corpora.iter().flat_map(BTreeMap::keys).collect();
    println!("# Written by examples/common_words: stem, articles in a thousand.");
    for stem in stems {
        let words = || corpora.iter().filter_map(|corpus| corpus.get(stem));
        let small: u32 = words().map(|word| word.small).sum();
        let capital: u32 = words().map(|word| word.capital).sum();
        let mut shares: Vec<f64> = words().map(|word| word.articles).collect();
        shares.resize(corpora.len(), 0.0);
        shares.sort_by(f64::total_cmp);
        let median = 1_000.0 * shares[shares.len() / 2];
        if small > capital && median >= PER_MILLE_MIN {
            println!("{stem} {median:.0}");
        }
    }
}

fn count(path: &str) -> BTreeMap<String, Word> {
    let stemmer = Stemmer::new(Lang::ENGLISH);
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for line in &lines {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let body = record["body"].as_str().unwrap_or_default();
        let body = &body[..body.floor_char_boundary(BYTES_READ)];
        let mut met = BTreeSet::new();
        for token in tokens(body).iter().filter(|t| t.kind == TokenKind::Word) {
            for part in token.span.of(body).split('-') {
                let folded = fold(part);
                if folded.chars().nth(1).is_none() || is_stop_word(&folded, Lang::ENGLISH)
                {
                    continue;
                }
                let stem = stemmer.stem(&folded).into_owned();
                let word = words.entry(stem.clone()).or_default();
                let capital = part.starts_with(char::is_uppercase);
                if capital {
                    word.capital += 1;
                } else {
                    word.small += 1;
                }
                met.insert(stem);
            }
        }
        for stem in met {
            words.entry(stem).or_default().articles += 1.0 / lines.len() as f64;
        }
    }
    words
}
