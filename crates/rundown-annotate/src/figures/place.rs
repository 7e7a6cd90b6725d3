//! Which verb a figure belongs to, what part it plays in a change, and the class of
//! what it counts.
//!
//! The tree tells the verb and its subject; words right beside the number tell the
//! part ("from 12", "by five", "another 12", "11 of them").

use std::ops::Range;

use rundown_grammar::{Part, Relation as R};
use rundown_news::{Figure, FigureRole, Quantity, Span};

use super::quantity::{is_people, quantity_of};
use crate::copy::Copy;
use crate::syntax::Syntax;

/// Where a figure stands: the words, and their trees.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) copy: &'a Copy<'a>,
    pub(crate) syntax: &'a Syntax,
}

/// Verbs and nouns of change: what changes is their subject, or what they change.
const CHANGES: &str = "rose rise rises risen rising fell fall falls fallen falling up \
    down increased increase increases increasing decreased decrease decreases climbed \
    climb climbs climbing jumped jump jumps jumping dropped drop drops dropping grew \
    grow grows grown growing declined decline declines shrank shrunk soared surged \
    swelled swollen doubled tripled";
/// Verbs that change something, which is their object.
const CHANGING: &str = "raised raise raises raising lowered lower lowers lowering \
    revised revises revising cut cuts cutting brought bring brings bringing took take \
    takes taking taken put putting pushed pushes pushing lifted lifts lifting reduced \
    reduces reducing";
/// So many words before a number its verb of change stands at most.
const BACK_MAX: usize = 16;
/// So many words are climbed over to a figure's verb.
const STEPS_MAX: usize = 8;

/// Tells verb, part and class of all figures of an English text.
pub(super) fn place(place: Place<'_>, figures: &mut [Figure]) {
    for at in 0..figures.len() {
        let words = place.words(figures[at].span);
        if words.is_empty() {
            continue;
        }
        let (role, verb) = place.role(&words, &figures[at]);
        figures[at].role = role;
        if matches!(role, FigureRole::Before | FigureRole::Latest)
            && let Some(verb) = verb
        {
            place.name_changed(verb, &words, &mut figures[at]);
        }
        let verb = place.verb(&words).or(verb);
        figures[at].predicate = verb.map(|verb| place.copy.words[verb].span);
        if role == FigureRole::Before && at > 0 {
            let (first, rest) = figures.split_at_mut(at);
            place.pair(&mut first[at - 1], &mut rest[0]);
        } else if role == FigureRole::Latest && at > 0 {
            let (first, rest) = figures.split_at_mut(at);
            if first[at - 1].role == FigureRole::Before {
                share(&mut first[at - 1], &mut rest[0]);
            }
        }
    }
    for figure in figures {
        figure.quantity = place.quantity(figure);
    }
}

/// Gives the counted thing of one of two values to the other.
fn share(a: &mut Figure, b: &mut Figure) {
    let (from, to) = if a.counted.is_empty() { (b, a) } else { (a, b) };
    if to.counted.is_empty() && from.unit == to.unit {
        to.counted.clone_from(&from.counted);
        to.counted_span = from.counted_span;
    }
}

impl Place<'_> {
    /// The words of a stretch of the text.
    fn words(self, span: Span) -> Range<usize> {
        let words = &self.copy.words;
        let first = words.partition_point(|word| word.span.end <= span.start);
        let behind = words.partition_point(|word| word.span.start < span.end);
        first..behind.max(first)
    }

    fn is(self, at: usize, list: &str) -> bool {
        at < self.copy.words.len() && {
            let word = self.copy.word(at);
            list.split_ascii_whitespace().any(|listed| word.eq_ignore_ascii_case(listed))
        }
    }

    /// The part a figure plays, and the word that tells of the change.
    fn role(self, words: &Range<usize>, figure: &Figure) -> (FigureRole, Option<usize>) {
        let text = figure.span.of(self.copy.text);
        if is_age(figure, text) {
            return (FigureRole::Age, None);
        }
        let sentence = self.copy.sentence_of(words.start);
        if words.start == sentence.start {
            return (self.beside(words), None);
        }
        let before = words.start - 1;
        if figure.value_high.is_some() && text.contains(['-', '–']) {
            let won =
                "won lost beat drew defeated win loss victory defeat draw leads led";
            if self.back(before, &sentence, won, 4).is_some() {
                return (FigureRole::Score, None);
            }
        }
        if self.back(before, &sentence, "if unless", 6).is_some() {
            return (FigureRole::Threshold, None);
        }
        match self.change(before, words.end, &sentence, figure) {
            (FigureRole::Plain, _) => (self.beside(words), None),
            change => change,
        }
    }

    /// The nearest word of a list before a number, with no comma between.
    fn back(
        self,
        before: usize,
        sentence: &Range<usize>,
        list: &str,
        max: usize,
    ) -> Option<usize> {
        let least = sentence.start.max((before + 1).saturating_sub(max));
        (least..=before)
            .rev()
            .take_while(|&at| !matches!(self.copy.word(at), "," | ";" | ":" | "and"))
            .find(|&at| self.is(at, list))
    }

    /// "from 12", "to 17", "by five", "rose 40".
    fn change(
        self,
        before: usize,
        behind: usize,
        sentence: &Range<usize>,
        figure: &Figure,
    ) -> (FigureRole, Option<usize>) {
        let verb = |list| self.back(before, sentence, list, BACK_MAX);
        let any = || verb(CHANGES).max(verb(CHANGING));
        let role = match () {
            () if self.is(before, "from") => FigureRole::Before,
            () if self.is(before, "to") => FigureRole::Latest,
            () if self.is(before, "by") => FigureRole::Step,
            () if self.is(before, CHANGES) => {
                let counts = figure.unit == "percent" || self.is(behind, "to from");
                let role = if counts { FigureRole::Step } else { FigureRole::Plain };
                return (role, Some(before));
            }
            () => return (FigureRole::Plain, None),
        };
        match any() {
            Some(verb) => (role, Some(verb)),
            None => (FigureRole::Plain, None),
        }
    }

    /// "another 12", "12 more", "11 of them", "including 11 children".
    fn beside(self, words: &Range<usize>) -> FigureRole {
        let before = words.start.checked_sub(1);
        let is_before = |list| before.is_some_and(|at| self.is(at, list));
        let (end, next) = (words.end, words.end + 1);
        let more = self.is(end, "more further additional") && !self.is(next, "than");
        let new = self.is(end, "new")
            && self.is(next, "deaths death cases infections injuries arrests");
        let first = self.is(words.start, "another");
        if more || new || first || is_before("another further additional") {
            return FigureRole::Step;
        }
        let of = self.is(end, "of");
        let whole = self.is(next, "them whom those these")
            || self.is(next, "the")
                && self.is(next + 1, "dead injured wounded missing victims killed hurt");
        let after_whom = is_before("whom them")
            && before
                .and_then(|at| at.checked_sub(1))
                .is_some_and(|at| self.is(at, "of among"));
        if of && whole || after_whom || is_before("including") {
            return FigureRole::Part;
        }
        FigureRole::Plain
    }

    /// "17 miners, up from 12": the number before is the new value.
    fn pair(self, latest: &mut Figure, old: &mut Figure) {
        let (a, b) = (self.words(latest.span), self.words(old.span));
        let same = latest.unit == old.unit
            && b.start >= 2
            && self.copy.sentence_of(a.start) == self.copy.sentence_of(b.start);
        if same && self.is(b.start - 2, "up down") && latest.role.is_plain() {
            latest.role = FigureRole::Latest;
            old.counted.clone_from(&latest.counted);
            old.counted_span = latest.counted_span;
        } else if same && latest.role == FigureRole::Latest {
            share(latest, old);
        }
    }

    /// What changed: the subject of "rose", the object of "lowered".
    fn name_changed(self, verb: usize, number: &Range<usize>, figure: &mut Figure) {
        if !figure.counted.is_empty() && self.is(verb, CHANGES) {
            return;
        }
        let syntax = self.syntax;
        let object = syntax.child(verb, &[R::Object]).filter(|at| *at < number.start);
        let object = object.filter(|_| self.is(verb, CHANGING));
        let Some(noun) = object.or_else(|| syntax.subject(verb)) else { return };
        if !matches!(syntax.part(noun), Part::Noun | Part::Adjective) {
            return;
        }
        let noun = self.of_number(noun);
        let mut first = noun;
        while first > 0
            && syntax.head(first - 1) == Some(noun)
            && matches!(syntax.relation(first - 1), R::Compound | R::Adjective)
        {
            first -= 1;
        }
        let span = self.copy.span(&(first..noun + 1));
        figure.counted = span.of(self.copy.text).to_lowercase();
        figure.counted_span = Some(span);
    }

    /// "the number of injured": the injured.
    fn of_number(self, noun: usize) -> usize {
        if !self.is(noun, "number count total tally") || !self.is(noun + 1, "of") {
            return noun;
        }
        let mut at = noun + 2 + usize::from(self.is(noun + 2, "the those"));
        if at >= self.copy.sentence_of(noun).end {
            return noun;
        }
        while let Some(head) = self.syntax.head(at)
            && (at + 1..at + 3).contains(&head)
            && matches!(self.syntax.relation(at), R::Compound | R::Adjective)
        {
            at = head;
        }
        at
    }

    /// The verb whose subject or object the counted thing is.
    fn verb(self, words: &Range<usize>) -> Option<usize> {
        let syntax = self.syntax;
        let outside =
            |at: &usize| syntax.head(*at).is_none_or(|head| !words.contains(&head));
        let mut at = words.clone().find(|at| {
            outside(at)
                && !matches!(syntax.relation(*at), R::Adverb | R::Case | R::Punctuation)
        })?;
        for _ in 0..STEPS_MAX {
            let above = syntax.head(at)?;
            match syntax.relation(at) {
                R::Subject | R::PassiveSubject | R::Object | R::IndirectObject => {
                    return Some(above);
                }
                R::Number
                | R::Compound
                | R::Nominal
                | R::Adjective
                | R::Adverb
                | R::Determiner
                | R::BareNominal
                | R::Flat
                | R::Fixed => at = above,
                _ => return None,
            }
        }
        None
    }

    /// The class of what is counted.
    fn quantity(self, figure: &Figure) -> Option<Quantity> {
        if !figure.unit.is_empty() {
            return None;
        }
        let own = figure.counted.split(' ').find_map(quantity_of);
        if own.is_some() {
            return own;
        }
        let verb = figure.predicate?.of(self.copy.text).to_lowercase();
        if figure.counted == "lives" {
            let lost = "claimed claims claim claiming lost took cost";
            let lost = lost.split(' ').any(|word| word == verb);
            return lost.then_some(Quantity::Killed);
        }
        is_people(&figure.counted).then(|| quantity_of(&verb)).flatten()
    }
}

/// "45-year-old", "aged nine", "Ana Bell, 22,".
fn is_age(figure: &Figure, text: &str) -> bool {
    let time = ["years", "months", "weeks", "days"].contains(&figure.unit.as_str());
    let named = ["year", "month", "week", "day"].iter().any(|unit| text.contains(unit));
    let old = text.ends_with("old") || text.ends_with("olds") || text.ends_with("of age");
    time && (old || !named)
}
