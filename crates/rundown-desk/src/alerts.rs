//! Alerts: of which developments the reader is told, from the places that articles found
//! to the outbox.
//!
//! Which development is worth it is decided by [`rundown_alerts`]; what a report says that
//! was not known before its development comes from the brief. What is told is a headline
//! and a sentence of stored articles, with their addresses.

mod alert;
mod browsers;
mod deciding;
mod message;
mod replay;
mod sealed;
mod sending;

use std::collections::BTreeMap;

use rundown_news::limits::{ALERT_LOOKS_MAX, ALERTS_KEPT_MAX};
use rundown_news::{ArticleId, ReaderId, Shown, Slug, StoryId};
use rundown_store::{
    AlertCounts, Judged, NewAlert, StoredAlert, StoryFound, Watch, Watched,
};

use self::deciding::{News, Question};
use crate::{Desk, DeskError};

pub use alert::{Alert, AlertWishes};
pub use sending::{Target, test_target};

pub use replay::{Missed, Replay, ReplayAsked, Sent, Why};

impl Desk {
    /// Looks at what found its place since, and puts what there is to tell into the outbox.
    /// Returns how many developments that are.
    ///
    /// # Errors
    /// When the store fails; what was not looked at is looked at next time.
    pub fn note_alerts(&self, wishes: &AlertWishes) -> Result<u64, DeskError> {
        if self.is_beside() {
            return Ok(0);
        }
        let mut noted = 0;
        loop {
            let looks = self.store.looks(ALERT_LOOKS_MAX)?;
            if looks.is_empty() {
                return Ok(noted);
            }
            let mut stories: BTreeMap<StoryId, Vec<u64>> = BTreeMap::new();
            for look in looks {
                stories.entry(look.story).or_default().push(look.seq);
            }
            let watches = self.store.watches()?;
            for (story, seqs) in stories {
                let mut looked = self.look_for_alerts(story, &seqs, &watches, wishes)?;
                noted += looked.alerts.len() as u64;
                looked.seqs = seqs;
                self.store.put_judged(&looked)?;
            }
        }
    }

    /// What there is to tell of a story that gained or moved these articles.
    fn look_for_alerts(
        &self,
        story: StoryId,
        seqs: &[u64],
        watches: &[Watch],
        wishes: &AlertWishes,
    ) -> Result<Judged, DeskError> {
        let mut looked = Judged::default();
        let followers = self.followers(story)?;
        let mut asked: Vec<&Watch> = Vec::new();
        for watch in watches {
            let is_met = match &watch.watched {
                Watched::Story(watched) => *watched == story && !followers.is_empty(),
                Watched::Words(words) => !self.store.holding(words, seqs)?.is_empty(),
            };
            asked.extend(is_met.then_some(watch));
        }
        if asked.is_empty() {
            return Ok(looked);
        }
        let members = self.store.alert_members(story)?;
        let ids: Vec<&ArticleId> =
            members.iter().map(|one| &one.placement.article).collect();
        let all: Vec<u64> = members.iter().map(|one| one.seq).collect();
        let mut told = self.store.told(&ids)?;
        let joined = deciding::joined(&members, &told);
        told.extend(joined.iter().cloned());
        looked.told.extend(joined);
        for watch in asked {
            let holding = match &watch.watched {
                Watched::Words(words) => Some(self.store.holding(words, &all)?),
                Watched::Story(_) => None,
            };
            let question = Question {
                members: &members,
                told: &told,
                rules: wishes.rules,
                now: self.now(),
                since: watch.since,
                holding: holding.as_ref(),
            };
            for news in self.worth_telling(&question)?.0 {
                let to = self.targets(watch, &followers, wishes)?;
                looked.alerts.push(self.alert(&news, watch, story, wishes, &to)?);
                told.extend(news.due.articles.iter().cloned());
                looked.told.extend(news.due.articles);
            }
        }
        Ok(looked)
    }

    /// Who follows a story and did not put it off.
    fn followers(&self, story: StoryId) -> Result<Vec<ReaderId>, DeskError> {
        let mut awake = Vec::new();
        for reader in self.store.followers(story)? {
            let own = self.read_by(reader);
            let rests = match own.store.story(&story.to_string())? {
                StoryFound::Here(story) => own.rests(&story)?,
                StoryFound::Moved(_) | StoryFound::Unknown => false,
            };
            awake.extend((!rests).then_some(reader));
        }
        Ok(awake)
    }

    /// Where what was watched is told: words to the first reader, a story to each who
    /// follows it. The settings name the targets of the first reader; each has browsers.
    fn targets(
        &self,
        watch: &Watch,
        followers: &[ReaderId],
        wishes: &AlertWishes,
    ) -> Result<Vec<String>, DeskError> {
        let readers = match watch.watched {
            Watched::Story(_) => followers,
            Watched::Words(_) => &[ReaderId::FIRST],
        };
        let mut targets = Vec::new();
        if readers.contains(&ReaderId::FIRST) {
            targets.clone_from(&wishes.targets);
        }
        for reader in readers {
            let browsers = self.store.browsers(Some(*reader))?;
            targets.extend(browsers.iter().map(browsers::name_of));
        }
        Ok(targets)
    }

    fn alert(
        &self,
        news: &News,
        watch: &Watch,
        story: StoryId,
        wishes: &AlertWishes,
        to: &[String],
    ) -> Result<NewAlert, DeskError> {
        let (now, base) = (self.now(), &wishes.base_url);
        let slug = match self.store.story(&story.to_string())? {
            StoryFound::Here(story) => story.slug,
            StoryFound::Moved(slug) => slug,
            StoryFound::Unknown => Slug(story.to_string()),
        };
        let source = news.shown.evidence.first().map(|one| &one.article);
        let source = self.sound_article(source.unwrap_or(news.due.opening()), None)?;
        let article = source.map(|stored| stored.read.article).unwrap_or_default();
        let alert = Alert {
            id: news.due.opening().clone(),
            watched: match &watch.watched {
                Watched::Story(_) => "story".to_owned(),
                Watched::Words(words) => words.clone(),
            },
            story_url: format!("{base}/stories/{slug}"),
            slug,
            title: article.headline,
            evidence_url: evidence_url(base, &news.shown),
            new: news.shown.clone(),
            url: article.canonical_url.or(article.url),
            outlets: news.outlets.clone(),
            at: news.at,
        };
        let due = wishes.hours.after(now);
        Ok(NewAlert {
            article: alert.id.clone(),
            made_at: now,
            body: serde_json::to_string(&alert).unwrap_or_default(),
            deliveries: to.iter().map(|one| (one.clone(), due)).collect(),
        })
    }

    /// The alerts of late, latest first, each with how it stands with its targets.
    ///
    /// # Errors
    /// When the store fails.
    pub fn alerts(&self, limit: usize) -> Result<Vec<StoredAlert>, DeskError> {
        Ok(self.store.alerts(limit.min(ALERTS_KEPT_MAX))?)
    }

    /// How many are on their way, sent, given up.
    ///
    /// # Errors
    /// When the store fails.
    pub fn alert_counts(&self) -> Result<AlertCounts, DeskError> {
        Ok(self.store.alert_counts()?)
    }

    /// The words whose new developments the reader is told of.
    ///
    /// # Errors
    /// When the store fails.
    pub fn watched_words(&self) -> Result<Vec<String>, DeskError> {
        let words = |watch: Watch| match watch.watched {
            Watched::Words(words) => Some(words),
            Watched::Story(_) => None,
        };
        Ok(self.store.watches()?.into_iter().filter_map(words).collect())
    }

    /// Tells the reader of developments whose reports hold these words from now on, or no
    /// longer. False if that changes nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub fn watch_words(&self, words: &str, is_wanted: bool) -> Result<bool, DeskError> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let store = &self.store;
        Ok(if is_wanted { store.watch(&words)? } else { store.unwatch(&words)? })
    }
}

/// The page that shows a sentence where it stands.
fn evidence_url(base: &str, shown: &Shown) -> String {
    let Some(evidence) = shown.evidence.first() else { return base.to_owned() };
    let (id, span) = (evidence.article.as_str(), evidence.span);
    format!("{base}/articles/{id}?show={}-{}", span.start, span.end)
}
