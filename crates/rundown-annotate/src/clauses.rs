//! What a cue introduces: quotations beside it, or the clause behind or before it.

use std::ops::Range;

use rundown_grammar::{Form, Part, Relation};
use rundown_lexicon::Kinds;

use crate::copy::Shape;
use crate::cues::{Cue, is_according, is_passive};
use crate::stretches::{Stretch, first_behind, is_mark};
use crate::subjects::Scene;

/// Between a cue and its quotation stand at most so many words ("told reporters at the
/// port on Monday").
const BETWEEN_WORDS_MAX: usize = 16;
/// Between a cue and a clause that holds its quotation stand at most so many words.
const CLAUSE_REACH: usize = 30;
/// A speaker stands at most so many words before the cue.
const PHRASE_REACH: usize = 60;
/// A clause needs so many words.
const CLAUSE_WORDS_MIN: usize = 3;

/// Where what a verb reports stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Behind the verb.
    Behind,
    /// Before it, by the order of the words.
    Before,
    /// Before it, by the tree.
    Sure,
    /// On both sides: "The port, she said, will stay open".
    Around,
}

/// A block while its cues are read.
pub(crate) struct Reading<'r, 'c, 'a> {
    pub(crate) scene: &'r Scene<'c, 'a>,
    pub(crate) cues: &'r [Cue],
    pub(crate) stretches: &'r [&'r Stretch],
    /// Per stretch: whether an attribution holds it.
    pub(crate) covered: Vec<bool>,
}

impl Reading<'_, '_, '_> {
    /// What a cue introduces, in runs of words; empty if nothing.
    pub(crate) fn said(&self, index: usize) -> Vec<Range<usize>> {
        let cue = &self.cues[index];
        let left = self.quotation_before(&cue.clause()).filter(|_| cue.who.is_none());
        let right = self.quotation_after(index, left.is_some());
        let around = || self.place(cue) == Place::Around;
        let left = left.or_else(|| {
            self.clause_before(cue, &cue.clause()).filter(|_| right.is_some() && around())
        });
        let quoted: Vec<Range<usize>> = left.into_iter().chain(right).collect();
        if quoted.is_empty() { self.indirect(index) } else { quoted }
    }

    /// The quotation that ends right before a cue's clause: `“We stay,” she said`.
    fn quotation_before(&self, clause: &Range<usize>) -> Option<Range<usize>> {
        let scene = self.scene;
        let floor = scene.copy.sentence_of(clause.start).start;
        let is_edge = |at: usize| {
            is_mark(scene.copy, at) || matches!(scene.copy.word(at), "," | "—" | "--")
        };
        let edges = (floor..clause.start).rev().take_while(|at| is_edge(*at)).count();
        let end = clause.start - edges;
        let i = first_behind(self.stretches, end.checked_sub(1)?);
        let stretch = *self.stretches.get(i)?;
        let beside = stretch.words.end <= clause.start && stretch.words.start < end;
        if edges == 0 || !beside || self.covered[i] {
            return None;
        }
        // "The “Post” reported".
        let comma =
            edges > 1 || scene.copy.words[stretch.words.end - 1].shape == Shape::Sign;
        if stretch.length < 2 && !comma {
            return None;
        }
        // Words of the sentence before a quotation that completes it are reported too.
        let sentence = scene.copy.sentence_of(stretch.words.start);
        let lead =
            sentence.start..stretch.words.start.saturating_sub(1).max(sentence.start);
        let completes = lead.len() >= 2
            && scene.copy.word(lead.end - 1) != ":"
            && sentence.contains(&(stretch.words.end - 1))
            && lead
                .clone()
                .all(|at| scene.quoted.is_open(at) && !scene.copy.is(at, Kinds::CUE));
        let start = if completes { sentence.start } else { stretch.words.start };
        Some(start..stretch.words.end)
    }

    /// The quotation behind a cue, and the clause it stands in.
    fn quotation_after(&self, index: usize, has_left: bool) -> Option<Range<usize>> {
        let (scene, cue) = (self.scene, &self.cues[index]);
        let start = cue.clause().end;
        let sentence = scene.copy.sentence_of(cue.words.start);
        let i = self.stretches.partition_point(|s| s.words.start < start);
        let stretch = *self.stretches.get(i)?;
        let gap = start..stretch.words.start.saturating_sub(1);
        let near = sentence.contains(&gap.end) || sentence.end == gap.end;
        let barred = self.covered[i] || gap.end < start || !near;
        if barred
            || names_listener(scene, cue, stretch)
            || is_according(scene, cue.words.start)
        {
            return None;
        }
        if !sentence.contains(&stretch.words.start) {
            // A quotation in the next sentence: behind a colon, or going on after a full
            // stop where this cue already has one.
            let colon = gap.end > 0 && scene.copy.word(gap.end - 1) == ":";
            let goes_on = has_left && gap.len() <= BETWEEN_WORDS_MAX;
            return (colon || goes_on).then(|| stretch.words.clone());
        }
        let mut between = self.cues[index + 1..].iter();
        let other_cue =
            between.any(|c| c.words.start < gap.end && c.strong && c.speaker.is_some());
        if other_cue || gap.len() > CLAUSE_REACH {
            return None;
        }
        let direct = gap.len() <= BETWEEN_WORDS_MAX
            && (gap.is_empty() || matches!(scene.copy.word(gap.end - 1), "," | ":"));
        if direct && !self.runs_on(&gap) && (stretch.length > 1 || !gap.is_empty()) {
            return Some(stretch.words.clone());
        }
        if stretch.length < 2 && !cue.strong {
            return None;
        }
        let begin = self.clause_start(cue).min(gap.end);
        let end = self.clause_end(index, stretch.words.end);
        (begin < end).then_some(begin..end)
    }

    /// Whether the words between cue and quotation are a clause of their own.
    fn runs_on(&self, gap: &Range<usize>) -> bool {
        let verbs = gap.clone().filter(|at| self.scene.syntax.part(*at) == Part::Verb);
        gap.clone().any(|at| self.scene.copy.word(at) == "that") || verbs.count() > 1
    }

    /// Where the reported clause begins: at "that", or behind those who are told.
    fn clause_start(&self, cue: &Cue) -> usize {
        let (scene, syntax, verb) = (self.scene, self.scene.syntax, cue.words.start);
        let limit = scene.copy.sentence_of(verb).end;
        let mut start = cue.clause().end.max(cue.words.end);
        let near = start..limit.min(start + BETWEEN_WORDS_MAX);
        // "during a rally that Ruiz had lied" is no relative clause, whatever the tree says.
        let takes_no_object =
            cue.strong && syntax.child(verb, &[Relation::Object]).is_none();
        let is_that = |at: &usize| {
            scene.copy.word(*at) == "that"
                && (syntax.tag(*at).form != Form::Question
                    || takes_no_object && !scene.is_verb(at + 1))
        };
        let that = near.take_while(|at| !scene.is_verb(*at)).find(is_that);
        if let Some(that) = that {
            return that;
        }
        if scene.has_trees() {
            let behind = |relations: &[Relation]| {
                let mut children = syntax.children(verb);
                children.find(|child| {
                    syntax.extent(*child).start >= start
                        && relations.contains(&syntax.relation(*child))
                })
            };
            let clause = behind(&[Relation::ClausalComplement, Relation::OpenComplement]);
            let told = behind(&[Relation::Object, Relation::IndirectObject]);
            let listens = takes_listener(scene.copy.word(verb));
            match (told, clause) {
                (Some(told), Some(clause)) if told < clause && !listens => {
                    start = syntax.extent(told).start;
                }
                (_, Some(clause)) => start = syntax.extent(clause).start,
                (Some(told), None) if listens => start = syntax.extent(told).end,
                _ => {}
            }
        }
        while start < limit && self.skips(start) {
            start += 1;
        }
        start
    }

    fn skips(&self, at: usize) -> bool {
        let copy = self.scene.copy;
        copy.is(at, Kinds::DAY) && self.scene.cast.mention_at(at).is_none()
            || matches!(copy.word(at), "," | ":")
            || copy.word(at) == "on" && copy.is(at + 1, Kinds::DAY)
    }

    /// Where the reported clause ends: where grammar goes on with the verb of saying, at
    /// the next cue's clause if that is joined, else with the sentence.
    fn clause_end(&self, index: usize, from: usize) -> usize {
        let (scene, cue) = (self.scene, &self.cues[index]);
        let sentence = scene.copy.sentence_of(from.saturating_sub(1));
        let mut end = sentence.end.max(from);
        if scene.has_trees() {
            end = end.min(self.grammar_end(cue.words.start, from).max(from));
        }
        for next in &self.cues[index + 1..] {
            if next.words.start >= end + PHRASE_REACH {
                break;
            }
            let clause = next.clause();
            // A cue that shares its speaker with an earlier one begins with its verb.
            let shares = clause.start <= from;
            let start = if shares { next.words.start } else { clause.start };
            if shares && self.goes_on(next.words.start, cue.words.start) {
                continue;
            }
            let told = next.speaker.is_some() || next.strong;
            if start >= end || start <= from || !told {
                continue;
            }
            let joint = scene.copy.word(start - 1);
            let joined = matches!(joint, "," | "and" | "but" | "while" | ";")
                && scene.quoted.is_open(start - 1);
            if joined {
                end = start - 1;
                break;
            }
        }
        let is_edge = |at: usize| {
            matches!(scene.copy.word(at), "." | "," | "and" | "but" | ";" | "while")
        };
        while end > from && is_edge(end - 1) {
            end -= 1;
        }
        end
    }

    /// "says he posed a threat and refused": a verb that is joined to what is said and
    /// has its tense, not that of the verb of saying.
    fn goes_on(&self, verb: usize, says: usize) -> bool {
        let syntax = self.scene.syntax;
        let tense = syntax.tense(verb);
        let joined =
            syntax.relation(verb) == Relation::Conjunct && self.scene.has_trees();
        let first = syntax.head(verb).filter(|first| joined && *first != says);
        first.is_some_and(|first| {
            syntax.tense(first) == tense && syntax.tense(says) != tense
        })
    }

    /// Where the tree goes on with something else than what a verb of saying reports.
    fn grammar_end(&self, verb: usize, from: usize) -> usize {
        let syntax = self.scene.syntax;
        let extent = syntax.extent(verb);
        let mut end = usize::MAX;
        let inside =
            syntax.relation(verb) == Relation::RelativeClause || syntax.is_noun(verb);
        if inside && extent.end > from {
            end = extent.end;
        }
        let said = syntax.child(verb, &[Relation::ClausalComplement]).unwrap_or(verb);
        for child in syntax.children(verb).chain(syntax.children(said)) {
            let start = syntax.extent(child).start;
            if start > from && self.leaves(verb, child, start) {
                end = end.min(start);
            }
        }
        end
    }

    /// Whether a clause goes on with who speaks, not with what is said.
    fn leaves(&self, verb: usize, child: usize, start: usize) -> bool {
        const AWAY: [&str; 9] = [
            "though", "although", "while", "whereas", "as", "after", "before", "when",
            "despite",
        ];
        let (syntax, copy) = (self.scene.syntax, self.scene.copy);
        let own = syntax.head(child) == Some(verb);
        let set_off =
            matches!(copy.word(start - 1), "," | "-" | "--" | "–" | "—" | ";" | "(");
        match syntax.relation(child) {
            Relation::Conjunct if own => match syntax.own_subject(child) {
                Some(subject) => {
                    set_off
                        && syntax.part(subject) != Part::Pronoun
                        && syntax.child(child, &[Relation::Expletive]).is_none()
                }
                None => {
                    syntax.is_finite(child) && syntax.tense(child) == syntax.tense(verb)
                }
            },
            Relation::AdverbialClause => {
                set_off
                    && (AWAY.contains(&copy.word(start))
                        || own && syntax.tag(start).form == Form::Gerund)
            }
            Relation::Parataxis => own && set_off,
            Relation::Conjunct => self.scene.goes_on_above(child) == Some(verb),
            _ => false,
        }
    }

    /// Reported speech without quotation: behind the cue, or the sentence before it.
    fn indirect(&self, index: usize) -> Vec<Range<usize>> {
        let (scene, cue) = (self.scene, &self.cues[index]);
        let verb = cue.words.start;
        // A thing reports nothing: "the switch said".
        let speaker = cue.speaker.as_ref().filter(|speaker| !scene.is_thing(speaker));
        let Some(speaker) = speaker else { return Vec::new() };
        if !cue.strong && scene.is_reported(verb) {
            return Vec::new();
        }
        let sentence = scene.copy.sentence_of(verb);
        let clause = cue.clause();
        if is_according(scene, verb) {
            return self.around_according(cue);
        }
        if let Some(taken) = self.taken_up(cue) {
            return taken;
        }
        let place = self.place(cue);
        let before = self.clause_before(cue, &clause);
        let before = before.filter(|_| cue.strong || place != Place::Before);
        // "The road is closed, said Ruiz", "…, Ruiz said as she left".
        match (place, before.clone()) {
            (Place::Around, Some(before)) => {
                let end = self.clause_end(index, (clause.end + 1).min(sentence.end));
                let behind = (clause.end + 1).min(end)..end;
                return [before, behind]
                    .into_iter()
                    .filter(|run| !run.is_empty())
                    .collect();
            }
            (Place::Sure, Some(before)) => return Vec::from([before]),
            (Place::Before, Some(before)) if cue.strong && !self.leads_on(cue) => {
                return Vec::from([before]);
            }
            _ => {}
        }
        let before = before.filter(|_| cue.strong && place != Place::Behind);
        let opened = speaker.start > cue.words.end;
        let (begin, end) = if opened {
            (cue.words.end, speaker.start - 1)
        } else {
            let begin = self.clause_start(cue);
            (begin, self.clause_end(index, begin.max(clause.end).min(sentence.end)))
        };
        let end = self.cut_at_taken(begin, end);
        self.clause_behind(cue, begin..end).or(before).into_iter().collect()
    }

    /// "The report was criticized by Ruiz as a waste": the subject of a passive verb of
    /// taking sides, and what stands behind its agent.
    fn taken_up(&self, cue: &Cue) -> Option<Vec<Range<usize>>> {
        let (scene, verb) = (self.scene, cue.words.start);
        let passive = scene.copy.is(verb, Kinds::STANCE) && is_passive(scene, verb);
        let agent = scene.syntax.agent(verb).filter(|_| passive)?;
        let subject = scene.syntax.own_subject(verb)?;
        let subject = scene.syntax.phrase(subject);
        let role = scene.syntax.children(verb).find(|child| {
            *child > agent && scene.copy.word(scene.syntax.extent(*child).start) == "as"
        });
        let role = role.map(|role| scene.syntax.extent(role));
        (subject.len() > 1).then(|| [subject].into_iter().chain(role).collect())
    }

    /// The clause or object behind a cue, if what stands there is one.
    fn clause_behind(&self, cue: &Cue, words: Range<usize>) -> Option<Range<usize>> {
        let scene = self.scene;
        let is_verb = |at: usize| scene.is_verb(at);
        let first = scene
            .copy
            .words
            .get(words.start)
            .map_or("", |_| scene.copy.word(words.start));
        let carries_on = scene.copy.word(cue.words.start).starts_with("continu");
        let expected = is_passive(scene, cue.words.start) || carries_on;
        if words.is_empty() || first == "to" && expected {
            return None;
        }
        const ASIDE: [&str; 12] = [
            "as", "when", "after", "before", "while", "because", "by", "at", "such",
            "and", "but", "or",
        ];
        let holds = self.holds_clause(cue.words.start, &words);
        let is_clause = words.len() >= CLAUSE_WORDS_MIN
            && (!ASIDE.contains(&first) || holds)
            && words.clone().any(is_verb)
            && (cue.strong && !takes_things(scene.copy.word(cue.words.start))
                || opens_clause(scene, words.start)
                || holds);
        if is_clause { Some(words) } else { self.object(cue, words) }
    }

    /// "believe the dam holds": a clause without "that".
    fn holds_clause(&self, verb: usize, words: &Range<usize>) -> bool {
        let syntax = self.scene.syntax;
        self.scene.has_trees()
            && syntax.children(verb).any(|child| {
                let told = syntax.extent(child).start > words.start;
                words.contains(&child)
                    && match syntax.relation(child) {
                        Relation::ClausalComplement => true,
                        Relation::OpenComplement => told && self.scene.is_verb(child),
                        _ => false,
                    }
            })
    }

    /// "The port will stay open, she said."
    fn clause_before(&self, cue: &Cue, clause: &Range<usize>) -> Option<Range<usize>> {
        let scene = self.scene;
        let sentence = scene.copy.sentence_of(cue.words.start);
        let comma = clause.start.checked_sub(1).filter(|at| *at > sentence.start)?;
        let set_off = cue.who.is_none() && scene.copy.word(comma) == ",";
        set_off.then_some(sentence.start..comma)
    }

    /// Where the tree has what a verb of saying reports.
    fn place(&self, cue: &Cue) -> Place {
        let (scene, syntax, verb) = (self.scene, self.scene.syntax, cue.words.start);
        let clause = cue.clause();
        if !scene.has_trees() {
            return Place::Before;
        }
        let child = |relation: Relation, before: bool| {
            syntax.children(verb).any(|child| {
                syntax.relation(child) == relation && (child < clause.start) == before
            })
        };
        let said = Relation::ClausalComplement;
        let start = scene.copy.sentence_of(verb).start;
        let hung = syntax.children(verb).any(|child| {
            syntax.extent(child).start <= start + 1
                && matches!(
                    syntax.relation(child),
                    Relation::AdverbialClause | Relation::Oblique | Relation::Adverb
                )
        });
        let head =
            syntax.head(verb).filter(|_| syntax.relation(verb) == Relation::Parataxis);
        match head {
            _ if child(said, false) || hung => Place::Behind,
            _ if child(said, true) => Place::Sure,
            Some(head) if head < verb => Place::Sure,
            Some(_)
                if scene
                    .copy
                    .words
                    .get(clause.end)
                    .is_some_and(|_| scene.copy.word(clause.end) == ",") =>
            {
                Place::Around
            }
            _ => Place::Before,
        }
    }

    /// Whether what stands behind a cue can be what it reports: not its speaker, and not
    /// where or when it was said.
    fn leads_on(&self, cue: &Cue) -> bool {
        let copy = self.scene.copy;
        let start = cue.clause().end;
        let ends = copy.sentence_of(cue.words.start).end <= start + 1;
        let inverted =
            cue.speaker.as_ref().is_some_and(|speaker| speaker.start == cue.words.end);
        let aside = copy.is(start, Kinds::PREPOSITION.or(Kinds::CONJUNCTION))
            && !opens_clause(self.scene, start);
        !ends && !inverted && !aside
    }

    /// "criticized the plan", "called for calm": what a verb of taking sides is about.
    fn object(&self, cue: &Cue, object: Range<usize>) -> Option<Range<usize>> {
        let (scene, verb) = (self.scene, cue.words.start);
        let takes = scene.copy.is(verb, Kinds::STANCE)
            && !is_passive(scene, verb)
            && cue.speaker.as_ref().is_some_and(|speaker| scene.can_speak(speaker));
        if !takes || object.is_empty() {
            return None;
        }
        let first = object.start;
        let about =
            matches!(scene.copy.word(first), "for" | "on" | "of" | "about" | "against");
        let tag = scene.syntax.tag(first);
        let nominal = tag.is_nominal()
            || matches!(tag.part, Part::Adjective | Part::Determiner)
            || tag.form == Form::Gerund
            || scene.cast.mention_at(first).is_some();
        (about || nominal).then_some(object)
    }

    fn cut_at_taken(&self, begin: usize, end: usize) -> usize {
        let from = first_behind(self.stretches, begin);
        let taken = (from..self.stretches.len())
            .take_while(|i| self.stretches[*i].words.start < end)
            .find(|i| self.covered[*i] && self.stretches[*i].words.start > begin);
        taken.map_or(end, |i| self.stretches[i].words.start - 1)
    }

    /// What stands around "according to officials": the rest of its clause.
    fn around_according(&self, cue: &Cue) -> Vec<Range<usize>> {
        let scene = self.scene;
        let clause = cue.clause();
        let mut whole = scene.copy.sentence_of(cue.words.start);
        let mut end = clause.end;
        if scene.has_trees() {
            end = self.with_appositions(&clause).min(whole.end);
            let head = (cue.words.start..end).find_map(|at| {
                scene
                    .syntax
                    .head(at)
                    .filter(|head| !(cue.words.start..end).contains(head))
            });
            let predicate = head.and_then(|head| scene.syntax.predicate_of(head));
            let joined = |at: &usize| scene.syntax.relation(*at) == Relation::Conjunct;
            if let Some(joined) = predicate.filter(joined) {
                whole = scene.syntax.extent(joined);
            }
        } else if let Some(comma) = (end..whole.end)
            .find(|at| scene.copy.word(*at) == "," && whole.start == clause.start)
        {
            end = comma;
        }
        let is_edge = |at: &usize| {
            matches!(
                scene.copy.word(*at),
                "," | "." | ";" | "-" | "--" | "—" | "and" | "but"
            )
        };
        let sides = [whole.start..clause.start, end..whole.end].map(|side| {
            let start = side.clone().find(|at| !is_edge(at)).unwrap_or(side.end);
            let last = (start..side.end).rev().find(|at| !is_edge(at));
            start..last.map_or(start, |last| last + 1)
        });
        let long = |side: &Range<usize>| {
            side.len() >= CLAUSE_WORDS_MIN
                && scene.syntax.tag(side.start).form != Form::Question
        };
        if sides.iter().any(long) {
            sides.into_iter().filter(long).collect()
        } else {
            Vec::new()
        }
    }

    /// Where a phrase ends with the appositions and clauses that modify it.
    fn with_appositions(&self, phrase: &Range<usize>) -> usize {
        const MODIFIERS: [Relation; 5] = [
            Relation::Conjunct,
            Relation::Apposition,
            Relation::RelativeClause,
            Relation::NounClause,
            Relation::Nominal,
        ];
        let syntax = self.scene.syntax;
        let children = phrase.clone().flat_map(|at| syntax.children(at));
        let behind =
            children.filter(|child| MODIFIERS.contains(&syntax.relation(*child)));
        behind.map(|child| syntax.extent(child).end).fold(phrase.end, usize::max)
    }
}

/// "told “The Harbor Post” that": the marks hold who was told.
pub(crate) fn names_listener(
    scene: &Scene<'_, '_>,
    cue: &Cue,
    stretch: &Stretch,
) -> bool {
    let behind = stretch.words.end + usize::from(stretch.closed);
    takes_listener(scene.copy.word(cue.words.start))
        && stretch.words.start <= cue.clause().end + 1
        && scene.copy.words.get(behind).is_some_and(|_| scene.copy.word(behind) == "that")
}

/// "told", "warns", "urging": verbs with those who are told as their object.
fn takes_listener(verb: &str) -> bool {
    const STEMS: [&str; 7] = ["told", "tell", "warn", "ask", "assur", "inform", "remind"];
    STEMS.iter().any(|stem| verb.starts_with(stem))
}

/// "The yard added 40 jobs": these verbs speak only before a clause or a quotation.
fn takes_things(verb: &str) -> bool {
    verb.starts_with("add") || verb.starts_with("continu")
}

/// "vowed to", "promised to", "believes that".
fn opens_clause(scene: &Scene<'_, '_>, at: usize) -> bool {
    const OPENERS: [&str; 7] = ["to", "that", "whether", "if", "how", "what", "why"];
    scene.copy.words.get(at).is_some_and(|_| OPENERS.contains(&scene.copy.word(at)))
}
