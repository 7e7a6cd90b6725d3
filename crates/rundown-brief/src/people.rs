//! Who's who in a story.

use rundown_news::{EntityKind, Person, Set};

use crate::forms::name_words;
use crate::names::{Named, Names};
use crate::told::Story;

/// Names on a page; the rest is in the articles.
const NAMES_MAX: usize = 60;

/// In a story of this many articles a name of one article alone, without a role, is
/// passing.
const PASSING_ARTICLES: usize = 6;

pub(crate) fn people(story: &Story<'_>, names: &Names<'_>) -> Vec<Person> {
    let witnesses = story.witnesses().count();
    let authors = authors(story);
    let matters = |named: &&Named<'_>| {
        (witnesses < PASSING_ARTICLES || named.articles > 1 || !named.roles.is_empty())
            && !(named.kind == EntityKind::Person && named.is_author(&authors))
            && !named.is_bare()
    };
    let mut chosen: Vec<&Named<'_>> = names.all.iter().filter(matters).collect();
    chosen.sort_by(|a, b| {
        let kind = |named: &Named<'_>| named.kind != EntityKind::Person;
        (kind(a), b.weight, a.name, a.kind).cmp(&(kind(b), a.weight, b.name, b.kind))
    });
    chosen.into_iter().take(NAMES_MAX).map(person).collect()
}

/// The words of the names of outlets and of those who write for them.
fn authors(story: &Story<'_>) -> Set<String> {
    let mut authors = Set::default();
    for told in &story.told {
        let article = told.article();
        authors.insert(name_words(article.outlet.label()).join(" "));
        authors.extend(article.byline.iter().map(|by| name_words(&by.name).join(" ")));
    }
    authors
}

fn person(named: &Named<'_>) -> Person {
    Person {
        name: named.name.to_owned(),
        kind: named.kind,
        roles: named.roles.clone(),
        articles: named.articles,
        evidence: named.evidence(),
    }
}
