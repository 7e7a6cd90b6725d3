//! Which predicate a date belongs to, and whether what it tells was or will be.
//!
//! Both are read off the tree: a date that hangs on a verb or on what is said of a
//! subject dates it; one that hangs on a noun dates the noun alone. Past or future is
//! told by the governing predicate's first auxiliary, and of infinitives and
//! participles by what they hang on ("plans to", "scheduled for").

use std::ops::Range;

use jiff::civil::Date;
use rundown_grammar::{Form, Part, Relation};
use rundown_news::{Span, When, WhenPrecision};

use super::lexicon::lexicon;
use super::near::{is_near, is_over};
use super::words::Sense;
use crate::copy::Copy;
use crate::syntax::{self, Syntax};

/// Whether something was or will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// It was, and the date says when.
    Over,
    /// What is told was; the date may be spoken of only ("named a day in June").
    Past,
    Future,
}

/// The sentences that dates and figures are read in, and their trees.
#[derive(Clone, Copy)]
pub(crate) struct Clauses<'a> {
    pub(crate) copy: &'a Copy<'a>,
    pub(crate) syntax: &'a Syntax,
}

/// So many words are climbed over; deeper trees are parsed wrongly.
const STEPS_MAX: usize = 12;
/// Endings of nouns of what happens or is written; others are listed.
const EVENT_ENDINGS: &[&str] =
    &["tion", "tions", "sion", "sions", "ment", "ments", "ing", "ings"];

impl Clauses<'_> {
    /// The words of a stretch of the text.
    pub(crate) fn words(&self, span: Span) -> Range<usize> {
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

    pub(crate) fn is(&self, at: usize, list: &str) -> bool {
        at < self.copy.words.len() && {
            let word = self.copy.word(at);
            list.split_ascii_whitespace().any(|listed| word.eq_ignore_ascii_case(listed))
        }
    }

    /// Whether a word is in one of the lexicon's lists.
    pub(crate) fn in_list(&self, at: usize, name: &str) -> bool {
        self.value(at, name).is_some()
    }

    /// What one of the lexicon's lists says of a word.
    pub(crate) fn value(&self, at: usize, name: &str) -> Option<&'static str> {
        let word = self.copy.words.get(at).map(|_| self.copy.word(at))?;
        lexicon(self.copy.lang).list(name)?.value(word)
    }

    /// Whether the number at a byte counts or ranks the noun behind it.
    pub(super) fn counts(&self, byte: u32) -> bool {
        let at = self.words(Span { start: byte, end: byte + 1 }).start;
        let ranks = [Relation::Number, Relation::Adjective, Relation::Compound];
        self.syntax.head(at).is_some_and(|head| head > at)
            && ranks.contains(&self.syntax.relation(at))
    }

    /// Whether "May" or "April" at a byte is a month: no verb, and no name of a person.
    pub(super) fn is_calendar(&self, byte: u32) -> bool {
        use Relation as R;
        let at = self.words(Span { start: byte, end: byte + 1 }).start;
        let noun = matches!(self.syntax.part(at), Part::Name | Part::Noun);
        let named =
            matches!(self.syntax.relation(at), R::Flat | R::Subject | R::Vocative)
                || self.syntax.child(at, &[R::Flat, R::Determiner]).is_some();
        let before_name = self.syntax.relation(at) == R::Compound
            && self
                .syntax
                .head(at)
                .is_some_and(|head| self.syntax.part(head) == Part::Name);
        noun && !named && !before_name
    }

    /// The predicate that a date places in time; none where it belongs to a noun.
    pub(super) fn predicate(
        &self,
        dates: &[When],
        date: &When,
        published: Option<Date>,
    ) -> Option<Span> {
        if matches!(date.precision, WhenPrecision::Duration | WhenPrecision::Set) {
            return None;
        }
        let is_date = |at: usize| {
            let start = self.copy.words[at].span.start;
            let before = dates.partition_point(|date| date.span.end <= start);
            dates.get(before).is_some_and(|date| date.span.start <= start)
        };
        let day = matches!(date.precision, WhenPrecision::Day | WhenPrecision::Time);
        let near = is_near(date, published);
        let head = self.head(date.span)?;
        let words = self.words(date.span);
        let own = if self.is_inside(date.span) {
            None
        } else {
            self.governor(head, day, &is_date)
                .or_else(|| self.opened(date.span, head))
                .or_else(|| self.behind_subject(&words, head).filter(|_| near))
        };
        let predicate =
            own.or_else(|| self.on_occasion(head).filter(|_| is_over(date, published)))?;
        let predicate = self.before_opening(predicate, &words);
        let predicate =
            if near { self.raised(predicate, &words, &is_date) } else { predicate };
        Some(self.copy.words[self.lower(predicate)].span)
    }

    /// "the May 2031 election", "(1990)", "as May 3": inside a phrase.
    fn is_inside(&self, span: Span) -> bool {
        use Relation as R;
        let words = self.words(span);
        let before = |by| words.start.checked_sub(by).map_or("", |at| self.copy.word(at));
        let part_of_next = |at| {
            self.syntax.head(at) == Some(words.end)
                && matches!(
                    self.syntax.relation(at),
                    R::Number | R::Compound | R::Adjective | R::Owner | R::Title
                )
        };
        before(1) == "(" || before(1) == "as" || words.clone().any(part_of_next)
    }

    /// The main predicate of a sentence that a date opens: "On Monday, …".
    fn opened(&self, span: Span, head: usize) -> Option<usize> {
        let sentence = self.copy.sentence_of(head);
        let words = self.words(span);
        let mut lead = sentence.start..words.start;
        let opens = lead.len() <= 2
            && lead.all(|at| self.is(at, "on in at as of since by"))
            && self.copy.words.get(words.end).is_some()
            && self.copy.word(words.end) == ",";
        let is_main = |&at: &usize| {
            self.syntax.is_predicate(at)
                && (self.syntax.head(at).is_none() || self.syntax.is_finite(at))
        };
        (words.end..sentence.end).find(is_main).filter(|_| opens)
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
                // "a recently built dam"
                R::Adverb if syntax.part(above) == Part::Verb => return Some(above),
                R::Oblique | R::BareOblique | R::Adverb | R::Agent | R::Dislocated => {
                    return syntax.predicate_of(above);
                }
                // "said late Monday": a subject behind its verb may be no day.
                R::Subject if day && above < at => return Some(above),
                // "said Monday": no verb has a bare weekday as its object.
                R::Object | R::BareNominal if day => {
                    let predicate = syntax.predicate_of(above)?;
                    return (predicate < at).then_some(predicate);
                }
                R::Nominal if self.is_of_other(above) => return None,
                R::Nominal | R::Number if above < at && !self.may_own(above, at) => {
                    let predicate = syntax.predicate_of(above)?;
                    return (predicate <= above).then_some(predicate);
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

    /// Whether a noun may have the date behind it as its own: what happened can have a
    /// day or year, a place or person hardly.
    fn may_own(&self, noun: usize, date: usize) -> bool {
        let Some(case) = self.syntax.child(date, &[Relation::Case]) else {
            return self.is_event(noun) || self.syntax.part(noun) == Part::Name;
        };
        if self.is(case, "in") {
            return !matches!(self.syntax.part(noun), Part::Name | Part::Number);
        }
        !self.is(case, "on since during") || self.is_event(noun) || self.is_before(noun)
    }

    /// Whether a noun tells how much there was before: "closed at 11 crowns, from 18 on
    /// Monday".
    fn is_before(&self, noun: usize) -> bool {
        let from = |case| self.is(case, "from");
        self.syntax.child(noun, &[Relation::Case]).is_some_and(from)
            && (self.syntax.part(noun) == Part::Number
                || self.syntax.child(noun, &[Relation::Number]).is_some())
    }

    /// Whether a noun tells what happened or was written.
    pub(super) fn is_event(&self, noun: usize) -> bool {
        let word = self.copy.word(noun);
        let ends = |ending: &&str| word.len() > 5 && word.ends_with(*ending);
        self.syntax.part(noun) == Part::Noun
            && !self.in_list(noun, "bodies")
            && (self.in_list(noun, "events") || EVENT_ENDINGS.iter().any(ends))
    }

    /// The event below a helper: "expected to arrive"; what there is: "there was talk".
    fn lower(&self, predicate: usize) -> usize {
        if self.syntax.child(predicate, &[Relation::Expletive]).is_some() {
            let subject = self.syntax.child(predicate, &[Relation::Subject]);
            return subject.unwrap_or(predicate);
        }
        let below = self.syntax.child(predicate, &[Relation::OpenComplement]);
        let helps = |below: usize| {
            self.in_list(predicate, "helping") || self.helps(predicate, below)
        };
        below.filter(|below| helps(*below)).unwrap_or(predicate)
    }

    /// Whether what an expression dates was or will be.
    pub(super) fn tense(&self, span: Span) -> Option<Tense> {
        let head = self.head(span)?;
        let words = self.words(span);
        let owner = self.governor(head, true, &|at| words.contains(&at));
        let owner = owner.filter(|_| !self.is_inside(span));
        let clause = owner.or_else(|| self.syntax.predicate_of(head)).unwrap_or(head);
        let had = self.syntax.children(clause).any(|child| self.is(child, "had"));
        if let Some(led) = self.led(words.start).filter(|_| !had) {
            return Some(led);
        }
        let before = words.start.saturating_sub(1);
        // "called a strike from Thursday"
        let arranged = self.in_list(clause, "arranged") && self.is(before, "from for");
        if arranged && words.clone().any(|at| self.is_weekday(at)) {
            return Some(Tense::Future);
        }
        let time = self.time(clause, owner.is_some())?;
        match time {
            Tense::Over if self.is(before, "by") => None,
            Tense::Over if self.is(before, "to through for") => Some(Tense::Past),
            time => Some(time),
        }
    }

    fn is_weekday(&self, at: usize) -> bool {
        let word = self.copy.word(at).to_lowercase();
        matches!(lexicon(self.copy.lang).sense(word.as_bytes()), Sense::Weekday(..))
    }

    /// Whether every verb of the sentence at a byte that tells its time tells the past: "fand
    /// statt", "a fermé". "Wird geschlossen" does not, and what was announced or planned may
    /// be ahead.
    pub(super) fn is_told_as_past(&self, byte: usize) -> bool {
        if !syntax::is_own(self.copy.lang) {
            return false;
        }
        let words = self.words(Span::new(byte, byte + 1));
        let sentence = self.copy.sentence_of(words.start);
        let verb =
            |at: &usize| matches!(self.syntax.part(*at), Part::Verb | Part::Auxiliary);
        let announces = lexicon(self.copy.lang).list("announces");
        let plans =
            |at: usize| announces.is_some_and(|list| list.begins(self.copy.word(at)));
        if sentence.clone().any(plans) {
            return false;
        }
        let mut told = false;
        let all = sentence.filter(verb).all(|at| {
            let has = self.syntax.part(at) == Part::Auxiliary && self.in_list(at, "has");
            let form = self.syntax.tag(at).form;
            told |= has || form == Form::Past;
            has || !matches!(form, Form::Present | Form::Modal | Form::Base)
        });
        told && all
    }

    /// What the word before an expression says of its time.
    fn led(&self, first: usize) -> Option<Tense> {
        let before =
            |by: usize| first.checked_sub(by).filter(|&at| self.is_joined(at, first));
        let at = before(1)?;
        let at = if self.is(at, "the about at shortly") { before(2)? } else { at };
        if self.is(at, "since")
            || self.is(at, "of") && before(2).is_some_and(|at| self.is(at, "as"))
        {
            Some(Tense::Over)
        } else if self.in_list(at, "fixed") || self.is(at, "until till") {
            Some(Tense::Future)
        } else {
            None
        }
    }

    /// Whether two words stand in one sentence.
    fn is_joined(&self, one: usize, other: usize) -> bool {
        self.copy.sentence_of(one) == self.copy.sentence_of(other)
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
        let participle = matches!(syntax.tag(at).form, Form::Participle | Form::Gerund);
        let perfect = syntax.children(at).any(|child| {
            syntax.relation(child) == Relation::Auxiliary
                && (self.is(child, "had") || participle && self.in_list(child, "perfect"))
        });
        let fixed = self.in_list(at, "fixed")
            || self.is(at, "set called named") && self.is_for(at);
        let ahead = fixed && syntax.tag(at).form != Form::Past;
        let to = syntax
            .children(at)
            .any(|child| syntax.tag(child).form == Form::To && child < at);
        let arranged = dated && self.in_list(at, "arranged") && !syntax.is_passive(at);
        Ok(match syntax.tense(at) {
            Form::Modal if perfect || self.is_refused(at) => Some(past),
            Form::Modal => Some(Tense::Future),
            Form::Past | Form::Present if arranged => None,
            Form::Past | Form::Present if dated && self.in_list(at, "planned") => {
                Some(Tense::Future)
            }
            Form::Past | Form::Present if perfect => Some(past),
            Form::Past | Form::Present if ahead || to => Some(Tense::Future),
            Form::Past => Some(past),
            Form::Present if self.in_list(at, "saying") => Some(past),
            Form::Present => dated.then_some(Tense::Future),
            Form::Participle | Form::Gerund | Form::Plain if ahead => Some(Tense::Future),
            Form::Participle => Some(past),
            Form::Base | Form::Gerund | Form::Plain | Form::To => {
                return self.shared_time(at);
            }
            _ => None,
        })
    }

    /// "set for June".
    fn is_for(&self, at: usize) -> bool {
        self.syntax.children(at).any(|child| {
            let case = self.syntax.child(child, &[Relation::Case]);
            case.is_some_and(|case| self.is(case, "for"))
        })
    }

    /// "could not be reached on Monday": it was tried.
    fn is_refused(&self, at: usize) -> bool {
        let is_not = |at| self.is(at, "not n't n’t neither never no");
        let asks = |child| self.is(child, "could would");
        let before = self.copy.sentence_of(at).start..at;
        self.syntax.children(at).any(asks) && before.rev().take(STEPS_MAX).any(is_not)
    }

    /// The time of an infinitive, a gerund or a joined verb: that of what it hangs on.
    fn shared_time(&self, at: usize) -> Result<Option<Tense>, usize> {
        let infinitive = self.syntax.tense(at) == Form::Base;
        let Some(head) = self.syntax.head(at) else {
            return Ok(infinitive.then_some(Tense::Future));
        };
        let relation = self.syntax.relation(at);
        let had = self.syntax.children(head).any(|child| self.is(child, "had"));
        if infinitive
            && !had
            && (matches!(relation, Relation::NounClause | Relation::RelativeClause)
                || self.in_list(head, "wished"))
        {
            return Ok(Some(Tense::Future));
        }
        match self.syntax.predicate_of(head) {
            Some(above) if above != at => Err(above),
            _ => Ok(None),
        }
    }
}
