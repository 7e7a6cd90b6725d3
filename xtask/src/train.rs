//! Trains the models that `rundown-lexicon` ships, from named open data.
//!
//! The data folder is that of `cargo xtask scores`. What each file is and why it may
//! train a model that ships stands in `crates/rundown-lexicon/data/README.md`. The same
//! files give the same bytes.

mod batches;
mod body;
mod brief;
mod forest;
pub(crate) mod grammar;
mod invented;
mod meaning;
mod metadata;
mod pronouns;
mod thread;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use rundown_annotate::train::{MarkedCopy, names_model};
use rundown_news::EntityKind;
use serde_json::Value;

use crate::files::{read, span, work};

/// Marked names, and how often each file counts: people's marks more than a program's.
const NAMES: &[(&str, usize)] = &[
    ("language/names/gum.jsonl.gz", 6),
    ("language/names/meantime.jsonl.gz", 3),
    ("language/names/wikigold.jsonl.gz", 4),
    ("language/names/wikinews_silver.jsonl.gz", 1),
];

/// Train the models of rundown-lexicon and the weights of threading and briefs from open data
#[derive(Debug, clap::Args)]
pub(crate) struct Train {
    /// Which model
    #[arg(value_enum)]
    model: Model,
    /// The folder of corpora; the table of meanings needs none
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// For the grammar: learn from treebanks under share-alike licences too
    #[arg(long)]
    trees: bool,
    /// For the grammar: a language other than English that has treebanks, such as "de"
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Where to write the model [default: where the lexicon ships it]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// For the body: write how forests that never saw a page's host read it, as lines of
    /// JSON by corpus, and stop there
    #[arg(long, value_name = "DIR")]
    readings: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Model {
    /// Names of people, organisations and places
    Names,
    /// Parts of speech and dependency trees
    Grammar,
    /// The weights of threading
    Thread,
    /// Which lines of a page are its article
    Body,
    /// What each place of a page is worth that tells its day or headline
    Metadata,
    /// What speaks for events and figures of a story
    Brief,
    /// What speaks for somebody whom a pronoun may mean
    Pronouns,
    /// The table of what pieces of words mean
    Meaning,
}

/// Runs the job.
pub(crate) fn run(train: &Train) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .with_file_name("crates/rundown-lexicon/data");
    let (name, model) = match train.model {
        Model::Names => ("names.model", names_model(&marked_copies(&train.data)?)),
        Model::Grammar if train.language.is_some() => {
            let language = train.language.as_deref().unwrap_or_default();
            let shipped = folder.join(format!("grammars/{language}.model.zst"));
            let out = train.out.clone().unwrap_or(shipped);
            return grammar::run_of(&train.data, language, &out);
        }
        Model::Grammar => {
            let out = train.out.clone().unwrap_or(folder.join("grammar-en.model"));
            return grammar::run(&train.data, &work(), train.trees, &out);
        }
        Model::Thread => return thread::run(&train.data),
        Model::Body => return body::run(&train.data, train.readings.as_deref()),
        Model::Metadata => return metadata::run(&train.data),
        Model::Brief => return brief::run(&train.data),
        Model::Pronouns => return pronouns::run(&train.data),
        Model::Meaning => return meaning::run(&work(), train.out.as_deref()),
    };
    println!("{name}: {} bytes", model.len());
    Ok(fs::write(folder.join(name), model)?)
}

fn marked_copies(data: &Path) -> Result<Vec<MarkedCopy>> {
    let mut copies = Vec::new();
    for (file, weight) in NAMES {
        copies.extend(read(&data.join(file), |line| marked(line, *weight))?);
    }
    Ok(copies)
}

fn marked(line: &Value, weight: usize) -> Option<MarkedCopy> {
    let text = line["body"].as_str()?.to_owned();
    let names = line["gold"].as_array()?.iter().filter_map(|name| {
        let kind = match name["kind"].as_str()? {
            "person" => Some(EntityKind::Person),
            "organization" => Some(EntityKind::Organization),
            "place" => Some(EntityKind::Place),
            _ => None,
        };
        Some((span(&name["span"])?, kind))
    });
    Some(MarkedCopy { names: names.collect(), text, weight })
}
