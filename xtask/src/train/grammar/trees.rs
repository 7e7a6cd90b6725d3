//! Reads treebanks and what the teacher labelled: a word a line, columns parted by
//! tabs, sentences by blank lines.

use anyhow::{Context, Result};
use rundown_grammar::train::GoldSentence;
use rundown_grammar::{Relation, Tag};

/// One word of a tree.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) form: String,
    pub(super) universal: String,
    pub(super) penn: String,
    /// Counted from 1; 0 is the root.
    pub(super) head: usize,
    pub(super) relation: String,
    /// The kind of name it lies in, where the teacher tells.
    pub(super) name: String,
}

/// The sentences of a file.
pub(super) fn trees(text: &str) -> Result<Vec<Vec<Row>>> {
    let mut found = Vec::new();
    for block in text.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let rows: Result<Vec<Row>> = block.lines().map(row).collect();
        found.push(rows?);
    }
    Ok(found)
}

fn row(line: &str) -> Result<Row> {
    let mut columns = line.split('\t');
    let mut next = || columns.next().map(str::to_owned);
    let five = (next(), next(), next(), next(), next());
    let (Some(form), Some(universal), Some(penn), Some(head), Some(relation)) = five
    else {
        anyhow::bail!("a word of a tree has fewer than five columns: {line}");
    };
    let head = head.parse().with_context(|| format!("no number of a head: {line}"))?;
    Ok(Row { form, universal, penn, head, relation, name: next().unwrap_or_default() })
}

/// A tree of Universal Dependencies as the trainer takes it.
pub(super) fn gold(rows: &[Row]) -> GoldSentence {
    let relation =
        |row: &Row| Relation::named(&row.relation).unwrap_or(Relation::Unclear);
    GoldSentence {
        words: rows.iter().map(|row| row.form.clone()).collect(),
        tags: rows.iter().map(|row| Tag::from_penn(&row.universal, &row.penn)).collect(),
        heads: rows.iter().map(|row| row.head).collect(),
        relations: rows.iter().map(relation).collect(),
    }
}
