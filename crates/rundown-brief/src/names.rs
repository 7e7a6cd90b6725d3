//! Who is whom across the articles of a story.
//!
//! Names are put together by `who`; what each is, a person, a body or a place, is
//! decided by all its mentions in all articles together, and by what it does there.

use std::collections::BTreeMap;

use rundown_news::{Entity, EntityKind, Evidence, Map, Part, Role, Set, Span};

use crate::across::{Foreign, across, land_of};
use crate::forms::{
    Form, Signs, is_garbled, is_person, name_words, opens_with_title, plain_word,
};
use crate::roles::{Held, Office, offices, roles};
use crate::side_by_side::SideBySide;
use crate::thing_names::{is_short_name, is_storm};
use crate::told::{Story, Told};
use crate::who::{Persons, Written};
use crate::words::words;

/// One person, organisation or place of the story.
#[derive(Debug)]
pub(crate) struct Named<'a> {
    pub(crate) kind: EntityKind,
    /// The full name, as most articles give it.
    pub(crate) name: &'a str,
    /// In how many witnesses.
    pub(crate) articles: u32,
    /// How much it matters: by how many articles name it, how prominently, and whether
    /// it speaks and acts there.
    pub(crate) weight: u64,
    /// The roles to show, the present one first.
    pub(crate) roles: Vec<Role>,
    members: Vec<Member<'a>>,
}

/// An entity of one of the story's articles.
#[derive(Debug, Clone, Copy)]
struct Member<'a> {
    at: usize,
    told: &'a Told,
    entity: &'a Entity,
    form: &'a Form,
}

impl<'a> Member<'a> {
    fn as_foreign(&self) -> Foreign<'a> {
        let Self { entity, told, .. } = self;
        Foreign { name: &entity.name, kind: entity.kind, lang: told.article().lang }
    }
}

/// All names of a story.
pub(crate) struct Names<'a> {
    pub(crate) all: Vec<Named<'a>>,
    /// Who each entity of each article is, article by article.
    of_entities: Vec<Option<usize>>,
    /// Where the entities of each article begin; the end of an article without any.
    starts: Vec<usize>,
    /// Names by their words.
    by_words: BTreeMap<String, usize>,
}

/// Evidence kept of one name: a page shows two or three.
const EVIDENCE_MAX: usize = 24;

impl<'a> Names<'a> {
    pub(crate) fn of(story: &Story<'a>) -> Self {
        let forms = Forms::of(story);
        let persons = forms.persons(&side_by_side(story));
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        let keys = forms.keys(&persons);
        let group_of_form: Vec<Option<usize>> = keys
            .into_iter()
            .map(|key| {
                let next = groups.len();
                Some(*groups.entry(key?).or_insert(next))
            })
            .collect();
        let group_of_entity = forms.bearers(story, &persons, &groups, &group_of_form);
        let mut members: Vec<Vec<Member<'a>>> = vec![Vec::new(); groups.len()];
        let witnesses = story.witnesses().flat_map(entities);
        for (member, group) in witnesses.zip(&group_of_entity) {
            if let Some(group) = group {
                members[*group].push(member);
            }
        }
        let mut all = Vec::new();
        let mut name_of_group = vec![None; members.len()];
        let mut by_words = BTreeMap::new();
        for (words, group) in groups {
            if let Some(named) = Named::of(std::mem::take(&mut members[group])) {
                name_of_group[group] = Some(all.len());
                by_words.insert(words, all.len());
                all.push(named);
            }
        }
        let name = |group: &Option<usize>| group.and_then(|group| name_of_group[group]);
        let of_entities = group_of_entity.iter().map(name).collect();
        give_roles(&mut all, &persons);
        Self { all, of_entities, starts: forms.starts, by_words }
    }

    /// Who an entity of a witness is, by its number among the article's.
    pub(crate) fn of_entity(&self, article: usize, entity: usize) -> Option<usize> {
        self.of_entities.get(self.starts[article] + entity).copied().flatten()
    }

    /// The body or place of this name.
    pub(crate) fn body(&self, name: &str) -> Option<usize> {
        let at = *self.by_words.get(&name_words(name).join(" "))?;
        (self.all[at].kind != EntityKind::Person).then_some(at)
    }

    /// The person of an article whose office these words name; of several the one whom
    /// it names far more often.
    pub(crate) fn holder(
        &self,
        story: &Story<'_>,
        article: usize,
        office: &str,
    ) -> Option<usize> {
        let wanted: Vec<String> =
            words(office).map(|word| rundown_text::fold(word).into_owned()).collect();
        let head = wanted.last()?;
        let holds = |form: &Form| {
            form.roles.iter().any(|(_, role)| {
                role.last() == Some(head) && wanted.iter().all(|word| role.contains(word))
            })
        };
        let mut holders: BTreeMap<usize, u32> = BTreeMap::new();
        for (entity, form) in story.told[article].digest.forms.iter().enumerate() {
            if let Some(named) = self.of_entity(article, entity).filter(|_| holds(form)) {
                *holders.entry(named).or_default() += form.signs.named;
            }
        }
        let (best, most) = holders.iter().max_by_key(|(_, named)| **named)?;
        let others = holders.iter().filter(|(named, _)| *named != best);
        let second = others.map(|(_, named)| *named).max().unwrap_or_default();
        (*most >= FAR_MORE_OFTEN * second).then_some(*best)
    }
}

/// How many times as often as any other holder of an office an article names the one
/// whom it means by it.
const FAR_MORE_OFTEN: u32 = 3;

/// The names as they are written, each once, with an entity that is written so.
struct Forms<'a> {
    all: Vec<Member<'a>>,
    /// In how many articles each of them is.
    articles: Vec<u32>,
    signs: Vec<Signs>,
    /// Which of them each entity of the witnesses is written as.
    of_entities: Vec<usize>,
    /// Where the entities of each article begin.
    starts: Vec<usize>,
}

impl<'a> Forms<'a> {
    fn of(story: &Story<'a>) -> Self {
        let mut forms = Self {
            all: Vec::new(),
            articles: Vec::new(),
            signs: Vec::new(),
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
                    forms.articles.push(0);
                    forms.signs.push(Signs::default());
                }
                forms.articles[form] += 1;
                forms.signs[form].add(member.form.signs);
                forms.of_entities.push(form);
            }
        }
        forms
    }

    fn written(&self, at: usize) -> Written<'_> {
        let Member { entity, form, .. } = self.all[at];
        Written {
            words: &form.words,
            person: is_person(entity),
            articles: self.articles[at],
            signs: self.signs[at],
        }
    }

    /// What the forms of one name share: in another script or language what its name in
    /// Latin letters, or its land's in English, has.
    fn keys(&self, persons: &Persons) -> Vec<Option<String>> {
        let foreign: Vec<Foreign<'_>> = self.all.iter().map(Member::as_foreign).collect();
        let mut keys: Vec<Option<String>> = (0..self.all.len())
            .map(|at| {
                let written = self.written(at);
                let garbled = written.person && is_garbled(&self.all[at].entity.name);
                match land_of(&foreign[at]) {
                    Some(land) => Some(name_words(land).join(" ")),
                    None if garbled => persons.key_of_garbled(written),
                    None => persons.key(written),
                }
            })
            .collect();
        let mut renamed: BTreeMap<String, String> = BTreeMap::new();
        for (at, other) in across(&foreign).into_iter().enumerate() {
            let pair =
                other.and_then(|other| Some((keys[at].clone()?, keys[other].clone()?)));
            renamed.extend(pair);
        }
        for key in keys.iter_mut().flatten() {
            if let Some(other) = renamed.get(key) {
                key.clone_from(other);
            }
        }
        keys
    }

    /// The group of each entity: that of its form, but where an article goes on about a
    /// family name it is that of whom the story knows by it.
    fn bearers(
        &self,
        story: &Story<'_>,
        persons: &Persons,
        groups: &BTreeMap<String, usize>,
        group_of_form: &[Option<usize>],
    ) -> Vec<Option<usize>> {
        let bearer = |member: &Member<'_>, own: usize, articles: u32| {
            let (key, known) = persons.bearer_of(member.form)?;
            let group = *groups.get(&key)?;
            // Where "he" and "she" do not tell, the story has to.
            let times =
                if member.form.signs.sex().is_some() { 1 } else { FAR_MORE_OFTEN };
            if group == own || known < times * articles {
                return None;
            }
            let mut forms = member.told.digest.forms.iter();
            let is_here = forms.any(|form| key.split(' ').eq(&form.words));
            (!is_here).then_some(group)
        };
        let all = story.witnesses().flat_map(entities).zip(&self.of_entities);
        all.map(|(member, form)| {
            let own = group_of_form[*form]?;
            let person = is_person(member.entity);
            let bearer = person.then(|| bearer(&member, own, self.articles[*form]));
            Some(bearer.flatten().unwrap_or(own))
        })
        .collect()
    }

    /// The persons with full names.
    fn persons(&self, beside: &SideBySide) -> Persons {
        let garbled = |at: &usize| is_garbled(&self.all[*at].entity.name);
        let all = (0..self.all.len()).filter(|at| !garbled(at));
        let all = all.map(|at| self.written(at));
        Persons::of(all.filter(|written| written.person), beside)
    }
}

/// The persons whom articles name in full side by side.
fn side_by_side(story: &Story<'_>) -> SideBySide {
    let mut beside = SideBySide::default();
    for witness in story.witnesses() {
        let persons = entities(witness).filter(|member| is_person(member.entity));
        beside.note(persons.map(|member| member.form.words.as_slice()));
    }
    beside
}

/// The entities of a witness.
fn entities((at, told): (usize, &Told)) -> impl Iterator<Item = Member<'_>> {
    let forms = told.digest.forms.iter();
    let entities = told.found().entities.iter().zip(forms);
    entities.map(move |(entity, form)| Member { at, told, entity, form })
}

impl<'a> Named<'a> {
    fn of(members: Vec<Member<'a>>) -> Option<Self> {
        let kind = kind_of(&members);
        let mut forms: Vec<(&'a str, usize)> = Vec::new();
        let (mut articles, mut weight, mut last) = (0, 0, usize::MAX);
        for member in &members {
            articles += u32::from(member.at != last);
            last = member.at;
            weight += weight_of(member.form.signs);
            let Some((form, _)) = member.full().filter(|(form, _)| !is_garbled(form))
            else {
                continue;
            };
            match forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, count)) => *count += 1,
                None => forms.push((form, 1)),
            }
        }
        // More words first: "Rex Tillerson" before "Tillerson"; then what most write.
        let fullest = |(name, count): &(&'a str, usize)| {
            (
                words(name).nth(1).is_some(),
                !opens_with_title(name),
                name.contains(char::is_lowercase),
                *count,
                name.len(),
                *name,
            )
        };
        let (name, _) = forms.into_iter().max_by_key(fullest)?;
        Some(Self { kind, name, articles, weight, roles: Vec::new(), members })
    }

    /// Where the full name stands, one place an article, earliest first.
    pub(crate) fn evidence(&self) -> Vec<Evidence> {
        let stands = |member: &Member<'a>| {
            let (form, span) = member.full()?;
            (form == self.name).then(|| member.told.evidence(Part::Text, span))
        };
        self.members.iter().filter_map(stands).take(EVIDENCE_MAX).collect()
    }

    /// Whether somebody of this name wrote the articles or took their pictures: they are
    /// named as such, or stand where those do who are, and do nothing else.
    pub(crate) fn is_author(&self, authors: &Set<String>) -> bool {
        let mut signs = Signs::default();
        self.members.iter().for_each(|member| signs.add(member.form.signs));
        let passive = signs.says == 0 && self.roles.is_empty();
        let at_edge =
            signs.at_edge >= signs.named && signs.acts + signs.he + signs.she == 0;
        passive && (at_edge || authors.contains(&name_words(self.name).join(" ")))
    }

    /// Whether it is one word alone of which hardly anything says that it is a person's:
    /// what is quoted may be a body, a faith or a law.
    pub(crate) fn is_bare(&self) -> bool {
        let mut signs = Signs::default();
        self.members.iter().for_each(|member| signs.add(member.form.signs));
        let personal = signs.he + signs.she + signs.aged + signs.royal;
        let full = self.members.iter().any(|member| member.form.words.len() > 1);
        self.kind == EntityKind::Person
            && !full
            && !opens_with_title(self.name)
            && personal * PERSONAL < signs.named
    }

    fn offices(&self, persons: &Persons) -> Vec<Office<'a>> {
        let mut own: Vec<&[String]> =
            self.members.iter().map(|member| member.form.words.as_slice()).collect();
        own.sort_unstable();
        own.dedup();
        let held = self.members.iter().flat_map(|Member { told, form, .. }| {
            form.roles.iter().map(|(span, words)| Held { told, span: *span, words })
        });
        let mut known: Map<&[String], bool> = Map::default();
        let mut of_another = |words| {
            *known.entry(words).or_insert_with(|| names_another(words, &own, persons))
        };
        offices(held.filter(|held| !of_another(held.words)))
    }
}

/// Whether the words of a role name a person who is not its holder, and not as whom
/// they serve.
fn names_another(role: &[String], own: &[&[String]], persons: &Persons) -> bool {
    const SERVES: &[&str] = &["of", "to", "for", "under", "s"];
    role.windows(2).enumerate().any(|(at, pair)| {
        persons.knows(&plain_word(&pair[0]), &plain_word(&pair[1]))
            && !own.iter().any(|words| words.contains(&plain_word(&pair[1])))
            && !role[..at].iter().any(|word| SERVES.contains(&word.as_str()))
    })
}

/// A person of one name is "he" or "she", or has an age or a title, once in so many
/// mentions.
const PERSONAL: u32 = 6;

/// An office that somebody else holds in so many times as many articles…
const ELSEWHERE: usize = 3;

/// …is not that of a person who has it in less than this share of theirs; where only one
/// can hold it, in less than half of them or in one article.
const OWN_SHARE: usize = 4;

/// Offices that one person holds at a time.
const OF_ONE: &[&[&str]] = &[&["president"], &["pope"], &["attorney", "general"]];

/// Gives each person the offices that are theirs.
fn give_roles(all: &mut [Named<'_>], persons: &Persons) {
    let held: Vec<Vec<Office<'_>>> =
        all.iter().map(|named| named.offices(persons)).collect();
    let mut most: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let key = |office: &Office<'_>| -> Vec<String> {
        office.words().iter().map(|word| (*word).to_owned()).collect()
    };
    for office in held.iter().flatten() {
        let known = most.entry(key(office)).or_default();
        *known = (*known).max(office.support());
    }
    for (named, mut offices) in all.iter_mut().zip(held) {
        offices.retain(|office| {
            let elsewhere = most.get(&key(office)).copied().unwrap_or_default();
            let support = office.support();
            let own = support * OWN_SHARE > named.articles as usize;
            let mostly = 2 * support > named.articles as usize && support > 1;
            let own = if OF_ONE.contains(&office.words()) { mostly } else { own };
            elsewhere < support * ELSEWHERE || own
        });
        named.roles = roles(offices);
    }
}

/// What one article adds to the weight of a name.
fn weight_of(signs: Signs) -> u64 {
    2 + 2 * u64::from(signs.prominence)
        + 3 * u64::from(signs.says > 0)
        + 2 * u64::from(signs.acts > 0)
}

/// So many articles, and one in so many, take a full name for a body's…
const BODIES_MIN: usize = 2;
/// …that it is one, unless it is "he" or "she" once in so many mentions.
const BODIES_SHARE: usize = 5;
/// See [`BODIES_SHARE`].
const PERSONAL_OF_BODY: u32 = 4;

/// What a name stands for, by all its mentions and what it does.
fn kind_of(members: &[Member<'_>]) -> EntityKind {
    let votes = |kind: EntityKind| -> usize {
        let of_kind = members.iter().filter(|member| member.entity.kind == kind);
        of_kind.map(|member| member.entity.mentions.len()).sum()
    };
    let kinds = [EntityKind::Place, EntityKind::Organization, EntityKind::Person];
    let voted = kinds.into_iter().max_by_key(|kind| votes(*kind));
    let mut signs = Signs::default();
    for member in members {
        signs.add(member.form.signs);
    }
    let has_role = members.iter().any(|member| !member.form.roles.is_empty());
    let personal = signs.he + signs.she + signs.aged;
    let speaks = personal + signs.says + u32::from(has_role);
    let full = members.iter().any(|member| member.form.words.len() > 1);
    let thing = signs.placed + signs.thing;
    let other = if signs.placed > signs.thing {
        EntityKind::Place
    } else {
        EntityKind::Organization
    };
    let passive =
        signs.says == 0 && 4 * (signs.he + signs.she) < signs.named && !has_role;
    // "Harvey" alone reads like a person's name; it is the storm's by its whole name.
    let is_thing = members.iter().any(|member| is_storm(&member.form.words))
        || members.iter().all(|member| is_short_name(&member.entity.name))
        || thing >= 2 * signs.named.max(1)
        || (passive && 4 * thing >= 3 * signs.named)
        || if full {
            speaks == 0 && 2 * thing >= signs.named
        } else {
            speaks == 0 || 2 * thing > signs.named
        };
    // Few articles say what "Cole Ardent" is, and the rest take it for somebody's name.
    let bodies = members.iter().filter(|one| one.entity.kind == EntityKind::Organization);
    let bodies = bodies.filter(|one| one.form.words.len() > 1).count();
    let is_body = bodies >= BODIES_MIN
        && bodies * BODIES_SHARE >= members.len()
        && personal * PERSONAL_OF_BODY < signs.named;
    match voted {
        Some(EntityKind::Person) if is_body && !is_thing => EntityKind::Organization,
        Some(EntityKind::Person) if is_thing => other,
        Some(EntityKind::Person) | None => EntityKind::Person,
        Some(_) if full && personal > 0 && 3 * thing < signs.named && has_role => {
            EntityKind::Person
        }
        Some(kind) => kind,
    }
}

impl<'a> Member<'a> {
    /// The full name as its article has it.
    fn full(&self) -> Option<(&'a str, Span)> {
        let text: &'a str = &self.told.digest.read().article.text;
        self.form.full.map(|span| (span.of(text), span))
    }
}
