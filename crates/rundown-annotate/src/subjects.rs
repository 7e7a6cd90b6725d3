//! Noun phrases, and who can be meant by one.

use std::ops::Range;

use rundown_grammar::{Form, Part, Relation};
use rundown_lexicon::Kinds;
use rundown_news::Lang;

use crate::copy::{Copy, Shape};
use crate::entities::Cast;
use crate::stretches::Quoted;
use crate::syntax::{self, Syntax};

/// What is read of an article before its attributions.
pub(crate) struct Scene<'c, 'a> {
    pub(crate) copy: &'c Copy<'a>,
    pub(crate) syntax: &'c Syntax,
    pub(crate) cast: &'c Cast,
    pub(crate) quoted: &'c Quoted,
}

/// A dateline has at most so many words.
const DATELINE_WORDS_MAX: usize = 8;
/// Pronouns for people.
pub(crate) const PRONOUN: Kinds =
    Kinds::HE.or(Kinds::SHE).or(Kinds::THEY).or(Kinds::FIRST).or(Kinds::SUBJECT);
/// Before a name stand at most so many words that have capitals as well.
const MODIFIERS_MAX: usize = 5;
/// Words hang on one another over at most so many steps.
const STEPS_MAX: usize = 24;

impl Scene<'_, '_> {
    /// Whether the rules for English trees hold.
    pub(crate) fn has_trees(&self) -> bool {
        self.copy.lang == Lang::ENGLISH
    }

    /// Whether the article's sentences have trees of their own language.
    pub(crate) fn has_grammar(&self) -> bool {
        syntax::is_own(self.copy.lang)
    }

    /// The subject of a verb, in a language whose grammar tells it; before it with its
    /// whole name.
    pub(crate) fn subject_phrase(&self, verb: usize) -> Option<Range<usize>> {
        let subject = self.syntax.subject(verb).filter(|_| self.has_grammar())?;
        self.phrase(subject).filter(|phrase| !phrase.contains(&verb))
    }

    /// Whether a word stands for somebody named elsewhere.
    pub(crate) fn is_pronoun(&self, at: usize) -> bool {
        let told = self.has_grammar() && self.syntax.part(at) == Part::Pronoun;
        self.copy.is(at, PRONOUN) || !self.has_trees() && told
    }

    /// The text of a word; nothing behind the last one.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.copy.words.get(at).map_or("", |_| self.copy.word(at))
    }

    /// Whether a word is a sign, or none.
    pub(crate) fn is_sign(&self, at: usize) -> bool {
        self.copy.words.get(at).is_none_or(|word| word.shape == Shape::Sign)
    }

    /// Whether a word is a full verb or an auxiliary.
    pub(crate) fn is_verb(&self, at: usize) -> bool {
        matches!(self.syntax.part(at), Part::Verb | Part::Auxiliary)
    }

    /// "adding", "(is) saying".
    pub(crate) fn is_under_way(&self, verb: usize) -> bool {
        self.syntax.tag(verb).form == Form::Gerund
    }

    /// Where a sentence begins behind its dateline: "PORT ELM (Example Wire) — The".
    pub(crate) fn opening(&self, at: usize) -> usize {
        let sentence = self.copy.sentence_of(at);
        let limit = sentence.end.min(sentence.start + DATELINE_WORDS_MAX);
        let is_dash = |at: &usize| matches!(self.word(*at), "—" | "–" | "―" | "--");
        let dash = (sentence.start..limit).find(is_dash);
        let dated = self.copy.words[sentence.start].shape == Shape::Capitals
            && !(sentence.start..limit)
                .take_while(|at| !is_dash(at))
                .any(|at| self.is_verb(at));
        dash.filter(|_| dated).map_or(sentence.start, |dash| dash + 1)
    }

    /// The word that a word hangs on, over others, within a run of words; over no verb
    /// but those of clauses that modify a noun.
    fn top(&self, at: usize, within: &Range<usize>) -> usize {
        let mut at = at;
        for _ in 0..STEPS_MAX {
            let Some(head) = self.syntax.head(at).filter(|head| within.contains(head))
            else {
                break;
            };
            let modifies = matches!(
                self.syntax.relation(head),
                Relation::RelativeClause | Relation::NounClause
            );
            let told = self.syntax.child(head, &[Relation::Copula]).is_some();
            if (self.is_verb(head) || told) && !modifies {
                break;
            }
            at = head;
        }
        at
    }

    /// The phrase that ends right before a word, over what a comma sets off: "Ruiz, who
    /// runs a yard in Halden," before "said". `None` if a preposition or a verb governs
    /// it.
    pub(crate) fn phrase_before(&self, end: usize) -> Option<Range<usize>> {
        let sentence = self.copy.sentence_of(end).start;
        let quoted = (sentence..end).rev().find(|at| !self.quoted.is_open(*at));
        let floor = quoted.map_or(sentence, |at| at + 1);
        let is_word = |at: &usize| self.copy.words[*at].shape != Shape::Sign;
        if end > floor && self.word(end - 1) == ")" {
            let open = (floor..end).rev().find(|at| self.word(*at) == "(")?;
            return self.phrase_before(open).filter(|_| open > floor);
        }
        let last = (floor.max(end.saturating_sub(2))..end).rev().find(is_word)?;
        let noun = self.top(last, &(floor..end));
        let governed = [Relation::Object, Relation::IndirectObject, Relation::Owner];
        let hangs = self.syntax.child(noun, &[Relation::Case]).is_some()
            || governed.contains(&self.syntax.relation(noun));
        self.phrase(noun).filter(|_| !hangs)
    }

    /// The phrase right behind a word: "said Smith", "according to officials".
    pub(crate) fn phrase_after(&self, at: usize) -> Option<Range<usize>> {
        let limit = self.copy.sentence_of(at).end;
        let start = at + 1;
        if start >= limit || self.copy.words[start].shape == Shape::Sign {
            return None;
        }
        if let Some(name) = self.cast.person_at(start) {
            return Some(name.words.clone());
        }
        let noun = self.top(start, &(start..limit));
        let phrase = self.phrase(noun)?;
        // "said the mayor, Karel Dunn" names him behind the role.
        let first = phrase.start.min(self.syntax.phrase(noun).start);
        (first == start).then_some(phrase)
    }

    /// The phrase of a noun with its whole name, unless it can be nobody who speaks.
    /// "The minister, Karel Dunn": the name behind the role is the phrase.
    pub(crate) fn phrase(&self, noun: usize) -> Option<Range<usize>> {
        let opening = self.opening(noun);
        if noun < opening {
            return self.phrase_after(opening - 1);
        }
        let mut phrase = self.syntax.phrase(noun);
        while phrase.start < noun && !self.quoted.is_open(phrase.start) {
            phrase.start += 1;
        }
        for at in [phrase.start, phrase.end - 1] {
            if let Some(name) = self.cast.mention_at(at) {
                phrase.start = phrase.start.min(name.words.start);
                phrase.end = phrase.end.max(name.words.end);
            }
        }
        let is_edge = |at: usize| {
            matches!(self.copy.words[at].shape, Shape::Clitic | Shape::Sign)
                && self.cast.mention_at(at).is_none()
        };
        while phrase.len() > 1 && is_edge(phrase.end - 1) {
            phrase.end -= 1;
        }
        let open = [phrase.start, phrase.end - 1].map(|at| self.quoted.is_open(at));
        if !self.may_head(noun) || open != [true; 2] || self.is_nobody(noun, phrase.len())
        {
            return None;
        }
        let named = self.apposed(noun, &phrase);
        let named = named.or_else(|| self.name_behind(noun, &phrase));
        Some(named.unwrap_or(phrase))
    }

    /// Whether a word can be the head of a phrase.
    pub(crate) fn may_head(&self, at: usize) -> bool {
        let tag = self.syntax.tag(at);
        tag.form != Form::Question
            && (tag.is_nominal()
                || matches!(tag.part, Part::Determiner | Part::Adjective))
            || self.cast.mention_at(at).is_some()
    }

    /// "Le ministre de l’Eau, Jean Morel, a dit": the name that commas set off behind a
    /// role, or that ends the phrase behind one, whatever reads like a name inside the role.
    fn apposed(&self, noun: usize, phrase: &Range<usize>) -> Option<Range<usize>> {
        if self.has_trees() || !self.syntax.tag(noun).is_nominal() {
            return None;
        }
        let last = self.cast.person_at(phrase.end - 1).map(|name| name.words.start);
        let inside = last.and_then(|start| start.checked_sub(1));
        let is_set_off = |comma: &usize| {
            let named = self.cast.mention_at(comma.wrapping_sub(1)).is_some();
            let role = self.cast.mention_at(noun).is_none() && *comma > noun;
            self.word(*comma) == ","
                && *comma > phrase.start
                && (role || !named && *comma < noun)
        };
        let commas = [Some(phrase.end), inside].into_iter().flatten();
        commas.filter(is_set_off).find_map(|comma| {
            let first = self.behind_title(comma + 1);
            let name = &self.cast.person_at(first)?.words;
            (name.start == first && self.is_sign(name.end)).then(|| name.clone())
        })
    }

    fn name_behind(&self, noun: usize, phrase: &Range<usize>) -> Option<Range<usize>> {
        if self.cast.mention_at(noun).is_some() || self.person_in(phrase).is_some() {
            return None;
        }
        // The lists of roles are English; elsewhere any noun may be one.
        let role = self.copy.is(noun, Kinds::ROLE.or(Kinds::TITLE).or(Kinds::KIN))
            || !self.has_trees() && self.syntax.part(noun) == Part::Noun;
        let mut starts = (noun + 1..phrase.end + 2).filter(|at| {
            *at == phrase.end || self.word(at - 1) == "," && (role || *at > phrase.end)
        });
        let at = starts.find(|at| {
            let first = self.behind_modifiers(*at);
            self.cast.person_at(first).is_some_and(|name| {
                let apposed = self.syntax.relation(first) == Relation::Apposition;
                (name.words.start == first || name.words.start == *at)
                    && (apposed || role && self.is_sign(name.words.end))
            })
        })?;
        let name = &self.cast.person_at(self.behind_modifiers(at))?.words;
        let start = if at == phrase.end { phrase.start } else { at };
        Some(start..name.end)
    }

    /// Where a name begins behind what has capitals, too: "Marsland Liberal Sen. Bob Ruiz".
    fn behind_modifiers(&self, at: usize) -> usize {
        let mut first = at;
        for _ in 0..MODIFIERS_MAX {
            let titled = self.behind_title(first);
            let is_capital =
                self.copy.words.get(first).is_some_and(|word| word.shape.is_capital());
            if self.cast.person_at(first).is_some() || titled == first && !is_capital {
                break;
            }
            first = titled.max(first + 1);
        }
        if self.cast.person_at(first).is_some() { first } else { self.behind_title(at) }
    }

    /// Behind "Dr" or "Dr.", if a word is such a title.
    pub(crate) fn behind_title(&self, at: usize) -> usize {
        let titled = self.copy.is(at, Kinds::TITLE) && self.copy.words.len() > at + 1;
        let dotted = titled && self.word(at + 1) == ".";
        at + usize::from(titled) + usize::from(dotted)
    }

    /// Days, and pronouns for things.
    fn is_nobody(&self, noun: usize, words: usize) -> bool {
        const NOBODY: &str = "it this that which what there these those thing way \
                              something nothing everything anything me him them us";
        let is_day =
            self.copy.is(noun, Kinds::DAY) && self.cast.mention_at(noun).is_none();
        let word = rundown_text::fold(self.word(noun));
        is_day || words == 1 && NOBODY.split_whitespace().any(|nobody| nobody == &*word)
    }

    /// The person who is a phrase's head: not "Ruiz's office", not "friends of Ruiz".
    pub(crate) fn person_in(&self, phrase: &Range<usize>) -> Option<usize> {
        let name = phrase.clone().find_map(|at| self.cast.person_at(at))?;
        let behind = name.words.end;
        let is_clitic = |at: usize| self.copy.words[at].shape == Shape::Clitic;
        let owns =
            behind < phrase.end && (is_clitic(behind) || self.syntax.is_noun(behind));
        let mut before = phrase.start..name.words.start;
        let hangs = before.any(|at| self.copy.is(at, Kinds::PREPOSITION));
        let leading = phrase.start..name.words.start;
        let heads = !owns && (!hangs || self.bears_role(name.member, &leading));
        heads.then_some(name.member)
    }

    /// "Secretary of State Rex Lund": the words before a name hold the person's role. What
    /// stands behind it says nothing of "a lawyer for Rex Lund, the secretary of state".
    fn bears_role(&self, member: usize, leading: &Range<usize>) -> bool {
        let span = self.copy.span(leading);
        self.cast.members[member].roles.iter().any(|role| span.contains(*role))
    }

    /// Whether a phrase names somebody who can speak.
    pub(crate) fn can_speak(&self, phrase: &Range<usize>) -> bool {
        let speaks = Kinds::GROUP.or(Kinds::ROLE).or(Kinds::KIN).or(Kinds::DOCUMENT);
        phrase.clone().any(|at| {
            self.cast.mention_at(at).is_some()
                || self.copy.is(at, speaks)
                || phrase.len() == 1 && self.copy.is(at, PRONOUN)
                || self.are_people(at)
        })
    }

    /// Whether a phrase names one person: by name, as "he" or "she", or by a role.
    pub(crate) fn is_somebody(&self, phrase: &Range<usize>) -> bool {
        self.person_in(phrase).is_some()
            || phrase.len() == 1
                && self.copy.is(phrase.start, Kinds::SUBJECT)
                && !self.word(phrase.start).eq_ignore_ascii_case("it")
            || self.copy.is(phrase.end - 1, Kinds::ROLE.or(Kinds::TITLE))
    }

    /// Whether a phrase is one thing: a noun of one that no list knows.
    pub(crate) fn is_thing(&self, phrase: &Range<usize>) -> bool {
        let last = phrase.end - 1;
        self.has_trees()
            && self.syntax.part(last) == Part::Noun
            && !self.word(last).ends_with('s')
            && self.syntax.child(last, &[Relation::Number]).is_none()
            && !self.can_speak(phrase)
    }

    /// "dockers", "cyclists", "fishermen": nouns made for people who do something.
    fn are_people(&self, at: usize) -> bool {
        const ENDINGS: [&str; 6] = ["ers", "ors", "ists", "ians", "men", "people"];
        let word = self.word(at);
        self.syntax.part(at) == Part::Noun
            && ENDINGS.iter().any(|ending| word.ends_with(ending))
    }
}
