//! Days of the last days before publication, and the main clause they belong to.
//!
//! News tells what happened on the day before, so a day at the end of a sentence is that
//! of what the sentence tells, whichever of its verbs a tree hangs it on. "The council
//! voted to close the pier on Friday" was a vote on Friday. It stays where it is in a
//! clause with a subject and a time of its own, and behind a noun of what happened.

use std::ops::Range;

use rundown_grammar::{Form, Part, Relation as R};
use rundown_lexicon::verbs;
use rundown_text::is_quote_mark;

use super::clause::Clauses;

/// So many words are climbed over.
const STEPS_MAX: usize = 6;

impl Clauses<'_> {
    /// The predicate of a subject that a day stands behind: "Crews on Friday rested".
    /// What happened may have a day of its own: "The vote on Friday".
    pub(super) fn behind_subject(
        &self,
        words: &Range<usize>,
        head: usize,
    ) -> Option<usize> {
        let syntax = self.syntax;
        let noun = syntax.head(head).filter(|noun| *noun < words.start)?;
        if !matches!(syntax.relation(head), R::Nominal | R::BareNominal) {
            return None;
        }
        let predicate = self.of_subject(noun)?;
        let told = || verbs().of(&self.copy.word(predicate).to_lowercase()).kind;
        let owns = self.is_event(noun) && told() != Some("says");
        let group = [R::Auxiliary, R::PassiveAuxiliary, R::Adverb];
        let next = words.end;
        let adjoins = next == predicate
            || syntax.head(next) == Some(predicate)
                && group.contains(&syntax.relation(next));
        (adjoins && !owns && syntax.is_finite(predicate)).then_some(predicate)
    }

    /// The predicate whose subject a noun is, or is part of.
    fn of_subject(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        for _ in 0..STEPS_MAX {
            let above = self.syntax.head(at)?;
            match self.syntax.relation(at) {
                R::Subject | R::PassiveSubject => return Some(above),
                R::Nominal | R::Flat | R::Compound | R::Apposition | R::Title => {
                    at = above;
                }
                _ => return None,
            }
        }
        None
    }

    /// The predicate of what was done on an occasion that has the day: "in an interview on
    /// Friday", "during Friday's debate", "in a letter to the crews late Friday".
    pub(super) fn on_occasion(&self, head: usize) -> Option<usize> {
        let syntax = self.syntax;
        let mut noun = syntax.head(head).filter(|noun| syntax.is_noun(*noun))?;
        // Of two prepositions the nearer one rules: "in the wake of Friday's vote".
        let case = |noun: usize, list: &str| {
            let is_case = |child: &usize| syntax.relation(*child) == R::Case;
            let case = syntax.children(noun).filter(is_case).last();
            case.is_some_and(|case| self.is(case, list))
        };
        let own = match syntax.relation(head) {
            R::Owner | R::Compound | R::Adjective => true,
            R::BareNominal => false,
            // "in a statement Friday evening" hangs so too.
            R::Nominal if syntax.child(head, &[R::Case]).is_none() => false,
            R::Nominal if case(head, "on") => false,
            _ => return None,
        };
        if !own && syntax.relation(noun) == R::Nominal && case(noun, "with to on at") {
            // "an interview with Ruiz on Friday": a person has no day, the interview has.
            noun = syntax.head(noun).filter(|_| !self.is_event(noun))?;
        }
        let hangs = syntax.relation(noun) == R::Oblique && case(noun, "in during at");
        let predicate = syntax.predicate_of(syntax.head(noun)?)?;
        hangs.then_some(predicate)
    }

    /// The clause over one that opens behind a day: nothing of a clause stands before the
    /// word that opens it, "was shut on Friday after the roof fell".
    pub(super) fn before_opening(&self, predicate: usize, words: &Range<usize>) -> usize {
        let syntax = self.syntax;
        let opens = |at: usize| {
            let mark = syntax.child(at, &[R::Mark]);
            mark.is_some_and(|mark| mark >= words.end && mark < at)
        };
        let mut at = predicate;
        for _ in 0..STEPS_MAX {
            if !opens(at) {
                break;
            }
            let above = syntax.head(at).and_then(|head| syntax.predicate_of(head));
            let Some(above) = above else { break };
            at = above;
        }
        at
    }

    /// Whether a noun lies in what happened before or behind its verb: "reacted to the
    /// attack in Osk on Friday" tells the day of the attack.
    pub(super) fn is_of_other(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        let Some(event) = syntax.head(noun).filter(|event| self.is_event(*event)) else {
            return false;
        };
        let case = syntax.child(event, &[R::Case]);
        syntax.relation(noun) == R::Nominal
            && syntax.relation(event) == R::Oblique
            && case.is_some_and(|case| {
                self.is(
                    case,
                    "to after before over about against since despite amid from of",
                )
            })
    }

    /// Whether a verb only says how the one below it runs: "continued to rise".
    pub(super) fn helps(&self, above: usize, below: usize) -> bool {
        let syntax = self.syntax;
        syntax.relation(below) == R::OpenComplement
            && syntax.part(below) == Part::Verb
            && syntax.child(above, &[R::Object]).is_none()
            && verbs().of(&self.copy.word(above).to_lowercase()).helper
    }

    /// The clause whose time a verb without time of its own shares, for a day behind it:
    /// "voted to close the pier on Friday", "barred it from closing on Friday".
    pub(super) fn raised(
        &self,
        predicate: usize,
        words: &Range<usize>,
        is_date: &dyn Fn(usize) -> bool,
    ) -> usize {
        let mut at = predicate;
        for _ in 0..STEPS_MAX {
            match self.sharer(at, words) {
                Some(above) => at = above,
                None => break,
            }
        }
        let syntax = self.syntax;
        let dated =
            syntax.children(at).any(|child| is_date(child) && !words.contains(&child));
        // "appeared to falter on Friday": what appeared so tells nothing done.
        let helped = |at: usize| syntax.head(at).filter(|above| self.helps(*above, at));
        let told = if syntax.tense(at) == Form::Base { helped(at) } else { Some(at) };
        let quoted = (at.min(words.start)..at.max(words.start))
            .any(|at| self.copy.word(at).chars().any(is_quote_mark));
        let past = told.is_some_and(|told| syntax.tense(told) == Form::Past);
        if past && !dated && !quoted { at } else { predicate }
    }

    /// The clause over a verb, where it has its time.
    fn sharer(&self, at: usize, words: &Range<usize>) -> Option<usize> {
        let syntax = self.syntax;
        if syntax.own_subject(at).is_some_and(|subject| !self.is_told_whom(at, subject)) {
            return None;
        }
        let head = syntax.head(at)?;
        let above = syntax.predicate_of(head)?;
        let clauses = [R::OpenComplement, R::ClausalComplement, R::AdverbialClause];
        let hangs = clauses.contains(&syntax.relation(at)) && head == above
            || syntax.relation(at) == R::NounClause
                && syntax.head(head) == Some(above)
                && match syntax.relation(head) {
                    R::Object => true,
                    // "Officials speaking on Friday said".
                    R::Subject => syntax.tense(at) == Form::Gerund,
                    _ => false,
                };
        if self.helps(above, at) {
            return None;
        }
        let marker = syntax.child(at, &[R::Mark, R::Case]);
        let shares = match syntax.tense(at) {
            Form::Base => marker.is_some_and(|marker| self.is(marker, "to")),
            Form::Gerund => marker.is_none_or(|marker| self.is(marker, "from")),
            _ => false,
        };
        let behind = syntax.tense(at) == Form::Gerund || above < words.start;
        (hangs && shares && behind).then_some(above)
    }

    /// "ordered the council to close": whoever is told to do so stands as its subject.
    fn is_told_whom(&self, at: usize, subject: usize) -> bool {
        self.syntax.tense(at) == Form::Base
            && self.syntax.head(at).is_some_and(|above| above < subject)
    }
}
