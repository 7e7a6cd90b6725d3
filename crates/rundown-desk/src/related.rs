//! Stories on the same people and bodies, found without tracking anyone. Where a name is in
//! the news everywhere, what headlines mean tells which of its stories are near, in whatever
//! language they are told.

use std::collections::{BTreeMap, BTreeSet};

use rundown_news::{Brief, EntityKind, RelatedStory, StoryId};
use rundown_store::{StoredStory, StoryFound};

use crate::meaning::meaning;
use crate::views::StoryLink;
use crate::{Desk, DeskError};

/// Names of a story that are looked for elsewhere.
const NAMES_LOOKED_UP: usize = 8;

/// Articles looked at for one name.
const HITS_A_NAME: usize = 60;

/// A name in more stories than this tells nothing alone.
const STORIES_A_NAME_MAX: usize = 12;

/// Headlines of other stories that are less alike than this in what they mean say something
/// else: of translations three in four are more alike, of the nearest of others one in five
/// (`rundown-meaning/examples/find_headlines.rs`).
const LIKENESS_MIN: f64 = 0.5;

/// Related stories shown.
const RELATED_MAX: usize = 5;

impl Desk {
    /// Stories that share most of a story's names; a name in few stories tells most.
    pub(crate) fn related(
        &self,
        story: &StoredStory,
        brief: &Brief,
    ) -> Result<Vec<RelatedStory>, DeskError> {
        let mut shared: BTreeMap<StoryId, (u32, Vec<String>)> = BTreeMap::new();
        let named = brief.people.iter().filter(|person| {
            person.kind != EntityKind::Place && person.name.contains(' ')
        });
        for person in named.take(NAMES_LOOKED_UP) {
            let mut stories = self.stories_naming(&person.name, story.id)?;
            if stories.len() > STORIES_A_NAME_MAX {
                stories = self.alike(story, &stories)?;
            }
            if stories.is_empty() || stories.len() > STORIES_A_NAME_MAX {
                continue;
            }
            let weight = 1_000 / stories.len() as u32;
            for other in stories {
                let entry = shared.entry(other).or_default();
                entry.0 += weight;
                entry.1.push(person.name.clone());
            }
        }
        let mut found: Vec<(StoryId, (u32, Vec<String>))> = shared.into_iter().collect();
        found.sort_by_key(|(id, (weight, _))| (u32::MAX - weight, *id));
        found.truncate(RELATED_MAX);
        let mut related = Vec::new();
        for (id, (_, shared)) in found {
            if let StoryFound::Here(other) = self.store.story(&id.to_string())? {
                let StoryLink { story, slug, title } = self.link_of(&other)?;
                related.push(RelatedStory { story, slug, title, shared });
            }
        }
        Ok(related)
    }

    /// Those of some stories whose headlines say much the same as that of one.
    fn alike(
        &self,
        story: &StoredStory,
        others: &BTreeSet<StoryId>,
    ) -> Result<BTreeSet<StoryId>, DeskError> {
        let own = meaning(&story.title);
        let mut alike = BTreeSet::new();
        for id in others {
            if let StoryFound::Here(other) = self.store.story(&id.to_string())?
                && f64::from(own.dot(&meaning(&other.title))) >= LIKENESS_MIN
            {
                alike.insert(*id);
            }
        }
        Ok(alike)
    }

    fn stories_naming(
        &self,
        name: &str,
        but: StoryId,
    ) -> Result<BTreeSet<StoryId>, DeskError> {
        let hits = self.store.search(&format!("\"{name}\""), HITS_A_NAME)?;
        Ok(hits
            .into_iter()
            .filter_map(|(story, _)| story)
            .filter(|id| *id != but)
            .collect())
    }
}
