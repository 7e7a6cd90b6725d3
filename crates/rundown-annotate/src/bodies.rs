//! Names that sound like a person's and are none: of a firm or a paper, of a storm, of a
//! faith; and what is no name at all, such as the tag of a party and a state.
//!
//! What tells them apart is what stands beside them: "the targeting firm Cole Ardent" and
//! "Cole Ardent, a consulting firm," say what they are, and no person is "Superstorm Ana".

use std::ops::Range;

use rundown_grammar::Relation;
use rundown_lexicon::Kinds;
use rundown_news::EntityKind;
use rundown_text::fold;

use crate::copy::{Copy, Shape};
use crate::names::Name;
use crate::syntax::Syntax;

/// An article tells of no more names than these what they are.
const TOLD_MAX: usize = 32;

/// Words from a name to the noun that says what it is: ", a political consulting firm".
const APPOSED_MAX: usize = 7;

/// The names without what is nobody's, each body that an article says to be one as such.
pub(crate) fn settle_bodies(
    copy: &Copy<'_>,
    syntax: &Syntax,
    mut names: Vec<Name>,
) -> Vec<Name> {
    let prophets: Vec<u64> = names
        .iter()
        .filter(|name| is_prophet(copy, name))
        .map(|name| copy.words[name.words.end - 1].key)
        .take(TOLD_MAX)
        .collect();
    names.retain(|name| {
        let lone = name.words.len() == 1 && name.kind == EntityKind::Person;
        let is_known = lone && prophets.contains(&copy.words[name.words.start].key);
        !is_known && !is_prophet(copy, name) && !is_nobody(copy, name)
    });
    let told: Vec<&str> = names
        .iter()
        .filter(|name| is_called_a_body(copy, syntax, &name.words))
        .map(|name| copy.of(&name.words))
        .take(TOLD_MAX)
        .collect();
    let is_told = |name: &Name| told.contains(&copy.of(&name.words));
    let is_addressed = |name: &Name| {
        let before = name.words.start.checked_sub(1);
        before.is_some_and(|at| copy.is(at, Kinds::HONORIFIC))
    };
    let people: Vec<&str> = names
        .iter()
        .filter(|name| is_told(name) && is_addressed(name))
        .map(|name| copy.of(&name.words))
        .collect();
    for name in &mut names {
        let own = copy.of(&name.words);
        let is_body = told.contains(&own) && !people.contains(&own);
        let is_thing = is_body || is_group(copy, &name.words) || is_of_storm(copy, name);
        if name.kind == EntityKind::Person && is_thing {
            name.kind = EntityKind::Organization;
        }
    }
    names
}

/// "The Prophet Muhammad": whom a faith calls its prophet does nothing in the news.
fn is_prophet(copy: &Copy<'_>, name: &Name) -> bool {
    let words = &name.words;
    let before = words.start.checked_sub(1).map_or("", |at| copy.word(at));
    let titles = ["Prophet", "prophet"];
    name.kind == EntityKind::Person
        && (titles.contains(&before)
            || words.len() > 1 && titles.contains(&copy.word(words.start)))
}

/// "R-Ohio", "Obamacare-compliant", "Islam".
fn is_nobody(copy: &Copy<'_>, name: &Name) -> bool {
    let first = copy.word(name.words.start);
    let lone = name.words.len() == 1;
    let is_person = name.kind == EntityKind::Person;
    is_party_tag(copy, &name.words)
        || lone && (is_person && is_adjective(first) || is_faith(first))
}

/// "R-Ohio", "D-Calif.": the tag of a party and where it holds its seat, not a name.
fn is_party_tag(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    let (party, state) = match copy.word(words.start).split_once(['-', '–']) {
        Some(parts) => parts,
        // "R" and "-" may be words of their own.
        None if words.len() > 2 && matches!(copy.word(words.start + 1), "-" | "–") => {
            (copy.word(words.start), copy.word(words.start + 2))
        }
        None => return false,
    };
    matches!(party, "R" | "D" | "I" | "DFL" | "L" | "G")
        && state.starts_with(char::is_uppercase)
}

/// "Obamacare-compliant", "Harbor-era", "Elm-backed": what such a word ends describes
/// something; a given name ends in another small word, "Geun-hye".
fn is_adjective(word: &str) -> bool {
    const ENDS: [&str; 16] = [
        "born",
        "centric",
        "compliant",
        "era",
        "esque",
        "free",
        "friendly",
        "heavy",
        "led",
        "like",
        "only",
        "rights",
        "run",
        "style",
        "type",
        "wide",
    ];
    let Some((_, last)) = word.rsplit_once('-') else { return false };
    let is_participle = last.len() > 4 && (last.ends_with("ed") || last.ends_with("ing"));
    last.chars().all(|c| c.is_ascii_lowercase())
        && (is_participle || ENDS.contains(&last))
}

/// A faith and its law, of which the lists of names know bearers.
fn is_faith(word: &str) -> bool {
    let word = fold(word);
    matches!(&*word, "islam" | "christianity" | "sharia" | "shariah")
}

/// "Superstorm Ana", "Tropical Storm Ana", "Hurricane Ana".
fn is_of_storm(copy: &Copy<'_>, name: &Name) -> bool {
    let is_storm = |word: &str| {
        matches!(word, "Hurricane" | "Storm" | "Superstorm" | "Typhoon" | "Cyclone")
    };
    let before = name.words.start.checked_sub(1);
    before.is_some_and(|at| is_storm(copy.word(at)))
        || name.words.len() > 1 && is_storm(copy.word(name.words.start))
}

/// "House Democrats": several of a party.
fn is_group(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    let last = fold(copy.word(words.end - 1));
    let parties = ["democrats", "republicans", "tories", "liberals", "conservatives"];
    parties.contains(&&*last)
}

/// Whether an article says of a name that it is a firm's or a paper's.
fn is_called_a_body(copy: &Copy<'_>, syntax: &Syntax, words: &Range<usize>) -> bool {
    is_apposed_to_noun(copy, syntax, words)
        || is_said_to_be_one(copy, words)
        || is_followed_by_noun(copy, words)
}

/// "The satirical weekly Ana Ruiz was raided", but not "the weekly Ana Ruiz founded".
fn is_apposed_to_noun(copy: &Copy<'_>, syntax: &Syntax, words: &Range<usize>) -> bool {
    let Some(noun) = words.start.checked_sub(1) else { return false };
    if !copy.sentence_of(words.start).contains(&noun) || !is_body_noun(copy, noun) {
        return false;
    }
    let outside = |at: &usize| syntax.head(*at).is_none_or(|head| !words.contains(&head));
    let Some(top) = words.clone().find(outside) else { return false };
    let is_one = |relation| {
        matches!(relation, Relation::Apposition | Relation::Compound | Relation::Flat)
    };
    let hangs_on_noun = syntax.head(top) == Some(noun) && is_one(syntax.relation(top));
    let noun_hangs = syntax.head(noun).is_some_and(|head| words.contains(&head))
        && is_one(syntax.relation(noun));
    hangs_on_noun || noun_hangs
}

/// "Cole Ardent, a data firm with ties to Port Elm,": but not ", a firm lawyer,".
fn is_said_to_be_one(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    let limit = copy.sentence_of(words.start).end;
    let first = words.end + 1;
    let apposed = first < limit
        && copy.word(words.end) == ","
        && matches!(copy.word(first), "a" | "an" | "the");
    let ends = |at: usize| {
        at >= limit
            || copy.words[at].shape == Shape::Sign
            || copy.is(at, Kinds::PREPOSITION)
            || matches!(copy.word(at), "that" | "which" | "whose" | "owned" | "based")
    };
    let near = first + 1..limit.min(first + APPOSED_MAX);
    let mut near =
        near.take_while(|at| copy.word(*at) != "," && !copy.is(*at, Kinds::PREPOSITION));
    apposed && near.any(|at| is_body_noun(copy, at) && ends(at + 1))
}

/// "At Ana Ruiz magazine": what a paper's name has behind it.
fn is_followed_by_noun(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    words.len() > 1
        && words.end < copy.sentence_of(words.start).end
        && copy.words[words.end].shape == Shape::Lower
        && matches!(copy.word(words.end), "magazine" | "newspaper" | "weekly")
}

/// "firm", "weekly": nouns that name what it is that bears the name behind them.
fn is_body_noun(copy: &Copy<'_>, at: usize) -> bool {
    copy.words[at].shape == Shape::Lower
        && matches!(
            copy.word(at),
            "affiliate"
                | "agency"
                | "airline"
                | "automaker"
                | "bank"
                | "broadcaster"
                | "carmaker"
                | "charity"
                | "company"
                | "conglomerate"
                | "consultancy"
                | "daily"
                | "firm"
                | "giant"
                | "insurer"
                | "magazine"
                | "newspaper"
                | "nonprofit"
                | "outlet"
                | "publication"
                | "publisher"
                | "retailer"
                | "startup"
                | "start-up"
                | "subsidiary"
                | "tabloid"
                | "website"
                | "weekly"
        )
}

#[cfg(test)]
mod tests {
    use rundown_news::EntityKind;

    /// The names in a text, those of people first.
    fn named(text: &str) -> (Vec<String>, Vec<String>) {
        let article = crate::sample::article(text);
        let entities = crate::annotate(&article).value.entities;
        let (people, others): (Vec<_>, Vec<_>) =
            entities.into_iter().partition(|one| one.kind == EntityKind::Person);
        let names = |all: Vec<rundown_news::Entity>| {
            all.into_iter().map(|one| one.name).collect::<Vec<_>>()
        };
        (names(people), names(others))
    }

    #[test]
    fn what_an_article_calls_a_firm_or_a_paper_is_nobody() {
        for text in [
            "Cole Ardent, a consulting firm with ties to the port, denied the report. Cole \
             Ardent was raided on Monday.",
            "Gunmen stormed the offices of the satirical magazine Cole Ardent on Monday. Cole \
             Ardent will print again.",
            "The shooting at Cole Ardent magazine was told on Monday. Cole Ardent will print \
             again.",
        ] {
            let (people, others) = named(text);
            assert_eq!(people, [""; 0], "{text}");
            assert!(others.iter().any(|name| name == "Cole Ardent"), "{text} {others:?}");
        }
        let (people, _) =
            named("He bought the weekly Ana Ruiz founded. Ana Ruiz left on Monday.");
        assert_eq!(people, ["Ana Ruiz"]);
        let (people, _) =
            named("Ana Ruiz, a firm believer in the plan, left. Mr. Bell stayed.");
        assert_eq!(people, ["Ana Ruiz", "Bell"]);
    }

    #[test]
    fn tags_faiths_and_prophets_are_nobody_and_storms_no_people() {
        for (text, people) in [
            ("Rep. Ana Ruiz, R-Ohio, said that she would vote no.", &["Ana Ruiz"][..]),
            ("Ana Ruiz questioned converts to Islam. Islam is a faith.", &["Ana Ruiz"]),
            ("A drawing of the Prophet Muhammad. Muhammad had a rose.", &[]),
            ("Superstorm Anna hit Port Elm. Superstorm Anna left 12 dead.", &[]),
            ("Ana Ruiz told Senate Democrats that the law holds.", &["Ana Ruiz"]),
        ] {
            assert_eq!(named(text).0, people, "{text}");
        }
    }

    #[test]
    fn those_whom_a_word_joins_are_each_by_itself() {
        let (people, others) =
            named("Officers found Weber and Ruiz on Monday. Weber and Ruiz had help.");
        let all: Vec<&String> = people.iter().chain(&others).collect();
        assert!(all.iter().all(|name| !name.contains(" and ")), "{all:?}");
    }
}
