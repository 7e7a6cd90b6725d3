//! Which developments of a story say something new that enough outlets tell.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

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
pub(super) struct News {
    pub due: Due,
    pub shown: Shown,
    /// How many independent outlets say that.
    pub sayers: usize,
    pub outlets: Vec<Outlet>,
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

/// What developments say that their story did not before: the same for every reader.
#[derive(Default)]
pub(super) struct Sayings(BTreeMap<DevelopmentId, Saying>);

struct Saying {
    /// Who says any of it.
    sources: BTreeSet<ArticleId>,
    /// What most say, and how many do.
    most: Option<(usize, Shown)>,
}

impl Desk {
    /// What there is to tell of a story, and the developments that enough outlets report
    /// but too few with anything new.
    pub(super) fn worth_telling(
        &self,
        question: &Question<'_>,
        sayings: &mut Sayings,
    ) -> Result<(Vec<News>, Vec<DevelopmentId>), DeskError> {
        let members = question.members;
        let candidates = question.due(&self.families, &Set::default());
        if candidates.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let mut repeats = Set::default();
        for candidate in &candidates {
            let saying = self.saying(members, candidate, sayings)?;
            let is_repeat = |id: &&ArticleId| !saying.sources.contains(*id);
            repeats.extend(candidate.articles.iter().filter(is_repeat).cloned());
        }
        let mut news = Vec::new();
        for due in question.due(&self.families, &repeats) {
            let saying = sayings.0.get(&due.development);
            let most = saying.and_then(|saying| saying.most.clone());
            let Some((sayers, shown)) = most else { continue };
            if !question.rules.is_enough(sayers, due.witnesses.len()) {
                continue;
            }
            let at = member(members, due.opening()).map_or(BEFORE, |one| one.at);
            news.push(News { outlets: outlets(members, &due), at, due, shown, sayers });
        }
        let is_told =
            |one: &&Due| news.iter().any(|news| news.due.development == one.development);
        let rest = candidates.iter().filter(|one| !is_told(one));
        let rest = rest.map(|one| one.development).collect();
        Ok((news, rest))
    }

    fn saying<'a>(
        &self,
        members: &[AlertMember],
        candidate: &Due,
        sayings: &'a mut Sayings,
    ) -> Result<&'a Saying, DeskError> {
        match sayings.0.entry(candidate.development) {
            Entry::Occupied(there) => Ok(there.into_mut()),
            Entry::Vacant(none) => {
                let new = self.said_first(members, candidate)?;
                let most = self.most_said(members, &new)?;
                let evidence = new.into_iter().flat_map(|item| item.shown.evidence);
                let sources = evidence.map(|one| one.article).collect();
                Ok(none.insert(Saying { sources, most }))
            }
        }
    }

    /// What a development says that its story did not before.
    fn said_first(
        &self,
        members: &[AlertMember],
        candidate: &Due,
    ) -> Result<Vec<NewItem>, DeskError> {
        let is_its =
            |one: &AlertMember| one.placement.development == candidate.development;
        let own = members.iter().filter(|one| is_its(one));
        let last = own.clone().map(|one| one.at).max().unwrap_or(BEFORE);
        let known = members.iter().filter(|one| !is_its(one) && one.at <= last).rev();
        let known = known.take(ALERT_KNOWN_MAX).map(|one| (one, BEFORE));
        let mut told = Vec::new();
        for (one, arrived) in known.chain(own.map(|one| (one, AFTER))) {
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
        Ok(new_since(&told, LastLook(BEFORE)).0)
    }

    /// The sentence that most independent outlets have, in their words; of equals the one
    /// that announces the development, then the weightiest.
    fn most_said(
        &self,
        members: &[AlertMember],
        new: &[NewItem],
    ) -> Result<Option<(usize, Shown)>, DeskError> {
        let mut best: Option<((usize, bool), &NewItem)> = None;
        for item in new {
            let announces = item.kind == NewKind::Development;
            let weight = (self.sayers(members, item)?, announces);
            if best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, item));
            }
        }
        Ok(best.map(|((sayers, _), item)| (sayers, item.shown.clone())))
    }

    /// How many independent outlets say something, each in words of its own: the same words
    /// come from one mouth.
    fn sayers(
        &self,
        members: &[AlertMember],
        item: &NewItem,
    ) -> Result<usize, DeskError> {
        let (mut witnesses, mut wordings) = (BTreeSet::new(), BTreeSet::new());
        for evidence in &item.shown.evidence {
            let Some(source) = member(members, &evidence.article) else { continue };
            let key = (evidence.article.clone(), evidence.revision);
            let Some(ready) = self.ready(key)? else { continue };
            let words = evidence.span.of(&ready.digest.read().article.text);
            witnesses.insert(self.families.witness(&source.outlet));
            wordings.insert(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        Ok(witnesses.len().min(wordings.len()))
    }
}

fn member<'a>(members: &'a [AlertMember], id: &ArticleId) -> Option<&'a AlertMember> {
    members.iter().find(|one| one.placement.article == *id)
}

fn outlets(members: &[AlertMember], due: &Due) -> Vec<Outlet> {
    let mut met = BTreeSet::new();
    let found = due.witnesses.iter().filter_map(|id| member(members, id));
    let found = found.map(|one| &one.outlet);
    found.filter(|outlet| met.insert(outlet.key())).cloned().collect()
}
