//! How far the grammar agrees with trees: of people, and of the teacher on text that was
//! held out, where the training left its labels.

use std::path::Path;

use anyhow::Result;
use rundown_grammar::english;

use crate::train::grammar::{SAYING, agreement, silver, treebank};

/// The trees of one file.
pub(super) fn score(gold: &Path) -> Result<String> {
    let is_treebank = gold.extension().is_some_and(|extension| extension == "gz");
    let gold = if is_treebank { treebank(gold)? } else { silver(gold)? };
    Ok(agreement(english(), &gold, SAYING))
}
