//! What an article of several matters contributes to which story.
//!
//! Each paragraph is on the story whose names it uses most, where a name that few stories
//! use tells more than one that many do; a paragraph without names goes on with the
//! matter of the one before it.

use std::collections::{BTreeMap, BTreeSet};

use rundown_news::{
    ArticleId, BlockKind, Entity, EntityKind, Evidence, Part, ReadArticle, Shown, Span,
    StoryId,
};
use rundown_store::StoredArticle;

use crate::views::Matter;
use crate::{Desk, DeskError};

/// Names of an article that are looked for in stories, those it uses most.
const NAMES_LOOKED_UP: usize = 16;

/// Articles looked at for one name.
const HITS_A_NAME: usize = 60;

/// A name in more stories than this tells nothing.
const STORIES_A_NAME_MAX: usize = 6;

/// Fewer paragraphs on another story are a mention of it.
const PARAGRAPHS_MIN: usize = 2;

/// One name may be in two matters by chance.
const NAMES_MIN: usize = 2;

/// Other matters shown.
const MATTERS_MAX: usize = 4;

/// A name, where it stands, and the stories that use it.
struct Naming {
    mentions: Vec<Span>,
    stories: BTreeSet<StoryId>,
}

impl Desk {
    /// The other stories that an article gives paragraphs to, the one with most first.
    pub(crate) fn matters(
        &self,
        stored: &StoredArticle,
        own: StoryId,
    ) -> Result<Vec<Matter>, DeskError> {
        let read = &stored.read;
        let mut namings = Vec::new();
        for (name, mentions) in names(read) {
            let stories = self.stories_with(&name, &read.article.id)?;
            if (1..=STORIES_A_NAME_MAX).contains(&stories.len()) {
                namings.push(Naming { mentions, stories });
            }
        }
        let paragraphs = paragraphs(read);
        let on = shares(&paragraphs, &namings, own);
        let mut matters = Vec::new();
        for (story, held) in on.into_iter().take(MATTERS_MAX) {
            let Some(story) = self.link(Some(story))? else { continue };
            let first = first_sentence(read, held[0]);
            let evidence = Evidence {
                article: read.article.id.clone(),
                revision: stored.revision,
                part: Part::Text,
                span: first,
            };
            matters.push(Matter {
                story,
                paragraphs: held.len() as u32,
                of: paragraphs.len() as u32,
                opening: Shown::new(first.of(&read.article.text), evidence),
            });
        }
        Ok(matters)
    }

    /// The stories whose other articles use a name.
    fn stories_with(
        &self,
        name: &str,
        but: &ArticleId,
    ) -> Result<BTreeSet<StoryId>, DeskError> {
        let hits = self.store.search(&format!("\"{name}\""), HITS_A_NAME)?;
        let others = hits.into_iter().filter(|(_, article)| article != but);
        Ok(others.filter_map(|(story, _)| story).collect())
    }
}

/// The full names of people and bodies in an article and where they stand, those it uses most first.
fn names(read: &ReadArticle) -> Vec<(String, Vec<Span>)> {
    let entities = read.annotations.entities.iter();
    // Many matters have one place.
    let full = |one: &&Entity| one.kind != EntityKind::Place && one.name.contains(' ');
    let mut named: Vec<_> = entities.filter(full).collect();
    named.sort_by(|a, b| (b.mentions.len(), &a.name).cmp(&(a.mentions.len(), &b.name)));
    let named = named.into_iter().take(NAMES_LOOKED_UP);
    named.map(|one| (one.name.replace('"', " "), one.mentions.clone())).collect()
}

fn paragraphs(read: &ReadArticle) -> Vec<Span> {
    let told = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
    let blocks = read.article.blocks.iter().filter(|block| told(block.kind));
    blocks.map(|block| block.span).collect()
}

/// The paragraphs on each story but the article's own, where there are enough of them.
fn shares(
    paragraphs: &[Span],
    namings: &[Naming],
    own: StoryId,
) -> Vec<(StoryId, Vec<Span>)> {
    let mut on: BTreeMap<StoryId, Vec<Span>> = BTreeMap::new();
    let mut matter = own;
    for paragraph in paragraphs {
        matter = matter_of(*paragraph, namings, own).unwrap_or(matter);
        if matter != own {
            on.entry(matter).or_default().push(*paragraph);
        }
    }
    let names_of = |story: &StoryId, held: &[Span]| {
        let within = |mention: &Span| held.iter().any(|one| one.contains(*mention));
        let on_it = |naming: &&Naming| {
            naming.stories.contains(story) && naming.mentions.iter().any(within)
        };
        namings.iter().filter(on_it).count()
    };
    let mut on: Vec<_> = on
        .into_iter()
        .filter(|(story, held)| {
            held.len() >= PARAGRAPHS_MIN && names_of(story, held) >= NAMES_MIN
        })
        .collect();
    on.sort_by_key(|(story, held)| (std::cmp::Reverse(held.len()), *story));
    on
}

/// The story whose names a paragraph uses most; the article's own of several.
fn matter_of(paragraph: Span, namings: &[Naming], own: StoryId) -> Option<StoryId> {
    let mut weights: BTreeMap<StoryId, usize> = BTreeMap::new();
    for naming in namings {
        if naming.mentions.iter().any(|mention| paragraph.contains(*mention)) {
            for story in &naming.stories {
                *weights.entry(*story).or_default() += 60 / naming.stories.len();
            }
        }
    }
    let best = weights.iter().max_by_key(|(story, weight)| {
        (**weight, **story == own, std::cmp::Reverse(**story))
    });
    best.map(|(story, _)| *story)
}

fn first_sentence(read: &ReadArticle, paragraph: Span) -> Span {
    let mut sentences = read.annotations.sentences.iter();
    sentences
        .find(|sentence| paragraph.contains(**sentence))
        .copied()
        .unwrap_or(paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming(at: &[u32], stories: &[u64]) -> Naming {
        Naming {
            mentions: at
                .iter()
                .map(|at| Span::new(*at as usize, *at as usize + 5))
                .collect(),
            stories: stories.iter().map(|id| StoryId(*id)).collect(),
        }
    }

    #[test]
    fn paragraphs_on_another_story_are_told_apart() {
        let paragraphs: Vec<Span> =
            (0..5).map(|at| Span::new(at * 100, at * 100 + 90)).collect();
        // Of the article's own story at the top, of another in the middle, of both below.
        let of_other = [naming(&[110], &[2]), naming(&[120], &[2])];
        let mut namings = vec![naming(&[10], &[1]), naming(&[310], &[1, 2])];
        namings.extend(of_other);
        let on = shares(&paragraphs, &namings, StoryId(1));
        assert_eq!(on, [(StoryId(2), vec![paragraphs[1], paragraphs[2]])]);
    }

    #[test]
    fn full_names_of_people_and_bodies_are_looked_up_the_most_used_first() {
        let entity = |kind, name: &str, mentions| Entity {
            id: 0,
            kind,
            name: name.to_owned(),
            roles: Vec::new(),
            role_spans: Vec::new(),
            mentions: vec![Span::new(0, 1); mentions],
        };
        let mut read = ReadArticle::default();
        read.annotations.entities = vec![
            entity(EntityKind::Person, "Ana Ruiz", 1),
            entity(EntityKind::Person, "Marsh", 9),
            entity(EntityKind::Place, "Port Elm", 9),
            entity(EntityKind::Person, "Lev \"Lou\" Marsh", 2),
        ];
        let told: Vec<String> = names(&read).into_iter().map(|(name, _)| name).collect();
        assert_eq!(told, ["Lev  Lou  Marsh", "Ana Ruiz"]);
    }

    #[test]
    fn one_paragraph_on_another_story_is_a_mention() {
        let paragraphs = [Span::new(0, 90), Span::new(100, 190)];
        let namings = [naming(&[10], &[1]), naming(&[110], &[2]), naming(&[120], &[2])];
        assert!(shares(&paragraphs, &namings, StoryId(1)).is_empty());
    }

    #[test]
    fn a_name_of_one_story_weighs_more_than_one_of_several() {
        let paragraphs = [Span::new(0, 90), Span::new(100, 190)];
        // Seven others have a name in each paragraph; one has two names to itself.
        let mut namings = vec![naming(&[30, 130], &[2, 3, 4, 5, 6, 7, 8])];
        namings.extend([naming(&[10, 110], &[9]), naming(&[20, 120], &[9])]);
        let on = shares(&paragraphs, &namings, StoryId(1));
        assert_eq!(on, [(StoryId(9), paragraphs.to_vec())]);
    }
}
