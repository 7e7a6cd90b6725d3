//! Names: which words are one, and of what kind.

use std::ops::Range;
use std::sync::LazyLock;

use rundown_news::EntityKind;

use crate::copy::Copy;
use crate::model::{LABELS, Model, best_labels};
use crate::name_features::NameFeatures;
use crate::zones::zones;

/// A run of words that is a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// Its words.
    pub(crate) words: Range<usize>,
    /// What it names.
    pub(crate) kind: EntityKind,
}

/// Labels: outside, then first and further word of a person, an organisation, a place,
/// and names of other things.
pub(crate) const OUTSIDE: u8 = 0;
/// The label of names of other things (peoples, laws, wars).
pub(crate) const OTHER: u8 = 7;
/// Kinds in the order of their labels.
pub(crate) const KINDS: [EntityKind; 3] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

/// The label of a kind's first word; of a further word one more.
pub(crate) fn first_label(kind: EntityKind) -> u8 {
    1 + 2 * KINDS.iter().position(|k| *k == kind).unwrap_or(0) as u8
}

/// Whether one label may follow another: a further word needs its name's word before.
pub(crate) fn may_follow(before: usize, label: usize) -> bool {
    match label {
        2 | 4 | 6 => before == label || before + 1 == label,
        _ => true,
    }
}

/// Most training copy was marked by a program that sees too many names: so much surer
/// must the first word of a body or a person be than the rest. Both were set on UNER's
/// English development part.
const BODY_RELUCTANCE: i32 = 250;
/// See [`BODY_RELUCTANCE`].
const PERSON_RELUCTANCE: i32 = 80;

/// The model shipped with the lexicon.
fn model() -> Option<&'static Model<'static>> {
    static MODEL: LazyLock<Option<Model<'static>>> =
        LazyLock::new(|| Model::read(rundown_lexicon::names_model()));
    MODEL.as_ref()
}

/// Names of an article by the model, in order.
pub(crate) fn names(copy: &Copy<'_>) -> Vec<Name> {
    let Some(model) = model() else { return Vec::new() };
    let zones: Vec<Range<usize>> =
        copy.sentences.iter().flat_map(|sentence| zones(copy, sentence)).collect();
    let features = NameFeatures::read(copy, &zones);
    let mut found = Vec::new();
    let mut list = Vec::with_capacity(96);
    let mut scores = Vec::new();
    for zone in &zones {
        scores.clear();
        for at in zone.clone() {
            features.of(at, &mut list);
            let mut here = model.scores(&list);
            here[usize::from(first_label(EntityKind::Organization))] -= BODY_RELUCTANCE;
            here[usize::from(first_label(EntityKind::Person))] -= PERSON_RELUCTANCE;
            scores.push(here);
        }
        let labels = best_labels(&scores, &model.transitions, may_follow);
        push_names(zone, &labels, &mut found);
    }
    found
}

fn push_names(zone: &Range<usize>, labels: &[u8], found: &mut Vec<Name>) {
    let mut at = 0;
    while at < labels.len() {
        let label = labels[at];
        let start = at;
        at += 1;
        if label == OUTSIDE || label == OTHER {
            continue;
        }
        while at < labels.len() && labels[at] == label + 1 {
            at += 1;
        }
        let kind = KINDS[(usize::from(label) - 1) / 2 % KINDS.len()];
        found.push(Name { words: zone.start + start..zone.start + at, kind });
    }
}

const _: () = assert!(OTHER as usize == LABELS - 1, "labels fill a row");
