//! Who may be meant by a pronoun, and what speaks for each.
//!
//! Everybody who was spoken of in the sentences before, as a list of signs; a log-linear
//! model over those of one pronoun tells how likely each is (Denis and Baldridge, "A
//! ranking approach to pronoun resolution", 2007). It was learned from GAP (Webster et al.,
//! "Mind the GAP", 2018), passages of which people said whom a pronoun means.

use std::ops::Range;

use rundown_lexicon::Sex;
use rundown_news::Map;

use crate::clause_places::{ClausePlace, above};
use crate::copy::Copy;
use crate::entities::Cast;
use crate::syntax::Syntax;

/// So many sentences back a person can be meant.
pub(crate) const SENTENCES_BACK_MAX: usize = 4;

/// More mentions by name count no more: the passages that this was learned from are short.
const NAMED_MAX: usize = 4;

/// The signs by name, in order.
pub const SIGNS: [&str; 14] = [
    "spoken of in the same sentence",
    "in the sentence before",
    "two sentences before",
    "three or more sentences before",
    "subject",
    "object or part of another phrase",
    "subject of a main clause somewhere in these sentences",
    "mentions in these sentences",
    "mentions by name in the article",
    "subject, as the pronoun is",
    "first person of its sentence",
    "first person of the article",
    "people spoken of since",
    "subject of what the clause of the pronoun hangs on",
];

/// Whom each pronoun means: members by the index of the pronoun's word.
pub(crate) type Meant = Map<usize, usize>;

/// A value a sign.
pub type Signs = [f64; SIGNS.len()];

/// Somebody who may be meant.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) member: usize,
    pub(crate) signs: Signs,
}

/// A pronoun: its word, its sentence, and the sex of whom it means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pronoun {
    pub(crate) at: usize,
    pub(crate) sentence: usize,
    pub(crate) sex: Sex,
}

/// What is known before a pronoun.
pub(crate) struct Ground<'r, 'a> {
    pub(crate) copy: &'r Copy<'a>,
    pub(crate) syntax: &'r Syntax,
    pub(crate) cast: &'r Cast,
    pub(crate) meant: &'r Meant,
    pub(crate) is_quoted: &'r [bool],
}

/// Somebody spoken of by name or pronoun, outside quotations.
#[derive(Debug, Clone)]
pub(crate) struct Spoken {
    pub(crate) words: Range<usize>,
    pub(crate) member: usize,
    sentence: usize,
}

impl Ground<'_, '_> {
    /// Everybody whom a pronoun may mean, in order of first mention.
    pub(crate) fn candidates(&self, pronoun: Pronoun) -> Vec<Candidate> {
        let first = pronoun.sentence.saturating_sub(SENTENCES_BACK_MAX);
        let mut spoken: Vec<Spoken> = Vec::new();
        for sentence in first..=pronoun.sentence {
            let words = self.copy.sentences[sentence].clone();
            spoken.extend(self.spoken(words.start..words.end.min(pronoun.at), sentence));
        }
        let mut members: Vec<usize> = Vec::new();
        for one in spoken.iter().filter(|one| self.fits(one.member, pronoun.sex)) {
            if !members.contains(&one.member) {
                members.push(one.member);
            }
        }
        let candidate = |member: usize| {
            let signs = self.signs(pronoun, member, &spoken)?;
            Some(Candidate { member, signs })
        };
        members.into_iter().filter_map(candidate).collect()
    }

    /// Whether somebody is not known to be of the other sex.
    pub(crate) fn fits(&self, member: usize, sex: Sex) -> bool {
        self.cast.members[member].sex.is_none_or(|known| known == sex)
    }

    /// Who is spoken of in some words of a sentence.
    pub(crate) fn spoken(
        &self,
        words: Range<usize>,
        sentence: usize,
    ) -> impl Iterator<Item = Spoken> {
        let mut at = words.start;
        std::iter::from_fn(move || {
            while at < words.end {
                let start = at;
                let by_name = self.cast.person_at(start).map(|m| (m.member, m.words.end));
                let by_pronoun = || Some((*self.meant.get(&start)?, start + 1));
                let found = by_name.or_else(by_pronoun);
                at = found.map_or(start + 1, |(_, end)| end.max(start + 1));
                if let Some((member, end)) = found.filter(|_| !self.is_quoted[start]) {
                    return Some(Spoken { words: start..end, member, sentence });
                }
            }
            None
        })
    }

    /// What speaks for a member, by where it was last spoken of.
    fn signs(&self, pronoun: Pronoun, member: usize, spoken: &[Spoken]) -> Option<Signs> {
        let mark = |is: bool| f64::from(u8::from(is));
        let count = |many: usize| rundown_text::ln(many.max(1) as f64);
        let own = || spoken.iter().filter(|one| one.member == member);
        let last = own().next_back()?;
        let back = pronoun.sentence - last.sentence;
        let place = ClausePlace::of(&last.words, self.syntax);
        let here = ClausePlace::of(&(pronoun.at..pronoun.at + 1), self.syntax);
        let is_main_subject = |one: &Spoken| {
            let place = ClausePlace::of(&one.words, self.syntax);
            place.is_subject && place.is_main(self.syntax)
        };
        let of_sentence = spoken.iter().find(|one| one.sentence == last.sentence);
        let by_name = self.cast.mentions.iter().filter(|one| one.member == member);
        let mut people =
            self.cast.mentions.iter().filter(|one| self.cast.is_person(one.member));
        let of_clause = place.predicate.is_some()
            && self.syntax.head(pronoun.at) == place.predicate
            && here.predicate == place.predicate;
        // "Reyes beat him" (principle B of binding).
        if back == 0 && of_clause && place.is_subject && !here.owns && !here.is_subject {
            return None;
        }
        let hangs = here.predicate.is_some_and(|own| {
            above(self.syntax, own).any(|verb| Some(verb) == place.predicate)
        });
        Some([
            mark(back == 0),
            mark(back == 1),
            mark(back == 2),
            mark(back > 2),
            mark(place.is_subject),
            mark(!place.is_subject && !place.owns),
            mark(own().any(is_main_subject)),
            count(own().count()),
            count(by_name.take(NAMED_MAX).count()),
            mark(place.is_subject && here.is_subject),
            mark(of_sentence.is_some_and(|one| one.member == member)),
            mark(people.next().is_some_and(|one| one.member == member)),
            count(1 + others_since(spoken, last)),
            mark(back == 0 && hangs && place.is_subject),
        ])
    }
}

/// How many others were spoken of behind a mention.
fn others_since(spoken: &[Spoken], last: &Spoken) -> usize {
    let behind = spoken.iter().filter(|one| one.words.start > last.words.start);
    let mut others: Vec<usize> = behind.map(|one| one.member).collect();
    others.sort_unstable();
    others.dedup();
    others.len()
}
