//! What somebody is, in the outlets' words: the present role first, each role once.

use rundown_news::{Map, Role, Span};

use crate::role_words::{LIGHT, PAST};
use crate::told::Told;

/// Roles shown of one name.
const ROLES_MAX: usize = 3;

/// Short forms of offices.
const SHORT: &[(&str, &str)] = &[
    ("sen", "senator"),
    ("rep", "representative"),
    ("gov", "governor"),
    ("capt", "captain"),
    ("gen", "general"),
    ("sgt", "sergeant"),
    ("lt", "lieutenant"),
    ("col", "colonel"),
    ("dr", "doctor"),
    ("adviser", "advisor"),
    ("atty", "attorney"),
    ("spokesman", "spokesperson"),
    ("spokeswoman", "spokesperson"),
    ("chairman", "chair"),
    ("chairwoman", "chair"),
];

/// An office is over if so many times the later reports that say so are as many as those
/// that do not: "FBI director" is said of the one who was fired as well.
const SAID_OVER: usize = 3;

/// A role that so few articles tell beside one that so many times as many do is another's,
/// or said in passing.
const HEARD_ONCE: usize = 6;

/// First words of a role that tells for those alone who know whose it is.
const OF_SOMEBODY: &[&str] = &["his", "her", "their", "its", "my", "our"];

/// What a soldier or an officer is called, whatever the post.
const RANKS: &[&str] =
    &["captain", "general", "sergeant", "lieutenant", "colonel", "major"];

/// Words that tell one of several from the others.
const COUNTING: &[&str] =
    &["second", "third", "fourth", "fifth", "other", "another", "one"];

/// One role of one article.
pub(crate) struct Held<'a> {
    pub(crate) told: &'a Told,
    pub(crate) span: Span,
    pub(crate) words: &'a [String],
}

/// Several wordings of one role, the latest last.
pub(crate) struct Office<'a> {
    /// Its telling words, sorted: those of the fullest wording.
    words: Vec<&'a str>,
    held: Vec<Held<'a>>,
    past: bool,
    /// Whether it is the past form of what would be the present one.
    is_last: bool,
}

impl Office<'_> {
    /// How many articles say so.
    pub(crate) fn support(&self) -> usize {
        self.held.len()
    }

    /// Its telling words.
    pub(crate) fn words(&self) -> &[&str] {
        &self.words
    }
}

/// The telling words of a role, each once, sorted.
fn telling(words: &[String]) -> Vec<&str> {
    let mut telling: Vec<&str> = words
        .iter()
        .map(|word| {
            let full = SHORT.iter().find(|(short, _)| short == word);
            full.map_or(word.as_str(), |(_, full)| full)
        })
        .filter(|word| !LIGHT.contains(word) && !PAST.contains(word))
        .collect();
    telling.sort_unstable();
    telling.dedup();
    telling
}

/// The offices among the roles that articles give, in order of publication.
pub(crate) fn offices<'a>(held: impl Iterator<Item = Held<'a>>) -> Vec<Office<'a>> {
    let mut offices: Vec<Office<'a>> = Vec::new();
    // Most articles say it in words that one before them had.
    let mut of_words: Map<&[String], usize> = Map::default();
    for one in held {
        if let Some(known) = of_words.get(one.words) {
            offices[*known].held.push(one);
            continue;
        }
        let words = telling(one.words);
        let past = one.words.iter().any(|word| PAST.contains(&word.as_str()));
        let holds = |a: &[&str], b: &[&str]| b.iter().all(|word| a.contains(word));
        let same = offices.iter().position(|office| {
            office.past == past
                && (holds(&office.words, &words) || holds(&words, &office.words))
        });
        of_words.insert(one.words, same.unwrap_or(offices.len()));
        match same.map(|at| &mut offices[at]) {
            Some(office) => {
                if words.len() > office.words.len() {
                    office.words = words;
                }
                office.held.push(one);
            }
            None => offices.push(Office { words, held: vec![one], past, is_last: false }),
        }
    }
    joined(offices)
}

/// Joins an office with one that is told in more words.
fn joined(mut offices: Vec<Office<'_>>) -> Vec<Office<'_>> {
    offices.sort_by_key(|office| std::cmp::Reverse(office.words.len()));
    let mut kept: Vec<Office<'_>> = Vec::new();
    for office in offices {
        let holds = |known: &&mut Office<'_>| {
            known.past == office.past
                && office.words.iter().all(|one| known.words.contains(one))
        };
        match kept.iter_mut().find(holds) {
            Some(known) => {
                known.held.extend(office.held);
                known.held.sort_by_key(|one| one.told.at);
            }
            None => kept.push(office),
        }
    }
    kept
}

/// The roles to show: what is over stands last, unless the later reports say of the
/// present role that it is over; what most articles say comes first, the later half of
/// those that tell a role counting twice, and full words more than bare ones.
pub(crate) fn roles(mut offices: Vec<Office<'_>>) -> Vec<Role> {
    let mut told: Vec<_> =
        offices.iter().flat_map(|one| &one.held).map(|one| one.told.at).collect();
    told.sort_unstable();
    let middle = told.get(told.len() / 2).copied();
    let late = |office: &Office<'_>| {
        office.held.iter().filter(|one| Some(one.told.at) >= middle).count()
    };
    let (mut last, mut over) = (Vec::new(), Vec::new());
    for office in &offices {
        over.push(offices.iter().any(|other| other.ends(office, &late)));
        last.push(offices.iter().any(|other| office.ends(other, &late)));
    }
    for (office, is_last) in offices.iter_mut().zip(last) {
        office.is_last = is_last;
    }
    let mut over = over.into_iter();
    offices.retain(|_| !over.next().unwrap_or(false));
    // Beside a list of names nothing tells whose rival "his rival" is: where there is more to
    // say, it is not said.
    if offices.iter().any(|office| !office.of_somebody()) {
        offices.retain(|office| !office.of_somebody());
    }
    let most = offices.iter().map(Office::support).max().unwrap_or(0);
    offices.retain(|office| office.support() * HEARD_ONCE > most);
    offices.sort_by(|a, b| {
        let last = |office: &Office<'_>| office.held.last().map(|one| one.told.at);
        let key = |office: &Office<'_>| {
            (
                !office.is_rank(),
                !office.past || office.is_last,
                (office.support() + late(office)) * office.fullness(),
                last(office),
            )
        };
        key(b).cmp(&key(a))
    });
    offices.iter().take(ROLES_MAX).filter_map(Office::role).collect()
}

impl Office<'_> {
    /// "his friend", in all articles that say so.
    fn of_somebody(&self) -> bool {
        let first = |one: &Held<'_>| one.words.first().cloned().unwrap_or_default();
        self.held.iter().all(|one| OF_SOMEBODY.contains(&first(one).as_str()))
    }

    /// How much its words tell, up to two; "third climber" tells no more than "climber".
    fn fullness(&self) -> usize {
        let tells = self.words.iter().filter(|word| !COUNTING.contains(word));
        1 + tells.count().min(2)
    }

    /// "Capt." alone: a rank goes with any post and tells none.
    fn is_rank(&self) -> bool {
        self.words.len() == 1 && RANKS.contains(&self.words[0])
    }

    /// Whether this one says that another is over: "former FBI director" does of "FBI
    /// director", where one of three later reports has it.
    fn ends(&self, other: &Self, late: &dyn Fn(&Self) -> usize) -> bool {
        let same = other.words.iter().all(|word| self.words.contains(word))
            || self.words.iter().all(|word| other.words.contains(word));
        self.past && !other.past && same && late(self) * SAID_OVER >= late(other)
    }

    /// The wording that most articles have, a full one before a bare one; the latest.
    fn role(&self) -> Option<Role> {
        let count = |one: &Held<'_>| {
            self.held.iter().filter(|other| other.words == one.words).count()
        };
        let rank = |one: &&Held<'_>| {
            let full = telling(one.words).len().min(2);
            (count(one) * (1 + full * full), one.told.at, one.span)
        };
        let best = self.held.iter().max_by_key(rank)?;
        let span = without_owner(&best.told.article().text, best);
        let text = span.of(&best.told.article().text).to_owned();
        let evidence = best.told.evidence(rundown_news::Part::Text, span);
        Some(Role { text, evidence })
    }
}

/// "wife" of "his wife".
fn without_owner(text: &str, held: &Held<'_>) -> Span {
    let shown = held.span.of(text);
    let owned = held.words.first().is_some_and(|word| OF_SOMEBODY.contains(&&**word));
    let behind = shown.split_once(' ').filter(|_| owned).map(|(_, rest)| rest.len());
    Span::new(
        held.span.end as usize - behind.unwrap_or(shown.len()),
        held.span.end as usize,
    )
}
