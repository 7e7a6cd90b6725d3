//! How far a grammar agrees with trees it has not seen.

use rundown_grammar::train::GoldSentence;
use rundown_grammar::{Grammar, Relation, Word};

/// Verbs of saying in English, for the figure that matters most to quotations.
pub(crate) const SAYING: &str = "said says told tells added announced claimed argued warned asked stated explained \
     wrote say insisted noted reported";

/// Attachment scores without signs (UAS, LAS), tags, and subjects of verbs of saying.
pub(crate) fn agreement(
    grammar: &Grammar<'_>,
    gold: &[GoldSentence],
    saying: &str,
) -> String {
    let sentences: Vec<Vec<Word<'_>>> = gold
        .iter()
        .map(|gold| gold.words.iter().map(|word| Word::read(word)).collect())
        .collect();
    let trees: Vec<_> = sentences.iter().map(|words| grammar.parse(words)).collect();
    let (mut words, mut tags, mut counted, mut heads, mut both) = (0, 0, 0, 0, 0);
    let (mut of_gold, mut found, mut right) = (0, 0, 0);
    for (gold, tree) in gold.iter().zip(&trees) {
        for (at, node) in tree.nodes.iter().enumerate() {
            words += 1;
            tags += usize::from(node.tag.part == gold.tags[at].part);
            if gold.relations[at] == Relation::Punctuation {
                continue;
            }
            let head = node.head.map_or(0, |head| head as usize + 1);
            let same_head = head == gold.heads[at];
            let same = same_head && node.relation == gold.relations[at];
            counted += 1;
            heads += usize::from(same_head);
            both += usize::from(same);
            let says = |head: usize, relation: Relation| {
                let subject =
                    matches!(relation, Relation::Subject | Relation::PassiveSubject);
                subject
                    && head > 0
                    && saying
                        .split(' ')
                        .any(|verb| verb == gold.words[head - 1].to_lowercase())
            };
            let (g, f) =
                (says(gold.heads[at], gold.relations[at]), says(head, node.relation));
            of_gold += usize::from(g);
            found += usize::from(f);
            right += usize::from(g && f && same_head);
        }
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    format!(
        "UPOS {:.1} UAS {:.1} LAS {:.1}  subjects of saying P {:.1} R {:.1} of {of_gold}",
        share(tags, words),
        share(heads, counted),
        share(both, counted),
        share(right, found),
        share(right, of_gold),
    )
}
