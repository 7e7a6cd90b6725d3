//! What is new since the reader looked; honest where nothing is.

use jiff::Timestamp;
use rundown_desk::StoryView;
use rundown_news::{DevelopmentId, NewItem, NewKind};

use crate::line::{Line, Sources};
use crate::times::Moment;
use crate::wording::say;

/// Items shown at once, and folded behind them; the JSON has all.
const ITEMS_OPEN: usize = 6;
const ITEMS_FOLDED: usize = 40;

pub(crate) struct Fresh {
    /// When the reader last looked; none if never.
    pub(crate) since: Option<Moment>,
    pub(crate) count: usize,
    pub(crate) open: Vec<FreshGroup>,
    pub(crate) folded: Vec<FreshGroup>,
    pub(crate) folded_count: usize,
    /// Of those that are not open, how many the page does not hold.
    pub(crate) left: usize,
    /// Articles since then that tell nothing new.
    pub(crate) repeats: usize,
    pub(crate) repeat_links: Vec<(String, String, String)>,
}

/// What is new of one event.
pub(crate) struct FreshGroup {
    development: Option<DevelopmentId>,
    /// A headline of the event; none where its articles have none.
    pub(crate) title: Option<Line>,
    pub(crate) items: Vec<FreshItem>,
}

pub(crate) struct FreshItem {
    pub(crate) kind: &'static str,
    pub(crate) line: Line,
    pub(crate) outlet: String,
    pub(crate) at: Moment,
}

impl Fresh {
    pub(crate) fn of(view: &StoryView, sources: Sources<'_>, now: Timestamp) -> Self {
        let new = &view.brief.new;
        let (open, folded) = new.split_at(new.len().min(ITEMS_OPEN));
        let kept = &folded[..folded.len().min(ITEMS_FOLDED)];
        Self {
            since: view.last_look.map(|look| Moment::ago(look.0, now)),
            count: new.len(),
            open: grouped(open, view, sources, now),
            folded: grouped(kept, view, sources, now),
            folded_count: folded.len(),
            left: folded.len() - kept.len(),
            repeats: view.brief.only_repeats.len(),
            repeat_links: repeat_links(view, sources),
        }
    }
}

/// What is new by the event it tells of, in the order in which events come first.
fn grouped(
    new: &[NewItem],
    view: &StoryView,
    sources: Sources<'_>,
    now: Timestamp,
) -> Vec<FreshGroup> {
    let mut groups: Vec<FreshGroup> = Vec::new();
    for item in new {
        let source = item.shown.evidence.first();
        let card = source.and_then(|at| sources.card(&at.article));
        let development = card.and_then(|card| card.development);
        let fresh = FreshItem {
            kind: kind_words(item.kind),
            line: sources.line(&item.shown).bare(),
            outlet: item.first_outlet.label().to_owned(),
            at: Moment::ago(item.at, now),
        };
        match groups.iter_mut().find(|group| group.development == development) {
            Some(group) => group.items.push(fresh),
            None => groups.push(FreshGroup {
                development,
                title: title_of(view, development, sources),
                items: vec![fresh],
            }),
        }
    }
    groups
}

fn title_of(
    view: &StoryView,
    development: Option<DevelopmentId>,
    sources: Sources<'_>,
) -> Option<Line> {
    let development = Some(development?);
    let mut all = view.brief.developments.iter();
    let told = all.find(|one| one.development == development)?;
    Some(sources.line(&told.title).bare())
}

fn repeat_links(view: &StoryView, sources: Sources<'_>) -> Vec<(String, String, String)> {
    const LINKS_MAX: usize = 40;
    let cards = view.brief.only_repeats.iter().filter_map(|id| sources.card(id));
    cards
        .take(LINKS_MAX)
        .map(|card| {
            (
                card.outlet.label().to_owned(),
                crate::line::headline_of(&card.headline).to_owned(),
                crate::links::article_href(&card.id),
            )
        })
        .collect()
}

fn kind_words(kind: NewKind) -> &'static str {
    match kind {
        NewKind::Development => say("Development"),
        NewKind::Statement => say("Statement"),
        NewKind::Figure => say("Figure"),
        NewKind::Detail => say("Detail"),
    }
}
