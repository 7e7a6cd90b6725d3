//! Entities: all mentions of one name in an article.

use rundown_news::{Entity, Map};

use crate::copy::Copy;
use crate::names::Name;

/// Gathers names into entities, in order of first mention.
pub(crate) fn entities(copy: &Copy<'_>, names: &[Name]) -> Vec<Entity> {
    let mut found: Vec<Entity> = Vec::new();
    let mut by_name: Map<(&str, u8), usize> = Map::default();
    for name in names {
        let words = copy.of(&name.words);
        let at = *by_name.entry((words, name.kind as u8)).or_insert_with(|| {
            found.push(Entity {
                id: found.len() as u32,
                kind: name.kind,
                name: words.to_owned(),
                roles: Vec::new(),
                role_spans: Vec::new(),
                mentions: Vec::new(),
            });
            found.len() - 1
        });
        found[at].mentions.push(copy.span(&name.words));
    }
    found
}
