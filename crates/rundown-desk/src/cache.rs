//! What is kept in memory because it is asked for again: briefs and titles until their
//! story changes, and digests of articles until others are needed more.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rundown_brief::Digest;
use rundown_news::limits::{BRIEFS_KEPT_MAX, DIGESTS_KEPT_MAX, TITLES_KEPT_MAX};
use rundown_news::{ArticleId, Brief, LastLook, StoryId};
use rundown_store::{TopicCount, unpoisoned};

use crate::passages::Passages;
use crate::views::ArticleCard;

/// A brief with the cards of its story's articles.
#[derive(Debug)]
pub(crate) struct Briefed {
    pub brief: Brief,
    pub cards: BTreeMap<ArticleId, ArticleCard>,
    /// The words around what it shows, once somebody looked at its page.
    pub passages: OnceLock<Arc<Passages>>,
}

type BriefKey = (StoryId, Option<LastLook>);

/// An article in one of its revisions.
pub(crate) type DigestKey = (ArticleId, u32);

/// A revision of an article, made ready, and when it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub digest: Arc<Digest>,
    pub arrived: Timestamp,
}

/// What was asked for lately.
#[derive(Debug)]
pub(crate) struct Cache {
    told: Mutex<Told>,
    digests: Mutex<Generations<DigestKey, Ready>>,
}

/// What is told of stories.
#[derive(Debug)]
struct Told {
    /// How often stories have changed.
    changes: u64,
    briefs: Generations<BriefKey, Arc<Briefed>>,
    titles: Generations<StoryId, String>,
    topics: Option<Counted>,
}

/// What stories are about, by kind.
type Topics = Arc<Vec<Vec<TopicCount>>>;

/// Topics as they were counted over all articles.
#[derive(Debug)]
struct Counted {
    topics: Topics,
    /// How often stories had changed by then.
    changes: u64,
    at: Instant,
    took: Duration,
}

impl Counted {
    /// Where counting takes long it is not done anew with each article: counts may then be
    /// behind for so many times as long as they took.
    const BEHIND: u32 = 50;
    /// What takes less is done anew whenever stories changed.
    const LONG: Duration = Duration::from_millis(20);

    fn serves(&self, changes: u64) -> bool {
        let rests = || self.at.elapsed() < self.took.saturating_mul(Self::BEHIND);
        self.changes == changes || self.took >= Self::LONG && rests()
    }
}

/// How often stories had changed when somebody began to read one: what is made of it is
/// not kept if any changed meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AsOf(u64);

/// Two generations: what is asked for moves into the young one; when that is full it
/// becomes the old one, and what nobody asked for meanwhile is dropped.
#[derive(Debug)]
struct Generations<K, V> {
    young: BTreeMap<K, V>,
    old: BTreeMap<K, V>,
    most: usize,
}

impl Default for Cache {
    fn default() -> Self {
        let told = Told {
            changes: 0,
            briefs: Generations::of(BRIEFS_KEPT_MAX),
            titles: Generations::of(TITLES_KEPT_MAX),
            topics: None,
        };
        Self {
            told: Mutex::new(told),
            digests: Mutex::new(Generations::of(DIGESTS_KEPT_MAX)),
        }
    }
}

impl Cache {
    /// To be asked before a story is read.
    pub(crate) fn as_of(&self) -> AsOf {
        AsOf(unpoisoned(self.told.lock()).changes)
    }

    pub(crate) fn brief(&self, key: BriefKey) -> Option<Arc<Briefed>> {
        unpoisoned(self.told.lock()).briefs.get(&key)
    }

    /// The title that the brief of a story has for every reader.
    pub(crate) fn title(&self, story: StoryId) -> Option<String> {
        unpoisoned(self.told.lock()).titles.get(&story)
    }

    /// Keeps a brief, and the title that the story has by it.
    pub(crate) fn keep_brief(
        &self,
        as_of: AsOf,
        key: BriefKey,
        briefed: &Arc<Briefed>,
        title: String,
    ) {
        let mut told = unpoisoned(self.told.lock());
        if told.changes == as_of.0 {
            told.briefs.add(key, Arc::clone(briefed));
            told.titles.add(key.0, title);
        }
    }

    /// What stories are about, if it was counted since they changed, or lately where
    /// counting takes long.
    pub(crate) fn topics(&self) -> Option<Topics> {
        let told = unpoisoned(self.told.lock());
        let counted = told.topics.as_ref().filter(|one| one.serves(told.changes))?;
        Some(Arc::clone(&counted.topics))
    }

    /// Keeps what was counted since a time.
    pub(crate) fn keep_topics(&self, as_of: AsOf, topics: &Topics, took: Duration) {
        let (topics, at) = (Arc::clone(topics), Instant::now());
        let counted = Counted { topics, changes: as_of.0, at, took };
        unpoisoned(self.told.lock()).topics = Some(counted);
    }

    pub(crate) fn forget_briefs(&self, stories: &[StoryId]) {
        let mut told = unpoisoned(self.told.lock());
        told.changes += 1;
        told.briefs.retain(|(story, _)| !stories.contains(story));
        for story in stories {
            told.titles.remove(story);
        }
    }

    pub(crate) fn forget_all_briefs(&self) {
        let mut told = unpoisoned(self.told.lock());
        told.changes += 1;
        told.briefs.retain(|_| false);
        told.titles.retain(|_| false);
    }

    pub(crate) fn digest(&self, key: &DigestKey) -> Option<Ready> {
        unpoisoned(self.digests.lock()).get(key)
    }

    pub(crate) fn forget_digest(&self, key: &DigestKey) {
        unpoisoned(self.digests.lock()).remove(key);
    }

    pub(crate) fn keep_digest(&self, key: DigestKey, ready: Ready) {
        unpoisoned(self.digests.lock()).add(key, ready);
    }
}

impl<K: Ord + Clone, V: Clone> Generations<K, V> {
    /// At most so many.
    fn of(most: usize) -> Self {
        Self { young: BTreeMap::new(), old: BTreeMap::new(), most }
    }

    fn get(&mut self, key: &K) -> Option<V> {
        if let Some(known) = self.young.get(key) {
            return Some(known.clone());
        }
        let (key, known) = self.old.remove_entry(key)?;
        self.add(key, known.clone());
        Some(known)
    }

    fn add(&mut self, key: K, value: V) {
        if self.young.len() >= self.most / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }

    fn remove(&mut self, key: &K) {
        self.young.remove(key);
        self.old.remove(key);
    }

    fn retain(&mut self, stays: impl Fn(&K) -> bool) {
        self.young.retain(|key, _| stays(key));
        self.old.retain(|key, _| stays(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_to_count_is_not_counted_with_each_article() {
        let (cache, topics) = (Cache::default(), Arc::default());
        for (took, is_kept) in [(Duration::ZERO, false), (Duration::from_secs(9), true)] {
            cache.keep_topics(cache.as_of(), &topics, took);
            assert!(cache.topics().is_some());
            cache.forget_briefs(&[]);
            assert_eq!(cache.topics().is_some(), is_kept);
        }
    }

    #[test]
    fn what_is_in_use_stays_and_the_rest_goes() {
        let mut kept = Generations::of(100);
        for number in 0..=100 {
            kept.add(number, number);
            assert_eq!(kept.get(&0), Some(0), "asked for all the time");
        }
        assert_eq!(kept.get(&1), None, "asked for by nobody");
        assert!(kept.young.len() + kept.old.len() <= 100);
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let cache = Cache::default();
        let (key, other) = ((StoryId(1), None), StoryId(2));
        let made = || {
            let brief = rundown_brief::brief(&[], None);
            Arc::new(Briefed { brief, cards: BTreeMap::new(), passages: OnceLock::new() })
        };
        let before = cache.as_of();
        cache.keep_brief(before, key, &made(), "Ferry sinks".to_owned());
        assert!(cache.brief(key).is_some());
        cache.forget_briefs(&[other]);
        assert_eq!(cache.title(StoryId(1)).as_deref(), Some("Ferry sinks"));
        cache.forget_briefs(&[StoryId(1)]);
        assert_eq!(cache.title(StoryId(1)), None);
        cache.keep_brief(before, key, &made(), "Ferry sinks".to_owned());
        assert!(cache.brief(key).is_none() && cache.title(StoryId(1)).is_none());
    }
}
