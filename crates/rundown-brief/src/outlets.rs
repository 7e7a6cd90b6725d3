//! Who reported a story.

use rundown_news::{BriefOutlet, BriefOutlets, Map};

use crate::told::Story;

pub(crate) fn outlets(story: &Story<'_>) -> BriefOutlets {
    let mut list: Vec<BriefOutlet> = Vec::new();
    let mut independent: Vec<bool> = Vec::new();
    let mut places: Map<u32, usize> = Map::default();
    let mut wire = 0;
    for (at, told) in story.told.iter().enumerate() {
        let place = *places.entry(story.outlet[at]).or_insert(list.len());
        if place == list.len() {
            list.push(BriefOutlet {
                outlet: told.article().outlet.clone(),
                first_at: told.at,
                own: Vec::new(),
                copies: Vec::new(),
            });
            independent.push(false);
        }
        independent[place] |= story.witness[at];
        match &told.copy_of {
            Some(original) => {
                wire += 1;
                list[place].copies.push((told.id().clone(), original.clone()));
            }
            None => list[place].own.push(told.id().clone()),
        }
    }
    BriefOutlets {
        total: list.len() as u32,
        independent: independent.iter().filter(|own| **own).count() as u32,
        wire,
        list,
    }
}
