//! Who speaks, by grammar: the subject of a verb, or the agent of a passive one.
//!
//! Any verb can say something when a quotation stands beside its clause; the word lists
//! only tell which verbs do so without one.

use std::ops::Range;

use rundown_grammar::{Form, Part, Relation};
use rundown_lexicon::Kinds;
use rundown_news::{EntityKind, Lang};

use crate::cues::Cue;
use crate::stretches::Stretch;
use crate::subjects::Scene;

/// A quotation's verb stands at most so many words from it.
const VERB_REACH: usize = 12;
/// A sentence behind a quotation that only names its speaker has at most so many words.
const TAG_WORDS_MAX: usize = 10;
/// A paragraph that only announces a speaker has at most so many words.
const ANNOUNCEMENT_WORDS_MAX: usize = 14;

impl Scene<'_, '_> {
    /// Who speaks with a verb. What stands right before it is best told by the order of
    /// the words, a subject further off by grammar.
    pub(crate) fn speaker_of(
        &self,
        verb: usize,
        by_order: Option<Range<usize>>,
    ) -> Option<Range<usize>> {
        let beside = by_order.as_ref().is_some_and(|phrase| {
            phrase.end == self.verb_start(verb) && self.is_somebody(phrase)
        });
        let own = self.doer(verb).filter(|doer| !beside && self.may_speak(doer));
        let shared = || {
            let shared = self.noun_phrase(self.syntax.subject(verb)?, verb)?;
            let known = self.copy.lang == Lang::ENGLISH
                && self.syntax.part(verb) == Part::Verb
                && !self.syntax.is_passive(verb);
            (known && self.is_somebody(&shared)).then_some(shared)
        };
        if beside { by_order } else { own.or_else(shared).or(by_order) }
    }

    /// Whether a phrase names one person: by name, as "he" or "she", or by a role.
    fn is_somebody(&self, phrase: &Range<usize>) -> bool {
        self.person_in(phrase).is_some()
            || phrase.len() == 1
                && self.copy.is(phrase.start, Kinds::SUBJECT)
                && !self.copy.word(phrase.start).eq_ignore_ascii_case("it")
            || self.copy.is(phrase.end - 1, Kinds::ROLE.or(Kinds::TITLE))
    }

    /// Whether a phrase names a speaker and not the place where something was said.
    fn may_speak(&self, phrase: &Range<usize>) -> bool {
        let mention = self.cast.mention_at(phrase.end - 1);
        let place = mention.is_some_and(|mention| {
            self.cast.members[mention.member].kind == EntityKind::Place
                && mention.words == *phrase
        });
        !place && self.can_speak(phrase)
    }

    /// Who does what a verb tells: its own subject, or its agent.
    pub(crate) fn doer(&self, verb: usize) -> Option<Range<usize>> {
        let syntax = self.syntax;
        if self.copy.lang != Lang::ENGLISH || syntax.part(verb) != Part::Verb {
            return None;
        }
        let noun = if syntax.is_passive(verb) {
            syntax.agent(verb)?
        } else {
            syntax.own_subject(verb)?;
            syntax.subject(verb)?
        };
        self.noun_phrase(noun, verb)
    }

    /// The phrase of a noun outside quotations, for a verb.
    fn noun_phrase(&self, noun: usize, verb: usize) -> Option<Range<usize>> {
        let syntax = self.syntax;
        if self.copy.word(noun).eq_ignore_ascii_case("it") {
            // "It said": a body or a paper; "it seems" is nobody.
            return self.copy.is(verb, Kinds::CUE).then_some(noun..noun + 1);
        }
        let phrase = syntax.phrase(noun);
        let fits = syntax.tag(noun).is_nominal()
            && syntax.tag(noun).form != Form::Question
            && !phrase.contains(&verb)
            && phrase.clone().all(|at| {
                self.quoted.is_open(at)
                    && !self.syntax.tag(at).is_finite()
                    && self.copy.word(at) != ":"
            });
        if fits { self.acceptable(phrase) } else { None }
    }

    /// "The minister, Karel Dunn, said": the name behind the role of its bearer.
    pub(crate) fn named(&self, phrase: Range<usize>) -> Range<usize> {
        let last = phrase.end - 1;
        if let Some(whole) = self.cast.person_at(last).map(|mention| &mention.words) {
            return phrase.start.min(whole.start)..phrase.end.max(whole.end);
        }
        let bears = self.copy.is(last, Kinds::ROLE.or(Kinds::TITLE).or(Kinds::KIN))
            || phrase.clone().any(|at| {
                self.copy.is(at, Kinds::ROLE) && self.copy.is(at + 1, Kinds::PREPOSITION)
            });
        let sentence = self.copy.sentence_of(last);
        if self.copy.lang != Lang::ENGLISH
            || !bears
            || self.person_in(&phrase).is_some()
            || phrase.end + 1 >= sentence.end
            || self.copy.word(phrase.end) != ","
        {
            return phrase;
        }
        let person = self.cast.person_at(phrase.end + 1);
        let Some(name) = person.map(|mention| mention.words.clone()) else {
            return phrase;
        };
        let closed = name.end >= sentence.end
            || matches!(self.copy.word(name.end), "," | "." | ":" | ";" | ")");
        if closed && name.start == phrase.end + 1 { name } else { phrase }
    }

    /// The verb whose clause stands right beside a quotation: “Never,” she shot back.
    pub(crate) fn verb_beside(&self, stretch: &Stretch) -> Option<Cue> {
        if self.copy.lang != Lang::ENGLISH || !stretch.closed {
            return None;
        }
        let last = stretch.words.end - 1;
        let mut start = stretch.words.end + 1;
        let comma = start < self.copy.words.len() && self.copy.word(start) == ",";
        let sign = self.copy.word(last);
        if !comma && !matches!(sign, "," | "?" | "!" | "…" | "—" | "--") {
            return None;
        }
        start += usize::from(comma);
        if start >= self.copy.words.len() {
            return None;
        }
        let sentence = self.copy.sentence_of(start);
        let fresh = !sentence.contains(&last);
        if fresh && sentence.len() > TAG_WORDS_MAX {
            return None;
        }
        let limit = sentence.end.min(start + VERB_REACH);
        let is_verb = |at: &usize| self.syntax.part(*at) == Part::Verb;
        let verb = (start..limit).find(is_verb)?;
        let finite = matches!(self.syntax.tag(verb).form, Form::Past | Form::Present);
        let speaker = if verb == start {
            self.phrase_after(verb)
        } else {
            self.doer(verb).or_else(|| self.subject_before(verb))
        };
        let speaker = speaker.filter(|s| s.start == start || verb == start)?;
        let fits = finite && self.can_speak(&speaker);
        fits.then(|| Cue {
            words: verb..verb + 1,
            strong: false,
            speaker: Some(self.named(speaker)),
        })
    }

    /// "Varga was blunt: “…”": the subject of the sentence that a colon closes.
    pub(crate) fn leads_in(&self, colon: usize) -> Option<Range<usize>> {
        let sentence = self.copy.sentence_of(colon);
        let predicate = sentence.clone().find(|at| {
            self.syntax.relation(*at) == Relation::Root && self.syntax.is_predicate(*at)
        });
        let by_grammar = predicate.and_then(|at| {
            let subject = self.syntax.own_subject(at).filter(|s| *s < colon)?;
            self.acceptable(self.syntax.phrase(subject))
        });
        let open = |phrase: &Range<usize>| {
            self.is_somebody(phrase) && phrase.clone().all(|at| self.quoted.is_open(at))
        };
        by_grammar
            .filter(open)
            .or_else(|| self.main_subject(&sentence, colon).filter(open))
            .map(|phrase| self.named(phrase))
    }

    /// "And from Chairwoman Mira Rosen:": a short line that ends in a name.
    pub(crate) fn introduced(&self, colon: usize) -> Option<Range<usize>> {
        let sentence = self.copy.sentence_of(colon);
        let name = self.cast.person_at(colon.checked_sub(1)?)?;
        let short = colon - sentence.start <= ANNOUNCEMENT_WORDS_MAX
            && name.words.start >= sentence.start;
        short.then(|| name.words.clone())
    }

    /// Whether a verb only leads to another: "quoted her father as saying".
    pub(crate) fn leads_to_as(&self, cue: usize) -> bool {
        let limit = self.copy.sentence_of(cue).end.min(cue + VERB_REACH);
        (cue + 2..limit).any(|at| {
            self.copy.word(at - 1) == "as"
                && self.copy.word(at).ends_with("ing")
                && self.copy.is(at, Kinds::CUE.or(Kinds::WEAK_CUE))
                && self.quoted.is_open(at)
        })
    }

    /// "quoted her father as saying": who is quoted speaks.
    pub(crate) fn quoted_as(&self, cue: usize) -> Option<Range<usize>> {
        let sentence = self.copy.sentence_of(cue);
        let at = cue.checked_sub(1).filter(|at| *at > sentence.start)?;
        if self.copy.word(at) != "as" {
            return None;
        }
        if self.syntax.part(at - 1) == Part::Verb {
            return self.subject_before(at - 1);
        }
        self.tail(sentence.start, at).map(|phrase| self.named(phrase))
    }

    /// "Ruiz said she plans to leave": what she plans is Ruiz's statement already.
    pub(crate) fn is_reported(&self, verb: usize) -> bool {
        let mut at = verb;
        for _ in 0..VERB_REACH {
            let Some(head) = self.syntax.head(at) else { return false };
            let said = self.syntax.relation(at) == Relation::ClausalComplement;
            if said
                && self.copy.is(head, Kinds::CUE.or(Kinds::WEAK_CUE))
                && self.quoted.is_open(head)
            {
                return self.copy.lang == Lang::ENGLISH;
            }
            at = head;
        }
        false
    }

    /// The clause that grammar makes the object of a verb.
    pub(crate) fn clause_said(&self, verb: usize) -> Option<Range<usize>> {
        let english = self.copy.lang == Lang::ENGLISH;
        let clause = english
            .then(|| self.syntax.child(verb, &[Relation::ClausalComplement]))
            .flatten()?;
        let mut extent = self.syntax.extent(clause);
        let is_edge = |at: usize| matches!(self.copy.word(at), "," | "." | ";" | ":");
        while extent.start < extent.end && is_edge(extent.start) {
            extent.start += 1;
        }
        while extent.start < extent.end && is_edge(extent.end - 1) {
            extent.end -= 1;
        }
        (!extent.is_empty()).then_some(extent)
    }
}
