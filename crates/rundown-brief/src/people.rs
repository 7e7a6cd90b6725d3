//! Who's who in a story.

use rundown_news::{EntityKind, Person};

use crate::names::{Named, Names};
use crate::told::Story;

/// Names on a page; the rest is in the articles.
const NAMES_MAX: usize = 60;

/// In a story of this many articles a name of one article alone, without a role, is
/// passing.
const PASSING_ARTICLES: usize = 6;

pub(crate) fn people(story: &Story<'_>, names: &Names<'_>) -> Vec<Person> {
    let witnesses = story.witnesses().count();
    let matters = |named: &&Named<'_>| {
        witnesses < PASSING_ARTICLES || named.articles > 1 || named.has_role()
    };
    let mut chosen: Vec<&Named<'_>> = names.all.iter().filter(matters).collect();
    chosen.sort_by(|a, b| {
        let kind = |named: &Named<'_>| named.kind != EntityKind::Person;
        (kind(a), std::cmp::Reverse((a.articles, a.mentions)), a.name, a.kind).cmp(&(
            kind(b),
            std::cmp::Reverse((b.articles, b.mentions)),
            b.name,
            b.kind,
        ))
    });
    chosen.into_iter().take(NAMES_MAX).map(person).collect()
}

fn person(named: &Named<'_>) -> Person {
    Person {
        name: named.name.to_owned(),
        kind: named.kind,
        roles: named.roles(),
        articles: named.articles,
        evidence: named.evidence(),
    }
}
