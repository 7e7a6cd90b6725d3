//! Invented words: some an event's own, the others as often as Zipf has them.

use std::fmt::Write as _;

use super::dice::Dice;

/// Words that are nobody's own.
const VOCABULARY: f64 = 20_000.0;

/// A text of so many words, so many in a hundred of them the event's own.
pub(crate) fn text(dice: &mut Dice, event: &str, (words, own): (usize, usize)) -> String {
    let mut text = String::new();
    for _ in 0..words {
        if dice.below(100) < own {
            let _ = write!(text, "{event}x{} ", dice.below(12));
        } else {
            let rank = VOCABULARY.powf(dice.below(1_000_000) as f64 / 1e6);
            let _ = write!(text, "common{} ", rank as usize);
        }
    }
    text.trim_end().to_owned()
}
