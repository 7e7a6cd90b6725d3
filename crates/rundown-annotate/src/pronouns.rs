//! Pronouns: whom "he" and "she" mean.
//!
//! "he said" goes on with who spoke ([`crate::goes_on`]); any other pronoun means the
//! likeliest of all who may be meant ([`crate::antecedents`]).

use rundown_lexicon::{Kinds, Sex};

use crate::antecedents::{Candidate, Ground, Pronoun};
use crate::copy::Copy;
use crate::entities::Cast;
use crate::pronoun_weights::WEIGHTS;
use crate::spoken::{Meant, Record};
use crate::syntax::Syntax;

/// Looks at each pronoun before it is resolved: training learns from what is seen there.
pub(crate) type Watch<'w> = &'w mut dyn FnMut(&Ground<'_, '_>, Pronoun);

/// Resolves all pronouns of the third person outside quotations.
pub(crate) fn resolve(
    copy: &Copy<'_>,
    syntax: &Syntax,
    cast: &mut Cast,
    is_quoted: &[bool],
    watch: Watch<'_>,
) -> Meant {
    let mut record = Record::of(cast, syntax, is_quoted);
    for (sentence, words) in copy.sentences.iter().enumerate() {
        record.open(words.start);
        for at in words.clone() {
            let Some(sex) = sex_of(copy, at).filter(|_| !is_quoted[at]) else { continue };
            record.read_to(at, cast);
            let pronoun = Pronoun { at, sentence, sex };
            let ground = Ground { copy, syntax, cast, record: &record };
            watch(&ground, pronoun);
            let member = ground.subject_ahead(pronoun).or_else(|| {
                if ground.speaks(at) {
                    ground.speaker(pronoun)
                } else {
                    likeliest(&ground.candidates(pronoun))
                }
            });
            if let Some(member) = member {
                record.meant.insert(at, member);
                let member = &mut cast.members[member];
                member.sex = member.sex.or(Some(sex));
                member.other_mentions.push(copy.words[at].span);
            }
        }
        record.read_to(words.end, cast);
    }
    record.meant
}

fn sex_of(copy: &Copy<'_>, at: usize) -> Option<Sex> {
    if copy.is(at, Kinds::HE) {
        return Some(Sex::Male);
    }
    copy.is(at, Kinds::SHE).then_some(Sex::Female)
}

/// Of equals the one who was spoken of first.
fn likeliest(candidates: &[Candidate]) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for Candidate { member, signs } in candidates {
        let score: f64 = signs.iter().zip(&WEIGHTS).map(|(sign, w)| sign * w).sum();
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, *member));
        }
    }
    best.map(|(_, member)| member)
}
