//! Which developments of a story say something new that enough outlets tell.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rundown_alerts::{Due, Report, Rules, due};
use rundown_brief::{Told, new_since};
use rundown_news::limits::ALERT_KNOWN_MAX;
use rundown_news::{
    ArticleId, DevelopmentId, LastLook, NewItem, NewKind, Outlet, Set, Shown,
};
use rundown_store::AlertMember;

use crate::{Desk, DeskError, Families};

/// What was known before a development, and what it tells: two moments are enough.
const BEFORE: Timestamp = Timestamp::UNIX_EPOCH;
const AFTER: Timestamp = Timestamp::MAX;

/// What is asked of a story.
pub(super) struct Question<'a> {
    /// Its articles.
    pub members: &'a [AlertMember],
    /// The articles that were told of.
    pub told: &'a Set<ArticleId>,
    pub rules: Rules,
    pub now: Timestamp,
    /// The latest article that was here before the reader asked.
    pub since: u64,
    /// The articles that hold the watched words; none where the story itself is watched.
    pub holding: Option<&'a Set<u64>>,
}

/// A development to tell of, with what it says.
pub(super) struct News<'a> {
    pub due: Due,
    pub shown: Shown,
    pub outlets: Vec<&'a Outlet>,
    pub at: Timestamp,
}

impl Question<'_> {
    fn reports(&self, families: &Families, repeats: &Set<ArticleId>) -> Vec<Report> {
        let report = |member: &AlertMember| Report {
            article: member.placement.article.clone(),
            development: member.placement.development,
            witness: families.witness(&member.outlet).to_owned(),
            at: member.at,
            seen_at: member.seen_at,
            is_copy: member.placement.copy_of.is_some(),
            is_repeat: repeats.contains(&member.placement.article),
            is_wanted: self.holding.is_none_or(|holding| holding.contains(&member.seq)),
            was_there: member.seq <= self.since,
        };
        self.members.iter().map(report).collect()
    }

    fn due(&self, families: &Families, repeats: &Set<ArticleId>) -> Vec<Due> {
        due(&self.reports(families, repeats), self.told, self.rules, self.now)
    }
}

/// The articles that joined developments after these were told of.
pub(super) fn joined(members: &[AlertMember], told: &Set<ArticleId>) -> Vec<ArticleId> {
    let report = |member: &AlertMember| Report {
        article: member.placement.article.clone(),
        development: member.placement.development,
        ..Report::default()
    };
    let reports: Vec<Report> = members.iter().map(report).collect();
    rundown_alerts::joined(&reports, told)
}

impl Desk {
    /// What there is to tell of a story, and the developments that enough outlets report
    /// but too few with anything new.
    pub(super) fn news<'a>(
        &self,
        question: &Question<'a>,
    ) -> Result<(Vec<News<'a>>, Vec<DevelopmentId>), DeskError> {
        let candidates = question.due(&self.families, &Set::default());
        if candidates.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let (mut repeats, mut said) = (Set::default(), Vec::new());
        for candidate in &candidates {
            let (new, only_repeats) = self.said_first(question.members, candidate)?;
            repeats.extend(only_repeats);
            said.push((candidate.development, sentence(new)));
        }
        let mut news = Vec::new();
        for due in question.due(&self.families, &repeats) {
            let place = said.iter().position(|(one, _)| *one == due.development);
            let Some((_, Some(shown))) = place.map(|place| said.swap_remove(place))
            else {
                continue;
            };
            news.push(News {
                outlets: outlets(question.members, &due),
                at: member(question.members, due.opening()).map_or(BEFORE, |one| one.at),
                due,
                shown,
            });
        }
        let told = |one: &Due| news.iter().any(|n| n.due.development == one.development);
        let rest = candidates.iter().filter(|one| !told(one));
        let rest = rest.map(|one| one.development).collect();
        Ok((news, rest))
    }

    /// What a development says that its story did not before, and its articles that say
    /// nothing of it.
    fn said_first(
        &self,
        members: &[AlertMember],
        candidate: &Due,
    ) -> Result<(Vec<NewItem>, Vec<ArticleId>), DeskError> {
        let is_its =
            |one: &AlertMember| one.placement.development == candidate.development;
        let own = members.iter().filter(|one| is_its(one));
        let last = own.clone().map(|one| one.at).max().unwrap_or(BEFORE);
        let known = members.iter().filter(|one| !is_its(one) && one.at <= last).rev();
        let mut told = Vec::new();
        for (one, arrived) in known
            .take(ALERT_KNOWN_MAX)
            .map(|one| (one, BEFORE))
            .chain(own.map(|one| (one, AFTER)))
        {
            let key = (one.placement.article.clone(), one.revision);
            let Some(ready) = self.ready(key)? else { continue };
            told.push(Told {
                digest: ready.digest,
                revision: one.revision,
                at: one.at,
                arrived,
                development: one.placement.development,
                copy_of: one.placement.copy_of.as_ref().map(|copy| copy.original.clone()),
                earlier: Vec::new(),
            });
        }
        Ok(new_since(&told, LastLook(BEFORE)))
    }
}

/// The sentence to tell: the one that announces the development, else the weightiest.
fn sentence(new: Vec<NewItem>) -> Option<Shown> {
    let announces = new.iter().position(|item| item.kind == NewKind::Development);
    new.into_iter().nth(announces.unwrap_or(0)).map(|item| item.shown)
}

fn member<'a>(members: &'a [AlertMember], id: &ArticleId) -> Option<&'a AlertMember> {
    members.iter().find(|one| one.placement.article == *id)
}

fn outlets<'a>(members: &'a [AlertMember], due: &Due) -> Vec<&'a Outlet> {
    let mut met = BTreeSet::new();
    let found = due.witnesses.iter().filter_map(|id| member(members, id));
    found.map(|one| &one.outlet).filter(|outlet| met.insert(outlet.key())).collect()
}
