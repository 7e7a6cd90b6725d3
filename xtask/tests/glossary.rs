//! The glossary names types that exist, and the vocabulary has a line for each of its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The crate that holds the words of the program.
const VOCABULARY: &str = "rundown-news";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}

/// The sources of a crate.
fn sources(name: &str) -> Vec<String> {
    let mut folders = vec![root().join("crates").join(name).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(fs::read_to_string(path).expect("a source"));
            }
        }
    }
    found
}

/// The public types that a line of code begins, if it does.
fn type_of(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("pub ")?;
    let name = ["struct ", "enum ", "trait ", "type "]
        .iter()
        .find_map(|kind| rest.strip_prefix(kind))?;
    let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
    (end > 0).then(|| &name[..end])
}

fn types(name: &str) -> BTreeSet<String> {
    let sources = sources(name);
    let lines = sources.iter().flat_map(|source| source.lines());
    lines.filter_map(type_of).map(str::to_owned).collect()
}

/// Crate and type of each type that the glossary names, from the last column of its tables:
/// ``| word | meaning | `crate`: `Type`, `Type`; `crate`: `Type` |``.
fn named(glossary: &str) -> BTreeSet<(String, String)> {
    let rows =
        glossary.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let last = rows.filter_map(|line| line.trim_end_matches(" |").rsplit(" | ").next());
    let parts: Vec<&str> = last.flat_map(|column| column.split("; ")).collect();
    let pairs = parts.iter().flat_map(|part| {
        let (name, types) = part
            .split_once(": ")
            .unwrap_or_else(|| panic!("{part:?} is not a crate, a colon, and its types"));
        let bare = |word: &str| word.trim_matches('`').to_owned();
        types.split(", ").map(move |one| (bare(name), bare(one)))
    });
    pairs.collect()
}

#[test]
fn every_type_that_the_glossary_names_is_there() {
    let glossary = fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let named = named(&glossary);
    assert!(named.len() > 60, "only {} types were found", named.len());
    let crates: BTreeSet<&str> = named.iter().map(|(of, _)| of.as_str()).collect();
    for of in crates {
        let there = types(of);
        let gone = named.iter().filter(|(by, one)| by == of && !there.contains(one));
        let gone: Vec<_> = gone.map(|(_, one)| one).collect();
        assert!(gone.is_empty(), "{of} has no public type {gone:?}");
    }
}

#[test]
fn every_type_of_the_vocabulary_has_its_line() {
    let glossary = fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let named = named(&glossary);
    let there = types(VOCABULARY);
    assert!(there.len() > 60, "only {} types were found", there.len());
    let told = |one: &&String| !named.contains(&(VOCABULARY.to_owned(), (*one).clone()));
    let missing: Vec<_> = there.iter().filter(told).collect();
    assert!(missing.is_empty(), "docs/glossary.md lacks {missing:?}");
}
