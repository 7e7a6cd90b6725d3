//! What a reader does with stories: has read them, follows, mutes, puts off, and takes that
//! back.

use jiff::{SignedDuration, Timestamp};
use rundown_news::limits::SNOOZE_DAYS_MAX;
use rundown_news::{Follow, LastLook, Snooze, StoryId};
use rundown_store::{StoredStory, Sweep};

use crate::{Desk, DeskError};

impl Desk {
    /// Notes that the reader has read a story as it stands; returns the look, by which it is
    /// taken back.
    ///
    /// # Errors
    /// When the store fails.
    pub fn look(&self, story: StoryId) -> Result<LastLook, DeskError> {
        let look = self.a_look();
        self.store.look(story, look)?;
        Ok(look)
    }

    /// Notes that the reader has read every story as it stands; none if there was nothing
    /// to read. What is muted or put off was not before them, and waits as it is.
    ///
    /// # Errors
    /// When the store fails.
    pub fn look_at_all(&self) -> Result<Option<Sweep>, DeskError> {
        let mut resting = Vec::new();
        for story in self.store.snoozed()? {
            if self.rests(&story)? {
                resting.push(story.id);
            }
        }
        Ok(self.store.sweep(self.a_look(), &resting)?)
    }

    /// When the reader last marked all as read, if they did not take that back.
    ///
    /// # Errors
    /// When the store fails.
    pub fn swept(&self) -> Result<Option<Sweep>, DeskError> {
        Ok(self.store.swept()?)
    }

    /// Takes the looks of this time back, of one story or of all; returns how many. What the
    /// reader looked at again since stays as it is.
    ///
    /// # Errors
    /// When the store fails.
    pub fn unlook(
        &self,
        story: Option<StoryId>,
        look: LastLook,
    ) -> Result<u64, DeskError> {
        Ok(self.store.unlook(story, look)?)
    }

    /// Notes what the reader does with a story.
    ///
    /// # Errors
    /// When the store fails.
    pub fn follow(&self, story: StoryId, follow: Follow) -> Result<(), DeskError> {
        Ok(self.store.follow(story, follow)?)
    }

    /// Puts a story off until a time.
    ///
    /// # Errors
    /// When the time is past or too far ahead, or the store fails.
    pub fn snooze_until(
        &self,
        story: StoryId,
        until: Timestamp,
    ) -> Result<(), DeskError> {
        let ahead = until.duration_since(self.now());
        let most = SignedDuration::from_hours(24 * SNOOZE_DAYS_MAX as i64);
        if ahead <= SignedDuration::ZERO || ahead > most {
            return Err(DeskError::NotAhead { until });
        }
        Ok(self.store.snooze(story, Some(Snooze::Until(until)))?)
    }

    /// Puts a story off until something material happens in it ([`crate::is_material`]).
    ///
    /// # Errors
    /// When the store fails.
    pub fn snooze_until_material(&self, story: StoryId) -> Result<(), DeskError> {
        let since = Snooze::MaterialSince(self.a_look().0);
        Ok(self.store.snooze(story, Some(since))?)
    }

    /// Puts a story off no longer.
    ///
    /// # Errors
    /// When the store fails.
    pub fn wake(&self, story: StoryId) -> Result<(), DeskError> {
        Ok(self.store.snooze(story, None)?)
    }

    /// Whether a story is put off now. What was to wait for a day or for something material
    /// is not once that came.
    pub(crate) fn rests(&self, story: &StoredStory) -> Result<bool, DeskError> {
        match story.snooze {
            None => Ok(false),
            Some(Snooze::Until(until)) => Ok(self.now() < until),
            Some(Snooze::MaterialSince(since)) => {
                let told = self.told(story.id)?;
                let witness = |outlet: &_| self.families.witness(outlet).to_owned();
                Ok(!crate::is_material(&told, LastLook(since), witness))
            }
        }
    }

    /// Now, as precisely as looks are kept.
    fn a_look(&self) -> LastLook {
        let ms = self.now().as_millisecond();
        LastLook(Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH))
    }
}
