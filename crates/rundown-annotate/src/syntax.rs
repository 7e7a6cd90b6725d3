//! The article's sentences as dependency trees, and what every later pass asks of them.
//!
//! Words are counted over the whole article, as in [`Copy`]. Trees are projective, so
//! that what hangs on a word, and on that, is one run of words.

use std::ops::Range;

use rundown_grammar::{Form, Node, Part, Relation, Scratch, Tag, Tree, Word, english};
use rundown_news::Lang;

use crate::copy::Copy;
use crate::lifted;

/// No word.
const NONE: u32 = u32::MAX;
/// Subjects are looked for over so many verbs that share them ("came, saw and won").
const SHARED_MAX: usize = 8;

/// A word's place in its tree.
#[derive(Debug, Clone, Copy)]
struct Place {
    tag: Tag,
    relation: Relation,
    head: u32,
    /// The run of words below it, itself included.
    first: u32,
    behind: u32,
    child: u32,
    next: u32,
}

/// Whether an article's trees are of its own language; where there is no grammar of it the
/// sentences are parsed as English, which tells what hangs together and no more.
pub(crate) fn is_own(lang: Lang) -> bool {
    lang == Lang::ENGLISH || rundown_grammar::of(lang.as_str()).is_some()
}

/// All trees of an article.
pub(crate) struct Syntax {
    places: Vec<Place>,
}

impl Syntax {
    /// Parses all sentences. What stands behind a dateline is parsed as it would be
    /// without one; the dateline hangs before it.
    pub(crate) fn read(copy: &Copy<'_>) -> Self {
        let mut places = Vec::with_capacity(copy.words.len());
        let (mut scratch, mut tree) = (Scratch::default(), Tree::default());
        let (mut words, mut before) = (Vec::new(), Tree::default());
        let grammar = rundown_grammar::of(copy.lang.as_str()).unwrap_or_else(english);
        for (number, sentence) in copy.sentences.iter().enumerate() {
            words.clear();
            words.extend(sentence.clone().map(|at| {
                let word = &copy.words[at];
                Word {
                    form: copy.form(at),
                    norm: word.norm,
                    few: word.few,
                    many: word.many,
                }
            }));
            let (dateline, rest) =
                words.split_at(copy.behind_dateline(number) - sentence.start);
            if !dateline.is_empty() {
                grammar.parse_into(dateline, &mut scratch, &mut before);
            }
            grammar.parse_into(rest, &mut scratch, &mut tree);
            let first = sentence.start + dateline.len();
            match lifted::misread(copy, first, &tree.nodes) {
                Some(lift) if lift.stays() => lift.hang_over(&mut tree.nodes),
                Some(lift) => {
                    let old = std::mem::take(&mut tree.nodes);
                    let Range { start, end } = lift.words;
                    let left = [&rest[..start], &rest[end..]].concat();
                    grammar.parse_into(&left, &mut scratch, &mut tree);
                    lifted::put_back(&lift, &old, &mut tree.nodes);
                }
                None => {}
            }
            if !dateline.is_empty() {
                set_before(&before.nodes, &mut tree.nodes);
            }
            hang(&mut places, &tree.nodes);
        }
        Self { places }
    }

    /// The part of speech of a word.
    pub(crate) fn tag(&self, at: usize) -> Tag {
        self.places.get(at).map_or(Tag::OTHER, |place| place.tag)
    }

    /// Its part of speech without its form.
    pub(crate) fn part(&self, at: usize) -> Part {
        self.tag(at).part
    }

    /// Whether a word is a noun or part of a name.
    pub(crate) fn is_noun(&self, at: usize) -> bool {
        matches!(self.part(at), Part::Noun | Part::Name)
    }

    /// How a word hangs on its head.
    pub(crate) fn relation(&self, at: usize) -> Relation {
        self.places.get(at).map_or(Relation::Unclear, |place| place.relation)
    }

    /// The word a word hangs on; none for the head of a sentence.
    pub(crate) fn head(&self, at: usize) -> Option<usize> {
        let head = self.places.get(at)?.head;
        (head != NONE).then_some(head as usize)
    }

    /// The run of words that hang on a word, and on those, with itself.
    pub(crate) fn extent(&self, at: usize) -> Range<usize> {
        self.places
            .get(at)
            .map_or(at..at + 1, |place| place.first as usize..place.behind as usize)
    }

    /// The words that hang on a word, from left to right.
    pub(crate) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = self.places.get(at).map_or(NONE, |place| place.child);
        std::iter::from_fn(move || {
            let found = self.places.get(next as usize)?;
            let at = next as usize;
            next = found.next;
            Some(at)
        })
    }

    /// The first word that hangs so on a word.
    pub(crate) fn child(&self, at: usize, relations: &[Relation]) -> Option<usize> {
        self.children(at).find(|child| relations.contains(&self.relation(*child)))
    }

    /// Whether a word is the head of a clause: a verb that is no auxiliary, or what is
    /// said of a subject.
    pub(crate) fn is_predicate(&self, at: usize) -> bool {
        const CLAUSES: [Relation; 8] = [
            Relation::Root,
            Relation::ClausalComplement,
            Relation::OpenComplement,
            Relation::AdverbialClause,
            Relation::RelativeClause,
            Relation::NounClause,
            Relation::Parataxis,
            Relation::ClausalSubject,
        ];
        let verb = self.part(at) == Part::Verb
            && !matches!(
                self.relation(at),
                Relation::Adjective | Relation::Compound | Relation::Case
            );
        verb || self.child(at, &[Relation::Copula, Relation::Subject]).is_some()
            || CLAUSES.contains(&self.relation(at)) && self.part(at) == Part::Auxiliary
    }

    /// The predicate of the clause that a word stands in; the word itself if it is one.
    pub(crate) fn predicate_of(&self, at: usize) -> Option<usize> {
        let mut at = at;
        loop {
            if self.is_predicate(at) {
                return Some(at);
            }
            at = self.head(at)?;
        }
    }

    /// The word that is the grammatical subject of a predicate, or is shared with the
    /// predicate it is joined to, or is understood ("plans to leave", "the man who left",
    /// "leaving, he said").
    pub(crate) fn subject(&self, predicate: usize) -> Option<usize> {
        let mut at = predicate;
        for _ in 0..SHARED_MAX {
            if let Some(subject) = self.own_subject(at) {
                return Some(self.antecedent(at, subject));
            }
            let head = self.head(at)?;
            match self.relation(at) {
                Relation::OpenComplement => {
                    // "urged them to leave": whoever is urged leaves.
                    let object = [Relation::Object, Relation::IndirectObject];
                    if let Some(object) = self.child(head, &object) {
                        return Some(object);
                    }
                    at = head;
                }
                Relation::Conjunct | Relation::AdverbialClause | Relation::Parataxis => {
                    at = head;
                }
                // "the chance to speak", "accused of stealing": whoever has the chance.
                Relation::NounClause if self.child(at, &[Relation::Mark]).is_some() => {
                    at = self.predicate_of(head)?;
                    // "there are no plans to leave": whose, nobody tells.
                    if self.child(at, &[Relation::Expletive]).is_some() {
                        return None;
                    }
                }
                Relation::NounClause | Relation::RelativeClause => return Some(head),
                _ => return None,
            }
        }
        None
    }

    /// The subject that hangs on the predicate itself.
    pub(crate) fn own_subject(&self, predicate: usize) -> Option<usize> {
        const SUBJECTS: [Relation; 4] = [
            Relation::Subject,
            Relation::PassiveSubject,
            Relation::ClausalSubject,
            Relation::PassiveClausalSubject,
        ];
        self.child(predicate, &SUBJECTS)
    }

    /// What "who" and "which" stand for: the noun their clause hangs on.
    fn antecedent(&self, predicate: usize, subject: usize) -> usize {
        let relative = self.relation(predicate) == Relation::RelativeClause
            && (self.tag(subject).form == Form::Question
                || self.part(subject) == Part::Pronoun
                    && self.tag(subject).form == Form::Plain
                    && self.extent(subject).len() == 1
                    && subject + 1 == self.extent(subject).end
                    && self.is_that(subject));
        if relative { self.head(predicate).unwrap_or(subject) } else { subject }
    }

    /// "that" as a relative pronoun: right before its clause's other words.
    fn is_that(&self, at: usize) -> bool {
        self.head(at).is_some_and(|verb| self.extent(verb).start == at)
    }

    /// Whether a verb tells what is done to its subject.
    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        const PASSIVE: [Relation; 2] =
            [Relation::PassiveAuxiliary, Relation::PassiveSubject];
        const OWN: [Relation; 2] = [Relation::Subject, Relation::Auxiliary];
        let shares = self.relation(verb) == Relation::Conjunct
            && self.tag(verb).form == Form::Participle
            && self.child(verb, &OWN).is_none();
        let first = self.head(verb).filter(|_| shares);
        self.child(verb, &PASSIVE).is_some()
            || first.is_some_and(|first| self.child(first, &PASSIVE).is_some())
            || self.tag(verb).form == Form::Participle
                && matches!(
                    self.relation(verb),
                    Relation::NounClause | Relation::AdverbialClause
                )
                && self.child(verb, &[Relation::Auxiliary]).is_none()
    }

    /// Who does what a passive verb tells: "by the crew".
    pub(crate) fn agent(&self, verb: usize) -> Option<usize> {
        self.child(verb, &[Relation::Agent])
    }

    /// What a predicate's verb or copula says of time: its own form, or that of its
    /// first auxiliary.
    pub(crate) fn tense(&self, predicate: usize) -> Form {
        const HELPERS: [Relation; 3] =
            [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
        match self.child(predicate, &HELPERS) {
            Some(helper) => self.tag(helper).form,
            None => self.tag(predicate).form,
        }
    }

    /// Whether a predicate's clause can stand alone: its verb or first auxiliary is
    /// finite.
    pub(crate) fn is_finite(&self, predicate: usize) -> bool {
        matches!(self.tense(predicate), Form::Past | Form::Present | Form::Modal)
    }

    /// The noun phrase of a noun: from its first word to its last, without the clauses,
    /// appositions and conjuncts behind it, and without the signs at its ends.
    pub(crate) fn phrase(&self, noun: usize) -> Range<usize> {
        const LEFT_OUT: [Relation; 9] = [
            Relation::RelativeClause,
            Relation::NounClause,
            Relation::Apposition,
            Relation::Conjunct,
            Relation::Parataxis,
            Relation::Punctuation,
            Relation::Copula,
            Relation::AdverbialClause,
            Relation::Adverb,
        ];
        const BEFORE: [Relation; 7] = [
            Relation::Case,
            Relation::Mark,
            Relation::Coordinator,
            Relation::Subject,
            Relation::Auxiliary,
            Relation::Copula,
            Relation::Discourse,
        ];
        let mut phrase = noun..noun + 1;
        for child in self.children(noun) {
            let relation = self.relation(child);
            let extent = self.extent(child);
            if child < noun {
                let kept =
                    !BEFORE.contains(&relation) && relation != Relation::Punctuation;
                if kept && extent.start < phrase.start {
                    phrase.start = extent.start;
                } else if !kept {
                    phrase.start = noun;
                }
            } else if !LEFT_OUT.contains(&relation) && extent.start == phrase.end {
                phrase.end = extent.end;
            }
        }
        phrase
    }
}

/// Hangs a dateline before the tree of what stands behind it.
fn set_before(dateline: &[Node], rest: &mut Vec<Node>) {
    let by = dateline.len() as u32;
    let root = rest.iter().position(|node| node.head.is_none()).unwrap_or(0) as u32;
    for node in rest.iter_mut() {
        node.head = node.head.map(|head| head + by);
    }
    let hung = dateline.iter().map(|node| match node.head {
        Some(_) => *node,
        None => Node { head: Some(root + by), relation: Relation::Discourse, ..*node },
    });
    rest.splice(0..0, hung);
}

/// Adds a sentence's nodes behind those of the sentences before.
fn hang(places: &mut Vec<Place>, nodes: &[Node]) {
    let base = places.len() as u32;
    for (i, node) in nodes.iter().enumerate() {
        let at = base + i as u32;
        places.push(Place {
            tag: node.tag,
            relation: node.relation,
            head: node.head.map_or(NONE, |head| base + head),
            first: at,
            behind: at + 1,
            child: NONE,
            next: NONE,
        });
    }
    // From the right, so that lists of children run from left to right.
    for at in (base as usize..places.len()).rev() {
        let head = places[at].head as usize;
        if let Some(next) = places.get(head).map(|head| head.child) {
            places[at].next = next;
            places[head].child = at as u32;
        }
    }
    // Trees are flat: a word's run is widened by each word below it.
    for at in base as usize..places.len() {
        let mut above = places[at].head;
        for _ in 0..nodes.len() {
            let Some(place) = places.get_mut(above as usize) else { break };
            if place.first <= at as u32 && (at as u32) < place.behind {
                break;
            }
            place.first = place.first.min(at as u32);
            place.behind = place.behind.max(at as u32 + 1);
            above = place.head;
        }
    }
}

#[cfg(test)]
mod tests {
    use rundown_news::Lang;

    use super::*;

    /// Tags, relations and heads of a text, its heads counted from a word on.
    fn tree(text: &str, from: usize) -> Vec<(Tag, Relation, Option<usize>)> {
        let sentences = rundown_text::sentences(text, Lang::ENGLISH);
        let copy = Copy::read(text, Lang::ENGLISH, &sentences);
        let syntax = Syntax::read(&copy);
        let word = |at: usize| {
            let head = syntax.head(at).map(|head| head - from);
            (syntax.tag(at), syntax.relation(at), head)
        };
        (from..copy.words.len()).map(word).collect()
    }

    #[test]
    fn a_sentence_has_the_same_tree_behind_a_dateline() {
        let lead = "A judge on Friday ordered the port to reopen the old pier.";
        let words = rundown_text::tokens(lead).len();
        let datelines =
            ["(TCP) ", "PORT ELM (TCP) - ", "PORT ELM — ", "Port Elm, Marsland (TCP) "];
        for dateline in datelines {
            let text = format!("{dateline}{lead}");
            let before = rundown_text::tokens(&text).len() - words;
            assert_eq!(tree(&text, before), tree(lead, 0), "behind {dateline:?}");
        }
    }
}
