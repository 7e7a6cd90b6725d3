//! Makes the gazetteers in `data/` from the open lists they come from.
//!
//! `cargo run --release -p rundown-lexicon --example gather -- SOURCES OUT`, where
//! SOURCES holds the unpacked lists named in `data/README.md`.

#![allow(clippy::print_stdout, reason = "a command line tool")]

mod wordnet;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Surnames rarer than this add noise, not recall.
const LAST_NAMES_MAX: usize = 20_000;
/// The words of the class table, most frequent first.
const CLASSED_WORDS_MAX: usize = 60_000;

/// Words that make a line of the actor list a role, not a name.
const NOT_IN_NAMES: &[&str] = &[
    "the",
    "of",
    "president",
    "president-elect",
    "minister",
    "prime",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms.",
    "dr",
    "dr.",
    "senator",
    "sen.",
    "king",
    "queen",
    "prince",
    "princess",
    "general",
    "gen.",
    "gen",
    "gov.",
    "governor",
    "chancellor",
    "premier",
    "foreign",
    "secretary",
    "administration",
    "government",
    "leader",
    "ambassador",
    "chief",
    "colonel",
    "sheikh",
    "sultan",
    "emir",
    "pope",
    "cardinal",
    "justice",
    "and",
    "former",
    "american",
    "us",
    "u.s.",
    "british",
    "judge",
    "vice",
    "deputy",
    "chairman",
    "sir",
    "lord",
    "first",
    "speaker",
    "representative",
];

fn main() -> io::Result<()> {
    let args: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [sources, out] = args.as_slice() else {
        println!("gather SOURCES OUT");
        return Ok(());
    };
    fs::create_dir_all(out)?;
    write(out, "places.txt", &places(sources)?)?;
    write(out, "last_names.txt", &last_names(sources)?)?;
    write(out, "organizations.txt", &organizations(sources)?)?;
    write(out, "people.txt", &people(sources)?)?;
    let wordnet = |name: &str| fs::read_to_string(sources.join("wordnet").join(name));
    let persons = wordnet::persons(&wordnet("data.noun")?, &wordnet("index.noun")?);
    write(out, "person_nouns.txt", &persons)?;
    fs::write(out.join("first_names.tsv"), first_names(sources)?)?;
    fs::write(out.join("word_classes.bin"), word_classes(sources)?)
}

fn write(out: &Path, name: &str, lines: &BTreeSet<String>) -> io::Result<()> {
    println!("{name}: {} names", lines.len());
    let mut text: Vec<&str> = lines.iter().map(String::as_str).collect();
    text.push("");
    let text = text.join("\n");
    fs::write(out.join(name), text)
}

fn read(sources: &Path, name: &str) -> io::Result<String> {
    fs::read_to_string(sources.join(name))
}

/// A name as it is looked up: lower case, one blank between tokens.
fn folded(name: &str) -> Option<String> {
    let name = name.replace('’', "'").to_lowercase();
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = words
        .iter()
        .all(|w| w.chars().all(|c| c.is_alphanumeric() || "'.-&".contains(c)));
    let long = name.chars().filter(|c| c.is_alphabetic()).count() > 1;
    ((1..=5).contains(&words.len()) && plain && long).then(|| words.join(" "))
}

fn places(sources: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for file in
        ["geonames_cities.tsv", "geonames_countries.tsv", "geonames_us_states.tsv"]
    {
        let text = read(sources, file)?;
        names.extend(text.lines().filter_map(|line| folded(line.split('\t').next()?)));
    }
    Ok(names)
}

fn last_names(sources: &Path) -> io::Result<BTreeSet<String>> {
    let text = read(sources, "census_last.tsv")?;
    let names = text.lines().filter_map(|line| folded(line.split('\t').next()?));
    Ok(names.take(LAST_NAMES_MAX).collect())
}

/// Name and sex: `f`, `m`, or `b` where neither has four times the share of the other.
fn first_names(sources: &Path) -> io::Result<String> {
    let mut shares: BTreeMap<String, [f64; 2]> = BTreeMap::new();
    for (sex, file) in
        ["census_first_female.tsv", "census_first_male.tsv"].iter().enumerate()
    {
        for line in read(sources, file)?.lines() {
            let mut cells = line.split('\t');
            let (Some(name), Some(share)) = (cells.next().and_then(folded), cells.next())
            else {
                continue;
            };
            shares.entry(name).or_default()[sex] = share.parse().unwrap_or(0.001);
        }
    }
    println!("first_names.tsv: {} names", shares.len());
    let sex = |[f, m]: [f64; 2]| {
        if f > 4.0 * m {
            'f'
        } else if m > 4.0 * f {
            'm'
        } else {
            'b'
        }
    };
    let lines: Vec<String> =
        shares.iter().map(|(name, share)| format!("{name}\t{}\n", sex(*share))).collect();
    Ok(lines.concat())
}

/// Actor names of the PETRARCH dictionaries: text before the code, `_` for blanks.
fn actors(text: &str) -> impl Iterator<Item = (String, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let name = line.split(['[', '#', '\t']).next()?.trim_start_matches('+');
        Some((folded(&name.replace('_', " "))?, line))
    })
}

/// Whether a dictionary line dates its code: heads of state and of bodies are dated.
fn is_dated(line: &str) -> bool {
    let code = line.split('[').nth(1).unwrap_or("");
    code.split(']')
        .next()
        .is_some_and(|c| c.chars().filter(char::is_ascii_digit).count() >= 6)
}

fn organizations(sources: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for file in [
        "petrarch/Phoenix.International.actors.txt",
        "petrarch/Phoenix.MilNonState.actors.txt",
    ] {
        let text = read(sources, file)?;
        names.extend(
            actors(&text).filter(|(_, line)| !is_dated(line)).map(|(name, _)| name),
        );
    }
    for line in read(sources, "sp500.csv")?.lines().skip(1) {
        let cells = line.split_once(',').map_or("", |(_, rest)| rest);
        let name = cells.strip_prefix('"').map_or_else(
            || cells.split(',').next().unwrap_or(""),
            |quoted| quoted.split('"').next().unwrap_or(""),
        );
        let name = name.split('(').next().unwrap_or("").replace(',', "");
        names.extend(folded(&name));
        for tail in [" Inc.", " Corp.", " Company", " Corporation", " Group", " Co."] {
            names.extend(name.trim().strip_suffix(tail).and_then(folded));
        }
    }
    Ok(names)
}

fn people(sources: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let text = read(sources, "petrarch/Phoenix.Countries.actors.txt")?;
    // Other names of a person follow with "+", and the dated code comes last.
    let mut group: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let is_name = line.starts_with(|c: char| c.is_alphabetic() || c == '+');
        if line.starts_with(char::is_alphabetic) {
            group.clear();
        }
        if is_name {
            let name =
                line.split(['[', '#', '\t']).next().unwrap_or("").trim_start_matches('+');
            group.extend(folded(&name.replace('_', " ")));
        }
        if is_dated(line) {
            names.extend(group.drain(..).filter(|name| {
                let words: Vec<&str> = name.split(' ').collect();
                (2..=4).contains(&words.len())
                    && !words.iter().any(|w| NOT_IN_NAMES.contains(w))
            }));
        }
    }
    for file in ["congress/legislators-current.yaml", "congress/executive.yaml"] {
        let text = read(sources, file)?;
        let (mut first, mut last) = (String::new(), String::new());
        for line in text.lines().map(str::trim) {
            let value = |key: &str| {
                line.strip_prefix(key).map(|v| v.trim().trim_matches('"').to_owned())
            };
            if let Some(name) = value("first:") {
                first = name;
            } else if let Some(name) = value("last:") {
                last = name;
                names.extend(folded(&format!("{first} {last}")));
            } else if let Some(name) = value("official_full:") {
                names.extend(folded(&name));
            } else if let Some(nickname) = value("nickname:") {
                names.extend(folded(&format!("{nickname} {last}")));
            }
        }
    }
    Ok(names)
}

/// Seven bytes a word: the low half of its hash, the class of 128, the class of 1,000.
fn word_classes(sources: &Path) -> io::Result<Vec<u8>> {
    let text = read(sources, "glove_clusters.tsv")?;
    let mut bytes = Vec::new();
    for line in text.lines().take(CLASSED_WORDS_MAX) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [word, few, many] = cells.as_slice() else { continue };
        let (Ok(few), Ok(many)) = (few.parse::<u8>(), many.parse::<u16>()) else {
            continue;
        };
        bytes.extend((rundown_lexicon::word_key(word) as u32).to_le_bytes());
        bytes.push(few);
        bytes.extend(many.to_le_bytes());
    }
    Ok(bytes)
}
