//! How one article names somebody, and what it shows of what the name stands for.

use rundown_news::{Entity, EntityKind, Map, ReadArticle, Span};

use crate::role_words::told_role;
use crate::thing_names::is_of_thing;
use crate::words::{hash, words};

/// How an article names an entity.
#[derive(Debug)]
pub(crate) struct Form {
    /// Where its full name stands.
    pub(crate) full: Option<Span>,
    /// Its roles: where each stands in full, and its words folded.
    pub(crate) roles: Vec<(Span, Vec<String>)>,
    /// Its name, folded, without titles and initials.
    pub(crate) words: Vec<String>,
    /// A number for its kind and name.
    pub(crate) key: u64,
    pub(crate) signs: Signs,
}

/// What an article shows of what a name stands for: people say, act and are "she";
/// places are gone to; programmes and storms are none of it.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Signs {
    /// How often it is named, pronouns left out.
    pub(crate) named: u32,
    /// How often it is "he", and how often "she".
    pub(crate) he: u32,
    pub(crate) she: u32,
    /// How often it is quoted.
    pub(crate) says: u32,
    /// How often it does or undergoes something.
    pub(crate) acts: u32,
    /// How often its age stands behind it.
    pub(crate) aged: u32,
    /// How often it stands as a place does: "in Marsh End".
    pub(crate) placed: u32,
    /// How often it stands as a thing does: behind an article, in a longer name, as a
    /// party of a case, as the author of a picture.
    pub(crate) thing: u32,
    /// How often it is named by its last word alone.
    pub(crate) alone: u32,
    /// How often it stands as those do who go by their first name: "King Rashad".
    pub(crate) royal: u32,
    /// How often it stands at the edge of an article, where those who wrote it stand.
    pub(crate) at_edge: u32,
    /// How prominent it is: in the headline, in the first sentences.
    pub(crate) prominence: u32,
}

impl Signs {
    pub(crate) fn add(&mut self, other: Self) {
        self.named += other.named;
        self.he += other.he;
        self.she += other.she;
        self.says += other.says;
        self.acts += other.acts;
        self.aged += other.aged;
        self.placed += other.placed;
        self.thing += other.thing;
        self.alone += other.alone;
        self.royal += other.royal;
        self.at_edge += other.at_edge;
        self.prominence += other.prominence;
    }
}

/// Titles and courtesies before a name; alone they name nobody.
const TITLES: &[&str] = &[
    "administrator",
    "crown",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lady",
    "lord",
    "dame",
    "the",
    "president",
    "senator",
    "sen",
    "sens",
    "rep",
    "reps",
    "representative",
    "congressman",
    "congresswoman",
    "gov",
    "governor",
    "judge",
    "justice",
    "gen",
    "general",
    "sheriff",
    "mayor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "secretary",
    "capt",
    "captain",
    "sgt",
    "sergeant",
    "lt",
    "lieutenant",
    "col",
    "colonel",
    "maj",
    "major",
    "adm",
    "admiral",
    "rear",
    "vice",
    "brig",
    "brigadier",
    "officer",
    "detective",
    "minister",
    "chancellor",
    "rev",
    "reverend",
    "prof",
    "professor",
    "chief",
    "speaker",
    "attorney",
    "director",
    "court",
    "commissioner",
    "chairman",
    "chairwoman",
    "ambassador",
    "deputy",
    "counsel",
    "prosecutor",
    "doctor",
    "premier",
    "herr",
    "frau",
    "señor",
    "señora",
    "don",
    "doña",
    "monsieur",
    "madame",
    "senhor",
    "senhora",
];

/// Offices inside what was taken for a name: what stands before them is no part of it.
const INNER_TITLES: &[&str] = &[
    "king",
    "queen",
    "prince",
    "princess",
    "president",
    "minister",
    "secretary",
    "chancellor",
    "senator",
    "governor",
];

/// Offices that a title before a name tells.
const OFFICES: &[&str] = &[
    "president",
    "senator",
    "sen",
    "rep",
    "representative",
    "congressman",
    "congresswoman",
    "gov",
    "governor",
    "judge",
    "justice",
    "gen",
    "general",
    "sheriff",
    "mayor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "secretary",
    "capt",
    "captain",
    "sgt",
    "sergeant",
    "lt",
    "lieutenant",
    "col",
    "colonel",
    "minister",
    "chancellor",
    "commissioner",
    "chairman",
    "chairwoman",
    "ambassador",
    "premier",
    "speaker",
];

/// What comes behind a name.
const TAILS: &[&str] = &["jr", "sr", "ii", "iii", "iv", "s"];

/// Small words that family names begin with.
const PARTICLES: &[&str] = &[
    "bin", "al", "ibn", "van", "von", "der", "den", "de", "del", "di", "da", "el", "la",
];

/// How an article names each of its entities.
pub(crate) fn forms(read: &ReadArticle) -> Vec<Form> {
    let entities = &read.annotations.entities;
    let mut signs = vec![Signs::default(); entities.len()];
    let text = &read.article.text;
    let mut places: Map<u32, usize> = Map::default();
    for (at, entity) in entities.iter().enumerate() {
        places.entry(entity.id).or_insert(at);
    }
    let place = |id: u32| places.get(&id).copied();
    for said in &read.annotations.attributions {
        let source = said.source.as_ref().and_then(|source| source.entity);
        if let Some(at) = source.and_then(place) {
            signs[at].says += 1;
        }
    }
    for event in &read.annotations.events {
        for part in [&event.subject, &event.object].into_iter().flatten() {
            if let Some(at) = part.entity.and_then(place) {
                signs[at].acts += 1;
            }
        }
    }
    let headline: Vec<String> = folded(&read.article.headline);
    let lead =
        read.annotations.sentences.get(LEAD).map_or(text.len(), |s| s.end as usize);
    let form = |(entity, mut signs): (&Entity, Signs)| {
        let full = full_form(text, entity);
        look_at_mentions(text, entity, &mut signs);
        let words = name_words(&entity.name);
        if is_of_thing(&words) {
            signs.thing += 2 * signs.named;
        }
        let in_headline = words.last().is_some_and(|last| headline.contains(last));
        let in_lead =
            entity.mentions.first().is_some_and(|one| (one.start as usize) < lead);
        signs.prominence = 2 * u32::from(in_headline) + u32::from(in_lead);
        let mut roles: Vec<(Span, Vec<String>)> =
            entity.role_spans.iter().filter_map(|span| told_role(text, *span)).collect();
        if roles.is_empty() && entity.kind == EntityKind::Person {
            let title = entity.mentions.iter().find_map(|one| title_before(text, *one));
            roles.extend(title.and_then(|span| told_role(text, span)));
        }
        Form { full, roles, words, key: hash(&entity.name) ^ entity.kind as u64, signs }
    };
    entities.iter().zip(signs).map(form).collect()
}

/// The sentence that ends an article's lead.
const LEAD: usize = 2;

fn folded(text: &str) -> Vec<String> {
    words(text).map(plain_word).collect()
}

/// Latin letters end here; other scripts are put together by `across`.
const LATIN_END: char = '\u{250}';

/// A word folded, without the accents that some outlets write and others do not: "raul" for
/// "Raúl".
pub(crate) fn plain_word(word: &str) -> String {
    let folded = rundown_text::fold(word);
    if folded.is_ascii() || folded.chars().any(|c| c >= LATIN_END) {
        return folded.into_owned();
    }
    rundown_text::latin_key(&folded)
}

/// The words of a name, folded, without titles, initials and what comes behind; none
/// if they are titles only.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let mut found = folded(name);
    while found.len() > 1
        && found.last().is_some_and(|last| TAILS.contains(&last.as_str()))
    {
        found.pop();
    }
    let front = |word: &&String| {
        TITLES.contains(&word.as_str()) || PARTICLES.contains(&word.as_str())
    };
    let titles = found.iter().take_while(front).count();
    found.drain(..titles);
    let inner = |word: &String| INNER_TITLES.contains(&word.as_str());
    if let Some(at) = found.iter().rposition(inner).filter(|at| at + 1 < found.len()) {
        found.drain(..=at);
    }
    let titles = found.iter().take_while(front).count();
    found.drain(..titles);
    let is_initial = |word: &String| word.chars().nth(1).is_none();
    if found.len() > 2 {
        let last = found.len() - 1;
        let mut at = 0;
        let whole: Vec<bool> = found.iter().map(|word| !is_initial(word)).collect();
        if whole[..last].iter().any(|whole| *whole) {
            found.retain(|_| {
                at += 1;
                at > last || whole[at - 1]
            });
        }
    }
    found
}

/// How far into an article its byline reaches, in bytes, and what stands at its end.
const EDGE_BYTES: usize = 110;

/// Counts how the mentions of an entity stand in the text.
fn look_at_mentions(text: &str, entity: &Entity, signs: &mut Signs) {
    for mention in &entity.mentions {
        let range = mention.range();
        let (Some(name), Some(before), Some(after)) =
            (text.get(range.clone()), text.get(..range.start), text.get(range.end..))
        else {
            continue;
        };
        if !name.starts_with(begins_name) || is_pronoun(name) {
            signs.he += u32::from(is_he(name));
            signs.she += u32::from(is_she(name));
            continue;
        }
        signs.named += 1;
        let alone = entity.name.ends_with(name) && !name.contains(' ');
        signs.alone += u32::from(alone);
        let far = range.start >= EDGE_BYTES && range.end + EDGE_BYTES <= text.len();
        signs.at_edge += u32::from(!far);
        signs.placed += u32::from(is_placed(before));
        signs.thing += u32::from(is_thing(before, after));
        signs.aged += u32::from(is_age(after));
        signs.royal += u32::from(is_royal(name, before));
    }
}

/// Whether names begin with such a letter: with a capital, where the script has any.
pub(crate) fn begins_name(letter: char) -> bool {
    letter.is_uppercase() || letter.is_alphabetic() && !letter.is_lowercase()
}

fn is_pronoun(name: &str) -> bool {
    is_he(name) || is_she(name) || matches!(name, "They" | "Their" | "It" | "Its" | "Who")
}

fn is_he(name: &str) -> bool {
    matches!(&*rundown_text::fold(name), "he" | "his" | "him" | "himself")
}

fn is_she(name: &str) -> bool {
    matches!(&*rundown_text::fold(name), "she" | "her" | "hers" | "herself")
}

/// The word that ends a text, one space before its end.
fn word_before(before: &str) -> &str {
    let Some(trimmed) = before.strip_suffix(' ') else { return "" };
    let start = trimmed.rfind(|c: char| !c.is_alphanumeric() && c != '.');
    trimmed.get(start.map_or(0, |at| at + 1)..).unwrap_or("")
}

fn is_placed(before: &str) -> bool {
    const WHERE: &str =
        "in In at At near Near on On off outside across around through en à";
    const OF: &str =
        "village town city province island county valley port district coast";
    is_one_of(WHERE, word_before(before))
        || before.strip_suffix("of ").is_some_and(|head| is_one_of(OF, word_before(head)))
}

fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// Behind an article, inside a longer name, as a party of a case, or beside a stroke, as
/// the names of those who took a picture are.
fn is_thing(before: &str, after: &str) -> bool {
    const WHICH: &str = "the The a an v. v vs. Hurricane Storm Typhoon Cyclone via";
    let behind = is_one_of(WHICH, word_before(before));
    let mut rest = after.chars();
    let longer = rest.next() == Some(' ')
        && rest.next().is_some_and(char::is_uppercase)
        && rest.next().is_some_and(char::is_lowercase);
    let case = after.starts_with(" v.") || after.starts_with(" vs");
    behind || longer || case || before.ends_with('/') || after.starts_with('/')
}

/// Whether a title stands before a name or in it that goes with first names.
fn is_royal(name: &str, before: &str) -> bool {
    const ROYAL: &[&str] = &["King", "Queen", "Pope", "Emperor", "Sultan", "Emir"];
    ROYAL.contains(&word_before(before))
        || name.split(' ').any(|word| ROYAL.contains(&word))
}

/// ", 32," behind a name.
fn is_age(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(", ") else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && rest[digits..].starts_with([',', '.', ' '])
}

/// The office that stands as a title before a mention: "Sen. Ana Holt".
pub(crate) fn title_before(text: &str, mention: Span) -> Option<Span> {
    let before = text.get(..mention.start as usize)?;
    let word = word_before(before);
    let office = rundown_text::fold(word.trim_end_matches('.'));
    let end = before.len().checked_sub(1)?;
    (word.starts_with(char::is_uppercase) && OFFICES.contains(&&*office))
        .then(|| Span::new(end - word.len(), end))
}

/// Whether a name opens with a title.
pub(crate) fn opens_with_title(name: &str) -> bool {
    let first = words(name).next().map(rundown_text::fold);
    first.is_some_and(|first| TITLES.contains(&&*first))
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
    let capital = |span: &&Span| span.of(text).starts_with(begins_name);
    entity.mentions.iter().filter(capital).max_by_key(|span| span.len()).copied()
}

/// Whether a person's name is two that ran together, "`TarnKamila`", or a tag of a party
/// and a state.
pub(crate) fn is_garbled(name: &str) -> bool {
    let runs_together = |word: &str| {
        let mut pairs = word.char_indices().zip(word.chars().skip(1));
        pairs.any(|((at, a), b)| a.is_lowercase() && b.is_uppercase() && at >= 3)
    };
    name.contains(['–', '—', '&'])
        || name.contains(|c: char| c.is_ascii_digit())
        || name.split([' ', '-', '’', '\'']).any(runs_together)
}

/// Whether an entity was taken for a person.
pub(crate) fn is_person(entity: &Entity) -> bool {
    entity.kind == EntityKind::Person
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_initials_and_tails_are_no_part_of_a_name() {
        for (name, expected) in [
            ("Dr. Rosa Imhoff", "rosa imhoff"),
            ("K. Karel Dunn", "karel dunn"),
            ("Piet S. Varga III", "piet varga"),
            ("J. Dunn", "j dunn"),
            ("bin Rashad", "rashad"),
            ("Attorney General", ""),
        ] {
            assert_eq!(name_words(name).join(" "), expected, "{name}");
        }
    }

    #[test]
    fn names_that_ran_together_are_told() {
        assert!(is_garbled("Tarn Ilse TarnKamila Rosen"));
        assert!(!is_garbled("Vera McTarn") && !is_garbled("Ana MacTarn"));
    }
}
