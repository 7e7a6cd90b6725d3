//! Lists of feeds by country and topic, for those who follow none yet. `data/README.md` says
//! what was checked of them.

use std::sync::LazyLock;

use serde::Deserialize;

/// The lists, and where their addresses come from.
#[derive(Deserialize)]
struct Starters {
    origin: String,
    lists: Vec<Starter>,
}

/// A list of feeds.
#[derive(Deserialize)]
pub(crate) struct Starter {
    /// Its name in addresses.
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) feeds: Vec<Feed>,
}

/// What a list is put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Topic,
    Country,
}

/// A feed that is offered.
#[derive(Deserialize)]
pub(crate) struct Feed {
    pub(crate) title: String,
    pub(crate) url: String,
}

static STARTERS: LazyLock<Starters> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/starters.json"))
        .expect("a test reads the same file")
});

/// The lists of a kind.
pub(crate) fn starters(kind: Kind) -> impl Iterator<Item = &'static Starter> {
    STARTERS.lists.iter().filter(move |list| list.kind == kind)
}

/// The list of a name.
pub(crate) fn starter(key: &str) -> Option<&'static Starter> {
    STARTERS.lists.iter().find(|list| list.key == key)
}

/// Where the addresses come from.
pub(crate) fn origin() -> &'static str {
    &STARTERS.origin
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use url::Url;

    use super::*;

    #[test]
    fn every_list_is_whole_and_every_address_one_of_the_web() {
        let mut keys = BTreeSet::new();
        assert!(origin().len() > 40);
        for list in &STARTERS.lists {
            assert!(keys.insert(&list.key), "{} stands twice", list.key);
            assert!(!list.name.is_empty() && !list.feeds.is_empty(), "{}", list.key);
            let mut urls = BTreeSet::new();
            for feed in &list.feeds {
                let url = Url::parse(&feed.url).unwrap();
                assert_eq!(url.scheme(), "https", "{url}");
                assert!(url.domain().is_some_and(|host| host.contains('.')), "{url}");
                assert!(urls.insert(&feed.url), "{url} stands twice in {}", list.key);
                assert!(!feed.title.is_empty());
            }
        }
        assert!(starters(Kind::Topic).count() > 0 && starters(Kind::Country).count() > 0);
    }
}
