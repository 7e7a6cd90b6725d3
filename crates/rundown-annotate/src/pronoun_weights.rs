//! What each sign of somebody whom a pronoun may mean counts. Written by `cargo xtask
//! train pronouns`.

use crate::antecedents::Signs;

/// The weights that ship.
pub(crate) const WEIGHTS: Signs = [
    1.67,  // spoken of in the same sentence
    -0.06, // in the sentence before
    -0.72, // two sentences before
    -1.01, // three or more sentences before
    0.41,  // subject
    -0.37, // object or part of another phrase
    0.70,  // subject of a main clause somewhere in these sentences
    -0.45, // mentions in these sentences
    1.24,  // mentions by name in the article
    0.71,  // subject, as the pronoun is
    0.12,  // first person of its sentence
    0.15,  // first person of the article
    -0.85, // people spoken of since
    -0.44, // subject of what the clause of the pronoun hangs on
];
