//! Where in its clause somebody stands who is named, or meant by a pronoun.

use std::ops::Range;

use rundown_grammar::{Form, Relation};

use crate::syntax::Syntax;

/// Words hang on one another over at most so many steps.
const STEPS_MAX: usize = 8;

/// What a mention is to its clause.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClausePlace {
    /// Nothing governs it, or what it is a part of, and it owns nothing.
    pub(crate) is_subject: bool,
    /// It owns something: "Ruiz's boat", "his boat".
    pub(crate) owns: bool,
    /// The predicate of the clause.
    pub(crate) predicate: Option<usize>,
}

impl ClausePlace {
    pub(crate) fn of(words: &Range<usize>, syntax: &Syntax) -> Self {
        use Relation::{
            Agent, Apposition, BareNominal, BareOblique, Compound, Conjunct, Flat,
            IndirectObject, Nominal, Object, Oblique, OpenComplement, Owner, Title,
        };
        const INSIDE: [Relation; 4] = [Flat, Title, Apposition, Conjunct];
        const GOVERNED: [Relation; 10] = [
            Nominal,
            BareNominal,
            Oblique,
            BareOblique,
            Owner,
            Compound,
            Object,
            IndirectObject,
            Agent,
            OpenComplement,
        ];
        let mut at = words.start;
        let possessive = syntax.tag(at).form == Form::Possessive;
        for _ in 0..STEPS_MAX {
            let Some(head) = syntax.head(at) else { break };
            if !words.contains(&head) && !INSIDE.contains(&syntax.relation(at)) {
                break;
            }
            at = head;
        }
        let led = syntax.child(at, &[Relation::Case]).is_some();
        let relation = syntax.relation(at);
        Self {
            is_subject: !possessive && !led && !GOVERNED.contains(&relation),
            owns: possessive || relation == Owner,
            predicate: syntax.head(at).and_then(|head| syntax.predicate_of(head)),
        }
    }

    /// Whether its clause stands by itself.
    pub(crate) fn is_main(&self, syntax: &Syntax) -> bool {
        self.predicate.is_none_or(|verb| {
            matches!(
                syntax.relation(verb),
                Relation::Root | Relation::Parataxis | Relation::Conjunct
            )
        })
    }

    /// Whether its clause is about a noun: "the people he went to school with".
    pub(crate) fn is_of_noun(&self, syntax: &Syntax) -> bool {
        self.predicate
            .is_some_and(|verb| syntax.relation(verb) == Relation::RelativeClause)
    }
}

/// The predicates that a clause hangs on, the nearest first.
pub(crate) fn above(syntax: &Syntax, predicate: usize) -> impl Iterator<Item = usize> {
    let up = |at: &usize| syntax.predicate_of(syntax.head(*at)?);
    std::iter::successors(up(&predicate), up).take(STEPS_MAX)
}
