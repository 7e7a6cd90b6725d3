//! The developments of a story, latest first.

use rundown_news::{BriefDevelopment, DevelopmentId, Map, Part, Set, Shown, Span};

use crate::highlights::{pick, shown};
use crate::lines::{Line, Lines};
use crate::salience::{Focus, Salience};
use crate::title::best_headline;
use crate::told::Story;

/// Sentences that tell one development.
const HIGHLIGHTS_MAX: usize = 2;

/// The articles of one development, by their place in the story.
pub(crate) struct Group {
    pub(crate) development: DevelopmentId,
    /// All of them, earliest first.
    pub(crate) articles: Vec<usize>,
    /// Those with a text of their own; all, if none has.
    pub(crate) witnesses: Vec<usize>,
}

/// The developments, latest first publication first.
pub(crate) fn groups(story: &Story<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: Map<DevelopmentId, usize> = Map::default();
    for (at, told) in story.told.iter().enumerate() {
        let place = *places.entry(told.development).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group {
                development: told.development,
                articles: Vec::new(),
                witnesses: Vec::new(),
            });
        }
        groups[place].articles.push(at);
        if story.witness[at] {
            groups[place].witnesses.push(at);
        }
    }
    for group in &mut groups {
        if group.witnesses.is_empty() {
            group.witnesses.clone_from(&group.articles);
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.witnesses[0]));
    groups
}

pub(crate) fn developments(
    story: &Story<'_>,
    lines: &Lines,
    salience: &Salience,
) -> Vec<BriefDevelopment> {
    let mut focus = Focus::new(salience);
    let one = |group: &Group| development(story, lines, &mut focus, group);
    groups(story).iter().map(one).collect()
}

fn development(
    story: &Story<'_>,
    lines: &Lines,
    focus: &mut Focus<'_>,
    group: &Group,
) -> BriefDevelopment {
    let salience = focus.on(story, lines, &group.witnesses);
    let mut picked: Vec<Line> = Vec::new();
    let own = story.readable(&group.witnesses);
    pick(story, lines, salience, &own, HIGHLIGHTS_MAX, &mut picked);
    let highlights: Vec<Shown> = picked.iter().map(|line| shown(story, line)).collect();
    let title = best_headline(story, &own)
        .or_else(|| highlights.first().cloned())
        .unwrap_or_else(|| first_words(story, lines, group));
    let outlets: Set<u32> = group
        .witnesses
        .iter()
        .filter(|at| story.witness[**at])
        .map(|at| story.outlet[*at])
        .collect();
    let at = |i: &usize| story.told[*i].at;
    BriefDevelopment {
        development: Some(group.development),
        title,
        highlights,
        first_at: group.articles.first().map_or_else(Default::default, at),
        last_at: group.articles.last().map_or_else(Default::default, at),
        articles: group.articles.iter().map(|at| story.told[*at].id().clone()).collect(),
        independent: outlets.len() as u32,
    }
}

/// The first sentence, for a development without headlines; an empty stretch of the
/// headline for one without words.
fn first_words(story: &Story<'_>, lines: &Lines, group: &Group) -> Shown {
    let first = group.witnesses.iter().find_map(|at| lines.of_article(*at).first());
    match first {
        Some(line) => shown(story, line),
        None => story.told[group.articles[0]].shown(Part::Headline, Span::new(0, 0)),
    }
}
