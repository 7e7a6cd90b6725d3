//! Which predicate a date belongs to, and whether what it tells was or will be.
//!
//! Both are read off the tree: a date that hangs on a verb or on what is said of a
//! subject dates it; one that hangs on a noun dates the noun alone. Past or future is
//! told by the governing predicate's first auxiliary, and of infinitives and
//! participles by what they hang on ("plans to", "scheduled for").

use std::ops::Range;

use rundown_grammar::{Form, Part, Relation};
use rundown_news::{Span, When, WhenPrecision};

use crate::copy::Copy;
use crate::syntax::Syntax;

/// Whether something was or will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// It was, and the date says when.
    Over,
    /// What is told was; the date may be spoken of only ("named a day in June").
    Past,
    Future,
}

/// The sentences that dates are read in.
#[derive(Clone, Copy)]
pub(super) struct Clauses<'a> {
    pub(super) copy: &'a Copy<'a>,
    pub(super) syntax: &'a Syntax,
}

/// So many words are climbed over; deeper trees are parsed wrongly.
const STEPS_MAX: usize = 12;
/// Verbs over another that tells the event ("is expected to arrive").
const HELPERS: &str = "expected scheduled due set slated supposed likely going begin \
    begins began begun start starts started continue continues continued fail fails \
    failed able used";
/// What is so is yet to come, on the day that stands beside it.
const FIXED: &str = "due scheduled rescheduled slated planned expected postponed \
    effective payable starting beginning upcoming";
/// An infinitive under these is yet to come, whenever they were said.
const WISHED: &str = "due scheduled rescheduled slated planned expected set plan plans \
    planning expect expects intend intends intended aim aims hope hopes hoped promise \
    promised promises vow vowed vows pledged pledges agree agreed agrees decide decides \
    decided propose proposed proposes want wants wanted ready likely poised bound \
    preparing prepares prepared going need needs asked asks urged urges ordered orders \
    invited supposed eligible";
/// Verbs of saying: in the present tense they tell what was said.
const SAYING: &str = "says say tells writes reports shows claims believes thinks \
    knows means adds argues insists";
/// How an auxiliary of the perfect is written.
const PERFECT: &str = "have has had having 've 's 'd";

impl Clauses<'_> {
    /// The words of a stretch of the text.
    fn words(&self, span: Span) -> Range<usize> {
        let words = &self.copy.words;
        let first = words.partition_point(|word| word.span.end <= span.start);
        let behind = words.partition_point(|word| word.span.start < span.end);
        first..behind.max(first)
    }

    /// The word of an expression that the others hang on.
    fn head(&self, span: Span) -> Option<usize> {
        let words = self.words(span);
        words.clone().find(|&at| {
            self.syntax.head(at).is_none_or(|head| !words.contains(&head))
                && self.syntax.part(at) != Part::Punctuation
        })
    }

    fn is(&self, at: usize, list: &str) -> bool {
        let word = self.copy.word(at);
        list.split_ascii_whitespace().any(|listed| word.eq_ignore_ascii_case(listed))
    }

    /// The predicate that a date places in time; none where it belongs to a noun.
    pub(super) fn predicate(&self, dates: &[When], date: &When) -> Option<Span> {
        if matches!(date.precision, WhenPrecision::Duration | WhenPrecision::Set) {
            return None;
        }
        let is_date = |at: usize| {
            let start = self.copy.words[at].span.start;
            let before = dates.partition_point(|date| date.span.end <= start);
            dates.get(before).is_some_and(|date| date.span.start <= start)
        };
        let day = matches!(date.precision, WhenPrecision::Day | WhenPrecision::Time);
        let predicate = self.governor(self.head(date.span)?, day, &is_date)?;
        Some(self.copy.words[self.lower(predicate)].span)
    }

    /// The predicate over a date's head; `day` if it tells a day.
    fn governor(
        &self,
        head: usize,
        day: bool,
        is_date: &dyn Fn(usize) -> bool,
    ) -> Option<usize> {
        use Relation as R;
        let syntax = self.syntax;
        let mut at = head;
        for _ in 0..STEPS_MAX {
            if let Some(copula) = syntax.child(at, &[R::Copula]) {
                return Some(if is_date(at) { copula } else { at });
            }
            let above = syntax.head(at)?;
            match syntax.relation(at) {
                _ if is_date(above) => {}
                R::Oblique | R::BareOblique | R::Adverb | R::Agent | R::Dislocated => {
                    return syntax.predicate_of(above);
                }
                // "said Monday": no verb has a bare weekday as its object.
                R::Object | R::BareNominal if day => {
                    let predicate = syntax.predicate_of(above)?;
                    return (predicate < at).then_some(predicate);
                }
                R::Conjunct | R::Parataxis | R::Unclear | R::Orphan => {
                    if syntax.is_predicate(above) {
                        return Some(above);
                    }
                }
                _ => return None,
            }
            at = above;
        }
        None
    }

    /// The event below a helper: "expected to arrive".
    fn lower(&self, predicate: usize) -> usize {
        let below = self.syntax.child(predicate, &[Relation::OpenComplement]);
        below.filter(|_| self.is(predicate, HELPERS)).unwrap_or(predicate)
    }

    /// Whether what an expression dates was or will be.
    pub(super) fn tense(&self, span: Span) -> Option<Tense> {
        let head = self.head(span)?;
        let owner = self.governor(head, true, &|at| self.words(span).contains(&at));
        let clause = owner.or_else(|| self.syntax.predicate_of(head))?;
        let time = self.time(clause, owner.is_some())?;
        let case = self.syntax.child(head, &[Relation::Case]);
        Some(match case {
            Some(case) if time == Tense::Over && self.is(case, "until till for") => {
                Tense::Future
            }
            Some(case) if time == Tense::Over && self.is(case, "by to through as") => {
                Tense::Past
            }
            _ => time,
        })
    }

    /// Whether a predicate's event was or will be; `dated` if the date hangs on it.
    fn time(&self, predicate: usize, dated: bool) -> Option<Tense> {
        let (mut at, mut dated) = (predicate, dated);
        for _ in 0..STEPS_MAX {
            match self.own_time(at, dated) {
                Ok(time) => return time,
                Err(above) => (at, dated) = (above, false),
            }
        }
        None
    }

    /// As [`Clauses::time`], or the predicate whose time it shares.
    fn own_time(&self, at: usize, dated: bool) -> Result<Option<Tense>, usize> {
        let past = if dated { Tense::Over } else { Tense::Past };
        let syntax = self.syntax;
        let helped = syntax
            .children(at)
            .filter(|&child| syntax.relation(child) == Relation::Auxiliary)
            .any(|child| self.is(child, PERFECT));
        let perfect = helped && syntax.tag(at).form == Form::Participle;
        let ahead = self.is(at, FIXED) && syntax.tag(at).form != Form::Past;
        let to = syntax
            .children(at)
            .any(|child| syntax.tag(child).form == Form::To && child < at);
        Ok(match syntax.tense(at) {
            Form::Modal if perfect || self.is_refused(at) => Some(past),
            Form::Modal => Some(Tense::Future),
            Form::Past | Form::Present if perfect => Some(past),
            Form::Past if ahead || to => Some(Tense::Future),
            Form::Past => Some(past),
            Form::Present if self.is(at, SAYING) => Some(past),
            Form::Present => dated.then_some(Tense::Future),
            Form::Participle | Form::Gerund | Form::Plain if ahead => Some(Tense::Future),
            Form::Participle => Some(past),
            Form::Base | Form::Gerund | Form::Plain | Form::To => {
                return self.shared_time(at);
            }
            _ => None,
        })
    }

    /// "could not be reached on Monday": it was tried.
    fn is_refused(&self, at: usize) -> bool {
        let is_not = |child| self.is(child, "not n't n’t");
        let asks = |child| self.is(child, "could would");
        self.syntax.children(at).any(is_not) && self.syntax.children(at).any(asks)
    }

    /// The time of an infinitive, a gerund or a joined verb: that of what it hangs on.
    fn shared_time(&self, at: usize) -> Result<Option<Tense>, usize> {
        let infinitive = self.syntax.tag(at).form == Form::Base;
        let Some(head) = self.syntax.head(at) else {
            return Ok(infinitive.then_some(Tense::Future));
        };
        let relation = self.syntax.relation(at);
        let had = self.syntax.children(head).any(|child| self.is(child, "had"));
        if infinitive
            && !had
            && (relation == Relation::NounClause || self.is(head, WISHED))
        {
            return Ok(Some(Tense::Future));
        }
        match self.syntax.predicate_of(head) {
            Some(above) if above != at => Err(above),
            _ => Ok(None),
        }
    }
}
