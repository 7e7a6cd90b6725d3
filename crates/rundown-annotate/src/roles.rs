//! Roles: what an article says a person is, in its own words.
//!
//! Before a name ("Harbor minister Ana Ruiz", "her brother Juan"), or set off by
//! commas after it (", the harbor minister,") or before it ("the minister, Ana Ruiz,").

use std::ops::Range;

use rundown_grammar::{Form, Part, Relation};
use rundown_lexicon::Kinds;
use rundown_news::Span;

use crate::copy::{Copy, Shape};
use crate::entities::Cast;
use crate::offices::is_compound_role;
use crate::stretches::words_in;
use crate::syntax::Syntax;

/// The longest role, in words.
const ROLE_WORDS_MAX: usize = 14;
/// Roles kept of one person.
const ROLES_MAX: usize = 8;

/// Finds the roles of all people and adds them to the cast.
pub(crate) fn add_roles(copy: &Copy<'_>, syntax: &Syntax, cast: &mut Cast) {
    for i in 0..cast.mentions.len() {
        let mention = cast.mentions[i].clone();
        if !cast.is_person(mention.member) {
            continue;
        }
        let sentence = copy.sentence_of(mention.words.start);
        let found = [
            role_before(copy, syntax, cast, &sentence, &mention.words),
            role_after(copy, syntax, cast, &sentence, &mention.words),
        ];
        for role in found.into_iter().flatten().filter(|role| is_whole(copy, role)) {
            keep(copy, cast, mention.member, &role);
        }
    }
}

/// Adds roles that were found with the names, each by where its name stands.
pub(crate) fn add_told(
    copy: &Copy<'_>,
    cast: &mut Cast,
    roles: impl Iterator<Item = (Span, Span)>,
) {
    for (name, role) in roles {
        let (name, role) = (words_in(copy, name), words_in(copy, role));
        let member = cast.mention_at(name.start).map(|mention| mention.member);
        if let (Some(member), false) = (member, role.is_empty()) {
            keep(copy, cast, member, &role);
        }
    }
}

/// "A lawyer for Ruiz", "captain of the Elm": what ends so is the role of another.
fn is_whole(copy: &Copy<'_>, role: &Range<usize>) -> bool {
    let Some(last) = role.clone().next_back() else { return false };
    !copy.is(last, Kinds::PREPOSITION.or(Kinds::CONJUNCTION))
        && !matches!(copy.word(last), "the" | "a" | "an")
}

fn keep(copy: &Copy<'_>, cast: &mut Cast, member: usize, role: &Range<usize>) {
    let span = copy.span(role);
    let member = &mut cast.members[member];
    if member.sex.is_none() {
        member.sex = role.clone().find_map(|at| word_sex(copy, at));
    }
    let known =
        |other: &Span| other.of(copy.text).eq_ignore_ascii_case(span.of(copy.text));
    if member.roles.len() < ROLES_MAX && !member.roles.iter().any(known) {
        member.roles.push(span);
    }
}

/// "spokeswoman" tells, "her" in "her brother" does not.
fn word_sex(copy: &Copy<'_>, at: usize) -> Option<rundown_lexicon::Sex> {
    if copy.is(at, Kinds::HE.or(Kinds::SHE)) {
        return None;
    }
    if copy.is(at, Kinds::WOMAN) {
        return Some(rundown_lexicon::Sex::Female);
    }
    copy.is(at, Kinds::MAN).then_some(rundown_lexicon::Sex::Male)
}

fn is_role(copy: &Copy<'_>, at: usize) -> bool {
    copy.is(at, Kinds::ROLE.or(Kinds::TITLE).or(Kinds::KIN))
        && !copy.is(at, Kinds::HONORIFIC)
        || is_person_noun(copy, at)
        || is_compound_role(copy.word(at))
}

/// "gunman", "accuser": what somebody is in this story.
fn is_person_noun(copy: &Copy<'_>, at: usize) -> bool {
    copy.is(at, Kinds::PERSON) && copy.words[at].shape == Shape::Lower
}

/// Nouns that tell nothing of a person without a word before them…
const ANYBODY: &[&str] = &[
    "man", "woman", "girl", "boy", "person", "child", "teen", "adult", "guy", "lady",
    "kid", "one", "somebody", "someone",
];

/// …which is none of these.
const COUNTING: &[&str] =
    &["another", "one", "second", "third", "fourth", "other", "first", "same", "young"];

/// Whether a role says what somebody is by itself: "a 32-year-old woman" does, "another
/// woman" does not, and "his client" does for those alone who know whose.
fn tells(copy: &Copy<'_>, start: usize, head: usize) -> bool {
    if copy.is(head, Kinds::ROLE.or(Kinds::TITLE).or(Kinds::KIN)) {
        return true;
    }
    let of_pronoun =
        copy.is(start.saturating_sub(1), Kinds::HE.or(Kinds::SHE).or(Kinds::THEY));
    let told = (start..head).any(|at| !COUNTING.contains(&copy.word(at)));
    !(start > 0 && of_pronoun) && (told || !ANYBODY.contains(&copy.word(head)))
}

/// The role that leads up to a name.
fn role_before(
    copy: &Copy<'_>,
    syntax: &Syntax,
    cast: &Cast,
    sentence: &Range<usize>,
    name: &Range<usize>,
) -> Option<Range<usize>> {
    let mut end = name.start;
    if end > sentence.start && copy.is(end - 1, Kinds::HONORIFIC) {
        end -= 1;
    }
    let apposed = end > sentence.start + 1 && copy.word(end - 1) == ",";
    if apposed {
        end -= 1;
    }
    let floor = sentence.start.max(end.saturating_sub(ROLE_WORDS_MAX));
    let mut start = end;
    while start > floor
        && leads(copy, syntax, cast, start - 1)
        && !meets_capital(copy, syntax, start, end)
    {
        start -= 1;
    }
    let head = (start..end).rev().find(|at| is_role(copy, *at))?;
    // "Wife of the president Juan Ruiz": what stands before "of" is another's.
    let of = (start..head).rev().find(|at| copy.is(*at, Kinds::PREPOSITION));
    let is_somebody = copy.is(head, Kinds::ROLE.or(Kinds::KIN).or(Kinds::PERSON));
    start = of.filter(|_| is_somebody).map_or(start, |of| of + 1);
    let post = &copy.words[head + 1..end];
    // After the role only what it is the role of: "of State", "for trade"; "the captain of a
    // doomed Elm ferry" is that of the ferry, whose name stands in the middle.
    let is_thing = |at: usize| syntax.is_noun(at) || cast.mention_at(at).is_some();
    let of_something =
        post.is_empty() || copy.is(head + 1, Kinds::JOINT) && is_thing(end - 1);
    // "Go hire Mr. Ruiz" says what is done to him.
    let is_verb = !copy.is(head, Kinds::ROLE.or(Kinds::TITLE)) && !syntax.is_noun(head);
    if !of_something || is_verb || (apposed && !introduces(copy, syntax, start, end)) {
        return None;
    }
    start = trimmed_start(copy, cast, start, head);
    // ", leader of the opposition National Bloc," is the role of who is named before it.
    let is_of_another = !post.is_empty()
        && !apposed
        && start > sentence.start + 1
        && copy.word(start - 1) == ","
        && cast.person_at(start - 2).is_some();
    if is_of_another {
        return None;
    }
    (start < end && tells(copy, start, head)).then_some(start..end)
}

/// "Before the vote Elm Ridge mayor Ana Ruiz": a small noun before a name is no more of
/// the role.
fn meets_capital(copy: &Copy<'_>, syntax: &Syntax, start: usize, end: usize) -> bool {
    start < end
        && copy.words[start].shape.is_capital()
        && copy.words[start - 1].shape == Shape::Lower
        && syntax.is_noun(start - 1)
        && !is_role(copy, start - 1)
}

/// "The minister, Ana Ruiz," but not "…, the minister, Ana Ruiz and others": before a
/// comma the phrase must begin with a determiner, or behind whose it is ("the company's
/// director, Ana Ruiz,"), and end in the role.
fn introduces(copy: &Copy<'_>, syntax: &Syntax, start: usize, end: usize) -> bool {
    let owned = start.checked_sub(1).is_some_and(|at| {
        copy.words[at].shape == Shape::Clitic && copy.word(at).ends_with('s')
            || matches!(copy.word(at), "its" | "Its" | "their" | "Their")
    });
    let begins = owned && !copy.is(end - 1, Kinds::KIN)
        || syntax.part(start) == Part::Determiner
        || copy.is(start, Kinds::DETERMINER)
        || copy.is(start, Kinds::HE.or(Kinds::SHE).or(Kinds::THEY));
    begins && is_role(copy, end - 1)
}

/// Whether a word can be part of a role before a name.
fn leads(copy: &Copy<'_>, syntax: &Syntax, cast: &Cast, at: usize) -> bool {
    if cast.person_at(at).is_some() {
        return false;
    }
    let word = &copy.words[at];
    match word.shape {
        Shape::Sign => matches!(copy.word(at), "&" | "-"),
        Shape::Clitic => {
            copy.word(at).ends_with('s') && cast.mention_at(at - 1).is_some()
        }
        _ if word.kinds.has(Kinds::CONJUNCTION) => false,
        _ if word.kinds.has(Kinds::DAY) => false,
        _ if word.kinds.has(Kinds::PREPOSITION) => {
            matches!(copy.word(at), "of" | "for") && at > 0 && is_role(copy, at - 1)
        }
        _ if word.kinds.has(Kinds::JOINT) => matches!(copy.word(at), "the" | "The"),
        _ => {
            let tag = syntax.tag(at);
            // "a retired teacher", but not "had met chief executive Ana Ruiz"
            let helped = [Relation::Auxiliary, Relation::PassiveAuxiliary];
            let describes = tag.form == Form::Participle
                && syntax.is_noun(at + 1)
                && syntax.child(at, &helped).is_none();
            syntax.is_noun(at)
                || describes
                || matches!(
                    syntax.part(at),
                    Part::Adjective | Part::Number | Part::Determiner
                )
                || word.kinds.has(Kinds::HE.or(Kinds::SHE).or(Kinds::ROLE))
                || cast.mention_at(at).is_some()
        }
    }
}

/// Leaves articles out; keeps "her" before kin.
fn trimmed_start(copy: &Copy<'_>, cast: &Cast, start: usize, head: usize) -> usize {
    let mut start = start;
    let possessive = Kinds::HE.or(Kinds::SHE).or(Kinds::THEY);
    while start < head {
        let is_possessive = copy.is(start, possessive);
        let keep = is_possessive && copy.is(head, Kinds::KIN);
        let of_name = cast.mention_at(start).is_some();
        let is_article = copy.is(start, Kinds::DETERMINER) && !of_name || is_possessive;
        let stray = copy.words[start].shape == Shape::Clitic
            || copy.words[start].shape == Shape::Sign
            || (copy.is(start, Kinds::OPENER) && !of_name);
        if keep || !(is_article || stray) {
            break;
        }
        start += 1;
    }
    start
}

/// The role set off by commas behind a name.
fn role_after(
    copy: &Copy<'_>,
    syntax: &Syntax,
    cast: &Cast,
    sentence: &Range<usize>,
    name: &Range<usize>,
) -> Option<Range<usize>> {
    let mut start = name.end;
    let sets_off = |word: &str| matches!(word, "," | "--" | "—" | "–");
    if start >= sentence.end || !sets_off(copy.word(start)) {
        return None;
    }
    start += 1;
    // "Ana Ruiz, 43, a harbor pilot,"
    if start + 1 < sentence.end
        && copy.words[start].shape == Shape::Number
        && copy.word(start + 1) == ","
    {
        start += 2;
    }
    let end = apposition_end(copy, syntax, cast, sentence, start)?;
    let head = (start..end).find(|at| is_role(copy, *at))?;
    let begins = (start..head).all(|at| leads(copy, syntax, cast, at));
    if !begins {
        return None;
    }
    let start = trimmed_start(copy, cast, start, head);
    (start < end && tells(copy, start, head)).then_some(start..end)
}

/// Where an apposition ends: at a comma, a stop, or a relative clause. `None` if it
/// runs into a verb or another person, for then it is none.
fn apposition_end(
    copy: &Copy<'_>,
    syntax: &Syntax,
    cast: &Cast,
    sentence: &Range<usize>,
    start: usize,
) -> Option<usize> {
    let limit = sentence.end.min(start + ROLE_WORDS_MAX);
    for at in start..limit {
        let word = copy.word(at);
        let stops = matches!(
            word,
            "," | "."
                | ";"
                | "--"
                | "—"
                | "–"
                | ")"
                | "("
                | "who"
                | "whose"
                | "whom"
                | "which"
        ) || rundown_text::is_quote_mark(word.chars().next().unwrap_or(' '))
            && !owns(copy, at);
        if stops {
            return (at > start).then_some(at);
        }
        let runs_on = syntax.part(at) == Part::Auxiliary
            || cast.person_at(at).is_some() && at < start + 2
            || copy.is(at, Kinds::CUE) && syntax.part(at) == Part::Verb;
        if runs_on {
            return None;
        }
    }
    (limit == sentence.end && limit > start).then_some(limit)
}

/// "the teachers’ union": the mark behind a plural that owns what follows.
fn owns(copy: &Copy<'_>, at: usize) -> bool {
    let glued = at > 0
        && copy.word(at - 1).ends_with('s')
        && copy.words[at - 1].span.end == copy.words[at].span.start;
    let mark = copy.word(at);
    let next = copy.words.get(at + 1);
    glued
        && (matches!(mark, "'" | "’") || mark.ends_with('s'))
        && next.is_some_and(|next| next.shape == Shape::Lower)
}

#[cfg(test)]
mod tests {
    use rundown_news::{Annotations, EntityKind};

    fn annotated(text: &str) -> Annotations {
        let article = crate::sample::article(text);
        crate::annotate(&article).value
    }

    fn roles_of(said: &Annotations, name: &str) -> Vec<String> {
        let one = said.entities.iter().find(|one| one.name == name).unwrap();
        one.roles.clone()
    }

    #[test]
    fn the_role_of_another_is_not_taken() {
        let text = "The lawyer for Gilbert Dacre left the court. Gilbert Dacre stayed.";
        assert_eq!(roles_of(&annotated(text), "Gilbert Dacre"), Vec::<String>::new());
    }

    #[test]
    fn the_captain_of_a_ferry_that_a_name_describes_is_somebody_else() {
        let text =
            "Ana Ruiz owns the line. The captain of a doomed Ruiz ferry was saved.";
        assert_eq!(roles_of(&annotated(text), "Ana Ruiz"), Vec::<String>::new());
    }

    #[test]
    fn a_party_within_the_role_of_its_leader_has_no_role() {
        let said = annotated(
            "Miriam Pell, leader of the opposition National Bloc, said no. \
             The National Bloc voted with her.",
        );
        assert_eq!(
            roles_of(&said, "Miriam Pell"),
            ["leader of the opposition National Bloc"]
        );
        let party = said.entities.iter().find(|one| one.name == "National Bloc").unwrap();
        assert_eq!((party.kind, party.roles.len()), (EntityKind::Organization, 0));
    }

    #[test]
    fn a_verb_is_no_part_of_the_role_behind_it() {
        let said = annotated(
            "Ana Ruiz had met Harbor Board chief executive Karel Dunn on Monday. The board \
             was led by retired judge Fiona Greer.",
        );
        let role = &roles_of(&said, "Karel Dunn")[0];
        assert!(role.ends_with("chief executive") && !role.contains("met"), "{role}");
        assert_eq!(roles_of(&said, "Fiona Greer"), ["retired judge"]);
    }

    #[test]
    fn who_speaks_for_somebody_is_not_them() {
        let said = annotated(
            "A lawyer for Gilbert Dacre, the chief executive until May 11, said his client \
             had never seen the letter.",
        );
        let source = said.attributions[0].source.as_ref().unwrap();
        assert_eq!(source.entity, None, "{source:?}");
    }

    #[test]
    fn what_is_said_to_be_a_ship_is_no_person() {
        let said = annotated(
            "The Mary Holt, an old trawler seized last week, lies in port. Ana Holt, the \
             trawler captain, stayed aboard.",
        );
        let people = said.entities.iter().filter(|one| one.kind == EntityKind::Person);
        let names: Vec<_> = people.map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Ana Holt"]);
    }

    #[test]
    fn a_role_ends_before_whose_and_begins_behind_its_owner() {
        let said = annotated(
            "Fiona Greer, the leader of a team whose dog found the girl, went home. The \
             company's director, Karel Dunn, stayed.",
        );
        assert_eq!(roles_of(&said, "Fiona Greer"), ["leader of a team"]);
        assert_eq!(roles_of(&said, "Karel Dunn"), ["director"]);
    }
}
