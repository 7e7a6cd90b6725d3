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

/// The sentences of a treebank in CoNLL-U, of any language, by the words that stand in
/// the text: "zum", not "zu dem". Words that are not there are left out: the trees join
/// the others.
pub(super) fn conllu(text: &str) -> Result<Vec<GoldSentence>> {
    let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
    blocks.map(conllu_sentence).collect()
}

/// A word as the treebank has it, with the words of the text it is told by.
struct Syntactic<'t> {
    part: &'t str,
    features: &'t str,
    head: usize,
    relation: &'t str,
    /// The number of the word of the text that it is, or is a part of; from 1.
    shown: usize,
}

fn conllu_sentence(block: &str) -> Result<GoldSentence> {
    let mut gold = GoldSentence::default();
    let mut all: Vec<Syntactic<'_>> = Vec::new();
    let mut joined = 0..0;
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [number, form, _, part, _, features, head, relation, ..] = columns[..] else {
            anyhow::bail!("a word of a tree has fewer than eight columns: {line}");
        };
        let count =
            |number: &str| number.parse().with_context(|| format!("no number: {line}"));
        if number.contains('.') {
            continue;
        }
        if let Some((first, last)) = number.split_once('-') {
            joined = count(first)?..count(last)? + 1;
            gold.words.push(form.to_owned());
            continue;
        }
        if !joined.contains(&count(number)?) {
            gold.words.push(form.to_owned());
        }
        let (head, shown) = (count(head)?, gold.words.len());
        all.push(Syntactic { part, features, head, relation, shown });
    }
    for shown in 1..=gold.words.len() {
        let parts = || all.iter().filter(|one| one.shown == shown);
        let head = |one: &Syntactic<'_>| match one.head.checked_sub(1) {
            Some(above) => all.get(above).map_or(0, |above| above.shown),
            None => 0,
        };
        // Of several in one word the first that hangs on another word stands for it.
        let Some(one) = parts().find(|one| head(one) != shown) else {
            anyhow::bail!("a word of a tree hangs on itself: {block}");
        };
        gold.tags.push(Tag::from_features(one.part, one.features));
        gold.heads.push(head(one));
        gold.relations.push(Relation::named(one.relation).unwrap_or(Relation::Unclear));
    }
    Ok(gold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_two_are_one_as_in_the_text() {
        let line = |number: &str, form: &str, part: &str, head: &str, relation: &str| {
            format!("{number}\t{form}\t_\t{part}\t_\t_\t{head}\t{relation}\t_\t_\n")
        };
        let text = [
            "# text = Zum Damm!\n".to_owned(),
            line("1-2", "Zum", "_", "_", "_"),
            line("1", "Zu", "ADP", "3", "case"),
            line("2", "dem", "DET", "3", "det"),
            line("3", "Damm", "NOUN", "0", "root"),
            line("4", "!", "PUNCT", "3", "punct"),
        ];
        let trees = conllu(&text.concat()).unwrap();
        assert_eq!(trees[0].words, ["Zum", "Damm", "!"]);
        assert_eq!(trees[0].heads, [2, 0, 2]);
        assert_eq!(trees[0].relations[0], Relation::Case);
    }
}
