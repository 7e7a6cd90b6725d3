//! The order of the rundown: what a desk would put on top. No clicks are counted.

use std::cmp::Reverse;

use jiff::Timestamp;
use rundown_news::{Follow, RundownEntry};
use rundown_store::StoredStory;

/// A story loses half its weight for each span of silence this long, in hours.
const HALF_LIFE_HOURS: i64 = 72;

/// New things beyond this many do not lift a story further.
const NEW_COUNTED_MAX: u32 = 8;

/// New things that a story never looked at counts as. Picked by gut feeling.
const UNREAD_COUNTED: u32 = 2;

/// The place of a story before its brief is known.
pub(super) fn key(story: &StoredStory, now: Timestamp) -> impl Ord + use<> {
    let weight = weight(story.independent, 0, story.last_at, now);
    (story.follow != Follow::Followed, Reverse(weight), Reverse(story.last_at), story.id)
}

/// The place of a line of the rundown: followed stories first, then by independent
/// outlets and what is new for this reader, the freshest weighing most.
pub(super) fn entry_key(entry: &RundownEntry, now: Timestamp) -> impl Ord + use<> {
    let new = if entry.unread { UNREAD_COUNTED } else { entry.new };
    let weight = weight(entry.independent, new, entry.last_at, now);
    (!entry.followed, Reverse(weight), Reverse(entry.last_at), entry.story)
}

/// Independent outlets count two, new things one each, halved by silence; in
/// thousandths, so that it orders without fractions.
fn weight(independent: u32, new: u32, last_at: Timestamp, now: Timestamp) -> u64 {
    let points =
        1_000 * (2 * u64::from(independent) + u64::from(new.min(NEW_COUNTED_MAX)));
    let silent_hours = now.duration_since(last_at).as_hours().max(0);
    let halvings = (silent_hours / HALF_LIFE_HOURS).min(60) as u32;
    let rest = (silent_hours % HALF_LIFE_HOURS) as u64;
    let points = points >> halvings;
    points - points * rest / (2 * HALF_LIFE_HOURS as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_halves_a_story_and_news_lifts_it() {
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        let now = at("2031-05-28T18:00:00Z");
        assert_eq!(weight(4, 0, now, now), 8_000);
        assert_eq!(weight(4, 0, at("2031-05-25T18:00:00Z"), now), 4_000);
        assert_eq!(weight(4, 0, at("2031-05-27T06:00:00Z"), now), 6_000);
        assert_eq!(weight(4, 2, now, now), 10_000);
        assert_eq!(weight(1, 99, now, now), 10_000);
        // A story dated ahead weighs as one of now.
        assert_eq!(weight(4, 0, at("2031-06-28T18:00:00Z"), now), 8_000);
    }
}
