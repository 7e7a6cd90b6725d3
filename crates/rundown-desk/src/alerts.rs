//! Alerts: of which developments each reader is told, from the places that articles found
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
mod target;
mod wishes;

use std::collections::BTreeMap;

use rundown_news::limits::{ALERT_LOOKS_MAX, ALERTS_KEPT_MAX, QUERY_BYTES_MAX};
use rundown_news::{ArticleId, ReaderId, Shown, Slug, StoryId};
use rundown_store::{
    AlertCounts, AlertMember, AlertWish, Judged, NewAlert, StoredAlert, StoryFound,
    Watch, Watched,
};

use self::deciding::{News, Question, Sayings};
use self::wishes::read;
use crate::{Desk, DeskError};

pub use alert::{Alert, AlertWishes};
pub use sending::Outgoing;
pub use target::{MailServer, Target, test_target};
pub use wishes::{ChosenAlerts, OwnAlerts};

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
            let watches = Watches::of(self.store.watches()?);
            let wishes = self.wishes_of_readers(wishes)?;
            for (story, seqs) in stories {
                let mut looked = self.look_for_alerts(story, &seqs, &watches, &wishes)?;
                noted += looked.alerts.len() as u64;
                looked.seqs = seqs;
                self.store.put_judged(&looked)?;
            }
        }
    }

    fn wishes_of_readers<'a>(
        &self,
        defaults: &'a AlertWishes,
    ) -> Result<Wishes<'a>, DeskError> {
        Ok(Wishes { defaults, chosen: self.store.alert_wishes()?.into_iter().collect() })
    }

    /// What there is to tell, each reader for themselves, of a story that gained or moved
    /// these articles.
    fn look_for_alerts(
        &self,
        story: StoryId,
        seqs: &[u64],
        watches: &Watches,
        wishes: &Wishes<'_>,
    ) -> Result<Judged, DeskError> {
        let mut looked = Judged::default();
        let asked = self.asked(story, seqs, watches)?;
        if asked.is_empty() {
            return Ok(looked);
        }
        let members = self.store.alert_members(story)?;
        let mut sayings = Sayings::default();
        for (reader, watches) in asked {
            let of = Asking { reader, story, watches, members: &members };
            self.look_for(&of, wishes, &mut sayings, &mut looked)?;
        }
        Ok(looked)
    }

    /// What of a story each reader watches who did not put it off: the story, or words that
    /// stand in these of its articles.
    fn asked<'a>(
        &self,
        story: StoryId,
        seqs: &[u64],
        watches: &'a Watches,
    ) -> Result<BTreeMap<ReaderId, Vec<&'a Watch>>, DeskError> {
        let mut asked: BTreeMap<ReaderId, Vec<&Watch>> = BTreeMap::new();
        for watch in watches.stories.get(&story).into_iter().flatten() {
            if !self.rests_for(watch.reader, story)? {
                asked.entry(watch.reader).or_default().push(watch);
            }
        }
        // Words that many watch are looked for once.
        for (words, watches) in &watches.words {
            if !self.store.holding(words, seqs)?.is_empty() {
                for watch in watches {
                    asked.entry(watch.reader).or_default().push(watch);
                }
            }
        }
        Ok(asked)
    }

    /// What there is to tell one reader.
    fn look_for(
        &self,
        asking: &Asking<'_>,
        wishes: &Wishes<'_>,
        sayings: &mut Sayings,
        looked: &mut Judged,
    ) -> Result<(), DeskError> {
        let (reader, members) = (asking.reader, asking.members);
        let ids: Vec<&ArticleId> =
            members.iter().map(|one| &one.placement.article).collect();
        let all: Vec<u64> = members.iter().map(|one| one.seq).collect();
        let mut told = self.store.told(reader, &ids)?;
        let joined = deciding::joined(members, &told);
        told.extend(joined.iter().cloned());
        looked.told.extend(joined.into_iter().map(|article| (reader, article)));
        let (rules, hours) = read(wishes.chosen.get(&reader), wishes.defaults);
        for watch in &asking.watches {
            let holding = match &watch.watched {
                Watched::Words(words) => Some(self.store.holding(words, &all)?),
                Watched::Story(_) => None,
            };
            let question = Question {
                members,
                told: &told,
                rules,
                now: self.now(),
                since: watch.since,
                holding: holding.as_ref(),
            };
            for news in self.worth_telling(&question, sayings)?.0 {
                let due = hours.after(self.now());
                let targets = self.targets(reader, wishes)?;
                let deliveries = targets.into_iter().map(|one| (one, due)).collect();
                let base = &wishes.defaults.base_url;
                let alert = self.alert(&news, watch, asking.story, base)?;
                looked.alerts.push(NewAlert {
                    reader,
                    article: alert.id.clone(),
                    made_at: self.now(),
                    body: serde_json::to_string(&alert).unwrap_or_default(),
                    deliveries,
                });
                told.extend(news.due.articles.iter().cloned());
                let articles = news.due.articles.into_iter();
                looked.told.extend(articles.map(|article| (reader, article)));
            }
        }
        Ok(())
    }

    /// Whether a reader put a story off.
    fn rests_for(&self, reader: ReaderId, story: StoryId) -> Result<bool, DeskError> {
        let own = self.read_by(reader);
        match own.store.story(&story.to_string())? {
            StoryFound::Here(story) => own.rests(&story),
            StoryFound::Moved(_) | StoryFound::Unknown => Ok(false),
        }
    }

    /// Where a reader is told: the settings name targets of the first one; each has some of
    /// their own, and browsers.
    fn targets(
        &self,
        reader: ReaderId,
        wishes: &Wishes<'_>,
    ) -> Result<Vec<String>, DeskError> {
        let mut targets = Vec::new();
        if reader == ReaderId::FIRST {
            targets.clone_from(&wishes.defaults.targets);
        }
        if let Some(wish) = wishes.chosen.get(&reader) {
            targets.extend(wishes::names(wish, reader));
        }
        let browsers = self.store.browsers(Some(reader))?;
        targets.extend(browsers.iter().map(browsers::name_of));
        Ok(targets)
    }

    fn alert(
        &self,
        news: &News,
        watch: &Watch,
        story: StoryId,
        base: &str,
    ) -> Result<Alert, DeskError> {
        let slug = match self.store.story(&story.to_string())? {
            StoryFound::Here(story) => story.slug,
            StoryFound::Moved(slug) => slug,
            StoryFound::Unknown => Slug(story.to_string()),
        };
        let source = news.shown.evidence.first().map(|one| &one.article);
        let source = self.sound_article(source.unwrap_or(news.due.opening()), None)?;
        let article = source.map(|stored| stored.read.article).unwrap_or_default();
        Ok(Alert {
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
        })
    }

    /// The alerts of late, latest first, each with how it stands with its targets: all, or
    /// those of a reader.
    ///
    /// # Errors
    /// When the store fails.
    pub fn alerts(
        &self,
        of: Option<ReaderId>,
        limit: usize,
    ) -> Result<Vec<StoredAlert>, DeskError> {
        Ok(self.store.alerts(of, limit.min(ALERTS_KEPT_MAX))?)
    }

    /// How many are on their way, sent, given up.
    ///
    /// # Errors
    /// When the store fails.
    pub fn alert_counts(&self) -> Result<AlertCounts, DeskError> {
        Ok(self.store.alert_counts()?)
    }

    /// The words whose new developments a reader is told of.
    ///
    /// # Errors
    /// When the store fails.
    pub fn watched_words(&self, reader: ReaderId) -> Result<Vec<String>, DeskError> {
        let words = |watch: Watch| match watch.watched {
            Watched::Words(words) if watch.reader == reader => Some(words),
            Watched::Words(_) | Watched::Story(_) => None,
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
        if is_wanted && (words.is_empty() || words.len() > QUERY_BYTES_MAX) {
            let why = format!("words to watch have 1 to {QUERY_BYTES_MAX} bytes");
            return Err(DeskError::Wish { why });
        }
        let store = &self.store;
        Ok(if is_wanted { store.watch(&words)? } else { store.unwatch(&words)? })
    }
}

/// What readers watch: stories, and words.
#[derive(Default)]
struct Watches {
    stories: BTreeMap<StoryId, Vec<Watch>>,
    words: BTreeMap<String, Vec<Watch>>,
}

impl Watches {
    fn of(all: Vec<Watch>) -> Self {
        let mut watches = Self::default();
        for watch in all {
            match &watch.watched {
                Watched::Story(story) => {
                    watches.stories.entry(*story).or_default().push(watch);
                }
                Watched::Words(words) => {
                    watches.words.entry(words.clone()).or_default().push(watch);
                }
            }
        }
        watches
    }
}

/// How readers want to be told: as they chose, else as the settings say.
struct Wishes<'a> {
    defaults: &'a AlertWishes,
    chosen: BTreeMap<ReaderId, AlertWish>,
}

/// What one reader watches of a story.
struct Asking<'a> {
    reader: ReaderId,
    story: StoryId,
    watches: Vec<&'a Watch>,
    members: &'a [AlertMember],
}

/// The page that shows a sentence where it stands.
fn evidence_url(base: &str, shown: &Shown) -> String {
    let Some(evidence) = shown.evidence.first() else { return base.to_owned() };
    let (id, span) = (evidence.article.as_str(), evidence.span);
    format!("{base}/articles/{id}?show={}-{}", span.start, span.end)
}
