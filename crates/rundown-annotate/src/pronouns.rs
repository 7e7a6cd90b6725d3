//! Pronouns: whom "he" and "she" mean.
//!
//! The subject of the sentences before is the best guess; where two people fit equally,
//! nobody is guessed.

use std::ops::Range;

use rundown_grammar::{Form, Relation};
use rundown_lexicon::{Kinds, Sex};
use rundown_news::Map;

use crate::copy::Copy;
use crate::entities::Cast;
use crate::syntax::Syntax;

/// So many sentences back a person can be meant.
const SENTENCES_BACK_MAX: usize = 4;

/// So many clauses up from a pronoun the one that opens its sentence is looked for.
const CLAUSES_UP_MAX: usize = 3;

/// Whom each pronoun means: members by the index of the pronoun's word.
pub(crate) type Meant = Map<usize, usize>;

/// Resolves all pronouns of the third person outside quotations.
pub(crate) fn resolve(
    copy: &Copy<'_>,
    syntax: &Syntax,
    cast: &mut Cast,
    is_quoted: &[bool],
) -> Meant {
    let mut meant = Meant::default();
    for (number, sentence) in copy.sentences.iter().enumerate() {
        for at in sentence.clone() {
            let Some(sex) = sex_of(copy, at).filter(|_| !is_quoted[at]) else { continue };
            let first = number.saturating_sub(SENTENCES_BACK_MAX);
            let read = Read { syntax, cast, meant: &meant, is_quoted, sex };
            let told = usize::from(is_told_behind(copy, syntax, at));
            let mut back = copy.sentences[first..=number].iter().rev().skip(told);
            let found = read
                .subject_ahead(at, sentence)
                .or_else(|| back.find_map(|s| read.likeliest(s.start..s.end.min(at))));
            if let Some(member) = found {
                meant.insert(at, member);
                let member = &mut cast.members[member];
                member.sex = member.sex.or(Some(sex));
                member.other_mentions.push(copy.words[at].span);
            }
        }
    }
    meant
}

fn sex_of(copy: &Copy<'_>, at: usize) -> Option<Sex> {
    if copy.is(at, Kinds::HE) {
        return Some(Sex::Male);
    }
    copy.is(at, Kinds::SHE).then_some(Sex::Female)
}

/// "Ruiz seemed calm, he added": who speaks behind what is said is nobody named in it
/// (principle C of binding: Chomsky, Lectures on Government and Binding, 1981).
fn is_told_behind(copy: &Copy<'_>, syntax: &Syntax, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let says = |verb: usize| copy.is(verb, Kinds::CUE.or(Kinds::WEAK_CUE));
    let verb = syntax.head(at).filter(|verb| *verb > at && says(*verb));
    let closes = |verb: usize| syntax.head(verb).is_none_or(|head| head < at);
    copy.word(before) == "," && verb.is_some_and(closes)
}

/// What is known before a pronoun, and the sex of whom it means.
struct Read<'r> {
    syntax: &'r Syntax,
    cast: &'r Cast,
    meant: &'r Meant,
    is_quoted: &'r [bool],
    sex: Sex,
}

impl Read<'_> {
    /// The person of that sex who is most likely meant by a pronoun behind these words:
    /// the first subject, rather of a clause that is not about a noun, else the only one
    /// there.
    fn likeliest(&self, words: Range<usize>) -> Option<usize> {
        let mut others: Vec<usize> = Vec::new();
        let mut of_noun = None;
        let mut at = words.start;
        while at < words.end {
            let by_name = self.cast.person_at(at).map(|m| (m.member, m.words.end));
            let start = at;
            at += 1;
            let by_pronoun = || self.meant.get(&start).map(|member| (*member, at));
            let Some((member, end)) = by_name.or_else(by_pronoun) else { continue };
            at = end;
            let fits =
                self.cast.members[member].sex.is_none_or(|known| known == self.sex);
            if !fits || self.is_quoted[start] {
                continue;
            }
            if self.is_subject(start..end) {
                if !self.is_in_clause_of_noun(start) {
                    return Some(member);
                }
                of_noun = of_noun.or(Some(member));
                continue;
            }
            if !others.contains(&member) {
                others.push(member);
            }
        }
        if of_noun.is_some() {
            return of_noun;
        }
        // Somebody whose sex is known goes before somebody named later whose sex is not.
        let is_known = |member: &usize| self.cast.members[*member].sex == Some(self.sex);
        if others.len() > 1 && others.first().is_some_and(is_known) {
            others.retain(is_known);
        }
        if let [one] = others.as_slice() { Some(*one) } else { None }
    }

    /// "the people he went to school with".
    fn is_in_clause_of_noun(&self, at: usize) -> bool {
        let head = self.syntax.head(at).and_then(|head| self.syntax.predicate_of(head));
        head.is_some_and(|verb| self.syntax.relation(verb) == Relation::RelativeClause)
    }

    /// "Asked whether he knew, Ruiz said": who is asked is the subject that stands behind.
    fn subject_ahead(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let mut clause = self.syntax.predicate_of(self.syntax.head(at)?)?;
        for _ in 0..CLAUSES_UP_MAX {
            if self.syntax.relation(clause) == Relation::AdverbialClause {
                break;
            }
            clause = self.syntax.predicate_of(self.syntax.head(clause)?)?;
        }
        let main = self.syntax.head(clause)?;
        let opens = clause < at && main > at;
        let subject = self.syntax.own_subject(main).filter(|subject| *subject > at)?;
        let bare = self.syntax.own_subject(clause).is_none();
        let member = self.cast.person_at(subject)?.member;
        let fits = self.cast.members[member].sex.is_none_or(|known| known == self.sex);
        (opens && bare && fits && sentence.contains(&subject)).then_some(member)
    }

    /// Whether a mention can be the subject of its clause: nothing governs it or what it
    /// is a part of, and it owns nothing.
    fn is_subject(&self, words: Range<usize>) -> bool {
        use Relation::{
            Agent, Apposition, BareNominal, BareOblique, Compound, Conjunct, Flat,
            IndirectObject, Nominal, Object, Oblique, OpenComplement, Owner, Title,
        };
        const INSIDE: [Relation; 4] = [Flat, Title, Apposition, Conjunct];
        let governed = |relation: Relation| {
            matches!(relation, Nominal | BareNominal | Oblique | BareOblique | Owner)
                || relation == Compound
                || matches!(relation, Object | IndirectObject | Agent | OpenComplement)
        };
        let mut at = words.start;
        let possessive = self.syntax.tag(at).form == Form::Possessive;
        for _ in 0..SENTENCES_BACK_MAX * 2 {
            let Some(head) = self.syntax.head(at) else { break };
            if !words.contains(&head) && !INSIDE.contains(&self.syntax.relation(at)) {
                break;
            }
            at = head;
        }
        let led = self.syntax.child(at, &[Relation::Case]).is_some();
        !possessive && !led && !governed(self.syntax.relation(at))
    }
}
