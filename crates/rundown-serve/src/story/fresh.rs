//! What is new since the reader looked; honest where nothing is.

use jiff::Timestamp;
use rundown_desk::StoryView;
use rundown_news::NewKind;

use crate::line::{Line, Sources};
use crate::times::Moment;

/// Items shown at once; the rest is folded.
const ITEMS_OPEN: usize = 8;

pub(crate) struct Fresh {
    /// When the reader last looked; none if never.
    pub(crate) since: Option<Moment>,
    pub(crate) items: Vec<FreshItem>,
    pub(crate) folded: Vec<FreshItem>,
    /// Articles since then that tell nothing new.
    pub(crate) repeats: usize,
    pub(crate) repeat_links: Vec<(String, String, String)>,
}

pub(crate) struct FreshItem {
    pub(crate) kind: &'static str,
    pub(crate) line: Line,
    pub(crate) outlet: String,
    pub(crate) at: Moment,
}

impl Fresh {
    pub(crate) fn of(view: &StoryView, sources: Sources<'_>, now: Timestamp) -> Self {
        let mut items = view.brief.new.iter().map(|item| FreshItem {
            kind: kind_words(item.kind),
            line: sources.line(&item.shown).bare(),
            outlet: item.first_outlet.label().to_owned(),
            at: Moment::ago(item.at, now),
        });
        Self {
            since: view.last_look.map(|look| Moment::ago(look.0, now)),
            items: items.by_ref().take(ITEMS_OPEN).collect(),
            folded: items.collect(),
            repeats: view.brief.only_repeats.len(),
            repeat_links: repeat_links(view, sources),
        }
    }
}

fn repeat_links(view: &StoryView, sources: Sources<'_>) -> Vec<(String, String, String)> {
    const LINKS_MAX: usize = 40;
    let cards = view.brief.only_repeats.iter().filter_map(|id| sources.card(id));
    cards
        .take(LINKS_MAX)
        .map(|card| {
            (
                card.outlet.label().to_owned(),
                crate::search::headline_of(&card.headline).to_owned(),
                crate::links::article_href(&card.id),
            )
        })
        .collect()
}

fn kind_words(kind: NewKind) -> &'static str {
    match kind {
        NewKind::Development => "Development",
        NewKind::Statement => "Statement",
        NewKind::Figure => "Figure",
        NewKind::Detail => "Detail",
    }
}
