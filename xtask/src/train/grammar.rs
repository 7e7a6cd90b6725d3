//! Trains the tagger and parser of English: labels of a program on open text (Wikinews),
//! turned into Universal Dependencies, with the openly licensed part of GUM.
//!
//! `--trees` adds treebanks under share-alike licences; what they teach is a file of its
//! own.

mod agreement;
mod sentences;
mod trees;
mod universal;

pub(crate) use agreement::{SAYING, agreement};

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use rundown_grammar::Grammar;
use rundown_grammar::train::{GoldSentence, Plan, grammar};
use rundown_lexicon::LANGUAGES;

/// The open text that the teacher labels.
const OPEN_TEXT: &str = "language/wikinews.jsonl.gz";
/// The trees of people, and how often each counts.
const OPEN_TREES: (&str, usize) = ("language/trees/en-gum_by_train.conll5.gz", 3);
/// Trees under share-alike licences.
const SHARED_TREES: (&str, usize) = ("language/trees/en-ewt_train.conll5.gz", 3);
/// How hard zstd packs: as hard as it can.
const PACKING: i32 = 22;
/// As good as more rounds; see `scores/grammar.txt`.
const PLAN: Plan = Plan { tag_rounds: 5, rounds: 8 };

/// Runs the job; the model is written to `out`.
pub(super) fn run(data: &Path, work: &Path, shared: bool, out: &Path) -> Result<()> {
    fs::create_dir_all(work)?;
    label(data, work)?;
    let mut learn = silver(&work.join("silver0.conll"))?;
    learn.extend(silver(&work.join("silver1.conll"))?);
    let held_out = silver(&work.join("held-out.conll"))?;
    let shared = shared.then_some(SHARED_TREES);
    for (file, times) in [Some(OPEN_TREES), shared].into_iter().flatten() {
        let gold = treebank(&data.join(file))?;
        for _ in 0..times {
            learn.extend(gold.iter().cloned());
        }
    }
    let words: usize = learn.iter().map(|sentence| sentence.words.len()).sum();
    println!("{} sentences, {words} words", learn.len());
    let model = grammar(&learn, &PLAN);
    println!("{}: {} bytes", out.display(), model.len());
    fs::write(out, &model)?;
    let grammar = Grammar::read(&model).context("the model cannot be read")?;
    println!("held-out labels: {}", agreement(&grammar, &held_out, SAYING));
    Ok(())
}

/// Trains on each part of the treebanks of another language and says how far the model
/// agrees with the other part, which it has not seen; then on both. What is written is
/// packed.
pub(super) fn run_of(data: &Path, language: &str, out: &Path) -> Result<()> {
    let folder = LANGUAGES.iter().find(|folder| folder.code == language);
    let mut lists = folder.context("the language has no folder")?.lists();
    let saying = lists.find(|(name, _)| *name == "says").map_or("", |(_, verbs)| verbs);
    let parts = treebanks(data, language)?;
    for (learn, test) in [(&parts[0], &parts[1]), (&parts[1], &parts[0])] {
        let model = grammar(learn, &PLAN);
        let grammar = Grammar::read(&model).context("the model cannot be read")?;
        println!(
            "{language}, {} sentences: {}",
            learn.len(),
            agreement(&grammar, test, saying)
        );
    }
    let model = grammar(&parts.concat(), &PLAN);
    let packed = zstd::bulk::compress(&model, PACKING)?;
    println!("{}: {} bytes of {}", out.display(), packed.len(), model.len());
    Ok(fs::write(out, packed)?)
}

/// Two parts; of a treebank that has one file every second sentence.
fn treebanks(data: &Path, language: &str) -> Result<[Vec<GoldSentence>; 2]> {
    let file =
        |part: &str| data.join(format!("language/trees/{language}-{part}.conllu.gz"));
    let read = |part: &str| trees::conllu(&crate::files::unzipped(&file(part))?);
    let test = read("test")?;
    if file("dev").exists() {
        return Ok([read("dev")?, test]);
    }
    let every_second =
        |first: usize| test.iter().skip(first).step_by(2).cloned().collect();
    Ok([every_second(0), every_second(1)])
}

/// What the teacher labelled.
pub(crate) fn silver(file: &Path) -> Result<Vec<GoldSentence>> {
    let rows = trees::trees(&fs::read_to_string(file)?)?;
    Ok(rows.into_iter().map(|rows| trees::gold(&universal::universal(rows))).collect())
}

/// The trees of people.
pub(crate) fn treebank(file: &Path) -> Result<Vec<GoldSentence>> {
    let rows = trees::trees(&crate::files::unzipped(file)?)?;
    Ok(rows.iter().map(|rows| trees::gold(rows)).collect())
}

/// Lets the teacher label the open text, unless it lies there labelled.
fn label(data: &Path, work: &Path) -> Result<()> {
    if work.join("held-out.conll").exists() {
        println!("taking the labels that lie in {}", work.display());
        return Ok(());
    }
    let open = sentences::sentences(&data.join(OPEN_TEXT))?;
    fs::write(work.join("learn.tsv"), open.learn)?;
    fs::write(work.join("held-out.tsv"), open.held_out)?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("train/silver.py");
    let start = |from: &str, to: &str, part: &str, of: &str| {
        Command::new("python3")
            .arg(&script)
            .args([&work.join(from), &work.join(to)])
            .args([part, of])
            .spawn()
            .context("could not start python3 to label the open text")
    };
    let halves = [
        start("learn.tsv", "silver0.conll", "0", "2")?,
        start("learn.tsv", "silver1.conll", "1", "2")?,
    ];
    for mut half in halves {
        if !half.wait()?.success() {
            bail!("the teacher failed; {} tells what it needs", script.display());
        }
    }
    if !start("held-out.tsv", "held-out.conll", "0", "1")?.wait()?.success() {
        bail!("the teacher failed on the held-out text");
    }
    Ok(())
}
