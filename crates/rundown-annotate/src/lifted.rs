//! Weekdays that a parser takes for part of the noun beside them, lifted out of their
//! sentence and hung on the verb.
//!
//! "The council late Friday passed", "claimed Friday crews have begun", "struck on Monday
//! days after": a day without a comma reads as a noun before a noun, or as the subject. A
//! tree that has it so is of no use, so the sentence is read again without the day, and
//! the day hung on the verb that it stands beside.

use std::ops::Range;

use rundown_grammar::{Form, Node, Part, Relation as R};
use rundown_news::Lang;

use crate::copy::{Copy, Shape};
use crate::dates::lexicon::lexicon;
use crate::dates::words::Sense;

/// A day's place in its sentence.
pub(crate) struct Lift {
    /// Its words: "on Friday", "late Friday", "Friday evening".
    pub(crate) words: Range<usize>,
    /// The one that the others hang on.
    head: usize,
    verb: Beside,
}

/// Where the verb stands that a day belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Right before it: "claimed Friday".
    Before,
    /// Right behind it: "late Friday passed".
    Behind,
    /// Over the word before it: "struck the port on Monday days after".
    Over,
}

/// So many words are climbed over.
const STEPS_MAX: usize = 12;
/// Between a day and the verb behind it stand at most so many words: "has already".
const VERB_NEAR: usize = 3;

/// The first day of a sentence that its tree cannot have right; words are counted from
/// the first of the sentence.
pub(crate) fn misread(copy: &Copy<'_>, first: usize, nodes: &[Node]) -> Option<Lift> {
    if copy.lang != Lang::ENGLISH {
        return None;
    }
    let reading = Reading { copy, first, nodes };
    (0..nodes.len()).filter(|at| reading.is_weekday(*at)).find_map(|at| reading.lift(at))
}

/// Hangs a day's words into the tree of the sentence without them.
pub(crate) fn put_back(lift: &Lift, old: &[Node], rest: &mut Vec<Node>) {
    let words = &lift.words;
    let by = words.len() as u32;
    let verb = lift.verb_in(rest);
    let moved = |at: u32| if at as usize >= words.start { at + by } else { at };
    for node in rest.iter_mut() {
        node.head = node.head.map(moved);
    }
    let hung = lift.hung(old, moved(verb as u32));
    rest.splice(words.start..words.start, hung);
}

impl Lift {
    /// Whether all else in its tree is right, so that the day alone is hung elsewhere.
    pub(crate) fn stays(&self) -> bool {
        self.verb == Beside::Over
    }

    /// Hangs the day on the verb over the word before it.
    pub(crate) fn hang_over(&self, nodes: &mut Vec<Node>) {
        let before = self.words.start.checked_sub(1);
        let Some(verb) = before.and_then(|at| over(nodes, at)) else { return };
        let hung = self.hung(nodes, verb as u32);
        nodes.splice(self.words.clone(), hung);
    }

    /// Its words, hung on a verb.
    fn hung(&self, old: &[Node], top: u32) -> Vec<Node> {
        let Self { words, head, .. } = self;
        let one = |at: usize| {
            let led = old[at].tag.part == Part::Adposition;
            let has_case = old[words.start].tag.part == Part::Adposition;
            let (above, relation) = match () {
                () if at == *head && has_case => (top, R::Oblique),
                () if at == *head => (top, R::BareOblique),
                () if led => (*head as u32, R::Case),
                () if at + 1 == *head && old[at].tag.part == Part::Name => {
                    (*head as u32, R::Compound)
                }
                () => (*head as u32, R::Adjective),
            };
            Node { tag: old[at].tag, head: Some(above), relation }
        };
        words.clone().map(one).collect()
    }

    /// The verb that the day belongs to, in the tree without it.
    fn verb_in(&self, rest: &[Node]) -> usize {
        let at = self.words.start;
        let is_verb = |at: usize| rest[at].tag.part == Part::Verb;
        let near = (at..rest.len().min(at + VERB_NEAR + 1)).find(|at| is_verb(*at));
        let found = match self.verb {
            Beside::Before => at.checked_sub(1).filter(|at| is_verb(*at)),
            Beside::Behind => near,
            Beside::Over => None,
        };
        found.or_else(|| over(rest, at.checked_sub(1)?)).unwrap_or_else(|| root(rest))
    }
}

/// The verb over a word.
fn over(nodes: &[Node], at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..STEPS_MAX {
        let before_noun = matches!(nodes[at].relation, R::Adjective | R::Compound);
        if nodes[at].tag.part == Part::Verb && !before_noun {
            return Some(at);
        }
        at = nodes[at].head? as usize;
    }
    None
}

fn root(nodes: &[Node]) -> usize {
    nodes.iter().position(|node| node.head.is_none()).unwrap_or(0)
}

/// A sentence and its first tree.
struct Reading<'r, 'a> {
    copy: &'r Copy<'a>,
    first: usize,
    nodes: &'r [Node],
}

impl Reading<'_, '_> {
    fn word(&self, at: usize) -> &str {
        self.nodes.get(at).map_or("", |_| self.copy.word(self.first + at))
    }

    fn sense(&self, at: usize) -> Sense {
        lexicon(self.copy.lang).sense(self.word(at).to_lowercase().as_bytes())
    }

    fn is_weekday(&self, at: usize) -> bool {
        self.copy.words[self.first + at].shape == Shape::Capital
            && self.word(at).ends_with("day")
            && matches!(self.sense(at), Sense::Weekday(_, false))
    }

    /// "morning", "night".
    fn is_part(&self, at: usize) -> bool {
        matches!(self.sense(at), Sense::Part(_))
    }

    fn lift(&self, day: usize) -> Option<Lift> {
        let is = |at: Option<usize>, list: &[&str]| {
            at.is_some_and(|at| list.iter().any(|one| self.word(at) == *one))
        };
        let mut start = day;
        start -= usize::from(is(start.checked_sub(1), &["late", "early"]));
        start -= usize::from(is(start.checked_sub(1), &["on"]));
        let part = self.is_part(day + 1);
        let head = day + usize::from(part);
        let words = start..head + 1;
        let owns = self.word(words.end).starts_with(['\'', '’', '-']);
        if owns || start == 0 || is_name_of_day(self.word(start - 1)) {
            return None;
        }
        let verb = self.verb(&words, head)?;
        Some(Lift { words, head, verb })
    }

    /// Where the verb stands that a day belongs to, if the tree takes it for a noun's.
    fn verb(&self, words: &Range<usize>, head: usize) -> Option<Beside> {
        let node = self.nodes[head];
        let above = node.head? as usize;
        // "saw Ruiz Friday night": the name has taken the day, the verb the night.
        let day = head - usize::from(self.is_part(head));
        let taken =
            self.nodes[day].head.is_some_and(|up| !words.contains(&(up as usize)));
        if day != head && taken {
            return Some(Beside::Over);
        }
        match node.relation {
            R::Subject | R::PassiveSubject if self.holds_subject(words, head, above) => {
                Some(Beside::Behind)
            }
            R::Compound if above == words.end && self.counts_time(above) => {
                Some(Beside::Over)
            }
            R::Compound | R::Title | R::Flat
                if above > head && self.is_told(words, above) =>
            {
                Some(Beside::Before)
            }
            // "arrived for Marsland Friday": no day is the last word of a name.
            R::Flat if above < words.start => Some(Beside::Over),
            _ => None,
        }
    }

    /// "The council late Friday passed": another noun before the day, a verb behind it.
    fn holds_subject(&self, words: &Range<usize>, head: usize, verb: usize) -> bool {
        let is_noun =
            |at: usize| matches!(self.nodes[at].tag.part, Part::Noun | Part::Name);
        let below =
            |at: &usize| self.nodes[*at].head == Some(head as u32) && is_noun(*at);
        let near = words.end..words.end + VERB_NEAR;
        (0..words.start).any(|at| below(&at)) && near.contains(&verb)
    }

    /// "days" in "on Monday days after the vote".
    fn counts_time(&self, at: usize) -> bool {
        matches!(self.sense(at), Sense::Units(_))
    }

    /// "claimed Friday crews have begun": a finite verb right before the day, and behind
    /// it the subject of another one, in what the first tells.
    fn is_told(&self, words: &Range<usize>, noun: usize) -> bool {
        let Some(verb) = words.start.checked_sub(1) else { return false };
        let tag = self.nodes[verb].tag;
        if tag.part != Part::Verb || !matches!(tag.form, Form::Past | Form::Present) {
            return false;
        }
        let mut at = noun;
        for _ in 0..STEPS_MAX {
            let Some(above) = self.nodes[at].head.map(|above| above as usize) else {
                return false;
            };
            match self.nodes[at].relation {
                R::Subject | R::PassiveSubject => {
                    return above > at
                        && self.nodes[above].relation == R::ClausalComplement;
                }
                R::Compound | R::Flat | R::Title | R::Owner | R::Apposition => at = above,
                _ => return false,
            }
        }
        false
    }
}

/// What stands before the name of a day that has one: "Good Friday".
fn is_name_of_day(word: &str) -> bool {
    const NAMES: &[&str] = &[
        "Good", "Black", "Super", "Easter", "Palm", "Ash", "Cyber", "Bloody", "Holy",
        "Fat", "Shrove", "Whit", "Maundy", "Giving",
    ];
    NAMES.contains(&word)
}
