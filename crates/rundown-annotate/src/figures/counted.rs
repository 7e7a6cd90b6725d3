//! What a figure counts, read off the tree: the noun that its number modifies ("12
//! people"), what it is a share of ("half of the voters"), what it is told of ("the toll
//! rose to 17"); and what became of that ("people killed").

use std::ops::Range;

use rundown_grammar::{Part, Relation as R};
use rundown_lexicon::Kinds;
use rundown_news::{Figure, Span};

use crate::copy::Shape;
use crate::dates::Clauses;
use crate::dates::lexicon::lexicon;
use crate::dates::words::Sense;

use super::units::is_money;

/// So many words before a side's votes the vote is named at most.
const VOTE_WORDS: usize = 16;
/// Between "from" and the noun that a change counts stand at most so many words.
const FROM_WORDS: usize = 5;
/// Nouns of those who own and are not owned.
const SOMEBODY: Kinds = Kinds::PERSON.or(Kinds::ROLE);
/// Words that add to a number and count nothing.
const ADDING: &str = "more other additional further";

impl Clauses<'_> {
    /// Tells what a figure counts.
    pub(super) fn count(self, words: &Range<usize>, figure: &mut Figure) {
        // Ages and magnitudes count nothing else.
        let itself = matches!(figure.unit.as_str(), "years" | "magnitude");
        let Some(at) = self.top(words).filter(|_| !itself) else { return };
        let plain = figure.unit.is_empty();
        // "a $15 million relief package"; a measure tells of nothing behind it.
        let money = is_money(&figure.unit);
        let modified = self.modified(words).filter(|_| plain || money);
        let modified =
            modified.map(|noun| if money { self.last_noun(noun) } else { noun });
        let whole = || self.whole(words, figure);
        if let Some(noun) = modified {
            self.name(figure, &self.phrase(noun, words.end));
            if plain {
                self.add_state(figure, noun, noun);
            }
        } else if let Some(noun) = whole() {
            self.name(figure, &self.phrase(noun, words.end));
            if plain && figure.value >= 1.0 {
                self.add_state(figure, noun, at);
            }
        } else if !(plain && self.count_by_verb(at, words, figure))
            && let Some(noun) = self
                .shrunk_from(words)
                .filter(|_| plain)
                .or_else(|| self.told_of(at, words))
        {
            self.name(figure, &self.phrase(noun, 0));
        }
    }

    /// The noun behind a number that it modifies.
    pub(super) fn modified(self, words: &Range<usize>) -> Option<usize> {
        let noun = self.described(words.end + usize::from(self.is(words.end, ADDING)));
        let below = self.syntax.extent(noun);
        let holds = words.clone().any(|at| below.contains(&at));
        (holds && self.is_noun(noun)).then_some(noun)
    }

    /// "arms deal": the last of nouns that follow each other.
    fn last_noun(self, noun: usize) -> usize {
        let behind = (noun + 1..)
            .take_while(|at| self.is_noun(*at) && self.syntax.part(*at) == Part::Noun);
        behind.last().unwrap_or(noun)
    }

    /// The noun that a word before it describes; the word itself if it describes none.
    fn described(self, word: usize) -> usize {
        const DESCRIBES: [R; 7] = [
            R::Number,
            R::Compound,
            R::Adjective,
            R::Determiner,
            R::Flat,
            R::Owner,
            R::Adverb,
        ];
        let mut noun = word;
        while DESCRIBES.contains(&self.syntax.relation(noun))
            && let Some(head) = self.syntax.head(noun).filter(|head| *head > noun)
        {
            noun = head;
        }
        noun
    }

    /// "12 of the 40 passengers", "3 percent of voters", "$5 million in damage".
    fn whole(self, words: &Range<usize>, figure: &Figure) -> Option<usize> {
        let money = !matches!(figure.unit.as_str(), "" | "percent");
        let of = self.is(words.end, "of") || money && self.is(words.end, "in");
        let case = of && self.syntax.relation(words.end) == R::Case;
        let noun =
            self.syntax.head(words.end).filter(|noun| case && *noun > words.end)?;
        // "earned $3 in two days"
        let time = matches!(self.sense(noun), Sense::Unit(_) | Sense::Units(_));
        // "Five charges, four of fraud": four charges.
        let kind = figure.unit.is_empty()
            && figure.value > 1.0
            && !self.copy.word(words.end - 1).ends_with('s')
            && !self.copy.word(noun).ends_with('s')
            && self.syntax.child(noun, &[R::Determiner, R::Owner, R::Number]).is_none();
        (self.is_noun(noun) && !time && !kind).then_some(noun)
    }

    /// "has shrunk from 200 staff to 64": the staff.
    fn shrunk_from(self, words: &Range<usize>) -> Option<usize> {
        let to = words.start.checked_sub(1).filter(|to| self.is(*to, "to"))?;
        let noun = to.checked_sub(1).filter(|noun| self.is_noun(*noun))?;
        if matches!(self.sense(noun), Sense::Unit(_) | Sense::Units(_)) {
            return None;
        }
        let before = noun.saturating_sub(FROM_WORDS)..noun;
        let from = before.rev().find(|at| self.is(*at, "from"))?;
        let digit = |at: usize| {
            self.copy.words.get(at).is_some_and(|word| word.shape == Shape::Number)
        };
        let counts =
            digit(from + 1) || matches!(self.sense(from + 1), Sense::Cardinal(_));
        counts.then_some(noun)
    }

    /// "the toll rose to 17", "a toll of 17", "the toll is 17": what the number tells of.
    fn told_of(self, at: usize, words: &Range<usize>) -> Option<usize> {
        let syntax = self.syntax;
        let above = syntax.head(at);
        let noun = if syntax.child(at, &[R::Copula]).is_some() {
            syntax.own_subject(at)
        } else if syntax.relation(at) == R::Subject {
            // "11 were children"
            above.filter(|noun| syntax.child(*noun, &[R::Copula]).is_some())
        } else if syntax.relation(at) == R::Nominal {
            let of = self.is(words.start.wrapping_sub(1), "of");
            // "emptied the lender of $3 million": nobody is counted in money.
            let body = |noun: usize| self.copy.is(noun, SOMEBODY);
            above.filter(|noun| {
                of && *noun < words.start
                    && !self.in_list(*noun, "change")
                    && !body(*noun)
            })
        } else {
            let verb = above?;
            let told = if self.is(words.start.wrapping_sub(1), "at") {
                // "put the toll at 17", "valued at $3 million"
                let object = syntax.child(verb, &[R::Object]);
                let valued = syntax.is_passive(verb) && syntax.agent(verb).is_none();
                object.or_else(|| syntax.subject(verb).filter(|_| valued))
            } else {
                None
            };
            told.or_else(|| {
                let named = self.number_before(verb).or_else(|| syntax.subject(verb));
                named.filter(|_| self.in_list(verb, "measuring"))
            })
        };
        noun.filter(|noun| syntax.part(*noun) == Part::Noun && self.is_noun(*noun))
    }

    fn sense(self, at: usize) -> Sense {
        let word = self.copy.words.get(at).map_or("", |_| self.copy.word(at));
        lexicon(self.copy.lang).sense(word.to_lowercase().as_bytes())
    }

    /// Whether a word can be counted: a noun, and no day ("12 Thursday").
    pub(super) fn is_noun(self, at: usize) -> bool {
        let word = self.copy.words.get(at).map_or("", |_| self.copy.word(at));
        word.starts_with(char::is_alphabetic)
            && matches!(self.syntax.part(at), Part::Noun | Part::Name | Part::Adjective)
            && !matches!(
                self.sense(at),
                Sense::Weekday(..) | Sense::Month(..) | Sense::Day(_)
            )
    }

    /// A noun with what describes it, from no earlier than a word.
    pub(super) fn phrase(self, noun: usize, least: usize) -> Range<usize> {
        let numbered = noun;
        let noun = self.of_number(noun);
        // "the number of homes destroyed": with what became of them.
        let fate = noun != numbered
            && self.in_list(noun + 1, "states")
            && !self.in_list(noun, "states");
        let syntax = self.syntax;
        let whole = syntax.extent(noun);
        let describes = |&at: &usize| {
            let joint = matches!(self.copy.word(at), "'s" | "’s" | "-");
            whole.contains(&at)
                && !self.is(at, ADDING)
                && self.syntax.part(at) != Part::Pronoun
                && (joint
                    || !matches!(
                        syntax.relation(at),
                        R::Determiner
                            | R::Number
                            | R::Case
                            | R::Coordinator
                            | R::Punctuation
                            | R::Copula
                            | R::Subject
                            | R::Adverb
                    ))
        };
        let before = (least..noun).rev().take_while(describes).count();
        // "50-pound sacks": the sacks.
        let cut = self.is(noun - before, "- – 's ’s");
        noun - before + if cut { 2.min(before) } else { 0 }..noun + 1 + usize::from(fate)
    }

    pub(super) fn name(self, figure: &mut Figure, words: &Range<usize>) {
        let span = self.copy.span(words);
        let words: Vec<_> = span.of(self.copy.text).split_whitespace().collect();
        figure.counted = words.join(" ");
        figure.counted_span = Some(span);
    }

    /// "people killed": what became of the counted, told by the word behind them or by
    /// the verb whose subject or object they are.
    fn add_state(self, figure: &mut Figure, noun: usize, head: usize) {
        let Some(span) = figure.counted_span else { return };
        if self.in_list(noun, "states") {
            return;
        }
        if self.in_list(noun + 1, "states") && !self.is(noun + 1, "laid") {
            let words = self.words(span.join(self.copy.words[noun + 1].span));
            self.name(figure, &words);
        } else if let Some((state, _)) = self.state(head) {
            figure.counted = format!("{} {state}", figure.counted);
            figure.counted_span = None;
        }
    }

    /// What a verb says has become of its subject or object, and where.
    fn state(self, at: usize) -> Option<(String, Span)> {
        let mut at = at;
        while self.syntax.relation(at) == R::Conjunct
            && let Some(first) = self.syntax.head(at)
        {
            at = first;
        }
        let verb = self.syntax.head(at)?;
        // "are reported wounded": the verb below tells.
        let below = self.syntax.child(verb, &[R::OpenComplement]);
        let verb = below.filter(|&below| self.in_list(below, "states")).unwrap_or(verb);
        let state = match self.syntax.relation(at) {
            R::Subject | R::PassiveSubject if self.in_list(verb, "states") => {
                self.copy.word(verb).to_lowercase()
            }
            R::Subject if self.loses_life(verb) => "killed".to_owned(),
            R::Object => self.value(verb, "state")?.to_owned(),
            _ => return None,
        };
        Some((state, self.copy.words[verb].span))
    }

    /// "lost their lives".
    fn loses_life(self, verb: usize) -> bool {
        let object = self.syntax.child(verb, &[R::Object]);
        self.is(verb, "lost lose loses losing")
            && object.is_some_and(|object| self.is(object, "life lives"))
    }

    /// A number without a noun: "12 were killed", "killed 12", "left 12 dead", "124 votes
    /// to 116".
    fn count_by_verb(self, at: usize, words: &Range<usize>, figure: &mut Figure) -> bool {
        let side = self.is(words.end, "against")
            || self.is(words.end, "in") && self.is(words.end + 1, "favor favour");
        let other = self.is(words.start.wrapping_sub(1), "to against")
            && self.is(words.start.wrapping_sub(2), "votes vote");
        let mut before = words.start.saturating_sub(VOTE_WORDS)..words.start;
        let voted = side && before.any(|at| self.is(at, "vote voted votes voting"));
        let behind =
            words.end + usize::from(self.is(words.end, "reported confirmed feared"));
        if other {
            self.name(figure, &(words.start - 2..words.start - 1));
        } else if voted {
            "votes".clone_into(&mut figure.counted);
        } else if self.in_list(behind, "states") {
            self.name(figure, &(behind..behind + 1));
        } else if let Some((state, span)) = self.state(at) {
            let same = state == span.of(self.copy.text).to_lowercase();
            figure.counted = state;
            figure.counted_span = Some(span).filter(|_| same);
        } else {
            return false;
        }
        true
    }

    /// "The number of people hurt when a bus overturned has risen": the number, if no sign
    /// parts it from the verb, whatever the tree makes of the clause between.
    pub(super) fn number_before(self, verb: usize) -> Option<usize> {
        let sentence = self.copy.sentence_of(verb);
        let mut before = (sentence.start..verb).rev();
        let mut joined = before.by_ref().take_while(|at| {
            self.copy.words[*at].shape != Shape::Sign && !self.in_list(*at, "and")
        });
        joined.find(|at| self.is_number_of(*at))
    }

    fn is_number_of(self, noun: usize) -> bool {
        self.is(noun, "number count total tally") && self.is(noun + 1, "of")
    }

    /// "the number of injured": the injured.
    fn of_number(self, noun: usize) -> usize {
        if !self.is_number_of(noun) {
            return noun;
        }
        let first = noun + 2 + usize::from(self.is(noun + 2, "the those"));
        let counted = self.described(first);
        match () {
            () if self.is_noun(counted) || self.in_list(counted, "states") => counted,
            () if self.in_list(first, "states") => first,
            () => noun,
        }
    }
}

#[cfg(test)]
mod tests {
    use rundown_news::FigureRole::{Before, Latest};
    use rundown_news::Quantity;

    use crate::figures::tests::{plays, plays_in};

    #[test]
    fn a_change_counts_what_its_number_is_of() {
        let hurt = Some(Quantity::Injured);
        plays(
            "The number of people injured when a bus overturned near Orrin has risen from \
             22 to 27, police said.",
            &[
                (22.0, Before, "people injured", hurt),
                (27.0, Latest, "people injured", hurt),
            ],
        );
        plays(
            "The number of homes destroyed by the wildfire near Orrin rose to 65.",
            &[(65.0, Latest, "homes destroyed", None)],
        );
        let dead = Some(Quantity::Killed);
        plays_in(
            "nl",
            "Het dodental van de ingestorte brug is gestegen van 9 naar 11.",
            &[(9.0, Before, "dodental", dead), (11.0, Latest, "dodental", dead)],
        );
        plays_in(
            "pt",
            "O número de mortos subiu de 12 para 17.",
            &[(12.0, Before, "mortos", dead), (17.0, Latest, "mortos", dead)],
        );
    }
}
