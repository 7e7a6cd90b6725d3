//! Trains the models that `rundown-lexicon` ships.
//!
//! `cargo run --release -p rundown-annotate --example train -- names OUT FILE[=WEIGHT]…`
//! where each FILE holds lines `{"body", "gold": [{"span": [a, b], "kind"}]}`; a file
//! with a weight counts so many times. The files are named in
//! `crates/rundown-lexicon/data/README.md`.

#![allow(clippy::print_stdout, reason = "a command line tool")]

use std::io::{self, BufRead, BufReader};
use std::{env, fs};

use rundown_annotate::train::{MarkedCopy, names_model};
use rundown_news::{EntityKind, Span};
use serde_json::Value;

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [what, out, files @ ..] = args.as_slice() else {
        println!("train names OUT FILE[=WEIGHT]…");
        return Ok(());
    };
    if what != "names" {
        println!("train names OUT FILE[=WEIGHT]…");
        return Ok(());
    }
    let mut copies = Vec::new();
    for file in files {
        let (path, weight) = file.split_once('=').unwrap_or((file, "1"));
        let weight = weight.parse().unwrap_or(1);
        let before = copies.len();
        for line in BufReader::new(fs::File::open(path)?).lines() {
            let line: Value = serde_json::from_str(&line?)?;
            copies.extend(marked(&line, weight));
        }
        println!("{path}: {} texts, weight {weight}", copies.len() - before);
    }
    fs::write(out, names_model(&copies))
}

fn marked(line: &Value, weight: usize) -> Option<MarkedCopy> {
    let text = line["body"].as_str()?.to_owned();
    let names = line["gold"].as_array()?.iter().filter_map(|name| {
        let end = |i: usize| name["span"][i].as_u64();
        let span = Span::new(end(0)? as usize, end(1)? as usize);
        let kind = match name["kind"].as_str()? {
            "person" => Some(EntityKind::Person),
            "organization" => Some(EntityKind::Organization),
            "place" => Some(EntityKind::Place),
            _ => None,
        };
        Some((span, kind))
    });
    let names = names.collect();
    Some(MarkedCopy { text, names, weight })
}
