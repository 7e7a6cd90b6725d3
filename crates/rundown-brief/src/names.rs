//! Who is whom across the articles of a story.
//!
//! Full names meet by their first and last words; a surname alone joins the one person
//! of that surname, and stays apart where the story has two.

use std::collections::BTreeMap;

use rundown_news::{Entity, EntityKind, Evidence, Map, Part, Role, Span};

use crate::told::{Story, Told};
use crate::words::words;

/// One person, organisation or place of the story.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) kind: EntityKind,
    /// The full name, as most articles give it.
    pub(crate) name: String,
    /// Where the full name stands, one place an article, earliest first.
    pub(crate) evidence: Vec<Evidence>,
    /// Roles in the outlets' words, the latest first.
    pub(crate) roles: Vec<Role>,
    /// In how many witnesses.
    pub(crate) articles: u32,
    /// How often, over all witnesses.
    pub(crate) mentions: u32,
}

/// All names of a story.
pub(crate) struct Names {
    pub(crate) all: Vec<Named>,
    of_entity: Map<(usize, u32), usize>,
}

/// Kept of one name: a page shows two or three.
const ROLES_MAX: usize = 8;
const EVIDENCE_MAX: usize = 24;

impl Names {
    pub(crate) fn of(story: &Story<'_>) -> Self {
        let mut keys: BTreeMap<(EntityKind, String), Vec<(usize, u32)>> = BTreeMap::new();
        let full = full_names(story);
        for (at, told) in story.witnesses() {
            for entity in &told.found().entities {
                let key = key_of(entity, &full);
                keys.entry(key).or_default().push((at, entity.id));
            }
        }
        let mut all = Vec::new();
        let mut of_entity = Map::default();
        for members in keys.into_values() {
            if let Some(named) = named(story, &members) {
                of_entity.extend(members.iter().map(|member| (*member, all.len())));
                all.push(named);
            }
        }
        Self { all, of_entity }
    }

    /// Who an entity of an article is.
    pub(crate) fn of_entity(&self, article: usize, entity: u32) -> Option<usize> {
        self.of_entity.get(&(article, entity)).copied()
    }
}

/// The words of a name, folded, without honorifics.
fn name_words(name: &str) -> Vec<String> {
    const HONORIFICS: &[&str] = &["mr", "mrs", "ms", "dr", "sir", "lady", "the"];
    let folded = words(name).map(|word| rundown_text::fold(word).into_owned());
    let mut found: Vec<String> = folded.collect();
    if found.last().is_some_and(|last| last == "s") {
        found.pop();
    }
    while found.len() > 1 && HONORIFICS.contains(&found[0].as_str()) {
        found.remove(0);
    }
    found
}

/// Persons' full names by their last word: the first words that come with it.
type FullNames = BTreeMap<String, Vec<String>>;

fn full_names(story: &Story<'_>) -> FullNames {
    let mut full = FullNames::new();
    for (_, told) in story.witnesses() {
        for entity in &told.found().entities {
            let words = name_words(&entity.name);
            if entity.kind == EntityKind::Person && words.len() > 1 {
                let firsts = full.entry(words[words.len() - 1].clone()).or_default();
                if !firsts.contains(&words[0]) {
                    firsts.push(words[0].clone());
                }
            }
        }
    }
    full
}

fn key_of(entity: &Entity, full: &FullNames) -> (EntityKind, String) {
    let words = name_words(&entity.name);
    if entity.kind != EntityKind::Person {
        return (entity.kind, words.join(" "));
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return (entity.kind, entity.name.clone());
    };
    let key = match full.get(last).map(Vec::as_slice) {
        Some([only]) if words.len() == 1 => format!("{only} {last}"),
        _ if words.len() > 1 => format!("{first} {last}"),
        _ => last.clone(),
    };
    (entity.kind, key)
}

fn named(story: &Story<'_>, members: &[(usize, u32)]) -> Option<Named> {
    let mut members = members.to_vec();
    members.sort_unstable();
    let entity = |(at, id): (usize, u32)| -> Option<(&Told<'_>, &Entity)> {
        let told = story.told[at];
        let found = told.found().entities.iter().find(|entity| entity.id == id);
        found.map(|entity| (told, entity))
    };
    let mut forms: BTreeMap<&str, (usize, Vec<Evidence>)> = BTreeMap::new();
    let (mut mentions, mut articles, mut last) = (0, 0, usize::MAX);
    let mut kind = None;
    for member in &members {
        let Some((told, entity)) = entity(*member) else { continue };
        kind = Some(entity.kind);
        mentions += entity.mentions.len() as u32;
        articles += u32::from(member.0 != last);
        last = member.0;
        let Some((form, span)) = full_form(told, entity) else { continue };
        let (count, evidence) = forms.entry(form).or_default();
        *count += 1;
        evidence.push(told.evidence(Part::Text, span));
    }
    // More words first: "Rex Tillerson" before "Tillerson"; then what most write.
    let fullest = |(name, (count, _)): &(&str, (usize, Vec<Evidence>))| {
        (words(name).count() > 1, *count, name.len())
    };
    let (name, (_, mut evidence)) = forms.into_iter().max_by_key(fullest)?;
    evidence.truncate(EVIDENCE_MAX);
    let roles = roles(members.iter().rev().filter_map(|member| entity(*member)));
    Some(Named {
        kind: kind?,
        name: name.to_owned(),
        evidence,
        roles,
        articles,
        mentions,
    })
}

/// The full name as it stands in the article, and where.
fn full_form<'a>(told: &Told<'a>, entity: &Entity) -> Option<(&'a str, Span)> {
    let text: &'a str = &told.read.article.text;
    let whole = |span: &&Span| span.of(text) == entity.name;
    if let Some(span) = entity.mentions.iter().find(whole) {
        return Some((span.of(text), *span));
    }
    if let Some(at) = text.find(&entity.name).filter(|_| !entity.name.is_empty()) {
        let span = Span::new(at, at + entity.name.len());
        return Some((span.of(text), span));
    }
    let capital = |span: &&Span| span.of(text).starts_with(char::is_uppercase);
    let longest = entity.mentions.iter().filter(capital).max_by_key(|span| span.len())?;
    Some((longest.of(text), *longest))
}

/// Roles in the order given, each wording once; a wording inside another adds nothing.
fn roles<'a>(
    latest_first: impl Iterator<Item = (&'a Told<'a>, &'a Entity)>,
) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    let mut folded: Vec<String> = Vec::new();
    for (told, entity) in latest_first {
        for span in &entity.role_spans {
            let text = span.of(&told.article().text);
            let bare = rundown_text::fold(text).into_owned();
            let known = folded.iter().any(|known| known.contains(&bare));
            if bare.is_empty() || known || roles.len() >= ROLES_MAX {
                continue;
            }
            folded.push(bare);
            let evidence = told.evidence(Part::Text, *span);
            roles.push(Role { text: text.to_owned(), evidence });
        }
    }
    roles
}
