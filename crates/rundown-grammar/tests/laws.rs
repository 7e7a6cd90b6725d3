//! What holds of every tree, whatever the words.

use proptest::prelude::*;
use rundown_grammar::{Grammar, Relation, Tree, Word, english};

fn parse(grammar: &Grammar<'_>, words: &[String]) -> Tree {
    let words: Vec<Word<'_>> = words.iter().map(|word| Word::read(word)).collect();
    grammar.parse(&words)
}

/// Every word hangs on another of its piece, without going round.
fn is_forest(tree: &Tree) -> bool {
    (0..tree.nodes.len()).all(|start| {
        let mut at = start;
        for _ in 0..=tree.nodes.len() {
            match tree.nodes[at].head {
                None => return tree.nodes[at].relation == Relation::Root,
                Some(head) if (head as usize) < tree.nodes.len() => at = head as usize,
                Some(_) => return false,
            }
        }
        false
    })
}

/// What lies between a word and its head hangs below the head.
fn is_projective(tree: &Tree) -> bool {
    let is_below = |at: usize, above: usize| {
        let mut at = at;
        while at != above {
            match tree.nodes[at].head {
                Some(head) => at = head as usize,
                None => return false,
            }
        }
        true
    };
    tree.nodes.iter().enumerate().all(|(at, node)| {
        node.head.is_none_or(|head| {
            let head = head as usize;
            (at.min(head) + 1..at.max(head)).all(|between| is_below(between, head))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_words_give_a_projective_tree_with_one_head(
        words in proptest::collection::vec("\\PC{0,12}|the|said|of|,|\\.|Ruiz|and|12", 0..60)
    ) {
        let tree = parse(english(), &words);
        prop_assert_eq!(tree.nodes.len(), words.len());
        prop_assert!(is_forest(&tree));
        prop_assert!(is_projective(&tree));
        let heads = tree.nodes.iter().filter(|node| node.head.is_none()).count();
        prop_assert_eq!(heads, usize::from(!words.is_empty()));
    }

    #[test]
    fn any_bytes_are_a_grammar_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut file = b"RDG3".to_vec();
        file.extend(bytes);
        if let Some(grammar) = Grammar::read(&file) {
            parse(&grammar, &["a".to_owned(), "b".to_owned()]);
        }
    }
}

#[test]
fn a_sentence_without_end_is_parsed_in_pieces() {
    let words = vec!["and".to_owned(); 1_000];
    let tree = parse(english(), &words);
    assert!(is_forest(&tree));
    assert_eq!(tree.nodes.iter().filter(|node| node.head.is_none()).count(), 5);
}

#[test]
fn a_grammar_that_knows_nothing_still_gives_a_tree() {
    assert!(is_forest(&parse(&Grammar::default(), &vec!["word".to_owned(); 30])));
}
