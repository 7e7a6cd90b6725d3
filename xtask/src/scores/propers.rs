//! How many proper names of treebanks are found, language by language, and how much of what
//! is taken for a person or a place is one.
//!
//! Trees tell proper nouns, not what they name, and their guidelines differ: in some an
//! adjective of a place is one, in some a body's name is made of common nouns, so that bodies
//! are not counted as wrong. A sentence is read as an article of its own, so that nothing of
//! its neighbours helps.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use rundown_news::{Article, Block, BlockKind, EntityKind, Lang, Span};

use crate::files::unzipped;

/// The languages that are annotated and have a treebank as CoNLL-U.
const LANGUAGES: [&str; 12] =
    ["ar", "de", "es", "fr", "it", "ja", "nl", "pt", "ru", "sv", "tr", "zh"];

/// A sentence and where its proper nouns stand.
struct Sentence {
    text: String,
    propers: Vec<Span>,
}

/// Between two words of a sentence stand at most so many bytes.
const GAP_MAX: usize = 8;

/// The table of all languages whose trees are in a folder.
pub(super) fn score(folder: &Path) -> Result<String> {
    let mut table = String::from("language  proper nouns  found   right of  taken\n");
    for language in LANGUAGES {
        let file = folder.join(format!("{language}-test.conllu.gz"));
        if file.exists() {
            let sentences = sentences(&unzipped(&file)?);
            writeln!(table, "{}", row(language, &sentences))?;
        }
    }
    Ok(table)
}

fn sentences(trees: &str) -> Vec<Sentence> {
    let trees = trees.split("\n\n").filter_map(|tree| {
        let mut lines = tree.lines();
        let text = lines.find_map(|line| line.strip_prefix("# text = "))?.to_owned();
        let mut propers = Vec::new();
        let mut at = 0;
        for line in lines.filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, _, part, ..] = columns[..] else { continue };
            let near = text.get(at..).and_then(|rest| rest.find(form));
            let Some(gap) = near.filter(|gap| *gap <= GAP_MAX) else { continue };
            // A word that holds several is told by these.
            if id.contains(['-', '.']) {
                continue;
            }
            let span = Span::new(at + gap, at + gap + form.len());
            at = span.end as usize;
            if part == "PROPN" {
                propers.push(span);
            }
        }
        Some(Sentence { text, propers })
    });
    trees.collect()
}

fn row(language: &str, sentences: &[Sentence]) -> String {
    let (mut all, mut found, mut right, mut taken) = (0, 0, 0, 0);
    for sentence in sentences {
        let names = names(&sentence.text, language);
        let is_found = |span: &&Span| names.iter().any(|(_, name)| name.overlaps(**span));
        all += sentence.propers.len();
        found += sentence.propers.iter().filter(is_found).count();
        let judged = names.iter().filter(|(kind, _)| *kind != EntityKind::Organization);
        for (_, name) in judged {
            taken += 1;
            right +=
                usize::from(sentence.propers.iter().any(|span| name.overlaps(*span)));
        }
    }
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    let (recall, precision) = (share(found, all), share(right, taken));
    format!("{language:<8}  {all:>12}  {recall:>5.1}  {precision:>6.1}  {taken:>8}")
}

/// The names that are found in a sentence.
fn names(text: &str, language: &str) -> Vec<(EntityKind, Span)> {
    let span = Span::new(0, text.len());
    let article = Article {
        blocks: vec![Block { kind: BlockKind::Paragraph, span, at: None }],
        text: text.to_owned(),
        lang: Lang::parse(language).unwrap_or_default(),
        ..Article::default()
    };
    let entities = rundown_annotate::annotate(&article).value.entities;
    let mentions = entities
        .iter()
        .flat_map(|entity| entity.mentions.iter().map(|mention| (entity.kind, *mention)));
    mentions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proper_nouns_stand_where_their_words_do() {
        let tree = "# text = 渡轮在挪威沉没。\n1\t渡轮\t_\tNOUN\t_\n2\t在\t_\tADP\t_\n\
                    3\t挪威\t_\tPROPN\t_\n4\t沉没\t_\tVERB\t_\n5\t。\t_\tPUNCT\t_\n\n";
        let found = sentences(tree);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].propers[0].of(&found[0].text), "挪威");
        let row = row("zh", &found);
        assert_eq!(
            row.split_whitespace().collect::<Vec<_>>(),
            ["zh", "1", "100.0", "100.0", "1"]
        );
    }
}
