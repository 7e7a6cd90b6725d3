//! Pronouns: whom "he" and "she" mean.
//!
//! The subject of the sentences before is the best guess; where two people fit equally,
//! nobody is guessed.

use std::ops::Range;

use rundown_lexicon::{Kinds, Sex};
use rundown_news::Map;

use crate::copy::Copy;
use crate::entities::Cast;
use crate::parts::Part;

/// So many sentences back a person can be meant.
const SENTENCES_BACK_MAX: usize = 4;

/// Whom each pronoun means: members by the index of the pronoun's word.
pub(crate) type Meant = Map<usize, usize>;

/// Resolves all pronouns of the third person outside quotations.
pub(crate) fn resolve(
    copy: &Copy<'_>,
    parts: &[Part],
    cast: &mut Cast,
    is_quoted: &[bool],
) -> Meant {
    let mut meant = Meant::default();
    // Whom the last pronoun of each sex meant, and in which sentence.
    for (number, sentence) in copy.sentences.iter().enumerate() {
        for at in sentence.clone() {
            let Some(sex) = sex_of(copy, at).filter(|_| !is_quoted[at]) else { continue };
            let found =
                antecedent(copy, parts, cast, &meant, (number, at), sex, is_quoted);
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

fn antecedent(
    copy: &Copy<'_>,
    parts: &[Part],
    cast: &Cast,
    meant: &Meant,
    (number, at): (usize, usize),
    sex: Sex,
    is_quoted: &[bool],
) -> Option<usize> {
    let first = number.saturating_sub(SENTENCES_BACK_MAX);
    for i in (first..=number).rev() {
        let sentence = &copy.sentences[i];
        let range = sentence.start..sentence.end.min(at);
        let found = best_in(copy, parts, cast, meant, &range, sex, is_quoted);
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The person of that sex who is most likely meant by a pronoun after these words: the
/// first subject, else the only one there.
fn best_in(
    copy: &Copy<'_>,
    parts: &[Part],
    cast: &Cast,
    meant: &Meant,
    range: &Range<usize>,
    sex: Sex,
    is_quoted: &[bool],
) -> Option<usize> {
    let mut first_subject: Option<usize> = None;
    let mut others: Vec<usize> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let by_name =
            cast.person_at(at).map(|mention| (mention.member, mention.words.end));
        let by_pronoun = || meant.get(&at).map(|member| (*member, at + 1));
        let Some((member, end)) = by_name.or_else(by_pronoun) else {
            at += 1;
            continue;
        };
        let start = at;
        at = end;
        let fits = cast.members[member].sex.is_none_or(|known| known == sex);
        if !fits || is_quoted[start] {
            continue;
        }
        if first_subject.is_none() && is_subject(copy, parts, cast, start, end) {
            first_subject = Some(member);
        } else if !others.contains(&member) {
            others.push(member);
        }
    }
    // Somebody whose sex is known goes before somebody whose sex is not.
    if first_subject.is_some() {
        return first_subject;
    }
    if let [one] = others.as_slice() {
        return Some(*one);
    }
    others.retain(|member| cast.members[*member].sex == Some(sex));
    if let [one] = others.as_slice() { Some(*one) } else { None }
}

/// Whether a mention can be the subject of its clause: no preposition before it, no
/// possessive behind it, and a verb, a comma or a role around it.
pub(crate) fn is_subject(
    copy: &Copy<'_>,
    parts: &[Part],
    cast: &Cast,
    start: usize,
    end: usize,
) -> bool {
    let possessive = end < copy.words.len()
        && matches!(copy.word(end), "'s" | "’s" | "'" | "’")
        || matches!(copy.word(start), "his" | "her" | "His" | "Her");
    let mut before = start;
    while before > 0
        && (matches!(parts[before - 1], Part::Noun | Part::Adjective | Part::Determiner)
            || cast.mention_at(before - 1).is_some())
        && copy.sentence_of(before - 1) == copy.sentence_of(start)
    {
        before -= 1;
    }
    let after_preposition = before > 0
        && copy.is(before - 1, Kinds::PREPOSITION)
        && copy.sentence_of(before - 1) == copy.sentence_of(start);
    let after_verb = before > 0
        && parts[before - 1] == Part::Verb
        && copy.sentence_of(before - 1) == copy.sentence_of(start)
        && !copy.is(before - 1, Kinds::CUE);
    !possessive && !after_preposition && !after_verb
}
