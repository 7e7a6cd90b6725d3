//! Whom "he said" means: news goes on with who spoke, the first subject of the sentences
//! before. What was learned from other prose ([`crate::antecedents`]) knows less of that.

use std::ops::Range;

use rundown_grammar::Relation;
use rundown_lexicon::Kinds;

use crate::antecedents::{Ground, Pronoun, SENTENCES_BACK_MAX};
use crate::clause_places::above;

impl Ground<'_, '_> {
    /// Whether a pronoun is the subject of a verb of saying or stands behind a quotation.
    pub(crate) fn speaks(&self, at: usize) -> bool {
        let subject = self.syntax.relation(at) == Relation::Subject;
        let verb = self.syntax.head(at).filter(|_| subject);
        let before = at.checked_sub(1).map_or("", |before| self.copy.word(before));
        verb.is_some_and(|verb| self.says(verb)) || matches!(before, "”" | "\"" | "''")
    }

    fn says(&self, verb: usize) -> bool {
        self.copy.is(verb, Kinds::CUE.or(Kinds::WEAK_CUE))
    }

    /// Who goes on speaking.
    pub(crate) fn speaker(&self, pronoun: Pronoun) -> Option<usize> {
        let first = pronoun.sentence.saturating_sub(SENTENCES_BACK_MAX);
        let told_behind = usize::from(self.is_told_behind(pronoun.at));
        let mut back = (first..=pronoun.sentence).rev().skip(told_behind);
        back.find_map(|sentence| self.likeliest(pronoun, sentence))
    }

    /// The person of that sex who is most likely meant by a pronoun behind the words of a
    /// sentence: the first subject, rather of a clause that is not about a noun, else the
    /// only one there.
    fn likeliest(&self, pronoun: Pronoun, sentence: usize) -> Option<usize> {
        let is_known = |member: usize| self.cast.members[member].sex == Some(pronoun.sex);
        let (mut of_noun, mut other) = (None, None);
        let (mut has_more, mut has_known) = (false, false);
        let spoken = self.record.in_sentence(sentence).iter();
        for one in spoken.filter(|one| self.fits(one.member, pronoun.sex)) {
            let (place, member) = (one.place, one.member);
            if place.is_subject && !place.is_of_noun(self.syntax) {
                return Some(member);
            }
            if place.is_subject {
                of_noun = of_noun.or(Some(member));
            } else if *other.get_or_insert(member) != member {
                has_more = true;
                has_known |= is_known(member);
            }
        }
        // Somebody whose sex is known goes before somebody named later whose sex is not.
        let is_only = |one: &usize| !if is_known(*one) { has_known } else { has_more };
        of_noun.or(other.filter(is_only))
    }

    /// "Ruiz seemed calm, he added": who speaks behind what is said is nobody named in it
    /// (principle C of binding: Chomsky, Lectures on Government and Binding, 1981).
    fn is_told_behind(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let verb = self.syntax.head(at).filter(|verb| *verb > at && self.says(*verb));
        let closes = |verb: usize| self.syntax.head(verb).is_none_or(|head| head < at);
        self.copy.word(before) == "," && verb.is_some_and(closes)
    }

    /// "Asked whether he knew, Ruiz said": who is asked is the subject that stands behind.
    pub(crate) fn subject_ahead(&self, pronoun: Pronoun) -> Option<usize> {
        let (syntax, at) = (self.syntax, pronoun.at);
        let own = syntax.predicate_of(syntax.head(at)?)?;
        let is_adverbial =
            |verb: &usize| syntax.relation(*verb) == Relation::AdverbialClause;
        let clause = std::iter::once(own).chain(above(syntax, own)).find(is_adverbial)?;
        let main = syntax.head(clause).filter(|main| *main > at && clause < at)?;
        let subject = syntax.own_subject(main).filter(|subject| *subject > at)?;
        let sentence: &Range<usize> = &self.copy.sentences[pronoun.sentence];
        let bare = syntax.own_subject(clause).is_none() && sentence.contains(&subject);
        let member = self.cast.person_at(subject).filter(|_| bare)?.member;
        self.fits(member, pronoun.sex).then_some(member)
    }
}
