//! What a past time would have sent.
//!
//! The articles are threaded anew in order of publication, a few at a time, as if each
//! had arrived when it was published; after each step it is asked what there is to tell.
//! Nothing is stored and nothing sent.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use rundown_alerts::Rules;
use rundown_news::limits::ALERT_HOURS_MAX;
use rundown_news::{
    ArticleId, DevelopmentId, Follow, Map, Placement, ReaderId, Set, Shown, StoryId,
};
use rundown_store::{AlertMember, StoredArticle};
use rundown_thread::{ThreadConfig, Threads, thread};
use serde::Serialize;

use super::deciding::{self, Question, Sayings};
use crate::{Desk, DeskError};

/// Articles that arrive in one step: what a round of polling brings.
const STEP_ARTICLES: usize = 32;

/// What is replayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplayAsked {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// What is asked of a development.
    pub rules: Rules,
    /// Whether every story counts as followed.
    pub all: bool,
}

/// An alert that would have been sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sent {
    /// The opening report.
    pub article: ArticleId,
    /// The headline of the article that says it.
    pub title: String,
    /// The sentence told.
    pub new: Shown,
    /// How many independent outlets say it.
    pub sayers: usize,
    /// The outlets that had it.
    pub outlets: Vec<String>,
    /// When the opening report was published.
    pub at: Timestamp,
    /// When it would have been sent.
    pub sent_at: Timestamp,
    /// The story, as this replay numbers it.
    pub story: StoryId,
    /// The articles of the development then.
    pub articles: Vec<ArticleId>,
}

/// Why nothing was told of a development that enough outlets report in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Too few of its reports said anything that was not known.
    NothingNew,
    /// There were never enough fresh reports at a time.
    TooSlow,
}

/// A development that enough outlets report and of which nothing was told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Missed {
    /// Its first report.
    pub article: ArticleId,
    /// The headline of that.
    pub title: String,
    /// When it was published.
    pub at: Timestamp,
    /// How many independent outlets report it.
    pub outlets: usize,
    /// Why nothing was told.
    pub why: Why,
}

/// What a past time would have sent, and not sent.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Replay {
    /// Articles that arrived in that time.
    pub articles: u64,
    /// Developments in it that enough outlets report, of what is watched.
    pub developments: u64,
    /// Alerts beyond the first of one development, as it stands in the end.
    pub twice: u64,
    /// What would have been sent, in order.
    pub sent: Vec<Sent>,
    /// Developments that would have been missed.
    pub missed: Vec<Missed>,
}

/// A replay on its way.
struct Playing<'a> {
    desk: &'a Desk,
    asked: &'a ReplayAsked,
    threads: Threads,
    members: Map<ArticleId, AlertMember>,
    headlines: Map<ArticleId, String>,
    /// The articles that followed stories and watched words ask for.
    followed: Set<ArticleId>,
    holding: Set<u64>,
    told: Set<ArticleId>,
    nothing_new: Set<ArticleId>,
    replay: Replay,
}

impl Desk {
    /// What a past time would have sent.
    ///
    /// # Errors
    /// When the store fails.
    pub fn replay_alerts(&self, asked: &ReplayAsked) -> Result<Replay, DeskError> {
        let mut playing = Playing {
            desk: self,
            asked,
            threads: Threads::new(ThreadConfig::default()),
            members: Map::default(),
            headlines: Map::default(),
            followed: self.followed_articles()?,
            holding: Set::default(),
            told: Set::default(),
            nothing_new: Set::default(),
            replay: Replay::default(),
        };
        playing.threads.follow(self.store.decisions()?);
        let watched = playing.watched_articles()?;
        let mut after = None;
        loop {
            let page = self.store.articles_by_time(after.as_ref(), 512)?;
            let is_over = page.articles.iter().any(|one| one.at >= asked.to);
            let here = page.articles.partition_point(|one| one.at < asked.to);
            for step in page.articles[..here].chunks(STEP_ARTICLES) {
                playing.step(step, &watched)?;
            }
            after = page.next;
            if after.is_none() || is_over {
                return Ok(playing.end());
            }
        }
    }

    fn followed_articles(&self) -> Result<Set<ArticleId>, DeskError> {
        let mut followed = Set::default();
        let stories = self.store.stories(None, usize::MAX >> 1)?;
        for story in stories.iter().filter(|one| one.follow == Follow::Followed) {
            let members = self.store.alert_members(story.id)?;
            followed.extend(members.into_iter().map(|one| one.placement.article));
        }
        Ok(followed)
    }
}

impl Playing<'_> {
    /// The articles that hold watched words.
    fn watched_articles(&self) -> Result<Set<ArticleId>, DeskError> {
        let mut found = Set::default();
        for words in self.desk.watched_words(ReaderId::FIRST)? {
            let hits = self.desk.store.search(&format!("{words} "), usize::MAX >> 1)?;
            found.extend(hits.into_iter().map(|(_, article)| article));
        }
        Ok(found)
    }

    fn step(
        &mut self,
        step: &[StoredArticle],
        watched: &Set<ArticleId>,
    ) -> Result<(), DeskError> {
        for one in step {
            let article = &one.read.article;
            let seq = self.members.len() as u64 + 1;
            if watched.contains(&article.id) {
                self.holding.insert(seq);
            }
            self.headlines.insert(article.id.clone(), article.headline.clone());
            let member = AlertMember {
                seq,
                outlet: article.outlet.clone(),
                at: one.at,
                seen_at: one.at,
                revision: one.latest_revision,
                placement: Placement {
                    article: article.id.clone(),
                    development: DevelopmentId(0),
                    story: StoryId(0),
                    copy_of: None,
                },
            };
            self.members.insert(article.id.clone(), member);
        }
        thread(&mut self.threads, &self.desk.as_threaded(step));
        let Some(now) = step.last().map(|one| one.at) else { return Ok(()) };
        let early = SignedDuration::from_hours(ALERT_HOURS_MAX as i64);
        self.replay.articles +=
            step.iter().filter(|one| one.at >= self.asked.from).count() as u64;
        if self.asked.from.duration_since(now) > early {
            return Ok(());
        }
        for (story, members) in self.stories(self.threads.affected()) {
            self.ask(story, &members, now)?;
        }
        Ok(())
    }

    /// The articles of each story in order of publication, where they stand now.
    fn stories(&self, placements: Vec<Placement>) -> BTreeMap<StoryId, Vec<AlertMember>> {
        let mut stories: BTreeMap<StoryId, Vec<AlertMember>> = BTreeMap::new();
        for placement in placements {
            let Some(member) = self.members.get(&placement.article) else { continue };
            let here = stories.entry(placement.story).or_default();
            here.push(AlertMember { placement, ..member.clone() });
        }
        for members in stories.values_mut() {
            members.sort_by(|a, b| {
                (a.at, &a.placement.article).cmp(&(b.at, &b.placement.article))
            });
        }
        stories
    }

    fn headline(&self, shown: &Shown) -> String {
        let source = shown.evidence.first();
        let headline = source.and_then(|one| self.headlines.get(&one.article));
        headline.cloned().unwrap_or_default()
    }

    fn is_followed(&self, members: &[AlertMember]) -> bool {
        self.asked.all
            || members.iter().any(|one| self.followed.contains(&one.placement.article))
    }

    fn ask(
        &mut self,
        story: StoryId,
        members: &[AlertMember],
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let joined = deciding::joined(members, &self.told);
        self.told.extend(joined);
        let is_followed = self.is_followed(members);
        let question = Question {
            members,
            told: &self.told,
            rules: self.asked.rules,
            now,
            since: 0,
            holding: (!is_followed).then_some(&self.holding),
        };
        let (news, rest) = self.desk.worth_telling(&question, &mut Sayings::default())?;
        for news in news {
            let opening = news.due.opening().clone();
            if now >= self.asked.from {
                self.replay.sent.push(Sent {
                    title: self.headline(&news.shown),
                    new: news.shown,
                    sayers: news.sayers,
                    outlets: news
                        .outlets
                        .iter()
                        .map(|one| one.label().to_owned())
                        .collect(),
                    at: news.at,
                    sent_at: now,
                    story,
                    articles: news.due.articles.clone(),
                    article: opening,
                });
            }
            self.told.extend(news.due.articles);
        }
        let denied =
            members.iter().filter(|one| rest.contains(&one.placement.development));
        self.nothing_new.extend(denied.map(|one| one.placement.article.clone()));
        Ok(())
    }

    /// Compares what was told with the developments as they stand in the end.
    fn end(mut self) -> Replay {
        let sent: Set<ArticleId> =
            self.replay.sent.iter().map(|one| one.article.clone()).collect();
        for (_, members) in self.stories(self.threads.placements()) {
            let is_followed = self.is_followed(&members);
            let mut developments: BTreeMap<DevelopmentId, Vec<&AlertMember>> =
                BTreeMap::new();
            for one in &members {
                developments.entry(one.placement.development).or_default().push(one);
            }
            for development in developments.into_values() {
                let is_sent = |one: &&&AlertMember| sent.contains(&one.placement.article);
                let alerts = development.iter().filter(is_sent).count() as u64;
                self.replay.twice += alerts.saturating_sub(1);
                self.count(&development, is_followed);
            }
        }
        self.replay.missed.sort_by(|a, b| (a.at, &a.article).cmp(&(b.at, &b.article)));
        self.replay
    }

    /// Counts a development that enough outlets report; one of which nothing was told is
    /// missed.
    fn count(&mut self, development: &[&AlertMember], is_followed: bool) {
        let is_counted = |one: &&&AlertMember| {
            one.placement.copy_of.is_none()
                && (is_followed || self.holding.contains(&one.seq))
        };
        let families = &self.desk.families;
        let counted = development.iter().filter(is_counted);
        let outlets: BTreeSet<&str> =
            counted.map(|one| families.witness(&one.outlet)).collect();
        let enough = usize::from(self.asked.rules.outlets);
        let Some(first) = development.first() else { return };
        if first.at < self.asked.from || outlets.len() < enough {
            return;
        }
        let is_any = |of: &Set<ArticleId>| {
            development.iter().any(|one| of.contains(&one.placement.article))
        };
        let (is_told, is_old) = (is_any(&self.told), is_any(&self.nothing_new));
        self.replay.developments += 1;
        if is_told {
            return;
        }
        let article = first.placement.article.clone();
        self.replay.missed.push(Missed {
            title: self.headlines.get(&article).cloned().unwrap_or_default(),
            article,
            at: first.at,
            outlets: outlets.len(),
            why: if is_old { Why::NothingNew } else { Why::TooSlow },
        });
    }
}
