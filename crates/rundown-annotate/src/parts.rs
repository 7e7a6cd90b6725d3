//! Parts of speech, coarsely: enough to find subjects and clauses.

use rundown_grammar as grammar;

use crate::copy::Copy;
use crate::syntax::Syntax;

/// A part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Nouns and names.
    Noun,
    /// Verbs.
    Verb,
    /// Auxiliaries.
    Auxiliary,
    /// Adjectives and numbers.
    Adjective,
    /// Determiners.
    Determiner,
    /// Pronouns.
    Pronoun,
    /// Adverbs and particles.
    Adverb,
    /// Prepositions, conjunctions, signs.
    Other,
}

/// The part of speech of every word.
pub(crate) fn parts(copy: &Copy<'_>, syntax: &Syntax) -> Vec<Part> {
    (0..copy.words.len()).map(|at| coarse(syntax.part(at))).collect()
}

fn coarse(part: grammar::Part) -> Part {
    match part {
        grammar::Part::Noun | grammar::Part::Name => Part::Noun,
        grammar::Part::Verb => Part::Verb,
        grammar::Part::Auxiliary => Part::Auxiliary,
        grammar::Part::Adjective | grammar::Part::Number => Part::Adjective,
        grammar::Part::Determiner => Part::Determiner,
        grammar::Part::Pronoun => Part::Pronoun,
        grammar::Part::Adverb | grammar::Part::Particle => Part::Adverb,
        _ => Part::Other,
    }
}
