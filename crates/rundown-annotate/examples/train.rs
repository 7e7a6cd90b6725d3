//! Trains the models that `rundown-lexicon` ships.
//!
//! `cargo run --release -p rundown-annotate --example train -- names OUT FILE[=WEIGHT]…`
//! where each FILE holds lines `{"body", "gold": [{"span": [a, b], "kind"}]}`; a file
//! with a weight counts so many times. `train parts OUT FILE…` takes lines
//! `{"body", "tokens": [[a, b, UPOS]]}`. The files are named in
//! `crates/rundown-lexicon/data/README.md`.

#![allow(clippy::print_stdout, reason = "a command line tool")]

use std::io::{self, BufRead, BufReader};
use std::{env, fs};

use rundown_annotate::train::{MarkedCopy, TaggedCopy, names_model, parts_model};
use rundown_news::{EntityKind, Span};
use serde_json::Value;

const USAGE: &str = "train names OUT FILE[=WEIGHT]…\ntrain parts OUT FILE…";

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [what, out, files @ ..] = args.as_slice() else {
        println!("{USAGE}");
        return Ok(());
    };
    let model = match what.as_str() {
        "names" => names_model(&read(files, marked)?),
        "parts" => parts_model(&read(files, tagged)?),
        _ => {
            println!("{USAGE}");
            return Ok(());
        }
    };
    fs::write(out, model)
}

fn read<T>(files: &[String], copy: fn(&Value, usize) -> Option<T>) -> io::Result<Vec<T>> {
    let mut copies = Vec::new();
    for file in files {
        let (path, weight) = file.split_once('=').unwrap_or((file, "1"));
        let weight = weight.parse().unwrap_or(1);
        let before = copies.len();
        for line in BufReader::new(fs::File::open(path)?).lines() {
            let line: Value = serde_json::from_str(&line?)?;
            copies.extend(copy(&line, weight));
        }
        println!("{path}: {} texts, weight {weight}", copies.len() - before);
    }
    Ok(copies)
}

fn tagged(line: &Value, _weight: usize) -> Option<TaggedCopy> {
    let text = line["body"].as_str()?.to_owned();
    let tags = line["tokens"].as_array()?.iter().filter_map(|token| {
        let span = Span::new(token[0].as_u64()? as usize, token[1].as_u64()? as usize);
        Some((span, token[2].as_str()?.to_owned()))
    });
    let tags = tags.collect();
    Some(TaggedCopy { text, tags })
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
