//! A second opinion on every line, by a model that learned on pages of many sorts.

use crate::body::choose::choose;
use crate::body::context::Context;
use crate::body::fate::{Fate, is_copy, kind_of};
use crate::body::features::{Doubt, Features, Sight};
use crate::body::rules::Rules;
use crate::body::sorted::Sorted;
use crate::forest::{Forest, likelihood};
use crate::html::Tree;
use crate::lines::ends_sentence;
use crate::lines::{Line, LineKind, Lines};

/// Under this likelihood, in thousandths, a line that the rules keep is dropped.
const DROPPED_BELOW: usize = 450;

/// Above this one a line that the rules left is kept.
const KEPT_ABOVE: usize = 650;

/// Above this one a line is kept whose elements are named as chrome.
const DOUBTED_ABOVE: usize = 700;

/// Above this one a line outside of the chosen part is taken in.
const TAKEN_IN_ABOVE: usize = 700;

/// What a reading is worth for which the bars above hold, and under which they sink no
/// more, in thousandths.
const CLEAR: usize = 800;
const WORTH_MIN: usize = 200;

/// How likely each line is copy, in thousandths.
pub(crate) struct Judged {
    likely: Vec<Option<usize>>,
    doubts: Vec<Doubt>,
}

impl Judged {
    /// Judges the lines of a page.
    pub(crate) fn new(lines: &Lines, sight: &Sight<'_, '_>, forest: &Forest) -> Self {
        let judge = |place: usize| {
            let is_asked = !forest.trees.is_empty() && sight.is_in_question(place);
            is_asked.then(|| likelihood(forest.odds(&sight.measure(place))))
        };
        let likely = (0..lines.all.len()).map(judge).collect();
        Self { likely, doubts: sight.doubts() }
    }

    /// How much of the copy a reading is expected to have, and how little else: the
    /// harmonic mean of both, in thousandths.
    pub(crate) fn expected(&self, lines: &Lines, fates: &[(usize, Fate)]) -> usize {
        let mut is_kept = vec![false; lines.all.len()];
        for (place, fate) in fates {
            is_kept[*place] = is_copy(*fate);
        }
        let (mut right, mut all, mut told) = (0, 0, 0);
        for ((line, likely), is_kept) in lines.all.iter().zip(&self.likely).zip(is_kept) {
            let Some(likely) = likely else { continue };
            let bytes = line.text.len();
            told += bytes * likely;
            if is_kept {
                right += bytes * likely;
                all += bytes * 1_000;
            }
        }
        2_000 * right / (all + told).max(1)
    }

    /// What a line must be above to be kept: more where the rules doubt its elements.
    fn bar(&self, place: usize, usual: usize, worth: usize) -> usize {
        match self.doubts[place] {
            Doubt::None => usual * worth / CLEAR,
            Doubt::Chrome => usual.max(DOUBTED_ABOVE),
            Doubt::Never => usize::MAX,
        }
    }

    /// Mends a reading, and tells what is expected of it. A line makes a reading better
    /// if it is likelier than half of what the reading is worth: on a page that is hard
    /// to tell, less likely lines are kept than on one that is clear.
    pub(crate) fn mend(
        &self,
        lines: &Lines,
        rules: &Rules<'_, '_>,
        sorted: &mut Sorted,
    ) -> usize {
        const ROUNDS_MAX: usize = 3;
        let by_rules = sorted.fates.clone();
        self.mend_at(lines, rules, sorted, CLEAR);
        let mut expected = self.expected(lines, &sorted.fates);
        let mut worth = CLEAR;
        for _ in 0..ROUNDS_MAX {
            if expected >= worth {
                break;
            }
            worth = expected.max(WORTH_MIN);
            sorted.fates.clone_from(&by_rules);
            self.mend_at(lines, rules, sorted, worth);
            expected = self.expected(lines, &sorted.fates);
        }
        expected
    }

    /// Turns the fates that are judged to be wrong, and takes in what the rules never
    /// looked at. What is dropped by what it says stays dropped, and what is vouched for
    /// stays.
    fn mend_at(
        &self,
        lines: &Lines,
        rules: &Rules<'_, '_>,
        sorted: &mut Sorted,
        worth: usize,
    ) {
        for (place, fate) in &mut sorted.fates {
            let Some(likely) = self.likely[*place] else { continue };
            if is_copy(*fate)
                && likely < self.bar(*place, DROPPED_BELOW, worth)
                && !sorted.vouched.contains(place)
            {
                *fate = Fate::Left;
            } else if *fate == Fate::Left
                && likely > self.bar(*place, KEPT_ABOVE, worth)
                && (*place > sorted.first_copy || may_lead(&lines.all[*place]))
                && rules.fate(*place, false) != Fate::Dropped
            {
                *fate = Fate::Kept(kind_of(lines.all[*place].kind));
            }
        }
        let mut known = vec![false; lines.all.len()];
        for (place, _) in &sorted.fates {
            known[*place] = true;
        }
        for (place, likely) in self.likely.iter().enumerate() {
            let line = &lines.all[place];
            let bar = || self.bar(place, TAKEN_IN_ABOVE, worth);
            let is_sure = likely.is_some_and(|likely| likely > bar())
                && (place > sorted.first_copy || may_lead(line));
            if is_sure && !known[place] && !sorted.boxed.contains(&place) {
                sorted.fates.push((place, rules.fate(place, false)));
            }
        }
        sorted.fates.sort_unstable_by_key(|(place, _)| *place);
    }
}

/// Whether a line over the copy says something, rather than naming the site or a section.
fn may_lead(line: &Line) -> bool {
    const LONG_BYTES: usize = 60;
    let is_heading = matches!(line.kind, LineKind::Heading(_));
    ends_sentence(&line.text) || (line.text.len() >= LONG_BYTES && !is_heading)
}

/// The lines that a model is asked about, with what is measured of them.
pub(crate) fn measured_lines(
    tree: &Tree<'_>,
    lines: &Lines,
    context: &Context<'_>,
) -> Vec<(String, Features)> {
    let choice = choose(tree, lines, context.headline_node);
    let rules = Rules::new(tree, lines, context);
    let sorted = Sorted::new(tree, lines, &choice, context, &rules);
    let sight = Sight::new(tree, lines, context, &choice, &sorted.fates);
    (0..lines.all.len())
        .filter(|place| sight.is_in_question(*place))
        .map(|place| (lines.all[place].text.clone(), sight.measure(place)))
        .collect()
}
