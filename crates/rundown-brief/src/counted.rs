//! What a figure counts: "people killed", "the dead" and "death toll" are one thing.

use rundown_news::{Figure, Lang, Quantity, ReadArticle, Span};
use rundown_text::Stemmer;

use crate::sentences::Sentences;
use crate::words::{term_of, words};

/// What several outlets count under several names. Stems of the words that show it.
const CLASSES: &[(&str, &[&str])] = &[
    ("dead", &["dead", "kill", "death", "die", "fatal", "bodi", "corps", "deadli"]),
    ("hurt", &["injur", "wound", "hurt", "casualti"]),
    ("missing", &["miss", "unaccount", "disappear"]),
    ("displaced", &["evacu", "displac", "homeless", "fled", "flee", "move"]),
    ("held", &["arrest", "detain", "detaine", "custodi"]),
    ("sick", &["infect", "case", "ill", "sick", "sicken"]),
    ("rescued", &["rescu", "surviv", "survivor", "save"]),
    ("trapped", &["trap", "strand", "stuck"]),
];

/// Words that count people and say nothing else.
const OF_PEOPLE: &[&str] = &[
    "peopl", "person", "resid", "men", "women", "children", "other", "individu",
    "victim", "civilian", "more", "inhabit", "total", "villag", "man", "woman", "child",
];

/// "The loss of 36 lives", "it cost 36 lives" count the dead.
const LIVES: &[&str] = &["live", "life"];
const LOSING: &[&str] = &["loss", "lost", "lose", "cost", "claim", "taken", "took"];

/// A counted thing, in a form to compare.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Thing {
    /// One of the things that outlets count under several names.
    Class(&'static str),
    /// People, and nothing near them says which.
    People,
    /// The stem of the noun, empty for a measure of nothing in particular.
    Other(String),
}

impl Thing {
    /// Whether it is one of the things that several words count: deaths, arrests.
    pub(crate) fn is_class(&self) -> bool {
        matches!(self, Self::Class(_))
    }

    /// Whether its number can grow but hardly fall.
    pub(crate) fn only_grows(&self) -> bool {
        matches!(self, Self::Class("dead" | "hurt" | "rescued"))
    }
}

/// A figure of an article, made ready to be laid beside those of others.
#[derive(Debug)]
pub(crate) struct Counted {
    pub(crate) thing: Thing,
    /// Of a thing that several words count, whose number it is: "nurses" of "nurses
    /// infected". Empty for people, whoever they are.
    pub(crate) whose: String,
    /// The stems around a number of people of whom nothing else is told, sorted.
    pub(crate) around: Vec<String>,
    /// Whether it counts people; none where its words do not tell.
    pub(crate) of_people: Option<bool>,
    /// The place of its sentence among the article's.
    pub(crate) sentence: usize,
    /// The month that the sentence names nearest to it.
    pub(crate) month: Option<(i16, i8)>,
}

/// What each figure of an article counts; none where it cannot be told, or where the
/// figure is a part of another or the step from one to the next.
pub(crate) fn counted(read: &ReadArticle, sentences: &Sentences) -> Vec<Option<Counted>> {
    let stemmer = Stemmer::new(read.article.lang);
    let one = |figure: &Figure| {
        let text = &read.article.text;
        if is_part_or_step(text, figure) || is_vague(text, figure) {
            return None;
        }
        let thing = thing(read, figure, &stemmer)?;
        let sentence = sentences.at(figure.span)?;
        let month = nearest_month(read, sentences.all[sentence].span, figure.span);
        let of_people = of_people(&thing, figure);
        let lang = read.article.lang;
        let whose = match thing {
            Thing::Class(_) => whose(figure, lang, &stemmer),
            _ => String::new(),
        };
        let mut around = match thing {
            Thing::People => stems(clause(text, figure), lang, &stemmer),
            _ => Vec::new(),
        };
        around.retain(|stem| !OF_PEOPLE.contains(&stem.as_str()));
        around.sort_unstable();
        Some(Counted { thing, whose, around, of_people, sentence, month })
    };
    read.annotations.figures.iter().map(one).collect()
}

/// "18 suspects" counts people and "14 ferries" does not; "18 Saudis" does not tell.
fn of_people(thing: &Thing, figure: &Figure) -> Option<bool> {
    if *thing == Thing::People || thing.is_class() {
        return Some(true);
    }
    let noun = words(&figure.counted).last()?;
    let lower = noun.chars().all(char::is_lowercase);
    lower.then(|| rundown_lexicon::is_person_noun(noun))
}

/// Nouns whose number nobody asks for.
const NOBODY_ASKS: &[&str] = &[
    "day", "week", "month", "hour", "minut", "countri", "side", "leader", "way", "part",
    "plenti",
];

/// Words that stand for no number: "dozens", "a couple".
const VAGUE: &[&str] = &[
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "couple",
    "several",
    "few",
    "handful",
];

fn is_vague(text: &str, figure: &Figure) -> bool {
    // "Left one dead and several others hurt": the others are not one.
    let mut all = words(figure.span.of(text)).chain(words(&figure.counted));
    all.any(|word| VAGUE.contains(&&*rundown_text::fold(word)))
}

/// "six of the dead", "another six", "six more", "the envoy and three other men", "by six
/// to 18".
fn is_part_or_step(text: &str, figure: &Figure) -> bool {
    let whole = figure.counted_span.unwrap_or(figure.span).join(figure.span);
    let before = text.get(..figure.span.start as usize).unwrap_or("");
    let after = text.get(figure.span.end as usize..).unwrap_or("");
    let behind = text.get(whole.end as usize..).unwrap_or("");
    let more = ["more ", "other "].iter().any(|word| {
        after.trim_start().starts_with(word) || figure.counted.starts_with(word)
    });
    let end = after.find('.').unwrap_or(after.len());
    let step = before.ends_with("by ") && after.find(" to ").is_some_and(|to| to < end);
    let part = [" of the ", " of them", " of those", " of whom"];
    part.iter().any(|words| after.starts_with(words) || behind.starts_with(words))
        || more
        || step
        || before.ends_with("nother ")
        || before.ends_with("from ") && after.starts_with(" to ")
}

/// Bytes over which a paragraph still tells of the time it named.
const SAME_TIME_BYTES_MAX: usize = 1_000;

/// The month that a sentence names nearest to a figure, by its days, months and years: "an
/// owner whose ship sank on May 10 with 38 people fled a trial 28 years ago"; else the one
/// named last before it in its paragraph.
fn nearest_month(read: &ReadArticle, sentence: Span, figure: Span) -> Option<(i16, i8)> {
    let dates = &read.annotations.dates;
    let from = dates.partition_point(|when| when.span.end <= sentence.start);
    let within = dates[from..].iter().take_while(|when| when.span.start < sentence.end);
    let month = |value: &str| {
        let year: i16 = value.get(..4)?.parse().ok()?;
        // A year alone counts as its end.
        let month = value.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(12);
        Some((year, month))
    };
    let away = |span: Span| {
        let behind = span.start.saturating_sub(figure.end);
        behind.max(figure.start.saturating_sub(span.end))
    };
    let named = within.filter_map(|when| Some((away(when.span), month(&when.value)?)));
    // "It sank in 2003. Sixty-one people were killed."
    let before = || {
        let last = dates[..from].last()?;
        let (end, start) = (last.span.end as usize, figure.start as usize);
        let near = start.saturating_sub(end) <= SAME_TIME_BYTES_MAX;
        let between = read.article.text.get(end..start).filter(|_| near)?;
        (!between.contains('\n')).then(|| month(&last.value)).flatten()
    };
    named.min().map(|(_, month)| month).or_else(before)
}

fn thing(read: &ReadArticle, figure: &Figure, stemmer: &Stemmer) -> Option<Thing> {
    let lang = read.article.lang;
    if let Some(class) = figure.quantity.and_then(class_named) {
        return Some(Thing::Class(class));
    }
    let own = stems(&figure.counted, lang, stemmer);
    if figure.against.is_some() {
        // Who holds how many seats is another thing than how they voted.
        let holds = own.iter().any(|stem| stem == "major");
        return Some(Thing::Other(if holds { "majority" } else { "vote" }.to_owned()));
    }
    if let Some(class) = class_of(&own) {
        return Some(Thing::Class(class));
    }
    if own.iter().any(|stem| LIVES.contains(&stem.as_str())) {
        let around = stems(clause(&read.article.text, figure), lang, stemmer);
        if around.iter().any(|stem| LOSING.contains(&stem.as_str())) {
            return Some(Thing::Class("dead"));
        }
    }
    let people = own.iter().all(|stem| OF_PEOPLE.contains(&stem.as_str()));
    if people && figure.unit.is_empty() {
        let around = stems(clause(&read.article.text, figure), lang, stemmer);
        return match class_of(&around) {
            Some(class) => Some(Thing::Class(class)),
            None if own.is_empty() => None,
            None => Some(Thing::People),
        };
    }
    let digit = |stem: &&String| stem.starts_with(|c: char| c.is_ascii_digit());
    let noun = own.iter().rfind(|stem| !digit(stem)).cloned().unwrap_or_default();
    let told = !noun.is_empty() || !figure.unit.is_empty();
    (told && !NOBODY_ASKS.contains(&noun.as_str())).then_some(Thing::Other(noun))
}

/// The class of a quantity that is one thing in a story; votes and seats have sides, and
/// are told apart by their words.
fn class_named(quantity: Quantity) -> Option<&'static str> {
    Some(match quantity {
        Quantity::Killed => "dead",
        Quantity::Injured => "hurt",
        Quantity::Missing => "missing",
        Quantity::Displaced => "displaced",
        Quantity::Arrested => "held",
        Quantity::Sick => "sick",
        Quantity::Rescued => "rescued",
        Quantity::Trapped => "trapped",
        Quantity::Votes | Quantity::Seats | Quantity::Jobs => return None,
    })
}

fn class_of(stems: &[String]) -> Option<&'static str> {
    let shows = |words: &[&str]| stems.iter().any(|stem| words.contains(&stem.as_str()));
    CLASSES.iter().find(|(_, words)| shows(words)).map(|(class, _)| *class)
}

/// The noun for those whom a class counts, if it says more than that they are people.
fn whose(figure: &Figure, lang: Lang, stemmer: &Stemmer) -> String {
    let kind = |word: &&str| {
        let stem = term_of(word, lang, stemmer).into_iter().collect::<Vec<_>>();
        let general = |stem: &String| OF_PEOPLE.contains(&stem.as_str());
        // "The official death toll" is no toll of officials.
        let is_counted = word.ends_with('s') || figure.value <= 1.0;
        is_counted
            && rundown_lexicon::is_person_noun(word)
            && class_of(&stem).is_none()
            && !stem.iter().all(general)
    };
    words(&figure.counted).filter(kind).last().unwrap_or_default().to_owned()
}

fn stems(text: &str, lang: Lang, stemmer: &Stemmer) -> Vec<String> {
    words(text).filter_map(|word| term_of(word, lang, stemmer)).collect()
}

/// Bytes on either side in which the verb of a bare "12 people" stands.
const CLAUSE_BEFORE: usize = 24;
const CLAUSE_AFTER: usize = 40;

/// The words around a figure, up to the next comma or full stop.
fn clause<'a>(text: &'a str, figure: &Figure) -> &'a str {
    let counted = figure.counted_span.unwrap_or(figure.span).join(figure.span);
    let (mut start, mut end) = (
        (counted.start as usize).saturating_sub(CLAUSE_BEFORE).min(text.len()),
        (counted.end as usize + CLAUSE_AFTER).min(text.len()),
    );
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let breaks = [',', ';', ':', '\n', '.'];
    let (inner_start, inner_end) =
        (counted.start as usize, (counted.end as usize).min(text.len()));
    if let Some(at) = text.get(start..inner_start).and_then(|s| s.rfind(breaks)) {
        start += at + 1;
    }
    let rest = text.get(inner_end..end).unwrap_or("");
    let joints = [rest.find(breaks), rest.find(" and "), rest.find(" while ")];
    if let Some(at) = joints.into_iter().flatten().min() {
        end = inner_end + at;
    }
    text.get(start..end).unwrap_or("")
}
