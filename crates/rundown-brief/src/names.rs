//! Who is whom across the articles of a story.
//!
//! Full names meet by their first and last words; a surname alone joins the one person
//! of that surname, and stays apart where the story has two.

use std::collections::BTreeMap;

use rundown_news::{Entity, EntityKind, Evidence, Map, Part, ReadArticle, Role, Span};

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
    /// Who each entity of each article is, article by article.
    of_entities: Vec<Option<usize>>,
    /// Where the entities of each article begin; the end of an article without any.
    starts: Vec<usize>,
}

/// Kept of one name: a page shows two or three.
const ROLES_MAX: usize = 8;
const EVIDENCE_MAX: usize = 24;

impl<'a> Names<'a> {
    pub(crate) fn of(story: &Story<'a>) -> Self {
        let forms = Forms::of(story);
        let full = full_names(&forms.all);
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        let group_of_form: Vec<usize> = forms
            .all
            .iter()
            .map(|member| {
                let next = groups.len();
                *groups.entry(key_of(member, &full)).or_insert(next)
            })
            .collect();
        let mut members: Vec<Vec<Member<'a>>> = vec![Vec::new(); groups.len()];
        let witnesses = story.witnesses().flat_map(entities);
        for (member, form) in witnesses.zip(&forms.of_entities) {
            members[group_of_form[*form]].push(member);
        }
        let mut all = Vec::new();
        let mut name_of_group = vec![None; members.len()];
        for group in groups.into_values() {
            if let Some(named) = Named::of(std::mem::take(&mut members[group])) {
                name_of_group[group] = Some(all.len());
                all.push(named);
            }
        }
        let name = |form: &usize| name_of_group[group_of_form[*form]];
        let of_entities = forms.of_entities.iter().map(name).collect();
        Self { all, of_entities, starts: forms.starts }
    }

    /// Who an entity of a witness is, by its number among the article's.
    pub(crate) fn of_entity(&self, article: usize, entity: usize) -> Option<usize> {
        self.of_entities.get(self.starts[article] + entity).copied().flatten()
    }
}

/// The names as they are written, each once, with an entity that is written so.
struct Forms<'a> {
    all: Vec<Member<'a>>,
    /// Which of them each entity of the witnesses is written as.
    of_entities: Vec<usize>,
    /// Where the entities of each article begin.
    starts: Vec<usize>,
}

impl<'a> Forms<'a> {
    fn of(story: &Story<'a>) -> Self {
        let mut forms = Self {
            all: Vec::new(),
            of_entities: Vec::new(),
            starts: vec![0; story.told.len()],
        };
        let mut known: Map<u64, usize> = Map::default();
        for (at, told) in story.witnesses() {
            forms.starts[at] = forms.of_entities.len();
            for member in entities((at, told)) {
                let next = forms.all.len();
                let form = *known.entry(member.form.key).or_insert(next);
                if form == next {
                    forms.all.push(member);
                }
                forms.of_entities.push(form);
            }
        }
        forms
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

fn full_names(forms: &[Member<'_>]) -> FullNames {
    let mut full = FullNames::new();
    for Member { entity, form, .. } in forms {
        if entity.kind == EntityKind::Person
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
