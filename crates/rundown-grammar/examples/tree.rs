//! Prints the tree of a sentence, a word a line.
//!
//! `cargo run --release -p rundown-grammar --example tree -- "The ferry sank on Monday."`

#![allow(clippy::print_stdout, reason = "a command line tool")]

use rundown_grammar::{Word, english};

fn main() {
    for sentence in std::env::args().skip(1) {
        let forms: Vec<&str> = rundown_text::tokens(&sentence)
            .iter()
            .map(|token| token.span.of(&sentence))
            .collect();
        let words: Vec<Word<'_>> = forms.iter().map(|form| Word::read(form)).collect();
        for (form, node) in forms.iter().zip(english().parse(&words).nodes) {
            let head = node.head.map_or("", |head| forms[head as usize]);
            println!(
                "{form:<14} {:<11} {:<14} {head}",
                node.tag.name(),
                node.relation.name()
            );
        }
    }
}
