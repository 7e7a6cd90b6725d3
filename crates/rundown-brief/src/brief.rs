//! The brief of a story: each part made by the file that is named like it.

use rundown_news::{Brief, Lang, LastLook, Slug};

use crate::lines::Lines;
use crate::names::Names;
use crate::salience::Salience;
use crate::signs::Weights;
use crate::timeline::Events;
use crate::told::{Story, Told};
use crate::weights::WEIGHTS;
use crate::{
    apart, changes, developments, elsewhere, figures, highlights, namings, new, outlets,
    people, state, timeline, title, voices,
};

/// Makes the brief of a story: everything but its number, its slug and what is related.
///
/// The order of `articles` does not matter. Of an article given in several revisions
/// the latest counts. What had arrived by `last_look` counts as known to the reader;
/// without it nothing is new.
#[must_use]
pub fn brief(articles: &[Told], last_look: Option<LastLook>) -> Brief {
    brief_for(articles, last_look, &[])
}

/// The brief for a reader of some languages, the dearest first: it is told in the first
/// of them that the story has enough of, and else in the one most witnesses write.
#[must_use]
pub fn brief_for(
    articles: &[Told],
    last_look: Option<LastLook>,
    languages: &[Lang],
) -> Brief {
    brief_of(&Story::read_in(articles, languages), last_look, languages, &WEIGHTS)
}

/// The brief that some weights of events give.
pub(crate) fn brief_by(
    articles: &[Told],
    last_look: Option<LastLook>,
    weights: &Weights,
) -> Brief {
    brief_of(&Story::of(articles), last_look, &[], weights)
}

fn brief_of(
    story: &Story<'_>,
    last_look: Option<LastLook>,
    languages: &[Lang],
    weights: &Weights,
) -> Brief {
    let lines = Lines::tops(story);
    let names = Names::of(story);
    let salience = Salience::of(story, &lines);
    let events = Events::of(story, &lines, &weights.event);
    let mut titles = title::story_titles(story, &lines, &events.rarity);
    let terms = |at: Option<usize>| at.map(|at| lines.headline_terms(story, at));
    let titled = terms(titles.article).unwrap_or_default();
    // Of one report alone its highlights say how things stand.
    let one_report = story.witnesses().nth(1).is_none();
    let state = if one_report {
        Vec::new()
    } else {
        state::state(story, &lines, &events, &titled)
    };
    if let Some(newest) = state.first() {
        titles = titles.brought_up_to(story, &lines, newest);
    }
    let titled = terms(titles.article).unwrap_or_default();
    let developments = developments::developments(story, &lines, &salience);
    let (new, only_repeats) = last_look
        .map_or_else(Default::default, |look| new::new_of(story, look, languages));
    let mut brief = Brief {
        story: None,
        slug: Slug::default(),
        title: titles.title,
        was: titles.was,
        state: state::shown(story, &state),
        first_at: story.told.first().map(|one| one.at),
        last_at: story.told.last().map(|one| one.at),
        highlights: highlights::highlights(
            story, &lines, &salience, &events, &state, &titled,
        ),
        new,
        only_repeats,
        developments,
        timeline: timeline::timeline(story, &lines, &events),
        voices: voices::voices(story, &names),
        figures: figures::figures(story, &weights.row),
        people: people::people(story, &names),
        outlets: outlets::outlets(story),
        elsewhere: elsewhere::elsewhere(story, languages),
        changes: changes::changes(story),
        related: Vec::new(),
    };
    namings::give_names(&mut brief, story, &names);
    apart::tell_apart(&mut brief, story);
    brief
}
