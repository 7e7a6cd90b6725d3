//! Which verb a figure belongs to, what part it plays in a change, and the class of
//! what it counts.
//!
//! The tree tells the verb and its subject; words right beside the number tell the
//! part ("from 12", "by five", "another 12", "11 of them").

use std::ops::Range;

use rundown_grammar::{Part, Relation as R};
use rundown_news::{Figure, FigureRole, Qualifier, Quantity};

use super::quantity::{is_people, quantity_of};
use crate::dates::Clauses;

/// So many words before a number its verb of change stands at most.
const BACK_MAX: usize = 16;

/// Tells verb, part and class of all figures of an English text.
pub(super) fn place(place: Clauses<'_>, figures: &mut [Figure]) {
    for at in 0..figures.len() {
        let words = place.words(figures[at].span);
        if words.is_empty() {
            continue;
        }
        place.count(&words, &mut figures[at]);
        let (role, verb) = place.role(&words, &figures[at]);
        figures[at].role = role;
        // "A girl of 12 died": years are no number of dead.
        if role == FigureRole::Age && !figures[at].counted.ends_with("age") {
            figures[at].counted.clear();
            figures[at].counted_span = None;
        }
        if matches!(role, FigureRole::Before | FigureRole::Latest | FigureRole::Step)
            && let Some(verb) = verb
        {
            place.name_changed(verb, &words, &mut figures[at]);
        }
        let verb = place.verb(&words).or(verb);
        figures[at].predicate = verb.map(|verb| place.copy.words[verb].span);
        let before = at.saturating_sub(1);
        if let Some([first, second]) = figures.get_mut(before..=at) {
            place.pair(first, second);
        }
    }
    for figure in figures {
        figure.quantity = place.quantity(figure);
        // "found the last seven miners dead": those who were left.
        let fate = matches!(figure.quantity, Some(Quantity::Killed | Quantity::Rescued));
        if fate && figure.role.is_plain() && place.are_the_last(figure) {
            figure.role = FigureRole::Part;
        }
    }
}

/// "She is 100 percent sure", "they agreed 100 percent": no number of anything.
pub(super) fn says_wholly(figure: &Figure) -> bool {
    let whole = (figure.value - 100.0).abs() < 1e-9 && figure.unit == "percent";
    let told = figure.predicate.is_some() && figure.role.is_plain();
    whole && told && figure.counted.is_empty()
}

/// Gives the counted thing of one of two values to the other.
pub(super) fn share(a: &mut Figure, b: &mut Figure) {
    let (from, to) = if a.counted.is_empty() { (b, a) } else { (a, b) };
    if to.counted.is_empty() {
        to.counted.clone_from(&from.counted);
        to.counted_span = from.counted_span;
    }
}

impl Clauses<'_> {
    /// The part a figure plays, and the word that tells of the change.
    fn role(self, words: &Range<usize>, figure: &Figure) -> (FigureRole, Option<usize>) {
        let text = figure.span.of(self.copy.text);
        if is_age(figure, text) || self.is_age(words, figure) {
            return (FigureRole::Age, None);
        }
        let sentence = self.copy.sentence_of(words.start);
        if words.start == sentence.start {
            return (self.beside(words), None);
        }
        let before = words.start - 1;
        if figure.value_high.is_some() && text.contains(['-', '–']) {
            let won = |at| self.in_list(at, "winning");
            if self.back(before, &sentence, 4).any(won) {
                return (FigureRole::Score, None);
            }
        }
        // "if more than 50 sign"
        let bounded = figure.qualifier != Qualifier::Exact;
        let asked = || self.back(before, &sentence, 6).any(|at| self.is(at, "if unless"));
        if self.is_threshold(words) || bounded && asked() {
            return (FigureRole::Threshold, None);
        }
        match self.change(before, words.end, &sentence, figure) {
            (FigureRole::Plain, _) => (self.beside(words), None),
            change => change,
        }
    }

    /// "the last seven miners", "the other three".
    fn are_the_last(self, figure: &Figure) -> bool {
        let last = self.words(figure.span).start.wrapping_sub(1);
        self.is(last, "last remaining other") && self.is(last.wrapping_sub(1), "the")
    }

    /// "the age of 34", "the voting age is 16", "turns 34", "died at 86", "a woman of 23".
    fn is_age(self, words: &Range<usize>, figure: &Figure) -> bool {
        let before = |by| words.start.wrapping_sub(by);
        let bare = figure.unit.is_empty() && self.modified(words).is_none();
        let turned = self.is(before(1), "turn turns turned turning aged")
            || self.is(before(1), "at")
                && self.is(before(2), "die dies died retire retired married");
        let told = figure.counted.split(' ').next_back() == Some("age")
            || self.is(before(1), "of") && self.is(before(2), "age ages");
        let grown = self.is(before(1), "of") && self.in_list(before(2), "of-age");
        (turned || told || grown) && bare && (1.0..=115.0).contains(&figure.value)
    }

    /// "requires 60 votes", "the 100,000 mark", "a minimum of 50".
    fn is_threshold(self, words: &Range<usize>) -> bool {
        let Some(at) = self.top(words) else { return false };
        let above = self.modified(words).unwrap_or(at);
        let verb =
            self.syntax.head(above).filter(|_| self.syntax.relation(above) == R::Object);
        let of =
            self.syntax.head(at).filter(|_| self.is(words.start.wrapping_sub(1), "of"));
        self.in_list(above, "mark")
            || of.is_some_and(|noun| self.in_list(noun, "mark"))
            || verb.is_some_and(|verb| self.in_list(verb, "needing"))
    }

    /// The words before a number, from right to left, up to a comma or "and".
    fn back(
        self,
        before: usize,
        sentence: &Range<usize>,
        max: usize,
    ) -> impl Iterator<Item = usize> {
        let least = sentence.start.max((before + 1).saturating_sub(max));
        (least..=before)
            .rev()
            .take_while(move |&at| !matches!(self.copy.word(at), "," | ";" | ":" | "and"))
    }

    /// Whether a word tells of a change: "rose", "up", "go up", but not "make up".
    fn moves(self, at: usize) -> bool {
        let verb = at.checked_sub(1).filter(|verb| self.syntax.head(at) == Some(*verb));
        let particle = self.syntax.relation(at) == R::VerbParticle;
        let other = particle && verb.is_some_and(|verb| !self.in_list(verb, "going"));
        self.in_list(at, "change") && !other
    }

    /// "from 12", "to 17", "by five", "rose 40".
    fn change(
        self,
        before: usize,
        behind: usize,
        sentence: &Range<usize>,
        figure: &Figure,
    ) -> (FigureRole, Option<usize>) {
        let moves = |&at: &usize| self.moves(at) || self.in_list(at, "changing");
        let any = || self.back(before, sentence, BACK_MAX).find(moves);
        let role = match () {
            () if self.is(before, "from") => FigureRole::Before,
            () if self.is(before, "to") => FigureRole::Latest,
            () if self.is(before, "by") => FigureRole::Step,
            () if self.moves(before) => {
                let counts = figure.unit == "percent" || self.is(behind, "to from");
                let role = if counts { FigureRole::Step } else { FigureRole::Plain };
                return (role, Some(before));
            }
            () => return (FigureRole::Plain, None),
        };
        // "raised 3 crowns from 40 givers": the givers do not change.
        let other = |verb: &usize| !figure.counted.is_empty() && !self.moves(*verb);
        match any().filter(|verb| !other(verb)) {
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
                && (self
                    .is(next + 1, "dead injured wounded missing victims killed hurt")
                    || self.syntax.part(next + 1) == Part::Number);
        let after_whom = is_before("whom them")
            && before
                .and_then(|at| at.checked_sub(1))
                .is_some_and(|at| self.is(at, "of among"));
        if of && whole || after_whom || is_before("including include includes included") {
            return FigureRole::Part;
        }
        FigureRole::Plain
    }

    /// Two values of one change share what is counted: "from 12 to 17 miners". Of "17
    /// miners, up from 12" the first is the new one.
    fn pair(self, first: &mut Figure, second: &mut Figure) {
        let (a, b) = (self.words(first.span), self.words(second.span));
        if first.unit != second.unit
            || self.copy.sentence_of(a.start) != self.copy.sentence_of(b.start)
        {
            return;
        }
        let turned = self.is(b.start.wrapping_sub(2), "up down") && first.role.is_plain();
        if turned && second.role == FigureRole::Before {
            first.role = FigureRole::Latest;
        }
        let roles = (first.role, second.role);
        if matches!(
            roles,
            (FigureRole::Before, FigureRole::Latest)
                | (FigureRole::Latest, FigureRole::Before)
        ) {
            share(first, second);
        }
    }

    /// What changed: the subject of "rose", the object of "lowered".
    fn name_changed(self, verb: usize, number: &Range<usize>, figure: &mut Figure) {
        if !figure.counted.is_empty() {
            return;
        }
        let syntax = self.syntax;
        let object = syntax.child(verb, &[R::Object]).filter(|at| *at < number.start);
        let noun = object
            .filter(|_| self.in_list(verb, "changing"))
            .or_else(|| self.number_before(verb))
            .or_else(|| syntax.subject(verb));
        let common =
            |at: &usize| matches!(syntax.part(*at), Part::Noun | Part::Adjective);
        if let Some(noun) = noun.filter(common) {
            self.name(figure, &self.phrase(noun, 0));
        }
    }

    /// The word of a figure that stands for it in the tree.
    pub(super) fn top(self, words: &Range<usize>) -> Option<usize> {
        words.clone().find(|&at| {
            self.syntax.head(at).is_none_or(|head| !words.contains(&head))
                && !matches!(
                    self.syntax.relation(at),
                    R::Adverb | R::Case | R::Punctuation
                )
        })
    }

    /// The verb of the clause that a figure stands in.
    pub(super) fn verb(self, words: &Range<usize>) -> Option<usize> {
        let predicate = self.syntax.predicate_of(self.top(words)?)?;
        let verb = self.syntax.child(predicate, &[R::Copula]).unwrap_or(predicate);
        (!words.contains(&verb)).then_some(verb)
    }

    /// The class of what is counted.
    fn quantity(self, figure: &Figure) -> Option<Quantity> {
        let age = figure.role == FigureRole::Age;
        if !figure.unit.is_empty() || figure.value < 1.0 || age {
            return None;
        }
        // "trapped miners died": what became of them last counts.
        let own = figure.counted.rsplit(' ').find_map(quantity_of);
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
