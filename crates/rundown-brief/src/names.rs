//! Who is whom across the articles of a story.
//!
//! Full names meet by their first and last words; a surname alone joins the one person
//! of that surname, and stays apart where the story has two.

use std::collections::BTreeMap;

use rundown_news::{Entity, EntityKind, Evidence, Map, Part, Role, Set, Span};

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

/// An entity of one of the story's articles.
type Member<'a> = (usize, &'a Told<'a>, &'a Entity);

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
        let full = full_names(story);
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        let mut members: Vec<Vec<Member<'_>>> = Vec::new();
        // The same form comes a thousand times; its key is made once.
        let mut known: Map<(EntityKind, &str), usize> = Map::default();
        for (at, told) in story.witnesses() {
            for entity in &told.read.annotations.entities {
                let form = (entity.kind, entity.name.as_str());
                let group = *known.entry(form).or_insert_with(|| {
                    let next = members.len();
                    let group = *groups.entry(key_of(entity, &full)).or_insert(next);
                    if group == next {
                        members.push(Vec::new());
                    }
                    group
                });
                members[group].push((at, told, entity));
            }
        }
        let mut all = Vec::new();
        let mut of_entity = Map::default();
        for group in groups.into_values() {
            let members = &members[group];
            if let Some(named) = named(members) {
                let ids = members.iter().map(|(at, _, entity)| (*at, entity.id));
                of_entity.extend(ids.map(|id| (id, all.len())));
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
    let mut seen: Set<&str> = Set::default();
    for (_, told) in story.witnesses() {
        let entities = told.read.annotations.entities.iter();
        for entity in entities.filter(|entity| entity.kind == EntityKind::Person) {
            if !seen.insert(entity.name.as_str()) {
                continue;
            }
            let words = name_words(&entity.name);
            if let [first, .., last] = words.as_slice() {
                let firsts = full.entry(last.clone()).or_default();
                if !firsts.contains(first) {
                    firsts.push(first.clone());
                }
            }
        }
    }
    full
}

fn key_of(entity: &Entity, full: &FullNames) -> String {
    let words = name_words(&entity.name);
    if entity.kind != EntityKind::Person {
        return words.join(" ");
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return entity.name.clone();
    };
    match full.get(last).map(Vec::as_slice) {
        Some([only]) if words.len() == 1 => format!("{only} {last}"),
        _ if words.len() > 1 => format!("{first} {last}"),
        _ => last.clone(),
    }
}

/// The kind that most mentions were taken for.
fn kind_of(members: &[Member<'_>]) -> EntityKind {
    let votes = |kind: EntityKind| -> usize {
        let of_kind = members.iter().filter(|(_, _, entity)| entity.kind == kind);
        of_kind.map(|(_, _, entity)| entity.mentions.len()).sum()
    };
    let kinds = [EntityKind::Place, EntityKind::Organization, EntityKind::Person];
    kinds.into_iter().max_by_key(|kind| votes(*kind)).unwrap_or(EntityKind::Person)
}

fn named(members: &[Member<'_>]) -> Option<Named> {
    let mut forms: BTreeMap<&str, (usize, Vec<Evidence>)> = BTreeMap::new();
    let (mut mentions, mut articles, mut last) = (0, 0, usize::MAX);
    for (at, told, entity) in members {
        mentions += entity.mentions.len() as u32;
        articles += u32::from(*at != last);
        last = *at;
        let Some((form, span)) = full_form(told, entity) else { continue };
        let (count, evidence) = forms.entry(form).or_default();
        *count += 1;
        if evidence.len() < EVIDENCE_MAX {
            evidence.push(told.evidence(Part::Text, span));
        }
    }
    // More words first: "Rex Tillerson" before "Tillerson"; then what most write.
    let fullest = |(name, (count, _)): &(&str, (usize, Vec<Evidence>))| {
        (words(name).count() > 1, *count, name.len())
    };
    let (name, (_, evidence)) = forms.into_iter().max_by_key(fullest)?;
    let kind = kind_of(members);
    let latest_first = members.iter().rev().map(|(_, told, entity)| (*told, *entity));
    let roles = roles(latest_first);
    Some(Named { kind, name: name.to_owned(), evidence, roles, articles, mentions })
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
