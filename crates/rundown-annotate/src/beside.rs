//! Who speaks, where no grammar helps: by what stands beside the verb of saying, on the side
//! that the language has its speakers on.

use std::ops::Range;

use rundown_news::EntityKind;

use rundown_grammar::Part;

use crate::copy::Shape;
use crate::cues::{Cue, is_according};
use crate::entities::Mention;
use crate::subjects::Scene;
use crate::uncased::{Cues, Speaks, cues};

/// A speaker beside a cue has at most so many words.
const BESIDE_WORDS_MAX: usize = 8;
/// Between the speaker and a verb behind its adverbs stand at most so many words.
const BEFORE_WORDS_MAX: usize = 24;
/// A verb begins with at most so many helpers and pronouns: "s'est-il exclamé".
const HELPERS_MAX: usize = 3;
/// Titles between a name and what marks it as the topic have at most so many words.
const TITLE_WORDS_MAX: usize = 6;

impl Scene<'_, '_> {
    /// «Es un mal día», se quejó Lucía Prado: a verb of any meaning that begins here, whose
    /// subject stands right behind it.
    pub(crate) fn inverted_at(&self, start: usize) -> Option<Cue> {
        let named = self.copy.lists(start, "says-behind");
        let helps = |at: &usize| self.helps(*at);
        let helpers = (start..).take_while(helps).take(HELPERS_MAX).count();
        let verb = if named { start } else { start + helpers };
        let is_verb = self.has_grammar()
            && verb < self.copy.words.len()
            && (named
                || self.syntax.part(verb) == Part::Verb
                || self.stands_for_verb(verb));
        if !is_verb {
            return None;
        }
        let behind = |phrase: &Range<usize>| phrase.start > verb && !named;
        let subject = self.subject_phrase(verb).filter(behind);
        let told = subject.is_some();
        let speaker = subject.or_else(|| self.phrase_after(verb))?;
        let between = verb + 1..speaker.start;
        let near = between.len() <= TITLE_WORDS_MAX
            && between.clone().all(|at| !self.is_verb(at) && self.quoted.is_open(at));
        let fits = near && (told || self.person_in(&speaker).is_some());
        let words = start..verb + 1;
        let speaker = Some(speaker);
        fits.then_some(Cue { words, verb, strong: false, speaker, who: None })
    }

    /// «Non pagheremo», tuona Aurora Lodi: a word that reads like a noun, right between a
    /// quotation and a name, is a verb.
    fn stands_for_verb(&self, at: usize) -> bool {
        let taken = [Part::Noun, Part::Adjective, Part::Name];
        let first = self.behind_title(at + 1);
        self.copy.words[at].shape == Shape::Lower
            && taken.contains(&self.syntax.part(at))
            && self.cast.person_at(first).is_some_and(|name| name.words.start == first)
    }

    /// Whether a word goes with a verb of saying: "a dit", "se quejó".
    pub(crate) fn helps(&self, at: usize) -> bool {
        at < self.copy.words.len()
            && (matches!(self.syntax.part(at), Part::Auxiliary | Part::Pronoun)
                || self.copy.lists(at, "says-helper"))
    }

    /// Who stands beside a cue in a language without trees.
    pub(crate) fn words_beside(&self, cue: &Range<usize>) -> Option<Range<usize>> {
        let cues = cues(self.copy.lang);
        match cues.map(|cues| (cues, cues.speaks)) {
            Some((_, Some(Speaks::Before))) if is_according(self, cue.start) => {
                let mention = self.cast.mention_at(cue.end)?;
                Some(mention.words.clone())
            }
            Some((cues, Some(Speaks::Before))) => self.right_before(cue, cues),
            Some((cues, Some(Speaks::Last))) => self.topic(cue, cues),
            Some((cues, _)) => self.either_side(cue, Some(cues)),
            None => self.either_side(cue, None),
        }
    }

    /// The words behind a cue to the end of the first person there, else those before it,
    /// else to the next sign.
    fn either_side(
        &self,
        cue: &Range<usize>,
        cues: Option<&Cues>,
    ) -> Option<Range<usize>> {
        let sentence = self.copy.sentence_of(cue.start);
        let is_end = |at: &usize| {
            self.copy.words[*at].shape == Shape::Sign
                || !self.quoted.is_open(*at)
                || cues.is_some_and(|cues| cues.has("that", self.copy.word(*at)))
        };
        let limit = sentence.end.min(cue.end + BESIDE_WORDS_MAX);
        let sign = (cue.end..limit).find(is_end);
        let behind = cue.end..sign.unwrap_or(limit);
        let set_off = sign.filter(|at| self.word(*at) == "," && !behind.is_empty());
        if let Some(person) = behind.clone().find_map(|at| self.cast.person_at(at)) {
            return Some(behind.start..person.words.end.min(behind.end));
        }
        if let Some(name) = set_off.and_then(|comma| self.set_off_name(comma)) {
            return Some(name);
        }
        if behind.is_empty()
            && let Some(name) = self
                .apposed_before(cue.start)
                .or_else(|| self.named_before_quotation(cue.start))
        {
            return Some(name);
        }
        let floor = sentence.start.max(cue.start.saturating_sub(BESIDE_WORDS_MAX));
        let start = (floor..cue.start).rev().find(is_end).map_or(floor, |at| at + 1);
        let before = start..cue.start;
        // "Rzeczniczka portu Maria Dąb": what opens a sentence has a capital, whatever it is.
        let mut people = before.clone().filter_map(|at| self.cast.person_at(at));
        let whole = people.clone().find(|person| person.words.len() > 1);
        if let Some(person) = whole.or_else(|| people.next()) {
            return Some(person.words.clone()).filter(|words| before.end >= words.end);
        }
        // Without a name, only what a sign or the sentence closes is a speaker for sure.
        let closed = sign.is_some() || limit == sentence.end;
        (closed && !behind.is_empty()).then_some(behind)
    }

    /// "Der Wasserminister, Karel Dunn, sagte, …": the name that commas set off before a
    /// verb.
    fn apposed_before(&self, verb: usize) -> Option<Range<usize>> {
        let comma = verb.checked_sub(1).filter(|at| self.word(*at) == ",")?;
        let name = &self.cast.person_at(comma.checked_sub(1)?)?.words;
        let opening = name.start.checked_sub(1).filter(|at| self.word(*at) == ",")?;
        let same = self.copy.sentence_of(verb).start < opening;
        (same && name.end == comma).then(|| name.clone())
    }

    /// «Elif Yıldız, “…” dedi.»: the name before the quotation that a verb closes.
    fn named_before_quotation(&self, verb: usize) -> Option<Range<usize>> {
        let closing = verb.checked_sub(1).filter(|at| !self.quoted.is_open(*at))?;
        let floor = self.copy.sentence_of(closing).start;
        let open = (floor..closing).rev().find(|at| self.quoted.is_open(*at))?;
        let last = open.checked_sub(usize::from(self.word(open) == ","))?;
        let name = &self.cast.person_at(last)?.words;
        (name.end == last + 1).then(|| name.clone())
    }

    /// "dijo la alcaldesa, Ana Prado.": the name between a comma and another sign.
    fn set_off_name(&self, comma: usize) -> Option<Range<usize>> {
        let first = self.behind_title(comma + 1);
        let name = &self.cast.person_at(first)?.words;
        (name.start == first && self.is_sign(name.end)).then(|| name.clone())
    }

    /// The first person in the clause that a cue ends, else the body right before it: not
    /// whom something is said to.
    fn right_before(&self, cue: &Range<usize>, cues: &Cues) -> Option<Range<usize>> {
        let sentence = self.copy.sentence_of(cue.start);
        let floor = sentence.start.max(cue.start.saturating_sub(BEFORE_WORDS_MAX));
        let is_end = |at: &usize| {
            !self.quoted.is_open(*at)
                || matches!(self.word(*at), "，" | "：" | "；" | "。" | ",")
        };
        let start = (floor..cue.start).rev().find(is_end).map_or(floor, |at| at + 1);
        let is_object = |mention: &Mention| {
            mention.words.start > start
                && cues.has("object", self.word(mention.words.start - 1))
        };
        let mut mentions = (start..cue.start).filter_map(|at| self.cast.mention_at(at));
        let person = mentions
            .clone()
            .find(|mention| self.cast.is_person(mention.member) && !is_object(mention));
        let body = || {
            mentions.rfind(|mention| {
                self.cast.members[mention.member].kind == EntityKind::Organization
                    && mention.words.end == cue.start
            })
        };
        let words = person.or_else(body)?.words.clone();
        // With the title before the name, where nothing else stands there.
        let near = words.start - start <= TITLE_WORDS_MAX;
        Some(if near { start..words.end } else { words })
    }

    /// The topic of a cue's sentence, or of the one before where it has none; in front of
    /// words for whose word it is, the name there.
    fn topic(&self, cue: &Range<usize>, cues: &Cues) -> Option<Range<usize>> {
        let sentence = self.copy.sentence_of(cue.start);
        if is_according(self, cue.start) {
            let mut near = (sentence.start..cue.start).rev().take(TITLE_WORDS_MAX + 2);
            let mention = near.find_map(|at| self.cast.mention_at(at))?;
            let close = self.behind_titles(mention.words.end, cues) == cue.start;
            return close.then(|| mention.words.clone());
        }
        self.topic_of(&(sentence.start..cue.start), cues).or_else(|| {
            let before = sentence.start.checked_sub(1)?;
            let said = self.copy.sentence_of(before);
            let gap = self.copy.words[before].span.end
                ..self.copy.words[sentence.start].span.start;
            let gap = &self.copy.text[gap.start as usize..gap.end as usize];
            let somebody = (sentence.start..cue.start)
                .any(|at| self.quoted.is_open(at) && self.cast.person_at(at).is_some());
            let joined = !gap.contains('\n') && !somebody;
            joined.then(|| self.topic_of(&said, cues)).flatten()
        })
    }

    /// The first name outside quotations that is marked as the topic.
    fn topic_of(&self, words: &Range<usize>, cues: &Cues) -> Option<Range<usize>> {
        let open = words.clone().filter(|at| self.quoted.is_open(*at));
        let mentions = open.filter_map(|at| self.cast.mention_at(at));
        let mut topics = mentions.filter(|mention| {
            let behind = self.behind_titles(mention.words.end, cues);
            let speaks = self.cast.members[mention.member].kind != EntityKind::Place;
            speaks && behind < words.end && cues.has("topic", self.word(behind))
        });
        topics.next().map(|mention| mention.words.clone())
    }

    /// Whether speakers stand before what they say, and the verb behind it.
    pub(crate) fn has_verb_last(&self) -> bool {
        cues(self.copy.lang).is_some_and(|cues| cues.speaks == Some(Speaks::Last))
    }

    /// "قال إن": whether a word only opens what is said.
    pub(crate) fn opens_said(&self, at: usize) -> bool {
        cues(self.copy.lang).is_some_and(|cues| cues.has("that", self.word(at)))
    }

    /// "据新华社报道": whether a word goes on one for whose word it is.
    pub(crate) fn goes_on_according(&self, at: usize) -> bool {
        cues(self.copy.lang).is_some_and(|cues| cues.has("reports", self.word(at)))
    }

    /// 「…」と述べた: whether a word only joins a quotation to its verb.
    pub(crate) fn follows_quote(&self, at: usize) -> bool {
        let cues = cues(self.copy.lang);
        cues.is_some_and(|cues| cues.has("after-quote", self.word(at)))
    }

    /// Where the titles behind a name end.
    fn behind_titles(&self, end: usize, cues: &Cues) -> usize {
        let Some(last) = end.checked_sub(1).and_then(|at| self.copy.words.get(at)) else {
            return end;
        };
        let start = last.span.end as usize;
        let title = ["honorific", "behind"].iter().filter_map(|list| {
            cues.longest_at(list, self.copy.text.get(start..)?).map(|len| start + len)
        });
        match title.max() {
            Some(byte) => {
                let words = &self.copy.words[end..];
                end + words.partition_point(|word| (word.span.start as usize) < byte)
            }
            None => end,
        }
    }
}
