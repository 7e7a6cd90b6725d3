//! What a cue introduces: quotations beside it, or the clause that the tree makes its
//! object, its subject or its frame.

use std::ops::Range;

use rundown_grammar::Relation;
use rundown_lexicon::Kinds;

use crate::cues::{Cue, is_according, is_passive};
use crate::stretches::Stretch;
use crate::subjects::Scene;

/// A clause needs so many words.
pub(crate) const CLAUSE_WORDS_MIN: usize = 3;

/// Where what a verb reports stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Behind the verb.
    Behind,
    /// Before it, if anything there is a clause.
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
        if self.scene.has_verb_last() {
            return self.quotation_of_last(cue.words.start).into_iter().collect();
        }
        if let Some(between) = self.quotation_between(cue) {
            return Vec::from([between]);
        }
        let left = self.quotation_before(&cue.clause()).filter(|_| cue.who.is_none());
        if left.is_none() && self.leads_to_anothers(cue) {
            return Vec::new();
        }
        let right = self.quotation_after(index, left.is_some());
        let quoted: Vec<Range<usize>> = left.into_iter().chain(right).collect();
        if quoted.is_empty() { self.indirect(index) } else { quoted }
    }

    /// Reported speech without quotation.
    fn indirect(&self, index: usize) -> Vec<Range<usize>> {
        let (scene, cue) = (self.scene, &self.cues[index]);
        let verb = cue.verb;
        // A thing reports nothing: "the switch said".
        let speaker = cue.speaker.as_ref().filter(|speaker| !scene.is_thing(speaker));
        let Some(speaker) = speaker else { return Vec::new() };
        if !cue.strong && scene.is_reported(verb) {
            return Vec::new();
        }
        if is_according(scene, verb) {
            return self.around_according(cue);
        }
        if let Some(taken) = self.taken_up(cue) {
            return taken;
        }
        if !scene.has_grammar() {
            return self.behind_opener(index).into_iter().collect();
        }
        let (clause, limit) = (cue.clause(), scene.copy.sentence_of(verb).end);
        let place = self.place(cue);
        let before = self.clause_before(cue).filter(|_| match place {
            Place::Behind => false,
            Place::Before => cue.strong,
            Place::Sure | Place::Around => true,
        });
        let behind = clause.end + 1;
        match (place, before) {
            (Place::Around, Some(before)) if behind < limit => {
                Vec::from([before, behind..self.clause_end(index, behind)])
            }
            (_, Some(before)) => Vec::from([before]),
            _ if speaker.start > cue.words.end => {
                self.clause_behind(cue, cue.words.end..speaker.start - 1)
            }
            _ => {
                let begin = self.clause_start(cue);
                let end = self.clause_end(index, begin.max(clause.end).min(limit));
                let end = self.cut_at_anothers(index, end);
                self.clause_behind(cue, begin..self.cut_at_taken(begin, end))
            }
        }
    }

    /// "The port will stay open, she said."
    fn clause_before(&self, cue: &Cue) -> Option<Range<usize>> {
        let start = self.scene.opening(cue.verb);
        let comma = cue.clause().start.checked_sub(1).filter(|at| *at > start)?;
        let under_way = self.scene.is_under_way(cue.verb);
        let set_off = cue.who.is_none() && !under_way && self.scene.word(comma) == ",";
        set_off.then_some(start..comma)
    }

    /// Where the tree has what a verb of saying reports.
    fn place(&self, cue: &Cue) -> Place {
        use Relation::{
            AdverbialClause, ClausalComplement, Object, Oblique, OpenComplement,
            Parataxis,
        };
        let (syntax, verb) = (self.scene.syntax, cue.verb);
        let (clause, sentence) = (cue.clause(), self.scene.copy.sentence_of(verb));
        let behind = |relations: &[Relation]| {
            let mut children = syntax.children(verb);
            children.any(|at| at > clause.end && relations.contains(&syntax.relation(at)))
        };
        let opens = |relations: &[Relation]| {
            let mut children = syntax.children(verb);
            children.any(|child| {
                relations.contains(&syntax.relation(child))
                    && syntax.extent(child).start <= sentence.start + 1
            })
        };
        let said = syntax.child(verb, &[ClausalComplement]);
        let head = syntax.head(verb).filter(|_| syntax.relation(verb) == Parataxis);
        if behind(&[ClausalComplement]) || opens(&[AdverbialClause, Oblique]) {
            Place::Behind
        } else if said.is_some()
            || head.is_some_and(|head| head < verb) && !behind(&[Object])
        {
            Place::Sure
        } else if head.is_some() && self.scene.word(clause.end) == "," {
            Place::Around
        } else if behind(&[OpenComplement, Object, Parataxis])
            || !self.holds_verb(&(sentence.start..clause.start))
        {
            Place::Behind
        } else {
            Place::Before
        }
    }

    fn holds_verb(&self, words: &Range<usize>) -> bool {
        words.len() >= CLAUSE_WORDS_MIN && words.clone().any(|at| self.scene.is_verb(at))
    }

    /// The clause or object behind a cue, if what stands there is one.
    fn clause_behind(&self, cue: &Cue, words: Range<usize>) -> Vec<Range<usize>> {
        const OPENERS: [&str; 7] = ["to", "that", "whether", "if", "how", "what", "why"];
        let (scene, verb) = (self.scene, cue.verb);
        let first = scene.word(words.start);
        if words.is_empty() || first == "to" && is_passive(scene, verb) {
            return Vec::new();
        }
        let is_said = |child: usize| {
            scene.syntax.relation(child) == Relation::ClausalComplement
                && words.contains(&child)
        };
        let holds = scene.has_grammar() && scene.syntax.children(verb).any(is_said);
        // "The yard added 40 jobs" says nothing.
        let speaks = cue.strong && !scene.word(verb).starts_with("add");
        let is_clause =
            self.holds_verb(&words) && (speaks || OPENERS.contains(&first) || holds);
        let fits = is_clause || self.takes_object(verb, words.start);
        fits.then_some(words).into_iter().collect()
    }

    /// "criticized the plan", "called for calm": what a verb of taking sides is about.
    fn takes_object(&self, verb: usize, first: usize) -> bool {
        const ABOUT: [&str; 5] = ["for", "on", "of", "about", "against"];
        let scene = self.scene;
        scene.copy.is(verb, Kinds::STANCE)
            && !is_passive(scene, verb)
            && (ABOUT.contains(&scene.word(first))
                || scene.may_head(first)
                || scene.is_under_way(first))
    }

    /// "The report was criticized by Ruiz as a waste": the subject of a passive verb of
    /// taking sides, and what stands behind its agent.
    fn taken_up(&self, cue: &Cue) -> Option<Vec<Range<usize>>> {
        let (scene, syntax, verb) = (self.scene, self.scene.syntax, cue.verb);
        let passive = scene.copy.is(verb, Kinds::STANCE) && is_passive(scene, verb);
        let agent = syntax.agent(verb).filter(|_| passive)?;
        let subject = syntax.phrase(syntax.own_subject(verb)?);
        let behind = syntax.children(verb).filter(|child| *child > agent);
        let mut behind = behind.map(|child| syntax.extent(child));
        let role = behind.find(|extent| scene.word(extent.start) == "as");
        (subject.len() > 1).then(|| [subject].into_iter().chain(role).collect())
    }

    /// What stands around "according to officials": the rest of its clause.
    fn around_according(&self, cue: &Cue) -> Vec<Range<usize>> {
        const EDGES: [&str; 12] =
            [",", ".", ";", "-", "--", "—", "and", "but", "，", "。", "،", "؛"];
        let (scene, clause) = (self.scene, cue.clause());
        let end = scene.copy.sentence_of(cue.verb).end;
        let whole = scene.opening(cue.verb)..end;
        let mut inside = clause.start..clause.end;
        if scene.has_trees() {
            inside.end = self.with_appositions(&clause).min(whole.end);
        }
        let is_edge =
            |at: &usize| EDGES.contains(&scene.word(*at)) || scene.goes_on_according(*at);
        let sides = [whole.start..inside.start, inside.end..whole.end].map(|side| {
            let start = side.clone().find(|at| !is_edge(at)).unwrap_or(side.end);
            let last = (start..side.end).rev().find(|at| !is_edge(at));
            start..last.map_or(start, |last| last + 1)
        });
        sides.into_iter().filter(|side| side.len() >= CLAUSE_WORDS_MIN).collect()
    }

    /// Where a phrase ends with what is joined to it and the clauses that modify it.
    fn with_appositions(&self, phrase: &Range<usize>) -> usize {
        use Relation::{Apposition, Conjunct, Nominal, NounClause, RelativeClause};
        const MODIFIERS: [Relation; 5] =
            [Conjunct, Apposition, RelativeClause, NounClause, Nominal];
        let syntax = self.scene.syntax;
        let children = phrase.clone().flat_map(|at| syntax.children(at));
        let behind = children.filter(|at| MODIFIERS.contains(&syntax.relation(*at)));
        behind.map(|child| syntax.extent(child).end).fold(phrase.end, usize::max)
    }
}
