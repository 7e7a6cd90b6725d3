//! Who may be meant by a pronoun, and what speaks for each.
//!
//! Everybody who was spoken of in the sentences before, as a list of signs; a log-linear
//! model over those of one pronoun tells how likely each is (Denis and Baldridge, "A
//! ranking approach to pronoun resolution", 2007). It was learned from GAP (Webster et al.,
//! "Mind the GAP", 2018), passages of which people said whom a pronoun means.

use rundown_lexicon::Sex;
use rundown_news::Map;

use crate::clause_places::{ClausePlace, above};
use crate::copy::Copy;
use crate::entities::Cast;
use crate::spoken::{Record, Spoken};
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
    pub(crate) record: &'r Record<'r>,
}

/// A pronoun's own clause, and the predicates that it hangs on.
struct Here {
    place: ClausePlace,
    head: Option<usize>,
    above: Vec<usize>,
}

/// How a member was spoken of before a pronoun.
struct Tally<'s> {
    member: usize,
    last: &'s Spoken,
    times: usize,
    was_main_subject: bool,
    /// How many others were spoken of since.
    others: usize,
}

impl Ground<'_, '_> {
    /// Everybody whom a pronoun may mean, in order of first mention.
    pub(crate) fn candidates(&self, pronoun: Pronoun) -> Vec<Candidate> {
        let first = pronoun.sentence.saturating_sub(SENTENCES_BACK_MAX);
        let here = self.here(pronoun);
        let all = tallies(self.record.since(first)).into_iter();
        let fitting = all.filter(|one| self.fits(one.member, pronoun.sex));
        let candidate = |one: Tally<'_>| {
            let signs = self.signs(pronoun, &here, &one)?;
            Some(Candidate { member: one.member, signs })
        };
        fitting.filter_map(candidate).collect()
    }

    /// Whether somebody is not known to be of the other sex.
    pub(crate) fn fits(&self, member: usize, sex: Sex) -> bool {
        self.cast.members[member].sex.is_none_or(|known| known == sex)
    }

    fn here(&self, pronoun: Pronoun) -> Here {
        let place = ClausePlace::of(&(pronoun.at..pronoun.at + 1), self.syntax);
        let predicates = place.predicate.into_iter();
        let above = predicates.flat_map(|own| above(self.syntax, own)).collect();
        Here { place, head: self.syntax.head(pronoun.at), above }
    }

    /// What speaks for a member, by where it was last spoken of.
    fn signs(&self, pronoun: Pronoun, here: &Here, tally: &Tally<'_>) -> Option<Signs> {
        let mark = |is: bool| f64::from(u8::from(is));
        let count = |many: usize| rundown_text::ln(many.max(1) as f64);
        let (member, last, place) = (tally.member, tally.last, tally.last.place);
        let back = pronoun.sentence - last.sentence;
        let of_sentence = self.record.in_sentence(last.sentence).first();
        let of_clause = place.predicate.is_some()
            && here.head == place.predicate
            && here.place.predicate == place.predicate;
        // "Reyes beat him" (principle B of binding).
        let own = here.place;
        if back == 0 && of_clause && place.is_subject && !own.owns && !own.is_subject {
            return None;
        }
        let hangs = place.predicate.is_some_and(|verb| here.above.contains(&verb));
        Some([
            mark(back == 0),
            mark(back == 1),
            mark(back == 2),
            mark(back > 2),
            mark(place.is_subject),
            mark(!place.is_subject && !place.owns),
            mark(tally.was_main_subject),
            count(tally.times),
            count(self.record.times_named(member).min(NAMED_MAX)),
            mark(place.is_subject && own.is_subject),
            mark(of_sentence.is_some_and(|one| one.member == member)),
            mark(self.record.first_person == Some(member)),
            count(1 + tally.others),
            mark(back == 0 && hangs && place.is_subject),
        ])
    }
}

/// How each member was spoken of, in order of first mention.
fn tallies(spoken: &[Spoken]) -> Vec<Tally<'_>> {
    let mut found: Vec<Tally<'_>> = Vec::new();
    let mut places: Map<usize, usize> = Map::default();
    for last in spoken {
        let member = last.member;
        let place = *places.entry(member).or_insert(found.len());
        if place == found.len() {
            let (times, was_main_subject, others) = (0, false, 0);
            found.push(Tally { member, last, times, was_main_subject, others });
        }
        let tally = &mut found[place];
        tally.last = last;
        tally.times += 1;
        tally.was_main_subject |= last.is_main_subject;
    }
    let mut others = 0;
    for one in spoken.iter().rev() {
        let tally = &mut found[places[&one.member]];
        if std::ptr::eq(tally.last, one) {
            tally.others = others;
            others += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Members are told by one mention or more; who was spoken of since is counted once.
    #[test]
    fn each_is_tallied_once() {
        let place = ClausePlace { is_subject: true, owns: false, predicate: None };
        let spoken: Vec<Spoken> = [4, 7, 4, 9, 9, 7, 9]
            .iter()
            .zip(0..)
            .map(|(member, sentence)| Spoken {
                member: *member,
                sentence,
                place,
                is_main_subject: sentence == 3,
            })
            .collect();
        let found: Vec<_> = tallies(&spoken)
            .iter()
            .map(|one| {
                (
                    one.member,
                    one.last.sentence,
                    one.times,
                    one.others,
                    one.was_main_subject,
                )
            })
            .collect();
        let right = [(4, 2, 2, 2, false), (7, 5, 2, 1, false), (9, 6, 3, 0, true)];
        assert_eq!(found, right);
    }

    /// Letters for a number, so that all names differ.
    fn name(number: usize) -> String {
        let letter = |shift: usize| char::from(b'a' + (number / shift % 26) as u8);
        format!("Anna Ruiz{}{}{}", letter(1), letter(26), letter(676))
    }

    /// Whoever is looked for among all names of the article for each of the people whom each
    /// pronoun may mean is not found in this one.
    #[test]
    fn an_article_of_names_and_pronouns_is_read_to_its_end() {
        let sentences = (0..300).map(|sentence| {
            let names: Vec<String> = (0..60).map(|i| name(sentence * 60 + i)).collect();
            format!("{} met, {}slept. ", names.join(", "), "she ".repeat(200))
        });
        let text: String = sentences.collect();
        let said = crate::annotate(&crate::sample::article(&text)).value;
        let people = said.entities.len();
        let mentions: usize = said.entities.iter().map(|one| one.mentions.len()).sum();
        assert!(people > 10_000, "{people} people");
        assert!(mentions > people + 50_000, "{mentions} mentions of {people} people");
    }
}
