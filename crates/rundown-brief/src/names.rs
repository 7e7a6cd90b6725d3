//! Who is whom across the articles of a story.
//!
//! Full names meet by their first and last words; a surname alone joins the one person
//! of that surname, and stays apart where the story has two.

use std::collections::BTreeMap;

use rundown_news::{
    Entity, EntityKind, Evidence, Map, Part, ReadArticle, Role, Set, Span,
};

use crate::told::{Story, Told};
use crate::words::{hash, words};

/// One person, organisation or place of the story.
#[derive(Debug)]
pub(crate) struct Named<'a> {
    pub(crate) kind: EntityKind,
    /// The full name, as most articles give it.
    pub(crate) name: &'a str,
    /// In how many witnesses.
    pub(crate) articles: u32,
    /// How often, over all witnesses.
    pub(crate) mentions: u32,
    members: Vec<Member<'a>>,
}

/// How an article names an entity.
#[derive(Debug)]
pub(crate) struct Form {
    /// Where its full name stands.
    full: Option<Span>,
    /// Its roles, folded, in the order of their spans.
    roles: Vec<String>,
    /// Its name, folded, without honorifics.
    words: Vec<String>,
    /// A number for its kind and name.
    key: u64,
}

/// How an article names each of its entities.
pub(crate) fn forms(read: &ReadArticle) -> Vec<Form> {
    let text = &read.article.text;
    let folded = |span: &Span| rundown_text::fold(span.of(text)).into_owned();
    let form = |entity: &Entity| Form {
        full: full_form(text, entity),
        roles: entity.role_spans.iter().map(folded).collect(),
        words: name_words(&entity.name),
        key: hash(&entity.name) ^ entity.kind as u64,
    };
    read.annotations.entities.iter().map(form).collect()
}

/// An entity of one of the story's articles.
#[derive(Debug, Clone, Copy)]
struct Member<'a> {
    at: usize,
    told: &'a Told,
    entity: &'a Entity,
    form: &'a Form,
}

/// All names of a story.
pub(crate) struct Names<'a> {
    pub(crate) all: Vec<Named<'a>>,
    of_entity: Map<(usize, u32), usize>,
}

/// Kept of one name: a page shows two or three.
const ROLES_MAX: usize = 8;
const EVIDENCE_MAX: usize = 24;

impl<'a> Names<'a> {
    pub(crate) fn of(story: &Story<'a>) -> Self {
        let full = full_names(story);
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        let mut members: Vec<Vec<Member<'a>>> = Vec::new();
        // The same form comes a thousand times; it is looked up once.
        let mut known: Map<u64, usize> = Map::default();
        for member in story.witnesses().flat_map(entities) {
            let group = *known.entry(member.form.key).or_insert_with(|| {
                let next = members.len();
                let group = *groups.entry(key_of(&member, &full)).or_insert(next);
                if group == next {
                    members.push(Vec::new());
                }
                group
            });
            members[group].push(member);
        }
        let mut all = Vec::new();
        let mut of_entity = Map::default();
        for group in groups.into_values() {
            if let Some(named) = Named::of(std::mem::take(&mut members[group])) {
                let ids = named.members.iter().map(|one| (one.at, one.entity.id));
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

/// The entities of a witness.
fn entities((at, told): (usize, &Told)) -> impl Iterator<Item = Member<'_>> {
    let forms = told.digest.forms.iter();
    let entities = told.found().entities.iter().zip(forms);
    entities.map(move |(entity, form)| Member { at, told, entity, form })
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
    let mut seen: Set<u64> = Set::default();
    for Member { entity, form, .. } in story.witnesses().flat_map(entities) {
        if entity.kind == EntityKind::Person
            && seen.insert(form.key)
            && let [first, .., last] = form.words.as_slice()
        {
            let firsts = full.entry(last.clone()).or_default();
            if !firsts.contains(first) {
                firsts.push(first.clone());
            }
        }
    }
    full
}

fn key_of(member: &Member<'_>, full: &FullNames) -> String {
    let words = &member.form.words;
    if member.entity.kind != EntityKind::Person {
        return words.join(" ");
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return member.entity.name.clone();
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
        let of_kind = members.iter().filter(|member| member.entity.kind == kind);
        of_kind.map(|member| member.entity.mentions.len()).sum()
    };
    let kinds = [EntityKind::Place, EntityKind::Organization, EntityKind::Person];
    kinds.into_iter().max_by_key(|kind| votes(*kind)).unwrap_or(EntityKind::Person)
}

impl<'a> Named<'a> {
    fn of(members: Vec<Member<'a>>) -> Option<Self> {
        let mut forms: Vec<(&'a str, usize)> = Vec::new();
        let (mut mentions, mut articles, mut last) = (0, 0, usize::MAX);
        for member in &members {
            mentions += member.entity.mentions.len() as u32;
            articles += u32::from(member.at != last);
            last = member.at;
            let Some((form, _)) = member.full() else { continue };
            match forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, count)) => *count += 1,
                None => forms.push((form, 1)),
            }
        }
        // More words first: "Rex Tillerson" before "Tillerson"; then what most write.
        let fullest = |(name, count): &(&'a str, usize)| {
            (words(name).nth(1).is_some(), *count, name.len(), *name)
        };
        let (name, _) = forms.into_iter().max_by_key(fullest)?;
        Some(Self { kind: kind_of(&members), name, articles, mentions, members })
    }

    /// Where the full name stands, one place an article, earliest first.
    pub(crate) fn evidence(&self) -> Vec<Evidence> {
        let stands = |member: &Member<'a>| {
            let (form, span) = member.full()?;
            (form == self.name).then(|| member.told.evidence(Part::Text, span))
        };
        self.members.iter().filter_map(stands).take(EVIDENCE_MAX).collect()
    }

    pub(crate) fn has_role(&self) -> bool {
        self.members.iter().any(|one| one.form.roles.iter().any(|role| !role.is_empty()))
    }

    /// Roles in the outlets' words, the latest first, each wording once; a wording
    /// inside another adds nothing.
    pub(crate) fn roles(&self) -> Vec<Role> {
        let mut roles: Vec<Role> = Vec::new();
        let mut folded: Vec<&str> = Vec::new();
        for Member { told, entity, form, .. } in self.members.iter().rev() {
            for (span, bare) in entity.role_spans.iter().zip(&form.roles) {
                let known = folded.iter().any(|known| known.contains(bare.as_str()));
                if bare.is_empty() || known || roles.len() >= ROLES_MAX {
                    continue;
                }
                folded.push(bare);
                let text = span.of(&told.article().text).to_owned();
                roles.push(Role { text, evidence: told.evidence(Part::Text, *span) });
            }
        }
        roles
    }
}

impl<'a> Member<'a> {
    /// The full name as its article has it.
    fn full(&self) -> Option<(&'a str, Span)> {
        let text: &'a str = &self.told.digest.read().article.text;
        self.form.full.map(|span| (span.of(text), span))
    }
}

/// Where the full name stands in an article.
fn full_form(text: &str, entity: &Entity) -> Option<Span> {
    let whole = |span: &&Span| span.of(text) == entity.name;
    if let Some(span) = entity.mentions.iter().find(whole) {
        return Some(*span);
    }
    if let Some(at) = text.find(&entity.name).filter(|_| !entity.name.is_empty()) {
        return Some(Span::new(at, at + entity.name.len()));
    }
    let capital = |span: &&Span| span.of(text).starts_with(char::is_uppercase);
    entity.mentions.iter().filter(capital).max_by_key(|span| span.len()).copied()
}
