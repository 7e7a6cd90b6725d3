//! What is remembered of the items of a feed's last answer: enough to tell which are
//! new, which were edited, and whether some were missed.

use rundown_news::FeedItem;
use rundown_news::limits::FEED_ITEMS_MAX;
use rundown_store::canonical_address;
use xxhash_rust::xxh3::xxh3_64;

/// Three numbers an item: of its address, of its feed's own name for it, of its words.
const ITEM_BYTES: usize = 24;

/// The items of one answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Window(Vec<[u64; 3]>);

/// What an item is to a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    New,
    Edited,
    Same,
}

impl Window {
    pub(super) fn of(items: &[FeedItem]) -> Self {
        Self(items.iter().take(FEED_ITEMS_MAX).map(numbers).collect())
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let number =
            |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes).unwrap_or_default();
        let items = bytes
            .chunks_exact(ITEM_BYTES)
            .map(|item| [number(&item[..8]), number(&item[8..16]), number(&item[16..])]);
        Self(items.collect())
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flatten().flat_map(|number| number.to_le_bytes()).collect()
    }

    /// Whether this answer shares no item with the one before, though both have some.
    pub(super) fn is_apart_from(&self, before: &Self) -> bool {
        let sorted = before.sorted();
        !self.0.is_empty()
            && !before.0.is_empty()
            && !self.0.iter().any(|item| sorted.find(item).is_some())
    }

    pub(super) fn sorted(&self) -> Sorted {
        let by = |place: usize| {
            let named = self.0.iter().filter(|item| item[place] != 0);
            let mut all: Vec<(u64, u64)> =
                named.map(|item| (item[place], item[2])).collect();
            all.sort_unstable();
            all
        };
        Sorted { by_address: by(0), by_name: by(1) }
    }
}

/// A window made for looking items up.
pub(super) struct Sorted {
    by_address: Vec<(u64, u64)>,
    by_name: Vec<(u64, u64)>,
}

impl Sorted {
    pub(super) fn seen(&self, item: &FeedItem) -> Seen {
        let numbers = numbers(item);
        match self.find(&numbers) {
            None => Seen::New,
            Some(words) if words == numbers[2] => Seen::Same,
            Some(_) => Seen::Edited,
        }
    }

    /// The words it had: an item is the same under its address or under its name, as
    /// some feeds change the one and some the other at each answer.
    fn find(&self, item: &[u64; 3]) -> Option<u64> {
        let of = |all: &[(u64, u64)], number: u64| {
            let place = all.partition_point(|(known, _)| *known < number);
            let found =
                all.get(place).filter(|(known, _)| number != 0 && *known == number);
            found.map(|(_, words)| *words)
        };
        of(&self.by_address, item[0]).or_else(|| of(&self.by_name, item[1]))
    }
}

/// None of them is 0 but for what is not there.
fn numbers(item: &FeedItem) -> [u64; 3] {
    let number = |text: &str| xxh3_64(text.as_bytes()).max(1);
    let address = item.link.as_deref().and_then(canonical_address);
    let guid = item.guid.as_deref().filter(|guid| !guid.is_empty());
    let nameless = address.is_none() && guid.is_none();
    let name = guid.or(Some(item.title.as_str()).filter(|_| nameless));
    let summary = item.summary.as_deref().unwrap_or_default();
    let updated = item.updated.map(|time| time.to_string()).unwrap_or_default();
    let words = format!("{}\u{1}{summary}\u{1}{updated}", item.title);
    [
        address.map_or(0, |address| number(&address)),
        name.map_or(0, number),
        number(&words),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(link: &str, guid: &str, title: &str) -> FeedItem {
        FeedItem {
            link: Some(link.to_owned()),
            guid: Some(guid.to_owned()),
            title: title.to_owned(),
            ..FeedItem::default()
        }
    }

    #[test]
    fn items_are_told_by_address_or_name() {
        let first = item("https://vale.example/1", "a", "Road shut");
        let window =
            Window::of(&[first, item("https://vale.example/2", "b", "Mill open")]);
        let window = Window::from_bytes(&window.to_bytes());
        let seen = |link: &str, guid: &str, title: &str| {
            window.sorted().seen(&item(link, guid, title))
        };
        assert_eq!(seen("https://vale.example/1", "a", "Road shut"), Seen::Same);
        assert_eq!(seen("https://m.vale.example/1/", "z", "Road shut"), Seen::Same);
        assert_eq!(seen("https://vale.example/?s=9", "b", "Mill open"), Seen::Same);
        assert_eq!(seen("https://vale.example/1", "a", "Road open"), Seen::Edited);
        assert_eq!(seen("https://vale.example/3", "c", "Road shut"), Seen::New);
    }

    #[test]
    fn an_answer_without_a_known_item_is_apart() {
        let one = Window::of(&[item("https://vale.example/1", "a", "Road shut")]);
        let other = Window::of(&[item("https://vale.example/2", "b", "Mill open")]);
        assert!(other.is_apart_from(&one));
        assert!(!one.is_apart_from(&one));
        assert!(!other.is_apart_from(&Window::default()));
        assert!(!Window::default().is_apart_from(&one));
        assert_eq!(Window::from_bytes(b"odd"), Window::default());
    }
}
