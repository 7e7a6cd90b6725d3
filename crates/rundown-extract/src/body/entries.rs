//! Whether a page is a live blog, and where its entries tell their times.

use rundown_news::{BlockKind, Map, NewsTime, Set};

use crate::body::choose::copy_bytes;
use crate::body::fate::{Fate, kind_of};
use crate::calendar::{date_in_text, time_of};
use crate::html::{NodeId, Tag, Tree};
use crate::lines::ends_sentence;
use crate::lines::{Line, LineKind, Lines, range_of};
use crate::live::clock_of_entry;
use crate::phrases::says_live;

/// Fewer times of day than this are no live blog.
const TIMES_MIN: usize = 3;

/// An entry's time stands at most so many elements deep in it.
const DEPTH_MAX: usize = 8;

/// A live blog is written within so many seconds; what spans more is several articles.
const SPAN_MAX: i64 = 7 * 86_400;

/// Entries hold at least this share of the copy of a live blog, in percent.
const SHARE_MIN: usize = 60;

/// Whether a page is made of entries, each under its own time of day: it says "live" and
/// has the times, or its entries are set as such, each with a heading and copy.
pub(super) fn is_live(
    tree: &Tree<'_>,
    lines: &Lines,
    headline: &str,
    fates: &[(usize, Fate)],
) -> bool {
    let mut told: Map<String, Vec<NodeId>> = Map::default();
    let mut seconds = Vec::new();
    for (place, _) in fates {
        let Some(node) = lines.all[*place].time else { continue };
        if let Some(time) = clock_of(tree, node) {
            told.entry(time.to_string()).or_default().push(node);
            seconds.push(time.instant().as_second());
        }
    }
    if told.len() < TIMES_MIN {
        return false;
    }
    let first_and_last = seconds.iter().min().zip(seconds.iter().max());
    let is_of_days = first_and_last.is_some_and(|(first, last)| last - first <= SPAN_MAX);
    says_live(headline)
        || is_of_days && has_entries(tree, lines, told.into_values().flatten(), fates)
}

/// The time that a `<time>` tells, if it knows the hour.
pub(super) fn clock_of(tree: &Tree<'_>, node: NodeId) -> Option<NewsTime> {
    time_told(tree, node).filter(|time| !time.is_day_only())
}

/// The time that a `<time>` states, or else shows with its hour.
pub(super) fn time_told(tree: &Tree<'_>, node: NodeId) -> Option<NewsTime> {
    const TEXT_BYTES_MAX: usize = 80;
    const TEXTS_MAX: usize = 4;
    let stated = tree.attribute(node, "datetime").and_then(|stated| time_of(&stated));
    let shown = || {
        let texts = (node..tree.end(node)).filter(|id| tree.tag(*id) == Tag::Text);
        let told = |id| date_in_text(&tree.text_of(id, TEXT_BYTES_MAX));
        texts.take(TEXTS_MAX).filter_map(told).find(|time| !time.is_day_only())
    };
    stated.or_else(shown)
}

/// Whether most of the copy stands in elements side by side and set alike, each with one of
/// the times, copy, and a heading of its own that leads nowhere else: those who post in a
/// forum are headed by what they are.
fn has_entries(
    tree: &Tree<'_>,
    lines: &Lines,
    times: impl Iterator<Item = NodeId>,
    fates: &[(usize, Fate)],
) -> bool {
    let mut entries: Map<NodeId, Set<NodeId>> = Map::default();
    for time in times {
        let mut at = time;
        for _ in 0..DEPTH_MAX {
            let parent = tree.parent(at);
            entries.entry(parent).or_default().insert(at);
            at = parent;
        }
    }
    let all: usize = told_in(fates, lines, 0..tree.len());
    let held = |entry: &NodeId| told_in(fates, lines, *entry..tree.end(*entry));
    entries.into_values().flat_map(|beside| set_alike(tree, beside)).any(|entries| {
        let own: usize = entries.iter().map(held).sum();
        let headings = entries.iter().filter_map(|entry| heading_of(tree, lines, *entry));
        own * 100 >= all * SHARE_MIN
            && entries.iter().all(|entry| held(entry) > 0)
            && headings.collect::<Set<_>>().len() == entries.len()
    })
}

/// Those of some elements side by side that are set like enough of the others.
fn set_alike(tree: &Tree<'_>, beside: Set<NodeId>) -> Vec<Vec<NodeId>> {
    let mut sets: Map<_, Vec<NodeId>> = Map::default();
    for id in beside {
        let class = tree.raw_attribute(id, "class").unwrap_or("");
        let name = class.split_ascii_whitespace().next().unwrap_or("");
        sets.entry((tree.tag(id), name)).or_default().push(id);
    }
    sets.into_values().filter(|set| set.len() >= TIMES_MIN).collect()
}

/// How many bytes of copy stand in a range of nodes.
fn told_in(
    fates: &[(usize, Fate)],
    lines: &Lines,
    nodes: std::ops::Range<NodeId>,
) -> usize {
    let own = fates.iter().filter(|(place, fate)| {
        matches!(fate, Fate::Kept(_)) && nodes.contains(&lines.all[*place].first)
    });
    own.map(|(place, _)| copy_bytes(&lines.all[*place])).sum()
}

/// What heads an entry, if that leads nowhere else.
fn heading_of<'l>(tree: &Tree<'_>, lines: &'l Lines, entry: NodeId) -> Option<&'l str> {
    let own = &lines.all[range_of(&lines.all, entry, tree.end(entry))];
    let heading = own.iter().find(|line| matches!(line.kind, LineKind::Heading(_)))?;
    (heading.link_bytes * 2 < heading.text.len()).then_some(heading.text.as_str())
}

/// Keeps the lines of a live blog that tell the time of their entry in words: alone, or
/// before the entry's own words. Tells whether there are enough for one.
pub(super) fn keep_clocks(lines: &Lines, fates: &mut [(usize, Fate)]) -> bool {
    let is_clock = |place: usize| clock_of_entry(&lines.all[place].text).is_some();
    if fates.iter().filter(|(place, _)| is_clock(*place)).count() < TIMES_MIN {
        return false;
    }
    for (place, fate) in fates {
        if is_clock(*place) {
            *fate = Fate::Kept(kind_of(lines.all[*place].kind));
        }
    }
    true
}

/// Whether a line of a live blog only says when its entry was written: "2h ago 10:40 BST".
pub(super) fn only_tells_time(line: &Line) -> bool {
    const BYTES_MAX: usize = 60;
    let is_heading = matches!(line.kind, LineKind::Heading(_));
    let is_clock =
        || clock_of_entry(&line.text).is_some_and(|(_, _, end)| end == line.text.len());
    (line.time.is_some() || is_clock())
        && !is_heading
        && line.text.len() <= BYTES_MAX
        && !ends_sentence(&line.text)
}

/// Whether a block of this kind may open an entry.
pub(super) fn may_open(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem)
}
