//! Briefs kept in memory until their story changes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use rundown_news::{ArticleId, Brief, LastLook, StoryId};

use crate::desk::unpoisoned;
use crate::views::ArticleCard;

/// Briefs kept; a brief of a large story takes about 200 KiB.
const BRIEFS_KEPT: usize = 256;

/// A brief with the cards of its story's articles.
#[derive(Debug)]
pub(crate) struct Briefed {
    pub brief: Brief,
    pub cards: BTreeMap<ArticleId, ArticleCard>,
}

type Key = (StoryId, Option<LastLook>);

/// What was briefed lately.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    briefs: Mutex<BTreeMap<Key, Arc<Briefed>>>,
}

impl Cache {
    pub(crate) fn get(&self, key: Key) -> Option<Arc<Briefed>> {
        unpoisoned(&self.briefs).get(&key).cloned()
    }

    pub(crate) fn keep(&self, key: Key, briefed: &Arc<Briefed>) {
        let mut briefs = unpoisoned(&self.briefs);
        if briefs.len() >= BRIEFS_KEPT {
            briefs.clear();
        }
        briefs.insert(key, Arc::clone(briefed));
    }

    pub(crate) fn forget(&self, stories: &[StoryId]) {
        unpoisoned(&self.briefs).retain(|(story, _), _| !stories.contains(story));
    }
}
