//! Who speaks: the subject of a verb, or the agent of a passive one.
//!
//! Any verb can say something when a quotation stands beside its clause; the word lists
//! only tell which verbs do so without one.

use std::ops::Range;

use rundown_grammar::{Form, Part, Relation};
use rundown_lexicon::Kinds;

use crate::cues::{Cue, is_according, is_passive};
use crate::stretches::Stretch;
use crate::subjects::Scene;

/// A quotation's verb stands at most so many words from it.
const VERB_REACH: usize = 12;
/// A verb that has no subject of its own hangs on one that has over so many words.
const SHARED_MAX: usize = 8;
/// Commas set off at most so many words between a name and its verb.
const SET_OFF_MAX: usize = 6;
/// Between hearing and who is heard stand at most so many words.
const HEARD_WORDS_MAX: usize = 5;
/// A paragraph that only announces a speaker has at most so many words.
const ANNOUNCEMENT_WORDS_MAX: usize = 14;

impl Scene<'_, '_> {
    /// Who speaks with a cue.
    pub(crate) fn speaker_of(
        &self,
        verb: usize,
        cue: &Range<usize>,
    ) -> Option<Range<usize>> {
        if !self.has_trees() {
            return self.subject_phrase(verb).or_else(|| self.words_beside(cue));
        }
        if is_according(self, verb) {
            return self.phrase_after(cue.end - 1);
        }
        if let Some(quoter) = self.quoter(verb) {
            let linking = verb - usize::from(self.word(verb - 1) == "as");
            return self.quoted_by(quoter, linking);
        }
        if let Some(speaker) = self.overheard(verb).or_else(|| self.quoted_person(verb)) {
            return Some(speaker);
        }
        if is_passive(self, verb) {
            return self.syntax.agent(verb).and_then(|agent| self.phrase(agent));
        }
        let start = self.verb_start(verb);
        let beside = self.phrase_before(start);
        let near = beside.clone().filter(|phrase| phrase.end == start);
        let doer = self.doer(verb);
        near.clone()
            .filter(|phrase| self.is_somebody(phrase))
            .or_else(|| doer.clone().filter(|doer| self.can_speak(doer)))
            .or(near)
            .or(doer)
            .or_else(|| self.over_clause(start))
            .or_else(|| self.name_before(start))
            .or(beside
                .filter(|phrase| !self.is_under_way(verb) && self.can_speak(phrase)))
            .or_else(|| self.inverted(verb))
            .or_else(|| self.sharer(verb))
    }

    /// "Ruiz, whose brother runs the yard, said": the phrase before the relative clause
    /// that a comma closes before a verb, where the tree has lost it. "Ruiz, D-Marsland,
    /// said": the name before some words without a verb.
    fn over_clause(&self, verb: usize) -> Option<Range<usize>> {
        let floor = self.copy.sentence_of(verb).start;
        let closing = verb.checked_sub(1).filter(|at| *at > floor)?;
        if self.word(closing) != "," {
            return None;
        }
        let mut commas = (floor..closing).rev().filter(|at| self.word(*at) == ",");
        let relative =
            |at: &usize| matches!(self.word(at + 1), "who" | "whose" | "which");
        let last = commas.clone().next();
        if let Some(phrase) = commas.find(relative).and_then(|at| self.phrase_before(at))
        {
            return Some(phrase);
        }
        let set_off = last? + 1..closing;
        let plain =
            set_off.len() <= SET_OFF_MAX && !set_off.clone().any(|at| self.is_verb(at));
        let name = self.cast.person_at(last?.checked_sub(1)?).filter(|_| plain)?;
        (name.words.end == set_off.start - 1).then(|| name.words.clone())
    }

    /// "In a radio interview Ruiz said": the name, whatever the tree hangs it on.
    fn name_before(&self, verb: usize) -> Option<Range<usize>> {
        let before = verb.checked_sub(1)?;
        let comma = self.word(before) == "," && !self.is_under_way(verb);
        let name = &self.cast.person_at(before.checked_sub(usize::from(comma))?)?.words;
        let governed = [Relation::Object, Relation::IndirectObject];
        let free = !governed.contains(&self.syntax.relation(name.start));
        free.then(|| name.clone())
    }

    /// Who does what a verb tells, by its own subject.
    fn doer(&self, verb: usize) -> Option<Range<usize>> {
        let behind = self.syntax.children(verb).find(|child| {
            self.syntax.relation(*child) == Relation::Subject && *child > verb
        });
        let behind = behind.filter(|_| self.opens_clause(verb));
        if behind.is_some() {
            return self.phrase(behind?);
        }
        let own = self.syntax.own_subject(verb)?;
        // "It said": a body or a paper.
        if self.word(own).eq_ignore_ascii_case("it") {
            return Some(own..own + 1);
        }
        self.phrase(self.syntax.subject(verb)?)
    }

    /// Where a verb begins with its auxiliaries and adverbs.
    fn verb_start(&self, verb: usize) -> usize {
        let passes = |at: usize| {
            matches!(self.syntax.part(at), Part::Auxiliary | Part::Adverb)
                || self.copy.is(at, Kinds::ADVERB.or(Kinds::AUXILIARY))
        };
        let mut start = verb;
        while start > self.copy.sentence_of(verb).start && passes(start - 1) {
            start -= 1;
        }
        start
    }

    /// "said Ruiz", behind a sign.
    fn inverted(&self, verb: usize) -> Option<Range<usize>> {
        if self.is_under_way(verb) {
            return None;
        }
        // "told Ruiz" and "thanked Ruiz" say to whom; "thundered Ruiz" stands at a quotation.
        let quotes = verb > 0 && matches!(self.word(verb - 1), "”" | "\"" | "»");
        let tells =
            self.word(verb).starts_with('t') && (!quotes || self.word(verb) == "told");
        self.phrase_after(verb).filter(|_| self.opens_clause(verb) && !tells)
    }

    /// Whether a verb stands behind a sign or first in its sentence.
    fn opens_clause(&self, verb: usize) -> bool {
        verb == self.copy.sentence_of(verb).start
            || self.is_sign(verb - 1) && self.word(verb - 1) != ")"
    }

    /// The subject of a verb that shares it with another, or leaves it out: rather a
    /// person than a body. "sent a letter urging them": not the letter, but who sent it.
    fn sharer(&self, verb: usize) -> Option<Range<usize>> {
        if self.syntax.own_subject(verb).is_some() {
            return None;
        }
        let mut body = None;
        let mut at = verb;
        for _ in 0..SHARED_MAX {
            let Some(head) = self.syntax.head(at) else { break };
            at = head;
            let own = self.syntax.own_subject(at).and_then(|_| self.syntax.subject(at));
            let subject = own.and_then(|subject| self.phrase(subject));
            let subject = subject.filter(|phrase| self.can_speak(phrase));
            let is_right = |phrase: &Range<usize>| {
                let kin = self.copy.is(phrase.end - 1, Kinds::KIN);
                (kin || self.is_somebody(phrase))
                    && !self.copy.is(phrase.start, Kinds::FIRST)
            };
            if subject.as_ref().is_some_and(is_right) {
                return subject;
            }
            body = body.or(subject);
        }
        body
    }

    /// Whose a noun is: "Ruiz's latest claim", "her claim".
    pub(crate) fn owner_of(&self, noun: usize) -> Option<Range<usize>> {
        let owner = self.syntax.child(noun, &[Relation::Owner])?;
        if self.syntax.tag(owner).form == Form::Possessive {
            return Some(owner..owner + 1);
        }
        self.phrase(owner).filter(|phrase| self.can_speak(phrase))
    }

    /// The verb whose clause stands right beside a quotation: “Never,” she shot back.
    pub(crate) fn verb_beside(&self, stretch: &Stretch) -> Option<Cue> {
        let start = self.led_to(stretch)?;
        if !self.has_trees() {
            return self.inverted_at(start);
        }
        let limit = self.copy.sentence_of(start).end.min(start + VERB_REACH);
        let verb = (start..limit).find(|at| self.syntax.part(*at) == Part::Verb)?;
        let form = self.syntax.tag(verb).form;
        let speaker = if verb == start {
            self.phrase_after(verb).or_else(|| self.behind_particle(verb))
        } else {
            self.doer(verb).or_else(|| self.phrase_before(self.verb_start(verb)))
        };
        let speaker = speaker.filter(|s| s.start == start || verb == start)?;
        // Right before a name the past tense reads like a participle: "snapped Vera Falk".
        let told = verb == start && self.person_in(&speaker).is_some();
        let finite = matches!(form, Form::Past | Form::Present)
            || told && !matches!(form, Form::Gerund | Form::Base);
        let fits = finite && self.can_speak(&speaker);
        // "Rosen quoted the judge saying": not who quotes.
        let quoted = self.phrase_after(verb).filter(|_| self.leads_to_as(verb));
        let speaker = quoted.or(Some(speaker));
        let words = verb..verb + 1;
        fits.then_some(Cue { words, verb, strong: false, speaker, who: None })
    }

    /// The word behind a quotation that a comma, or a sign in its place, leads to.
    fn led_to(&self, stretch: &Stretch) -> Option<usize> {
        let start = stretch.words.end + 1;
        let comma = self.word(start) == ",";
        let start = start + usize::from(comma);
        let sign = self.word(stretch.words.end - 1);
        let leads = comma || matches!(sign, "," | "?" | "!" | "…" | "—" | "--");
        let block = self.quoted.blocks.get(stretch.block)?;
        (leads && stretch.closed && block.0.contains(&start)).then_some(start)
    }

    /// "chimed in Ruiz": behind the small word that belongs to the verb.
    fn behind_particle(&self, verb: usize) -> Option<Range<usize>> {
        let small = matches!(self.word(verb + 1), "in" | "out" | "up" | "back" | "on");
        let name = self.cast.person_at(verb + 2).filter(|_| small)?;
        (name.words.start == verb + 2).then(|| name.words.clone())
    }

    /// "Varga was blunt: “…”": the subject of the sentence that a colon closes.
    pub(crate) fn leads_in(&self, colon: usize) -> Option<Range<usize>> {
        const MAIN: [Relation; 3] =
            [Relation::Root, Relation::Parataxis, Relation::ClausalComplement];
        let before = self.copy.sentence_of(colon).start..colon;
        let mut main =
            before.clone().filter(|at| MAIN.contains(&self.syntax.relation(*at)));
        let subject = main.find_map(|at| self.syntax.own_subject(at));
        let subject = subject.filter(|subject| before.contains(subject));
        let phrase = subject.and_then(|subject| self.phrase(subject));
        phrase
            .filter(|phrase| self.is_somebody(phrase))
            .or_else(|| self.whose_words(subject?))
            .or_else(|| self.opens_with(&before))
    }

    /// "with a statement from his spokeswoman to the paper: “…”": whose words the last noun
    /// for a text before a colon says they are.
    pub(crate) fn statement_from(&self, before: &Range<usize>) -> Option<Range<usize>> {
        let from = before.start.max(before.end.saturating_sub(VERB_REACH))..before.end;
        let opens = |at: &usize| matches!(self.word(*at), "from" | "by");
        let by = from.clone().rev().find(opens).filter(|by| *by > from.start)?;
        let is_text = self.copy.is(by - 1, Kinds::DOCUMENT.or(Kinds::CLAIM));
        let told = (by..before.end).any(|at| self.is_verb(at));
        self.phrase_after(by).filter(|phrase| is_text && !told && self.can_speak(phrase))
    }

    /// "The message from Ruiz was clear: “…”", "Ruiz's answer was short: “…”".
    fn whose_words(&self, noun: usize) -> Option<Range<usize>> {
        const WORDS: &str = "message answer reply response verdict warning advice motto \
                             plea request question conclusion comment view explanation \
                             appeal promise prediction";
        let is_listed = WORDS.split_whitespace().any(|word| word == self.word(noun))
            || self.copy.is(noun, Kinds::CLAIM);
        if !is_listed {
            return None;
        }
        let below = self.syntax.extent(noun);
        let from = (noun + 1..below.end).find_map(|at| self.cast.person_at(at));
        let owner = self.owner_of(noun).filter(|owner| self.is_somebody(owner));
        owner.or_else(|| from.map(|name| name.words.clone()))
    }

    /// "Ruiz was defiant: “…”": the name that opens the sentence, whatever the tree makes
    /// of it.
    fn opens_with(&self, before: &Range<usize>) -> Option<Range<usize>> {
        let name = &self.cast.person_at(before.start)?.words;
        let next = name.end;
        let told = next < before.end && self.is_verb(next) && name.start == before.start;
        told.then(|| name.clone())
    }

    /// "And from Chairwoman Mira Rosen:": a short line that ends in a name.
    pub(crate) fn introduced(&self, colon: usize) -> Option<Range<usize>> {
        let sentence = self.copy.sentence_of(colon);
        let name = self.cast.person_at(colon.checked_sub(1)?)?;
        let short = colon - sentence.start <= ANNOUNCEMENT_WORDS_MAX
            && name.words.start >= sentence.start;
        short.then(|| name.words.clone())
    }

    /// "From Mira Rosen, the head of the agency:", "Mira Rosen, mayor of Halden:": the name
    /// that opens a short line without a verb, behind "from" or before what a comma sets
    /// off.
    pub(crate) fn introduced_with_role(&self, colon: usize) -> Option<Range<usize>> {
        let line = self.copy.sentence_of(colon).start..colon;
        let opener = |at: &usize| {
            let word = rundown_text::fold(self.word(*at));
            matches!(&*word, "and" | "also" | "finally" | "this" | "these" | "more" | ",")
        };
        let first = line.start + line.clone().take_while(opener).count();
        let from = self.word(first).eq_ignore_ascii_case("from");
        let name = self.cast.person_at(self.behind_title(first + usize::from(from)))?;
        let set_off = self.word(name.words.end) == ",";
        let opens = from || set_off && first == line.start;
        let plain = line.clone().all(|at| !self.is_verb(at));
        let fits = opens && plain && line.len() <= ANNOUNCEMENT_WORDS_MAX;
        fits.then(|| name.words.clone())
    }

    /// Whether a verb only leads to another: "quoted her father as saying".
    pub(crate) fn leads_to_as(&self, verb: usize) -> bool {
        let limit = self.copy.sentence_of(verb).end.min(verb + VERB_REACH);
        (verb + 1..limit).any(|at| self.quoter(at) == Some(verb))
    }

    /// The verb that leads to "as saying", or "quoted" right before whom it leads to
    /// "saying".
    fn quoter(&self, saying: usize) -> Option<usize> {
        let before = saying.checked_sub(1)?;
        let says = self.syntax.tag(saying).form == Form::Gerund
            && self.copy.is(saying, Kinds::CUE.or(Kinds::WEAK_CUE));
        if !says {
            return None;
        }
        if self.word(before) == "as" {
            return self.syntax.predicate_of(self.syntax.head(saying)?);
        }
        let quoted = &self.cast.person_at(before)?.words;
        let verb = quoted.start.checked_sub(1)?;
        (quoted.end == saying && self.word(verb).starts_with("quot")).then_some(verb)
    }

    /// "heard a guard shout", "recalled her mother telling her": who is heard speaks.
    fn overheard(&self, verb: usize) -> Option<Range<usize>> {
        const HEARING: &str = "hear hears heard hearing overheard recall recalls recalled \
                               recalling remember remembers remembered remembering";
        let start = self.copy.sentence_of(verb).start;
        let form = self.syntax.tag(verb).form;
        let bare = matches!(form, Form::Gerund | Form::Base);
        let before = verb.checked_sub(1).filter(|before| bare && *before > start)?;
        let hears =
            |at: &usize| HEARING.split_whitespace().any(|word| word == self.word(*at));
        let hearing = (before.saturating_sub(HEARD_WORDS_MAX).max(start)..before)
            .rev()
            .find(hears)?;
        let heard = hearing + 1..verb;
        let plain = heard.clone().all(|at| !self.is_sign(at) && !self.is_verb(at));
        (plain && self.can_speak(&heard)).then_some(heard)
    }

    /// "Rosen quoted the judge: “…”": not who quotes, but who is quoted.
    fn quoted_person(&self, verb: usize) -> Option<Range<usize>> {
        let word = self.word(verb);
        let quotes = word.starts_with("quot") && !is_passive(self, verb);
        let object = self.phrase_after(verb).filter(|_| quotes)?;
        (self.word(object.end) == ":" && self.can_speak(&object)).then_some(object)
    }

    /// "quoted her father as saying": who is quoted speaks.
    fn quoted_by(&self, quoter: usize, linking: usize) -> Option<Range<usize>> {
        let name = self.cast.person_at(linking.checked_sub(1)?);
        let behind = name
            .map(|name| &name.words)
            .filter(|name| name.start == quoter + 1 && !is_passive(self, quoter));
        if let Some(name) = behind {
            return Some(name.clone());
        }
        let object = self.syntax.child(quoter, &[Relation::Object]);
        self.phrase(object.or_else(|| self.syntax.own_subject(quoter))?)
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
                return self.has_trees();
            }
            at = head;
        }
        false
    }

    /// "Ruiz, who said": the pronoun that stands for the speaker.
    pub(crate) fn relative_of(&self, verb: usize) -> Option<usize> {
        let own = self.syntax.own_subject(verb)?;
        (self.has_trees() && self.syntax.tag(own).form == Form::Question).then_some(own)
    }
}
