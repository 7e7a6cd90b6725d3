//! Learns what speaks for somebody whom a pronoun may mean.
//!
//! From GAP: passages with a pronoun and two names, of which people said whether the pronoun
//! means them. What one passage says of its names, no other passage knows: each is read
//! with weights of the four fifths that it is not in, and that is what is printed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use rundown_annotate::train::pronouns::{MayBeMeant, SIGNS, Signs, may_be_meant};
use rundown_news::{Article, Block, BlockKind, Lang, Span};
use serde_json::Value;

use crate::files::{read, span};

/// Where the weights lie, as source.
const WEIGHTS: &str = "crates/rundown-annotate/src/pronoun_weights.rs";

/// The passages.
const GAP: &str = "language/pronouns/gap_dev.jsonl.gz";

/// Every passage is read with weights that were learned without its fold.
const FOLDS: usize = 5;

/// Rounds over the passages, and how fast is learned (`AdaGrad`: Duchi et al., 2011).
const ROUNDS: usize = 40;
const RATE: f64 = 0.3;

/// A weight that nothing speaks for fades.
const FADES: f64 = 1e-3;

/// A pronoun: everybody who may be meant, and whether the passage says they are.
struct Passage {
    candidates: Vec<Signs>,
    said: Vec<Option<bool>>,
    /// Whether it means one of the two names.
    means_one: bool,
}

/// Learns the weights.
pub(super) fn run(data: &Path) -> Result<()> {
    let passages = read(&data.join(GAP), passage)?;
    let fold = |fold: usize, own: bool| {
        let all = passages.iter().enumerate();
        all.filter(move |(at, _)| (at % FOLDS == fold) == own).map(|(_, one)| one)
    };
    let mut told = Told::default();
    for number in 0..FOLDS {
        let weights = learned(&fold(number, false).collect::<Vec<_>>());
        fold(number, true).for_each(|passage| told.add(passage, &weights));
    }
    println!("{} passages: {}", passages.len(), told.told());
    let weights = learned(&passages.iter().collect::<Vec<_>>());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    fs::write(root.join(WEIGHTS), source(&weights)).context("keeping weights")
}

fn passage(line: &Value) -> Option<Passage> {
    let text = line["body"].as_str()?.to_owned();
    let whole = Span::new(0, text.len());
    let blocks = vec![Block { kind: BlockKind::Paragraph, span: whole, at: None }];
    let article = Article { text, blocks, lang: Lang::ENGLISH, ..Article::default() };
    let found = may_be_meant(&article, span(&line["pronoun"])?);
    let names: Vec<(Span, bool)> = line["names"]
        .as_array()?
        .iter()
        .filter_map(|name| Some((span(&name["span"])?, name["is"].as_bool()?)))
        .collect();
    let said = |one: &MayBeMeant| {
        let named = |span: &Span| one.names.iter().any(|name| name.overlaps(*span));
        let mut of_one = names.iter().filter(|(span, _)| named(span)).map(|name| name.1);
        of_one.next().map(|first| first || of_one.any(|is| is))
    };
    Some(Passage {
        said: found.iter().map(said).collect(),
        candidates: found.iter().map(|one| one.signs).collect(),
        means_one: names.iter().any(|(_, is)| *is),
    })
}

impl Passage {
    /// How likely each is to be meant, as far as the passage says: one whom it means, or
    /// whoever is none of its names.
    fn right(&self, likely: &[f64]) -> Option<Vec<f64>> {
        let wanted = if self.means_one { Some(true) } else { None };
        let right: Vec<f64> = self
            .said
            .iter()
            .zip(likely)
            .map(|(said, likely)| if *said == wanted { *likely } else { 0.0 })
            .collect();
        let sum: f64 = right.iter().sum();
        (sum > 0.0).then(|| right.iter().map(|one| one / sum).collect())
    }

    fn scores(&self, weights: &Signs) -> Vec<f64> {
        let score = |signs: &Signs| signs.iter().zip(weights).map(|(s, w)| s * w).sum();
        self.candidates.iter().map(score).collect()
    }
}

fn learned(passages: &[&Passage]) -> Signs {
    let mut weights = [0.0; SIGNS.len()];
    let mut squares = [1.0_f64; SIGNS.len()];
    for _ in 0..ROUNDS {
        for passage in passages {
            let likely = softmax(&passage.scores(&weights));
            let Some(right) = passage.right(&likely) else { continue };
            for sign in 0..SIGNS.len() {
                let pull: f64 = (passage.candidates.iter().zip(&right).zip(&likely))
                    .map(|((signs, right), likely)| signs[sign] * (right - likely))
                    .sum();
                let step = pull - FADES * weights[sign];
                squares[sign] += step * step;
                weights[sign] += RATE * step / squares[sign].sqrt();
            }
        }
    }
    weights
}

fn softmax(scores: &[f64]) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}

/// What was told of names: rightly, wrongly, and not.
#[derive(Default)]
struct Told {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Told {
    fn add(&mut self, passage: &Passage, weights: &Signs) {
        let scores = passage.scores(weights);
        let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
        match best.and_then(|best| passage.said[best]) {
            Some(true) => self.right += 1,
            Some(false) => self.wrong += 1,
            None => {}
        }
        let found = best.is_some_and(|best| passage.said[best] == Some(true));
        self.missed += u32::from(passage.means_one && !found);
    }

    fn told(&self) -> String {
        let share = |of: u32| 100.0 * f64::from(self.right) / f64::from(self.right + of);
        let (precision, recall) = (share(self.wrong), share(self.missed));
        let both = 2.0 * precision * recall / (precision + recall);
        format!("precision {precision:.1}, recall {recall:.1}, F1 {both:.1}")
    }
}

fn source(weights: &Signs) -> String {
    let mut text = String::from(
        "//! What each sign of somebody whom a pronoun may mean counts. Written by `cargo xtask\n\
         //! train pronouns`.\n\n\
         use crate::antecedents::Signs;\n\n\
         /// The weights that ship.\n\
         pub(crate) const WEIGHTS: Signs = [\n",
    );
    for (weight, sign) in weights.iter().zip(SIGNS) {
        let _ = writeln!(text, "    {weight:.2}, // {sign}");
    }
    text + "];\n"
}
