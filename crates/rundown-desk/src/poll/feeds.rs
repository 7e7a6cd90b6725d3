//! How each feed stands, in words, and what the reader does with one.

use jiff::{SignedDuration, Timestamp};
use rundown_store::{FeedState, Gap, StoredSubscription};
use serde::Serialize;

use crate::{Desk, DeskError};

/// How a feed stands, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// It answers.
    Well,
    /// It was never asked.
    New,
    /// It does not answer, or not with a feed.
    Failing,
    /// It answers from another address.
    Moved,
    /// The reader paused it.
    Paused,
    /// The outlet says that it is gone for good.
    Gone,
}

/// How a feed stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeedHealth {
    /// Its address.
    pub url: String,
    /// What it is called.
    pub title: Option<String>,
    /// The folder it lies in.
    pub folder: Option<String>,
    /// How it stands, in one word.
    pub health: Health,
    /// The same in a sentence.
    pub words: String,
    /// What went wrong last.
    pub problem: Option<String>,
    /// Failures in a row.
    pub failures: u32,
    /// When it last gave a whole answer.
    pub last_answer: Option<Timestamp>,
    /// When it is asked next; none if it is not.
    pub next_poll: Option<Timestamp>,
    /// Items a day, told from its own dates.
    pub items_a_day: Option<f64>,
    /// Where it says that it has moved.
    pub moved_to: Option<String>,
    /// The latest time in which items may have been missed.
    pub gap: Option<Gap>,
}

impl Desk {
    /// How each feed stands, by address.
    ///
    /// # Errors
    /// When the store fails.
    pub fn feeds(&self) -> Result<Vec<FeedHealth>, DeskError> {
        let times = (self.now(), self.schedule_now());
        let all = self.subscriptions()?;
        Ok(all.into_iter().map(|one| health_of(one, times)).collect())
    }

    /// Follows a feed no longer; its articles stay.
    ///
    /// # Errors
    /// When it is not followed, or the store fails.
    pub fn remove_feed(&self, url: &str) -> Result<(), DeskError> {
        known(url, self.store.unsubscribe(url)?)
    }

    /// Asks a feed no longer, until it is resumed.
    ///
    /// # Errors
    /// When it is not followed, or the store fails.
    pub fn pause_feed(&self, url: &str) -> Result<(), DeskError> {
        known(
            url,
            self.store.set_feed_state(url, FeedState::Paused, Timestamp::UNIX_EPOCH)?,
        )
    }

    /// Asks a feed again that was paused or gone: at once.
    ///
    /// # Errors
    /// When it is not followed, or the store fails.
    pub fn resume_feed(&self, url: &str) -> Result<(), DeskError> {
        known(
            url,
            self.store.set_feed_state(url, FeedState::Active, Timestamp::UNIX_EPOCH)?,
        )
    }

    /// Calls a feed something else.
    ///
    /// # Errors
    /// When it is not followed, or the store fails.
    pub fn rename_feed(&self, url: &str, title: &str) -> Result<(), DeskError> {
        known(url, self.store.rename_subscription(url, title)?)
    }
}

fn known(url: &str, found: bool) -> Result<(), DeskError> {
    if found { Ok(()) } else { Err(DeskError::NotFollowed { url: url.to_owned() }) }
}

fn health_of(
    one: StoredSubscription,
    (now, schedule_now): (Timestamp, Timestamp),
) -> FeedHealth {
    let health = match one.state {
        FeedState::Paused => Health::Paused,
        FeedState::Gone => Health::Gone,
        FeedState::Active if one.failures > 0 => Health::Failing,
        FeedState::Active if one.answered_at.is_none() => Health::New,
        FeedState::Active if one.moved.is_some() => Health::Moved,
        FeedState::Active => Health::Well,
    };
    // As long as it was meant to be at most: the due time may be of a clock that ran wrong.
    let wait = one.due_at.duration_since(schedule_now);
    let is_wrong = wait > SignedDuration::from_secs(one.wait_seconds as i64);
    let wait =
        if is_wrong { SignedDuration::ZERO } else { wait.max(SignedDuration::ZERO) };
    let next_poll = now.checked_add(wait).ok();
    let per_day = |seconds: u64| 86_400.0 / seconds.max(1) as f64;
    FeedHealth {
        words: words(&one, health),
        url: one.subscription.url,
        title: one.subscription.title,
        folder: one.subscription.folder,
        health,
        problem: one.problem,
        failures: one.failures,
        last_answer: one.answered_at,
        next_poll: next_poll.filter(|_| one.state == FeedState::Active),
        items_a_day: one.rhythm.seconds.map(per_day),
        moved_to: one.moved.map(|moved| moved.to),
        gap: one.gap,
    }
}

fn words(one: &StoredSubscription, health: Health) -> String {
    let problem = one.problem.as_deref().unwrap_or("no answer");
    let said = match health {
        Health::Well => "it answers".to_owned(),
        Health::New => "it was not asked yet".to_owned(),
        Health::Failing if one.failures == 1 => format!("it failed: {problem}"),
        Health::Failing => {
            format!("it failed {} times in a row: {problem}", one.failures)
        }
        Health::Moved => match &one.moved {
            Some(moved) => format!("it answers from {}", moved.to),
            None => "it answers from another address".to_owned(),
        },
        Health::Paused => "you paused it".to_owned(),
        Health::Gone => "the outlet says that it is gone for good".to_owned(),
    };
    match one.gap {
        Some(gap) => format!(
            "{said}; items between {:.0} and {:.0} may have been missed",
            gap.from, gap.to
        ),
        None => said,
    }
}
