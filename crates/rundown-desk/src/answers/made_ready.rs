//! The articles of a story made ready for its brief, on all cores where there are many.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;

use rundown_brief::{Digest, Earlier, Told};
use rundown_news::StoryId;
use rundown_store::StoryMember;

use crate::cache::{DigestKey, Ready};
use crate::{Desk, DeskError};

/// Revisions of an article before its latest one that its brief tells of.
const REVISIONS_TOLD: u32 = 8;

/// Fewer articles than this are not worth a thread.
const WORTH_A_THREAD: usize = 16;

/// Threads that make one story ready.
const THREADS_MAX: usize = 8;

impl Desk {
    /// The articles of a story as its brief takes them. The threads are not those that
    /// read what comes in: these give way, and a reader waits here.
    pub(crate) fn told(&self, story: StoryId) -> Result<Vec<Told>, DeskError> {
        let members = self.store.story_members(story)?;
        let each = members.len().div_ceil(self.threads_for(&members)).max(1);
        let mut parts = members.chunks(each);
        let Some(first) = parts.next() else { return Ok(Vec::new()) };
        std::thread::scope(|scope| {
            let mut others = Vec::with_capacity(THREADS_MAX);
            for part in parts {
                let thread = std::thread::Builder::new().name("ready".to_owned());
                let making = thread.spawn_scoped(scope, || self.told_of(part));
                others.push(making.map_err(DeskError::Threads)?);
            }
            let mut told = self.told_of(first)?;
            for other in others {
                let part = other.join();
                told.extend(part.unwrap_or_else(|panic| resume_unwind(panic))?);
            }
            Ok(told)
        })
    }

    /// One for each core, unless little is to be made that is not in memory.
    fn threads_for(&self, members: &[StoryMember]) -> usize {
        let is_missing = |one: &&StoryMember| {
            self.cache.digest(&(one.article.clone(), one.revision)).is_none()
        };
        let missing = members.iter().filter(is_missing).count();
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        cores.min(THREADS_MAX).min(missing / WORTH_A_THREAD).max(1)
    }

    fn told_of(&self, members: &[StoryMember]) -> Result<Vec<Told>, DeskError> {
        let told = members.iter().filter_map(|one| self.told_one(one).transpose());
        told.collect()
    }

    /// A member of a story with its earlier revisions, unless its record is damaged.
    fn told_one(&self, member: &StoryMember) -> Result<Option<Told>, DeskError> {
        let ready = |revision| self.ready((member.article.clone(), revision));
        let Some(now) = ready(member.revision)? else { return Ok(None) };
        let mut earlier = Vec::new();
        for revision in member.revision.saturating_sub(REVISIONS_TOLD)..member.revision {
            let Some(Ready { digest, arrived }) = ready(revision)? else { continue };
            earlier.push(Earlier { digest, revision, arrived });
        }
        let copy_of = member.placement.copy_of.as_ref();
        Ok(Some(Told {
            digest: now.digest,
            revision: member.revision,
            at: member.at,
            arrived: member.revised_at,
            development: member.placement.development,
            copy_of: copy_of.map(|copy| copy.original.clone()),
            earlier,
        }))
    }
    /// A revision of an article, made ready: from memory or from the store.
    pub(crate) fn ready(&self, key: DigestKey) -> Result<Option<Ready>, DeskError> {
        if let Some(ready) = self.cache.digest(&key) {
            return Ok(Some(ready));
        }
        let Some(stored) = self.sound_article(&key.0, Some(key.1))? else {
            return Ok(None);
        };
        let digest = Arc::new(Digest::of(stored.read));
        let ready = Ready { digest, arrived: stored.revised_at };
        self.cache.keep_digest(key, ready.clone());
        Ok(Some(ready))
    }
}
