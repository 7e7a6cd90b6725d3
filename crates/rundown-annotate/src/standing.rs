//! How a text stands by what it tells: it happened, goes on, was said, is ahead, may be,
//! or is denied.
//!
//! What a clause hangs on decides first ("refused to sign", "plans to close", "if it
//! rains"), then its own auxiliaries, then who says it, then its tense.

use std::ops::Range;

use rundown_grammar::{Form, Part, Relation};
use rundown_lexicon::verbs;
use rundown_news::{Attribution, Directness, Standing, When};

use crate::copy::Copy;
use crate::entities::Cast;
use crate::spoken::Meant;
use crate::stretches::words_in;
use crate::syntax::Syntax;

/// So many clauses may hang in one another.
const CLAUSES_MAX: usize = 24;

/// What events are read from.
pub(crate) struct Told<'c, 'a> {
    pub(crate) copy: &'c Copy<'a>,
    pub(crate) syntax: &'c Syntax,
    pub(crate) cast: &'c Cast,
    pub(crate) meant: &'c Meant,
    pub(crate) dates: &'c [When],
    pub(crate) attributions: &'c [Attribution],
}

/// What stands behind every event of an article.
pub(crate) struct Ground<'g, 'c, 'a> {
    told: &'g Told<'c, 'a>,
    /// Runs of words that somebody says, with the number of the statement, in order.
    said: Vec<(Range<usize>, u32)>,
}

/// What hangs on a clause inherits from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lean {
    Denied,
    Hypothetical,
    Ahead,
    None,
}

impl<'g, 'c, 'a> Ground<'g, 'c, 'a> {
    pub(crate) fn new(told: &'g Told<'c, 'a>) -> Self {
        let runs =
            told.attributions.iter().enumerate().flat_map(|(number, attribution)| {
                let Attribution { content, .. } = attribution;
                content
                    .iter()
                    .map(move |span| (words_in(told.copy, *span), number as u32))
            });
        let mut said: Vec<_> = runs.collect();
        said.sort_by_key(|(words, _)| words.start);
        Self { told, said }
    }

    fn syntax(&self) -> &Syntax {
        self.told.syntax
    }

    fn copy(&self) -> &Copy<'a> {
        self.told.copy
    }

    /// The innermost statement that holds a word.
    pub(crate) fn said_in(&self, at: usize) -> Option<u32> {
        let behind = self.said.partition_point(|(words, _)| words.start <= at);
        let near = self.said[..behind].iter().rev().take(CLAUSES_MAX);
        near.clone().find(|(words, _)| words.contains(&at)).map(|(_, number)| *number)
    }

    /// How the text stands by what a verb tells.
    pub(crate) fn standing(&self, at: usize) -> Standing {
        match self.lean(at, 0) {
            Lean::Denied => Standing::Denied,
            Lean::Hypothetical => Standing::Hypothetical,
            Lean::Ahead => Standing::Ahead,
            Lean::None if self.said_in(at).is_some() || self.is_thought(at) => {
                Standing::Said
            }
            Lean::None if self.goes_on(at) => Standing::Ongoing,
            Lean::None => Standing::Happened,
        }
    }

    /// Denied, hypothetical or ahead, by its own words or by what it hangs on.
    fn lean(&self, at: usize, depth: usize) -> Lean {
        let above = self.lean_of_head(at, depth);
        if self.is_negated(at) || above == Lean::Denied {
            return Lean::Denied;
        }
        let own = self.own(at);
        match (own, above) {
            (Lean::Hypothetical, _) | (_, Lean::Hypothetical) => Lean::Hypothetical,
            (Lean::Ahead, _) | (_, Lean::Ahead) => Lean::Ahead,
            _ => Lean::None,
        }
    }

    fn is_negated(&self, at: usize) -> bool {
        let syntax = self.syntax();
        let word = |child: usize| self.copy().word(child).to_lowercase();
        syntax.children(at).any(|child| {
            let negates = matches!(
                &*word(child),
                "not"
                    | "n't"
                    | "n’t"
                    | "never"
                    | "nobody"
                    | "none"
                    | "nothing"
                    | "neither"
                    | "hardly"
                    | "without"
                    | "nor"
            );
            let relation = syntax.relation(child);
            let own = negates
                && matches!(
                    relation,
                    Relation::Adverb
                        | Relation::Mark
                        | Relation::Subject
                        | Relation::PassiveSubject
                        | Relation::Object
                        | Relation::Auxiliary
                        | Relation::Coordinator
                );
            let takes_none = matches!(
                relation,
                Relation::Subject | Relation::PassiveSubject | Relation::Object
            ) && syntax
                .child(child, &[Relation::Determiner])
                .is_some_and(|det| matches!(&*word(det), "no" | "neither"));
            own || takes_none
        }) || self.adjoined_no_longer(at)
    }

    /// "no plans".
    fn has_no(&self, noun: usize) -> bool {
        let determiner = self.syntax().child(noun, &[Relation::Determiner]);
        determiner.is_some_and(|det| matches!(self.copy().word(det), "no" | "No"))
    }

    /// "no longer", "instead of".
    fn adjoined_no_longer(&self, at: usize) -> bool {
        self.syntax().children(at).any(|child| {
            let word = self.copy().word(child);
            let before =
                child.checked_sub(1).map_or("", |before| self.copy().word(before));
            word == "longer" && matches!(before, "no" | "No")
                || matches!(word, "instead" | "Instead")
                    && self.syntax().relation(child) == Relation::Mark
        })
    }

    /// By its own auxiliaries and the word that opens its clause.
    fn own(&self, at: usize) -> Lean {
        let syntax = self.syntax();
        let mut found = Lean::None;
        for child in syntax.children(at) {
            let word = self.copy().word(child).to_lowercase();
            match syntax.relation(child) {
                Relation::Auxiliary | Relation::PassiveAuxiliary => match &*word {
                    "could" | "may" | "might" | "should" | "can" | "ca" | "must"
                    | "ought" => {
                        return Lean::Hypothetical;
                    }
                    "would" | "'d" | "’d" if !self.is_seen_from_the_past(at) => {
                        return Lean::Hypothetical;
                    }
                    "will" | "wo" | "'ll" | "’ll" | "shall" | "would" | "going" => {
                        found = Lean::Ahead;
                    }
                    _ => {}
                },
                Relation::Mark if matches!(&*word, "if" | "whether" | "unless") => {
                    return Lean::Hypothetical;
                }
                Relation::Adverb if is_doubt(&word) => return Lean::Hypothetical,
                // "is to be held".
                Relation::Mark if &*word == "to" && self.is_finite_be(at, child) => {
                    found = Lean::Ahead;
                }
                _ => {}
            }
        }
        found
    }

    /// "said it would close": the future of the past, where somebody tells it in other
    /// words than the speaker's.
    fn is_seen_from_the_past(&self, at: usize) -> bool {
        let said =
            self.said_in(at).map(|number| &self.told.attributions[number as usize]);
        said.is_some_and(|said| said.directness != Directness::Direct)
            || matches!(
                self.syntax().relation(at),
                Relation::ClausalComplement | Relation::RelativeClause
            )
    }

    /// Whether a finite "be" of the clause stands before its "to".
    fn is_finite_be(&self, at: usize, to: usize) -> bool {
        const BE: [Relation; 3] =
            [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
        self.syntax().children(at).take_while(|child| *child < to).any(|child| {
            BE.contains(&self.syntax().relation(child))
                && matches!(
                    self.copy().word(child),
                    "is" | "are" | "was" | "were" | "'s" | "’s"
                )
        })
    }

    fn is_infinitive(&self, at: usize) -> bool {
        self.syntax()
            .children(at)
            .any(|child| self.syntax().tag(child).form == Form::To && child < at)
    }

    /// By the clause or noun it hangs on.
    fn lean_of_head(&self, at: usize, depth: usize) -> Lean {
        let syntax = self.syntax();
        let Some(head) = syntax.head(at).filter(|_| depth < CLAUSES_MAX) else {
            return Lean::None;
        };
        let relation = syntax.relation(at);
        let word = self.copy().word(head).to_lowercase();
        let verb = verbs().of(&word);
        let infinitive = self.is_infinitive(at);
        let up = || self.lean(head, depth + 1);
        match relation {
            Relation::OpenComplement | Relation::ClausalComplement => {
                let open = relation == Relation::OpenComplement || infinitive;
                if syntax.part(head) != Part::Verb {
                    if self.is_negated(head) && infinitive {
                        return Lean::Denied;
                    }
                    return adjective_lean(&word, infinitive).unwrap_or_else(up);
                }
                let above = up();
                match above {
                    Lean::Denied if open || verb.thought => return Lean::Denied,
                    Lean::Hypothetical if open => return Lean::Hypothetical,
                    _ => {}
                }
                let governed = open && (infinitive || self.is_gerund(at));
                if verb.denied && (governed || relation == Relation::ClausalComplement) {
                    return Lean::Denied;
                }
                if verb.hypothetical
                    && (governed || !verb.thought && verb.kind != Some("says"))
                {
                    return Lean::Hypothetical;
                }
                // "exhorted them to leave": only verbs of bringing about tell that they did.
                let told = infinitive
                    && !verb.helper
                    && !verb.ahead
                    && !brings_about(&word)
                    && syntax.child(head, &[Relation::Object]).is_some();
                if told {
                    return Lean::Hypothetical;
                }
                let leads_on = verb.ahead && infinitive || above == Lean::Ahead && open;
                if leads_on { Lean::Ahead } else { Lean::None }
            }
            Relation::Conjunct => {
                // Joined verbs share what the first hangs on, and its modal.
                let shares = syntax.own_subject(at).is_none();
                if shares { up() } else { self.lean_of_head(head, depth + 1) }
            }
            Relation::AdverbialClause
            | Relation::NounClause
            | Relation::Oblique
            | Relation::Nominal => {
                if relation != Relation::AdverbialClause && self.has_no(head) {
                    return Lean::Denied;
                }
                let noun = noun_lean(&word, infinitive);
                if let Some(lean) = noun.filter(|_| relation != Relation::AdverbialClause)
                {
                    return lean;
                }
                let mark = syntax.child(at, &[Relation::Mark]);
                let mark = mark.map_or("", |mark| self.copy().word(mark));
                let accused = verb.hypothetical
                    && self.is_gerund(at)
                    && matches!(mark, "of" | "for" | "with");
                if accused {
                    return Lean::Hypothetical;
                }
                if verb.denied && self.is_gerund(at) && mark == "from" {
                    return Lean::Denied;
                }
                match self.lean_of_clause(head, depth) {
                    Lean::None if infinitive => Lean::Ahead,
                    Lean::Denied if relation == Relation::AdverbialClause => {
                        if infinitive { Lean::Ahead } else { Lean::None }
                    }
                    lean if infinitive || self.is_gerund(at) => lean,
                    // "When it is done, they will leave".
                    Lean::Ahead
                        if relation == Relation::AdverbialClause
                            && self.is_point_in_time(at)
                            && syntax.tense(at) == Form::Present =>
                    {
                        Lean::Ahead
                    }
                    _ => Lean::None,
                }
            }
            Relation::Adverb | Relation::Parataxis | Relation::RelativeClause => {
                Lean::None
            }
            _ => Lean::None,
        }
    }

    /// "when", "once", "until" open the clause.
    fn is_point_in_time(&self, at: usize) -> bool {
        let opener = self.syntax().child(at, &[Relation::Mark, Relation::Adverb]);
        opener.is_some_and(|opener| {
            let word = self.copy().word(opener).to_lowercase();
            matches!(&*word, "when" | "once" | "until" | "till" | "after" | "before")
        })
    }

    /// The lean of the clause that a word stands in.
    fn lean_of_clause(&self, at: usize, depth: usize) -> Lean {
        let predicate = self.syntax().predicate_of(at);
        predicate.map_or(Lean::None, |predicate| self.lean(predicate, depth + 1))
    }

    fn is_gerund(&self, at: usize) -> bool {
        self.syntax().tag(at).form == Form::Gerund
    }

    /// Told as what somebody thinks or finds.
    fn is_thought(&self, at: usize) -> bool {
        let syntax = self.syntax();
        let mut at = at;
        for _ in 0..CLAUSES_MAX {
            let Some(head) = syntax.head(at) else { return false };
            let verb = || verbs().of(&self.copy().word(head).to_lowercase());
            if syntax.relation(at) == Relation::ClausalComplement
                && syntax.part(head) == Part::Verb
                && (verb().thought || verb().kind == Some("says"))
            {
                return true;
            }
            at = head;
        }
        false
    }

    /// Present: now, or as a habit; not "has left".
    fn goes_on(&self, at: usize) -> bool {
        let syntax = self.syntax();
        let mut at = at;
        for _ in 0..CLAUSES_MAX {
            let helper = syntax.child(
                at,
                &[Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula],
            );
            let form =
                helper.map_or(syntax.tag(at).form, |helper| syntax.tag(helper).form);
            let perfect = helper.is_some_and(|helper| {
                matches!(
                    self.copy().word(helper),
                    "has" | "have" | "'ve" | "’ve" | "Have" | "Has"
                )
            });
            match form {
                Form::Present if perfect => return self.is_gerund(at),
                Form::Present => return true,
                Form::Past | Form::Modal => return false,
                // Participles share the time of the clause they hang in, unless they
                // tell what was done before.
                Form::Gerund | Form::Base => {}
                _ => return false,
            }
            let Some(head) = syntax.head(at).and_then(|head| syntax.predicate_of(head))
            else {
                return false;
            };
            at = head;
        }
        false
    }
}

/// Adverbs of what is not sure.
fn is_doubt(word: &str) -> bool {
    matches!(
        word,
        "allegedly"
            | "perhaps"
            | "possibly"
            | "probably"
            | "maybe"
            | "presumably"
            | "supposedly"
    )
}

/// Verbs that tell of what they bring about.
fn brings_about(verb: &str) -> bool {
    const BASES: [&str; 7] = ["caus", "lead", "led", "prompt", "help", "compel", "got"];
    BASES.iter().any(|base| verb.starts_with(base))
}

/// "able to", "ready to", "likely to".
fn adjective_lean(word: &str, infinitive: bool) -> Option<Lean> {
    if !infinitive {
        return None;
    }
    match word {
        // "is to leave", where the tree makes "is" the head.
        "is" | "are" | "was" | "were" | "due" | "set" | "ready" | "about" | "going"
        | "scheduled" | "expected" | "prepared" | "slated" | "bound" => Some(Lean::Ahead),
        "able" | "likely" | "possible" | "free" | "willing" | "eager" | "eligible"
        | "keen" | "capable" | "unlikely" | "supposed" | "entitled" | "reluctant" => {
            Some(Lean::Hypothetical)
        }
        "unable" | "unwilling" | "impossible" => Some(Lean::Denied),
        _ => None,
    }
}

/// "a plan to leave", "the chance to speak".
fn noun_lean(word: &str, infinitive: bool) -> Option<Lean> {
    match word {
        "plan" | "plans" | "decision" | "agreement" | "deal" | "promise" | "pledge"
        | "intention" | "intent" | "preparations" | "order" | "orders"
            if infinitive =>
        {
            Some(Lean::Ahead)
        }
        "chance" | "ability" | "power" | "right" | "opportunity" | "attempt"
        | "attempts" | "bid" | "effort" | "efforts" | "call" | "calls" | "demand"
        | "request" | "proposal" | "need" | "way" | "ways" | "willingness" | "desire"
        | "permission" | "authority" | "possibility" | "threat" | "fear" | "fears"
        | "suspicion" | "allegations" | "charges" | "accusations" | "capacity"
        | "time"
            if infinitive || !matches!(word, "right" | "power" | "way" | "time") =>
        {
            Some(Lean::Hypothetical)
        }
        "failure" | "refusal" | "inability" => Some(Lean::Denied),
        _ => None,
    }
}
