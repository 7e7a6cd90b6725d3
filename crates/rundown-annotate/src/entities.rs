//! Entities: all mentions of one person, body or place in an article are one.

use std::ops::Range;

use rundown_lexicon::{Kinds, List, Sex, gazetteer, may_share_person, word_key};
use rundown_news::{Entity, EntityKind, Map, Span};
use rundown_text::fold;

use crate::copy::{Copy, Shape};
use crate::last_word::last_word;
use crate::names::Name;

/// The entities of an article while they are gathered.
pub(crate) struct Cast {
    /// One entry an entity, in order of first mention.
    pub(crate) members: Vec<Member>,
    /// All mentions by name, in order.
    pub(crate) mentions: Vec<Mention>,
    /// Per word: the mention it is part of, plus one.
    owners: Vec<u32>,
}

/// One entity.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) kind: EntityKind,
    /// Its longest name, as words of the text.
    pub(crate) name: String,
    pub(crate) sex: Option<Sex>,
    pub(crate) roles: Vec<Span>,
    /// Pronouns and role phrases that mean it.
    pub(crate) other_mentions: Vec<Span>,
    /// Whether it goes by a given name, as kings do: a surname like it is another's.
    royal: bool,
}

/// One mention by name.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) words: Range<usize>,
    pub(crate) member: usize,
}

impl Cast {
    /// Gathers names into entities.
    pub(crate) fn gather(copy: &Copy<'_>, names: Vec<Name>) -> Self {
        let mut cast = Self {
            members: Vec::new(),
            mentions: Vec::new(),
            owners: vec![0; copy.words.len()],
        };
        let mut directory = Directory::default();
        for name in names {
            let member = directory.member(copy, &name, &mut cast.members);
            let entry = &mut cast.members[member];
            let words = full_words(copy, &name.words);
            if words.len() > entry.name.len() && entry.kind == name.kind {
                words.clone_into(&mut entry.name);
            }
            entry.sex = entry.sex.or_else(|| sex_of(copy, &name));
            for at in name.words.clone() {
                cast.owners[at] = cast.mentions.len() as u32 + 1;
            }
            cast.mentions.push(Mention { words: name.words, member });
        }
        cast
    }

    /// The mention a word is part of.
    pub(crate) fn mention_at(&self, at: usize) -> Option<&Mention> {
        let owner = *self.owners.get(at)? as usize;
        owner.checked_sub(1).map(|index| &self.mentions[index])
    }

    /// The person whose name a word is part of.
    pub(crate) fn person_at(&self, at: usize) -> Option<&Mention> {
        self.mention_at(at).filter(|mention| self.is_person(mention.member))
    }

    /// Whether an entity is a person.
    pub(crate) fn is_person(&self, member: usize) -> bool {
        self.members[member].kind == EntityKind::Person
    }

    /// The entities in the form in which an article keeps them.
    pub(crate) fn entities(&self, copy: &Copy<'_>) -> Vec<Entity> {
        let mut found: Vec<Entity> = Vec::with_capacity(self.members.len());
        for (id, member) in self.members.iter().enumerate() {
            let words = |span: &Span| span.of(copy.text).to_owned();
            found.push(Entity {
                id: id as u32,
                kind: member.kind,
                name: member.name.clone(),
                roles: member.roles.iter().map(words).collect(),
                role_spans: member.roles.clone(),
                mentions: member.other_mentions.clone(),
            });
        }
        for mention in &self.mentions {
            found[mention.member].mentions.push(copy.span(&mention.words));
        }
        for entity in &mut found {
            entity.mentions.sort_unstable();
        }
        found
    }
}

/// The words of a name on one line.
fn full_words<'a>(copy: &Copy<'a>, words: &Range<usize>) -> &'a str {
    let all = copy.of(words);
    if all.contains('\n') { copy.word(words.start) } else { all }
}

/// Who is known by which words.
#[derive(Default)]
struct Directory {
    /// Whole names, by kind.
    whole: Map<(u64, u8), usize>,
    /// Last words of people's full names, with the members that bear them.
    last: Map<u64, Vec<usize>>,
    /// Who goes by a surname alone: the first who was called so.
    surname: Map<u64, usize>,
    /// Who bears a title before a surname: "Rev. Moran" is the Rev. Paul Moran, whoever
    /// else is called so.
    titled: Map<(String, u64), usize>,
    /// First words of people's full names.
    first: Map<u64, Vec<usize>>,
    /// Initials and first words of organisations.
    short: Map<u64, usize>,
}

/// Words of one entity's name that are compared.
const NAMESAKES_MAX: usize = 16;

impl Directory {
    fn member(
        &mut self,
        copy: &Copy<'_>,
        name: &Name,
        members: &mut Vec<Member>,
    ) -> usize {
        let key = (name_key(copy, name), name.kind as u8);
        let known = self.whole.get(&key).copied().or_else(|| match name.kind {
            EntityKind::Person => self.person(copy, name, members),
            EntityKind::Organization => self.short.get(&key.0).copied(),
            EntityKind::Place => None,
        });
        let member = known.unwrap_or_else(|| {
            members.push(Member {
                kind: name.kind,
                name: full_words(copy, &name.words).to_owned(),
                sex: None,
                roles: Vec::new(),
                other_mentions: Vec::new(),
                royal: name.words.len() == 1 && is_royal(copy, name.words.start),
            });
            members.len() - 1
        });
        self.learn(copy, name, key, member);
        member
    }

    fn learn(&mut self, copy: &Copy<'_>, name: &Name, key: (u64, u8), member: usize) {
        let lone = name.words.len() == 1;
        // A surname alone is told again each time: by "Mrs." or a name between it may be
        // another's.
        if !(lone && name.kind == EntityKind::Person) {
            self.whole.insert(key, member);
        }
        match name.kind {
            EntityKind::Person => {
                let last = copy.words[last_word(copy, &name.words)].key;
                push_last(self.last.entry(last).or_default(), member);
                if let Some(title) = title_of(copy, name) {
                    self.titled.insert((title, last), member);
                }
                if lone {
                    self.surname.entry(last).or_insert(member);
                } else {
                    let first = copy.words[name.words.start].key;
                    push_last(self.first.entry(first).or_default(), member);
                }
            }
            EntityKind::Organization if !lone => {
                self.short.entry(copy.words[name.words.start].key).or_insert(member);
                if let Some(initials) = initials(copy, &name.words) {
                    self.short.entry(word_key(&initials)).or_insert(member);
                }
            }
            _ => {}
        }
    }

    /// The person a name means, if one is known.
    fn person(&self, copy: &Copy<'_>, name: &Name, members: &[Member]) -> Option<usize> {
        let first = name.words.start;
        let last = copy.words[last_word(copy, &name.words)].key;
        let sex = told_sex(copy, name);
        let fits = |member: &&usize| match (sex, members[**member].sex) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let bearers = self.last.get(&last).map_or(&[][..], Vec::as_slice);
        if name.words.len() == 1 && is_royal(copy, first) {
            let lone =
                |member: &&usize| fold(&members[**member].name) == fold(copy.word(first));
            return bearers.iter().rev().find(lone).copied();
        }
        if name.words.len() == 1 {
            // "Rep. Ruiz" goes by a surname: nobody's given name is meant.
            let first = self.first.get(&last).filter(|_| !is_titled(copy, first));
            let first = first.map_or(&[][..], Vec::as_slice);
            // A wife or brother who is named in full later does not take it over.
            let own = self.surname.get(&last).filter(|own| bearers.contains(own));
            let titled =
                title_of(copy, name).and_then(|title| self.titled.get(&(title, last)));
            return titled
                .filter(fits)
                .or_else(|| own.filter(fits))
                .or_else(|| bearers.iter().rev().find(fits))
                .or_else(|| first.iter().rev().find(fits))
                .copied();
        }
        let sex = sex_of(copy, name);
        let known = bearers.iter().rev().find(|member| {
            let other = members[**member].name.split_whitespace().next().unwrap_or("");
            let lone = !members[**member].name.contains(char::is_whitespace);
            let other_sex = members[**member].sex;
            let agrees = sex.is_none() || other_sex.is_none() || sex == other_sex;
            lone && agrees && !members[**member].royal
                || same_first(copy.word(first), other)
        });
        known.copied().or_else(|| self.family_first(copy, first, members))
    }
}

impl Directory {
    /// Chinese, Korean and Hungarian names begin with the surname: "Xu" may come
    /// before "Xu Wenlan".
    fn family_first(
        &self,
        copy: &Copy<'_>,
        first: usize,
        members: &[Member],
    ) -> Option<usize> {
        let key = copy.words[first].key;
        if gazetteer().holds(key, List::FirstName) {
            return None;
        }
        let bearers = self.last.get(&key)?;
        let lone =
            |member: &&usize| fold(&members[**member].name) == fold(copy.word(first));
        bearers.iter().rev().find(lone).copied()
    }
}

fn push_last(members: &mut Vec<usize>, member: usize) {
    members.retain(|m| *m != member);
    if members.len() == NAMESAKES_MAX {
        members.remove(0);
    }
    members.push(member);
}

/// "King Rashad" goes by a given name: no other Rashad's surname is meant.
fn is_royal(copy: &Copy<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| copy.word(before));
    matches!(before, "King" | "Queen" | "Pope" | "Emperor" | "Sultan" | "Emir")
}

/// Titles before a given name.
const OF_GIVEN: &[&str] = &[
    "Sir", "Dame", "Lady", "Lord", "Prince", "Princess", "King", "Queen", "Pope",
    "Sister", "Brother", "Father", "Mother", "Don", "Doña", "Saint", "Coach",
];

/// Whether a name stands behind a title that surnames follow.
fn is_titled(copy: &Copy<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        copy.is(before, Kinds::TITLE.or(Kinds::HONORIFIC))
            && copy.words[before].shape.is_capital()
            && !OF_GIVEN.contains(&copy.word(before))
    })
}

/// The title right before a name, in its long form: not "Mr.", which all may bear.
fn title_of(copy: &Copy<'_>, name: &Name) -> Option<String> {
    const SHORT: [(&str, &str); 9] = [
        ("dr", "doctor"),
        ("gen", "general"),
        ("gov", "governor"),
        ("lt", "lieutenant"),
        ("prof", "professor"),
        ("rep", "representative"),
        ("rev", "reverend"),
        ("sen", "senator"),
        ("sgt", "sergeant"),
    ];
    let before = name.words.start.checked_sub(1)?;
    let dot = usize::from(copy.word(before) == ".");
    let at = before.checked_sub(dot)?;
    let is_title = copy.is(at, Kinds::TITLE.or(Kinds::ROLE))
        && copy.words[at].shape.is_capital()
        && copy.sentence_of(at).contains(&name.words.start);
    let word = fold(copy.word(at));
    let word = word.trim_end_matches('.');
    let long = SHORT.iter().find(|(short, _)| *short == word);
    is_title.then(|| long.map_or(word, |(_, long)| long).to_owned())
}

/// Whether two given names may be one: equal, an initial, or a short form.
fn same_first(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
    let initial =
        |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let sex = |name: &str| gazetteer().sex(word_key(name));
    let akin = common >= 3 && (sex(a) == sex(b) || sex(a).is_none() || sex(b).is_none());
    a == b || initial(a, b) || initial(b, a) || akin || may_share_person(a, b)
}

/// The key of a whole name: its words that matter.
fn name_key(copy: &Copy<'_>, name: &Name) -> u64 {
    if name.kind == EntityKind::Place && name.words.len() <= 4 {
        let folded = fold(copy.of(&name.words));
        if let Some(country) = same_country(&folded) {
            return word_key(country);
        }
    }
    let is_dressing = |at: &usize| {
        name.words.len() > 1
            && matches!(
                &*fold(copy.word(*at)),
                "inc"
                    | "inc."
                    | "corp"
                    | "corp."
                    | "co"
                    | "co."
                    | "ltd"
                    | "ltd."
                    | "plc"
                    | "."
                    | "the"
            )
    };
    let mut words = name.words.clone().filter(|at| !is_dressing(at));
    let first = words.next().map_or(0, |at| copy.words[at].key);
    words.fold(first, |key, at| rundown_lexicon::phrase_key(key, copy.words[at].key))
}

/// Countries that news names in several ways.
fn same_country(folded: &str) -> Option<&'static str> {
    Some(match folded {
        "us"
        | "u.s."
        | "usa"
        | "u.s.a."
        | "united states"
        | "united states of america"
        | "america" => "united states",
        "uk" | "u.k." | "britain" | "great britain" | "united kingdom" => {
            "united kingdom"
        }
        "uae" | "u.a.e." | "united arab emirates" => "united arab emirates",
        "prc" | "china" | "people's republic of china" => "china",
        _ => return None,
    })
}

/// The initials of a body's name: "Elm Ridge Water Board" is ERWB.
fn initials(copy: &Copy<'_>, words: &Range<usize>) -> Option<String> {
    let letters: String = words
        .clone()
        .filter(|at| copy.words[*at].shape.is_capital())
        .filter_map(|at| copy.word(at).chars().next())
        .flat_map(char::to_lowercase)
        .collect();
    (letters.chars().count() > 2).then_some(letters)
}

/// Whose name it is by "Mr.", "Mrs." or a word such as "spokeswoman" before it.
fn honorific_sex(copy: &Copy<'_>, name: &Name) -> Option<Sex> {
    let before = name.words.start.checked_sub(1)?;
    if copy.is(before, Kinds::WOMAN) {
        return Some(Sex::Female);
    }
    copy.is(before, Kinds::MAN).then_some(Sex::Male)
}

/// Whose name it is by what stands before it or, behind an office ("President Varga"),
/// by the first pronoun of its sentence: a minister and the minister's husband may bear
/// one surname.
fn told_sex(copy: &Copy<'_>, name: &Name) -> Option<Sex> {
    honorific_sex(copy, name).or_else(|| {
        let before = name.words.start.checked_sub(1)?;
        let of_office = name.words.len() == 1 && copy.is(before, Kinds::TITLE);
        let rest = name.words.end..copy.sentence_of(before).end;
        let sex = |at: usize| match copy.word(at) {
            "he" | "his" | "him" | "himself" => Some(Sex::Male),
            "she" | "her" | "hers" | "herself" => Some(Sex::Female),
            _ => None,
        };
        of_office.then(|| rest.take(REACH).find_map(sex)).flatten()
    })
}

/// Words behind an office and a name among which the pronoun that means it stands.
const REACH: usize = 24;

fn sex_of(copy: &Copy<'_>, name: &Name) -> Option<Sex> {
    if name.kind != EntityKind::Person {
        return None;
    }
    told_sex(copy, name).or_else(|| {
        let first = &copy.words[name.words.start];
        let given = name.words.len() > 1 && first.shape != Shape::Letter;
        if given { gazetteer().sex(first.key) } else { None }
    })
}
