//! Makes `data/languages.bin` from the n-gram models of the lingua crates.
//!
//! `cargo run --release -p rundown-text --example train_languages -- FOLDER FILE`, where
//! the folder holds the unpacked crates `lingua-NAME-language-model` of version 1.3.0, as
//! `cargo fetch` leaves them for a package that depends on `lingua`.

#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use fst::{Map, Streamer};
use rundown_text::language::{Entry, pack, pieces};

/// Names of the crates, codes, number of the script, and how much news there is.
const LANGUAGES: &str = include_str!("train_languages/languages.txt");

/// Most frequent pieces of a language that are kept.
const PIECES_OF_A_LANGUAGE: usize = 2_500;

/// A piece that a language does not have is taken to be this frequent in it.
const FLOOR: f64 = 1e-6;

/// A language is left out of a piece where it is this much rarer than where it is most
/// frequent.
const RARER: f64 = 0.02;

/// Weights are counted in parts of a natural logarithm.
const PARTS: f64 = 16.0;

/// Stands for the edge of a word in a piece.
const EDGE: char = '_';

/// Frequencies of pieces in one language.
type Frequencies = BTreeMap<String, f64>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, out] = &arguments[..] else { return Err("FOLDER FILE".into()) };
    let mut languages = Vec::new();
    let mut found = Vec::new();
    for line in LANGUAGES.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [name, code, script, prior] = columns[..] else { return Err(line.into()) };
        let model = format!("lingua-{name}-language-model-1.3.0/models/ngrams.fst");
        let bytes = std::fs::read(Path::new(folder).join(model))?;
        let entry = entry(code, script.parse()?, prior.parse()?);
        found.push(frequencies(bytes, is_han(entry))?);
        languages.push(entry);
    }
    let packed = pack(&languages, &weights(&languages, &found));
    println!("{} languages, {} bytes", languages.len(), packed.len());
    std::fs::write(out, packed)?;
    Ok(())
}

fn entry(code: &str, script: u8, prior: i8) -> Entry {
    let mut bytes = [0; 3];
    bytes[..code.len()].copy_from_slice(code.as_bytes());
    Entry { code: bytes, script, prior }
}

fn is_han(entry: Entry) -> bool {
    entry.script == 4
}

/// How frequent each piece is in a model, among all letters.
///
/// The model has the share of each run of letters among those that begin alike. What is
/// missing to all of them is the share of words that begin or end there.
fn frequencies(model: Vec<u8>, han: bool) -> Result<Frequencies, Box<dyn Error>> {
    let model = Map::new(model)?;
    let mut runs: BTreeMap<Vec<char>, f64> = BTreeMap::new();
    let mut stream = model.stream();
    while let Some((run, share)) = stream.next() {
        let run: Vec<char> = std::str::from_utf8(run)?.chars().collect();
        let longest = if han { 1 } else { 4 };
        if run.len() > longest {
            continue;
        }
        let (_, before) = run.split_last().ok_or("an empty run")?;
        // Runs come in order, so that the shorter one is known.
        let before =
            if before.is_empty() { Some(1.0) } else { runs.get(before).copied() };
        if let Some(before) = before {
            let frequency = before * f64::from_bits(share).exp();
            runs.insert(run, frequency);
        }
    }
    if han {
        return Ok(runs
            .iter()
            .map(|(run, share)| (run.iter().collect(), *share))
            .collect());
    }
    Ok(with_edges(&runs))
}

fn with_edges(runs: &BTreeMap<Vec<char>, f64>) -> Frequencies {
    let rest = |runs: &BTreeMap<Vec<char>, f64>, behind: bool| {
        let mut rest = runs.clone();
        for (run, frequency) in runs {
            let shorter = if behind { &run[1..] } else { &run[..run.len() - 1] };
            if let Some(shorter) = rest.get_mut(shorter) {
                *shorter -= frequency;
            }
        }
        rest
    };
    let starts = rest(runs, true);
    let ends = rest(runs, false);
    let words = rest(&starts, false);
    let mut found = Frequencies::new();
    let mut keep = |piece: &[&[char]], frequency: f64| {
        if frequency > FLOOR {
            found.insert(piece.concat().into_iter().collect(), frequency);
        }
    };
    for (run, frequency) in runs {
        match run.len() {
            4 => keep(&[run], *frequency),
            3 => {
                keep(&[&[EDGE], run], starts[run]);
                keep(&[run, &[EDGE]], ends[run]);
            }
            2 => keep(&[&[EDGE], run, &[EDGE]], words[run]),
            _ => {}
        }
    }
    found
}

/// The pieces that some language has often, with what they speak for.
fn weights(languages: &[Entry], found: &[Frequencies]) -> Vec<(u32, Vec<(u8, u8)>)> {
    let mut kept = BTreeSet::new();
    for (entry, frequencies) in languages.iter().zip(found) {
        let mut ranked: Vec<_> = frequencies.iter().collect();
        ranked.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        kept.extend(
            ranked.into_iter().take(PIECES_OF_A_LANGUAGE).map(|(p, _)| (entry.script, p)),
        );
    }
    let mut all = BTreeMap::new();
    for (script, piece) in kept {
        let own = |n: usize| languages[n].script == script;
        let having = (0..languages.len()).filter(|n| own(*n));
        let having: Vec<(usize, f64)> =
            having.filter_map(|n| Some((n, *found[n].get(piece)?))).collect();
        let most = having.iter().fold(0.0, |most: f64, (_, share)| most.max(*share));
        let pairs = having.into_iter().filter(|(_, share)| *share > RARER * most);
        let weight = |share: f64| ((share / FLOOR).ln() * PARTS).round() as u8;
        let pairs = pairs.map(|(n, share)| (n as u8, weight(share)));
        let pairs = pairs.filter(|(_, weight)| *weight > 0).collect();
        if let Some(key) = key_of(piece) {
            all.insert(key, pairs);
        }
    }
    all.into_iter().collect()
}

/// The key that cutting a text gives to a piece; none to one with other signs in it.
fn key_of(piece: &str) -> Option<u32> {
    // A word alone gives more pieces than this one unless the edges say where it stands:
    // of a run within a word the middle one of its pieces is meant.
    let mut keys = Vec::new();
    pieces(&piece.replace(EDGE, " "), |key| keys.push(key));
    let inside = !piece.contains(EDGE) && piece.chars().count() == 4;
    let at = if inside {
        1
    } else if piece.starts_with(EDGE) {
        0
    } else {
        keys.len().saturating_sub(1)
    };
    keys.get(at).copied()
}
