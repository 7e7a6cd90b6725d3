//! Where the clause behind a verb of saying begins and ends.

use std::ops::Range;

use rundown_grammar::{Form, Part, Relation};

use crate::clauses::{CLAUSE_WORDS_MIN, Reading};
use crate::cues::Cue;

/// Between a verb and "that" stand at most so many words ("told reporters at the port on
/// Monday that").
const BETWEEN_WORDS_MAX: usize = 16;

impl Reading<'_, '_, '_> {
    /// Where the reported clause begins: at "that", or behind those who are told.
    pub(crate) fn clause_start(&self, cue: &Cue) -> usize {
        let (scene, syntax, verb) = (self.scene, self.scene.syntax, cue.verb);
        let limit = scene.copy.sentence_of(verb).end;
        let mut start = cue.clause().end;
        let near = start..limit.min(start + BETWEEN_WORDS_MAX);
        let is_that = |at: &usize| {
            scene.word(*at) == "that" && syntax.tag(*at).form != Form::Question
        };
        let that = near.take_while(|at| !scene.is_verb(*at)).find(is_that);
        if that.is_some() || !scene.has_grammar() {
            return that.unwrap_or(start);
        }
        let behind = |relations: &[Relation]| {
            let children = syntax.children(verb);
            let mut fitting =
                children.filter(|at| relations.contains(&syntax.relation(*at)));
            fitting.find(|child| syntax.extent(*child).start >= start)
        };
        // A clause that begins with its verb has lost its subject to the verb of saying.
        let clause = behind(&[Relation::ClausalComplement, Relation::OpenComplement])
            .filter(|clause| !syntax.tag(syntax.extent(*clause).start).is_finite());
        let told = behind(&[Relation::Object, Relation::IndirectObject])
            .filter(|_| !takes_listener(scene.word(verb)));
        let first = told.into_iter().chain(clause).min();
        if let Some(first) = first.filter(|_| clause.is_some()) {
            start = syntax.extent(first).start;
        }
        while start < limit && matches!(scene.word(start), "," | ":") {
            start += 1;
        }
        start
    }

    /// Where the reported clause ends: where grammar goes on with the verb of saying, at
    /// the next cue's clause if that is joined, else with the sentence.
    pub(crate) fn clause_end(&self, index: usize, from: usize) -> usize {
        let (scene, cue) = (self.scene, &self.cues[index]);
        let sentence = scene.copy.sentence_of(from.saturating_sub(1));
        let mut end = sentence.end.max(from);
        if scene.has_grammar() {
            end = end.min(self.grammar_end(cue.verb, from).max(from));
        }
        let near = |next: &&Cue| next.words.start < sentence.end;
        for next in self.cues[index + 1..].iter().take_while(near) {
            // A cue that shares its speaker with an earlier one begins with its verb.
            let clause = next.clause();
            let start =
                if clause.start <= from { next.words.start } else { clause.start };
            let told = next.speaker.is_some() || next.strong;
            let joint = start.saturating_sub(1);
            let joins = matches!(scene.word(joint), "," | "and" | "but" | "while" | ";");
            if told
                && joins
                && (from..end).contains(&joint)
                && scene.quoted.is_open(joint)
            {
                end = joint;
            }
        }
        let is_edge =
            |at: usize| matches!(scene.word(at), "." | "," | ";" | "and" | "but");
        while end > from && is_edge(end - 1) {
            end -= 1;
        }
        end
    }

    /// "Kos powiedział, że most stoi": what the word that opens reported speech leads to,
    /// where no tree tells it. A name behind the verb may be that of who is told.
    pub(crate) fn behind_opener(&self, index: usize) -> Option<Range<usize>> {
        let (scene, cue) = (self.scene, &self.cues[index]);
        let (clause, sentence) = (cue.clause(), scene.copy.sentence_of(cue.verb));
        let limit = sentence.end.min(clause.end + BETWEEN_WORDS_MAX);
        let opener = (clause.end..limit).find(|at| scene.copy.lists(*at, "says-that"))?;
        let plain = (clause.end..opener - 1).all(|at| !scene.is_sign(at));
        let is_led = opener > clause.end && plain && scene.word(opener - 1) == ",";
        let behind = cue.speaker.as_ref().is_some_and(|own| own.start >= cue.words.end);
        let named = |at: usize| scene.cast.person_at(at).is_some();
        let told = behind
            && (scene.copy.lists(cue.words.end, "stops")
                || (sentence.start..cue.words.start).any(named));
        let said = opener..self.clause_end(index, opener + 1);
        (is_led && !told && said.len() >= CLAUSE_WORDS_MIN).then_some(said)
    }

    /// Where the tree goes on with something else than what a verb of saying reports.
    fn grammar_end(&self, verb: usize, from: usize) -> usize {
        let syntax = self.scene.syntax;
        let extent = syntax.extent(verb);
        let inside =
            syntax.relation(verb) == Relation::RelativeClause || syntax.is_noun(verb);
        let whole = if inside && extent.end > from { extent.end } else { usize::MAX };
        let said = syntax.child(verb, &[Relation::ClausalComplement]).unwrap_or(verb);
        let children = syntax.children(verb).chain(syntax.children(said));
        let leaving = children.filter(|child| {
            syntax.extent(*child).start > from && self.leaves(verb, *child)
        });
        leaving.map(|child| syntax.extent(child).start).fold(whole, usize::min)
    }

    /// Whether a clause goes on with who speaks, not with what is said.
    fn leaves(&self, verb: usize, child: usize) -> bool {
        const AWAY: [&str; 9] = [
            "though", "although", "while", "whereas", "as", "after", "before", "when",
            "despite",
        ];
        let (scene, syntax) = (self.scene, self.scene.syntax);
        let start = syntax.extent(child).start;
        let own = syntax.head(child) == Some(verb);
        let set_off =
            matches!(scene.word(start - 1), "," | "-" | "--" | "–" | "—" | ";" | "(");
        match syntax.relation(child) {
            Relation::Conjunct if own => match syntax.own_subject(child) {
                Some(subject) => set_off && syntax.part(subject) != Part::Pronoun,
                None => {
                    syntax.is_finite(child) && syntax.tense(child) == syntax.tense(verb)
                }
            },
            // "says the lock is safe and closed the gate": the tense tells.
            Relation::Conjunct => {
                let tense = syntax.tense(child);
                let said = syntax.head(child).map(|said| syntax.tense(said));
                syntax.own_subject(child).is_none()
                    && syntax.is_finite(child)
                    && tense == syntax.tense(verb)
                    && said != Some(tense)
            }
            Relation::AdverbialClause => {
                let participle = own && syntax.tag(start).form == Form::Gerund;
                set_off && (participle || AWAY.contains(&scene.word(start)))
            }
            _ => false,
        }
    }
}

/// "told", "warns", "asking": verbs with those who are told as their object.
fn takes_listener(verb: &str) -> bool {
    const STEMS: [&str; 7] = ["told", "tell", "warn", "ask", "assur", "inform", "remind"];
    STEMS.iter().any(|stem| verb.starts_with(stem))
}
