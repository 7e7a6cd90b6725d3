//! What is kept in memory because it is asked for again: briefs until their story
//! changes, and digests of articles until others are needed more.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use rundown_brief::Digest;
use rundown_news::limits::{BRIEFS_KEPT_MAX, DIGESTS_KEPT_MAX};
use rundown_news::{ArticleId, Brief, LastLook, StoryId};

use crate::lock::unpoisoned;
use crate::views::ArticleCard;

/// A brief with the cards of its story's articles.
#[derive(Debug)]
pub(crate) struct Briefed {
    pub brief: Brief,
    pub cards: BTreeMap<ArticleId, ArticleCard>,
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
#[derive(Debug, Default)]
pub(crate) struct Cache {
    briefs: Mutex<BTreeMap<BriefKey, Arc<Briefed>>>,
    digests: Mutex<Digests>,
}

/// Two generations: what is asked for moves into the young one; when that is full it
/// becomes the old one, and what nobody asked for meanwhile is dropped.
#[derive(Debug, Default)]
struct Digests {
    young: BTreeMap<DigestKey, Ready>,
    old: BTreeMap<DigestKey, Ready>,
}

impl Cache {
    pub(crate) fn brief(&self, key: BriefKey) -> Option<Arc<Briefed>> {
        unpoisoned(&self.briefs).get(&key).cloned()
    }

    pub(crate) fn keep_brief(&self, key: BriefKey, briefed: &Arc<Briefed>) {
        let mut briefs = unpoisoned(&self.briefs);
        if briefs.len() >= BRIEFS_KEPT_MAX {
            briefs.clear();
        }
        briefs.insert(key, Arc::clone(briefed));
    }

    pub(crate) fn forget_briefs(&self, stories: &[StoryId]) {
        unpoisoned(&self.briefs).retain(|(story, _), _| !stories.contains(story));
    }

    pub(crate) fn forget_all_briefs(&self) {
        unpoisoned(&self.briefs).clear();
    }

    pub(crate) fn digest(&self, key: &DigestKey) -> Option<Ready> {
        let mut digests = unpoisoned(&self.digests);
        if let Some(ready) = digests.young.get(key) {
            return Some(ready.clone());
        }
        let ready = digests.old.remove(key)?;
        digests.add(key.clone(), ready.clone());
        Some(ready)
    }

    pub(crate) fn forget_digest(&self, key: &DigestKey) {
        let mut digests = unpoisoned(&self.digests);
        digests.young.remove(key);
        digests.old.remove(key);
    }

    pub(crate) fn keep_digest(&self, key: DigestKey, ready: Ready) {
        unpoisoned(&self.digests).add(key, ready);
    }
}

impl Digests {
    fn add(&mut self, key: DigestKey, ready: Ready) {
        if self.young.len() >= DIGESTS_KEPT_MAX / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, ready);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_in_use_stay_and_others_go() {
        let cache = Cache::default();
        let key = |number: usize| (ArticleId(number.to_string()), 0);
        let digest = Arc::new(Digest::of(rundown_news::ReadArticle::default()));
        let ready = Ready { digest, arrived: Timestamp::default() };
        for number in 0..=DIGESTS_KEPT_MAX {
            cache.keep_digest(key(number), ready.clone());
            assert!(cache.digest(&key(0)).is_some(), "asked for all the time");
        }
        assert!(cache.digest(&key(1)).is_none(), "asked for by nobody");
        let kept = |digests: &Digests| digests.young.len() + digests.old.len();
        assert!(kept(&unpoisoned(&cache.digests)) <= DIGESTS_KEPT_MAX);
    }
}
