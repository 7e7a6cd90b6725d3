//! Who does what a verb says: the noun phrase it belongs to.

use std::ops::Range;

use rundown_lexicon::Kinds;

use crate::copy::{Copy, Shape};
use crate::entities::Cast;
use crate::parts::Part;
use crate::stretches::Quoted;
use crate::syntax::Syntax;

/// What is read of an article before its attributions.
pub(crate) struct Scene<'c, 'a> {
    pub(crate) copy: &'c Copy<'a>,
    pub(crate) syntax: &'c Syntax,
    pub(crate) parts: &'c [Part],
    pub(crate) cast: &'c Cast,
    pub(crate) quoted: &'c Quoted,
}

/// The longest apposition between a subject and its verb, in words.
const APPOSITION_WORDS_MAX: usize = 30;
/// So many nouns may hang on one another ("the head of the office of the mayor").
const HEADS_MAX: usize = 4;
/// Between a noun and its owner stand at most so many words.
const OWNER_REACH: usize = 4;
/// A speaker behind a cue has at most so many words, where no grammar helps.
const WORDS_AFTER_MAX: usize = 8;
/// The longest noun phrase, in words.
const PHRASE_WORDS_MAX: usize = 24;

impl Scene<'_, '_> {
    /// Whether a word is a noun, a pronoun, or part of a name.
    fn is_nominal(&self, at: usize) -> bool {
        if !self.quoted.is_open(at) || self.is_verbal_cue(at) {
            return false;
        }
        self.cast.mention_at(at).is_some()
            || matches!(self.parts[at], Part::Noun | Part::Pronoun)
            || self.copy.is(at, Kinds::GROUP.or(Kinds::SUBJECT).or(Kinds::ROLE))
            || self.copy.is(at, Kinds::NUMBER_WORD)
                && at > 0
                && self.copy.word(at - 1) == "of"
            || self.copy.word(at).ends_with("-year-old")
            || (self.parts[at] == Part::Determiner
                && matches!(
                    self.copy.word(at),
                    "Some" | "Many" | "Others" | "others" | "some" | "many"
                ))
    }

    fn is_verbal_cue(&self, at: usize) -> bool {
        self.copy.is(at, Kinds::CUE) && self.parts[at] == Part::Verb
    }

    /// Whether a noun phrase may hold this word.
    fn in_phrase(&self, at: usize) -> bool {
        if !self.quoted.is_open(at) {
            return false;
        }
        let word = &self.copy.words[at];
        if self.cast.mention_at(at).is_some() {
            return true;
        }
        match word.shape {
            Shape::Sign => {
                matches!(self.copy.word(at), "-" | "&" | "." | "/" | "%" | "$")
            }
            Shape::Clitic => self.copy.word(at).ends_with('s'),
            _ if self.copy.word(at) == "of" => true,
            _ if word.kinds.has(Kinds::CONJUNCTION.or(Kinds::PREPOSITION)) => false,
            _ => matches!(
                self.parts[at],
                Part::Noun | Part::Adjective | Part::Determiner | Part::Pronoun
            ),
        }
    }

    /// The subject that stands before a verb, if one does.
    pub(crate) fn subject_before(&self, verb: usize) -> Option<Range<usize>> {
        let floor = self.copy.sentence_of(verb).start;
        let end = self.verb_group(floor, verb);
        if end == floor {
            return None;
        }
        match self.copy.word(end - 1) {
            "," | ")" | "—" | "–" | "--" => self.before_comma(floor, end - 1),
            _ if self.is_relative(end - 1) => self.antecedent(floor, end - 1),
            // "it said": a body or a paper; "it was said" and "it seems" are nobody.
            "it" | "It" if end == verb && self.copy.is(verb, Kinds::CUE) => {
                Some(end - 1..end)
            }
            _ => self.phrase_ending(floor, end),
        }
    }

    /// The "who" or "which" that stands for the subject of a verb.
    pub(crate) fn relative_before(&self, verb: usize) -> Option<usize> {
        let floor = self.copy.sentence_of(verb).start;
        let end = self.verb_group(floor, verb);
        end.checked_sub(1).filter(|at| *at >= floor && self.is_relative(*at))
    }

    fn is_relative(&self, at: usize) -> bool {
        matches!(self.copy.word(at), "who" | "which" | "that")
    }

    /// Where a verb begins with its auxiliaries, its adverbs and a day among them.
    pub(crate) fn verb_start(&self, verb: usize) -> usize {
        self.verb_group(self.copy.sentence_of(verb).start, verb)
    }

    fn verb_group(&self, floor: usize, verb: usize) -> usize {
        let passes = |at: usize| {
            self.quoted.is_open(at)
                && (matches!(self.parts[at], Part::Auxiliary | Part::Adverb)
                    || self.copy.is(at, Kinds::ADVERB.or(Kinds::AUXILIARY))
                    || self.copy.is(at, Kinds::DAY) && self.cast.mention_at(at).is_none()
                    || self.copy.word(at) == "on" && self.copy.is(at + 1, Kinds::DAY))
                && !self.copy.is(at, Kinds::SUBJECT)
        };
        let mut start = verb;
        while start > floor && passes(start - 1) {
            start -= 1;
        }
        start
    }

    /// The antecedent of "who".
    fn antecedent(&self, floor: usize, who: usize) -> Option<Range<usize>> {
        let end =
            if who > floor && self.copy.word(who - 1) == "," { who - 1 } else { who };
        // It may hang on anything: "she met Ruiz, who said".
        let phrase = self.phrase_ending(floor, end).or_else(|| self.tail(floor, end))?;
        Some(self.appositions_owner(floor, phrase))
    }

    /// The phrase that ends right before a word, whatever it hangs on.
    pub(crate) fn tail(&self, floor: usize, end: usize) -> Option<Range<usize>> {
        let last =
            end.checked_sub(1).filter(|at| *at >= floor && self.is_nominal(*at))?;
        self.acceptable(self.grown(floor, last)..end)
    }

    /// The subject before a comma: over the apposition to the name, or right there.
    fn before_comma(&self, floor: usize, comma: usize) -> Option<Range<usize>> {
        let opener = match self.copy.word(comma) {
            ")" => "(",
            same => same,
        };
        let back = floor.max(comma.saturating_sub(APPOSITION_WORDS_MAX));
        let earlier = (back..comma)
            .rev()
            .find(|at| self.copy.word(*at) == opener && self.quoted.is_open(*at));
        let phrase = earlier
            .and_then(|earlier| self.phrase_ending(floor, earlier))
            .or_else(|| {
                // "Ruiz, who runs a yard, said": what a verb governs is no subject.
                let phrase = self.phrase_ending(floor, comma)?;
                let governed =
                    phrase.start > floor && self.parts[phrase.start - 1] == Part::Verb;
                (!governed).then_some(phrase)
            })?;
        Some(self.appositions_owner(floor, phrase))
    }

    /// If a phrase is an apposition behind a name ("Ruiz, the minister"), that name.
    fn appositions_owner(&self, floor: usize, phrase: Range<usize>) -> Range<usize> {
        let mut phrase = phrase;
        for _ in 0..3 {
            let is_comma =
                phrase.start > floor + 1 && self.copy.word(phrase.start - 1) == ",";
            if !is_comma || self.person_in(&phrase).is_some() {
                break;
            }
            match self.phrase_ending(floor, phrase.start - 1) {
                Some(owner) => phrase = owner,
                None => break,
            }
        }
        phrase
    }

    /// The noun phrase that ends right before a word.
    fn phrase_ending(&self, floor: usize, end: usize) -> Option<Range<usize>> {
        if end <= floor {
            return None;
        }
        let last = end - 1;
        let possessive = matches!(self.copy.word(last), "'s" | "’s" | "'" | "’");
        if possessive || !self.is_nominal(last) {
            return None;
        }
        if self.parts[last] == Part::Pronoun && self.copy.is(last, Kinds::SUBJECT) {
            return self.acceptable(last..end);
        }
        let start = self.grown(floor, last);
        match self.with_heads(floor, start) {
            Some(start) => self.acceptable(start..end),
            None => self.person_after_place(start..end),
        }
    }

    /// "In a radio interview Ruiz said": the name behind what the sentence opens with.
    fn person_after_place(&self, phrase: Range<usize>) -> Option<Range<usize>> {
        let mention = (phrase.start + 1..phrase.end)
            .find_map(|at| self.cast.person_at(at).filter(|m| m.words.start == at))?;
        (mention.words.end == phrase.end).then(|| mention.words.clone())
    }

    fn grown(&self, floor: usize, last: usize) -> usize {
        let floor = floor.max(last.saturating_sub(PHRASE_WORDS_MAX));
        let mut start = last;
        while start > floor && self.in_phrase(start - 1) {
            start -= 1;
            // A determiner opens its phrase, unless "of" leads on.
            let opens = self.parts[start] == Part::Determiner
                && self.cast.mention_at(start).is_none();
            if opens && !(start > floor && self.copy.word(start - 1) == "of") {
                break;
            }
        }
        let leading = |at: usize| {
            matches!(self.copy.words[at].shape, Shape::Sign | Shape::Clitic)
                || self.copy.word(at) == "of"
        };
        while start < last && leading(start) {
            start += 1;
        }
        start
    }

    /// "Officials at the port": the phrases a phrase hangs on by prepositions, too.
    /// `None` if it hangs on a verb, for then it is no subject.
    fn with_heads(&self, floor: usize, start: usize) -> Option<usize> {
        let mut start = start;
        for _ in 0..HEADS_MAX {
            let Some(joint) = start.checked_sub(1).filter(|at| *at >= floor) else {
                break;
            };
            let is_joint = self.copy.is(joint, Kinds::PREPOSITION)
                && self.parts[joint] == Part::Other
                && self.cast.mention_at(joint).is_none()
                && !self.copy.is(joint, Kinds::CONJUNCTION);
            if !is_joint {
                break;
            }
            let head = joint.checked_sub(1).filter(|at| *at >= floor)?;
            // "Protesters marching through the streets".
            let marching = head > floor
                && self.parts[head] == Part::Verb
                && self.copy.word(head).ends_with("ing")
                && self.is_nominal(head - 1);
            let head = if marching { head - 1 } else { head };
            if !self.is_nominal(head) || self.copy.is(head, Kinds::DAY) {
                return None;
            }
            start = self.grown(floor, head);
        }
        Some(start)
    }

    /// The phrase, unless it can be nobody who speaks.
    pub(crate) fn acceptable(&self, phrase: Range<usize>) -> Option<Range<usize>> {
        let last = phrase.end - 1;
        let lone = phrase.len() == 1;
        let never = |word: &str| {
            matches!(
                &*rundown_text::fold(word),
                "it" | "this"
                    | "that"
                    | "which"
                    | "what"
                    | "there"
                    | "these"
                    | "those"
                    | "thing"
                    | "way"
                    | "something"
                    | "nothing"
                    | "everything"
                    | "anything"
                    | "me"
                    | "him"
                    | "them"
                    | "us"
            )
        };
        let is_day =
            self.copy.is(last, Kinds::DAY) && self.cast.mention_at(last).is_none();
        let is_place_of_time = is_day || (lone && never(self.copy.word(last)));
        (!is_place_of_time).then_some(phrase)
    }

    /// The noun phrase right behind a word: "said Smith", "according to officials".
    pub(crate) fn phrase_after(&self, at: usize) -> Option<Range<usize>> {
        let sentence = self.copy.sentence_of(at);
        let start = at + 1;
        let opens = start < sentence.end
            && self.quoted.is_open(start)
            && !self.copy.is(start, Kinds::DAY)
            && self.copy.words[start].shape != Shape::Sign
            && (self.in_phrase(start) && self.copy.word(start) != "of");
        if !opens {
            return None;
        }
        if self.parts[start] == Part::Pronoun
            && self.cast.mention_at(start).is_none()
            && self.copy.is(start, Kinds::SUBJECT)
        {
            return self.acceptable(start..start + 1);
        }
        let limit = sentence.end.min(start + PHRASE_WORDS_MAX);
        let mut end = start + 1;
        while end < limit
            && self.in_phrase(end)
            && !self.is_verbal_cue(end)
            && !(self.copy.is(end, Kinds::DAY) && self.cast.mention_at(end).is_none())
        {
            end += 1;
        }
        while end > start + 1 {
            let last = end - 1;
            let trailing =
                matches!(self.copy.words[last].shape, Shape::Sign | Shape::Clitic)
                    && self.cast.mention_at(last).is_none()
                    || self.copy.word(last) == "of";
            if !trailing {
                break;
            }
            end -= 1;
        }
        let holds = (start..end).any(|i| self.is_nominal(i));
        if holds { self.acceptable(start..end) } else { None }
    }

    /// Whose a noun is: "Ruiz's latest claim", "her claim".
    pub(crate) fn owner_of(&self, noun: usize) -> Option<Range<usize>> {
        let floor = self.copy.sentence_of(noun).start;
        let mut at = noun;
        while at > floor.max(noun.saturating_sub(OWNER_REACH)) {
            at -= 1;
            let owns = self.copy.words[at].shape == Shape::Clitic
                && matches!(self.copy.word(at), "'s" | "’s" | "'" | "’");
            if owns {
                return self.tail(floor, at).filter(|owner| self.can_speak(owner));
            }
            if matches!(
                self.copy.word(at),
                "his" | "her" | "their" | "His" | "Her" | "Their"
            ) {
                return Some(at..at + 1);
            }
            if !matches!(self.parts[at], Part::Adjective | Part::Noun) {
                return None;
            }
        }
        None
    }

    /// Who stands behind a cue in a language whose parts of speech are not known: the
    /// words to the end of the first person there, else to the next sign.
    pub(crate) fn words_after(&self, start: usize) -> Option<Range<usize>> {
        let sentence = self.copy.sentence_of(start.checked_sub(1)?);
        let limit = sentence.end.min(start + WORDS_AFTER_MAX);
        let signs = (start..limit).find(|at| {
            self.copy.words[*at].shape == Shape::Sign || !self.quoted.is_open(*at)
        });
        let end = signs.unwrap_or(limit);
        let person = (start..end).find_map(|at| self.cast.person_at(at));
        if let Some(person) = person {
            return Some(start..person.words.end.min(end)).filter(|p| !p.is_empty());
        }
        // Without a name, only what a sign or the sentence closes is a speaker for sure.
        let closed = signs.is_some() || limit == sentence.end;
        (closed && start < end).then_some(start..end)
    }

    /// The subject of the sentence's main clause: the first phrase with a verb behind it.
    pub(crate) fn main_subject(
        &self,
        sentence: &Range<usize>,
        before: usize,
    ) -> Option<Range<usize>> {
        let mut at = sentence.start;
        while at < before {
            let is_verb = self.parts[at] == Part::Verb
                || self.parts[at] == Part::Auxiliary
                || self.copy.is(at, Kinds::CUE);
            if is_verb
                && self.quoted.is_open(at)
                && at > sentence.start
                && let Some(subject) = self.subject_before(at)
            {
                return Some(subject);
            }
            at += 1;
        }
        None
    }

    /// The person who is a phrase's head: not "Ruiz's office", not "friends of Ruiz".
    pub(crate) fn person_in(&self, phrase: &Range<usize>) -> Option<usize> {
        let mut at = phrase.start;
        let mut hangs = false;
        while at < phrase.end {
            let Some(mention) = self.cast.mention_at(at) else {
                hangs |= self.copy.is(at, Kinds::PREPOSITION);
                at += 1;
                continue;
            };
            let end = mention.words.end.max(at + 1);
            let owns = end < phrase.end && self.copy.words[end].shape == Shape::Clitic;
            let heads = end >= phrase.end
                || !matches!(self.parts[end], Part::Noun | Part::Adjective);
            let person = self.cast.is_person(mention.member);
            if person
                && !owns
                && heads
                && (!hangs || self.bears_role(mention.member, phrase))
            {
                return Some(mention.member);
            }
            at = end;
        }
        None
    }

    /// "Secretary of State Rex Lund": the phrase begins with the role of its person.
    fn bears_role(&self, member: usize, phrase: &Range<usize>) -> bool {
        let span = self.copy.span(phrase);
        self.cast.members[member].roles.iter().any(|role| span.contains(*role))
    }

    /// Whether a phrase names somebody who can speak.
    pub(crate) fn can_speak(&self, phrase: &Range<usize>) -> bool {
        let speaks = Kinds::GROUP.or(Kinds::ROLE).or(Kinds::KIN).or(Kinds::DOCUMENT);
        let people =
            Kinds::HE.or(Kinds::SHE).or(Kinds::THEY).or(Kinds::FIRST).or(Kinds::SUBJECT);
        phrase.clone().any(|at| {
            self.cast.mention_at(at).is_some()
                || self.copy.is(at, speaks)
                || phrase.len() == 1 && self.copy.is(at, people)
                || self.are_people(at)
        })
    }

    /// Whether a phrase is one thing: a noun of one in lower case that no list knows.
    pub(crate) fn is_thing(&self, phrase: &Range<usize>) -> bool {
        let last = phrase.end - 1;
        let word = self.copy.word(last);
        self.copy.lang == rundown_news::Lang::ENGLISH
            && self.parts[last] == Part::Noun
            && !word.ends_with('s')
            && phrase.clone().all(|at| {
                let first = at == phrase.start && self.parts[at] == Part::Determiner;
                first || !self.copy.words[at].shape.is_capital()
            })
            && !self.can_speak(phrase)
    }

    /// "dockers", "cyclists", "fishermen": nouns made for people who do something.
    fn are_people(&self, at: usize) -> bool {
        const ENDINGS: [&str; 6] = ["ers", "ors", "ists", "ians", "men", "people"];
        let word = self.copy.word(at);
        self.parts[at] == Part::Noun
            && ENDINGS.iter().any(|ending| word.ends_with(ending))
    }
}
